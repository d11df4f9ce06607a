"""The bound on the work."""

from dataclasses import replace

import pytest

from tests.strategies_cases import SCOPE
from tests.strategies_typed import tree_of
from workshop_rules.check.cost import length_of, size_of
from workshop_rules.check.expressions import check_expression
from workshop_rules.language.types import NUMBER, ListOf
from workshop_rules.parse import parse_expression

SQUARE = "for a in honors, b in honors return a.points + b.points"


def codes(text, scope=SCOPE):
    return [d.code for d in check_expression(parse_expression(text).unwrap(), scope).errors]


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("years", 0),
        ("honors", 1),
        ("honors[1]", 0),
        ("honors[points > 1]", 1),
        ("[honors, honors]", 1),
        ("count(honors)", 0),
        (SQUARE, 2),
        (f"concatenate(numbers, {SQUARE})", 2),
        (f"({SQUARE})[item > 1]", 2),
        (f"sum({SQUARE})", 0),
        ("for i in 1..3 return i", 1),
        ("[1, 2, 3]", 0),
        ('periods(as_of, as_of, @"P1M")', 1),
        ("if in_service then numbers else [1]", 1),
        ("flatten([numbers, numbers])", 1),
    ],
)
def test_how_a_value_grows(text, size):
    assert size_of(tree_of(text), SCOPE) == size


@pytest.mark.parametrize(
    "text",
    [
        "some a in honors, b in honors, c in honors satisfies a.points = c.points",
        "honors[count(projects[count(periods_held[ongoing]) > 1]) > 1][1].points > 1",
        "every h in honors satisfies count(distinct values(numbers)) > h.points",
        "every h in honors satisfies (some p in projects satisfies count(numbers) > h.points)",
        "some h in [1, 2] satisfies some i in [1, 2] satisfies some j in [1] satisfies some k in [1] satisfies h > k",
    ],
)
def test_what_is_within_the_bound(text):
    assert codes(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "some a in honors, b in honors, c in honors, d in honors satisfies a.points = d.points",
        "some a in honors satisfies some b in honors satisfies some c in honors satisfies count(honors) > c.points",
        "some a in honors, b in honors satisfies count(distinct values(numbers)) > a.points + b.points",
        f"count(sort({SQUARE})) > 1",
        f"some x in {SQUARE}, y in {SQUARE} satisfies x > y",
    ],
)
def test_what_is_not(text):
    assert codes(text) == ["WR320"]


@pytest.mark.parametrize(
    "text",
    [
        "count(for i in 1..1000, j in 1..1001 return 1) > years",
        "sum(for i in 1..10000 return sum(for j in 1..10000 return i * j)) > years",
        "some i in (for j in 1..10000 return j), k in 1..10000 satisfies i + k > years",
        "count((for i in 1..10000 return i)[count(for k in 1..10000 return k) > item]) > years",
        "some i in long, j in long satisfies i > j",
    ],
)
def test_numbers_written_out_multiply(text):
    scope = replace(SCOPE, definitions={"long": ListOf(NUMBER)}, sizes={"long": 1}, lengths={"long": 10_000})
    assert codes(text, scope) == ["WR320"]


def test_numbers_written_out_may_multiply_to_a_million():
    assert codes("count(for i in 1..1000, j in 1..1000 return 1) > years") == []
    assert length_of(tree_of("for i in 0..9, h in honors return h.points"), SCOPE) == 10


def test_what_a_let_names_keeps_its_size():
    scope = replace(SCOPE, definitions={"pairs": ListOf(NUMBER)}, sizes={"pairs": 2})
    assert codes("some x in pairs satisfies x > 1", scope) == []
    assert codes("some x in pairs, y in pairs satisfies x > y", scope) == ["WR320"]


@pytest.mark.parametrize("text", ["for i in 1..count(honors) return i", "for i in -5000..4999 return i"])
def test_a_loop_over_numbers_ends_at_a_count_or_is_written_out(text):
    assert codes(text) == []


@pytest.mark.parametrize(
    "text", ["for i in 0..10000 return i", "for i in years..3 return i", "for i in 1..years return i"]
)
def test_no_other_loop_over_numbers(text):
    assert codes(text) == ["WR320"]
