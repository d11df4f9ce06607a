"""Functions over lists. Those that make lists pass on what is unknown about them; aggregates need to know all."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable
from fractions import Fraction
from functools import partial
from typing import Any, cast

from workshop_rules.evaluate.interpreter.comparison import among, rank
from workshop_rules.evaluate.interpreter.functions.calling import Given, kind_of, known, known_in_order, places
from workshop_rules.evaluate.interpreter.lists import joined, memberships
from workshop_rules.evaluate.interpreter.numbers import exact, quotient
from workshop_rules.evaluate.interpreter.strict import hindrance, lacking, uncertain
from workshop_rules.language.truth import Truth, conjunction, disjunction, either_unknown, negation
from workshop_rules.language.types import Type
from workshop_rules.language.values import Error, ListValue, Number, Outcome, Unknown, Value

# One value of a list


def _count(_: Type, members: Outcome) -> Outcome:
    """How many members there are; where that is unknown, between how many."""
    if isinstance(members, Unknown):
        return Unknown(members.paths, low=0)
    if isinstance(members, Error):
        return members
    counted = cast("ListValue", members)
    certain, doubt = len(counted.items), uncertain(counted)
    if doubt is None:
        return certain
    return Unknown(doubt.paths, certain, None if counted.open else certain + len(counted.doubtful))


def _of_some(function: Callable[..., Outcome]) -> Callable[..., Outcome]:
    """A function of a list that must not be empty; the list comes last."""

    def call(*arguments: Any) -> Outcome:  # noqa: ANN401 (what the function takes)
        empty = not arguments[-1].items
        return Error("empty_list", "an empty list has no such value") if empty else function(*arguments)

    return call


def _least(kind: Type, members: ListValue) -> Outcome:
    return min(members.items, key=partial(rank, kind=kind))


def _greatest(kind: Type, members: ListValue) -> Outcome:
    return max(members.items, key=partial(rank, kind=kind))


def _numbers(members: ListValue) -> list[Fraction]:
    return [Fraction(cast("Number", item)) for item in members.items]


def _sum(members: ListValue) -> Number:
    return exact(sum(_numbers(members), Fraction(0)))


def _product(members: ListValue) -> Number:
    return exact(math.prod(_numbers(members), start=Fraction(1)))


def _mean(members: ListValue) -> Outcome:
    return quotient(_sum(members), len(members.items))


def _median(members: ListValue) -> Number:
    in_order = sorted(_numbers(members))
    middle = len(in_order) // 2
    return exact((in_order[middle] + in_order[~middle]) / 2)


def _mode(members: ListValue) -> ListValue:
    times = Counter(_numbers(members))
    most = max(times.values(), default=0)
    return ListValue(tuple(exact(number) for number in sorted(times) if times[number] == most))


def _any(_: Type, members: Outcome) -> Truth:
    """The `or` of the items."""
    if isinstance(members, Unknown | Error):
        return members
    known_list = cast("ListValue", members)
    cases = [conjunction((membership, cast("Truth", item))) for item, membership in memberships(known_list)]
    return disjunction([*cases, Unknown(known_list.open)] if known_list.open else cases)


def _all(_: Type, members: Outcome) -> Truth:
    """The `and` of the items."""
    if isinstance(members, Unknown | Error):
        return members
    known_list = cast("ListValue", members)
    cases = [disjunction((negation(membership), cast("Truth", item))) for item, membership in memberships(known_list)]
    return conjunction([*cases, Unknown(known_list.open)] if known_list.open else cases)


def _contains(type_: Type, members: Outcome, element: Outcome) -> Truth:
    return among(element, members, kind_of(type_))


# Lists from lists


def _append(type_: Type, members: Outcome, *items: Outcome) -> Outcome:
    error = next((item for item in items if isinstance(item, Error)), None)
    return error or _concatenate(type_, members, ListValue(items))


def _concatenate(_: Type, *lists: Outcome) -> Outcome:
    return hindrance(*lists) or joined([(cast("ListValue", part), True) for part in lists])


def _flatten(_: Type, members: Outcome) -> Outcome:
    hindered = hindrance(members)
    if hindered is not None:
        return hindered
    outer = cast("ListValue", members)
    barred = [
        conjunction((membership, part)) for part, membership in memberships(outer) if isinstance(part, Unknown | Error)
    ]
    return hindrance(*barred) or joined(
        [(cast("ListValue", part), membership) for part, membership in memberships(outer)], outer.open
    )


def _distinct(_: Type, members: Outcome) -> Outcome:
    """Each value once. A doubtful one belongs if any member that has the value does."""
    hindered = hindrance(members)
    if hindered is not None:
        return hindered
    all_of_them = cast("ListValue", members)
    if any(isinstance(member, Unknown | Error) for member, _ in memberships(all_of_them)):
        return cast("Outcome", lacking(all_of_them))
    certain = dict.fromkeys(all_of_them.items)
    doubtful: dict[Outcome, Unknown] = {}
    for member, reason in all_of_them.doubtful:
        if member in doubtful:
            doubtful[member] = either_unknown((doubtful[member], reason))
        elif member not in certain:
            doubtful[member] = reason
    return ListValue(tuple(certain), tuple(doubtful.items()), all_of_them.open)


def _union(type_: Type, *lists: Outcome) -> Outcome:
    return _distinct(type_, _concatenate(type_, *lists))


def _sort(type_: Type, members: Outcome) -> Outcome:
    hindered = hindrance(members)
    if hindered is not None:
        return hindered
    all_of_them = cast("ListValue", members)
    if any(isinstance(member, Unknown | Error) for member, _ in memberships(all_of_them)):
        return cast("Outcome", lacking(all_of_them))
    by_rank = partial(rank, kind=kind_of(type_))
    doubtful = sorted(all_of_them.doubtful, key=lambda pair: by_rank(pair[0]))
    return ListValue(tuple(sorted(all_of_them.items, key=by_rank)), tuple(doubtful), all_of_them.open)


def _reverse(_: Type, members: Outcome) -> Outcome:
    if isinstance(members, Unknown | Error):
        return members
    turned = cast("ListValue", members)
    return ListValue(turned.items[::-1], turned.doubtful[::-1], turned.open)


def _sublist(_: Type, members: Outcome, start: Outcome, length: Outcome | None = None) -> Outcome:
    hindered = hindrance(members, start) if length is None else hindrance(members, start, length)
    if hindered is not None:
        return hindered
    whole = cast("ListValue", members)
    part = places(len(whole.items), cast("Number", start), cast("Number | None", length))
    return uncertain(whole) or (part if isinstance(part, Error) else ListValue(whole.items[part]))


def _index_of(members: ListValue, match: Value) -> ListValue:
    return ListValue(tuple(place for place, item in enumerate(members.items, start=1) if item == match))


LIST_FUNCTIONS: dict[str, Given] = {
    "count": _count,
    "min": known_in_order(_of_some(_least)),
    "max": known_in_order(_of_some(_greatest)),
    "sum": known(_sum),
    "product": known(_product),
    "mean": known(_of_some(_mean)),
    "median": known(_of_some(_median)),
    "mode": known(_mode),
    "any": _any,
    "all": _all,
    "list contains": _contains,
    "append": _append,
    "concatenate": _concatenate,
    "flatten": _flatten,
    "union": _union,
    "distinct values": _distinct,
    "sort": _sort,
    "reverse": _reverse,
    "sublist": _sublist,
    "index of": known(_index_of),
}
