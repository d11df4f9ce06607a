"""Comparisons, `between`, `in` and the cells of decision tables."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from workshop_rules.evaluate._python import access, logic
from workshop_rules.evaluate._python.source import Block, Refused
from workshop_rules.language import tree as t
from workshop_rules.language.types import (
    ANY,
    BOOLEAN,
    DAYS_TIME,
    NUMBER,
    YEARS_MONTHS,
    FunctionOf,
    ListOf,
    RangeOf,
    RecordOf,
    Type,
    Variable,
)
from workshop_rules.language.walk import mentions_input

if TYPE_CHECKING:
    from workshop_rules.evaluate._python.translation import Translator

_PYTHON = {"=": "==", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
_MIRRORED = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
_ROUNDED = {"<": "floor", "<=": "ceiling", ">": "ceiling", ">=": "floor"}
"""Which whole number beside a number has the same answer, for a comparison with a whole one: x > 3 where ⌈x⌉ > 3."""


def compare(node: t.Compare, translator: Translator) -> str:
    """Whether the comparison holds."""
    left, right = (access.constant_of(side, translator) for side in (node.left, node.right))
    if left is not None and right is not None and node.op in {"=", "!="} and _comparable(node.left.type):
        return str((left == right) is (node.op == "="))
    return compared(node.op, node.left, node.right, node.left.type, translator)


def compared(op: str, left: t.Expr, right: t.Expr, kind: Type, translator: Translator) -> str:
    """The comparison of two expressions of a type."""
    if not _comparable(kind):
        raise Refused(f"values of the type {kind} are not compared")
    if kind == NUMBER and op in _ROUNDED:
        for one, other, way in ((left, right, op), (right, left, _MIRRORED[op])):
            limit = access.constant_of(other, translator)
            if type(limit) is int and isinstance(one, t.FactRef):
                return f"({_rounded(one, _ROUNDED[way], translator)} {_PYTHON[way]} {limit})"
    texts = [_operand(side, op, kind, translator) for side in (left, right)]
    if kind in {YEARS_MONTHS, DAYS_TIME} and op in _ROUNDED:
        length = "months" if kind == YEARS_MONTHS else "nanoseconds"
        texts = [f"{text}.{length}" for text in texts]
    return f"({texts[0]} {_PYTHON[op]} {texts[1]})"


def _comparable(kind: Type) -> bool:
    return not isinstance(kind, ListOf | RecordOf | RangeOf | FunctionOf | Variable) and kind != ANY


def _operand(node: t.Expr, op: str, kind: Type, translator: Translator) -> str:
    """An operand. Order does not take None, so that a field that is missing need not be looked for."""
    plain = isinstance(node, t.Path) and isinstance(node.source.type, RecordOf) and op in _ROUNDED
    if plain and kind != BOOLEAN and not hasattr(kind, "members"):
        return access.unchecked_path(node, translator)  # type: ignore[arg-type]  # a path
    return translator.expression(node)


def _rounded(node: t.FactRef, way: str, translator: Translator) -> str:
    """The name of a number rounded down or up, so that exact ratios are compared as whole numbers."""
    name = translator.expression(node)
    reads = translator.writer.reads
    if ("floor", name) not in reads.known:
        reads.known["floor", name] = floor = f"{name}_floor"
        reads.known["ceiling", name] = ceiling = f"{name}_ceiling"
        reads.lines += [
            f"if {name}.__class__ is int:",
            Block(lines=[f"{floor} = {ceiling} = {name}"]),
            "else:",
            Block(
                lines=[
                    f"{floor}, {ceiling} = {name}.as_integer_ratio()",
                    f"{floor}, {ceiling} = {floor} // {ceiling}, -(-{floor} // {ceiling})",
                ]
            ),
        ]
    return reads.known[way, name]


def between(node: t.Between, translator: Translator) -> str:
    """`value >= low and value <= high`."""
    return _all(
        [
            partial(compared, ">=", node.value, node.low, node.value.type, translator),
            partial(compared, "<=", node.value, node.high, node.value.type, translator),
        ],
        translator,
    )


def _all(parts: list[Callable[[], str]], translator: Translator) -> str:
    return logic.joined([_apart(part, translator) for part in parts], translator, "and")


def _any(parts: list[Callable[[], str]], translator: Translator) -> str:
    return logic.joined([_apart(part, translator) for part in parts], translator, "or")


def _apart(part: Callable[[], str], translator: Translator) -> Callable[[], tuple[Block, str]]:
    def make() -> tuple[Block, str]:
        with translator.writer.writing(translator.writer.block.inner()) as block:
            text = part()
        return block, text

    return make


def is_in(node: t.In, translator: Translator) -> str:
    """Whether the value passes one of the tests."""
    value = translator.writer.named(translator.expression(node.value), "v")
    around = translator.variables
    translator.variables = {**around, access.INPUT: value}
    try:
        return passes_any(node.tests, node.value, translator)
    finally:
        translator.variables = around


def unary_tests(node: t.UnaryTests, translator: Translator) -> str:
    """Whether `?` passes one of the tests of a cell, or none where they are negated."""
    if not node.tests:
        return "True"
    passed = passes_any(node.tests, None, translator)
    return f"(not {passed})" if node.negated else passed


def passes_any(tests: tuple[t.Expr, ...], value: t.Expr | None, translator: Translator) -> str:
    """Whether `?` passes one of the tests; `value` is what it stands for, where that is an expression here."""
    asked = value if isinstance(value, t.FactRef) else t.InputValue(span=tests[0].span)
    return _any([partial(_passes, test, asked, translator) for test in tests], translator)


def _passes(test: t.Expr, asked: t.Expr, translator: Translator) -> str:
    kind = test.type
    if isinstance(kind, RangeOf):
        return _within(test, asked, kind.item, translator)
    if isinstance(kind, ListOf):
        return _among(test, asked, kind.item, translator)
    if kind == BOOLEAN and mentions_input(test):
        return translator.expression(test)
    return compared("=", asked, test, kind, translator)


def _within(test: t.Expr, asked: t.Expr, kind: Type, translator: Translator) -> str:
    """Whether `?` lies in a range; one that is written out, also by a definition, is never made."""
    literal = test
    while isinstance(literal, t.DefinitionRef | t.Labelled):
        literal = literal.operand if isinstance(literal, t.Labelled) else translator.definition(literal.name)
    if not isinstance(literal, t.RangeLiteral):
        if not _comparable(kind):
            raise Refused(f"values of the type {kind} are not compared")
        return f"within({translator.expression(asked)}, {translator.expression(test)})"
    low, high = literal.low, literal.high
    ends: list[Callable[[], str]] = []
    if low is not None:
        ends.append(partial(compared, ">=" if literal.low_closed else ">", asked, low, kind, translator))
    if high is not None:
        ends.append(partial(compared, "<=" if literal.high_closed else "<", asked, high, kind, translator))
    return _all(ends, translator)


def _among(test: t.Expr, asked: t.Expr, kind: Type, translator: Translator) -> str:
    """Whether some member of a list equals `?`, or is a range that it lies in."""
    if isinstance(test, t.ListLiteral):
        if isinstance(kind, RangeOf):
            inside = kind.item
            return _any([partial(_within, one, asked, inside, translator) for one in test.items], translator)
        return _any([partial(compared, "=", asked, one, kind, translator) for one in test.items], translator)
    members, value = translator.expression(test), translator.expression(asked)
    if isinstance(kind, RangeOf):
        member = translator.writer.fresh("m")
        return f"any([within({value}, {member}) for {member} in {members}])"
    if not _comparable(kind):
        raise Refused(f"values of the type {kind} are not compared")
    return f"({value} in {members})"
