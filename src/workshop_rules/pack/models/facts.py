"""`facts.yaml` and `vocabulary.yaml`: what a dossier may say."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from pydantic import Discriminator, Field, Tag

from workshop_rules.language.change import Change
from workshop_rules.pack.models.written import Bilingual, Expression, Id, Number, Text, Written


class EnumerationEntry(Written):
    """A closed set of names."""

    title: Bilingual
    """What it is about."""
    ordered: bool = False
    """Whether its members compare by their order here, lowest first."""
    members: Annotated[dict[Id, Bilingual], Field(min_length=1)]
    """The members, each in words."""


class PeriodFields(Written):
    """Which fields of a record say when something began and ended, so that contradictions are found."""

    start: Id
    """The field with the first day."""
    end: Id
    """The field with the last day."""
    ongoing: Id | None = None
    """The field that says that there is no end yet."""


def _item_tag(value: object) -> str:
    return "<fields>" if isinstance(value, dict) else "<type>"


class FieldEntry(Written):
    """A field of a record, or what a fact has in common with it."""

    title: Bilingual
    """What it is."""
    type: Text
    """A built-in type, an enumeration, `list` or `record`."""
    item: ItemEntry | None = None
    """Of a list: the type of its items, or the fields of its records."""
    fields: dict[Id, FieldEntry] | None = None
    """Of a record: its fields."""
    period: PeriodFields | None = None
    """Of a record or a list of records: the fields that make a period."""
    personal: bool = False
    """Whether records mask it."""
    minimum: Number | None = None
    """The least that a number can be."""
    maximum: Number | None = None
    """The most that a number can be."""
    whole: bool = False
    """Whether only whole numbers make sense."""
    unit: Bilingual | None = None
    """What a number counts, in the singular; an irregular English plural after a bar."""
    one: Bilingual | None = None
    """Of a list of records: what one of them is called; in Chinese with its measure word after a bar (学期|个)."""
    change: Annotated[Change | None, Field(strict=False)] = None
    """In which way it can change; left out, any; of a field of a list to which records are only added, not at all."""


ItemEntry: TypeAlias = Annotated[
    Annotated[Text, Tag("<type>")] | Annotated[dict[Id, FieldEntry], Tag("<fields>")], Discriminator(_item_tag)
]


class FactEntry(FieldEntry):
    """A fact of the dossier."""

    derivation: Expression | None = None
    """Gives the value where it is not supplied and everything that the expression reads is."""


class FactsFile(Written):
    """Facts and enumerations: a pack's own, or the vocabulary that all packs share."""

    enumerations: dict[Id, EnumerationEntry] = Field(default={})
    """Closed sets of names."""
    facts: dict[Id, FactEntry] = Field(default={})
    """What a dossier may say."""


FieldEntry.model_rebuild()
