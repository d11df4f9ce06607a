"""Sets of edits that lead to a goal, and how those of several goals are put together.

The cost of a set is how many facts it changes, and how much. Of a goal only the cheapest sets are kept, and it is noted
where there were more.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce

from workshop_rules.explain.change.edits import NO_EDITS, Edits, facts_changed, joined, order

WIDTH = 32
"""How many sets are kept for one goal."""
_COMBINED = 120
"""Goals times how many of them are needed: up to this all the ways are combined that are kept, beyond it one."""
MORE_FACTS = 3
"""Sets that change more facts than the smallest for the same goal, and by more than this, are left out."""


@dataclass(frozen=True, slots=True)
class Ways:
    """Sets of edits each of which leads to a goal, the cheapest first; none of them holds another.

    Attributes:
        sets: the sets; one without edits where the goal is reached already.
        whole: whether nothing was left out that could have been among them.
    """

    sets: tuple[Edits, ...] = ()
    whole: bool = True

    @property
    def reached(self) -> bool:
        """Whether nothing needs to be done."""
        return NO_EDITS in self.sets


REACHED = Ways((NO_EDITS,))
"""The goal is reached already."""
NO_WAY = Ways()
"""Nothing leads to the goal."""


def cheapest(sets: Iterable[Edits], *, whole: bool = True) -> Ways:
    """The cheapest of some sets, without those that do all that another does, and more."""
    kept: list[Edits] = []
    most = 0
    for way in sorted(set(sets), key=order):
        if not way:
            return REACHED
        if kept and facts_changed(way) > most:
            break
        if any(other <= way for other in kept):
            continue
        if len(kept) >= WIDTH:
            return Ways(tuple(kept), whole=False)
        most = most or facts_changed(way) + MORE_FACTS
        kept.append(way)
    return Ways(tuple(kept), whole)


def both(one: Ways, other: Ways) -> Ways:
    """Ways to two goals together."""
    if one.reached or other.reached:
        return other if one.reached else one
    for hopeless in (one, other):
        if not hopeless.sets and hopeless.whole:
            return NO_WAY
    return cheapest((joined(a, b) for a in one.sets for b in other.sets), whole=one.whole and other.whole)


def every(parts: Iterable[Ways]) -> Ways:
    """Ways to all of several goals."""
    found = REACHED
    for part in sorted(parts, key=lambda part: len(part.sets)):
        found = both(found, part)
    return found


def either(*parts: Ways) -> Ways:
    """Ways to any of several goals."""
    if len(parts) == 1:
        return parts[0]
    return cheapest((way for part in parts for way in part.sets), whole=all(part.whole for part in parts))


def at_least(count: int, parts: Sequence[Ways]) -> Ways:
    """Ways to so many of several goals."""
    if count > len(parts):
        return NO_WAY
    if count * len(parts) > _COMBINED:
        return _cheapest_parts(count, parts)
    found = [REACHED, *[NO_WAY] * count]
    for part in parts:
        for reached in range(count, 0, -1):
            found[reached] = either(found[reached], both(found[reached - 1], part))
    return found[max(count, 0)]


def _cheapest_parts(count: int, parts: Sequence[Ways]) -> Ways:
    """One way to so many of several goals: the cheapest to the goals that cost least."""
    firsts = sorted((part.sets[0] for part in parts if part.sets), key=order)
    if len(firsts) < count:
        return Ways(whole=all(part.whole for part in parts))
    return Ways((reduce(joined, firsts[:count], NO_EDITS),), whole=False)
