"""The state of several criteria taken together: a tier of a ladder, a group of a rubric."""

from __future__ import annotations

from collections.abc import Iterable

from workshop_rules.compile.plan import Decision, Group
from workshop_rules.evaluate.evaluation import State

_OPEN = frozenset({State.UNKNOWN, State.NEEDS_JUDGEMENT})


def together(states: Iterable[State]) -> State:
    """What all of these come to: not met if any is not, else open if any is, else met.

    Of the open ones `needs_judgement` is the answer where nothing but judgement is missing.
    """
    found = set(states)
    if State.NOT_MET in found:
        return State.NOT_MET
    if found & _OPEN:
        return State.UNKNOWN if State.UNKNOWN in found else State.NEEDS_JUDGEMENT
    return State.MET


def counted_for(decision: Decision) -> list[tuple[Group, tuple[str, ...]]]:
    """The groups of a decision, each with the ids of the criteria that count for it: all but those only reported."""
    advisory = {one.id for one in decision.criteria if one.advisory}
    return [(group, tuple([one for one in group.criteria if one not in advisory])) for group in decision.groups]
