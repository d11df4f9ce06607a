"""Dossiers for the decisions of real packs: facts near every number and date that the pack names, with gaps or without.

`dossiers(plan, decision, seed)` needs no Hypothesis, so that a batch of any size is made quickly and is the same again.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from types import MappingProxyType

from workshop_rules.compile.plan import Decision, Fact, Plan
from workshop_rules.evaluate.evaluation import Case, Dossier, Waiver
from workshop_rules.language import tree as t
from workshop_rules.language.iso8601 import read_temporal
from workshop_rules.language.types import (
    BOOLEAN,
    DATE,
    DATE_TIME,
    DAYS_TIME,
    NUMBER,
    STRING,
    TIME,
    YEARS_MONTHS,
    Enumeration,
    ListOf,
    RecordOf,
    Type,
)
from workshop_rules.language.values import DaysTime, YearsMonths
from workshop_rules.language.walk import walk

NONE_ODD: Mapping[Type, Sequence[object]] = MappingProxyType({})
FIRST_DAY, LAST_DAY = dt.date(1960, 1, 1), dt.date(2026, 12, 31)


@dataclass(frozen=True)
class Landmarks:
    """The values that a decision turns at."""

    numbers: Sequence[int | Fraction]
    dates: Sequence[dt.date]
    texts: Sequence[str]
    odd: Mapping[Type, Sequence[object]]


def expressions(plan: Plan, decision: Decision) -> Iterator[t.Expr]:
    """Every expression of a decision, of the decisions that it refers to, and of derivations."""
    for criterion in decision.criteria:
        yield criterion.condition
        if criterion.applies is not None:
            yield criterion.applies
    yield from (one.expression for one in decision.definitions)
    yield decision.outcome
    if decision.value is not None:
        yield decision.value
    yield from (fact.derivation for fact in plan.facts.values() if fact.derivation is not None)
    for name in decision.uses:
        yield from expressions(plan, plan.decisions[name])


def landmarks(plan: Plan, decision: Decision) -> Landmarks:
    """The values that stand in a decision or its parameters, and the dates that lie whole periods before it."""
    numbers: set[int | Fraction] = {0, 1}
    texts = {"甲校", "乙校"}
    as_of = decision.as_of or dt.date(2024, 2, 29)
    dates = {as_of}
    months = {12, 36, 60}
    for expression in expressions(plan, decision):
        for node in walk(expression):
            match node:
                case t.NumberLiteral(value=value):
                    numbers.add(_exact(Fraction(value)))
                case t.StringLiteral(value=text):
                    texts.add(text)
                case t.AtLiteral(text=text):
                    moment = read_temporal(text)
                    if isinstance(moment, YearsMonths):
                        months.add(abs(moment.months))
                    elif type(moment) is dt.date:
                        dates.add(moment)
                case _:
                    pass
    for parameter in plan.parameters.values():
        if isinstance(parameter.value, int | Fraction) and not isinstance(parameter.value, bool):
            numbers.add(parameter.value)
        elif isinstance(parameter.value, YearsMonths):
            months.add(parameter.value.months)
    dates |= {_months_before(date, count) for date in tuple(dates) for count in months}
    return Landmarks(sorted(numbers), sorted(dates), sorted(texts), NONE_ODD)


def dossiers(
    plan: Plan, decision: Decision, seed: int, *, gaps: float = 0.1, odd: Mapping[Type, Sequence[object]] = NONE_ODD
) -> Iterator[Dossier]:
    """Dossiers without end, the same ones for the same seed.

    Args:
        plan: the pack.
        decision: only facts that it may read are given.
        seed: of the random numbers.
        gaps: how likely a fact, field or finding is not supplied; with 0 nothing is waived or incomplete.
        odd: by types, values of which one in eight is taken, wherever the decision turns.
    """
    draw = random.Random(seed)
    marks = replace(landmarks(plan, decision), odd=odd)
    read = sorted(decision.facts.union(*(plan.decisions[name].facts for name in decision.uses)))
    while True:
        supplied = {
            name: _fact(plan.facts[name], marks, draw, gaps)
            for name in read
            if name in plan.facts and draw.random() >= gaps
        }
        findings = {
            name.removeprefix("findings."): draw.random() < 0.8
            for name in read
            if name.startswith("findings.") and draw.random() >= gaps
        }
        lists = [name for name in supplied if isinstance(plan.facts[name].type, ListOf)]
        incomplete = [name for name in lists if gaps and draw.random() < gaps / 2]
        waivers = [
            Waiver(plan.id, decision.id, criterion.id)
            for criterion in decision.criteria
            if gaps and draw.random() < gaps / 4
        ]
        yield Dossier(supplied, findings, tuple(waivers), frozenset(incomplete))


def cases(
    plan: Plan, decision: Decision, seed: int, *, gaps: float = 0.1, odd: Mapping[Type, Sequence[object]] = NONE_ODD
) -> Iterator[Case]:
    """Cases without end: dossiers, as of dates that are mostly landmarks, with readings at random."""
    draw = random.Random(seed)
    marks = landmarks(plan, decision)
    parameters = {name: parameter.value for name, parameter in plan.parameters.items()}
    for dossier in dossiers(plan, decision, seed, gaps=gaps, odd=odd):
        as_of = None if draw.random() < (0.4 if decision.as_of else gaps) else _date(marks, draw)
        readings = {
            name: one.default if draw.random() < 0.7 else draw.choice(one.readings).id
            for name, one in plan.interpretations.items()
        }
        yield Case(dossier, as_of, readings, parameters)


def _fact(fact: Fact, marks: Landmarks, draw: random.Random, gaps: float) -> object:
    return _value(fact.type, marks, draw, gaps)


def _value(type_: Type, marks: Landmarks, draw: random.Random, gaps: float) -> object:
    match type_:
        case Enumeration(members=members):
            return draw.choice(members)
        case ListOf(item=item):
            count = draw.choice((0, 1, 1, 2, 2, 3, 4, 6))
            if isinstance(item, RecordOf) or not gaps:
                return tuple(_value(item, marks, draw, gaps) for _ in range(count))
            return tuple(None if draw.random() < gaps / 4 else _value(item, marks, draw, gaps) for _ in range(count))
        case RecordOf(fields=fields):
            record = {name: _value(field, marks, draw, gaps) for name, field in fields if draw.random() >= gaps}
            return _in_order(record, fields)
        case _:
            return _scalar(type_, marks, draw)


def _scalar(type_: Type, marks: Landmarks, draw: random.Random) -> object:
    match type_:
        case _ if type_ in marks.odd and draw.random() < 1 / 8:
            return draw.choice(marks.odd[type_])
        case _ if type_ == NUMBER:
            around = draw.choice(marks.numbers) + draw.choice((-1, 0, 0, 0, 1, Fraction(1, 2), Fraction(-1, 10)))
            return _exact(Fraction(max(around, 0)))
        case _ if type_ == STRING:
            return draw.choice(marks.texts)
        case _ if type_ == BOOLEAN:
            return draw.random() < 0.7
        case _ if type_ == DATE:
            return _date(marks, draw)
        case _ if type_ == DATE_TIME:
            return dt.datetime.combine(_date(marks, draw), dt.time(draw.randrange(24)))
        case _ if type_ == TIME:
            return dt.time(draw.randrange(24))
        case _ if type_ == YEARS_MONTHS:
            return YearsMonths(draw.choice((6, 12, 36, 60)))
        case _ if type_ == DAYS_TIME:
            return DaysTime(draw.randrange(1000) * 86_400 * 10**9)
        case _:
            raise TypeError(type_)


def _in_order(record: dict[str, object], fields: Sequence[tuple[str, Type]]) -> dict[str, object]:
    """The record with its dates in the order of its fields, so that periods mostly begin before they end."""
    dated = [name for name, type_ in fields if type_ == DATE and name in record]
    ordered = sorted(value for name in dated if isinstance(value := record[name], dt.date))
    return {**record, **dict(zip(dated, ordered, strict=True))}


def _date(marks: Landmarks, draw: random.Random) -> dt.date:
    if draw.random() < 0.6:
        chosen = min(max(draw.choice(marks.dates), FIRST_DAY), LAST_DAY)
        return chosen + dt.timedelta(days=draw.choice((-1, 0, 0, 0, 1)))
    return FIRST_DAY + dt.timedelta(days=draw.randrange((LAST_DAY - FIRST_DAY).days))


def _months_before(date: dt.date, months: int) -> dt.date:
    year, month = divmod(date.year * 12 + date.month - 1 - months, 12)
    if not 1900 <= year <= 2100:
        return date
    return dt.date(year, month + 1, min(date.day, 28))


def _exact(number: Fraction) -> int | Fraction:
    return number.numerator if number.denominator == 1 else number
