"""Frames of Spark with their verdicts.

Outcomes and states come back from Python as their places among those there are, a byte each, and become text in Spark:
texts for dozens of criteria would cost more on their way than all decisions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

import polars as pl
import pyarrow as pa
from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as sf
from pyspark.sql.pandas.types import to_arrow_schema
from pyspark.sql.types import ArrayType, ByteType, DataType, ShortType, StringType, StructField, StructType

from workshop_rules.evaluate._polars import Roster
from workshop_rules.evaluate._spark.batches import gathered, handed_over, named, results_of

ROWS_AT_ONCE = 50_000
"""Rows that are decided together: as Spark hands them over they are too few to make up for the start of a decision."""
_ROWS_BACK = 10_000
_MOST_BYTES = 127
Results: TypeAlias = Mapping[str, pl.DataType]
"""The columns that a frame gains."""


def columns_of(frame: DataFrame) -> dict[str, tuple[str, ...]]:
    """The columns of a frame, each with the fields of the records in it, if there are any."""
    return {field.name: _fields(field.dataType) for field in frame.schema.fields}


def _fields(type_: DataType) -> tuple[str, ...]:
    inner = type_.elementType if isinstance(type_, ArrayType) else type_
    return tuple(inner.names) if isinstance(inner, StructType) else ()


def decide(frame: DataFrame, results: Results, roster: Callable[[], Roster], as_of_column: str | None) -> DataFrame:
    """The frame with its results, worked out when Spark runs it.

    Args:
        frame: a row for each case.
        results: the columns that are added; outcomes and states are text here.
        roster: makes the evaluator, in each process that works on the frame.
        as_of_column: the column with the date of decision of each row.
    """
    added, names = handed_back(results), frame.columns
    arrow = to_arrow_schema(added)
    decided = handed_over(frame).mapInArrow(
        lambda batches: decided_batches(named(batches, names), roster(), arrow, as_of_column),
        StructType([*frame.schema.fields, *added.fields]),
    )
    texts = [_text(decided, *result) for result in results.items()]
    return decided.select(*(decided[f"`{name}`"] for name in names), *texts)


def handed_back(results: Results) -> StructType:
    """The columns of results as workers hand them back, outcomes and states as places."""
    return StructType([_field(*result) for result in results.items()])


def decided_batches(
    batches: Iterator[pa.RecordBatch], roster: Roster, added: pa.Schema, as_of_column: str | None
) -> Iterator[pa.RecordBatch]:
    """Batches as they are with their results, outcomes and states as their places, in the columns `added`."""
    for rows in gathered(batches, ROWS_AT_ONCE):
        places = results_of(rows, roster, as_of_column).with_columns(pl.col(pl.Enum).to_physical())
        columns = places.to_arrow().cast(added).columns
        table = pa.table([*rows.columns, *columns], schema=pa.schema([*rows.schema, *added]))
        yield from table.to_batches(max_chunksize=_ROWS_BACK)


def _field(name: str, dtype: pl.DataType) -> StructField:
    if isinstance(dtype, pl.Enum):
        return StructField(name, ByteType() if len(dtype.categories) <= _MOST_BYTES else ShortType())
    return StructField(name, ArrayType(StringType()) if isinstance(dtype, pl.List) else StringType())


def _text(decided: DataFrame, name: str, dtype: pl.DataType) -> Column:
    column = decided[f"`{name}`"]
    if not isinstance(dtype, pl.Enum):
        return column
    texts = sf.array(*(sf.lit(text) for text in dtype.categories))
    return sf.get(texts, column.cast("int")).alias(name)
