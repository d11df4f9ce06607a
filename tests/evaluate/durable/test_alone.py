"""What Rete decides by itself: the interpreter and the compiled evaluator are switched off."""

import pytest

from tests.evaluate.durable.rulesets import MAIN, cases_of, plan_of, ruleset_of
from workshop_rules.evaluate._durable import Network
from workshop_rules.evaluate._python.program import Programs
from workshop_rules.evaluate.interpreter import evaluate
from workshop_rules.evaluate.interpreter.recorder import Silent, Tracing

REFUSED = {
    ("shijiazhuang", "renewal"): {"excellent"},
    ("taiyuan_ranks", "awards"): {"best_kept_up", "advanced_years", "advanced_kept_up"},
}


def switch_off(monkeypatch):
    def off(*_):
        raise AssertionError("another evaluator was asked")

    monkeypatch.setattr(Silent, "visit", off)
    monkeypatch.setattr(Tracing, "visit", off)
    monkeypatch.setattr(Programs, "decision", off)
    monkeypatch.setattr(Programs, "condition", off)


@pytest.mark.parametrize(("pack", "decision"), MAIN)
def test_every_criterion_of_the_main_decisions(monkeypatch, pack, decision):
    plan = plan_of(pack)
    ruleset = ruleset_of(pack, decision)
    cases = cases_of(pack, decision, 5, seed=11)
    expected = [evaluate(plan, decision, case) for case in cases]
    switch_off(monkeypatch)
    with pytest.raises(AssertionError, match="another evaluator"):
        evaluate(plan, decision, cases[0])
    network = Network(ruleset)
    for case, evaluation in zip(cases, expected, strict=True):
        states = network.settle("teacher", case.dossier, case.as_of)
        assert states == {one: result.state for one, result in evaluation.criteria.items()}
        assert network.outcome_of(states) == evaluation.outcome


@pytest.mark.parametrize(("asked", "refused"), REFUSED.items())
def test_refused_criteria_are_left_out(monkeypatch, asked, refused):
    ruleset = ruleset_of(*asked)
    pack, decision = asked
    (case,) = cases_of(pack, decision, 1)
    switch_off(monkeypatch)
    network = Network(ruleset)
    states = network.settle("case", case.dossier, case.as_of)
    assert set(states) == set(ruleset.routes) - refused
    assert network.outcome_of(states) is None
    assert {one for one, route in ruleset.routes.items() if route.by == "compiled"} == refused
    assert all(route.reason for one, route in ruleset.routes.items() if one in refused)


def test_most_criteria_of_most_packs_go_through_rete():
    shares = {}
    for pack in {pack for pack, _ in MAIN}:
        routes = [one for name in plan_of(pack).decisions for one in ruleset_of(pack, name).routes.values()]
        shares[pack] = sum(route.by == "rete" for route in routes) / len(routes)
    assert min(shares.values()) > 0.85, shares
