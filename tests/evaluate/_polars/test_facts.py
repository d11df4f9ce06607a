"""Numbers of every width in columns: one out of order stops no other row, and none is taken for another number."""

import datetime as dt
import math
import operator
from dataclasses import replace
from fractions import Fraction

import polars as pl
import pytest

from tests.evaluate._polars.columns import OPEN, agrees, plan_with, roster_for, rows_of
from tests.strategies_plans import NOWHERE, WORDS
from tests.strategies_typed import tree_of
from workshop_rules.compile.plan import Bounds, Criterion, Waivable
from workshop_rules.evaluate.evaluation import Case, Dossier, Waiver
from workshop_rules.language import tree as t
from workshop_rules.language.types import BOOLEAN, NUMBER, STRING

CASE = Case(Dossier({}), dt.date(2013, 10, 1), {"window": "anniversary"}, {"least_years": 9, "unstated": None})
ANY_OUTCOME = t.StringLiteral("yes", span=NOWHERE, type=STRING)
WIDTHS = {
    pl.Int8: -(2**7),
    pl.Int16: -(2**15),
    pl.Int64: -(2**63),
    pl.Int128: 2**100,
    pl.UInt8: 2**8 - 1,
    pl.UInt32: 2**32 - 1,
    pl.UInt64: 2**64 - 1,
}
"""Numbers of some widths that are out of order."""


def decided(plan, dossiers, columns_as=None):
    """What columns say, held against the interpreter; and which rows they leave open."""
    data = roster_for(plan, CASE).decide(rows_of(plan, dossiers, columns_as))
    for row, dossier in zip(data.iter_rows(named=True), dossiers, strict=True):
        if row["error"] is None:
            agrees(row, plan, replace(CASE, dossier=dossier))
    return data, [error == OPEN.error for error in data["error"]]


@pytest.mark.parametrize("dtype", WIDTHS)
@pytest.mark.parametrize("text", ["years >= 9", "years + score > 9", "years in [score..9]"])
def test_a_number_beyond_bounds_is_left_open(dtype, text):
    plan = plan_with(tree_of(text, BOOLEAN))
    bounded = replace(plan.facts["years"], bounds=Bounds(0, 60))
    plan = replace(plan, facts={**plan.facts, "years": bounded})
    dossiers = [Dossier({"years": one, "score": 1}) for one in (9, WIDTHS[dtype], 8)]
    assert decided(plan, dossiers, {"years": dtype()})[1] == [False, True, False]
    assert decided(plan, [*dossiers, Dossier({"score": 1})], {"years": dtype()})[1] == [False, True, False, False]


def test_a_number_beyond_bounds_is_left_open_where_nothing_reads_it():
    plan = plan_with(tree_of("years >= 9", BOOLEAN))
    plan = replace(plan, facts={**plan.facts, "score": replace(plan.facts["score"], bounds=Bounds(0, 60))})
    for scores in ((1, 1), (1, 61), (-1, 60)):
        dossiers = [Dossier({"years": 9, "score": one}) for one in scores]
        assert decided(plan, dossiers)[1] == [not 0 <= one <= 60 for one in scores]


@pytest.mark.parametrize(
    ("bounds", "inside", "outside"),
    [
        (Bounds(minimum=Fraction("0.30000000000000001")), "0.30000000000000004", "0.3"),
        (Bounds(maximum=Fraction("0.69999999999999999")), "0.6999999999999998", "0.7"),
        (Bounds(minimum=Fraction("0.3"), maximum=Fraction("0.7")), "0.3", "0.29999999999999993"),
    ],
)
def test_bounds_between_two_floats_are_kept(bounds, inside, outside):
    plan = plan_with(tree_of("years >= 0", BOOLEAN))
    plan = replace(plan, facts={**plan.facts, "years": replace(plan.facts["years"], bounds=bounds)})
    for values in ((inside, outside), (outside, inside), (inside, inside)):
        dossiers = [Dossier({"years": Fraction(one)}) for one in values]
        assert decided(plan, dossiers)[1] == [one == outside for one in values]


def test_a_period_that_is_none_is_left_open():
    plan = plan_with(tree_of("some p in periods_held satisfies p.from < as_of", BOOLEAN))
    held = replace(plan.facts["periods_held"], period=("from", "to", "ongoing"))
    plan = replace(plan, facts={**plan.facts, "periods_held": held})
    first, last = dt.date(2001, 9, 1), dt.date(2003, 7, 1)
    good = {"from": first, "to": last}, {"from": first, "to": first}, {"from": first, "ongoing": True}
    bad = {"from": last, "to": first}, {"from": first, "to": last, "ongoing": True}
    for of_all in ([(good[0], one) for one in (*good, *bad)], [(one,) for one in (*bad, *good)]):
        expected = [any(one in bad for one in periods) for periods in of_all]
        dossiers = [Dossier({"periods_held": periods}) for periods in of_all]
        assert decided(plan, dossiers)[1] == expected


@pytest.mark.parametrize("dtype", WIDTHS)
def test_numbers_in_lists_have_any_width(dtype):
    plan = plan_with(tree_of("some n in numbers satisfies n > 8", BOOLEAN))
    dossiers = [Dossier({"numbers": one}) for one in ((1, 9), (), (9, 1), (8,))]
    data, _ = decided(plan, dossiers, {"numbers": dtype()})
    assert data["state.c"].to_list() == ["met", "not_met", "met", "not_met"]
    assert decided(plan, [Dossier({}), *dossiers], {"numbers": dtype()})[1] == [False] * 5


OPERATORS = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "!=": operator.ne,
}
COMPARED = {"years {} parameter.least_years": False, "parameter.least_years {} years": True}


def near(number, dtype):
    """The values that a column can have beside a number, and that number, if it can have that."""
    if dtype == pl.Float64:
        float_ = float(number)
        floats = [float_, math.nextafter(float_, -math.inf), math.nextafter(float_, math.inf)]
        return [Fraction(repr(one)) for one in floats]
    if not isinstance(dtype, pl.Decimal):
        return [math.floor(number) + more for more in (-1, 0, 1, 2)]
    scale = 10**dtype.scale
    return [Fraction(math.floor(number * scale) + more, scale) for more in (-1, 0, 1, 2)]


@pytest.mark.parametrize("dtype", [pl.Float64(), pl.Int8(), pl.Int64(), pl.Decimal(12, 1), pl.Decimal(38, 6)], ids=str)
@pytest.mark.parametrize("threshold", list(map(Fraction, ("9", "9.1", "1/3", "-7/4", "0.30000000000000004"))), ids=str)
def test_numbers_are_compared_exactly(dtype, threshold):
    criteria = {}
    for text, turned in COMPARED.items():
        for op, holds in OPERATORS.items():
            condition = tree_of(text.format(op), BOOLEAN)
            name = f"{op}{turned:d}"
            criteria[name] = Criterion(name, WORDS, "1", condition, NOWHERE), holds, turned
    every, values = [one for one, _, _ in criteria.values()], near(threshold, dtype)
    for order, gap in ((1, []), (-1, []), (1, [Dossier({"score": 1})])):
        dossiers = [Dossier({"years": one, "score": 1}) for one in values] + gap
        data = said_of(tuple(every[::order]), dossiers, {"least_years": threshold}, {"years": dtype})
        for name, (_, holds, turned) in criteria.items():
            met = [holds(threshold, one) if turned else holds(one, threshold) for one in values]
            expected = ["met" if one else "not_met" for one in met] + ["unknown"] * len(gap)
            assert data[f"state.{name}"].to_list() == expected, (name, values)


def said_of(criteria, dossiers, parameters, columns_as):
    """What columns say of criteria, whatever the outcome."""
    plan = plan_with()
    plan = replace(plan, decisions={"asked": replace(plan.decisions["asked"], criteria=criteria, outcome=ANY_OUTCOME)})
    return roster_for(plan, replace(CASE, parameters=parameters)).decide(rows_of(plan, dossiers, columns_as))


@pytest.mark.parametrize("left", [pl.Float64(), pl.Int8(), pl.UInt64(), pl.Decimal(12, 1), pl.Decimal(38, 6)], ids=str)
@pytest.mark.parametrize("text", ["years < score", "years = score", "score >= years", "not(years != score)"])
def test_numbers_of_different_types_are_compared_exactly(left, text):
    plan = plan_with(tree_of(text, BOOLEAN))
    numbers = (0, 9, 10, 90)
    dossiers = [Dossier({"years": one, "score": other}) for one in numbers for other in numbers]
    for right in (pl.Float64(), pl.Int64(), pl.Decimal(20, 3)):
        assert decided(plan, dossiers, {"years": left, "score": right})[1] == [False] * 16


LONG = Fraction(12_749_999_999_999_998, 10**15)
"""A float with more places than columns compute with."""
GAPPY = {"projects": ({"ongoing": True}, {}), "years": LONG, "score": 0}


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("years != count(projects[ongoing])", GAPPY),
        ("count(projects[ongoing]) < years", GAPPY),
        ("years in [score..parameter.unstated)", {"years": -(10**9), "score": 0}),
        ("years between parameter.unstated and score", {"years": LONG, "score": 0}),
        ("years in (parameter.unstated..score]", {"years": LONG, "score": 0}),
    ],
)
def test_a_number_that_is_not_computed_with_is_not_taken_for_one_that_is_missing(text, facts):
    plan = plan_with(tree_of(text, BOOLEAN))
    ordinary = facts | {"years": 12}
    assert decided(plan, [Dossier(facts), Dossier(ordinary)])[1] == [True, False]


def test_of_two_ends_bounds_may_decide_one():
    plan = plan_with(tree_of("count(grades[in_service]) in [count(numbers)..count(flags)]", BOOLEAN))
    gappy = Dossier({"grades": ("city",), "in_service": False})
    assert decided(plan, [gappy, replace(gappy, facts={**gappy.facts, "numbers": (), "flags": ()})])[1][1] is False


@pytest.mark.parametrize("dtype", [pl.Float64(), pl.Decimal(12, 1), pl.Int64()], ids=str)
@pytest.mark.parametrize("text", ["count(grades[in_service]) + years <= 2", "count(grades[in_service]) - years < -1"])
def test_bounds_are_moved_by_whole_numbers_alone(text, dtype):
    numbers = [1, 2, 0, 3] if dtype == pl.Int64() else [Fraction(19, 10), 2, Fraction(3, 2), 0]
    gappy = [Dossier({"grades": ("city",), "years": one}) for one in numbers]
    settled = [Dossier({"grades": ("city",), "in_service": True, "years": 2})]
    decided(plan_with(tree_of(text, BOOLEAN)), gappy + settled, {"years": dtype})


@pytest.mark.parametrize(
    "text",
    ["years / score < 1 / 2", "years / score >= -(2 / 3)", "modulo(years, -2) < 0", "score / -2 > years"],
)
def test_divisors_are_negative_too(text):
    plan = plan_with(tree_of(text, BOOLEAN))
    dossiers = [Dossier({"years": one, "score": other}) for one in (-3, -1, 0, 2) for other in (-3, -2, 3, 4)]
    assert decided(plan, dossiers)[1] == [False] * 16
    assert decided(plan, dossiers, {"years": pl.Int8(), "score": pl.Int64()})[1] == [False] * 16


OPERANDS = tuple(tree_of(one, BOOLEAN) for one in ("published", "in_service"))


def test_half_a_condition_more_is_one_more():
    plan = plan_with(t.AtLeast(tree_of("1 + 1 / 2", NUMBER), OPERANDS, span=NOWHERE, type=BOOLEAN))
    dossiers = [Dossier({"published": one, "in_service": other}) for one in (True, False) for other in (True, False)]
    data, left = decided(plan, dossiers)
    assert data["state.c"].to_list() == ["met", "not_met", "not_met", "not_met"]
    assert left == [False] * 4


def test_how_many_are_needed_may_not_be_computed_with():
    plan = plan_with(t.AtLeast(tree_of("years", NUMBER), OPERANDS, span=NOWHERE, type=BOOLEAN))
    dossiers = [Dossier({"years": one, "in_service": True}) for one in (LONG, 3, 2, 1)]
    data, left = decided(plan, dossiers)
    assert left == [True, False, False, False]
    assert data["state.c"].to_list()[1:] == ["not_met", "unknown", "met"]


def test_the_greatest_of_several_is_unknown_where_one_is_whatever_its_bounds():
    text = "max(count(projects[ongoing]), years) + min(years, count(projects[ongoing]))"
    plan = plan_with(value=tree_of(text, NUMBER))
    data, left = decided(plan, [Dossier(GAPPY | {"years": 25}), Dossier({"projects": (), "years": 25})])
    assert data["value"].to_list() == [None, "25"]
    assert left[1] is False


@pytest.mark.parametrize(
    "text", ["max(count(projects[ongoing]), years) > 20", "sum([count(projects[ongoing])]) < years"]
)
def test_what_has_no_bounds_is_not_decided_by_those_of_its_parts(text):
    data, _ = decided(
        plan_with(tree_of(text, BOOLEAN)), [Dossier(GAPPY | {"years": 25}), Dossier({"projects": (), "years": 25})]
    )
    assert data["state.c"][0] != "met"
    assert data["state.c"][1] == "met"


def test_what_is_met_is_not_taken_for_waived():
    plan = plan_with(tree_of("years > score", BOOLEAN))
    asked = plan.decisions["asked"]
    criterion = replace(asked.criteria[0], waivable=Waivable(WORDS, "1"))
    plan = replace(plan, decisions={"asked": replace(asked, criteria=(criterion,))})
    waived = (Waiver("generated", "asked", "c"),)
    dossiers = [Dossier({"years": one, "score": 1}, waivers=waived) for one in (LONG, 12, 1)]
    dossiers.append(Dossier({"score": 1}, waivers=waived))
    data, left = decided(plan, dossiers)
    assert left == [True, False, False, False]
    assert data["state.c"].to_list() == [None, "met", "waived", "waived"]


def test_a_condition_whose_branches_leave_the_same_outcomes_is_not_missing():
    plan = plan_with()
    facts = {"c": "published", "first": "in_service", "second": "years > 3"}
    criteria = tuple(Criterion(name, WORDS, "1", tree_of(said, BOOLEAN), NOWHERE) for name, said in facts.items())
    first, second = (branches(name, text("yes"), text("no")) for name in ("first", "second"))
    asked = replace(plan.decisions["asked"], criteria=criteria, outcome=branches("c", first, second))
    plan = replace(plan, decisions={"asked": asked})
    dossiers = [Dossier({}), Dossier({"published": True}), Dossier({"in_service": True}), Dossier({"years": 4})]
    data, left = decided(plan, [Dossier({"published": False, "in_service": False, "years": 1}), *dossiers])
    assert left == [False] * 5
    assert data["missing"].to_list()[1:3] == [["in_service", "years"], ["in_service"]]


def branches(criterion, then, otherwise):
    return t.If(t.CriterionRef(criterion, span=NOWHERE, type=BOOLEAN), then, otherwise, span=NOWHERE, type=STRING)


def text(outcome):
    return t.StringLiteral(outcome, span=NOWHERE, type=STRING)


def test_a_test_that_fails_lacks_nothing():
    plan = plan_with(tree_of("years in ([score..5], leader.years_led)", BOOLEAN))
    dossiers = [Dossier({"years": one}) for one in (9, 4)] + [Dossier({"years": 9, "score": 1})]
    whole = Dossier({"years": 4, "score": 1, "leader": {"years_led": 4}})
    decided(plan, dossiers)
    assert decided(plan, [*dossiers, whole])[1][-1] is False


@pytest.mark.parametrize("text", ["list contains(honors.points, score)", "score in honors.points"])
def test_what_a_number_is_perhaps_among_does_not_turn_on_other_facts_alone(text):
    plan = plan_with(tree_of(f"{text} or in_service", BOOLEAN))
    dossiers = [Dossier({"honors": ({"points": one},), "score": one}) for one in (LONG, 1)]
    dossiers.append(Dossier({"honors": (), "score": 1, "in_service": True}))
    assert decided(plan, dossiers)[1] == [True, False, False]


def test_what_may_be_a_written_member_is_not_taken_for_one_nor_for_none():
    plan = plan_with(tree_of("years in append([5, parameter.unstated], 9)", BOOLEAN))
    assert decided(plan, [Dossier({"years": one}) for one in (5, 7, 9)])[1] == [False, True, False]


def test_of_two_values_that_are_unknown_it_does_not_matter_which_it_is():
    chosen = tree_of("if in_service then score else years", NUMBER)
    plan = plan_with(value=chosen)
    asked = replace(plan.decisions["asked"], outcome=chosen, outcomes=())
    plan = replace(plan, decisions={"asked": asked})
    facts = {"in_service": False, "score": 1, "years": 2}
    without = [{name: one for name, one in facts.items() if name not in gaps} for gaps in ("", [*facts], ["years"])]
    data, left = decided(plan, [Dossier(one) for one in without])
    assert data["outcome"].to_list()[0] == "2"
    assert left[0] is False
