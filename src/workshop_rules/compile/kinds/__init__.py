"""How each kind of decision becomes criteria and an outcome: one module a kind, registered here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from workshop_rules.compile.kinds.ladder import lower_ladder
from workshop_rules.compile.kinds.norms import lower_checklist, lower_eligibility
from workshop_rules.compile.kinds.quota import lower_quota
from workshop_rules.compile.kinds.rubric import lower_rubric
from workshop_rules.compile.kinds.table import lower_table
from workshop_rules.compile.kinds.value import lower_value
from workshop_rules.compile.lowering import Lowered, Lowering
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

_LOWER: Mapping[type[DecisionFile], Callable[[Any, Lowering], Lowered]] = {
    EligibilityFile: lower_eligibility,
    ChecklistFile: lower_checklist,
    LadderFile: lower_ladder,
    ValueFile: lower_value,
    QuotaFile: lower_quota,
    RubricFile: lower_rubric,
    TableFile: lower_table,
}


def lower_kind(lowering: Lowering) -> Lowered:
    """What the kind of a decision makes of it."""
    entry = lowering.decision.entry
    return _LOWER[type(entry)](entry, lowering)
