"""What stands inside a value: fields and components (`a.b`), and filters (`a[…]`)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Any, cast

from workshop_rules.evaluate.interpreter.lists import gathered, memberships, path_of
from workshop_rules.evaluate.interpreter.names import field_of
from workshop_rules.evaluate.interpreter.numbers import exact, whole
from workshop_rules.evaluate.interpreter.scope import Scope
from workshop_rules.evaluate.interpreter.strict import hindrance, placed, uncertain
from workshop_rules.language import tree as t
from workshop_rules.language.calendar import DAY, HOUR, MINUTE, SECOND
from workshop_rules.language.truth import Truth, conjunction
from workshop_rules.language.types import NUMBER
from workshop_rules.language.values import DaysTime, Error, ListValue, Outcome, Range, Record, YearsMonths

ITEM = "item"
"""The variable that a filter binds to the member in question."""


def path(node: t.Path, scope: Scope) -> Outcome:
    """The field or component; of a list, that of each member."""
    return placed(_part(scope.visit(node.source, scope), node.name), node)


def _part(source: Outcome, name: str) -> Outcome:
    if isinstance(source, Record):
        return field_of(source, name)
    if isinstance(source, ListValue):
        return _of_each(source, name)
    hindered = hindrance(source)
    if hindered is not None:
        return hindered
    return COMPONENTS[type(source), name](source)


def _of_each(source: ListValue, name: str) -> Outcome:
    items = tuple(_part(member, name) for member in source.items)
    doubtful = tuple((_part(member, name), reason) for member, reason in source.doubtful)
    error = next((item for item in items if isinstance(item, Error)), None)
    return error or ListValue(items, doubtful, source.open)


def _parts_of(value: int, *units: int) -> list[int]:
    """How many of each unit there are in a value, the largest first, all with its sign."""
    parts = []
    rest = abs(value)
    for unit in units:
        count, rest = divmod(rest, unit)
        parts.append(-count if value < 0 else count)
    return parts


def _second(time: dt.time | dt.datetime) -> int | Fraction:
    return exact(time.second + Fraction(time.microsecond, 1_000_000))


def _seconds(duration: DaysTime) -> int | Fraction:
    rest = abs(duration.nanoseconds) % MINUTE
    return exact(Fraction(-rest if duration.nanoseconds < 0 else rest, SECOND))


def _end(end: Outcome | None) -> Outcome:
    return Error("no_such_end", "the range has no end on that side") if end is None else end


_CALENDAR: dict[str, Callable[[Any], Outcome]] = {
    "year": lambda date: date.year,
    "month": lambda date: date.month,
    "day": lambda date: date.day,
    "weekday": lambda date: date.isoweekday(),
}
_CLOCK: dict[str, Callable[[Any], Outcome]] = {
    "hour": lambda time: time.hour,
    "minute": lambda time: time.minute,
    "second": _second,
}
_PARTS: dict[type, dict[str, Callable[[Any], Outcome]]] = {
    dt.date: _CALENDAR,
    dt.datetime: _CALENDAR | _CLOCK,
    dt.time: _CLOCK,
    YearsMonths: {
        "years": lambda duration: _parts_of(duration.months, 12)[0],
        "months": lambda duration: _parts_of(duration.months, 12, 1)[1],
    },
    DaysTime: {
        "days": lambda duration: _parts_of(duration.nanoseconds, DAY)[0],
        "hours": lambda duration: _parts_of(duration.nanoseconds, DAY, HOUR)[1],
        "minutes": lambda duration: _parts_of(duration.nanoseconds, DAY, HOUR, MINUTE)[2],
        "seconds": _seconds,
    },
    Range: {
        "start": lambda range_: _end(range_.low),
        "end": lambda range_: _end(range_.high),
        "start included": lambda range_: range_.low_closed,
        "end included": lambda range_: range_.high_closed,
    },
}
COMPONENTS: Mapping[tuple[type, str], Callable[[Any], Outcome]] = MappingProxyType(
    {(kind, name): part for kind, parts in _PARTS.items() for name, part in parts.items()}
)
"""The components of each Python type that has some."""


def filter_(node: t.Filter, scope: Scope) -> Outcome:
    """The members for which the condition is true, or unknown (these as doubtful ones); or the member at a place."""
    source = scope.visit(node.source, scope)
    if node.condition.type == NUMBER:
        return placed(_at_place(source, scope.visit(node.condition, scope)), node)
    hindered = hindrance(source)
    if hindered is not None:
        return hindered
    members: list[tuple[Outcome, Truth]] = []
    for member, membership in memberships(cast("ListValue", source)):
        condition = cast("Truth", scope.visit(node.condition, scope.bind(ITEM, member), path_of(member)))
        belongs = conjunction((membership, condition))
        if isinstance(belongs, Error):
            return belongs
        members.append((member, belongs))
    return gathered(members, cast("ListValue", source).open)


def _at_place(source: Outcome, place: Outcome) -> Outcome:
    """The member at a place, from 1, or from the end where it is negative; unknown where the list is not certain."""
    hindered = hindrance(source, place) or uncertain(cast("ListValue", source)) or whole(place, "a place in a list")
    if hindered is not None:
        return hindered
    items, number = cast("ListValue", source).items, cast("int", place)
    if number == 0 or abs(number) > len(items):
        return Error("no_such_place", f"there is no place {number} in a list of {len(items)}")
    return items[number - 1 if number > 0 else number]
