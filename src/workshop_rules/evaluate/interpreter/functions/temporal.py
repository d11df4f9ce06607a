"""Functions over dates, times and durations, those for policies among them. The calendar is `language.calendar`'s."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from workshop_rules.evaluate.interpreter.functions.calling import Given, known
from workshop_rules.evaluate.interpreter.functions.periods import periods, years_in_periods
from workshop_rules.language import calendar
from workshop_rules.language.calendar import Day, calendar_day
from workshop_rules.language.iso8601 import read_temporal
from workshop_rules.language.values import Error, Number, Outcome, YearsMonths


def _from_text(text: str, kind: type) -> Outcome:
    try:
        value = read_temporal(text)
    except ValueError as error:
        return Error("text_not_understood", str(error))
    if type(value) is not kind:
        return Error("text_not_understood", "the text is another kind of date, time or duration")
    return value


def _date(first: str | dt.date | Number, month: Number = 1, day: Number = 1) -> Outcome:
    if isinstance(first, str):
        return _from_text(first, dt.date)
    if isinstance(first, dt.date):
        return first.date() if isinstance(first, dt.datetime) else first
    parts = _whole(first, month, day)
    if parts is None or not calendar.is_day(*parts) or not dt.MINYEAR <= parts[0] <= dt.MAXYEAR:
        return Error("no_such_date", "these numbers make no date of the years 1 to 9999")
    return dt.date(*parts)


def _time(first: str | dt.datetime | dt.time | Number, minute: Number = 0, second: Number = 0) -> Outcome:
    if isinstance(first, str):
        return _from_text(first, dt.time)
    if isinstance(first, dt.datetime | dt.time):
        return first.time() if isinstance(first, dt.datetime) else first
    parts = _whole(first, minute, second * 1_000_000)
    if parts is not None:
        hours, minutes, microseconds = parts
        if 0 <= hours < 24 and 0 <= minutes < 60 and 0 <= microseconds < 60_000_000:  # noqa: PLR2004 (the clock)
            return dt.time(hours, minutes, *divmod(microseconds, 1_000_000))
    return Error("no_such_time", "these numbers make no time of day that goes down to the microsecond")


def _whole(first: Number, second: Number, third: Number) -> tuple[int, int, int] | None:
    numbers = int(first), int(second), int(third)
    return numbers if numbers == (first, second, third) else None


def _date_time(first: str | dt.date, time: dt.time | None = None) -> Outcome:
    if isinstance(first, str):
        return _from_text(first, dt.datetime)
    return dt.datetime.combine(first, time or dt.time())


def _months_between(start: dt.date, end: dt.date) -> YearsMonths:
    return YearsMonths(-_months(end, start) if end < start else _months(start, end))


def _months(start: dt.date, end: dt.date) -> int:
    """The whole months to a later date; a day on which the time of day is not reached does not count."""
    short = isinstance(start, dt.datetime) and isinstance(end, dt.datetime) and end.time() < start.time()
    return calendar.completed_months(calendar_day(start), calendar.day_of(end.toordinal() - short))


def _of_day(part: Callable[[Day], Outcome]) -> Given:
    return known(lambda date: part(calendar_day(date)))


def _of_two(part: Callable[[Day, Day], Outcome]) -> Given:
    return known(lambda start, end: part(calendar_day(start), calendar_day(end)))


def _day_name(day: Day) -> str:
    from workshop_rules.language.functions import DAY_NAMES  # the tables of functions load slowly, and decide nothing

    return DAY_NAMES.options[calendar.weekday(day) - 1]


def _month_name(day: Day) -> str:
    from workshop_rules.language.functions import MONTH_NAMES  # as above

    return MONTH_NAMES.options[day.month - 1]


TEMPORAL_FUNCTIONS: dict[str, Given] = {
    "date": known(_date),
    "time": known(_time),
    "date and time": known(_date_time),
    "years and months duration": known(_months_between),
    "day of year": _of_day(calendar.day_of_year),
    "day of week": _of_day(_day_name),
    "month of year": _of_day(_month_name),
    "week of year": _of_day(calendar.week_of_year),
    "completed years": _of_two(calendar.completed_years),
    "completed months": _of_two(calendar.completed_months),
    "years in periods": known(years_in_periods),
    "periods": known(periods),
}
