"""Arithmetic: which operands go together is said by the rows of the operator table."""

from __future__ import annotations

from dataclasses import replace

from workshop_rules.check.checking import SO_MANY, Checking, quote
from workshop_rules.check.relations import in_words, is_assignable
from workshop_rules.check.scope import Scope
from workshop_rules.language.dialect import Dialect
from workshop_rules.language.operators import OPERATORS
from workshop_rules.language.tree import Arithmetic, Expr, Negate, NumberLiteral
from workshop_rules.language.types import ANY, DATE, DATE_TIME, DAYS_TIME, NUMBER, TIME, YEARS_MONTHS, Type

_DATED = frozenset({DATE, DATE_TIME, TIME, YEARS_MONTHS, DAYS_TIME})

LARGEST_EXPONENT = 64
"""The largest exponent of `**` in a pack, of either sign: powers of powers stay within what a machine can hold."""


def infer_arithmetic(checking: Checking, node: Arithmetic, scope: Scope) -> Expr:
    """`left op right`."""
    left, right = checking.infer(node.left, scope), checking.infer(node.right, scope)
    type_ = _result(node.op, left, right)
    if type_ is None:
        checking.report(
            "WR307",
            f"`{node.op}` does not bring together {in_words(left.type)} and {in_words(right.type)}",
            node.span,
            help_=_remedy(node.op, left.type, right.type),
        )
    if node.op == "/" and isinstance(right, NumberLiteral) and right.value == 0:
        checking.report("WR317", f"{quote(node)} divides by zero", right.span, label="always zero")
    if node.op == "**":
        _require_small_exponent(checking, right)
    return replace(node, left=left, right=right, type=type_ or ANY)


def infer_negate(checking: Checking, node: Negate, scope: Scope) -> Expr:
    """`-operand`."""
    operand = checking.infer(node.operand, scope)
    type_ = _result("-x", operand)
    if type_ is None:
        checking.report("WR307", f"{quote(operand)} is {in_words(operand.type)}, which has no sign", operand.span)
    return replace(node, operand=operand, type=type_ or ANY)


def _result(symbol: str, *operands: Expr) -> Type | None:
    """The type of the result, `Any` where an operand has been complained of, None where they do not go together."""
    if any(operand.type == ANY for operand in operands):
        return ANY
    for combination in OPERATORS[symbol].of(Dialect.PACK):
        if all(is_assignable(o.type, wanted) for o, wanted in zip(operands, combination.operands, strict=True)):
            return combination.result
    return None


def _remedy(op: str, left: Type, right: Type) -> str:
    others = {left, right} - {NUMBER}
    if op in {"+", "-"} and NUMBER in {left, right} and len(others) == 1 and others <= _DATED:
        return SO_MANY
    return ""


def _require_small_exponent(checking: Checking, exponent: Expr) -> None:
    size = exponent.operand if isinstance(exponent, Negate) else exponent
    if not isinstance(size, NumberLiteral) or size.value % 1 != 0 or abs(size.value) > LARGEST_EXPONENT:
        checking.report(
            "WR320",
            f"the exponent of `**` is a whole number from -{LARGEST_EXPONENT} to {LARGEST_EXPONENT}, written out",
            exponent.span,
        )
