import pytest

from tests.evaluate.asking import case, evaluated, unquestioned
from workshop_rules.evaluate.interpreter.functions import MEANINGS
from workshop_rules.language.dialect import Dialect
from workshop_rules.language.functions import FUNCTIONS
from workshop_rules.language.operators import OPERATORS

PACK_FUNCTIONS = [function for function in FUNCTIONS.values() if Dialect.PACK in function.dialects]
RESOLVED = {"not", "duration"}
"""The checker leaves no calls of these: one becomes a node of its own, the other a literal."""


def test_every_function_of_packs_has_a_meaning():
    assert set(MEANINGS) == {function.name for function in PACK_FUNCTIONS} - RESOLVED


@pytest.mark.parametrize(
    ("expression", "result"),
    [
        pytest.param(example.expression, example.result, id=example.expression)
        for row in (*PACK_FUNCTIONS, *OPERATORS.values())
        for example in row.examples
        if Dialect.PACK in example.dialects
    ],
)
def test_examples_of_functions_and_operators_give_what_their_rows_say(expression, result):
    assert evaluated(unquestioned(expression), case()) == evaluated(unquestioned(result), case())
