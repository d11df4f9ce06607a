import datetime as dt
import json
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop_rules.explain.exact import exact_json, exact_text, is_finite, rounded_text, shown
from workshop_rules.language.values import DaysTime, Error, ListValue, Range, Record, Unknown, YearsMonths

HOUR = 3_600_000_000_000


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (9, "9"),
        (-9, "-9"),
        (Fraction(91, 10), "9.1"),
        (Fraction(-1, 8), "-0.125"),
        (Fraction(101, 12), "101/12"),
        (Fraction(1, 10**20), "0.00000000000000000001"),
        (True, "true"),
        ("text", "text"),
        (dt.date(2013, 10, 1), "2013-10-01"),
        (dt.time(8, 30), "08:30:00"),
        (YearsMonths(65), "P5Y5M"),
        (DaysTime(36 * HOUR), "P1DT12H"),
        (ListValue((1, Fraction(1, 2))), "[1, 0.5]"),
        (Record({"level": "city"}, "honors[1]"), "{level: city}"),
        (Range(1, 5, low_closed=True, high_closed=False), "[1..5)"),
        (Unknown(frozenset({"a"})), "unknown"),
        (Error("division_by_zero", "…"), "error: division_by_zero"),
        (None, "null"),
    ],
)
def test_text_loses_nothing(value, text):
    assert exact_text(value) == text


@given(st.fractions())
def test_a_number_can_be_read_back(number):
    assert Fraction(exact_text(number)) == number
    assert is_finite(number) == ("/" not in exact_text(number))


def test_a_number_longer_than_python_writes_by_itself_keeps_its_digits():
    assert exact_text(10**5000 + 7) == f"1{'0' * 4999}7"
    assert exact_text(Fraction(-(10**5000) - 1, 10)) == f"-1{'0' * 4999}.1"
    assert exact_text(Fraction(10**5000, 3)) == f"1{'0' * 5000}/3"


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (Fraction(26, 3), "8.67"),
        (Fraction(-1, 3), "-0.33"),
        (Fraction(1, 700), "0.00"),
        (Fraction(10**400, 3), f"{'3' * 400}.33"),
    ],
)
def test_a_number_is_rounded_without_binary_floating_point(number, text):
    assert rounded_text(number, 2) == text


@pytest.mark.parametrize(
    ("value", "data"),
    [
        (9, 9),
        (2**53, 2**53),
        (2**53 + 1, str(2**53 + 1)),
        (Fraction(1, 2), "0.5"),
        (True, True),
        (dt.date(2013, 10, 1), "2013-10-01"),
        (ListValue((1, Unknown(frozenset({"a"})))), [1, None]),
        (Record({"years": Fraction(1, 3)}), {"years": "1/3"}),
        (Unknown(frozenset({"a"})), None),
        (None, None),
    ],
)
def test_json_never_holds_a_binary_fraction(value, data):
    assert exact_json(value) == data
    assert json.loads(json.dumps(exact_json(value)), parse_float=pytest.fail) == data


def test_what_is_unknown_is_not_shown():
    assert shown(Unknown(frozenset({"a"}))) is None
    assert shown(5) == "5"
