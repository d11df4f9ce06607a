"""A batch looked at for the first time: what is certain in it, condition by condition on arrays or in Polars."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np
import polars as pl

from workshop_rules.evaluate._polars.arrays.finishing import Finish, finish_of
from workshop_rules.evaluate._polars.arrays.inputs import DTYPES, Input, bits_of, input_of
from workshop_rules.evaluate._polars.arrays.layouts import Inputs
from workshop_rules.evaluate._polars.arrays.program import Program, Read, Truths, take
from workshop_rules.evaluate._polars.arrays.translation import program_of
from workshop_rules.evaluate._polars.facts import Batch
from workshop_rules.evaluate._polars.levels import Stages
from workshop_rules.evaluate._polars.program import Columns, Request, truths_of
from workshop_rules.evaluate._polars.staging import staged_facts


@dataclass(frozen=True, slots=True)
class Settled:
    """What is certain in a batch.

    Attributes:
        results: the columns of results; in rows that are unsure they say nothing.
        unsure: rows in which a truth is null; None where there are none.
        open: the names of the truths that are null in some rows.
    """

    results: Mapping[str, pl.Series]
    unsure: pl.Series | None
    open: frozenset[str]


@dataclass(frozen=True, slots=True)
class Settling:
    """How batches with the same gaps are settled.

    Attributes:
        program: for conditions that have a form on arrays; None where none has.
        truths: of the other conditions, by their names.
        stages: what those ask of lists.
        finish: how states and outcome come of truths.
        places: the lines of all truths: first those of the program, then the others, then what the outcome asks.
    """

    program: Program | None
    truths: Mapping[str, pl.Expr]
    stages: Stages
    finish: Finish
    places: Mapping[str, int]

    @property
    def is_whole(self) -> bool:
        """Whether all is said by the program."""
        return self.program is not None and not self.truths

    def of_arrays(self, inputs: Inputs, height: int) -> Mapping[str, pl.Series]:
        """The results of rows of which nothing is missing, where all is said by the program.

        Raises:
            Amiss: something is not in order.
        """
        if self.program is None:
            raise TypeError(self.truths)
        truths = Truths.of(height, self.places)
        unread = [one for read, one in inputs.items() if read not in self.program.reads]
        take(self.program, inputs.__getitem__, truths, [one for one in unread if one.within is not None])
        return self.finish.finished(truths)

    def settled(self, batch: Batch) -> Settled:
        """What is certain."""
        truths = Truths.of(batch.height, self.places)
        if self.program is not None:
            take(self.program, partial(_input, batch), truths)
        found = self._in_polars(batch)
        open_ = [column.name for column in found if column.null_count()]
        for column in found:
            _put(truths[column.name], column.fill_null(False) if column.name in open_ else column)
        unsure = found.select(pl.any_horizontal(pl.col(open_).is_null())).to_series() if open_ else None
        return Settled(self.finish.finished(truths), unsure, frozenset(open_))

    def _in_polars(self, batch: Batch) -> pl.DataFrame:
        if not self.truths:
            return pl.DataFrame()
        facts = staged_facts(self.stages, batch.height, batch.columns, batch.lists)
        return facts.lazy().with_columns(**self.truths).select(*self.truths).collect()


def _input(batch: Batch, read: Read) -> Input:
    if read.list is None:
        return input_of(None if read.column is None else batch.columns[read.column], None)
    flat = batch.lists[read.list]
    return input_of(None if read.column is None else flat.frame.get_column(read.column), flat.groups)


def _put(line: np.ndarray[tuple[int], np.dtype[np.uint8]], column: pl.Series) -> None:
    bits, first = bits_of(column)
    if first:
        bits = np.packbits(column.to_numpy(), bitorder="little")
    line[:] = bits[: len(line)]


def gaps_in(batch: Batch) -> frozenset[str]:
    """What cannot be read as arrays without gaps: facts, lists, and fields of their records as `honors.level`."""
    gaps = set(batch.gaps())
    gaps.update(name for name, column in batch.columns.items() if column.dtype not in DTYPES)
    for path, one in batch.lists.items():
        gaps.update(f"{path}.{part.name}" for part in one.frame.get_columns() if part.dtype not in DTYPES)
    return frozenset(gaps)


def settling_of(columns: Columns, request: Request, gaps: frozenset[str]) -> Settling | None:
    """How batches are settled; None where there is a value to tell, or the outcome has no form."""
    finish = finish_of(columns)
    if finish is None:
        return None
    conditions = {**columns.conditions, **finish.asked}
    program = program_of(conditions, columns.translator, gaps)
    places = {} if program is None else program.places
    rest = {name: one for name, one in conditions.items() if name not in places}
    stages, truths = truths_of(request, columns.translator, rest) if rest else (Stages(), {})
    lines = max(places.values(), default=-1) + 1
    places |= {name: lines + number for number, name in enumerate((*rest, *finish.conditions))}
    return Settling(program, truths, stages, finish, places)
