"""What each decision can come to: its outcomes, and the ids of its criteria, by its kind alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias, assert_never

from workshop_rules.language.words import Words
from workshop_rules.pack.models import (
    ChecklistFile,
    CriterionEntry,
    DecisionFile,
    EligibilityFile,
    LadderFile,
    LimitEntry,
    QuotaFile,
    RubricFile,
    RubricItemEntry,
    TableFile,
    ValueFile,
)

CriterionSource: TypeAlias = CriterionEntry | LimitEntry | RubricItemEntry
"""What becomes a criterion of a verdict."""

Outcomes: TypeAlias = tuple[tuple[str, Words], ...]

ELIGIBILITY: Outcomes = (
    ("eligible", Words(zh="符合条件", en="eligible")),
    ("ineligible", Words(zh="不符合条件", en="not eligible")),
)
CHECKLIST: Outcomes = (
    ("compliant", Words(zh="符合要求", en="compliant")),
    ("non_compliant", Words(zh="不符合要求", en="not compliant")),
)
QUOTA: Outcomes = (
    ("within_quota", Words(zh="未超名额", en="within the quota")),
    ("exceeded", Words(zh="超出名额", en="quota exceeded")),
)
NONE = ("none", Words(zh="没有一档符合", en="none of the tiers"))
"""The outcome of a ladder where no tier's criteria are all met now, whatever was reached before, and no base holds."""


def outcomes_of(decision: DecisionFile) -> Outcomes:
    """Every outcome that a decision can have, with its words, `undetermined` apart; none where its value is open."""
    match decision:
        case EligibilityFile():
            return ELIGIBILITY
        case ChecklistFile():
            return CHECKLIST
        case QuotaFile():
            return QUOTA
        case LadderFile():
            bases = tuple((base.id, base.title) for base in decision.base_outcomes)
            return (*bases, NONE, *((tier.id, tier.title) for tier in decision.tiers))
        case RubricFile():
            return tuple((grade.id, grade.title) for grade in decision.grades)
        case TableFile():
            return () if gives_list(decision) else tuple(decision.outcomes.items())
        case ValueFile():
            return ()
        case _:
            assert_never(decision)


def gives_list(table: TableFile) -> bool:
    """Whether a table gives the results of all rules that match, or an aggregate of them."""
    return table.hit_policy in {"rule_order", "output_order", "collect"}


def criteria_of(decision: DecisionFile) -> Mapping[str, CriterionSource]:
    """The criteria of a decision by their ids in a verdict, in order: `tier.criterion` in a ladder."""
    return dict(_criteria(decision))


def named_parts(decision: DecisionFile) -> set[str]:
    """Everything in a decision that a clause may say it is encoded by: criteria, tiers, grades, rules, outcomes."""
    parts = {name for name, _ in _criteria(decision)}
    match decision:
        case LadderFile():
            parts |= {tier.id for tier in decision.tiers} | {base.id for base in decision.base_outcomes}
        case RubricFile():
            parts |= {group.id for group in decision.groups} | {grade.id for grade in decision.grades}
        case TableFile():
            parts |= {rule.id for rule in decision.rules}
        case _:
            pass
    return parts


def _criteria(decision: DecisionFile) -> Iterator[tuple[str, CriterionSource]]:
    match decision:
        case LadderFile():
            common = {criterion.id: criterion for criterion in decision.common}
            for tier in decision.tiers:
                for name in tier.include:
                    yield f"{tier.id}.{name}", common[name]
                for criterion in tier.criteria:
                    yield f"{tier.id}.{criterion.id}", criterion
        case RubricFile():
            for item in (*decision.items, *((decision.bonus,) if decision.bonus is not None else ())):
                yield item.id, item
        case QuotaFile():
            for limit in decision.limits:
                yield limit.id, limit
            for criterion in decision.criteria:
                yield criterion.id, criterion
        case TableFile():
            pass
        case EligibilityFile() | ChecklistFile() | ValueFile():
            for criterion in decision.criteria:
                yield criterion.id, criterion
        case _:
            assert_never(decision)
