"""Lists of records in columns: quantifiers, filters, counts and sums over the members of one list fact."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import reduce
from typing import TYPE_CHECKING

import polars as pl

from workshop_rules.evaluate._polars import numbers
from workshop_rules.evaluate._polars.refused import Refused
from workshop_rules.evaluate._polars.shapes import Constant, Members, NumberColumn, Plain, Shape
from workshop_rules.language import tree as t
from workshop_rules.language.types import BOOLEAN
from workshop_rules.language.values import Unknown

if TYPE_CHECKING:
    from workshop_rules.evaluate._polars.translation import Translator

_MOST_SUMMED = 4 * 10**18


@contextmanager
def _asking(name: str, members: Members, translator: Translator) -> Iterator[None]:
    """Translate what is asked of each member, which is bound to a name."""
    if translator.inside:
        raise Refused("a list inside of what is asked of the members of another")
    variables, gaps = translator.variables, translator.gaps
    translator.variables = {name: members.item}
    translator.inside, translator.gaps = True, members.gaps
    try:
        yield
    finally:
        translator.variables, translator.inside = variables, False
        translator.gaps = gaps


def _source(node: t.Expr, translator: Translator) -> Members | Constant:
    shape = translator.shape(node)
    if isinstance(shape, Members) or (isinstance(shape, Constant) and isinstance(shape.value, Unknown)):
        return shape
    raise Refused("a list that is computed is no column")


def of_each(members: Members, node: t.Path, translator: Translator) -> Shape:
    """A field of each member."""
    with _asking("item", members, translator):
        name = t.Name("item", span=node.span, type=node.source.type.item)  # type: ignore[union-attr]  # a list
        field = t.Path(name, node.name, span=node.span, type=node.type.item)  # type: ignore[union-attr]  # a list
        return replace(members, item=translator.shape(field), gaps=translator.gaps)


def filtered(node: t.Filter, translator: Translator) -> Shape:
    """The members for which the condition holds."""
    members = _source(node.source, translator)
    if isinstance(members, Constant):
        return members
    if node.condition.type != BOOLEAN:
        raise Refused("a place in a list")
    with _asking("item", members, translator):
        return _kept(members, node.condition, translator)


def _kept(members: Members, condition: t.Expr, translator: Translator) -> Members:
    shape = translator.shape(condition)
    keep = _over_members(shape, translator)
    if members.keep is not None:
        keep = members.keep & keep
    return replace(members, keep=keep, gaps=translator.gaps)


def _over_members(shape: Shape, translator: Translator) -> pl.Expr:
    """A condition as a column over the members, even where it is the same for all of them."""
    if isinstance(shape, Constant):
        if not isinstance(shape.value, bool):
            raise Refused("nothing is known about a condition on members")
        always = pl.element().is_null() | pl.element().is_not_null()
        return always if shape.value else ~always
    return translator.column(shape, BOOLEAN)


def some(node: t.Some, translator: Translator) -> Shape:
    """Whether the condition holds for some member."""
    return _exists(node.iterators, node.condition, translator, lambda condition: condition)


def every(node: t.Every, translator: Translator) -> Shape:
    """Whether the condition holds for all members: for none does it not."""
    exception = _exists(node.iterators, node.condition, translator, lambda condition: ~condition)
    return exception if isinstance(exception, Constant) else Plain(~exception.column)


def _exists(
    iterators: tuple[t.Iterator, ...],
    condition: t.Expr,
    translator: Translator,
    turned: Callable[[pl.Expr], pl.Expr],
) -> Plain | Constant:
    if len(iterators) != 1 or iterators[0].end is not None:
        raise Refused("several lists gone through together, or a count of numbers")
    members = _source(iterators[0].source, translator)
    if isinstance(members, Constant):
        return members
    with _asking(iterators[0].name, members, translator):
        hits = turned(_over_members(translator.shape(condition), translator))
        gaps = translator.gaps
    if members.keep is not None:
        hits = members.keep & hits
    answers = pl.col(members.source).list.eval(hits)
    found = answers.list.any()
    if not gaps:
        return Plain(found)
    open_ = answers.list.eval(pl.element().is_null()).list.any()
    return Plain(pl.when(found).then(True).when(open_ | found.is_null()).then(None).otherwise(False))


def count(node: t.BuiltinCall, translator: Translator) -> Shape:
    """How many members there are."""
    members = _source(node.arguments[0], translator)
    if isinstance(members, Constant):
        translator.gaps = True
        return members
    column = pl.col(members.source)
    if members.keep is None:
        return NumberColumn(column.list.len().cast(pl.Int64), most=numbers.MOST)
    kept = column.list.eval(members.keep)
    return NumberColumn(_unless_open(kept.list.sum().cast(pl.Int64), kept, members), most=numbers.MOST)


def total(node: t.BuiltinCall, translator: Translator) -> Shape:
    """The sum of the members; of numbers that are written out in a list, theirs."""
    (argument,) = node.arguments
    if isinstance(argument, t.ListLiteral) and argument.items:
        return reduce(numbers.add, [numbers.number(translator.shape(item)) for item in argument.items])
    members = _source(argument, translator)
    if isinstance(members, Constant):
        translator.gaps = True
        return members
    number = numbers.whole(numbers.number(members.item))
    if not isinstance(number.below, int) or number.most > numbers.MOST:
        raise Refused("a sum of computed numbers")
    top = number.top.cast(pl.Int64)
    summed = top if members.keep is None else pl.when(members.keep).then(top).when(~members.keep).then(0)
    terms = pl.col(members.source).list.eval(summed)
    result = _unless_open(terms.list.sum(), terms, replace(members, gaps=True))
    return NumberColumn(result, number.below, _MOST_SUMMED, number.below)


def _unless_open(result: pl.Expr, parts: pl.Expr, members: Members) -> pl.Expr:
    if not members.gaps:
        return result
    open_ = parts.list.eval(pl.element().is_null()).list.any()
    return pl.when(open_).then(None).otherwise(result)
