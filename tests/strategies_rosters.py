"""Hypothesis strategies for small rosters: dossiers as rows of a frame can have them, asked of whole plans.

Facts of types that frames have no columns of are never supplied; every number fits the type of its column, which is
most often some float's shortest form.
"""

from __future__ import annotations

import datetime as dt
import math
import random
from collections.abc import Collection, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import islice
from typing import Any

import polars as pl
from hypothesis import strategies as st

from tests.dossiers import cases
from tests.evaluate.rosters import Columns, fits, frame_of
from tests.strategies_cases import FACTS, ODD
from tests.strategies_plans import parameters_drawn, plan_drawn, waivers_drawn
from tests.strategies_typed import LISTS_CHOSEN, LISTS_WRITTEN, LOOPS
from workshop_rules.compile.plan import Plan
from workshop_rules.evaluate.evaluation import Case, Dossier
from workshop_rules.language.types import (
    DATE,
    DATE_TIME,
    DAYS_TIME,
    NUMBER,
    TIME,
    YEARS_MONTHS,
    Enumeration,
    ListOf,
    RecordOf,
    Type,
)

UNSUPPLIED = frozenset({DATE_TIME, TIME, DAYS_TIME, YEARS_MONTHS})
"""Types that rosters have no columns of."""
REFUSED = (
    *("{moment}", "{time}", "{length}", "{months}.", "{months} /", "years and months", "date(", "of year", "of week"),
    *("string(", "string length", "substring", "string join", " case("),
    *("sort(", "mode(", "reverse(", "sublist", "index of", "union(", "append(", "concatenate(", "flatten("),
    *("{place}]", "decimal(", "round ", "odd(", "even(", "**", "product", "mean", "median"),
    *("{two_", "{point_range}", "{range_point}", "number(", "{scale}", "{made"),
    *(".start", ".end"),
)
"""Pieces of templates that columns refuse, so that most of what is generated has a form in columns."""

SELDOM = (LISTS_WRITTEN, LISTS_CHOSEN, "distinct values(", "abs(", "{months} + ")
"""What columns have a form for only somewhere: of whole plans too few would be left that have one."""


SIGNED: Mapping[pl.DataType, int] = {pl.Int8(): 7, pl.Int16(): 15, pl.Int32(): 31, pl.Int64(): 63}
WHOLE: Mapping[pl.DataType, int] = {
    **SIGNED,
    pl.UInt8(): 8,
    pl.UInt16(): 16,
    pl.UInt32(): 32,
    pl.UInt64(): 64,
    pl.Int128(): 127,
}
"""Types of whole numbers, and of how many bits these are."""
DECIMALS = (pl.Decimal(38, 0), pl.Decimal(12, 2), pl.Decimal(38, 6), pl.Decimal(20, 7))


@dataclass(frozen=True)
class Asked:
    """A plan, and rows that its decision `asked` is asked about.

    Attributes:
        case: the readings, the parameters, and the date of rows without one of their own.
        dossiers: the rows.
        days: their own dates.
        columns_as: what the facts come as.
    """

    plan: Plan
    case: Case
    dossiers: tuple[Dossier, ...]
    days: tuple[dt.date | None, ...]
    columns_as: Columns

    @property
    def frame(self) -> pl.DataFrame:
        """The rows, each with its date in the column `day`."""
        return frame_of(self.plan, self.dossiers, self.days, self.columns_as)

    def cases(self) -> list[Case]:
        """What the interpreter is asked, row by row."""
        return [
            replace(self.case, dossier=dossier, as_of=day or self.case.as_of)
            for dossier, day in zip(self.dossiers, self.days, strict=True)
        ]


ON_ARRAYS = (
    *(*REFUSED, *SELDOM, *LOOPS[2:3]),
    *(" + ", " - ", " * ", " / ", "-{", "{rounded}", "{folded}", "modulo(", "{date_part}", "of week", "of year"),
    *("completed", "periods(", "list contains(", "all(", "any(", "{item} in", "{string}", "{strings}", "{months}"),
    *("max(", "min("),
)
"""Pieces of templates that have no form on arrays."""


def columns_as(draw: random.Random, read: AbstractSet[str], whole: Collection[pl.DataType] = tuple(WHOLE)) -> Columns:
    """What columns of facts, and fields of records, come as: half of the numbers, and a few of the rest, unusually.

    Args:
        draw: random numbers.
        read: the facts.
        whole: the types that whole numbers may have.
    """
    found: dict[str, pl.DataType] = {}
    for path, type_ in _single_values(read):
        among: tuple[pl.DataType, ...] = ()
        if type_ == NUMBER:
            among = (*whole, *DECIMALS)
        elif type_ == DATE:
            among = (pl.String(),)
        elif isinstance(type_, Enumeration):
            among = (pl.String(), pl.Categorical(), pl.Enum(type_.members[::-1]))
        if among and draw.random() < (1 / 2 if type_ == NUMBER else 1 / 5):
            found[path] = draw.choice(among)
    return found


def _single_values(names: AbstractSet[str]) -> Iterator[tuple[str, Type]]:
    for name in sorted(names & FACTS.keys()):
        type_ = FACTS[name]
        item = type_.item if isinstance(type_, ListOf) else type_
        fields = ((f"{name}.{part}", one) for part, one in item.fields) if isinstance(item, RecordOf) else ()
        yield from fields or ((name, item),)


def _fitting(value: Any, path: str, types: Columns) -> Any:
    """A value whose numbers fit the types of their columns."""
    match value:
        case tuple():
            return tuple(_fitting(one, path, types) for one in value)
        case dict():
            return {name: _fitting(one, f"{path}.{name}", types) for name, one in value.items()}
        case bool():
            return value
        case int() | Fraction() if path in types:
            return _number(value, types[path])
        case int() | Fraction():
            return value if fits(value) else Fraction(1, 2)
        case _:
            return value


def _number(value: int | Fraction, dtype: pl.DataType) -> int | Fraction:
    if isinstance(dtype, pl.Decimal):
        scale, largest = 10**dtype.scale, 10 ** (dtype.precision or 38) - 1
        exact = Fraction(min(max(math.floor(value * scale), -largest), largest), scale)
        return exact.numerator if exact.denominator == 1 else exact
    most = 1 << WHOLE[dtype]
    least = 0 if dtype.is_unsigned_integer() else -most
    return min(max(math.floor(value), least), most - 1)


def asked_of(plan: Plan, draw: random.Random, gaps: float, rows: int, whole: Collection[pl.DataType]) -> Asked:
    """A plan with so many rows, as of one date or of two; with gaps, some are granted waivers.

    Args:
        plan: what is asked.
        draw: random numbers.
        gaps: how likely something is not supplied.
        rows: how many.
        whole: the types that whole numbers may have.
    """
    decision = plan.decisions["asked"]
    read = decision.facts.union(*(plan.decisions[name].facts for name in decision.uses))
    types = columns_as(draw, read, whole)
    found = list(islice(cases(plan, decision, draw.randrange(2**32), gaps=gaps, odd=ODD), rows))
    asked = tuple(_row(one.dossier, draw, types, gaps) for one in found)
    other = found[-1].as_of if draw.random() < 1 / 4 else None
    days = tuple(other if draw.random() < 1 / 2 else None for _ in asked)
    return Asked(plan, replace(found[0], parameters=parameters_drawn(draw)), asked, days, types)


def _row(dossier: Dossier, draw: random.Random, types: Columns, gaps: float) -> Dossier:
    """The dossier as a row can have it; waivers are rather for criteria that there are."""
    facts = {
        name: _fitting(value, name, types)
        for name, value in dossier.facts.items()
        if FACTS[name] not in UNSUPPLIED and value != ""
    }
    waived = waivers_drawn(draw) if gaps and draw.random() < 1 / 4 else ()
    return replace(dossier, facts=facts, incomplete=dossier.incomplete & facts.keys(), waivers=waived)


def rosters(*, gaps: float = 0.1, rows: int = 6) -> st.SearchStrategy[Asked]:
    """Plans, each with so many rows."""

    def drawn(draw: random.Random) -> Asked:
        return asked_of(plan_drawn(draw, (*REFUSED, *SELDOM)), draw, gaps, rows, SIGNED)

    return st.randoms(use_true_random=True).map(drawn)
