"""`+ - * / **` over numbers, texts, dates and durations (DMN 1.5, tables 56 to 60)."""

from __future__ import annotations

import decimal
from decimal import Decimal

from workshop_rules.diagnostics import Span
from workshop_rules.evaluate._dmn.calendar import (
    date_of,
    days_of,
    instant,
    moment_at,
    months_later,
    nanoseconds_of_day,
    offset_of,
    time_of,
)
from workshop_rules.evaluate._dmn.limits import LONGEST_TEXT, too_long
from workshop_rules.evaluate._dmn.values import (
    DECIMAL128,
    Date,
    DateTime,
    FeelValue,
    Null,
    Time,
    kind,
    null,
    number,
)
from workshop_rules.language.calendar import DAY
from workshop_rules.language.values import DaysTime, YearsMonths

LARGEST_EXPONENT = 999_999_999
LONGEST = 10**40
"""The longest duration, in months or nanoseconds; longer than from the first to the last year."""
_VERBS = {"+": "added to", "-": "subtracted from", "*": "multiplied with", "/": "divided by", "**": "raised to"}


def compute(operator: str, left: FeelValue, right: FeelValue, span: Span | None = None) -> FeelValue:
    """`left operator right`; null, with the reason, where the operands have no such operation or it has no result."""
    for operand in (left, right):
        if isinstance(operand, Null):
            return operand if operand.reason else null("null_operand", f"`{operator}` with null", span)
    try:
        result = _compute(operator, left, right)
    except decimal.DivisionByZero:
        return null("division_by_zero", "division by zero", span)
    except (decimal.InvalidOperation, decimal.Overflow):
        return null("number_out_of_range", f"`{operator}` has no result in 34 digits", span)
    if result is None:
        what = f"a {kind(left)} `{operator}` a {kind(right)}"
        return null("no_such_operation", f"there is no {what}", span)
    if isinstance(result, Null) and result.reason is not None and span is not None:
        return null(result.reason.code, result.reason.message, span)
    return result


def negate(operand: FeelValue, span: Span | None = None) -> FeelValue:
    """`-operand`."""
    match operand:
        case Null():
            return operand if operand.reason else null("null_operand", "`-` of null", span)
        case Decimal():
            return DECIMAL128.subtract(Decimal(0), operand)
        case YearsMonths(months):
            return YearsMonths(-months)
        case DaysTime(nanoseconds):
            return DaysTime(-nanoseconds)
        case _:
            return null("no_such_operation", f"there is no negative of a {kind(operand)}", span)


def _compute(operator: str, left: FeelValue, right: FeelValue) -> FeelValue | None:
    match operator:
        case "+":
            return _add(left, right)
        case "-":
            return _subtract(left, right)
        case "*":
            return _multiply(left, right)
        case "/":
            return _divide(left, right)
        case _:
            return _power(left, right)


def _add(left: FeelValue, right: FeelValue) -> FeelValue | None:
    match left, right:
        case Decimal(), Decimal():
            return _plain(DECIMAL128.add(left, right))
        case str(), str():
            return left + right if len(left) + len(right) <= LONGEST_TEXT else too_long()
        case YearsMonths(), YearsMonths():
            return _months(left.months + right.months)
        case DaysTime(), DaysTime():
            return _length(left.nanoseconds + right.nanoseconds)
        case (Date() | Time() | DateTime(), YearsMonths() | DaysTime()):
            return shifted(left, right)
        case (YearsMonths() | DaysTime(), Date() | Time() | DateTime()):
            return shifted(right, left)
        case _:
            return None


def _subtract(left: FeelValue, right: FeelValue) -> FeelValue | None:
    match left, right:
        case Decimal(), Decimal():
            return _plain(DECIMAL128.subtract(left, right))
        case YearsMonths(), YearsMonths():
            return _months(left.months - right.months)
        case DaysTime(), DaysTime():
            return _length(left.nanoseconds - right.nanoseconds)
        case Time(), Time():
            return _time_between(left, right)
        case Date() | DateTime(), Date() | DateTime():
            return _time_between(_moment(left), _moment(right))
        case Date() | Time() | DateTime(), YearsMonths():
            return shifted(left, YearsMonths(-right.months))
        case Date() | Time() | DateTime(), DaysTime():
            return shifted(left, DaysTime(-right.nanoseconds))
        case _:
            return None


def _multiply(left: FeelValue, right: FeelValue) -> FeelValue | None:
    match left, right:
        case Decimal(), Decimal():
            return _plain(DECIMAL128.multiply(left, right))
        case YearsMonths(), Decimal():
            return _months(int(DECIMAL128.multiply(number(left.months), right)))
        case DaysTime(), Decimal():
            return _length(int(DECIMAL128.multiply(number(left.nanoseconds), right)))
        case Decimal(), YearsMonths() | DaysTime():
            return _multiply(right, left)
        case _:
            return None


def _divide(left: FeelValue, right: FeelValue) -> FeelValue | None:
    match left, right:
        case Decimal(), Decimal():
            return _plain(_quotient(left, right))
        case YearsMonths(), Decimal():
            return _months(int(_quotient(number(left.months), right)))
        case DaysTime(), Decimal():
            return _length(int(_quotient(number(left.nanoseconds), right)))
        case YearsMonths(), YearsMonths():
            return _plain(_quotient(number(left.months), number(right.months)))
        case DaysTime(), DaysTime():
            return _plain(_quotient(number(left.nanoseconds), number(right.nanoseconds)))
        case _:
            return None


def _power(left: FeelValue, right: FeelValue) -> FeelValue | None:
    if not (isinstance(left, Decimal) and isinstance(right, Decimal)):
        return None
    if abs(right) > LARGEST_EXPONENT:
        return null("number_out_of_range", "the exponent is out of range")
    if not right:
        return Decimal(1)
    if not left and right < 0:
        raise decimal.DivisionByZero
    return _plain(DECIMAL128.power(left, right))


def _quotient(left: Decimal, right: Decimal) -> Decimal:
    if not right:
        raise decimal.DivisionByZero
    return DECIMAL128.divide(left, right)


def _months(months: int) -> YearsMonths | Null:
    if abs(months) > LONGEST:
        return null("duration_out_of_range", "the duration is too long")
    return YearsMonths(months)


def _length(nanoseconds: int) -> DaysTime | Null:
    if abs(nanoseconds) > LONGEST:
        return null("duration_out_of_range", "the duration is too long")
    return DaysTime(nanoseconds)


def _plain(value: Decimal) -> Decimal:
    """A result without a negative zero, which FEEL does not have."""
    return value or abs(value)


def shifted(value: Date | Time | DateTime, duration: YearsMonths | DaysTime) -> Date | Time | DateTime | Null | None:
    """A value moved by a duration; months keep the day, or take a shorter month's last. None where undefined."""
    result: Date | Time | DateTime | None
    match value, duration:
        case Time(), DaysTime():
            return time_of(nanoseconds_of_day(value) + duration.nanoseconds, value.zone)
        case Date(), DaysTime():
            result = date_of((days_of(value) * DAY + duration.nanoseconds) // DAY)
        case DateTime(), DaysTime():
            offset = offset_of(value) or 0
            result = moment_at(instant(value, offset) + duration.nanoseconds, value.time.zone)
        case Date(), YearsMonths():
            result = months_later(value, duration.months)
        case DateTime(), YearsMonths():
            date = months_later(value.date, duration.months)
            result = None if date is None else DateTime(date, value.time)
        case _:
            return None
    return null("date_out_of_range", "the date has a year that FEEL does not have") if result is None else result


def _moment(value: Date | DateTime) -> DateTime:
    """A date as a date and time: midnight in UTC."""
    return DateTime(value, Time(0, 0, 0, 0, 0)) if isinstance(value, Date) else value


def _time_between(left: Time | DateTime, right: Time | DateTime) -> DaysTime | Null:
    first, second = offset_of(left), offset_of(right)
    if (first is None) != (second is None):
        return null("zone_missing", "one of the two has a time zone, the other has none")
    return DaysTime(instant(left, first or 0) - instant(right, second or 0))
