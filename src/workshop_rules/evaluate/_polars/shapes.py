"""What an expression becomes in columns.

Null in a column means: not certain, that is unknown or an error. Such a row is left to the evaluators of single cases,
so what a column does say must be what they would say; it may be silent where they would know.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import polars as pl

from workshop_rules.evaluate._polars.levels import Level
from workshop_rules.language.types import RecordOf
from workshop_rules.language.values import Outcome


@dataclass(frozen=True, slots=True)
class Constant:
    """The same for every row: it depends on the date, readings and parameters only."""

    value: Outcome


@dataclass(frozen=True, slots=True)
class Plain:
    """A column of truth values, dates, texts, or places in an enumeration."""

    column: pl.Expr


@dataclass(frozen=True, slots=True)
class NumberColumn:
    """An exact number in each row: `top / below`.

    Attributes:
        top: whole numbers.
        below: positive whole numbers; an `int` where it is the same in each row.
        most, most_below: bounds on the absolute values of both, so that no product can overflow.
        floats: the column that `top` was made from, where that has binary floating point numbers: each counts as the
            decimal number that its shortest form (`repr`) writes.
        between: where `top` is null, between which whole numbers it lies; the second is null where there is no bound.
            None where that is not said.
    """

    top: pl.Expr
    below: int | pl.Expr = 1
    most: int = 10**9
    most_below: int = 1
    floats: pl.Expr | None = None
    between: tuple[pl.Expr, pl.Expr] | None = None


@dataclass(frozen=True, slots=True)
class RangeColumn:
    """A range of dates in each row, of which the first day always belongs.

    Attributes:
        low, high: its ends.
        closed: whether the last day belongs to it.
    """

    low: pl.Expr
    high: pl.Expr
    closed: pl.Expr


@dataclass(frozen=True, slots=True)
class RecordColumn:
    """A record: its fields are columns `path.field` of the facts."""

    path: str
    type: RecordOf


@dataclass(frozen=True, slots=True)
class Member:
    """A record of a list: its fields are columns of the level where the members of the list are the rows.

    Attributes:
        route: that level, and those by way of which it is reached from where the record is asked about.
    """

    source: str
    type: RecordOf
    route: tuple[Level, ...]


@dataclass(frozen=True, slots=True)
class Members:
    """The members of a list, some of them left out, and what is asked of each.

    Attributes:
        level: where they are the rows.
        item: what each has become; a column of that level.
        keep: whether a member counts, null where that is not known; None where all do.
        barred: a column of the level further out: whether nothing is known about the list; None where it is nowhere so.
        open: such a column: whether the list may lack entries.
    """

    level: Level
    item: Shape
    keep: pl.Expr | None = None
    barred: pl.Expr | None = None
    open: pl.Expr | None = None


Shape: TypeAlias = "Constant | Plain | NumberColumn | RangeColumn | RecordColumn | Member | Members"
