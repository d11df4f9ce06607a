"""Deciding again and again: the compiled evaluator at the front door."""

import datetime as dt
import pickle
from itertools import islice

import pytest

import workshop_rules as wr
from tests.dossiers import dossiers

FACTS = {
    "term_years": 14,
    "title": "senior",
    "current_rank": "M1",
    "honor_level": "city",
    "renown_level": "county",
    "direct_or_private": False,
    "basic_ok": True,
    "work_ok": True,
}


@pytest.fixture(scope="module")
def bench():
    return wr.load_pack("benchmarks/packs/bench_a")


@pytest.fixture(scope="module")
def ordos():
    return wr.load_pack("ordos_2013")


def test_the_first_and_later_verdicts_are_the_same(ordos):
    for name in ordos.decisions:
        for dossier in islice(dossiers(ordos.plan, ordos.decisions[name], seed=5, gaps=0.1), 4):
            fresh = wr.load_pack("ordos_2013").decide(name, dossier) if name == "mentor" else None
            verdicts = [ordos.decide(name, dossier) for _ in range(3)] + [ordos.decider(name)(dossier)]
            written = {verdict.to_json() for verdict in verdicts} | ({fresh.to_json()} if fresh else set())
            assert len(written) == 1


def test_a_verdict_of_a_program_has_everything(bench):
    decide = bench.decider("rank")
    verdict = decide(FACTS)

    assert verdict.outcome == "S2"
    assert verdict.possible_outcomes == ("S2",)
    assert verdict.criteria["S2.renown"].state == "met"
    assert verdict.criteria["S1.from"].state == "not_met"
    assert verdict.tiers["S2"].state == "met"
    assert verdict.missing == verdict.irrelevant == verdict.unused == ()
    assert "S2" in repr(verdict)
    assert verdict.explanation.to_dict()["outcome"]["id"] == "S2"
    with pytest.raises(AttributeError, match="certainty"):
        verdict.certainty  # noqa: B018
    with pytest.raises(AttributeError):
        verdict.outcome = "S1"


def test_trusted_facts_are_not_looked_at(bench):
    decide = bench.decider("rank")

    assert decide.trusted(FACTS).to_json() == decide(FACTS).to_json()
    assert decide.trusted({**FACTS, "no such fact": 1}).outcome == "S2"
    with pytest.raises(wr.FactsError):
        decide({**FACTS, "no such fact": 1})


def test_trusted_facts_may_have_gaps(bench):
    decide = bench.decider("rank")
    gap = {name: value for name, value in FACTS.items() if name != "renown_level"}

    for facts in (gap, {**gap, "renown_level": None}, wr.Dossier(gap)):
        verdict = decide.trusted(facts)
        assert verdict.outcome == "undetermined"
        assert verdict.missing == ("renown_level",)


def test_trusted_facts_may_be_a_dossier_with_waivers(ordos):
    given = ordos.dossier({"homeroom_years": 9, "incomplete": ["honors"], "honors": []})
    decide = ordos.decider("mentor")

    assert decide.trusted(given).to_json() == decide(given).to_json()
    assert "honors" in " ".join(decide.trusted(given).missing)
    with pytest.raises(TypeError, match="Dossier"):
        decide.trusted({"homeroom_years": 8, "waivers": []})


def test_trusted_findings_count(ordos):
    decide = ordos.decider("mentor")
    facts = {"findings": {"conduct": True}}

    assert decide.trusted(facts).to_json() == decide(facts).to_json()


def test_dates_may_change_from_case_to_case(ordos):
    decide = ordos.decider("mentor")

    for date in (dt.date(2013, 10, 1), "2014-10-01", None, dt.date(2012, 10, 1), dt.date(2012, 10, 1)):
        facts = {"homeroom_years": 9, "birth_date": dt.date(1970, 1, 1)}
        assert decide(facts, as_of=date).to_json() == ordos.decide("mentor", facts, as_of=date).to_json()
    with pytest.raises(wr.DecisionError):
        decide({}, as_of="no date")


def test_verdicts_go_to_other_processes(bench):
    verdict = bench.decider("rank")(FACTS)
    assert verdict.criteria
    copy = pickle.loads(pickle.dumps(verdict))

    assert copy.outcome == verdict.outcome
    assert copy.to_json() == verdict.to_json()
    assert pickle.loads(pickle.dumps(copy)).to_json() == verdict.to_json()


def test_another_threshold_has_a_program_of_its_own():
    pack = wr.load_pack("ordos_2013")
    name = next(name for name, one in pack.parameters.items() if isinstance(one.value, int))
    changed = pack.decider("mentor", parameters={name: 1})

    for _ in range(3):
        assert pack.decide("mentor", {}, parameters={name: 1}).to_json() == changed({}).to_json()
        assert pack.decide("mentor", {}).overridden == ()
