"""Whatever the parser lets through is checked without running out of stack, even where the caller stands deep."""

from bisect import bisect_left

import pytest

from tests.strategies_cases import SCOPE
from workshop_rules.check.expressions import check_expression
from workshop_rules.parse import MAX_DEPTH, parse_expression

SHAPES = {
    "not": ("not(", "in_service", ")"),
    "and, or": ("in_service and (published or (", "in_service", "))"),
    "if": ("if in_service then 1 else (", "1", ")"),
    "sum": ("1 + (", "1", ")"),
    "chain": ("", "1", " + years"),
    "sign": ("-(", "years", ")"),
    "in": ("in_service in (", "true", ")"),
    "list": ("[", "1", "]"),
    "record": ("{a: ", "1", "}"),
    "filter": ("", "honors", "[points > 1]"),
    "call": ("min([", "1", "])"),
}


def deepest(shape):
    """The deepest expression of a shape that the parser lets through."""
    opening, core, closing = SHAPES[shape]

    def parsed(times):
        return parse_expression(opening * times + core + closing * times)

    refused = bisect_left(range(MAX_DEPTH + 1), 1, key=lambda times: len(parsed(times).errors))
    return parsed(refused - 1).unwrap()


def from_deep_down(levels, call):
    return call() if levels == 0 else from_deep_down(levels - 1, call)


@pytest.mark.parametrize("shape", SHAPES)
def test_the_deepest_expression_is_checked(shape):
    tree = deepest(shape)
    found = from_deep_down(150, lambda: check_expression(tree, SCOPE))
    assert found.errors == ()
