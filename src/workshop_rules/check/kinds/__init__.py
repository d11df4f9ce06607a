"""What each kind of decision states in expressions, and of which type: one module a kind, registered here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from workshop_rules.check.kinds.ladder import check_ladder
from workshop_rules.check.kinds.norms import check_norms
from workshop_rules.check.kinds.quota import check_quota
from workshop_rules.check.kinds.rubric import check_rubric
from workshop_rules.check.kinds.table import check_table
from workshop_rules.check.kinds.value import check_value
from workshop_rules.check.stating import Stating
from workshop_rules.pack.models import (
    ChecklistFile,
    DecisionFile,
    EligibilityFile,
    LadderFile,
    QuotaFile,
    RubricFile,
    TableFile,
    ValueFile,
)

_CHECKS: Mapping[type[DecisionFile], Callable[[Any, Stating], None]] = {
    EligibilityFile: check_norms,
    ChecklistFile: check_norms,
    LadderFile: check_ladder,
    ValueFile: check_value,
    QuotaFile: check_quota,
    RubricFile: check_rubric,
    TableFile: check_table,
}


def check_kind(decision: DecisionFile, stating: Stating) -> None:
    """Check what a decision states beyond its head and its `let`s."""
    _CHECKS[type(decision)](decision, stating)
