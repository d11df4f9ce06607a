"""Strict operations: those that need every operand."""

from __future__ import annotations

from workshop_rules.frozen import replace
from workshop_rules.language.tree import Expr
from workshop_rules.language.truth import either_unknown
from workshop_rules.language.values import Error, ListValue, Outcome, Range, Record, Unknown


def hindrance(*operands: Outcome) -> Unknown | Error | None:
    """What a strict operation gives instead of a value: the first error, else an unknown for all unknown operands."""
    unknown: list[Unknown] = []
    for operand in operands:
        if isinstance(operand, Error):
            return operand
        if isinstance(operand, Unknown):
            unknown.append(operand)
    return either_unknown(unknown) if unknown else None


def uncertain(known: ListValue) -> Unknown | None:
    """What stands for a list of which it is not certain what belongs to it; None where it is certain."""
    reasons = [reason for _, reason in known.doubtful]
    if known.open:
        reasons.append(Unknown(known.open))
    return either_unknown(reasons) if reasons else None


def lacking(outcome: Outcome) -> Unknown | Error | None:
    """What keeps an outcome from being known in all its parts: members of lists, fields of records, ends of ranges."""
    match outcome:
        case ListValue(items=items, doubtful=doubtful):
            certain = [lacking(item) for item in items]
            others = [found for member, _ in doubtful if isinstance(found := lacking(member), Unknown)]
            return hindrance(*(part for part in (*certain, *others, uncertain(outcome)) if part is not None))
        case Record(fields=fields):
            parts = [lacking(field) for field in fields.values()]
            return hindrance(*(part for part in parts if part is not None))
        case Range(low=low, high=high):
            return hindrance(*(end for end in (low, high) if end is not None))
        case Unknown() | Error():
            return hindrance(outcome)
        case _:
            return None


def placed(outcome: Outcome, node: Expr) -> Outcome:
    """The outcome; an error that has no place yet gets that of the node where it arose."""
    if isinstance(outcome, Error) and outcome.span is None:
        return replace(outcome, span=node.span)
    return outcome
