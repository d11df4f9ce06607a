"""`pack.yaml`: what the pack is, and what it lets a reader choose."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator, Field

from workshop_rules.pack.models.written import Bilingual, Id, IsoDate, Text, Written, as_written


class DocumentCopy(Written):
    """The document that the pack encodes."""

    number: Text | None = None
    """The number that the authority gave it."""
    issued: IsoDate | None = None
    """The day of issue."""
    title: Bilingual
    """The document's title."""
    digest: Annotated[str, Field(pattern="^[0-9a-f]{64}$")] | None = None
    """SHA-256 of the copy that the pack was written from, in hexadecimal."""
    section: Text | None = None
    """The line with which the document begins in a copy that holds several documents."""


class Applies(Written):
    """The dates of facts that the pack judges, apart from the day of issue."""

    from_: IsoDate | None = Field(default=None, alias="from")
    """The first day; left out: from ever."""
    until: IsoDate | None = None
    """The last day; left out: for good."""


class InterpretationEntry(Written):
    """A doubtful passage and the ways to read it."""

    title: Bilingual
    """What is in doubt."""
    clause: Text
    """The locator of the clause."""
    readings: dict[Id, Bilingual]
    """The alternatives, each in words."""
    default: Id
    """The reading that counts unless another is chosen."""
    reason: Bilingual
    """Why there is doubt, and why the default is the default."""


class ParameterEntry(Written):
    """A named threshold that an adopter may override."""

    title: Bilingual
    """What it is."""
    clause: Text
    """The locator of the clause that states it."""
    type: Text
    """`number`, `date`, `string`, `boolean`, a duration type, or an enumeration."""
    value: bool | int | Decimal | str | None
    """Its value; null where the document gives none."""
    since: IsoDate | None = None
    """The day from which the document states it."""
    unit: Bilingual | None = None
    """What a number counts, in the singular; an irregular English plural after a bar."""


class FindingEntry(Written):
    """A human judgement that the pack asks for."""

    title: Bilingual
    """What is to be judged."""
    by: Bilingual
    """Who judges it."""
    clause: Text
    """The locator of the clause that asks for it."""


class Manifest(Written):
    """What a pack is: its document and authority, the dates it applies to, interpretations, parameters, findings."""

    id: Id
    """The pack's id; the name of its folder."""
    version: Annotated[str, Field(pattern=r"^[0-9]+\.[0-9]+\.[0-9]+$"), BeforeValidator(as_written)]
    """The pack's version: three numbers."""
    engine: Text
    """The engine versions it needs, such as `>=0.1,<1`."""
    title: Bilingual
    """The pack's name."""
    document: DocumentCopy
    """The document that it encodes."""
    authority: Bilingual
    """Who issued the document."""
    applies: Applies = Applies()
    """The dates of facts that it judges."""
    interpretations: dict[Id, InterpretationEntry] = Field(default={})
    """Doubtful passages and their readings."""
    parameters: dict[Id, ParameterEntry] = Field(default={})
    """Named thresholds."""
    findings: dict[Id, FindingEntry] = Field(default={})
    """Human judgements that its decisions read."""
    notes: tuple[Bilingual, ...] = ()
    """Where the reading of this pack departs from the common one."""
