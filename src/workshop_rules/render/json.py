"""An explanation as JSON, by published and versioned schemas (`schemas/explanation-1.json`, `-2.json`)."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from json.encoder import encode_basestring
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from workshop_rules.explain.explainer import Told
from workshop_rules.explain.tree import Reasons
from workshop_rules.language.words import Words

if TYPE_CHECKING:
    from workshop_rules.explain.alternatives import Alternatives

_INDENT = "  "
_FIRST, _SECOND = "workshop-rules/explanation/1", "workshop-rules/explanation/2"
"""The schemas: of an explanation, and of one with what would turn the verdict."""
_CRITERIA = 2
"""How deep the criteria of an explanation stand in its JSON."""

Write: TypeAlias = Callable[[Any, int], str]


def to_data(reasons: Reasons, alternatives: Alternatives | None = None) -> dict[str, Any]:
    """The explanation as plain data: texts in both languages as `{"zh": …, "en": …}`, dates and numbers as text.

    Args:
        reasons: the explanation.
        alternatives: what would turn the verdict; with it the data are of version 2, else of version 1.
    """
    data = cast("dict[str, Any]", _plain(reasons))
    if alternatives is None:
        return {"schema": _FIRST, **data}
    return {"schema": _SECOND, **data, "alternatives": _plain(alternatives)}


def to_json(reasons: Reasons, alternatives: Alternatives | None = None, *, told: Sequence[Told] = ()) -> str:
    """The explanation as a JSON document, indented, as `json.dumps` writes `to_data`.

    Args:
        reasons: the explanation.
        alternatives: what would turn the verdict.
        told: its criteria in the form in which they keep what was written of them; it may be left out.
    """
    criteria = [each.reason for each in told]
    parts = []
    for name, value in zip(_names(Reasons), _values(Reasons)(reasons), strict=True):
        if name == "criteria" and len(criteria) == len(value) and all(map(_is, criteria, value)):
            text = _listed([_once(each) for each in told], 1)
        else:
            text = _written(value, 1)
        parts.append(f'{_INDENT}"{name}": {text}')
    if alternatives is not None:
        parts.append(f'{_INDENT}"alternatives": {_written(alternatives, 1)}')
    schema = _FIRST if alternatives is None else _SECOND
    joined = ",\n".join([f'{_INDENT}"schema": {_written(schema, 1)}', *parts])
    return f"{{\n{joined}\n}}\n"


def _is(one: object, other: object) -> bool:
    return one is other


def _once(told: Told) -> str:
    if told.json is None:
        told.json = _written(told.reason, _CRITERIA)
    return told.json


def _written(value: object, depth: int) -> str:
    """A value as JSON text that stands so deep."""
    write = _WRITE.get(type(value))
    return _other(value, depth) if write is None else write(value, depth)


def _listed(parts: Sequence[str], depth: int) -> str:
    if not parts:
        return "[]"
    inner, outer = _broken(depth)
    return f"[{inner}{f',{inner}'.join(parts)}{outer}]"


def _words(words: Words, depth: int) -> str:
    inner, outer = _broken(depth)
    return f'{{{inner}"zh": {encode_basestring(words.zh)},{inner}"en": {encode_basestring(words.en)}{outer}}}'


def _tuple(value: tuple[object, ...], depth: int) -> str:
    return _listed([_written(one, depth + 1) for one in value], depth) if value else "[]"


def _other(value: object, depth: int) -> str:
    if is_dataclass(value):
        type_: type = type(value)
        written = [_written(part, depth + 1) for part in _values(type_)(value)]
        return _template(type_, depth) % tuple(written)
    return json.dumps(_plain(value), ensure_ascii=False)


_WRITE: dict[type, Write] = {
    str: lambda value, _: encode_basestring(value),
    type(None): lambda _, __: "null",
    bool: lambda value, _: "true" if value else "false",
    Words: _words,
    tuple: _tuple,
}


@cache
def _broken(depth: int) -> tuple[str, str]:
    """The line breaks within something that stands so deep, and at its end."""
    return f"\n{_INDENT * (depth + 1)}", f"\n{_INDENT * depth}"


@cache
def _template(type_: type, depth: int) -> str:
    """An object with a place for the value of each field."""
    inner, outer = _broken(depth)
    return "{" + ",".join(f'{inner}"{name}": %s' for name in _names(type_)) + outer + "}"


@cache
def _names(type_: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(type_))


@cache
def _values(type_: type) -> Callable[[Any], tuple[Any, ...]]:
    """The values of all fields, of which there are two at least."""
    names = _names(type_)
    return attrgetter(*names)


def _plain(value: object) -> object:
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
            return [_plain(one) for one in value]
        case _ if is_dataclass(value):
            return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        case _:
            raise TypeError(f"an explanation holds no {type(value).__name__}")
