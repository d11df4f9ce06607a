"""Hypothesis strategies for small rosters: dossiers as rows of a frame can have them, asked of whole plans.

Facts of types that frames have no columns of are never supplied; every number is some float's shortest form.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from typing import Any

from hypothesis import strategies as st

from tests.evaluate.rosters import fits
from tests.strategies_cases import FACTS, FINDINGS, below, cases, dates, values
from tests.strategies_plans import plans, waivers
from tests.strategies_typed import LISTS_CHOSEN, LISTS_WRITTEN
from workshop_rules.compile.plan import Plan
from workshop_rules.evaluate.evaluation import Case, Dossier
from workshop_rules.language.types import (
    DATE_TIME,
    DAYS_TIME,
    NUMBER,
    STRING,
    TIME,
    YEARS_MONTHS,
    ListOf,
    RecordOf,
    Type,
)

UNSUPPLIED = frozenset({DATE_TIME, TIME, DAYS_TIME, YEARS_MONTHS})
"""Types that rosters have no columns of."""
REFUSED = (
    *("{moment}", "{time}", "{length}", "{months}.", "{months} /", "years and months", "date(", "of year", "of week"),
    *("string", "contains(", "starts with", "ends with", " case(", "sort(", "mode(", "reverse(", "sublist", "index of"),
    *("union(", "append(", "concatenate(", "flatten(", "{place}]", "decimal(", "round", "odd(", "even(", "**"),
    *("{two_", "{point_range}", "{range_point}", "number(", "{scale}", "{made", "{folded}", "periods({date}"),
    *(".start", ".end"),
)
"""Pieces of templates that columns refuse, so that most of what is generated has a form in columns."""

SELDOM = (LISTS_WRITTEN, LISTS_CHOSEN, "distinct values(", "abs(", "{months} + ")
"""What columns have a form for only somewhere: of whole plans too few would be left that have one."""


@dataclass(frozen=True)
class Asked:
    """A plan, and rows that its decision `asked` is asked about.

    Attributes:
        case: the readings, the parameters, and the date of rows without one of their own.
        dossiers: the rows.
        days: their own dates.
    """

    plan: Plan
    case: Case
    dossiers: tuple[Dossier, ...]
    days: tuple[dt.date | None, ...]

    def cases(self) -> list[Case]:
        """What the interpreter is asked, row by row."""
        return [
            replace(self.case, dossier=dossier, as_of=day or self.case.as_of)
            for dossier, day in zip(self.dossiers, self.days, strict=True)
        ]


@cache
def supplied(type_: Type, *, gaps: bool = True) -> st.SearchStrategy[Any]:
    """Values of a type as rosters have them; with gaps, of five fields of a record one is not supplied."""
    match type_:
        case ListOf(item=item):
            return st.lists(supplied(item, gaps=gaps), max_size=4).map(tuple)
        case RecordOf(fields=fields):
            absent = (st.none(),) if gaps else ()
            return st.tuples(*(st.one_of(*absent, *[supplied(field, gaps=gaps)] * 4) for _, field in fields)).map(
                lambda parts: {name: part for (name, _), part in zip(fields, parts, strict=True) if part is not None}
            )
        case _ if type_ == NUMBER:
            return values(NUMBER).map(lambda number: number if fits(number) else Fraction(1, 2))
        case _ if type_ == STRING:
            texts: st.SearchStrategy[Any] = values(STRING)
            return texts.filter(lambda text: bool(text.strip()))
        case _:
            return values(type_)


@st.composite
def dossiers(draw: st.DrawFn, read: AbstractSet[str], *, gaps: bool = True) -> Dossier:
    """Those facts that are read; with gaps one in ten is not supplied, and of the lists one in ten may lack some."""

    def once_in_ten() -> bool:
        return gaps and not draw(below(10))

    known = sorted(name for name in read & FACTS.keys() if FACTS[name] not in UNSUPPLIED)
    facts = {name: draw(supplied(FACTS[name], gaps=gaps)) for name in known if not once_in_ten()}
    findings = [name for name in FINDINGS if f"findings.{name}" in read]
    return Dossier(
        facts,
        findings={name: draw(st.booleans()) for name in findings if not once_in_ten()},
        incomplete=frozenset(name for name in facts if isinstance(FACTS[name], ListOf) and once_in_ten()),
    )


@st.composite
def rosters(draw: st.DrawFn, *, gaps: bool = True, rows: int = 6) -> Asked:
    """A plan and so many rows, as of one date or of two; with gaps, some are granted waivers."""
    plan = draw(plans((*REFUSED, *SELDOM)))
    case = draw(cases({}))
    read = frozenset[str]().union(*(decision.facts for decision in plan.decisions.values()))
    asked_of = draw(st.lists(dossiers(read, gaps=gaps), min_size=rows, max_size=rows))
    if gaps:
        asked_of = [replace(one, waivers=() if draw(below(4)) else draw(waivers())) for one in asked_of]
    other = draw(dates()) if not draw(below(4)) else None
    days = [other if draw(st.booleans()) else None for _ in asked_of] if other else [None] * rows
    return Asked(plan, case, tuple(asked_of), tuple(days))
