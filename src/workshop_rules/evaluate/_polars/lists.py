"""Lists in columns that are made of lists: filters, fields of each member, `for`, `flatten`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from workshop_rules.evaluate._polars.levels import Fold, Joined
from workshop_rules.evaluate._polars.members import (
    at_hand,
    barred_by,
    carried,
    field_of,
    keeping,
    members_of,
    narrowed,
    set_apart,
)
from workshop_rules.evaluate._polars.refused import Refused
from workshop_rules.evaluate._polars.scopes import ITEM
from workshop_rules.evaluate._polars.shapes import Constant, Members, NumberColumn, Shape
from workshop_rules.language import tree as t
from workshop_rules.language.types import BOOLEAN, ListOf

if TYPE_CHECKING:
    from workshop_rules.evaluate._polars.translation import Translator


def of_each(members: Members, node: t.Path, translator: Translator) -> Shape:
    """A field of each member."""
    if not isinstance(node.source.type, ListOf):
        raise TypeError(node)
    return replace(members, item=field_of(members, node.source.type.item, node.name, translator))


def filtered(node: t.Filter, translator: Translator) -> Shape:
    """The members for which the condition holds."""
    members = members_of(node.source, translator)
    if isinstance(members, Constant):
        return members
    if node.condition.type != BOOLEAN:
        raise Refused("a place in a list")
    members, rest = narrowed(members, ITEM, node.condition, translator)
    if rest:
        members = at_hand(members, translator)
    for part in rest:
        members = keeping(members, ITEM, part, translator)
    if members.keep is None:
        return members
    return barred_by(members, members.keep.is_null(), node.condition, translator)


def for_(node: t.For, translator: Translator) -> Shape:
    """What each member comes to."""
    members = _gone_through(node, translator)
    if isinstance(members, Constant):
        return members
    with translator.at(members.level, {node.iterators[0].name: (members.level, members.item)}):
        item = translator.shape(node.body)
    if isinstance(item, Members):
        raise Refused("a list of lists")
    made = replace(members, item=item)
    if not translator.may_fail(node.body):
        return made
    column = item.top if isinstance(item, NumberColumn) else translator.column(item, node.body.type)
    failed = column.is_null() if members.keep is None else members.keep.fill_null(True) & column.is_null()
    return barred_by(made, failed, node.body, translator)


def _gone_through(node: t.For, translator: Translator) -> Members | Constant:
    if len(node.iterators) != 1 or node.iterators[0].end is not None:
        raise Refused("a list made of several, or of a count of numbers")
    members = members_of(node.iterators[0].source, translator)
    return members if isinstance(members, Constant) else at_hand(members, translator)


def flattened(node: t.BuiltinCall, translator: Translator) -> Shape:
    """The members of all the lists that a `for` makes."""
    (loop,) = node.arguments
    if not isinstance(loop, t.For):
        raise Refused("`flatten` of anything but a `for`")
    outer = _gone_through(loop, translator)
    if isinstance(outer, Constant):
        return outer
    here = translator.level
    outer = set_apart(outer, here, translator)
    with translator.at(outer.level, {loop.iterators[0].name: (outer.level, outer.item)}):
        inner = members_of(loop.body, translator)
        if isinstance(inner, Constant):
            return inner
        inner = at_hand(inner, translator)
    return in_one(outer, inner, translator)


def in_one(outer: Members, inner: Members, translator: Translator) -> Members:
    """The members of lists that the members of another one are, in one list."""
    here, stages = translator.level, translator.stages
    joined = carried(inner, stages.level(here, Joined(inner.level)), translator)
    barred, open_ = (
        _either(whole, part if part is None else stages.folded(outer.level, Fold.ANY, part))
        for whole, part in ((outer.barred, inner.barred), (outer.open, inner.open))
    )
    joined = replace(joined, barred=barred, open=open_)
    if outer.keep is None:
        return joined
    keep = stages.lifted(outer.keep, outer.level, joined.level)
    return replace(joined, keep=keep if joined.keep is None else joined.keep & keep)


def _either(one: pl.Expr | None, other: pl.Expr | None) -> pl.Expr | None:
    return other if one is None else one if other is None else one | other
