"""The plain way in for facts: for the first dossier of a pack, which takes less time than to compile a schema for it.

Like the quick way (`pack.quick_facts`) it never complains. It takes less: whole numbers, texts, truths, dates and
records of these, as a Python program has them; anything else goes another way.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from workshop_rules.language import types
from workshop_rules.language.types import Enumeration, ListOf, RecordOf
from workshop_rules.pack.shapes import FactsShape, FieldShape

_FAR = 2**63
"""Whole numbers beyond this go another way."""


class NotPlainError(Exception):
    """A value is not one of those that are taken."""


def read_plainly(facts: object, shape: FactsShape) -> dict[str, Any] | None:
    """Facts in the form of `Dossier.facts`, with findings under `findings`; None where any of them is not plain."""
    if type(facts) is not dict:
        return None
    findings = facts.get("findings")
    own = {name: value for name, value in facts.items() if name != "findings"}
    try:
        read = _record(own, shape.facts)
        if findings is not None:
            read["findings"] = _record(findings, dict.fromkeys(shape.findings, FieldShape(types.BOOLEAN)))
    except NotPlainError:
        return None
    return None if "findings" in facts and findings is None else read


def _record(value: object, fields: Mapping[str, FieldShape]) -> dict[str, Any]:
    """The fields that are supplied, in the order of the vocabulary."""
    if type(value) is not dict:
        raise NotPlainError
    read = {name: _field(value[name], shape) for name, shape in fields.items() if name in value}
    if len(read) != len(value):
        raise NotPlainError
    return read


def _field(value: object, shape: FieldShape) -> object:
    if shape.period is not None:
        raise NotPlainError
    match shape.type:
        case ListOf(item=RecordOf()) if type(value) is list:
            return tuple([_record(one, dict(shape.fields)) for one in value])
        case ListOf(item=item) if type(value) is list:
            return tuple([_scalar(one, FieldShape(item)) for one in value])
        case RecordOf():
            return _record(value, dict(shape.fields))
        case _:
            return _scalar(value, shape)


def _scalar(value: object, shape: FieldShape) -> object:
    match value, shape.type:
        case str(), Enumeration(members=members):
            taken = type(value) is str and value in members
        case str(), types.STRING:
            taken = type(value) is str and value.isprintable() and bool(value.strip())
        case bool(), types.BOOLEAN:
            taken = True
        case bool(), _:
            taken = False
        case int(), types.NUMBER:
            taken = type(value) is int and _lies_within(value, shape)
        case dt.date(), types.DATE:
            taken = type(value) is dt.date
        case _:
            taken = False
    if not taken:
        raise NotPlainError
    return value


def _lies_within(number: int, shape: FieldShape) -> bool:
    least = -_FAR if shape.minimum is None else max(-_FAR, shape.minimum)
    most = _FAR if shape.maximum is None else min(_FAR, shape.maximum)
    return least < number < most or number in {shape.minimum, shape.maximum}
