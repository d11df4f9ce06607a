"""Records in programs: those that expressions make, and results that are made of records."""

import pytest

from tests.evaluate.asking import DATE_ASKED, case
from tests.evaluate.plans import decision, expression, plan
from workshop_rules.evaluate._python import Prepared
from workshop_rules.evaluate.interpreter import evaluate
from workshop_rules.language import tree as t

HONORS = tuple(
    {"level": level, "name": "a", "kind": "other", "points": 1, "awarded_on": DATE_ASKED}
    for level in ("city", "school", "national")
)
FACTS = {"x": 2, "level_held": "county", "numbers": (1, 2), "honors": HONORS}


def answered(text, facts):
    """The value by the program, and by the interpreter."""
    node = expression(text)
    made = plan(decision("t", [], node, outcomes=(), value=node))
    asked = case(facts)
    prepared = Prepared(made, "t", asked.readings, asked.parameters)
    assert prepared.refused is None
    settled = prepared.settled(asked.dossier, asked.as_of)
    return None if settled is None else settled[2], evaluate(made, "t", asked).value


@pytest.mark.parametrize(
    "text",
    [
        "{a: x, b: a + 1}.b",
        "{a: level_held}.a >= level.county",
        "{a: [level_held, level.city]}.a",
        "count({a: honors[level > level.school]}.a)",
        "{a: [[1, x], [3]]}.a[1][2]",
        *(f"{one} in {{a: {ends}}}.a" for ends in ("[1..x]", "[x..9]", "[1..x)", "(x..9]") for one in (1, 2, 3)),
        "level_held in {a: [level.school..level.city]}.a",
        "count({a: []}.a)",
        "for n in numbers return {square: n * n, root: {of: n}}.root.of",
        "concatenate([{a: numbers, b: honors[1]}], [{a: [9], b: honors[2]}])[b.level = level.city].a[1]",
    ],
)
def test_an_expression_may_make_records(text):
    by_program, interpreted = answered(text, FACTS)

    assert by_program == interpreted
    assert by_program is not None


@pytest.mark.parametrize(
    "text",
    [
        "honors[level >= level.city]",
        "reverse(honors)",
        "for h in honors return {of: h, level: h.level}",
        "concatenate([{of: honors[3], all: honors}], [{of: honors[1], all: []}])",
    ],
)
def test_records_of_a_result_keep_their_places_in_the_dossier(text):
    by_program, interpreted = answered(text, FACTS)

    assert repr(by_program) == repr(interpreted)
    assert "honors[3]" in repr(by_program)


def test_where_places_cannot_be_told_or_fields_lack_the_interpreter_decides():
    assert answered("honors[level >= level.city]", {"honors": (HONORS[0], HONORS[0])})[0] is None
    assert answered("honors[level >= level.city]", {"honors": ({"level": "city"},)})[0] is None


def test_a_field_that_lacks_is_not_taken_for_a_value_on_its_way_through_a_function():
    facts = {"honors": ({**HONORS[0], "name": None}, HONORS[1])}
    by_program, interpreted = answered('count(reverse(honors)[name != "b"])', facts)

    assert by_program is None
    assert interpreted != 2


def test_records_of_another_decision_are_left_to_the_interpreter():
    honors = expression("honors")
    other = decision("total", [], honors, outcomes=(), value=honors, kind="value")
    node = t.DecisionRef("total", span=honors.span, type=honors.type)
    asked = case(FACTS)
    made = plan(other, decision("t", [], node, outcomes=(), value=node, uses=("total",)))
    prepared = Prepared(made, "t", asked.readings, asked.parameters)

    assert prepared.refused is not None
    assert prepared.evaluate(asked) == evaluate(made, "t", asked)
