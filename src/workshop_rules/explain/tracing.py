"""The traces of one case, each made when it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from workshop_rules.compile.plan import Criterion, Decision, Plan
from workshop_rules.evaluate.evaluation import Case, CriterionResult, Evaluation, State, Trace
from workshop_rules.evaluate.interpreter import UNDETERMINED, Environment, Tracing, evaluate_expression
from workshop_rules.language.tree import Expr
from workshop_rules.language.truth import Truth
from workshop_rules.language.values import Error, Outcome, Unknown

_HOLDING = frozenset({State.MET, State.WAIVED, State.NOT_APPLICABLE})


class Traces:
    """What the conditions of a decision came to in one case, node by node, as the interpreter finds it."""

    def __init__(self, decision: Decision, environment: Environment, evaluation: Evaluation) -> None:
        """Trace what an evaluator found, whether it kept traces or none.

        Args:
            decision: the one that was decided.
            environment: what names mean in the case.
            evaluation: what it came to, with every decision that it refers to.
        """
        self._decision = decision
        self._environment = environment
        self._evaluation = evaluation

    def criterion(self, criterion: Criterion) -> tuple[Trace, Trace | None]:
        """The traces of a criterion's condition, and of what says whether it applies."""
        found = self._evaluation.criteria[criterion.id]
        if found.trace is not None:
            return found.trace, found.applies_trace
        applies = None if criterion.applies is None else self._trace(criterion.applies)
        return self._trace(criterion.condition), applies

    @cached_property
    def outcome(self) -> Trace:
        """The trace of the outcome."""
        if self._evaluation.trace is not None:
            return self._evaluation.trace
        self._environment.criteria.update(_truths(self._evaluation.criteria))
        return self._trace(self._decision.outcome)

    def _trace(self, expression: Expr) -> Trace:
        recorder = Tracing()
        evaluate_expression(expression, self._environment, recorder)
        trace = recorder.finished()
        if trace is None:
            raise TypeError("the recorder kept nothing")
        return trace


def decision_environment(plan: Plan, decision: Decision, case: Case, evaluation: Evaluation) -> Environment:
    """What the names in a decision's expressions mean for a case that has been evaluated."""
    return Environment(
        case=case,
        derivations={path: fact.derivation for path, fact in plan.facts.items() if fact.derivation is not None},
        definitions={definition.name: definition.expression for definition in decision.definitions},
        decisions={name: _referred(plan.decisions[name], evaluation.uses.get(name)) for name in decision.uses},
        decision_facts={name: plan.decisions[name].facts for name in decision.uses},
    )


def _referred(decision: Decision, used: Evaluation | None) -> Outcome:
    if used is None:
        return Error("not_decided", f"the decision `{decision.id}` could not be made")
    if decision.kind == "value" and used.value is not None:
        return used.value
    return Unknown(used.missing) if used.outcome == UNDETERMINED else used.outcome


def _truths(results: Mapping[str, CriterionResult]) -> dict[str, Truth]:
    return {id_: _truth(result) for id_, result in results.items()}


def _truth(result: CriterionResult) -> Truth:
    if result.state in _HOLDING:
        return True
    return False if result.state is State.NOT_MET else Unknown(result.missing)
