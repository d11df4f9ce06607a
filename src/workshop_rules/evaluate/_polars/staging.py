"""The steps of `levels`, taken: frames for the members of lists, made of a batch's columns without copying them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias, assert_never

import numpy as np
import polars as pl
import pyarrow as pa

from workshop_rules.evaluate._polars import spans
from workshop_rules.evaluate._polars.levels import (
    Derive,
    FactList,
    Fold,
    FoldBack,
    Joined,
    Kept,
    Level,
    Lift,
    Open,
    Pairs,
    Roster,
    Spans,
    Stages,
    Step,
)

MOST_PAIRS = 4_000_000
"""Of more pairs of members the batch is cut into parts, and a row that has more by itself is left open."""
ROW = "?"
"""A column without meaning: that of a frame that would otherwise have none, and no height."""
_NOTHING = pl.Series(ROW, [], dtype=pl.UInt8)
Offsets: TypeAlias = "np.ndarray[tuple[int], np.dtype[np.int64]]"


@dataclass(frozen=True, slots=True)
class Groups:
    """Which rows belong to which row of the parent: consecutive ones.

    Attributes:
        offsets: the places where the groups begin, and where the last one ends; from 0 on.
        absent: the rows of the parent of which it is not known what belongs to them; None where there are none.
    """

    offsets: Offsets
    absent: pl.Series | None = None

    @staticmethod
    def of(lists: pl.Series) -> Groups:
        """The groups that lists are, of which null ones are not known."""
        lists = lists.rechunk()
        absent = lists.is_null() if lists.null_count() else None
        try:
            offsets = offsets_of(lists.to_arrow(compat_level=pl.CompatLevel.newest()))
        except pa.ArrowInvalid:  # members of a type that Arrow has not, such as Int128
            return Groups.of_sizes(lists.list.len().fill_null(0), absent)
        if absent is None:
            return Groups(_from_zero(offsets))
        sizes = np.diff(offsets)
        sizes[absent.to_numpy()] = 0  # what a null list hides belongs to no row
        return Groups(_summed(sizes), absent)

    @staticmethod
    def of_sizes(sizes: pl.Series, absent: pl.Series | None = None) -> Groups:
        """Groups of these sizes."""
        return Groups(_summed(sizes.cast(pl.Int64).to_numpy()), absent)

    @property
    def count(self) -> int:
        """How many groups there are."""
        return len(self.offsets) - 1

    @property
    def height(self) -> int:
        """How many rows there are in all groups."""
        return int(self.offsets[-1])

    @property
    def sizes(self) -> pl.Series:
        """How many rows each group has."""
        return pl.Series(np.diff(self.offsets))

    def wrapped(self, column: pl.Series) -> pl.Series:
        """A column of the rows as one of lists."""
        values = column.rechunk().to_arrow(compat_level=pl.CompatLevel.newest())
        offsets = pa.Array.from_buffers(pa.int64(), len(self.offsets), [None, pa.py_buffer(self.offsets)])
        made = pl.from_arrow(pa.LargeListArray.from_arrays(offsets, values))
        return made if isinstance(made, pl.Series) else made.to_series()

    def owners(self) -> pl.Series:
        """For each row the place of the row of the parent that it belongs to."""
        return pl.Series("row", np.repeat(np.arange(self.count, dtype=np.uint32), np.diff(self.offsets)))

    def places(self) -> pl.Series:
        """For each row its place in its group, from 1."""
        starts = np.repeat(self.offsets[:-1], np.diff(self.offsets))
        return pl.Series(np.arange(1, self.offsets[-1] + 1) - starts)

    def part(self, start: int, count: int) -> Groups:
        """Some of the groups, with offsets that begin with 0."""
        absent = None if self.absent is None else self.absent.slice(start, count)
        return Groups(_from_zero(self.offsets[start : start + count + 1]), absent)


def offsets_of(lists: pa.Array) -> Offsets:
    """Where the members of each list begin, and those of the last one end."""
    if not len(lists):
        return np.zeros(1, np.int64)
    offsets = lists.offsets
    return np.frombuffer(offsets.buffers()[1], np.int64)[offsets.offset : offsets.offset + len(offsets)]


def _from_zero(offsets: Offsets) -> Offsets:
    return offsets - offsets[0] if offsets[0] else offsets


def _summed(sizes: Offsets) -> Offsets:
    offsets = np.zeros(len(sizes) + 1, np.int64)
    np.cumsum(sizes, out=offsets[1:])
    return offsets


@dataclass(frozen=True, slots=True)
class FlatList:
    """The records of a list fact, one after the other, in columns by their fields; grouped by the rows of a batch."""

    groups: Groups
    frame: pl.DataFrame

    def part(self, start: int, count: int) -> FlatList:
        """The records of some rows."""
        first = int(self.groups.offsets[start])
        groups = self.groups.part(start, count)
        return FlatList(groups, self.frame.slice(first, groups.height))


Taking: TypeAlias = Callable[[pl.Series], pl.Series]
"""What takes a column of a level to another one that is linked to it."""


def _same(column: pl.Series) -> pl.Series:
    return column


@dataclass(slots=True)
class Rows:
    """The rows of a level.

    Attributes:
        frame: their columns.
        groups: to which rows of the parent they belong.
        waiting: columns that are made when one is asked for, all at once.
        given: columns that only those in waiting are made of.
        taking: how columns of the levels come here of which each row has one.
    """

    frame: pl.DataFrame
    groups: Groups
    waiting: dict[str, pl.Expr] = field(default_factory=dict)
    given: dict[str, pl.Series] = field(default_factory=dict)
    taking: dict[Level, Taking] = field(default_factory=dict)

    def made(self) -> pl.DataFrame:
        """The columns, all of them."""
        if self.waiting:
            given = self.frame.hstack([column.alias(name) for name, column in self.given.items()])
            made = given.with_columns(**self.waiting)
            self.frame = self.frame.hstack([made.get_column(name) for name in self.waiting])
            self.waiting, self.given = {}, {}
        return self.frame

    def column(self, name: str) -> pl.Series:
        """One column."""
        return (self.made() if name in self.waiting else self.frame).get_column(name)

    def derive(self, name: str, column: pl.Expr) -> None:
        """Add a column made of others."""
        if not self.waiting.keys().isdisjoint(column.meta.root_names()):
            self.made()
        self.waiting[name] = column

    def add(self, name: str, column: pl.Series) -> None:
        """Add a column."""
        self.frame = self.frame.hstack([column.alias(name)])

    def derive_from(self, given: Mapping[str, pl.Series], absent: pl.Series | None, name: str, column: pl.Expr) -> None:
        """Add a column made of given ones, null where it is not known what belongs to them."""
        self.given.update(given)
        if absent is not None:
            self.given[f"{name}-"] = absent
            column = pl.when(pl.col(f"{name}-")).then(None).otherwise(column)
        self.waiting[name] = column


class Crowded(Exception):  # noqa: N818 (no error: the batch is cut)
    """There are too many pairs for one batch."""


def staged_facts(
    stages: Stages, height: int, columns: Mapping[str, pl.Series], lists: Mapping[str, FlatList]
) -> pl.DataFrame:
    """The facts of single values, and what is asked of lists."""
    facts = pl.DataFrame({ROW: pl.Series([0], dtype=pl.UInt8).new_from_index(0, height), **columns})
    return staged(stages, facts, lists)


def staged(stages: Stages, frame: pl.DataFrame, lists: Mapping[str, FlatList]) -> pl.DataFrame:
    """The rows of a batch with a column for each thing that is asked of their lists.

    Args:
        stages: what is asked.
        frame: the columns of single values.
        lists: those of records.
    """
    if not stages.steps:
        return frame
    try:
        return _Staging(frame, lists).taken(stages)
    except Crowded:
        half = frame.height // 2
        parts = [
            staged(stages, frame.slice(start, count), {name: one.part(start, count) for name, one in lists.items()})
            for start, count in ((0, half), (half, frame.height - half))
        ]
        return pl.concat(parts)


@dataclass(slots=True)
class _Staging:
    """One batch on its way through the steps."""

    frame: pl.DataFrame
    lists: Mapping[str, FlatList]
    rows: dict[Level, Rows] = field(default_factory=dict)

    def taken(self, stages: Stages) -> pl.DataFrame:
        self.rows[stages.roster] = Rows(self.frame, Groups.of_sizes(pl.Series([self.frame.height])))
        for step in stages.in_waves():
            self._take(step)
        return self.rows[stages.roster].made()

    def _take(self, step: Step) -> None:
        match step:
            case Open(level=level):
                self.rows[level] = self._opened(level)
            case Derive(level=level, name=name, column=column):
                self.rows[level].derive(name, column)
            case Lift(level=level, name=name, link=link, column=column):
                self.rows[level].add(name, self.rows[level].taking[link](self.rows[link].column(column)))
            case FoldBack(level=level, name=name):
                self._fold(step, self.rows[level], self._parent(level), name)
            case _:
                assert_never(step)

    def _parent(self, level: Level) -> Rows:
        if level.parent is None:
            raise TypeError(level.origin)
        return self.rows[level.parent]

    def _opened(self, level: Level) -> Rows:
        match level.origin:
            case FactList(path=path):
                flat = self.lists[path]
                return _grouped(flat.frame, flat.groups, level)
            case Kept(of=of, keep=keep):
                whole = self.rows[of]
                if keep is None:
                    return Rows(height_of(whole.frame.height), whole.groups, taking={of: _same})
                column, size = keep
                return _some(of, whole, whole.column(column), self._parent(of).column(size))
            case Pairs(inner=inner):
                return self._pairs(level, inner)
            case Spans(start=start, end=end, months=months):
                parent = self._parent(level)
                cut = spans.stretches(parent.column(start), parent.column(end), months)
                groups = Groups.of_sizes(cut.sizes, cut.absent if cut.absent.any() else None)
                return _grouped(cut.frame, groups, level)
            case Joined(of=of):
                return self._joined(of)
            case Roster():
                raise TypeError(level.origin)
            case _:
                assert_never(level.origin)

    def _pairs(self, level: Level, inner: Level) -> Rows:
        outer, other = self._parent(level), self.rows[inner]
        here = self._index(level.parent, inner.parent)
        lists = other.groups.wrapped(pl.int_range(other.frame.height, dtype=pl.UInt32, eager=True))[here]
        sizes = other.groups.sizes[here]
        absent = None if other.groups.absent is None else other.groups.absent[here]
        height = outer.frame.height
        if sizes.sum() > MOST_PAIRS:
            if self.frame.height > 1:
                raise Crowded
            lists, sizes = lists.clear(height), pl.Series([0]).new_from_index(0, height)
            absent = pl.Series([True]).new_from_index(0, height)
        both = pl.DataFrame({"outer": pl.int_range(height, dtype=pl.UInt32, eager=True), "inner": lists})
        pairs = both.filter(sizes > 0).explode("inner")
        taking = {inner: _taken(pairs["inner"])}
        if level.parent is not None:
            taking[level.parent] = _taken(pairs["outer"])
        return Rows(height_of(pairs.height), Groups.of_sizes(sizes, absent), taking=taking)

    def _index(self, level: Level | None, source: Level | None) -> pl.Series:
        """For each row of a level the place of its row in a level further out."""
        if level is None or source is None:
            raise TypeError(level, source)
        if level is source:
            return pl.int_range(self.rows[level].frame.height, dtype=pl.UInt32, eager=True)
        link = next(link for link in level.links() if link.reaches(source))
        return self.rows[level].taking[link](self._index(link, source))

    def _joined(self, of: Level) -> Rows:
        inner, middle = self.rows[of], self._parent(of)
        absent = middle.groups.absent
        if inner.groups.absent is not None:
            barred = middle.groups.wrapped(inner.groups.absent).list.sum() > 0
            absent = barred if absent is None else barred | absent
        groups = Groups(inner.groups.offsets.take(middle.groups.offsets), absent)
        return Rows(height_of(inner.frame.height), groups, taking={of: _same})

    def _fold(self, step: FoldBack, rows: Rows, parent: Rows, name: str) -> None:
        columns = [rows.column(column) for column in step.columns]
        wrapped, column = _FOLDS[step.fold](rows.groups, name, columns, step.most)
        parent.derive_from(wrapped, rows.groups.absent, name, column)


def _some(of: Level, whole: Rows, kept: pl.Series, sizes: pl.Series) -> Rows:
    """Some rows of a level."""
    groups = Groups.of_sizes(sizes.fill_null(0) if sizes.null_count() else sizes, whole.groups.absent)
    kept = kept.fill_null(True) if kept.null_count() else kept
    return Rows(height_of(groups.height), groups, taking={of: lambda one: one.filter(kept)})


def _taken(places: pl.Series) -> Taking:
    return lambda column: column[places]


def height_of(height: int) -> pl.DataFrame:
    """A frame with so many rows and nothing in them."""
    return pl.DataFrame([_NOTHING.clear(height)])


def _grouped(frame: pl.DataFrame, groups: Groups, level: Level) -> Rows:
    """Rows in groups, each with what its parent's row has."""
    rows = Rows(frame, groups)
    owners: list[pl.Series] = []

    def taken(column: pl.Series) -> pl.Series:
        if not owners:
            owners.append(groups.owners())
        return column[owners[0]]

    if level.parent is not None:
        rows.taking[level.parent] = taken
    return rows


# Folds: lists by their names, and what is made of them

Folded: TypeAlias = tuple[dict[str, pl.Series], pl.Expr]


def _size(groups: Groups, name: str, _: list[pl.Series], __: tuple[int, int]) -> Folded:
    return {f"{name}+": groups.sizes}, pl.col(f"{name}+")


def _truths(groups: Groups, name: str, truth: pl.Series) -> tuple[dict[str, pl.Series], pl.Expr, pl.Expr | None]:
    """The lists of what is certain, how often that is true, and (or None) how often it is not known."""
    wrapped = {f"{name}+": groups.wrapped(truth)}
    certain = pl.col(f"{name}+").list.sum().cast(pl.Int64)
    if not truth.null_count():
        return wrapped, certain, None
    return {**wrapped, f"{name}?": groups.wrapped(truth.is_null())}, certain, pl.col(f"{name}?").list.sum()


def _any(groups: Groups, name: str, columns: list[pl.Series], _: tuple[int, int]) -> Folded:
    wrapped, certain, open_ = _truths(groups, name, columns[0])
    if open_ is None:
        return wrapped, certain > 0
    return wrapped, pl.when(certain > 0).then(True).when(open_ > 0).then(None).otherwise(False)


def _count(groups: Groups, name: str, columns: list[pl.Series], _: tuple[int, int]) -> Folded:
    wrapped, certain, open_ = _truths(groups, name, columns[0])
    return wrapped, certain if open_ is None else pl.when(open_ > 0).then(None).otherwise(certain)


def _kept(groups: Groups, name: str, columns: list[pl.Series], _: tuple[int, int]) -> Folded:
    kept = columns[0].fill_null(True) if columns[0].null_count() else columns[0]
    return {f"{name}+": groups.wrapped(kept)}, pl.col(f"{name}+").list.sum()


def _sum(groups: Groups, name: str, columns: list[pl.Series], most: tuple[int, int]) -> Folded:
    wrapped, result = _of_values(groups, name, columns[0], lambda values: values.list.sum())
    term, whole = most
    fits = pl.col(f"{name}+").list.len() <= (2**63 - 1) // max(term, 1)
    return wrapped, pl.when(fits & (result.abs() <= whole)).then(result)


def _of_values(groups: Groups, name: str, values: pl.Series, folded: Callable[[pl.Expr], pl.Expr]) -> Folded:
    """A fold of values that must all be known."""
    wrapped = {f"{name}+": groups.wrapped(values)}
    result = folded(pl.col(f"{name}+"))
    if values.null_count():
        wrapped[f"{name}?"] = groups.wrapped(values.is_null())
        result = pl.when(pl.col(f"{name}?").list.sum() > 0).then(None).otherwise(result)
    return wrapped, result


def _least(groups: Groups, name: str, columns: list[pl.Series], _: tuple[int, int]) -> Folded:
    return _of_values(groups, name, columns[0], lambda values: values.list.min())


def _greatest(groups: Groups, name: str, columns: list[pl.Series], _: tuple[int, int]) -> Folded:
    return _of_values(groups, name, columns[0], lambda values: values.list.max())


def _different(groups: Groups, name: str, columns: list[pl.Series], _: tuple[int, int]) -> Folded:
    return _of_values(groups, name, columns[0], lambda values: values.list.n_unique().cast(pl.Int64))


def _months_covered(groups: Groups, name: str, columns: list[pl.Series], _: tuple[int, int]) -> Folded:
    first, end = columns
    covered = spans.months_covered(groups.owners(), first, end, groups.count)
    open_ = groups.wrapped(first.is_null() | end.is_null()).list.sum() > 0
    return {f"{name}+": covered, f"{name}?": open_}, pl.when(~pl.col(f"{name}?")).then(pl.col(f"{name}+"))


def _bits(groups: Groups, name: str, columns: list[pl.Series], _: tuple[int, int]) -> Folded:
    found = pl.zeros(groups.count, pl.UInt64, eager=True)
    rows = (columns[0] != 0).arg_true()
    if len(rows):
        offsets = pl.Series(groups.offsets)
        owners = offsets.search_sorted(rows.cast(offsets.dtype), "right") - 1
        set_ = pl.DataFrame({"owner": owners, "bits": columns[0].gather(rows)}).group_by("owner")
        of_each = set_.agg(pl.col("bits").bitwise_or())
        found = found.scatter(of_each["owner"], of_each["bits"])
    return {f"{name}+": found}, pl.col(f"{name}+")


def _listed(groups: Groups, name: str, columns: list[pl.Series], _: tuple[int, int]) -> Folded:
    return {f"{name}+": groups.wrapped(columns[0])}, pl.col(f"{name}+")


_FOLDS: Mapping[Fold, Callable[[Groups, str, list[pl.Series], tuple[int, int]], Folded]] = {
    Fold.SIZE: _size,
    Fold.ANY: _any,
    Fold.COUNT: _count,
    Fold.KEPT: _kept,
    Fold.SUM: _sum,
    Fold.LEAST: _least,
    Fold.GREATEST: _greatest,
    Fold.DIFFERENT: _different,
    Fold.MONTHS_COVERED: _months_covered,
    Fold.BITS: _bits,
    Fold.LISTED: _listed,
}
