"""Comparisons as conjunctions of patterns over one record, for each of true, false and unknown.

Every value has two ends, `l` and `h`, the same where it is known. A comparison is certain where all values between the
ends pass it, and possible where some do; so patterns say what is unknown without asking whether anything is absent.
The engine is given conjunctions only: it miscounts disjunctions, and fails on those that join facts.
"""

from __future__ import annotations

from itertools import product
from typing import NamedTuple, TypeAlias

from workshop_rules.evaluate._durable import conditions as c
from workshop_rules.evaluate._durable.truths import Verity

MOST_CLAUSES = 48
"""How many conjunctions one condition may become: the engine takes no more than 64 patterns that one fact may meet."""


class End(NamedTuple):
    """An end of an operand: `l` the low one, `h` the high one."""

    operand: c.Operand
    end: str


class Comparison(NamedTuple):
    """A comparison of two ends; `op` is `=`, `!=`, `<`, `<=`, `>` or `>=`."""

    left: End
    op: str
    right: End


class TooMany(Exception):  # noqa: N818 (no error: the condition is taken apart)
    """A condition becomes more conjunctions than the engine takes."""


Clause: TypeAlias = tuple[Comparison, ...]
"""A conjunction."""


def clauses(condition: c.Condition) -> dict[Verity, tuple[Clause, ...]]:
    """For each of true, false and unknown the conjunctions of which one holds then.

    Args:
        condition: `and` and `or` of tests.

    Raises:
        TooMany: there are more than `MOST_CLAUSES`.
    """
    turned = c.negation(condition)
    unknown = _both(_possible(condition), _possible(turned))
    found = {
        Verity.TRUE: _certain(condition),
        Verity.FALSE: _certain(turned),
        Verity.UNKNOWN: unknown,
    }
    if sum(map(len, found.values())) > MOST_CLAUSES:
        raise TooMany
    return {verity: tuple(dict.fromkeys(some)) for verity, some in found.items()}


def _certain(condition: c.Condition) -> list[Clause]:
    match condition:
        case c.Test(left=left, op=op, right=right):
            return _certain_test(left, op, right)
        case c.Known(verity=verity):
            return [()] if verity is Verity.TRUE else []
        case c.All(parts=parts):
            return _all([_certain(part) for part in parts])
        case c.Either(parts=parts):
            return _limited([clause for part in parts for clause in _certain(part)])
        case _:
            raise TypeError(condition)


def _possible(condition: c.Condition) -> list[Clause]:
    match condition:
        case c.Test(left=left, op=op, right=right):
            return [_possible_test(left, op, right)]
        case c.Known(verity=verity):
            return [] if verity is Verity.FALSE else [()]
        case c.All(parts=parts):
            return _all([_possible(part) for part in parts])
        case c.Either(parts=parts):
            return _limited([clause for part in parts for clause in _possible(part)])
        case _:
            raise TypeError(condition)


def _certain_test(left: c.Operand, op: str, right: c.Operand) -> list[Clause]:
    low, high = End(left, "l"), End(left, "h")
    other_low, other_high = End(right, "l"), End(right, "h")
    if op == "!=":
        return [(Comparison(high, "<", other_low),), (Comparison(low, ">", other_high),)]
    if op in {">", ">="}:
        return [(Comparison(low, op, other_high),)]
    if op in {"<", "<="}:
        return [(Comparison(high, op, other_low),)]
    return [(Comparison(low, "=", other_high),)]


def _possible_test(left: c.Operand, op: str, right: c.Operand) -> Clause:
    low, high = End(left, "l"), End(left, "h")
    other_low, other_high = End(right, "l"), End(right, "h")
    if op == "=":
        return Comparison(low, "<=", other_high), Comparison(high, ">=", other_low)
    if op in {">", ">="}:
        return (Comparison(high, op, other_low),)
    if op in {"<", "<="}:
        return (Comparison(low, op, other_high),)
    return (Comparison(low, "!=", other_high),)


def _all(parts: list[list[Clause]]) -> list[Clause]:
    found: list[Clause] = [()]
    for part in parts:
        found = _both(found, part)
    return found


def _both(first: list[Clause], second: list[Clause]) -> list[Clause]:
    if len(first) * len(second) > MOST_CLAUSES:
        raise TooMany
    return [tuple(dict.fromkeys((*one, *other))) for one, other in product(first, second)]


def _limited(found: list[Clause]) -> list[Clause]:
    if len(found) > MOST_CLAUSES:
        raise TooMany
    return found
