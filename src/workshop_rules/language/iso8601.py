"""Temporal values as text (ISO 8601), in the form that packs, facts and records share.

Dates lie in the years 1 to 9999, written with four digits. A time of day and a date and time are local: a zone or an
offset is refused, because a zoned and an unzoned time have no order. Times go down to the microsecond, durations to the
nanosecond. A duration is either of years and months or of days and time; a text that mixes the two is refused.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import TypeVar

from workshop_rules.language.types import DATE, DATE_TIME, DAYS_TIME, TIME, YEARS_MONTHS, Scalar
from workshop_rules.language.values import DaysTime, Temporal, YearsMonths

__all__ = ["Temporal", "read_date", "read_duration", "read_temporal", "temporal_type", "write_temporal"]

_Reads = TypeVar("_Reads", dt.date, dt.datetime, dt.time)

_SECOND = 1_000_000_000
_MINUTE = 60 * _SECOND
_HOUR = 60 * _MINUTE
_DAY = 24 * _HOUR

_DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_TIME = r"[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?"
_ZONED_FORM = rf"(?:{_DATE})?T?{_TIME}(?:Z|[+-][0-9]{{2}}:[0-9]{{2}}(?::[0-9]{{2}})?|@\S+)"
_TIME_FORM = f"T?({_TIME})"
_DATE_TIME_FORM = f"{_DATE}T{_TIME}"
_MONTHS_FORM = r"(-?)P(?=[0-9])(?:([0-9]{1,9})Y)?(?:([0-9]{1,9})M)?"
_TIME_PART = r"T(?=[0-9])(?:([0-9]{1,9})H)?(?:([0-9]{1,9})M)?(?:([0-9]{1,9})(?:\.([0-9]{1,9}))?S)?"
_DAYS_FORM = rf"(-?)P(?=[0-9T])(?:([0-9]{{1,9}})D)?(?:{_TIME_PART})?"
"""`re` compiles them when they are first used, and keeps them: one verdict takes less time than that."""


def read_temporal(text: str) -> Temporal:
    """The value that a text stands for: `2013-10-01`, `08:30:00`, `2013-10-01T08:30:00`, `P5Y`, `P1DT12H`.

    Raises:
        ValueError: with the reason, fit to be shown, where the text stands for nothing.
    """
    if "P" in text[:2]:
        return read_duration(text)
    if re.fullmatch(_ZONED_FORM, text):
        raise ValueError("a time here is local: leave out the zone")
    if re.fullmatch(_DATE, text):
        return read_date(text)
    if time := re.fullmatch(_TIME_FORM, text):
        return _within_calendar(dt.time.fromisoformat, _padded(time[1]))
    if re.fullmatch(_DATE_TIME_FORM, text):
        return _within_calendar(dt.datetime.fromisoformat, _padded(text))
    raise ValueError(
        "neither a date (2013-10-01), a time (08:30:00), a date and time (2013-10-01T08:30:00) nor a duration"
    )


def read_date(text: str) -> dt.date:
    """A date by its text, `2013-10-01`.

    Raises:
        ValueError: where it is written otherwise, or there is no such day.
    """
    if not re.fullmatch(_DATE, text):
        raise ValueError("a date is written like 2013-10-01")
    return _within_calendar(dt.date.fromisoformat, text)


def read_duration(text: str) -> YearsMonths | DaysTime:
    """A duration by its text: `P5Y`, `P1Y6M`, `-P30D`, `P1DT12H30M`.

    Raises:
        ValueError: where it is written otherwise, or mixes months with days.
    """
    if months := re.fullmatch(_MONTHS_FORM, text):
        sign = -1 if months[1] else 1
        return YearsMonths(sign * (12 * int(months[2] or 0) + int(months[3] or 0)))
    if days := re.fullmatch(_DAYS_FORM, text):
        sign = -1 if days[1] else 1
        whole = (int(days[2] or 0) * _DAY) + (int(days[3] or 0) * _HOUR) + (int(days[4] or 0) * _MINUTE)
        seconds = int(days[5] or 0) * _SECOND + int((days[6] or "").ljust(9, "0"))
        return DaysTime(sign * (whole + seconds))
    if re.fullmatch(r"-?P[0-9YMDTHS.]+", text) and re.search("[YM].*D|[YM].*T", text):
        raise ValueError("a duration is of years and months (P1Y6M) or of days and time (P1DT12H), not of both")
    raise ValueError("a duration is written like P5Y, P1Y6M, P30D or P1DT12H")


def write_temporal(value: Temporal) -> str:
    """The text of a value, which `read_temporal` reads back: the shortest form, units carried (`P26M` is `P2Y2M`)."""
    match value:
        case YearsMonths(months):
            return _sign(months) + "P" + _units(("Y", abs(months) // 12), ("M", abs(months) % 12), none="0M")
        case DaysTime(nanoseconds):
            return _sign(nanoseconds) + "P" + _days_and_time(abs(nanoseconds))
        case _:
            return value.isoformat()


def temporal_type(value: Temporal) -> Scalar:
    """The type of a temporal value."""
    match value:
        case YearsMonths():
            return YEARS_MONTHS
        case DaysTime():
            return DAYS_TIME
        case dt.datetime():  # before `date`, of which it is a subclass
            return DATE_TIME
        case dt.date():
            return DATE
        case dt.time():
            return TIME


def _within_calendar(read: Callable[[str], _Reads], text: str) -> _Reads:
    try:
        return read(text)
    except ValueError as error:
        raise ValueError(f"there is no {text}: {error}") from None


def _padded(text: str) -> str:
    """With six digits of a second's fraction, or none."""
    whole, point, fraction = text.partition(".")
    return whole + point + fraction.ljust(6, "0") if point else whole


def _sign(size: int) -> str:
    return "-" if size < 0 else ""


def _units(*units: tuple[str, int], none: str = "") -> str:
    return "".join(f"{size}{unit}" for unit, size in units if size) or none


def _days_and_time(nanoseconds: int) -> str:
    days, rest = divmod(nanoseconds, _DAY)
    hours, rest = divmod(rest, _HOUR)
    minutes, rest = divmod(rest, _MINUTE)
    seconds, fraction = divmod(rest, _SECOND)
    time = _units(("H", hours), ("M", minutes))
    if seconds or fraction:
        time += str(seconds) + (f".{fraction:09}".rstrip("0") if fraction else "") + "S"
    return (_units(("D", days)) + (f"T{time}" if time else "")) or "T0S"
