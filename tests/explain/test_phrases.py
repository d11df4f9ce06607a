"""Both languages say the same things."""

from fractions import Fraction
from string import Formatter

import pytest

from workshop_rules.explain.wording.en import ENGLISH
from workshop_rules.explain.wording.zh import CHINESE
from workshop_rules.language.dialect import Dialect
from workshop_rules.language.functions import FUNCTIONS
from workshop_rules.language.iso8601 import read_date


def places(template):
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def test_both_languages_have_the_same_phrases():
    assert set(CHINESE.phrases) == set(ENGLISH.phrases)


@pytest.mark.parametrize("key", sorted(ENGLISH.phrases))
def test_a_phrase_is_filled_with_the_same_things(key):
    # What a record is called is there for Chinese to find the measure word in; English may do without it.
    assert places(CHINESE.phrases[key]) - {"one"} == places(ENGLISH.phrases[key]) - {"one"}


@pytest.mark.parametrize("name", [name for name, function in FUNCTIONS.items() if function.of(Dialect.PACK)])
@pytest.mark.parametrize("language", [CHINESE, ENGLISH], ids=lambda language: language.code)
def test_every_function_of_packs_has_a_name(language, name):
    fewest = min(max(signature.required, 1) for signature in FUNCTIONS[name].of(Dialect.PACK))
    arguments = ["☆", "☽", "☉"][:fewest]
    said = language.say(f"function.{name}", *arguments, all=language.join(arguments))
    assert arguments[0] in said


def test_only_packs_functions_have_names():
    named = {key.removeprefix("function.") for key in ENGLISH.phrases if key.startswith("function.")}
    assert named == {name for name, function in FUNCTIONS.items() if function.of(Dialect.PACK)}


@pytest.mark.parametrize(
    ("items", "how", "chinese", "english"),
    [
        ([], "and", "", ""),
        (["a"], "and", "a", "a"),
        (["a", "b"], "and", "a和b", "a and b"),
        (["a", "b", "c"], "or", "a、b或c", "a, b or c"),
        (["a", "b", "c"], "all", "a，b，且c", "a, b, and c"),
        (["a", "b"], "both", "a且b", "a and b"),
        (["a", "b"], "semicolon", "a；b", "a; b"),
        (list("abcdefg"), "and", "a、b、c、d和另外3项", "a, b, c, d and 3 more"),
        (list("abcde"), "and", "a、b、c、d和e", "a, b, c, d and e"),
    ],
)
def test_lists(items, how, chinese, english):
    assert CHINESE.join(items, how) == chinese
    assert ENGLISH.join(items, how) == english


@pytest.mark.parametrize(
    ("start", "end", "chinese", "english"),
    [
        ("2007-05-01", "2008-10-01", "17个月", "17 months"),
        ("2013-09-30", "2013-10-01", "1天", "1 day"),
        ("2013-01-31", "2013-03-01", "1个月1天", "1 month 1 day"),
        ("2013-01-31", "2013-02-28", "28天", "28 days"),
        ("2013-10-01", "2013-10-01", "0天", "0 days"),
    ],
)
def test_how_far_days_are_apart(start, end, chinese, english):
    first, last = read_date(start), read_date(end)
    assert CHINESE.apart(first, last) == chinese
    assert ENGLISH.apart(first, last) == english


@pytest.mark.parametrize(
    ("number", "said"),
    [(Fraction(26, 3), "about 8.67"), (Fraction(364, 365), "about 0.997"), (Fraction(-1, 3), "about -0.33")],
)
def test_a_rounded_number_is_told_from_the_whole_number_beside_it(number, said):
    assert ENGLISH.number(number) == said


@pytest.mark.parametrize(
    ("titles", "chinese", "english"),
    [
        (["a", "b", "c"], "a、b或c", "a, b or c"),
        (
            ["advice only, no grade", "enters"],
            "“advice only, no grade”或“enters”",
            "“advice only, no grade” or “enters”",
        ),
        (["only “a”; no more", "b"], "“only ‘a’; no more”或“b”", "“only ‘a’; no more” or “b”"),
        (["advice only, no grade"], "advice only, no grade", "advice only, no grade"),
    ],
)
def test_outcomes_of_which_one_has_a_comma_stand_in_quotes(titles, chinese, english):
    assert CHINESE.outcomes(titles) == chinese
    assert ENGLISH.outcomes(titles) == english
