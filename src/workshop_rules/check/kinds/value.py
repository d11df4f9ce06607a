"""Value: an expression of any plain type, and criteria beside it."""

from __future__ import annotations

from workshop_rules.check.relations import in_words
from workshop_rules.check.stating import Stating
from workshop_rules.language.types import RangeOf, RecordOf
from workshop_rules.pack.models import ValueFile


def check_value(decision: ValueFile, stating: Stating) -> None:
    """The value can be written as text: it is no record and no range."""
    value = stating.expression(decision, "value")
    if value is not None and isinstance(value.type, RecordOf | RangeOf):
        stating.report(
            "WR301",
            f"the value is {in_words(value.type)}, and a verdict says a number, a text, a date or the like",
            value.span,
            help_="name one of its parts",
        )
    for criterion in decision.criteria:
        stating.criterion(criterion)
