"""What must hold of every explanation, whatever the pack says: it can be given, and what it says decided did decide."""

from dataclasses import replace

from hypothesis import assume, given, settings

from tests.strategies_cases import cases
from tests.strategies_plans import plans, waivers
from workshop_rules.evaluate.evaluation import EvaluationError, State
from workshop_rules.evaluate.interpreter import Tracing, evaluate, evaluate_expression
from workshop_rules.explain.from_evaluation import decision_environment, explain
from workshop_rules.explain.tree import Holding
from workshop_rules.language.values import Unknown
from workshop_rules.render.html import to_html
from workshop_rules.render.json import to_json
from workshop_rules.render.markdown import to_markdown
from workshop_rules.render.text import to_text

HOLDS = {State.MET, State.WAIVED, State.NOT_APPLICABLE}
OF_STATE = {State.MET: Holding.HOLDS, State.NOT_MET: Holding.FAILS}


def explained(plan, case, granted):
    """The case as it was decided, the evaluation and its explanation."""
    case = replace(case, dossier=replace(case.dossier, waivers=granted))
    decision = plan.decisions["asked"]
    try:
        evaluation = evaluate(plan, "asked", case, Tracing())
    except EvaluationError:
        assume(False)
    return case, evaluation, explain(plan, decision, case, evaluation)


@settings(max_examples=60)
@given(plans(), cases(), waivers())
def test_an_explanation_can_be_given_and_shown(plan, case, granted):
    _, evaluation, reasons = explained(plan, case, granted)
    assert reasons.outcome.id == evaluation.outcome
    assert {one.id: one.state for one in reasons.criteria} == {c.id: c.state for c in evaluation.criteria.values()}
    for lang in ("zh", "en"):
        assert to_text(reasons, lang, "auditor")
        assert to_markdown(reasons, lang, "full")
        assert to_html(reasons, lang, "short")
    assert to_json(reasons)


@settings(max_examples=60)
@given(plans(), cases(), waivers())
def test_a_criterions_condition_holds_as_its_state_says(plan, case, granted):
    _, _, reasons = explained(plan, case, granted)
    for criterion in reasons.criteria:
        if criterion.state in OF_STATE and criterion.applies is None:
            assert criterion.condition.holding is OF_STATE[criterion.state]
        assert criterion.condition.decided


@settings(max_examples=60)
@given(plans(), cases(), waivers())
def test_what_is_said_to_have_decided_would_have_sufficed(plan, case, granted):
    """Were all other criteria unknown, the outcome would be the same."""
    case, evaluation, reasons = explained(plan, case, granted)
    assume(reasons.outcome.id != "undetermined")
    environment = decision_environment(plan, plan.decisions["asked"], replace(case, as_of=reasons.as_of), evaluation)
    for criterion in reasons.criteria:
        truth = criterion.state in HOLDS
        environment.criteria[criterion.id] = truth if criterion.decided else Unknown(frozenset({criterion.id}))
    assert evaluate_expression(plan.decisions["asked"].outcome, environment) == reasons.outcome.id
