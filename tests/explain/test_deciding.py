"""Which parts of a condition decided it, by Kleene's logic."""

from decimal import Decimal

import pytest

from workshop_rules.diagnostics import Source, Span
from workshop_rules.evaluate.evaluation import Trace
from workshop_rules.explain.deciding import deciding, deciding_criteria, holding
from workshop_rules.explain.tree import Holding
from workshop_rules.language import tree
from workshop_rules.language.values import Error, Outcome, Unknown

SPAN = Span(Source("test", "x"), 0, 1)
UNKNOWN = Unknown(frozenset({"x"}))
ERROR = Error("division_by_zero", "no result")
NAMES: dict[str, Outcome] = {"T": True, "F": False, "U": UNKNOWN, "E": ERROR}


def leaves(letters):
    return tuple(
        Trace(tree.FactRef(f"{letter}{place}", span=SPAN), NAMES[letter]) for place, letter in enumerate(letters)
    )


def letters(traces):
    return "".join(trace.node.path[0] for trace in traces)


def trace_of(kind, operands, value, **more):
    parts = leaves(operands)
    node = kind(operands=tuple(part.node for part in parts), span=SPAN, **more)
    return Trace(node, NAMES[value], parts)


@pytest.mark.parametrize(
    ("kind", "operands", "value", "decided"),
    [
        (tree.And, "TTT", "T", "TTT"),
        (tree.And, "TFUF", "F", "FF"),
        (tree.And, "TUUT", "U", "UU"),
        (tree.And, "UEU", "U", "UU"),
        (tree.And, "TET", "E", "E"),
        (tree.Or, "FTUT", "T", "TT"),
        (tree.Or, "FF", "F", "FF"),
        (tree.Or, "FUF", "U", "U"),
    ],
)
def test_groups(kind, operands, value, decided):
    assert letters(deciding(trace_of(kind, operands, value))) == decided


@pytest.mark.parametrize(
    ("operands", "value", "decided"), [("TTFU", "T", "TT"), ("TFFF", "F", "FFF"), ("TUFF", "U", "U")]
)
def test_at_least(operands, value, decided):
    two = tree.NumberLiteral(Decimal(2), span=SPAN)
    assert letters(deciding(trace_of(tree.AtLeast, operands, value, count=two))) == decided


@pytest.mark.parametrize(
    ("condition", "value", "decided"), [("T", "F", "TF"), ("F", "T", "FT"), ("U", "T", "T"), ("U", "U", "UU")]
)
def test_if(condition, value, decided):
    test, branch = leaves(condition + value)
    other = tree.BooleanLiteral(True, span=SPAN)
    trace = Trace(tree.If(test.node, branch.node, other, span=SPAN), NAMES[value], (test, branch))
    assert letters(deciding(trace)) == decided


def test_criteria_that_did_not_count_are_left_out():
    criteria = [Trace(tree.CriterionRef(name, span=SPAN), NAMES[name[0]]) for name in ("T1", "F1", "U1", "F2")]
    both = Trace(tree.And(tuple(c.node for c in criteria), span=SPAN), False, tuple(criteria))
    word = Trace(tree.StringLiteral("ineligible", span=SPAN), "ineligible")
    whole = Trace(tree.If(both.node, word.node, word.node, span=SPAN), "ineligible", (both, word))
    assert set(deciding_criteria(whole)) == {"F1", "F2"}


@pytest.mark.parametrize(
    ("value", "expected"),
    [(True, Holding.HOLDS), (False, Holding.FAILS), (UNKNOWN, Holding.UNKNOWN), (ERROR, Holding.ERROR)],
)
def test_holding(value, expected):
    assert holding(value) is expected
