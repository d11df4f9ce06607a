"""What is asked of lists, in columns: members beside other facts, lists in pairs, lists made of lists."""

import datetime as dt
from itertools import combinations, islice

import polars as pl
import pyarrow as pa
import pytest

from tests.dossiers import cases
from tests.evaluate._polars.columns import judged, plan_with, roster_for, rows_of
from tests.evaluate.rosters import fits
from tests.strategies_typed import tree_of
from workshop_rules.evaluate._polars import staging
from workshop_rules.evaluate.evaluation import Dossier
from workshop_rules.language.types import BOOLEAN, NUMBER

JOINED = """every m in flatten(for p in periods_held[ongoing] return periods(p.from, p.to, @"P1Y")) satisfies
    some h in honors satisfies h.awarded_on in m"""
CONDITIONS = (
    "some h in honors satisfies h.grade >= level_held and h.awarded_on <= as_of",
    "every h in honors satisfies h.grade > level.school or (in_service and h.kind = main_kind)",
    "some h in honors satisfies if published then h.points > years else h.points > score",
    "every p in periods_held satisfies some h in honors satisfies h.awarded_on in [p.from .. p.to]",
    "some p in periods_held, h in honors satisfies h.awarded_on in [p.from .. p.to) and h.kind = main_kind",
    "every a in honors, b in honors satisfies a.grade >= b.grade or a.awarded_on <= b.awarded_on",
    "every a in honors satisfies count(honors[item.kind = a.kind and item.points >= years]) <= 1",
    "every a in honors[grade > level.school] satisfies some b in honors[kind = a.kind] satisfies b.points > a.points",
    "some p in projects, h in honors, q in periods_held satisfies q.from <= p.started_on and h.awarded_on >= q.from",
    """every p in periods_held, q in periods(p.from, p.to, @"P3M") satisfies
    some h in honors satisfies h.awarded_on in q""",
    JOINED,
    """every p in periods_held satisfies every q in projects satisfies
    some h in honors[awarded_on > p.from] satisfies h.awarded_on > q.started_on""",
    "every g in [level.city, level.county] satisfies some h in honors satisfies h.grade = g",
    "some n in 1..3 satisfies count(honors) = n and years > n",
    "list contains(honors.grade, level_held)",
    "level_held in honors[kind = main_kind].grade",
    "some y in (for h in honors return h.awarded_on.year) satisfies y >= as_of.year - 5",
    "some y in (for h in honors return 10 / h.points) satisfies y > years",
    "some h in honors[10 / item.points > 1] satisfies h.grade > level.school",
    "every g in grades satisfies g > level.school or g = level_held",
    "some n in numbers satisfies n * 3 > years",
    "any(projects.ongoing) or all(flags)",
    "min(honors.awarded_on) < hired_on and max(grades) > level.county",
    'years in periods(periods_held, as_of) - years in periods(periods_held, as_of - @"P5Y") >= 2',
    'years in periods(periods_held, as_of, as_of - @"P5Y") >= 2',
    "years in periods(periods_held, as_of, hired_on) >= 1",
)
NUMBERS = (
    "count(honors[item.grade >= level_held]) + count(projects)",
    "sum(honors[item.awarded_on >= hired_on].points) / 3",
    "sum(for p in periods_held return floor(sum(honors[item.awarded_on in [p.from .. p.to]].points) / 2))",
    "count(distinct values(honors[item.points > years].grade))",
    "max(numbers) - min(1, years, score)",
    "modulo(count(honors), 2) + ceiling(years / 3) + abs(score)",
    'count(for p in projects return p.started_on + @"P1Y")',
)
PLANS = {
    **{text: plan_with(tree_of(text, BOOLEAN)) for text in CONDITIONS},
    **{text: plan_with(value=tree_of(text, NUMBER)) for text in NUMBERS},
}


def asked_of(plan, gaps, count=36):
    """Cases as of one date, and dossiers."""
    found = list(islice(cases(plan, plan.decisions["asked"], seed=4, gaps=gaps), count))
    case = next(one for one in found if one.as_of is not None)
    parameters = {"least_years": 9, "unstated": None, "least_level": "city"}
    dossiers = [one.dossier for one in found if fits(one.dossier.facts)]
    return case.__class__(case.dossier, case.as_of, case.readings, parameters), dossiers


@pytest.mark.parametrize("text", PLANS)
def test_columns_settle_it_as_the_interpreter_does(text):
    plan = PLANS[text]
    case, dossiers = asked_of(plan, gaps=0.0)
    told = judged(plan, case, dossiers)
    assert told["certain"] >= told["rows"] * 0.4, told
    judged(plan, case, asked_of(plan, gaps=0.06)[1])


@pytest.mark.parametrize("text", [text for text in CONDITIONS if text.count("satisfies") > 1])
def test_a_batch_with_too_many_pairs_is_cut(text, monkeypatch):
    plan = PLANS[text]
    case, dossiers = asked_of(plan, gaps=0.0)
    monkeypatch.setattr(staging, "MOST_PAIRS", 40)
    assert judged(plan, case, dossiers)["certain"] >= len(dossiers) / 4


def test_a_row_with_too_many_pairs_is_left_open(monkeypatch):
    plan = PLANS["every a in honors, b in honors satisfies a.grade >= b.grade or a.awarded_on <= b.awarded_on"]
    case, _ = asked_of(plan, gaps=0.0)
    honor = {"grade": "city", "awarded_on": case.as_of}
    dossiers = [Dossier({"honors": (honor,) * count}) for count in (1, 7, 2)]
    monkeypatch.setattr(staging, "MOST_PAIRS", 40)
    decided = roster_for(plan, case).decide(rows_of(plan, dossiers))
    assert decided["error"].to_list() == [None, "left open", None]


STORED = "every p in periods_held satisfies some h in honors satisfies h.awarded_on in [p.from .. p.to]"


def test_where_a_frame_is_cut_does_not_matter():
    plan = PLANS[STORED]
    case, dossiers = asked_of(plan, gaps=0.1)
    roster, frame = roster_for(plan, case), rows_of(plan, dossiers)
    whole = roster.decide(frame)
    assert whole.equals(pl.concat([roster.decide(frame[:20]), roster.decide(frame[20:])]))
    assert whole.equals(roster.decide(pl.concat([frame[:7], frame[7:]], rechunk=False)))
    assert roster.decide(frame.clear()).equals(whole.clear())


def test_what_a_null_list_hides_does_not_count():
    plan = PLANS[STORED]
    case, dossiers = asked_of(plan, gaps=0.0)
    dossiers = [one for one in dossiers if one.facts["honors"]]  # beside empty ones, nothing is hidden
    roster, frame = roster_for(plan, case), rows_of(plan, dossiers)
    hidden = [place % 3 == 0 for place in range(frame.height)]
    honors = frame["honors"].rechunk().to_arrow()
    masked = pa.LargeListArray.from_arrays(honors.offsets, honors.values, mask=pa.array(hidden))
    shown = [
        Dossier({name: value for name, value in one.facts.items() if name != "honors" or not hide}, one.findings)
        for one, hide in zip(dossiers, hidden, strict=True)
    ]
    found = roster.decide(frame.with_columns(pl.Series("honors", pl.from_arrow(masked))))
    assert found["outcome"].equals(roster.decide(rows_of(plan, shown))["outcome"])


def test_what_may_fail_for_a_member_is_left_open():
    plan = PLANS["some h in honors[10 / item.points > 1] satisfies h.grade > level.school"]
    case, _ = asked_of(plan, gaps=0.0)
    good, bad = {"grade": "city", "points": 2}, {"grade": "city", "points": 0}
    dossiers = [Dossier({"honors": honors}) for honors in ((good,), (good, bad), (bad,), ())]
    decided = roster_for(plan, case).decide(rows_of(plan, dossiers))
    assert decided["outcome"].to_list() == ["yes", None, None, "no"]


@pytest.mark.parametrize("word", ["some", "every"])
def test_what_makes_a_member_doubtful_counts_with_each_of_the_others(word):
    plan = plan_with(tree_of(f"{word} h in honors[points > years], p in projects satisfies p.ongoing", BOOLEAN))
    case, _ = asked_of(plan, gaps=0.0)
    settling, other, gap = {"ongoing": word == "some"}, {"ongoing": word != "some"}, {"grade": "city"}
    asked = [({"grade": "city"}, (settling, gap)), ({"points": 9}, (settling, gap)), ({"points": 9}, (other, other))]
    dossiers = [Dossier({"years": 3, "honors": (honor,), "projects": projects}) for honor, projects in asked]
    assert judged(plan, case, dossiers)["settled"] >= 2


@pytest.mark.parametrize(
    "text",
    ["level_held in [level.school, max(grades)]", "some g in [level.school, max(grades)] satisfies g = level_held"],
)
def test_a_list_that_would_hold_an_error_is_left_open(text):
    plan = plan_with(tree_of(text, BOOLEAN))
    case, _ = asked_of(plan, gaps=0.0)
    dossiers = [Dossier({"level_held": "school", "grades": grades}) for grades in (("city",), ())]
    decided = roster_for(plan, case).decide(rows_of(plan, dossiers))
    assert decided["outcome"].to_list() == ["yes", None]


def test_what_a_written_member_lacks_does_not_matter_where_another_settles_it():
    plan = plan_with(tree_of("some n in [5, 10 / score] satisfies n = years", BOOLEAN))
    case, _ = asked_of(plan, gaps=0.0)
    dossiers = [Dossier({"years": 5}), Dossier({"years": 2}), Dossier({"years": 2, "score": 5}), Dossier({"score": 5})]
    assert judged(plan, case, dossiers)["settled"] >= 1


@pytest.mark.parametrize("source", ["periods_held", "periods_held[from > hired_on]"])
def test_periods_lack_days_only_where_it_is_known_which_count(source):
    plan = plan_with(tree_of(f"years in periods({source}, as_of) >= 3", BOOLEAN))
    case, _ = asked_of(plan, gaps=0.0)
    one, two, three, four = (dt.date(year, 1, 1) for year in (2000, 2003, 2005, 2006))
    ends = [{"from": one, "to": two}, {"to": two}, {"from": three}, {"from": four, "to": three}]
    held = [*ends, {"from": two, "ongoing": True}]
    chosen = [some for count in (1, 2, 3) for some in combinations(held, count)]
    dossiers = [Dossier({"periods_held": some, "hired_on": dt.date(1990, 1, 1)}) for some in chosen]
    assert judged(plan, case, dossiers)["settled"] >= len(dossiers) / 2


def test_periods_of_which_it_is_not_known_if_they_count_lack_their_days_too():
    plan = PLANS[JOINED]
    case, _ = asked_of(plan, gaps=0.0)
    whole = {"from": dt.date(2000, 1, 1), "to": dt.date(2002, 1, 1), "ongoing": True}
    held = [{name: whole[name] for name in names} for count in range(4) for names in combinations(whole, count)]
    honors = ({"awarded_on": dt.date(2000, 5, 1)},)
    dossiers = [Dossier({"periods_held": some, "honors": honors}) for some in combinations(held, 2)]
    assert judged(plan, case, dossiers)["settled"] == len(dossiers)


def test_a_refusal_names_the_expression():
    plan = plan_with(tree_of("count(sort(numbers)) > 1", BOOLEAN))
    case, dossiers = asked_of(plan, gaps=0.0)
    roster = roster_for(plan, case)
    roster.decide(rows_of(plan, dossiers))
    assert roster.refused == "the function `sort` has no form in columns: `sort(numbers)` (expression:1:7)"


def test_numbers_that_could_overflow_are_refused():
    plan = plan_with(tree_of("sum(honors.points) * 1000000000 * 1000000000 > years", BOOLEAN))
    case, dossiers = asked_of(plan, gaps=0.0)
    roster = roster_for(plan, case)
    roster.decide(rows_of(plan, dossiers))
    assert "beyond 64 bits" in roster.refused
