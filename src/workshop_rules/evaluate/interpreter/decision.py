"""A whole decision: its criteria, its outcome, what is missing, and the decisions that it refers to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeAlias, cast

from workshop_rules.compile.plan import Criterion, Decision, Plan
from workshop_rules.evaluate.evaluation import Case, CriterionResult, Evaluation, EvaluationError, State, Waiver
from workshop_rules.evaluate.interpreter.functions.texts import text_of
from workshop_rules.evaluate.interpreter.names import FINDINGS
from workshop_rules.evaluate.interpreter.outcomes import Possible, possible
from workshop_rules.evaluate.interpreter.recorder import Silent
from workshop_rules.evaluate.interpreter.scope import Environment, Noted, Recorder, Scope
from workshop_rules.frozen import NamedTuple, replace
from workshop_rules.language.tree import Expr
from workshop_rules.language.truth import Truth, disjunction, negation
from workshop_rules.language.values import Error, Outcome, Unknown, Value

UNDETERMINED = "undetermined"
VALUE = "value"
"""The kind of decision whose value is what a reference to it gives."""
SILENT = Silent()
NO_VARIABLES: Mapping[str, Outcome] = MappingProxyType({})

Answer: TypeAlias = Evaluation | EvaluationError
"""What a decision that another refers to came to. Its error counts only where that other needs it."""


class Asked(NamedTuple):
    """A decision as of a date."""

    decision: str
    as_of: dt.date | None


def evaluate(plan: Plan, decision: str, case: Case, recorder: Recorder = SILENT) -> Evaluation:
    """Decide a case.

    Args:
        plan: the pack.
        decision: the id of one of its decisions.
        case: the facts, with readings, parameters and date. Without a date the decision's own counts; where it has
            none, that of the decision that refers to it; else the date is unknown.
        recorder: `Tracing()` for an evaluation with traces; `SILENT` for one without.

    Raises:
        EvaluationError: an error reached a criterion or the outcome.
    """
    root = Asked(decision, case.as_of or plan.decisions[decision].as_of)
    answers: dict[Asked, Answer] = {}
    for asked in _used_first(plan, root, case.as_of):
        used = {name: answers[_asked(plan, name, asked, case.as_of)] for name in plan.decisions[asked.decision].uses}
        try:
            answers[asked] = _decide(plan, asked, case, used, recorder)
        except EvaluationError as error:
            answers[asked] = error
    answer = answers[root]
    if isinstance(answer, EvaluationError):
        raise answer
    return answer


def evaluate_expression(
    expression: Expr,
    environment: Environment,
    recorder: Recorder = SILENT,
    variables: Mapping[str, Outcome] = NO_VARIABLES,
) -> Outcome:
    """The value of one checked expression; the environment's definitions are evaluated first.

    Args:
        expression: the expression.
        environment: what names mean.
        recorder: who watches.
        variables: what stands for the variables that something around the expression binds.
    """
    _define(Scope(environment, recorder, {}))
    scope = Scope(environment, recorder, variables)
    return scope.visit(expression, scope)


def _used_first(plan: Plan, root: Asked, as_of: dt.date | None) -> list[Asked]:
    """The decision and all that it refers to, each after those that it refers to itself; there are no circles."""
    ordered: dict[Asked, None] = {}
    waiting = [(root, False)]
    while waiting:
        asked, after_its_own = waiting.pop()
        if after_its_own:
            ordered[asked] = None
        elif asked not in ordered:
            waiting.append((asked, True))
            uses = plan.decisions[asked.decision].uses
            waiting.extend((_asked(plan, name, asked, as_of), False) for name in reversed(uses))
    return list(ordered)


def _asked(plan: Plan, name: str, by: Asked, as_of: dt.date | None) -> Asked:
    """A decision as another asks for it: as of the date of the case, else its own, else that of the other."""
    return Asked(name, as_of or plan.decisions[name].as_of or by.as_of)


def _decide(plan: Plan, asked: Asked, case: Case, used: Mapping[str, Answer], recorder: Recorder) -> Evaluation:
    """One decision, after those that it uses."""
    decision = plan.decisions[asked.decision]
    environment = Environment(
        case=replace(case, as_of=asked.as_of),
        derivations={path: fact.derivation for path, fact in plan.facts.items() if fact.derivation is not None},
        definitions={definition.name: definition.expression for definition in decision.definitions},
        decisions={name: _referred(plan.decisions[name], answer) for name, answer in used.items()},
        decision_facts={name: plan.decisions[name].facts for name in used},
    )
    scope = Scope(environment, recorder, {})
    _define(scope)
    granted, ignored = _waivers(plan, decision, case)
    criteria: dict[str, CriterionResult] = {}
    for criterion in decision.criteria:
        criteria[criterion.id] = _criterion(criterion, scope, waived=criterion.id in granted)
    outcome = _without_error(decision.outcome, scope)
    trace = recorder.finished()
    text = text_of(decision.outcome.type, outcome)
    left = _left_open(decision, text, environment)
    value = None
    if decision.value is not None:
        value = _without_error(decision.value, scope)
        recorder.finished()
    return Evaluation(
        outcome=text if isinstance(text, str) else UNDETERMINED,
        possible_outcomes=_in_order(decision, left.outcomes),
        criteria=criteria,
        missing=left.missing,
        irrelevant=frozenset().union(*(result.missing for result in criteria.values())) - left.missing,
        value=value,
        waivers_ignored=ignored,
        uses={name: answer for name, answer in used.items() if isinstance(answer, Evaluation)},
        trace=trace,
    )


def _define(scope: Scope) -> None:
    """Evaluate the decision's definitions, each once, in the order in which they build on one another."""
    environment = scope.environment
    for name, expression in environment.definitions.items():
        if name not in environment.defined:
            value = scope.visit(expression, scope)
            environment.defined[name] = Noted(value, scope.recorder.finished())


def _referred(decision: Decision, answer: Answer) -> Outcome:
    """What a reference to another decision comes to: its outcome, or of a value decision its value."""
    if isinstance(answer, EvaluationError):
        return Error(answer.code, str(answer), answer.span)
    if decision.kind == VALUE:
        return cast("Outcome", answer.value)
    return Unknown(answer.missing) if answer.outcome == UNDETERMINED else answer.outcome


def _waivers(plan: Plan, decision: Decision, case: Case) -> tuple[frozenset[str], tuple[Waiver, ...]]:
    """The criteria for which a waiver is granted, and the waivers that can have no effect here or anywhere."""
    waivable = {criterion.id for criterion in decision.criteria if criterion.waivable is not None}
    granted: set[str] = set()
    ignored: list[Waiver] = []
    for waiver in case.dossier.waivers:
        if waiver.decision == decision.id and waiver.criterion in waivable:
            granted.add(waiver.criterion)
        elif waiver.decision == decision.id or waiver.decision not in plan.decisions:
            ignored.append(waiver)
    return frozenset(granted), tuple(ignored)


def _criterion(criterion: Criterion, scope: Scope, *, waived: bool) -> CriterionResult:
    """The state of a criterion; its truth goes into the environment, for the outcome."""
    applies: Truth = True
    applies_trace = condition_trace = None
    if criterion.applies is not None:
        applies = cast("Truth", scope.visit(criterion.applies, scope))
        applies_trace = scope.recorder.finished()
    truth: Truth = True
    if applies is not False or scope.recorder.thorough:
        condition = cast("Truth", scope.visit(criterion.condition, scope))
        condition_trace = scope.recorder.finished()
        truth = disjunction((negation(applies), condition))
    state = _state(applies, truth, waived=waived)
    if state is None:
        error = cast("Error", truth)
        raise EvaluationError(error.code, error.message, error.span, criterion.id)
    holds = state in {State.MET, State.WAIVED, State.NOT_APPLICABLE}
    scope.environment.criteria[criterion.id] = True if holds else truth
    missing = frozenset() if holds or not isinstance(truth, Unknown) else truth.paths
    return CriterionResult(criterion.id, state, missing, condition_trace, applies_trace)


def _state(applies: Truth, truth: Truth, *, waived: bool) -> State | None:
    """How a criterion ends, of which it is known whether it applies, or holds; None for an error."""
    if applies is False:
        return State.NOT_APPLICABLE
    if truth is True:
        return State.MET
    if waived:
        return State.WAIVED
    if truth is False:
        return State.NOT_MET
    if isinstance(truth, Error):
        return None
    return State.NEEDS_JUDGEMENT if all(path.startswith(FINDINGS) for path in truth.paths) else State.UNKNOWN


def _without_error(expression: Expr, scope: Scope) -> Value | Unknown:
    outcome = scope.visit(expression, scope)
    if isinstance(outcome, Error):
        raise EvaluationError(outcome.code, outcome.message, outcome.span)
    return outcome


def _left_open(decision: Decision, text: str | Unknown | Error, environment: Environment) -> Possible:
    """The outcomes that are still possible, and what decides between them."""
    if isinstance(text, str):
        return Possible(frozenset({text}))
    anything = frozenset(outcome.id for outcome in decision.outcomes)
    left = possible(decision.outcome, Scope(environment, SILENT, {}), anything)
    return left if left.missing else left._replace(missing=cast("Unknown", text).paths)


def _in_order(decision: Decision, outcomes: frozenset[str]) -> tuple[str, ...]:
    """Outcomes in the decision's order."""
    declared = [outcome.id for outcome in decision.outcomes if outcome.id in outcomes]
    return (*declared, *sorted(outcomes.difference(declared)))
