"""Decision tables decide by programs, whatever their hit policy; what the interpreter alone can say is left to it."""

import pytest

from tests.evaluate.asking import NOWHERE, SCOPE, case
from tests.evaluate.interpreter.test_tables import NUMBERS, OVERLAPPING, cell, table
from tests.evaluate.plans import decision, expression, plan
from workshop_rules.check.expressions import check_expression
from workshop_rules.evaluate._python import Prepared
from workshop_rules.evaluate.interpreter import evaluate
from workshop_rules.language import tree as t
from workshop_rules.language.types import NUMBER, STRING, RecordOf
from workshop_rules.language.values import ListValue, Record

ALIKE_LISTS = ("> 5", "-", "[1]"), ("-", "true", "[1]")
RANKED = ("> 5", "-", "y"), ("-", "true", "1"), ("> 7", "-", "2")
AGREEING = ("> 5", "-", '"a"'), ("-", "true", '"a"'), ("< 0", "-", '"b"')


def settled(node, **facts):
    """The value by the program, or None where the interpreter is asked; that is held against the interpreter's."""
    made = plan(decision("t", [], node, outcomes=(), value=node))
    asked = case(facts)
    prepared = Prepared(made, "t", asked.readings, asked.parameters)
    assert prepared.refused is None
    answer = prepared.settled(asked.dossier, asked.as_of)
    if answer is not None:
        assert prepared.evaluation(answer) == evaluate(made, "t", asked)
    return None if answer is None else answer[2]


@pytest.mark.parametrize(
    ("node", "facts", "value"),
    [
        (table("F", *OVERLAPPING, otherwise='"c"'), {"x": 6, "p": True}, "a"),
        (table("P", *OVERLAPPING, priority='"b", "a"', otherwise='"c"'), {"x": 6, "p": True}, "b"),
        (table("P", *OVERLAPPING, priority='"b", "a"', otherwise='"c"'), {"x": 5, "p": False}, "c"),
        (table("P", *RANKED, priority="3, 2, 1"), {"x": 8, "p": True, "y": 3}, 3),
        (table("P", *RANKED, priority="3, 2, 1"), {"x": 8, "p": True, "y": 4}, 2),
        (table("P", *RANKED, priority="3, 2, 1", otherwise="0"), {"x": 5, "p": False, "y": 4}, 0),
        (table("P", *RANKED, priority="3, 2, 1"), {"x": 5, "p": False, "y": 4}, None),
        (table("U", *OVERLAPPING), {"x": 6, "p": False}, "a"),
        (table("U", *OVERLAPPING), {"x": 6, "p": True}, None),
        (table("A", *AGREEING), {"x": 6, "p": True}, "a"),
        (table("A", *AGREEING), {"x": -1, "p": True}, None),
        (table("A", *AGREEING, otherwise='"c"'), {"x": 2, "p": False}, "c"),
        (table("A", *ALIKE_LISTS), {"x": 6, "p": False}, ListValue((1,))),
        (table("A", *ALIKE_LISTS), {"x": 6, "p": True}, None),
        (table("C", *NUMBERS), {"x": 8, "p": True}, ListValue((3, 1, 2))),
        (table("R", *NUMBERS), {"x": 5, "p": False}, ListValue(())),
        (table("O", *NUMBERS, priority="1, 2, 3"), {"x": 8, "p": True}, ListValue((1, 2, 3))),
        (table("O", *RANKED, priority="1, 2, 3"), {"x": 8, "p": True, "y": 3}, ListValue((1, 2, 3))),
        (table("R", *NUMBERS, otherwise="0"), {"x": 5, "p": False}, 0),
        (table("R", *NUMBERS, otherwise="0"), {"x": 6, "p": False}, ListValue((3,))),
        (table("C", *NUMBERS, aggregation="+"), {"x": 8, "p": True}, 6),
        (table("C", *NUMBERS, aggregation="<"), {"x": 8, "p": True}, 1),
        (table("C", *NUMBERS, aggregation=">", otherwise="0"), {"x": 5, "p": False}, 0),
        (table("C", *NUMBERS, aggregation="<"), {"x": 5, "p": False}, None),
        (table("C", *NUMBERS, aggregation="#"), {"x": 8, "p": True}, 3),
        (table("F", *OVERLAPPING, allowed=("[0..9]", None)), {"x": 9, "p": False}, "a"),
        (table("F", *OVERLAPPING, allowed=("[0..9]", None)), {"x": 10, "p": False}, None),
        (table("C", *NUMBERS), {"x": 8}, None),
    ],
)
def test_what_is_certain_is_settled(node, facts, value):
    assert settled(node, **facts) == value


def two_outputs(hit_policy):
    outputs = (
        t.TableOutput("a", cell("1, 2"), expression("0")),
        t.TableOutput("b", cell('"y", "x"'), expression('"z"')),
    )
    rules = tuple(
        t.TableRule(name, (cell(test),), (expression("1"), expression(result)), NOWHERE)
        for name, test, result in (("r1", "> 5", '"x"'), ("r2", "> 7", '"y"'))
    )
    node = t.DecisionTable((t.TableInput(expression("x")),), outputs, rules, hit_policy, span=NOWHERE)
    return check_expression(node, SCOPE).unwrap()


def test_several_outputs_make_a_record():
    assert two_outputs("F").type == RecordOf("", (("a", NUMBER), ("b", STRING)))
    assert settled(two_outputs("F"), x=8) == Record({"a": 1, "b": "x"})
    assert settled(two_outputs("P"), x=8) == Record({"a": 1, "b": "y"})
    assert settled(two_outputs("O"), x=8) == ListValue((Record({"a": 1, "b": "y"}), Record({"a": 1, "b": "x"})))
    assert settled(two_outputs("C"), x=5) == Record({"a": 0, "b": "z"})
    assert settled(two_outputs("A"), x=6) == Record({"a": 1, "b": "x"})
    assert settled(two_outputs("A"), x=8) is None


def test_a_table_may_have_any_number_of_rules():
    node = table("F", *((str(n), "-", str(n + 1)) for n in range(150)), otherwise="0")

    assert settled(node, x=149, p=True) == 150
    assert settled(node, x=150, p=True) == 0


def test_a_table_of_lists_inside_of_something_is_left_to_the_interpreter():
    node = table("R", *OVERLAPPING, otherwise='"c"')
    within = t.If(expression("q"), node, node, span=NOWHERE, type=node.type)
    made = plan(decision("t", [], within, outcomes=()))
    asked = case({"x": 5, "p": False, "q": True})
    prepared = Prepared(made, "t", asked.readings, asked.parameters)

    assert prepared.refused is not None
    assert prepared.evaluate(asked).outcome == "c"
