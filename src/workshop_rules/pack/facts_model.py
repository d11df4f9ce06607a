"""The pydantic model of a dossier, generated from a vocabulary: strict, and closed to names that it does not know.

It is what other programs may build facts with, what its JSON Schema describes, and what every dossier is held against.
A value that is absent, null or blank is not supplied, at every level; a list item cannot be.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Annotated, Any, ClassVar, Self, TypeAlias, cast

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    PlainSerializer,
    PlainValidator,
    Tag,
    WithJsonSchema,
    create_model,
    model_validator,
)
from pydantic_core import PydanticCustomError

from workshop_rules.language import types
from workshop_rules.language.digits import write_number
from workshop_rules.language.iso8601 import write_temporal
from workshop_rules.language.types import Enumeration, Scalar, Type
from workshop_rules.language.values import DaysTime, YearsMonths
from workshop_rules.language.words import Words
from workshop_rules.pack.boundary_values import (
    check_bounds,
    is_blank,
    read_number,
    read_value,
    shown_value,
)
from workshop_rules.pack.models import FieldEntry, PeriodFields
from workshop_rules.pack.vocabulary import Vocabulary

JsonSchema = dict[str, Any]

_TEXT_FORMATS = {types.DATE: "date", types.TIME: "time", types.DATE_TIME: "date-time"}


class Supplied(BaseModel):
    """A mapping of a dossier: what was supplied in it is what is not None."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, protected_namespaces=(), populate_by_name=True)

    @classmethod
    def field_ids(cls) -> tuple[str, ...]:
        """The names that it may have, as dossiers write them."""
        return tuple(field.alias or name for name, field in cls.model_fields.items())

    def supplied(self) -> Iterator[tuple[str, Any]]:
        """Name and value of everything that was supplied."""
        for name, field in type(self).model_fields.items():
            value = getattr(self, name)
            if value is not None:
                yield field.alias or name, value


class RecordFact(Supplied):
    """A record of a dossier; base of the generated ones."""

    period_fields: ClassVar[PeriodFields | None] = None

    def supplied(self) -> Iterator[tuple[str, Any]]:
        """Name and value of everything that was supplied; an end supplied says that the period is not ongoing."""
        given = dict(super().supplied())
        period = type(self).period_fields
        if period is not None and period.ongoing is not None and period.end in given:
            given.setdefault(period.ongoing, False)
        yield from given.items()

    @model_validator(mode="after")
    def _period_is_one(self) -> Self:
        period = type(self).period_fields
        if period is None:
            return self
        given = dict(self.supplied())
        start, end = given.get(period.start), given.get(period.end)
        if isinstance(start, dt.date) and isinstance(end, dt.date) and end < start:
            raise PydanticCustomError(
                "WR408",
                "ends on {end}, before it starts on {start}",
                {"at": period.end, "start": start.isoformat(), "end": end.isoformat()},
            )
        if period.ongoing is not None and given.get(period.ongoing) is True and end is not None:
            raise PydanticCustomError(
                "WR408",
                "has an end although it is ongoing",
                {"at": period.end, "help": f"leave out `{period.end}` or `{period.ongoing}`"},
            )
        return self


def _nothing_if_blank(value: object) -> object:
    return None if is_blank(value) else _plain_mapping(value)


def _plain_mapping(value: object) -> object:
    """A mapping of any kind as the `dict` that strict models want."""
    return dict(value) if isinstance(value, Mapping) and not isinstance(value, dict) else value


def _items(value: object) -> object:
    """A list of any kind as the tuple that strict models want."""
    return tuple(value) if isinstance(value, list) else value


def _number_as_text(value: object) -> object:
    return write_number(value) if isinstance(value, Fraction) else value


def _reads(type_: Scalar | Enumeration, words: Mapping[str, Words] | None = None) -> PlainValidator:
    """Takes a value of a type without parts; blank is nothing."""

    def validate(value: object) -> object:
        return None if is_blank(value) else read_value(value, type_, words)

    return PlainValidator(validate)


def _needs_text(what: str) -> PlainValidator:
    """Takes a text that must be there."""

    def validate(value: object) -> object:
        if is_blank(value):
            raise PydanticCustomError("WR409", "is missing: {what}", {"what": what})
        return read_value(value, types.STRING)

    return PlainValidator(validate)


def _described(type_: Scalar | Enumeration) -> WithJsonSchema:
    if isinstance(type_, Enumeration):
        return WithJsonSchema({"enum": [*type_.members, None]})
    match type_:
        case types.NUMBER:
            return WithJsonSchema({"type": ["number", "null"]})
        case types.BOOLEAN:
            return WithJsonSchema({"type": ["boolean", "null"]})
        case _:
            schema: JsonSchema = {"type": ["string", "null"]}
            if type_ in _TEXT_FORMATS:
                schema["format"] = _TEXT_FORMATS[type_]
            return WithJsonSchema(schema)


_BLANK_IS_NOTHING = BeforeValidator(_nothing_if_blank)
_AS_TUPLE = BeforeValidator(_items)
_A_TEXT = WithJsonSchema({"type": "string"})
_Text: TypeAlias = Annotated[str | None, _reads(types.STRING), _described(types.STRING)]
_Date: TypeAlias = Annotated[dt.date | None, _reads(types.DATE), _described(types.DATE)]
_Truth: TypeAlias = Annotated[bool | None, _reads(types.BOOLEAN), _described(types.BOOLEAN)]


class FindingRecord(Supplied):
    """A human judgement, with who made it and when. One that names a pack counts only there."""

    holds: _Truth = None
    by: _Text = None
    decided_on: _Date = None
    note: _Text = None
    pack: _Text = None


FINDING_TAGS = ("<truth>", "<record>")
"""How pydantic marks, in the place of an error, which of the two forms of a finding it is about."""


def _finding_tag(value: object) -> str:
    return "<truth>" if isinstance(value, bool) else "<record>"


_Finding: TypeAlias = Annotated[
    Annotated[bool, Tag("<truth>")] | Annotated[FindingRecord, Tag("<record>")], Discriminator(_finding_tag)
]


class WaiverRecord(Supplied):
    """Discretion that the competent body has used."""

    pack: Annotated[str, _needs_text("the pack that the waiver is for"), _A_TEXT]
    decision: Annotated[str, _needs_text("the decision that the waiver is for"), _A_TEXT]
    criterion: Annotated[str, _needs_text("the criterion that is waived"), _A_TEXT]
    by: _Text = None
    granted_on: _Date = None
    reason: _Text = None


class Facts(Supplied):
    """A dossier as supplied; base of the generated models, which add the facts of their vocabulary."""

    waivers: Annotated[tuple[WaiverRecord, ...] | None, _BLANK_IS_NOTHING, _AS_TUPLE] = Field(
        default=None, description="Discretion that the competent body has used; left out: none."
    )
    incomplete: Annotated[tuple[str, ...] | None, _BLANK_IS_NOTHING, _AS_TUPLE] = Field(
        default=None, description="Names of lists that may lack entries."
    )


@lru_cache(maxsize=64)
def facts_model(vocabulary: Vocabulary) -> type[Facts]:
    """The model of a dossier in this vocabulary; its `model_json_schema()` describes it to other programs."""
    fields: dict[str, Any] = {}
    for name, entry in vocabulary.facts.items():
        fields |= _field(name, entry, vocabulary.types[name], vocabulary)
    fields["findings"] = (
        Annotated[_findings_model(vocabulary) | None, _BLANK_IS_NOTHING],
        Field(default=None, description="Human judgements by name: true or false, or a record."),
    )
    return cast("type[Facts]", create_model("Facts", __base__=Facts, **fields))


def _field(name: str, entry: FieldEntry, type_: Type, vocabulary: Vocabulary) -> dict[str, Any]:
    """A field under its own name, or, where pydantic's models have an attribute of that name, beside it as an alias."""
    described = f"{entry.title.en} / {entry.title.zh}"
    for member, named in (_words(type_, vocabulary) or {}).items():
        described += f"; {member}: {named.en} / {named.zh}"
    annotation = _annotation(name, entry, type_, vocabulary)
    if hasattr(Facts, name) or name.startswith("model_"):
        return {f"{name}_": (annotation, Field(default=None, alias=name, description=described))}
    return {name: (annotation, Field(default=None, description=described))}


def _annotation(name: str, entry: FieldEntry, type_: Type, vocabulary: Vocabulary) -> Any:  # noqa: ANN401 (a type made at run time)
    made: Any
    match type_:
        case types.ListOf(types.RecordOf() as record) if isinstance(entry.item, dict):
            made = _record_model(name, entry.item, record, entry.period, vocabulary)
        case types.ListOf(Scalar() | Enumeration() as scalar):
            words = _words(scalar, vocabulary)
            made = Annotated[Any, _reads(scalar, words), _described(scalar)]
        case types.RecordOf():
            made = _record_model(name, entry.fields or {}, type_, entry.period, vocabulary)
            return Annotated[made | None, _BLANK_IS_NOTHING]
        case Scalar() if type_ == types.NUMBER:
            return _number(entry)
        case Scalar() | Enumeration():
            words = _words(type_, vocabulary)
            return Annotated[Any, _reads(type_, words), _described(type_)]
        case _:
            raise TypeError(type_)  # no entry of a vocabulary makes another type
    item = Annotated[made, BeforeValidator(_no_blank_item)]
    return Annotated[tuple[item, ...] | None, _BLANK_IS_NOTHING, _AS_TUPLE]


def _words(type_: Type, vocabulary: Vocabulary) -> Mapping[str, Words] | None:
    return vocabulary.enumerations[type_.name].members if isinstance(type_, Enumeration) else None


def _record_model(
    name: str,
    entries: Mapping[str, FieldEntry],
    type_: types.RecordOf,
    period: PeriodFields | None,
    vocabulary: Vocabulary,
) -> type[RecordFact]:
    fields: dict[str, Any] = {}
    for field_name, field_type in type_.fields:
        fields |= _field(field_name, entries[field_name], field_type, vocabulary)
    made = cast("type[RecordFact]", create_model(name, __base__=RecordFact, **fields))
    made.period_fields = period
    return made


def _findings_model(vocabulary: Vocabulary) -> type[Supplied]:
    fields: dict[str, Any] = {
        name: (
            Annotated[_Finding | None, BeforeValidator(_truth_or_record), _BLANK_IS_NOTHING],
            Field(default=None, description=f"{entry.title.en} / {entry.title.zh}; by {entry.by.en} / {entry.by.zh}"),
        )
        for name, entry in vocabulary.findings.items()
    }
    return cast("type[Supplied]", create_model("Findings", __base__=Supplied, **fields))


def _number(entry: FieldEntry) -> Any:  # noqa: ANN401 (a type made at run time)
    minimum = None if entry.minimum is None else read_number(entry.minimum)
    maximum = None if entry.maximum is None else read_number(entry.maximum)

    def validate(value: object) -> object:
        if is_blank(value):
            return None
        return check_bounds(read_number(value), minimum, maximum, whole=entry.whole)

    schema: JsonSchema = {"type": ["integer" if entry.whole else "number", "null"]}
    if minimum is not None:
        schema["minimum"] = float(minimum) if not isinstance(minimum, int) else minimum
    if maximum is not None:
        schema["maximum"] = float(maximum) if not isinstance(maximum, int) else maximum
    return Annotated[Any, PlainValidator(validate), PlainSerializer(_number_as_text), WithJsonSchema(schema)]


def _no_blank_item(value: object) -> object:
    if is_blank(value):
        raise PydanticCustomError("WR407", "is empty")
    return _plain_mapping(value)


def _truth_or_record(value: object) -> object:
    if value is None or isinstance(value, (bool, Mapping, FindingRecord)):
        return value
    raise PydanticCustomError(
        "WR402", "true, false or a record belongs here, not {shown}", {"shown": shown_value(value)}
    )


def plain(value: object) -> object:
    """A validated value as evaluators read it: records as `dict` of what was supplied, lists as `tuple`."""
    match value:
        case Supplied():
            return {name: plain(inner) for name, inner in value.supplied()}
        case tuple():
            return tuple(plain(item) for item in value)
        case _:
            return value


def as_json(value: object) -> object:
    """A plain value for JSON: numbers that are not whole, dates and durations as text."""
    match value:
        case Mapping():
            return {key: as_json(inner) for key, inner in value.items()}
        case tuple():
            return [as_json(item) for item in value]
        case Fraction():
            return write_number(value)
        case dt.date() | dt.time() | YearsMonths() | DaysTime():
            return write_temporal(value)
        case _:
            return value
