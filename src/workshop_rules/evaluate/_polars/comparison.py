"""Comparisons and tests in columns."""

from __future__ import annotations

import operator
from collections.abc import Callable
from functools import reduce
from typing import TYPE_CHECKING

import polars as pl

from workshop_rules.evaluate._polars import numbers
from workshop_rules.evaluate._polars.members import at_hand, holds_for_any, unless_failed
from workshop_rules.evaluate._polars.refused import Refused
from workshop_rules.evaluate._polars.scopes import INPUT
from workshop_rules.evaluate._polars.shapes import Constant, Members, NumberColumn, Plain, RangeColumn, Shape
from workshop_rules.evaluate.interpreter.comparison import compared
from workshop_rules.language import tree as t
from workshop_rules.language.types import (
    BOOLEAN,
    DATE,
    NUMBER,
    STRING,
    Choice,
    Enumeration,
    ListOf,
    RangeOf,
    Type,
)
from workshop_rules.language.values import Error, ListValue, Outcome, Range, Unknown
from workshop_rules.language.walk import mentions_input

if TYPE_CHECKING:
    from workshop_rules.evaluate._polars.translation import Translator

_OPERATORS: dict[str, Callable[[pl.Expr, pl.Expr], pl.Expr]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def is_known(value: object) -> bool:
    """Whether a constant is known."""
    return not isinstance(value, Unknown | Error)


def lowered(value: object, type_: Type) -> object:
    """A constant as it stands in columns: members of enumerations by their place."""
    return type_.members.index(value) if isinstance(type_, Enumeration) and isinstance(value, str) else value


def compare(node: t.Compare, translator: Translator) -> Shape:
    """Whether the comparison holds."""
    return compared_shapes(
        node.op, translator.shape(node.left), translator.shape(node.right), node.left.type, translator
    )


def compared_shapes(op: str, left: Shape, right: Shape, kind: Type, translator: Translator) -> Shape:
    """Whether `left op right` holds, both being of one type."""
    if isinstance(left, Constant) and isinstance(right, Constant):
        return Constant(compared(op, left.value, right.value, kind))
    if any(isinstance(one, Constant) and not is_known(one.value) for one in (left, right)):
        return Constant(Unknown(frozenset({"as_of"})))
    if kind == NUMBER:
        for one in (left, right):
            if not isinstance(one, NumberColumn | Constant):
                raise Refused("a number is compared with something that is none")
        return Plain(numbers.compare(op, left, right))  # type: ignore[arg-type]  # as looked at above
    if kind in {BOOLEAN, STRING, DATE} or isinstance(kind, Enumeration | Choice):
        return Plain(_OPERATORS[op](translator.column(left, kind), translator.column(right, kind)))
    raise Refused(f"a comparison of the type {kind}")


def between(node: t.Between, translator: Translator) -> Shape:
    """`value >= low and value <= high`."""
    value, kind = translator.shape(node.value), node.value.type
    low = compared_shapes(">=", value, translator.shape(node.low), kind, translator)
    high = compared_shapes("<=", value, translator.shape(node.high), kind, translator)
    return Plain(translator.column(low, BOOLEAN) & translator.column(high, BOOLEAN))


def is_in(node: t.In, translator: Translator) -> Shape:
    """Whether the value passes one of the tests."""
    return _any_of(node.tests, translator.shape(node.value), translator)


def unary_tests(node: t.UnaryTests, translator: Translator) -> Shape:
    """Whether `?` passes one of the tests of a cell, or none where they are negated."""
    if not node.tests:
        return Constant(True)
    passed = _any_of(node.tests, translator.variables[INPUT][1], translator)
    return Plain(~translator.column(passed, BOOLEAN)) if node.negated else passed


def _any_of(tests: tuple[t.Expr, ...], value: Shape, translator: Translator) -> Shape:
    with translator.at(translator.level, {INPUT: (translator.level, value)}):
        passed = [translator.column(_passes(test, value, translator), BOOLEAN) for test in tests]
    return Plain(reduce(operator.or_, passed))


def _passes(test: t.Expr, value: Shape, translator: Translator) -> Shape:
    if isinstance(test.type, RangeOf):
        return _within(test, value, test.type.item, translator)
    if isinstance(test.type, ListOf):
        return _among(test, value, test.type.item, translator)
    if test.type == BOOLEAN and mentions_input(test):
        return translator.shape(test)
    return compared_shapes("=", value, translator.shape(test), test.type, translator)


def _within(test: t.Expr, value: Shape, kind: Type, translator: Translator) -> Shape:
    while isinstance(test, t.DefinitionRef):
        test = translator.definition(test.name)
    if isinstance(test, t.RangeLiteral):
        low = None if test.low is None else translator.shape(test.low)
        high = None if test.high is None else translator.shape(test.high)
        low_closed, high_closed = test.low_closed, test.high_closed
    else:
        shape = translator.shape(test)
        if isinstance(shape, RangeColumn):
            return _in_column(shape, value, kind, translator)
        bounds = _known(shape)
        if not isinstance(bounds, Range):
            raise Refused("a range that is computed")
        low = None if bounds.low is None else Constant(bounds.low)
        high = None if bounds.high is None else Constant(bounds.high)
        low_closed, high_closed = bounds.low_closed, bounds.high_closed
    ends = []
    if low is not None:
        ends.append(compared_shapes(">=" if low_closed else ">", value, low, kind, translator))
    if high is not None:
        ends.append(compared_shapes("<=" if high_closed else "<", value, high, kind, translator))
    if not ends:
        return Constant(True)
    return Plain(reduce(operator.and_, [translator.column(end, BOOLEAN) for end in ends]))


def _in_column(range_: RangeColumn, value: Shape, kind: Type, translator: Translator) -> Shape:
    column = translator.column(value, kind)
    upper = pl.when(range_.closed).then(column <= range_.high).otherwise(column < range_.high)
    return Plain((column >= range_.low) & upper)


def _among(test: t.Expr, value: Shape, kind: Type, translator: Translator) -> Shape:
    if isinstance(test, t.ListLiteral):
        members: list[Shape] = [translator.shape(item) for item in test.items]
    else:
        shape = translator.shape(test)
        if isinstance(shape, Members):
            return among(shape, value, kind, translator)
        known = _known(shape)
        if not isinstance(known, ListValue) or known.doubtful or known.open:
            raise Refused("a list that is computed")
        members = [Constant(item) for item in known.items]
    if not members or isinstance(kind, RangeOf):
        raise Refused("a list of ranges, or of nothing")
    equal = [compared_shapes("=", value, member, kind, translator) for member in members]
    found = reduce(operator.or_, [translator.column(one, BOOLEAN) for one in equal])
    return Plain(unless_failed(found, test.items if isinstance(test, t.ListLiteral) else (), translator))


def _known(shape: Shape) -> Outcome | None:
    return shape.value if isinstance(shape, Constant) else None


def among(members: Members | Constant, value: Shape, kind: Type, translator: Translator) -> Shape:
    """Whether a value of the level in question equals one of the members."""
    if isinstance(members, Constant):
        return members
    members = at_hand(members, translator)
    asked = translator.lifted(value, translator.level, members.level)
    equal = compared_shapes("=", asked, members.item, kind, translator)
    hits = translator.column(equal, BOOLEAN)
    hits = hits if members.keep is None else members.keep & hits
    return Plain(holds_for_any(hits, members, translator))
