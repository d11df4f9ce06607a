"""Words take the form that their place in a phrase asks for."""

import pytest

from workshop_rules.explain.wording import CHINESE, ENGLISH
from workshop_rules.explain.wording.forms import definite, measure, plural, verb, whether


@pytest.mark.parametrize(
    ("name", "is_or_are"),
    [
        ("level", "is"),
        ("years as a homeroom teacher", "are"),
        ("number of members of the studio", "is"),
        ("hours completed so far", "are"),
        ("own-school people counted", "are"),
        ("series of professional title", "is"),
        ("date of award", "is"),
        ("this year's funds granted", "are"),
        ("class", "is"),
        ("14 days after the date", "is"),
        ("", "is"),
    ],
)
def test_the_verb_agrees_with_its_noun(name, is_or_are):
    assert verb(name) == is_or_are


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("level", "the level"),
        ("the level", "the level"),
        ("each member's plans", "each member's plans"),
        ("member no. 4", "member no. 4"),
        ("2 years after the start", "2 years after the start"),
        ("“A4”", "“A4”"),
        ("theory", "the theory"),
        ("", ""),
    ],
)
def test_the_article_stands_where_a_noun_takes_one(name, said):
    assert definite(name) == said


@pytest.mark.parametrize(
    ("name", "many"),
    [("year", "years"), ("copy", "copies"), ("person|people", "people"), ("class", "classes"), ("day", "days")],
)
def test_plurals(name, many):
    assert plural(name) == many


@pytest.mark.parametrize(("name", "word"), [("学期|个", "个"), ("荣誉", "项")])
def test_measure_words(name, word):
    assert measure(name) == word


def test_phrases_ask_for_forms():
    place = {"one": "学期|个", "place": "2"}
    assert CHINESE.say("record.place", **place) == "第2个学期"
    assert ENGLISH.say("record.place", one="person|people", place="2") == "person no. 2"
    assert ENGLISH.say("clause", subject="hosts", requirement="at least 2") == "the hosts are at least 2"
    assert CHINESE.say("clause", subject="人数", requirement="不少于2名") == "人数不少于2名"


@pytest.mark.parametrize(
    ("subject", "unit", "names"),
    [("years as a homeroom teacher", "year", True), ("age", "year", False), ("members|", "member", True)],
)
def test_a_name_that_says_what_it_counts(subject, unit, names):
    assert ENGLISH.names(subject, unit) is names
    assert not CHINESE.names(subject, unit)


@pytest.mark.parametrize(
    ("title", "asked"),
    [
        ("it is signed", "whether it is signed"),
        ("experts have read the material", "whether experts have read the material"),
        ("records of study are kept", "whether records of study are kept"),
        ("the school seconded it", "whether the school seconded it"),
        ("has a room of its own", "whether this is so: has a room of its own"),
        ("on the payroll and on post", "whether this is so: on the payroll and on post"),
        ("first assessment", "whether this is so: first assessment"),
        ("the members who have a plan", "whether this is so: the members who have a plan"),
    ],
)
def test_one_asks_whether_a_sentence_is_so_and_of_what_is_none_whether_this_is_so(title, asked):
    assert whether(title) == asked
