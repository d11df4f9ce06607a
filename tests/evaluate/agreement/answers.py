"""What an evaluator answers, in a form that answers are compared by: an evaluation, or all of an error."""

from collections.abc import Callable

from workshop_rules.evaluate.evaluation import Evaluation, EvaluationError


def answer_of(ask: Callable[..., Evaluation], *arguments: object) -> object:
    """The evaluation; where an error reaches a criterion, all that is told of it."""
    try:
        return ask(*arguments)
    except EvaluationError as error:
        return error.code, str(error), error.span, error.criterion
