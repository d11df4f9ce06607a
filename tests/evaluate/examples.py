"""The value of an expression that reads nothing, in either dialect."""

from __future__ import annotations

from tests.evaluate.asking import case, checked
from workshop_rules.evaluate._dmn.interpreter import evaluate
from workshop_rules.evaluate._dmn.scope import Scope, World
from workshop_rules.evaluate._dmn.values import Null
from workshop_rules.evaluate.interpreter import Environment, evaluate_expression
from workshop_rules.language.dialect import Dialect
from workshop_rules.language.values import Error, Unknown
from workshop_rules.parse import parse_expression


def value_in(dialect: Dialect, text: str) -> object:
    """The value; an error, unknown or null is not expected."""
    if dialect is Dialect.PACK:
        value: object = evaluate_expression(checked(text), Environment(case(), {}))
    else:
        value = evaluate(parse_expression(text, Dialect.DMN).unwrap(), Scope({}, world=World()))
    assert not isinstance(value, (Error, Unknown, Null)), value
    return value
