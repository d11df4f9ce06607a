"""How outcomes and states travel from a worker to Spark: as places, eight to a number; their texts are made in Spark.

Dozens of texts, or even of bytes, would cost more on their way than all decisions: Spark takes cell after cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
import polars as pl
import pyarrow as pa
from pyspark.sql import Column
from pyspark.sql import functions as sf
from pyspark.sql.pandas.types import to_arrow_schema
from pyspark.sql.types import (
    ArrayType,
    DataType,
    IntegerType,
    NullType,
    ShortType,
    StringType,
    StructField,
    StructType,
)

Results: TypeAlias = Mapping[str, pl.DataType]
"""The columns that a frame gains."""
_BITS, _TOGETHER = 4, 8
"""What a place takes, and how many there are in a number of 32 bits."""
_NONE = 15
"""The place of null, beyond all others."""
_METHOD = 8_000
"""Bytes of code: the virtual machine compiles no method that is longer."""
_OF_TEXT, _OF_COLUMN = 100, 60
"""What making a text, or passing a column on, adds to a method; rounded up."""
_FIELDS_OF_A_METHOD = 100
_WIDENING = "width"


@dataclass(frozen=True)
class Packing:
    """The columns that stand for results while they travel.

    Attributes:
        results: the results; outcomes and states are enumerations.
        beside: how many other columns they go with.
    """

    results: Results
    beside: int = 0

    @cached_property
    def packed(self) -> dict[str, int]:
        """The columns that are packed, with where they are in the row of all places."""
        few = (name for name, dtype in self.results.items() if _categories(dtype) <= _NONE)
        return {name: place for place, name in enumerate(few)}

    @property
    def words(self) -> tuple[str, ...]:
        """The columns with places."""
        return tuple(f"places {number}" for number in range(-(-len(self.packed) // _TOGETHER)))

    @cached_property
    def fields(self) -> StructType:
        """The columns that travel."""
        words = [StructField(name, IntegerType(), nullable=False) for name in self.words]
        others = [StructField(name, _type(dtype)) for name, dtype in self._others()]
        return StructType([*words, *others, *self._widening()])

    @cached_property
    def schema(self) -> pa.Schema:
        """The same for Arrow."""
        return to_arrow_schema(self.fields)

    def pack(self, decided: pl.DataFrame) -> pa.Table:
        """The columns that travel, of some results."""
        places = [_places(decided.get_column(name)) for name in self.packed]
        columns = [pa.array(word) for word in _words(places, decided.height)]
        for name, dtype in self._others():
            column = decided.get_column(name)
            sent = column.to_physical() if isinstance(dtype, pl.Enum) else column
            columns.append(sent.to_arrow(compat_level=pl.CompatLevel.oldest()).cast(self.schema.field(name).type))
        columns.extend(pa.nulls(decided.height, self.schema.field(one.name).type) for one in self._widening())
        return pa.table(columns, schema=self.schema)

    def unpack(self) -> Iterator[Column]:
        """The results, of the columns that travelled."""
        for name, dtype in self.results.items():
            column = self._place(name) if name in self.packed else sf.col(f"`{name}`")
            if isinstance(dtype, pl.Enum):
                texts = sf.array(*(sf.lit(text) for text in dtype.categories))
                column = sf.get(texts, column.cast("int"))
            yield column.alias(name)

    def _place(self, name: str) -> Column:
        number, at = divmod(self.packed[name], _TOGETHER)
        word = sf.col(f"`{self.words[number]}`")
        return sf.shiftright(word, at * _BITS).bitwiseAND(sf.lit(_NONE))

    def _others(self) -> Iterator[tuple[str, pl.DataType]]:
        return ((name, dtype) for name, dtype in self.results.items() if name not in self.packed)

    def _widening(self) -> Sequence[StructField]:
        """A column with nothing in it, where very many texts are to be made.

        Of up to a hundred columns, those within others counted, Spark makes one method; if it is too long to be
        compiled, a text takes four times as long. Of more columns Spark makes many small methods, which take twice as
        long as one that is compiled.
        """
        others = self.beside + len(self.results) - len(self.packed)
        if len(self.packed) * _OF_TEXT + others * _OF_COLUMN < _METHOD:
            return ()
        nothing = [StructField(str(number), NullType()) for number in range(_FIELDS_OF_A_METHOD)]
        return (StructField(_WIDENING, StructType(nothing)),)


def _categories(dtype: pl.DataType) -> int:
    return len(dtype.categories) if isinstance(dtype, pl.Enum) else _NONE + 1


def _type(dtype: pl.DataType) -> DataType:
    if isinstance(dtype, pl.Enum):
        return ShortType()
    return ArrayType(StringType()) if isinstance(dtype, pl.List) else StringType()


def _places(column: pl.Series) -> np.ndarray[tuple[int], np.dtype[np.uint8]]:
    places = column.to_physical().cast(pl.UInt8)
    return (places.fill_null(_NONE) if places.null_count() else places).to_numpy()


def _words(
    places: Sequence[np.ndarray[tuple[int], np.dtype[np.uint8]]], height: int
) -> Iterator[np.ndarray[tuple[int], np.dtype[np.int32]]]:
    """The places of each row in numbers, the first in the lowest bits."""
    for start in range(0, len(places), _TOGETHER):
        octets = np.zeros((height, _TOGETHER * _BITS // 8), np.uint8)
        mine = places[start : start + _TOGETHER]
        for number, low in enumerate(mine[::2]):
            high = mine[2 * number + 1] << _BITS if 2 * number + 1 < len(mine) else np.uint8(0)
            octets[:, number] = low | high
        yield octets.reshape(-1).view("<i4").astype(np.int32, copy=False)
