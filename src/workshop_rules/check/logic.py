"""`if`, and the groups of YAML that FEEL has no words for."""

from __future__ import annotations

from dataclasses import replace

from workshop_rules.check.checking import Checking, quote
from workshop_rules.check.relations import in_words, join
from workshop_rules.check.scope import Scope
from workshop_rules.language.tree import AtLeast, Expr, If, Presupposes
from workshop_rules.language.types import ANY, BOOLEAN, NUMBER


def infer_if(checking: Checking, node: If, scope: Scope) -> Expr:
    """`if condition then a else b`: both branches have one type."""
    condition = checking.condition(node.condition, scope)
    then, otherwise = checking.infer(node.then, scope), checking.infer(node.otherwise, scope)
    type_ = join(then.type, otherwise.type)
    if type_ is None:
        checking.report(
            "WR307",
            f"{quote(then)} is {in_words(then.type)}, and what else it may be is {in_words(otherwise.type)}",
            otherwise.span,
            label=in_words(otherwise.type),
        )
    return replace(node, condition=condition, then=then, otherwise=otherwise, type=type_ or ANY)


def infer_at_least(checking: Checking, node: AtLeast, scope: Scope) -> Expr:
    """At least so many of several conditions."""
    count = checking.expect(node.count, NUMBER, scope)
    operands = tuple(checking.condition(operand, scope) for operand in node.operands)
    return replace(node, count=count, operands=operands, type=BOOLEAN)


def infer_presupposes(checking: Checking, node: Presupposes, scope: Scope) -> Expr:
    """A value that there is only where something else holds."""
    given = checking.condition(node.given, scope)
    operand = checking.infer(node.operand, scope)
    return replace(node, given=given, operand=operand, type=operand.type)
