"""A row of a roster looked for by what stands in one of its columns."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import polars as pl

from workshop_rules.compile.plan import Plan
from workshop_rules.diagnostics import nearest
from workshop_rules.files.words import PHRASES

_SEARCHED = 20_000
"""Among so many values, and no more, one is looked for that comes near."""


def column_named(name: str, columns: Iterable[str], plan: Plan) -> str | None:
    """The column that is headed so, or by another of the names of the same fact or finding; None: there is none."""
    named = [(fact.id, fact.title) for fact in plan.facts.values()]
    named += [(f"findings.{finding}", one.title) for finding, one in plan.findings.items()]
    named.append(("id", PHRASES["key"]))
    names = ({id_, title.zh, title.en} for id_, title in named)
    same = {name}.union(*(one for one in names if name in one))
    return next((column for column in columns if column.strip() in same), None)


@dataclass(slots=True)
class Search:
    """Looks for the rows in which a column has a value.

    Attributes:
        column: its heading.
        value: the cell, as text.
        rows: how many rows were looked through.
        found: the numbers of those that have it.
    """

    column: str
    value: str
    rows: int = 0
    found: list[int] = field(default_factory=list)
    _others: set[str] = field(default_factory=set)

    def look(self, frame: pl.DataFrame, numbers: Sequence[int]) -> None:
        """Look through some rows that have these numbers."""
        texts = _texts(frame[self.column])
        in_json = json.dumps(self.value, ensure_ascii=False)
        places = texts.is_in([self.value, in_json, f"{self.value}.0"]).arg_true()
        self.found += [numbers[place] for place in places]
        self.rows += frame.height
        if len(self._others) < _SEARCHED:
            self._others.update(text for text in texts.unique() if text is not None)

    @property
    def near(self) -> str | None:
        """A value that there is, and that was perhaps meant."""
        return nearest(self.value, self._others) if len(self._others) < _SEARCHED else None


def _texts(column: pl.Series) -> pl.Series:
    """The cells as texts; null where they are of a kind that nobody would write out."""
    if column.dtype.is_nested() or column.dtype in {pl.Binary, pl.Object}:
        return pl.repeat(None, len(column), dtype=pl.String, eager=True)
    return column.cast(pl.String).str.strip_chars()
