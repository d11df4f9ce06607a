"""Conditions and criteria: what decisions of every kind are made of."""

from __future__ import annotations

from typing import Annotated, Literal, Self, TypeAlias

from pydantic import Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from workshop_rules.pack.models.written import Bilingual, Expression, Id, Text, Written

FORMS = ("when", "finding", "all", "any", "not", "at_least")
"""The keys of which a condition has exactly one."""


def _member_tag(value: object) -> str:
    return "<condition>" if isinstance(value, dict) else "<expression>"


class Condition(Written):
    """Something that holds or not, stated in exactly one way."""

    when: Expression | None = None
    """An expression that must be true."""
    finding: Id | None = None
    """A human judgement that must hold."""
    all: Members | None = None
    """Conditions that must all hold."""
    any: Members | None = None
    """Conditions of which one must hold."""
    not_: Member | None = Field(default=None, alias="not")
    """A condition that must not hold."""
    at_least: Expression | None = None
    """How many of the conditions under `of` must hold."""
    of: Members | None = None
    """The conditions of which `at_least` counts."""

    @property
    def form(self) -> str | None:
        """The key under which the condition is stated; None where there is none, which only a last grade may do."""
        return next((key for key in FORMS if self._stated(key)), None)

    def _stated(self, key: str) -> bool:
        return getattr(self, "not_" if key == "not" else key) is not None

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        stated = [key for key in FORMS if self._stated(key)]
        if not stated and not self._may_be_unconditional():
            raise PydanticCustomError("WR125", "there is no condition", {"help": f"write one of {', '.join(FORMS)}"})
        if len(stated) > 1:
            raise PydanticCustomError(
                "WR125",
                "`{first}` and `{second}` stand side by side",
                {"first": stated[0], "second": stated[1], "at": stated[1], "help": "put both under `all` or `any`"},
            )
        if (self.at_least is None) != (self.of is None):
            lone, lacking = ("of", "at_least") if self.at_least is None else ("at_least", "of")
            raise PydanticCustomError("WR121", "`{lone}` needs `{key}`", {"lone": lone, "key": lacking, "at": lone})
        return self

    def _may_be_unconditional(self) -> bool:
        return False


class LabelledCondition(Condition):
    """A member of a group, with an id if explanations should name it."""

    id: Id | None = None
    """Its name in explanations."""
    title: Bilingual | None = None
    """What it asks for."""


Member: TypeAlias = Annotated[
    Annotated[Expression, Tag("<expression>")] | Annotated[LabelledCondition, Tag("<condition>")],
    Discriminator(_member_tag),
]
Members: TypeAlias = Annotated[tuple[Member, ...], Field(min_length=1)]


class WaivableEntry(Written):
    """That the document lets a body use discretion."""

    by: Bilingual
    """Who may waive the criterion."""
    clause: Text
    """The locator of the clause that lets it."""


class CriterionEntry(Condition):
    """One condition of a decision, with the clause that it encodes."""

    id: Id
    """Unique in the decision; in a ladder, in the tier."""
    title: Bilingual
    """What it asks for."""
    clause: Text
    """The locator of the clause."""
    applies: Expression | None = None
    """Where this is false the criterion does not apply."""
    presupposes: Expression | None = None
    """Where this is not true the criterion is unknown, for want of the facts that it reads."""
    waivable: WaivableEntry | None = None
    """Who may waive it; left out: nobody."""
    advisory: bool = False
    """Reported, but kept out of the outcome."""
    texts: dict[
        Literal["required", "met", "not_met", "unknown", "needs_judgement", "waived", "not_applicable"], Bilingual
    ] = Field(default={})
    """Sentences of the pack's own for what is required, and for a state; left out: made from the condition."""


Condition.model_rebuild()
LabelledCondition.model_rebuild()
CriterionEntry.model_rebuild()
