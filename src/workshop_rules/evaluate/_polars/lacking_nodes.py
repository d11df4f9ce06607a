"""Why the column of a node is null: for each kind of node, of what its operands lack."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable
from functools import reduce
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeAlias

import polars as pl

from workshop_rules.evaluate._polars import lacking_lists, logic
from workshop_rules.evaluate._polars.facts import PLACE
from workshop_rules.evaluate._polars.paths import (
    NOT_TOLD,
    NOTHING,
    Lacking,
    RecordField,
    together,
    where,
)
from workshop_rules.evaluate._polars.shapes import Constant, Member, RangeColumn, Shape
from workshop_rules.evaluate._polars.translation import AS_OF
from workshop_rules.evaluate.evaluation import Case, Dossier
from workshop_rules.evaluate.interpreter import Environment
from workshop_rules.evaluate.interpreter.reads import reads
from workshop_rules.language import tree as t
from workshop_rules.language.types import BOOLEAN, DATE, NUMBER, ListOf, RangeOf, RecordOf, Type
from workshop_rules.language.walk import mentions_input, walk

if TYPE_CHECKING:
    from workshop_rules.evaluate._polars.lacking import Reasons


def is_list_of_values(type_: Type) -> bool:
    """Whether a fact is a list of single values, which columns know nothing of."""
    return isinstance(type_, ListOf) and not isinstance(type_.item, RecordOf)


Finds: TypeAlias = "Callable[[Any, Reasons], Lacking | None]"


def _fact(node: t.FactRef, reasons: Reasons) -> Lacking | None:
    if isinstance(node.type, ListOf | RecordOf):
        return None
    fact = reasons.translator.plan.facts.get(node.path)
    absent = reasons.absent(node.path)
    if absent is False:
        return NOTHING
    own = reasons.paths.lacking({node.path})
    if fact is None or fact.derivation is None:
        return own if absent is True else where(absent, own)
    return _derived(node, fact.derivation, own, reasons)


def _derived(node: t.FactRef, derivation: t.Expr, own: Lacking, reasons: Reasons) -> Lacking:
    """A fact not supplied is unknown itself where something that its derivation reads is not supplied either."""
    facts = reasons.translator.plan.facts
    read = {one.path for one in walk(derivation) if isinstance(one, t.FactRef)} - {AS_OF}
    listed = any(path in facts and is_list_of_values(facts[path].type) for path in read)
    absent = reasons.absent(node.path)
    if not read or listed or reasons.translator.as_of is None or absent is False:
        return reasons.explained(node, NOT_TOLD)
    absences = [reasons.absent(path) for path in sorted(read)]
    if any(one is True for one in absences):
        found = own
    else:
        worked_out = reasons.all([derivation])
        gaps = reduce(operator.or_, [one for one in absences if isinstance(one, pl.Expr)], pl.lit(False))
        others = where(~gaps, NOT_TOLD if worked_out is None else worked_out)
        found = together([where(gaps, own), others])
    return reasons.explained(node, found if absent is True else where(absent, found))


def _name(node: t.Name, reasons: Reasons) -> Lacking | None:
    level, part = reasons.items.get(node.name, (None, None))
    return None if part is None or level is not reasons.translator.level else part


def _path(node: t.Path, reasons: Reasons) -> Lacking | None:
    source = node.source
    if source.type == DATE:
        return reasons.all([source])
    if isinstance(source, t.Name):
        return _of_member(node, source, reasons)
    if not (isinstance(source, t.FactRef) and isinstance(source.type, RecordOf)) or isinstance(node.type, ListOf):
        return None
    fact = reasons.translator.plan.facts[source.path]
    if fact.derivation is not None or isinstance(node.type, RecordOf):
        return None
    whole, path = reasons.paths.lacking({source.path}), f"{source.path}.{node.name}"
    part = reasons.paths.lacking({path})
    absent = reasons.absent(source.path)
    if not isinstance(absent, pl.Expr):
        return whole
    if path in reasons.translator.columns:
        part = where(pl.col(path).is_null(), part)
    return Lacking(pl.when(absent).then(whole.column).otherwise(part.column), whole.most | part.most)


def _of_member(node: t.Path, source: t.Name, reasons: Reasons) -> Lacking | None:
    by = reasons.translator
    member = by.shape(source)
    if isinstance(member, RangeColumn):
        return NOTHING
    if not isinstance(member, Member) or isinstance(node.type, ListOf | RecordOf):
        return None
    null = reasons.null(node)
    if null is False or (isinstance(null, pl.Expr) and f"{member.source}.{node.name}" not in reasons.gaps):
        return NOTHING
    place, (first, *others) = pl.col(PLACE), member.route
    for level in (*others, by.level):
        place, first = by.stages.lifted(place, first, level), level
    field_ = RecordField(by.level, member.source, node.name, place.meta.output_name())
    part = reasons.paths.lacking([field_])
    return part if null is True else where(null, part)


def _kleene(node: t.And | t.Or | t.AtLeast, reasons: Reasons) -> Lacking:
    """What any operand lacks, where that leaves the whole undecided."""
    null = reasons.null(node)
    if null is False:
        return NOTHING
    operands = [reasons.of(operand) for operand in node.operands]
    if isinstance(node, t.AtLeast):
        counted = reasons.all([node.count])
        operands.append(NOT_TOLD if counted is None else reasons.computed(node.count, counted))
    part = together(operands)
    return part if null is True else where(null, part)


def _operand(node: t.Not | t.Labelled, reasons: Reasons) -> Lacking:
    return reasons.of(node.operand)


def _definition(node: t.DefinitionRef, reasons: Reasons) -> Lacking | None:
    if isinstance(node.type, ListOf | RangeOf | RecordOf):
        return None
    return reasons.of(reasons.translator.definition(node.name))


def _criterion(node: t.CriterionRef, reasons: Reasons) -> Lacking:
    return reasons.criteria[node.id]


def _compare(node: t.Compare, reasons: Reasons) -> Lacking | None:
    return _compared(node, [node.left, node.right], reasons)


def _between(node: t.Between, reasons: Reasons) -> Lacking | None:
    return _compared(node, [node.value, node.low, node.high], reasons)


def _negate(node: t.Negate, reasons: Reasons) -> Lacking | None:
    return _strict(node, [node.operand], reasons)


def _strict(node: t.Expr, operands: Iterable[t.Expr], reasons: Reasons) -> Lacking | None:
    part = reasons.all(operands)
    return None if part is None else reasons.explained(node, part)


def _compared(node: t.Expr, operands: Iterable[t.Expr], reasons: Reasons) -> Lacking | None:
    part = reasons.compared(operands)
    return None if part is None else reasons.explained(node, part)


def _in(node: t.In, reasons: Reasons) -> Lacking | None:
    """With one test that is not known beforehand, no more: of several, those that fail would have to be told apart."""
    by = reasons.translator
    open_ = [test for test in node.tests if not by.is_fixed(test) or reasons.of(test).most]
    if len(open_) > 1 or any(mentions_input(test) for test in node.tests):
        return None
    operands = [node.value]
    for one in open_:
        test = one
        while isinstance(test, t.DefinitionRef) and isinstance(test.type, RangeOf):
            test = by.definition(test.name)
        if isinstance(test, t.RangeLiteral):
            operands += [end for end in (test.low, test.high) if end is not None]
        elif isinstance(test.type, ListOf) and not isinstance(test, t.ListLiteral):
            return lacking_lists.among(node, test, node.value, reasons) if len(node.tests) == 1 else None
        elif not isinstance(by.shape(test), RangeColumn):
            operands.append(test)
    return _compared(node, operands, reasons)


def _arithmetic(node: t.Arithmetic, reasons: Reasons) -> Lacking | None:
    if node.left.type == node.right.type == NUMBER and node.op in {"+", "-", "*"}:
        parts = reasons.all([node.left, node.right])
        if parts is None and reasons.knows_bounds(node):
            return together(reasons.explained(one, reasons.of(one)) for one in (node.left, node.right))
        return parts
    return _strict(node, [node.left, node.right], reasons)


def _call(node: t.BuiltinCall, reasons: Reasons) -> Lacking | None:
    if node.function == "sum" and len(node.arguments) == 1 and isinstance(node.arguments[0], t.ListLiteral):
        return reasons.all(node.arguments[0].items)
    if node.function in TOTAL:
        return reasons.all(node.arguments)
    if of_a_list(node):
        return lacking_lists.call(node, reasons)
    first = node.arguments[0]
    parts = first.items if isinstance(first, t.ListLiteral) else node.arguments
    return _strict(node, parts, reasons) if node.function in OF_SINGLE_VALUES else None


def of_a_list(node: t.BuiltinCall) -> bool:
    """Whether a function is one of the members of a list that is not written out."""
    return isinstance(node.arguments[0].type, ListOf) and not isinstance(node.arguments[0], t.ListLiteral)


TOTAL = frozenset({"completed years", "completed months", "floor", "contains", "starts with", "ends with"})
"""Strict functions of single values that always have a result."""
OF_SINGLE_VALUES = frozenset({"min", "max", "ceiling", "abs", "modulo"})
"""Those of which columns do not always have it."""


def _if(node: t.If, reasons: Reasons) -> Lacking | None:
    if isinstance(node.type, ListOf | RecordOf | RangeOf):
        return None
    shape: Shape = reasons.translator.shape(node.condition)
    if isinstance(shape, Constant) and isinstance(shape.value, bool):
        return reasons.of(node.then if shape.value else node.otherwise)
    condition = reasons.of_operand(node.condition)
    then, otherwise = reasons.of(node.then), reasons.of(node.otherwise)
    either = together([then, otherwise])
    both = together([condition, either])
    alike = logic.alike(node, reasons.translator)
    if alike is not None:
        both = where(~alike.fill_null(False), both)
    elif not _differ(node.then, node.otherwise, reasons):
        known = pl.lit(either.bits == 0) if isinstance(either.bits, int) else either.bits == 0
        both = together([both, where(known, NOT_TOLD)])
    if isinstance(shape, Constant):
        return both
    truth = reasons.translator.column(shape, BOOLEAN).cast(pl.Boolean)
    bits = pl.when(truth).then(then.column).when(~truth).then(otherwise.column).otherwise(both.column)
    return Lacking(bits, both.most)


def _differ(then: t.Expr, otherwise: t.Expr, reasons: Reasons) -> bool:
    """Whether both branches are known beforehand and not the same."""
    if not all(reasons.translator.is_fixed(one) and not reasons.of(one).most for one in (then, otherwise)):
        return False
    return reasons.supposing_nothing(then) != reasons.supposing_nothing(otherwise)


def _presupposes(node: t.Presupposes, reasons: Reasons) -> Lacking | None:
    by = reasons.translator
    shape = by.shape(node.given)
    if isinstance(shape, Constant) and shape.value is True:
        return reasons.of(node.operand)
    given = reasons.of(node.given)
    environment = Environment(
        Case(Dossier({}), by.as_of, by.readings, by.parameters),
        definitions={one.name: one.expression for one in by.decision.definitions},
        decision_facts={name: by.plan.decisions[name].facts for name in by.decision.uses},
    )
    paths = reads(node.given, environment)
    not_given = reasons.paths.lacking(paths) if paths else NOT_TOLD
    if isinstance(shape, Constant):
        return not_given if shape.value is False else given
    operand = reasons.of(node.operand)
    truth = by.column(shape, BOOLEAN).cast(pl.Boolean)
    bits = pl.when(truth).then(operand.column).when(~truth).then(not_given.column).otherwise(given.column)
    return Lacking(bits, operand.most | not_given.most | given.most)


FINDS: MappingProxyType[type, Finds] = MappingProxyType(
    {
        t.FactRef: _fact,
        t.Name: _name,
        t.Path: _path,
        t.And: _kleene,
        t.Or: _kleene,
        t.AtLeast: _kleene,
        t.Not: _operand,
        t.Labelled: _operand,
        t.DefinitionRef: _definition,
        t.CriterionRef: _criterion,
        t.Compare: _compare,
        t.Between: _between,
        t.In: _in,
        t.Negate: _negate,
        t.Arithmetic: _arithmetic,
        t.BuiltinCall: _call,
        t.If: _if,
        t.Presupposes: _presupposes,
        t.Some: lacking_lists.some,
        t.Every: lacking_lists.every,
    }
)
