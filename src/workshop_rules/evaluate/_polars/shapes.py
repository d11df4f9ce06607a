"""What an expression becomes in columns.

Null in a column means: not certain, that is unknown or an error. Such a row is left to the evaluators of single cases,
so what a column does say must be what they would say; it may be silent where they would know.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

import polars as pl

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
    """

    top: pl.Expr
    below: int | pl.Expr = 1
    most: int = 10**9
    most_below: int = 1
    floats: pl.Expr | None = None


@dataclass(frozen=True, slots=True)
class RecordColumn:
    """A record: its fields are columns `path.field` of the facts."""

    path: str
    type: RecordOf


@dataclass(frozen=True, slots=True)
class Member:
    """The record of a list in question, inside of what is evaluated over all members of a list."""

    source: str
    type: RecordOf


@dataclass(frozen=True, slots=True)
class Members:
    """The members of a list fact, some of them left out, and what is asked of each.

    Attributes:
        source: the list fact.
        keep: over `pl.element()`: whether a member counts; None where all do.
        item: what each has become.
        gaps: whether `keep` or `item` may be null although the list is not.
    """

    source: str
    item: Shape
    keep: pl.Expr | None = None
    gaps: bool = False
    column: pl.Expr = field(default_factory=pl.element)


Shape: TypeAlias = "Constant | Plain | NumberColumn | RecordColumn | Member | Members"
