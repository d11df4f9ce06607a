"""Value: the value is the outcome."""

from __future__ import annotations

from workshop_rules.compile.lowering import Lowered, Lowering
from workshop_rules.pack.models import ValueFile


def lower_value(entry: ValueFile, lowering: Lowering) -> Lowered:
    """The value, and criteria that are reported beside it."""
    value = lowering.decision.typed.expression(entry, "value")
    return Lowered(tuple(lowering.criterion(criterion) for criterion in entry.criteria), value, value=value)
