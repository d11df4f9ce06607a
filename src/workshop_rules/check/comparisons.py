"""Comparison: `=`, `<`, `between`, `in` and unary tests.

What cannot be compared, or would always come out the same, is complained of.
"""

from __future__ import annotations

from dataclasses import replace

from workshop_rules.check.checking import SO_MANY, Checking, one_of, quote
from workshop_rules.check.relations import in_words, is_comparable, is_ordered, join
from workshop_rules.check.scope import Scope
from workshop_rules.diagnostics import nearest
from workshop_rules.language.informal import date_meant
from workshop_rules.language.tree import (
    AtLiteral,
    Between,
    Call,
    Compare,
    CriterionRef,
    DecisionRef,
    DefinitionRef,
    Expr,
    FactRef,
    If,
    In,
    InputValue,
    ListLiteral,
    Name,
    NumberLiteral,
    ParameterRef,
    Path,
    RangeLiteral,
    ReadingRef,
    StringLiteral,
    UnaryTests,
)
from workshop_rules.language.types import (
    ANY,
    BOOLEAN,
    DATE,
    DAYS_TIME,
    NUMBER,
    STRING,
    YEARS_MONTHS,
    Choice,
    Enumeration,
    ListOf,
    RangeOf,
    Type,
)
from workshop_rules.language.walk import mentions_input, walk

_READERS = (Name, FactRef, ReadingRef, ParameterRef, DefinitionRef, DecisionRef, CriterionRef, InputValue, Path, Call)
"""Nodes whose value depends on the case, or that could not be resolved."""


def infer_compare(checking: Checking, node: Compare, scope: Scope) -> Expr:
    """`left op right`."""
    before = len(checking.diagnostics)
    left, right = checking.infer(node.left, scope), checking.infer(node.right, scope)
    checked = replace(node, left=left, right=right, type=BOOLEAN)
    if node.op in {"=", "!="}:
        require_equality(checking, left, right)
    else:
        require_order(checking, left, right)
    _warn_if_constant(checking, checked, before)
    return checked


def infer_between(checking: Checking, node: Between, scope: Scope) -> Expr:
    """`value between low and high`."""
    before = len(checking.diagnostics)
    value, low, high = (checking.infer(part, scope) for part in (node.value, node.low, node.high))
    require_order(checking, value, low)
    require_order(checking, value, high)
    checked = replace(node, value=value, low=low, high=high, type=BOOLEAN)
    _warn_if_constant(checking, checked, before)
    return checked


def infer_in(checking: Checking, node: In, scope: Scope) -> Expr:
    """`value in test` or `value in (test, test)`."""
    before = len(checking.diagnostics)
    value = checking.infer(node.value, scope)
    checked = replace(node, value=value, tests=_tests(checking, node.tests, value, scope), type=BOOLEAN)
    _warn_if_constant(checking, checked, before)
    return checked


def infer_unary_tests(checking: Checking, node: UnaryTests, scope: Scope) -> Expr:
    """A cell of a decision table: its tests are about `?`, which the scope types."""
    value = InputValue(span=node.span, type=scope.input or ANY)
    return replace(node, tests=_tests(checking, node.tests, value, scope), type=BOOLEAN)


def require_equality(checking: Checking, left: Expr, right: Expr) -> None:
    """Complain where two values cannot be told equal or different, or never are equal."""
    if ANY in (left.type, right.type) or _refused_enumeration(checking, left, right):
        return
    for side in (left, right):
        if not is_comparable(side.type):
            checking.report(
                "WR307",
                f"{quote(side)} is {in_words(side.type)}, which `=` does not compare",
                side.span,
                label=in_words(side.type),
                help_=_instead(side.type),
            )
            return
    if not _fit(checking, left, right):
        return
    _require_alternative(checking, left, right)
    _require_alternative(checking, right, left)


def require_order(checking: Checking, left: Expr, right: Expr) -> None:
    """Complain where of two values neither need be the greater."""
    if ANY in (left.type, right.type) or _refused_enumeration(checking, left, right):
        return
    for side in (left, right):
        if not is_ordered(side.type):
            unordered = isinstance(side.type, Enumeration)
            checking.report(
                "WR310",
                f"{quote(side)} is {in_words(side.type)}, which has no order",
                side.span,
                label="no order",
                help_="compare by `=`, or list the members that count: `in (a, b)`" if unordered else "",
            )
            return
    _fit(checking, left, right)


def _warn_if_constant(checking: Checking, node: Expr, before: int) -> None:
    """Say that a comparison reads no fact, unless it has been complained of since there were `before` complaints."""
    if len(checking.diagnostics) == before and not any(isinstance(part, _READERS) for part in walk(node)):
        checking.report("WR318", f"{quote(node)} reads no fact: it is the same for everybody", node.span)


def _fit(checking: Checking, left: Expr, right: Expr) -> bool:
    if join(left.type, right.type) is not None:
        return True
    checking.report(
        "WR307",
        f"{quote(left)} is {in_words(left.type)}, compared here with {in_words(right.type)}",
        right.span,
        label=in_words(right.type),
        help_=_meant(left.type, right) or _meant(right.type, left),
    )
    return False


def _meant(type_: Type, other: Expr) -> str:
    """How to write what is compared with a value of a type, where that can be told."""
    if isinstance(type_, Enumeration) and other.type == STRING:
        return f"write a constant of `{type_.name}`"
    if type_ == DATE:
        written = other.value if isinstance(other, StringLiteral) else other.span.text
        if meant := date_meant(written):
            return f'write @"{meant}"'
        return "write completed years(…, as_of) for an age in years" if other.type == NUMBER else ""
    if type_ in {YEARS_MONTHS, DAYS_TIME} and isinstance(other, NumberLiteral):
        return SO_MANY
    if type_ == NUMBER and isinstance(other, AtLiteral) and other.type in {YEARS_MONTHS, DAYS_TIME}:
        return "write the number by itself, such as 5"
    return ""


def _instead(type_: Type) -> str:
    match type_:
        case ListOf():
            return "say of its items what is asked: `every x in … satisfies …`, `count(…) = …`"
        case RangeOf():
            return "compare its ends, or use a function such as coincides(…)"
        case _:
            return "compare its fields"


def _refused_enumeration(checking: Checking, left: Expr, right: Expr) -> bool:
    """Whether an enumeration is compared with a literal text, which is complained of with the constant to write."""
    for side, other in ((left, right), (right, left)):
        if isinstance(side.type, Enumeration) and isinstance(other, StringLiteral):
            enumeration = side.type
            member = nearest(other.value, enumeration.members)
            checking.report(
                "WR308",
                f"{quote(side)} is {in_words(enumeration)}, compared here with text",
                other.span,
                label="text",
                help_=f"write {enumeration.name}.{member}"
                if member
                else "write " + one_of([f"{enumeration.name}.{m}" for m in enumeration.members]),
            )
            return True
    return False


def possible_texts(node: Expr) -> tuple[str, ...] | None:
    """The texts that an expression can give, where they are a closed set; None where it may give any."""
    match node:
        case StringLiteral(value=value):
            return (value,)
        case If(then=then, otherwise=otherwise):
            either = possible_texts(then), possible_texts(otherwise)
            return None if None in either else tuple(text for texts in either if texts is not None for text in texts)
        case _:
            return node.type.options if isinstance(node.type, Choice) else None


def _require_alternative(checking: Checking, choice: Expr, other: Expr) -> None:
    """Complain of each text of `other` that `choice` cannot be."""
    texts = possible_texts(other)
    if texts is None or not isinstance(choice.type, Choice):
        return
    options = choice.type.options
    if isinstance(other.type, Choice):
        if not set(texts) & set(options):
            checking.report("WR312", f"{quote(choice)} and {quote(other)} are never the same", other.span)
        return
    for text in texts:
        if text not in options:
            meant = nearest(text, options)
            checking.report(
                "WR312",
                f'{quote(choice)} is never "{text}"',
                other.span,
                label="no alternative",
                help_=f'did you mean "{meant}"?' if meant else "it is " + one_of([f'"{o}"' for o in options]),
            )


def _tests(checking: Checking, tests: tuple[Expr, ...], value: Expr, scope: Scope) -> tuple[Expr, ...]:
    inner = scope.testing(value.type)
    checked = []
    for test in tests:
        found = checking.infer(test, inner)
        _require_test(checking, value, found)
        checked.append(found)
    return tuple(checked)


def _require_test(checking: Checking, value: Expr, test: Expr) -> None:
    """Complain where a test says nothing of the value: what may stand as a test is a row of the operator `in`."""
    if mentions_input(test):
        checking.require(test, BOOLEAN)
        return
    match test:
        case RangeLiteral(type=RangeOf(item=type_)) | ListLiteral(type=ListOf(item=type_)) if type_ == ANY:
            return  # empty, or complained of
        case RangeLiteral(low=low, high=high):
            for end in (low, high):
                if end is not None:
                    require_order(checking, value, end)
        case ListLiteral(items=items):
            for item in items:
                _require_test(checking, value, item)
        case _:
            _require_test_of_type(checking, value, test)


def _require_test_of_type(checking: Checking, value: Expr, test: Expr) -> None:
    """The same for a test of which only the type is known."""
    match test.type:
        case RangeOf(item=type_) | ListOf(item=RangeOf(item=type_)):
            require_order(checking, value, replace(test, type=type_))
        case ListOf(item=type_):
            require_equality(checking, value, replace(test, type=type_))
        case _:
            require_equality(checking, value, test)
