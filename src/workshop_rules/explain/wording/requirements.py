"""What a comparison asks for, once both sides are words: `at least 9 years`, `不少于9年`."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TypeAlias

from workshop_rules.explain.wording.shapes import OPPOSITE
from workshop_rules.explain.wording.speech import Speech
from workshop_rules.language import tree
from workshop_rules.language.tree import Expr
from workshop_rules.language.types import DATE, DATE_TIME, DAYS_TIME, NUMBER, TIME, YEARS_MONTHS, Type

Bound: TypeAlias = Callable[[Expr], str]
"""How the side that a value is compared with is put into words."""

_KINDS: dict[Type, str] = {
    NUMBER: "number",
    YEARS_MONTHS: "number",
    DAYS_TIME: "number",
    DATE: "date",
    DATE_TIME: "date",
    TIME: "date",
}


_SAME = {"=": "same_as", "!=": "not_same_as"}
"""Phrases for what is compared with something that differs from case to case."""


def compared(speech: Speech, op: str, subject: Expr, other: Expr, bound: Bound) -> str:
    """What `subject op other` asks of the subject."""
    said = bound(other)
    if op in _SAME and speech.terms.constant(other) is None and not _is_said_by_value(subject, other):
        return speech.say(_SAME[op], said)
    if op == "!=" and isinstance(other, tree.EnumConstant):
        said = speech.say("quoted", said)
    return speech.say(f"{_kind(speech, subject, other)}.{op}", said)


def _is_said_by_value(subject: Expr, other: Expr) -> bool:
    """Whether the other side has no name of its own, or the same as the subject."""
    match subject, other:
        case _, tree.ParameterRef() | tree.Name():
            return True
        case tree.Path(source=tree.Name(), name=one), tree.Path(source=tree.Name(), name=another):
            return one == another
        case _:
            return False


def within(
    speech: Speech,
    subject: Expr,
    span: tree.RangeLiteral | tree.Between,
    bound: Bound,
    *,
    negated: bool = False,
) -> str:
    """What a range asks of the subject that shall lie in it, or outside it."""
    low, high = span.low, span.high
    low_closed = not isinstance(span, tree.RangeLiteral) or span.low_closed
    high_closed = not isinstance(span, tree.RangeLiteral) or span.high_closed
    if low is not None and high is not None and low_closed and high_closed:
        return speech.say("between.not" if negated else "between", low=_low(speech, low, high, bound), high=bound(high))
    ends = []
    if low is not None:
        op = ">=" if low_closed else ">"
        ends.append(compared(speech, OPPOSITE[op] if negated else op, subject, low, bound))
    if high is not None:
        op = "<=" if high_closed else "<"
        ends.append(compared(speech, OPPOSITE[op] if negated else op, subject, high, bound))
    return speech.language.join(ends, "either" if negated else "both")


def _low(speech: Speech, low: Expr, high: Expr, bound: Bound) -> str:
    """The lower end: a bare number where the upper one says what both count."""
    numbers = [speech.terms.constant(end) for end in (low, high)]
    units = [speech.unit(end) for end in (low, high)]
    if isinstance(numbers[0], int | Fraction) and isinstance(numbers[1], int | Fraction) and units[0] == units[1]:
        return speech.language.number(numbers[0])
    return bound(low)


def _kind(speech: Speech, *sides: Expr) -> str:
    for side in sides:
        if speech.terms.is_ordered(side.type):
            return "order"
        if (kind := _KINDS.get(side.type)) is not None:
            return kind
    return "other"
