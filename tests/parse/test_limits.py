"""No text makes the parser raise, go too deep, or take more than linear time."""

import sys
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import workshop_rules.parse
from workshop_rules.diagnostics import Found
from workshop_rules.language.dialect import Dialect
from workshop_rules.language.tree import And
from workshop_rules.parse import (
    MAX_DEPTH,
    MAX_LENGTH,
    parse_expression,
    parse_type,
    parse_unary_tests,
    print_expression,
    print_type,
)

PARSERS = (parse_expression, parse_unary_tests, parse_type)
HERE = str(Path(workshop_rules.parse.__file__).parent)

SCRAPS = (
    *("and", "or", "not", "not(", "if ", " then ", " else ", "for ", " in ", " return ", "some ", " satisfies "),
    *("null", "function(", "external {", " instance of ", "list<", "context<", "function<", ">", "->", " between "),
    *("(", ")", "[", "]", "{", "}", "..", ".", ",", ":", "?", "@", "-", "+", "*", "**", "/", "=", "<", "<=", ">="),
    *("!=", "!", "x", "a-b", "date and time", "教龄", "🐎", "1", ".5", "1e9", '"text"', '"', "'", "“", "”", "\\"),
    *(
        "\\u12",
        "//",
        "/*",
        "*/",
        "\n",
        " ",
        "==",
        "&&",
        "≥",
        "（",
        "）",
        "，",
        "１",
        "；",
        "%",
        "\x00",
        "\ud83d",
        "\u202e",
    ),
)

ANY_TEXT = st.one_of(st.text(), st.lists(st.sampled_from(SCRAPS), max_size=30).map("".join))


@given(ANY_TEXT)
@settings(max_examples=200)
@example("not(")
@example("not(x")
@example("x in (")
@example("]x[")
@example("1e" + "9" * 100)
@example('@"\\uD83D"')
@pytest.mark.parametrize("parse", PARSERS)
@pytest.mark.parametrize("dialect", Dialect)
def test_any_text_ends_in_a_tree_or_in_complaints(parse, dialect, text):
    found = parse(text, dialect, ("a-b", "if only"))
    assert isinstance(found, Found)
    assert (found.value is None) <= bool(found.errors)
    for diagnostic in found.diagnostics:
        assert diagnostic.code in str(diagnostic)
        assert diagnostic.span is not None
        assert 0 <= diagnostic.span.start <= diagnostic.span.end <= len(text)


@given(ANY_TEXT)
@settings(max_examples=200)
@pytest.mark.parametrize("dialect", Dialect)
def test_what_parses_can_be_printed_and_parsed_again(dialect, text):
    found = parse_expression(text, dialect, ("a-b", "if only"))
    if found.value is not None and not found.errors:
        printed = print_expression(found.value)
        assert parse_expression(printed, dialect, ("a-b", "if only")) == Found(found.value), printed


NESTED = {
    "groups": ("(", "x", ")"),
    "lists": ("[", "x", "]"),
    "ranges": ("[1..", "x", "]"),
    "low ends": ("[", "x", "..1]"),
    "open ranges": ("]1..(", "x", ")["),
    "half ranges": ("(<", "x", ")"),
    "contexts": ("{a: ", "x", "}"),
    "calls": ("f(", "x", ")"),
    "named arguments": ("f(a: ", "x", ")"),
    "filters": ("x[", "x", "]"),
    "nots": ("not(", "x", ")"),
    "exclamations": ("!", "x", ""),
    "signs": ("- ", "x", ""),
    "conditions": ("if ", "x", " then 1 else 2"),
    "branches": ("if x then 1 else ", "x", ""),
    "bodies": ("for x in xs return ", "x", ""),
    "sources": ("some x in ", "x", " satisfies x"),
    "functions": ("function(x) ", "x", ""),
    "tests": ("1 in (", "x", ")"),
    "comparing tests": ("1 in (< (", "x", "))"),
    "several tests": ("1 in (2, ", "x", ")"),
    "powers": ("2 ** (1 + ", "x", ")"),
    "loosest to tightest": ("x or x and x = x + x * x ** -(", "x", ")"),
    "sums": ("", "x", " + 1"),
    "paths": ("", "x", ".x"),
    "calls of calls": ("", "x", "()"),
    "filters of filters": ("", "x", "[1]"),
    "comparisons": ("", "x", " = 1"),
    "memberships": ("", "x", " in 1"),
    "instances": ("", "x", " instance of number"),
}
NESTED_TYPES = {
    "item types": ("list<", "x", ">"),
    "entry types": ("context<a: ", "x", ">"),
    "parameter types": ("function<", "x", ">->x"),
    "result types": ("function<> -> ", "x", ""),
}


def deeper(levels, act):
    """Do it at a call stack that is so much deeper."""
    return deeper(levels - 1, act) if levels else act()


def stack_height():
    height, above = 1, sys._getframe().f_back
    while above is not None:
        height, above = height + 1, above.f_back
    return height


def at_a_high_stack(act):
    """Do it with no more than 600 calls left below Python's limit, as a program that is itself deep would."""
    return deeper(sys.getrecursionlimit() - 600 - stack_height(), act)


@pytest.mark.parametrize("shape", NESTED.values(), ids=NESTED)
@pytest.mark.parametrize("dialect", Dialect)
def test_nesting_ends_in_a_complaint_well_within_pythons_stack(dialect, shape):
    opening, middle, closing = shape
    for times in (20, MAX_DEPTH // 4, MAX_DEPTH, 900):
        text = (opening * times + middle + closing * times)[:MAX_LENGTH]
        found = at_a_high_stack(lambda text=text: parse_expression(text, dialect))
        if times == 20:
            assert found.value is not None
        if found.value is not None:
            assert at_a_high_stack(lambda tree=found.value: print_expression(tree))
    assert "WR210" in {diagnostic.code for diagnostic in found.errors}


@pytest.mark.parametrize("shape", NESTED_TYPES.values(), ids=NESTED_TYPES)
def test_nested_types_end_in_a_complaint_too(shape):
    opening, middle, closing = shape
    fine = at_a_high_stack(lambda: parse_type(opening * 100 + middle + closing * 100))
    assert at_a_high_stack(lambda: print_type(fine.unwrap()))
    found = at_a_high_stack(lambda: parse_type(opening * 900 + middle + closing * 900))
    assert [diagnostic.code for diagnostic in found.errors] == ["WR210"]


def test_long_conjunctions_are_one_node_and_not_too_deep():
    tree = parse_expression(" and ".join(["x"] * 2000)).unwrap()
    assert isinstance(tree, And)
    assert len(tree.operands) == 2000


def test_length_is_bounded():
    assert not parse_expression("1".rjust(MAX_LENGTH)).diagnostics
    (diagnostic,) = parse_expression("1".rjust(MAX_LENGTH + 1)).diagnostics
    assert diagnostic.code == "WR209"


GROWING = {
    "opening brackets": lambda n: "(" * n,
    "closing brackets": lambda n: "(" + ")" * n,
    "opening square brackets": lambda n: "[" * n,
    "mixed brackets": lambda n: "[](){}" * n,
    "nots": lambda n: "not(" * n,
    "nots closed": lambda n: "not(" * min(n, 90) + "x" + ")" * min(n, 90) + " and x" * n,
    "points": lambda n: "a" + ".b" * n,
    "signs": lambda n: "-" * n,
    "sum": lambda n: "1" + "+1" * n,
    "conjunction": lambda n: "x" + " and x" * n,
    "words": lambda n: "word " * n,
    "long name, once bound": lambda n: "{" + "a " * 60 + "b: 1, c: " + "a " * n + "}",
    "long name with operators, nearly": lambda n: "{" + "a+" * 60 + "b: 1, c: " + "a+" * n + "a}",
    "many long names": lambda n: "{" + "".join(f"{'a+' * 30}b{i}: {'a+' * 5}a," for i in range(n // 20)) + "z: 1}",
    "numbers in tests": lambda n: "1 in (" + "1," * n + "1)",
    "ranges in tests": lambda n: "1 in (" + "(1..2)," * n + "1)",
    "list": lambda n: "[" + "x," * n + "x]",
    "arguments": lambda n: "f(" + "x," * n + "x)",
    "arguments that might be named": lambda n: "f(" + "x + " * n + "x)",
    "nested arguments that might be named": lambda n: "f(x x " * n,
    "named arguments": lambda n: "f(" + "a b: 1," * n + "c: 2)",
    "contexts": lambda n: "{" + "".join(f"k{i}: 1," for i in range(n)) + "z: 1}",
    "iterators": lambda n: "for " + "x in y," * n + "z in y return z",
    "parameters": lambda n: "function(" + "a b," * n + "c) c",
    "types": lambda n: "x instance of list<" + "list<" * n,
    "entries of a type": lambda n: "x instance of context<" + "a: b," * n + "c: d>",
    "quotes": lambda n: '"' * n,
    "curly quotes": lambda n: "“" * n,
    "single quotes": lambda n: "'" * n,
    "escapes": lambda n: '"' + "\\u0041" * n + '"',
    "backslashes": lambda n: '"' + "\\" * n,
    "comments": lambda n: "/**/" * n + "1",
    "open comments": lambda n: "1 " + "/* " * n,
    "spaces": lambda n: " " * n + "1",
    "slips": lambda n: "x" + " && x" * n,
    "full-width brackets": lambda n: "（" * n,
    "open range ends": lambda n: "]1..2[" * n,
    "brackets after a range": lambda n: "[1..2" + "[" * n,
    "hyphens": lambda n: "a" + "-a" * n,
}


def steps(parse, text, dialect):
    """How many lines of the parser are executed; a measure that no other work on the machine disturbs."""
    lines = 0

    def count(frame, event, _arg):
        nonlocal lines
        if not frame.f_code.co_filename.startswith(HERE):
            return None
        lines += event == "line"
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        parse(text, dialect, ("a-b", "word of words", "not x"))
    finally:
        sys.settrace(before)
    return lines


@pytest.mark.parametrize("text", GROWING.values(), ids=GROWING)
@pytest.mark.parametrize(
    ("parse", "dialect"),
    [(parse_expression, Dialect.PACK), (parse_expression, Dialect.DMN), (parse_unary_tests, Dialect.DMN)],
)
def test_four_times_the_text_takes_about_four_times_the_steps(parse, dialect, text):
    short, long = text(100), text(400)
    assert len(long) <= 4.5 * len(short)
    assert steps(parse, long, dialect) <= 4.5 * steps(parse, short, dialect) + 1000


def test_steps_notice_what_is_not_linear():
    def quadratic(text, _dialect, _names):
        for end in range(len(text)):
            parse_expression(text[:end])

    assert steps(quadratic, "x" * 80, Dialect.PACK) > 4.5 * steps(quadratic, "x" * 4, Dialect.PACK)
    assert steps(parse_expression, "x + 1", Dialect.PACK) > 50
