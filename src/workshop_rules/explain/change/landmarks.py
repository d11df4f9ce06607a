"""The values that a decision turns at: numbers, texts, dates and durations that stand in it or in its thresholds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from workshop_rules.compile.plan import Decision, Plan
from workshop_rules.language import tree
from workshop_rules.language.iso8601 import read_temporal
from workshop_rules.language.tree import Expr
from workshop_rules.language.values import DaysTime, Number, Value, YearsMonths
from workshop_rules.language.walk import walk

_DAY = 86_400_000_000_000


@dataclass(frozen=True, slots=True)
class Landmarks:
    """The values of some expressions.

    Attributes:
        months: durations in months, those of years included. days: durations in days.
        fields: names of the fields of records that are read.
        facts: paths of the facts that are read, through definitions, derivations and other decisions.
        calendar: whether parts of dates are read, such as the month, or dates are made of numbers.
    """

    numbers: tuple[Number, ...]
    texts: tuple[str, ...]
    dates: tuple[dt.date, ...]
    months: tuple[int, ...]
    days: tuple[int, ...]
    fields: frozenset[str]
    facts: frozenset[str]
    calendar: bool


def decision_expressions(decision: Decision) -> Iterator[Expr]:
    """The criteria, outcome and value of a decision; what they refer to is reached from there."""
    for criterion in decision.criteria:
        if criterion.applies is not None:
            yield criterion.applies
        yield criterion.condition
    yield decision.outcome
    if decision.value is not None:
        yield decision.value


def landmarks(
    plan: Plan, decision: Decision, parameters: Mapping[str, Value | None], expressions: Iterable[Expr]
) -> Landmarks:
    """What expressions of a decision turn at, with these thresholds."""
    found = _Found(parameters)
    for node in _reached(plan, decision, expressions):
        found.look_at(node)
    return found.landmarks()


def _reached(plan: Plan, decision: Decision, expressions: Iterable[Expr]) -> Iterator[Expr]:
    """Every node of the expressions, and of what they refer to, each once."""
    waiting = [(decision, node) for node in expressions]
    seen: set[tuple[str, str]] = set()
    while waiting:
        owner, start = waiting.pop()
        definitions = {one.name: one.expression for one in owner.definitions}
        for node in walk(start):
            yield node
            match node:
                case tree.DefinitionRef(name=name) if (owner.id, name) not in seen and name in definitions:
                    seen.add((owner.id, name))
                    waiting.append((owner, definitions[name]))
                case tree.FactRef(path=path) if ("", path) not in seen:
                    seen.add(("", path))
                    fact = plan.facts.get(path)
                    if fact is not None and fact.derivation is not None:
                        waiting.append((owner, fact.derivation))
                case tree.CriterionRef(id=name) if (owner.id, f"criterion {name}") not in seen:
                    seen.add((owner.id, f"criterion {name}"))
                    criterion = next((one for one in owner.criteria if one.id == name), None)
                    parts = () if criterion is None else (criterion.applies, criterion.condition)
                    waiting.extend((owner, part) for part in parts if part is not None)
                case tree.DecisionRef(name=name) if ("decision", name) not in seen:
                    seen.add(("decision", name))
                    used = plan.decisions[name]
                    waiting.extend((used, part) for part in decision_expressions(used))
                case _:
                    pass


class _Found:
    """Collects landmarks."""

    def __init__(self, parameters: Mapping[str, Value | None]) -> None:
        self._parameters = parameters
        self._numbers: set[Number] = set()
        self._texts: set[str] = set()
        self._dates: set[dt.date] = set()
        self._months: set[int] = set()
        self._days: set[int] = set()
        self._fields: set[str] = set()
        self._facts: set[str] = set()
        self._calendar = False

    def look_at(self, node: Expr) -> None:
        match node:
            case tree.NumberLiteral(value=value):
                self._value(_exact(Fraction(value)))
            case tree.StringLiteral(value=text):
                self._texts.add(text)
            case tree.AtLiteral(text=text):
                self._value(read_temporal(text))
            case tree.ParameterRef(name=name):
                self._value(self._parameters.get(name))
            case tree.FactRef(path=path):
                self._facts.add(path)
            case tree.Path(name=name):
                self._fields.add(name)
                self._calendar |= name in {"year", "month", "day", "weekday"}
            case tree.Name(name=name):
                self._fields.add(name)
            case tree.BuiltinCall(function=function):
                self._calendar |= function.startswith(("date", "day of", "month of", "week of", "periods"))
            case _:
                pass

    def _value(self, value: object) -> None:
        match value:
            case bool():
                pass
            case int() | Fraction():
                self._numbers.add(value)
                if isinstance(value, int) and 0 < value <= 200:  # noqa: PLR2004 (a number of years)
                    self._months.add(12 * value)
            case dt.datetime():
                self._dates.add(value.date())
            case dt.date():
                self._dates.add(value)
            case YearsMonths(months=months):
                self._months.add(abs(months))
            case DaysTime(nanoseconds=nanoseconds):
                self._days.add(abs(nanoseconds) // _DAY)
            case _:
                pass

    def landmarks(self) -> Landmarks:
        return Landmarks(
            tuple(sorted(self._numbers)),
            tuple(sorted(self._texts)),
            tuple(sorted(self._dates)),
            tuple(sorted(self._months)),
            tuple(sorted(self._days)),
            frozenset(self._fields),
            frozenset(self._facts),
            self._calendar,
        )


def _exact(number: Fraction) -> Number:
    return number.numerator if number.denominator == 1 else number
