"""What a roster gains: the columns of a verdict, how they are filled, and how they are finished."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import polars as pl

from workshop_rules.compile.plan import Decision
from workshop_rules.evaluate.evaluation import State
from workshop_rules.evaluate.interpreter import UNDETERMINED

STATE = "state."
REASON = "reason"
STATES = pl.Enum([state.value for state in State])


Say = Callable[[str, tuple[str, ...], tuple[str, ...]], str]
"""Says why a row has its outcome: of the outcome, the states of criteria in their order, and the missing facts."""
_STATES_IN_A_WORD = 22
"""So many states, with null of seven kinds, are a number of 64 bits."""


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


def result_schema(decision: Decision, *, reasons: bool = False) -> dict[str, pl.DataType]:
    """The columns that are added to a frame; with that of reasons, where those are asked for."""
    types = {"outcome": outcome_type(decision), "missing": pl.List(pl.String)}
    types |= dict.fromkeys(("value", "error", REASON), pl.String())
    return {name: types.get(name, STATES) for name in _names(decision, reasons=reasons)}


def _names(decision: Decision, *, reasons: bool) -> Iterator[str]:
    yield "outcome"
    if decision.value is not None:
        yield "value"
    yield from (STATE + criterion.id for criterion in decision.criteria)
    yield from ("missing", "error", REASON) if reasons else ("missing", "error")


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

    def refuse(self, why: str) -> None:
        """Leave all rows without a verdict, for one reason."""
        self.clear()
        rows = pl.int_range(self.height, dtype=pl.UInt32, eager=True)
        self.put_missing(rows, [], pl.repeat(None, self.height, dtype=pl.UInt32(), eager=True))
        self._errors = pl.repeat(why, self.height, dtype=pl.String(), eager=True)

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

    def named(self, say: Say | None = None) -> list[pl.Series]:
        """The columns of `result_schema`, with reasons where somebody says them."""
        made = self.columns | {
            "missing": self._missing.column(self.height),
            "error": _NO_ERRORS.of(self.height) if self._errors is None else self._errors,
        }
        if say is not None:
            made[REASON] = self._reasons(say)
        return [made[name].alias(name) for name in _names(self._decision, reasons=say is not None)]

    def _reasons(self, say: Say) -> pl.Series:
        """Why rows have their outcomes, said once of all that have the same states and lack the same."""
        names = [STATE + criterion.id for criterion in self._decision.criteria]
        different = list({id(self.columns[name]): self.columns[name] for name in names}.values())
        keys = [self.columns["outcome"].alias("outcome"), self._missing.places(self.height).alias("missing")]
        for start in range(0, len(different), _STATES_IN_A_WORD):
            word = _word(different[start : start + _STATES_IN_A_WORD])
            keys.append(word.alias(f"states {start}"))
        patterns = (
            pl.DataFrame([*keys, pl.int_range(self.height, dtype=pl.UInt32, eager=True).alias("rows")])
            .filter(pl.col("outcome").is_not_null())
            .group_by([key.name for key in keys])
            .agg("rows")
        )
        first = patterns["rows"].list.first()
        states = pl.DataFrame([self.columns[name].gather(first).alias(name) for name in names])
        said = [
            say(str(outcome), row, self._missing.at(missing))
            for outcome, missing, row in zip(
                patterns["outcome"],
                patterns["missing"],
                states.iter_rows() if names else [()] * len(first),
                strict=True,
            )
        ]
        told = patterns.select("rows", text=pl.Series(said, dtype=pl.String)).explode("rows")
        return _no_errors(self.height).scatter(told["rows"], told["text"])


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

    def places(self, height: int) -> pl.Series:
        """Which of the lists each row has."""
        return pl.zeros(height, pl.UInt32, eager=True) if self._which is None else self._which

    def at(self, place: int) -> tuple[str, ...]:
        """The list of that place."""
        return list(self._places)[place]

    def column(self, height: int) -> pl.Series:
        """The lists."""
        if self._which is None:
            return _NOTHING_MISSING.of(height)
        return pl.Series([list(one) for one in self._places], dtype=pl.List(pl.String)).gather(self._which)


def _no_errors(height: int) -> pl.Series:
    return pl.repeat(None, height, dtype=pl.String(), eager=True)


def _no_lists(height: int) -> pl.Series:
    return pl.Series([], dtype=pl.String).reshape((height, 0)).arr.to_list()


@dataclass(slots=True)
class _Same:
    """A column that has nothing in any row; kept for the frames to come, which share it."""

    make: Callable[[int], pl.Series]
    kept: pl.Series | None = None

    def of(self, height: int) -> pl.Series:
        """So many rows of it."""
        kept = self.kept
        if kept is None or len(kept) < height:
            kept = self.make(height)
            if height <= _MOST_KEPT:
                self.kept = kept
        return kept.slice(0, height)


_MOST_KEPT = 1_000_000
_NO_ERRORS, _NOTHING_MISSING = _Same(_no_errors), _Same(_no_lists)


def _word(states: Sequence[pl.Series]) -> pl.Series:
    """The states of some criteria as one number for each row."""
    number = pl.lit(0, pl.UInt64)
    for place in range(len(states)):
        number = number * (len(STATES.categories) + 1) + pl.col(f"{place}").to_physical().cast(pl.UInt64).fill_null(
            len(STATES.categories)
        )
    return pl.DataFrame([one.alias(f"{place}") for place, one in enumerate(states)]).select(number).to_series()
