"""Functions that make dates, times and durations, or look at them (DMN 1.5, tables 72, 77 and 79)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal

from workshop_rules.evaluate._dmn import iso
from workshop_rules.evaluate._dmn.calendar import day, in_calendar
from workshop_rules.evaluate._dmn.comparison import identical
from workshop_rules.evaluate._dmn.values import Date, DateTime, FeelValue, Null, Time, Zone, null, number
from workshop_rules.language import calendar
from workshop_rules.language.calendar import SECOND, Day
from workshop_rules.language.functions import DAY_NAMES, MONTH_NAMES
from workshop_rules.language.values import DaysTime, YearsMonths

LARGEST_OFFSET = 14 * 3600
"""Seconds."""


def _read(read: Callable[[str], FeelValue | None], text: str, what: str) -> FeelValue:
    value = read(text)
    return null("not_readable", f"{text[:40]!r} is no {what}") if value is None else value


def _date(*parts: str | Date | DateTime | Decimal) -> FeelValue:
    match parts:
        case (str() as text,):
            return _read(iso.read_date, text, "date")
        case (DateTime() as moment,):
            return moment.date
        case Decimal() as year, Decimal() as month, Decimal() as number_of_day:
            whole = [_whole(part) for part in (year, month, number_of_day)]
            date = in_calendar(Day(*whole))
            return null("no_such_date", "there is no such day") if date is None else date
        case (Date() as date,):
            return date
        case _:
            raise AssertionError(parts)  # no signature gives others


def _time(*parts: str | Date | Time | DateTime | Decimal | DaysTime | Null) -> FeelValue:
    match parts:
        case (str() as text,):
            return _read(iso.read_time, text, "time")
        case (DateTime() as moment,):
            return moment.time
        case (Date(),):
            return Time(0, 0, 0, 0, 0)
        case (Time() as time,):
            return time
        case Decimal() as hour, Decimal() as minute, Decimal() as second, *offset:
            return _time_of_parts(hour, minute, second, offset[0] if offset else Null())
        case _:
            raise AssertionError(parts)  # no signature gives others


def _time_of_parts(hour: Decimal, minute: Decimal, second: Decimal, offset: FeelValue) -> FeelValue:
    if not (0 <= hour < 24 and 0 <= minute < 60 and 0 <= second < 60):  # noqa: PLR2004 (a clock's own bounds)
        return null("no_such_time", "there is no such time of day")
    zone: Zone = None
    if isinstance(offset, DaysTime):
        zone = abs(offset.nanoseconds) // SECOND
        if zone > LARGEST_OFFSET:
            return null("no_such_time", "an offset is at most 14 hours")
        zone = -zone if offset.nanoseconds < 0 else zone
    nanosecond = int((second % 1).scaleb(9))
    return Time(_whole(hour), _whole(minute), _whole(second), nanosecond, zone)


def _whole(part: Decimal) -> int:
    """A whole part of a date or time; those beyond any calendar are cut, so that huge exponents cost nothing."""
    return int(max(min(part, Decimal(10**12)), Decimal(-(10**12))))


def _date_and_time(*parts: str | Date | Time | DateTime) -> FeelValue:
    match parts:
        case (str() as text,):
            return _read(iso.read_date_time, text, "date and time")
        case (DateTime() as moment,):
            return moment
        case (Date() as date,):
            return DateTime(date, Time(0, 0, 0, 0, 0))
        case Date() as date, Time() as time:
            return DateTime(date, time)
        case DateTime() as moment, Time() as time:
            return DateTime(moment.date, time)
        case _:
            raise AssertionError(parts)  # no signature gives others


def _years_and_months(start: Date | DateTime, end: Date | DateTime) -> FeelValue:
    return YearsMonths(calendar.months_between(_day(start), _day(end)))


def _day(value: Date | DateTime) -> Day:
    return day(value.date if isinstance(value, DateTime) else value)


def _now() -> FeelValue:
    now = dt.datetime.now().astimezone()
    offset = now.utcoffset() or dt.timedelta()
    zone = offset.days * 86_400 + offset.seconds
    clock = Time(now.hour, now.minute, now.second, now.microsecond * 1000, zone)
    return DateTime(Date(now.year, now.month, now.day), clock)


def _today() -> FeelValue:
    today = dt.date.today()  # noqa: DTZ011 (the machine's own day is what the function is about)
    return Date(today.year, today.month, today.day)


TEMPORAL: Mapping[str, Callable[..., FeelValue]] = {
    "date": _date,
    "time": _time,
    "date and time": _date_and_time,
    "duration": lambda text: _read(iso.read_duration, text, "duration"),
    "years and months duration": _years_and_months,
    "is": identical,
    "day of year": lambda date: number(calendar.day_of_year(_day(date))),
    "day of week": lambda date: DAY_NAMES.options[calendar.weekday(_day(date)) - 1],
    "month of year": lambda date: MONTH_NAMES.options[_day(date).month - 1],
    "week of year": lambda date: number(calendar.week_of_year(_day(date))),
    "now": _now,
    "today": _today,
}
