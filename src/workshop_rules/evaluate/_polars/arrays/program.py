"""Programs on the arrays of a roster: what they read, their steps, and how they are taken slice by slice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import polars as pl
import pyarrow as pa

from workshop_rules.evaluate._polars.arrays.inputs import Input
from workshop_rules.evaluate._polars.arrays.kernels import Array, Kernel
from workshop_rules.evaluate._polars.threads import FEW, each

_ROWS_AT_ONCE = 65_536
"""A slice has about so many rows."""


@dataclass(frozen=True, slots=True)
class Truths:
    """Columns of truth values of so many rows, by their names; a line of bytes each, with eight rows in a byte.

    Attributes:
        height: how many rows.
        places: which line each has; several that are the same may share one.
        lines: the lines.
    """

    height: int
    places: Mapping[str, int]
    lines: Array

    @staticmethod
    def of(height: int, places: Mapping[str, int]) -> Truths:
        """Room for these columns."""
        return Truths(height, places, np.empty((max(places.values(), default=-1) + 1, -(-height // 8)), np.uint8))

    def __getitem__(self, name: str) -> Array:
        """The line of a column."""
        line: Array = self.lines[self.places[name]]
        return line

    def column(self) -> pl.Series:
        """All lines as one column of Polars, not copied."""
        buffers = [None, pa.py_buffer(self.lines)]
        return pl.Series(pa.BooleanArray.from_buffers(pa.bool_(), self.lines.size * 8, buffers))

    def up_to(self, column: pl.Series, names: Iterable[str]) -> pl.Series:
        """Of `column()`, the lines up to the last of some."""
        return column.slice(0, (max(map(self.places.__getitem__, names)) + 1) * self.lines.shape[1] * 8)

    def part(self, column: pl.Series, name: str) -> pl.Series:
        """Of `column()`, or what is made of it value by value, what belongs to a line."""
        return column.slice(self.places[name] * self.lines.shape[1] * 8, self.height)


class Read(NamedTuple):
    """An input of a program.

    Attributes:
        list: the list fact of whose members it is; None for the rows themselves.
        column: the column; None for which members belong to which row.
    """

    list: str | None
    column: str | None


class Step(NamedTuple):
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
    def places(self) -> dict[str, int]:
        """The truths that it computes, and which line each has."""
        lines = (*self.lines, *(names for _, names in self.opposites))
        return {name: place for place, names in enumerate(lines) for name in names}


def take(program: Program, given: Callable[[Read], Input], into: Truths, others: Sequence[Input] = ()) -> None:
    """Compute the truths of a program.

    Args:
        program: the program.
        given: what it reads.
        into: the truths; the first lines are those of the program.
        others: what it does not read, and is looked at all the same.

    Raises:
        Amiss: something is not in order.
    """
    inputs = list(map(given, program.reads))
    lines = into.lines[: len(program.lines) + len(program.opposites)]
    each(lambda rows: _take(program, inputs, others, rows, lines), list(_slices(into.height)), into.height)


def _slices(height: int) -> Iterator[slice]:
    """Rows in equal parts, as many for each thread, that begin where a byte does."""
    threads = pl.thread_pool_size()
    together = _ROWS_AT_ONCE * threads
    parts = 1 if height <= FEW else -(-height // together) * threads
    size = -(-height // (8 * parts)) * 8
    for start in range(0, height, size):
        yield slice(start, min(start + size, height))


def _take(program: Program, inputs: Sequence[Input], others: Sequence[Input], rows: slice, lines: Array) -> None:
    """Compute the truths of some rows, and put them in their place."""
    for other in others:
        other.part(rows)
    registers: list[Any] = [one.part(rows) for one in inputs]
    truths = np.empty((len(program.lines), rows.stop - rows.start), np.bool_)
    put = list(truths)
    for kernel, of, line, over in program.steps:
        taken = [registers[place] for place in of]
        registers.append(kernel(*taken) if line is None else kernel(*taken, out=put[line]))
        for place in over:
            registers[place] = None
    # All at once: every call asks for the interpreter's lock.
    there = lines[:, rows.start // 8 : -(-rows.stop // 8)]
    there[: len(truths)] = np.packbits(truths, axis=1, bitorder="little")
    if program.opposites:
        np.invert(there[[line for line, _ in program.opposites]], out=there[len(truths) :])
