"""Temporal values as text."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop_rules.language.iso8601 import read_date, read_duration, read_temporal, temporal_type, write_temporal
from workshop_rules.language.types import DATE, DATE_TIME, DAYS_TIME, TIME, YEARS_MONTHS
from workshop_rules.language.values import DaysTime, YearsMonths

DAY = 86_400 * 10**9
VALUES = st.one_of(
    st.dates(),
    st.times(),
    st.datetimes(),
    st.integers(-(10**6), 10**6).map(YearsMonths),
    st.integers(-(10**18), 10**18).map(DaysTime),
)


@given(VALUES)
def test_what_is_written_is_read_back(value):
    assert read_temporal(write_temporal(value)) == value


@given(VALUES)
def test_the_type_tells_a_date_from_a_date_and_time(value):
    expected = {dt.date: DATE, dt.datetime: DATE_TIME, dt.time: TIME, YearsMonths: YEARS_MONTHS, DaysTime: DAYS_TIME}
    assert temporal_type(value) == expected[type(value)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2012-02-29", dt.date(2012, 2, 29)),
        ("0001-01-01", dt.date(1, 1, 1)),
        ("08:30:00", dt.time(8, 30)),
        ("T08:30:00", dt.time(8, 30)),
        ("08:30:00.25", dt.time(8, 30, 0, 250_000)),
        ("2013-10-01T08:30:00", dt.datetime(2013, 10, 1, 8, 30)),
        ("P26M", YearsMonths(26)),
        ("-P1Y6M", YearsMonths(-18)),
        ("P0D", DaysTime(0)),
        ("P1DT12H", DaysTime(DAY * 3 // 2)),
        ("-PT0.000000001S", DaysTime(-1)),
    ],
)
def test_forms(text, value):
    assert read_temporal(text) == value


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (YearsMonths(26), "P2Y2M"),
        (YearsMonths(0), "P0M"),
        (DaysTime(0), "PT0S"),
        (DaysTime(DAY), "P1D"),
        (DaysTime(-DAY - 1), "-P1DT0.000000001S"),
    ],
)
def test_the_shortest_form_is_written(value, text):
    assert write_temporal(value) == text


@pytest.mark.parametrize(
    "text",
    [
        *("", "九", "2013-2-3", "2013-02-30", "2013-13-01", "10000-01-01", "-2013-01-01", "20131001", "2013-10-01\n"),
        *("24:00:00", "8:30", "08:30", "08:30:60", "08:30:00Z", "08:30:00+02:00", "08:30:00@Europe/Paris"),
        *("2013-10-01T08:30:00Z", "2013-10-01T24:00:00", "2013-10-01 08:30:00", "2013-10-01T"),
        *("P", "PT", "P1DT", "-P", "+P1Y", "P1", "P1.5Y", "P1Y2D", "P1M1DT1H", "p1y", "P1D2H", "PT1.0000000001S"),
        *("٢٠١٣-١٠-٠١", "P٥Y"),
    ],
)
def test_what_stands_for_nothing_is_refused_with_a_reason(text):
    with pytest.raises(ValueError, match=r"[a-z]"):
        read_temporal(text)


def test_a_zone_is_named_as_the_reason():
    with pytest.raises(ValueError, match="leave out the zone"):
        read_temporal("2013-10-01T08:30:00+08:00")


def test_mixed_durations_are_named_as_the_reason():
    with pytest.raises(ValueError, match="not of both"):
        read_duration("P1Y2DT3H")


def test_read_date_takes_no_other_temporal_text():
    with pytest.raises(ValueError, match="written like 2013-10-01"):
        read_date("P1Y")
