"""The table of operators is true."""

import pytest

from tests.evaluate.examples import value_in
from workshop_rules.language.dialect import Dialect
from workshop_rules.language.operators import COMPONENTS, OPERATORS

EXAMPLES = [
    pytest.param(example, dialect, id=f"{dialect}: {example.expression}")
    for operator in OPERATORS.values()
    for example in operator.examples
    for dialect in sorted(example.dialects)
]


@pytest.mark.parametrize(("example", "dialect"), EXAMPLES)
def test_an_example_gives_what_it_says(example, dialect):
    assert value_in(dialect, example.expression) == value_in(dialect, example.result)


def test_every_operator_has_an_example():
    assert all(operator.examples for operator in OPERATORS.values())


def test_the_table_goes_from_loose_to_tight():
    precedences = [operator.precedence for operator in OPERATORS.values()]
    assert precedences == sorted(precedences)


@pytest.mark.parametrize(
    ("expression", "result"),
    [
        ("true or false and false", "true"),
        ("1 + 2 * 3 ** 2", "19"),
        ("-2 ** 2", "4"),
        ("1 + 1 = 2 and 3 > 2", "true"),
        ("8 / 4 / 2", "1"),
        ("1 - 2 - 3", "-4"),
    ],
)
@pytest.mark.parametrize("dialect", Dialect)
def test_precedence_is_what_the_parser_does(dialect, expression, result):
    assert value_in(dialect, expression) == value_in(dialect, result)


def test_packs_have_no_zones():
    of_packs = {part.name for parts in COMPONENTS.values() for part in parts if Dialect.PACK in part.dialects}
    assert not of_packs & {"timezone", "time offset"}
