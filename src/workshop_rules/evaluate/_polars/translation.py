"""From a checked expression to columns: what each kind of node becomes, or why it becomes nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import reduce
from types import MappingProxyType
from typing import Any

import polars as pl

from workshop_rules.compile.plan import Decision, Plan
from workshop_rules.evaluate._polars import (
    aggregates,
    arithmetic,
    comparison,
    dates,
    lists,
    logic,
    numbers,
    quantifiers,
    texts,
)
from workshop_rules.evaluate._polars.facts import INCOMPLETE, VALUE, Form
from workshop_rules.evaluate._polars.levels import FactList, Kept, Level, Stages
from workshop_rules.evaluate._polars.refused import Refused
from workshop_rules.evaluate._polars.scopes import INPUT, Known, free_names, may_fail
from workshop_rules.evaluate._polars.shapes import (
    Constant,
    Member,
    Members,
    NumberColumn,
    Plain,
    RangeColumn,
    RecordColumn,
    Shape,
)
from workshop_rules.evaluate._polars.staging import ROW
from workshop_rules.evaluate.evaluation import Case, Dossier
from workshop_rules.evaluate.interpreter import Environment, evaluate_expression
from workshop_rules.language import tree as t
from workshop_rules.language.types import (
    BOOLEAN,
    DATE,
    NUMBER,
    STRING,
    Choice,
    Enumeration,
    ListOf,
    RecordOf,
    Type,
)
from workshop_rules.language.values import Unknown, Value
from workshop_rules.language.walk import children, walk

AS_OF = "as_of"
_NOTHING = Constant(Unknown(frozenset({AS_OF})))
"""What nobody supplied; the paths do not matter here."""
MADE_LAST = "?"
"""What the names of the columns begin with that are made after all that is asked of lists."""


@dataclass(slots=True)
class Translator:
    """Translates the expressions of one decision as of one date.

    Attributes:
        forms: how the facts stand in the columns.
        stages: what is asked of lists, which must be answered before.
        criteria: the columns with the truth of the criteria, for the outcome.
        answers: the outcomes of the decisions that this one refers to.
        closely: whether counts keep the bounds that gaps in records leave them.
        variables: what the expressions around bind (`?` for the input of a test), and in the rows of which level.
        level: the rows that are asked about.
    """

    plan: Plan
    decision: Decision
    as_of: dt.date | None
    readings: Mapping[str, str]
    parameters: Mapping[str, Value | None]
    forms: Mapping[str, Form]
    columns: frozenset[str]
    stages: Stages = field(default_factory=Stages)
    closely: bool = False
    criteria: dict[str, pl.Expr] = field(default_factory=dict)
    answers: dict[str, Shape] = field(default_factory=dict)
    variables: Mapping[str, tuple[Level, Shape]] = field(default_factory=dict)
    level: Level = field(init=False)
    _known: dict[t.Expr, Shape] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Begin with the rows of the roster."""
        self.level = self.stages.roster

    def shape(self, node: t.Expr) -> Shape:
        """What a node becomes in the rows that are asked about; worked out as far out as can be.

        Raises:
            Refused: nothing.
        """
        if not isinstance(node, t.RangeLiteral) and self.is_fixed(node):
            return self._constant(node)
        bound = [self.variables[name][0] for name in free_names(node) if name in self.variables]
        level, around = max(bound, key=lambda one: one.depth, default=self.stages.roster), self.level
        if bound and level is around:
            return self._translated(node)
        with self.at(level, {}):
            found = self._translated(node) if bound else self._once(node)
        return self.lifted(found, level, around)

    def _translated(self, node: t.Expr) -> Shape:
        translate = TRANSLATE.get(type(node))
        if translate is None:
            raise Refused(REFUSES.get(type(node), f"{type(node).__name__} is not known"), node.span)
        try:
            return translate(node, self)
        except Refused as refused:
            raise refused.at(node.span) from None

    def _once(self, node: t.Expr) -> Shape:
        """What a node becomes in the rows of the roster; the same for all nodes that are equal."""
        if node not in self._known:
            self._known[node] = self._translated(node)
        return self._known[node]

    @contextmanager
    def at(self, level: Level, names: Mapping[str, tuple[Level, Shape]]) -> Iterator[None]:
        """Translate for the rows of a level, with more names bound."""
        around = self.level, self.variables
        self.level, self.variables = level, {**self.variables, **names}
        try:
            yield
        finally:
            self.level, self.variables = around

    def lifted(self, shape: Shape, source: Level, level: Level) -> Shape:
        """What a shape in the rows of one level is in those of another, each of which has one of the first.

        Raises:
            Refused: the rows do not belong together.
        """
        if source is level:
            return shape

        def lift(column: pl.Expr) -> pl.Expr:
            if any(name.startswith(MADE_LAST) and name != ROW for name in column.meta.root_names()):
                raise Refused("a criterion is referred to of each member")
            return self.stages.lifted(column, source, level)

        match shape:
            case Plain(column=column):
                return Plain(lift(column))
            case NumberColumn(top=top, below=below, floats=floats):
                below = below if isinstance(below, int) else lift(below)
                between = None if shape.between is None else (lift(shape.between[0]), lift(shape.between[1]))
                floats = None if floats is None else lift(floats)
                return replace(shape, top=lift(top), below=below, floats=floats, between=between)
            case RangeColumn(low=low, high=high, closed=closed):
                return RangeColumn(lift(low), lift(high), lift(closed))
            case Member(route=route) if isinstance(level.origin, Kept):
                return replace(shape, route=(*route, level))
            case _:
                return shape

    def may_fail(self, node: t.Expr) -> bool:
        """Whether a node may end in an error."""
        return may_fail(node, Known(self._derivation, self.definition, self._divides))

    def _divides(self, node: t.Expr) -> bool:
        known = self.shape(node) if node.type == NUMBER and self.is_fixed(node) else None
        return isinstance(known, Constant) and numbers.is_number(known.value) and known.value != 0

    def _derivation(self, path: str) -> t.Expr | None:
        fact = self.plan.facts.get(path)
        return None if fact is None else fact.derivation

    def truth(self, node: t.Expr) -> pl.Expr:
        """A condition as a column of truth values."""
        return self.column(self.shape(node), node.type)

    def column(self, shape: Shape, type_: Type) -> pl.Expr:
        """Anything but numbers, records and lists as one column."""
        match shape:
            case Plain(column=column):
                return column
            case Constant(value=value) if type_ in _SINGLE or isinstance(type_, Enumeration | Choice):
                if comparison.is_known(value):
                    dtype = _dtype(type_) if isinstance(type_, Enumeration) else None
                    return pl.lit(comparison.lowered(value, type_), dtype)
                return pl.lit(None, _dtype(type_))
            case _:
                raise Refused(f"a {type_} is no single column")

    def definition(self, name: str) -> t.Expr:
        """The expression that a definition names."""
        return next(one.expression for one in self.decision.definitions if one.name == name)

    def is_fixed(self, node: t.Expr) -> bool:
        """Whether a node depends on nothing but the date, readings and parameters."""
        match node:
            case t.FactRef(path=path):
                return path == AS_OF
            case t.Name() | t.InputValue() | t.CriterionRef() | t.DecisionRef() | t.For() | t.Some() | t.Every():
                return False
            case t.DefinitionRef(name=name):
                return self.is_fixed(self.definition(name))
            case t.DecisionTable() | t.UnaryTests() | t.Filter():
                return False
            case _:
                return all(self.is_fixed(child) for child in children(node))

    def _constant(self, node: t.Expr) -> Constant:
        case = Case(Dossier({}), self.as_of, self.readings, self.parameters)
        names = {one.name for one in walk(node) if isinstance(one, t.DefinitionRef)}
        definitions = {one.name: one.expression for one in self.decision.definitions} if names else {}
        return Constant(evaluate_expression(node, Environment(case, definitions=definitions)))


_SINGLE = frozenset({BOOLEAN, DATE, STRING})
_MOST_IN_A_BYTE = 255


def _dtype(type_: Type) -> pl.DataType:
    """What a column of a type holds."""
    if isinstance(type_, Enumeration):
        return pl.UInt8() if len(type_.members) <= _MOST_IN_A_BYTE else pl.UInt16()
    return pl.Boolean() if type_ == BOOLEAN else pl.Date() if type_ == DATE else pl.String()


Translate = Callable[[Any, Translator], Shape]


def _fact(node: t.FactRef, translator: Translator) -> Shape:
    fact = translator.plan.facts.get(node.path)
    supplied = _supplied(node.path, node.type, translator)
    if fact is None or fact.derivation is None:
        return supplied
    try:
        derived = _derived(fact.derivation, translator)
    except Refused:
        return supplied
    if isinstance(supplied, Constant):
        return derived
    return logic.first_known(supplied, derived, node.type, translator)


def _supplied(path: str, type_: Type, translator: Translator) -> Shape:
    match type_:
        case RecordOf():
            return RecordColumn(path, type_)
        case ListOf(item=item):
            if path not in translator.columns:
                return _NOTHING
            level = translator.stages.level(translator.stages.roster, FactList(path))
            open_ = pl.col(INCOMPLETE + path) if INCOMPLETE + path in translator.columns else None
            if isinstance(item, RecordOf):
                return Members(level, Member(path, item, (level,)), open=open_)
            return Members(level, _leaf(pl.col(VALUE), path, item, translator), open=open_)
        case _:
            return _leaf(pl.col(path), path, type_, translator)


def _leaf(column: pl.Expr, path: str, type_: Type, translator: Translator) -> Shape:
    form = translator.forms.get(path)
    if form is None:
        return _NOTHING
    if type_ == NUMBER:
        if form.floats:
            return NumberColumn(column, most=numbers.MOST, floats=column)
        return NumberColumn(column, form.scale, numbers.MOST, form.scale)
    return Plain(column)


def _derived(derivation: t.Expr, translator: Translator) -> Shape:
    """A fact that is not supplied: worked out where all that its derivation reads is supplied."""
    shape = translator.shape(derivation)
    reads = sorted({node.path for node in walk(derivation) if isinstance(node, t.FactRef)} - {AS_OF})
    if any(path not in translator.columns for path in reads):
        return _NOTHING
    compound = {path for path in reads if isinstance(translator.plan.facts[path].type, RecordOf | ListOf)}
    given = [pl.col(path) if path in compound else pl.col(path).is_not_null() for path in reads]
    if not given:
        return shape
    return logic.where(reduce(lambda a, b: a & b, given), shape, derivation.type, translator)


def _name(node: t.Name, translator: Translator) -> Shape:
    if node.name not in translator.variables:
        raise Refused(f"nothing binds `{node.name}`")
    return translator.variables[node.name][1]


def _input(_: t.InputValue, translator: Translator) -> Shape:
    if INPUT not in translator.variables:
        raise Refused("nothing binds `?`")
    return translator.variables[INPUT][1]


def _definition(node: t.DefinitionRef, translator: Translator) -> Shape:
    return translator.shape(translator.definition(node.name))


def _decision(node: t.DecisionRef, translator: Translator) -> Shape:
    if node.name not in translator.answers:
        raise Refused(f"the decision `{node.name}` has no form in columns")
    return translator.answers[node.name]


def _criterion(node: t.CriterionRef, translator: Translator) -> Shape:
    if node.id not in translator.criteria:
        raise Refused("it refers to a criterion")
    return Plain(translator.criteria[node.id])


def _path(node: t.Path, translator: Translator) -> Shape:
    source = translator.shape(node.source)
    match source:
        case RecordColumn(path=path):
            return _leaf(pl.col(f"{path}.{node.name}"), f"{path}.{node.name}", node.type, translator)
        case Member():
            return _of_member(source, node, translator)
        case Members():
            return lists.of_each(source, node, translator)
        case Plain(column=column) if node.source.type == DATE and node.name in dates.PARTS:
            return dates.part(column, node.name)
        case RangeColumn() if node.name in {"start", "end"}:
            return Plain(source.low if node.name == "start" else source.high)
        case Constant(value=Unknown()):
            return source
        case _:
            raise Refused(f"`.{node.name}` of a {node.source.type}")


def _of_member(member: Member, node: t.Path, translator: Translator) -> Shape:
    """The field of the record in question."""
    first, *others = member.route
    field_ = _leaf(pl.col(node.name), f"{member.source}.{node.name}", node.type, translator)
    for level in (*others, translator.level):
        field_, first = translator.lifted(field_, first, level), level
    return field_


def _call(node: t.BuiltinCall, translator: Translator) -> Shape:
    function = FUNCTIONS.get(node.function)
    if function is None:
        raise Refused(f"the function `{node.function}` has no form in columns")
    return function(node, translator)


FUNCTIONS: Mapping[str, Translate] = MappingProxyType(
    {
        "count": aggregates.count,
        "sum": aggregates.total,
        "min": aggregates.least,
        "max": aggregates.greatest,
        "any": quantifiers.any_member,
        "all": quantifiers.all_members,
        "list contains": quantifiers.contains,
        "contains": texts.contains,
        "starts with": texts.starts_with,
        "ends with": texts.ends_with,
        "flatten": lists.flattened,
        "floor": arithmetic.floor,
        "ceiling": arithmetic.ceiling,
        "abs": arithmetic.magnitude,
        "modulo": arithmetic.modulo,
        "completed years": dates.completed_years,
        "completed months": dates.completed_months,
        "periods": dates.periods,
        "years in periods": dates.years_in_periods,
    }
)
"""The built-in functions with a form in columns; calls of others are refused, unless every operand is known before."""

TRANSLATE: Mapping[type, Translate] = MappingProxyType(
    {
        t.Name: _name,
        t.FactRef: _fact,
        t.DefinitionRef: _definition,
        t.DecisionRef: _decision,
        t.CriterionRef: _criterion,
        t.InputValue: _input,
        t.Path: _path,
        t.Filter: lists.filtered,
        t.BuiltinCall: _call,
        t.Negate: arithmetic.negate,
        t.Arithmetic: arithmetic.computed,
        t.Compare: comparison.compare,
        t.Between: comparison.between,
        t.In: comparison.is_in,
        t.UnaryTests: comparison.unary_tests,
        t.DecisionTable: logic.decision_table,
        t.And: logic.and_,
        t.Or: logic.or_,
        t.Not: logic.not_,
        t.AtLeast: logic.at_least_so_many,
        t.Labelled: logic.labelled,
        t.Presupposes: logic.presupposes,
        t.If: logic.if_,
        t.Some: quantifiers.some,
        t.Every: quantifiers.every,
        t.For: lists.for_,
    }
)
"""What each kind of node becomes. One that depends on the date, readings and parameters alone is a constant before."""

REFUSES: Mapping[type, str] = MappingProxyType(
    {
        t.NumberLiteral: "it is always a constant",
        t.StringLiteral: "it is always a constant",
        t.BooleanLiteral: "it is always a constant",
        t.AtLiteral: "it is always a constant",
        t.EnumConstant: "it is always a constant",
        t.ReadingRef: "it is always a constant",
        t.ParameterRef: "it is always a constant",
        t.RangeLiteral: "a range is taken as a test only",
        t.ListLiteral: "a list that is written out is only gone through, summed, or taken as a test",
        t.ContextLiteral: "a record that is computed is no column",
        t.NullLiteral: "packs have no null",
        t.FunctionLiteral: "packs define no functions",
        t.Call: "packs call built-in functions only",
        t.InstanceOf: "packs ask for no types",
    }
)
"""Why nodes have no form of their own in columns. Rows that need them are decided one by one."""

LIMITS: Mapping[type | str, str] = MappingProxyType(
    {
        t.Filter: "by a condition, not by a place",
        t.DecisionTable: "with the hit policies `first` and `unique`, and one result",
        t.If: "not between lists, records or ranges",
        t.For: "through one list of facts",
        t.Some: "through lists of facts; of at most 24 members that are written out or counted",
        t.Every: "through lists of facts; of at most 24 members that are written out or counted",
        t.Arithmetic: "numbers, texts, dates with whole months or a known length of time, known months times numbers",
        t.Compare: "of single values other than durations, times and moments",
        t.In: "in ranges and lists of single values",
        "any": "of one list",
        "all": "of one list",
        "min": "of numbers, dates and enumerations",
        "max": "of numbers, dates and enumerations",
        "distinct values": "where they are counted: `count(distinct values(…))`",
        "flatten": "of a `for`",
        "floor": "without a scale",
        "ceiling": "without a scale",
        "abs": "of numbers",
        "periods": "of a length that is the same for every row",
    }
)
"""Where nodes and functions have a form in columns that do not have one everywhere."""
