"""Why columns are null: the facts that an expression lacks, as sets of bits; what else it may be is left open.

The rules are those of the interpreter for the paths of an unknown, said of all rows at once. Where a null may have
another reason (an error, a number that columns do not compute with), the bit `OPEN` is set, and the row is decided by
itself.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import reduce
from types import MappingProxyType
from typing import Any

import polars as pl

from workshop_rules.evaluate._polars import lacking_lists
from workshop_rules.evaluate._polars.facts import PLACE
from workshop_rules.evaluate._polars.levels import Level
from workshop_rules.evaluate._polars.paths import (
    NOT_TOLD,
    NOTHING,
    OPEN,
    Lacking,
    Paths,
    RecordField,
    together,
    told_where,
    where,
)
from workshop_rules.evaluate._polars.scopes import free_names
from workshop_rules.evaluate._polars.shapes import Constant, Member, NumberColumn, RangeColumn, Shape
from workshop_rules.evaluate._polars.translation import AS_OF, Translator
from workshop_rules.evaluate.evaluation import Case, Dossier
from workshop_rules.evaluate.interpreter import Environment, evaluate_expression
from workshop_rules.evaluate.interpreter.reads import reads
from workshop_rules.evaluate.interpreter.strict import lacking
from workshop_rules.language import tree as t
from workshop_rules.language.types import BOOLEAN, DATE, NUMBER, ListOf, RangeOf, RecordOf, Type
from workshop_rules.language.values import Error, Outcome, Unknown
from workshop_rules.language.walk import children, mentions_input, walk


@dataclass(slots=True)
class Reasons:
    """What the expressions of one decision lack.

    Attributes:
        translator: what columns they have become.
        criteria: what criteria lack, for the outcome.
        gaps: the columns of facts with nulls.
        paths: the bits.
        items: of the names bound around, what those lack that are no records.
    """

    translator: Translator
    gaps: frozenset[str]
    criteria: dict[str, Lacking] = field(default_factory=dict)
    paths: Paths = field(default_factory=Paths)
    items: dict[str, tuple[Level, Lacking]] = field(default_factory=dict)
    _found: dict[t.Expr, Lacking] = field(default_factory=dict)

    def of(self, node: t.Expr) -> Lacking:
        """What an expression lacks: nothing in the rows in which its column is not null, something in all others.

        Said of the rows that the translator is at, and worked out where the column is.
        """
        by = self.translator
        here = by.level
        level = self.home(node)
        if level is None:
            with by.at(by.stages.roster, {}):
                if node not in self._found:
                    self._found[node] = self._of(node)
                return self.lifted(self._found[node], by.stages.roster, here)
        with by.at(level, {}):
            found = self._of(node)
        return self.lifted(found, level, here)

    def home(self, node: t.Expr) -> Level | None:
        """The level of the names in an expression that are bound around it; None where there are none."""
        by = self.translator
        bound = [by.variables[name][0] for name in free_names(node) if name in by.variables]
        return max(bound, key=lambda one: one.depth, default=None)

    @contextmanager
    def bound(self, name: str, level: Level, part: Lacking) -> Iterator[None]:
        """With a name for something that lacks this."""
        around = self.items
        self.items = {**around, name: (level, part)}
        try:
            yield
        finally:
            self.items = around

    def lifted(self, part: Lacking, source: Level, level: Level) -> Lacking:
        """What rows of a level lack each of which has one row of another."""
        if isinstance(part.bits, int) or source is level:
            return part
        return Lacking(self.translator.stages.lifted(part.bits, source, level), part.most)

    def _of(self, node: t.Expr) -> Lacking:
        if self.translator.is_fixed(node):
            return self._fixed(node)
        find = _FINDS.get(type(node))
        found = None if find is None else find(node, self)
        return self._opaque(node) if found is None else found

    def _fixed(self, node: t.Expr) -> Lacking:
        found = lacking(self.supposing_nothing(node))
        return NOTHING if found is None else self.told(found)

    def told(self, outcome: Outcome) -> Lacking:
        """What an unknown lacks."""
        return self.paths.lacking(outcome.paths) if isinstance(outcome, Unknown) else NOT_TOLD

    def null(self, node: t.Expr) -> pl.Expr | bool:
        """Where the column of an expression is null."""
        match self.translator.shape(node):
            case Constant(value=value):
                return isinstance(value, Unknown | Error)
            case NumberColumn(top=top):
                return top.is_null()
            case shape:
                return self.translator.column(shape, node.type).is_null()

    def explained(self, node: t.Expr, part: Lacking) -> Lacking:
        """What an expression lacks where it is null; open where that does not explain it."""
        if not part.most and self._is_exact(node):
            return NOTHING
        null = self.null(node)
        if null is False:
            return NOTHING
        if null is True and isinstance(part.bits, int):
            return part if part.bits else NOT_TOLD
        return told_where(pl.lit(True) if null is True else null, part)

    def _is_exact(self, node: t.Expr) -> bool:
        """Whether the column of a comparison is null only where one of the facts is that it compares."""
        match node:
            case t.Compare(left=left, right=right):
                operands = [left, right]
            case t.In(value=value, tests=(t.RangeLiteral(low=low, high=high),)):
                operands = [one for one in (value, low, high) if one is not None]
            case t.In(value=value, tests=tests):
                operands = [value, *tests]
            case _:
                return False
        facts = [one for one in operands if not self.translator.is_fixed(one)]
        if any(one.type == NUMBER for one in facts) and len(facts) > 1:  # not all are compared with one another
            return False
        return all(map(self._is_supplied, facts))

    def _is_supplied(self, node: t.Expr) -> bool:
        """Whether a value stands in the roster as it is."""
        match node:
            case t.FactRef(path=path):
                fact = self.translator.plan.facts.get(path)
                return not isinstance(node.type, ListOf | RecordOf) and (fact is None or fact.derivation is None)
            case t.Path(source=t.Name() | t.FactRef() as source):
                return isinstance(source.type, RecordOf) and not isinstance(node.type, ListOf | RecordOf)
            case _:
                return False

    def all(self, nodes: Iterable[t.Expr]) -> Lacking | None:
        """What operands of a strict operation lack together; None where they are no operands of one."""
        parts = []
        for node in nodes:
            if not self._is_single(node):
                return None
            parts.append(self.of(node))
        return together(parts)

    def _is_single(self, node: t.Expr) -> bool:
        """Whether a node is known or unknown as a whole, and without bounds."""
        if self.translator.is_fixed(node):
            return True
        if type(node) not in _FINDS or isinstance(node.type, ListOf | RecordOf | RangeOf):
            return False
        match node:
            case t.DefinitionRef(name=name):
                return self._is_single(self.translator.definition(name))
            case t.Name() | t.Path(source=t.FactRef() | t.Name()) | t.Some() | t.Every():
                return True
            case t.Arithmetic(op="*" | "/", left=left, right=right):
                return self._is_whole(left) and self._is_whole(right)
            case t.BuiltinCall() if node.function in lacking_lists.STRICT and _of_a_list(node):
                return True
            case t.BuiltinCall(arguments=(t.ListLiteral(items=parts),)) if node.function == "sum":
                return all(map(self._is_single, parts))
            case t.BuiltinCall(arguments=(t.ListLiteral(items=parts),)) if node.function in _OF_SINGLE_VALUES:
                return all(map(self._is_single, parts))
            case t.BuiltinCall() if node.function not in _TOTAL | _OF_SINGLE_VALUES:
                return False
            case _:
                return all(map(self._is_single, children(node)))

    def _is_whole(self, node: t.Expr) -> bool:
        """Whether a node is known or unknown as a whole, with such bounds as its column has."""
        return self._is_single(node) or self.knows_bounds(node)

    def knows_bounds(self, node: t.Expr) -> bool:
        """Whether a node has a column with bounds of what is unknown."""
        shape = self.translator.shape(node) if node.type == NUMBER else None
        return isinstance(shape, NumberColumn) and shape.between is not None

    def compared(self, nodes: Iterable[t.Expr]) -> Lacking | None:
        """What operands of a comparison lack; None where bounds may decide it that columns do not have."""
        operands = list(nodes)
        if not all(map(self._is_whole, operands)):
            return None
        parts = [self.of(one) for one in operands]
        if any(map(self.knows_bounds, operands)):  # whether a number is known that is not computed with must be told
            parts = [self.explained(one, part) for one, part in zip(operands, parts, strict=True)]
        return together(parts)

    def supposing_nothing(self, node: t.Expr) -> Outcome:
        """What the interpreter makes of an expression of which no fact is supplied."""
        by = self.translator
        case = Case(Dossier({}), by.as_of, by.readings, by.parameters)
        derivations = {path: one.derivation for path, one in by.plan.facts.items() if one.derivation is not None}
        definitions = {one.name: one.expression for one in by.decision.definitions}
        return evaluate_expression(node, Environment(case, derivations=derivations, definitions=definitions))

    def _opaque(self, node: t.Expr) -> Lacking:
        """What is lacking where all that an expression starts from is: what the interpreter says. Else it is open."""
        null = self.null(node)
        if null is False:
            return NOTHING
        part = self._of_nothing(node)
        return part if null is True else where(null, part)

    def _of_nothing(self, node: t.Expr) -> Lacking:
        facts = frozenset() if self.home(node) is not None else self._starts_from(node)
        if not facts or not all(map(self._is_told, facts)):
            return NOT_TOLD
        absences = [self.absent(path) for path in sorted(facts)]
        if any(one is False for one in absences):
            return NOT_TOLD
        told = self.told(self.supposing_nothing(node))
        gaps = [one for one in absences if isinstance(one, pl.Expr)]
        if not gaps:
            return told
        bits = pl.when(reduce(operator.and_, gaps)).then(told.column).otherwise(pl.lit(OPEN, pl.UInt64))
        return Lacking(bits, told.most | OPEN)

    def _is_told(self, path: str) -> bool:
        """Whether it is known of a fact if it is supplied, and there is no other way to it."""
        fact = self.translator.plan.facts.get(path)
        return fact is not None and fact.derivation is None and not is_list_of_values(fact.type)

    def absent(self, path: str) -> pl.Expr | bool:
        """Where a fact is not supplied."""
        if path not in self.translator.columns:
            return True
        type_ = self.translator.plan.facts[path].type if path in self.translator.plan.facts else BOOLEAN
        if isinstance(type_, RecordOf | ListOf):
            return ~pl.col(path)
        return pl.col(path).is_null() if path in self.gaps else False

    def _starts_from(self, node: t.Expr) -> frozenset[str] | None:
        """The facts that are read before any condition on members of a list; None where there is more to it."""
        match node:
            case t.FactRef(path=path):
                return frozenset() if path == AS_OF else frozenset({path})
            case t.DecisionRef() | t.CriterionRef() | t.DecisionTable() | t.InputValue() | t.For():
                return None
            case t.DefinitionRef(name=name):
                return self._starts_from(self.translator.definition(name))
            case t.Filter(source=source, condition=condition) if condition.type == BOOLEAN:
                return self._starts_from(source)
            case t.Some(iterators=(one,)) | t.Every(iterators=(one,)):
                parts = [one.source, *([] if one.end is None else [one.end])]
            case t.Some() | t.Every():
                return None
            case _:
                parts = list(children(node))
        found: frozenset[str] = frozenset()
        for part in parts:
            more = self._starts_from(part)
            if more is None:
                return None
            found |= more
        return found


def is_list_of_values(type_: Type) -> bool:
    """Whether a fact is a list of single values, which columns know nothing of."""
    return isinstance(type_, ListOf) and not isinstance(type_.item, RecordOf)


Finds = Callable[[Any, Reasons], "Lacking | None"]


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
        operands.append(NOT_TOLD if counted is None else counted)
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
    if node.function in _TOTAL:
        return reasons.all(node.arguments)
    if _of_a_list(node):
        return lacking_lists.call(node, reasons)
    first = node.arguments[0]
    parts = first.items if isinstance(first, t.ListLiteral) else node.arguments
    return _strict(node, parts, reasons) if node.function in _OF_SINGLE_VALUES else None


def _of_a_list(node: t.BuiltinCall) -> bool:
    return isinstance(node.arguments[0].type, ListOf) and not isinstance(node.arguments[0], t.ListLiteral)


_TOTAL = frozenset({"completed years", "completed months", "floor"})
"""Strict functions of single values that always have a result."""
_OF_SINGLE_VALUES = frozenset({"min", "max", "ceiling", "abs", "modulo"})
"""Those of which columns do not always have it."""


def _if(node: t.If, reasons: Reasons) -> Lacking | None:
    if isinstance(node.type, ListOf | RecordOf | RangeOf):
        return None
    shape: Shape = reasons.translator.shape(node.condition)
    if isinstance(shape, Constant) and isinstance(shape.value, bool):
        return reasons.of(node.then if shape.value else node.otherwise)
    condition = reasons.of(node.condition)
    then, otherwise = reasons.of(node.then), reasons.of(node.otherwise)
    either = together([then, otherwise])
    both = together([condition, either])
    if not _differ(node.then, node.otherwise, reasons):
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


_FINDS: MappingProxyType[type, Finds] = MappingProxyType(
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
