"""What durable-rules does amiss, as measured, and how each fault is met."""

import threading
from collections import Counter

import pytest
from durable.engine import Host, MessageNotHandledException, MessageObservedException

from tests.evaluate.durable.rulesets import MAIN, cases_of, plan_of, ruleset_of
from workshop_rules.evaluate._durable import Network
from workshop_rules.evaluate._durable.asserting import asserted
from workshop_rules.evaluate._durable.engine import NAME, Engine, identity
from workshop_rules.evaluate._durable.needs import MOST_USES

SAME = ("1aa9", "25054")
"""Two ids that the engine cannot tell apart."""


class Bare(Host):
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


def test_such_ids_are_passed_over():
    met = []
    engine = Engine({"rule": {"all": [{"m": {"f": 1}}]}}, lambda name, _: met.append(name) or "")
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
        read = Counter()
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
