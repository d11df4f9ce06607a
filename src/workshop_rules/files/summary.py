"""What came out over a whole roster: outcomes, states of the criteria, the facts most often missing."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

import polars as pl

from workshop_rules.files.problems import Problem

MOST_ERRORS = 100
"""Of so many rows without a verdict it is said which they are; of all, in the output."""

_STATE = "state."
_PLACE = r"\[\d+\]"


@dataclass(slots=True)
class Summary:
    """Counts over the batches that were added.

    Attributes:
        rows: how many rows there were.
        codes: how many of them have no verdict, by the code of the first thing that is wrong with them.
        outcomes: how often each outcome.
        states: of each criterion, how often each state.
        missing: of how many rows the outcome depended on each fact, whatever its place in a list.
        problems: what is wrong in a roster beside its facts; in a workbook these too, cell by cell.
        general: how many of these are at the start that are no row's own, and so are not in the verdicts' `error`.
        sheets: the sheets of a workbook that were not read.
        columns: the columns of the roster with those of its verdicts.
        filled: those of the columns to `watch` in which something stands.
        watch: columns of which that is to be known.
        first_errors: why the first rows without a verdict have none, by their numbers from 1.
    """

    rows: int = 0
    codes: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    states: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    missing: Counter[str] = field(default_factory=Counter)
    problems: tuple[Problem, ...] = ()
    general: int = 0
    sheets: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    filled: set[str] = field(default_factory=set)
    watch: tuple[str, ...] = ()
    first_errors: dict[int, str] = field(default_factory=dict)

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
        self.columns = tuple(decided.columns)
        self._note(decided["error"])
        self.rows += decided.height
        self.filled.update(name for name in self.watch if decided[name].null_count() < decided.height)
        self.codes.update(_codes(decided["error"]))
        self.outcomes.update(_counts(decided["outcome"]))
        named = {name: name.removeprefix(_STATE) for name in decided.columns if name.startswith(_STATE)}
        for name, counts in _places(decided.select(list(named))).items():
            self.states[named[name]].update(counts)
        self.missing.update(_counts(_facts(decided["missing"])))

    def _note(self, errors: pl.Series) -> None:
        if len(self.first_errors) < MOST_ERRORS and errors.null_count() < len(errors):
            places = errors.is_not_null().arg_true().head(MOST_ERRORS - len(self.first_errors))
            self.first_errors |= {self.rows + place + 1: errors[place] for place in places}


def _codes(errors: pl.Series) -> dict[str, int]:
    return {} if errors.null_count() == len(errors) else _counts(errors.str.extract(r"^(\w+)"))


def _counts(column: pl.Series) -> dict[str, int]:
    counts = column.drop_nulls().value_counts()
    return {str(value): count for value, count in counts.iter_rows()}


def _facts(missing: pl.Series) -> pl.Series:
    """The facts that rows lack: one that a row lacks at several places of a list is there once for it."""
    paths = missing.explode()
    if not paths.str.contains("[", literal=True).any():
        return paths
    return missing.list.eval(pl.element().str.replace_all(_PLACE, "")).list.unique().explode()


def _places(states: pl.DataFrame) -> dict[str, dict[str, int]]:
    """How often each state stands in each column: one pass over the places of the states, which is soon done."""
    words = {name: type_.categories.to_list() for name, type_ in states.schema.items() if isinstance(type_, pl.Enum)}
    if not words:
        return {}
    counted = states.select(
        (pl.col(name).to_physical() == place).sum().alias(f"{place} {name}")
        for name, members in words.items()
        for place in range(len(members))
    ).row(0, named=True)
    return {
        name: {word: counted[f"{place} {name}"] for place, word in enumerate(members) if counted[f"{place} {name}"]}
        for name, members in words.items()
    }
