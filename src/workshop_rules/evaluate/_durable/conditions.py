"""Conditions in the form that patterns are made of: comparisons, `and`, `or`, quantifiers and counts.

Negations are pushed inwards, readings and parameters are filled in, and names of definitions are gone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias, assert_never

from workshop_rules.evaluate._durable.terms import FINDINGS, FactTerm, Term, parts_of
from workshop_rules.evaluate._durable.truths import Verity
from workshop_rules.language.types import Type

NEGATED = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
MIRRORED = {"=": "=", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}


@dataclass(frozen=True, slots=True)
class Cell:
    """A term of the dossier as a whole."""

    term: Term
    type: Type


@dataclass(frozen=True, slots=True)
class Field:
    """A term of a record of a list, `depth` lists deep (1: the outermost)."""

    depth: int
    source: str
    term: Term
    type: Type


@dataclass(frozen=True, slots=True)
class Fixed:
    """A value that is the same for every dossier."""

    value: object
    type: Type


Operand: TypeAlias = Cell | Field | Fixed


@dataclass(frozen=True, slots=True)
class Known:
    """What is the same for every dossier."""

    verity: Verity


@dataclass(frozen=True, slots=True)
class Test:
    """`left op right`; `left` is never `Fixed`."""

    left: Operand
    op: str
    right: Operand


@dataclass(frozen=True, slots=True)
class All:
    """`and`."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """`or`."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Over:
    """A quantifier over the records of a list: `some` or `every`. Its body may speak of records up to `depth`."""

    quantifier: str
    source: str
    depth: int
    body: Condition


@dataclass(frozen=True, slots=True)
class Counted:
    """At least `least` records of a list are such that the body holds; turned round where `negated`."""

    source: str
    depth: int
    body: Condition
    least: int
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Summed:
    """The sum of a term over the records of a list for which the body holds, compared with a number."""

    source: str
    depth: int
    body: Condition
    term: Term
    op: str
    limit: Fixed


@dataclass(frozen=True, slots=True)
class Enough:
    """At least `least` of the parts hold; turned round where `negated`."""

    parts: tuple[Condition, ...]
    least: int
    negated: bool = False


Condition: TypeAlias = Known | Test | All | Either | Over | Counted | Summed | Enough

TRUE = Known(Verity.TRUE)
FALSE = Known(Verity.FALSE)
UNKNOWN = Known(Verity.UNKNOWN)


def negation(condition: Condition) -> Condition:
    """The condition turned round, by Kleene."""
    match condition:
        case Known(verity=verity):
            return Known(verity.negated)
        case Test(left=left, op=op, right=right):
            return Test(left, NEGATED[op], right)
        case All(parts=parts):
            return Either(tuple(negation(part) for part in parts))
        case Either(parts=parts):
            return All(tuple(negation(part) for part in parts))
        case Over(quantifier=quantifier, source=source, depth=depth, body=body):
            return Over("every" if quantifier == "some" else "some", source, depth, negation(body))
        case Counted(source=source, depth=depth, body=body, least=least, negated=negated):
            return Counted(source, depth, body, least, not negated)
        case Summed(op=op):
            return replace(condition, op=NEGATED[op])
        case Enough(parts=parts, least=least, negated=negated):
            return Enough(parts, least, not negated)
        case _:
            assert_never(condition)


def conjunction(*parts: Condition) -> Condition:
    """`and`, without what is true anyway."""
    return _joined(All, FALSE, TRUE, parts)


def disjunction(*parts: Condition) -> Condition:
    """`or`, without what is false anyway."""
    return _joined(Either, TRUE, FALSE, parts)


def _joined(kind: type[All | Either], settling: Known, idle: Known, parts: tuple[Condition, ...]) -> Condition:
    flat: dict[Condition, None] = {}
    for part in parts:
        if isinstance(part, kind):
            flat.update(dict.fromkeys(part.parts))
        elif part != idle:
            flat[part] = None
    if settling in flat:
        return settling
    if all(isinstance(part, Known) for part in flat):
        return _of_known(kind, idle, [part.verity for part in flat if isinstance(part, Known)])
    return next(iter(flat)) if len(flat) == 1 else kind(tuple(flat))


def _of_known(kind: type[All | Either], idle: Known, verities: list[Verity]) -> Known:
    if not verities:
        return idle
    return Known(max(verities) if kind is Either else min(verities, key=lambda one: one.in_all))


def within(condition: Condition) -> Iterator[Condition]:
    """A condition and all in it."""
    yield condition
    match condition:
        case All(parts=parts) | Either(parts=parts) | Enough(parts=parts):
            for part in parts:
                yield from within(part)
        case Over(body=body) | Counted(body=body) | Summed(body=body):
            yield from within(body)
        case _:
            return


def asks_for_judgement(condition: Condition) -> bool:
    """Whether a human finding is part of it."""
    return any(is_judgement(test) for test in within(condition)) or Known(Verity.JUDGEMENT) in within(condition)


def is_judgement(condition: Condition) -> bool:
    """Whether it is a test of a human finding."""
    return isinstance(condition, Test) and any(
        isinstance(part, FactTerm) and part.path.startswith(FINDINGS)
        for operand in (condition.left, condition.right)
        if isinstance(operand, Cell)
        for part in parts_of(operand.term)
    )
