"""Stretches of time in columns are those of single dates."""

import datetime as dt
import random
from fractions import Fraction
from typing import Any

import polars as pl
import pytest

from workshop_rules.evaluate._polars import spans
from workshop_rules.evaluate.interpreter.functions.periods import periods, years_in_periods
from workshop_rules.language.values import ListValue, Record, YearsMonths

LANDMARKS = [
    dt.date(*parts)
    for parts in (
        (2012, 2, 29),
        (2012, 1, 31),
        (2013, 2, 28),
        (2011, 12, 31),
        (2012, 3, 1),
        (1996, 2, 29),
        (2024, 12, 31),
    )
]
TO = dt.date(2013, 10, 1)


def days(seed, count):
    draw = random.Random(seed)
    near = [dt.date(2000, 1, 1) + dt.timedelta(days=draw.randrange(8000)) for _ in range(count)]
    return [draw.choice(LANDMARKS) if draw.random() < 0.4 else day for day in near]


@pytest.mark.parametrize("months", [1, 3, 7, 12])
def test_stretches_are_cut_as_periods_are(months):
    starts, ends = days(1, 120), days(2, 120)
    cut = spans.stretches(pl.Series(starts), pl.Series(ends), months)
    rows = iter(cut.frame.select(spans.LOW, spans.HIGH, spans.LAST).rows())
    assert not cut.absent.any()
    for start, end, size in zip(starts, ends, cut.sizes, strict=True):
        found = [next(rows) for _ in range(size)]
        expected: Any = periods(start, end, YearsMonths(months))
        assert found == [(one.low, one.high, one.high_closed) for one in expected.items]
    assert next(rows, None) is None


def test_a_stretch_without_an_end_or_with_a_far_one_is_left_open():
    starts = pl.Series([TO, None, dt.date.min], dtype=pl.Date)
    ends = pl.Series([None, TO, dt.date.max], dtype=pl.Date)
    cut = spans.stretches(starts, ends, 1)
    assert cut.absent.to_list() == [True, True, True]
    assert cut.frame.height == 0


def test_months_are_covered_as_years_in_periods_are():
    draw = random.Random(3)
    owners, first, end, expected = [], [], [], []
    for row in range(300):
        records = []
        for start, last in zip(days(row, draw.randrange(5)), days(-row, 5), strict=False):
            if last < start:
                continue
            records.append(Record({"from": start, "to": last, "ongoing": False}))
            owners.append(row)
            first.append(start)
            end.append(min(last + dt.timedelta(days=1), TO) if last < TO else TO)
        expected.append(years_in_periods(ListValue(tuple(records)), TO))
    covered = spans.months_covered(pl.Series(owners, dtype=pl.UInt32), pl.Series(first), pl.Series(end), 300)
    assert [Fraction(months, 12 * 31) for months in covered] == expected
    assert len(set(expected)) > 100
