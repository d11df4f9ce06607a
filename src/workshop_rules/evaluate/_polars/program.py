"""A decision as columns: the state of each criterion, the outcome, and the value where it has one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import polars as pl

from workshop_rules.compile.plan import Criterion, Decision, Plan
from workshop_rules.evaluate._polars import numbers
from workshop_rules.evaluate._polars.facts import WAIVED, Form
from workshop_rules.evaluate._polars.levels import Stages
from workshop_rules.evaluate._polars.logic import where
from workshop_rules.evaluate._polars.refused import Refused
from workshop_rules.evaluate._polars.results import STATES, outcome_type
from workshop_rules.evaluate._polars.shapes import Constant, Shape
from workshop_rules.evaluate._polars.translation import Translator
from workshop_rules.evaluate.evaluation import State
from workshop_rules.language import tree as t
from workshop_rules.language.types import BOOLEAN, DATE, NUMBER, STRING, Choice, Enumeration, Type
from workshop_rules.language.values import Value
from workshop_rules.language.walk import walk

OUTCOME, VALUE = "?outcome", "?value"


class Key(NamedTuple):
    """Which columns of truth values a criterion is made of.

    Attributes:
        condition: that of its condition.
        applies: that of whether it applies.
        waived: that of whether it is waived; None where it is in no row.
    """

    condition: str
    applies: str | None
    waived: str | None = None

    @property
    def truths(self) -> tuple[str, ...]:
        """The columns that are worked out."""
        return (self.condition,) if self.applies is None else (self.condition, self.applies)

    @property
    def state(self) -> str:
        """The name of the column of its state."""
        return f"{self.condition} {self.applies or ''} {self.waived or ''}"

    @property
    def truth(self) -> pl.Expr:
        """Whether it holds, for the outcome."""
        truth = pl.col(self.condition)
        if self.applies is not None:
            truth = ~pl.col(self.applies) | truth
        return truth if self.waived is None else truth | pl.col(self.waived)

    def place(self, doubt: State | None = None) -> pl.Expr:
        """The state, where it is certain; in other rows `doubt`, if that is asked for."""
        branches = [(pl.col(self.condition), _STATES[State.MET])]
        if self.applies is not None:
            branches.insert(0, (~pl.col(self.applies), _STATES[State.NOT_APPLICABLE]))
        if self.waived is not None:
            branches.append((pl.col(self.waived), _STATES[State.WAIVED]))
        if doubt is not None:
            branches.append((self.truth.is_null(), _STATES[doubt]))
        return first_of(branches, _STATES[State.NOT_MET])


def first_of(branches: Iterable[tuple[pl.Expr, pl.Expr]], otherwise: pl.Expr) -> pl.Expr:
    """The value of the first branch whose condition is true."""
    chain = otherwise
    for condition, value in reversed(list(branches)):
        chain = pl.when(condition).then(value).otherwise(chain)
    return chain


_STATES = {state: pl.lit(state.value, STATES) for state in State}


@dataclass(frozen=True, eq=False)
class Columns:
    """A decision in columns.

    Attributes:
        decision: the decision.
        truths: by name, the columns of truth values that the criteria are made of; those with one condition share one.
        conditions: what they say.
        junctions: over the truths: the conditions that the outcome depends on.
        criteria: what each criterion is made of.
        outcome: over both: the outcome, null where it is not certain; None where it is the value.
        value: the value, where there is one, and for a number what it is divided by; anything else stands as text.
        translator: what made them.
    """

    decision: Decision
    truths: Mapping[str, pl.Expr]
    conditions: Mapping[str, t.Expr]
    junctions: Mapping[str, pl.Expr]
    criteria: tuple[Key, ...]
    outcome: pl.Expr | None
    value: tuple[pl.Expr, int | None] | None
    translator: Translator

    @cached_property
    def results(self) -> Mapping[str, pl.Expr]:
        """Over the truths: the states of rows in which those are certain, the outcome and the value."""
        last = {key.state: key.place() for key in dict.fromkeys(self.criteria)}
        if self.outcome is not None:
            last[OUTCOME] = self.outcome
        return last if self.value is None else {**last, VALUE: self.value[0]}

    @property
    def sure(self) -> tuple[str, ...]:
        """The columns that must not be null in a row, or it is looked at again."""
        outcome = () if self.outcome is None else (OUTCOME,)
        return (*self.truths, *outcome, *(() if self.value is None else (VALUE,)))


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked: a decision, a date, readings and parameters.

    Attributes:
        asked: the date asked for; None for the decision's own.
    """

    plan: Plan
    decision: Decision
    asked: dt.date | None
    readings: Mapping[str, str]
    parameters: Mapping[str, Value | None]


def columns_of(
    request: Request, forms: Mapping[str, Form], columns: frozenset[str], *, closely: bool = False
) -> Columns:
    """The decision in columns, for facts in these forms; closely for rows with gaps.

    Raises:
        Refused: something that every row needs has no form in columns.
    """
    decision = request.decision
    translator = _translator_of(request, forms, columns, closely=closely)
    truths: dict[str, pl.Expr] = {}
    conditions: dict[t.Expr, str] = {}

    def named(condition: t.Expr) -> str:
        if condition not in conditions:
            conditions[condition] = name = f"?{len(conditions)}"
            truths[name] = translator.truth(condition).cast(pl.Boolean)
        return conditions[condition]

    criteria = []
    for criterion in decision.criteria:
        waived = f"{WAIVED}{decision.id}.{criterion.id}"
        key = Key(
            named(criterion.condition),
            None if criterion.applies is None else named(criterion.applies),
            waived if waived in columns else None,
        )
        criteria.append(key)
        translator.criteria[criterion.id] = key.truth
    value = _value(decision, translator)
    outcome, junctions = None, dict[str, pl.Expr]()
    if decision.outcomes or decision.value is None or decision.outcome != decision.value:
        outcome = outcome_column(decision.outcome, outcome_type(decision), translator, junctions)
    conditions_by_name = {name: condition for condition, name in conditions.items()}
    return Columns(decision, truths, conditions_by_name, junctions, tuple(criteria), outcome, value, translator)


def truths_of(
    request: Request, like: Translator, conditions: Mapping[str, t.Expr]
) -> tuple[Stages, dict[str, pl.Expr]]:
    """Some of the conditions of a decision by themselves, and what only they ask of lists.

    Args:
        request: what is asked.
        like: what the whole decision was translated by.
        conditions: by the names of their truths.
    """
    translator = _translator_of(request, like.forms, like.columns, closely=like.closely)
    truths = {name: translator.truth(one).cast(pl.Boolean) for name, one in conditions.items()}
    return translator.stages, truths


def _translator_of(
    request: Request, forms: Mapping[str, Form], columns: frozenset[str], *, closely: bool
) -> Translator:
    """What translates a decision, with the answers of those that it refers to."""
    decision = request.decision
    translator = _translator(request, decision, request.asked or decision.as_of, forms, columns, Stages())
    translator.closely = closely
    for name in decision.uses:
        answer = _answer(request, name, translator)
        if answer is not None:
            translator.answers[name] = answer
    return translator


def _translator(
    request: Request,
    decision: Decision,
    as_of: dt.date | None,
    forms: Mapping[str, Form],
    columns: frozenset[str],
    stages: Stages,
) -> Translator:
    return Translator(request.plan, decision, as_of, request.readings, request.parameters, forms, columns, stages)


def _holds(condition: str, applies: str | None) -> pl.Expr:
    if applies is None:
        return pl.col(condition)
    return ~pl.col(applies) | pl.col(condition)


def _answer(request: Request, name: str, by: Translator) -> Shape | None:
    """The outcome or value of another decision, known only where all of its criteria are; None: it has no column."""
    decision = request.plan.decisions[name]
    as_of = request.asked or decision.as_of or by.as_of
    translator = _translator(request, decision, as_of, by.forms, by.columns, by.stages)
    translator.closely = by.closely
    try:
        for used in decision.uses:
            answer = _answer(request, used, translator)
            if answer is not None:
                translator.answers[used] = answer
        truths = []
        for criterion in decision.criteria:
            truth = _truth(criterion, translator)
            truths.append(truth)
            translator.criteria[criterion.id] = truth
        node = decision.value if decision.kind == "value" and decision.value is not None else decision.outcome
        found = translator.shape(node)
        if not truths:
            return found
        certain = pl.all_horizontal([truth.is_not_null() for truth in truths])
        return where(certain, found, node.type, translator)
    except Refused:
        return None


def _truth(criterion: Criterion, translator: Translator) -> pl.Expr:
    truth = translator.truth(criterion.condition).cast(pl.Boolean)
    waived = f"{WAIVED}{translator.decision.id}.{criterion.id}"
    if waived in translator.columns:
        truth = truth | pl.col(waived)
    if criterion.applies is None:
        return truth
    return ~translator.truth(criterion.applies).cast(pl.Boolean) | truth


def outcome_column(
    node: t.Expr, type_: pl.DataType, translator: Translator, junctions: dict[str, pl.Expr] | None = None
) -> pl.Expr:
    """The outcome; of a closed set, so that no texts are made row by row. Null where it is not certain.

    Args:
        node: the outcome expression.
        type_: what the column holds.
        translator: with the criteria.
        junctions: takes conditions on criteria, as columns of their own. The outcome may then be anything in rows in
            which a criterion is not certain.

    Raises:
        Refused: it may be anything.
    """
    if not isinstance(type_, pl.Enum):
        raise Refused("an outcome that is no text of a closed set")
    match node:
        case t.StringLiteral(value=value) if value in type_.categories:
            return pl.lit(value, type_)
        case t.If():
            condition = translator.shape(node.condition)
            if isinstance(condition, Constant) and isinstance(condition.value, bool):
                return outcome_column(node.then if condition.value else node.otherwise, type_, translator, junctions)
            truth = translator.column(condition, BOOLEAN).cast(pl.Boolean)
            then, otherwise = (outcome_column(one, type_, translator, junctions) for one in (node.then, node.otherwise))
            if junctions is not None and is_of_criteria(node.condition, translator.decision):
                name = f"?and {len(junctions)}"
                junctions[name] = truth
                return pl.when(name).then(then).otherwise(otherwise)
            return pl.when(truth).then(then).when(~truth).then(otherwise).otherwise(None)
        case _ if node.type == STRING or isinstance(node.type, Choice):
            text = translator.column(translator.shape(node), STRING).cast(pl.String)
            return text.cast(type_, strict=False)
        case _:
            raise Refused("an outcome that is no text of a closed set")


def is_of_criteria(condition: t.Expr, decision: Decision) -> bool:
    """Whether it is certain wherever all criteria are."""
    kinds = t.CriterionRef | t.And | t.Or | t.Not | t.BooleanLiteral
    return bool(decision.criteria) and all(isinstance(node, kinds) for node in walk(condition))


def _value(decision: Decision, translator: Translator) -> tuple[pl.Expr, int | None] | None:
    if decision.value is None:
        return None
    type_, shape = decision.value.type, translator.shape(decision.value)
    if type_ != NUMBER:
        return _text(translator.column(shape, type_), type_), None
    number = numbers.whole(numbers.number(shape))
    if not isinstance(number.below, int):
        raise Refused("a value that is a quotient whose divisor is not known beforehand")
    return number.top, number.below


def _text(column: pl.Expr, type_: Type) -> pl.Expr:
    """A value as text, as an outcome is."""
    match type_:
        case Enumeration(members=members):
            places = pl.Series(range(len(members)), dtype=pl.UInt8)
            return column.replace_strict(places, pl.Series(members), default=None, return_dtype=pl.String)
        case _ if type_ == BOOLEAN:
            return pl.when(column).then(pl.lit("true")).when(~column).then(pl.lit("false"))
        case _ if type_ == DATE:
            return column.dt.to_string("%Y-%m-%d")
        case _:
            return column.cast(pl.String)
