"""What is computed of arrays: comparisons, logic, and what is asked of the members of groups."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, TypeAlias

import numpy as np

Array: TypeAlias = "np.ndarray[Any, np.dtype[Any]]"
Kernel: TypeAlias = Callable[..., Array]
"""Makes an array of arrays; one that makes truths puts them into `out`, if that is given."""

COMPARE: Mapping[str, Kernel] = {
    "=": np.equal,
    "!=": np.not_equal,
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
}

MOST_IN_A_BYTE = 255
_FIRST_BYTES = np.uint64(0x0101010101010101)
"""A word of eight bytes, multiplied with it, has in each byte the sum of those up to it, if that is below 256."""
_A_BYTE, _LAST_BYTE = np.uint64(255), np.uint64(56)


class Groups(NamedTuple):
    """Which members belong to which row: consecutive ones.

    Attributes:
        offsets: where the groups begin among the members of the slice, and where the last one ends.
        most: no group has more.
    """

    offsets: Array
    most: int


def both(left: Array, right: Array, out: Array | None = None) -> Array:
    """Where both are true; of truths and of bits."""
    return np.bitwise_and(left, right, out=out)


def either(left: Array, right: Array, out: Array | None = None) -> Array:
    """Where one is true; of truths and of bits."""
    return np.bitwise_or(left, right, out=out)


def opposite(truth: Array, out: Array | None = None) -> Array:
    """Where it is false; of truths and of bits."""
    return np.bitwise_not(truth, out=out)


def picked(condition: Array, then: Array, otherwise: Array, out: Array | None = None) -> Array:
    """One truth where the condition is true, the other elsewhere; of truths and of bits."""
    where_then, elsewhere = np.bitwise_and(condition, then), np.bitwise_and(np.bitwise_not(condition), otherwise)
    return np.bitwise_or(where_then, elsewhere, out=out)


def how_many_of(*truths: Array) -> Array:
    """How many of them are true in each row."""
    found: Array = truths[0].astype(np.uint8 if len(truths) <= MOST_IN_A_BYTE else np.int32)
    for truth in truths[1:]:
        np.add(found, truth, out=found)
    return found


def counted(groups: Groups, truth: Array) -> Array:
    """For how many members of each group a condition is true.

    Counted are the members up to a place: within a word of eight, and in all words before. The sum is a byte that
    begins again after 255; the difference between the places where groups of at most 255 begin and end is right.
    """
    if groups.most > MOST_IN_A_BYTE or sys.byteorder != "little":
        counts = np.zeros(len(truth) + 1, np.int64)
        np.cumsum(truth, out=counts[1:])
        return np.diff(counts[groups.offsets])
    words = np.zeros(len(truth) // 8 + 1, np.uint64)
    up_to = words.view(np.uint8)
    up_to[1 : len(truth) + 1] = truth
    words *= _FIRST_BYTES
    before = np.zeros(len(words), np.uint64)
    np.cumsum(words[:-1] >> _LAST_BYTE, out=before[1:])
    before &= _A_BYTE
    before *= _FIRST_BYTES
    up_to += before.view(np.uint8)
    up_to = up_to.take(groups.offsets)
    return up_to[1:] - up_to[:-1]


def sizes(groups: Groups) -> Array:
    """How many members each group has."""
    return np.diff(groups.offsets)


def some(groups: Groups, truth: Array, out: Array | None = None) -> Array:
    """Whether a condition is true for some member of each group."""
    return np.not_equal(counted(groups, truth), 0, out=out)
