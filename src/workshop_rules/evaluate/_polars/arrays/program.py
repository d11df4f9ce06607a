"""Programs on the arrays of a roster: what they read, their steps, and how they are taken slice by slice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa

from workshop_rules.evaluate._polars.arrays.inputs import Input, input_of
from workshop_rules.evaluate._polars.arrays.kernels import Array, Kernel
from workshop_rules.evaluate._polars.staging import FlatList
from workshop_rules.evaluate._polars.threads import FEW, each

_ROWS_AT_ONCE = 131_072
"""A slice has about so many rows."""


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

    filled: int = 0

    def add(self, *names: str) -> Array:
        """The line of a column that is to be filled; of several that are the same."""
        self.places.update(dict.fromkeys(names, self.filled))
        self.filled += 1
        return self[names[0]]

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
        line: which line of truths it makes; None: no truths, or none that are asked for.
        over: those that nobody reads afterwards.
    """

    kernel: Kernel
    of: tuple[int, ...]
    line: int | None
    over: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Program:
    """A sequence of steps, each of which fills the next register.

    Attributes:
        reads: what the first registers have.
        steps: what is computed of them.
        lines: the names of the truths of each line.
        opposites: lines, and the names of their opposites.
    """

    reads: tuple[Read, ...]
    steps: tuple[Step, ...]
    lines: tuple[tuple[str, ...], ...]
    opposites: tuple[tuple[int, tuple[str, ...]], ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The truths that it computes."""
        return tuple(name for names in (*self.lines, *(names for _, names in self.opposites)) for name in names)


def take(program: Program, columns: Mapping[str, pl.Series], lists: Mapping[str, FlatList], into: Truths) -> None:
    """Compute the truths of a program.

    Args:
        program: the program.
        columns: of single facts.
        lists: those of records.
        into: the truths, with room for more.
    """
    inputs = [_input(read, columns, lists) for read in program.reads]
    first = into.filled
    for names in (*program.lines, *(names for _, names in program.opposites)):
        into.add(*names)
    lines = into.lines[first : into.filled]
    each(lambda rows: _take(program, inputs, rows, lines), list(_slices(into.height)), into.height)


def _input(read: Read, columns: Mapping[str, pl.Series], lists: Mapping[str, FlatList]) -> Input:
    if read.list is None:
        return input_of(None if read.column is None else columns[read.column], None)
    flat = lists[read.list]
    return input_of(None if read.column is None else flat.frame.get_column(read.column), flat.groups)


def _slices(height: int) -> Iterator[slice]:
    """Rows in equal parts, as many for each thread, that begin where a byte does."""
    threads = pl.thread_pool_size()
    together = _ROWS_AT_ONCE * threads
    parts = 1 if height <= FEW else -(-height // together) * threads
    size = -(-height // (8 * parts)) * 8
    for start in range(0, height, size):
        yield slice(start, min(start + size, height))


def _take(program: Program, inputs: Sequence[Input], rows: slice, lines: Array) -> None:
    """Compute the truths of some rows, and put them in their place."""
    registers: list[Any] = [one.part(rows) for one in inputs]
    truths = np.empty((len(program.lines), rows.stop - rows.start), np.bool_)
    for step in program.steps:
        of = [registers[place] for place in step.of]
        registers.append(step.kernel(*of) if step.line is None else step.kernel(*of, out=truths[step.line]))
        for place in step.over:
            registers[place] = None
    # All at once: every call asks for the interpreter's lock.
    there = lines[:, rows.start // 8 : -(-rows.stop // 8)]
    there[: len(truths)] = np.packbits(truths, axis=1, bitorder="little")
    if program.opposites:
        np.invert(there[[line for line, _ in program.opposites]], out=there[len(truths) :])
