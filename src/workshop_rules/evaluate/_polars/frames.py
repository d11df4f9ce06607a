"""Frames as users have them, lazy or not."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from functools import partial
from typing import TypeAlias

import polars as pl

from workshop_rules.compile.plan import Decision
from workshop_rules.evaluate._polars.results import REASON, result_schema
from workshop_rules.evaluate._polars.roster import Roster

Frame: TypeAlias = "pl.DataFrame | pl.LazyFrame"
Check: TypeAlias = Callable[[Mapping[str, tuple[str, ...]]], None]
"""Refuses columns, given with the fields of their records, that cannot be what they seem."""
ROWS_AT_ONCE = 1_000_000


def frame_columns(frame: Frame) -> dict[str, tuple[str, ...]]:
    """The columns of a frame, each with the fields of the records in it, if there are any."""
    schema = frame.collect_schema()
    return {name: _fields(dtype) for name, dtype in schema.items()}


def _fields(dtype: pl.DataType) -> tuple[str, ...]:
    inner = dtype.inner if isinstance(dtype, pl.List) else dtype
    return tuple(field.name for field in inner.fields) if isinstance(inner, pl.Struct) else ()


def decide_frame(
    roster: Roster, frame: Frame, as_of_column: str | None, check: Check, checked_by: Hashable = None
) -> Frame:
    """The frame with its results: at once for one with data, batch by batch for a lazy one when that is collected.

    Args:
        roster: what decides it.
        frame: the rows.
        as_of_column: the column with the date of each.
        check: refuses columns.
        checked_by: what `check` goes by beside the columns; it is not asked again about frames of one layout.
    """
    if isinstance(frame, pl.DataFrame) and frame.height <= ROWS_AT_ONCE:
        known = roster.arrived(frame)
        if checked_by not in known.layout.checked:
            check(frame_columns(frame))
            known.layout.checked.add(checked_by)
        return roster.decide(frame, as_of_column, known)
    check(frame_columns(frame))
    if isinstance(frame, pl.DataFrame):
        parts = [roster.decide(part, as_of_column) for part in frame.iter_slices(ROWS_AT_ONCE)]
        return pl.concat(parts, rechunk=False)
    schema = {**frame.collect_schema(), **roster.schema}
    return frame.map_batches(partial(roster.decide, as_of_column=as_of_column), schema=schema, streamable=True)


def with_complaints(
    decided: pl.DataFrame, complaints: pl.Series, decision: Decision, between: str | None = None
) -> pl.DataFrame:
    """The rows, those with a complaint without their verdict and with that as the error.

    Args:
        decided: the rows as they were decided without what was complained of.
        complaints: for each row what was, or null.
        decision: what was decided.
        between: what stands between a complaint and an error that the row has all the same; None: that is left out.
    """
    if complaints.null_count() == len(complaints):
        return decided
    wrong = complaints.is_not_null()
    results = [
        pl.when(pl.lit(wrong)).then(None).otherwise(pl.col(name)).alias(name)
        for name in result_schema(decision, reasons=REASON in decided.columns)
        if name != "error"
    ]
    error = [pl.lit(complaints), pl.col("error")]
    both = [] if between is None else [pl.concat_str(*error, separator=between)]
    return decided.with_columns(*results, error=pl.coalesce(*both, *error))
