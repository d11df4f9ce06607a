"""What is printed parses to the same tree."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import strategies
from workshop_rules.language import tree as t
from workshop_rules.language.dialect import Dialect
from workshop_rules.parse import parse_expression, parse_type, parse_unary_tests, print_expression, print_type

AT = strategies.NOWHERE


@given(st.data())
@settings(max_examples=300)
@pytest.mark.parametrize("dialect", Dialect)
def test_a_printed_expression_parses_to_the_same_tree(dialect, data):
    tree = data.draw(strategies.expressions(dialect))
    text = print_expression(tree)
    found = parse_expression(text, dialect, strategies.names(dialect))
    assert not found.diagnostics, text
    assert found.value == tree, text


@given(st.data())
@pytest.mark.parametrize("dialect", Dialect)
def test_printed_unary_tests_parse_to_the_same_tests(dialect, data):
    tree = data.draw(strategies.unary_tests(dialect))
    text = print_expression(tree)
    found = parse_unary_tests(text, dialect, strategies.names(dialect))
    assert not found.diagnostics, text
    assert found.value == tree, text


@given(st.data())
@pytest.mark.parametrize("dialect", Dialect)
def test_a_printed_type_parses_to_the_same_type(dialect, data):
    tree = data.draw(strategies.type_names(dialect))
    found = parse_type(print_type(tree), dialect, strategies.names(dialect))
    assert not found.diagnostics
    assert found.value == tree


@pytest.mark.parametrize(
    "text",
    [
        "a or b and c = d + e * f ** -g.h[1](i)",
        "(a or b) and c",
        "a - (b - c)",
        "a - b - c",
        "a ** b ** c",
        "a ** (b ** c)",
        "-(a + b)",
        "(-a) instance of number",
        "(a = b) = c",
        "(a and b) and c",
        "if a then b else c + 1",
        "(if a then b else c) + 1",
        "for x in 1..3, y in [1..x] return x + y",
        'some h in honors satisfies h.level >= level.city and h.awarded_on in [as_of - @"P5Y"..as_of]',
        "a between 1 and 2 and b",
        'a in (< 5, [1..2], "x")',
        "a in < 5",
        "a in ((< 5))",
        '{from: 1, "a b": [], "and": (< 5)}',
        "function(a, b: list<number>) a + b",
        "f(a: 1, start position: 2)",
        "教龄 in [3..5]",
        '"\\"\\\\\\n\\u0001"',
        '(date) and time("10:00:00")',
        "1E+10",
    ],
)  # fmt: skip
def test_there_are_as_few_brackets_as_keep_the_meaning(text):
    assert print_expression(parse_expression(text).unwrap()) == text


FACT, CITY = t.FactRef("honors", span=AT), t.EnumConstant("level", "city", span=AT)
EITHER = t.Or((FACT, CITY), span=AT)
TWO = t.NumberLiteral(Decimal(2), span=AT)


@pytest.mark.parametrize(
    ("tree", "text"),
    [
        (t.BuiltinCall("count", (FACT,), span=AT), "count(honors)"),
        (CITY, "level.city"),
        (t.Compare("=", t.ReadingRef("window", span=AT), CITY, span=AT), "reading.window = level.city"),
        (t.ParameterRef("years", span=AT), "parameter.years"),
        (t.DecisionRef("rank", span=AT), "decision.rank"),
        (t.DefinitionRef("window_start", span=AT), "window_start"),
        (t.CriterionRef("tier.age", span=AT), "criterion.tier.age"),
        (t.Not(EITHER, span=AT), "not(honors or level.city)"),
        (t.AtLeast(TWO, (FACT, CITY), span=AT), "at least(2, honors, level.city)"),
        (t.Presupposes(FACT, CITY, span=AT), "presupposes(honors, level.city)"),
        (t.And((FACT, t.Labelled("a", EITHER, span=AT)), span=AT), "honors and (honors or level.city)"),
        (t.Arithmetic("*", t.And((EITHER,), span=AT), TWO, span=AT), "(honors or level.city) * 2"),
        (t.Path(t.NumberLiteral(Decimal(-1), span=AT), "x", span=AT), "(-1).x"),
        (t.UnaryTests((FACT,), negated=True, span=AT), "not(honors)"),
        (t.UnaryTests((t.Not(FACT, span=AT),), span=AT), "(not(honors))"),
    ],
)
def test_what_the_checker_resolves_is_printed_as_an_author_would_write_it(tree, text):
    assert print_expression(tree) == text


def test_a_decision_table_is_printed_rule_by_rule():
    column = t.TableInput(t.FactRef("age", span=AT))
    cell = t.UnaryTests(
        (t.Compare("<", t.InputValue(span=AT), t.NumberLiteral(Decimal(45), span=AT), span=AT),), span=AT
    )
    rules = (
        t.TableRule("r1", (cell,), (t.StringLiteral("young", span=AT),), AT),
        t.TableRule("r2", (t.UnaryTests((), span=AT),), (t.NullLiteral(span=AT),), AT),
    )
    table = t.DecisionTable((column,), (t.TableOutput("group"),), rules, "F", span=AT)
    assert print_expression(table) == 'table F: age | group\n  < 45 | "young"\n  - | null'
