"""Kleene's logic over four states: true, false, unknown and error. The same for every evaluator that runs in Python.

An operation is settled by the operands that settle it whatever the others turn out to be. Failing that it is unknown if
any operand is, since filling that in may yet settle it; and only failing that an error. So an error counts only where
every way of filling in the unknowns would meet it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from workshop_rules.language.values import Error, Number, Unknown

Truth: TypeAlias = bool | Unknown | Error
"""What a condition gives."""


def conjunction(operands: Iterable[Truth]) -> Truth:
    """`and`: false if any is; else unknown if any is; else the first error; else true. Stops at the first false."""
    return _settled_by(False, operands)


def disjunction(operands: Iterable[Truth]) -> Truth:
    """`or`: true if any is; else unknown if any is; else the first error; else false. Stops at the first true."""
    return _settled_by(True, operands)


def _settled_by(settling: bool, operands: Iterable[Truth]) -> Truth:
    unknown: list[Unknown] = []
    error: Error | None = None
    for operand in operands:
        if operand is settling:
            return settling
        if isinstance(operand, Unknown):
            unknown.append(operand)
        elif isinstance(operand, Error):
            error = error or operand
    if unknown:
        return either_unknown(unknown)
    return error or (not settling)


def negation(operand: Truth) -> Truth:
    """`not`: turns true and false, and keeps the others."""
    return not operand if isinstance(operand, bool) else operand


def at_least(count: Number | Unknown | Error, operands: Iterable[Truth]) -> Truth:
    """Whether at least `count` operands are true.

    A count that is an error is one. Else operands that are unknown or errors might yet be true or false, and an unknown
    count anything within its bounds: it is true or false where that makes no difference; else unknown if anything is,
    with all that is; else the first error.
    """
    if isinstance(count, Error):
        return count
    known = tuple(operands)
    certain = sum(operand is True for operand in known)
    possible = sum(operand is not False for operand in known)
    low, high = (count.low, count.high) if isinstance(count, Unknown) else (count, count)
    if high is not None and certain >= high:
        return True
    if low is not None and possible < low:
        return False
    unknown = [one for one in (count, *known) if isinstance(one, Unknown)]
    return either_unknown(unknown) if unknown else next(one for one in known if isinstance(one, Error))


def either_unknown(unknown: Iterable[Unknown]) -> Unknown:
    """What depends on several unknowns: it stands for all their paths, and has no bounds of its own."""
    return Unknown(frozenset().union(*(one.paths for one in unknown)))
