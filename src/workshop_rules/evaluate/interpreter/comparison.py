"""Comparisons: `= != < <= > >=`, `between`, `in`, and the cells of decision tables."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Any, cast

from workshop_rules.evaluate.interpreter.scope import INPUT, Scope
from workshop_rules.evaluate.interpreter.strict import hindrance
from workshop_rules.language import tree as t
from workshop_rules.language.truth import Truth, conjunction, disjunction, negation
from workshop_rules.language.types import BOOLEAN, Enumeration, ListOf, RangeOf, Type
from workshop_rules.language.values import DaysTime, Error, ListValue, Outcome, Range, Unknown, YearsMonths
from workshop_rules.language.walk import mentions_input

_HOLDS: Mapping[str, Callable[[Any, Any], bool]] = MappingProxyType(
    {
        "=": operator.eq,
        "!=": operator.ne,
        "<": operator.lt,
        "<=": operator.le,
        ">": operator.gt,
        ">=": operator.ge,
    }
)
_MIRRORED = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


def compare(node: t.Compare, scope: Scope) -> Truth:
    """Whether the comparison holds."""
    left = scope.visit(node.left, scope)
    right = scope.visit(node.right, scope)
    return compared(node.op, left, right, node.left.type)


def between(node: t.Between, scope: Scope) -> Truth:
    """`value >= low and value <= high`."""
    value = scope.visit(node.value, scope)
    low = scope.visit(node.low, scope)
    high = scope.visit(node.high, scope)
    kind = node.value.type
    return conjunction((compared(">=", value, low, kind), compared("<=", value, high, kind)))


def is_in(node: t.In, scope: Scope) -> Truth:
    """Whether the value passes one of the tests."""
    inside = scope.bind(INPUT, scope.visit(node.value, scope))
    return disjunction([_passes(test, scope.visit(test, inside), inside) for test in node.tests])


def unary_tests(node: t.UnaryTests, scope: Scope) -> Truth:
    """Whether `?` passes one of the tests of a cell, or none where they are negated; a cell without tests is passed."""
    if not node.tests:
        return True
    passed = disjunction([_passes(test, scope.visit(test, scope), scope) for test in node.tests])
    return negation(passed) if node.negated else passed


def _passes(test: t.Expr, outcome: Outcome, scope: Scope) -> Truth:
    """Whether `?` passes a test that came to `outcome`."""
    value = scope.variables[INPUT]
    if isinstance(test.type, RangeOf):
        return within(value, outcome, test.type.item)
    if isinstance(test.type, ListOf):
        return among(value, outcome, test.type.item)
    if test.type == BOOLEAN and mentions_input(test):
        return outcome  # type: ignore[return-value]  # a condition on `?`, which the checker has found boolean
    return compared("=", value, outcome, test.type)


def among(value: Outcome, members: Outcome, kind: Type) -> Truth:
    """Whether some member of a list equals the value, or is a range that it lies in."""
    hindered = hindrance(members)
    if hindered is not None:
        return hindered
    known = cast("ListValue", members)
    cases: list[Truth] = [_matches(value, member, kind) for member in known.items]
    cases += (conjunction((reason, _matches(value, member, kind))) for member, reason in known.doubtful)
    if known.open:
        cases.append(Unknown(known.open))
    return disjunction(cases)


def _matches(value: Outcome, member: Outcome, kind: Type) -> Truth:
    if isinstance(kind, RangeOf):
        return within(value, member, kind.item)
    return compared("=", value, member, kind)


def within(value: Outcome, bounds: Outcome, kind: Type) -> Truth:
    """Whether a value lies in a range: beyond its one end and short of the other."""
    hindered = hindrance(bounds)
    if hindered is not None:
        return hindered
    known = cast("Range", bounds)
    ends: list[Truth] = []
    if known.low is not None:
        ends.append(compared(">=" if known.low_closed else ">", value, known.low, kind))
    if known.high is not None:
        ends.append(compared("<=" if known.high_closed else "<", value, known.high, kind))
    return conjunction(ends)


def compared(op: str, left: Outcome, right: Outcome, kind: Type) -> Truth:
    """Whether `left op right` holds, for two outcomes of one type."""
    hindered = hindrance(left, right)
    if hindered is None and op in {"=", "!="}:
        return (left == right) is (op == "=")
    if hindered is None:
        return _HOLDS[op](rank(left, kind), rank(right, kind))
    if isinstance(left, Unknown) and isinstance(right, int | Fraction):
        return _settled_by_bounds(op, left, right, hindered)
    if isinstance(right, Unknown) and isinstance(left, int | Fraction):
        return _settled_by_bounds(_MIRRORED[op], right, left, hindered)
    return hindered


def rank(value: Any, kind: Type) -> Any:  # noqa: ANN401 (what Python can compare)
    """What the order of a type goes by: in an ordered enumeration the place, of a duration the length."""
    if isinstance(kind, Enumeration):
        return kind.members.index(value)
    length = _LENGTHS.get(type(value))
    return value if length is None else length(value)


_LENGTHS: Mapping[type, Callable[[Any], int]] = MappingProxyType(
    {YearsMonths: operator.attrgetter("months"), DaysTime: operator.attrgetter("nanoseconds")}
)


def _settled_by_bounds(op: str, unknown: Unknown, number: int | Fraction, otherwise: Unknown | Error) -> Truth:
    """Whether every number within the bounds gives the same answer, and which; else `otherwise`."""
    low = -math.inf if unknown.low is None else unknown.low
    high = math.inf if unknown.high is None else unknown.high
    if op in {"=", "!="}:
        if low == high == number:
            return op == "="
        return otherwise if low <= number <= high else op == "!="
    # The others turn at one point: where both ends agree, so does all between them.
    holds = _HOLDS[op](low, number)
    return holds if holds == _HOLDS[op](high, number) else otherwise
