import datetime as dt
from typing import Any

import pytest

from tests.evaluate.asking import case, error, evaluated, unknown, unquestioned, value_of
from workshop_rules.language.values import ListValue, Record

HONORS = (
    {"level": "city", "kind": "homeroom", "awarded_on": dt.date(2010, 5, 1), "points": 3},
    {"level": "county", "kind": "homeroom", "awarded_on": dt.date(2011, 5, 1), "points": 2},
    {"kind": "homeroom", "awarded_on": dt.date(2012, 5, 1)},
)
"""The level and the points of the third honour are unknown."""
OPEN = case({"honors": HONORS, "numbers": (1, 2)}, incomplete=frozenset({"honors", "numbers"}))
DOUBTFUL = "honors[level >= level.city]"


def of(*items, doubtful=(), open_=()):
    return ListValue(items, tuple(doubtful), frozenset(open_))


# Records and paths


def test_a_record_knows_its_place():
    honors = value_of("honors", honors=HONORS)
    assert [record.path for record in honors.items] == ["honors[1]", "honors[2]", "honors[3]"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("honors[3].level", unknown("honors[3].level")),
        ("honors[1].level", "city"),
        ("honors[-1].level", unknown("honors[3].level")),
        ("honors.points", of(3, 2, unknown("honors[3].points"))),
        ("sum(honors.points)", unknown("honors[3].points")),
    ],
)
def test_fields(text, value):
    assert value_of(text, honors=HONORS) == value


@pytest.mark.parametrize(
    ("facts", "value"),
    [({"scores": {"A1": 8}}, 8), ({"scores": {}}, unknown("scores.A1")), ({}, unknown("scores"))],
)
def test_a_field_of_a_record_that_is_not_supplied(facts, value):
    assert value_of("scores.A1", **facts) == value


def test_a_null_in_a_dossier_is_what_nobody_has_said():
    assert value_of("numbers", numbers=(1, None)) == of(1, unknown("numbers[2]"))
    assert value_of("honors.level", honors=({"level": None},)) == of(unknown("honors[1].level"))


def test_a_list_within_a_list_takes_its_place_along():
    assert value_of("groups[2]", groups=((1,), (2, None))) == of(2, unknown("groups[2][2]"))
    asked = case({"groups": ((1,), (2,))}, incomplete=frozenset({"groups[2]"}))
    assert value_of("count(groups[2]) = 1", asked) == unknown("groups[2]")
    assert value_of("count(groups[1]) = 1", asked) is True


# Places


@pytest.mark.parametrize(
    ("text", "facts", "value"),
    [
        ("numbers[2]", {"numbers": (4, 5)}, 5),
        ("numbers[-2]", {"numbers": (4, 5)}, 4),
        ("numbers[x]", {"numbers": (4, 5)}, unknown("x")),
        ("numbers[1]", {}, unknown("numbers")),
        ("numbers[x]", {}, unknown("numbers", "x")),
        ("numbers[2]", {"numbers": (4, None)}, unknown("numbers[2]")),
        ("numbers[item > y][1]", {"numbers": (4, 5)}, unknown("y")),
    ],
)
def test_a_place(text, facts, value):
    assert value_of(text, **facts) == value


def test_a_place_in_an_open_list_is_unknown():
    assert value_of("numbers[1]", OPEN) == unknown("numbers")


@pytest.mark.parametrize("place", ["0", "3", "-3", "x"])
def test_there_is_no_such_place(place):
    code = error(value_of(f"numbers[{place}]", numbers=(4, 5), x=0))
    assert code == "no_such_place"


def test_a_place_is_a_whole_number():
    assert error(value_of("numbers[x / 2]", numbers=(4, 5), x=1)) == "whole_number_needed"


# Filters


def test_a_filter_keeps_drops_and_doubts():
    kept = value_of(DOUBTFUL, honors=HONORS)
    assert [record.path for record in kept.items] == ["honors[1]"]
    assert [(record.path, reason) for record, reason in kept.doubtful] == [("honors[3]", unknown("honors[3].level"))]
    assert kept.open == frozenset()


def test_a_filter_of_a_filter_joins_the_reasons():
    ((record, reason),) = value_of(f"{DOUBTFUL}[points > 2]", honors=HONORS).doubtful
    assert record.path == "honors[3]"
    assert reason == unknown("honors[3].level", "honors[3].points")


def test_a_doubtful_member_can_still_be_dropped():
    assert value_of(f"{DOUBTFUL}[awarded_on.year < 2012]", honors=HONORS).doubtful == ()


def test_a_condition_that_is_an_error_for_a_certain_member_is_an_error():
    assert error(value_of("numbers[1 / item > 0]", numbers=(1, 0))) == "division_by_zero"
    assert value_of("numbers[item < y][1 / item > 0]", numbers=(0,)) == of(doubtful=[(0, unknown("y"))])


def test_an_unknown_member_is_doubtful_where_the_condition_is_about_it():
    member = unknown("numbers[1]")
    assert value_of("numbers[item > 3]", numbers=(None,)) == of(doubtful=[(member, member)])


def test_a_filter_of_what_nobody_has_supplied():
    assert value_of(DOUBTFUL) == unknown("honors")


def test_a_filter_passes_on_that_a_list_is_open():
    assert value_of(DOUBTFUL, OPEN).open == {"honors"}


# Counting


@pytest.mark.parametrize(
    ("text", "asked", "value"),
    [
        ("count(honors)", case({"honors": ()}), 0),
        ("count(honors)", case({"honors": HONORS}), 3),
        ("count(numbers)", case({"numbers": (1, None)}), 2),
        ("count(honors)", case(), unknown("honors", low=0)),
        ("count(honors)", OPEN, unknown("honors", low=3)),
        (f"count({DOUBTFUL})", case({"honors": HONORS}), unknown("honors[3].level", low=1, high=2)),
        (f"count({DOUBTFUL})", OPEN, unknown("honors", "honors[3].level", low=1)),
        (f"count({DOUBTFUL}) + 1", case({"honors": HONORS}), unknown("honors[3].level", low=2, high=3)),
        (f"1 + count({DOUBTFUL})", case({"honors": HONORS}), unknown("honors[3].level", low=2, high=3)),
        (f"count({DOUBTFUL}) - 1", case({"honors": HONORS}), unknown("honors[3].level", low=0, high=1)),
        (f"1 - count({DOUBTFUL})", case({"honors": HONORS}), unknown("honors[3].level")),
        (f"count({DOUBTFUL}) * 2", case({"honors": HONORS}), unknown("honors[3].level")),
        (f"count({DOUBTFUL}) + 0.5", case({"honors": HONORS}), unknown("honors[3].level")),
        (f"count({DOUBTFUL}) + x", case({"honors": HONORS}), unknown("honors[3].level", "x")),
        (f"-count({DOUBTFUL})", case({"honors": HONORS}), unknown("honors[3].level")),
        (f"count({DOUBTFUL}.name)", case({"honors": HONORS}), unknown("honors[3].level", low=1, high=2)),
        (f"count(for h in {DOUBTFUL} return h.points)", OPEN, unknown("honors", "honors[3].level", low=1)),
        (f"abs(count({DOUBTFUL}))", case({"honors": HONORS}), unknown("honors[3].level")),
        (
            f"if p then count({DOUBTFUL}) else 0",
            case({"honors": HONORS, "p": True}),
            unknown("honors[3].level", low=1, high=2),
        ),
    ],
)
def test_a_count_keeps_its_bounds(text, asked, value):
    assert value_of(text, asked) == value


# Quantifiers


@pytest.mark.parametrize(
    ("condition", "some", "every"),
    [
        ("h.level >= level.city", True, False),
        ("h.level >= level.county", True, unknown("honors[3].level")),
        ("h.level = level.national", unknown("honors[3].level"), False),
        ("h.points > 9", unknown("honors[3].points"), False),
        ("h.points > y", unknown("honors[3].points", "y"), unknown("honors[3].points", "y")),
        ("h.awarded_on <= as_of", True, True),
        ("h.awarded_on > as_of", False, False),
        ("1 / (h.points - 2) > 9", unknown("honors[3].points"), False),
    ],
)
def test_quantifiers_join_their_cases(condition, some, every):
    assert value_of(f"some h in honors satisfies {condition}", honors=HONORS) == some
    assert value_of(f"every h in honors satisfies {condition}", honors=HONORS) == every


def test_quantifiers_over_nothing():
    assert value_of("some h in honors satisfies p", honors=()) is False
    assert value_of("every h in honors satisfies p", honors=()) is True


def test_quantifiers_over_what_nobody_has_supplied():
    assert value_of("some h in honors satisfies h.points > 1") == unknown("honors")
    assert value_of("every h in honors satisfies h.points > 1") == unknown("honors")


def test_quantifiers_over_an_open_list_have_one_case_more():
    assert value_of("some h in honors satisfies h.level = level.city", OPEN) is True
    assert value_of("some h in honors satisfies h.awarded_on > as_of", OPEN) == unknown("honors")
    assert value_of("every h in honors satisfies h.awarded_on < as_of", OPEN) == unknown("honors")
    assert value_of("every h in honors satisfies h.level = level.city", OPEN) is False


def test_a_doubtful_member_counts_only_as_far_as_it_belongs():
    facts: dict[str, Any] = {"honors": HONORS}
    unknown_level = unknown("honors[3].level")
    assert value_of(f"some h in {DOUBTFUL} satisfies h.awarded_on.year = 2010", **facts) is True
    assert value_of(f"some h in {DOUBTFUL} satisfies h.awarded_on.year = 2012", **facts) == unknown_level
    assert value_of(f"some h in {DOUBTFUL} satisfies h.awarded_on.year = 2011", **facts) is False
    assert value_of(f"every h in {DOUBTFUL} satisfies h.awarded_on.year < 2013", **facts) is True
    assert value_of(f"every h in {DOUBTFUL} satisfies h.awarded_on.year < 2012", **facts) == unknown_level
    assert value_of(f"every h in {DOUBTFUL} satisfies h.awarded_on.year > 2010", **facts) is False
    assert value_of(f"some h in {DOUBTFUL} satisfies 1 / (h.awarded_on.year - 2012) > 0", **facts) == unknown_level


def test_an_error_in_a_case_counts_where_no_other_case_settles_the_matter():
    assert value_of("some n in numbers satisfies 1 / n > 0", numbers=(0, 1)) is True
    assert error(value_of("some n in numbers satisfies 1 / n > 1", numbers=(0, 1))) == "division_by_zero"
    assert value_of("some n in numbers satisfies 1 / n > 1", numbers=(0, 1, None)) == unknown("numbers[3]")
    assert value_of("every n in numbers satisfies 1 / n > 1", numbers=(0, 1)) is False


@pytest.mark.parametrize(
    ("text", "groups", "value"),
    [
        ("some g in groups, n in g satisfies n = 3", ((1, 2), (3,), ()), True),
        ("some g in groups, n in g satisfies n = 4", ((1, 2), (3,), ()), False),
        ("some g in groups, n in g satisfies n = 4", ((1, 2), None), unknown("groups[2]")),
        ("some g in groups[count(item) < y], n in g satisfies n = 4", ((4,), None), unknown("groups[2]", "y")),
        ("every g in groups, n in g satisfies n < 4", ((1, 2), None), unknown("groups[2]")),
        ("every g in groups, n in g satisfies n < 2", ((1, 2), None), False),
        ("for g in groups, n in g return n", ((1, 2), (3,), ()), of(1, 2, 3)),
        ("for g in groups, n in g return n", ((1,), None), unknown("groups[2]")),
        ("for g in groups[count(item) < y], n in g return n", ((1,),), of(doubtful=[(1, unknown("y"))])),
    ],
)
def test_a_later_iterator_may_go_over_what_an_earlier_one_is_bound_to(text, groups, value):
    assert evaluated(unquestioned(text), case({"groups": groups})) == value


def test_an_open_list_within_a_list_leaves_all_open():
    asked = case({"groups": ((1,), (2,))}, incomplete=frozenset({"groups[2]"}))
    assert evaluated(unquestioned("for g in groups, n in g return n"), asked) == of(1, 2, open_=["groups[2]"])
    assert evaluated(unquestioned("flatten(groups)"), asked) == of(1, 2, open_=["groups[2]"])
    doubtful = evaluated(unquestioned("flatten(groups[count(item) < y])"), asked)
    assert doubtful == of(doubtful=[(1, unknown("y")), (2, unknown("y", "groups[2]"))], open_=["y", "groups[2]"])


def test_iterators_over_numbers():
    assert value_of("for i in 2..4 return i") == of(2, 3, 4)
    assert value_of("for i in 4..2 return i") == of(4, 3, 2)
    assert value_of("some i in 1..3 satisfies numbers[i] = 7", numbers=(5, 6, 7)) is True
    assert value_of("for i in 1..count(numbers) return numbers[i] * i", numbers=(5, 6)) == of(5, 12)
    assert value_of("for i in 1..count(numbers) return i") == unknown("numbers")


# For


def test_for_makes_a_list_of_what_its_body_comes_to():
    assert value_of("for h in honors return h.points * 2", honors=HONORS) == of(6, 4, unknown("honors[3].points"))
    assert value_of("for a in numbers, b in numbers return 10 * a + b", numbers=(1, 2)) == of(11, 12, 21, 22)
    assert value_of("for h in honors return h.points") == unknown("honors")


def test_for_passes_on_what_is_doubtful_or_open():
    facts: dict[str, Any] = {"honors": HONORS}
    assert value_of(f"for h in {DOUBTFUL} return h.awarded_on.year", **facts) == of(
        2010, doubtful=[(2012, unknown("honors[3].level"))]
    )
    assert value_of("for n in numbers return n + 1", OPEN) == of(2, 3, open_=["numbers"])
    assert value_of("for a in numbers, b in [1] return a + b", OPEN) == of(2, 3, open_=["numbers"])


def test_an_error_in_the_body_counts_where_the_member_is_certain():
    assert error(value_of("for n in numbers return 1 / n", numbers=(1, 0))) == "division_by_zero"
    assert value_of("count(for n in numbers[item < y] return 1 / n) <= 1", numbers=(0,)) is True


# Functions over lists


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("concatenate(numbers, [3])", of(1, 2, 3, open_=["numbers"])),
        ("append(numbers, 3)", of(1, 2, 3, open_=["numbers"])),
        ("union(numbers, [2, 3])", of(1, 2, 3, open_=["numbers"])),
        ("flatten([numbers, [3]])", of(1, 2, 3, open_=["numbers"])),
        ("distinct values(numbers)", of(1, 2, open_=["numbers"])),
        ("sort(numbers)", of(1, 2, open_=["numbers"])),
        ("reverse(numbers)", of(2, 1, open_=["numbers"])),
        ("sublist(numbers, 1)", unknown("numbers")),
        ("index of(numbers, 1)", unknown("numbers")),
        ("sum(numbers)", unknown("numbers")),
        ("max(numbers)", unknown("numbers")),
        ("list contains(numbers, 1)", True),
        ("list contains(numbers, 3)", unknown("numbers")),
        ("count(concatenate(numbers, [3])) >= 3", True),
    ],
)
def test_an_open_list_stays_open(text, value):
    assert value_of(text, OPEN) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("concatenate(numbers[item < y], [3])", of(3, doubtful=[(1, unknown("y")), (2, unknown("y"))])),
        ("append(numbers[item < y], 3)", of(3, doubtful=[(1, unknown("y")), (2, unknown("y"))])),
        ("reverse(numbers[item < y])", of(doubtful=[(2, unknown("y")), (1, unknown("y"))])),
        ("sort(reverse(numbers[item < y]))", of(doubtful=[(1, unknown("y")), (2, unknown("y"))])),
        ("union(numbers[item < y], [2])", of(2, doubtful=[(1, unknown("y"))])),
        ("distinct values(numbers[item < y])", of(doubtful=[(1, unknown("y")), (2, unknown("y"))])),
        (
            "union(numbers[item < y], numbers[item < z])",
            of(doubtful=[(1, unknown("y", "z")), (2, unknown("y", "z"))]),
        ),
        ("flatten([numbers[item < y]])", of(doubtful=[(1, unknown("y")), (2, unknown("y"))])),
        ("min(numbers[item < y])", unknown("y")),
        ("list contains(numbers[item < y], 2)", unknown("y")),
        ("list contains(numbers[item < y], 3)", False),
        ("mean(numbers[item < y])", unknown("y")),
        ("sublist(numbers[item < y], 1)", unknown("y")),
    ],
)
def test_what_is_doubtful_stays_doubtful(text, value):
    assert value_of(text, numbers=(1, 2)) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("append(numbers, x)", of(1, unknown("numbers[2]"), unknown("x"))),
        ("reverse(numbers)", of(unknown("numbers[2]"), 1)),
        ("sublist(numbers, 1, 1)", of(1)),
        ("distinct values(numbers)", unknown("numbers[2]")),
        ("union(numbers, [x])", unknown("numbers[2]", "x")),
        ("sort(numbers)", unknown("numbers[2]")),
        ("index of(numbers, 1)", unknown("numbers[2]")),
        ("sum(numbers)", unknown("numbers[2]")),
        ("median(numbers)", unknown("numbers[2]")),
        ("list contains(numbers, 1)", True),
        ("list contains(numbers, 3)", unknown("numbers[2]")),
        ("max(1, x)", unknown("x")),
        ("concatenate(numbers, honors.points)", unknown("honors")),
        ("flatten([numbers, honors.points])", unknown("honors")),
    ],
)
def test_an_unknown_member_is_carried_along(text, value):
    assert value_of(text, numbers=(1, None)) == value


@pytest.mark.parametrize(
    ("text", "facts", "value"),
    [
        ("any(flags)", {"flags": (False, None)}, unknown("flags[2]")),
        ("any(flags)", {"flags": (True, None)}, True),
        ("all(flags)", {"flags": (False, None)}, False),
        ("all(flags)", {"flags": (True, None)}, unknown("flags[2]")),
        ("all(flags)", {}, unknown("flags")),
        ("any(flags[item = p])", {"flags": (True,)}, unknown("p")),
        ("any(flags[item = p])", {"flags": (False,)}, False),
        ("all(flags[item = p])", {"flags": (True,)}, True),
        ("all(flags[item = p])", {"flags": (False,)}, unknown("p")),
    ],
)
def test_any_and_all_are_some_and_every(text, facts, value):
    assert value_of(text, **facts) == value


def test_any_and_all_of_an_open_list():
    asked = case({"flags": (True,)}, incomplete=frozenset({"flags"}))
    assert value_of("any(flags)", asked) is True
    assert value_of("all(flags)", asked) == unknown("flags")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("sum(numbers)", 0),
        ("product(numbers)", 1),
        ("mode(numbers)", of()),
        ("distinct values(numbers)", of()),
        ("sublist(numbers, 1)", of()),
        ("sublist([4, 5, 6], 3, 9)", of(6)),
        ("sublist([4, 5, 6], 9)", of()),
        ("sublist([4, 5, 6], -9, 8)", of(4, 5)),
        ("sublist([4, 5, 6], -9)", of(4, 5, 6)),
        ("sublist([4, 5, 6], 1, 0)", of()),
        ("index of([1, 2], 3)", of()),
    ],
)
def test_functions_of_an_empty_list(text, value):
    assert value_of(text, numbers=()) == value


@pytest.mark.parametrize("name", ["min", "max", "mean", "median"])
def test_what_an_empty_list_does_not_have(name):
    assert error(value_of(f"{name}(numbers)", numbers=())) == "empty_list"


@pytest.mark.parametrize("arguments", ["numbers, 0", "numbers, 1, -1"])
def test_there_is_no_such_part(arguments):
    assert error(value_of(f"sublist({arguments})", numbers=(1, 2))) == "no_such_place"


def test_an_error_in_a_list_is_what_the_list_comes_to():
    assert error(value_of("count([1, 1 / x])", x=0)) == "division_by_zero"
    assert error(value_of("append(numbers, 1 / x)", x=0)) == "division_by_zero"
    assert value_of("count([1, x])") == 2


# Contexts


def test_a_context_is_a_record_without_a_place():
    assert value_of("{a: 1, b: a + x}", x=2) == Record({"a": 1, "b": 3})
    assert value_of("{a: 1, b: a + x}.b") == unknown("x")
    assert value_of("{a: 1, b: a + x}.a") == 1
    assert error(value_of("{a: 1 / x}.a", x=0)) == "division_by_zero"
