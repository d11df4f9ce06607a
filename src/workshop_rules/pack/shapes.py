"""The shape of a vocabulary's dossiers: as much of it as reading facts takes, kept with a compiled pack."""

from __future__ import annotations

from collections.abc import Mapping

from workshop_rules.frozen import NamedTuple
from workshop_rules.language.types import Type
from workshop_rules.language.values import Number


class FieldShape(NamedTuple):
    """What a fact, or a field of a record, may be.

    Attributes:
        fields: of a record, or of the records of a list.
        period: of those, the fields with the first day, the last, and whether it is going on.
    """

    type: Type
    minimum: Number | None = None
    maximum: Number | None = None
    whole: bool = False
    fields: tuple[tuple[str, FieldShape], ...] = ()
    period: tuple[str, str, str | None] | None = None


class FactsShape(NamedTuple):
    """What a dossier may say: facts, and findings by name."""

    facts: Mapping[str, FieldShape]
    findings: tuple[str, ...]
