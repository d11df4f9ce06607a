"""Ladder: the highest tier whose criteria are all met."""

from __future__ import annotations

from workshop_rules.check.outcomes import NONE
from workshop_rules.compile.lowering import Lowered, Lowering
from workshop_rules.compile.plan import Criterion, Group
from workshop_rules.pack.models import LadderFile, TierEntry


def lower_ladder(entry: LadderFile, lowering: Lowering) -> Lowered:
    """From the highest tier down; then the base outcomes; then `none`."""
    tiers = [(tier, _criteria(tier, entry, lowering)) for tier in entry.tiers]
    branches = [(lowering.all_met(criteria), tier.id) for tier, criteria in reversed(tiers)]
    branches += [(lowering.decision.typed.condition(base), base.id) for base in entry.base_outcomes]
    return Lowered(
        tuple(criterion for _, criteria in tiers for criterion in criteria),
        lowering.chain(branches, NONE[0]),
        tuple(
            Group(tier.id, tier.title, tuple(criterion.id for criterion in criteria), tier.clause)
            for tier, criteria in tiers
        ),
    )


def _criteria(tier: TierEntry, ladder: LadderFile, lowering: Lowering) -> tuple[Criterion, ...]:
    """A tier's criteria, those that it shares with others first; each is a criterion of this tier."""
    common = {criterion.id: criterion for criterion in ladder.common}
    entries = (*(common[name] for name in tier.include), *tier.criteria)
    return tuple(lowering.criterion(criterion, f"{tier.id}.{criterion.id}") for criterion in entries)
