"""List functions and sorting (DMN 1.5, tables 75 and 80). Places count items from 1, or from the end where negative."""

from __future__ import annotations

import functools
from collections.abc import Callable, Hashable, Iterable, Mapping
from decimal import Decimal

from workshop_rules.evaluate._dmn.arithmetic import compute
from workshop_rules.evaluate._dmn.comparison import both, either, equal, less
from workshop_rules.evaluate._dmn.limits import LONGEST_LIST, too_long
from workshop_rules.evaluate._dmn.values import (
    DECIMAL128,
    Arguments,
    Date,
    FeelValue,
    FunctionValue,
    Null,
    kind,
    null,
    number,
)
from workshop_rules.language.values import DaysTime, YearsMonths

Items = tuple[FeelValue, ...]
MOST_COMPARED = 1_000
"""Different items that are compared with each other one by one."""


def _folding(function: Callable[[Items], FeelValue]) -> Callable[..., FeelValue]:
    """A function over one list, or over its items as arguments."""

    def folded(*arguments: FeelValue) -> FeelValue:
        only = arguments[0] if len(arguments) == 1 else None
        return function(only if isinstance(only, tuple) else arguments)

    return folded


def _extreme(what: str, first: Callable[[FeelValue, FeelValue], FeelValue]) -> Callable[[Items], FeelValue]:
    def found(items: Items) -> FeelValue:
        if not items:
            return null("empty_list", f"an empty list has no {what}")
        best = items[0]
        for item in items:  # the first with itself too: whether it has an order at all
            order = first(item, best)
            if isinstance(order, Null):
                return order if order.reason else null("null_item", f"a list with null has no {what}")
            best = item if order is True else best
        return best

    return found


def _numbers(items: Items, what: str) -> list[Decimal] | Null:
    numbers = [item for item in items if isinstance(item, Decimal)]
    if len(numbers) < len(items):
        return null("not_a_number", "an item is not a number")
    return numbers or null("empty_list", f"an empty list has no {what}")


def _total(operator: str, what: str) -> Callable[[Items], FeelValue]:
    def total(items: Items) -> FeelValue:
        numbers = _numbers(items, what)
        if isinstance(numbers, Null):
            return numbers
        result: FeelValue = numbers[0]
        for item in numbers[1:]:
            result = compute(operator, result, item)
        return result

    return total


_SUM = _total("+", "sum")


def _mean(items: Items) -> FeelValue:
    return compute("/", _SUM(items), number(len(items)))


def _median(items: Items) -> FeelValue:
    numbers = _numbers(items, "median")
    if isinstance(numbers, Null):
        return numbers
    numbers.sort()
    middle = len(numbers) // 2
    return numbers[middle] if len(numbers) % 2 else _mean((numbers[middle - 1], numbers[middle]))


def _mode(items: Items) -> FeelValue:
    if not items:
        return ()
    numbers = _numbers(items, "mode")
    if isinstance(numbers, Null):
        return numbers
    counts: dict[Decimal, int] = {}
    for item in numbers:
        counts[item] = counts.get(item, 0) + 1
    most = max(counts.values())
    return tuple(sorted(item for item, count in counts.items() if count == most))


def _stddev(items: Items) -> FeelValue:
    numbers = _numbers(items, "standard deviation")
    if isinstance(numbers, Null):
        return numbers
    if len(numbers) == 1:
        return null("too_few_items", "one number has no standard deviation")
    mean = _mean(tuple(numbers))
    squares = [compute("**", compute("-", item, mean), Decimal(2)) for item in numbers]
    variance = compute("/", _SUM(tuple(squares)), number(len(numbers) - 1))
    return DECIMAL128.sqrt(variance) if isinstance(variance, Decimal) else variance


def _truths(combine: Callable[[Iterable[bool | Null]], bool | Null]) -> Callable[[Items], FeelValue]:
    def truth(items: Items) -> FeelValue:
        return combine(item if isinstance(item, bool) else null("null_item", "an item is null") for item in items)

    return truth


def _place(items: Items, position: Decimal) -> int | Null:
    """The index of a place, or why there is none."""
    at = int(position)
    if not 1 <= abs(at) <= len(items):
        return null("position_out_of_range", f"the list has no item {at}")
    return at - 1 if at > 0 else len(items) + at


def _sublist(items: Items, start: Decimal, length: Decimal | None = None) -> FeelValue:
    begin = _place(items, start)
    if isinstance(begin, Null):
        return begin
    if length is None:
        return items[begin:]
    count = int(length)
    if not 1 <= count <= len(items) - begin:
        return null("position_out_of_range", f"there are no {count} items from {int(start)} on")
    return items[begin : begin + count]


def _insert(items: Items, position: Decimal, item: FeelValue) -> FeelValue:
    at = _place(items, position)
    return at if isinstance(at, Null) else (*items[:at], item, *items[at:])


def _remove(items: Items, position: Decimal) -> FeelValue:
    at = _place(items, position)
    return at if isinstance(at, Null) else (*items[:at], *items[at + 1 :])


def _replace(items: Items, which: Decimal | FunctionValue, new: FeelValue) -> FeelValue:
    if isinstance(which, Decimal):
        at = _place(items, which)
        return at if isinstance(at, Null) else (*items[:at], new, *items[at + 1 :])
    result: list[FeelValue] = []
    for item in items:
        picked = which.invoke(Arguments((item, new)))
        if not isinstance(picked, bool):
            return null("not_a_boolean", "the function that picks items does not give true or false")
        result.append(new if picked else item)
    return tuple(result)


def _concatenate(*lists: Items) -> FeelValue:
    if sum(map(len, lists)) > LONGEST_LIST:
        return too_long()
    return tuple(item for items in lists for item in items)


def _distinct(items: Items) -> FeelValue:
    """Each item once. Most are looked up; those with a time, range or function in them are compared one by one."""
    seen: set[Hashable] = set()
    compared: list[FeelValue] = []
    result: list[FeelValue] = []
    for item in items:
        key = _key(item)
        if key is None:
            if any(equal(item, other) is True for other in compared):
                continue
            if len(compared) == MOST_COMPARED:
                return too_long()
            compared.append(item)
        elif key in seen:
            continue
        else:
            seen.add(key)
        result.append(item)
    return tuple(result)


def _key(item: FeelValue) -> Hashable | None:
    """What equal values have in common, and others have not; None where only comparing will tell."""
    match item:
        case Null() | bool() | str() | Decimal() | Date() | YearsMonths() | DaysTime():
            return kind(item), item
        case tuple():
            keys = tuple(map(_key, item))
            return None if None in keys else ("list", keys)
        case dict():
            entries = {name: _key(value) for name, value in item.items()}
            return None if None in entries.values() else ("context", frozenset(entries.items()))
        case _:
            return None


def _union(*lists: Items) -> FeelValue:
    together = _concatenate(*lists)
    return _distinct(together) if isinstance(together, tuple) else together


def _flatten(items: Items) -> FeelValue:
    result: list[FeelValue] = []
    pending = list(reversed(items))
    while pending:
        item = pending.pop()
        if isinstance(item, tuple):
            pending.extend(reversed(item))
        else:
            result.append(item)
        if len(pending) + len(result) > LONGEST_LIST:
            return too_long()
    return tuple(result)


class _NoOrderError(Exception):
    """The function that orders two items gave neither true nor false."""


def _sort(items: Items, precedes: FunctionValue) -> FeelValue:
    def order(left: FeelValue, right: FeelValue) -> int:
        return -1 if before(left, right) else 1 if before(right, left) else 0

    def before(left: FeelValue, right: FeelValue) -> bool:
        result = precedes.invoke(Arguments((left, right)))
        if not isinstance(result, bool):
            raise _NoOrderError
        return result

    try:
        return tuple(sorted(items, key=functools.cmp_to_key(order)))
    except _NoOrderError:
        return null("not_a_boolean", "the function that orders items does not give true or false")


LISTS: Mapping[str, Callable[..., FeelValue]] = {
    "list contains": lambda items, element: any(equal(item, element) is True for item in items),
    "count": lambda items: number(len(items)),
    "min": _folding(_extreme("least item", less)),
    "max": _folding(_extreme("greatest item", lambda item, best: less(best, item))),
    "sum": _folding(_SUM),
    "product": _folding(_total("*", "product")),
    "mean": _folding(_mean),
    "median": _folding(_median),
    "mode": _folding(_mode),
    "stddev": _folding(_stddev),
    "all": _folding(_truths(both)),
    "any": _folding(_truths(either)),
    "sublist": _sublist,
    "append": lambda items, *more: (*items, *more),
    "concatenate": _concatenate,
    "insert before": _insert,
    "remove": _remove,
    "list replace": _replace,
    "reverse": lambda items: items[::-1],
    "index of": lambda items, match: tuple(
        number(at) for at, item in enumerate(items, start=1) if equal(item, match) is True
    ),
    "union": _union,
    "distinct values": _distinct,
    "flatten": _flatten,
    "sort": _sort,
}
