"""Columns of Polars as arrays of NumPy, not copied, a part at a time."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TypeAlias

import numpy as np
import polars as pl

from workshop_rules.evaluate._polars.arrays import kernels
from workshop_rules.evaluate._polars.arrays.kernels import Array
from workshop_rules.evaluate._polars.staging import Groups

DTYPES: Mapping[pl.DataType, str] = {
    pl.Boolean(): "bool",
    pl.Date(): "int32",
    pl.Float64(): "float64",
    **{dtype(): str(dtype()).lower() for dtype in (pl.Int8, pl.Int16, pl.Int32, pl.Int64)},
    **{dtype(): str(dtype()).lower() for dtype in (pl.UInt8, pl.UInt16, pl.UInt32, pl.UInt64)},
}
"""The columns that are read as arrays, and what those have."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column without gaps.

    Attributes:
        chunks: what gives a part of it, for each of the chunks that it stands in.
        starts: where those begin, and where the last one ends.
        offsets: where the members of each row begin, if it is of members.
    """

    chunks: Sequence[Callable[[int, int], Array]]
    starts: Sequence[int]
    offsets: Array | None

    def part(self, rows: slice) -> Array:
        """That of some rows, or of their members."""
        start, stop = rows.start, rows.stop
        if self.offsets is not None:
            start, stop = int(self.offsets[start]), int(self.offsets[stop])
        first = min(bisect_right(self.starts, start), len(self.chunks)) - 1
        if stop <= self.starts[first + 1]:
            return self.chunks[first](start - self.starts[first], stop - self.starts[first])
        parts = []
        for place in range(first, len(self.chunks)):
            begins, ends = self.starts[place], self.starts[place + 1]
            if begins < stop:
                parts.append(self.chunks[place](max(start - begins, 0), min(stop, ends) - begins))
        return np.concatenate(parts)


@dataclass(frozen=True, slots=True)
class Belonging:
    """Which members belong to which row."""

    offsets: Array

    def part(self, rows: slice) -> kernels.Groups:
        """Those of some rows."""
        offsets = self.offsets[rows.start : rows.stop + 1]
        return kernels.Groups(offsets - offsets[0] if offsets[0] else offsets, _most(offsets))


def _most(offsets: Array) -> int:
    """No group has more members than this: than several together, as long as those are few, or than the largest."""
    together = int(np.diff(offsets[::_TOGETHER]).max(initial=0)) + int(offsets[-1] - offsets[-_TOGETHER:][0])
    return together if together <= kernels.MOST_IN_A_BYTE else int(np.diff(offsets).max())


_TOGETHER = 16
Input: TypeAlias = Column | Belonging


def input_of(column: pl.Series | None, groups: Groups | None) -> Input:
    """What a program reads: a column of rows, or of members of groups; of no column, the groups themselves."""
    offsets = None if groups is None else _offsets(groups)
    if column is not None:
        chunks = column.get_chunks() if column.n_chunks() > 1 else [column]
        starts = [0, *accumulate(map(len, chunks))]
        return Column([_truths(one) if one.dtype == pl.Boolean else _values(one) for one in chunks], starts, offsets)
    if offsets is None:
        raise TypeError(groups)
    return Belonging(offsets)


def _offsets(groups: Groups) -> Array:
    array = groups.offsets
    return np.frombuffer(array.buffers()[1], np.int64)[array.offset : array.offset + len(array)]


def _values(chunk: pl.Series) -> Callable[[int, int], Array]:
    """Numbers, dates or places."""
    array, dtype = chunk.to_arrow(), np.dtype(DTYPES[chunk.dtype])
    if not len(array):
        return lambda _, __: np.empty(0, dtype)
    values = np.frombuffer(array.buffers()[1], dtype)[array.offset : array.offset + len(array)]
    return lambda start, stop: values[start:stop]


def _truths(chunk: pl.Series) -> Callable[[int, int], Array]:
    """Truth values, of which a byte has eight."""
    packed, first = bits_of(chunk)

    def part(start: int, stop: int) -> Array:
        start, stop = first + start, first + stop
        truths = np.unpackbits(packed[start // 8 : -(-stop // 8)], bitorder="little").view(np.bool_)
        return truths[start % 8 : start % 8 + stop - start]

    return part


def bits_of(column: pl.Series) -> tuple[Array, int]:
    """Truth values without gaps, eight to a byte, and where the first one stands in the first byte."""
    array = column.rechunk().to_arrow()
    if not len(array):
        return np.empty(0, np.uint8), 0
    whole, first = divmod(array.offset, 8)
    return np.frombuffer(array.buffers()[1], np.uint8)[whole:], first
