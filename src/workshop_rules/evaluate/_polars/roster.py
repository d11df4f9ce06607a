"""Many rows at once: in columns where all is certain, one by one where it is not; the same answers either way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import polars as pl

from workshop_rules.evaluate._polars.arrays.inputs import Amiss
from workshop_rules.evaluate._polars.arrays.layouts import Arrived, Layout, arrived
from workshop_rules.evaluate._polars.arrays.settling import Settling, gaps_in, settling_of
from workshop_rules.evaluate._polars.facts import FINDINGS, Batch, Form, is_fact_column, read_batch
from workshop_rules.evaluate._polars.filling import certain, put_certain, put_gaps
from workshop_rules.evaluate._polars.gaps import Gaps, gaps_of
from workshop_rules.evaluate._polars.plain import plain_cells, plain_rows
from workshop_rules.evaluate._polars.program import Columns, Request, columns_of
from workshop_rules.evaluate._polars.refused import Refused
from workshop_rules.evaluate._polars.results import Results, RowAnswer, Say, result_schema
from workshop_rules.evaluate._polars.staging import staged_facts

_MOST_KEPT = 96

DecideRow = Callable[[Mapping[str, Any], dt.date | None], RowAnswer]
"""Decides one row: its facts, of the usual form, as of a date."""
JudgeOf = Callable[[dt.date], "Roster | str"]
"""Who decides rows as of a date; or why nobody here does."""
NoDate = Callable[[str, str], str]
"""What is wrong with a cell of the column of dates: the column, and what stands there."""


@dataclass(slots=True)
class Kept:
    """Decisions in columns, kept for the frames to come: by date and the form of facts, and by what has gaps.

    Attributes:
        columns: the decision; where it has no form in columns, why.
        closely: the same, looked at closely, with what is worked out for rows with gaps.
        settling: how what is certain is told, by the decision in columns and what has gaps; None: by its columns.
        layouts: those of frames that came in.
        on_arrays: how frames of which nothing is missing or amiss are decided, by layout and date; None: not on arrays.
    """

    columns: dict[object, Columns | str] = field(default_factory=dict)
    closely: dict[object, tuple[Columns, Gaps]] = field(default_factory=dict)
    settling: dict[object, Settling | None] = field(default_factory=dict)
    layouts: list[Layout] = field(default_factory=list)
    on_arrays: dict[tuple[Layout, dt.date | None], Settling | None] = field(default_factory=dict)

    def make_room(self) -> None:
        """Forget all, when it has become too much."""
        decided = len(self.columns) + len(self.closely) + len(self.settling)
        if decided + len(self.layouts) + len(self.on_arrays) >= _MOST_KEPT:
            for kept in (self.columns, self.closely, self.settling, self.on_arrays):
                kept.clear()
            self.layouts.clear()


@dataclass(slots=True)
class Roster:
    """Decides frames, for one request but the date.

    Attributes:
        request: what is asked.
        decide_row: decides what columns leave open.
        kept: what was made for other frames and the same request but the date.
        judge_of: who decides rows with a date of their own, if not this one.
        say: says the reasons, where they are asked for.
        no_date: says what is wrong with a cell of the column of dates.
        refused: why the decision as a whole has no form in columns, once that has been found out.
    """

    request: Request
    decide_row: DecideRow
    kept: Kept = field(default_factory=Kept)
    judge_of: JudgeOf | None = None
    say: Say | None = None
    no_date: NoDate = "WR903 `{}` is `{}`: it is no date of the form YYYY-MM-DD".format
    refused: str | None = None

    @property
    def schema(self) -> dict[str, pl.DataType]:
        """The columns that are added."""
        return result_schema(self.request.decision, reasons=self.say is not None)

    def arrived(self, frame: pl.DataFrame) -> Arrived:
        """A frame that is to be decided, with what is known about its columns."""
        self.kept.make_room()
        return arrived(frame, self.request.plan, self.kept.layouts)

    def decide(
        self, frame: pl.DataFrame, as_of_column: str | None = None, known: Arrived | None = None
    ) -> pl.DataFrame:
        """The frame with the columns of `schema` added, the rows in their order.

        Args:
            frame: the rows.
            as_of_column: the column with the date of each.
            known: the frame as it has arrived, if that has been looked at before.
        """
        if as_of_column is None:
            return frame.hstack(self._decided(frame, self.request.asked, known))
        days, unread = _days(frame.get_column(as_of_column))
        places = pl.Series(range(frame.height), dtype=pl.UInt32)
        parts, order = [], []
        for day in days.filter(unread.is_null()).unique().to_list():
            rows = (days.is_null() if day is None else days == day) & unread.is_null()
            parts.append(self._of_day(frame.filter(rows), day))
            order.append(places.filter(rows))
        for text in unread.drop_nulls().unique().to_list():
            rows = (unread == text).fill_null(value=False)
            parts.append(self._refused(rows.sum(), self.no_date(as_of_column, text)))
            order.append(places.filter(rows))
        if not parts:
            return frame.hstack(self._decided(frame, self.request.asked, known))
        return frame.hstack(pl.concat(parts)[pl.concat(order).arg_sort()])

    def _of_day(self, frame: pl.DataFrame, day: dt.date | None) -> pl.DataFrame:
        """Rows that have one date of their own, or none."""
        judge = self if day is None or self.judge_of is None else self.judge_of(day)
        if isinstance(judge, str):
            return self._refused(frame.height, judge)
        return pl.DataFrame(judge._decided(frame, day or self.request.asked))  # noqa: SLF001 (another of its kind)

    def _refused(self, height: int, why: str) -> pl.DataFrame:
        """So many rows without a verdict, for one reason."""
        results = Results(self.request.decision, height)
        results.refuse(why)
        return pl.DataFrame(results.named(self.say))

    def _decided(self, frame: pl.DataFrame, as_of: dt.date | None, known: Arrived | None = None) -> list[pl.Series]:
        results = Results(self.request.decision, frame.height)
        if not frame.height:
            results.clear()
        elif not self._on_arrays(known or self.arrived(frame), as_of, results):
            rows = self._in_columns(frame, as_of, results)
            if len(rows):
                results.put_answers(rows, self._one_by_one(frame, rows, as_of))
        return results.named(self.say)

    def _on_arrays(self, frame: Arrived, as_of: dt.date | None, results: Results) -> bool:
        """Fill all rows, if nothing is missing or amiss in them and all that is asked has a form on arrays."""
        kept, key = self.kept.on_arrays, (frame.layout, as_of)
        if key in kept and kept.get(key) is None:
            return False
        try:
            inputs = frame.inputs()
            settling = kept.get(key) or kept.setdefault(key, self._on_arrays_of(frame.layout, as_of))
            if settling is not None:
                results.columns.update(settling.of_arrays(inputs, frame.height))
        except Amiss:
            return False
        return settling is not None

    def _on_arrays_of(self, layout: Layout, as_of: dt.date | None) -> Settling | None:
        columns = self._columns(layout.forms, layout.supplied, as_of)
        settling = None if isinstance(columns, str) else self._settling(columns, as_of, layout.not_arrays)
        return settling if settling is not None and settling.is_whole else None

    def _in_columns(self, frame: pl.DataFrame, as_of: dt.date | None, results: Results) -> pl.Series:
        """Fill what has a form in columns; the places of the rows that are left."""
        batch = read_batch(frame, self.request.plan)
        columns = self._columns(batch.forms, frozenset(batch.columns), as_of)
        if isinstance(columns, str):
            self.refused = columns
            results.clear()
            return pl.int_range(batch.height, dtype=pl.UInt32, eager=True)
        open_, unsure = self._look(columns, batch, as_of, results)
        if unsure is None and batch.doubt is None and batch.again is None:
            return pl.Series([], dtype=pl.UInt32)
        nowhere = pl.repeat(False, batch.height, dtype=pl.Boolean, eager=True)
        left, again = (nowhere if rows is None else rows for rows in (batch.doubt, batch.again))
        if unsure is not None:
            again = again | unsure
        again = again & ~left
        if again.any():
            known = frozenset(columns.truths).difference(open_) if batch.again is None else frozenset[str]()
            left = left | nowhere.scatter(self._look_again(frame, again, as_of, known, results), True)
        return left.arg_true()

    def _look(
        self, columns: Columns, batch: Batch, as_of: dt.date | None, results: Results
    ) -> tuple[frozenset[str], pl.Series | None]:
        """Fill what is certain; the columns that are not so in all rows, and the rows (None: there are none)."""
        settling = self._settling(columns, as_of, gaps_in(batch))
        if settling is not None:
            settled = settling.settled(batch)
            results.columns.update(settled.results)
            return settled.open, settled.unsure
        found = certain(columns, staged_facts(columns.translator.stages, batch.height, batch.columns, batch.lists))
        put_certain(columns, found, results)
        open_ = [name for name in columns.sure if found[name].null_count()]
        unsure = found.select(pl.any_horizontal(pl.col(open_).is_null())).to_series() if open_ else None
        return frozenset(open_), unsure

    def _settling(self, columns: Columns, as_of: dt.date | None, gaps: frozenset[str]) -> Settling | None:
        key = (columns, gaps)
        try:
            return self.kept.settling[key]
        except KeyError:
            self.kept.make_room()
            found = self.kept.settling[key] = settling_of(columns, replace(self.request, asked=as_of), gaps)
            return found

    def _columns(self, forms: Mapping[str, Form], supplied: frozenset[str], as_of: dt.date | None) -> Columns | str:
        """The decision in columns, or why it has no form there."""
        key = (as_of, frozenset(forms.items()), supplied)
        found = self.kept.columns.get(key)
        if found is None:
            self.kept.make_room()
            try:
                found = self._columns_of(forms, supplied, as_of, closely=False)
            except Refused as refused:
                found = str(refused)
            self.kept.columns[key] = found
        return found

    def _columns_of(
        self, forms: Mapping[str, Form], supplied: frozenset[str], as_of: dt.date | None, *, closely: bool
    ) -> Columns:
        return columns_of(replace(self.request, asked=as_of), forms, supplied, closely=closely)

    def _look_again(
        self, frame: pl.DataFrame, rows: pl.Series, as_of: dt.date | None, known: frozenset[str], results: Results
    ) -> pl.Series:
        """Fill rows with gaps, of which columns are made that say what is lacking; the places of those still open.

        Args:
            frame: all rows.
            rows: which of them are concerned.
            as_of: the date.
            known: the truths without gaps.
            results: what is filled.
        """
        part = frame.select(self._read(frame) or frame.columns[:1])  # of no columns, there would be no rows
        batch = read_batch(part if rows.all() else part.filter(rows), self.request.plan, closely=True)
        gaps = frozenset(batch.gaps())
        key = (as_of, frozenset(batch.forms.items()), frozenset(batch.columns), gaps, known)
        if key not in self.kept.closely:
            self.kept.make_room()
            try:
                columns = self._columns_of(batch.forms, frozenset(batch.columns), as_of, closely=True)
                self.kept.closely[key] = columns, gaps_of(columns, gaps, known)
            except Refused:
                return rows.arg_true()
        columns, looked_for = self.kept.closely[key]
        facts = staged_facts(columns.translator.stages, batch.height, batch.columns, batch.lists)
        places = put_gaps(columns, looked_for, facts, rows, results)
        if batch.doubt is None:
            return places
        return pl.concat([places, rows.arg_true().filter(batch.doubt)]).unique()

    def _read(self, frame: pl.DataFrame) -> list[str]:
        """The columns of a frame that are facts."""
        return [name for name in frame.columns if is_fact_column(name, self.request.plan.facts)]

    def _one_by_one(self, frame: pl.DataFrame, rows: pl.Series, as_of: dt.date | None) -> list[RowAnswer]:
        read = self._read(frame)
        facts = frame.select(read)[rows] if read else None
        given = plain_rows(facts) if facts is not None else ({} for _ in range(len(rows)))
        return [self.decide_row(row_facts(row), as_of) for row in given]


def row_facts(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as the facts of a dossier: what is null is not supplied, and findings are together."""
    facts: dict[str, Any] = {}
    findings: dict[str, Any] = {}
    for name, value in row.items():
        plain = _plain(value)
        if plain is None or (name in {"waivers", "incomplete"} and not plain):
            continue
        if name == "findings" and isinstance(plain, dict):
            findings |= plain
        elif name.startswith(FINDINGS):
            findings[name.removeprefix(FINDINGS)] = plain
        else:
            facts[name] = plain
    return {"findings": findings, **facts} if findings else facts


def _plain(value: Any) -> Any:  # noqa: ANN401 (a cell)
    if isinstance(value, dict):
        return {name: plain for name, part in value.items() if (plain := _plain(part)) is not None}
    if isinstance(value, list):
        return [None if part is None else _plain(part) for part in value]
    return value


def _days(column: pl.Series) -> tuple[pl.Series, pl.Series]:
    """A column as days, midnights as the days that they begin; and the text of each cell that is none."""
    match column.dtype:
        case pl.Date():
            days, read = column, column.is_between(dt.date.min, dt.date.max)
        case pl.Datetime(time_zone=None):
            days = column.cast(pl.Date)
            read = (days.cast(column.dtype) == column) & days.is_between(dt.date.min, dt.date.max)
        case _:
            days = column.cast(pl.String).str.to_date("%Y-%m-%d", strict=False)
            read = days.is_not_null()
    unread = column.is_not_null() & ~read.fill_null(value=False)
    if not unread.any():
        return days, pl.repeat(None, len(column), dtype=pl.String, eager=True)
    texts = [str(cell) if bad else None for cell, bad in zip(plain_cells(column), unread.to_list(), strict=True)]
    return days, pl.Series(texts, dtype=pl.String)
