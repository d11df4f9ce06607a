"""By how much a condition is missed, and which of several records comes nearest to what is asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from workshop_rules.evaluate.evaluation import Trace
from workshop_rules.explain.deciding import part
from workshop_rules.explain.wording.expressions import noun
from workshop_rules.explain.wording.shapes import OPPOSITE, oriented, share
from workshop_rules.explain.wording.speech import Speech
from workshop_rules.language import tree
from workshop_rules.language.tree import Expr
from workshop_rules.language.types import Enumeration
from workshop_rules.language.values import Outcome, Range, Unknown
from workshop_rules.language.walk import walk

_YEAR = 365.25
_STEP = 3
"""A step of an order, such as a level of honours, counts as much as so many years."""
_OTHERWISE = 30.0
"""What is simply not so, such as the kind of an honour, is farther off than most distances that can be measured."""
_ANOTHER = 60.0
"""What is another thing than the one asked for, such as the opinion of another body, is farther off still."""
_AT_LEAST = frozenset({">", ">="})
_AT_MOST = frozenset({"<", "<="})
_UNKNOWN = 0.5
"""An unknown part counts half of one that fails: it may yet turn out well."""


@dataclass(frozen=True, slots=True)
class Miss:
    """How far a condition is from being true.

    Attributes:
        cost: how many of its parts fail, an unknown one counting half; and, below one, by how much.
        leaves: the parts that fail or are not known, and for each whether it should hold (not so under `not`).
    """

    cost: float
    leaves: tuple[tuple[Trace, bool], ...] = ()


def miss(trace: Trace, *, wanted: bool = True) -> Miss:
    """How far a condition is from being as `wanted`."""
    if trace.value is wanted:
        return Miss(0.0)
    match trace.node:
        case tree.And(operands=operands) if wanted:
            return _together(trace, operands, wanted=True)
        case tree.Or(operands=operands) if not wanted:
            return _together(trace, operands, wanted=False)
        case tree.And(operands=operands) | tree.Or(operands=operands):
            return _nearest(trace, operands, wanted=wanted)
        case tree.Not(operand=operand):
            return _nearest(trace, (operand,), wanted=not wanted)
        case tree.Labelled(operand=operand) | tree.Presupposes(operand=operand):
            return _nearest(trace, (operand,), wanted=wanted)
        case tree.If(condition=condition) if part(trace, condition) is not None:
            tested = part(trace, condition)
            if tested is not None and isinstance(tested.value, Unknown):
                return Miss(_UNKNOWN, ((tested, True),))
            chosen = tuple(child.node for child in trace.children if child.node is not condition)
            return _nearest(trace, chosen, wanted=wanted)
        case tree.DefinitionRef() if len(trace.children) == 1:
            return _nearest(trace, (trace.children[0].node,), wanted=wanted)
        case _:
            pass
    if isinstance(trace.value, Unknown):
        return Miss(_UNKNOWN, ((trace, wanted),))
    size = distance(trace, wanted=wanted)
    return Miss(1 + size / (1 + size) / 2, ((trace, wanted),))


def nearest(traces: Sequence[Trace], *, wanted: bool = True) -> tuple[Trace, Miss]:
    """The case that comes nearest, the first of equals."""
    measured = [(trace, miss(trace, wanted=wanted)) for trace in traces]
    return min(measured, key=lambda one: one[1].cost)


def distance(trace: Trace, *, wanted: bool = True) -> float:
    """How far apart the two sides of a comparison are: years, steps of an order, or parts of the number asked for."""
    match trace.node:
        case tree.In(value=value, tests=tests):
            subject = _value(trace, value)
            spans = (_value(trace, test) for test in tests)
            ends = [end for span in spans if isinstance(span, Range) for end in (span.low, span.high)]
            another = _ANOTHER if isinstance(value.type, Enumeration) else _OTHERWISE
            return min((_apart(subject, end, value) for end in ends if end is not None), default=another)
        case tree.Between(value=value, low=low, high=high):
            subject = _value(trace, value)
            return min(_apart(subject, _value(trace, end), value) for end in (low, high))
        case tree.Compare(op="=", left=left) if wanted and isinstance(left.type, Enumeration):
            return _ANOTHER
        case tree.Compare(op=op, left=left, right=right) if wanted or op != "!=":
            return _apart(_value(trace, left), _value(trace, right), left)
        case _:
            return _OTHERWISE


def difference(speech: Speech, trace: Trace, *, wanted: bool = True) -> str | None:
    """By how much a comparison is missed, in words; None where there is no saying so."""
    match trace.node:
        case tree.Compare() as node:
            if share(speech.terms, node) is not None or isinstance(node.left, tree.Arithmetic):
                return None
            subject, op, other = oriented(speech.terms, node)
            op = op if wanted else OPPOSITE[op]
            return _off(speech, subject, _value(trace, subject), op, _value(trace, other))
        case tree.In(value=subject, tests=(tree.RangeLiteral() as test,)) if wanted:
            span = _value(trace, test)
            ends = (span.low, span.high) if isinstance(span, Range) else (None, None)
            return _outside(speech, subject, _value(trace, subject), *ends)
        case tree.Between(value=subject, low=low, high=high) if wanted:
            return _outside(speech, subject, _value(trace, subject), _value(trace, low), _value(trace, high))
        case _:
            return None


def _together(trace: Trace, operands: tuple[Expr, ...], *, wanted: bool) -> Miss:
    found = [miss(one, wanted=wanted) for operand in operands if (one := part(trace, operand)) is not None]
    return Miss(sum(one.cost for one in found), tuple(leaf for one in found for leaf in one.leaves))


def _nearest(trace: Trace, operands: tuple[Expr, ...], *, wanted: bool) -> Miss:
    traces = [one for operand in operands if (one := part(trace, operand)) is not None]
    if sum(isinstance(one.value, Unknown) for one in traces) > 1:  # any of them may turn out well: none is asked for
        return Miss(_UNKNOWN, ((trace, wanted),))
    by_facts = [one for one in traces if _reads_facts(one.node)]
    found = [miss(one, wanted=wanted) for one in by_facts or traces]
    return min(found, key=lambda one: one.cost, default=Miss(1.0, ((trace, wanted),)))


def _reads_facts(node: Expr) -> bool:
    """Whether more than readings and thresholds goes into a condition: what is chosen is nothing that a case lacks."""
    return any(isinstance(one, tree.FactRef | tree.Name | tree.DefinitionRef | tree.DecisionRef) for one in walk(node))


def _value(trace: Trace, node: Expr) -> Outcome | None:
    found = part(trace, node)
    return None if found is None else found.value


def _apart(value: Outcome | None, other: Outcome | None, node: Expr) -> float:
    if (days := _days(value, other)) is not None:
        return abs((days[0] - days[1]).days) / _YEAR
    if (numbers := _numbers(value, other)) is not None:
        return float(abs(numbers[0] - numbers[1]) / max(abs(numbers[1]), Fraction(1)))
    if isinstance(node.type, Enumeration) and node.type.ordered and isinstance(value, str) and isinstance(other, str):
        return float(abs(node.type.members.index(value) - node.type.members.index(other))) * _STEP
    return _OTHERWISE


def _off(speech: Speech, subject: Expr, value: Outcome | None, op: str, other: Outcome | None) -> str | None:
    """How far a value is on the wrong side of a bound."""
    if op not in _AT_LEAST | _AT_MOST:
        return None
    if (numbers := _numbers(value, other)) is not None and numbers[0] != numbers[1]:
        gap = speech.language.number(abs(numbers[0] - numbers[1]), speech.unit(subject))
        return speech.say("short" if op in _AT_LEAST else "over", gap, subject=noun(speech, subject))
    if (days := _days(value, other)) is not None and days[0] != days[1]:
        gap = speech.language.apart(min(days), max(days))
        return speech.say("too_early" if op in _AT_LEAST else "too_late", gap, subject=noun(speech, subject))
    return None


def _outside(
    speech: Speech, subject: Expr, value: Outcome | None, low: Outcome | None, high: Outcome | None
) -> str | None:
    """How far a value lies outside a range; None where it lies at an end that does not belong to it."""
    for end, op in ((low, ">="), (high, "<=")):
        if (days := _days(value, end)) is not None and (days[0] < days[1] if op == ">=" else days[0] > days[1]):
            return speech.say("outside_window", speech.language.apart(min(days), max(days)))
        numbers = _numbers(value, end)
        if numbers is not None and (numbers[0] < numbers[1] if op == ">=" else numbers[0] > numbers[1]):
            return _off(speech, subject, value, op, end)
    return None


def _days(value: Outcome | None, other: Outcome | None) -> tuple[dt.date, dt.date] | None:
    """The two as days, where both are."""
    if not isinstance(value, dt.date) or not isinstance(other, dt.date):
        return None
    return None if isinstance(value, dt.datetime) or isinstance(other, dt.datetime) else (value, other)


def _numbers(value: Outcome | None, other: Outcome | None) -> tuple[Fraction, Fraction] | None:
    """The two as numbers, where both are."""
    if isinstance(value, bool) or isinstance(other, bool):
        return None
    if not isinstance(value, int | Fraction) or not isinstance(other, int | Fraction):
        return None
    return Fraction(value), Fraction(other)
