"""Dates, times and durations as text (clause 10.3.4.1), over the texts that both dialects share."""

from __future__ import annotations

import re

from workshop_rules.evaluate._dmn.calendar import date_of, day, days_of, in_calendar, zone_named
from workshop_rules.evaluate._dmn.values import Date, DateTime, Time, Zone
from workshop_rules.language import calendar
from workshop_rules.language.calendar import Clock
from workshop_rules.language.values import DaysTime, YearsMonths

LONGEST_TEXT = 100
"""Characters of a temporal text; a longer one is none."""
_END_OF_DAY = re.compile(r"24:00:00(\.0+)?(?=$|[zZ@+-])", re.ASCII)
_BARE_POINT = re.compile(r"(?<=[0-9])\.(?=S$)", re.ASCII)


def read_date(text: str) -> Date | None:
    """A date from `2013-10-01`; None where the text is none."""
    if len(text) > LONGEST_TEXT:
        return None
    try:
        return in_calendar(calendar.read_date(text))
    except ValueError:
        return None


def read_time(text: str) -> Time | None:
    """A time from `09:30:00`, `09:30:00.5+08:00`, `09:30:00@Asia/Shanghai`; None where the text is none."""
    if len(text) > LONGEST_TEXT:
        return None
    text = _END_OF_DAY.sub("00:00:00", text)
    if text.endswith("z"):
        text = f"{text[:-1]}Z"
    try:
        clock = calendar.read_time(text)
    except ValueError:
        return None
    if clock.zone is not None and zone_named(clock.zone) is None:
        return None
    zone: Zone = clock.offset if clock.zone is None else clock.zone
    return Time(clock.hour, clock.minute, clock.second, clock.nanosecond, zone)


def read_date_time(text: str) -> DateTime | None:
    """A date and time from `2013-10-01T09:30:00Z`, or midnight of a date; `24:00:00` is the midnight after."""
    date_text, separator, clock = text.partition("T")
    date = read_date(date_text)
    time = read_time(clock) if separator else Time(0, 0, 0)
    if date is not None and _END_OF_DAY.match(clock):
        date = date_of(days_of(date) + 1)
    return None if date is None or time is None else DateTime(date, time)


def read_duration(text: str) -> YearsMonths | DaysTime | None:
    """A duration of either kind from `P1Y2M` or `P1DT2H3M4.5S`; None where the text is none, or mixes the kinds."""
    if len(text) > LONGEST_TEXT:
        return None
    try:
        return calendar.read_duration(_BARE_POINT.sub("", text))
    except ValueError:
        return None


def read_temporal(text: str) -> Date | Time | DateTime | YearsMonths | DaysTime | None:
    """What an `@"…"` literal stands for; None where it is no temporal text."""
    if "P" in text[:2]:
        return read_duration(text)
    return read_date(text) or read_time(text) or read_date_time(text)


def write_temporal(value: Date | Time | DateTime | YearsMonths | DaysTime) -> str:
    """`2013-10-01`, `09:30:00.5+08:00`, `2013-10-01T09:30:00`, `P1Y2M`, `PT2H`."""
    match value:
        case Date():
            return calendar.write_date(day(value))
        case Time():
            zone = value.zone
            name, offset = (zone, None) if isinstance(zone, str) else (None, zone)
            return calendar.write_time(Clock(value.hour, value.minute, value.second, value.nanosecond, offset, name))
        case DateTime():
            return f"{write_temporal(value.date)}T{write_temporal(value.time)}"
        case YearsMonths() | DaysTime():
            return calendar.write_duration(value)
