"""Which facts an expression reads."""

from __future__ import annotations

from workshop_rules.evaluate.interpreter.scope import Environment
from workshop_rules.language import tree as t
from workshop_rules.language.types import RecordOf
from workshop_rules.language.walk import children

PARAMETER = "parameter."


def reads(expression: t.Expr, environment: Environment) -> frozenset[str]:
    """The paths of the facts that an expression reads, through definitions and other decisions; else of the parameters.

    A field of a record fact counts by itself (`leader.school`), a list as a whole (`honors`).
    """
    facts: set[str] = set()
    parameters: set[str] = set()
    waiting = [expression]
    while waiting:
        node = waiting.pop()
        place = _place(node)
        if place is not None:
            facts.add(place)
        elif isinstance(node, t.DefinitionRef):
            waiting.append(environment.definitions[node.name])
        elif isinstance(node, t.DecisionRef):
            facts |= environment.decision_facts[node.name]
        elif isinstance(node, t.ParameterRef):
            parameters.add(PARAMETER + node.name)
        else:
            waiting.extend(children(node))
    return frozenset(facts or parameters)


def _place(node: t.Expr) -> str | None:
    """The place in the dossier that a node names: a fact, or a field of a record."""
    fields: list[str] = []
    while isinstance(node, t.Path) and isinstance(node.source.type, RecordOf):
        fields.append(node.name)
        node = node.source
    return ".".join((node.path, *reversed(fields))) if isinstance(node, t.FactRef) else None
