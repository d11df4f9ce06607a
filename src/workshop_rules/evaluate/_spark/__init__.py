"""The distributed evaluator: Apache Spark hands Arrow batches to the columnar one, and distributes all work itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import polars as pl
import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql.pandas.types import to_arrow_schema
from pyspark.sql.types import ArrayType, DataType, StringType, StructField, StructType

from workshop_rules.compile.plan import Decision
from workshop_rules.evaluate._polars import Roster, result_schema

__all__ = ["DataFrame", "columns_of", "decide"]


def columns_of(frame: DataFrame) -> dict[str, tuple[str, ...]]:
    """The columns of a frame, each with the fields of the records in it, if there are any."""
    return {field.name: _fields(field.dataType) for field in frame.schema.fields}


def _fields(type_: DataType) -> tuple[str, ...]:
    inner = type_.elementType if isinstance(type_, ArrayType) else type_
    return tuple(inner.names) if isinstance(inner, StructType) else ()


def decide(frame: DataFrame, decision: Decision, roster: Callable[[], Roster], as_of_column: str | None) -> DataFrame:
    """The frame with its results, worked out when Spark runs it.

    Args:
        frame: a row for each case.
        decision: what is asked; outcomes and states are text here.
        roster: makes the evaluator, in each process that works on the frame.
        as_of_column: the column with the date of decision of each row.
    """
    schema = StructType([*frame.schema.fields, *(_column(*entry) for entry in result_schema(decision).items())])
    target = to_arrow_schema(schema)

    def decided(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        evaluator = roster()
        for batch in batches:
            rows = evaluator.decide(pl.DataFrame(pl.from_arrow(batch)), as_of_column)
            texts = rows.with_columns(pl.col(pl.Enum).cast(pl.String)) if rows.width else rows
            yield from texts.to_arrow().cast(target).to_batches()

    return frame.mapInArrow(decided, schema)


def _column(name: str, dtype: pl.DataType) -> StructField:
    return StructField(name, ArrayType(StringType()) if isinstance(dtype, pl.List) else StringType())
