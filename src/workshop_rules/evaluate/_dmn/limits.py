"""How much one evaluation may take, so that a hostile model ends in a null with its reason, not in a hang."""

from __future__ import annotations

from workshop_rules.evaluate._dmn.values import Null, null

MOST_STEPS = 1_000_000
"""Iterations, calls and the like in one evaluation."""
ITEMS_A_STEP = 8
"""Characters or items that count as one step, where an operator or function makes them or goes through them."""
MOST_SECONDS = 30
"""How long an evaluation may take, whatever it does."""
MOST_CALLS = 100
"""Calls of functions within one another; of complicated ones Python's own stack allows fewer."""
LONGEST_TEXT = 1_000_000
"""Characters of a text that an operator or function makes."""
LONGEST_LIST = 200_000
"""Items of a list that a function makes."""


class OutOfBoundsError(Exception):
    """An evaluation took too many steps; caught where it was started."""


def too_long() -> Null:
    """The null of a text or list that would be too long."""
    return null("too_long", "the result would be too long")
