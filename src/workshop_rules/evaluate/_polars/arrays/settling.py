"""A batch looked at for the first time: what is certain in it, condition by condition on arrays or in Polars."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from workshop_rules.evaluate._polars.arrays.finishing import Finish, finish_of
from workshop_rules.evaluate._polars.arrays.inputs import DTYPES, bits_of
from workshop_rules.evaluate._polars.arrays.program import Program, Truths, take
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
    """

    program: Program | None
    truths: Mapping[str, pl.Expr]
    stages: Stages
    finish: Finish

    def settled(self, batch: Batch) -> Settled:
        """What is certain."""
        conditions = len(self.truths) + len(self.finish.conditions)
        truths = Truths.of(batch.height, conditions + (0 if self.program is None else len(self.program.names)))
        if self.program is not None:
            take(self.program, batch.columns, batch.lists, truths)
        found = self._in_polars(batch)
        open_ = [column.name for column in found if column.null_count()]
        for column in found:
            _put(truths.add(column.name), column.fill_null(False) if column.name in open_ else column)
        unsure = found.select(pl.any_horizontal(pl.col(open_).is_null())).to_series() if open_ else None
        return Settled(self.finish.finished(truths), unsure, frozenset(open_))

    def _in_polars(self, batch: Batch) -> pl.DataFrame:
        if not self.truths:
            return pl.DataFrame()
        facts = staged_facts(self.stages, batch.height, batch.columns, batch.lists)
        return facts.lazy().with_columns(**self.truths).select(*self.truths).collect()


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
    rest = {name: one for name, one in conditions.items() if program is None or name not in program.names}
    stages, truths = truths_of(request, columns.translator, rest) if rest else (Stages(), {})
    return Settling(program, truths, stages, finish)
