"""What the passing of time does to a case: the days on which something can turn, and the first on which all is well.

Days on which a decision can turn are worked out from the dates in the facts and the durations and numbers in the rules;
to be sure, the first day of every month is looked at, too. Between two days that differ the turn is found by halving.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from workshop_rules.compile.plan import Decision, Plan
from workshop_rules.evaluate.evaluation import Case
from workshop_rules.evaluate.interpreter.functions.periods import years_in_periods
from workshop_rules.explain.change.edits import Edit, Kind, days
from workshop_rules.explain.change.landmarks import Landmarks
from workshop_rules.language.calendar import add_months, calendar_day, monthly
from workshop_rules.language.values import ListValue, Number, Record

_MOST_WAITS = 40
"""How many days to wait until are tried for one condition."""
_MOST_MONTHS = 1200
"""Numbers up to this may count months."""
_YEARS = 60
"""How far a search for changes looks ahead."""


def waits(plan: Plan, decision: Decision, case: Case, marks: Landmarks) -> Iterator[Edit]:
    """The case decided later: on days on which what has these landmarks can turn; none where the date is fixed."""
    as_of = case.as_of
    if as_of is None or decision.as_of is not None:
        return
    last = horizon(plan, as_of, _YEARS)
    for day in turning_days(plan, case, marks, as_of, last, monthly_too=False)[:_MOST_WAITS]:
        yield Edit(Kind.WAIT, "as_of", day, as_of, days(as_of, day))


def horizon(plan: Plan, as_of: dt.date, years: int) -> dt.date:
    """The last day that is looked at: so many years on, or the last one for which the pack judges."""
    last = dt.date(min(as_of.year + years, dt.MAXYEAR), 12, 31)
    return last if plan.applies_until is None else max(as_of, min(last, plan.applies_until))


def turning_days(
    plan: Plan, case: Case, marks: Landmarks, after: dt.date, last: dt.date, *, monthly_too: bool = True
) -> list[dt.date]:
    """The days after one day, up to a last one, on which something can turn; in order.

    Args:
        plan: the pack.
        case: the case.
        marks: what the rules turn at.
        after: the day after which to begin.
        last: the last day.
        monthly_too: also the first of every month, so that a turn that the rules do not show is not passed over.
    """
    found = {day for start in _dates(plan, case, marks) for day in _around(start, marks)}
    found.update(_service(plan, case, marks, after, last))
    if monthly_too or marks.calendar:
        found.update(dt.date(year, month, 1) for year in range(after.year, last.year + 1) for month in range(1, 13))
    return sorted(day for day in found if after < day <= last)


def _dates(plan: Plan, case: Case, marks: Landmarks) -> set[dt.date]:
    """Every date in the facts that are read, and in the rules."""
    found = set(marks.dates)
    for path in marks.facts:
        if path in plan.facts:
            found.update(_dates_in(case.dossier.facts.get(path)))
    return found


def _dates_in(value: Any) -> Iterator[dt.date]:  # noqa: ANN401 (a fact of any type)
    match value:
        case dt.datetime():
            yield value.date()
        case dt.date():
            yield value
        case Mapping():
            for part in value.values():
                yield from _dates_in(part)
        case tuple():
            for part in value:
                yield from _dates_in(part)
        case _:
            pass


def _around(start: dt.date, marks: Landmarks) -> Iterator[dt.date]:
    """The day, and the days that lie the durations of the rules away from it, each with its neighbours."""
    day = calendar_day(start)
    whole_years = {12 * (months // 12 + 1) for months in marks.months}
    numbers = {int(number) for number in marks.numbers if 0 < number < _MOST_MONTHS}
    for months in {0, *marks.months, *whole_years, *numbers}:
        for later in {add_months(day, months), monthly(day, months)}:
            if later.year <= dt.MAXYEAR:
                yield from _near(dt.date(*later), (-1, 0, 1, 2))
    for count in marks.days:
        yield from _near(start, (count - 1, count, count + 1))


def _near(day: dt.date, offsets: Iterable[int]) -> Iterator[dt.date]:
    for offset in offsets:
        number = day.toordinal() + offset
        if 1 <= number <= dt.date.max.toordinal():
            yield dt.date.fromordinal(number)


def _service(plan: Plan, case: Case, marks: Landmarks, after: dt.date, last: dt.date) -> Iterator[dt.date]:
    """The days on which years in periods come to a number that matters, and the days after."""
    for path in marks.facts:
        fact = plan.facts.get(path)
        periods = case.dossier.facts.get(path)
        if fact is None or fact.period is None or not isinstance(periods, tuple):
            continue
        records = tuple(Record(period, f"{path}[{place}]") for place, period in enumerate(periods, 1))
        for number in marks.numbers:
            reached = first_reached(records, number, after, last)
            if reached is not None:
                yield from _near(reached, (0, 1))


def first_reached(records: tuple[Record, ...], number: Number, after: dt.date, last: dt.date) -> dt.date | None:
    """The first day on which the years spent in periods are at least a number; they never become fewer."""

    def reached(day: int) -> bool:
        years = years_in_periods(ListValue(records), dt.date.fromordinal(day))
        return isinstance(years, int | Fraction) and years >= number

    low, high = after.toordinal(), last.toordinal()
    if reached(low) or not reached(high):
        return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if reached(middle) else (middle, high)
    return dt.date.fromordinal(high)
