"""The quick way in for facts: a compiled schema that takes the usual forms and leaves everything else to `pack.facts`.

It never complains. What it takes, it reads as `pack.facts` does; where anything is out of the ordinary (a blank, a name
of another pack, a waiver, an error) the whole dossier goes the ordinary way, which has every diagnostic. It needs no
more of a vocabulary than its shape, which is kept with a compiled pack.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

from pydantic_core import SchemaValidator, ValidationError, core_schema

from workshop_rules.language import types
from workshop_rules.language.types import Enumeration, ListOf, RecordOf, Scalar, Type
from workshop_rules.pack.boundary_values import check_bounds, is_blank, read_number, read_value
from workshop_rules.pack.shapes import FactsShape, FieldShape

if TYPE_CHECKING:
    from workshop_rules.pack.models import FieldEntry
    from workshop_rules.pack.vocabulary import Vocabulary

Schema: TypeAlias = core_schema.CoreSchema

_FAR = 2**63
"""Whole numbers beyond this go the ordinary way."""
_NOT_BLANK = r"[^\s\x1c-\x1f\x85]"
_FLOATS_KEPT = 4096


def shape_of(vocabulary: Vocabulary) -> FactsShape:
    """The shape of the dossiers of a vocabulary."""
    facts = {name: _shape(entry, vocabulary.types[name]) for name, entry in vocabulary.facts.items()}
    return FactsShape(facts, tuple(vocabulary.findings))


def _shape(entry: FieldEntry, type_: Type) -> FieldShape:
    record = type_.item if isinstance(type_, ListOf) else type_
    entries = entry.item if isinstance(type_, ListOf) else entry.fields
    fields: tuple[tuple[str, FieldShape], ...] = ()
    if isinstance(record, RecordOf) and isinstance(entries, dict):
        fields = tuple((name, _shape(entries[name], field)) for name, field in record.fields)
    period = entry.period
    return FieldShape(
        type_,
        None if entry.minimum is None else read_number(entry.minimum),
        None if entry.maximum is None else read_number(entry.maximum),
        entry.whole,
        fields,
        None if period is None else (period.start, period.end, period.ongoing),
    )


def quick_reader(shape: FactsShape) -> Callable[[object], dict[str, Any] | None]:
    """A function that reads facts into the form of `Dossier.facts`, findings under `findings`; or gives None."""
    findings = dict.fromkeys(shape.findings, core_schema.bool_schema(strict=True))
    facts = {name: _of(one) for name, one in shape.facts.items()}
    validate = SchemaValidator(_record(facts | {"findings": _record(findings)})).validate_python

    def read(facts: object) -> dict[str, Any] | None:
        try:
            return validate(facts)  # type: ignore[no-any-return]  # a typed dict
        except ValidationError:
            return None

    return read


def _record(fields: Mapping[str, Schema]) -> Schema:
    return core_schema.typed_dict_schema(
        {name: core_schema.typed_dict_field(schema, required=False) for name, schema in fields.items()},
        extra_behavior="forbid",
        strict=True,
    )


def _of(shape: FieldShape) -> Schema:
    match shape.type:
        case ListOf(item=RecordOf()):
            return _list(_of_record(shape))
        case ListOf(item=Scalar() | Enumeration() as item):
            return _list(_scalar(FieldShape(item)))
        case RecordOf():
            return _of_record(shape)
        case Scalar() | Enumeration():
            return _scalar(shape)
        case _:
            raise TypeError(shape.type)  # no entry of a vocabulary makes another type


def _list(item: Schema) -> Schema:
    return core_schema.no_info_after_validator_function(tuple, core_schema.list_schema(item, strict=True))


def _of_record(shape: FieldShape) -> Schema:
    schema = _record({name: _of(field) for name, field in shape.fields})
    if shape.period is None:
        return schema
    return core_schema.no_info_after_validator_function(_one_period(*shape.period), schema)


def _one_period(start: str, end: str, ongoing: str | None) -> Callable[[dict[str, Any]], dict[str, Any]]:
    def check(record: dict[str, Any]) -> dict[str, Any]:
        if end in record:
            if start in record and record[end] < record[start]:
                raise ValueError(end)
            if ongoing is not None and record.setdefault(ongoing, False):
                raise ValueError(ongoing)
        return record

    return check


def _number(shape: FieldShape) -> Schema:
    """Whole numbers as they are; others by a function, with the last floats remembered."""
    _, minimum, maximum, whole, *_ = shape

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


def _scalar(shape: FieldShape) -> Schema:
    match shape.type:
        case Enumeration(members=members):
            return core_schema.literal_schema(list(members))
        case types.NUMBER:
            return _number(shape)
        case types.BOOLEAN:
            return core_schema.bool_schema(strict=True)
        case types.STRING:
            return core_schema.str_schema(strict=True, pattern=_NOT_BLANK)
        case types.DATE:
            dates = core_schema.date_schema(strict=True)
            return core_schema.union_schema([dates, _by(_reading(types.DATE))], mode="left_to_right")
        case Scalar() as type_:
            return _by(_reading(type_))
        case _:
            raise TypeError(shape.type)  # a type with parts


def _by(read: Callable[[object], object]) -> Schema:
    return core_schema.no_info_plain_validator_function(read)


def _reading(type_: Scalar) -> Callable[[object], object]:
    def read(value: object) -> object:
        if is_blank(value):
            raise ValueError(value)
        return read_value(value, type_)

    return read
