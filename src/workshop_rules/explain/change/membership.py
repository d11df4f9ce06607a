"""What a quantifier or a count goes through: the list behind it, and the conditions on its members."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from workshop_rules.compile.plan import Decision
from workshop_rules.explain.change.landmarks import decision_expressions
from workshop_rules.language import tree
from workshop_rules.language.tree import Expr
from workshop_rules.language.types import BOOLEAN
from workshop_rules.language.walk import children, renamed_item, walk


@dataclass(frozen=True, slots=True)
class Members:
    """The members of a list for which some conditions hold.

    Attributes:
        source: the list, no filter.
        variable: the name under which the conditions know a member.
        condition: all of the conditions; None where there is none.
    """

    source: Expr
    variable: str
    condition: Expr | None


Meant: TypeAlias = Callable[[Expr], Expr | None]
"""What an expression stands for, where it is a definition or a choice between readings; else None."""


def members(source: Expr, variable: str, condition: Expr | None, meant: Meant) -> Members:
    """The members of a list that may be filtered, or defined elsewhere, for which a condition holds."""
    conditions = [] if condition is None else [condition]
    while True:
        match source:
            case tree.Filter(source=inner, condition=filtered) if filtered.type == BOOLEAN:
                conditions.insert(0, renamed_item(filtered, variable))
                source = inner
            case _:
                other = meant(source)
                if other is None:
                    return Members(source, variable, _all(conditions))
                source = other


def _all(conditions: list[Expr]) -> Expr | None:
    if len(conditions) < 2:  # noqa: PLR2004 (one is all)
        return conditions[0] if conditions else None
    return tree.And(tuple(conditions), span=conditions[0].span, type=BOOLEAN)


def asked_of_members(decision: Decision, meant: Meant) -> dict[str, list[tuple[str, Expr]]]:
    """For each list among the facts the conditions that the decision has on its members alone, with their variable."""
    definitions = (one.expression for one in decision.definitions)
    found: dict[str, dict[tuple[str, Expr], None]] = {}
    for expression in (*decision_expressions(decision), *definitions):
        for node in walk(expression):
            for asked in _asked(node, meant):
                match asked:
                    case Members(tree.FactRef(path=path), variable, condition) if condition is not None:
                        if set(free_variables(condition)) <= {variable}:
                            found.setdefault(path, {})[variable, condition] = None
                    case _:
                        pass
    return {path: list(conditions) for path, conditions in found.items()}


def _asked(node: Expr, meant: Meant) -> Iterator[Members]:
    match node:
        case (
            tree.Some(iterators=(tree.Iterator(name, source, None),), condition=condition)
            | tree.Every(iterators=(tree.Iterator(name, source, None),), condition=condition)
        ):
            yield members(source, name, condition, meant)
        case tree.Filter(condition=condition) if condition.type == BOOLEAN:
            yield members(node, "item", None, meant)
        case _:
            pass


def free_variables(node: Expr) -> Iterator[str]:
    """The variables of an expression that something around it binds."""
    match node:
        case tree.Name(name=name):
            yield name
        case tree.Filter(source=source, condition=condition):
            yield from free_variables(source)
            yield from (name for name in free_variables(condition) if name != "item")
        case (
            tree.Some(iterators=iterators, condition=body)
            | tree.Every(iterators=iterators, condition=body)
            | tree.For(iterators=iterators, body=body)
        ):
            bound: set[str] = set()
            for iterator in iterators:
                ends = (iterator.source,) if iterator.end is None else (iterator.source, iterator.end)
                yield from (name for end in ends for name in free_variables(end) if name not in bound)
                bound.add(iterator.name)
            yield from (name for name in free_variables(body) if name not in bound)
        case _:
            for child in children(node):
                yield from free_variables(child)
