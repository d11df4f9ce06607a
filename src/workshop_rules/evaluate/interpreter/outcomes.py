"""Which outcomes are still possible, and which facts that depends on."""

from __future__ import annotations

from workshop_rules.evaluate.interpreter.functions.texts import text_of
from workshop_rules.evaluate.interpreter.scope import Scope
from workshop_rules.evaluate.interpreter.tables import candidates
from workshop_rules.frozen import NamedTuple
from workshop_rules.language import tree as t
from workshop_rules.language.truth import Truth
from workshop_rules.language.types import Type
from workshop_rules.language.values import Error, Outcome, Unknown


class Possible(NamedTuple):
    """What an outcome expression may come to.

    Attributes:
        outcomes: the outcomes it may still have.
        missing: the paths of the facts that decide between them.
    """

    outcomes: frozenset[str]
    missing: frozenset[str] = frozenset()


def possible(node: t.Expr, scope: Scope, anything: frozenset[str]) -> Possible:
    """What an outcome expression may come to.

    Args:
        node: the expression. What its `if`s and the rules of its table leave open is told apart.
        scope: where it is evaluated; not to be recorded.
        anything: what an unknown value of any other expression may be.
    """
    match node:
        case t.If():
            return _of_chain(node, scope, anything)
        case t.Labelled():
            return possible(node.operand, scope, anything)
        case t.DefinitionRef():
            return possible(scope.environment.definitions[node.name], scope, anything)
        case t.DecisionTable(hit_policy="F" | "P" | "U" | "A"):
            return _of_table(node, scope, anything)
        case _:
            return _of_value(scope.visit(node, scope), node.type, anything)


def _of_value(outcome: Outcome, type_: Type, anything: frozenset[str]) -> Possible:
    text = text_of(type_, outcome)
    if isinstance(text, Unknown):
        return Possible(anything, text.paths)
    return Possible(frozenset()) if isinstance(text, Error) else Possible(frozenset({text}))


def _of_chain(node: t.If, scope: Scope, anything: frozenset[str]) -> Possible:
    """`if a then x else if b then y else z`, however long."""
    branches: list[tuple[Truth, Possible]] = []
    rest: t.Expr = node
    while isinstance(rest, t.If):
        condition = scope.visit(rest.condition, scope)
        branches.append((condition, possible(rest.then, scope, anything)))  # type: ignore[arg-type]  # a condition
        rest = rest.otherwise
    left = possible(rest, scope, anything)
    for condition, then in reversed(branches):
        left = _either(condition, then, left)
    return left


def _either(condition: Truth, then: Possible, otherwise: Possible) -> Possible:
    """What a condition leaves of two branches. An unknown one decides something only where the branches differ."""
    if condition is True:
        return then
    if condition is False:
        return otherwise
    if isinstance(condition, Error):
        return Possible(frozenset())
    decides = condition.paths if then.outcomes != otherwise.outcomes else frozenset()
    return Possible(then.outcomes | otherwise.outcomes, then.missing | otherwise.missing | decides)


def _of_table(node: t.DecisionTable, scope: Scope, anything: frozenset[str]) -> Possible:
    """What the rules that may match leave: one after another, or all at once where they must agree."""
    found = candidates(node, scope)
    if found.instead is not None:
        return _of_value(found.instead, node.type, anything)
    left = _of_value(found.default, node.type, anything)
    rules = [(hit.match, _of_value(hit.result, node.type, anything)) for hit in found.hits]
    if node.hit_policy in {"F", "P"}:
        for match, then in reversed(rules):
            left = _either(match, then, left)
        return left
    # Where a rule matches for certain, another that does too either says the same or makes an error.
    branches = [then for match, then in rules if match is True] or [left, *(then for _, then in rules)]
    doubts = [match.paths for match, _ in rules if isinstance(match, Unknown)]
    outcomes = frozenset().union(*(branch.outcomes for branch in branches))
    return Possible(outcomes, frozenset().union(*doubts, *(branch.missing for branch in branches)))
