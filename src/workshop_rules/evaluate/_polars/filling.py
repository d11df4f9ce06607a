"""The columns of a decision worked out for a batch, and put among its results."""

from __future__ import annotations

from fractions import Fraction

import polars as pl

from workshop_rules.evaluate._polars.gaps import IS_OPEN, MISSING, Gaps
from workshop_rules.evaluate._polars.program import OUTCOME, VALUE, Columns
from workshop_rules.evaluate._polars.results import STATE, Results
from workshop_rules.language.digits import write_number


def certain(columns: Columns, facts: pl.DataFrame) -> pl.DataFrame:
    """Truths, outcome and value, null where they are not certain; and states, of the rows in which truths are."""
    found = facts.lazy().with_columns(**columns.truths).with_columns(**columns.junctions)
    return found.with_columns(**columns.results).select(*columns.truths, *columns.results).collect()


def put_certain(columns: Columns, found: pl.DataFrame, results: Results) -> None:
    """The results of rows in which all is certain."""
    for criterion, key in zip(columns.decision.criteria, columns.criteria, strict=True):
        results.columns[STATE + criterion.id] = found[key.state]
    if columns.value is not None:
        below = columns.value[1]
        results.columns["value"] = found[VALUE] if below is None else _texts(found[VALUE], below)
    results.columns["outcome"] = results.columns["value"] if columns.outcome is None else found[OUTCOME]


def put_gaps(
    columns: Columns, gaps: Gaps, facts: pl.DataFrame, found: pl.DataFrame, rows: pl.Series, results: Results
) -> pl.Series:
    """Fill rows with gaps.

    Args:
        columns: the decision.
        gaps: what is worked out for them.
        facts: of the whole batch.
        found: what `certain` gave.
        rows: which rows have gaps.
        results: what is filled.

    Returns:
        The rows that are still open.
    """
    everywhere = bool(rows.all())
    known = facts.hstack(found.select(name for name in columns.sure if name != OUTCOME))
    decided = gaps.decided(known if everywhere else known.filter(rows))
    places = rows.arg_true()
    told = decided.filter(pl.col(OUTCOME).is_not_null()) if columns.outcome is None else decided
    results.put("outcome", places if told is decided else places.filter(decided[OUTCOME].is_not_null()), told[OUTCOME])
    doubtful = [key for key in gaps.doubts if any(found[name].null_count() for name in key if name is not None)]
    states = found.select(key.place(gaps.doubts[key]).alias(key.state) for key in doubtful)
    made = {key: states[key.state] for key in doubtful}
    for key, doubt in gaps.doubts.items():
        if doubt is None:
            made[key] = made[key].scatter(places, decided[key.state])
    for criterion, key in zip(columns.decision.criteria, columns.criteria, strict=True):
        if key in made:
            results.columns[STATE + criterion.id] = made[key]
    closed = ~decided[IS_OPEN]
    lacking = decided[MISSING].filter(closed)
    different = lacking.unique()
    which = lacking.replace_strict(different, pl.int_range(len(different), dtype=pl.UInt32, eager=True))
    results.put_missing(places.filter(closed), [gaps.paths.of(bits) for bits in different], which)
    open_ = pl.repeat(False, len(rows), dtype=pl.Boolean, eager=True)
    return open_.scatter(places.filter(decided[IS_OPEN]), True)


def _texts(tops: pl.Series, below: int) -> pl.Series:
    """Numbers as text, each different one written once."""
    different = tops.unique().drop_nulls()
    texts = [_text(top, below) for top in different]
    return tops.replace_strict(different, pl.Series(texts, dtype=pl.String), default=None, return_dtype=pl.String)


def _text(top: int, below: int) -> str:
    exact = Fraction(top, below)
    return write_number(exact.numerator if exact.denominator == 1 else exact)
