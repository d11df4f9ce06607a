"""Dates and periods in columns."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

import polars as pl

from workshop_rules.evaluate._polars import numbers, spans
from workshop_rules.evaluate._polars.levels import Fold, Spans
from workshop_rules.evaluate._polars.members import certain, field_of, unless_barred
from workshop_rules.evaluate._polars.refused import Refused
from workshop_rules.evaluate._polars.shapes import Constant, Members, NumberColumn, Plain, RangeColumn, Shape
from workshop_rules.language import tree as t
from workshop_rules.language.calendar import DAY
from workshop_rules.language.types import BOOLEAN, DATE, ListOf
from workshop_rules.language.values import DaysTime, Error, Unknown, YearsMonths

if TYPE_CHECKING:
    from workshop_rules.evaluate._polars.translation import Translator

PARTS: Mapping[str, int] = MappingProxyType({"year": 9999, "month": 12, "day": 31})
"""The parts of a date with a form in columns, and the largest of each."""
_MONTHS, _YEARS = 100, 10_000
_MOST_COMPLETED = 200_000
_MOST_DAYS = 4_000_000
"""More days than there are from year 1 to year 9999."""
_IN_A_YEAR = 12 * 31


def part(date: pl.Expr, name: str) -> NumberColumn:
    """The year, month or day."""
    found = {"year": date.dt.year, "month": date.dt.month, "day": date.dt.day}[name]()
    return NumberColumn(found.cast(pl.Int64), most=PARTS[name])


def moved(date: pl.Expr, op: str, duration: Shape) -> Shape:
    """The date a time earlier or later; null outside of the years 1 to 9999.

    Raises:
        Refused: it is no length of time that is known beforehand, nor whole months.
    """
    match duration:
        case Constant(value=YearsMonths(months=months)):
            months = months if op == "+" else -months
            inside = (spans.month_of(date) + months).is_between(*_CALENDAR_MONTHS)
            return Plain(pl.when(inside).then(date).otherwise(None).dt.offset_by(f"{months}mo"))
        case Constant(value=DaysTime(nanoseconds=nanoseconds)):
            days = (nanoseconds if op == "+" else -nanoseconds) // DAY
            if abs(days) > _MOST_DAYS:
                return Plain(pl.lit(None, pl.Date))
            there = date.cast(pl.Int32) + days
            return Plain(pl.when(there.is_between(*_CALENDAR_DAYS)).then(there).otherwise(None).cast(pl.Date))
        case Constant(value=Unknown() | Error()):
            return Constant(Unknown(frozenset({"as_of"})))
        case NumberColumn(top=top, below=1):
            months_ = top.cast(pl.Int64) if op == "+" else -top.cast(pl.Int64)
            inside = (spans.month_of(date) + months_).is_between(*_CALENDAR_MONTHS)
            there = spans.moved(pl.when(inside).then(date), pl.when(inside).then(months_))
            return Plain(there)
        case _:
            raise Refused("only whole months, or a length of time that is known beforehand, are added to a date")


def months_times(duration: Shape, number: Shape) -> Shape:
    """A number of months; null where it is too large for a calendar.

    Raises:
        Refused: the months are not known beforehand, or the product is perhaps not whole.
    """
    if isinstance(number, Constant) and isinstance(duration, NumberColumn):
        raise Refused("months that are multiplied twice")
    if not isinstance(duration, Constant) or not isinstance(duration.value, YearsMonths):
        raise Refused("months that are not known beforehand")
    times = numbers.multiply(numbers.number(number), numbers.number(Constant(duration.value.months)))
    if times.below != 1:
        raise Refused("parts of months")
    return times


_CALENDAR_MONTHS = (12, 9999 * 12 + 11)
_CALENDAR_DAYS = (-719_162, 2_932_896)
"""The first and the last month and day of the calendar; days are counted from 1 January 1970."""


def completed_years(node: t.BuiltinCall, translator: Translator) -> Shape:
    """Years completed: how often the day of the year has come round."""
    return _completed(node, translator, _YEARS)


def completed_months(node: t.BuiltinCall, translator: Translator) -> Shape:
    """Months completed: how often the day of the month has come round."""
    return _completed(node, translator, _MONTHS)


def _completed(node: t.BuiltinCall, translator: Translator, unit: int) -> Shape:
    start, end = (translator.column(translator.shape(one), DATE) for one in node.arguments)

    def counted(date: pl.Expr) -> pl.Expr:
        months = date.dt.year().cast(pl.Int64) * (12 if unit == _MONTHS else 100) + date.dt.month()
        return months * 100 + date.dt.day()

    difference = counted(end.cast(pl.Date)) - counted(start.cast(pl.Date))
    return NumberColumn(difference // unit, most=_MOST_COMPLETED)


def periods(node: t.BuiltinCall, translator: Translator) -> Shape:
    """The stretches of so many months from one date until another."""
    start, end, step = node.arguments
    months = translator.shape(step)
    if not isinstance(months, Constant) or not isinstance(months.value, YearsMonths) or months.value.months <= 0:
        raise Refused("`periods` of a length that is not known beforehand")
    here, stages = translator.level, translator.stages
    ends = [stages.derived(here, translator.column(translator.shape(one), DATE).cast(pl.Date)) for one in (start, end)]
    level = stages.level(here, Spans(ends[0], ends[1], months.value.months))
    return Members(level, RangeColumn(pl.col(spans.LOW), pl.col(spans.HIGH), pl.col(spans.LAST)))


def years_in_periods(node: t.BuiltinCall, translator: Translator) -> Shape:
    """The years spent in the periods, overlaps counted once."""
    source, *days = node.arguments
    if not isinstance(source.type, ListOf):
        raise TypeError(source)
    members = certain(source, translator)
    if isinstance(members, Constant):
        return members
    ends = [Plain(translator.column(translator.shape(day), DATE).cast(pl.Date)) for day in days]
    cut, *begin = [translator.column(translator.lifted(end, translator.level, members.level), DATE) for end in ends]
    record = source.type.item
    first, last = (
        translator.column(field_of(members, record, name, translator), DATE).cast(pl.Date) for name in ("from", "to")
    )
    goes_on = translator.column(field_of(members, record, "ongoing", translator), BOOLEAN).fill_null(False)
    ended = pl.when(last >= first).then(pl.min_horizontal(last + pl.duration(days=1), cut))
    end = pl.when(cut.is_null()).then(None).when(goes_on).then(cut).otherwise(ended)
    for since in begin:
        first = pl.when(first.is_not_null() & since.is_not_null()).then(pl.max_horizontal(first, since))
    covered = translator.stages.folded(members.level, Fold.MONTHS_COVERED, first, end)
    told = pl.all_horizontal(day.column.is_not_null() for day in ends)
    known = pl.when(told).then(unless_barred(covered, members))
    return NumberColumn(known, _IN_A_YEAR, spans.MOST_MONTHS_COVERED, _IN_A_YEAR)
