"""What an expression depends on: the names that are bound around it, and whether it can end in an error."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from workshop_rules.language import tree as t
from workshop_rules.language.types import NUMBER
from workshop_rules.language.walk import children, walk

INPUT = "?"
"""What the input of a test is called among the names."""
ITEM = "item"
_CERTAIN = frozenset(
    {"count", "sum", "not", "list contains", "any", "all", "distinct values", "completed years", "completed months"}
    | {"contains", "starts with", "ends with"}
)
"""Functions that have a result whatever their operands are."""


def free_names(node: t.Expr) -> frozenset[str]:
    """The names that an expression does not bind itself."""
    match node:
        case t.Name(name=name):
            return frozenset({name})
        case t.InputValue():
            return frozenset({INPUT})
        case t.Filter(source=source, condition=condition):
            return free_names(source) | free_names(condition) - {ITEM}
        case t.In(value=value, tests=tests):
            return free_names(value) | _of_all(tests) - {INPUT}
        case t.DecisionTable():
            return _of_all(children(node)) - {INPUT}
        case t.Some(iterators=iterators, condition=body) | t.Every(iterators=iterators, condition=body):
            return _within(iterators, body)
        case t.For(iterators=iterators, body=body):
            return _within(iterators, body)
        case _:
            return _of_all(children(node))


def _of_all(nodes: Iterator[t.Expr] | tuple[t.Expr, ...]) -> frozenset[str]:
    return frozenset().union(*map(free_names, nodes))


def _within(iterators: tuple[t.Iterator, ...], body: t.Expr) -> frozenset[str]:
    free = free_names(body)
    for iterator in reversed(iterators):
        ends = free_names(iterator.source) | (frozenset() if iterator.end is None else free_names(iterator.end))
        free = ends | free - {iterator.name}
    return free


class Known(NamedTuple):
    """What is known around an expression.

    Attributes:
        derivation: that of a fact, or None where it has none.
        definition: that of a name.
        divides: whether an expression is a number, known beforehand, that can be divided by.
    """

    derivation: Callable[[str], t.Expr | None]
    definition: Callable[[str], t.Expr]
    divides: Callable[[t.Expr], bool]


def may_fail(node: t.Expr, known: Known) -> bool:
    """Whether an expression may end in an error."""
    return any(_may_fail(part, known) for part in walk(node))


def _may_fail(node: t.Expr, known: Known) -> bool:
    match node:
        case t.Arithmetic(op="/", right=right):
            return node.type != NUMBER or not known.divides(right)
        case t.Arithmetic(op=op):
            return op not in {"+", "-", "*"} or node.type != NUMBER
        case t.Negate():
            return node.type != NUMBER
        case t.BuiltinCall(function="modulo", arguments=(_, divisor)):
            return not known.divides(divisor)
        case t.BuiltinCall(function=function, arguments=arguments):
            return function not in _CERTAIN and not (function in {"floor", "ceiling", "abs"} and len(arguments) == 1)
        case t.FactRef(path=path):
            derived = known.derivation(path)
            return derived is not None and may_fail(derived, known)
        case t.DefinitionRef(name=name):
            return may_fail(known.definition(name), known)
        case t.DecisionRef() | t.DecisionTable() | t.Filter():
            return not isinstance(node, t.Filter) or node.condition.type == NUMBER
        case t.Some(iterators=iterators) | t.Every(iterators=iterators) | t.For(iterators=iterators):
            return any(iterator.end is not None for iterator in iterators)
        case _:
            return False
