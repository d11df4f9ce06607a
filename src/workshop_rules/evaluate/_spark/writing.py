"""Verdicts written as Parquet by those who find them: Spark deals out rows or files, and nothing comes back but names.

Handing rows with dozens of texts to Spark, to be written one cell after another, costs several times what all the rest
does. Polars writes outcomes and states as they are, as texts in a dictionary.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import TypeAlias
from uuid import uuid4

import polars as pl
import pyarrow as pa
from pyspark import TaskContext
from pyspark.sql import DataFrame, SparkSession

from workshop_rules.diagnostics import Diagnostic
from workshop_rules.evaluate._polars import Roster
from workshop_rules.evaluate._spark.batches import gathered, handed_over, named, results_of
from workshop_rules.evaluate._spark.files import Files
from workshop_rules.evaluate._spark.folder import Folder

ROWS_A_FILE = 500_000
EMPTY = "part-00000.parquet"
"""The only file of a roster without rows."""
_TASKS_A_CORE = 4
"""So many that cores end at nearly the same time, and so few that starting them is nothing."""
_WRITTEN = "file string, rows long"
MakeRoster: TypeAlias = Callable[[], Roster]
"""Makes the evaluator, in each process that needs it."""


@dataclass(frozen=True, slots=True)
class Writer:
    """Decides rows and writes them, with their results, as files of a folder.

    Attributes:
        folder: the folder.
        roster: makes the evaluator, in each process that needs it.
        as_of_column: the column with the date of decision of each row.
    """

    folder: Folder
    roster: MakeRoster
    as_of_column: str | None

    def write_frame(self, frame: DataFrame) -> int:
        """Write a frame of Spark; how many rows it has."""
        work = partial(self.written_rows, names=frame.columns)
        return self._run(handed_over(frame), work, schema_of(frame))

    def write_files(self, session: SparkSession, files: Files) -> int:
        """Write what files have; how many rows that is. Small files share a task."""
        tasks = min(len(files.paths), _TASKS_A_CORE * session.sparkContext.defaultParallelism)
        numbers = session.range(0, len(files.paths), 1, tasks)
        return self._run(numbers, partial(self.written_files, files=files), files.schema)

    def written(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """The names of files with the verdicts on some rows, and how many those are."""
        task = TaskContext.get()
        part = 0 if task is None else task.partitionId()
        for rows in gathered(batches, ROWS_A_FILE):
            # Tasks are repeated, and run twice where one is slow: each attempt has names of its own.
            name = f"part-{part:05}-{uuid4().hex}.parquet"
            self._write(rows, name)
            yield pa.record_batch({"file": [name], "rows": [rows.num_rows]})

    def written_rows(self, batches: Iterable[pa.RecordBatch], names: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """The same for rows whose columns are called so in truth."""
        return self.written(named(batches, names))

    def written_files(self, numbers: Iterable[pa.RecordBatch], files: Files) -> Iterator[pa.RecordBatch]:
        """The same for files, whose numbers are handed over."""
        mine = (number for batch in numbers for number in batch.column(0).to_pylist())
        return self.written(chain.from_iterable(map(files.batches, mine)))

    def _write(self, rows: pa.Table, name: str) -> None:
        decided = pl.DataFrame(pl.from_arrow(rows)).hstack(results_of(rows, self.roster(), self.as_of_column))
        with self.folder.filesystem.open_output_stream(f"{self.folder.unfinished}/{name}") as file:
            decided.write_parquet(file)

    def _run(
        self, frame: DataFrame, work: Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]], schema: pa.Schema
    ) -> int:
        done = frame.mapInArrow(work, _WRITTEN).collect()
        self.folder.keep(row["file"] for row in done)
        if not done:
            # What is empty has its columns all the same.
            self._write(schema.empty_table(), EMPTY)
            self.folder.keep([EMPTY])
        return sum(row["rows"] for row in done)


def schema_of(frame: DataFrame) -> pa.Schema:
    """The columns of a frame, as workers get them."""
    return frame.limit(0).toArrow().schema


def unwritable(schema: pa.Schema) -> tuple[Diagnostic, ...]:
    """The columns of types that would be others afterwards."""
    return tuple(
        Diagnostic("WR904", f"the column `{field.name}` cannot be written as it is: {field.type}", None, "", _REMEDY)
        for field in schema
        if not _stays(field.type)
    )


_REMEDY = "leave it out, or let Spark write what `decide` gives"
_OTHERS = {b"variant", b"geometry", b"geography"}
"""What Spark notes in structs that stand for something else."""
_STAYING = (
    pa.types.is_boolean,
    pa.types.is_integer,
    pa.types.is_float32,
    pa.types.is_float64,
    pa.types.is_decimal128,
    pa.types.is_date32,
    pa.types.is_timestamp,
    pa.types.is_string,
    pa.types.is_large_string,
    pa.types.is_string_view,
    pa.types.is_binary,
    pa.types.is_large_binary,
    pa.types.is_binary_view,
)


def _stays(type_: pa.DataType) -> bool:
    """Whether a column of that type goes through Polars, and is the same afterwards."""
    if pa.types.is_struct(type_):
        return all(_stays(field.type) and not _OTHERS & set(field.metadata or ()) for field in type_)
    if pa.types.is_list(type_) or pa.types.is_large_list(type_) or pa.types.is_dictionary(type_):
        return _stays(type_.value_type)
    return any(stays(type_) for stays in _STAYING)
