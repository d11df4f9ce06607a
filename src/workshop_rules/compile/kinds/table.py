"""Table: what the decision table says is the outcome; lists and aggregates of results are reported as a value, too."""

from __future__ import annotations

from workshop_rules.check.outcomes import gives_list
from workshop_rules.compile.lowering import Lowered, Lowering
from workshop_rules.pack.models import TableFile


def lower_table(entry: TableFile, lowering: Lowering) -> Lowered:
    """The table, as one expression."""
    table = lowering.decision.typed.expression(entry, "rules")
    return Lowered((), table, value=table if gives_list(entry) else None)
