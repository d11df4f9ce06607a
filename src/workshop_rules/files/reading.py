"""Rosters read from CSV, Parquet and JSON Lines, some rows at a time. `workbooks` reads those of Excel."""

from __future__ import annotations

import json
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import islice
from math import isfinite
from pathlib import Path
from typing import Any, TypeAlias

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from workshop_rules.files.csv_form import check_form, fault_of_csv, headings_of_csv
from workshop_rules.files.unreadable import ENCODED, UnreadableError, fault_of_json_lines, fault_of_parquet

Rows: TypeAlias = pl.DataFrame
"""Some rows of a roster, with or without their verdicts."""

BATCH = 100_000
"""How many rows are read at once."""


_WHOLE = 2**53
"""Whole numbers up to this are floating point numbers too."""
_ENCODER = json.JSONEncoder(ensure_ascii=False)
_SURE = 16
"""A number in so many characters, one of them the point, is the same when it is read and written again."""


def read_roster(path: Path, skip: int = 0) -> Iterator[pl.DataFrame]:
    """The rows of a file, batch by batch: of Parquet typed as there, of CSV as text.

    In JSON Lines a column of numbers or of truth values is one; the cells of others are the text of their JSON. A file
    without rows gives one batch without any.

    Args:
        path: the file.
        skip: how many rows are left out at the start.

    Raises:
        OSError: the file cannot be opened.
        UnreadableError: it is not in the format that its name says.
    """
    read = {".parquet": _parquet, ".csv": _csv}.get(path.suffix.lower(), _json_lines)
    try:
        yield from read(path, skip)
    except UnicodeDecodeError as error:
        raise UnreadableError(*ENCODED) from error
    except (pa.ArrowException, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        raise fault_of_parquet() from error


def roster_rows(path: Path) -> int | None:
    """How many rows a file has, where that can be told without reading it."""
    return pq.ParquetFile(path).metadata.num_rows if path.suffix.lower() == ".parquet" else None


def _parquet(path: Path, skip: int) -> Iterator[pl.DataFrame]:
    with pq.ParquetFile(path) as file:
        heights = [file.metadata.row_group(group).num_rows for group in range(file.num_row_groups)]
        first = 0
        while first < len(heights) and heights[first] <= skip:
            skip -= heights[first]
            first += 1
        empty = True
        for batch in file.iter_batches(BATCH, row_groups=list(range(first, len(heights)))):
            rows = batch.slice(min(skip, batch.num_rows))
            skip -= batch.num_rows - rows.num_rows
            if rows.num_rows:
                empty = False
                yield pl.DataFrame(pl.from_arrow(rows))
        if empty:
            yield pl.DataFrame(pl.from_arrow(file.schema_arrow.empty_table()))


def _csv(path: Path, skip: int) -> Iterator[pl.DataFrame]:
    with path.open("rb") as file:
        if file.read(2) in {BOM_UTF16_BE, BOM_UTF16_LE}:
            raise UnreadableError(*ENCODED)
    headings = headings_of_csv(path)
    check_form(path)
    try:
        rows = pl.scan_csv(path, infer_schema=False)
        empty = True
        for batch in rows.slice(skip).collect_batches(chunk_size=BATCH):
            if batch.height:
                empty = False
                yield batch
        if empty:
            yield pl.DataFrame(schema=rows.collect_schema())
    except pl.exceptions.PolarsError as error:
        raise fault_of_csv(path, headings) from error


def _json_lines(path: Path, skip: int) -> Iterator[pl.DataFrame]:
    with path.open(encoding="utf-8-sig") as file:
        schema = _schema(_records(file))
        file.seek(0)
        lines = islice((line for line in file if line.strip()), skip, None)
        empty = True
        while batch := list(islice(lines, BATCH)):
            empty = False
            rows = [_row(_record(line), schema) for line in batch]
            yield pl.DataFrame(rows, schema=schema)
        if empty:
            yield pl.DataFrame(schema=schema)


def _records(lines: Iterable[str]) -> Iterator[dict[str, object]]:
    """The records of lines that are not blank; what is wrong with one is said with its number."""
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                record = _record(line)
            except json.JSONDecodeError as error:
                raise fault_of_json_lines(number, error.pos + 1) from error
            if not isinstance(record, dict):
                raise fault_of_json_lines(number)
            yield record


def _schema(records: Iterable[dict[str, object]]) -> dict[str, pl.DataType]:
    """The type of each column: that of its cells, where those are all numbers or all truth values; else text."""
    kinds: dict[str, set[type]] = {}
    for record in records:
        for name, cell in record.items():
            found = kinds.setdefault(name, set())
            if cell is not None:
                found.add(_kind(cell))
    return {name: _column_type(found) for name, found in kinds.items()}


def _kind(cell: object) -> type:
    """What a cell is: a truth value, a number that floating point can hold, or anything else."""
    if isinstance(cell, bool):
        return bool
    if isinstance(cell, int) and abs(cell) <= _WHOLE:
        return int
    return float if isinstance(cell, float) and isfinite(cell) else object


def _column_type(kinds: set[type]) -> pl.DataType:
    if kinds == {bool}:
        return pl.Boolean()
    if kinds == {int}:
        return pl.Int64()
    return pl.Float64() if kinds and kinds <= {int, float} else pl.String()


def _row(record: dict[str, object], schema: Mapping[str, pl.DataType]) -> dict[str, object]:
    return {name: _json(cell) if schema[name] == pl.String else cell for name, cell in record.items()}


def _record(line: str) -> Any:  # noqa: ANN401 (whatever JSON has; `_records` sees to it that it is an object)
    return json.loads(line, parse_float=_exact)


def _exact(digits: str) -> object:
    """A number that is the same when it is written again; else its digits as a text, which no number can be."""
    number = float(digits)
    if len(digits) <= _SURE and "e" not in digits and "E" not in digits:
        return number
    return number if Decimal(repr(number)) == Decimal(digits) else digits


def _json(cell: object) -> str | None:
    return None if cell is None else _ENCODER.encode(cell)
