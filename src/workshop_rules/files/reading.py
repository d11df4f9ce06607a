"""Rosters read from CSV, Parquet, JSON Lines and Excel, some rows at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq

BATCH = 100_000
"""How many rows are read at once."""


def read_roster(path: Path) -> Iterator[pl.DataFrame]:
    """The rows of a file, batch by batch: of Parquet and Excel typed as there, of CSV and JSON Lines as text.

    In JSON Lines a cell that is no text is its JSON.

    Raises:
        OSError: the file cannot be opened.
        ValueError: it is not in the format that its name says.
    """
    try:
        match path.suffix.lower():
            case ".parquet":
                yield from _parquet(path)
            case ".csv":
                yield from _csv(path)
            case ".jsonl":
                yield from _json_lines(path)
            case _:
                yield pl.read_excel(path, infer_schema_length=None)
    except (pl.exceptions.PolarsError, json.JSONDecodeError, UnicodeDecodeError) as error:
        raise ValueError(str(error)) from error


def roster_rows(path: Path) -> int | None:
    """How many rows a file has, where that can be told without reading it."""
    return pq.ParquetFile(path).metadata.num_rows if path.suffix.lower() == ".parquet" else None


def _parquet(path: Path) -> Iterator[pl.DataFrame]:
    with pq.ParquetFile(path) as file:
        empty = True
        for batch in file.iter_batches(BATCH):
            empty = False
            yield pl.DataFrame(pl.from_arrow(batch))
        if empty:
            yield pl.DataFrame(pl.from_arrow(file.schema_arrow.empty_table()))


def _csv(path: Path) -> Iterator[pl.DataFrame]:
    yield from pl.scan_csv(path, infer_schema=False).collect_batches(chunk_size=BATCH)


def _json_lines(path: Path) -> Iterator[pl.DataFrame]:
    with path.open(encoding="utf-8-sig") as file:
        names = list(dict.fromkeys(name for line in file if line.strip() for name in _record(line)))
        file.seek(0)
        lines = (line for line in file if line.strip())
        empty = True
        while batch := list(islice(lines, BATCH)):
            empty = False
            rows = [{name: _text(cell) for name, cell in _record(line).items()} for line in batch]
            yield pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String))
        if empty:
            yield pl.DataFrame(schema=dict.fromkeys(names, pl.String))


def _record(line: str) -> dict[str, object]:
    record = json.loads(line, parse_float=str, parse_int=str)
    if not isinstance(record, dict):
        raise ValueError("a line is not a JSON object")  # noqa: TRY004 (the file is at fault, not the program)
    return record


def _text(cell: object) -> str | None:
    if cell is None or isinstance(cell, str):
        return cell
    return json.dumps(cell, ensure_ascii=False)
