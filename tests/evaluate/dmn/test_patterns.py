"""Regular expressions as XPath has them, within a bound of time."""

import time

import pytest

from workshop_rules.evaluate._dmn import patterns
from workshop_rules.evaluate._dmn.patterns import PatternError, pattern


@pytest.mark.parametrize(
    ("text", "flags", "found", "in_text"),
    [
        ("^fo*b", "", True, "foobar"),
        ("o", "", True, "foobar"),
        ("a.c", "", False, "a\nc"),
        ("a.c", "s", True, "a\nc"),
        ("^b$", "m", True, "a\nb"),
        ("^b$", "", False, "a\nb"),
        ("B", "i", True, "abc"),
        ("[A-Z-[OI]]", "i", False, "o"),
        ("h ello\\ world", "x", True, "helloworld"),
        ("h[ ]i", "x", True, "h i"),
        ("\\p{IsBasicLatin}+", "", True, "abc"),
        ("\\i\\c*", "", True, "name"),
        ("a.b", "q", False, "axb"),
        ("(a)\\1", "", True, "aa"),
        ("[\\d-[5]]", "", False, "5"),
    ],
)
def test_matching(text, flags, found, in_text):
    assert pattern(text, flags).found_in(in_text) is found


@pytest.mark.parametrize(
    ("text", "flags", "code"),
    [
        ("(", "", "bad_pattern"),
        ("[a", "", "bad_pattern"),
        ("a", "p", "bad_flags"),
        ("(.)\\2", "", "bad_pattern"),
        ("\\p{Nothing}", "", "bad_pattern"),
        ("(?=a)", "", "bad_pattern"),
        ("a" * 3000, "", "bad_pattern"),
        ("(" * 1500, "", "bad_pattern"),
        ("*", "", "bad_pattern"),
    ],
)
def test_what_is_no_pattern(text, flags, code):
    with pytest.raises(PatternError) as caught:
        pattern(text, flags)
    assert caught.value.error.code == code


@pytest.mark.parametrize(
    ("text", "replacement", "result"),
    [
        ("(ab)|(a)", "[1=$1][2=$2]", "[1=ab][2=]cd"),
        ("b", "\\$\\\\$0", "a$\\bcd"),
        ("(b)", "$10", "ab0cd"),
    ],
)
def test_replacing(text, replacement, result):
    assert pattern(text).replaced_in("abcd", replacement) == result


@pytest.mark.parametrize(
    ("text", "replacement", "code"),
    [("b", "$", "bad_replacement"), ("b", "\\x", "bad_replacement"), ("x*", "y", "pattern_matches_nothing")],
)
def test_replacements_that_xpath_refuses(text, replacement, code):
    with pytest.raises(PatternError) as caught:
        pattern(text).replaced_in("abcd", replacement)
    assert caught.value.error.code == code


@pytest.mark.parametrize("text", ["(a|aa)+$", "(.*a){25}$"])
def test_backtracking_without_end_is_an_error(text, monkeypatch):
    monkeypatch.setattr(patterns, "SECONDS", 0.2)
    started = time.monotonic()
    with pytest.raises(PatternError) as caught:
        pattern(text).found_in("a" * 2000 + "!")
    assert caught.value.error.code == "pattern_too_slow"
    assert time.monotonic() - started < 5
