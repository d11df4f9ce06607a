"""`+ - * / **` and the sign: over numbers, texts, dates, times and durations."""

from __future__ import annotations

import datetime as dt
import operator
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from workshop_rules.evaluate.interpreter import moments
from workshop_rules.evaluate.interpreter.numbers import exact, power, quotient, shifted
from workshop_rules.evaluate.interpreter.scope import Scope
from workshop_rules.evaluate.interpreter.strict import hindrance, placed
from workshop_rules.language import tree as t
from workshop_rules.language.values import DaysTime, Error, Number, Outcome, Unknown, YearsMonths


def negate(node: t.Negate, scope: Scope) -> Outcome:
    """The number or duration with its sign turned."""
    operand = scope.visit(node.operand, scope)
    if isinstance(operand, YearsMonths):
        return YearsMonths(-operand.months)
    if isinstance(operand, DaysTime):
        return DaysTime(-operand.nanoseconds)
    hindered = hindrance(operand)
    return -operand if hindered is None else hindered  # type: ignore[operator]  # the checker leaves numbers only


def arithmetic(node: t.Arithmetic, scope: Scope) -> Outcome:
    """The result of the operation that fits both operands."""
    left = scope.visit(node.left, scope)
    right = scope.visit(node.right, scope)
    hindered = hindrance(left, right)
    if hindered is None:
        return placed(OPERATIONS[node.op, type(left), type(right)](left, right), node)
    return _moved(node.op, left, right) or hindered


def _moved(op: str, left: Outcome, right: Outcome) -> Unknown | None:
    """An unknown that has bounds, with a known whole number added or taken away: the bounds move along."""
    if op == "+" and isinstance(left, int) and isinstance(right, Unknown):
        return shifted(right, left)
    if op in {"+", "-"} and isinstance(left, Unknown) and isinstance(right, int):
        return shifted(left, right if op == "+" else -right)
    return None


def _months_times(duration: YearsMonths, number: Number) -> YearsMonths | Error:
    return moments.whole_months(duration.months * Fraction(number))


def _time_times(duration: DaysTime, number: Number) -> DaysTime | Error:
    return moments.whole_nanoseconds(duration.nanoseconds * Fraction(number))


def _months_by(duration: YearsMonths, number: Number) -> YearsMonths | Error:
    part = quotient(duration.months, number)
    return part if isinstance(part, Error) else moments.whole_months(part)


def _time_by(duration: DaysTime, number: Number) -> DaysTime | Error:
    part = quotient(duration.nanoseconds, number)
    return part if isinstance(part, Error) else moments.whole_nanoseconds(part)


def _turned(operation: Callable[[Any, Any], Outcome]) -> Callable[[Any, Any], Outcome]:
    """The operation with its operands the other way round."""
    return lambda left, right: operation(right, left)


Operation = Callable[[Any, Any], Outcome]

_NUMBERS: dict[str, Operation] = {
    "+": lambda left, right: exact(Fraction(left + right)),
    "-": lambda left, right: exact(Fraction(left - right)),
    "*": lambda left, right: exact(Fraction(left * right)),
    "/": quotient,
    "**": power,
}

_OTHERS: dict[tuple[str, type, type], Operation] = {
    ("+", str, str): operator.add,
    ("+", YearsMonths, YearsMonths): lambda left, right: YearsMonths(left.months + right.months),
    ("-", YearsMonths, YearsMonths): lambda left, right: YearsMonths(left.months - right.months),
    ("/", YearsMonths, YearsMonths): lambda left, right: quotient(left.months, right.months),
    ("+", DaysTime, DaysTime): lambda left, right: DaysTime(left.nanoseconds + right.nanoseconds),
    ("-", DaysTime, DaysTime): lambda left, right: DaysTime(left.nanoseconds - right.nanoseconds),
    ("/", DaysTime, DaysTime): lambda left, right: quotient(left.nanoseconds, right.nanoseconds),
    ("-", dt.date, dt.date): moments.between,
    ("-", dt.datetime, dt.datetime): moments.between,
    ("-", dt.time, dt.time): moments.between_times,
    ("+", dt.date, YearsMonths): moments.date_plus_months,
    ("-", dt.date, YearsMonths): lambda date, by: moments.date_plus_months(date, YearsMonths(-by.months)),
    ("+", dt.date, DaysTime): moments.date_plus_time,
    ("-", dt.date, DaysTime): lambda date, by: moments.date_plus_time(date, DaysTime(-by.nanoseconds)),
    ("+", dt.datetime, YearsMonths): moments.moment_plus_months,
    ("-", dt.datetime, YearsMonths): lambda at, by: moments.moment_plus_months(at, YearsMonths(-by.months)),
    ("+", dt.datetime, DaysTime): moments.moment_plus_time,
    ("-", dt.datetime, DaysTime): lambda at, by: moments.moment_plus_time(at, DaysTime(-by.nanoseconds)),
    ("+", dt.time, DaysTime): moments.time_plus_time,
    ("-", dt.time, DaysTime): lambda time, by: moments.time_plus_time(time, DaysTime(-by.nanoseconds)),
}

_EITHER_WAY: dict[tuple[str, type, type], Operation] = {
    ("+", first, second): _turned(_OTHERS["+", second, first])
    for first, second in (
        (YearsMonths, dt.date),
        (DaysTime, dt.date),
        (YearsMonths, dt.datetime),
        (DaysTime, dt.datetime),
        (DaysTime, dt.time),
    )
}

_SCALED: dict[tuple[str, type, type], Operation] = {}
for _number in (int, Fraction):
    _SCALED |= {
        ("*", YearsMonths, _number): _months_times,
        ("*", _number, YearsMonths): _turned(_months_times),
        ("/", YearsMonths, _number): _months_by,
        ("*", DaysTime, _number): _time_times,
        ("*", _number, DaysTime): _turned(_time_times),
        ("/", DaysTime, _number): _time_by,
    }

OPERATIONS: dict[tuple[str, type, type], Operation] = {
    **{(op, left, right): of for op, of in _NUMBERS.items() for left in (int, Fraction) for right in (int, Fraction)},
    **_OTHERS,
    **_EITHER_WAY,
    **_SCALED,
}
"""What an operator does with operands of two Python types; one entry, or several for numbers, a row of `OPERATORS`."""
