"""Single values at the boundary: exact, and of the type that was asked for."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from workshop_rules.language import types
from workshop_rules.language.digits import write_number
from workshop_rules.language.types import Enumeration
from workshop_rules.language.values import DaysTime, YearsMonths
from workshop_rules.language.words import Words
from workshop_rules.pack.boundary_values import (
    MOST_DIGITS,
    check_bounds,
    is_blank,
    read_number,
    read_value,
    shown_value,
)

LEVEL = Enumeration("level", ("school", "county", "city"), ordered=True)
WORDS = {"county": Words("县级", "county"), "city": Words("市级", "city")}


def refusal(function, *arguments, **named):
    with pytest.raises(PydanticCustomError) as raised:
        function(*arguments, **named)
    return raised.value


@pytest.mark.parametrize(
    ("given_value", "exact"),
    [
        (9, 9),
        (9.0, 9),
        (0.1, Fraction(1, 10)),
        (2.675, Fraction(2675, 1000)),
        (1e22, 10**22),
        (Decimal("9.10"), Fraction(91, 10)),
        (Decimal("-0.0"), 0),
        (Fraction(1, 3), Fraction(1, 3)),
        (Fraction(6, 3), 2),
        (np.int64(9), 9),
        (np.float64(0.1), Fraction(1, 10)),
    ],
)
def test_numbers_are_exact(given_value, exact):
    number = read_number(given_value)
    assert number == exact
    assert type(number) is (int if exact == int(exact) else Fraction)


@pytest.mark.parametrize("value", [True, "9", None, [9], {"a": 1}, 1j, dt.date(2013, 10, 1), b"9", np.bool_(True)])
def test_what_is_no_number_is_refused(value):
    assert refusal(read_number, value).type == "WR402"


ENDLESS = [float("nan"), float("inf"), -float("inf"), Decimal("NaN"), Decimal("sNaN"), Decimal("Infinity")]
TOO_LONG = [Decimal("1e401"), Decimal("1e-401"), Decimal("1e999999999"), 10 ** (MOST_DIGITS + 1), Fraction(1, 10**401)]


@pytest.mark.parametrize("value", [*ENDLESS, *TOO_LONG])
def test_numbers_without_end_are_refused(value):
    assert refusal(read_number, value).type == "WR406"


@pytest.mark.parametrize(
    ("text", "remedy"),
    [("9", "write 9"), ("九", "write 9"), ("9.1", "write 9.1"), ("nine", "in digits"), ("", "in digits")],
)
def test_the_remedy_of_a_text_that_should_be_a_number(text, remedy):
    assert remedy in refusal(read_number, text).context["help"]


@settings(max_examples=150)
@given(st.decimals(allow_nan=False, allow_infinity=False, places=6))
def test_a_decimal_number_is_written_as_it_was_read(value):
    assert Decimal(write_number(read_number(value))) == value


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (9, "9"),
        (Fraction(91, 10), "9.1"),
        (Fraction(-1, 8), "-0.125"),
        (Fraction(1, 3), "1/3"),
        (Fraction(1, 40), "0.025"),
    ],
)
def test_numbers_as_people_write_them(number, text):
    assert write_number(number) == text


@pytest.mark.parametrize(
    ("number", "minimum", "maximum", "whole", "message"),
    [
        (-1, 0, None, False, "-1 is less than 0"),
        (Fraction(1, 2), None, None, True, "0.5 is not a whole number"),
        (11, 0, 10, True, "11 is more than 10"),
    ],
)
def test_bounds(number, minimum, maximum, whole, message):
    refused = refusal(check_bounds, number, minimum, maximum, whole=whole)
    assert refused.type == "WR405"
    assert message in refused.message()


@pytest.mark.parametrize("number", [0, 10])
def test_bounds_are_included(number):
    assert check_bounds(number, 0, 10, whole=True) == number


@pytest.mark.parametrize(
    ("type_", "given_value", "value"),
    [
        (types.STRING, "某校", "某校"),
        (types.BOOLEAN, False, False),
        (types.DATE, "2013-10-01", dt.date(2013, 10, 1)),
        (types.DATE, dt.date(2013, 10, 1), dt.date(2013, 10, 1)),
        (types.TIME, "08:30:00", dt.time(8, 30)),
        (types.DATE_TIME, "2013-10-01T08:30:00", dt.datetime(2013, 10, 1, 8, 30)),
        (types.YEARS_MONTHS, "P5Y", YearsMonths(60)),
        (types.DAYS_TIME, DaysTime(5), DaysTime(5)),
        (LEVEL, "city", "city"),
    ],
)
def test_values_of_each_type(type_, given_value, value):
    assert read_value(given_value, type_) == value


@pytest.mark.parametrize(
    ("type_", "given_value", "code"),
    [
        (types.STRING, 9, "WR402"),
        (types.STRING, True, "WR402"),
        (types.BOOLEAN, 1, "WR402"),
        (types.BOOLEAN, "true", "WR402"),
        (types.DATE, 20131001, "WR402"),
        (types.DATE, dt.datetime(2013, 10, 1), "WR402"),
        (types.DATE, "2013-02-30", "WR404"),
        (types.DATE, "2013-10-1", "WR404"),
        (types.DATE, " 2013-10-01", "WR404"),
        (types.DATE, "20131001", "WR404"),
        (types.DATE_TIME, "2013-10-01", "WR402"),
        (types.DATE_TIME, dt.datetime(2013, 10, 1, tzinfo=dt.UTC), "WR404"),
        (types.TIME, "8:30", "WR404"),
        (types.YEARS_MONTHS, "P5D", "WR402"),
        (types.YEARS_MONTHS, 60, "WR402"),
        (types.DAYS_TIME, dt.timedelta(days=1), "WR402"),
        (LEVEL, "citty", "WR403"),
        (LEVEL, "CITY", "WR403"),
        (LEVEL, 3, "WR402"),
    ],
)
def test_values_of_another_type_are_refused(type_, given_value, code):
    assert refusal(read_value, given_value, type_).type == code


@pytest.mark.parametrize(
    ("written", "remedy"),
    [
        ("citty", "write `city`"),
        ("City ", "write `city`"),
        ("市级", "write `city`"),
        ("galaxy", "write one of school, county, city"),
    ],
)
def test_the_nearest_member(written, remedy):
    assert refusal(read_value, written, LEVEL, WORDS).context["help"].startswith(remedy)


@pytest.mark.parametrize("value", [None, "", " ", "\t\n", "\u3000"])
def test_blank(value):
    assert is_blank(value)


@pytest.mark.parametrize("value", [0, False, [], {}, "0", "无"])
def test_not_blank(value):
    assert not is_blank(value)


def test_values_are_shown_short():
    assert shown_value("x" * 5_000) == "`" + "x" * 39 + "…`"
    assert shown_value(object()) == "`object`"
    assert shown_value(10**10_000) == "`int`"
