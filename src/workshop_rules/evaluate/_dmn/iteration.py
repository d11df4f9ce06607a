"""Iterators: what `for`, `some` and `every` run over, and what a tree speaks of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from functools import lru_cache

from workshop_rules.evaluate._dmn.calendar import date_of, days_of
from workshop_rules.evaluate._dmn.scope import Scope
from workshop_rules.evaluate._dmn.values import DECIMAL128, Date, FeelValue, Null, RangeValue, kind, null
from workshop_rules.language import tree
from workshop_rules.language.tree import Expr
from workshop_rules.language.walk import walk

Evaluate = Callable[[Expr, Scope], FeelValue]


def combinations(
    iterators: tuple[tree.Iterator, ...], scope: Scope, evaluate: Evaluate
) -> Iterator[dict[str, FeelValue] | Null]:
    """Every combination of the iterators' values, the last changing fastest; a later source sees earlier names.

    Yields:
        The variables of one combination, or, once and last, why there can be none.
    """
    if not iterators:
        yield {}
        return
    first, *rest = iterators
    values = steps(first, scope, evaluate)
    if isinstance(values, Null):
        yield values
        return
    for value in values:
        scope.world.step()
        variables = {first.name: value}
        for inner in combinations(tuple(rest), scope.within(variables), evaluate):
            if isinstance(inner, Null):
                yield inner
                return
            yield {**variables, **inner}


def steps(iterator: tree.Iterator, scope: Scope, evaluate: Evaluate) -> Iterable[FeelValue] | Null:
    """The values that one iterator runs over; null, with the reason, where there is nothing to run over."""
    source = evaluate(iterator.source, scope)
    if iterator.end is not None:
        return _counted(source, evaluate(iterator.end, scope))
    return members(source)


def members(source: FeelValue) -> Iterable[FeelValue] | Null:
    """The items of a list, or the whole numbers or dates of a range; null, with the reason, of anything else."""
    if isinstance(source, tuple):
        return source
    if isinstance(source, RangeValue):
        counted = _counted(source.low, source.high)
        return counted if isinstance(counted, Null) else (value for value in counted if _included(value, source))
    if isinstance(source, Null):
        return source if source.reason else null("null_operand", "an iteration over null")
    return null("not_iterable", f"a {kind(source)} is no list")


def _included(value: FeelValue, source: RangeValue) -> bool:
    """Whether a value is not an end that its range leaves out."""
    low, high = source.low_closed or value != source.low, source.high_closed or value != source.high
    return low and high


def _counted(start: FeelValue, end: FeelValue) -> Iterable[FeelValue] | Null:
    match start, end:
        case Decimal(), Decimal():
            return _numbers(start, end)
        case Date(), Date():
            return _dates(start, end)
        case _:
            return null("not_iterable", f"no counting from a {kind(start)} to a {kind(end)}")


def _numbers(start: Decimal, end: Decimal) -> Iterator[Decimal]:
    step = Decimal(1 if start <= end else -1)
    while start <= end if step > 0 else start >= end:
        yield start
        start = DECIMAL128.add(start, step)


def _dates(start: Date, end: Date) -> Iterator[Date]:
    first, last = days_of(start), days_of(end)
    for days in range(first, last + 1) if first <= last else range(first, last - 1, -1):
        if (date := date_of(days)) is not None:
            yield date


@lru_cache(maxsize=65_536)
def _mentions(key: _Identity, name: str) -> bool:
    return any(_says(node, name) for node in walk(key.node))


class _Identity:
    """A tree by its identity: looked up without comparing it node by node."""

    __slots__ = ("node",)

    def __init__(self, node: Expr) -> None:
        self.node = node

    def __hash__(self) -> int:
        return id(self.node)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Identity) and other.node is self.node


def mentions(expression: Expr, name: str) -> bool:
    """Whether a tree speaks of a name (`?` for the value that tests are about), bound inside it or not."""
    return _mentions(_Identity(expression), name)


def _says(node: object, name: str) -> bool:
    if isinstance(node, tree.InputValue):
        return name == "?"
    return isinstance(node, tree.Name) and node.name == name
