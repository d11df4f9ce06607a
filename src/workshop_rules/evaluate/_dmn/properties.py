"""The components of values: entries of contexts, parts of dates, times, durations and ranges (tables 64 to 67)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from workshop_rules.diagnostics import Span, nearest
from workshop_rules.evaluate._dmn.calendar import day, offset_of
from workshop_rules.evaluate._dmn.values import (
    DECIMAL128,
    NULL,
    Date,
    DateTime,
    FeelValue,
    Null,
    RangeValue,
    Time,
    kind,
    null,
    number,
)
from workshop_rules.language import calendar
from workshop_rules.language.calendar import DAY, HOUR, MINUTE, SECOND
from workshop_rules.language.values import DaysTime, YearsMonths

_Component = Callable[[Any], FeelValue]


def _time_offset(value: Time | DateTime) -> FeelValue:
    offset = offset_of(value)
    return NULL if offset is None else DaysTime(offset * SECOND)


def _timezone(time: Time) -> FeelValue:
    return time.zone if isinstance(time.zone, str) else NULL


def _second(time: Time) -> FeelValue:
    if not time.nanosecond:
        return number(time.second)
    return DECIMAL128.add(Decimal(time.second), Decimal(time.nanosecond).scaleb(-9)).normalize(DECIMAL128)


def _part(size: int, limit: int | None) -> Callable[[DaysTime], FeelValue]:
    """A normalized component of a days and time duration, with its sign."""

    def component(duration: DaysTime) -> FeelValue:
        length = abs(duration.nanoseconds) // size
        length = length if limit is None else length % limit
        return number(-length if duration.nanoseconds < 0 else length)

    return component


def _seconds(duration: DaysTime) -> FeelValue:
    length = Decimal(abs(duration.nanoseconds) % MINUTE).scaleb(-9).normalize(DECIMAL128)
    plain = DECIMAL128.quantize(length, Decimal(1)) if length == length.to_integral_value() else length
    return -plain if duration.nanoseconds < 0 and plain else plain


def _years_months(take: Callable[[int], int]) -> Callable[[YearsMonths], FeelValue]:
    def component(duration: YearsMonths) -> FeelValue:
        length = take(abs(duration.months))
        return number(-length if duration.months < 0 else length)

    return component


def _of_part(part: str, of: _Component) -> _Component:
    """A component of the date or of the time of a date and time."""
    return lambda value: of(getattr(value, part))


_DATE: Mapping[str, _Component] = {
    "year": lambda date: number(date.year),
    "month": lambda date: number(date.month),
    "day": lambda date: number(date.day),
    "weekday": lambda date: number(calendar.weekday(day(date))),
}
_TIME: Mapping[str, _Component] = {
    "hour": lambda time: number(time.hour),
    "minute": lambda time: number(time.minute),
    "second": _second,
    "time offset": _time_offset,
    "timezone": _timezone,
}
COMPONENTS: Mapping[type, Mapping[str, _Component]] = {
    Date: _DATE,
    Time: _TIME,
    DateTime: {
        **{name: _of_part("date", of) for name, of in _DATE.items()},
        **{name: _of_part("time", of) for name, of in _TIME.items()},
        "time offset": _time_offset,
    },
    YearsMonths: {
        "years": _years_months(lambda months: months // 12),
        "months": _years_months(lambda months: months % 12),
    },
    DaysTime: {
        "days": _part(DAY, None),
        "hours": _part(HOUR, 24),
        "minutes": _part(MINUTE, 60),
        "seconds": _seconds,
    },
    RangeValue: {
        "start": lambda value: value.low,
        "end": lambda value: value.high,
        "start included": lambda value: value.low_closed,
        "end included": lambda value: value.high_closed,
    },
}
"""By the Python type of a value: its components' names, and how to get them."""


def component(value: FeelValue, name: str, span: Span | None = None) -> FeelValue:
    """`value.name`; of a list, that of each item."""
    if isinstance(value, tuple):
        return tuple(component(item, name, span) for item in value)
    if isinstance(value, dict):
        if name in value:
            return value[name]
        hint = nearest(name, value)
        meant = f"; did you mean `{hint}`?" if hint else ""
        return null("no_such_entry", f"the context has no entry `{name}`{meant}", span)
    if isinstance(value, Null):
        return value if value.reason else null("null_operand", f"`.{name}` of null", span)
    get = COMPONENTS.get(type(value), {}).get(name)
    if get is None:
        return null("no_such_component", f"a {kind(value)} has no component `{name}`", span)
    return get(value)
