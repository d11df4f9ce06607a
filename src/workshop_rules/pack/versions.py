"""Versions of packs and of the engine: dotted numbers, and ranges of them such as `>=0.1,<1`."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from functools import cache
from importlib import metadata
from typing import TypeAlias

Version: TypeAlias = tuple[int, ...]

_VERSION = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9}){0,3}")
_BOUND = re.compile(r"\s*(>=|<=|==|!=|>|<)\s*([0-9.]+)\s*")
_OPERATORS: Mapping[str, Callable[[Version, Version], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    "==": operator.eq,
    "!=": operator.ne,
    ">": operator.gt,
    "<": operator.lt,
}


def read_version(text: str) -> Version:
    """A version as numbers to compare; trailing zeros do not count, so that `1.0` is `1`.

    Raises:
        ValueError: it is not one to four whole numbers with points between.
    """
    if not _VERSION.fullmatch(text):
        raise ValueError(f"`{text}` is not a version such as 1.2.0")
    numbers = [int(part) for part in text.split(".")]
    while len(numbers) > 1 and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)


def within(version: str, wanted: str) -> bool:
    """Whether a version lies in a range: bounds with commas between, all of which must hold.

    Raises:
        ValueError: the range is not one.
    """
    here = read_version(version)
    holds = True
    for bound in wanted.split(","):
        parts = _BOUND.fullmatch(bound)
        if parts is None:
            raise ValueError(f"`{wanted}` is not a range of versions such as >=0.1,<1")
        holds = _OPERATORS[parts[1]](here, read_version(parts[2])) and holds
    return holds


@cache
def engine_version() -> str:
    """The version of this engine, its numbers only."""
    found = re.match(r"[0-9]+(?:\.[0-9]+)*", metadata.version("workshop-rules"))
    return found[0] if found else "0"
