"""Which other thresholds would turn a decision: the nearest ones, found by deciding again with each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import chain
from math import floor

from workshop_rules.compile.plan import Decision, Plan, PolicyParameter
from workshop_rules.evaluate.evaluation import Case, Evaluation, EvaluationError, State, Trace
from workshop_rules.evaluate.interpreter.numbers import exact
from workshop_rules.explain.dependencies import dependencies
from workshop_rules.explain.reading import everything_in
from workshop_rules.language import types
from workshop_rules.language.calendar import calendar_day, completed_months
from workshop_rules.language.types import Enumeration
from workshop_rules.language.values import DaysTime, ListValue, Number, Outcome, Record, Value, YearsMonths

_TRIED = 16
"""How many other values are tried on each side of a threshold, the nearest first."""
_DAY = 86_400_000_000_000


@dataclass(frozen=True, slots=True)
class ParameterSwitch:
    """Another threshold, and what it would lead to.

    Attributes:
        parameter: the threshold, by its id.
        value: the nearest other value on its side that would change the verdict: a whole number, or one of the case's.
        outcome: what the outcome would be then.
        possible_outcomes: all that would be possible then.
        criteria: the criteria that would end otherwise, with their state then.
    """

    parameter: str
    value: Value
    outcome: str
    possible_outcomes: tuple[str, ...] = ()
    criteria: dict[str, State] = field(default_factory=dict)


def parameter_switches(
    plan: Plan, decision: Decision, case: Case, evaluation: Evaluation, decide: Callable[[Case], Evaluation]
) -> tuple[ParameterSwitch, ...]:
    """For each threshold that the decision reads the nearest value below it and above it that would turn the verdict.

    Args:
        plan: the pack.
        decision: the decision.
        case: the case.
        evaluation: the decision on it, with traces: the values in them are those that thresholds are held against.
        decide: decides a case.
    """
    seen = _Seen(evaluation, case.as_of or decision.as_of)

    def turned(name: str, value: Value) -> Evaluation | None:
        """What is decided with another value of a threshold, where that turns the verdict."""
        try:
            other = decide(replace(case, parameters={**case.parameters, name: value}))
        except EvaluationError:
            return None
        same = (other.outcome, other.possible_outcomes) == (evaluation.outcome, evaluation.possible_outcomes)
        return None if same else other

    found: list[ParameterSwitch] = []
    for name in dependencies(plan, decision).parameters:
        here = case.parameters[name]
        for side in seen.others(plan.parameters[name], here):
            before = here
            for value in side:
                other = turned(name, value)
                if other is not None:
                    found.append(_switch(name, *_nearest(name, before, (value, other), turned), evaluation))
                    break
                before = value
    return tuple(found)


def _nearest(
    name: str,
    before: Value | None,
    turning: tuple[Value, Evaluation],
    turned: Callable[[str, Value], Evaluation | None],
) -> tuple[Value, Evaluation]:
    """Between a value that leaves the verdict as it is and one that turns it, the first whole one that does."""
    value, other = turning
    while (middle := _middle(before, value)) is not None:
        found = turned(name, middle)
        if found is None:
            before = middle
        else:
            value, other = middle, found
    return value, other


def _middle(one: Value | None, other: Value) -> Value | None:
    """A whole value in the middle between two; None where there is none."""
    match one, other:
        case (bool(), _) | (_, bool()):
            return None
        case int() | Fraction(), int() | Fraction():
            return _whole_between(one, other)
        case YearsMonths(months), YearsMonths(others):
            middle = _whole_between(months, others)
            return None if middle is None else YearsMonths(middle)
        case DaysTime(nanoseconds), DaysTime(others):
            middle = _whole_between(Fraction(nanoseconds, _DAY), Fraction(others, _DAY))
            return None if middle is None else DaysTime(middle * _DAY)
        case (dt.datetime(), _) | (_, dt.datetime()):
            return None
        case dt.date(), dt.date():
            middle = _whole_between(one.toordinal(), other.toordinal())
            return None if middle is None else dt.date.fromordinal(middle)
        case _:
            return None


def _whole_between(one: Number, other: Number) -> int | None:
    low, high = sorted((Fraction(one), Fraction(other)))
    middle = max(floor((low + high) / 2), floor(low) + 1)
    return middle if middle < high else None


def _switch(name: str, value: Value, other: Evaluation, evaluation: Evaluation) -> ParameterSwitch:
    changed = {
        id_: result.state
        for id_, result in other.criteria.items()
        if result.state is not evaluation.criteria[id_].state
    }
    return ParameterSwitch(name, value, other.outcome, other.possible_outcomes, changed)


class _Seen:
    """The values that a decision came across."""

    def __init__(self, evaluation: Evaluation, as_of: dt.date | None) -> None:
        self._as_of = as_of
        self._numbers: set[Number] = set()
        self._dates: set[dt.date] = set()
        for trace in _traces(evaluation):
            for one in everything_in(trace):
                self._see(one.value)

    def _see(self, value: Outcome) -> None:
        match value:
            case bool():
                pass
            case int() | Fraction():
                self._numbers.add(value)
            case dt.date() if not isinstance(value, dt.datetime):
                self._dates.add(value)
            case Record(fields=fields):
                for part in fields.values():
                    self._see(part)
            case ListValue(items=items):
                for item in items:
                    self._see(item)
            case _:
                pass

    def others(self, parameter: PolicyParameter, value: Value | None) -> Iterator[Iterable[Value]]:
        """Other values of a threshold, below it and above it, each the nearest first."""
        match value:
            case None:
                return
            case bool():
                yield [not value]
            case int() | Fraction():
                near = {exact(Fraction(one) + step) for one in (*self._numbers, value) for step in (-1, 0, 1)}
                near |= {floor(value), -floor(-value)}
                if value >= 0:
                    near = {one for one in near if one >= 0}
                yield from _sides(value, near, lambda one: Fraction(one) if isinstance(one, Number) else Fraction(0))
            case str() if isinstance(parameter.type, Enumeration):
                rank = parameter.type.members.index
                yield from _sides(value, parameter.type.members, lambda one: rank(str(one)))
            case YearsMonths():
                spans = {months + step for months in (*self._months(), value.months) for step in (-1, 0, 1)}
                other = {YearsMonths(months) for months in spans if months > 0}
                yield from _sides(value, other, lambda one: one.months if isinstance(one, YearsMonths) else 0)
            case DaysTime() if parameter.type == types.DAYS_TIME:
                here = value.nanoseconds // _DAY
                days = {DaysTime(count * _DAY) for count in (*self._days(), here - 1, here, here + 1) if count > 0}
                yield from _sides(value, days, lambda one: one.nanoseconds if isinstance(one, DaysTime) else 0)
            case dt.date() if parameter.type == types.DATE:
                near_days = {
                    day + dt.timedelta(days=step)
                    for day in (*self._dates, value)
                    if _inside(day)
                    for step in (-1, 0, 1)
                }
                yield from _sides(value, near_days, lambda one: one.toordinal() if isinstance(one, dt.date) else 0)
            case _:
                pass

    def _months(self) -> Iterator[int]:
        if self._as_of is not None:
            for day in self._dates:
                if day <= self._as_of:
                    yield completed_months(calendar_day(day), calendar_day(self._as_of))

    def _days(self) -> Iterator[int]:
        for day in self._dates:
            for other in self._dates:
                if other > day:
                    yield (other - day).days
                    yield (other - day).days + 1


def _traces(evaluation: Evaluation) -> Iterator[Trace]:
    results = evaluation.criteria.values()
    traces = chain.from_iterable((one.trace, one.applies_trace) for one in results)
    yield from (trace for trace in (*traces, evaluation.trace) if trace is not None)


def _inside(day: dt.date) -> bool:
    return dt.date.min < day < dt.date.max


def _sides(
    value: Value, others: Iterable[Value], place: Callable[[Value], Fraction | int]
) -> Iterator[Iterable[Value]]:
    """The values below and those above, each the nearest first."""
    here = place(value)
    placed = sorted(((place(one), one) for one in others), key=lambda one: one[0])
    yield [one for there, one in reversed(placed) if there < here][:_TRIED]
    yield [one for there, one in placed if there > here][:_TRIED]
