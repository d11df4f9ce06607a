"""`decisions/*.yaml`: one decision a file, of one of seven kinds."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from workshop_rules.pack.models.conditions import Condition, CriterionEntry, WaivableEntry
from workshop_rules.pack.models.written import Bilingual, Expression, Id, IsoDate, Number, Text, Written


class LetEntry(Written):
    """A named expression that the decision's criteria share."""

    title: Bilingual
    """What it is."""
    value: Expression
    """The expression; it may use the names above it."""


class DecisionHead(Written):
    """What decisions of every kind say about themselves."""

    id: Id
    """The decision's id; the name of its file."""
    about: Id = "teacher"
    """Whose case it is: `teacher`, `workshop`, `slate`, `trainee`, …"""
    title: Bilingual
    """The decision's name."""
    clause: Text
    """The locator of the clause that states it."""
    as_of: IsoDate | None = None
    """The date of decision, where the document fixes it."""
    let: dict[Id, LetEntry] = Field(default={})
    """Named expressions, each of which may use those above it."""


class EligibilityFile(DecisionHead):
    """Whether somebody may become or receive something: every criterion must be met."""

    kind: Literal["eligibility"]
    """The kind of decision."""
    criteria: Annotated[tuple[CriterionEntry, ...], Field(min_length=1)]
    """The criteria, in document order."""


class ChecklistFile(DecisionHead):
    """Whether a practice keeps to norms, of which some are advisory."""

    kind: Literal["checklist"]
    """The kind of decision."""
    criteria: Annotated[tuple[CriterionEntry, ...], Field(min_length=1)]
    """The norms, in document order."""


class ValueFile(DecisionHead):
    """A value worked out from facts."""

    kind: Literal["value"]
    """The kind of decision."""
    value: Expression
    """The value."""
    criteria: tuple[CriterionEntry, ...] = ()
    """Criteria that are reported beside it."""


class TierEntry(Written):
    """A tier of a ladder."""

    id: Id
    """An outcome of the decision."""
    title: Bilingual
    """The tier's name."""
    clause: Text
    """The locator of the clause that states it."""
    include: tuple[Id, ...] = ()
    """Criteria from `common`, before its own."""
    criteria: tuple[CriterionEntry, ...] = ()
    """Its own criteria."""


class BaseOutcomeEntry(Condition):
    """An outcome for those who reach no tier."""

    id: Id
    """An outcome of the decision."""
    title: Bilingual
    """Its name."""


class LadderFile(DecisionHead):
    """The highest tier whose criteria are all met."""

    kind: Literal["ladder"]
    """The kind of decision."""
    common: tuple[CriterionEntry, ...] = ()
    """Criteria that several tiers share."""
    tiers: Annotated[tuple[TierEntry, ...], Field(min_length=1)]
    """The tiers, lowest first."""
    base_outcomes: tuple[BaseOutcomeEntry, ...] = ()
    """After all tiers failed, the first whose condition holds; otherwise `none`."""


class ItemGroupEntry(Written):
    """A group of a rubric's items."""

    id: Id
    """Unique in the rubric."""
    title: Bilingual
    """The group's name."""
    maximum: Number
    """The most that its items can give together."""


class RubricItemEntry(Written):
    """Something that is scored."""

    id: Id
    """Unique in the rubric; the id of its criterion."""
    group: Id | None = None
    """The group that it belongs to."""
    title: Bilingual
    """What is scored."""
    clause: Text
    """The locator of the clause."""
    score: Expression
    """The score, mostly a fact."""
    maximum: Number
    """The most that it can give; the least is 0."""


class GradeEntry(Condition):
    """A grade, with its condition unless it is the last."""

    id: Id
    """An outcome of the decision."""
    title: Bilingual
    """The grade's name."""

    def _may_be_unconditional(self) -> bool:
        return True


class RubricFile(DecisionHead):
    """Scores, added up to a total, which makes a grade."""

    kind: Literal["rubric"]
    """The kind of decision."""
    groups: tuple[ItemGroupEntry, ...] = ()
    """Groups of items."""
    items: Annotated[tuple[RubricItemEntry, ...], Field(min_length=1)]
    """What is scored, in document order."""
    bonus: RubricItemEntry | None = None
    """Scored beyond the total of the items; 0 only where the facts say 0."""
    grades: Annotated[tuple[GradeEntry, ...], Field(min_length=1)]
    """Grades, best first; the last has no condition. `total` is in scope."""


class LimitEntry(Written):
    """At most so many members of a list in each group."""

    id: Id
    """Unique in the decision; the id of its criterion."""
    title: Bilingual
    """What is limited."""
    clause: Text
    """The locator of the clause."""
    where: Expression | None = None
    """Which members it is about; `item` is the member."""
    by: tuple[Id, ...] = ()
    """Fields that make a group; none: all members are one."""
    at_most: Expression
    """The most members of a group; `item` is one of them."""
    waivable: WaivableEntry | None = None
    """Who may waive it; left out: nobody."""


class QuotaFile(DecisionHead):
    """Limits over a list of people or nominations, by group."""

    kind: Literal["quota"]
    """The kind of decision."""
    over: Expression
    """The list of records."""
    limits: Annotated[tuple[LimitEntry, ...], Field(min_length=1)]
    """The limits; they alone make the outcome."""
    criteria: tuple[CriterionEntry, ...] = ()
    """Norms reported on their own, such as lateness."""


class TableInputEntry(Written):
    """A column of conditions."""

    label: Bilingual
    """What the column is about."""
    expression: Expression
    """What its cells test."""
    allowed: Expression | None = None
    """The values that it may have, as unary tests."""


class TableRuleEntry(Written):
    """A row of a decision table."""

    id: Id
    """Unique in the table."""
    clause: Text
    """The locator of the clause."""
    when: tuple[Expression, ...]
    """One cell for each input, as unary tests; `-` is any."""
    then: Expression
    """The result: an outcome's id, or with `collect` an expression."""


class TableFile(DecisionHead):
    """A DMN decision table over facts."""

    kind: Literal["table"]
    """The kind of decision."""
    hit_policy: Literal["unique", "any", "priority", "first", "rule_order", "output_order", "collect"]
    """What counts where several rules match."""
    aggregation: Literal["sum", "min", "max", "count"] | None = None
    """With `collect`: how the results are put together; left out: the list."""
    inputs: Annotated[tuple[TableInputEntry, ...], Field(min_length=1)]
    """The columns of conditions."""
    outcomes: dict[Id, Bilingual] = Field(default={})
    """The results, in order of priority."""
    rules: Annotated[tuple[TableRuleEntry, ...], Field(min_length=1)]
    """The rows."""
    otherwise: Expression | None = None
    """The result where no rule matches."""


DecisionFile: TypeAlias = Annotated[
    EligibilityFile | LadderFile | ValueFile | ChecklistFile | QuotaFile | RubricFile | TableFile,
    Field(discriminator="kind"),
]

KINDS: dict[str, type[DecisionHead]] = {
    "eligibility": EligibilityFile,
    "ladder": LadderFile,
    "value": ValueFile,
    "checklist": ChecklistFile,
    "quota": QuotaFile,
    "rubric": RubricFile,
    "table": TableFile,
}
"""The model of each kind of decision."""
