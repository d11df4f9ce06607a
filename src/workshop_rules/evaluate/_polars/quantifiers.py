"""Quantifiers in columns: whether a condition holds for some or for all members of a list."""

from __future__ import annotations

import operator
from collections.abc import Sequence
from dataclasses import replace
from functools import reduce
from typing import TYPE_CHECKING

import polars as pl

from workshop_rules.evaluate._polars import comparison
from workshop_rules.evaluate._polars.members import at_hand, holds_for_any, members_of, narrowed, unless_failed
from workshop_rules.evaluate._polars.refused import Refused
from workshop_rules.evaluate._polars.shapes import Constant, Members, Plain, Shape
from workshop_rules.language import tree as t
from workshop_rules.language.types import BOOLEAN
from workshop_rules.language.values import ListValue

if TYPE_CHECKING:
    from workshop_rules.evaluate._polars.translation import Translator

_MOST_WRITTEN = 24
"""So many members of a list that is written out are gone through one by one."""


def some(node: t.Some, translator: Translator) -> Shape:
    """Whether the condition holds for some member."""
    first, rest = first_of(node)
    written = one_by_one(first, translator)
    if written is not None:
        return _of_written(written, first, rest, translator, settling=True)
    members = members_of(first.source, translator)
    if isinstance(members, Constant):
        return members
    members, parts = narrowed(members, first.name, rest, translator)
    return Plain(_exists(at_hand(members, translator), first.name, parts, translator))


def every(node: t.Every, translator: Translator) -> Shape:
    """Whether the condition holds for all members: for none does it not."""
    first, rest = first_of(node)
    written = one_by_one(first, translator)
    if written is not None:
        return _of_written(written, first, rest, translator, settling=False)
    members = members_of(first.source, translator)
    if isinstance(members, Constant):
        return members
    exception = t.Not(rest, span=rest.span, type=BOOLEAN)
    return Plain(~_exists(at_hand(members, translator), first.name, [exception], translator))


def first_of(node: t.Some | t.Every) -> tuple[t.Iterator, t.Expr]:
    """The first iterator, and what is then asked: the same of the others."""
    first, *others = node.iterators
    return first, replace(node, iterators=tuple(others)) if others else node.condition


def _exists(members: Members, name: str, parts: Sequence[t.Expr], translator: Translator) -> pl.Expr:
    with translator.at(members.level, {name: (members.level, members.item)}):
        truths = [translator.truth(part) for part in parts]
    if members.keep is not None:
        truths.insert(0, members.keep)
    hits = reduce(operator.and_, truths).cast(pl.Boolean)
    return holds_for_any(hits, members, translator)


def one_by_one(iterator: t.Iterator, translator: Translator) -> list[Shape] | None:
    """The members of a list that is written out, one by one; None where it is none."""
    source = iterator.source
    if iterator.end is not None:
        return _counted(translator.shape(source), translator.shape(iterator.end))
    if not translator.is_fixed(source):
        return [translator.shape(item) for item in source.items] if isinstance(source, t.ListLiteral) else None
    known = translator.shape(source)
    value = known.value if isinstance(known, Constant) else None
    if not isinstance(value, ListValue):
        return None
    if value.doubtful or value.open or len(value.items) > _MOST_WRITTEN:
        raise Refused("a list that is known beforehand, but long or not complete")
    return [Constant(item) for item in value.items]


def _counted(start: Shape, end: Shape) -> list[Shape]:
    if isinstance(start, Constant) and isinstance(end, Constant):
        first, last = start.value, end.value
        if type(first) is int and type(last) is int and abs(last - first) < _MOST_WRITTEN:
            step = 1 if first <= last else -1
            return [Constant(number) for number in range(first, last + step, step)]
    raise Refused("a count of numbers that is not known beforehand")


def _of_written(
    written: list[Shape], first: t.Iterator, condition: t.Expr, translator: Translator, *, settling: bool
) -> Shape:
    truths = []
    for member in written:
        with translator.at(translator.level, {first.name: (translator.level, member)}):
            truths.append(translator.truth(condition).cast(pl.Boolean))
    if not truths:
        return Constant(not settling)
    found = reduce(operator.or_ if settling else operator.and_, truths)
    items = first.source.items if isinstance(first.source, t.ListLiteral) else ()
    return Plain(unless_failed(found, items, translator))


def any_member(node: t.BuiltinCall, translator: Translator) -> Shape:
    """Whether one of the truth values is true."""
    return _of_truths(node, translator, settling=True)


def all_members(node: t.BuiltinCall, translator: Translator) -> Shape:
    """Whether none of the truth values is false."""
    return _of_truths(node, translator, settling=False)


def _of_truths(node: t.BuiltinCall, translator: Translator, *, settling: bool) -> Shape:
    if len(node.arguments) != 1:
        raise Refused(f"`{node.function}` of several values")
    members = members_of(node.arguments[0], translator)
    if isinstance(members, Constant):
        return members
    members = at_hand(members, translator)
    truth = translator.column(members.item, BOOLEAN).cast(pl.Boolean)
    hits = truth if settling else ~truth
    hits = hits if members.keep is None else members.keep & hits
    found = holds_for_any(hits, members, translator)
    return Plain(found if settling else ~found)


def contains(node: t.BuiltinCall, translator: Translator) -> Shape:
    """Whether one of the members equals a value."""
    source, value = node.arguments
    if isinstance(source, t.ListLiteral) or translator.is_fixed(source):
        raise Refused("`list contains` of a list that is written out: write `in`")
    members = members_of(source, translator)
    return comparison.among(members, translator.shape(value), value.type, translator)
