"""Exact numbers in columns: ratios of whole numbers, compared crosswise; nothing is rounded and nothing overflows."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from fractions import Fraction

import polars as pl

from workshop_rules.evaluate._polars.refused import Refused
from workshop_rules.evaluate._polars.shapes import Constant, NumberColumn
from workshop_rules.language.values import Number

MOST = 10**9
"""The largest absolute value of a fact, times its scale, that is computed with in columns."""
LIMIT = 2**62
FLOAT_SCALE = 1000
"""Floating point facts are computed with in thousandths, where they are that exactly."""

_OPERATORS: dict[str, Callable[[pl.Expr, pl.Expr], pl.Expr]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_MIRRORED = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


def is_number(value: object) -> bool:
    """Whether a constant is a number."""
    return isinstance(value, int | Fraction) and not isinstance(value, bool)


def number(shape: object) -> NumberColumn:
    """A shape as a column of numbers."""
    match shape:
        case NumberColumn():
            return shape
        case Constant(value=value) if is_number(value):
            exact = Fraction(value)  # type: ignore[arg-type]  # a number
            _fits(abs(exact.numerator), exact.denominator)
            top = pl.lit(exact.numerator, pl.Int64)
            return NumberColumn(top, exact.denominator, abs(exact.numerator), exact.denominator)
        case Constant():
            return NumberColumn(pl.lit(None, pl.Int64), 1, 0)
        case _:
            raise Refused("a number is computed from something that is none")


def _fits(*bounds: int) -> None:
    if max(bounds) > LIMIT:
        raise Refused("its numbers could grow beyond 64 bits")


def whole(shape: NumberColumn) -> NumberColumn:
    """The number ready to be computed with; a floating point fact in thousandths, null where it is not exactly that."""
    if shape.floats is None:
        return shape
    scaled = (shape.floats * FLOAT_SCALE).round()
    divisor = shape.floats.is_not_null().cast(pl.Float64) * FLOAT_SCALE  # a column: by a scalar, Polars multiplies
    fits = (scaled / divisor == shape.floats) & (scaled.abs() <= MOST)
    top = pl.when(fits).then(scaled).otherwise(None).cast(pl.Int64)
    return NumberColumn(top, FLOAT_SCALE, MOST, FLOAT_SCALE)


def _wide(below: int | pl.Expr) -> int | pl.Expr:
    return below if isinstance(below, int) else below.cast(pl.Int64)


def add(left: NumberColumn, right: NumberColumn) -> NumberColumn:
    """The sum."""
    left, right = whole(left), whole(right)
    a, b = left.top.cast(pl.Int64), right.top.cast(pl.Int64)
    if isinstance(left.below, int) and isinstance(right.below, int):
        below = math.lcm(left.below, right.below)
        most = left.most * (below // left.below) + right.most * (below // right.below)
        _fits(most, below)
        return NumberColumn(a * (below // left.below) + b * (below // right.below), below, most, below)
    most = left.most * right.most_below + right.most * left.most_below
    _fits(most, left.most_below * right.most_below)
    top = a * _wide(right.below) + b * _wide(left.below)
    return NumberColumn(top, _wide(left.below) * _wide(right.below), most, left.most_below * right.most_below)


def negate(operand: NumberColumn) -> NumberColumn:
    """The number with its sign turned."""
    operand = whole(operand)
    return NumberColumn(-operand.top.cast(pl.Int64), operand.below, operand.most, operand.most_below)


def multiply(left: NumberColumn, right: NumberColumn) -> NumberColumn:
    """The product."""
    left, right = whole(left), whole(right)
    most, most_below = left.most * right.most, left.most_below * right.most_below
    _fits(most, most_below)
    top = left.top.cast(pl.Int64) * right.top.cast(pl.Int64)
    return NumberColumn(top, _wide(left.below) * _wide(right.below), most, most_below)


def divide(left: NumberColumn, right: NumberColumn | Constant) -> NumberColumn:
    """The quotient; null where the divisor is 0."""
    if isinstance(right, Constant) and is_number(right.value) and right.value != 0:
        return multiply(left, number(Constant(1 / Fraction(right.value))))  # type: ignore[arg-type]  # a number
    left, right = whole(left), whole(number(right))
    most, most_below = left.most * right.most_below, left.most_below * right.most
    _fits(most, most_below)
    divisor = right.top.cast(pl.Int64)
    divisor = pl.when(divisor == 0).then(None).otherwise(divisor)
    top = left.top.cast(pl.Int64) * _wide(right.below) * divisor.sign()
    return NumberColumn(top, _wide(left.below) * divisor.abs(), most, most_below)


def floor(operand: NumberColumn) -> NumberColumn:
    """The greatest whole number that is not greater."""
    operand = whole(operand)
    least = operand.below if isinstance(operand.below, int) else 1
    return NumberColumn(operand.top.cast(pl.Int64) // _wide(operand.below), 1, operand.most // least + 1)


def ceiling(operand: NumberColumn) -> NumberColumn:
    """The least whole number that is not less."""
    return negate(floor(negate(operand)))


def modulo(dividend: NumberColumn, divisor: NumberColumn | Constant) -> NumberColumn:
    """What is left over, with the sign of the divisor; null where that is 0."""
    times = floor(divide(dividend, divisor))
    return add(dividend, negate(multiply(number(divisor), times)))


def magnitude(operand: NumberColumn) -> NumberColumn:
    """The number without its sign."""
    operand = whole(operand)
    return NumberColumn(operand.top.cast(pl.Int64).abs(), operand.below, operand.most, operand.most_below)


def compare(op: str, left: NumberColumn | Constant, right: NumberColumn | Constant) -> pl.Expr:
    """Whether `left op right`; where one is not known, but bounds of it are, as far as those decide."""
    found = _compare(op, left, right)
    for one, how, other in ((left, op, right), (right, _MIRRORED[op], left)):
        if isinstance(one, NumberColumn) and one.between is not None:
            found = pl.coalesce(found, _between(how, *one.between, other))
    return found


def _between(op: str, low: pl.Expr, high: pl.Expr, other: NumberColumn | Constant) -> pl.Expr:
    """Whether all numbers between bounds compare so with another, or none does."""
    least, most = (NumberColumn(bound, most=MOST * 2) for bound in (low, high))
    if op in {"=", "!="}:
        outside = _compare(">", least, other) | _compare("<", most, other)
        return pl.when(outside).then(op == "!=").otherwise(None)
    worst, best = (least, most) if op in {">", ">="} else (most, least)
    return pl.when(_compare(op, worst, other)).then(True).when(~_compare(op, best, other)).then(False).otherwise(None)


def _compare(op: str, left: NumberColumn | Constant, right: NumberColumn | Constant) -> pl.Expr:
    if isinstance(right, Constant) and isinstance(left, NumberColumn) and is_number(right.value):
        return _with_constant(op, left, Fraction(right.value))  # type: ignore[arg-type]  # a number
    if isinstance(left, Constant) and isinstance(right, NumberColumn) and is_number(left.value):
        return _with_constant(_MIRRORED[op], right, Fraction(left.value))  # type: ignore[arg-type]  # a number
    a, b = whole(number(left)), whole(number(right))
    _fits(a.most * b.most_below, b.most * a.most_below)
    return _OPERATORS[op](a.top.cast(pl.Int64) * _wide(b.below), b.top.cast(pl.Int64) * _wide(a.below))


def _with_constant(op: str, column: NumberColumn, constant: Fraction) -> pl.Expr:
    if column.floats is not None:
        return _turning(op, column.floats, *least_float(constant))
    if not isinstance(column.below, int):
        other = number(Constant(constant))
        _fits(column.most * other.most_below, other.most * column.most_below)
        return _OPERATORS[op](column.top.cast(pl.Int64) * constant.denominator, constant.numerator * column.below)
    return _turning(op, column.top, *least_whole(constant, column.below))


def _turning(op: str, column: pl.Expr, least: float, exact: bool) -> pl.Expr:
    """A comparison with a constant, of which `least` is the first possible value that is not below it.

    Args:
        op: the comparison.
        column: the values.
        least: the first value that a column can have, and that is not below the constant.
        exact: whether that is the constant itself.
    """
    if exact:
        return _OPERATORS[op](column, pl.lit(least))
    if op in {"=", "!="}:
        return pl.when(column.is_not_null()).then(op == "!=").otherwise(None)
    return column >= pl.lit(least) if op in {">", ">="} else column < pl.lit(least)


def least_whole(constant: Fraction, below: int) -> tuple[int, bool]:
    """The least whole number that, divided by `below`, is not less than the constant, and whether it is the constant.

    Raises:
        Refused: it is too large.
    """
    turn = constant * below
    if abs(turn) > LIMIT:
        raise Refused("its numbers could grow beyond 64 bits")
    return math.ceil(turn), turn.denominator == 1


def least_float(constant: Fraction) -> tuple[float, bool]:
    """The least float whose shortest decimal form is not below the constant, and whether that is the constant.

    Shortest forms grow with the floats, so that what holds of this one decides for all others.
    """
    try:
        least = float(constant)
    except OverflowError as error:
        raise Refused("its numbers could grow beyond 64 bits") from error
    while Fraction(repr(least)) < constant:
        least = math.nextafter(least, math.inf)
    while Fraction(repr(before := math.nextafter(least, -math.inf))) >= constant:
        least = before
    return least, Fraction(repr(least)) == constant


def written(number_: Fraction) -> Number:
    """An exact number in its one form."""
    return number_.numerator if number_.denominator == 1 else number_
