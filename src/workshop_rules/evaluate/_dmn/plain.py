"""Values of the dmn dialect as those that packs, verdicts and records have."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction

from workshop_rules.evaluate._dmn.printing import text_of
from workshop_rules.evaluate._dmn.values import Date, DateTime, FeelValue, Null, RangeValue, Time
from workshop_rules.language.values import DaysTime, ListValue, Range, Record, Value, YearsMonths

_NANOSECONDS = 1_000
"""In a microsecond, the finest that Python's times have."""


def plain(value: FeelValue) -> Value | None:
    """A value as packs have it.

    Dates outside the years 1 to 9999, times with a zone or finer than a microsecond, and functions become text; null
    becomes None, and an entry that is null is left out.
    """
    match value:
        case Null():
            return None
        case bool() | str() | YearsMonths() | DaysTime():
            return value
        case Decimal():
            exact = Fraction(value)
            return exact.numerator if exact.denominator == 1 else exact
        case tuple():
            return ListValue(tuple(text_of(item) if (one := plain(item)) is None else one for item in value))
        case dict():
            entries = {key: plain(item) for key, item in value.items()}
            return Record({key: item for key, item in entries.items() if item is not None})
        case RangeValue():
            return Range(plain(value.low), plain(value.high), value.low_closed, value.high_closed)
        case Date() if dt.MINYEAR <= value.year <= dt.MAXYEAR:
            return dt.date(value.year, value.month, value.day)
        case Time() if _has_plain_clock(value):
            return _clock(value)
        case DateTime(date, time) if dt.MINYEAR <= date.year <= dt.MAXYEAR and _has_plain_clock(time):
            return dt.datetime.combine(dt.date(date.year, date.month, date.day), _clock(time))
        case _:
            return text_of(value)


def _has_plain_clock(time: Time) -> bool:
    return time.zone is None and time.nanosecond % _NANOSECONDS == 0


def _clock(time: Time) -> dt.time:
    return dt.time(time.hour, time.minute, time.second, time.nanosecond // _NANOSECONDS)
