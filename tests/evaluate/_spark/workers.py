"""What a worker of Spark gives back, without Spark."""

import polars as pl
from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_schema

from workshop_rules.evaluate._spark.deciding import decided_batches
from workshop_rules.evaluate._spark.packing import Packing


def worker_says(frame, roster, rows):
    """The results that it packs, taken apart: of batches of so many rows, without enumerations, as Spark hands them."""
    table = frame.to_arrow(compat_level=pl.CompatLevel.oldest())
    handed = table.cast(to_arrow_schema(from_arrow_schema(table.schema)))
    handed = handed.rename_columns([f"c{number}" for number in range(handed.num_columns)])
    packing = Packing(roster.schema)
    given = list(decided_batches(iter(handed.to_batches(rows)), table.column_names, roster, packing, "day"))
    assert all(batch.schema.names == [*handed.column_names, *packing.fields.names] for batch in given)
    sent = pl.DataFrame(pl.from_arrow([batch.select(_read(packing)) for batch in given]))
    return sent.select(_result(packing, *result) for result in roster.schema.items())


def _read(packing):
    return [name for name in packing.fields.names if name in packing.words or name in packing.results]


def _result(packing, name, dtype):
    column = pl.col(name)
    if name in packing.packed:
        word, at = divmod(packing.packed[name], 8)
        column = pl.col(packing.words[word]).reinterpret(signed=False) // 16**at % 16
    if not isinstance(dtype, pl.Enum):
        return column
    texts = pl.Series(dtype.categories, dtype=dtype)
    return column.replace_strict(range(len(texts)), texts, default=None, return_dtype=dtype).alias(name)
