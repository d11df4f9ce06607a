"""What a plain scalar stands for."""

from decimal import Decimal

import pytest

from workshop_rules.pack.scalars import MOST_DIGITS, Ambiguous, resolve


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("", None),
        ("~", None),
        ("null", None),
        ("true", True),
        ("false", False),
        ("0", 0),
        ("9", 9),
        ("-12", -12),
        ("+3", 3),
        ("150202198001010022", 150202198001010022),
    ],
)
def test_nulls_truth_values_and_whole_numbers(written, value):
    assert resolve(written) == value
    assert type(resolve(written)) is type(value)


@pytest.mark.parametrize("written", ["9.1", "-0.5", "0.10", "3.3333333333333333333333333333333333333333333333"])
def test_decimals_are_exactly_as_written(written):
    value = resolve(written)
    assert isinstance(value, Decimal)
    assert str(value) == written


@pytest.mark.parametrize(
    "written",
    ["2013-10-01", "1.0.0", "九", "９", "city", "notable", "on_post", "1-2", "-", ".", "3%", "e5", "0x", "N9", "="],
)
def test_everything_else_is_text(written):
    assert resolve(written) == written


@pytest.mark.parametrize("written", ["yes", "No", "ON", "off", "y", "N", "True", "TRUE", "False"])
def test_truth_values_of_some_readers_only_are_refused(written):
    refused = resolve(written)
    assert isinstance(refused, Ambiguous)
    assert refused.code == "WR111"
    assert f'"{written}"' in refused.help


@pytest.mark.parametrize("written", ["yes", "on", "Y", "True"])
def test_the_remedy_names_the_truth_value_that_was_meant(written):
    refused = resolve(written)
    assert isinstance(refused, Ambiguous)
    assert refused.help.startswith("write true ")


REFUSED = [
    "012",
    "00",
    "-07",
    "0o17",
    "0x1F",
    "0b11",
    "1_000",
    "1:30",
    "190:20:30",
    "1e5",
    "1.5E-3",
    ".5",
    "5.",
    ".inf",
    "-.INF",
    ".NaN",
]


@pytest.mark.parametrize("written", [*REFUSED, "9" * (MOST_DIGITS + 1)])
def test_numbers_on_which_readers_disagree_are_refused(written):
    refused = resolve(written)
    assert isinstance(refused, Ambiguous)
    assert refused.code == "WR112"
