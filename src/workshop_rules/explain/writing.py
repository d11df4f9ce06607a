"""The parts of an explanation as JSON text, so that they can be kept: indented as the standard library does, or not."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from json.encoder import encode_basestring
from operator import attrgetter
from typing import Any, TypeAlias

from workshop_rules.explain.blanks import DEEPEST, Conditions, blank, conditions_number
from workshop_rules.language.words import Words

_INDENT = "  "
OUTERMOST = 0
"""How deep an explanation stands."""
ON_ONE_LINE = DEEPEST
"""How deep everything stands that is written without line breaks and blanks."""

Write: TypeAlias = Callable[[Any, int], str]
"""Writes a value that stands so deep."""


def written(value: object, depth: int) -> str:
    """A value as JSON text that stands so deep."""
    type_ = type(value)
    write = _WRITE.get(type_)
    if write is None:
        write = _WRITE[type_] = _writer(type_)
    return write(value, depth)


def inside(depth: int) -> int:
    """How deep the parts stand of something that stands so deep."""
    return depth if depth == ON_ONE_LINE else depth + 1


def of_criteria(depth: int) -> int:
    """How deep the criteria stand of an explanation that stands so deep."""
    return inside(inside(depth))


def listed(parts: Sequence[str], depth: int) -> str:
    """Values that were written one deeper, as a list."""
    if not parts:
        return "[]"
    inner, outer = _broken(depth)
    return f"[{inner}{between(depth).join(parts)}{outer}]"


@cache
def between(depth: int) -> str:
    """What stands between the parts of something that stands so deep."""
    return f",{_broken(depth)[0]}"


@cache
def before(depth: int) -> str:
    """What stands between a thing that stands so deep and the one before it."""
    return between(depth if depth == ON_ONE_LINE else depth - 1)


def named(name: str, depth: int) -> str:
    """The name of a member of an object that stands so deep, before its value."""
    return f'"{name}":' if depth == ON_ONE_LINE else f'"{name}": '


def escaped(text: str) -> str:
    """A text as it stands between the quotes of a JSON string."""
    return encode_basestring(text)[1:-1]


@cache
def names(type_: type) -> tuple[str, ...]:
    """The names of the fields of a class."""
    return tuple(field.name for field in fields(type_))


def plain(value: object) -> object:
    """A value of an explanation as plain data.

    Raises:
        TypeError: an explanation holds nothing of its type.
    """
    match value:
        case None | bool() | int():
            return value
        case Enum():
            return value.value
        case str():
            return value
        case dt.date():
            return value.isoformat()
        case tuple():
            return [plain(one) for one in value]
        case _ if is_dataclass(value):
            return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
        case _:
            raise TypeError(f"an explanation holds no {type(value).__name__}")


def members(texts: Iterable[tuple[str, str]], depth: int) -> str:
    """Names with values that were written, as they stand in an object that stands so deep."""
    return between(depth).join(named(name, depth) + text for name, text in texts)


def _words(words: Words, depth: int) -> str:
    return _object(Words, depth) % (encode_basestring(words.zh), encode_basestring(words.en))


def _tuple(value: tuple[object, ...], depth: int) -> str:
    return listed([written(one, inside(depth)) for one in value], depth) if value else "[]"


_WRITE: dict[type, Write] = {
    str: lambda value, _: encode_basestring(value),
    type(None): lambda _, __: "null",
    bool: lambda value, _: "true" if value else "false",
    Words: _words,
    tuple: _tuple,
}
"""How values of a type are written; those of other types are added when the first of them is."""


def _writer(type_: type) -> Write:
    if issubclass(type_, Conditions):
        return lambda value, depth: blank(conditions_number(value.number, depth, decided=value.decided))
    if not is_dataclass(type_):
        return lambda value, _: json.dumps(plain(value), ensure_ascii=False)
    values = attrgetter(*names(type_))  # of two fields at least

    def write(value: object, depth: int) -> str:
        inner = inside(depth)
        return _object(type_, depth) % tuple([written(part, inner) for part in values(value)])

    return write


@cache
def _broken(depth: int) -> tuple[str, str]:
    """The line breaks within something that stands so deep, and at its end."""
    if depth == ON_ONE_LINE:
        return "", ""
    return f"\n{_INDENT * (depth + 1)}", f"\n{_INDENT * depth}"


@cache
def _object(type_: type, depth: int) -> str:
    """An object with a place for the value of each field."""
    inner, outer = _broken(depth)
    return "{" + ",".join(f"{inner}{named(name, depth)}%s" for name in names(type_)) + outer + "}"
