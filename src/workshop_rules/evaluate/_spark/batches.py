"""What a worker is given, and what it finds out about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import polars as pl
import pyarrow as pa
from pyspark.sql import DataFrame

from workshop_rules.evaluate._polars import Roster
from workshop_rules.evaluate._polars.facts import is_fact_column


def handed_over(frame: DataFrame) -> DataFrame:
    """The frame with columns by number, as Spark takes none with a full stop in its name (`findings.conduct`)."""
    return frame.toDF(*(f"c{number}" for number in range(len(frame.columns))))


def named(batches: Iterable[pa.RecordBatch], names: Sequence[str]) -> Iterator[pa.RecordBatch]:
    """Batches with the names that their columns have in truth."""
    return (batch.rename_columns(names) for batch in batches)


def gathered(batches: Iterable[pa.RecordBatch], rows: int) -> Iterator[pa.Table]:
    """The same rows in larger parts: of so many at least, but for the last."""
    part: list[pa.RecordBatch] = []
    height = 0
    for batch in batches:
        part.append(batch)
        height += batch.num_rows
        if height >= rows:
            yield pa.Table.from_batches(part)
            part, height = [], 0
    if height:
        yield pa.Table.from_batches(part)


def results_of(rows: pa.Table, roster: Roster, as_of_column: str | None) -> pl.DataFrame:
    """The results of some rows alone. Columns that are no facts are not looked at."""
    facts = roster.request.plan.facts
    read = [name for name in rows.column_names if name == as_of_column or is_fact_column(name, facts)]
    no_facts = pl.int_range(rows.num_rows, eager=True).to_frame()
    frame = pl.DataFrame(pl.from_arrow(rows.select(read))) if read else no_facts
    return roster.decide(frame, as_of_column).select(*roster.schema)
