"""Columns as arrays of NumPy, not copied, a part at a time."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, TypeAlias

import numpy as np
import polars as pl
import pyarrow as pa

from workshop_rules.evaluate._polars.arrays import kernels
from workshop_rules.evaluate._polars.arrays.kernels import Array
from workshop_rules.evaluate._polars.staging import Groups

_WIDTHS: Mapping[pl.DataType, tuple[pa.DataType, type[np.number[Any]]]] = {
    pl.Date(): (pa.date32(), np.int32),
    pl.Float64(): (pa.float64(), np.float64),
    pl.Int8(): (pa.int8(), np.int8),
    pl.Int16(): (pa.int16(), np.int16),
    pl.Int32(): (pa.int32(), np.int32),
    pl.Int64(): (pa.int64(), np.int64),
    pl.UInt8(): (pa.uint8(), np.uint8),
    pl.UInt16(): (pa.uint16(), np.uint16),
    pl.UInt32(): (pa.uint32(), np.uint32),
    pl.UInt64(): (pa.uint64(), np.uint64),
}
DTYPES = frozenset({pl.Boolean(), *_WIDTHS})
"""The columns that are read as arrays."""
_NUMBERS = {arrow.id: np.dtype(numpy) for arrow, numpy in _WIDTHS.values()}
_BOOLEAN = pa.bool_().id


class Amiss(Exception):  # noqa: N818 (no error: the frame is read in another way)
    """Something in a frame is missing or not in order."""


Part: TypeAlias = Callable[[int, int], Array]
"""Gives the values from one row to another, or those of their members."""


@dataclass(slots=True)
class Column:
    """A column without gaps.

    Attributes:
        chunks: what gives a part of it, for each of the chunks that it stands in.
        starts: the rows where those begin, and where the last one ends.
        within: the least and the greatest that its values can be, unless that has been looked at.
    """

    chunks: Sequence[Part]
    starts: Sequence[int]
    within: tuple[float, float] | None = None

    def part(self, rows: slice) -> Array:
        """That of some rows, or of their members; looked at here, where it comes into the cache anyway.

        Raises:
            Amiss: a value is beyond the bounds; one that is no number is so too.
        """
        parts = [self.chunks[place](start, stop) for place, start, stop in _pieces(self.starts, rows)]
        values = parts[0] if len(parts) == 1 else np.concatenate(parts)
        if self.within is not None and len(values):
            least, most = self.within
            if not (values.min() >= least and values.max() <= most):
                raise Amiss
        return values


@dataclass(slots=True)
class Belonging:
    """Which members belong to which row.

    Attributes:
        chunks: where the members of each row begin, and those of the last one end, for each of the chunks.
        starts: the rows where those begin, and where the last one ends.
    """

    chunks: Sequence[Array]
    starts: Sequence[int]
    within: None = None

    def part(self, rows: slice) -> kernels.Groups:
        """Those of some rows."""
        parts = [self.chunks[place][start : stop + 1] for place, start, stop in _pieces(self.starts, rows)]
        offsets = parts[0] if len(parts) == 1 else _one_after_the_other(parts)
        return kernels.Groups(offsets - offsets[0] if offsets[0] else offsets, _most(offsets))


def _pieces(starts: Sequence[int], rows: slice) -> Sequence[tuple[int, int, int]]:
    """The chunks that rows stand in, and from which row to which of each."""
    first = min(bisect_right(starts, rows.start), len(starts) - 1) - 1
    last = bisect_left(starts, rows.stop, first + 1) - 1
    if first == last:
        return ((first, rows.start - starts[first], rows.stop - starts[first]),)
    between = [(place, 0, starts[place + 1] - starts[place]) for place in range(first + 1, last)]
    return (
        (first, rows.start - starts[first], starts[first + 1] - starts[first]),
        *between,
        (last, 0, rows.stop - starts[last]),
    )


def _one_after_the_other(parts: Sequence[Array]) -> Array:
    ends = accumulate(int(one[-1] - one[0]) for one in parts)
    shifted = [one[1:] - one[0] + shift for one, shift in zip(parts, (0, *ends), strict=False)]
    return np.concatenate([parts[0][:1] - parts[0][0], *shifted])


def _most(offsets: Array) -> int:
    """No group has more members than this: than several together, as long as those are few, or than the largest."""
    several = offsets[_TOGETHER::_TOGETHER] - offsets[:-_TOGETHER:_TOGETHER]
    together = int(several.max(initial=0)) + int(offsets[-1] - offsets[-_TOGETHER:][0])
    return together if together <= kernels.MOST_IN_A_BYTE else int(np.diff(offsets).max())


_TOGETHER = 16
Input: TypeAlias = Column | Belonging


def input_of(column: pl.Series | None, groups: Groups | None) -> Input:
    """What a program reads: a column of rows, or of members of groups; of no column, the groups themselves."""
    if groups is None:
        if column is None:
            raise TypeError(groups)
        chunks = chunks_of(column)
        return Column([part_of(one) for one in chunks], starts_of(chunks))
    if column is None:
        return Belonging([groups.offsets], [0, groups.count])
    return Column([of_members(part_of(column.rechunk().to_arrow()), groups.offsets)], [0, groups.count])


def of_members(part: Part, offsets: Array) -> Part:
    """What gives the members of rows, of what gives members by their places: the first is the first row's."""
    first = int(offsets[0])
    return lambda start, stop: part(int(offsets[start]) - first, int(offsets[stop]) - first)


def starts_of(chunks: Iterable[pa.Array]) -> list[int]:
    """The rows where chunks begin, and where the last one ends."""
    return list(accumulate(map(len, chunks), initial=0))


def chunks_of(column: pl.Series) -> list[pa.Array]:
    """The parts that a column stands in, as they are."""
    chunks = column.get_chunks() if column.n_chunks() > 1 else [column]
    return [one.to_arrow(compat_level=_AS_IT_IS) for one in chunks]


_AS_IT_IS = pl.CompatLevel.newest()


def part_of(array: pa.Array) -> Part:
    """What gives parts of an array without gaps."""
    if array.type.id == _BOOLEAN:
        return _truths(array)
    numbers = numbers_of(array)
    return lambda start, stop: numbers[start:stop]


def numbers_of(array: pa.Array) -> Array:
    """Numbers, dates as days, or places."""
    dtype = _NUMBERS[array.type.id]
    if not len(array):
        return np.empty(0, dtype)
    return np.frombuffer(array.buffers()[1], dtype)[array.offset : array.offset + len(array)]


def _truths(array: pa.Array) -> Part:
    """Truth values, of which a byte has eight."""
    packed, first = _bits(array)

    def part(start: int, stop: int) -> Array:
        start, stop = first + start, first + stop
        truths = np.unpackbits(packed[start // 8 : -(-stop // 8)], bitorder="little").view(np.bool_)
        return truths[start % 8 : start % 8 + stop - start]

    return part


def bits_of(column: pl.Series) -> tuple[Array, int]:
    """Truth values without gaps, eight to a byte, and where the first one stands in the first byte."""
    return _bits(column.rechunk().to_arrow())


def _bits(array: pa.Array) -> tuple[Array, int]:
    if not len(array):
        return np.empty(0, np.uint8), 0
    whole, first = divmod(array.offset, 8)
    return np.frombuffer(array.buffers()[1], np.uint8)[whole:], first
