"""Cells as values of Python. Days and moments that Python does not have, beyond its years 1 to 9999, are texts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import polars as pl

if TYPE_CHECKING:
    from polars._typing import PolarsDataType

_AT_ONCE = 128
"""So few that they stay in the cache of the processor."""


def plain_rows(frame: pl.DataFrame) -> Iterator[dict[str, Any]]:
    """The rows of a frame, by column."""
    for part in frame.iter_slices(_AT_ONCE):
        try:
            rows = part.rows(named=True)
        except (ValueError, OverflowError):
            rows = part.cast({name: _with_texts(dtype) for name, dtype in part.schema.items()}).rows(named=True)
        yield from rows


def plain_cells(column: pl.Series) -> list[Any]:
    """The cells of a column."""
    return [row[column.name] for row in plain_rows(column.to_frame())]


def _with_texts(dtype: PolarsDataType) -> PolarsDataType:
    """A type with texts in place of days and moments."""
    match dtype:
        case pl.Date() | pl.Datetime():
            return pl.String()
        case pl.List(inner=inner):
            return pl.List(_with_texts(inner))
        case pl.Array(inner=inner, shape=(width, *_)):
            return pl.Array(_with_texts(inner), width)
        case pl.Struct(fields=fields):
            return pl.Struct({one.name: _with_texts(one.dtype) for one in fields})
        case _:
            return dtype
