"""A decision as columns: the state of each criterion, the outcome, and the value where it has one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from workshop_rules.compile.plan import Criterion, Decision, Plan
from workshop_rules.evaluate._polars import numbers
from workshop_rules.evaluate._polars.facts import Form
from workshop_rules.evaluate._polars.levels import Stages
from workshop_rules.evaluate._polars.logic import where
from workshop_rules.evaluate._polars.refused import Refused
from workshop_rules.evaluate._polars.shapes import Constant, Shape
from workshop_rules.evaluate._polars.translation import Translator
from workshop_rules.language import tree as t
from workshop_rules.language.types import BOOLEAN, DATE, NUMBER, STRING, Choice, Enumeration, Type
from workshop_rules.language.values import Value
from workshop_rules.language.walk import walk


@dataclass(frozen=True, slots=True)
class Columns:
    """A decision in columns.

    Attributes:
        stages: what is asked of lists, which the truths are made of.
        truths: by name, the columns of truth values that the criteria are made of; those with one condition share one.
        criteria: for each criterion the name of the column of its condition, and of what says whether it applies.
        outcome: over the columns `truths`: the place of the outcome among the decision's, null where it is not certain;
            None where the value is the outcome.
        value: the value, where there is one, and for a number what it is divided by; anything else stands as text.
    """

    stages: Stages
    truths: Mapping[str, pl.Expr]
    criteria: tuple[tuple[str, str | None], ...]
    outcome: pl.Expr | None
    value: tuple[pl.Expr, int | None] | None


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


def columns_of(request: Request, forms: Mapping[str, Form], columns: frozenset[str]) -> Columns:
    """The decision in columns, for facts in these forms.

    Raises:
        Refused: something that every row needs has no form in columns.
    """
    decision = request.decision
    translator = _translator(request, decision, request.asked or decision.as_of, forms, columns, Stages())
    for name in decision.uses:
        answer = _answer(request, name, translator)
        if answer is not None:
            translator.answers[name] = answer
    truths: dict[str, pl.Expr] = {}
    shared: dict[t.Expr, str] = {}

    def named(condition: t.Expr) -> str:
        if condition not in shared:
            shared[condition] = name = f"?{len(shared)}"
            truths[name] = translator.truth(condition).cast(pl.Boolean)
        return shared[condition]

    criteria = []
    for criterion in decision.criteria:
        condition = named(criterion.condition)
        applies = None if criterion.applies is None else named(criterion.applies)
        criteria.append((condition, applies))
        translator.criteria[criterion.id] = _holds(condition, applies)
    outcomes = [one.id for one in decision.outcomes]
    outcome = _place(decision.outcome, outcomes, translator) if outcomes else None
    return Columns(translator.stages, truths, tuple(criteria), outcome, _value(decision, translator))


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
    if criterion.applies is None:
        return truth
    return ~translator.truth(criterion.applies).cast(pl.Boolean) | truth


def _place(node: t.Expr, outcomes: list[str], translator: Translator) -> pl.Expr:
    """The place of an outcome, so that no texts are made row by row."""
    match node:
        case t.StringLiteral(value=value) if value in outcomes:
            return pl.lit(outcomes.index(value), pl.UInt8)
        case t.If():
            condition = translator.shape(node.condition)
            if isinstance(condition, Constant) and isinstance(condition.value, bool):
                return _place(node.then if condition.value else node.otherwise, outcomes, translator)
            truth = translator.column(condition, BOOLEAN).cast(pl.Boolean)
            then, otherwise = (_place(one, outcomes, translator) for one in (node.then, node.otherwise))
            if _is_of_criteria(node.condition, translator.decision):
                return pl.when(truth).then(then).otherwise(otherwise)
            return pl.when(truth).then(then).when(~truth).then(otherwise).otherwise(None)
        case _ if outcomes and (node.type == STRING or isinstance(node.type, Choice)):
            text = translator.column(translator.shape(node), STRING).cast(pl.String)
            return text.cast(pl.Enum(outcomes), strict=False).to_physical().cast(pl.UInt8)
        case _:
            raise Refused("an outcome that is no text of a closed set")


def _is_of_criteria(condition: t.Expr, decision: Decision) -> bool:
    """Whether it is certain wherever all criteria are."""
    applied = {one.id for one in decision.criteria}
    kinds = t.CriterionRef | t.And | t.Or | t.Not | t.BooleanLiteral
    return bool(applied) and all(isinstance(node, kinds) for node in walk(condition))


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
