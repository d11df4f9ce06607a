"""What programs do with live dossiers: facts in, changes out, complaints that leave everything as it was."""

import datetime as dt
from typing import Any

import pytest

import workshop_rules as wr
from tests.riverside import PACK, TYPICAL
from workshop_rules.living.events import AdvanceTo, AssertRecord, SetFact

HONOR = {"level": "city", "awarded_on": "2021-05-01"}


@pytest.fixture
def dossiers():
    with wr.live(PACK, "guide", as_of="2022-10-01") as opened:
        yield opened


@pytest.fixture
def dossier(dossiers):
    return dossiers["teacher-17"]


def codes(raised):
    return [one.code for one in raised.value.diagnostics]


def supply(dossier, facts=TYPICAL):
    """The facts, one at a time, every list complete."""
    for name, value in facts.items():
        if name == "findings":
            for finding, holds in value.items():
                dossier.set(f"findings.{finding}", holds)
        elif isinstance(value, tuple | list):
            for record in value:
                dossier.assert_fact(name, record)
            dossier.close(name)
        else:
            dossier.set(name, value)


def test_a_change_says_what_was_and_what_is(dossier):
    change = dossier.set("homeroom_years", 8)
    assert (change.dossier, change.changed, change.outcome_changed, change.id) == ("teacher-17", True, True, None)
    assert (change.before.outcome, change.after.outcome) == ("undetermined", "ineligible")
    assert {one: (c.before, c.after) for one, c in change.criteria.items()} == {"years": ("unknown", "not_met")}
    assert change.verdict.outcome == "ineligible"
    assert change.before.verdict.outcome == "undetermined"
    assert not dossier.set("homeroom_years", 8).changed
    assert change.to_dict() == {
        "dossier": "teacher-17",
        "as_of": "2022-10-01",
        "outcome": {"before": "undetermined", "after": "ineligible"},
        "criteria": [{"id": "years", "before": "unknown", "after": "not_met"}],
    }


def test_the_verdict_is_the_one_that_decide_gives(dossier):
    supply(dossier)
    decided = PACK.decide("guide", TYPICAL, "2022-10-01")
    assert (dossier.outcome, dossier.verdict.to_json()) == (decided.outcome, decided.to_json())
    assert dossier.verdict.explanation.to_text("en") == decided.explanation.to_text("en")


def test_verdicts_of_before_stay_what_they_were(dossier):
    before = dossier.set("homeroom_years", 8).after
    dossier.set("homeroom_years", 20)
    assert before.verdict.criteria["years"].state == "not_met"
    assert dossier.verdict.criteria["years"].state == "met"


def test_a_list_is_incomplete_until_it_is_closed(dossier):
    assert dossier.assert_fact("honors", {**HONOR, "level": "school"}).after.states["honor"] == "unknown"
    assert dossier.close("honors").after.states["honor"] == "not_met"
    assert dossier.closed == {"honors"}
    assert dossier.open("honors").after.states["honor"] == "unknown"
    assert dossier.assert_fact("honors", HONOR).after.states["honor"] == "met"
    dossier.retract("honors", "1")
    dossier.retract("honors", "2")
    assert dossier.states["honor"] == "unknown"
    assert dossier.close("honors").after.states["honor"] == "not_met"
    assert dossier.facts.facts["honors"] == ()


def test_records_are_retracted_by_id_or_by_what_they_say(dossier):
    first = dossier.assert_fact("honors", HONOR)
    second = dossier.assert_fact("honors", {"level": "county"}, id="2014-17")
    assert (first.id, second.id) == ("1", "2014-17")
    assert list(dossier.records("honors")) == ["1", "2014-17"]
    assert dossier.retract("honors", {"awarded_on": dt.date(2021, 5, 1), "level": "city"}).id == "1"
    assert dossier.retract("honors", "2014-17").id == "2014-17"
    assert dossier.records("honors") == {}


def test_ids_that_are_given_do_not_meet_ids_that_are_made(dossier):
    dossier.assert_fact("honors", HONOR, id="1")
    assert dossier.assert_fact("honors", HONOR).id == "2"
    dossier.retract("honors", "2")
    assert dossier.assert_fact("honors", HONOR).id == "3"


def test_findings_and_waivers(dossier):
    assert dossier.set("findings.conduct", False).after.states["conduct"] == "not_met"
    recorded = {"holds": True, "by": "the school", "decided_on": "2022-01-05"}
    assert dossier.set("findings.conduct", recorded).after.states["conduct"] == "met"
    assert dossier.facts.judgements["conduct"].decided_on == dt.date(2022, 1, 5)
    assert dossier.retract("findings.conduct").after.states["conduct"] == "needs_judgement"
    dossier.set("title", "junior")
    waiver = {"pack": "riverside", "decision": "guide", "criterion": "title", "by": "the city bureau"}
    assert dossier.assert_fact("waivers", waiver).after.states["title"] == "waived"
    assert dossier.verdict.waived[0].by == "the city bureau"
    assert dossier.retract("waivers", waiver).after.states["title"] == "not_met"


def test_null_and_blanks_take_away(dossier):
    dossier.set("homeroom_years", 8)
    assert dossier.set("homeroom_years", None).after.states["years"] == "unknown"
    dossier.set("homeroom_years", 8)
    assert dossier.set("homeroom_years", "").after.states["years"] == "unknown"
    assert dossier.set("findings.conduct", {"note": "not yet"}).after.states["conduct"] == "needs_judgement"
    assert dossier.facts.facts == {}


def test_what_only_other_packs_know_is_unused_and_no_mistake(dossier):
    other = next(iter(wr.load_pack("ordos_2013").facts.keys() - PACK.facts.keys()))
    assert not dossier.set(other, 3).changed
    assert dossier.verdict.unused == (other,)
    dossier.retract(other)
    assert dossier.verdict.unused == ()


def test_the_date_moves_for_every_dossier(dossiers):
    for one, awarded_on in (("a", "2019-12-01"), ("b", "2021-12-01"), ("c", "2010-01-01")):
        dossiers[one].assert_fact("honors", {"level": "city", "awarded_on": awarded_on})
        dossiers[one].close("honors")
    changes = dossiers.advance("2023-01-01")
    assert [(change.dossier, change.after.states["honor"]) for change in changes] == [("a", "not_met")]
    assert changes[0].before.verdict.as_of == dt.date(2022, 10, 1)
    assert changes[0].verdict.as_of == dossiers.as_of == dt.date(2023, 1, 1)
    assert dossiers.advance(dt.date(2023, 1, 1)) == ()
    assert [change.dossier for change in dossiers.advance("2022-10-01")] == ["a"]


def test_without_a_date_it_is_unknown_until_one_is_given():
    with wr.live(PACK, "guide") as dossiers:
        dossiers["a"].assert_fact("honors", HONOR)
        assert "as_of" in dossiers["a"].verdict.missing
        (change,) = dossiers.advance("2022-10-01")
        assert change.after.states["honor"] == "met"


def test_a_document_that_fixes_its_date_needs_none():
    with wr.live("ordos_2013", "mentor") as dossiers:
        assert dossiers["a"].verdict.as_of == dt.date(2013, 10, 1)
        assert dossiers["a"].set("homeroom_years", 8.5).after.outcome == "ineligible"


def test_subscribers_are_told_when_a_verdict_changes(dossiers, dossier):
    told = []
    leave = dossiers.subscribe(lambda *what: told.append(what))
    dossier.set("homeroom_years", 8)
    dossier.set("homeroom_years", 8.5)
    ((told_of, before, after),) = told
    assert (told_of.id, before.outcome, after.outcome) == ("teacher-17", "undetermined", "ineligible")
    leave()
    dossier.set("homeroom_years", 20)
    assert len(told) == 1


def test_what_a_subscriber_raises_goes_to_whoever_caused_it_and_the_event_stays(dossiers, dossier):
    dossiers.subscribe(lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        dossier.set("homeroom_years", 8)
    assert dossier.states["years"] == "not_met"


def code_of(standing):
    return None if standing.complaint is None else standing.complaint.code


def test_where_a_computation_has_no_result_there_is_no_verdict():
    with wr.live(PACK, "share") as dossiers:
        dossier = dossiers["a"]
        dossier.set("absent", 1)
        change = dossier.set("held", 0)
        assert (change.after.outcome, change.after.states, code_of(change.after)) == ("error", {}, "WR501")
        assert change.to_dict()["complaint"].startswith("WR501")
        with pytest.raises(wr.EvaluationError):
            _ = change.verdict
        change = dossier.set("held", 4)
        assert (code_of(change.before), change.after.complaint, change.after.outcome) == ("WR501", None, "0.25")


@pytest.mark.parametrize(
    ("act", "code", "said"),
    [
        (lambda d: d.set("homeroom_years", "nine"), "WR402", "a number belongs here"),
        (lambda d: d.set("homeroom_years", -1), "WR405", "less than 0"),
        (lambda d: d.set("homeroom_yeers", 9), "WR401", "write `homeroom_years`"),
        (lambda d: d.set("title", "senoir"), "WR403", "write `senior`"),
        (lambda d: d.set("findings.conduckt", True), "WR401", "write `conduct`"),
        (lambda d: d.set("honors", [HONOR]), "WR621", "assert each record"),
        (lambda d: d.set("findings", {"conduct": True}), "WR621", "findings.NAME"),
        (lambda d: d.set("as_of", "2022-10-01"), "WR401", "beside the facts"),
        (lambda d: d.assert_fact("honors", {**HONOR, "level": "citty"}), "WR403", r"`honors\[2\].level`"),
        (lambda d: d.assert_fact("honors", None), "WR407", r"honors\[2\]"),
        (lambda d: d.assert_fact("honors", HONOR, id="1"), "WR623", "id `1`"),
        (lambda d: d.assert_fact("honours", HONOR), "WR401", "write `honors`"),
        (lambda d: d.assert_fact("title", "senior"), "WR621", "set it"),
        (lambda d: d.assert_fact("incomplete", "honors"), "WR621", "open or close"),
        (lambda d: d.retract("honors", "7"), "WR622", "it has `1`"),
        (lambda d: d.retract("honors", {"level": "county"}), "WR622", "no such record"),
        (lambda d: d.retract("honors", {"levle": "county"}), "WR401", "write `level`"),
        (lambda d: d.retract("honors"), "WR622", "the record's `id`"),
        (lambda d: d.retract("title"), "WR622", "no `title`"),
        (lambda d: d.retract("tittle"), "WR401", "write `title`"),
        (lambda d: d.retract("title", "senior"), "WR621", "by its name alone"),
        (lambda d: d.close("title"), "WR412", "not a list"),
        (lambda d: d.close("honours"), "WR401", "write `honors`"),
        (lambda d: d.open("waivers"), "WR401", "waivers"),
        (lambda d: d.assert_fact("waivers", {"pack": "riverside"}), "WR409", "decision"),
    ],
)
def test_what_is_wrong_is_said_and_changes_nothing(dossiers, dossier, act, code, said):
    dossier.assert_fact("honors", HONOR)
    before = dossier.facts, dossiers.count
    with pytest.raises(wr.FactsError, match=said) as raised:
        act(dossier)
    assert code in codes(raised)
    assert (dossier.facts, dossiers.count) == before


@pytest.mark.parametrize("one", ["", " ", "\ud800", 7])
def test_what_cannot_be_the_id_of_a_dossier_is_refused(dossiers, one):
    with pytest.raises(wr.FactsError) as raised:
        dossiers[one].set("homeroom_years", 9)
    assert codes(raised) == ["WR620"]


@pytest.mark.parametrize(
    "act",
    [
        lambda d: d.set(7, 9),
        lambda d: d.close(None),
        lambda d: d.assert_fact("honors", HONOR, id=7),
        lambda d: d.assert_fact("honors", HONOR, id=" "),
    ],
)
def test_names_are_texts(dossier, act):
    with pytest.raises(wr.FactsError) as raised:
        act(dossier)
    assert codes(raised) == ["WR620"]


def test_what_is_done_to_records_that_were_given_out_changes_nothing(dossier):
    given = dict(HONOR)
    dossier.assert_fact("honors", given)
    given["level"] = "school"
    dossier.records("honors")["1"]["level"] = "school"
    assert dossier.states["honor"] == dossier.verdict.criteria["honor"].state == "met"


@pytest.mark.parametrize("as_of", [None, "2022-02-30", dt.datetime(2022, 1, 1), 2022])
def test_a_date_that_is_none_is_refused(dossiers, as_of):
    with pytest.raises(wr.DecisionError) as raised:
        dossiers.advance(as_of)
    assert codes(raised) == ["WR604"]
    with pytest.raises(wr.DecisionError):
        dossiers.apply(AdvanceTo(as_of))
    with pytest.raises(wr.DecisionError):
        wr.live(PACK, "guide", as_of="2022-02-30")


def test_what_is_asked_is_checked_when_the_set_is_opened():
    for wrong in ({"readings": {"windov": "x"}}, {"parameters": {"min_yeers": 3}}, {"as_of": "x"}):
        with pytest.raises(wr.DecisionError):
            wr.live(PACK, "guide", **wrong)
    with pytest.raises(wr.DecisionError, match="write `guide`"):
        wr.live(PACK, "guid")


def test_readings_and_parameters_count():
    with wr.live(PACK, "guide", "2022-10-01", {"window": "calendar"}, {"min_years": 12}) as dossiers:
        assert dossiers["a"].set("homeroom_years", 11).after.states["years"] == "not_met"
        assert dossiers["a"].assert_fact("honors", {**HONOR, "awarded_on": "2019-02-01"}).after.states["honor"] == "met"


def test_events_may_be_applied_as_data_or_as_they_are(dossiers):
    (change,) = dossiers.apply({"dossier": "a", "set": "homeroom_years", "value": 9})
    assert change.after.states["years"] == "met"
    (change,) = dossiers.apply(AssertRecord("a", "honors", HONOR))
    assert change.id == "1"
    assert dossiers.apply(AdvanceTo(dt.date(2025, 1, 1)))[0].after.states["honor"] == "unknown"
    assert dossiers.apply({"advance": "2022-10-01"})[0].after.states["honor"] == "met"
    assert dossiers.apply({"dossier": "a", "retract": "honors", "id": "1"})[0].after.states["honor"] == "unknown"
    assert (list(dossiers), len(dossiers), "a" in dossiers, "b" in dossiers) == (["a"], 1, True, False)


@pytest.mark.parametrize(
    ("event", "said"),
    [
        (["set"], "an event is a mapping"),
        ({"dossier": "a"}, "does not say what happens"),
        ({"dossier": "a", "set": "title", "vale": "senior"}, "write `value`"),
        ({"dossier": "a", "set": "title"}, "add `value`"),
        ({"dossier": "a", "assert": "honors"}, "add `record`"),
        ({"set": "title", "value": "senior"}, "`dossier` is missing"),
        ({"dossier": 17, "set": "title", "value": "senior"}, "`17`"),
        ({"dossier": "a", "retract": "honors", "id": 1}, "the id of a record"),
        ({"dossier": "a", "close": ["honors"]}, "the name of a fact"),
        ({"dossier": "a", "set": "title", "close": "honors"}, "make two events"),
        ({"dossier": "a", "sett": "title", "value": "senior"}, "write `set`"),
        ({"advance": "2022-10-01", "dossier": "a"}, "has no `dossier`"),
    ],
)
def test_an_event_that_is_none_is_refused(dossiers, event, said):
    with pytest.raises(wr.FactsError, match=said) as raised:
        dossiers.apply(event)
    assert codes(raised) == ["WR620"]
    assert dossiers.count == 1


@pytest.mark.parametrize("as_of", ["2022-13-01", 2022, None])
def test_an_event_with_a_wrong_date_is_refused(dossiers, as_of):
    with pytest.raises(wr.FactsError) as raised:
        dossiers.apply({"advance": as_of})
    assert codes(raised) == ["WR604"]


def test_a_set_that_is_closed_takes_nothing_more():
    dossiers = wr.live(PACK, "guide")
    dossiers.close()
    with pytest.raises(wr.LiveError, match="closed"):
        dossiers["a"].set("homeroom_years", 9)


def test_what_stands_for_itself(dossiers, dossier):
    dossier.set("homeroom_years", 8)
    assert repr(dossiers) == "<LiveDossiers riverside guide: 1>"
    assert repr(dossier) == "<LiveDossier teacher-17: ineligible>"
    assert repr(dossier.standing) == "<Standing teacher-17: ineligible>"
    assert repr(dossier.set("homeroom_years", 9)) == "<Change teacher-17: ineligible → undetermined>"
    assert dossiers.apply(SetFact("teacher-17", "homeroom_years", 9))[0].verdict.criteria["years"].state == "met"


def test_a_worker_that_goes_down_is_replaced_and_the_dossiers_are_what_they_were():
    with wr.live(PACK, "guide", as_of="2022-10-01", workers=1) as dossiers:
        dossiers["a"].set("homeroom_years", 8)
        dossiers["a"].assert_fact("honors", HONOR)
        engine: Any = dossiers._engine
        engine._workers[0].process.kill()
        change = dossiers["a"].close("projects")
        assert (change.after.states["years"], change.after.states["honor"]) == ("not_met", "met")
        assert change.verdict.outcome == "ineligible"
        assert engine.crashes == 1
        assert [one.after.states["honor"] for one in dossiers.advance("2030-01-01")] == ["unknown"]


@pytest.mark.parametrize(
    "event", [{"dossier": "teacher-17", "set": "homeroom_years", "value": 1}, {"advance": "2031-05-01"}]
)
def test_what_is_interrupted_while_it_is_settled_stands_as_its_facts_say(dossiers, dossier, monkeypatch, event):
    """The event is kept, and so no dossier may go on standing as it did before."""
    supply(dossier)
    before = dossiers.count, dict(dossier.states)
    with monkeypatch.context() as patched:
        patched.setattr(dossiers._settling, "settle", interrupted)
        patched.setattr(dossiers._settling, "settle_at", interrupted)
        with pytest.raises(KeyboardInterrupt):
            dossiers.apply(event)
    now = PACK.decide("guide", dossier.facts, as_of=dossiers.as_of)
    assert (dossiers.count, before[1] != dict(now.states)) == (before[0] + 1, True)
    assert (dossier.outcome, dict(dossier.states)) == (now.outcome, dict(now.states))


def interrupted(*_):
    raise KeyboardInterrupt
