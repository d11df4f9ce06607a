"""Eligibility and checklist: criteria, and nothing else."""

from __future__ import annotations

from workshop_rules.check.stating import Stating
from workshop_rules.pack.models import ChecklistFile, EligibilityFile


def check_norms(decision: EligibilityFile | ChecklistFile, stating: Stating) -> None:
    """Every criterion is a condition."""
    for criterion in decision.criteria:
        stating.criterion(criterion)
