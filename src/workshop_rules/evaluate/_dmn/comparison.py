"""Equality, identity and order (DMN 1.5, tables 52 to 54).

Dates and times with a fraction of a second compare by whole seconds, as the standard's value functions count them.
Where one of two has no zone, it is read on the clock of the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal

from workshop_rules.evaluate._dmn.calendar import instant, offset_of
from workshop_rules.evaluate._dmn.values import (
    NULL,
    Date,
    DateTime,
    FeelValue,
    FunctionValue,
    Null,
    RangeValue,
    Time,
    kind,
    null,
)
from workshop_rules.language.calendar import SECOND
from workshop_rules.language.values import DaysTime, YearsMonths

Truth = bool | Null


def both(operands: Iterable[Truth]) -> Truth:
    """Kleene's `and`."""
    result: Truth = True
    for operand in operands:
        if operand is False:
            return False
        if operand is not True:
            result = operand
    return result


def either(operands: Iterable[Truth]) -> Truth:
    """Kleene's `or`."""
    result: Truth = False
    for operand in operands:
        if operand is True:
            return True
        if operand is not False:
            result = operand
    return result


def negated(operand: Truth) -> Truth:
    """Kleene's `not`."""
    return operand if isinstance(operand, Null) else not operand


def equal(left: FeelValue, right: FeelValue) -> Truth:
    """`left = right`; null where they are of different kinds, and neither is null."""
    if isinstance(left, Null) or isinstance(right, Null):
        return isinstance(left, Null) and isinstance(right, Null)
    match left, right:
        case (bool(), bool()) | (str(), str()) | (Date(), Date()):
            return left == right
        case Decimal(), Decimal():
            return left == right
        case (YearsMonths(), YearsMonths()) | (DaysTime(), DaysTime()):
            return left == right
        case (Time() | DateTime() as one, Time() | DateTime() as other) if type(one) is type(other):
            first, second = _seconds(one, other)
            return first == second
        case tuple(), tuple():
            if len(left) != len(right):
                return False
            return both(equal(a, b) for a, b in zip(left, right, strict=True))
        case dict(), dict():
            if left.keys() != right.keys():
                return False
            return both(equal(value, right[key]) for key, value in left.items())
        case RangeValue(), RangeValue():
            return _same_range(left, right)
        case FunctionValue(), FunctionValue():
            return left is right
        case _:
            return null("not_comparable", f"a {kind(left)} is not comparable with a {kind(right)}")


def less(left: FeelValue, right: FeelValue) -> Truth:
    """`left < right`; null where they are not two values of one ordered kind."""
    match left, right:
        case bool(), bool():
            pass
        case (Decimal(), Decimal()) | (str(), str()):
            return left < right  # type: ignore[operator]  # both are of the same kind
        case Date(), Date():
            return (left.year, left.month, left.day) < (right.year, right.month, right.day)
        case (Time() | DateTime() as one, Time() | DateTime() as other) if type(one) is type(other):
            first, second = _seconds(one, other)
            return first < second
        case YearsMonths(), YearsMonths():
            return left.months < right.months
        case DaysTime(), DaysTime():
            return left.nanoseconds < right.nanoseconds
        case _:
            pass
    if isinstance(left, Null) or isinstance(right, Null):
        return _with_null(left, right)
    return null("not_comparable", f"a {kind(left)} does not come before or after a {kind(right)}")


def at_most(left: FeelValue, right: FeelValue) -> Truth:
    """`left <= right`."""
    before = less(left, right)
    return before if before is True or isinstance(before, Null) else equal(left, right)


COMPARE: dict[str, Callable[[FeelValue, FeelValue], Truth]] = {
    "=": equal,
    "!=": lambda left, right: negated(equal(left, right)),
    "<": less,
    "<=": at_most,
    ">": lambda left, right: less(right, left),
    ">=": lambda left, right: at_most(right, left),
}
"""The comparison operators."""


def identical(left: FeelValue, right: FeelValue) -> bool:
    """`is(left, right)`: the same element of the domain, zones told apart; never null."""
    if type(left) is not type(right):
        return False
    if isinstance(left, tuple) and isinstance(right, tuple):
        return len(left) == len(right) and all(map(identical, left, right))
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(identical(value, right[key]) for key, value in left.items())
    return left == right


def within(value: FeelValue, range_: RangeValue) -> Truth:
    """Whether a value lies in a range; null where an endpoint or the value is."""
    match range_.operator:
        case "":
            low = COMPARE[">=" if range_.low_closed else ">"](value, range_.low)
            high = COMPARE["<=" if range_.high_closed else "<"](value, range_.high)
            return both((low, high))
        case "<" | "<=":
            return COMPARE[range_.operator](value, range_.high)
        case operator:
            return COMPARE[operator](value, range_.low)


def _seconds(left: Time | DateTime, right: Time | DateTime) -> tuple[int, int]:
    """The whole seconds of both from one epoch."""
    first, second = offset_of(left), offset_of(right)
    return (
        instant(left, (second if first is None else first) or 0) // SECOND,
        instant(right, (first if second is None else second) or 0) // SECOND,
    )


def _same_range(left: RangeValue, right: RangeValue) -> Truth:
    if (left.operator, left.low_closed, left.high_closed) != (right.operator, right.low_closed, right.high_closed):
        return False
    return both((equal(left.low, right.low), equal(left.high, right.high)))


def _with_null(left: FeelValue, right: FeelValue) -> Null:
    """The null that a comparison with null gives: its reason, if it has one."""
    for value in (left, right):
        if isinstance(value, Null) and value.reason is not None:
            return value
    return NULL if isinstance(left, Null) and isinstance(right, Null) else null("null_operand", "compared with null")
