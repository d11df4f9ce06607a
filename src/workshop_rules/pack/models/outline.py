"""`clauses.yaml`: every clause of the document, and how the pack covers it."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from workshop_rules.pack.models.written import Bilingual, Text, Written


class Coverage(StrEnum):
    """How a clause is covered."""

    ENCODED = "encoded"
    JUDGEMENT = "judgement"
    PROCEDURE = "procedure"
    OUT_OF_SCOPE = "out_of_scope"


_ASKS_FOR = {
    Coverage.ENCODED: "by",
    Coverage.JUDGEMENT: "judge",
    Coverage.PROCEDURE: "reason",
    Coverage.OUT_OF_SCOPE: "reason",
}


class ClauseEntry(Written):
    """One entry of the outline."""

    id: Text
    """The locator, as criteria cite it."""
    numbering: Text | None = None
    """Where it stands in the document's own numbering, from the top."""
    section: Text | None = None
    """The line with which this document begins in a copy, where the outline is of several documents."""
    damaged: bool = False
    """That the number cannot be read in the copy that the pack was written from."""
    title: Bilingual
    """A paraphrase, never the document's sentence."""
    coverage: Annotated[Coverage, Field(strict=False)]
    """How the pack covers it."""
    by: tuple[Text, ...] = ()
    """Criteria that encode it: `decision.criterion`, in a ladder `decision.tier.criterion`."""
    judge: Bilingual | None = None
    """Who judges it, where people do."""
    reason: Bilingual | None = None
    """Why it is procedure or out of scope; where it is encoded, what becomes of the rest of it."""

    @model_validator(mode="after")
    def _says_how(self) -> Self:
        needed = _ASKS_FOR[self.coverage]
        if not getattr(self, needed):
            raise PydanticCustomError(
                "WR121",
                "`{key}` is missing: the clause is `{coverage}`",
                {"key": needed, "coverage": self.coverage, "help": f"add `{needed}: …`"},
            )
        return self


class Outline(Written):
    """The outline of the document, in its order."""

    clauses: tuple[ClauseEntry, ...]
    """Every numbered clause."""
