"""How points and ranges lie to one another (DMN 1.5, table 78).

A range is two edges, each a point that belongs to it or just does not: `(1..5]` begins just after 1 and ends at 5. All
relations are comparisons of edges.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from workshop_rules.evaluate._dmn.comparison import Truth, at_most, both, equal, less, negated, within
from workshop_rules.evaluate._dmn.values import FeelValue, Null, RangeValue


@dataclass(frozen=True, slots=True)
class _Edge:
    """Where a range begins or ends: a null point where it has no bound; `closed` where the point belongs to it."""

    point: FeelValue
    closed: bool


def _start(value: FeelValue) -> _Edge:
    return _Edge(value.low, value.low_closed) if isinstance(value, RangeValue) else _Edge(value, closed=True)


def _end(value: FeelValue) -> _Edge:
    return _Edge(value.high, value.high_closed) if isinstance(value, RangeValue) else _Edge(value, closed=True)


def _unbounded(edge: _Edge) -> bool:
    return isinstance(edge.point, Null)


def _ends_before(end: _Edge, start: _Edge) -> Truth:
    """Whether an end lies before a start, with no point in common."""
    if _unbounded(end) or _unbounded(start):
        return False
    if end.closed and start.closed:
        return less(end.point, start.point)
    return at_most(end.point, start.point)


def _starts_first(first: _Edge, second: _Edge) -> Truth:
    """Whether a start lies before another start."""
    if _unbounded(first) or _unbounded(second):
        return _unbounded(first) and not _unbounded(second)
    if first.closed and not second.closed:
        return at_most(first.point, second.point)
    return less(first.point, second.point)


def _ends_first(first: _Edge, second: _Edge) -> Truth:
    """Whether an end lies before another end."""
    if _unbounded(first) or _unbounded(second):
        return _unbounded(second) and not _unbounded(first)
    if not first.closed and second.closed:
        return at_most(first.point, second.point)
    return less(first.point, second.point)


def _same_edge(first: _Edge, second: _Edge) -> Truth:
    if first.closed != second.closed:
        return False
    return equal(first.point, second.point)


def _before(first: FeelValue, second: FeelValue) -> Truth:
    return _ends_before(_end(first), _start(second))


def _meets(first: RangeValue, second: RangeValue) -> Truth:
    if not (first.high_closed and second.low_closed):
        return False
    return equal(first.high, second.low)


def _overlaps(first: RangeValue, second: RangeValue) -> Truth:
    return both((negated(_before(first, second)), negated(_before(second, first))))


def _overlaps_before(first: RangeValue, second: RangeValue) -> Truth:
    return both(
        (
            _starts_first(_start(first), _start(second)),
            negated(_before(first, second)),
            negated(_ends_first(_end(second), _end(first))),
        )
    )


def _includes(range_: RangeValue, other: FeelValue) -> Truth:
    if not isinstance(other, RangeValue):
        return within(other, range_)
    return both(
        (
            negated(_starts_first(_start(other), _start(range_))),
            negated(_ends_first(_end(range_), _end(other))),
        )
    )


def _finishes(first: FeelValue, second: RangeValue) -> Truth:
    if not isinstance(first, RangeValue):
        return equal(first, second.high) if second.high_closed else False
    return both((_same_edge(_end(first), _end(second)), negated(_starts_first(_start(first), _start(second)))))


def _starts(first: FeelValue, second: RangeValue) -> Truth:
    if not isinstance(first, RangeValue):
        return equal(first, second.low) if second.low_closed else False
    return both((_same_edge(_start(first), _start(second)), negated(_ends_first(_end(second), _end(first)))))


def _coincides(first: FeelValue, second: FeelValue) -> Truth:
    if not (isinstance(first, RangeValue) and isinstance(second, RangeValue)):
        return equal(first, second)
    return both((_same_edge(_start(first), _start(second)), _same_edge(_end(first), _end(second))))


RANGES: Mapping[str, Callable[..., FeelValue]] = {
    "before": _before,
    "after": lambda first, second: _before(second, first),
    "meets": _meets,
    "met by": lambda first, second: _meets(second, first),
    "overlaps": _overlaps,
    "overlaps before": _overlaps_before,
    "overlaps after": lambda first, second: _overlaps_before(second, first),
    "finishes": _finishes,
    "finished by": lambda first, second: _finishes(second, first),
    "includes": _includes,
    "during": lambda first, second: _includes(second, first),
    "starts": _starts,
    "started by": lambda first, second: _starts(second, first),
    "coincides": _coincides,
}
