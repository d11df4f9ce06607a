"""Values as a record writes them, and back again.

A record has texts, truth values, nulls, lists and mappings, and no number: every number is written as text, in full, so
that no reader rounds it and canonical JSON has one form for it. What is a number again is for the type of its place to
say, which the pack knows.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from typing_extensions import TypeAliasType

from workshop_rules.language import types
from workshop_rules.language.digits import write_number
from workshop_rules.language.iso8601 import write_temporal
from workshop_rules.language.types import ListOf, RecordOf, Type
from workshop_rules.language.values import DaysTime, ListValue, Record, YearsMonths

Written = TypeAliasType("Written", "bool | str | list[Written] | dict[str, Written] | None")
"""A value as a record has it."""

HMAC_MARK = "$hmac_sha256"
"""The only key of what stands in place of a value that is kept as a keyed digest."""

LEFT_OUT_MARK = "$left_out"
"""The only key of what stands in place of a value that was left out."""

_NUMBER = re.compile(r"-?[0-9]{1,1000}(?:\.[0-9]{1,1000}|/[1-9][0-9]{0,999})?")


def written(value: object) -> Written:
    """A value of a dossier, or one that was computed, as a record has it; what is unknown is null."""
    match value:
        case bool() | str() | None:
            return value
        case int() | Fraction():
            return write_number(int(value) if value.denominator == 1 else value)
        case dt.date() | dt.time() | YearsMonths() | DaysTime():
            return write_temporal(value)
        case ListValue(items=items):
            return [written(item) for item in items]
        case Record(fields=fields):
            return {name: written(inner) for name, inner in fields.items()}
        case Mapping():
            return {str(name): written(inner) for name, inner in value.items()}
        case tuple() | list():
            return [written(item) for item in value]
        case _:
            return None


def read_back(value: Written, type_: Type | None) -> object:
    """What a written value stands for at a place of that type, for the boundary to validate; what is masked is None.

    Where the form does not fit the type it is left as it is, so that the boundary complains about it.
    """
    if is_masked(value):
        return None
    match type_, value:
        case types.NUMBER, str() if _NUMBER.fullmatch(value):
            number = Fraction(value)
            return int(number) if number.denominator == 1 else number
        case ListOf(item=item), list():
            return tuple(read_back(one, item) for one in value)
        case RecordOf(), dict():
            return {name: read_back(inner, type_.field(name)) for name, inner in value.items()}
        case _:
            return value


def is_masked(value: Written) -> bool:
    """Whether something stands here in place of a value."""
    return isinstance(value, dict) and len(value) == 1 and next(iter(value)) in {HMAC_MARK, LEFT_OUT_MARK}


def masked_paths(value: Written, path: str) -> Iterator[str]:
    """The paths below a value, itself included, where something stands in place of one: `members[2].name`."""
    if is_masked(value):
        yield path
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from masked_paths(inner, f"{path}.{name}")
    elif isinstance(value, list):
        for i, item in enumerate(value, start=1):
            yield from masked_paths(item, f"{path}[{i}]")


def differences(before: Written, now: Written, path: str) -> Iterator[tuple[str, Written, Written]]:
    """The places, deepest first named, where two written values differ, with what stands there in each."""
    match before, now:
        case dict(), dict() if not is_masked(before) and not is_masked(now):
            for name in dict.fromkeys([*before, *now]):
                inner = f"{path}.{name}" if path else name
                yield from differences(before.get(name), now.get(name), inner)
        case list(), list() if len(before) == len(now) and not _plain(before):
            for i, (one, other) in enumerate(zip(before, now, strict=True), start=1):
                yield from differences(one, other, f"{path}[{i}]")
        case _:
            if before != now:
                yield path, before, now


def _plain(items: Sequence[Written]) -> bool:
    return all(isinstance(item, str) for item in items)
