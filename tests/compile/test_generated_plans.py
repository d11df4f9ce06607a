"""Generated plans are plans: the interpreter decides them, in full and without tracing alike."""

import contextlib
from dataclasses import replace

from hypothesis import given, settings

from tests.strategies_cases import cases
from tests.strategies_plans import plans, waivers
from workshop_rules.evaluate.evaluation import EvaluationError
from workshop_rules.evaluate.interpreter import Tracing, evaluate


def answer(plan, case, *recorder):
    try:
        return evaluate(plan, "asked", case, *recorder)
    except EvaluationError as error:
        return error.code, error.criterion


@settings(max_examples=50)
@given(plans(), cases(), waivers())
def test_a_generated_plan_is_decided_the_same_with_and_without_a_trace(plan, case, given_waivers):
    asked = replace(case, dossier=replace(case.dossier, waivers=given_waivers))
    assert answer(plan, asked) == answer(plan, asked, Tracing())


@settings(max_examples=50)
@given(plans(), cases())
def test_something_is_missing_just_where_several_outcomes_are_possible(plan, case):
    with contextlib.suppress(EvaluationError):
        found = evaluate(plan, "asked", case)
        assert (found.outcome == "undetermined") == (len(found.possible_outcomes) != 1)
        assert bool(found.missing) == (found.outcome == "undetermined")
