"""Sets of missing facts, as bits: of facts by themselves, of fields of the records of lists, of all that a list lacks.

A bit that stands for a field means the field of the record that a row of some level is of; one that stands for what
is *within* a level means whatever the rows lack that belong to a row further out. Those are told apart last, for the
rows of the roster of which it matters (`record_paths`).
"""

from __future__ import annotations

import operator
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import reduce
from typing import NamedTuple, TypeAlias

import polars as pl

from workshop_rules.evaluate._polars.levels import Level

_MOST_PATHS = 62
OPEN = 1 << 63
"""It is not known here why something is null."""
_LONG = 50
"""How many columns an expression names before it is worth a slower step not to have it twice, and so on further out."""


class Lacking(NamedTuple):
    """What an expression lacks.

    Attributes:
        bits: those of the paths that it lacks; a number where they are the same in every row, and 0 where it is known.
        most: all bits that may be set.
    """

    bits: int | pl.Expr
    most: int

    @property
    def column(self) -> pl.Expr:
        """The bits as a column."""
        return pl.lit(self.bits, pl.UInt64) if isinstance(self.bits, int) else self.bits


NOTHING = Lacking(0, 0)
NOT_TOLD = Lacking(OPEN, OPEN)


def together(parts: Iterable[Lacking]) -> Lacking:
    """All that several expressions lack."""
    fixed, columns, most = 0, [], 0
    for part in parts:
        if not part.most:  # whatever column says so
            continue
        most |= part.most
        if isinstance(part.bits, int):
            fixed |= part.bits
        else:
            columns.append(part.bits)
    if not columns:
        return Lacking(fixed, most)
    return Lacking(reduce(operator.or_, columns + ([pl.lit(fixed, pl.UInt64)] if fixed else [])), most)


def where(condition: pl.Expr, part: Lacking) -> Lacking:
    """What is lacking where a condition is true; nothing elsewhere."""
    if not part.most:
        return NOTHING
    return Lacking(pl.when(condition).then(part.column).otherwise(pl.lit(0, pl.UInt64)), part.most)


def told_where(null: pl.Expr, part: Lacking) -> Lacking:
    """What is lacking where something is null; open where that does not explain it."""
    if isinstance(part.bits, int):
        return where(null, part if part.bits else NOT_TOLD)
    none, open_ = pl.lit(0, pl.UInt64), pl.lit(OPEN, pl.UInt64)
    if len(part.bits.meta.root_names()) > _LONG:
        bits = part.bits.replace(none, open_)
    else:
        bits = pl.when(part.bits == 0).then(open_).otherwise(part.bits)
    return where(null, Lacking(bits, part.most | OPEN))


@dataclass(frozen=True, slots=True)
class RecordField:
    """A field of the record that a row of a level is of.

    Attributes:
        home: the level.
        source: the path of the list.
        name: that of the field.
        place: the column of the level with the record's place in the list, from 1; with lists of them, among the parts
            of what is within.
    """

    home: Level
    source: str
    name: str
    place: str

    def columns(self) -> tuple[str, ...]:
        """The columns that tell what it is."""
        return (self.place,)

    def path(self, place: int) -> str:
        """The path for a place."""
        return f"{self.source}[{place}].{self.name}"


@dataclass(frozen=True, slots=True)
class Within:
    """What the rows lack that belong to a row of a level.

    Attributes:
        home: the level.
        bits: the column of it with lists of their bits.
        parts: what those bits are that this stands for, as far as columns with lists tell it.
    """

    home: Level
    bits: str
    parts: tuple[tuple[int, RecordField | Within], ...]

    def columns(self) -> tuple[str, ...]:
        """The columns that tell what it is."""
        return (self.bits, *(name for _, part in self.parts for name in part.columns()))


Meaning: TypeAlias = str | RecordField | Within


@dataclass(slots=True)
class Paths:
    """What is missing, and the bit of each."""

    bits: dict[Meaning, int] = field(default_factory=dict)

    def bit(self, meaning: Meaning) -> int:
        """The bit that stands for something; `OPEN` where there are none left."""
        if meaning not in self.bits and len(self.bits) < _MOST_PATHS:
            self.bits[meaning] = 1 << len(self.bits)
        return self.bits.get(meaning, OPEN)

    def lacking(self, paths: Iterable[Meaning]) -> Lacking:
        """What lacks all of these facts."""
        bits = reduce(operator.or_, map(self.bit, paths), 0)
        return Lacking(bits, bits)

    def of(self, bits: int) -> tuple[str, ...]:
        """The paths of the facts by themselves that bits stand for, sorted."""
        return tuple(sorted(one for one, bit in self.bits.items() if bits & bit and isinstance(one, str)))

    def inner(self, bits: int) -> list[tuple[int, RecordField | Within]]:
        """Those bits that stand for something within lists."""
        return [(bit, one) for one, bit in self.bits.items() if bits & bit and not isinstance(one, str)]
