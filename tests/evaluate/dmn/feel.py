"""An expression of the dmn dialect, parsed and evaluated, for tests that say what it gives."""

from workshop_rules.evaluate._dmn.interpreter import evaluate
from workshop_rules.evaluate._dmn.printing import written
from workshop_rules.evaluate._dmn.scope import Scope, World
from workshop_rules.evaluate._dmn.values import Null
from workshop_rules.language.dialect import Dialect
from workshop_rules.parse import parse_expression


def value(text, **variables):
    """What an expression gives."""
    names = {name.replace("_", " ") for name in variables}
    tree = parse_expression(text, Dialect.DMN, names).unwrap()
    return evaluate(tree, Scope({name.replace("_", " "): one for name, one in variables.items()}, world=World()))


def feel(text, **variables):
    """What an expression gives, as FEEL would write it."""
    return written(value(text, **variables))


def reason(text, **variables):
    """The code of the reason for which an expression is null."""
    found = value(text, **variables)
    assert isinstance(found, Null), written(found)
    return found.reason.code if found.reason else None
