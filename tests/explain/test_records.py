"""What is kept of records, with blanks for their dates, says of each what would be said if it were the only one."""

import datetime as dt
import random
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

import workshop_rules as wr
from tests import riverside
from workshop_rules.evaluate.interpreter import Tracing, evaluate
from workshop_rules.evaluate.request import Circumstances
from workshop_rules.explain.comparisons import comparisons
from workshop_rules.explain.explainer import Explainer
from workshop_rules.explain.from_evaluation import explain
from workshop_rules.explain.outline import outline
from workshop_rules.render.json import to_json

BENCH_B = Path(__file__).parents[2] / "benchmarks" / "packs" / "bench_b"
PLAN = riverside.PACK.plan
GUIDE = PLAN.decisions["guide"]
TYPICAL = riverside.decide()._case
AS_OF = dt.date(2022, 10, 1)
DAYS = [dt.date(2018, 2, 28), dt.date(2019, 9, 29), dt.date(2019, 9, 30), dt.date(2019, 10, 1), dt.date(2019, 10, 2)]
DAYS += [dt.date(2020, 2, 29), dt.date(2021, 7, 1), AS_OF - dt.timedelta(days=1), AS_OF, dt.date(2022, 12, 31)]
"""Days in and out of the three years before the date of decision, at their ends and beside them."""


def explainer() -> Explainer:
    return Explainer(PLAN, GUIDE, Circumstances(TYPICAL.as_of, TYPICAL.readings, TYPICAL.parameters))


def honor(draw):
    record = {"level": draw.choice(["school", "county", "city"]), "awarded_on": draw.choice(DAYS)}
    if draw.random() < 0.1:
        record["name"] = draw.choice(["烛光奖", "“best” of\u00a0all", "\U00100000"])
    return {name: value for name, value in record.items() if draw.random() < 0.96}


def project(draw):
    record = {"role": draw.choice(["host", "participant"]), "started_on": draw.choice(DAYS)}
    return record | {"ended_on": draw.choice(DAYS)} if draw.random() < 0.5 else record


def records(draw, make):
    """Some records, sometimes one of them twice."""
    made = [make(draw) for _ in range(draw.choice([0, 1, 1, 2, 2, 3]))]
    return tuple(made + made[:1] * (draw.random() < 0.1))


def a_case(draw):
    facts = {**TYPICAL.dossier.facts, "honors": records(draw, honor), "projects": records(draw, project)}
    facts["mentored_teachers"] = draw.choice([2, 6])
    incomplete = frozenset({"honors"} if draw.random() < 0.05 else ())
    return replace(TYPICAL, dossier=replace(TYPICAL.dossier, facts=facts, incomplete=incomplete))


def told_of(put_together):
    """The criteria whose reasons were put together."""
    return [one.criterion for one in put_together]


def test_whoever_has_explained_many_explains_each_as_if_it_were_the_only_one(put_together):
    draw = random.Random(6)
    warm = explainer()
    for place in range(90):
        case = a_case(draw)
        explained = warm.explain(case, evaluate(PLAN, "guide", case))
        before, text = len(put_together), to_json(explained)
        if "one_of" in told_of(put_together[before:]) or place % 9 == 0:
            alone = explain(PLAN, GUIDE, case, evaluate(PLAN, "guide", case, Tracing()))
            assert text == to_json(alone)
            assert place % 9 or explained.reasons == alone
    assert len(put_together) > 60, "hardly anything was kept"


def as_if_alone(pack, honors):
    """Whether the reasons of cases with such honours are those of each alone, when they come three times."""
    facts = [{**riverside.facts(), "honors": one} for one in honors]
    decide = pack.decider("guide")
    alone = [wr.load_pack(pack.folder).decide("guide", one, AS_OF).explanation.to_json() for one in facts]
    return all([decide(one, AS_OF).explanation.to_json() for one in facts] == alone for _ in range(3))


@pytest.mark.parametrize("name", ["\U00108000", "of \U00100001"])
def test_a_name_that_looks_like_a_blank_is_told_as_it_is(name):
    days = [dt.date(2021, 7, 1), dt.date(2018, 2, 28)]
    honors = [[{"level": "city", "awarded_on": str(day), "name": name}] for day in days]
    assert as_if_alone(riverside.PACK, [*honors, honors[0] + honors[1]])


@pytest.mark.parametrize("character", ["\U00101003", "\U0010fffd"])
def test_words_of_a_pack_that_look_like_blanks_are_told_as_they_are(tmp_path, character):
    folder = Path(shutil.copytree(riverside.FOLDER, tmp_path / "riverside"))
    for file in (folder / "facts.yaml", folder / "decisions" / "guide.yaml"):
        file.write_text(re.sub(r"\b(zh|en): (?=\w)", rf"\g<0>{character}", file.read_text("utf-8")), "utf-8")
    pack = wr.load_pack(folder)
    assert character in pack.decide("guide", {}).explanation.to_json()
    assert as_if_alone(pack, [[{"level": level, "awarded_on": "2021-07-01"}] for level in ("city", "school")])


def test_what_comes_but_once_is_put_into_words_by_itself(put_together):
    warm = explainer()
    shown = []
    for day in DAYS[5:7]:
        facts = {**TYPICAL.dossier.facts, "honors": ({"level": "city", "awarded_on": day},)}
        case = replace(TYPICAL, dossier=replace(TYPICAL.dossier, facts=facts))
        for _ in range(3):
            before = len(put_together)
            to_json(warm.explain(case, evaluate(PLAN, "guide", case)))
            shown.append(told_of(put_together[before:]))
    assert shown == [[], ["one_of"], ["honor", "one_of"], *[["honor", "one_of"]] * 3]


def test_only_records_that_are_read_by_themselves_have_an_outline():
    speaking = explainer()
    outlined = {criterion.id for criterion in GUIDE.criteria if outline(speaking, criterion, 2) is not None}
    assert outlined == {"honor", "one_of"}


def test_a_date_is_a_blank_unless_the_condition_names_it():
    criterion = next(one for one in GUIDE.criteria if one.id == "honor")
    read = comparisons(explainer().shared.terms, criterion.condition)
    assert read is not None
    assert read.path == "honors"
    assert read.fields == (frozenset({"level"}), frozenset({"awarded_on"}))
    assert read.compared_alone("awarded_on")
    assert read.compared_alone("kind"), "what is not read is compared with nothing"
    assert read.dates == {day + dt.timedelta(days=step) for day in (DAYS[3], AS_OF) for step in (-1, 0, 1)}


def explained_as_alone(pack, decision, cases):
    """Each case, explained after the others, is explained as if it were the only one."""
    decide = pack.decider(decision)
    for case in cases:
        verdict = decide(case)
        traced = evaluate(pack.plan, decision, verdict._case, Tracing())
        alone = explain(pack.plan, pack.decisions[decision], verdict._case, traced, verdict.readings_that_matter)
        assert verdict.explanation.to_json() == to_json(alone)


def test_each_of_two_lists_has_its_own_dates(put_together):
    days = [(dt.date(2005, month, 3), dt.date(2006, month, 4)) for month in range(1, 7)]
    cases = [
        {
            "publications": [{"formal": True, "published_on": published}],
            "project_awards": [{"level": "county", "awarded_on": awarded}],
        }
        for published, awarded in days
    ]
    explained_as_alone(wr.load_pack(BENCH_B), "mentor", cases)
    assert told_of(put_together).count("output") > 2


def test_a_waiver_is_told_of_its_own_case():
    waiver = {"pack": "county_studio", "decision": "member", "criterion": "designation"}
    cases = [
        {"designations": [], "waivers": [{**waiver, "by": by, "granted_on": "2024-05-01"}]}
        for by in ("one school", "one school", "one school", "another school")
    ]
    explained_as_alone(wr.load_pack("county_studio"), "member", cases)
