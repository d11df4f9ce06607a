"""The network's states are the interpreter's, while dossiers change into one another."""

from collections import Counter
from dataclasses import replace
from itertools import islice

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.dossiers import cases
from tests.evaluate.durable.rulesets import MAIN, cases_of, chosen, plan_of, ruleset_of
from tests.strategies_cases import cases as generated_cases
from tests.strategies_plans import plans, waivers
from workshop_rules.evaluate._durable import Network, compile_ruleset
from workshop_rules.evaluate.evaluation import EvaluationError
from workshop_rules.evaluate.interpreter import evaluate

QUICK = ("composition", "nomination", "operations", "duties", "homeroom_activities", "teacher_duties")
"""Decisions with lists inside lists, which take long."""


def interpreted(plan, decision, case):
    """What the interpreter says; None where a computation has no result."""
    try:
        return evaluate(plan, decision, case)
    except EvaluationError:
        return None


def compare(plan, decision, network, dossier, case):
    """How many states were compared, and how many outcomes."""
    expected = interpreted(plan, decision, case)
    states = network.settle(dossier, case.dossier, case.as_of)
    if expected is None:
        assert len(states) < len(plan.decisions[decision].criteria) or network.outcome_of(states) is None
        return Counter(errors=1)
    wrong = {one: state for one, state in states.items() if expected.criteria[one].state is not state}
    assert not wrong, (decision, case, {one: expected.criteria[one] for one in wrong})
    outcome = network.outcome_of(states)
    if outcome is not None:
        assert outcome == expected.outcome, (decision, case)
    return Counter(states=len(states), outcomes=outcome is not None)


@pytest.mark.parametrize(("pack", "decision"), MAIN)
def test_main_decisions(pack, decision):
    plan = plan_of(pack)
    network = Network(ruleset_of(pack, decision))
    compared: Counter[str] = Counter()
    for gaps in (0.02, 0.2):
        for number, case in enumerate(cases_of(pack, decision, 12, gaps=gaps)):
            compared += compare(plan, decision, network, f"teacher-{number % 3}", case)
    assert compared["states"] >= 24
    assert compared["outcomes"] >= 20
    assert not network.rebuilt


@pytest.mark.parametrize("pack", sorted({pack for pack, _ in MAIN}))
def test_other_decisions(pack):
    plan = plan_of(pack)
    for decision in plan.decisions.values():
        if (pack, decision.id) in MAIN:
            continue
        network = Network(ruleset_of(pack, decision.id))
        for number, case in enumerate(cases_of(pack, decision.id, 2 if decision.id in QUICK else 4)):
            compare(plan, decision.id, network, f"teacher-{number % 2}", case)
        assert not network.rebuilt


@pytest.mark.parametrize(("pack", "decision"), [("ordos_2013", "mentor"), ("shijiazhuang", "leader")])
def test_other_readings(pack, decision):
    plan = plan_of(pack)
    for interpretation in plan.interpretations.values():
        for reading in interpretation.readings:
            readings, parameters = chosen(plan, **{interpretation.id: reading.id})
            network = Network(compile_ruleset(plan, plan.decisions[decision], readings, parameters))
            for case in islice(cases(plan, plan.decisions[decision], seed=3), 2):
                asked = replace(case, readings=readings, parameters=parameters)
                compare(plan, decision, network, "teacher", asked)


@settings(max_examples=25, suppress_health_check=list(HealthCheck), deadline=None)
@given(plans(), st.lists(st.tuples(generated_cases(), waivers()), min_size=3, max_size=3))
def test_generated_plans(plan, some):
    first, _ = some[0]
    network = Network(compile_ruleset(plan, plan.decisions["asked"], first.readings, first.parameters))
    for case, granted in some:
        dossier = replace(case.dossier, waivers=granted)
        asked = replace(case, readings=first.readings, parameters=first.parameters, dossier=dossier)
        compare(plan, "asked", network, "it", asked)
    assert not network.rebuilt
