"""From a checked expression to columns: what each kind of node becomes, or why it becomes nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from types import MappingProxyType
from typing import Any

import polars as pl

from workshop_rules.compile.plan import Decision, Plan
from workshop_rules.evaluate._polars import comparison, lists, logic, numbers
from workshop_rules.evaluate._polars.facts import Form
from workshop_rules.evaluate._polars.refused import Refused
from workshop_rules.evaluate._polars.shapes import Constant, Member, Members, NumberColumn, Plain, RecordColumn, Shape
from workshop_rules.evaluate.evaluation import Case, Dossier
from workshop_rules.evaluate.interpreter import Environment, evaluate_expression
from workshop_rules.language import tree as t
from workshop_rules.language.types import BOOLEAN, DATE, NUMBER, Enumeration, ListOf, RecordOf, Type
from workshop_rules.language.values import Unknown, Value, YearsMonths
from workshop_rules.language.walk import children, walk

AS_OF = "as_of"
_NOTHING = Constant(Unknown(frozenset({AS_OF})))
"""What nobody supplied; the paths do not matter here."""
_DATE_PARTS = {"year": 9999, "month": 12, "day": 31}


@dataclass(slots=True)
class Translator:
    """Translates the expressions of one decision as of one date.

    Attributes:
        forms: how the facts stand in the columns.
        criteria: the columns with the truth of the criteria, for the outcome.
        answers: the outcomes of the decisions that this one refers to.
        variables: what the expressions around bind; `?` for the input of a test.
        inside: whether this is asked of the members of a list; other columns are then out of reach.
        gaps: set where something that is asked of a member may be null.
    """

    plan: Plan
    decision: Decision
    as_of: dt.date | None
    readings: Mapping[str, str]
    parameters: Mapping[str, Value | None]
    forms: Mapping[str, Form]
    columns: frozenset[str]
    criteria: dict[str, pl.Expr] = field(default_factory=dict)
    answers: dict[str, Plain] = field(default_factory=dict)
    variables: dict[str, Shape] = field(default_factory=dict)
    inside: bool = False
    gaps: bool = False

    def shape(self, node: t.Expr) -> Shape:
        """What a node becomes.

        Raises:
            Refused: nothing.
        """
        if not isinstance(node, t.RangeLiteral) and self.is_fixed(node):
            return self._constant(node)
        translate = TRANSLATE.get(type(node))
        if translate is None:
            raise Refused(REFUSES.get(type(node), f"{type(node).__name__} is not known"))
        return translate(node, self)

    def truth(self, node: t.Expr) -> pl.Expr:
        """A condition as a column of truth values."""
        return self.column(self.shape(node), node.type)

    def column(self, shape: Shape, type_: Type) -> pl.Expr:
        """Anything but numbers, records and lists as one column."""
        match shape:
            case Plain(column=column):
                return column
            case Constant(value=value):
                if comparison.is_known(value):
                    return pl.lit(comparison.lowered(value, type_))
                self.gaps = True
                nothing = pl.lit(None, _dtype(type_))
                return pl.when(pl.element().is_null()).then(nothing).otherwise(nothing) if self.inside else nothing
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


def _dtype(type_: Type) -> pl.DataType:
    """What a column of a type holds."""
    if isinstance(type_, Enumeration):
        return pl.UInt8()
    return pl.Boolean() if type_ == BOOLEAN else pl.Date() if type_ == DATE else pl.String()


Translate = Callable[[Any, Translator], Shape]


def _fact(node: t.FactRef, translator: Translator) -> Shape:
    if translator.inside:
        raise Refused("what is asked of the members of a list depends on other facts")
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
        case ListOf(item=RecordOf() as record):
            return Members(path, Member(path, record)) if path in translator.columns else _NOTHING
        case ListOf():
            raise Refused("lists of single values are no columns")
        case _:
            return _leaf(pl.col(path), path, type_, translator)


def _leaf(column: pl.Expr, path: str, type_: Type, translator: Translator) -> Shape:
    form = translator.forms.get(path)
    if form is None:
        translator.gaps = True
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
    records = {path for path in reads if isinstance(translator.plan.facts[path].type, RecordOf)}
    given = [pl.col(path) if path in records else pl.col(path).is_not_null() for path in reads]
    if not given:
        return shape
    return logic.where(reduce(lambda a, b: a & b, given), shape, derivation.type, translator)


def _name(node: t.Name, translator: Translator) -> Shape:
    if node.name not in translator.variables:
        raise Refused(f"nothing binds `{node.name}`")
    return translator.variables[node.name]


def _input(_: t.InputValue, translator: Translator) -> Shape:
    if "?" not in translator.variables:
        raise Refused("nothing binds `?`")
    return translator.variables["?"]


def _definition(node: t.DefinitionRef, translator: Translator) -> Shape:
    around, translator.variables = translator.variables, {}
    try:
        return translator.shape(translator.definition(node.name))
    finally:
        translator.variables = around


def _decision(node: t.DecisionRef, translator: Translator) -> Shape:
    if translator.inside or node.name not in translator.answers:
        raise Refused("it refers to another decision")
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
        case Member(source=path):
            return _of_member(path, node.name, node.type, translator)
        case Members():
            return lists.of_each(source, node, translator)
        case Plain(column=column) if node.source.type == DATE and node.name in _DATE_PARTS:
            part = {"year": column.dt.year, "month": column.dt.month, "day": column.dt.day}[node.name]()
            return NumberColumn(part.cast(pl.Int64), most=_DATE_PARTS[node.name])
        case _:
            raise Refused(f"`.{node.name}` of a {node.source.type}")


def _of_member(source: str, name: str, type_: Type, translator: Translator) -> Shape:
    """The field of the record in question."""
    path = f"{source}.{name}"
    form = translator.forms.get(path)
    if form is not None and form.scale != 1:
        raise Refused("decimals inside of records are read row by row")
    if form is None or form.gaps:
        translator.gaps = True
    column = pl.element().struct.field(name)
    if isinstance(type_, Enumeration):
        column = column.to_physical()
    return _leaf(column, path, type_, translator)


def _negate(node: t.Negate, translator: Translator) -> Shape:
    if node.type != NUMBER:
        raise Refused(f"a computed {node.type}")
    return _computed(numbers.negate(numbers.number(translator.shape(node.operand))), translator)


_NUMBERS: Mapping[str, Callable[[NumberColumn, NumberColumn], NumberColumn]] = MappingProxyType(
    {
        "+": numbers.add,
        "-": lambda left, right: numbers.add(left, numbers.negate(right)),
        "*": numbers.multiply,
        "/": numbers.divide,
    }
)


def _arithmetic(node: t.Arithmetic, translator: Translator) -> Shape:
    left, right = translator.shape(node.left), translator.shape(node.right)
    if node.left.type == node.right.type == NUMBER and node.op in _NUMBERS:
        return _computed(_NUMBERS[node.op](numbers.number(left), numbers.number(right)), translator)
    if node.left.type == DATE and isinstance(left, Plain) and node.op in {"+", "-"} and isinstance(right, Constant):
        return _date_and_months(left.column, node.op, right, translator)
    raise Refused(f"`{node.op}` of a {node.left.type} and a {node.right.type}")


def _date_and_months(date: pl.Expr, op: str, duration: Constant, translator: Translator) -> Shape:
    if not isinstance(duration.value, YearsMonths):
        raise Refused("only whole months known beforehand are added to a date")
    translator.gaps = True
    months = duration.value.months if op == "+" else -duration.value.months
    moved = date.dt.year().cast(pl.Int64) * 12 + date.dt.month() - 1 + months
    inside = moved.is_between(12, 9999 * 12 + 11)
    return Plain(pl.when(inside).then(date).otherwise(None).dt.offset_by(f"{months}mo"))


def _computed(result: NumberColumn, translator: Translator) -> NumberColumn:
    """A result that may be null where its operands are not: by a division, or of inexact thousandths."""
    translator.gaps = True
    return result


def _call(node: t.BuiltinCall, translator: Translator) -> Shape:
    function = FUNCTIONS.get(node.function)
    if function is None:
        raise Refused(f"the function `{node.function}` has no form in columns")
    return function(node, translator)


def _floor(node: t.BuiltinCall, translator: Translator) -> Shape:
    if len(node.arguments) != 1:
        raise Refused("`floor` with a scale")
    return _computed(numbers.floor(numbers.number(translator.shape(node.arguments[0]))), translator)


def _completed(unit: int, node: t.BuiltinCall, translator: Translator) -> Shape:
    """Years or months completed: how often the day of the month, or of the year, has come round."""
    start, end = (translator.column(translator.shape(one), DATE) for one in node.arguments)

    def counted(date: pl.Expr) -> pl.Expr:
        months = date.dt.year().cast(pl.Int64) * (12 if unit == _MONTH else 100) + date.dt.month()
        return months * 100 + date.dt.day()

    difference = counted(end.cast(pl.Date)) - counted(start.cast(pl.Date))
    return NumberColumn(difference // unit, most=200_000)


_YEAR, _MONTH = 10_000, 100

FUNCTIONS: Mapping[str, Translate] = MappingProxyType(
    {
        "count": lists.count,
        "sum": lists.total,
        "floor": _floor,
        "completed years": lambda node, translator: _completed(_YEAR, node, translator),
        "completed months": lambda node, translator: _completed(_MONTH, node, translator),
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
        t.Negate: _negate,
        t.Arithmetic: _arithmetic,
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
        t.Some: lists.some,
        t.Every: lists.every,
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
        t.ListLiteral: "a list that is computed is no column",
        t.ContextLiteral: "a record that is computed is no column",
        t.For: "a list that is computed is no column",
        t.NullLiteral: "packs have no null",
        t.FunctionLiteral: "packs define no functions",
        t.Call: "packs call built-in functions only",
        t.InstanceOf: "packs ask for no types",
    }
)
"""Why nodes have no form of their own in columns. Rows that need them are decided one by one."""
