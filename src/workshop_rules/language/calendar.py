"""Calendar arithmetic and the ISO 8601 texts of dates, times and durations; the same for every evaluator.

The calendar is the proleptic Gregorian one of ISO 8601, with a year 0 and negative years, so that the dmn dialect,
whose years go from -999999999 to 999999999, has the same arithmetic as packs. What texts packs have is less, and stands
in `iso8601`.
"""

from __future__ import annotations

import datetime as dt
import re

from workshop_rules.frozen import NamedTuple
from workshop_rules.language.values import DaysTime, YearsMonths

SECOND = 1_000_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR
"""Lengths in nanoseconds, the unit of `DaysTime`."""

EARLIEST_YEAR, LATEST_YEAR = -999_999_999, 999_999_999
"""The years that FEEL has. Packs have 1 to 9999."""


class Day(NamedTuple):
    """A date of the proleptic Gregorian calendar. Days compare in the order of time."""

    year: int
    month: int
    day: int


class Clock(NamedTuple):
    """A time of day.

    Attributes:
        offset: seconds east of UTC; None where the time has no offset.
        zone: the name of a time zone (`Europe/Paris`), where it was written instead of an offset.
    """

    hour: int
    minute: int
    second: int
    nanosecond: int = 0
    offset: int | None = None
    zone: str | None = None


# Days and months


def is_leap(year: int) -> bool:
    """Whether the year has a 29 February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in_month(year: int, month: int) -> int:
    """28 to 31."""
    if month == 2:  # noqa: PLR2004 (February)
        return 29 if is_leap(year) else 28
    return 30 if month in {4, 6, 9, 11} else 31


def is_day(year: int, month: int, day: int) -> bool:
    """Whether there is such a day."""
    return 1 <= month <= 12 and 1 <= day <= days_in_month(year, month)  # noqa: PLR2004 (twelve months)


def ordinal(day: Day) -> int:
    """The number of the day: 1 for 1 January of the year 1, as `datetime.date.toordinal` counts."""
    # Years are counted from March, so that the leap day comes last; 400 of them have 146097 days.
    year = day.year - (day.month <= 2)  # noqa: PLR2004 (February)
    of_year = (153 * ((day.month + 9) % 12) + 2) // 5 + day.day
    return 365 * year + year // 4 - year // 100 + year // 400 + of_year - 306


def day_of(number: int) -> Day:
    """The day of a number; the inverse of `ordinal`."""
    cycle, rest = divmod(number + 305, 146_097)
    of_cycle = (rest - rest // 1460 + rest // 36_524 - rest // 146_096) // 365
    of_year = rest - (365 * of_cycle + of_cycle // 4 - of_cycle // 100)
    from_march = (5 * of_year + 2) // 153
    month = (from_march + 2) % 12 + 1
    return Day(400 * cycle + of_cycle + (month <= 2), month, of_year - (153 * from_march + 2) // 5 + 1)  # noqa: PLR2004


def add_months(day: Day, months: int) -> Day:
    """The same day some months later (or earlier), or the last day of that month where it is shorter."""
    year, month = _month_after(day, months)
    return Day(year, month, min(day.day, days_in_month(year, month)))


def monthly(day: Day, months: int) -> Day:
    """The day on which so many months are completed: the same day, or the 1st after a month that lacks it."""
    year, month = _month_after(day, months)
    if day.day <= days_in_month(year, month):
        return Day(year, month, day.day)
    return Day(*_month_after(Day(year, month, 1), 1), 1)


def _month_after(day: Day, months: int) -> tuple[int, int]:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return year, month + 1


def completed_months(start: Day, end: Day) -> int:
    """The months completed from `start` to `end`, negative as soon as `end` lies before `start`.

    A month is completed on the same day of a later month, and on the 1st of the next where that month lacks the day.
    """
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)


def completed_years(start: Day, end: Day) -> int:
    """The years completed from `start` to `end`, on the anniversary; that of 29 February is 1 March in common years."""
    return completed_months(start, end) // 12


def months_between(start: Day, end: Day) -> int:
    """The whole months from `start` to `end`, towards zero: what FEEL's `years and months duration` counts."""
    return completed_months(start, end) if start <= end else -completed_months(end, start)


def weekday(day: Day) -> int:
    """1 for Monday to 7 for Sunday, as ISO 8601 counts."""
    return (ordinal(day) - 1) % 7 + 1


def day_of_year(day: Day) -> int:
    """1 for 1 January."""
    return ordinal(day) - ordinal(Day(day.year, 1, 1)) + 1


def week_of_year(day: Day) -> int:
    """The ISO 8601 week, 1 to 53; the first days of January may belong to the last week of the year before."""
    thursday = day_of(ordinal(day) - weekday(day) + 4)
    return (day_of_year(thursday) - 1) // 7 + 1


# Reading

_YEAR = r"(?!-0000)-?(?:[1-9]\d{4,8}|\d{4})"
_DATE = rf"(?a)({_YEAR})-(\d\d)-(\d\d)"
_TIME = r"(?a)(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:(Z)|([+-])(\d\d):(\d\d)(?::(\d\d))?|@([A-Za-z0-9_+/-]+))?"
_YEARS_MONTHS = r"(?a)(-?)P(?=\d)(?:(\d+)Y)?(?:(\d+)M)?"
_DAYS_TIME = r"(?a)(-?)P(?=[\dT])(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d+))?S)?)?"
"""`re` compiles them when they are first used, and keeps them: one verdict takes less time than that."""


def read_date(text: str) -> Day:
    """A date: `2013-10-01`; years have four digits, or up to nine without a leading zero, and may be negative.

    Raises:
        ValueError: it is no date, or there is no such day.
    """
    match = re.fullmatch(_DATE, text)
    if match is None:
        raise ValueError(f"{text!r} is not a date written as YYYY-MM-DD")
    day = Day(int(match[1]), int(match[2]), int(match[3]))
    if not is_day(*day):
        raise ValueError(f"there is no day {text}")
    return day


def read_time(text: str) -> Clock:
    """A time of day: `08:30:00`, `08:30:00.5Z`, `08:30:00+08:00`, `08:30:00@Asia/Shanghai`.

    Raises:
        ValueError: it is no time, or finer than a nanosecond. Whether there is such a zone is left to the caller.
    """
    match = re.fullmatch(_TIME, text)
    if match is None:
        raise ValueError(f"{text!r} is not a time written as HH:MM:SS")
    hour, minute, second = int(match[1]), int(match[2]), int(match[3])
    if hour > 23 or minute > 59 or second > 59:  # noqa: PLR2004 (the clock's own limits)
        raise ValueError(f"there is no time {text}")
    offset = 0 if match[5] else None
    if match[6]:
        hours, minutes, seconds = int(match[7]), int(match[8]), int(match[9] or 0)
        offset = hours * 3600 + minutes * 60 + seconds
        if minutes > 59 or seconds > 59 or offset > 14 * 3600:  # noqa: PLR2004 (XML Schema's limit: 14 hours)
            raise ValueError(f"{text!r} has an offset that no clock has")
        offset = -offset if match[6] == "-" else offset
    return Clock(hour, minute, second, _nanoseconds(match[4] or ""), offset, match[10])


def read_duration(text: str) -> YearsMonths | DaysTime:
    """A duration: `P5Y`, `-P1Y6M`, `P10D`, `PT1H30M`. Months and days do not mix, as months differ in length.

    Raises:
        ValueError: it is none, or finer than a nanosecond.
    """
    if match := re.fullmatch(_YEARS_MONTHS, text):
        months = int(match[2] or 0) * 12 + int(match[3] or 0)
        return YearsMonths(-months if match[1] else months)
    if match := re.fullmatch(_DAYS_TIME, text):
        days, hours, minutes, seconds = (int(match[i] or 0) for i in range(2, 6))
        length = days * DAY + hours * HOUR + minutes * MINUTE + seconds * SECOND + _nanoseconds(match[6] or "")
        return DaysTime(-length if match[1] else length)
    raise ValueError(f"{text!r} is not a duration such as P5Y, P1Y6M, P10D or PT1H30M")


def _nanoseconds(digits: str) -> int:
    digits = digits.rstrip("0")
    if len(digits) > 9:  # noqa: PLR2004 (a nanosecond has nine places)
        raise ValueError(f"0.{digits} seconds is finer than a nanosecond")
    return int(digits.ljust(9, "0"))


# Writing


def write_date(day: Day) -> str:
    """`2013-10-01`, and so on for any year."""
    sign = "-" if day.year < 0 else ""
    return f"{sign}{abs(day.year):04}-{day.month:02}-{day.day:02}"


def write_time(clock: Clock) -> str:
    """`08:30:00.5+08:00`: no fraction where it is zero, `Z` for UTC."""
    return f"{clock.hour:02}:{clock.minute:02}:{clock.second:02}{_fraction(clock.nanosecond)}{_zone(clock)}"


def write_duration(duration: YearsMonths | DaysTime) -> str:
    """The shortest text: `P5Y`, `P1Y6M`, `-P10D`, `PT1H30M`; `P0M` and `PT0S` for nothing."""
    if isinstance(duration, YearsMonths):
        years, months = divmod(abs(duration.months), 12)
        parts = _parts((years, "Y"), (months, "M"))
        return f"{'-' if duration.months < 0 else ''}P{parts or '0M'}"
    days, rest = divmod(abs(duration.nanoseconds), DAY)
    hours, rest = divmod(rest, HOUR)
    minutes, rest = divmod(rest, MINUTE)
    seconds, fraction = divmod(rest, SECOND)
    time = _parts((hours, "H"), (minutes, "M")) + (f"{seconds}{_fraction(fraction)}S" if rest else "")
    text = _parts((days, "D")) + (f"T{time}" if time else "")
    return f"{'-' if duration.nanoseconds < 0 else ''}P{text or 'T0S'}"


def _parts(*parts: tuple[int, str]) -> str:
    return "".join(f"{number}{unit}" for number, unit in parts if number)


def _fraction(nanoseconds: int) -> str:
    return f".{nanoseconds:09}".rstrip("0") if nanoseconds else ""


def _zone(clock: Clock) -> str:
    if clock.zone is not None:
        return f"@{clock.zone}"
    if clock.offset is None:
        return ""
    if clock.offset == 0:
        return "Z"
    minutes, seconds = divmod(abs(clock.offset), 60)
    sign = "-" if clock.offset < 0 else "+"
    return f"{sign}{minutes // 60:02}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else "")


# From Python's calendar


def calendar_day(date: dt.date) -> Day:
    """The day of a date, or of a date and time."""
    return Day(date.year, date.month, date.day)
