"""Which columns of Arrow a frame can have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import polars as pl
import pyarrow as pa


def twice(names: Iterable[str]) -> str | None:
    """The first name that several columns have; None: each has its own."""
    return next((name for name, count in Counter(names).items() if count > 1), None)


def foreign(schema: pa.Schema) -> pa.Field | None:
    """The first column that no frame can have, for its type."""
    return next((column for column in schema if not _has_frames(column.type)), None)


def _has_frames(type_: pa.DataType) -> bool:
    """Whether there are frames with such a column. With wide decimals, Polars breaks down in place of saying so."""
    if pa.types.is_decimal256(type_):
        return False
    parts = [type_.field(at).type for at in range(type_.num_fields)]
    try:
        return all(map(_has_frames, parts)) and pl.from_arrow(pa.array([], type_)) is not None
    except (pl.exceptions.PolarsError, pa.ArrowException):
        return False
