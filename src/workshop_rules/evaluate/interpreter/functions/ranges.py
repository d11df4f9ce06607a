"""How points and ranges lie to one another (DMN 1.5, table 78).

A range has two edges, and a point is both its own. An edge lies at a point, just before it or just after it: `(1..5)`
begins just after 1 and ends just before 5. All relations compare edges.
"""

from __future__ import annotations

from collections.abc import Callable

from workshop_rules.evaluate.interpreter.comparison import rank
from workshop_rules.evaluate.interpreter.functions.calling import Given, known_in_order
from workshop_rules.frozen import NamedTuple
from workshop_rules.language.types import Type
from workshop_rules.language.values import Range, Value

Edge = tuple[object, ...]
_BEFORE_ALL: Edge = (-1,)
_AFTER_ALL: Edge = (1,)


class _Edges(NamedTuple):
    """Where a range begins and where it ends, in a form that compares by `<`."""

    start: Edge
    end: Edge


def _edges(value: Value, kind: Type) -> _Edges:
    if not isinstance(value, Range):
        point = (0, rank(value, kind), 0)
        return _Edges(point, point)
    start = _BEFORE_ALL if value.low is None else (0, rank(value.low, kind), 0 if value.low_closed else 1)
    end = _AFTER_ALL if value.high is None else (0, rank(value.high, kind), 0 if value.high_closed else -1)
    return _Edges(start, end)


def _relation(holds: Callable[[_Edges, _Edges], bool]) -> Given:
    return known_in_order(lambda kind, first, second: holds(_edges(first, kind), _edges(second, kind)))


def _converse(holds: Callable[[_Edges, _Edges], bool]) -> Given:
    return _relation(lambda first, second: holds(second, first))


def _before(first: _Edges, second: _Edges) -> bool:
    return first.end < second.start


def _meets(first: _Edges, second: _Edges) -> bool:
    return first.end == second.start


def _overlaps(first: _Edges, second: _Edges) -> bool:
    return first.start <= second.end and second.start <= first.end


def _overlaps_before(first: _Edges, second: _Edges) -> bool:
    return first.start < second.start <= first.end <= second.end


def _finishes(first: _Edges, second: _Edges) -> bool:
    return second.start <= first.start and first.end == second.end


def _starts(first: _Edges, second: _Edges) -> bool:
    return first.start == second.start and first.end <= second.end


def _during(first: _Edges, second: _Edges) -> bool:
    return second.start <= first.start and first.end <= second.end


RANGE_FUNCTIONS: dict[str, Given] = {
    "before": _relation(_before),
    "after": _converse(_before),
    "meets": _relation(_meets),
    "met by": _converse(_meets),
    "overlaps": _relation(_overlaps),
    "overlaps before": _relation(_overlaps_before),
    "overlaps after": _converse(_overlaps_before),
    "finishes": _relation(_finishes),
    "finished by": _converse(_finishes),
    "includes": _converse(_during),
    "during": _relation(_during),
    "starts": _relation(_starts),
    "started by": _converse(_starts),
    "coincides": _relation(_Edges.__eq__),
}
