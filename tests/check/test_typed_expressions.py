"""Expressions that are well typed by the way they were made: the checker accepts them, and agrees about the type."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.strategies_cases import SCOPE
from tests.strategies_typed import LOOPS, TEMPLATES, TYPES, WRITTEN, texts
from workshop_rules.check.expressions import check_expression
from workshop_rules.language import tree as t
from workshop_rules.language.dialect import Dialect
from workshop_rules.language.functions import FUNCTIONS
from workshop_rules.language.operators import OPERATORS
from workshop_rules.language.types import ANY
from workshop_rules.language.walk import walk
from workshop_rules.parse import parse_expression, print_expression

WRITTEN_TWICE = (t.Call, t.UnaryTests, t.NullLiteral, t.FunctionLiteral, t.InstanceOf)
"""Nodes that the check of an expression leaves none of."""


def drawn_type_and_text(data):
    type_ = data.draw(st.sampled_from(TYPES))
    return type_, data.draw(texts(type_))


@given(st.data())
@settings(max_examples=300)
def test_a_well_typed_expression_is_accepted_and_has_its_type(data):
    type_, text = drawn_type_and_text(data)
    found = check_expression(parse_expression(text).unwrap(), SCOPE)
    assert not found.errors, found.errors[0]
    assert found.value is not None
    assert found.value.type == type_


@given(st.data())
def test_every_node_has_a_type_and_every_name_is_resolved(data):
    _, text = drawn_type_and_text(data)
    tree = check_expression(parse_expression(text).unwrap(), SCOPE).unwrap()
    for node in walk(tree):
        assert node.type != ANY, node
        assert not isinstance(node, WRITTEN_TWICE), node


@given(st.data())
def test_what_is_printed_of_a_parsed_expression_is_typed_the_same(data):
    type_, text = drawn_type_and_text(data)
    printed = print_expression(parse_expression(text).unwrap())
    assert check_expression(parse_expression(printed).unwrap(), SCOPE).unwrap().type == type_


def test_the_strategies_have_every_function_and_operator_of_packs():
    templates = [template for of_one_type in TEMPLATES.values() for template in of_one_type]
    written = " ".join((*templates, *LOOPS, *(text for among in WRITTEN.values() for text in among)))
    calls = " ".join(f"{name}(" for among in WRITTEN.values() for name in among) + written
    for name, function in FUNCTIONS.items():
        assert Dialect.PACK not in function.dialects or f"{name}(" in calls, name
    for symbol in OPERATORS:
        assert symbol == "-x" or f" {symbol} " in written, symbol
