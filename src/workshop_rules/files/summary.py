"""What came out over a whole roster: outcomes, the criteria that fail most, the facts most often missing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import polars as pl

_STATE = "state."


@dataclass(slots=True)
class Summary:
    """Counts over the batches that were added.

    Attributes:
        rows: how many rows there were; errors: how many of them have no verdict.
        outcomes: how often each outcome.
        not_met: how often each criterion was not met.
        missing: how often an outcome depended on each fact, whatever its place in a list.
    """

    rows: int = 0
    errors: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    not_met: Counter[str] = field(default_factory=Counter)
    missing: Counter[str] = field(default_factory=Counter)

    def add(self, decided: pl.DataFrame) -> None:
        """Count a batch of decided rows."""
        self.rows += decided.height
        self.errors += decided.height - decided["error"].null_count()
        for outcome, count in decided["outcome"].drop_nulls().cast(pl.String).value_counts().iter_rows():
            self.outcomes[outcome] += count
        for name in decided.columns:
            if name.startswith(_STATE):
                self.not_met[name.removeprefix(_STATE)] += int((decided[name] == "not_met").sum())
        paths = decided["missing"].explode().drop_nulls().str.replace_all(r"\[\d+\]", "")
        for path, count in paths.value_counts().iter_rows():
            self.missing[path] += count
