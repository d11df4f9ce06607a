"""Kleene's tables, exhaustively: each result is what all ways of filling in the unknowns agree on."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop_rules.language.truth import Truth, at_least, conjunction, disjunction, either_unknown, negation
from workshop_rules.language.values import Error, Unknown

A, B = Unknown(frozenset({"a"})), Unknown(frozenset({"b"}))
AB = Unknown(frozenset({"a", "b"}))
E, F = Error("first", ""), Error("second", "")
TRUTHS: list[Truth] = [True, False, A, B, E, F]


@pytest.mark.parametrize(
    ("left", "right", "both", "either"),
    [
        (True, True, True, True),
        (True, False, False, True),
        (True, A, A, True),
        (True, E, E, True),
        (False, True, False, True),
        (False, False, False, False),
        (False, A, False, A),
        (False, E, False, E),
        (A, True, A, True),
        (A, False, False, A),
        (A, A, A, A),
        (A, B, AB, AB),
        (A, E, A, A),
        (E, True, E, True),
        (E, False, False, E),
        (E, A, A, A),
        (E, F, E, E),
        (F, E, F, F),
    ],
)
def test_the_tables_of_and_and_or(left, right, both, either):
    assert conjunction([left, right]) == both
    assert disjunction([left, right]) == either


def test_the_table_of_not():
    assert [negation(truth) for truth in TRUTHS] == [False, True, A, B, E, F]


def test_nothing_to_join():
    assert conjunction([]) is True
    assert disjunction([]) is False


def filled(operands):
    """All ways of filling in the unknowns: the same one alike wherever it stands."""
    for a, b in product((True, False), repeat=2):
        yield [a if one == A else b if one == B else one for one in operands]


def strict_and(operands):
    return False if False in operands else next((one for one in operands if isinstance(one, Error)), True)


def test_a_conjunction_is_what_all_ways_of_filling_it_in_agree_on():
    for operands in product(TRUTHS, repeat=3):
        ways = [strict_and(way) for way in filled(operands)]
        found = conjunction(operands)
        if isinstance(found, Unknown):
            assert any(way != ways[0] for way in ways)
            assert found == either_unknown(one for one in operands if isinstance(one, Unknown))
        else:
            assert all(way == found for way in ways)
        assert conjunction(negation(one) for one in operands) == negation(disjunction(operands))


def test_it_stops_where_the_matter_is_settled():
    def operands():
        yield True
        yield False
        raise AssertionError("asked for more")

    assert conjunction(operands()) is False
    assert disjunction(operands()) is True


def plain_at_least(count, operands):
    """At least so many, where nothing is unknown."""
    certain, errors = operands.count(True), [one for one in operands if isinstance(one, Error)]
    if certain >= count:
        return True
    return False if certain + len(errors) < count else errors[0]


def test_at_least_is_what_all_ways_of_filling_it_in_agree_on():
    for count, operands in product(range(5), product(TRUTHS, repeat=3)):
        ways = [plain_at_least(count, way) for way in filled(operands)]
        found = at_least(count, operands)
        if isinstance(found, Unknown):
            assert not all(way is True for way in ways)
            assert not all(way is False for way in ways)
            assert found == either_unknown(one for one in operands if isinstance(one, Unknown))
        else:
            assert all(way == found for way in ways)


@given(st.integers(0, 4), st.integers(0, 4), st.lists(st.sampled_from(TRUTHS), max_size=4))
def test_an_unknown_count_is_settled_where_its_bounds_are(low, more, operands):
    count = Unknown(frozenset({"n"}), low, low + more)
    found = at_least(count, operands)
    ends = [at_least(low, operands), at_least(low + more, operands)]
    if ends[0] == ends[1] and isinstance(ends[0], bool):
        assert found is ends[0]
    else:
        assert isinstance(found, Unknown)
        assert found.paths == {"n"}.union(*(one.paths for one in operands if isinstance(one, Unknown)))


def test_an_unknown_count_without_bounds():
    count = Unknown(frozenset({"n"}))
    assert at_least(count, [True, False]) == count
    assert at_least(count, [A]) == Unknown(frozenset({"n", "a"}))
    assert at_least(Unknown(frozenset({"n"}), low=2), [A]) is False
    assert at_least(Unknown(frozenset({"n"}), low=1, high=3), [A]) == Unknown(frozenset({"n", "a"}))


def test_a_count_that_is_an_error():
    assert at_least(E, [True, A]) == E


def test_what_depends_on_unknowns_has_no_bounds():
    assert either_unknown([Unknown(frozenset({"a"}), 1, 2)]) == A
