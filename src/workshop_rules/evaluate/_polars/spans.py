"""Stretches of time in columns: cut into months, and merged to months; by the rules of `language.calendar`."""

from __future__ import annotations

from typing import NamedTuple

import polars as pl

LOW, HIGH, LAST = "low", "high", "last"
"""The columns of a stretch: its first day, the day at its end, and whether that belongs to it."""
MOST_STRETCHES = 2_400
"""So many stretches a row may be cut into, 200 years of months; a row with more is left open."""
MOST_MONTHS_COVERED = 31 * 12 * 10_000
"""A bound on `months_covered`."""

_DAYS_APART = 10_000_000
"""More days than there are from year 1 to year 9999, so that days before 1970 do not reach those of another row."""


class Cut(NamedTuple):
    """The stretches of all rows, one after the other.

    Attributes:
        sizes: how many each row has.
        absent: the rows of which that is not known.
        frame: their columns.
    """

    sizes: pl.Series
    absent: pl.Series
    frame: pl.DataFrame


def stretches(start: pl.Series, end: pl.Series, months: int) -> Cut:
    """Stretches of so many months each that begin before an end, the last of them ending there."""
    between = month_of(pl.col("end")) - month_of(pl.col("start"))
    whole = (between + months - 1) // months
    on_the_day = (between % months == 0) & (pl.col("start").dt.day() < pl.col("end").dt.day())
    counted = pl.when(between < 0).then(0).otherwise(whole + on_the_day.cast(pl.Int64))
    found = pl.DataFrame({"start": start, "end": end}).with_columns(size=counted)
    found = found.with_columns(absent=pl.col("size").is_null() | (pl.col("size") > MOST_STRETCHES))
    found = found.with_columns(size=pl.when("absent").then(0).otherwise("size"))
    places = found.filter(pl.col("size") > 0).with_columns(place=pl.int_ranges("size")).explode("place")
    is_last = pl.col("place") == pl.col("size") - 1
    following = moved(pl.col("start"), (pl.col("place") + 1) * months)
    frame = places.select(
        moved(pl.col("start"), pl.col("place") * months).alias(LOW),
        pl.when(is_last).then("end").otherwise(following).alias(HIGH),
        is_last.alias(LAST),
    )
    return Cut(found["size"], found["absent"], frame)


def month_of(date: pl.Expr) -> pl.Expr:
    """The number of the month, counted through."""
    return date.dt.year().cast(pl.Int64) * 12 + date.dt.month() - 1


def moved(date: pl.Expr, months: pl.Expr) -> pl.Expr:
    """The same day some months later, or the last day of that month where it is shorter."""
    first = _first_day(month_of(date) + months)
    return first + pl.duration(days=pl.min_horizontal(date.dt.day(), first.dt.month_end().dt.day()).cast(pl.Int64) - 1)


def _first_day(month: pl.Expr) -> pl.Expr:
    return pl.date(month // 12, month % 12 + 1, 1)


def months_covered(owners: pl.Series, first: pl.Series, end: pl.Series, height: int) -> pl.Series:
    """The months from first days until ends, overlaps counted once, in 31sts: whole months, and the days left over.

    Args:
        owners: to which row each stretch belongs.
        first: dates.
        end: the days after the last ones. A stretch that ends before it begins counts nothing.
        height: how many rows there are.
    """
    stretches_ = pl.DataFrame({"owner": owners, "first": first, "end": end}).filter(pl.col("first") < pl.col("end"))
    before = pl.col("owner").cast(pl.Int64) * _DAYS_APART  # days of different rows never overlap
    days = stretches_.with_columns(
        begins=before + pl.col("first").to_physical(), ends=before + pl.col("end").to_physical()
    )
    days = days.sort("begins").with_columns(reached=pl.col("ends").cum_max())
    apart = pl.col("reached").shift(1).is_null() | (pl.col("begins") > pl.col("reached").shift(1))
    days = days.with_columns(apart=apart)
    last = days.filter(pl.col("apart").shift(-1).fill_null(True))["reached"]
    merged = days.filter("apart").select("owner", "first", end=(last - before).cast(pl.Date))
    earlier_in_month = pl.col("end").dt.day() < pl.col("first").dt.day()
    months = month_of(pl.col("end")) - month_of(pl.col("first")) - earlier_in_month.cast(pl.Int64)
    turned = _first_day(month_of(pl.col("first")) + months)
    lacks = pl.col("first").dt.day() > turned.dt.month_end().dt.day()
    completed = (
        pl.when(lacks)
        .then(turned.dt.month_end() + pl.duration(days=1))
        .otherwise(turned + pl.duration(days=pl.col("first").dt.day().cast(pl.Int64) - 1))
    )
    left_over = (pl.col("end") - completed).dt.total_days()
    counted = merged.select("owner", covered=months * 31 + left_over).group_by("owner").agg(pl.col("covered").sum())
    covered = pl.zeros(height, pl.Int64, eager=True)
    return covered.scatter(counted["owner"], counted["covered"])
