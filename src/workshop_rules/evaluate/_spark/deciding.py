"""Frames of Spark with their verdicts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql import functions as sf
from pyspark.sql.types import (
    ArrayType,
    CalendarIntervalType,
    DataType,
    MapType,
    StructField,
    StructType,
    YearMonthIntervalType,
)

from workshop_rules.diagnostics import Diagnostic
from workshop_rules.evaluate._polars import Roster
from workshop_rules.evaluate._polars.arrow_types import twice
from workshop_rules.evaluate._spark.batches import gathered, handed_over, results_of
from workshop_rules.evaluate._spark.packing import Packing, Results

ROWS_AT_ONCE = 50_000
"""Rows that are decided together: as Spark hands them over they are too few to make up for the start of a decision."""
_ROWS_BACK = 10_000


def columns_of(frame: DataFrame) -> dict[str, tuple[str, ...]]:
    """The columns of a frame, each with the fields of the records in it, if there are any."""
    return {field.name: _fields(field.dataType) for field in frame.schema.fields}


def _fields(type_: DataType) -> tuple[str, ...]:
    inner = type_.elementType if isinstance(type_, ArrayType) else type_
    return tuple(inner.names) if isinstance(inner, StructType) else ()


def unsendable(frame: DataFrame) -> Iterator[Diagnostic]:
    """What of a frame workers cannot be handed: a column of a type that Arrow does not have, or two of one name."""
    if (name := twice(frame.columns)) is not None:
        yield Diagnostic("WR904", f"two columns are called `{name}`", None, "", "rename one of them, or take it out")
    for field in frame.schema.fields:
        if not _is_sent(field.dataType):
            type_ = field.dataType.simpleString()
            message = f"the column `{field.name}` is of a type that workers cannot be handed: {type_}"
            yield Diagnostic("WR904", message, None, "", "leave it out, or make it a number or text")


def _is_sent(type_: DataType) -> bool:
    """Whether Spark hands such a column to Python: intervals of months have no form in its Arrow."""
    match type_:
        case ArrayType():
            return _is_sent(type_.elementType)
        case MapType():
            return _is_sent(type_.keyType) and _is_sent(type_.valueType)
        case StructType():
            return all(_is_sent(field.dataType) for field in type_)
        case _:
            return not isinstance(type_, YearMonthIntervalType | CalendarIntervalType)


def decide(frame: DataFrame, results: Results, roster: Callable[[], Roster], as_of_column: str | None) -> DataFrame:
    """The frame with its results, worked out when Spark runs it.

    Args:
        frame: a row for each case.
        results: the columns that are added; outcomes and states are text here.
        roster: makes the evaluator, in each process that works on the frame.
        as_of_column: the column with the date of decision of each row.
    """
    names, handed = frame.columns, handed_over(frame)
    packing = Packing(results, len(names))
    sent = StructType([_renamed(*field) for field in zip(frame.schema.fields, handed.columns, strict=True)])
    decided = handed.mapInArrow(
        lambda batches: decided_batches(batches, names, roster(), packing, as_of_column),
        StructType([*sent.fields, *packing.fields.fields]),
    )
    kept = (sf.col(number).alias(name) for number, name in zip(handed.columns, names, strict=True))
    return decided.select(*kept, *packing.unpack())


def _renamed(field: StructField, name: str) -> StructField:
    return StructField(name, field.dataType, field.nullable, field.metadata)


def decided_batches(
    batches: Iterator[pa.RecordBatch], names: Sequence[str], roster: Roster, packing: Packing, as_of_column: str | None
) -> Iterator[pa.RecordBatch]:
    """Batches as they are with their results, packed.

    Args:
        batches: rows.
        names: what their columns are called in truth.
        roster: the evaluator.
        packing: how results travel.
        as_of_column: the column with the date of decision of each row.
    """
    for rows in gathered(batches, ROWS_AT_ONCE):
        packed = packing.pack(results_of(rows.rename_columns(names), roster, as_of_column))
        table = pa.table([*rows.columns, *packed.columns], schema=pa.schema([*rows.schema, *packed.schema]))
        yield from table.to_batches(max_chunksize=_ROWS_BACK)
