import datetime as dt
from fractions import Fraction

import pytest

from tests.evaluate.asking import LEVEL, SCOPE, case, error, evaluated, unknown, unquestioned, value_of
from workshop_rules.check.expressions import check_expression
from workshop_rules.evaluate.interpreter import SILENT, Environment
from workshop_rules.evaluate.interpreter.comparison import compared
from workshop_rules.evaluate.interpreter.scope import INPUT, Scope
from workshop_rules.language.types import NUMBER
from workshop_rules.parse import parse_unary_tests

OCTOBER = dt.date(2013, 10, 1)


@pytest.mark.parametrize(
    ("text", "facts", "value"),
    [
        ("x >= 9", {"x": 9}, True),
        ("x > 9", {"x": 9}, False),
        ("x >= 9", {"x": Fraction(89, 10)}, False),
        ("x = y", {"x": Fraction(1, 3), "y": Fraction(2, 6)}, True),
        ("x != y", {"x": 1, "y": 2}, True),
        ("x != y", {"x": 1}, unknown("y")),
        ("x < y", {}, unknown("x", "y")),
        ('name = "张"', {"name": "张"}, True),
        ('name < "b"', {"name": "a"}, True),
        ("level_held >= level.city", {"level_held": "province"}, True),
        ("level_held >= level.city", {"level_held": "county"}, False),
        ("level_held < level.school", {"level_held": "county"}, False),
        ("level_held = level.city", {"level_held": "city"}, True),
        ("parameter.least_level <= level_held", {"level_held": "city"}, True),
        ("d <= as_of", {"d": OCTOBER}, True),
        ("d < as_of", {"d": OCTOBER}, False),
        ('as_of - d >= @"P1D"', {"d": dt.date(2013, 9, 30)}, True),
    ],
)
def test_comparisons(text, facts, value):
    assert value_of(text, **facts) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [('@"P1Y" > @"P11M"', True), ('@"PT24H" = @"P1D"', True), ("0.1 + 0.2 = 0.3", True), ("1 / 3 * 3 = 1", True)],
)
def test_comparisons_of_literals(text, value):
    assert evaluated(unquestioned(text), case()) == value


def test_an_error_comes_before_an_unknown():
    assert error(value_of("y = 1 / x", x=0)) == "division_by_zero"


HONORS: tuple[dict[str, str], ...] = ({"kind": "homeroom"}, {"kind": "homeroom"}, {}, {}, {"kind": "other"})
"""Two are of the kind homeroom, two more may be: the count lies between 2 and 4."""


@pytest.mark.parametrize(
    ("comparison", "value"),
    [
        (">= 2", True),
        (">= 3", None),
        (">= 4", None),
        (">= 5", False),
        ("> 1", True),
        ("> 2", None),
        ("> 4", False),
        ("< 2", False),
        ("< 3", None),
        ("< 5", True),
        ("<= 1", False),
        ("<= 2", None),
        ("<= 4", True),
        ("= 1", False),
        ("= 2", None),
        ("= 5", False),
        ("!= 1", True),
        ("!= 3", None),
        ("between 1 and 4", True),
        ("between 2 and 3", None),
        ("between 5 and 9", False),
        ("in [2..4]", True),
        ("in (2..4]", None),
        ("in [5..9]", False),
        ("in (> 4, < 2)", False),
        ("in (0, 1)", False),
        ("in [0, 3]", None),
    ],
)
def test_bounds_settle_what_every_number_within_them_agrees_on(comparison, value):
    expected = unknown("honors[3].kind", "honors[4].kind") if value is None else value
    assert value_of(f"count(honors[kind = honor_kind.homeroom]) {comparison}", honors=HONORS) == expected


def test_bounds_work_from_either_side():
    count = "count(honors[kind = honor_kind.homeroom])"
    assert value_of(f"1 < {count}", honors=HONORS) is True
    assert value_of(f"5 <= {count}", honors=HONORS) is False
    assert value_of(f"x = {count}", honors=HONORS, x=Fraction(1, 2)) is False
    assert value_of(f"4 >= {count}", honors=HONORS) is True


def test_an_open_list_bounds_its_count_from_below_alone():
    asked = case({"honors": HONORS}, incomplete=frozenset({"honors"}))
    count = "count(honors[kind = honor_kind.homeroom])"
    assert value_of(f"{count} >= 2", asked) is True
    assert value_of(f"{count} < 100", asked) == unknown("honors", "honors[3].kind", "honors[4].kind")


def test_bounds_that_meet_are_a_number():
    assert compared("=", unknown("a", low=3, high=3), 3, NUMBER) is True
    assert compared("!=", 3, unknown("a", low=3, high=3), NUMBER) is False
    assert compared("=", unknown("a", low=3), 3, NUMBER) == unknown("a")


@pytest.mark.parametrize(
    ("text", "facts", "value"),
    [
        ("x between 3 and 5", {"x": 3}, True),
        ("x between 3 and 5", {"x": 5}, True),
        ("x between 3 and 5", {"x": Fraction(51, 10)}, False),
        ("x between y and 5", {"x": 6}, False),
        ("x between y and 5", {"x": 4}, unknown("y")),
        ("x between 9 and y", {"x": 3}, False),
        ("x between 1 / z and 5", {"x": 6, "z": 0}, False),
        ("x in [3..5]", {"x": 3}, True),
        ("x in (3..5]", {"x": 3}, False),
        ("x in [3..5)", {"x": 5}, False),
        ("x in [3..5)", {"x": 4}, True),
        ("x in [y..5]", {"x": 6}, False),
        ("x in [y..5]", {"x": 5}, unknown("y")),
        ("x in [y..5]", {}, unknown("x", "y")),
        ("x in < 3", {"x": 2}, True),
        ("x in (< 3, >= 5)", {"x": 5}, True),
        ("x in (< 3, >= 5)", {"x": 4}, False),
        ("x in (1, 2)", {"x": 2}, True),
        ("x in (1, y)", {"x": 1}, True),
        ("x in (1, y)", {"x": 2}, unknown("y")),
        ("x in [1, 2]", {"x": 3}, False),
        ("x in []", {}, False),
        ("x in numbers", {"x": 3, "numbers": (1, 2)}, False),
        ("x in numbers", {"x": 2, "numbers": (1, 2)}, True),
        ("x in numbers", {"x": 2}, unknown("numbers")),
        ("x in numbers", {"x": 2, "numbers": (1, None)}, unknown("numbers[2]")),
        ("x in numbers[item > y]", {"x": 2, "numbers": (1, 2)}, unknown("y")),
        ("x in numbers[item > y]", {"x": 3, "numbers": (1, 2)}, False),
        ("p in (true, q)", {"p": True}, True),
        ("p in (q)", {"p": True, "q": False}, False),
        ("x in (? > 3 and ? < y)", {"x": 5, "y": 9}, True),
        ("x in (? > 3 and ? < y)", {"x": 2}, False),
        ("level_held in [level.county .. level.province]", {"level_held": "city"}, True),
        ("level_held in [level.county .. level.province]", {"level_held": "national"}, False),
        ("level_held in (level.school, level.national)", {"level_held": "city"}, False),
        ("level_held in > level.county", {"level_held": "city"}, True),
        ('d in [as_of - @"P5Y" .. as_of]', {"d": dt.date(2008, 10, 1)}, True),
        ('d in [as_of - @"P5Y" .. as_of]', {"d": dt.date(2008, 9, 30)}, False),
        ('d in periods(@"2013-01-01", as_of, @"P1M")', {"d": dt.date(2013, 10, 1)}, True),
        ('d in periods(@"2013-01-01", as_of, @"P1M")', {"d": dt.date(2013, 10, 2)}, False),
    ],
)
def test_between_and_in(text, facts, value):
    assert value_of(text, **facts) == value


def test_a_value_is_not_in_an_open_list_for_certain():
    asked = case({"x": 3, "numbers": (1, 2)}, incomplete=frozenset({"numbers"}))
    assert value_of("x in numbers", asked) == unknown("numbers")
    assert value_of("2 in numbers", asked) is True


def test_an_end_that_is_an_error_counts_where_the_other_end_leaves_the_matter_open():
    assert value_of("x in [1 / z .. 5]", x=6, z=0) is False
    assert error(value_of("x in [1 / z .. 5]", x=4, z=0)) == "division_by_zero"


def test_enumerations_go_by_their_order_and_not_by_the_alphabet():
    assert sorted(LEVEL.members) != list(LEVEL.members)
    assert value_of("max([level.school, level_held])", level_held="county") == "county"
    assert value_of("min([level.school, level_held])", level_held="county") == "school"
    assert value_of("sort([level.national, level_held, level.school])", level_held="city").items == (
        "school",
        "city",
        "national",
    )


def test_a_cell_of_a_table_tests_its_input():
    def passes(cell, value):
        tests = check_expression(parse_unary_tests(cell).unwrap(), SCOPE.testing(NUMBER)).unwrap()
        return SILENT.visit(tests, Scope(Environment(case()), SILENT, {INPUT: value}))

    assert passes("-", unknown("x")) is True
    assert passes("< 5, > 9", 10) is True
    assert passes("< 5, > 9", 7) is False
    assert passes("not(< 5, > 9)", 7) is True
    assert passes("not(5)", unknown("x")) == unknown("x")
    assert passes("[1..3]", 3) is True
