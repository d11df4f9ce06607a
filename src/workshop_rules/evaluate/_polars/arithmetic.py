"""Arithmetic in columns: of numbers, texts, dates and lengths of time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

import polars as pl

from workshop_rules.evaluate._polars import dates, numbers
from workshop_rules.evaluate._polars.refused import Refused
from workshop_rules.evaluate._polars.shapes import Constant, NumberColumn, Plain, Shape
from workshop_rules.evaluate.interpreter.arithmetic import OPERATIONS
from workshop_rules.language import tree as t
from workshop_rules.language.types import DATE, NUMBER, STRING, YEARS_MONTHS
from workshop_rules.language.values import Error, Outcome, Unknown

if TYPE_CHECKING:
    from workshop_rules.evaluate._polars.translation import Translator


def negate(node: t.Negate, translator: Translator) -> Shape:
    """The number with its sign turned."""
    if node.type != NUMBER:
        raise Refused(f"a computed {node.type}")
    return numbers.negate(numbers.number(translator.shape(node.operand)))


_NUMBERS: Mapping[str, Callable[[NumberColumn, NumberColumn], NumberColumn]] = MappingProxyType(
    {
        "+": numbers.add,
        "-": lambda left, right: numbers.add(left, numbers.negate(right)),
        "*": numbers.multiply,
    }
)


def _moved(op: str, left: Shape, right: Shape) -> tuple[pl.Expr, pl.Expr] | None:
    """The bounds of a number to which a known whole number is added, or from which one is taken away."""
    one, other = (left, right) if op == "+" else (left, None)
    moved = [_by(op, one, right), None if other is None else _by(op, other, left)]
    known = [bounds for bounds in moved if bounds is not None]
    if not known:
        return None
    return pl.coalesce([low for low, _ in known]), pl.coalesce([high for _, high in known])


def _by(op: str, number: Shape, distance: Shape) -> tuple[pl.Expr, pl.Expr] | None:
    """The bounds of a number that is not known, moved by one that is, where that is whole."""
    if op == "*" or not isinstance(number, NumberColumn) or number.between is None:
        return None
    if isinstance(distance, Constant):
        if type(distance.value) is not int:
            return None
        by: int | pl.Expr = distance.value
    elif isinstance(distance, NumberColumn):
        known = numbers.whole(distance)
        if not isinstance(known.below, int):
            return None
        by = pl.when(known.top % known.below == 0).then(known.top // known.below)
    else:
        return None
    low, high = (pl.when(number.top.is_null()).then(end) for end in number.between)
    return (low + by, high + by) if op == "+" else (low - by, high - by)


def computed(node: t.Arithmetic, translator: Translator) -> Shape:
    """The result of the operation that fits both operands."""
    left, right = translator.shape(node.left), translator.shape(node.right)
    if isinstance(left, Constant) and isinstance(right, Constant):
        return _known_beforehand(node.op, left.value, right.value)
    if node.op in {"+", "*"} and node.type not in {NUMBER, node.left.type}:
        left, right = right, left
    match node.type:
        case _ if node.left.type == node.right.type == NUMBER:
            if node.op == "/":
                return numbers.divide(numbers.number(left), _divisor(right))
            if node.op in _NUMBERS:
                found = _NUMBERS[node.op](numbers.number(left), numbers.number(right))
                return replace(found, between=_moved(node.op, left, right))
        case _ if node.type == DATE and isinstance(left, Plain | Constant):
            return dates.moved(translator.column(left, DATE), node.op, right)
        case _ if node.left.type == node.right.type == STRING and node.op == "+":
            return Plain(translator.column(left, STRING) + translator.column(right, STRING))
        case _ if node.type == YEARS_MONTHS and node.op == "*":
            return dates.months_times(left, right)
        case _:
            pass
    raise Refused(f"`{node.op}` of a {node.left.type} and a {node.right.type}")


def _known_beforehand(op: str, left: Outcome, right: Outcome) -> Constant:
    for operand in (left, right):
        if isinstance(operand, Unknown | Error):
            return Constant(Unknown(frozenset({"as_of"})))
    return Constant(OPERATIONS[op, type(left), type(right)](left, right))


def _divisor(shape: Shape) -> NumberColumn | Constant:
    return shape if isinstance(shape, Constant) else numbers.number(shape)


def floor(node: t.BuiltinCall, translator: Translator) -> Shape:
    """The greatest whole number that is not greater."""
    return _of_one(node, numbers.floor, translator)


def ceiling(node: t.BuiltinCall, translator: Translator) -> Shape:
    """The least whole number that is not less."""
    return _of_one(node, numbers.ceiling, translator)


def magnitude(node: t.BuiltinCall, translator: Translator) -> Shape:
    """The number without its sign."""
    return _of_one(node, numbers.magnitude, translator)


def _of_one(node: t.BuiltinCall, compute: Callable[[NumberColumn], NumberColumn], translator: Translator) -> Shape:
    if len(node.arguments) != 1 or node.arguments[0].type != NUMBER:
        raise Refused(f"`{node.function}` with a scale, or of a duration")
    return compute(numbers.number(translator.shape(node.arguments[0])))


def modulo(node: t.BuiltinCall, translator: Translator) -> Shape:
    """What is left over of a division."""
    dividend, divisor = (translator.shape(argument) for argument in node.arguments)
    return numbers.modulo(numbers.number(dividend), _divisor(divisor))
