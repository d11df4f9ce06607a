"""Logic: `and`, `or`, `not`, at least so many, labelled and presupposing conditions, and `if`."""

from __future__ import annotations

from typing import cast

from workshop_rules.evaluate.interpreter.reads import reads
from workshop_rules.evaluate.interpreter.scope import Scope
from workshop_rules.language import tree as t
from workshop_rules.language.truth import Truth, at_least, conjunction, disjunction, either_unknown, negation
from workshop_rules.language.values import Error, ListValue, Outcome, Range, Record, Unknown


def and_(node: t.And, scope: Scope) -> Truth:
    """False if any operand is; else unknown if any is; else an error if any is; else true."""
    return conjunction(_until(False, node.operands, scope))


def or_(node: t.Or, scope: Scope) -> Truth:
    """True if any operand is; else unknown if any is; else an error if any is; else false."""
    return disjunction(_until(True, node.operands, scope))


def _until(settling: bool, operands: tuple[t.Expr, ...], scope: Scope) -> list[Truth]:
    """What the operands come to, up to the first that settles the matter, unless all are asked for."""
    found: list[Truth] = []
    for operand in operands:
        truth = cast("Truth", scope.visit(operand, scope))
        found.append(truth)
        if truth is settling and not scope.recorder.thorough:
            break
    return found


def not_(node: t.Not, scope: Scope) -> Truth:
    """True of false, false of true."""
    return negation(cast("Truth", scope.visit(node.operand, scope)))


def at_least_so_many(node: t.AtLeast, scope: Scope) -> Truth:
    """Whether enough operands are true."""
    count = scope.visit(node.count, scope)
    return at_least(count, [cast("Truth", scope.visit(operand, scope)) for operand in node.operands])  # type: ignore[arg-type]  # a number, as checked


def labelled(node: t.Labelled, scope: Scope) -> Outcome:
    """What the operand comes to."""
    return scope.visit(node.operand, scope)


def presupposes(node: t.Presupposes, scope: Scope) -> Outcome:
    """The operand where what it presupposes holds; where it does not, unknown for want of the facts read for that."""
    given = cast("Truth", scope.visit(node.given, scope))
    if given is True:
        return scope.visit(node.operand, scope)
    if given is not False:
        return given
    paths = reads(node.given, scope.environment)
    return Unknown(paths) if paths else Error("presupposes_nothing", "it is false and reads no fact", node.given.span)


def if_(node: t.If, scope: Scope) -> Outcome:
    """The branch that the condition picks, and no other; where it is unknown, the value of both, if it is the same."""
    condition = cast("Truth", scope.visit(node.condition, scope))
    if condition is True:
        return scope.visit(node.then, scope)
    if condition is False:
        return scope.visit(node.otherwise, scope)
    if isinstance(condition, Error):
        return condition
    return picked(condition, scope.visit(node.then, scope), scope.visit(node.otherwise, scope))


def picked(condition: Truth, then: Outcome, otherwise: Outcome) -> Outcome:
    """What a condition picks of two outcomes; where it is unknown, their one value, or unknown for all lacking."""
    if condition is True:
        return then
    if condition is False:
        return otherwise
    if isinstance(condition, Error):
        return condition
    if same(then, otherwise):
        return then
    return either_unknown(one for one in (condition, then, otherwise) if isinstance(one, Unknown))


def same(left: Outcome, right: Outcome) -> bool:
    """Whether two outcomes are surely the same value.

    Lists, records and ranges never are: parts of them may be unknown, in each at a place of its own.
    """
    return left == right and not isinstance(left, Unknown | Error | ListValue | Record | Range)
