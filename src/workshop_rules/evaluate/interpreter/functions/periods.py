"""Periods: the years spent in some, and a stretch of time cut into some."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from fractions import Fraction
from itertools import pairwise
from typing import cast

from workshop_rules.evaluate.interpreter.names import field_of
from workshop_rules.evaluate.interpreter.numbers import exact
from workshop_rules.evaluate.interpreter.strict import hindrance
from workshop_rules.frozen import NamedTuple
from workshop_rules.language.calendar import Day, add_months, calendar_day, completed_months, day_of, monthly, ordinal
from workshop_rules.language.values import Error, ListValue, Outcome, Range, Record, Unknown, YearsMonths


class Stretch(NamedTuple):
    """Days in a row by their numbers, the last one excluded."""

    first: int
    end: int


def years_in_periods(periods: ListValue, to: dt.date, since: dt.date = dt.date.min) -> Outcome:
    """The years spent in the periods until `to`: (whole months + days left over / 31) / 12 for each gapless piece.

    What lies before `since` is cut off, so that a piece that goes on over that day is counted from it.
    """
    within = Stretch(since.toordinal(), to.toordinal())
    stretches = [_stretch(cast("Record", period), within) for period in periods.items]
    hindered = hindrance(*(stretch for stretch in stretches if isinstance(stretch, Unknown | Error)))
    if hindered is not None:
        return hindered
    merged = _merged(stretch for stretch in stretches if isinstance(stretch, Stretch))
    return exact(sum((_months(stretch) for stretch in merged), Fraction(0)) / 12)


def _stretch(period: Record, within: Stretch) -> Stretch | Unknown | Error:
    """What of a period lies within some days. An ended one includes its last day; an ongoing one runs to their end."""
    start, last, ongoing = (field_of(period, name) for name in ("from", "to", "ongoing"))
    if ongoing is True:
        return hindrance(start) or Stretch(max(cast("dt.date", start).toordinal(), within.first), within.end)
    hindered = hindrance(start, last)
    if hindered is not None and isinstance(last, Unknown):
        hindered = hindrance(start, last, ongoing)  # were it ongoing, its last day would not be needed
    if hindered is not None:
        return hindered
    first, end = cast("dt.date", start).toordinal(), cast("dt.date", last).toordinal() + 1
    if end <= first:
        return Error("period_reversed", f"a period that begins on {start} ends before, on {last}")
    return Stretch(max(first, within.first), min(end, within.end))


def _merged(stretches: Iterable[Stretch]) -> list[Stretch]:
    """The stretches, those that overlap or touch made into one, empty ones left out."""
    merged: list[Stretch] = []
    for stretch in sorted(stretches):
        if stretch.first >= stretch.end:
            continue
        if merged and stretch.first <= merged[-1].end:
            merged[-1] = Stretch(merged[-1].first, max(merged[-1].end, stretch.end))
        else:
            merged.append(stretch)
    return merged


def _months(stretch: Stretch) -> Fraction:
    """How many months are completed, and how many 31sts of one more are left over."""
    start, end = day_of(stretch.first), day_of(stretch.end)
    months = completed_months(start, end)
    return months + Fraction(stretch.end - ordinal(monthly(start, months)), 31)


def periods(start: dt.date, end: dt.date, step: YearsMonths) -> Outcome:
    """The ranges of dates, `step` long each, that begin before `end`; the last one ends at `end`, which it includes."""
    if step.months <= 0:
        return Error("step_not_positive", "periods are at least a month long")
    first, last = calendar_day(start), calendar_day(end)
    begins: list[Day] = []
    while (begin := add_months(first, len(begins) * step.months)) < last:
        begins.append(begin)
    if not begins:
        return ListValue(())
    whole = [Range(dt.date(*low), dt.date(*high), True, False) for low, high in pairwise(begins)]
    return ListValue((*whole, Range(dt.date(*begins[-1]), end, True, True)))
