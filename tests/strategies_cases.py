"""A sample vocabulary, and Hypothesis strategies for cases of it: facts near every boundary, with gaps.

Names are chosen so that no field has the name of a fact: the fields of `item` may stand bare in any filter.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cache

from hypothesis import strategies as st

from workshop_rules.check.scope import Scope
from workshop_rules.evaluate.evaluation import Case, Dossier
from workshop_rules.language.types import (
    BOOLEAN,
    DATE,
    DATE_TIME,
    DAYS_TIME,
    NUMBER,
    STRING,
    TIME,
    YEARS_MONTHS,
    Choice,
    Enumeration,
    ListOf,
    RecordOf,
    Type,
)
from workshop_rules.language.values import DaysTime, Value, YearsMonths

LEVEL = Enumeration("level", ("school", "county", "city", "province", "national"), ordered=True)
RANK = Enumeration("rank", ("none", "junior", "senior"), ordered=True)
KIND = Enumeration("honor_kind", ("education", "homeroom", "other"))
HONOR = RecordOf(
    "honors", (("grade", LEVEL), ("kind", KIND), ("awarded_on", DATE), ("points", NUMBER), ("label", STRING))
)
PROJECT = RecordOf("projects", (("grade", LEVEL), ("started_on", DATE), ("ended_on", DATE), ("ongoing", BOOLEAN)))
PERIOD = RecordOf("periods_held", (("from", DATE), ("to", DATE), ("ongoing", BOOLEAN)))
LEADER = RecordOf("leader", (("workplace", STRING), ("years_led", NUMBER), ("grade", LEVEL)))

FACTS: Mapping[str, Type] = {
    "years": NUMBER,
    "score": NUMBER,
    "教龄": NUMBER,
    "in_service": BOOLEAN,
    "published": BOOLEAN,
    "name": STRING,
    "school": STRING,
    "born_on": DATE,
    "hired_on": DATE,
    "met_at": DATE_TIME,
    "opens_at": TIME,
    "term": YEARS_MONTHS,
    "lesson": DAYS_TIME,
    "rank": RANK,
    "level_held": LEVEL,
    "main_kind": KIND,
    "honors": ListOf(HONOR),
    "projects": ListOf(PROJECT),
    "periods_held": ListOf(PERIOD),
    "numbers": ListOf(NUMBER),
    "days": ListOf(DATE),
    "labels": ListOf(STRING),
    "grades": ListOf(LEVEL),
    "flags": ListOf(BOOLEAN),
    "leader": LEADER,
}
WINDOW = Choice("window", ("anniversary", "day_after", "calendar"))
PARAMETERS: Mapping[str, Type] = {
    "least_years": NUMBER,
    "unstated": NUMBER,
    "period": YEARS_MONTHS,
    "least_level": LEVEL,
}
FINDINGS = ("conduct", "expertise")

SCOPE = Scope(
    facts=FACTS,
    enumerations={e.name: e for e in (LEVEL, RANK, KIND)},
    readings={"window": WINDOW},
    parameters=PARAMETERS,
    findings=frozenset(FINDINGS),
)
"""What the generated expressions may name."""

_DATES = [
    dt.date(*parts)
    for parts in (
        (1973, 10, 1),
        (1984, 2, 29),
        (2008, 9, 30),
        (2008, 10, 1),
        (2008, 10, 2),
        (2011, 12, 31),
        (2012, 1, 31),
        (2012, 2, 28),
        (2012, 2, 29),
        (2012, 3, 1),
        (2013, 2, 28),
        (2013, 9, 30),
        (2013, 10, 1),
        (2013, 10, 2),
        (9999, 12, 31),
        (1, 1, 1),
    )
]


THRESHOLDS: list[int | Fraction] = [
    *(Fraction(5, 2), Fraction(1, 10), Fraction(-7, 4), Fraction(51, 4), 2**63, 10**20, 10**9, -(10**9), -1, -3),
    *(Fraction(repr(math.nextafter(near, to))) for near in (0.1, 9.0, 12.75) for to in (-math.inf, math.inf)),
]
"""Halves, decimals that a binary fraction is not, what is next to them as one, large numbers."""
_TEXTS = ["", "a", "A", "ab", "A b", "班主任", "长安区第一中学", "𝑥y", "\uffffy", "é", "e\u0301", "a\0", "\0b"]
_TEXTS += ["\ufffe", "\U00100000", "x\U00108001", "\u202eab"]
ODD: Mapping[Type, Sequence[object]] = {NUMBER: THRESHOLDS, DATE: _DATES, STRING: _TEXTS}
"""Values that an evaluator may take for others."""


def dates() -> st.SearchStrategy[dt.date]:
    """Dates at and beside the ends of windows, months, leap days and the calendar; and any other."""
    likely = st.sampled_from(_DATES[:-2])
    return st.one_of(likely, likely, st.sampled_from(_DATES), st.dates(dt.date(2000, 1, 1), dt.date(2020, 12, 31)))


def numbers() -> st.SearchStrategy[int | Fraction]:
    """Small whole numbers, thirds, odd ones, and decimals."""
    decimals = st.integers(-2000, 2000).map(lambda hundredths: Fraction(hundredths, 100))
    return st.one_of(st.integers(-2, 12), st.sampled_from([Fraction(1, 3), *THRESHOLDS]), decimals.map(_whole))


def _whole(number: Fraction) -> int | Fraction:
    return number.numerator if number.denominator == 1 else number


@cache
def below(count: int) -> st.SearchStrategy[int]:
    """One of the first so many whole numbers from 0 on; made once, since that takes longer than drawing."""
    return st.integers(0, count - 1)


@cache
def values(type_: Type) -> st.SearchStrategy[object]:
    """Values of a type, in the form in which a dossier has them."""
    match type_:
        case Enumeration(members=members):
            return st.sampled_from(members)
        case ListOf(item=item):
            return st.lists(values(item), max_size=4).map(tuple)
        case RecordOf(fields=fields):
            return _records(fields)
        case _:
            return _SCALARS[type_]


@st.composite
def _records(draw: st.DrawFn, fields: tuple[tuple[str, Type], ...]) -> dict[str, object]:
    """Records, of which one field in seven is not supplied."""
    return {name: draw(values(type_)) for name, type_ in fields if draw(below(7))}


_SCALARS: Mapping[Type, st.SearchStrategy[object]] = {
    NUMBER: numbers(),
    STRING: st.sampled_from(_TEXTS),
    BOOLEAN: st.booleans(),
    DATE: dates(),
    DATE_TIME: st.builds(
        dt.datetime.combine, dates(), st.sampled_from([dt.time(0), dt.time(8, 30), dt.time(23, 59, 59)])
    ),
    TIME: st.sampled_from([dt.time(0), dt.time(8, 30), dt.time(12), dt.time(23, 59, 59)]),
    YEARS_MONTHS: st.integers(-14, 130).map(YearsMonths),
    DAYS_TIME: st.sampled_from([0, 1, 86_400 * 10**9, 36 * 3600 * 10**9, -5 * 86_400 * 10**9]).map(DaysTime),
}


_FINDINGS_MADE = st.dictionaries(st.sampled_from(FINDINGS), st.booleans())
_DATES_OF_DECISION = dates()
_THRESHOLDS = numbers()


@st.composite
def dossiers(draw: st.DrawFn, facts: Mapping[str, Type] = FACTS) -> Dossier:
    """Facts, some of them absent, some records with gaps, some lists incomplete, some findings not yet made."""
    given: dict[str, object] = {}
    for name, type_ in facts.items():
        if draw(below(5)):
            given[name] = draw(values(type_))
    lists = [name for name in given if isinstance(facts[name], ListOf)]
    incomplete = draw(st.sets(st.sampled_from(lists), max_size=2)) if lists and not draw(below(3)) else set()
    findings = draw(_FINDINGS_MADE)
    return Dossier(given, findings=findings, incomplete=frozenset(incomplete))


@st.composite
def cases(draw: st.DrawFn, facts: Mapping[str, Type] = FACTS) -> Case:
    """Dossiers with a date of decision (seldom none), readings and parameters."""
    as_of = draw(_DATES_OF_DECISION) if draw(below(10)) else None
    parameters: dict[str, Value | None] = {
        "least_years": draw(_THRESHOLDS),
        "unstated": None,
        "period": YearsMonths(60),
        "least_level": draw(st.sampled_from(LEVEL.members)),
    }
    return Case(draw(dossiers(facts)), as_of, {"window": draw(st.sampled_from(WINDOW.options))}, parameters)
