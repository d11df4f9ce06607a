"""Rosters written to CSV, Parquet, JSON Lines and Excel: whole, or not at all."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import polars as pl
import pyarrow.parquet as pq

from workshop_rules.evaluate._polars.plain import plain_cells
from workshop_rules.files.unreadable import UnreadableError
from workshop_rules.files.whole import appearing

if TYPE_CHECKING:
    from polars._typing import PolarsDataType

FORMATS = (".csv", ".jsonl", ".parquet", ".xlsx")

MOST_IN_WORKBOOK = 1_048_575
"""Rows below the headings: what goes beyond would be left out without a word."""

LONGEST_CELL = 32_767
"""Characters: a cell of a workbook holds no more."""

_YEARS = 1900, 9999
"""Those that workbooks have."""

_STATE = "state."
"""Columns of which the least and greatest value tell nothing, and take long to find."""

Write = Callable[[pl.DataFrame], None]


@contextmanager
def writing(path: Path) -> Iterator[Write]:
    """A function that adds rows to a file, which appears under its name once all are written, and not if that fails.

    Raises:
        OSError: the file cannot be written.
    """
    with appearing(path) as unfinished, ExitStack() as stack:
        yield _WRITERS[path.suffix.lower()](unfinished, stack)


def _csv(path: Path, stack: ExitStack) -> Write:
    file = stack.enter_context(path.open("wb"))

    def write(rows: pl.DataFrame) -> None:
        first = file.tell() == 0
        flat(rows).write_csv(file, include_header=first, include_bom=first)

    return write


def _parquet(path: Path, stack: ExitStack) -> Write:
    writers: list[pq.ParquetWriter] = []

    def write(rows: pl.DataFrame) -> None:
        table = rows.to_arrow()
        if not writers:
            measured = [name for name in table.column_names if not name.startswith(_STATE)]
            file = pq.ParquetWriter(path, table.schema, write_statistics=measured)
            writers.append(stack.enter_context(file))
        writers[0].write_table(table)

    return write


def _json_lines(path: Path, stack: ExitStack) -> Write:
    file = stack.enter_context(path.open("wb"))

    def write(rows: pl.DataFrame) -> None:
        rows.with_columns(_flat(column) for column in rows.get_columns() if _has_bytes(column.dtype)).write_ndjson(file)

    return write


def _excel(path: Path, stack: ExitStack) -> Write:
    parts: list[pl.DataFrame] = []

    def write(rows: pl.DataFrame) -> None:
        parts.append(flat(rows))
        if sum(part.height for part in parts) > MOST_IN_WORKBOOK:
            raise UnreadableError("workbook.full", most=f"{MOST_IN_WORKBOOK:,}")

    def finish(failed: type[BaseException] | None, *_: object) -> None:
        if parts and failed is None:
            _write_workbook(pl.concat(parts), path)

    stack.push(finish)
    return write


def _write_workbook(rows: pl.DataFrame, path: Path) -> None:
    """A sheet of cells that say what the rows do: no text becomes a formula or a link."""
    from xlsxwriter import Workbook

    with TemporaryDirectory(prefix="workshop-rules-") as folder:
        options = {"nan_inf_to_errors": True, "strings_to_formulas": False, "strings_to_urls": False, "tmpdir": folder}
        with Workbook(str(path), options | {"default_date_format": "yyyy-mm-dd"}) as workbook:
            pl.DataFrame([_held(column) for column in rows.get_columns()]).write_excel(workbook)


def _held(column: pl.Series) -> pl.Series:
    """A column as a workbook holds it: a text that is cut says so, and days that it does not have are texts."""
    match column.dtype:
        case pl.String():
            long = column.str.len_chars() > LONGEST_CELL
            cut = column.str.head(LONGEST_CELL - 1) + "…"
            return cut.zip_with(long, column) if long.any() else column
        case pl.Date() | pl.Datetime():
            years = column.dt.year()
            return column if years.is_between(*_YEARS).all() else column.cast(pl.String)
        case _:
            return column


_WRITERS: dict[str, Callable[[Path, ExitStack], Write]] = {
    ".csv": _csv,
    ".parquet": _parquet,
    ".jsonl": _json_lines,
    ".xlsx": _excel,
}


def flat(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows with single values in their cells: lists of texts joined by `; `, records as JSON.

    What has no form in a table is a text: bytes, in hexadecimal digits if they are none; durations; moments of a zone.
    """
    return pl.DataFrame([_flat(column) for column in rows.get_columns()])


def _flat(column: pl.Series) -> pl.Series:
    if column.dtype == pl.List(pl.String):
        return column.list.join("; ")
    if column.dtype.is_nested():
        texts = [None if cell is None else _json(cell) for cell in plain_cells(column)]
        return pl.Series(column.name, texts, pl.String)
    match column.dtype:
        case pl.Binary():
            return column.map_elements(_of_bytes, pl.String)
        case pl.Duration() | pl.Datetime(time_zone=str()):
            return column.dt.to_string("iso:strict")
        case _:
            return column


def _has_bytes(dtype: PolarsDataType) -> bool:
    """Whether there are bytes in a column, or in its lists and records, which Polars does not write as JSON."""
    match dtype:
        case pl.List(inner=inner) | pl.Array(inner=inner):
            return _has_bytes(inner)
        case pl.Struct(fields=fields):
            return any(_has_bytes(one.dtype) for one in fields)
        case _:
            return dtype == pl.Binary


def _of_bytes(cell: bytes) -> str:
    try:
        return cell.decode()
    except UnicodeDecodeError:
        return cell.hex()


def _json(value: Any) -> str:  # noqa: ANN401 (a cell or row)
    return json.dumps(_without_nulls(value), ensure_ascii=False, default=_of_others)


def _of_others(value: object) -> str:
    return _of_bytes(value) if isinstance(value, bytes) else str(value)


def _without_nulls(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, dict):
        return {name: _without_nulls(part) for name, part in value.items() if part is not None}
    return [_without_nulls(part) for part in value] if isinstance(value, list) else value
