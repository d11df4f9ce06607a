"""Rows with gaps, in columns: the states of criteria that are not decided, the outcomes left, and what is missing.

    truths and facts of some rows ── what each criterion lacks ── what each branch of the outcome leaves ──▶ verdicts

It is said as sets of bits, of paths and of outcomes, by the rules of `interpreter.outcomes`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import polars as pl

from workshop_rules.evaluate._polars.lacking import Reasons
from workshop_rules.evaluate._polars.paths import (
    NOT_TOLD,
    NOTHING,
    OPEN,
    Lacking,
    Paths,
    together,
    told_where,
    where,
)
from workshop_rules.evaluate._polars.program import OUTCOME, VALUE, Columns, Key, first_of, outcome_column
from workshop_rules.evaluate._polars.results import outcome_type
from workshop_rules.evaluate._polars.shapes import Constant
from workshop_rules.evaluate.evaluation import State
from workshop_rules.evaluate.interpreter import UNDETERMINED
from workshop_rules.evaluate.interpreter.names import FINDINGS
from workshop_rules.language import tree as t
from workshop_rules.language.types import BOOLEAN

IS_OPEN, MISSING = "!open", "!missing"
_MOST_OUTCOMES = 60
_ROWS_AT_ONCE = 100_000
"""Sets of bits take room: eight bytes a row for each criterion."""


class Left(NamedTuple):
    """What an outcome expression may come to.

    Attributes:
        outcomes: those that it may still have, as bits by their places.
        missing: what decides between them.
    """

    outcomes: int | pl.Expr
    missing: Lacking

    @property
    def column(self) -> pl.Expr:
        """The outcomes as a column."""
        return pl.lit(self.outcomes, pl.UInt64) if isinstance(self.outcomes, int) else self.outcomes


@dataclass(frozen=True, slots=True)
class Gaps:
    """What is worked out for rows with gaps.

    Attributes:
        steps: columns to add, those of one step from those of the steps before.
        results: the columns that are asked for.
        paths: what the bits of missing facts stand for.
    """

    steps: tuple[Mapping[str, pl.Expr], ...]
    results: tuple[str, ...]
    paths: Paths

    def decided(self, rows: pl.DataFrame) -> pl.DataFrame:
        """For rows of facts: whether they are still open, outcome, missing, value, and the states of criteria."""
        return pl.concat([self._decided(part) for part in rows.iter_slices(_ROWS_AT_ONCE)])

    def _decided(self, rows: pl.DataFrame) -> pl.DataFrame:
        found = rows.lazy()
        for step in self.steps:
            found = found.with_columns(**step)
        return found.select(self.results).collect()


def gaps_of(columns: Columns, gaps: frozenset[str], known: frozenset[str]) -> Gaps:
    """What is to be worked out for rows with gaps.

    Args:
        columns: the decision, as it is looked at closely.
        gaps: the columns of facts that have nulls.
        known: the columns of truths that have none.
    """
    reasons = Reasons(columns.translator, gaps)
    states: dict[str, pl.Expr] = {}
    lacks: dict[str, pl.Expr] = {}
    first: dict[str, pl.Expr] = {}
    parts: list[Lacking] = []
    for key in dict.fromkeys(columns.criteria):
        part = _of_criterion(key, columns, reasons, known, lacks)
        if part.most:
            name = f"!{len(first)}"
            first[name] = part.column
            part = Lacking(pl.col(name), part.most)
            parts.append(part)
        for criterion, of in zip(columns.decision.criteria, columns.criteria, strict=True):
            if of == key:
                reasons.criteria[criterion.id] = part
        states[key.state] = _state(key, part, reasons.paths)
    value = columns.decision.value
    if value is not None:
        parts.append(told_where(pl.col(VALUE).is_null(), reasons.of(value)))
    outcome = _Outcome(columns, reasons)
    truths = dict(columns.truths) if columns.value is None else {**columns.truths, VALUE: columns.value[0]}
    steps = [truths, lacks, first, *outcome.steps(parts), states]
    results = (IS_OPEN, OUTCOME, MISSING, *states, *([] if columns.value is None else [VALUE]))
    return Gaps(tuple(step for step in steps if step), results, reasons.paths)


def _of_criterion(
    key: Key, columns: Columns, reasons: Reasons, known: frozenset[str], lacks: dict[str, pl.Expr]
) -> Lacking:
    """What a criterion lacks: what its condition and what says whether it applies do, where they leave it undecided.

    It is open, too, where it holds, but which state it has depends on what is null for another reason than a gap.

    Args:
        key: what the criterion is made of.
        columns: the decision.
        reasons: what finds what is lacking.
        known: the columns of truths without nulls.
        lacks: takes columns that are worked out before, since they are asked for several times.
    """
    found: dict[str, Lacking] = {}
    for truth in key.truths:
        if truth not in known:
            found[truth] = part = reasons.of(columns.conditions[truth])
            if not isinstance(part.bits, int) and (len(key.truths) > 1 or key.waived is not None):
                lacks[f"!{truth}"] = part.column
                found[truth] = Lacking(pl.col(f"!{truth}"), part.most)
    if not found:
        return NOTHING
    parts = [told_where(key.truth.is_null(), together(found.values()))]
    if key.applies in found:
        parts.append(_open_where(pl.col(key.applies).is_null(), found[key.applies]))
    if key.waived is not None and key.condition in found:
        parts.append(_open_where(pl.col(key.condition).is_null() & pl.col(key.waived), found[key.condition]))
    return together(parts)


def _open_where(null: pl.Expr, part: Lacking) -> Lacking:
    """Where something is null, and that is not explained."""
    told = told_where(null, part)
    return Lacking(told.column & pl.lit(OPEN, pl.UInt64), OPEN) if told.most & OPEN else NOTHING


def _state(key: Key, lacking: Lacking, paths: Paths) -> pl.Expr:
    """The state; of a criterion that lacks findings alone, that they are to be made."""
    findings = sum(bit for path, bit in paths.bits.items() if isinstance(path, str) and path.startswith(FINDINGS))
    findings &= lacking.most
    if not findings:
        return key.place(State.UNKNOWN)
    if lacking.most == findings:
        return key.place(State.NEEDS_JUDGEMENT)
    others = pl.lit(~findings & (OPEN - 1), pl.UInt64)
    judged = (lacking.column != 0) & (lacking.column & others == 0)
    return pl.when(judged).then(key.place(State.NEEDS_JUDGEMENT)).otherwise(key.place(State.UNKNOWN))


@dataclass(slots=True)
class _Outcome:
    """The outcome, branch by branch."""

    columns: Columns
    reasons: Reasons
    branches: list[Mapping[str, pl.Expr]] = field(default_factory=list)

    def steps(self, parts: list[Lacking]) -> list[Mapping[str, pl.Expr]]:
        """The steps that end with the outcome, what is missing, and whether all that is still open."""
        decision = self.columns.decision
        if self.columns.outcome is None or len(decision.outcomes) > _MOST_OUTCOMES:
            return self._of_value(parts)
        left = self.left(decision.outcome)
        type_ = outcome_type(decision)
        told = outcome_column(decision.outcome, type_, self.columns.translator)
        single = [(left.column == 1 << place, pl.lit(one.id, type_)) for place, one in enumerate(decision.outcomes)]
        outcome = first_of([(told.is_not_null(), told), *single], pl.lit(UNDETERMINED, type_))
        missing = left.missing.column
        unsure = pl.col(OUTCOME) == pl.lit(UNDETERMINED, type_)
        lacking = pl.when(missing == 0).then(pl.lit(OPEN, pl.UInt64)).otherwise(missing)
        return [
            *self.branches,
            {OUTCOME: outcome},
            {MISSING: where(unsure, Lacking(lacking, OPEN)).column},
            {IS_OPEN: _is_open(together([*parts, Lacking(pl.col(MISSING), OPEN)]))},
        ]

    def _of_value(self, parts: list[Lacking]) -> list[Mapping[str, pl.Expr]]:
        """Of a decision whose outcome is its value."""
        node = self.columns.decision.outcome
        while isinstance(node, t.Labelled | t.DefinitionRef):
            node = node.operand if isinstance(node, t.Labelled) else self.columns.translator.definition(node.name)
        value = parts[-1]
        if isinstance(node, t.If | t.DecisionTable):  # what its branches leave is told apart
            value = where(value.column != 0, NOT_TOLD)
        text = pl.when(value.column != 0).then(pl.lit(UNDETERMINED)).otherwise(pl.lit(None, pl.String))
        return [{OUTCOME: text, MISSING: value.column, IS_OPEN: _is_open(together([*parts, value]))}]

    def left(self, node: t.Expr) -> Left:
        """What an outcome expression leaves possible."""
        outcomes = [one.id for one in self.columns.decision.outcomes]
        match node:
            case t.StringLiteral(value=value) if value in outcomes:
                return Left(1 << outcomes.index(value), NOTHING)
            case t.Labelled():
                return self.left(node.operand)
            case t.DefinitionRef():
                return self.left(self.columns.translator.definition(node.name))
            case t.If():
                return self._either(node)
            case _:
                return Left((1 << len(outcomes)) - 1, NOT_TOLD)

    def _either(self, node: t.If) -> Left:
        translator = self.columns.translator
        condition = translator.shape(node.condition)
        if isinstance(condition, Constant) and isinstance(condition.value, bool):
            return self.left(node.then if condition.value else node.otherwise)
        then, otherwise = self.left(node.then), self.left(node.otherwise)
        truth = translator.column(condition, BOOLEAN).cast(pl.Boolean)
        number = len(self.branches)
        lacks, outcomes, missing, holds = (f"!{what}{number}" for what in ("lacks", "outcomes", "missing", "holds"))
        reason = self.reasons.of(node.condition)
        self.branches.append({lacks: reason.column, holds: truth})
        decides = pl.when(then.column != otherwise.column).then(pl.col(lacks)).otherwise(pl.col(lacks) & OPEN)
        both = together([then.missing, otherwise.missing, Lacking(decides, reason.most)])
        picked = pl.when(holds).then(then.column).when(~pl.col(holds)).then(otherwise.column)
        lacking = pl.when(holds).then(then.missing.column).when(~pl.col(holds)).then(otherwise.missing.column)
        self.branches.append(
            {
                outcomes: picked.otherwise(then.column | otherwise.column),
                missing: lacking.otherwise(both.column),
            }
        )
        return Left(pl.col(outcomes), Lacking(pl.col(missing), both.most))


def _is_open(part: Lacking) -> pl.Expr:
    return part.column >= pl.lit(OPEN, pl.UInt64)
