"""Single values, checked and read as arrays: what `_polars.facts` finds in order, and nothing else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa

from workshop_rules.compile.plan import Bounds
from workshop_rules.evaluate._polars import facts
from workshop_rules.evaluate._polars.arrays.inputs import DTYPES, Part, numbers_of, part_of
from workshop_rules.evaluate._polars.arrays.kernels import Array
from workshop_rules.evaluate._polars.facts import Form
from workshop_rules.language.types import BOOLEAN, DATE, NUMBER, Enumeration, Type


class Amiss(Exception):  # noqa: N818 (no error: the frame is read in another way)
    """Something in a frame is missing or not in order."""


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
        is_array: whether they can be computed with; elsewhere they are only checked.
    """

    values: Callable[[pa.Array], Part]
    form: Form = _AS_IT_IS
    is_array: bool = True

    def part(self, array: pa.Array) -> Part:
        """What gives parts of an array."""
        return self.values(whole(array))


def scalar_of(type_: Type, bounds: Bounds, dtype: pa.DataType) -> Scalar | None:
    """How values of a type are read that come in another one; None where that does not go."""
    match type_:
        case Enumeration(members=members) if pa.types.is_dictionary(dtype):
            return Scalar(_Places(members))
        case _ if type_ == BOOLEAN and pa.types.is_boolean(dtype):
            return Scalar(part_of)
        case _ if type_ == DATE and pa.types.is_date32(dtype):
            return Scalar(_Within(_days(facts.FIRST_DAY), _days(facts.LAST_DAY)))
        case _ if type_ == NUMBER and pa.types.is_integer(dtype):
            return Scalar(_Within(*facts.whole_bounds(bounds)))
        case _ if type_ == NUMBER and pa.types.is_float64(dtype) and not bounds.whole:
            return Scalar(_Within(*facts.float_bounds(bounds)), Form(floats=True))
        case _:
            return _otherwise(type_, bounds, dtype)


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
        return part_of(read[0].to_arrow()) if is_array else _unread

    return Scalar(values, form, is_array)


def _unread(start: int, stop: int) -> Array:
    raise TypeError(start, stop)


_EPOCH = dt.date(1970, 1, 1).toordinal()


def _days(date: dt.date) -> int:
    return date.toordinal() - _EPOCH


@dataclass(frozen=True, slots=True)
class _Within:
    """Numbers from the least to the most, both included; a float that is no number is outside."""

    least: float
    most: float

    def __call__(self, array: pa.Array) -> Part:
        numbers = numbers_of(array)
        if len(numbers) and not (numbers.min() >= self.least and numbers.max() <= self.most):
            raise Amiss
        return lambda start, stop: numbers[start:stop]


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
