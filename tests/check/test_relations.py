"""How types relate."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies_cases import HONOR, KIND, LEVEL, WINDOW
from workshop_rules.check.relations import bind, in_words, is_assignable, is_comparable, is_ordered, join, substitute
from workshop_rules.language.functions import COMPARABLE, DURATION, ORDERED, PERIOD, T
from workshop_rules.language.types import (
    ANY,
    BOOLEAN,
    DATE,
    DATE_TIME,
    DAYS_TIME,
    NUMBER,
    STRING,
    TIME,
    YEARS_MONTHS,
    Choice,
    ListOf,
    RangeOf,
    RecordOf,
    Type,
    Variable,
)

SCALARS = (NUMBER, STRING, BOOLEAN, DATE, TIME, DATE_TIME, YEARS_MONTHS, DAYS_TIME)
NARROW = Choice("narrow", ("calendar",))
TYPES = st.recursive(
    st.sampled_from((*SCALARS, LEVEL, KIND, WINDOW, NARROW, HONOR)),
    lambda inner: st.one_of(inner.map(ListOf), inner.map(RangeOf), inner.map(lambda t: RecordOf("r", (("a", t),)))),
    max_leaves=4,
)


@given(TYPES)
def test_every_type_stands_for_itself(type_):
    assert is_assignable(type_, type_)
    assert join(type_, type_) == type_


@given(TYPES, TYPES)
def test_both_may_stand_where_their_join_is_asked_for(left, right):
    joined = join(left, right)
    if joined is not None:
        assert is_assignable(left, joined)
        assert is_assignable(right, joined)
    if is_assignable(left, right):
        assert joined is not None


@given(TYPES)
def test_an_empty_list_has_something_in_common_with_every_list(type_):
    assert join(ListOf(ANY), ListOf(type_)) == ListOf(type_) == join(ListOf(type_), ListOf(ANY))


@given(TYPES)
def test_every_type_has_words(type_):
    assert in_words(type_)


@pytest.mark.parametrize(
    ("source", "target", "fits"),
    [
        (WINDOW, STRING, True),
        (STRING, WINDOW, False),
        (NARROW, WINDOW, True),
        (WINDOW, NARROW, False),
        (LEVEL, STRING, False),
        (LEVEL, KIND, False),
        (DATE, DATE_TIME, False),
        (ListOf(NARROW), ListOf(STRING), True),
        (ListOf(NUMBER), ListOf(STRING), False),
        (RecordOf("", (("from", DATE), ("to", DATE), ("ongoing", BOOLEAN), ("more", NUMBER))), PERIOD, True),
        (RecordOf("", (("from", DATE), ("to", DATE))), PERIOD, False),
        (RecordOf("", (("from", DATE), ("to", STRING), ("ongoing", BOOLEAN))), PERIOD, False),
    ],
)
def test_which_may_stand_for_which(source, target, fits):
    assert is_assignable(source, target) is fits


def test_what_has_an_order():
    assert {t for t in (*SCALARS, LEVEL, KIND, WINDOW, HONOR, ListOf(NUMBER)) if is_ordered(t)} == {
        *SCALARS,
        LEVEL,
    } - {BOOLEAN}


def test_what_compares_by_equality():
    comparable: list[Type] = [*SCALARS, LEVEL, KIND, WINDOW]
    assert all(is_comparable(type_) for type_ in comparable)
    others: list[Type] = [HONOR, ListOf(NUMBER), RangeOf(DATE)]
    assert not any(is_comparable(type_) for type_ in others)


@pytest.mark.parametrize(
    ("pattern", "actual", "bound"),
    [
        (T, HONOR, HONOR),
        (ORDERED, LEVEL, LEVEL),
        (ORDERED, KIND, None),
        (ORDERED, WINDOW, None),
        (COMPARABLE, KIND, KIND),
        (COMPARABLE, ListOf(NUMBER), None),
        (DURATION, YEARS_MONTHS, YEARS_MONTHS),
        (DURATION, NUMBER, None),
        (ListOf(T), ListOf(ANY), ANY),
        (ListOf(ORDERED), ListOf(DATE), DATE),
        (ListOf(T), NUMBER, None),
        (RangeOf(ORDERED), RangeOf(NUMBER), NUMBER),
    ],
)
def test_a_parameter_takes_what_its_variable_allows(pattern, actual, bound):
    bindings: dict[Variable, Type] = {}
    assert bind(pattern, actual, bindings) is (bound is not None)
    if bound is not None:
        assert list(bindings.values()) == [bound]
        assert substitute(pattern, bindings) == actual


def test_a_variable_is_the_same_wherever_it_stands():
    bindings: dict[Variable, Type] = {}
    assert bind(T, NUMBER, bindings)
    assert not bind(ListOf(T), ListOf(STRING), bindings)
    assert bind(ListOf(T), ListOf(ANY), bindings)
    assert substitute(ListOf(T), bindings) == ListOf(NUMBER)
