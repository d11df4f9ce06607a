"""`cases/*.yaml`: worked cases of one decision."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import Discriminator, Field, Tag

from workshop_rules.pack.models.written import Bilingual, Id, IsoDate, Text, Written


def _title_tag(value: object) -> str:
    return "<words>" if isinstance(value, dict) else "<text>"


Title: TypeAlias = Annotated[
    Annotated[Bilingual, Tag("<words>")] | Annotated[Text, Tag("<text>")], Discriminator(_title_tag)
]
"""Words in both languages, or a plain text."""


class Expected(Written):
    """What the verdict should say; only what is stated is compared."""

    outcome: Text | None = None
    """The outcome, or `undetermined`."""
    possible_outcomes: tuple[Text, ...] | None = None
    """Every outcome still possible."""
    criteria: dict[Text, Literal["met", "not_met", "unknown", "needs_judgement", "waived", "not_applicable"]] = Field(
        default={}
    )
    """States of the criteria worth stating."""
    missing: tuple[Text, ...] | None = None
    """Fact paths on which the outcome still depends."""
    value: bool | int | Decimal | Text | None = None
    """The value of a value decision or the total of a rubric."""


class CaseEntry(Written):
    """One worked case."""

    id: Id
    """Unique in the file."""
    title: Title
    """What it shows."""
    as_of: IsoDate | None = None
    """The date of decision; left out where the decision fixes it."""
    change: dict[Text, Any] = Field(default={})
    """Facts that differ from the shared start; null takes one away."""
    readings: dict[Id, Id] = Field(default={})
    """Readings chosen, by interpretation."""
    parameters: dict[Id, Any] = Field(default={})
    """Parameters overridden."""
    expect: Expected
    """What the verdict should say."""


class CasesFile(Written):
    """Worked cases of one decision."""

    decision: Id
    """The decision that they are about."""
    facts: dict[Text, Any] = Field(default={})
    """The facts that all cases start from."""
    cases: Annotated[tuple[CaseEntry, ...], Field(min_length=1)]
    """The cases."""
