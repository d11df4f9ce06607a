from fractions import Fraction

import pytest

from tests.evaluate.asking import NOWHERE, SCOPE, case, checked, error, evaluated, unknown, value_of
from workshop_rules.check.expressions import check_expression
from workshop_rules.language import tree as t
from workshop_rules.parse import parse_expression


@pytest.mark.parametrize(
    ("text", "facts", "value"),
    [
        ("p and q", {"p": True, "q": True}, True),
        ("p and q", {"q": False}, False),
        ("p and q", {"q": True}, unknown("p")),
        ("p and q and r", {"q": True}, unknown("p", "r")),
        ("p or q", {"q": True}, True),
        ("p or q", {"q": False}, unknown("p")),
        ("not(p)", {"p": False}, True),
        ("not(p)", {}, unknown("p")),
        ("1 / x > 1 and p", {"x": 0, "p": False}, False),
        ("1 / x > 1 or p", {"x": 0, "p": True}, True),
        ("1 / x > 1 and p", {"x": 0}, unknown("p")),
        ("p = q", {"p": True}, unknown("q")),
    ],
)
def test_kleene(text, facts, value):
    assert value_of(text, **facts) == value


def test_an_error_counts_where_nothing_unknown_could_make_up_for_it():
    assert error(value_of("1 / x > 1 and p", x=0, p=True)) == "division_by_zero"
    assert error(value_of("not(1 / x > 1)", x=0)) == "division_by_zero"


def at_least(count, *conditions):
    node = t.AtLeast(
        parse_expression(count).unwrap(), tuple(parse_expression(c).unwrap() for c in conditions), span=NOWHERE
    )
    return check_expression(node, SCOPE).unwrap()


@pytest.mark.parametrize(
    ("count", "facts", "value"),
    [
        ("2", {"p": True, "q": True}, True),
        ("2", {"p": False, "q": False}, False),
        ("2", {"p": True, "q": False}, unknown("r")),
        ("2", {"p": True}, unknown("q", "r")),
        ("x", {"p": True, "q": True, "r": True}, unknown("x")),
        ("x", {"p": True, "q": True}, unknown("x", "r")),
    ],
)
def test_at_least(count, facts, value):
    assert evaluated(at_least(count, "p", "q", "r"), case(facts)) == value


def test_at_least_as_many_as_a_count_with_bounds():
    facts = {"honors": ({"kind": "other"}, {}), "p": True, "q": True, "r": False}
    bounded = "count(honors[kind = honor_kind.other])"
    assert evaluated(at_least(bounded, "p", "q", "r"), case(facts)) is True
    assert evaluated(at_least(f"{bounded} + 2", "p", "q", "r"), case(facts)) is False
    assert evaluated(at_least(f"{bounded} + 1", "p", "q", "r"), case(facts)) == unknown("honors[2].kind")


@pytest.mark.parametrize(
    ("text", "facts", "value"),
    [
        ("if p then x else y", {"p": True, "x": 1}, 1),
        ("if p then x else y", {"p": False, "y": 2}, 2),
        ("if p then x else 1 / z", {"p": True, "x": 1, "z": 0}, 1),
        ("if p then x else y", {"x": 1, "y": 2}, unknown("p")),
        ("if p then x else y", {"x": 1, "y": 1}, 1),
        ("if p then x else y", {"x": Fraction(1, 2), "y": Fraction(1, 2)}, Fraction(1, 2)),
        ("if p then x else y", {"x": 1}, unknown("p", "y")),
        ("if p then x else y", {}, unknown("p", "x", "y")),
        ("if p then x else 1 / z", {"x": 1, "z": 0}, unknown("p")),
        ("if p then [x] else [x]", {"x": 1}, unknown("p")),
        ("if p then x else x", {"p": True}, unknown("x")),
    ],
)
def test_if(text, facts, value):
    assert value_of(text, **facts) == value


def test_an_error_in_a_condition_is_what_an_if_comes_to():
    assert error(value_of("if 1 / x > 1 then 1 else 1", x=0)) == "division_by_zero"


def presupposing(given, operand):
    node = t.Presupposes(parse_expression(given).unwrap(), parse_expression(operand).unwrap(), span=NOWHERE)
    return check_expression(node, SCOPE).unwrap()


@pytest.mark.parametrize(
    ("given", "facts", "value"),
    [
        ("x > 0", {"x": 1, "p": True}, True),
        ("x > 0", {"x": 1}, unknown("p")),
        ("x > 0", {"x": 0, "p": True}, unknown("x")),
        ("x > 0", {"p": True}, unknown("x")),
        ("x > y", {"x": 0, "y": 0}, unknown("x", "y")),
        ("scores.A1 in [0..8]", {"scores": {"A1": 9}}, unknown("scores.A1")),
        ("scores.A1 in [0..8]", {"scores": {}}, unknown("scores.A1")),
        ("count(honors) > 0", {"honors": ()}, unknown("honors")),
        ("d > as_of", {"d": case().as_of}, unknown("d", "as_of")),
        ("parameter.least > 10", {}, unknown("parameter.least")),
    ],
)
def test_what_is_presupposed(given, facts, value):
    assert evaluated(presupposing(given, "p"), case(facts)) == value


def test_an_error_in_what_is_presupposed():
    assert error(evaluated(presupposing("1 / x > 0", "p"), case({"x": 0}))) == "division_by_zero"


def test_what_is_presupposed_must_read_something():
    assert error(evaluated(presupposing('reading.window = "day_after"', "p"), case({}))) == "presupposes_nothing"


def test_a_label_changes_nothing():
    assert evaluated(t.Labelled("both", checked("p and q"), span=NOWHERE), case({"p": True})) == unknown("q")
