"""From the truths of conditions to the states of criteria and the outcome, where all truths are certain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from typing import TypeAlias, assert_never

import numpy as np
import polars as pl

from workshop_rules.compile.plan import Decision
from workshop_rules.evaluate._polars.arrays import kernels
from workshop_rules.evaluate._polars.arrays.kernels import Array
from workshop_rules.evaluate._polars.arrays.program import Truths
from workshop_rules.evaluate._polars.program import Columns, Key, is_of_criteria
from workshop_rules.evaluate._polars.refused import Refused
from workshop_rules.evaluate._polars.results import STATE, STATES, outcome_type
from workshop_rules.evaluate._polars.threads import each
from workshop_rules.evaluate.evaluation import State
from workshop_rules.language import tree as t
from workshop_rules.language.walk import walk

_MET, _NOT_MET, _NOT_APPLICABLE = (
    pl.Series([state.value], dtype=STATES) for state in (State.MET, State.NOT_MET, State.NOT_APPLICABLE)
)


@dataclass(frozen=True, slots=True, eq=False)
class Branch:
    """An outcome that depends on criteria."""

    condition: str
    then: Outcome
    otherwise: Outcome


Outcome: TypeAlias = "Branch | pl.Series"


@dataclass(frozen=True, slots=True)
class Finish:
    """How a decision ends.

    Attributes:
        outcome: what the outcome depends on, down to series of one outcome each.
        asked: conditions over facts, by the names of their truths.
        conditions: conditions over criteria, by names.
        criteria: what each criterion is made of, by its id.
    """

    outcome: Outcome
    asked: Mapping[str, t.Expr]
    conditions: Mapping[str, t.Expr]
    criteria: Mapping[str, Key]

    def finished(self, truths: Truths) -> dict[str, pl.Series]:
        """The outcome and the states, of truths with room for the conditions."""
        for name in self.conditions:
            truths.add(name)
        each(lambda name: self._put(name, truths), list(self.conditions), truths.height)
        columns = truths.columns()
        keys = list(dict.fromkeys(self.criteria.values()))
        first, *made = each(lambda one: _column(one, columns), [self.outcome, *keys], truths.height)
        states = dict(zip(keys, made, strict=True))
        outcome = first.new_from_index(0, truths.height) if isinstance(self.outcome, pl.Series) else first
        return {"outcome": outcome, **{STATE + name: states[key] for name, key in self.criteria.items()}}

    def _put(self, name: str, truths: Truths) -> None:
        truths[name][:] = self._bits(self.conditions[name], truths)

    def _bits(self, node: t.Expr, truths: Truths) -> Array:
        match node:
            case t.CriterionRef(id=id_):
                key = self.criteria[id_]
                holds = truths[key.condition]
                return holds if key.applies is None else kernels.either(kernels.opposite(truths[key.applies]), holds)
            case t.And(operands=operands):
                return reduce(kernels.both, (self._bits(one, truths) for one in operands))
            case t.Or(operands=operands):
                return reduce(kernels.either, (self._bits(one, truths) for one in operands))
            case t.Not(operand=operand):
                return kernels.opposite(self._bits(operand, truths))
            case t.BooleanLiteral(value=value):
                return np.full(truths.lines.shape[1], 255 if value else 0, np.uint8)
            case _:
                raise TypeError(node)


def _column(what: Outcome | Key, columns: Mapping[str, pl.Series]) -> pl.Series:
    """The outcome, or the state of a criterion."""
    match what:
        case Branch(condition=condition):
            return _column(what.then, columns).zip_with(columns[condition], _column(what.otherwise, columns))
        case Key(condition=condition, applies=applies):
            state = _MET.zip_with(columns[condition], _NOT_MET)
            return state if applies is None else state.zip_with(columns[applies], _NOT_APPLICABLE)
        case pl.Series():
            return what
        case _:
            assert_never(what)


def finish_of(columns: Columns) -> Finish | None:
    """How a decision ends whose outcome depends on nothing but criteria; None where it depends on more."""
    decision = columns.decision
    if columns.value is not None or not decision.outcomes or not decision.criteria:
        return None
    if any(key.waived is not None for key in columns.criteria):
        return None
    asked, conditions = dict[str, t.Expr](), dict[str, t.Expr]()
    try:
        outcome = _outcome(decision.outcome, decision, asked, conditions)
    except Refused:
        return None
    criteria = {one.id: key for one, key in zip(decision.criteria, columns.criteria, strict=True)}
    return Finish(outcome, asked, conditions, criteria)


def _outcome(node: t.Expr, decision: Decision, asked: dict[str, t.Expr], conditions: dict[str, t.Expr]) -> Outcome:
    match node:
        case t.StringLiteral(value=value) if any(one.id == value for one in decision.outcomes):
            return pl.Series([value], dtype=outcome_type(decision))
        case t.Labelled(operand=operand):
            return _outcome(operand, decision, asked, conditions)
        case t.If(condition=condition):
            name = f"?if {len(asked) + len(conditions)}"
            if is_of_criteria(condition, decision):
                conditions[name] = condition
            elif any(isinstance(one, t.CriterionRef) for one in walk(condition)):
                raise Refused("an outcome that depends on criteria and facts at once")
            else:
                asked[name] = condition
            then, otherwise = (_outcome(one, decision, asked, conditions) for one in (node.then, node.otherwise))
            return Branch(name, then, otherwise)
        case _:
            raise Refused("an outcome that is no text of a closed set")
