"""What a roster gains: the columns of a verdict, how they are filled, and how they are finished."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import polars as pl

from workshop_rules.compile.plan import Decision
from workshop_rules.evaluate.evaluation import State
from workshop_rules.evaluate.interpreter import UNDETERMINED

STATE = "state."
STATES = pl.Enum([state.value for state in State])


class RowAnswer(NamedTuple):
    """The verdict on one row; or why there is none (`error`), and then nothing else.

    Attributes:
        outcome: the outcome, or `undetermined`.
        states: of the criteria, in their order.
        missing: the paths of the facts on which the outcome depends.
        value: of a decision that has one, as text.
    """

    outcome: str | None
    states: tuple[State, ...]
    missing: tuple[str, ...] = ()
    value: str | None = None
    error: str | None = None


def outcome_type(decision: Decision) -> pl.DataType:
    """The type of the column `outcome`."""
    outcomes = [one.id for one in decision.outcomes]
    return pl.Enum([*outcomes, UNDETERMINED]) if outcomes else pl.String()


def result_schema(decision: Decision) -> dict[str, pl.DataType]:
    """The columns that are added to a frame."""
    schema = {"outcome": outcome_type(decision)}
    if decision.value is not None:
        schema["value"] = pl.String()
    schema |= {STATE + criterion.id: STATES for criterion in decision.criteria}
    return schema | {"missing": pl.List(pl.String), "error": pl.String()}


class Results:
    """The results of some rows, which columns fill first and answers to single rows last.

    Attributes:
        height: how many rows.
        columns: outcome, value and states by their names; criteria that are one may share a column.
    """

    def __init__(self, decision: Decision, height: int) -> None:
        self.height = height
        self.columns: dict[str, pl.Series] = {}
        self._decision = decision
        self._missing = _Told()
        self._errors: pl.Series | None = None

    def clear(self) -> None:
        """Begin with columns in which nothing is filled yet."""
        for name, dtype in result_schema(self._decision).items():
            self.columns[name] = pl.repeat(None, self.height, dtype=dtype, eager=True)

    def refused(self, why: str) -> pl.DataFrame:
        """The columns where no row has a verdict, all for one reason."""
        self.clear()
        return pl.DataFrame(
            [column.alias(name) for name, column in self.columns.items() if name != "error"]
            + [pl.repeat(why, self.height, dtype=pl.String(), eager=True).alias("error")]
        )

    def put(self, name: str, rows: pl.Series, values: pl.Series) -> None:
        """Fill some rows of a column, by their places."""
        self.columns[name] = self.columns[name].clone().scatter(rows, values)

    def put_missing(self, rows: pl.Series, missing: Sequence[tuple[str, ...]], which: pl.Series) -> None:
        """Say what some rows lack: for each the place of it among the different ones."""
        self._missing.put(self.height, rows, missing, which)

    def put_answers(self, rows: pl.Series, answers: Sequence[RowAnswer]) -> None:
        """Fill some rows with the answers to them."""
        outcome = outcome_type(self._decision)
        self.put("outcome", rows, pl.Series([answer.outcome for answer in answers], dtype=outcome))
        if self._decision.value is not None:
            self.put("value", rows, pl.Series([answer.value for answer in answers], dtype=pl.String))
        for at, criterion in enumerate(self._decision.criteria):
            states = [answer.states[at] if answer.error is None else None for answer in answers]
            self.put(STATE + criterion.id, rows, pl.Series(states, dtype=STATES))
        different = {missing: place for place, missing in enumerate({answer.missing: None for answer in answers})}
        which = [different[answer.missing] if answer.error is None else None for answer in answers]
        self.put_missing(rows, list(different), pl.Series(which, dtype=pl.UInt32))
        if any(answer.error is not None for answer in answers):
            errors = pl.Series([answer.error for answer in answers], dtype=pl.String)
            self._errors = _no_errors(self.height).scatter(rows, errors)

    def frame(self) -> pl.DataFrame:
        """The columns of `result_schema`."""
        made = self.columns | {
            "missing": self._missing.column(self.height),
            "error": _no_errors(self.height) if self._errors is None else self._errors,
        }
        return pl.DataFrame([made[name].alias(name) for name in result_schema(self._decision)])


class _Told:
    """Lists of paths, each different one kept once. The first, of nothing, is that of all rows not told of."""

    def __init__(self) -> None:
        self._places: dict[tuple[str, ...], int] = {(): 0}
        self._which: pl.Series | None = None

    def put(self, height: int, rows: pl.Series, lists: Sequence[tuple[str, ...]], which: pl.Series) -> None:
        if not any(lists) and not which.null_count():
            return
        places = pl.Series([self._places.setdefault(one, len(self._places)) for one in lists], dtype=pl.UInt32)
        if self._which is None:
            self._which = pl.zeros(height, pl.UInt32, eager=True)
        self._which = self._which.scatter(rows, places.gather(which))

    def column(self, height: int) -> pl.Series:
        if self._which is None:
            return pl.Series([], dtype=pl.String).reshape((height, 0)).arr.to_list()
        return pl.Series([list(one) for one in self._places], dtype=pl.List(pl.String)).gather(self._which)


def _no_errors(height: int) -> pl.Series:
    return pl.repeat(None, height, dtype=pl.String(), eager=True)
