"""How a diagnostic looks: the carets stand under the place, and nothing of the source reaches the terminal raw."""

import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workshop_rules.diagnostics import Diagnostic, DiagnosticError, Found, Source, Span, SpannedText, misspelt, nearest
from workshop_rules.diagnostics.drawing import WIDTH, columns, draw, visible

TEXT = 'id: tier\nwhen: 教龄 >= "city"\n\tkey: [a,\n  b]\n'


def drawn(span, label="", remedy=""):
    return draw(Diagnostic("WR120", "something is wrong", span, label, remedy))


def place(part, text=TEXT, length=None):
    start = text.index(part)
    return Span(Source("tier.yaml", text), start, start + (len(part) if length is None else length))


def expect(text):
    return textwrap.dedent(text).strip("\n")


def test_message_place_line_carets_label_and_help():
    assert drawn(place("tier"), "a label", "write level.city") == expect("""
        WR120 error: something is wrong
          tier.yaml:1:5
        1 | id: tier
          |     ^^^^ a label
          help: write level.city
    """)


def test_a_chinese_character_is_two_columns_wide_and_one_of_the_place():
    assert drawn(place('"city"')) == expect("""
        WR120 error: something is wrong
          tier.yaml:2:13
        2 | when: 教龄 >= "city"
          |               ^^^^^^
    """)
    assert drawn(place("教龄")).splitlines()[-1] == "  |       ^^^^"


def test_a_combining_mark_takes_no_column():
    text = "a\u0301b: x"  # an accent of its own character
    assert drawn(place("x", text)).splitlines()[-1] == "  |     ^"


def test_a_tab_is_seen_and_one_column_wide():
    assert drawn(place("key")).splitlines()[2:] == ["3 | →key: [a,", "  |  ^^^"]


def test_a_place_of_several_lines_is_drawn_on_its_first():
    assert drawn(place("[a,\n  b]")).splitlines()[2:] == ["3 | →key: [a,", "  |       ^^^"]


def test_an_empty_place_has_one_caret():
    assert drawn(place("tier", length=0)).splitlines()[-1] == "  |     ^"


def test_the_end_of_the_text_can_be_pointed_at():
    end = len(TEXT)
    assert drawn(Span(Source("tier.yaml", TEXT), end, end + 1)).splitlines()[1:] == ["  tier.yaml:5:1", "5 |", "  | ^"]


def test_the_gutter_is_as_wide_as_the_number():
    text = "\n" * 99 + "last: 1\n"
    assert drawn(place("1", text)).splitlines()[1:] == ["  tier.yaml:100:7", "100 | last: 1", "    |       ^"]


def test_without_a_place_there_is_only_the_message_and_the_help():
    assert drawn(None, remedy="add it\nor not") == expect("""
        WR120 error: something is wrong
          help: add it
                or not
    """)


def test_a_warning_says_so():
    assert draw(Diagnostic("WR133", "a file too many")) == "WR133 warning: a file too many"


@pytest.mark.parametrize("before", ["x", "教", "a\u0301"])
@pytest.mark.parametrize("at", [0, 30, 5_000, 9_999])
def test_a_long_line_is_clipped_around_the_place(before, at):
    text = before * at + "HERE" + before * (9_999 - at)
    line, carets = drawn(place("HERE", text)).splitlines()[2:4]
    assert columns(line) <= WIDTH + len("1 | ……")
    shown = line[: line.index("HERE")]
    assert columns(shown) == len(carets) - len("^^^^")
    assert carets.endswith(" ^^^^")


def test_a_place_longer_than_the_window_is_underlined_to_its_edge():
    line, carets = drawn(place("x" * 500, "x" * 500)).splitlines()[2:4]
    assert carets == "  | " + "^" * WIDTH
    assert line == "1 | " + "x" * WIDTH + "…"


def test_what_a_terminal_would_obey_is_made_visible():
    hostile = Diagnostic("WR120", "\x1b[31mred\n", place("a", "\x1ba\u202e\x00"), "\x07", "\x1b]0;title")
    text = draw(hostile)
    assert "\x1b" not in text
    assert "\x07" not in text
    assert "\u202e" not in text
    assert text.splitlines()[:3] == ["WR120 error: ␛[31mred␊", "  tier.yaml:1:2", "1 | ␛a‹U+202E›␀"]


def test_ordinary_text_is_left_as_it_is():
    assert visible("a\u3000b") == "a‹U+3000›b"  # a blank that is no blank to an expression
    assert visible("教龄 >= 9, “好”, café, 👍") == "教龄 >= 9, “好”, café, 👍"


@settings(max_examples=100)
@given(st.text(), st.integers(-5, 60), st.integers(-5, 60), st.text(max_size=5), st.text())
def test_drawing_never_fails_and_shows_nothing_raw(text, start, end, label, name):
    drawn_text = draw(Diagnostic("WR120", text, Span(Source(name, text), start, end), label, label))
    assert all(char.isprintable() or char == "\n" for char in drawn_text)


def test_an_unknown_code_is_drawn_all_the_same():
    assert draw(Diagnostic("WR000", "a slip")) == "WR000 error: a slip"


def test_a_raised_error_shows_every_diagnostic():
    found: Found[int] = Found(None, (Diagnostic("WR120", "first"), Diagnostic("WR133", "second")))
    with pytest.raises(DiagnosticError) as raised:
        found.unwrap()
    assert str(raised.value) == "WR120 error: first\n\nWR133 warning: second"


def test_a_warning_alone_stops_nothing():
    assert Found(9, (Diagnostic("WR133", "a file too many"),)).unwrap() == 9


def test_a_value_beside_an_error_is_not_given_out():
    with pytest.raises(DiagnosticError):
        Found(9, (Diagnostic("WR120", "wrong"),)).unwrap()


def test_a_text_that_is_its_own_source_knows_its_places():
    text = SpannedText.whole("a >= 9")
    assert (text.span(2, 4).text, text.span().text, text.span(6).start) == (">=", "a >= 9", 6)


def test_of_names_that_differ_by_slips_of_the_pen_the_nearest_is_meant():
    assert misspelt("keepme.CSV", ["keep.csv", "keepme.csv"]) == "keepme.csv"
    assert misspelt("homerom_years", ["homeroom_year", "homeroom_years"]) == "homeroom_years"
    assert misspelt("post", ["posts"]) == "posts"
    assert misspelt("pest", ["post"]) is None


def test_the_nearest_name():
    assert nearest("citty", ["school", "county", "city"]) == "city"
    assert nearest("qqq", ["school", "county", "city"]) is None
