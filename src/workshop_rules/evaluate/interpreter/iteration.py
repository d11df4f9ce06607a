"""`some`, `every` and `for`: the ways in which their variables can be bound, and what is made of them."""

from __future__ import annotations

from typing import cast

from workshop_rules.evaluate.interpreter.lists import gathered, memberships, path_of
from workshop_rules.evaluate.interpreter.numbers import whole
from workshop_rules.evaluate.interpreter.scope import Scope
from workshop_rules.evaluate.interpreter.strict import hindrance, placed
from workshop_rules.frozen import NamedTuple
from workshop_rules.language import tree as t
from workshop_rules.language.truth import Truth, conjunction, disjunction, negation
from workshop_rules.language.values import Error, ListValue, Outcome, Unknown

MOST_STEPS = 1_000_000
"""How many numbers `x in a..b` may count, so that a hostile range cannot fill the memory."""


class Way(NamedTuple):
    """A way to bind the variables of some iterators.

    Attributes:
        membership: whether it is one: true, or unknown where a member is doubtful.
        label: the paths of the records that are bound.
    """

    scope: Scope
    membership: Truth = True
    label: str = ""


class Ways(NamedTuple):
    """All ways to bind the variables of some iterators, as far as they are known.

    Attributes:
        known: the ways, the last iterator turning fastest.
        barred: for each list that is unknown or an error, what that makes of the ways through it.
        open: for each open list, what is unknown about the ways through the members that it lacks.
    """

    known: list[Way]
    barred: list[Truth]
    open: list[Unknown]


def ways(iterators: tuple[t.Iterator, ...], scope: Scope) -> Ways:
    """Bind the variables, one iterator after another; later sources may use earlier variables."""
    found = Ways([Way(scope)], [], [])
    for iterator in iterators:
        longer = Ways([], found.barred, found.open)
        for way in found.known:
            source = way.scope.visit(iterator.source, way.scope, way.label)
            if iterator.end is not None:
                source = _steps(source, way.scope.visit(iterator.end, way.scope, way.label), iterator)
            _go_on(longer, way, iterator.name, source)
        found = longer
    return found


def _go_on(longer: Ways, way: Way, name: str, source: Outcome) -> None:
    """Add the ways that go on from one by a member of a list."""
    if isinstance(source, Unknown | Error):
        longer.barred.append(conjunction((way.membership, source)))
        return
    known = cast("ListValue", source)
    for member, membership in memberships(known):
        scope = way.scope.bind(name, member)
        label = ", ".join(filter(None, (way.label, path_of(member))))
        longer.known.append(Way(scope, conjunction((way.membership, membership)), label))
    if known.open:
        beyond = conjunction((way.membership, Unknown(known.open)))
        longer.open.append(cast("Unknown", beyond))


def _steps(start: Outcome, end: Outcome, iterator: t.Iterator) -> Outcome:
    """The whole numbers from one to another, both included, up or down."""
    hindered = hindrance(start, end)
    if hindered is not None:
        return hindered
    error = whole(start, "where counting begins") or whole(end, "where counting ends")
    if error is not None:
        return placed(error, iterator.source)
    first, last = cast("int", start), cast("int", end)
    if abs(last - first) >= MOST_STEPS:
        return placed(Error("range_too_long", f"more than {MOST_STEPS} numbers"), iterator.source)
    step = 1 if first <= last else -1
    return ListValue(tuple(range(first, last + step, step)))


def some(node: t.Some, scope: Scope) -> Truth:
    """The `or` over all ways of `membership and condition`."""
    every_way = ways(node.iterators, scope)
    cases = [*every_way.barred, *every_way.open]
    for way in every_way.known:
        condition = cast("Truth", way.scope.visit(node.condition, way.scope, way.label))
        case = conjunction((way.membership, condition))
        cases.append(case)
        if case is True and not scope.recorder.thorough:
            break
    return disjunction(cases)


def every(node: t.Every, scope: Scope) -> Truth:
    """The `and` over all ways of `not membership or condition`."""
    every_way = ways(node.iterators, scope)
    cases = [*every_way.barred, *every_way.open]
    for way in every_way.known:
        condition = cast("Truth", way.scope.visit(node.condition, way.scope, way.label))
        case = disjunction((negation(way.membership), condition))
        cases.append(case)
        if case is False and not scope.recorder.thorough:
            break
    return conjunction(cases)


def for_(node: t.For, scope: Scope) -> Outcome:
    """The list of what the body comes to, way by way; unknown as a whole where a list to go through is."""
    every_way = ways(node.iterators, scope)
    made = [(way.scope.visit(node.body, way.scope, way.label), way.membership) for way in every_way.known]
    certain = (value for value, membership in made if membership is True)
    hindered = hindrance(*every_way.barred, *(value for value in certain if isinstance(value, Error)))
    return hindered or gathered(made, frozenset().union(*(beyond.paths for beyond in every_way.open)))
