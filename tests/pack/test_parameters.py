"""Values that an adopter puts in a parameter's place."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest

from workshop_rules.language import types
from workshop_rules.language.types import Enumeration
from workshop_rules.pack.discovery import shared_vocabulary
from workshop_rules.pack.parameters import Parameter, parameter_from_text, parameter_override
from workshop_rules.pack.parsed import read_vocabulary

LEVEL = Enumeration("level", ("school", "county", "city", "province", "national"), ordered=True)
PARAMETERS = {
    "least_years": Parameter(types.NUMBER, 9),
    "deadline": Parameter(types.DATE, dt.date(2013, 12, 31)),
    "least_level": Parameter(LEVEL, "city"),
    "strict": Parameter(types.BOOLEAN, False),
    "note": Parameter(types.STRING, None),
}


@pytest.fixture(scope="module")
def override():
    vocabulary, _ = read_vocabulary(shared_vocabulary()).unwrap()
    return lambda name, value: parameter_override(name, value, PARAMETERS, vocabulary)


@pytest.mark.parametrize(
    ("name", "given_value", "value"),
    [
        ("least_years", 9.5, Fraction(19, 2)),
        ("deadline", "2014-01-31", dt.date(2014, 1, 31)),
        ("least_level", "county", "county"),
        ("strict", True, True),
        ("least_years", None, None),
        ("deadline", " ", None),
    ],
)
def test_a_value_of_its_type(override, name, given_value, value):
    found = override(name, given_value)
    assert (found.value, found.diagnostics) == (value, ())


@pytest.mark.parametrize(
    ("name", "value", "code", "remedy"),
    [
        ("least_year", 9, "WR413", "write `least_years`"),
        ("zzz", 9, "WR413", "it has least_years"),
        ("least_years", "9", "WR414", "write 9 without quotes"),
        ("deadline", 9, "WR414", "YYYY-MM-DD"),
        ("least_level", "citty", "WR414", "write `city`"),
        ("least_level", "市级", "WR414", "write `city`"),
        ("strict", 1, "WR414", ""),
    ],
)
def test_what_is_refused(override, name, value, code, remedy):
    (diagnostic,) = override(name, value).diagnostics
    assert diagnostic.code == code
    assert remedy in diagnostic.help


@pytest.mark.parametrize(
    ("text", "type_", "value"),
    [
        ("9.10", types.NUMBER, Decimal("9.10")),
        ("-3", types.NUMBER, Decimal(-3)),
        ("nine", types.NUMBER, "nine"),
        ("true", types.BOOLEAN, True),
        ("false", types.BOOLEAN, False),
        ("yes", types.BOOLEAN, "yes"),
        ("9", types.STRING, "9"),
        ("city", LEVEL, "city"),
        ("2013-10-01", types.DATE, "2013-10-01"),
    ],
)
def test_text_of_a_command_line(text, type_, value):
    assert parameter_from_text(text, type_) == value
