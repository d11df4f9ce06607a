"""Single values, checked and read as arrays: what `_polars.facts` finds in order, and nothing else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa

from workshop_rules.compile.plan import Bounds
from workshop_rules.evaluate._polars import facts
from workshop_rules.evaluate._polars.arrays.inputs import (
    DTYPES,
    Amiss,
    Column,
    Part,
    numbers_of,
    of_members,
    part_of,
    starts_of,
)
from workshop_rules.evaluate._polars.arrays.kernels import Array
from workshop_rules.evaluate._polars.facts import Form
from workshop_rules.language.types import BOOLEAN, DATE, NUMBER, Enumeration, Type


def whole(array: pa.Array) -> pa.Array:
    """An array in which nothing is null.

    Raises:
        Amiss: something is.
    """
    if array.null_count:
        raise Amiss
    return array


_AS_IT_IS = Form()


@dataclass(frozen=True, slots=True)
class Scalar:
    """How single values are read.

    Attributes:
        values: gives the values of an array in which nothing is null; raises `Amiss`.
        form: how they stand there.
        within: the least and the greatest that they can be.
        is_array: whether they can be computed with; elsewhere they are only checked.
    """

    values: Callable[[pa.Array], Part]
    form: Form = _AS_IT_IS
    within: tuple[float, float] | None = None
    is_array: bool = True

    def column(self, chunks: Sequence[pa.Array]) -> Column:
        """A column of them.

        Raises:
            Amiss: something is missing, or not in order.
        """
        return Column([self.values(whole(one)) for one in chunks], starts_of(chunks), self.within)

    def of_members(self, chunks: Sequence[pa.Array], offsets: Sequence[Array], starts: Sequence[int]) -> Column:
        """A column of members: those of chunks of rows, which begin there, and of which each begin at offsets.

        Raises:
            Amiss: something is missing, or not in order.
        """
        parts = [of_members(self.values(whole(one)), of_each) for one, of_each in zip(chunks, offsets, strict=True)]
        return Column(parts, starts, self.within)


def scalar_of(type_: Type, bounds: Bounds, dtype: pa.DataType) -> Scalar | None:
    """How values of a type are read that come in another one; None where that does not go."""
    match type_:
        case Enumeration(members=members) if pa.types.is_dictionary(dtype):
            return Scalar(_Places(members))
        case _ if type_ == BOOLEAN and pa.types.is_boolean(dtype):
            return Scalar(part_of)
        case _ if type_ == DATE and pa.types.is_date32(dtype):
            return Scalar(part_of, within=(_days(facts.FIRST_DAY), _days(facts.LAST_DAY)))
        case _ if type_ == NUMBER and pa.types.is_integer(dtype):
            return Scalar(part_of, within=facts.whole_bounds(bounds))
        case _ if type_ == NUMBER and pa.types.is_float64(dtype) and not bounds.whole:
            return Scalar(part_of, Form(floats=True), facts.float_bounds(bounds))
        case _:
            return _otherwise(type_, bounds, dtype)


_NO_PART = part_of(pa.nulls(0, pa.bool_()))


def _otherwise(type_: Type, bounds: Bounds, dtype: pa.DataType) -> Scalar | None:
    """Values that are made anew of those that come in."""
    like = facts.read(type_, bounds, pl.Series(pa.nulls(0, dtype)))
    if like is None:
        return None
    column, form, _ = like
    is_array = column.dtype in DTYPES

    def values(array: pa.Array) -> Part:
        read = facts.read(type_, bounds, pl.Series(array))
        if read is None or read[0].null_count() or (read[2] is not None and read[2].any()):
            raise Amiss
        return part_of(read[0].to_arrow()) if is_array else _NO_PART

    return Scalar(values, form, is_array=is_array)


_EPOCH = dt.date(1970, 1, 1).toordinal()


def _days(date: dt.date) -> int:
    return date.toordinal() - _EPOCH


@dataclass(slots=True)
class _Places:
    """Words of an enumeration, by their places among its members; those of categories are worked out once."""

    members: tuple[str, ...]
    last: tuple[pa.Array, Array | None] | None = None

    def __call__(self, array: pa.Array) -> Part:
        categories, indices = array.dictionary, array.indices
        known = self.last
        if known is None or not known[0].equals(categories):
            known = self.last = categories, self._places(categories.to_pylist())
        _, places = known
        if places is None:
            return part_of(indices)
        found = places[numbers_of(indices)]
        if (found < 0).any():
            raise Amiss
        return lambda start, stop: found[start:stop]

    def _places(self, words: list[Any]) -> Array | None:
        """The places of words, -1 for what is no member; None where each has its own."""
        if tuple(words) == self.members[: len(words)]:
            return None
        places = {member: place for place, member in enumerate(self.members)}
        return np.array([places.get(word, -1) for word in words], np.int32)
