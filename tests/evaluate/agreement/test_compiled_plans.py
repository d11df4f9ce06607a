"""The compiled evaluator agrees with the interpreter on generated plans and cases, with gaps and without."""

from dataclasses import replace
from itertools import islice

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.dossiers import cases
from tests.evaluate.agreement.answers import answer_of
from tests.strategies_cases import ODD
from tests.strategies_plans import parameters_drawn, plan_drawn, waivers_drawn
from workshop_rules.evaluate._python import Prepared
from workshop_rules.evaluate.interpreter import evaluate

QUICK = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)


def agrees(draw, gaps, parameters, waivers):
    """Hold a program against the interpreter, in several cases; how many were settled without it."""
    plan = plan_drawn(draw, valued=True)
    found = list(islice(cases(plan, plan.decisions["asked"], draw.randrange(2**32), gaps=gaps, odd=ODD), 4))
    prepared, settled = Prepared(plan, "asked", found[0].readings, parameters), 0
    for one in found:
        dossier = replace(one.dossier, waivers=waivers)
        case = replace(one, dossier=dossier, readings=found[0].readings, parameters=parameters)
        assert answer_of(prepared.evaluate, case) == answer_of(evaluate, plan, "asked", case)
        settled += prepared.settled(dossier, case.as_of) is not None
    return settled


@QUICK
@given(st.randoms(use_true_random=True))
def test_with_gaps_and_waivers(draw):
    waivers = waivers_drawn(draw) if draw.random() < 1 / 2 else ()
    agrees(draw, draw.choice((0.05, 0.2, 0.4)), parameters_drawn(draw), waivers)


def test_where_all_is_supplied():
    settled = 0

    @QUICK
    @given(st.randoms(use_true_random=True))
    def hold(draw):
        nonlocal settled
        settled += agrees(draw, 0.0, {**parameters_drawn(draw), "unstated": 3}, ())

    hold()
    assert settled > 60
