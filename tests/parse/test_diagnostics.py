"""Every code of parsing: the wrong text, and the complaint about it as people see it (`tests/diagnostics/WR2….md`).

The input is a block `feel`, an expression of a pack; with further words it is `dmn`, a `cell` of a decision table, a
`type`, or `repeated` so many times over.
"""

import pytest

from tests.diagnostics.complaints import HERE, read_blocks
from workshop_rules.diagnostics import CODES
from workshop_rules.language.dialect import Dialect
from workshop_rules.parse import parse_expression, parse_type, parse_unary_tests

FILES = sorted(HERE.glob("WR2*.md"))


def found(words, content):
    text = content.removesuffix("\n")
    match words:
        case ["feel"]:
            return parse_expression(text)
        case ["feel", "dmn"]:
            return parse_expression(text, Dialect.DMN)
        case ["feel", "cell"]:
            return parse_unary_tests(text)
        case ["feel", "type"]:
            return parse_type(text)
        case ["feel", "repeated", times]:
            return parse_expression(text * int(times))
        case _:
            raise ValueError(words)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_complaint_is_the_expected_one(file):
    given, expected = read_blocks(file)
    drawn = "\n\n".join(map(str, found(given.words, given.content).diagnostics))
    assert drawn + "\n" == expected.content


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_complaint_has_the_code_that_the_file_is_called_by(file):
    assert f"{file.stem.partition('-')[0]} " in read_blocks(file)[-1].content


def test_every_code_has_a_file():
    shown = {file.stem.partition("-")[0] for file in FILES}
    assert {code for code, row in CODES.items() if row.stage == "parse"} == shown


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("a == b", "a = b"),
        ("a === b", "a = b"),
        ("a !== b", "a != b"),
        ("a <> b", "a != b"),
        ("a ≠ b", "a != b"),
        ("a => b", "a >= b"),
        ("a =< b", "a <= b"),
        ("a ≥ b", "a >= b"),
        ("a ≤ b", "a <= b"),
        ("a && b || c", "a and b or c"),
        ("!a", "not(a)"),
        ("a × b ÷ c", "a * b / c"),
        ("a − b", "a - b"),
        ("a ^ b", "a ** b"),
        ("[a…b]", "[a..b]"),
        ("（a，b）", None),
        ("f（a，b）", "f(a, b)"),
        ("【a、b】", "[a, b]"),
        ("｛a：b｝", "{a: b}"),
        ("a ＞ b", "a > b"),
        ("a ！＝ b", "a != b"),
        ("a。b", "a.b"),
        ("＠“P5Y”", '@"P5Y"'),
        ("１２ ＋ ａ", "12 + a"),
        ("‘a’", '"a"'),
    ],
)
def test_what_a_slip_means_is_understood_and_still_an_error(slip, meant):
    given = parse_expression(slip)
    assert given.errors
    assert given.value == (None if meant is None else parse_expression(meant).unwrap())


def test_full_width_characters_within_a_text_are_welcome():
    assert not parse_expression('"（市级），“一等”"').diagnostics
