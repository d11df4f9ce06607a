"""Eligibility and checklist: every criterion must be met; advisory norms of a checklist never fail it."""

from __future__ import annotations

from workshop_rules.compile.lowering import Lowered, Lowering
from workshop_rules.pack.models import ChecklistFile, EligibilityFile


def lower_eligibility(entry: EligibilityFile, lowering: Lowering) -> Lowered:
    """`eligible` where all criteria are met."""
    return _lower(entry, lowering, "eligible", "ineligible")


def lower_checklist(entry: ChecklistFile, lowering: Lowering) -> Lowered:
    """`compliant` where all mandatory norms are met."""
    return _lower(entry, lowering, "compliant", "non_compliant")


def _lower(entry: EligibilityFile | ChecklistFile, lowering: Lowering, met: str, failed: str) -> Lowered:
    criteria = tuple(lowering.criterion(criterion) for criterion in entry.criteria)
    return Lowered(criteria, lowering.chain([(lowering.all_met(criteria), met)], failed))
