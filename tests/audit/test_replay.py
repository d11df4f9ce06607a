"""Replays: the same, different and where, or why it cannot be said."""

import datetime as dt
import json
import random
import shutil
from dataclasses import replace
from itertools import islice

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

import workshop_rules as wr
from tests.bundled import bundled, verdict_on
from tests.dossiers import cases
from tests.riverside import FOLDER, PACK, TYPICAL, decide, facts
from workshop_rules.audit.archive import ARCHIVE, ArchivedPack, archive_pack
from workshop_rules.audit.masking import Masking
from workshop_rules.audit.record import make_record, read_record, sha256, verdict_written
from workshop_rules.audit.replay import Answer, replay
from workshop_rules.evaluate.evaluation import EvaluationError
from workshop_rules.evaluate.interpreter import evaluate
from workshop_rules.pack.facts import read_dossier

KEY = b"0123456789abcdef0123456789abcdef"
WHERE = [FOLDER.parent]
RIVERSIDE = ArchivedPack(PACK.plan, PACK._parsed)


def replayed(text, **how):
    how = how or {"search_path": WHERE}
    return replay(read_record(text.encode()).unwrap(), **how).unwrap()


def replayed_here(text, **how):
    """By the pack that is loaded already."""
    return replayed(text, pack=RIVERSIDE, **how)


def codes(result):
    return [diagnostic.code for diagnostic in result.diagnostics]


def forged(text, change):
    """A record that was changed by somebody who knows how to make its digest."""
    data = json.loads(text)
    change(data)
    data.pop("digest")
    return rfc8785.dumps({**data, "digest": sha256(rfc8785.dumps(data).decode())}).decode()


@pytest.mark.parametrize(
    "verdict",
    [
        decide(),
        decide(homeroom_years=8.5),
        decide(honors=None, findings={}),
        decide(readings={"window": "calendar"}, parameters={"min_years": 12}),
        decide(incomplete=["honors"], honors=[]),
        decide(title="junior", waivers=[{"pack": "riverside", "decision": "guide", "criterion": "title"}]),
        decide(findings={"conduct": {"holds": False, "by": "school", "decided_on": dt.date(2022, 9, 1), "note": "n"}}),
        decide("rank"),
        decide("after_guide"),
        PACK.decide("share", {"absent": 1, "held": 3}),
        PACK.decide("share", {"absent": 1}),
        PACK.decide("guide", facts()),
    ],
    ids=str,
)
def test_a_verdict_replays_to_itself(verdict):
    assert replayed_here(verdict.record()).answer is Answer.SAME


@pytest.mark.parametrize("name", ["ordos_2013", "shijiazhuang"])
def test_worked_cases_of_real_packs_replay(name):
    pack = bundled(name)
    ready = ArchivedPack(pack.plan, pack._parsed)
    done = 0
    for file in pack._parsed.cases.values():
        for case in file.cases[:3]:
            verdict = verdict_on(pack, file, case)
            assert replayed(verdict.record(), pack=ready).answer is Answer.SAME, case.id
            done += 1
    assert done > len(pack.decisions)


def test_a_difference_is_named():
    def change(data):
        data["verdict"]["outcome"] = "ineligible"
        data["verdict"]["criteria"][1]["state"] = "not_met"

    result = replayed_here(forged(decide().record(), change))
    assert result.answer is Answer.DIFFERENT
    assert {(d.path, d.recorded, d.replayed) for d in result.differences} == {
        ("outcome", "ineligible", "eligible"),
        ("criteria.years.state", "not_met", "met"),
    }
    assert codes(result) == ["WR811", "WR811"]


def test_changed_facts_give_another_verdict():
    result = replayed_here(forged(decide().record(), lambda data: data["facts"].update(homeroom_years="3")))
    assert result.answer is Answer.DIFFERENT
    assert "outcome" in {d.path for d in result.differences}


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data["facts"].update(homeroom_years="three"),
        lambda data: data["facts"].update(nonsense="1"),
        lambda data: data["readings"].update(window="nonsense"),
        lambda data: data["parameters"].update(nonsense="1"),
        lambda data: data.update(decision="nonsense"),
        lambda data: data.update(as_of="2022-13-01"),
    ],
)
def test_what_the_pack_refuses_cannot_have_been_decided(change):
    result = replayed_here(forged(decide().record(), change))
    assert result.answer is Answer.DIFFERENT
    assert codes(result)[0] == "WR817"


def test_what_has_no_result_cannot_have_been_decided():
    text = PACK.decide("share", {"absent": 1, "held": 3}).record()
    result = replayed_here(forged(text, lambda data: data["facts"].update(held="0")))
    assert (result.answer, codes(result)) == (Answer.DIFFERENT, ["WR817", "WR501"])


def test_a_pack_that_is_not_there_is_named():
    text = forged(decide().record(), lambda data: data["pack"].update(digest="0" * 64))
    result = replayed(text)
    assert (result.answer, codes(result)) == (Answer.CANNOT, ["WR810"])
    assert "0" * 64 in result.diagnostics[0].message
    assert "`riverside`" in result.diagnostics[0].help


def test_another_engine_is_warned_about():
    result = replayed_here(forged(decide().record(), lambda data: data.update(engine="0.0.1")))
    assert (result.answer, codes(result)) == (Answer.SAME, ["WR814"])
    assert "0.0.1" in result.diagnostics[0].message


@pytest.fixture
def changing_pack(tmp_path):
    """A pack in a folder of its own, and a function that changes it."""
    folder = tmp_path / "packs" / "riverside"
    shutil.copytree(FOLDER, folder)

    def change():
        file = folder / "pack.yaml"
        old = file.read_text("utf-8")
        new = old.replace("value: 5", "value: 50").replace("version: 1.0.0", "version: 1.0.1")
        assert new != old
        file.write_text(new, "utf-8")

    return folder, change


def test_a_pack_changed_after_the_verdict_is_found_in_the_archive(changing_pack, tmp_path, monkeypatch):
    folder, change = changing_pack
    pack = wr.load_pack(folder)
    text = pack.decide("guide", facts(), "2022-10-01").record()
    archive_pack(pack._parsed, tmp_path / "archive")
    change()
    where = {"search_path": [folder.parent]}
    result = replayed(text, **where)
    assert (result.answer, codes(result)) == (Answer.CANNOT, ["WR810"])
    assert replayed(text, archive=tmp_path / "archive", **where).answer is Answer.SAME
    monkeypatch.setenv(ARCHIVE, str(tmp_path / "archive"))
    assert replayed(text, **where).answer is Answer.SAME


def test_an_archived_pack_that_was_changed_is_not_used(changing_pack, tmp_path):
    folder, change = changing_pack
    pack = wr.load_pack(folder)
    text = pack.decide("guide", facts(), "2022-10-01").record()
    kept = archive_pack(pack._parsed, tmp_path / "archive")
    assert kept.name == pack.digest
    assert not (kept / "riverside" / "cases").exists()
    change()
    shutil.copyfile(folder / "pack.yaml", kept / "riverside" / "pack.yaml")
    result = replayed(text, archive=tmp_path / "archive", search_path=[])
    assert (result.answer, codes(result)) == (Answer.CANNOT, ["WR816", "WR810"])
    with pytest.raises(wr.AuditError, match="WR816"):
        archive_pack(pack._parsed, tmp_path / "archive")


def test_archiving_twice_is_archiving_once(tmp_path):
    first = archive_pack(PACK._parsed, tmp_path)
    before = sorted((p, p.stat().st_mtime_ns) for p in first.rglob("*"))
    assert archive_pack(PACK._parsed, tmp_path) == first
    assert sorted((p, p.stat().st_mtime_ns) for p in first.rglob("*")) == before
    assert [p.name for p in tmp_path.iterdir()] == [PACK.digest]


MASKINGS = [Masking.digests(KEY), Masking.left_out()]


@pytest.mark.parametrize("masking", MASKINGS, ids=["digests", "left out"])
def test_a_hidden_fact_without_effect_hinders_nothing(masking):
    text = decide(name="周玲", sex="female", birth_date=None).record(masking)
    result = replayed_here(text)
    assert (result.answer, result.masked) == (Answer.SAME, ("name", "sex"))


@pytest.mark.parametrize("masking", MASKINGS, ids=["digests", "left out"])
def test_a_hidden_fact_on_which_the_verdict_depends_is_asked_for(masking):
    result = replayed_here(decide(name="周玲").record(masking))
    assert (result.answer, codes(result)) == (Answer.CANNOT, ["WR812"])
    assert "birth_date" in result.diagnostics[0].message
    assert "name" not in result.diagnostics[0].message


@pytest.mark.parametrize("masking", MASKINGS, ids=["digests", "left out"])
def test_a_masked_record_replays_with_the_facts(masking):
    text = decide(name="周玲").record(masking)
    for again in (facts(name="周玲"), {"birth_date": "1985-05-05"}):
        assert replayed_here(text, facts=again, key=KEY).answer is Answer.SAME


def test_other_facts_are_not_taken_for_those_of_the_record():
    text = decide(name="周玲").record(Masking.digests(KEY))
    result = replayed_here(text, facts={"birth_date": "1985-05-06"}, key=KEY)
    assert (result.answer, codes(result)) == (Answer.DIFFERENT, ["WR813"])
    assert "birth_date" in result.diagnostics[0].message
    for again in ({"homeroom_years": 13}, {"marks": 4}, {"findings": {"conduct": False}}):
        assert codes(replayed_here(text, facts=again, key=KEY)) == ["WR813"]


def test_a_fact_that_was_left_out_and_is_now_another_gives_another_verdict():
    text = decide().record(Masking.left_out())
    result = replayed_here(text, facts={"birth_date": "1950-05-05"})
    assert result.answer is Answer.DIFFERENT
    assert "criteria.age.state" in {d.path for d in result.differences}


def test_digests_cannot_be_checked_without_their_key():
    text = decide().record(Masking.digests(KEY))
    assert codes(replayed_here(text, facts={"birth_date": "1985-05-05"})) == ["WR815"]
    assert codes(replayed_here(text, facts={"birth_date": "1985-05-05"}, key=KEY[::-1])) == ["WR813"]


def test_facts_that_are_not_in_order_are_bad_input():
    record = read_record(decide().record().encode()).unwrap()
    found = replay(record, facts={"homeroom_yaers": 1}, search_path=WHERE)
    assert [d.code for d in found.errors] == ["WR401"]


@settings(max_examples=40)
@given(
    dropped=st.sets(st.sampled_from(sorted(TYPICAL))),
    hidden=st.sets(st.sampled_from(sorted(set(TYPICAL) - {"findings"}))),
)
def test_a_masked_record_is_never_called_same_on_a_guess(dropped, hidden):
    """Whatever a record lacks and hides: what its replay says without the facts, it says with them."""
    given_facts = {name: value for name, value in TYPICAL.items() if name not in dropped}
    verdict = PACK.decide("guide", given_facts, "2022-10-01")
    text = verdict.record(Masking.left_out(also=hidden))
    without, with_facts = replayed_here(text), replayed_here(text, facts=given_facts)
    assert with_facts.answer is Answer.SAME
    assert without.answer in {Answer.SAME, Answer.CANNOT}
    if without.answer is Answer.CANNOT:
        assert codes(without) == ["WR812"]


def valid(case, pack):
    """The case as the boundary would have let it in; None where it would not have."""
    read = read_dossier({**case.dossier.facts, "findings": dict(case.dossier.findings)}, pack.parsed.vocabulary)
    if read.value is None or read.errors:
        return None
    return replace(case, dossier=replace(read.value, waivers=case.dossier.waivers))


def decided(plan, decision, case):
    try:
        return evaluate(plan, decision.id, case)
    except EvaluationError:
        return None


@pytest.mark.parametrize("name", ["county_studio", "ordos_2013"])
def test_same_is_said_only_where_no_hidden_fact_could_have_changed_the_verdict(name):
    """Two cases that differ in hidden facts alone: where the replay of one is the same, both have that verdict."""
    loaded = wr.load_pack(name)
    plan, pack = loaded.plan, ArchivedPack(loaded.plan, loaded._parsed)
    draw = random.Random(11)
    same = 0
    for decision in plan.decisions.values():
        drawn = zip(cases(plan, decision, 3, gaps=0.2), cases(plan, decision, 4, gaps=0.2), strict=False)
        for one, other in islice(drawn, 40):
            heads = sorted(one.dossier.facts.keys() & other.dossier.facts.keys())
            hidden = draw.sample(heads, min(len(heads), 2))
            swapped = {**one.dossier.facts, **{head: other.dossier.facts[head] for head in hidden}}
            first, second = valid(one, pack), valid(replace(one, dossier=replace(one.dossier, facts=swapped)), pack)
            if first is None or second is None:
                continue
            said, true = decided(plan, decision, first), decided(plan, decision, second)
            if said is None or true is None:
                continue
            text = make_record(plan, decision, first, said, Masking.left_out(hidden)).unwrap()
            answer = replayed(text, pack=pack).answer
            assert answer is not Answer.DIFFERENT
            if answer is Answer.SAME:
                same += 1
                assert verdict_written(decision, second, true) == verdict_written(decision, first, said), hidden
    assert same > 10


def test_whether_a_criterion_applies_is_not_guessed():
    """A criterion that is met looks the same as one that does not apply, until it is known whether it applies."""
    text = decide(school_affiliation="direct", homeroom_consecutive_years=4).record(
        Masking.left_out(also=["school_affiliation"])
    )
    birth_date = {"birth_date": "1985-05-05"}
    assert codes(replayed_here(text, facts=birth_date)) == ["WR812"]
    assert replayed_here(text, facts={**birth_date, "school_affiliation": "direct"}).answer is Answer.SAME


def test_whether_a_waiver_was_needed_is_not_guessed():
    waiver = {"pack": "riverside", "decision": "guide", "criterion": "title"}
    text = decide(waivers=[waiver], birth_date=None).record(Masking.left_out(also=["title"]))
    assert json.loads(text)["verdict"]["criteria"][3]["state"] == "met"
    assert codes(replayed_here(text)) == ["WR812"]
    assert replayed_here(text, facts={"title": "senior"}).answer is Answer.SAME
