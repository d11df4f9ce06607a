"""The quick way in for facts: a compiled schema that takes the usual forms and leaves everything else to `pack.facts`.

It never complains. What it takes, it reads as `pack.facts` does; where anything is out of the ordinary (a blank, a name
of another pack, a waiver, an error) the whole dossier goes the ordinary way, which has every diagnostic.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from pydantic_core import SchemaValidator, ValidationError, core_schema

from workshop_rules.language import types
from workshop_rules.language.types import Enumeration, Scalar, Type
from workshop_rules.language.words import Words
from workshop_rules.pack.boundary_values import check_bounds, is_blank, read_number, read_value
from workshop_rules.pack.models import FieldEntry, PeriodFields
from workshop_rules.pack.vocabulary import Vocabulary

Schema = core_schema.CoreSchema

_FAR = 2**63
"""Whole numbers beyond this go the ordinary way."""
_NOT_BLANK = r"[^\s\x1c-\x1f\x85]"
_FLOATS_KEPT = 4096


def quick_reader(vocabulary: Vocabulary) -> Callable[[object], dict[str, Any] | None]:
    """A function that reads facts into the form of `Dossier.facts`, findings under `findings`; or gives None.

    Args:
        vocabulary: the pack's.
    """
    validate = _validator(vocabulary).validate_python

    def read(facts: object) -> dict[str, Any] | None:
        try:
            return validate(facts)  # type: ignore[no-any-return]  # a typed dict
        except ValidationError:
            return None

    return read


@lru_cache(maxsize=64)
def _validator(vocabulary: Vocabulary) -> SchemaValidator:
    fields = {name: _of(entry, vocabulary.types[name], vocabulary) for name, entry in vocabulary.facts.items()}
    findings = dict.fromkeys(vocabulary.findings, core_schema.bool_schema(strict=True))
    return SchemaValidator(_record(fields | {"findings": _record(findings)}))


def _record(fields: Mapping[str, Schema]) -> Schema:
    return core_schema.typed_dict_schema(
        {name: core_schema.typed_dict_field(schema, required=False) for name, schema in fields.items()},
        extra_behavior="forbid",
        strict=True,
    )


def _of(entry: FieldEntry, type_: Type, vocabulary: Vocabulary) -> Schema:
    match type_:
        case types.ListOf(types.RecordOf() as record) if isinstance(entry.item, dict):
            return _list(_of_record(entry.item, record, entry.period, vocabulary))
        case types.ListOf(Scalar() | Enumeration() as item):
            return _list(_number(None) if item == types.NUMBER else _scalar(item, vocabulary))
        case types.RecordOf():
            return _of_record(entry.fields or {}, type_, entry.period, vocabulary)
        case Scalar() if type_ == types.NUMBER:
            return _number(entry)
        case Scalar() | Enumeration():
            return _scalar(type_, vocabulary)
        case _:
            raise TypeError(type_)  # no entry of a vocabulary makes another type


def _list(item: Schema) -> Schema:
    return core_schema.no_info_after_validator_function(tuple, core_schema.list_schema(item, strict=True))


def _of_record(
    entries: Mapping[str, FieldEntry], type_: types.RecordOf, period: PeriodFields | None, vocabulary: Vocabulary
) -> Schema:
    schema = _record({name: _of(entries[name], field, vocabulary) for name, field in type_.fields})
    if period is None:
        return schema
    return core_schema.no_info_after_validator_function(_one_period(period), schema)


def _one_period(period: PeriodFields) -> Callable[[dict[str, Any]], dict[str, Any]]:
    start, end, ongoing = period.start, period.end, period.ongoing

    def check(record: dict[str, Any]) -> dict[str, Any]:
        if end in record:
            if start in record and record[end] < record[start]:
                raise ValueError(end)
            if ongoing is not None and record.setdefault(ongoing, False):
                raise ValueError(ongoing)
        return record

    return check


def _number(entry: FieldEntry | None) -> Schema:
    """Whole numbers as they are; others by a function, with the last floats remembered."""
    minimum = None if entry is None or entry.minimum is None else read_number(entry.minimum)
    maximum = None if entry is None or entry.maximum is None else read_number(entry.maximum)
    whole = entry is not None and entry.whole

    @lru_cache(maxsize=_FLOATS_KEPT)
    def of_float(value: float) -> object:
        return check_bounds(read_number(value), minimum, maximum, whole=whole)

    def read(value: object) -> object:
        if value.__class__ is float:
            return of_float(value)
        if is_blank(value):
            raise ValueError(value)
        return check_bounds(read_number(value), minimum, maximum, whole=whole)

    least = -_FAR if minimum is None else math.ceil(minimum)
    most = _FAR if maximum is None else math.floor(maximum)
    whole_ones = core_schema.int_schema(strict=True, ge=least, le=most)
    return core_schema.union_schema([whole_ones, _by(read)], mode="left_to_right")


def _scalar(type_: Scalar | Enumeration, vocabulary: Vocabulary) -> Schema:
    match type_:
        case Enumeration(members=members):
            return core_schema.literal_schema(list(members))
        case types.BOOLEAN:
            return core_schema.bool_schema(strict=True)
        case types.STRING:
            return core_schema.str_schema(strict=True, pattern=_NOT_BLANK)
        case types.DATE:
            return core_schema.union_schema(
                [core_schema.date_schema(strict=True), _by(_reading(type_))], mode="left_to_right"
            )
        case _:
            return _by(_reading(type_, _words(type_, vocabulary)))


def _by(read: Callable[[object], object]) -> Schema:
    return core_schema.no_info_plain_validator_function(read)


def _reading(type_: Scalar | Enumeration, words: Mapping[str, Words] | None = None) -> Callable[[object], object]:
    def read(value: object) -> object:
        if is_blank(value):
            raise ValueError(value)
        return read_value(value, type_, words)

    return read


def _words(type_: Type, vocabulary: Vocabulary) -> Mapping[str, Words] | None:
    return vocabulary.enumerations[type_.name].members if isinstance(type_, Enumeration) else None
