"""Rubric: scores of items, and grades by their total."""

from __future__ import annotations

from dataclasses import replace

from workshop_rules.check.stating import Stating
from workshop_rules.language.types import NUMBER
from workshop_rules.pack.models import RubricFile

TOTAL = "total"
"""The name of the sum of all scores, in the conditions of grades."""


def check_rubric(decision: RubricFile, stating: Stating) -> None:
    """Scores are numbers; the maxima of a group's items add up to the group's; grades are conditions over `total`."""
    items = [*decision.items, *([decision.bonus] if decision.bonus is not None else [])]
    for item in items:
        stating.expression(item, "score", expected=NUMBER)
    for group in decision.groups:
        maximum = sum(item.maximum for item in items if item.group == group.id)
        if maximum != group.maximum:
            stating.report(
                "WR331",
                f"the items of group `{group.id}` give {maximum} at most, and the group says {group.maximum}",
                group.place("maximum"),
                help_="the document states both; mend the one that was copied wrongly",
            )
    graded = replace(stating.scope, definitions={**stating.scope.definitions, TOTAL: NUMBER})
    for grade in decision.grades:
        if grade.form is not None:
            stating.condition(grade, graded)
