"""How functions are given their arguments: as they are, or only where everything is known."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from workshop_rules.evaluate.interpreter.numbers import whole
from workshop_rules.evaluate.interpreter.strict import hindrance, lacking
from workshop_rules.language.types import ListOf, RangeOf, Type
from workshop_rules.language.values import Error, Number, Outcome

Given: TypeAlias = Callable[..., Outcome]
"""A function of the type of its first argument and of all its arguments, which may be unknown or errors."""


def known(function: Callable[..., Outcome]) -> Given:
    """A function of arguments that are known in all their parts."""

    def call(_: Type, *arguments: Outcome) -> Outcome:
        return hindrance(*_lacking(arguments)) or function(*arguments)

    return call


def known_in_order(function: Callable[..., Outcome]) -> Given:
    """A function that also goes by the order of the type of its first argument, which it is given first."""

    def call(type_: Type, *arguments: Outcome) -> Outcome:
        return hindrance(*_lacking(arguments)) or function(kind_of(type_), *arguments)

    return call


def _lacking(arguments: tuple[Outcome, ...]) -> list[Outcome]:
    return [found for argument in arguments if (found := lacking(argument)) is not None]


def kind_of(type_: Type) -> Type:
    """The type whose order counts: that of a value itself, or of what a list or range is made of."""
    while isinstance(type_, ListOf | RangeOf):
        type_ = type_.item
    return type_


def places(size: int, start: Number, length: Number | None) -> slice | Error:
    """The part of a text or list from a place on, as a slice; places beyond its ends hold nothing.

    Args:
        size: how long the text or list is.
        start: a place, from 1, or from the end where it is negative.
        length: how many places, or None for all to the end.
    """
    error = whole(start, "a place") or (None if length is None else whole(length, "a length"))
    if error is not None:
        return error
    if start == 0 or (length is not None and length < 0):
        return Error("no_such_place", "places are counted from 1, or from the end by -1, -2, …")
    first = int(start) - 1 if start > 0 else size + int(start)
    end = size if length is None else first + int(length)
    return slice(max(first, 0), max(end, 0))
