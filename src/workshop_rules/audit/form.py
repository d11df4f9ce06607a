"""The form of a record, from which its JSON Schema is made."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from workshop_rules.audit.masking import Kept
from workshop_rules.audit.values import Written
from workshop_rules.evaluate.evaluation import State

SCHEMA = "workshop-rules/record/1"
"""The value of `schema` in every record; the number changes when a reader of the old one would misread the new."""

Sha256: TypeAlias = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
_Date: TypeAlias = Annotated[str, Field(pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
_Values: TypeAlias = dict[str, Written]


class Form(BaseModel):
    """A part of a record: strict, and closed to what it does not know."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, use_attribute_docstrings=True)


class PackForm(Form):
    """The pack that decided."""

    id: str
    version: str
    digest: Sha256
    """SHA-256 of the pack's canonical content, the shared vocabulary included."""


class MaskingForm(Form):
    """How what is personal is kept. Masked values are objects whose only key is `$hmac_sha256` or `$left_out`."""

    kept: Annotated[Kept, Field(strict=False)]
    salt: Annotated[str, Field(pattern="^([0-9a-f]{64})?$")]
    """Goes into every digest; empty where there are none."""
    also: list[str]
    """Paths masked although the vocabulary does not call them personal."""


class CriterionForm(Form):
    """How a criterion ended."""

    id: str
    state: Annotated[State, Field(strict=False)]
    missing: list[str]
    """Paths of the facts that it lacks."""


class VerdictForm(Form):
    """What was decided."""

    as_of: _Date | None
    """The date of decision that counted: the one asked for, else the document's own."""
    outcome: str
    possible_outcomes: list[str]
    value: Written
    """Of a value decision its value, of a rubric its total; else null."""
    criteria: list[CriterionForm]
    missing: list[str]
    irrelevant: list[str]
    waivers_ignored: list[str]
    """Criteria named by waivers that did not count."""


class RecordForm(Form):
    """A verdict with all that it depended on. Numbers are texts: `9`, `9.1`, `1/3`."""

    schema_: Annotated[Literal["workshop-rules/record/1"], Field(alias="schema")]
    digest: Sha256
    """SHA-256 of the canonical JSON (RFC 8785) of everything else in the record."""
    pack: PackForm
    engine: str
    """The version of the library that decided."""
    decision: str
    as_of: _Date | None
    """The date that was asked for; null where nobody gave one."""
    readings: dict[str, str]
    parameters: _Values
    facts: _Values
    findings: _Values
    waivers: list[_Values]
    incomplete: list[str]
    """Lists that may lack entries."""
    elsewhere: list[str]
    """Paths of facts that were supplied and that only other packs know."""
    masking: MaskingForm
    verdict: VerdictForm
