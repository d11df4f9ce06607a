"""Counts, sums and extremes of lists in columns."""

from __future__ import annotations

from dataclasses import replace
from functools import reduce
from typing import TYPE_CHECKING

import polars as pl

from workshop_rules.evaluate._polars import logic, numbers
from workshop_rules.evaluate._polars.comparison import compared_shapes
from workshop_rules.evaluate._polars.levels import Fold
from workshop_rules.evaluate._polars.members import (
    at_hand,
    certain,
    members_of,
    unless_barred,
    unless_open,
    values,
)
from workshop_rules.evaluate._polars.refused import Refused
from workshop_rules.evaluate._polars.shapes import Constant, NumberColumn, Plain, Shape
from workshop_rules.language import tree as t
from workshop_rules.language.types import BOOLEAN, DATE, NUMBER, Enumeration, ListOf, Type
from workshop_rules.language.walk import walk

if TYPE_CHECKING:
    from workshop_rules.evaluate._polars.translation import Translator

_TIMES = 10_000
"""A sum may be so many times the largest possible member; a row with a greater one is left open."""


def count(node: t.BuiltinCall, translator: Translator) -> Shape:
    """How many members there are."""
    (argument,) = node.arguments
    if isinstance(argument, t.BuiltinCall) and argument.function == "distinct values":
        return _different(argument, translator)
    members = members_of(argument, translator)
    if isinstance(members, Constant):
        return members
    members = at_hand(members, translator)
    stages = translator.stages
    if members.keep is None:
        counted = least_ = most = stages.folded(members.level, Fold.SIZE)
    else:
        keep = members.keep.cast(pl.Boolean)
        counted = stages.folded(members.level, Fold.COUNT, keep)
        least_ = stages.folded(members.level, Fold.COUNT, keep.fill_null(False)) if translator.closely else counted
        most = stages.folded(members.level, Fold.KEPT, keep) if translator.closely else counted
    number = NumberColumn(unless_open(counted, members).cast(pl.Int64), most=numbers.MOST)
    if not translator.closely or _may_be_an_error(argument, translator):
        return number
    between = unless_barred(least_.fill_null(0), members), unless_open(most, members)
    return replace(number, between=(between[0].cast(pl.Int64), between[1].cast(pl.Int64)))


def _may_be_an_error(node: t.Expr, translator: Translator) -> bool:
    """Whether a list may be an error as a whole, and not for a member of it: that has no bounds."""
    for one in walk(node):
        match one:
            case t.DefinitionRef(name=name) if _may_be_an_error(translator.definition(name), translator):
                return True
            case t.BuiltinCall(function="periods", arguments=(*ends, _)) if any(map(translator.may_fail, ends)):
                return True
            case _:
                pass
    return False


def total(node: t.BuiltinCall, translator: Translator) -> Shape:
    """The sum of the members; of numbers that are written out in a list, theirs."""
    (argument,) = node.arguments
    if isinstance(argument, t.ListLiteral) and argument.items:
        return reduce(numbers.add, [numbers.number(_as_a_whole(translator.shape(item))) for item in argument.items])
    members = members_of(argument, translator)
    if isinstance(members, Constant):
        return members
    members = at_hand(members, translator)
    number = numbers.whole(numbers.number(members.item))
    if not isinstance(number.below, int):
        raise Refused("a sum of quotients whose divisors are not known beforehand")
    top = number.top.cast(pl.Int64)
    if members.keep is not None:
        top = pl.when(members.keep).then(top).when(~members.keep).then(0)
    most = min(max(number.most, 1) * _TIMES, numbers.LIMIT)
    summed = translator.stages.folded(members.level, Fold.SUM, top, most=(number.most, most))
    return NumberColumn(unless_open(summed, members), number.below, most, number.below)


def least(node: t.BuiltinCall, translator: Translator) -> Shape:
    """The least member, or the least of several values."""
    return _extreme(node, Fold.LEAST, "<=", translator)


def greatest(node: t.BuiltinCall, translator: Translator) -> Shape:
    """The greatest member, or the greatest of several values."""
    return _extreme(node, Fold.GREATEST, ">=", translator)


def _extreme(node: t.BuiltinCall, fold: Fold, op: str, translator: Translator) -> Shape:
    if node.type not in {NUMBER, DATE} and not isinstance(node.type, Enumeration):
        raise Refused(f"`{node.function}` of the type {node.type}")
    written = node.arguments
    if len(written) == 1 and isinstance(written[0].type, ListOf):
        if not isinstance(written[0], t.ListLiteral) or not written[0].items:
            return _of_members(written[0], fold, node.type, translator)
        written = written[0].items

    def better(left: Shape, right: Shape) -> Shape:
        first = translator.column(compared_shapes(op, left, right, node.type, translator), BOOLEAN).cast(pl.Boolean)
        return logic.chosen([(first, left), (~first, right)], node.type, translator)

    return reduce(better, [_as_a_whole(translator.shape(one)) for one in written])


def _as_a_whole(shape: Shape) -> Shape:
    """A value that is not known wherever it is not certain, whatever its bounds."""
    return replace(shape, between=None) if isinstance(shape, NumberColumn) else shape


def _different(node: t.BuiltinCall, translator: Translator) -> Shape:
    (argument,) = node.arguments
    if not isinstance(argument.type, ListOf):
        raise TypeError(argument)
    found = _of_members(argument, Fold.DIFFERENT, argument.type.item, translator)
    if isinstance(found, Constant):
        return found
    return NumberColumn(found.top if isinstance(found, NumberColumn) else translator.column(found, NUMBER))


def _of_members(node: t.Expr, fold: Fold, kind: Type, translator: Translator) -> Shape:
    """A fold of the members that count, where all of that is known."""
    members = certain(node, translator)
    if isinstance(members, Constant):
        return members
    value, below = values(members.item, kind, translator)
    result = unless_barred(translator.stages.folded(members.level, fold, value), members)
    if kind != NUMBER:
        return Plain(result)
    most = number.most if isinstance(number := members.item, NumberColumn) else numbers.MOST
    return NumberColumn(result, below, most, below)
