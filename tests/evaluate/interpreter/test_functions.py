import datetime as dt
from fractions import Fraction
from itertools import combinations, product

import pytest

from tests.evaluate.asking import case, error, evaluated, unknown, unquestioned, value_of
from workshop_rules.evaluate.interpreter.functions import MEANINGS
from workshop_rules.evaluate.interpreter.functions.texts import text_of
from workshop_rules.language.dialect import Dialect
from workshop_rules.language.functions import FUNCTIONS
from workshop_rules.language.operators import OPERATORS
from workshop_rules.language.types import NUMBER, RangeOf
from workshop_rules.language.values import Range, YearsMonths

PACK_FUNCTIONS = [function for function in FUNCTIONS.values() if Dialect.PACK in function.dialects]
RESOLVED = {"not", "duration"}
"""The checker leaves no calls of these: one becomes a node of its own, the other a literal."""


def test_every_function_of_packs_has_a_meaning():
    assert set(MEANINGS) == {function.name for function in PACK_FUNCTIONS} - RESOLVED


@pytest.mark.parametrize(
    ("expression", "result"),
    [
        pytest.param(example.expression, example.result, id=example.expression)
        for examples in (row.examples for rows in (PACK_FUNCTIONS, OPERATORS.values()) for row in rows)
        for example in examples
        if Dialect.PACK in example.dialects
    ],
)
def test_examples_of_functions_and_operators_give_what_their_rows_say(expression, result):
    assert evaluated(unquestioned(expression), case()) == evaluated(unquestioned(result), case())


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("decimal(0.125, 2)", Fraction(3, 25)),
        ("decimal(-2.5, 0)", -2),
        ("decimal(1250, -2)", 1200),
        ("floor(-1.5)", -2),
        ("ceiling(-1.5)", -1),
        ("round up(-5.5, 0)", -6),
        ("round up(5, 0)", 5),
        ("round down(-5.5, 0)", -5),
        ("round half up(-2.5, 0)", -3),
        ("round half up(1 / 3, 3)", Fraction(333, 1000)),
        ("round half down(2.5, 0)", 2),
        ("round half down(-2.5, 0)", -2),
        ("round half down(2.51, 0)", 3),
        ("modulo(-12, -5)", -2),
        ("modulo(12, -5)", -3),
        ("odd(-3)", True),
        ("even(0)", True),
        ("abs(-1 / 3)", Fraction(1, 3)),
        ('abs(@"-P1Y")', YearsMonths(12)),
        ("mean([1, 2])", Fraction(3, 2)),
        ("floor(x)", unknown("x")),
        ("floor(1.5, x)", unknown("x")),
    ],
)
def test_functions_of_numbers(text, value):
    found = evaluated(unquestioned(text), case())
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("odd(x)", "whole_number_needed"),
        ("even(x)", "whole_number_needed"),
        ("floor(x, x)", "whole_number_needed"),
        ("decimal(x, 6177)", "number_too_large"),
        ("decimal(x, -6177)", "number_too_large"),
        ("substring(name, x)", "whole_number_needed"),
        ("substring(name, 1, x)", "whole_number_needed"),
        ("substring(name, 0)", "no_such_place"),
        ("substring(name, 1, -1)", "no_such_place"),
        ("number(name)", "text_not_understood"),
        ('number("")', "text_not_understood"),
        ('number("1.")', "text_not_understood"),
        ('number("1,000")', "text_not_understood"),
        ('number("٣")', "text_not_understood"),
        ('number("1e6145")', "number_too_large"),
    ],
)
def test_what_functions_do_not_take(text, code):
    assert error(evaluated(unquestioned(text), case({"x": Fraction(1, 2), "name": "工作室"}))) == code


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('substring("工作室", -1)', "室"),
        ('substring("工作室", 2, 9)', "作室"),
        ('substring("工作室", 9)', ""),
        ('substring("工作室", -9, 8)', "工作"),
        ('substring("工作室", 1, 0)', ""),
        ('substring before("abc", "")', ""),
        ('substring after("abc", "")', "abc"),
        ('substring after("abcbd", "b")', "cbd"),
        ('string join([], ",")', ""),
        ("string join([name])", unknown("name")),
        ("string length(name)", unknown("name")),
        ('number("-1.5")', Fraction(-3, 2)),
        ('number(".5")', Fraction(1, 2)),
        ('number("1e3")', 1000),
        ("string(1 / 3)", "1/3"),
        ("string(-0.75)", "-0.75"),
        ("string(10 ** 20)", "100000000000000000000"),
        ("string(true)", "true"),
        ('string("教师")', "教师"),
        ('string(@"P26M")', "P2Y2M"),
        ('string(@"PT90M")', "PT1H30M"),
        ('string(@"08:30:00")', "08:30:00"),
        ("string(x)", unknown("x")),
    ],
)
def test_functions_of_texts(text, value):
    assert evaluated(unquestioned(text), case()) == value


@pytest.mark.parametrize(
    ("text", "facts", "value"),
    [
        ('[1, "a\\"b"]', {}, '[1, "a\\"b"]'),
        ("[1..5)", {}, "[1..5)"),
        ('{a: 1.5, b: "x"}', {}, '{a: 1.5, b: "x"}'),
        ("[1, x]", {}, unknown("x")),
        ("numbers[item > y]", {"numbers": (1,)}, unknown("y")),
        ("scores", {"scores": {"A1": 8, "A2": 6}}, "{A1: 8, A2: 6}"),
        ("scores", {"scores": {"A1": 8}}, unknown("scores.A2")),
        ("scores", {}, unknown("scores")),
        ("[scores]", {"scores": {}}, unknown("scores.A1", "scores.A2")),
    ],
)
def test_the_text_of_an_outcome_that_is_made_of_parts(text, facts, value):
    tree = unquestioned(text)
    assert text_of(tree.type, evaluated(tree, case(facts))) == value


def test_the_text_of_a_range_without_an_end():
    assert text_of(RangeOf(NUMBER), Range(None, 5, False, True)) == "(<= 5)"
    assert text_of(RangeOf(NUMBER), Range(5, None, False, False)) == "(> 5)"


RANGES = tuple(
    Range(low, high, low_closed, high_closed)
    for low, high in combinations(range(4), 2)
    for low_closed, high_closed in product((True, False), repeat=2)
)


def holds(relation, first, second):
    return MEANINGS[relation](NUMBER, first, second)


def extent(range_):
    """The points of a range, quarter by quarter."""
    points = (Fraction(step, 4) for step in range(4 * range_.low + (not range_.low_closed), 4 * range_.high + 1))
    return set(points) - (set() if range_.high_closed else {range_.high})


def test_relations_of_ranges_are_those_of_their_points():
    for first, second in product(RANGES, RANGES):
        one, other = extent(first), extent(second)
        assert holds("before", first, second) is (max(one) < min(other))
        assert holds("after", first, second) is (min(one) > max(other))
        assert holds("overlaps", first, second) is bool(one & other)
        assert holds("includes", first, second) is (one >= other)
        assert holds("during", first, second) is (one <= other)
        assert holds("coincides", first, second) is (one == other)
        assert holds("starts", first, second) is (min(one) == min(other) and one <= other)
        assert holds("started by", first, second) is (min(one) == min(other) and one >= other)
        assert holds("finishes", first, second) is (max(one) == max(other) and one <= other)
        assert holds("finished by", first, second) is (max(one) == max(other) and one >= other)
        assert holds("meets", first, second) is (len(one & other) == 1 and max(one) == min(other))
        assert holds("met by", first, second) is (len(one & other) == 1 and min(one) == max(other))
        assert holds("overlaps before", first, second) is (
            min(one) < min(other) and bool(one & other) and max(one) <= max(other)
        )
        assert holds("overlaps after", first, second) is (
            min(other) < min(one) and bool(one & other) and max(other) <= max(one)
        )


def test_relations_of_points_and_ranges_are_those_of_their_points():
    for here, second in product(range(4), RANGES):
        other = extent(second)
        assert holds("before", here, second) is (here < min(other))
        assert holds("after", second, here) is (min(other) > here)
        assert holds("during", here, second) is (here in other)
        assert holds("includes", second, here) is (here in other)
        assert holds("starts", here, second) is (here == min(other))
        assert holds("finished by", second, here) is (here == max(other))


def test_relations_go_by_the_order_of_the_type():
    assert value_of("before(level.school, level_held)", level_held="county") is True
    assert value_of("includes([level.county..level.national], level_held)", level_held="city") is True
    assert value_of("before(x, [1..y])", x=0) == unknown("y")
    assert value_of('overlaps([d..as_of], [as_of..@"2014-01-01"])', d=dt.date(2013, 1, 1)) is True
