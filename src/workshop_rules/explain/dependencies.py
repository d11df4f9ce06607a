"""Which readings and thresholds a decision depends on, through its definitions, derived facts and other decisions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workshop_rules.compile.plan import Decision, Plan
from workshop_rules.language import tree
from workshop_rules.language.tree import Expr
from workshop_rules.language.walk import walk


@dataclass(frozen=True, slots=True)
class Dependencies:
    """Names of interpretations and parameters, in the order in which the pack declares them."""

    readings: tuple[str, ...]
    parameters: tuple[str, ...]


def dependencies(plan: Plan, decision: Decision) -> Dependencies:
    """What the decision depends on beside facts."""
    readings: set[str] = set()
    parameters: set[str] = set()
    for expression in _expressions(plan, decision, set()):
        for node in walk(expression):
            match node:
                case tree.ReadingRef(name=name):
                    readings.add(name)
                case tree.ParameterRef(name=name):
                    parameters.add(name)
                case _:
                    pass
    return Dependencies(
        tuple(name for name in plan.interpretations if name in readings),
        tuple(name for name in plan.parameters if name in parameters),
    )


def _expressions(plan: Plan, decision: Decision, seen: set[str]) -> Iterator[Expr]:
    seen.add(decision.id)
    yield decision.outcome
    if decision.value is not None:
        yield decision.value
    for definition in decision.definitions:
        yield definition.expression
    for criterion in decision.criteria:
        yield criterion.condition
        if criterion.applies is not None:
            yield criterion.applies
    for name in sorted(decision.facts):
        fact = plan.facts.get(name)
        if fact is not None and fact.derivation is not None:
            yield fact.derivation
    for name in decision.uses:
        if name not in seen and name in plan.decisions:
            yield from _expressions(plan, plan.decisions[name], seen)
