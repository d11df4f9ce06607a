"""Names: facts, readings, parameters, definitions, other decisions, criteria, and variables."""

from __future__ import annotations

from typing import cast

from workshop_rules.evaluate.interpreter.reads import PARAMETER
from workshop_rules.evaluate.interpreter.scope import INPUT, Environment, Noted, Scope
from workshop_rules.language import tree as t
from workshop_rules.language.truth import Truth
from workshop_rules.language.values import ListValue, Outcome, Record, Unknown, Value
from workshop_rules.language.walk import walk

AS_OF = "as_of"
FINDINGS = "findings."


def fact(node: t.FactRef, scope: Scope) -> Outcome:
    """What is supplied; else what is derived, where there is all that takes; else unknown at its own path."""
    facts = scope.environment.facts
    if node.path not in facts:
        facts[node.path] = _look_up(node.path, scope)
    noted = facts[node.path]
    scope.recorder.adopt(noted.trace)
    return noted.value


def _look_up(path: str, scope: Scope) -> Noted:
    supplied = _supplied(path, scope.environment)
    if supplied is not None:
        return Noted(supplied)
    derivation = scope.environment.derivations.get(path)
    if derivation is None or not _can_be_derived(derivation, scope.environment):
        return Noted(Unknown(frozenset({path})))
    outside = Scope(scope.environment, scope.recorder, {})
    value = outside.visit(derivation, outside)
    return Noted(value, scope.recorder.finished())


def _supplied(path: str, environment: Environment) -> Outcome | None:
    dossier = environment.case.dossier
    if path == AS_OF:
        return environment.case.as_of
    if path.startswith(FINDINGS):
        return dossier.findings.get(path.removeprefix(FINDINGS))
    raw = dossier.facts.get(path)
    return None if raw is None else computable(raw, path, dossier.incomplete)


def _can_be_derived(derivation: t.Expr, environment: Environment) -> bool:
    return all(
        _supplied(node.path, environment) is not None for node in walk(derivation) if isinstance(node, t.FactRef)
    )


def computable(raw: object, path: str, incomplete: frozenset[str]) -> Outcome:
    """A supplied value in the form in which it is computed with.

    Args:
        raw: as a dossier has it; None stands for what is not supplied.
        path: its place in the dossier, which records take with them.
        incomplete: the paths of lists that may lack entries.
    """
    if raw is None:
        return Unknown(frozenset({path}))
    if isinstance(raw, dict):
        simple = not any(isinstance(field, _NOT_SIMPLE) for field in raw.values())
        fields = raw if simple else {name: computable(raw[name], f"{path}.{name}", incomplete) for name in raw}
        return Record(fields, path)
    if isinstance(raw, tuple):
        items = tuple(computable(item, f"{path}[{place}]", incomplete) for place, item in enumerate(raw, start=1))
        return ListValue(items, open=frozenset({path} & incomplete))
    return cast("Value", raw)


_NOT_SIMPLE = (dict, tuple, type(None))
"""What `computable` turns into something else."""


def field_of(record: Record, name: str) -> Outcome:
    """A field of a record; unknown at its path where it was not supplied."""
    if name in record.fields:
        return record.fields[name]
    return Unknown(frozenset({f"{record.path}.{name}"}))


def enum_constant(node: t.EnumConstant, _: Scope) -> Outcome:
    """The member's name."""
    return node.member


def reading(node: t.ReadingRef, scope: Scope) -> Outcome:
    """The reading that the case chooses."""
    return scope.environment.case.readings[node.name]


def parameter(node: t.ParameterRef, scope: Scope) -> Outcome:
    """The threshold; unknown where neither the document nor an adopter gives one."""
    value = scope.environment.case.parameters.get(node.name)
    return Unknown(frozenset({PARAMETER + node.name})) if value is None else value


def definition(node: t.DefinitionRef, scope: Scope) -> Outcome:
    """What the named expression came to."""
    noted = scope.environment.defined[node.name]
    scope.recorder.adopt(noted.trace)
    return noted.value


def decision(node: t.DecisionRef, scope: Scope) -> Outcome:
    """What the other decision came to."""
    return scope.environment.decisions[node.name]


def criterion(node: t.CriterionRef, scope: Scope) -> Truth:
    """The truth of a criterion of the same decision, waivers applied."""
    return scope.environment.criteria[node.id]


def variable(node: t.Name, scope: Scope) -> Outcome:
    """What the variable is bound to."""
    return scope.variables[node.name]


def input_value(_: t.InputValue, scope: Scope) -> Outcome:
    """What the unary test is about."""
    return scope.variables[INPUT]
