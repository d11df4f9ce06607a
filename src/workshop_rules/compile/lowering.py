"""What the kinds of decision have in common when they are lowered: criteria, references to them, chains of `if`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from workshop_rules.check.checked import CheckedDecision
from workshop_rules.check.outcomes import outcomes_of
from workshop_rules.compile.plan import Criterion, Definition, Group, Waivable
from workshop_rules.diagnostics import Span
from workshop_rules.language.tree import (
    And,
    BooleanLiteral,
    CriterionRef,
    Expr,
    FactRef,
    If,
    Presupposes,
    StringLiteral,
)
from workshop_rules.language.types import BOOLEAN, STRING, Choice, Type
from workshop_rules.language.walk import walk
from workshop_rules.language.words import Words
from workshop_rules.pack.models import CriterionEntry, FindingEntry, WaivableEntry

_FINDINGS = "findings."


@dataclass(frozen=True, slots=True)
class Lowered:
    """What a kind makes of a decision.

    Attributes:
        outcome: over `CriterionRef`s, or whatever else the kind decides by.
        definitions: named expressions beyond the decision's `let`s.
        value: what is reported beside the outcome.
    """

    criteria: tuple[Criterion, ...]
    outcome: Expr
    groups: tuple[Group, ...] = ()
    definitions: tuple[Definition, ...] = ()
    value: Expr | None = None


@dataclass(frozen=True, slots=True)
class Lowering:
    """A checked decision on its way to a plan.

    Attributes:
        findings: the human judgements of the pack, to say who makes those that a criterion reads.
    """

    decision: CheckedDecision
    findings: Mapping[str, FindingEntry] = field(repr=False)

    @property
    def span(self) -> Span:
        """Where the pack states the decision; the place of what is not written anywhere."""
        return self.decision.entry.span

    @property
    def outcome_type(self) -> Type:
        """The closed set of the decision's outcomes."""
        entry = self.decision.entry
        return Choice(entry.id, tuple(name for name, _ in outcomes_of(entry)))

    def criterion(self, entry: CriterionEntry, id_: str | None = None) -> Criterion:
        """A criterion as a pack states it; `id_` where the verdict names it otherwise."""
        typed = self.decision.typed
        condition = typed.condition(entry)
        if entry.presupposes is not None:
            given = typed.expression(entry, "presupposes")
            condition = Presupposes(given, condition, span=condition.span, type=BOOLEAN)
        return Criterion(
            id=id_ or entry.id,
            title=entry.title,
            clause=entry.clause,
            condition=condition,
            span=entry.span,
            applies=None if entry.applies is None else typed.expression(entry, "applies"),
            waivable=waivable(entry.waivable),
            judged_by=self.judge(condition),
            advisory=entry.advisory,
            templates={str(state): words for state, words in entry.texts.items()},
        )

    def judge(self, condition: Expr) -> Words | None:
        """Who makes the findings that a condition reads: those of the first, mostly the only one."""
        for node in walk(condition):
            if isinstance(node, FactRef) and node.path.startswith(_FINDINGS):
                return self.findings[node.path.removeprefix(_FINDINGS)].by
        return None

    def all_met(self, criteria: Iterable[Criterion]) -> Expr:
        """That all criteria are met, those apart that only advise; true where there are none."""
        references = tuple(
            CriterionRef(criterion.id, span=criterion.span, type=BOOLEAN)
            for criterion in criteria
            if not criterion.advisory
        )
        match references:
            case ():
                return BooleanLiteral(True, span=self.span, type=BOOLEAN)
            case (only,):
                return only
            case _:
                return And(references, span=self.span, type=BOOLEAN)

    def chain(self, branches: Sequence[tuple[Expr, str]], otherwise: str) -> Expr:
        """The outcome of the first branch whose condition holds."""
        outcome = self.named(otherwise)
        for condition, name in reversed(branches):
            outcome = If(condition, self.named(name), outcome, span=self.span, type=self.outcome_type)
        return outcome

    def named(self, outcome: str) -> Expr:
        """An outcome, as a value."""
        return StringLiteral(outcome, span=self.span, type=STRING)


def waivable(entry: WaivableEntry | None) -> Waivable | None:
    """Who may waive a criterion."""
    return None if entry is None else Waivable(entry.by, entry.clause)
