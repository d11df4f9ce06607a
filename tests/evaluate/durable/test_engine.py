"""What durable-rules does amiss, as measured, and how each fault is met."""

import subprocess
import sys
import threading
from collections import Counter
from pathlib import Path

import pytest
from durable.engine import Host, MessageNotHandledException, MessageObservedException

from tests.evaluate.durable.rulesets import MAIN, cases_of, plan_of, ruleset_of
from workshop_rules.evaluate._durable import Network
from workshop_rules.evaluate._durable.asserting import asserted
from workshop_rules.evaluate._durable.engine import NAME, PADDING, Engine, identity
from workshop_rules.evaluate._durable.needs import MOST_USES

SAME = ("1aa9", "25054")
"""Two ids that the engine cannot tell apart."""


class Bare(Host):  # type: ignore[misc]  # it has no types
    """The engine by itself, without its threads."""

    def _run(self):
        pass


def bare(*rules):
    """The engine with some rules, and the names of those that are met."""
    met = []
    host = Bare()

    def action(name):
        return lambda closure: met.append((name, closure._m))

    definition = {str(name): {"all": list(rule), "run": action(name)} for name, rule in enumerate(rules)}
    host.set_rulesets({NAME: definition})
    return host, met


def every_ruleset():
    return [ruleset_of(pack, name) for pack in sorted({pack for pack, _ in MAIN}) for name in plan_of(pack).decisions]


def test_a_host_starts_threads_and_ours_does_not():
    before = threading.active_count()
    Network(ruleset_of("ordos_2013", "mentor"))
    assert threading.active_count() == before


def test_a_fact_that_meets_nothing_is_no_error():
    host, _ = bare([{"m": {"f": 1}}])
    with pytest.raises(MessageNotHandledException):
        host.assert_fact(NAME, {"id": "1", "f": 2, "sid": "0"})
    engine = Engine({"rule": {"all": [{"m": {"f": 1}}]}}, lambda *_: "")
    engine.remove(engine.add({"f": 2}))


def test_ids_that_share_a_hash_are_taken_for_one():
    assert identity(SAME[0]) == identity(SAME[1])
    host, met = bare([{"m": {"f": 1}}])
    host.assert_fact(NAME, {"id": SAME[0], "f": 1, "sid": "0"})
    with pytest.raises(MessageObservedException):
        host.assert_fact(NAME, {"id": SAME[1], "f": 1, "sid": "0"})
    assert len(met) == 1


def test_of_such_ids_the_wrong_fact_is_taken_back():
    host, _ = bare([{"m": {"f": 1}}])
    host.assert_fact(NAME, {"id": SAME[0], "f": 1, "sid": "0"})
    with pytest.raises(MessageNotHandledException):
        host.assert_fact(NAME, {"id": SAME[1], "f": 2, "sid": "0"})  # met nothing, and is not kept
    host.retract_fact(NAME, {"id": SAME[1], "f": 2, "sid": "0"})
    assert host.get_facts(NAME, "0") == []


def test_such_ids_are_passed_over():
    met: list[str] = []

    def matched(name, _):
        met.append(name)
        return ""

    engine = Engine({"rule": {"all": [{"m": {"f": 1}}]}}, matched)
    facts = []
    for name in SAME:
        engine._last = int(name, 16) - 1
        facts.append(engine.add({"f": 1}))
    assert [fact["id"] for fact in facts] == [SAME[0], "25055"]
    assert met == ["rule", "rule"]
    engine.remove(facts[0])
    engine._last = int(SAME[1], 16) - 1
    assert engine.add({"f": 1})["id"] == SAME[1]


def test_text_meets_numeric_patterns():
    host, met = bare([{"m": {"$gte": {"years": 9}}}])
    host.assert_fact(NAME, {"id": "1", "years": "nine", "sid": "0"})
    assert met


@pytest.mark.parametrize(("pack", "decision"), MAIN)
def test_so_every_value_is_a_whole_number(pack, decision):
    for case in cases_of(pack, decision, 3):
        for attributes in asserted(ruleset_of(pack, decision), case.dossier, case.as_of, {}).values():
            assert all(type(value) is int and abs(value) < 2**62 for value in attributes.values())


def test_one_fact_meets_64_patterns_at_most():
    host, met = bare(*([{"m": {"$gte": {"years": least}}}] for least in range(64)))
    host.assert_fact(NAME, {"id": "1", "years": 100, "sid": "0"})
    assert len(met) == 64
    host, _ = bare(*([{"m": {"$gte": {"years": least}}}] for least in range(65)))
    with pytest.raises(Exception, match="303"):
        host.assert_fact(NAME, {"id": "1", "years": 100, "sid": "0"})


def test_so_no_fact_is_read_by_more_rules_than_that():
    for ruleset in every_ruleset():
        read: Counter[tuple[str, int]] = Counter()
        for rule in ruleset.rules.values():
            for pattern in rule["all"]:
                ((_, inner),) = pattern.items()
                tests = inner.get("$and", [inner])
                read.update((name, test[name]) for test in tests[:1] for name in ("c", "k") if name in test)
        assert all(uses <= MOST_USES for uses in read.values()), ruleset.decision


def test_a_fact_does_not_meet_two_patterns_of_one_rule():
    host, met = bare([{"a": {"k": 1}}, {"b": {"$and": [{"k": 1}, {"d": {"a": "d"}}]}}])
    host.assert_fact(NAME, {"id": "1", "k": 1, "d": 1, "sid": "0"})
    assert not met


def test_so_no_rule_reads_a_fact_twice():
    for ruleset in every_ruleset():
        for rule in ruleset.rules.values():
            read = [
                str(pattern[alias].get("$and", [pattern[alias]])[0]) for pattern in rule["all"] for alias in pattern
            ]
            records = [one for one in read if one.startswith("{'k'")]
            assert len(records) == len(set(records))


def test_a_disjunction_is_met_once_for_each_part():
    host, met = bare([{"m": {"$or": [{"$gte": {"a": 1}}, {"$gte": {"b": 1}}]}}])
    host.assert_fact(NAME, {"id": "1", "a": 1, "b": 1, "sid": "0"})
    assert len(met) == 2


def test_so_no_rule_has_one():
    assert not any("$or" in str(ruleset.rules) for ruleset in every_ruleset())


def test_what_was_derived_outlives_what_it_was_derived_from():
    host, met = bare([{"m": {"f": 1}}], [{"m": {"derived": 1}}])
    host.assert_fact(NAME, {"id": "1", "f": 1, "sid": "0"})
    host.assert_fact(NAME, {"id": "2", "derived": 1, "sid": "0"})
    host.retract_fact(NAME, {"id": "1", "f": 1, "sid": "0"})
    assert [fact["id"] for fact in host.get_facts(NAME, "0")] == ["2"]
    assert len(met) == 2


@pytest.mark.parametrize(("pack", "decision"), [("ordos_2013", "mentor"), ("vocational_contest", "entry")])
def test_so_the_engine_holds_what_we_hold_and_nothing_else(pack, decision):
    network = Network(ruleset_of(pack, decision))
    for number, case in enumerate(cases_of(pack, decision, 20)):
        network.settle(f"teacher-{number % 3}", case.dossier, case.as_of)
    held = [fact for one in network._held.values() for _, fact in one.base.values()]
    held += [truth.fact for one in network._held.values() for truth in one.truths.values()]
    ids = {fact["id"] for fact in network._engine._host.get_facts(NAME, "0")}
    assert ids <= {fact["id"] for fact in held}
    assert len(network._engine._known) == len(held)
    for number in range(3):
        network.forget(f"teacher-{number}")
    assert not network._engine._host.get_facts(NAME, "0")
    assert not network._engine._known


SESSIONS = """
from durable.engine import Host
class Bare(Host):
    def _run(self): pass
host = Bare()
host.set_rulesets({"r": {"a": {"all": [{"m": {"f": 1}}], "run": lambda closure: None}}})
for number in range(1100):
    host.assert_fact("r", {"id": str(number), "sid": str(number), "f": 1})
    print(number + 1, flush=True)
"""


def test_sessions_come_to_an_end():
    ended = subprocess.run([sys.executable, "-c", SESSIONS], capture_output=True, text=True, check=False)
    assert ended.returncode != 0
    assert 1000 <= int(ended.stdout.split()[-1]) < 1100


def test_so_all_dossiers_are_in_one(monkeypatch):
    sessions = set()
    add = Engine.add

    def adding(engine, attributes):
        fact = add(engine, attributes)
        sessions.add(fact["sid"])
        return fact

    monkeypatch.setattr(Engine, "add", adding)
    network = Network(ruleset_of("ordos_2013", "completion"))
    for number, case in enumerate(cases_of("ordos_2013", "completion", 5)):
        network.settle(str(number), case.dossier, case.as_of)
    assert sessions == {"0"}


def test_what_is_absent_meets_neither_a_pattern_nor_its_opposite():
    host, met = bare(
        [{"m": {"$and": [{"f": 1}, {"$gte": {"v": 9}}]}}], [{"m": {"$and": [{"f": 1}, {"$lt": {"v": 9}}]}}]
    )
    with pytest.raises(MessageNotHandledException):
        host.assert_fact(NAME, {"id": "1", "f": 1, "sid": "0"})
    assert not met


def test_numbers_are_cut_off():
    host, met = bare([{"m": {"v": 2**63 - 1}}])
    host.assert_fact(NAME, {"id": "1", "v": 2**64, "sid": "0"})
    assert met


def test_a_batch_is_lost_with_the_first_fact_that_meets_nothing():
    host, met = bare([{"m": {"f": 1}}])
    with pytest.raises(MessageNotHandledException):
        host.assert_facts(NAME, [{"id": "1", "f": 2, "sid": "0"}, {"id": "2", "f": 1, "sid": "0"}])
    assert not met


def test_what_an_action_raises_is_swallowed():
    host = Bare()

    def act(_):
        raise ValueError("lost")

    host.set_rulesets({NAME: {"rule": {"all": [{"m": {"f": 1}}], "run": act}}})
    host.assert_fact(NAME, {"id": "1", "f": 1, "sid": "0"})


def test_but_not_what_ours_raises():
    def matched(_, __):
        raise ValueError("found")

    engine = Engine({"rule": {"all": [{"m": {"f": 1}}]}}, matched)
    with pytest.raises(ValueError, match="found"):
        engine.add({"f": 1})


def test_no_rule_of_ours_is_the_last():
    engine = Engine({"rule": {"all": [{"m": {"f": 1}}]}}, lambda *_: "")
    names = list(engine._host.get_ruleset(NAME).get_definition())
    assert names[0] == "rule"
    assert len(names) == 1 + PADDING


SMALL = """
from tests.evaluate.durable.rulesets import cases_of, ruleset_of
from workshop_rules.evaluate._durable import Network
network = Network(ruleset_of("twin_studio", "funding"))
for case in cases_of("twin_studio", "funding", 8):
    network.settle("it", case.dossier, case.as_of)
"""


def test_so_a_small_ruleset_does_not_end_the_process():
    root = Path(__file__).parents[3]
    ended = subprocess.run([sys.executable, "-c", SMALL], capture_output=True, cwd=root, check=False)
    assert ended.returncode == 0
