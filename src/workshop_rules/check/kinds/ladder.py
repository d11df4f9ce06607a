"""Ladder: criteria of tiers, some of them shared, and conditions of base outcomes."""

from __future__ import annotations

from workshop_rules.check.stating import Stating
from workshop_rules.pack.models import LadderFile


def check_ladder(decision: LadderFile, stating: Stating) -> None:
    """Every criterion and every base outcome is a condition."""
    for criterion in decision.common:
        stating.criterion(criterion)
    for tier in decision.tiers:
        for criterion in tier.criteria:
            stating.criterion(criterion)
    for base in decision.base_outcomes:
        stating.condition(base)
