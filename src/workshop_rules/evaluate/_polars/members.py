"""The members of a list where they are asked about: beside the rows further out that the question reads."""

from __future__ import annotations

import operator
from collections.abc import Sequence
from dataclasses import replace
from functools import reduce
from typing import TYPE_CHECKING

import polars as pl

from workshop_rules.diagnostics import Source, Span
from workshop_rules.evaluate._polars import numbers
from workshop_rules.evaluate._polars.levels import Fold, Kept, Level, Pairs
from workshop_rules.evaluate._polars.refused import Refused
from workshop_rules.evaluate._polars.scopes import ITEM, free_names
from workshop_rules.evaluate._polars.shapes import Constant, Members, NumberColumn, Shape
from workshop_rules.language import tree as t
from workshop_rules.language.types import NUMBER, RecordOf, Type
from workshop_rules.language.values import Error, Unknown

if TYPE_CHECKING:
    from workshop_rules.evaluate._polars.translation import Translator

NOWHERE = Span(Source("columns", ""), 0, 0)


def members_of(node: t.Expr, translator: Translator) -> Members | Constant:
    """The members of a list; a constant where nothing is known about it.

    Raises:
        Refused: it is written out.
    """
    shape = translator.shape(node)
    if isinstance(shape, Members) or (isinstance(shape, Constant) and isinstance(shape.value, Unknown | Error)):
        return shape
    raise Refused("a list that is written out is only gone through")


def _parent(members: Members) -> Level:
    if members.level.parent is None:
        raise TypeError(members.level)
    return members.level.parent


def set_apart(members: Members, here: Level, translator: Translator) -> Members:
    """The members that may count, as a level that is met nowhere else: beside rows of the same list, say."""
    stages, level = translator.stages, members.level
    keep = None
    if members.keep is not None:
        column = stages.derived(level, members.keep)
        keep = column, stages.folded(level, Fold.KEPT, pl.col(column)).meta.output_name()
    kept = stages.level(_parent(members), Kept(level, keep, here))
    return carried(members, kept, translator)


def carried(members: Members, level: Level, translator: Translator) -> Members:
    """The members as the rows of a level, each of which has one of theirs."""
    keep = None if members.keep is None else translator.stages.lifted(members.keep, members.level, level)
    return replace(members, level=level, item=translator.lifted(members.item, members.level, level), keep=keep)


def at_hand(members: Members, translator: Translator) -> Members:
    """The members for each row of the level in question: in pairs, where they belong to rows further out."""
    here, parent = translator.level, _parent(members)
    if parent is here:
        return members
    apart = set_apart(members, here, translator)
    pairs = translator.stages.level(here, Pairs(apart.level))
    barred, open_ = (
        None if column is None else translator.stages.lifted(column, parent, here)
        for column in (members.barred, members.open)
    )
    return carried(replace(apart, barred=barred, open=open_), pairs, translator)


def narrowed(members: Members, name: str, condition: t.Expr, translator: Translator) -> tuple[Members, list[t.Expr]]:
    """The members without those that fail a part of a conjunction which is about them alone; and the other parts."""
    parts: list[t.Expr] = [*condition.operands] if isinstance(condition, t.And) else [condition]
    if _parent(members) is translator.level:
        return members, parts
    parent = _parent(members)
    outer = {one for one, (level, _) in translator.variables.items() if one != name and not parent.reaches(level)}
    alone = [part for part in parts if free_names(part).isdisjoint(outer)]
    for part in alone:
        members = keeping(members, name, part, translator)
    return members, [part for part in parts if part not in alone]


def keeping(members: Members, name: str, condition: t.Expr, translator: Translator) -> Members:
    """The members for which a condition on them holds too."""
    with translator.at(members.level, {name: (members.level, members.item)}):
        keep = translator.truth(condition)
    return replace(members, keep=keep if members.keep is None else members.keep & keep)


def barred_by(members: Members, failed: pl.Expr, node: t.Expr, translator: Translator) -> Members:
    """The members, none of them where something that can fail has perhaps failed for one."""
    if not translator.may_fail(node):
        return members
    found = translator.stages.folded(members.level, Fold.ANY, failed)
    return replace(members, barred=found if members.barred is None else members.barred | found)


def unless_failed(result: pl.Expr, written: Sequence[t.Expr], translator: Translator) -> pl.Expr:
    """What is found of members that are written out, null where one has perhaps failed: then the list has as well."""
    failed = []
    for node in written:
        shape = translator.shape(node)
        if isinstance(shape, Constant) and isinstance(shape.value, Error):
            failed.append(pl.lit(True))
        elif not isinstance(shape, Constant) and translator.may_fail(node):
            column = shape.top if isinstance(shape, NumberColumn) else translator.column(shape, node.type)
            failed.append(column.is_null())
    return pl.when(reduce(operator.or_, failed)).then(None).otherwise(result) if failed else result


def unless_barred(result: pl.Expr, members: Members) -> pl.Expr:
    """What is found of members, null where nothing is known about the list."""
    return result if members.barred is None else pl.when(members.barred).then(None).otherwise(result)


def unless_open(result: pl.Expr, members: Members) -> pl.Expr:
    """What is found of members, null where the list may lack some, or nothing is known about it."""
    result = unless_barred(result, members)
    return result if members.open is None else pl.when(members.open).then(None).otherwise(result)


def holds_for_any(hits: pl.Expr, members: Members, translator: Translator) -> pl.Expr:
    """Whether a condition holds for any member; where it does for none, a list that may lack some leaves it open."""
    found = unless_barred(translator.stages.folded(members.level, Fold.ANY, hits), members)
    return found if members.open is None else found | pl.when(members.open).then(None).otherwise(False)


def field_of(members: Members, record: Type, name: str, translator: Translator) -> Shape:
    """A field of each member, at their level."""
    type_ = record.field(name) if isinstance(record, RecordOf) else None
    if type_ is None:
        raise TypeError(record)
    item = t.Name(ITEM, span=NOWHERE, type=record)
    with translator.at(members.level, {ITEM: (members.level, members.item)}):
        return translator.shape(t.Path(item, name, span=NOWHERE, type=type_))


def certain(node: t.Expr, translator: Translator) -> Members | Constant:
    """The members that count, in the rows in question; barred where it is not known of all whether they do."""
    members = members_of(node, translator)
    if isinstance(members, Constant):
        return members
    members = at_hand(members, translator)
    if members.open is not None:
        barred = members.open if members.barred is None else members.barred | members.open
        members = replace(members, barred=barred, open=None)
    if members.keep is None:
        return members
    open_ = translator.stages.folded(members.level, Fold.ANY, members.keep.is_null())
    barred = open_ if members.barred is None else members.barred | open_
    return replace(set_apart(members, members.level, translator), barred=barred)


def values(item: Shape, kind: Type, translator: Translator) -> tuple[pl.Expr, int]:
    """What each member comes to as one column, and what that is to be divided by.

    Raises:
        Refused: it is no single column.
    """
    if kind != NUMBER:
        return translator.column(item, kind), 1
    number = numbers.whole(numbers.number(item))
    if not isinstance(number.below, int):
        raise Refused("a list of quotients whose divisors are not known beforehand")
    return number.top.cast(pl.Int64), number.below
