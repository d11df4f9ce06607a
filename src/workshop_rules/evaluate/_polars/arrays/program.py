"""Programs on the arrays of a roster: what they read, their steps, and how they are taken slice by slice."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, TypeAlias, TypeVar

import numpy as np
import polars as pl
import pyarrow as pa

from workshop_rules.evaluate._polars.arrays.kernels import Array, Groups, Kernel
from workshop_rules.evaluate._polars.staging import FlatList

_ROWS_AT_ONCE = 65_536
"""A slice has about so many rows."""
FEW = 32_768
"""So few rows are worked on by one thread."""

DTYPES: Mapping[pl.DataType, str] = {
    pl.Boolean(): "bool",
    pl.Date(): "int32",
    pl.Float64(): "float64",
    **{dtype(): str(dtype()).lower() for dtype in (pl.Int8, pl.Int16, pl.Int32, pl.Int64)},
    **{dtype(): str(dtype()).lower() for dtype in (pl.UInt8, pl.UInt16, pl.UInt32, pl.UInt64)},
}
"""The columns that are read as arrays, and what those have."""


@dataclass(slots=True)
class Truths:
    """Columns of truth values of so many rows, by their names; a line of bytes each, with eight rows in a byte."""

    height: int
    lines: Array
    places: dict[str, int] = field(default_factory=dict)

    @staticmethod
    def of(height: int, most: int) -> Truths:
        """Room for so many columns."""
        return Truths(height, np.empty((most, -(-height // 8)), np.uint8))

    def add(self, name: str) -> Array:
        """The line of a column that is to be filled."""
        self.places[name] = len(self.places)
        return self[name]

    def __getitem__(self, name: str) -> Array:
        """The line of a column."""
        line: Array = self.lines[self.places[name]]
        return line

    def columns(self) -> dict[str, pl.Series]:
        """As columns of Polars, not copied."""
        width = self.lines.shape[1] * 8
        bits = pa.BooleanArray.from_buffers(pa.bool_(), self.lines.size * 8, [None, pa.py_buffer(self.lines)])
        whole = pl.Series(bits)
        return {name: whole.slice(place * width, self.height) for name, place in self.places.items()}


@dataclass(frozen=True, slots=True)
class Read:
    """An input of a program.

    Attributes:
        list: the list fact of whose members it is; None for the rows themselves.
        column: the column; None for which members belong to which row.
    """

    list: str | None
    column: str | None


@dataclass(frozen=True, slots=True)
class Step:
    """What is computed next.

    Attributes:
        kernel: how.
        of: the registers that it takes; those of inputs are the first.
        over: those that nobody reads afterwards.
    """

    kernel: Kernel
    of: tuple[int, ...]
    over: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Program:
    """A sequence of steps, each of which fills the next register.

    Attributes:
        reads: what the first registers have.
        steps: what is computed of them.
        results: the registers with the truths, by their names.
    """

    reads: tuple[Read, ...]
    steps: tuple[Step, ...]
    results: Mapping[str, int]


def take(program: Program, columns: Mapping[str, pl.Series], lists: Mapping[str, FlatList], into: Truths) -> None:
    """Compute the truths of a program.

    Args:
        program: the program.
        columns: of single facts.
        lists: those of records.
        into: the truths, with room for more.
    """
    inputs = each(lambda read: _input(read, columns, lists), program.reads, into.height)
    lines = [into.add(name) for name in program.results]
    each(lambda rows: _take(program, inputs, rows, lines), list(_slices(into.height)), into.height)


Item = TypeVar("Item")
Made = TypeVar("Made")


def each(work: Callable[[Item], Made], items: Sequence[Item], height: int) -> list[Made]:
    """Work on several items, in as many threads as Polars has; in one where there are but few rows."""
    threads = min(pl.thread_pool_size(), len(items)) if height > FEW else 1
    if threads <= 1:
        return [work(item) for item in items]
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(work, items))


def _slices(height: int) -> Iterator[slice]:
    """Rows in equal parts, as many for each thread, that begin where a byte does."""
    threads = pl.thread_pool_size()
    together = _ROWS_AT_ONCE * threads
    parts = 1 if height <= FEW else -(-height // together) * threads
    size = -(-height // (8 * parts)) * 8
    for start in range(0, height, size):
        yield slice(start, min(start + size, height))


def _take(program: Program, inputs: Sequence[_Input], rows: slice, lines: Sequence[Array]) -> None:
    """Compute the truths of some rows, and put them in their place."""
    registers: list[Any] = [one.part(rows) for one in inputs]
    for step in program.steps:
        registers.append(step.kernel(*[registers[place] for place in step.of]))
        for place in step.over:
            registers[place] = None
    first = rows.start // 8
    for line, place in zip(lines, program.results.values(), strict=True):
        packed = np.packbits(registers[place], bitorder="little")
        line[first : first + len(packed)] = packed


# Inputs


@dataclass(frozen=True, slots=True)
class _Values:
    """A column that is read as it stands.

    Attributes:
        values: all of it.
        offsets: where the members of each row begin, if it is of members.
    """

    values: Array
    offsets: Array | None

    def part(self, rows: slice) -> Array:
        return self.values[_members(self.offsets, rows)]


@dataclass(frozen=True, slots=True)
class _Truths:
    """A column of truth values, of which a byte has eight; from a place in the first byte on."""

    packed: Array
    first: int
    offsets: Array | None

    def part(self, rows: slice) -> Array:
        members = _members(self.offsets, rows)
        start, stop = self.first + members.start, self.first + members.stop
        part = np.unpackbits(self.packed[start // 8 : -(-stop // 8)], bitorder="little").view(np.bool_)
        return part[start % 8 : start % 8 + stop - start]


@dataclass(frozen=True, slots=True)
class _Belonging:
    """Which members belong to which row."""

    offsets: Array

    def part(self, rows: slice) -> Groups:
        offsets = self.offsets[rows.start : rows.stop + 1]
        return Groups(offsets - offsets[0] if offsets[0] else offsets, int(np.diff(offsets).max()))


_Input: TypeAlias = _Values | _Truths | _Belonging


def _members(offsets: Array | None, rows: slice) -> slice:
    return rows if offsets is None else slice(int(offsets[rows.start]), int(offsets[rows.stop]))


def _input(read: Read, columns: Mapping[str, pl.Series], lists: Mapping[str, FlatList]) -> _Input:
    offsets = None if read.list is None else offsets_of(lists[read.list])
    if read.column is None:
        if offsets is None:
            raise TypeError(read)
        return _Belonging(offsets)
    column = columns[read.column] if read.list is None else lists[read.list].frame.get_column(read.column)
    if column.dtype == pl.Boolean:
        return _Truths(*packed(column), offsets)
    return _Values(_array(column), offsets)


def offsets_of(flat: FlatList) -> Array:
    """The places where the members of each row begin, and where the last ones end."""
    array = flat.groups.offsets
    return np.frombuffer(array.buffers()[1], np.int64)[array.offset : array.offset + len(array)]


def packed(column: pl.Series) -> tuple[Array, int]:
    """Truth values without gaps, eight to a byte, and where the first one stands in the first byte."""
    array = _arrow(column)
    if not len(array):
        return np.empty(0, np.uint8), 0
    whole, first = divmod(array.offset, 8)
    return np.frombuffer(array.buffers()[1], np.uint8)[whole:], first


def _array(column: pl.Series) -> Array:
    """Numbers, dates or places without gaps, not copied."""
    array, dtype = _arrow(column), np.dtype(DTYPES[column.dtype])
    if not len(array):
        return np.empty(0, dtype)
    return np.frombuffer(array.buffers()[1], dtype)[array.offset : array.offset + len(array)]


def _arrow(column: pl.Series) -> pa.Array:
    return column.rechunk().to_arrow()
