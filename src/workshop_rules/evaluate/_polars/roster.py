"""Many rows at once: in columns where all is certain, one by one where it is not; the same answers either way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, NamedTuple

import polars as pl

from workshop_rules.compile.plan import Decision
from workshop_rules.evaluate._polars.facts import FINDINGS, Batch, Form, read_batch
from workshop_rules.evaluate._polars.program import Columns, Request, columns_of
from workshop_rules.evaluate._polars.refused import Refused
from workshop_rules.evaluate._polars.staging import ROW, staged
from workshop_rules.evaluate.evaluation import State
from workshop_rules.evaluate.interpreter import UNDETERMINED
from workshop_rules.pack.boundary_values import write_number

STATE = "state."
STATES = (
    State.NOT_MET,
    State.MET,
    State.UNKNOWN,
    State.NEEDS_JUDGEMENT,
    State.WAIVED,
    State.NOT_APPLICABLE,
)
"""In the order in which state columns hold them: false and true become the first two."""
_NOT_APPLICABLE = STATES.index(State.NOT_APPLICABLE)
_MOST_KEPT = 64


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


DecideRow = Callable[[Mapping[str, Any], dt.date | None], RowAnswer]
"""Decides one row: its facts, of the usual form, as of a date."""


def result_schema(decision: Decision) -> dict[str, pl.DataType]:
    """The columns that are added to a frame."""
    outcomes = [one.id for one in decision.outcomes]
    schema: dict[str, pl.DataType] = {"outcome": pl.Enum([*outcomes, UNDETERMINED]) if outcomes else pl.String()}
    if decision.value is not None:
        schema["value"] = pl.String()
    states = pl.Enum([state.value for state in STATES])
    schema |= {STATE + criterion.id: states for criterion in decision.criteria}
    return schema | {"missing": pl.List(pl.String), "error": pl.String()}


@dataclass(slots=True)
class Roster:
    """Decides frames, for one request but the date.

    Attributes:
        request: what is asked.
        decide_row: decides what columns leave open.
        refused: why the decision as a whole has no form in columns, once that has been found out.
    """

    request: Request
    decide_row: DecideRow
    refused: str | None = None
    _kept: dict[object, Columns | None] = field(default_factory=dict)

    def decide(self, frame: pl.DataFrame, as_of_column: str | None = None) -> pl.DataFrame:
        """The frame with the columns of `result_schema` added, the rows in their order."""
        if as_of_column is None:
            return frame.hstack(self._decided(frame, self.request.asked))
        days = _days(frame.get_column(as_of_column))
        places = pl.Series(range(frame.height), dtype=pl.UInt32)
        parts, order = [], []
        for day in days.unique().to_list():
            rows = days.is_null() if day is None else days == day
            parts.append(self._decided(frame.filter(rows), day or self.request.asked))
            order.append(places.filter(rows))
        if not parts:
            return frame.hstack(self._decided(frame, self.request.asked))
        return frame.hstack(pl.concat(parts)[pl.concat(order).arg_sort()])

    def _decided(self, frame: pl.DataFrame, as_of: dt.date | None) -> pl.DataFrame:
        batch = read_batch(frame, self.request.plan)
        results, open_rows = self._in_columns(batch, as_of)
        rows = open_rows.arg_true()
        if len(rows):
            self._fill(results, rows, frame, as_of)
        return _finished(results, self.request.decision)

    def _in_columns(self, batch: Batch, as_of: dt.date | None) -> tuple[dict[str, pl.Series], pl.Series]:
        """The results that are certain, outcome and states as places, and the rows that are left open."""
        decision = self.request.decision
        columns = self._columns(batch, as_of) if batch.height else None
        if columns is None:
            return _nothing(decision, batch.height), pl.repeat(True, batch.height, dtype=pl.Boolean, eager=True)
        source = pl.DataFrame({ROW: pl.zeros(batch.height, pl.UInt8, eager=True), **batch.columns})
        source = staged(columns.stages, source, batch.lists)
        last = {} if columns.outcome is None else {"?outcome": columns.outcome}
        if columns.value is not None:
            last["?value"] = columns.value[0]
        wanted = [*columns.truths, *last]
        found = source.lazy().with_columns(**columns.truths).with_columns(**last).select(wanted).collect()
        open_rows = batch.doubt
        for one in last:
            open_rows = _either(open_rows, _nulls(found[one]))
        states = {}
        made: dict[tuple[str, str | None], pl.Series] = {}
        for criterion, key in zip(decision.criteria, columns.criteria, strict=True):
            if key not in made:
                made[key], uncertain = _states(found[key[0]], None if key[1] is None else found[key[1]])
                open_rows = _either(open_rows, uncertain)
            states[STATE + criterion.id] = made[key]
        results = states
        if columns.value is not None:
            top, below = found["?value"], columns.value[1]
            results["value"] = top if below is None else _texts(top, below)
        results["outcome"] = results["value"] if columns.outcome is None else found["?outcome"]
        return results, pl.repeat(False, batch.height, dtype=pl.Boolean, eager=True) if open_rows is None else open_rows

    def _columns(self, batch: Batch, as_of: dt.date | None) -> Columns | None:
        key = (as_of, tuple(sorted(batch.forms.items(), key=lambda item: item[0])), frozenset(batch.columns))
        if key not in self._kept:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            request = self.request
            asked = Request(request.plan, request.decision, as_of, request.readings, request.parameters)
            forms: Mapping[str, Form] = batch.forms
            try:
                self._kept[key] = columns_of(asked, forms, frozenset(batch.columns))
            except Refused as refused:
                self.refused = str(refused)
                self._kept[key] = None
        return self._kept[key]

    def _fill(self, results: dict[str, pl.Series], rows: pl.Series, frame: pl.DataFrame, as_of: dt.date | None) -> None:
        """Decide rows one by one."""
        plan, decision = self.request.plan, self.request.decision
        read = [name for name in frame.columns if is_fact_column(name, plan.facts)]
        facts = frame.select(read)[rows] if read else None
        given = facts.iter_rows(named=True) if facts is not None else ({} for _ in range(len(rows)))
        answers = [self.decide_row(row_facts(row), as_of) for row in given]
        outcomes = {one.id: place for place, one in enumerate(decision.outcomes)} | {
            UNDETERMINED: len(decision.outcomes)
        }
        _put(
            results,
            "outcome",
            rows,
            [outcomes.get(a.outcome or "") if decision.outcomes else a.outcome for a in answers],
        )
        if decision.value is not None:
            _put(results, "value", rows, [answer.value for answer in answers])
        places = {state: place for place, state in enumerate(STATES)}
        for at, criterion in enumerate(decision.criteria):
            states = [places[answer.states[at]] if answer.error is None else None for answer in answers]
            _put(results, STATE + criterion.id, rows, states)
        height = frame.height
        if any(answer.missing for answer in answers):
            missing = pl.Series(values=[list(answer.missing) for answer in answers], dtype=pl.List(pl.String))
            results["missing"] = _spread(missing, rows, height)
        if any(answer.error is not None for answer in answers):
            errors = pl.Series(values=[answer.error for answer in answers], dtype=pl.String)
            results["error"] = _spread(errors, rows, height)


def is_fact_column(name: str, facts: Mapping[str, object]) -> bool:
    """Whether a column is read as part of a dossier."""
    return name in facts or name in {"findings", "waivers", "incomplete"} or name.startswith(FINDINGS)


def row_facts(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as the facts of a dossier: what is null is not supplied, and findings are together."""
    facts: dict[str, Any] = {}
    findings: dict[str, Any] = {}
    for name, value in row.items():
        plain = _plain(value)
        if plain is None or (name in {"waivers", "incomplete"} and not plain):
            continue
        if name == "findings":
            findings |= plain
        elif name.startswith(FINDINGS):
            findings[name.removeprefix(FINDINGS)] = plain
        else:
            facts[name] = plain
    return {**facts, "findings": findings} if findings else facts


def _plain(value: Any) -> Any:  # noqa: ANN401 (a cell)
    if isinstance(value, dict):
        return {name: plain for name, part in value.items() if (plain := _plain(part)) is not None}
    if isinstance(value, list):
        return [None if part is None else _plain(part) for part in value]
    return value


def _days(column: pl.Series) -> pl.Series:
    return column if column.dtype == pl.Date else column.cast(pl.String).str.to_date("%Y-%m-%d")


def _either(rows: pl.Series | None, others: pl.Series | None) -> pl.Series | None:
    if rows is None or others is None:
        return others if rows is None else rows
    return rows | others


def _nulls(column: pl.Series) -> pl.Series | None:
    return column.is_null() if column.null_count() else None


def _states(condition: pl.Series, applies: pl.Series | None) -> tuple[pl.Series, pl.Series | None]:
    """The places of the states of a criterion, and the rows for which they are not certain."""
    if applies is None:
        return condition.cast(pl.UInt8), _nulls(condition)
    either = pl.DataFrame({"c": condition, "a": applies})
    place = pl.when(~pl.col("a")).then(pl.lit(_NOT_APPLICABLE, pl.UInt8)).otherwise(pl.col("c").cast(pl.UInt8))
    made = either.select(place=place, open=pl.col("a").is_null() | (pl.col("a") & pl.col("c").is_null()))
    return made["place"], made["open"] if made["open"].any() else None


def _texts(tops: pl.Series, below: int) -> pl.Series:
    """Numbers as text, each different one written once."""
    different = tops.unique().drop_nulls()
    texts = [_text(top, below) for top in different]
    return tops.replace_strict(different, pl.Series(texts, dtype=pl.String), default=None, return_dtype=pl.String)


def _text(top: int, below: int) -> str:
    exact = Fraction(top, below)
    return write_number(exact.numerator if exact.denominator == 1 else exact)


def _nothing(decision: Decision, height: int) -> dict[str, pl.Series]:
    def empty(dtype: pl.DataType) -> pl.Series:
        return pl.repeat(None, height, dtype=dtype, eager=True)

    results = {STATE + criterion.id: empty(pl.UInt8()) for criterion in decision.criteria}
    results["outcome"] = empty(pl.UInt8() if decision.outcomes else pl.String())
    if decision.value is not None:
        results["value"] = empty(pl.String())
    return results


def _put(results: dict[str, pl.Series], name: str, rows: pl.Series, values: Sequence[object]) -> None:
    column = results[name]
    results[name] = column.clone().scatter(rows, pl.Series(values=values, dtype=column.dtype))


def _spread(values: pl.Series, rows: pl.Series, height: int) -> pl.Series:
    """A column with the values in some rows, and null in the others."""
    places = pl.repeat(None, height, dtype=pl.UInt32, eager=True)
    places = places.scatter(rows, pl.Series(range(len(rows)), dtype=pl.UInt32))
    return values.gather(places) if len(values) else values


def _finished(results: dict[str, pl.Series], decision: Decision) -> pl.DataFrame:
    """The results as the columns of `result_schema`; those that are one and the same are made once."""
    schema = result_schema(decision)
    height = len(results["outcome"])
    apart = {"missing": _missing(results, height), "error": results.get("error", _no_errors(height))}
    made = pl.DataFrame({str(id(results[name])): results[name] for name in schema if name not in apart}).select(
        _typed(pl.col(key), dtype).alias(key)
        for key, dtype in {str(id(results[name])): dtype for name, dtype in schema.items() if name not in apart}.items()
    )
    columns = [
        (apart[name] if name in apart else made.get_column(str(id(results[name])))).alias(name) for name in schema
    ]
    return pl.DataFrame(columns)


def _no_errors(height: int) -> pl.Series:
    return pl.repeat(None, height, dtype=pl.String(), eager=True)


def _missing(results: dict[str, pl.Series], height: int) -> pl.Series:
    """The missing facts; an empty list where nothing is, null where there is no verdict."""
    nothing = pl.repeat([], height, dtype=pl.List(pl.String), eager=True)
    if "missing" not in results:
        return nothing
    return pl.select(pl.when(results["missing"].is_null()).then(nothing).otherwise(results["missing"])).to_series()


def _typed(column: pl.Expr, dtype: pl.DataType) -> pl.Expr:
    """A column of places as what they stand for."""
    return column.cat.to(dtype) if isinstance(dtype, pl.Enum) else column.cast(dtype)
