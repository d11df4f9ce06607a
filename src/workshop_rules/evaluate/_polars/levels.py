"""What expressions range over, planned: rows of a roster, members of lists, and those of several lists together.

    roster ── Members ──▶ members of a list, of all rows together ── Kept ──▶ some of them
    a level ── Pairs ──▶ each of its rows with each member of a list of the same case
            ── Spans ──▶ the stretches of months between two dates ── Joined ──▶ those of several rows in one list

A level is a frame of its own, so that a condition on members is an ordinary expression of columns. What it reads of
levels further out is lifted to it, row by row; what is asked of all members of a row is folded back to the row.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import TypeAlias

import polars as pl

from workshop_rules.evaluate._polars.refused import Refused


@dataclass(frozen=True, slots=True)
class Roster:
    """The rows of the roster."""


@dataclass(frozen=True, slots=True)
class FactList:
    """The records of a list fact."""

    path: str


@dataclass(frozen=True, slots=True)
class Kept:
    """The rows of a level but those for which a column is false, or all of them; for use beside another level.

    Attributes:
        keep: that column, and the one of the parent with how many rows it keeps; None where it keeps all.
    """

    of: Level
    keep: tuple[str, str] | None
    beside: Level


@dataclass(frozen=True, slots=True)
class Pairs:
    """Each row of the parent with each row of another level that belongs to the same row further out."""

    inner: Level


@dataclass(frozen=True, slots=True)
class Spans:
    """For each row of the parent the stretches of so many months from one date until another (both columns of it)."""

    start: str
    end: str
    months: int


@dataclass(frozen=True, slots=True)
class Joined:
    """The rows of a level, grouped by the rows of the parent's parent."""

    of: Level


Origin: TypeAlias = Roster | FactList | Kept | Pairs | Spans | Joined


@dataclass(frozen=True, slots=True, eq=False)
class Level:
    """Rows that expressions range over.

    Attributes:
        parent: the level to whose rows they belong, in groups; None for the roster.
        origin: how they come about.
    """

    parent: Level | None
    origin: Origin

    @property
    def depth(self) -> int:
        """How many levels are further out."""
        return 0 if self.parent is None else self.parent.depth + 1

    def links(self) -> Iterator[Level]:
        """The levels of which each row has one row."""
        match self.origin:
            case Kept(of=of) | Joined(of=of):
                yield of
            case Pairs(inner=inner) if self.parent is not None:
                yield from (self.parent, inner)
            case _:
                if self.parent is not None:
                    yield self.parent

    def reaches(self, other: Level) -> bool:
        """Whether each row has one row of another level."""
        return self is other or any(link.reaches(other) for link in self.links())


class Fold(Enum):
    """What is asked of all rows of a group. Null where that is not certain."""

    SIZE = "how many there are"
    ANY = "whether a condition holds for any"
    COUNT = "for how many a condition holds"
    KEPT = "for how many a condition holds, or may hold"
    SUM = "the sum of whole numbers"
    LEAST = "the least value"
    GREATEST = "the greatest value"
    DIFFERENT = "how many different values there are"
    MONTHS_COVERED = "months, in 31sts, that stretches between two days come to, overlaps counted once"
    BITS = "all bits that are set for any"
    LISTED = "the values, in a list"


@dataclass(frozen=True, slots=True)
class Open:
    """Make the rows of a level."""

    level: Level


@dataclass(frozen=True, slots=True)
class Derive:
    """Add a column that is worked out of others of the level."""

    level: Level
    name: str
    column: pl.Expr


@dataclass(frozen=True, slots=True)
class Lift:
    """Add a column with what another level, one of the links, has in the rows that belong together."""

    level: Level
    name: str
    link: Level
    column: str


@dataclass(frozen=True, slots=True)
class FoldBack:
    """Add a column to the parent.

    Attributes:
        most: of a sum: the largest absolute value of a term, and of the sum; beyond it the sum is null.
    """

    level: Level
    name: str
    fold: Fold
    columns: tuple[str, ...]
    most: tuple[int, int] = (0, 0)


Step: TypeAlias = Open | Derive | Lift | FoldBack


_ROWS = ""
"""The rows themselves, among the columns that a step waits for."""
_ORDER = (Open, Lift, FoldBack, Derive)
"""Of steps that wait for the same: those first that read columns at once, those last that make them later."""


def _needed(step: Step) -> Iterator[tuple[Level, str]]:
    """The columns, and the rows of levels, that a step is made of."""
    level = step.level
    match step:
        case Open():
            yield from _needed_for(level)
        case Derive(column=column):
            yield level, _ROWS
            yield from ((level, name) for name in column.meta.root_names())
        case Lift(link=link, column=column):
            yield from ((level, _ROWS), (link, column))
        case FoldBack(columns=columns):
            yield level, _ROWS
            yield from ((level, name) for name in columns)


def _needed_for(level: Level) -> Iterator[tuple[Level, str]]:
    for link in level.links():
        yield link, _ROWS
    match level.origin:
        case Kept(of=of, keep=(column, size)):
            yield of, column
            if of.parent is not None:
                yield of.parent, size
        case Spans(start=start, end=end) if level.parent is not None:
            yield from ((level.parent, start), (level.parent, end))
        case _:
            return


def _made(step: Step) -> tuple[Level, str]:
    match step:
        case Open(level=level):
            return level, _ROWS
        case FoldBack(level=level, name=name) if level.parent is not None:
            return level.parent, name
        case Derive(level=level, name=name) | Lift(level=level, name=name) | FoldBack(level=level, name=name):
            return level, name


@dataclass(slots=True)
class Stages:
    """The steps, in order, that add columns to a roster for what is asked of lists; taken for each batch anew."""

    roster: Level = field(default_factory=lambda: Level(None, Roster()))
    steps: list[Step] = field(default_factory=list)
    _levels: dict[tuple[Level, Origin], Level] = field(default_factory=dict)
    _derived: dict[tuple[Level, int], tuple[str, pl.Expr]] = field(default_factory=dict)
    _lifted: dict[tuple[Level, Level, str], str] = field(default_factory=dict)
    _folded: dict[FoldBack, str] = field(default_factory=dict)
    _named: int = 0

    def level(self, parent: Level, origin: Origin) -> Level:
        """The level of that origin; made once."""
        key = (parent, origin)
        if key not in self._levels:
            self._levels[key] = level = Level(parent, origin)
            self.steps.append(Open(level))
        return self._levels[key]

    def derived(self, level: Level, column: pl.Expr) -> str:
        """The name of a column with what an expression says."""
        if column.meta.is_column():
            return column.meta.output_name()
        key = (level, id(column))
        if key not in self._derived:
            self._derived[key] = name, _ = self._name(), column
            self.steps.append(Derive(level, name, column))
        return self._derived[key][0]

    def lifted(self, column: pl.Expr, source: Level, level: Level) -> pl.Expr:
        """A column of a level that is linked to another, as a column of that.

        Raises:
            Refused: the rows do not belong together.
        """
        return pl.col(self._lift(self.derived(source, column), source, level))

    def _lift(self, name: str, source: Level, level: Level) -> str:
        if source is level:
            return name
        key = (source, level, name)
        if key not in self._lifted:
            link = next((link for link in level.links() if link.reaches(source)), None)
            if link is None:
                raise Refused("a list of one thing is asked about in terms of another")
            column = self._lift(name, source, link)
            self._lifted[key] = self._name()
            self.steps.append(Lift(level, self._lifted[key], link, column))
        return self._lifted[key]

    def folded(self, level: Level, fold: Fold, *columns: pl.Expr, most: tuple[int, int] = (0, 0)) -> pl.Expr:
        """What is asked of all rows of a group, as a column of the parent."""
        names = tuple(self.derived(level, column) for column in columns)
        key = FoldBack(level, "", fold, names, most)
        if key not in self._folded:
            self._folded[key] = self._name()
            self.steps.append(replace(key, name=self._folded[key]))
        return pl.col(self._folded[key])

    def in_waves(self) -> list[Step]:
        """The steps, those together that wait for nothing but steps before, so that columns are made many at a time."""
        waves: dict[tuple[Level, str], int] = {}
        placed: list[tuple[int, int, Step]] = []
        for step in self.steps:
            wave = 1 + max((waves.get(one, 0) for one in _needed(step)), default=0)
            waves[_made(step)] = wave
            placed.append((wave, _ORDER.index(type(step)), step))
        return [step for *_, step in sorted(placed, key=lambda one: one[:2])]

    def _name(self) -> str:
        self._named += 1
        return f"~{self._named}"
