"""Rosters read from CSV, Parquet and JSON Lines, some rows at a time. `workbooks` reads those of Excel."""

from __future__ import annotations

import json
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice
from math import isfinite
from pathlib import Path
from typing import TypeAlias

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from workshop_rules.evaluate._polars.arrow_types import foreign, twice
from workshop_rules.files.csv_form import check_form, fault_of_csv, headings_of_csv
from workshop_rules.files.unreadable import UnreadableError
from workshop_rules.files.words import words
from workshop_rules.language.words import Words

Rows: TypeAlias = pl.DataFrame
"""Some rows of a roster, with or without their verdicts."""

BATCH = 100_000
"""How many rows are read at once."""


_WHOLE = 2**53
"""Whole numbers up to this are floating point numbers too."""
_ENCODER = json.JSONEncoder(ensure_ascii=False)
_ESCAPE = "\\u"
"""How JSON begins to write characters by their numbers."""
_SURE = 16
"""A number in so many characters, one of them the point, is the same when it is read and written again."""


class _Digits(str):
    """A number that is another one when it is read as floating point, as it is written."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class RosterBatch:
    """Some rows as they were read.

    Attributes:
        frame: their cells.
        wrong: what is wrong with a row as a whole, by its place in the frame.
    """

    frame: pl.DataFrame
    wrong: Mapping[int, Words] = field(default_factory=dict)


def read_roster(path: Path, skip: int = 0) -> Iterator[RosterBatch]:
    """The rows of a file, batch by batch: of Parquet typed as there, of CSV as text.

    In JSON Lines a column of numbers or of truth values is one; the cells of others are the text of their JSON. A file
    without rows gives one batch without any. Columns of CSV that have no heading get one (`unheaded_columns`), and rows
    at its end in which nothing stands are none.

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
        raise UnreadableError("jsonl.encoding" if path.suffix.lower() == ".jsonl" else "csv.encoding") from error
    except (pa.ArrowException, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        raise UnreadableError("parquet") from error


def roster_rows(path: Path) -> int | None:
    """How many rows a file has, where that can be told without reading it."""
    return pq.ParquetFile(path).metadata.num_rows if path.suffix.lower() == ".parquet" else None


def unheaded_columns(path: Path) -> dict[str, int]:
    """The places, from 1, of the columns of CSV that have no heading, by those that they get.

    Raises:
        OSError: the file cannot be opened.
        UnreadableError: its headings cannot be read.
    """
    if path.suffix.lower() != ".csv":
        return {}
    written = _csv_headings(path)
    return {name: place for place, name in enumerate(_headed(written), start=1) if not written[place - 1]}


def _headed(written: list[str]) -> list[str]:
    """The headings, and one that no other column has for each column without any."""
    headings = []
    for place, heading in enumerate(written, start=1):
        named = heading or f"column_{place}"
        while not heading and named in written:
            named += "_"
        headings.append(named)
    return headings


def _parquet(path: Path, skip: int) -> Iterator[RosterBatch]:
    with pq.ParquetFile(path) as file:
        _check_columns(file.schema_arrow)
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
                yield RosterBatch(_frame(rows))
        if empty:
            yield RosterBatch(_frame(pa.RecordBatch.from_pylist([], file.schema_arrow)))


def _frame(rows: pa.RecordBatch) -> pl.DataFrame:
    """Some rows as a frame, columns of types that extend others as what they are stored as."""
    columns = [column.storage if isinstance(column, pa.ExtensionArray) else column for column in rows.columns]
    return pl.DataFrame(pl.from_arrow(pa.RecordBatch.from_arrays(columns, names=rows.schema.names)))


def _check_columns(schema: pa.Schema) -> None:
    """Refuse a file of which two columns have one name, or one is of a type that frames do not have."""
    if (name := twice(schema.names)) is not None:
        raise UnreadableError("parquet.column.twice", name=name)
    if (column := foreign(schema)) is not None:
        raise UnreadableError("parquet.column.type", name=column.name, type=str(column.type))


def _csv_headings(path: Path) -> list[str]:
    with path.open("rb") as file:
        if file.read(2) in {BOM_UTF16_BE, BOM_UTF16_LE}:
            raise UnreadableError("csv.encoding")
    try:
        return headings_of_csv(path)
    except UnicodeDecodeError as error:
        raise UnreadableError("csv.encoding") from error


def _csv(path: Path, skip: int) -> Iterator[RosterBatch]:
    headings = _headed(_csv_headings(path))
    check_form(path)
    try:
        rows = pl.scan_csv(path, infer_schema=False, new_columns=headings)
        empty = True
        for frame in _without_blank_end(rows.slice(skip).collect_batches(chunk_size=BATCH)):
            empty = False
            yield RosterBatch(frame)
        if empty:
            yield RosterBatch(pl.DataFrame(schema=rows.collect_schema()))
    except pl.exceptions.PolarsError as error:
        raise fault_of_csv(path, headings) from error


def _without_blank_end(frames: Iterable[pl.DataFrame]) -> Iterator[pl.DataFrame]:
    """The rows but for those at the end in which nothing stands: they are held back until something follows.

    Where there is one column only, a blank is all that a row can say.
    """
    held: list[pl.DataFrame] = []
    for frame in frames:
        last = _last_filled(frame) if frame.width > 1 else frame.height - 1
        if last is None:
            held.append(frame)
        else:
            yield from (blank for blank in held if blank.height)
            if last >= 0:
                yield frame[: last + 1]
            held = [frame[last + 1 :]]


def _last_filled(frame: pl.DataFrame) -> int | None:
    """The last row in which something stands; None where nothing does."""
    if frame.height and any(cell is not None for cell in frame.row(-1)):
        return frame.height - 1
    return frame.select(pl.any_horizontal(pl.all().is_not_null()).arg_true().last()).item() if frame.height else None


def _json_lines(path: Path, skip: int) -> Iterator[RosterBatch]:
    with path.open(encoding="utf-8-sig") as file:
        schema = _schema(_records(file))
        file.seek(0)
        lines = islice(((number, line) for number, line in enumerate(file, start=1) if line.strip()), skip, None)
        empty = True
        while batch := list(islice(lines, BATCH)):
            empty = False
            twice = _KeysTwice()
            rows = [_row(twice.read(line, place, number), schema) for place, (number, line) in enumerate(batch)]
            yield RosterBatch(pl.DataFrame(rows, schema=schema), twice.found)
        if empty:
            yield RosterBatch(pl.DataFrame(schema=schema))


class _KeysTwice:
    """Reads objects again, and tells of each with a key that it has twice: which value is meant nobody can know."""

    def __init__(self) -> None:
        self.found: dict[int, Words] = {}
        self._keys: list[str] = []
        self._decoder = json.JSONDecoder(parse_float=_exact, object_pairs_hook=self._object)

    def read(self, text: str, place: int, line: int) -> dict[str, object]:
        """An object of a roster; `place` is that of its row, and `line` of its file."""
        record: dict[str, object] = self._decoder.decode(text)
        if self._keys:
            self.found[place] = words("row.key.twice", line=line, name=self._keys[0])
            self._keys.clear()
        return record

    def _object(self, pairs: list[tuple[str, object]]) -> dict[str, object]:
        made = dict(pairs)
        if len(made) < len(pairs):
            self._keys += [name for name, count in Counter(name for name, _ in pairs).items() if count > 1]
        return made


def _records(lines: Iterable[str]) -> Iterator[dict[str, object]]:
    """The records of lines that are not blank; what is wrong with one is said with its number."""
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                record = _DECODER.decode(line)
            except json.JSONDecodeError as error:
                raise UnreadableError("jsonl.broken", line=number, at=error.pos + 1) from error
            except RecursionError as error:
                raise UnreadableError("jsonl.deep", line=number) from error
            if not isinstance(record, dict):
                raise UnreadableError("jsonl.line", line=number)
            if _ESCAPE in line and not _is_unicode(record):
                raise UnreadableError("jsonl.half", line=number)
            yield record


def _is_unicode(record: dict[str, object]) -> bool:
    """Whether its texts can be written: none of them has half of a surrogate pair."""
    try:
        _ENCODER.encode(record).encode()
    except UnicodeEncodeError:
        return False
    return True


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


def _exact(digits: str) -> object:
    """A number that is the same when it is written again; else its digits, which are no number here."""
    number = float(digits)
    if len(digits) <= _SURE and "e" not in digits and "E" not in digits:
        return number
    return number if Decimal(repr(number)) == Decimal(digits) else _Digits(digits)


_DECODER = json.JSONDecoder(parse_float=_exact)


def _json(cell: object) -> str | None:
    if isinstance(cell, _Digits):
        return str(cell)
    return None if cell is None else _ENCODER.encode(cell)
