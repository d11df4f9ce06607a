"""Decision tables: hit policies, aggregations, defaults, allowed values, and what is remembered of the rules."""

from decimal import Decimal

import pytest

from workshop_rules.evaluate._dmn.interpreter import evaluate
from workshop_rules.evaluate._dmn.printing import written
from workshop_rules.evaluate._dmn.recorder import Recorder, RuleRecord
from workshop_rules.evaluate._dmn.scope import Scope, World
from workshop_rules.evaluate._dmn.values import NULL, Null
from workshop_rules.language.dialect import Dialect
from workshop_rules.language.tree import DecisionTable, TableInput, TableOutput, TableRule
from workshop_rules.parse import parse_expression, parse_unary_tests


def expression(text):
    return parse_expression(text, Dialect.DMN).unwrap()


def cell_tests(text):
    return parse_unary_tests(text, Dialect.DMN).unwrap()


def table(policy, rules, *, aggregation=None, outputs=(("", None, None),), allowed=None):
    """A table over `n`; each rule is a cell and its results."""
    span = expression("1").span
    return DecisionTable(
        (TableInput(expression("n"), "n", cell_tests(allowed) if allowed else None),),
        tuple(
            TableOutput(name, cell_tests(order) if order else None, expression(default) if default else None)
            for name, order, default in outputs
        ),
        tuple(
            TableRule(f"r{place}", (cell_tests(cell),), tuple(expression(result) for result in results), span)
            for place, (cell, *results) in enumerate(rules, start=1)
        ),
        policy,
        aggregation,
        span=span,
    )


def decide(made, n=Decimal(5), recorder=None):
    return evaluate(made, Scope({"n": n}, world=World(recorder=recorder)))


RULES = [("> 3", '"b"'), ("> 4", '"a"'), ("> 9", '"c"'), ("5", '"b"')]


@pytest.mark.parametrize(
    ("policy", "aggregation", "result"),
    [
        ("U", None, "null"),
        ("A", None, "null"),
        ("F", None, '"b"'),
        ("P", None, '"a"'),
        ("O", None, '["a", "b", "b"]'),
        ("R", None, '["b", "a", "b"]'),
        ("C", None, '["b", "a", "b"]'),
        ("C", "#", "3"),
        ("C", "<", '"a"'),
        ("C", ">", '"b"'),
        ("C", "+", "null"),
    ],
)
def test_hit_policies(policy, aggregation, result):
    made = table(policy, RULES, aggregation=aggregation, outputs=(("", '"a", "b"', None),))
    assert written(decide(made)) == result


@pytest.mark.parametrize(
    ("made", "code"),
    [
        (table("U", RULES), "several_rules"),
        (table("A", RULES), "rules_disagree"),
        (table("U", [("> 9", "1")]), "no_rule"),
        (table("U", RULES, allowed="1, 2"), "not_allowed"),
        (table("C", RULES, aggregation="+"), "not_a_number"),
    ],
)
def test_reasons(made, code):
    found = decide(made)
    assert isinstance(found, Null)
    assert found.reason is not None
    assert found.reason.code == code


def test_any_with_one_result():
    assert decide(table("A", [("> 3", "1"), ("> 4", "1.0")])) == 1


def test_sums():
    assert decide(table("C", [("> 3", "1"), ("-", "n"), ("> 9", "100")], aggregation="+")) == 6


def test_several_outputs_make_a_context_and_their_order_counts_from_the_left():
    outputs = (("a b", '"x", "y"', None), ("c", "2, 1", None))
    rules = [("-", '"y"', "2"), ("-", '"x"', "1"), ("-", '"x"', "2")]
    assert written(decide(table("P", rules, outputs=outputs))) == '{"a b": "x", c: 2}'
    assert written(decide(table("F", rules, outputs=outputs))) == '{"a b": "y", c: 2}'


@pytest.mark.parametrize(("policy", "result"), [("U", "7"), ("F", "7"), ("C", "7"), ("R", "[7]"), ("O", "[7]")])
def test_defaults(policy, result):
    assert written(decide(table(policy, [("> 9", "1")], outputs=(("", None, "7"),)))) == result


def test_counting_nothing_gives_zero():
    assert decide(table("C", [("> 9", "1")], aggregation="#")) == 0


@pytest.mark.parametrize(
    ("cell", "matches"),
    [("-", True), ("null", True), ("not(null)", False), ("< 5", False), ("not(< 5)", False), ("? = null", True)],
)
def test_null_in_a_cell(cell, matches):
    assert (decide(table("U", [(cell, "1")]), NULL) == 1) is matches


def test_the_first_cell_that_fails_is_remembered():
    recorder = Recorder()
    decide(table("F", RULES), recorder=recorder)
    assert recorder.tables[0].inputs == (Decimal(5),)
    assert recorder.tables[0].rules == (
        RuleRecord("r1", matched=True),
        RuleRecord("r2", matched=True),
        RuleRecord("r3", matched=False, failed_input=0),
        RuleRecord("r4", matched=True),
    )
