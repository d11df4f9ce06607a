"""Dates, times and durations put together. Whatever leaves the calendar of the years 1 to 9999 is an error."""

from __future__ import annotations

import datetime as dt

from workshop_rules.language.calendar import DAY, Day, add_months, calendar_day
from workshop_rules.language.values import DaysTime, Error, Number, YearsMonths

_MICROSECOND = 1000
_LAST_ORDINAL = dt.date.max.toordinal()


def whole_months(months: Number) -> YearsMonths | Error:
    """A duration of so many months, which must be whole ones."""
    return YearsMonths(int(months)) if months == int(months) else _not_whole("month")


def whole_nanoseconds(nanoseconds: Number) -> DaysTime | Error:
    """A duration of so many nanoseconds, which must be whole ones."""
    return DaysTime(int(nanoseconds)) if nanoseconds == int(nanoseconds) else _not_whole("nanosecond")


def _not_whole(unit: str) -> Error:
    return Error("duration_not_whole", f"the duration is not a whole number of {unit}s, and is not rounded")


def date_plus_months(date: dt.date, duration: YearsMonths) -> dt.date | Error:
    """The same day some months on, or the last day of a shorter month."""
    return _date(add_months(calendar_day(date), duration.months))


def date_plus_time(date: dt.date, duration: DaysTime) -> dt.date | Error:
    """The date that many days on; the part of a day counts from midnight, so an hour less is the day before."""
    number = date.toordinal() + duration.nanoseconds // DAY
    return dt.date.fromordinal(number) if 1 <= number <= _LAST_ORDINAL else _outside()


def moment_plus_months(moment: dt.datetime, duration: YearsMonths) -> dt.datetime | Error:
    """The date moved on, at the same time of day."""
    date = date_plus_months(moment.date(), duration)
    return date if isinstance(date, Error) else dt.datetime.combine(date, moment.time())


def moment_plus_time(moment: dt.datetime, duration: DaysTime) -> dt.datetime | Error:
    """The moment that much later."""
    days, of_day = divmod(_nanosecond(moment.time()) + duration.nanoseconds, DAY)
    time = _time(of_day)
    number = moment.toordinal() + days
    if isinstance(time, Error):
        return time
    if not 1 <= number <= _LAST_ORDINAL:
        return _outside()
    return dt.datetime.combine(dt.date.fromordinal(number), time)


def time_plus_time(time: dt.time, duration: DaysTime) -> dt.time | Error:
    """The time of day that much later, past midnight where that comes between."""
    return _time((_nanosecond(time) + duration.nanoseconds) % DAY)


def between(left: dt.date, right: dt.date) -> DaysTime:
    """How much later the left date, or date and time, is than the right."""
    difference = left - right
    return DaysTime(difference.days * DAY + (difference.seconds * 1_000_000 + difference.microseconds) * _MICROSECOND)


def between_times(left: dt.time, right: dt.time) -> DaysTime:
    """How much later in the day the left time is than the right."""
    return DaysTime(_nanosecond(left) - _nanosecond(right))


def _nanosecond(time: dt.time) -> int:
    seconds = (time.hour * 60 + time.minute) * 60 + time.second
    return (seconds * 1_000_000 + time.microsecond) * _MICROSECOND


def _time(of_day: int) -> dt.time | Error:
    microseconds, rest = divmod(of_day, _MICROSECOND)
    if rest:
        return Error("time_too_fine", "a time of day goes down to the microsecond, and is not rounded")
    seconds, microsecond = divmod(microseconds, 1_000_000)
    minutes, second = divmod(seconds, 60)
    hour, minute = divmod(minutes, 60)
    return dt.time(hour, minute, second, microsecond)


def _date(day: Day) -> dt.date | Error:
    return dt.date(*day) if dt.MINYEAR <= day.year <= dt.MAXYEAR else _outside()


def _outside() -> Error:
    return Error("date_out_of_range", "the date lies outside the years 1 to 9999")
