"""Kleene's logic, choices and decision tables in columns: null for what is not certain."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Iterable
from functools import reduce
from typing import TYPE_CHECKING

import polars as pl

from workshop_rules.evaluate._polars import numbers
from workshop_rules.evaluate._polars.comparison import compared_shapes, is_known
from workshop_rules.evaluate._polars.refused import Refused
from workshop_rules.evaluate._polars.scopes import INPUT
from workshop_rules.evaluate._polars.shapes import Constant, NumberColumn, Plain, Shape
from workshop_rules.language import tree as t
from workshop_rules.language.types import BOOLEAN, NUMBER, ListOf, RangeOf, RecordOf, Type
from workshop_rules.language.values import Unknown

if TYPE_CHECKING:
    from workshop_rules.evaluate._polars.translation import Translator


def and_(node: t.And, translator: Translator) -> Shape:
    """False if any is; true if all are."""
    return _folded(False, operator.and_, node.operands, translator)


def or_(node: t.Or, translator: Translator) -> Shape:
    """True if any is; false if all are."""
    return _folded(True, operator.or_, node.operands, translator)


def _folded(
    settling: bool,
    operation: Callable[[pl.Expr, pl.Expr], pl.Expr],
    operands: Iterable[t.Expr],
    translator: Translator,
) -> Shape:
    columns = []
    for operand in operands:
        shape = translator.shape(operand)
        if isinstance(shape, Constant) and shape.value is settling:
            return shape
        if not (isinstance(shape, Constant) and shape.value is (not settling)):
            columns.append(translator.column(shape, BOOLEAN))
    return Plain(reduce(operation, columns)) if columns else Constant(not settling)


def not_(node: t.Not, translator: Translator) -> Shape:
    """True of false, false of true."""
    shape = translator.shape(node.operand)
    if isinstance(shape, Constant) and isinstance(shape.value, bool):
        return Constant(not shape.value)
    return Plain(~translator.column(shape, BOOLEAN).cast(pl.Boolean))


def at_least_so_many(node: t.AtLeast, translator: Translator) -> Shape:
    """Whether enough operands are true: those that surely are, or none of those that may be."""
    count = numbers.whole(numbers.number(translator.shape(node.count)))
    truths = [translator.truth(operand).cast(pl.Boolean) for operand in node.operands]
    certain = reduce(operator.add, [truth.fill_null(False).cast(pl.Int64) for truth in truths])
    possible = reduce(operator.add, [truth.fill_null(True).cast(pl.Int64) for truth in truths])
    enough = numbers.compare(">=", NumberColumn(certain, most=len(truths)), count)
    too_few = numbers.compare("<", NumberColumn(possible, most=len(truths)), count)
    return Plain(pl.when(enough).then(True).when(too_few).then(False).otherwise(None))


def labelled(node: t.Labelled, translator: Translator) -> Shape:
    """What the operand becomes."""
    return translator.shape(node.operand)


def presupposes(node: t.Presupposes, translator: Translator) -> Shape:
    """The operand, where what it presupposes holds."""
    given = translator.shape(node.given)
    if isinstance(given, Constant) and given.value is True:
        return translator.shape(node.operand)
    return where(translator.column(given, BOOLEAN), translator.shape(node.operand), node.type, translator)


def if_(node: t.If, translator: Translator) -> Shape:
    """The branch that the condition picks; where that is not certain, what both come to, or null."""
    condition = translator.shape(node.condition)
    if isinstance(condition, Constant) and isinstance(condition.value, bool):
        return translator.shape(node.then if condition.value else node.otherwise)
    truth = translator.column(condition, BOOLEAN).cast(pl.Boolean)
    then, otherwise = translator.shape(node.then), translator.shape(node.otherwise)
    same = alike(node, translator) if translator.closely else None
    last = [] if same is None else [(same, then)]
    return chosen([(truth, then), (~truth, otherwise), *last], node.type, translator)


def alike(node: t.If, translator: Translator) -> pl.Expr | None:
    """Where both branches come to the same, whatever the condition does; None: it may fail, or they have no form."""
    if isinstance(node.type, ListOf | RecordOf | RangeOf) or translator.may_fail(node.condition):
        return None
    then, otherwise = translator.shape(node.then), translator.shape(node.otherwise)
    try:
        same = compared_shapes("=", then, otherwise, node.type, translator)
    except Refused:
        return None
    return translator.column(same, BOOLEAN).cast(pl.Boolean)


def chosen(branches: list[tuple[pl.Expr, Shape]], type_: Type, translator: Translator) -> Shape:
    """The first branch whose condition is true; null where none is."""
    if isinstance(type_, ListOf | RecordOf | RangeOf):
        raise Refused(f"a choice between two of the type {type_}")
    if type_ != NUMBER:
        columns = [(condition, translator.column(shape, type_)) for condition, shape in branches]
        return Plain(_chain(columns))
    known = [(condition, numbers.whole(numbers.number(shape))) for condition, shape in branches]
    if not all(isinstance(one.below, int) for _, one in known):
        raise Refused("a choice between quotients")
    below = math.lcm(*(one.below for _, one in known if isinstance(one.below, int)))
    tops = [(condition, numbers.add(one, NumberColumn(pl.lit(0), below, 0, below))) for condition, one in known]
    most = max(one.most for _, one in tops)
    return NumberColumn(_chain([(condition, one.top) for condition, one in tops]), below, most, below)


def _chain(branches: list[tuple[pl.Expr, pl.Expr]]) -> pl.Expr:
    chain = pl.lit(None)
    for condition, value in reversed(branches):
        chain = pl.when(condition).then(value).otherwise(chain)
    return chain


def where(condition: pl.Expr, shape: Shape, type_: Type, translator: Translator) -> Shape:
    """What it is where the condition is true; null elsewhere."""
    return chosen([(condition, shape)], type_, translator)


def first_known(first: Shape, second: Shape, type_: Type, translator: Translator) -> Shape:
    """The first value; the second where that is null."""
    if isinstance(second, Constant) and isinstance(second.value, Unknown):
        return first
    present = first.top if isinstance(first, NumberColumn) else translator.column(first, type_)
    return chosen([(present.is_not_null(), first), (present.is_null(), second)], type_, translator)


def decision_table(node: t.DecisionTable, translator: Translator) -> Shape:
    """The result of the rule that matches, by the hit policies `first` and `unique`."""
    if node.hit_policy not in {"F", "U"} or len(node.outputs) != 1:
        raise Refused(f"a table with the hit policy {node.hit_policy}, or with several results")
    if any(column.allowed is not None for column in node.inputs):
        raise Refused("a table with inputs that are not all allowed")
    inputs = [translator.shape(column.expression) for column in node.inputs]
    matches = [_matches(rule, inputs, translator) for rule in node.rules]
    results = [translator.shape(rule.results[0]) for rule in node.rules]
    default = node.outputs[0].default
    certain = reduce(operator.and_, [match.is_not_null() for match in matches])
    if node.hit_policy == "U":
        hits = reduce(operator.add, [match.cast(pl.Int32) for match in matches])
        certain = certain & (hits <= 1)
    branches = [(certain & match, result) for match, result in zip(matches, results, strict=True)]
    if default is not None:
        none = reduce(operator.and_, [~match for match in matches])
        branches.append((certain & none, translator.shape(default)))
    return chosen(branches, node.type, translator)


def _matches(rule: t.TableRule, inputs: list[Shape], translator: Translator) -> pl.Expr:
    cells = []
    for cell, value in zip(rule.cells, inputs, strict=True):
        with translator.at(translator.level, {INPUT: (translator.level, value)}):
            shape = translator.shape(cell) if cell.tests else Constant(True)
        if isinstance(shape, Constant) and not is_known(shape.value):
            raise Refused("a cell that nothing is known about")
        cells.append(translator.column(shape, BOOLEAN))
    return reduce(operator.and_, cells).cast(pl.Boolean) & pl.lit(True)
