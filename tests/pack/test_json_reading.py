"""JSON gives the same nodes as YAML: exact numbers, places, no duplicates, no depth without end."""

import json
import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workshop_rules.diagnostics import Source
from workshop_rules.pack.building import DEEPEST
from workshop_rules.pack.json_reading import read_json


def read(text):
    return read_json(Source("f.json", text))


def codes(found):
    return [d.code for d in found.diagnostics]


def lists(value):
    match value:
        case tuple():
            return [lists(item) for item in value]
        case dict():
            return {key: lists(inner) for key, inner in value.items()}
        case _:
            return value


words = st.text(st.characters(exclude_categories=["Cs"]))
anything = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**30), 10**30) | words,
    lambda inner: st.lists(inner) | st.dictionaries(words, inner),
    max_leaves=20,
)


@settings(max_examples=150)
@given(anything, st.booleans(), st.sampled_from([None, 0, 2]))
def test_what_the_standard_library_writes_is_read_back(value, ascii_only, indent):
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    assert lists(read(text).unwrap().data()) == value


@pytest.mark.parametrize("number", ["9.1", "-0.10", "1e3", "2.5E-7", "0", "3.3333333333333333333333333333333333333333"])
def test_numbers_are_exact(number):
    assert read(number).unwrap().data() == Decimal(number)


def test_a_large_exponent_is_not_worked_out():
    start = time.perf_counter()
    assert read("1e999999999").unwrap().data() == Decimal("1e999999999")
    assert time.perf_counter() - start < 0.5


def test_places():
    document = read('{"honors": [{"level": "\\u5e02\\ud83d\\ude00x"}]}').unwrap()
    text = document.text("honors", 0, "level")
    assert text.value == "市😀x"
    assert [document.source.text[i] for i in text.offsets] == ["\\", "\\", "x", '"']
    assert document.key_place("honors", 0, "level").text == '"level"'
    assert document.place("honors").text.startswith("[{")


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("", 0), ("[1,]", 3), ('{"a": 1,}', 8), ('{"a" 1}', 5), ("[1 2]", 3), ("[1", 2), ('{"a": 1', 7), ('{"a"', 4),
        ("NaN", 0), ("-Infinity", 0), ("01", 1), ("1.", 1), (".5", 0), ("+1", 0), ("tru", 0), ("'a'", 0), ("{a: 1}", 1),
        ("[,1]", 1), ("1 2", 2), ('"abc', 0), ('"\\q"', 1), ('"a\nb"', 2), ("// no\n1", 0), ("]", 0), ("[1}", 2),
        ('{"a": }', 6), ("{1: 2}", 1), ("\ufeff1", 0),
    ],
)  # fmt: skip
def test_broken_json_is_one_diagnostic_at_its_place(text, at):
    (diagnostic,) = read(text).diagnostics
    assert (diagnostic.code, diagnostic.span.start) == ("WR115", at)


def test_duplicate_keys_are_refused():
    assert codes(read('{"a": 1, "a": 2}')) == ["WR110"]


def test_the_depth_is_bounded():
    assert codes(read("[" * DEEPEST + "]" * DEEPEST)) == []
    assert codes(read("[" * 500_000)) == ["WR113"]


def test_half_a_character_is_refused():
    assert codes(read('"\\ud800"')) == ["WR104"]


def test_a_number_of_too_many_digits_is_refused():
    assert codes(read("9" * 5_000)) == ["WR112"]
