"""What the columnar evaluator says of itself: nodes are translated or refused, limits are of something known."""

from typing import get_args

from workshop_rules.evaluate._polars.translation import FUNCTIONS, LIMITS, REFUSES, TRANSLATE
from workshop_rules.language import functions
from workshop_rules.language import tree as t


def test_every_node_is_translated_or_refused():
    assert set(TRANSLATE) | set(REFUSES) == set(get_args(t.Expr))
    assert not set(TRANSLATE) & set(REFUSES)


def test_functions_are_those_of_the_language():
    assert set(FUNCTIONS) <= set(functions.FUNCTIONS)
    assert {name for name in LIMITS if isinstance(name, str)} <= set(functions.FUNCTIONS)
    assert {kind for kind in LIMITS if isinstance(kind, type)} <= set(TRANSLATE)
