"""The compiled evaluator agrees with the interpreter on generated plans and cases with gaps."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings

from tests.evaluate.agreement.answers import answer_of
from tests.strategies_cases import cases
from tests.strategies_plans import plans, waivers
from workshop_rules.evaluate._python import Prepared
from workshop_rules.evaluate.interpreter import evaluate


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(plans(), cases(), waivers())
def test_compiled_is_interpreted(plan, case, granted):
    case = replace(case, dossier=replace(case.dossier, waivers=granted))
    prepared = Prepared(plan, "asked", case.readings, case.parameters)

    assert answer_of(lambda: prepared.evaluate(case)) == answer_of(lambda: evaluate(plan, "asked", case))
