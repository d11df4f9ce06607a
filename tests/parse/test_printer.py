"""What is printed parses to the same tree."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import strategies
from workshop_rules.language.dialect import Dialect
from workshop_rules.parse import parse_expression, parse_type, parse_unary_tests, print_expression, print_type


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
