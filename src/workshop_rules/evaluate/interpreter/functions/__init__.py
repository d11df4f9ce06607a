"""What each built-in function of the pack dialect gives, by its name in `language.functions.FUNCTIONS`."""

from __future__ import annotations

from workshop_rules.evaluate.interpreter.functions.calling import Given
from workshop_rules.evaluate.interpreter.functions.lists import LIST_FUNCTIONS
from workshop_rules.evaluate.interpreter.functions.numbers import NUMBER_FUNCTIONS
from workshop_rules.evaluate.interpreter.functions.ranges import RANGE_FUNCTIONS
from workshop_rules.evaluate.interpreter.functions.temporal import TEMPORAL_FUNCTIONS
from workshop_rules.evaluate.interpreter.functions.texts import TEXT_FUNCTIONS
from workshop_rules.evaluate.interpreter.scope import Scope
from workshop_rules.evaluate.interpreter.strict import placed
from workshop_rules.language.tree import BuiltinCall
from workshop_rules.language.types import ANY
from workshop_rules.language.values import Outcome

MEANINGS: dict[str, Given] = {
    **TEXT_FUNCTIONS,
    **NUMBER_FUNCTIONS,
    **TEMPORAL_FUNCTIONS,
    **RANGE_FUNCTIONS,
    **LIST_FUNCTIONS,
}


def builtin_call(node: BuiltinCall, scope: Scope) -> Outcome:
    """What the function gives for its arguments."""
    arguments = [scope.visit(argument, scope) for argument in node.arguments]
    type_ = node.arguments[0].type if node.arguments else ANY
    return placed(MEANINGS[node.function](type_, *arguments), node)
