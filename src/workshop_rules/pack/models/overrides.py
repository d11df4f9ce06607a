"""An adopter's own choices about a pack, in a file of their own."""

from __future__ import annotations

from decimal import Decimal

from pydantic import Field

from workshop_rules.pack.models.written import Id, Written


class OverridesFile(Written):
    """How an adopter reads doubtful passages, and the thresholds put in place of the document's."""

    pack: Id | None = None
    """The pack that they are for; left out: whichever they are used with."""
    readings: dict[Id, Id] = Field(default={})
    """The readings chosen, by interpretation."""
    parameters: dict[Id, bool | int | Decimal | str | None] = Field(default={})
    """The values of parameters; null leaves one without a value."""
