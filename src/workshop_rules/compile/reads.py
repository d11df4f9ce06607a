"""Which facts a decision may read: its own, those behind derivations, and those of the decisions that it uses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from workshop_rules.language.tree import DecisionRef, Expr, FactRef
from workshop_rules.language.walk import walk


def facts_read(expressions: Iterable[Expr], derivations: Mapping[str, Expr]) -> frozenset[str]:
    """The paths of the facts in expressions, and of those that they may be derived from."""
    found: set[str] = set()
    waiting = list(expressions)
    while waiting:
        for node in walk(waiting.pop()):
            if isinstance(node, FactRef) and node.path not in found:
                found.add(node.path)
                if node.path in derivations:
                    waiting.append(derivations[node.path])
    return frozenset(found)


def decisions_used(expressions: Iterable[Expr]) -> tuple[str, ...]:
    """The decisions that expressions refer to, in order of first use."""
    return tuple(
        dict.fromkeys(node.name for expr in expressions for node in walk(expr) if isinstance(node, DecisionRef))
    )
