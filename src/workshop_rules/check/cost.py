"""A bound on the work: every evaluation of a pack ends, and soon.

There is no recursion and every loop goes over a list, so the work is a polynomial of the lengths of the dossier's
lists. Its degree is computed here, and limited. A list of the dossier has size 1; a loop multiplies what it does by the
size of its list; what a `let` names is worked out once, but may be long.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from workshop_rules.check.checking import Checking
from workshop_rules.check.scope import Scope
from workshop_rules.language import tree as t
from workshop_rules.language.types import NUMBER, ListOf, RecordOf, Type
from workshop_rules.language.walk import children, walk

HIGHEST_DEGREE = 3
"""The work for one expression grows at most with this power of the length of the longest list."""

LONGEST_COUNT = 10_000
"""How many numbers `for x in a..b` may run through where both ends are written out."""

MOST_ROUNDS = 1_000_000
"""How often loops over numbers that are written out, one in another, may run altogether."""

_PAIRWISE = frozenset({"distinct values", "union", "sort"})
"""Functions that may compare every item with every other."""


@dataclass(frozen=True, slots=True)
class _Cost:
    """Degrees: of the work to get a value, and of how many parts it has."""

    work: int
    size: int


def require_bounded(checking: Checking, node: t.Expr, scope: Scope) -> None:
    """Complain where the work for a checked expression could grow beyond the limit."""
    for part in walk(node):
        if isinstance(part, t.For | t.Some | t.Every):
            _require_short_counts(checking, part)
    degree = _cost(node, scope.sizes, {}).work
    if degree > HIGHEST_DEGREE:
        checking.report(
            "WR320",
            f"the work grows with power {degree} of the length of the lists; {HIGHEST_DEGREE} is the most",
            node.span,
            help_="name the inner list in a `let`, or ask for less at once",
        )
    rounds = _rounds(node, scope.lengths)[0]
    if rounds > MOST_ROUNDS:
        checking.report(
            "WR320",
            f"loops in one another run through {rounds} numbers; {MOST_ROUNDS} is the most",
            node.span,
            help_="ask for less at once",
        )


def size_of(node: t.Expr, scope: Scope) -> int:
    """The degree of the size of a checked expression's value: 0 for a single value, 1 for a list of the dossier."""
    return _cost(node, scope.sizes, {}).size


def length_of(node: t.Expr, scope: Scope) -> int:
    """How many parts a checked expression's value has for each list of the dossier, from numbers written out."""
    return _rounds(node, scope.lengths)[1]


def _cost(node: t.Expr, definitions: Mapping[str, int], variables: Mapping[str, int]) -> _Cost:
    match node:
        case t.Name(name=name):
            return _Cost(0, variables.get(name, 0))
        case t.DefinitionRef(name=name):
            return _Cost(0, definitions.get(name, _depth(node.type)))
        case t.FactRef():
            return _Cost(0, _depth(node.type))
        case t.Filter(source=source, condition=condition):
            over = _cost(source, definitions, variables)
            inner = _cost(condition, definitions, {**variables, "item": _item_size(source, over)})
            size = _item_size(source, over) if condition.type == NUMBER else over.size
            return _Cost(max(over.work, over.size + inner.work), size)
        case t.For(iterators=iterators, body=body):
            return _loop(iterators, body, definitions, variables)
        case t.Some(iterators=iterators, condition=body) | t.Every(iterators=iterators, condition=body):
            return _Cost(_loop(iterators, body, definitions, variables).work, 0)
        case t.BuiltinCall(function=function, arguments=arguments):
            return _call(function, node.type, _all(arguments, definitions, variables))
        case _:
            costs = _all(children(node), definitions, variables)
            work = max((max(c.work, c.size) for c in costs), default=0)
            return _Cost(work, max((c.size for c in costs), default=0) if _depth(node.type) else 0)


def _all(nodes: Iterable[t.Expr], definitions: Mapping[str, int], variables: Mapping[str, int]) -> list[_Cost]:
    return [_cost(node, definitions, variables) for node in nodes]


def _loop(
    iterators: tuple[t.Iterator, ...], body: t.Expr, definitions: Mapping[str, int], variables: Mapping[str, int]
) -> _Cost:
    """A loop: each list multiplies what is inside it."""
    rounds = work = 0
    inner = dict(variables)
    for iterator in iterators:
        over = _cost(iterator.source, definitions, inner)
        work = max(work, rounds + over.work)
        rounds += over.size if iterator.end is None else 1
        inner[iterator.name] = _item_size(iterator.source, over)
    done = _cost(body, definitions, inner)
    return _Cost(max(work, rounds + done.work), rounds + done.size)


def _call(function: str, type_: Type, arguments: list[_Cost]) -> _Cost:
    longest = max((a.size for a in arguments), default=0)
    work = max([2 * longest if function in _PAIRWISE else longest, *(a.work for a in arguments)])
    if not _depth(type_):
        return _Cost(work, 0)
    # `periods` makes a list of its own, at most as long as the calendar has months.
    return _Cost(work, max(longest, 1))


def _rounds(node: t.Expr, lengths: Mapping[str, int]) -> tuple[int, int]:
    """The constant factors of the work and of the value's length: what numbers that are written out make of them."""
    match node:
        case t.DefinitionRef(name=name):
            return 1, lengths.get(name, 1)
        case t.Filter(source=source, condition=condition):
            work, length = _rounds(source, lengths)
            return max(work, length * _rounds(condition, lengths)[0]), length
        case t.For(iterators=iterators, body=body):
            return _loop_rounds(iterators, body, lengths)
        case t.Some(iterators=iterators, condition=body) | t.Every(iterators=iterators, condition=body):
            return _loop_rounds(iterators, body, lengths)[0], 1
        case _:
            parts = [_rounds(child, lengths) for child in children(node)]
            length = max((length for _, length in parts), default=1) if _depth(node.type) else 1
            return max((work for work, _ in parts), default=1), length


def _loop_rounds(iterators: tuple[t.Iterator, ...], body: t.Expr, lengths: Mapping[str, int]) -> tuple[int, int]:
    rounds = most = 1
    for iterator in iterators:
        work, length = _rounds(iterator.source, lengths)
        most = max(most, rounds * work)
        rounds *= length if iterator.end is None else _count(iterator.source, iterator.end)
    work, length = _rounds(body, lengths)
    return max(most, rounds * work), rounds * length


def _count(source: t.Expr, end: t.Expr) -> int:
    """How many numbers `source..end` has where both are written out; otherwise 1."""
    low, high = _written_out(source), _written_out(end)
    return 1 if low is None or high is None else int(abs(high - low)) + 1


def _item_size(source: t.Expr, over: _Cost) -> int:
    return over.size if isinstance(source.type, ListOf) and _depth(source.type.item) else 0


def _depth(type_: Type) -> int:
    """How many lists stand in one another in a value of the type."""
    match type_:
        case ListOf(item=item):
            return 1 + _depth(item)
        case RecordOf(fields=fields):
            return max((_depth(field) for _, field in fields), default=0)
        case _:
            return 0


def _require_short_counts(checking: Checking, node: t.For | t.Some | t.Every) -> None:
    for iterator in node.iterators:
        if iterator.end is None or _is_count(iterator.end):
            continue
        low, high = _written_out(iterator.source), _written_out(iterator.end)
        if low is None or high is None or abs(high - low) >= LONGEST_COUNT:
            checking.report(
                "WR320",
                f"`{iterator.name}` may run through more numbers than {LONGEST_COUNT}",
                iterator.source.span.to(iterator.end.span),
                help_="write both ends as numbers, or end at a count(…)",
            )


def _is_count(node: t.Expr) -> bool:
    return isinstance(node, t.BuiltinCall) and node.function == "count"


def _written_out(node: t.Expr) -> Decimal | None:
    match node:
        case t.NumberLiteral(value=value):
            return value
        case t.Negate(operand=t.NumberLiteral(value=value)):
            return -value
        case _:
            return None
