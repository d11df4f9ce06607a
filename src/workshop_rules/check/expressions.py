"""The checker of expressions: from a tree as parsed to one whose names are resolved and whose nodes have types."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from workshop_rules.check.arithmetic import infer_arithmetic, infer_negate
from workshop_rules.check.calls import infer_call
from workshop_rules.check.checking import Checking
from workshop_rules.check.comparisons import infer_between, infer_compare, infer_in, infer_unary_tests
from workshop_rules.check.cost import require_bounded
from workshop_rules.check.literals import infer_context, infer_list, infer_range, infer_temporal
from workshop_rules.check.logic import infer_at_least, infer_if, infer_presupposes
from workshop_rules.check.loops import infer_filter, infer_for, infer_quantifier
from workshop_rules.check.names import infer_input, infer_name, infer_path
from workshop_rules.check.scope import Scope
from workshop_rules.check.tables import infer_table
from workshop_rules.diagnostics import Found
from workshop_rules.language import tree as t
from workshop_rules.language.types import BOOLEAN, NUMBER, STRING, Type


def check_expression(expr: t.Expr, scope: Scope, expected: Type | None = None) -> Found[t.Expr]:
    """Resolve and type an expression of the pack dialect.

    Args:
        expr: as parsed; the groups of YAML may stand around parsed expressions.
        scope: what it may name.
        expected: the type that its place asks for; None where any will do.

    Returns:
        The tree in which facts, constants, readings, parameters, `let`s, decisions and functions are resolved, and a
        `Name` is a variable that the expression binds. After errors it is still there, for passes that look for more.
    """
    checking = Checking(_infer)
    found = checking.infer(expr, scope)
    if expected is not None:
        checking.require(found, expected)
    if not Found(found, tuple(checking.diagnostics)).errors:
        require_bounded(checking, found, scope)
    return Found(found, tuple(dict.fromkeys(checking.diagnostics)))


def _infer(checking: Checking, node: t.Expr, scope: Scope) -> t.Expr:
    match node:
        case t.NumberLiteral():
            return replace(node, type=NUMBER)
        case t.StringLiteral():
            return replace(node, type=STRING)
        case t.BooleanLiteral() | t.CriterionRef():
            return replace(node, type=BOOLEAN)
        case t.AtLiteral():
            return infer_temporal(checking, node)
        case t.ListLiteral():
            return infer_list(checking, node, scope)
        case t.ContextLiteral():
            return infer_context(checking, node, scope)
        case t.RangeLiteral():
            return infer_range(checking, node, scope)
        case t.NullLiteral() | t.FunctionLiteral() | t.InstanceOf():
            return _refused(checking, node)
        case t.Name():
            return infer_name(checking, node, scope)
        case (
            t.FactRef()
            | t.EnumConstant()
            | t.ReadingRef()
            | t.ParameterRef()
            | t.DefinitionRef()
            | t.DecisionRef()
            | t.BuiltinCall()
        ):
            return (
                node  # resolved already, with its type: a pass that builds trees may ask for a check of what it built
            )
        case t.InputValue():
            return infer_input(checking, node, scope)
        case t.Path():
            return infer_path(checking, node, scope)
        case t.Filter():
            return infer_filter(checking, node, scope)
        case t.Call():
            return infer_call(checking, node, scope)
        case t.Negate():
            return infer_negate(checking, node, scope)
        case t.Arithmetic():
            return infer_arithmetic(checking, node, scope)
        case t.Compare():
            return infer_compare(checking, node, scope)
        case t.Between():
            return infer_between(checking, node, scope)
        case t.In():
            return infer_in(checking, node, scope)
        case t.UnaryTests():
            return infer_unary_tests(checking, node, scope)
        case t.DecisionTable():
            return infer_table(checking, node, scope)
        case t.And() | t.Or():
            operands = tuple(checking.condition(operand, scope) for operand in node.operands)
            return replace(node, operands=operands, type=BOOLEAN)
        case t.Not() | t.Labelled():
            return replace(node, operand=checking.condition(node.operand, scope), type=BOOLEAN)
        case t.AtLeast():
            return infer_at_least(checking, node, scope)
        case t.Presupposes():
            return infer_presupposes(checking, node, scope)
        case t.If():
            return infer_if(checking, node, scope)
        case t.For():
            return infer_for(checking, node, scope)
        case t.Some() | t.Every():
            return infer_quantifier(checking, node, scope)
        case _:
            assert_never(node)


def _refused(checking: Checking, node: t.NullLiteral | t.FunctionLiteral | t.InstanceOf) -> t.Expr:
    match node:
        case t.NullLiteral():
            what, remedy = (
                "`null`",
                "a fact that nobody supplied is unknown by itself; there is nothing to compare it with",
            )
        case t.FunctionLiteral():
            what, remedy = "functions of their own", "a `let` may name what several criteria share"
        case t.InstanceOf():
            what, remedy = "`instance of`", "every fact has the type that it is declared with"
    checking.report("WR313", f"packs do not have {what}", node.span, help_=remedy)
    return node
