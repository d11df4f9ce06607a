"""Texts with blanks: each blank gets its own word back, and dates with blanks count for what they are."""

import datetime as dt

import pytest

from workshop_rules.explain.blanks import (
    MOST_LISTS,
    BlankDate,
    BlankName,
    Template,
    around_conditions,
    blank,
    conditions_number,
    name_number,
    with_article,
)
from workshop_rules.explain.exact import exact_text
from workshop_rules.explain.wording import CHINESE, ENGLISH
from workshop_rules.explain.wording.forms import definite
from workshop_rules.language.words import Words


@pytest.mark.parametrize(
    ("text", "filled"),
    [("", ""), ("no blank", "no blank"), (f"a{blank(0)}", "aone"), (f"{blank(1)}{blank(0)} {blank(1)}", "twoone two")],
)
def test_a_template_is_filled_with_a_word_for_each_blank(text, filled):
    assert "".join(Template(text).filled({0: "one", 1: "two"})) == filled


def test_a_template_can_be_filled_again():
    template = Template(f"<{blank(0)}|{blank(1)}>")
    assert ["".join(template.filled(words)) for words in ("ab", "cd")] == ["<a|b>", "<c|d>"]


@pytest.mark.parametrize("number", [0, MOST_LISTS - 1])
@pytest.mark.parametrize("depth", [2, 255])
def test_a_blank_for_conditions_tells_which_and_how_deep(number, depth):
    text = "|".join(blank(conditions_number(number, depth, decided=decided)) for decided in (True, False))
    assert around_conditions(f"a{text}b") == (["a", "|", "b"], ((number, depth, True), (number, depth, False)))


def test_other_blanks_are_for_no_conditions():
    text = f"{blank(0)}{blank(name_number(0))}"
    assert around_conditions(text) == ([text], ())


def test_blanks_can_be_numbered_from_another_start_on():
    assert Template(f"{blank(0)}|{blank(2)}|{blank(0)}").renumbered(3) == f"{blank(3)}|{blank(5)}|{blank(3)}"


def test_a_blank_for_a_name_takes_an_article_and_others_do_not():
    assert definite(BlankName.of(3)) == blank(name_number(3) + 1)
    assert definite(blank(name_number(3))) == blank(name_number(3))  # somebody's text
    assert with_article(blank(3)) is None
    assert definite(blank(3)) == blank(3)


def test_a_blank_date_counts_for_what_it_is_and_is_said_by_blanks():
    asked = []

    def apart(other):
        asked.append(other)
        return Words(zh=blank(9), en=blank(10))

    date = dt.date(2020, 2, 29)
    one = BlankDate.of(date, 4, apart)
    assert one == date
    assert one < dt.date(2020, 3, 1)
    assert [CHINESE.date(one), ENGLISH.date(one), exact_text(one)] == [blank(4), blank(5), blank(6)]
    other = dt.date(2021, 1, 1)
    assert [CHINESE.apart(one, other), ENGLISH.apart(dt.date.min, one)] == [blank(9), blank(10)]
    assert asked == [other, dt.date.min]
