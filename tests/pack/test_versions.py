"""Versions and ranges of them."""

import pytest

from workshop_rules.pack.versions import engine_version, read_version, within


@pytest.mark.parametrize(("text", "numbers"), [("1.2.3", (1, 2, 3)), ("1.0.0", (1,)), ("0", (0,)), ("10.20", (10, 20))])
def test_a_version_is_its_numbers(text, numbers):
    assert read_version(text) == numbers


@pytest.mark.parametrize("text", ["", "1.", ".1", "v1", "1.2.3.4.5", "1.2a", "1 .2", "١.٢", "9999999999"])
def test_other_texts_are_none(text):
    with pytest.raises(ValueError, match="is not a version"):
        read_version(text)


@pytest.mark.parametrize(
    ("version", "wanted", "holds"),
    [
        ("0.1.0", ">=0.1,<1", True),
        ("1.0.0", ">=0.1,<1", False),
        ("0.9.9", " >= 0.1 , < 1 ", True),
        ("0.1", ">0.1", False),
        ("0.1.1", ">0.1", True),
        ("1.0", "==1", True),
        ("1.0", "!=1.0.0", False),
        ("0.10", ">=0.9", True),
        ("1", "<=1", True),
    ],
)
def test_ranges(version, wanted, holds):
    assert within(version, wanted) is holds


@pytest.mark.parametrize("wanted", ["", "1", ">=", "~=1.0", ">=1,", "=>1", ">=1.x"])
def test_what_is_no_range_is_refused(wanted):
    with pytest.raises(ValueError, match="is not a"):
        within("1.0", wanted)


def test_the_engine_has_a_version():
    assert read_version(engine_version()) > (0,)
