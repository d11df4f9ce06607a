"""What came out over a whole roster: outcomes, states of the criteria, the facts most often missing."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

import polars as pl

from workshop_rules.files.workbooks.problems import Problem

_STATE = "state."


@dataclass(slots=True)
class Summary:
    """Counts over the batches that were added.

    Attributes:
        rows: how many rows there were.
        codes: how many of them have no verdict, by the code of the first thing that is wrong with them.
        outcomes: how often each outcome.
        states: of each criterion, how often each state.
        missing: how often an outcome depended on each fact, whatever its place in a list.
        problems: what is wrong in a workbook, cell by cell.
    """

    rows: int = 0
    codes: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    states: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    missing: Counter[str] = field(default_factory=Counter)
    problems: tuple[Problem, ...] = ()

    @property
    def errors(self) -> int:
        """How many rows have no verdict."""
        return self.codes.total()

    @property
    def not_met(self) -> Counter[str]:
        """How often each criterion was not met, of those that were not met at all."""
        return +Counter({criterion: states["not_met"] for criterion, states in self.states.items()})

    def add(self, decided: pl.DataFrame) -> None:
        """Count a batch of decided rows."""
        self.rows += decided.height
        self.codes.update(_counts(decided["error"].str.extract(r"^(\w+)")))
        self.outcomes.update(_counts(decided["outcome"]))
        for name in decided.columns:
            if name.startswith(_STATE):
                self.states[name.removeprefix(_STATE)].update(_counts(decided[name]))
        paths = decided["missing"].explode().str.replace_all(r"\[\d+\]", "")
        self.missing.update(_counts(paths))


def _counts(column: pl.Series) -> dict[str, int]:
    return dict(column.drop_nulls().cast(pl.String).value_counts().iter_rows())
