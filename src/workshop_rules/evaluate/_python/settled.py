"""What a program found out about a case in which all is certain."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from workshop_rules.compile.plan import Decision, Plan
from workshop_rules.evaluate.evaluation import STATES, CriterionResult, Evaluation
from workshop_rules.language.values import Value


class Settled(NamedTuple):
    """The answer of a program, as short as it can be; programs give plain tuples of this form.

    Attributes:
        outcome: the outcome, which is determined.
        criteria: for each criterion, in order, whether it is met; None where it does not apply.
        value: of a decision that has one.
        uses: the answers of the decisions that it refers to, in the order of `Decision.uses`.
    """

    outcome: str
    criteria: tuple[bool | None, ...]
    value: Value | None
    uses: tuple[Settled, ...]


@lru_cache(maxsize=4096)
def _result(criterion: str, met: bool | None) -> CriterionResult:
    """The same result for all cases: it does not change."""
    return CriterionResult(criterion, STATES[met])


def evaluation(settled: Settled, decision: Decision, plan: Plan) -> Evaluation:
    """The answer in the form that all evaluators give."""
    outcome, states, value, uses = settled
    return Evaluation(
        outcome=outcome,
        possible_outcomes=(outcome,),
        criteria={
            criterion.id: _result(criterion.id, state)
            for criterion, state in zip(decision.criteria, states, strict=True)
        },
        missing=frozenset(),
        irrelevant=frozenset(),
        value=value,
        uses={
            name: evaluation(used, plan.decisions[name], plan) for name, used in zip(decision.uses, uses, strict=True)
        },
    )
