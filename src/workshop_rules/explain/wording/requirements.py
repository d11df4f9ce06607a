"""What a comparison asks for, once both sides are words: `at least 9 years`, `不少于9年`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from workshop_rules.explain.terms import Terms
from workshop_rules.explain.wording.speech import Speech
from workshop_rules.language import tree
from workshop_rules.language.tree import Expr
from workshop_rules.language.types import DATE, DATE_TIME, DAYS_TIME, NUMBER, TIME, YEARS_MONTHS, Type

Bound: TypeAlias = Callable[[Expr], str]
"""How the side that a value is compared with is put into words."""

OPPOSITE = {"=": "!=", "!=": "=", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}
"""What holds where the comparison does not."""

_TURNED = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}

_KINDS: dict[Type, str] = {
    NUMBER: "number",
    YEARS_MONTHS: "number",
    DAYS_TIME: "number",
    DATE: "date",
    DATE_TIME: "date",
    TIME: "date",
}


def oriented(terms: Terms, node: tree.Compare) -> tuple[Expr, str, Expr]:
    """The comparison with what varies from case to case on the left."""
    if terms.constant(node.left) is not None and terms.constant(node.right) is None:
        return node.right, _TURNED[node.op], node.left
    return node.left, node.op, node.right


def compared(speech: Speech, op: str, subject: Expr, other: Expr, bound: Bound) -> str:
    """What `subject op other` asks of the subject."""
    return speech.say(f"{_kind(speech, subject, other)}.{op}", bound(other))


def within(speech: Speech, subject: Expr, span: tree.RangeLiteral | tree.Between, bound: Bound) -> str:
    """What a range asks of the subject that shall lie in it."""
    low, high = span.low, span.high
    low_closed = not isinstance(span, tree.RangeLiteral) or span.low_closed
    high_closed = not isinstance(span, tree.RangeLiteral) or span.high_closed
    if low is not None and high is not None and low_closed and high_closed:
        return speech.say("between", low=bound(low), high=bound(high))
    ends = []
    if low is not None:
        ends.append(compared(speech, ">=" if low_closed else ">", subject, low, bound))
    if high is not None:
        ends.append(compared(speech, "<=" if high_closed else "<", subject, high, bound))
    return speech.language.join(ends, "all")


def _kind(speech: Speech, *sides: Expr) -> str:
    for side in sides:
        if speech.terms.is_ordered(side.type):
            return "order"
        if (kind := _KINDS.get(side.type)) is not None:
            return kind
    return "other"
