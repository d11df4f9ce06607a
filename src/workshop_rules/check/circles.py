"""Decisions that use one another's outcomes: they may not do so in a circle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from workshop_rules.check.checked import CheckedDecision, CheckedPack
from workshop_rules.diagnostics import Diagnostic
from workshop_rules.language.tree import DecisionRef
from workshop_rules.language.walk import walk


def references(decision: CheckedDecision) -> tuple[DecisionRef, ...]:
    """The first reference to each decision that a decision uses, in order of first use."""
    first: dict[str, DecisionRef] = {}
    for expr in (*decision.definitions.values(), *decision.typed):
        for node in walk(expr):
            if isinstance(node, DecisionRef):
                first.setdefault(node.name, node)
    return tuple(first.values())


def check_circles(pack: CheckedPack) -> Iterator[Diagnostic]:
    """A complaint for each circle, drawn, at the reference that closes it."""
    uses = {name: references(decision) for name, decision in pack.decisions.items()}
    done: set[str] = set()
    for name in pack.decisions:
        yield from _circles(name, (), uses, done)


def _circles(
    name: str, way: tuple[str, ...], uses: Mapping[str, tuple[DecisionRef, ...]], done: set[str]
) -> Iterator[Diagnostic]:
    if name in done:
        return
    for reference in uses.get(name, ()):
        if reference.name in (*way, name):
            circle = (*way, name)[(*way, name).index(reference.name) :]
            yield Diagnostic(
                "WR332",
                f"decisions use one another in a circle: {' → '.join((*circle, circle[0]))}",
                reference.span,
                "",
                "let one of them state its condition itself",
            )
        else:
            yield from _circles(reference.name, (*way, name), uses, done)
    done.add(name)
