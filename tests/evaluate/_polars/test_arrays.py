"""Conditions on facts without gaps, computed on arrays: the same as the interpreter says, wherever frames are cut."""

import math
from dataclasses import replace
from itertools import islice, pairwise
from pathlib import Path

import numpy as np
import polars as pl
import pytest

import workshop_rules as wr
from tests.dossiers import cases
from tests.evaluate._polars.columns import judged, plan_with, roster_for, rows_of
from tests.evaluate.rosters import fits, frame_of, orderly
from tests.strategies_typed import tree_of
from workshop_rules.evaluate._polars import threads
from workshop_rules.evaluate._polars.arrays import kernels, program, settling
from workshop_rules.evaluate.evaluation import Dossier
from workshop_rules.language.types import BOOLEAN

BENCHMARKS = Path(__file__).parents[3] / "benchmarks" / "packs"
CONDITIONS = (
    "in_service",
    "not(in_service) or years >= parameter.least_years and findings.conduct",
    "score > 9.1 or score = 9.1 or score < 3 or score != 3",
    "years <= 8.5 and not(years > 8.5)",
    "years between 5 and 9",
    "years in [5..9)",
    "years in (5, 9, 12.5, > 20)",
    "level_held in [level.city, level.county]",
    "level_held >= parameter.least_level or main_kind != honor_kind.other",
    "level_held >= (if in_service then level.county else level.city)",
    "(if in_service then years else score) >= 9",
    "if in_service then years > 5 else published",
    "hired_on in [born_on..as_of]",
    'hired_on >= as_of - @"P5Y" and born_on < hired_on',
    "in_service = published",
    "leader.grade >= level.city and leader.years_led > 3",
    'some h in honors satisfies h.grade >= level.city and h.awarded_on in [as_of - @"P5Y"..as_of]',
    "every h in honors satisfies h.grade > level.school or h.kind = honor_kind.other",
    "some h in honors[grade >= level.county] satisfies h.points > 2.5",
    "count(honors[item.kind = honor_kind.homeroom]) >= 2",
    "count(projects) = count(honors)",
    "some p in projects satisfies true",
    "every p in projects satisfies p.ongoing",
    "some d in days satisfies d <= as_of",
    "count(grades[item > level.school]) > 1",
    "years in (? > 5 or ? < 2) and score in (? > 5 or ? < 2)",
    "(some r in honors satisfies r.grade >= level.city) and (some r in projects satisfies r.grade >= level.city)",
)
"""What has a form on arrays, all of it."""


def asked_of(plan, gaps, count=36):
    found = list(islice(cases(plan, plan.decisions["asked"], seed=4, gaps=gaps), count))
    case = next(one for one in found if one.as_of is not None)
    parameters = {"least_years": 9, "unstated": None, "least_level": "city"}
    dossiers = [one.dossier for one in found if fits(one.dossier.facts)]
    return replace(case, parameters=parameters), dossiers


@pytest.mark.parametrize("text", CONDITIONS)
def test_arrays_say_what_the_interpreter_says(text):
    plan = plan_with(tree_of(text, BOOLEAN))
    case, dossiers = asked_of(plan, gaps=0.0)
    told = judged(plan, case, dossiers)
    assert told["certain"] >= told["rows"] * 0.4, told
    judged(plan, case, asked_of(plan, gaps=0.1)[1])
    roster = roster_for(plan, case)
    roster.decide(rows_of(plan, dossiers))
    (settling,) = roster.kept.settling.values()
    assert not settling.truths


def test_what_does_not_apply_is_told_on_arrays():
    plan = plan_with(tree_of("years > 5 and in_service = published", BOOLEAN))
    asked = plan.decisions["asked"]
    criterion = replace(asked.criteria[0], applies=tree_of("in_service", BOOLEAN))
    plan = replace(plan, decisions={"asked": replace(asked, criteria=(criterion,))})
    given = [(serves, years) for serves in (True, False) for years in (5, 6)]
    dossiers = [Dossier({"in_service": serves, "published": serves, "years": years}) for serves, years in given]
    case, _ = asked_of(plan, gaps=0.0)
    told = judged(plan, case, dossiers)
    assert told["on_arrays"] == told["settled"] == len(dossiers)


@pytest.mark.parametrize("most", [3, 128, 255, 256, 300])
@pytest.mark.parametrize("density", [0.1, 0.5, 1.0])
def test_members_are_counted(most, density):
    draw = np.random.default_rng(most)
    for groups_ in range(1, 20):
        sizes = draw.choice([0, 1, 2, 3, most], size=groups_)
        offsets = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
        truth = draw.random(offsets[-1]) < density
        groups = kernels.Groups(offsets, max(sizes))
        expected = [int(truth[start:end].sum()) for start, end in pairwise(offsets)]
        assert kernels.counted(groups, truth).tolist() == expected
        assert kernels.some(groups, truth).tolist() == [count > 0 for count in expected]


@pytest.mark.parametrize("start", range(10))
def test_truths_from_polars_are_put_in_their_place_wherever_a_column_begins(start):
    truths = [place % 3 == 0 for place in range(40)]
    line = np.empty(-(-(40 - start) // 8), np.uint8)
    settling._put(line, pl.Series(truths)[start:])
    assert np.unpackbits(line, count=40 - start, bitorder="little").tolist() == [int(one) for one in truths[start:]]


@pytest.mark.parametrize("rows", [1, 2, 15, 16, 17, 33])
def test_long_lists_are_counted_wherever_they_stand(rows):
    plan = plan_with(tree_of("count(grades[item > level.school]) > 1", BOOLEAN))
    case, _ = asked_of(plan, gaps=0.0)
    for long in {0, rows // 2, rows - 1}:
        dossiers = [Dossier({"grades": ("city",) * (256 if row == long else 1)}) for row in range(rows)]
        assert judged(plan, case, dossiers)["on_arrays"] == rows


@pytest.mark.parametrize(("name", "decision"), [("bench_a", "rank"), ("bench_b", "mentor")])
def test_where_frames_are_cut_does_not_matter(name, decision, monkeypatch):
    pack = wr.load_pack(BENCHMARKS / name)
    drawn = islice(cases(pack.plan, pack.plan.decisions[decision], seed=7, gaps=0.0), 150)
    dossiers = [replace(orderly(pack.plan, one.dossier), waivers=(), incomplete=frozenset()) for one in drawn]
    frame = frame_of(pack.plan, [one for one in dossiers if fits(one.facts)], [None] * len(dossiers)).drop("day")

    def decided(one):
        return pack.decide_frame(decision, one).data.lazy().collect()

    whole = decided(frame)
    monkeypatch.setattr(threads, "FEW", 8)
    monkeypatch.setattr(program, "FEW", 8)
    monkeypatch.setattr(program, "_ROWS_AT_ONCE", 24)
    assert whole.equals(decided(frame))
    pieces = pl.concat([frame[:29], frame[29:30], frame[30:71], frame[71:]], rechunk=False)
    assert whole.equals(decided(pieces))
    assert whole[13:101].equals(decided(frame[13:101]))


def test_rows_with_bad_numbers_are_told_apart_from_good_ones():
    pack = wr.load_pack(BENCHMARKS / "bench_a")
    good: dict[str, object] = {
        "title": "senior",
        "current_rank": "S2",
        "honor_level": "national",
        "renown_level": "national",
    }
    good |= {"direct_or_private": False, "basic_ok": True, "work_ok": True}
    years = [15.0, math.nextafter(15.0, 16), math.nan, -1.0, 3.0, math.inf, 16.0]
    decided = (
        pack.decide_frame("rank", pl.DataFrame([good | {"term_years": one} for one in years])).data.lazy().collect()
    )
    assert decided["outcome"].to_list() == ["none", "S1", None, None, "J2", None, "S1"]
    assert [error is None for error in decided["error"]] == [True, True, False, False, True, False, True]
    assert decided["state.S1.from"].to_list() == ["not_met", "met", None, None, "not_met", None, "met"]
