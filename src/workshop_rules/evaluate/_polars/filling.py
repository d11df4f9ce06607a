"""The columns of a decision worked out for a batch, and put among its results."""

from __future__ import annotations

from fractions import Fraction

import polars as pl

from workshop_rules.evaluate._polars.gaps import IS_OPEN, MISSING, Gaps
from workshop_rules.evaluate._polars.program import OUTCOME, VALUE, Columns
from workshop_rules.evaluate._polars.record_paths import missing_lists
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
        results.columns["value"] = _values(columns, found[VALUE])
    results.columns["outcome"] = results.columns["value"] if columns.outcome is None else found[OUTCOME]


def put_gaps(columns: Columns, gaps: Gaps, facts: pl.DataFrame, rows: pl.Series, results: Results) -> pl.Series:
    """Fill rows with gaps.

    Args:
        columns: the decision, as it is looked at closely.
        gaps: what is worked out for them.
        facts: theirs.
        rows: which rows of the batch they are.
        results: what is filled.

    Returns:
        The places of the rows that are still open.
    """
    places = rows.arg_true()
    found = gaps.decided(facts)

    def put(name: str, values: pl.Series) -> None:
        if len(places) == len(rows):
            results.columns[name] = values
        else:
            results.put(name, places, values)

    if columns.value is not None:
        values = _values(columns, found[VALUE])
        put("value", values)
    outcome = found[OUTCOME]
    put(
        "outcome",
        outcome if columns.outcome is not None else outcome.to_frame("o").select(pl.coalesce("o", values)).to_series(),
    )
    first: dict[str, str] = {}
    for criterion, key in zip(columns.decision.criteria, columns.criteria, strict=True):
        name = STATE + criterion.id
        if key.state not in first:
            put(name, found[key.state])
        results.columns[name] = results.columns[first.setdefault(key.state, name)]
    open_ = found[IS_OPEN]
    closed = (~open_).arg_true()
    lists, which = missing_lists(
        facts[closed] if len(closed) < len(rows) else facts, found[MISSING].gather(closed), gaps.paths
    )
    results.put_missing(places.gather(closed), lists, which)
    return places.filter(open_)


def _values(columns: Columns, found: pl.Series) -> pl.Series:
    """The values as text."""
    below = None if columns.value is None else columns.value[1]
    return found if below is None else _texts(found, below)


def _texts(tops: pl.Series, below: int) -> pl.Series:
    """Numbers as text, each different one written once."""
    different = tops.unique().drop_nulls()
    texts = [_text(top, below) for top in different]
    return tops.replace_strict(different, pl.Series(texts, dtype=pl.String), default=None, return_dtype=pl.String)


def _text(top: int, below: int) -> str:
    exact = Fraction(top, below)
    return write_number(exact.numerator if exact.denominator == 1 else exact)
