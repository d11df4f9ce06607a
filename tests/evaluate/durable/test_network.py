"""The network: what changes, how much it holds, and what it does when the engine goes astray."""

import datetime as dt
from fractions import Fraction

import pytest

from tests.evaluate.durable.rulesets import cases_of, plan_of, ruleset_of
from workshop_rules.evaluate._durable import Network
from workshop_rules.evaluate._durable.engine import Engine
from workshop_rules.evaluate._durable.refused import Astray
from workshop_rules.evaluate.evaluation import Dossier, State, Waiver
from workshop_rules.evaluate.interpreter import evaluate

AS_OF = dt.date(2013, 10, 1)
HONOUR = {"kind": "homeroom", "level": "city", "awarded_on": dt.date(2010, 5, 1)}


@pytest.fixture
def network():
    return Network(ruleset_of("ordos_2013", "mentor"))


class Counting:
    """Counts what goes to the engine."""

    def __init__(self, monkeypatch):
        self.added: list[dict[str, int]] = []
        self.removed = 0
        add, remove = Engine.add, Engine.remove

        def adding(engine, attributes):
            self.added.append(dict(attributes))
            return add(engine, attributes)

        def removing(engine, fact):
            self.removed += 1
            remove(engine, fact)

        monkeypatch.setattr(Engine, "add", adding)
        monkeypatch.setattr(Engine, "remove", removing)


def settled(network, facts, as_of=AS_OF, **more):
    return network.settle("t1", Dossier(facts, **more), as_of)


def test_nothing_is_known_of_an_empty_dossier(network):
    states = settled(network, {})
    assert states["homeroom_years"] is State.UNKNOWN
    assert states["conduct"] is State.NEEDS_JUDGEMENT
    assert states["city_honor"] is State.UNKNOWN
    assert network.outcome_of(states) == "undetermined"


def test_facts_come_and_go(network):
    assert settled(network, {"homeroom_years": 8})["homeroom_years"] is State.NOT_MET
    assert settled(network, {"homeroom_years": 9})["homeroom_years"] is State.MET
    assert settled(network, {"homeroom_years": Fraction(899, 100)})["homeroom_years"] is State.NOT_MET
    assert settled(network, {})["homeroom_years"] is State.UNKNOWN


def test_numbers_of_any_size(network):
    assert settled(network, {"homeroom_years": 10**30})["homeroom_years"] is State.MET
    assert settled(network, {"homeroom_years": 9 - Fraction(1, 10**30)})["homeroom_years"] is State.NOT_MET


def test_records_come_and_go(network):
    assert settled(network, {"honors": ()})["city_honor"] is State.NOT_MET
    assert settled(network, {"honors": ()}, incomplete=frozenset({"honors"}))["city_honor"] is State.UNKNOWN
    assert settled(network, {"honors": (HONOUR,)})["city_honor"] is State.MET
    school = {**HONOUR, "level": "school"}
    assert settled(network, {"honors": (school, HONOUR)})["city_honor"] is State.MET
    assert settled(network, {"honors": (school,)})["city_honor"] is State.NOT_MET
    assert settled(network, {"honors": (school, {"level": "city"})})["city_honor"] is State.UNKNOWN


def test_windows_move_with_the_date(network):
    facts = {"honors": (HONOUR,)}
    assert settled(network, facts)["city_honor"] is State.MET
    assert settled(network, facts, dt.date(2019, 10, 1))["city_honor"] is State.NOT_MET
    assert settled(network, facts, dt.date(2009, 10, 1))["city_honor"] is State.NOT_MET
    assert settled(network, facts, None)["city_honor"] is State.MET  # the document's own date


def test_only_what_changed_goes_to_the_engine(network, monkeypatch):
    (case,) = cases_of("ordos_2013", "mentor", 1, gaps=0.0)
    facts = {**case.dossier.facts, "homeroom_years": 9, "honors": (HONOUR,)}
    settled(network, facts)
    counting = Counting(monkeypatch)
    settled(network, facts)
    assert (counting.added, counting.removed) == ([], 0)
    settled(network, {**facts, "homeroom_years": 10})
    assert [{"c", "n", "q"} & set(one) for one in counting.added] == [{"c"}, {"n"}]
    counting.added.clear()
    settled(network, {**facts, "homeroom_years": 10, "honors": (HONOUR, HONOUR)})
    assert all(one.get("r", one.get("r1")) in {2, None} for one in counting.added)


def test_an_answer_that_stays_the_same_changes_nothing_above_it(monkeypatch):
    ruleset = ruleset_of("vocational_contest", "class_plan")
    network = Network(ruleset)
    print_ = {name: Fraction(5, 2) for name in ("left_cm", "right_cm", "top_cm", "bottom_cm")}
    facts = {"plan_print": {**print_, "left_cm": 1, "right_cm": 1}}
    network.settle("p", Dossier(facts), None)
    counting = Counting(monkeypatch)
    network.settle("p", Dossier({"plan_print": {**print_, "left_cm": 1, "right_cm": Fraction(5, 2)}}), None)
    truths = [ruleset.nodes[one["n"]] for one in counting.added if "n" in one]
    assert [node.kind for node in truths] == ["pattern"]


def test_waivers(network):
    plan = plan_of("ordos_2013")
    waivable = [one.id for one in plan.decisions["mentor"].criteria if one.waivable is not None]
    waivers = tuple(Waiver("ordos_2013", "mentor", one.id) for one in plan.decisions["mentor"].criteria)
    states = settled(network, {"homeroom_years": 1}, waivers=waivers)
    assert [one for one, state in states.items() if state is State.WAIVED] == waivable


def test_room_is_made_and_dossiers_come_back():
    network = Network(ruleset_of("ordos_2013", "mentor"), room=150)
    plan = plan_of("ordos_2013")
    cases = cases_of("ordos_2013", "mentor", 12)
    for _ in range(2):
        for number, case in enumerate(cases):
            states = network.settle(str(number), case.dossier, case.as_of)
            expected = evaluate(plan, "mentor", case)
            assert states == {one: result.state for one, result in expected.criteria.items()}
            assert network._facts <= 150 or len(network._held) == 1
            assert network._facts == sum(held.facts for held in network._held.values())
    assert 1 <= len(network._held) < 12


def test_the_engine_goes_astray_once(network, monkeypatch):
    settled(network, {"homeroom_years": 3})
    add = Engine.add
    failing = iter([True])

    def adding(engine, attributes):
        if next(failing, False):
            raise Astray("not taken")
        return add(engine, attributes)

    monkeypatch.setattr(Engine, "add", adding)
    assert settled(network, {"homeroom_years": 9})["homeroom_years"] is State.MET
    assert network.rebuilt == 1


def test_a_match_that_is_lost_is_noticed(network):
    settled(network, {"homeroom_years": 3})
    note = network._note
    lost = iter([True])

    def noting(rule, matched):
        return "" if next(lost, False) else note(rule, matched)

    network._engine._matched = noting
    assert settled(network, {"homeroom_years": 9})["homeroom_years"] is State.MET
    assert network.rebuilt == 1


def test_the_engine_goes_astray_for_good(network, monkeypatch):
    settled(network, {"homeroom_years": 3})

    def adding(engine, attributes):
        raise Astray("not taken")

    with monkeypatch.context() as broken:
        broken.setattr(Engine, "add", adding)
        assert settled(network, {"homeroom_years": 9}) == {}
    assert network._facts == 0
    assert settled(network, {"homeroom_years": 9})["homeroom_years"] is State.MET


def test_a_value_beyond_the_network_leaves_the_dossier_to_others():
    network = Network(ruleset_of("joint_school", "activities"))
    held = ({"kind": "training", "held_on": dt.date(2024, 5, 1)},)
    year = {"joint_activities": held, "calendar_year": 2024}
    assert network.settle("s", Dossier(year), None)["training"] is State.MET
    assert network.settle("s", Dossier({**year, "calendar_year": Fraction(6073, 3)}), None) == {}
    assert network.settle("s", Dossier(year), None)["training"] is State.MET


def test_a_computation_without_a_result_leaves_the_dossier_to_others(network):
    assert settled(network, {"homeroom_years": 9}, dt.date(1, 1, 2)) == {}
    assert settled(network, {"homeroom_years": 9})["homeroom_years"] is State.MET
