"""Instants and the offsets of zones for the dmn dialect's dates and times, over the calendar that both dialects share.

Python knows the rules of a zone in the years 1 to 9999. Outside them they are taken to be those of a year of the same
shape: the calendar repeats every 400 years, weekdays included.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from zoneinfo import ZoneInfo

from workshop_rules.evaluate._dmn.values import Date, DateTime, Time, Zone
from workshop_rules.language import calendar
from workshop_rules.language.calendar import DAY, EARLIEST_YEAR, LATEST_YEAR, SECOND, Day

DAY_SECONDS = 86_400
_EPOCH = calendar.ordinal(Day(1970, 1, 1))
_IANA = re.compile(r"[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*")


def day(date: Date) -> Day:
    """A date as the shared calendar has it."""
    return Day(date.year, date.month, date.day)


def days_of(date: Date) -> int:
    """The days from 1970-01-01 to a date."""
    return calendar.ordinal(day(date)) - _EPOCH


def date_of(days: int) -> Date | None:
    """The date that many days after 1970-01-01; None outside the years that FEEL has."""
    return in_calendar(calendar.day_of(days + _EPOCH))


def months_later(date: Date, months: int) -> Date | None:
    """The same day some months later, or the last one of a shorter month; None outside the years that FEEL has."""
    return in_calendar(calendar.add_months(day(date), months))


def in_calendar(found: Day) -> Date | None:
    """A day of the shared calendar as a value; None outside the years that FEEL has, and where there is no such day."""
    if EARLIEST_YEAR <= found.year <= LATEST_YEAR and calendar.is_day(*found):
        return Date(*found)
    return None


@lru_cache(maxsize=512)
def zone_named(name: str) -> ZoneInfo | None:
    """The IANA zone of that name, or None."""
    if not _IANA.fullmatch(name):
        return None
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None


def nanoseconds_of_day(time: Time) -> int:
    """Since midnight, on the clock that the time was read from."""
    return (time.hour * 3600 + time.minute * 60 + time.second) * SECOND + time.nanosecond


def time_of(nanoseconds: int, zone: Zone) -> Time:
    """The time that many nanoseconds after midnight; days are dropped."""
    seconds, nanosecond = divmod(nanoseconds % DAY, SECOND)
    return Time(seconds // 3600, seconds // 60 % 60, seconds % 60, nanosecond, zone)


def offset_of(value: Time | DateTime) -> int | None:
    """The seconds that a clock is ahead of UTC; None where it is local. A time of day in a zone is in standard time."""
    time = value if isinstance(value, Time) else value.time
    if not isinstance(time.zone, str):
        return time.zone
    rules = zone_named(time.zone)
    if rules is None:
        return None
    if isinstance(value, Time):
        midwinter = dt.datetime(2000, 1, 1, tzinfo=rules)
        return _seconds(midwinter.utcoffset()) - _seconds(midwinter.dst())
    date = value.date
    clock = dt.datetime(_inside(date.year), date.month, date.day, time.hour, time.minute, time.second, tzinfo=rules)
    return _seconds(clock.utcoffset())


def instant(value: Time | DateTime, offset: int) -> int:
    """Nanoseconds since midnight (a time) or 1970-01-01T00:00 (a date and time), the clock `offset` s ahead of UTC."""
    days = days_of(value.date) if isinstance(value, DateTime) else 0
    time = value if isinstance(value, Time) else value.time
    return days * DAY + nanoseconds_of_day(time) - offset * SECOND


def moment_at(nanoseconds: int, zone: Zone) -> DateTime | None:
    """The date and time at an instant, on the clock of a zone (UTC for local time); None outside FEEL's years."""
    offset = _offset_at(nanoseconds, zone) if isinstance(zone, str) else zone or 0
    days, rest = divmod(nanoseconds + offset * SECOND, DAY)
    date = date_of(days)
    return None if date is None else DateTime(date, time_of(rest, zone))


def _offset_at(nanoseconds: int, zone: str) -> int:
    rules = zone_named(zone)
    days, rest = divmod(nanoseconds, DAY)
    utc = date_of(days)
    if rules is None or utc is None:
        return 0
    year = min(max(_inside(utc.year), dt.MINYEAR + 1), dt.MAXYEAR - 1)  # room to go a day either way
    clock = time_of(rest, None)
    moment = dt.datetime(year, utc.month, utc.day, clock.hour, clock.minute, clock.second, tzinfo=dt.UTC)
    return _seconds(moment.astimezone(rules).utcoffset())


def _inside(year: int) -> int:
    """A year of the same shape that Python has; early ones long before any zone's rules."""
    if dt.MINYEAR <= year <= dt.MAXYEAR:
        return year
    return (400 if year < dt.MINYEAR else 9600) + year % 400


def _seconds(delta: dt.timedelta | None) -> int:
    return 0 if delta is None else delta.days * DAY_SECONDS + delta.seconds
