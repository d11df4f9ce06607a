"""What had no effect is folded: kept, and marked as without effect."""

from __future__ import annotations

from dataclasses import replace

from workshop_rules.explain.tree import Condition


def folded(condition: Condition) -> Condition:
    """The condition, it and all under it marked as without effect."""
    if not condition.decided:
        return condition
    return replace(condition, decided=False, children=tuple(folded(child) for child in condition.children))
