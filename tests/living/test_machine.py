"""Facts come and go in any order, and after each step a live dossier is what the reference interpreter says."""

import json
import random
from functools import lru_cache
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

import workshop_rules as wr
from tests.bundled import bundled
from tests.living.happenings import MAIN, Happenings, Reference, agree

CHANCES = st.integers(0, 2**20).map(random.Random)
FEW = settings(max_examples=3, stateful_step_count=16, suppress_health_check=list(HealthCheck))


@lru_cache(maxsize=1)
def opened(pack, decision):
    """One live set for all runs of a decision, each of which has a dossier of its own."""
    loaded = bundled(pack)
    return wr.live(loaded, decision), Happenings(loaded, decision)


class Machine(RuleBasedStateMachine):
    pack: str
    decision: str
    runs = 0
    outcomes: set[str]

    @initialize(chance=CHANCES, data=st.data())
    def begin(self, chance, data):
        self.live, self.happenings = opened(self.pack, self.decision)
        type(self).runs += 1
        self.dossier = self.live[f"teacher-{type(self).runs}"]
        self.reference = Reference(self.live.pack, self.decision)
        self.told: list[tuple[Any, ...]] = []
        self.leave = self.live.subscribe(lambda *told: self.told.append(told))
        case = data.draw(st.sampled_from([None, *self.happenings.cases]))
        self.date(self.happenings.date(chance))
        if case is not None:
            self.supply(*case)

    def supply(self, facts, as_of):
        """The facts of a worked case of the pack, one at a time."""
        apart = {name: facts.get(name) for name in ("findings", "waivers", "incomplete")}
        singles = {f"findings.{name}": value for name, value in (apart["findings"] or {}).items()}
        lists = {"waivers": apart["waivers"]} if apart["waivers"] else {}
        for name, value in facts.items():
            if name not in apart:
                (lists if isinstance(value, tuple | list) else singles)[name] = value
        for name, value in singles.items():
            if value is not None:
                self.dossier.set(name, value)
                self.reference.singles[name] = value
        for name, records in lists.items():
            kept = self.reference.waivers if name == "waivers" else self.reference.lists.setdefault(name, {})
            for record in records:
                kept[self.dossier.assert_fact(name, record).id] = record
            if name != "waivers" and name not in (apart["incomplete"] or ()):
                self.dossier.close(name)
                self.reference.closed.add(name)
        if as_of is not None:
            self.date(as_of)
        self.compared()

    def teardown(self):
        if hasattr(self, "leave"):
            self.leave()

    def changed(self, change):
        """One event of this dossier: what is told of it is what became of it."""
        assert change.dossier == self.dossier.id
        assert change.changed == bool(self.told)
        for dossier, before, after in self.told:
            assert (dossier.id, before, after) == (self.dossier.id, change.before, change.after)
        if change.after.outcome != "error" != change.before.outcome:
            for one, state in change.after.states.items():
                was = change.criteria[one].before if one in change.criteria else state
                assert was is change.before.states[one]
        self.compared()

    def compared(self):
        self.told.clear()
        self.outcomes.add(self.dossier.outcome)
        agree(self.dossier, self.reference)
        held = self.live.held_of(self.dossier.id)
        assert self.live._admission.restored(json.loads(json.dumps(held.to_data()))) == held

    def date(self, as_of):
        self.reference.as_of = as_of
        self.live.advance(as_of)
        self.compared()

    @precondition(lambda self: self.happenings.lists)
    @rule(chance=CHANCES, data=st.data())
    def assert_record(self, chance, data):
        name = data.draw(st.sampled_from(self.happenings.lists))
        record = self.happenings.record(name, chance)
        change = self.dossier.assert_fact(name, record)
        self.reference.lists.setdefault(name, {})[change.id] = record
        self.changed(change)

    @precondition(lambda self: any(self.reference.lists.values()))
    @rule(data=st.data(), by_what_it_says=st.booleans())
    def retract_record(self, data, by_what_it_says):
        name = data.draw(st.sampled_from([name for name, records in self.reference.lists.items() if records]))
        records = self.reference.lists[name]
        one = data.draw(st.sampled_from(list(records)))
        if by_what_it_says:
            change = self.dossier.retract(name, records[one])
            assert self.happenings.pack.dossier({name: [records[one]]}) == self.happenings.pack.dossier(
                {name: [records[change.id]]}
            )
        else:
            change = self.dossier.retract(name, one)
            assert change.id == one
        del records[change.id]
        self.changed(change)

    @precondition(lambda self: self.happenings.singles)
    @rule(chance=CHANCES, data=st.data())
    def set_fact(self, chance, data):
        name = data.draw(st.sampled_from(self.happenings.singles))
        value = self.happenings.value(name, chance)
        self.reference.singles[name] = value
        self.changed(self.dossier.set(name, value))

    @precondition(lambda self: self.happenings.singles)
    @rule(chance=CHANCES)
    def set_many(self, chance):
        for name in self.happenings.singles:
            value = self.happenings.value(name, chance)
            self.reference.singles[name] = value
            self.dossier.set(name, value)
        self.compared()

    @precondition(lambda self: self.reference.singles)
    @rule(data=st.data(), blank=st.booleans())
    def take_away(self, data, blank):
        name = data.draw(st.sampled_from(list(self.reference.singles)))
        del self.reference.singles[name]
        self.changed(self.dossier.set(name, " ") if blank else self.dossier.retract(name))

    @precondition(lambda self: self.happenings.lists)
    @rule(data=st.data())
    def close_or_open(self, data):
        name = data.draw(st.sampled_from(self.happenings.lists))
        if name in self.reference.closed:
            self.reference.closed.discard(name)
            self.changed(self.dossier.open(name))
        else:
            self.reference.closed.add(name)
            self.changed(self.dossier.close(name))

    @precondition(lambda self: self.happenings.lists)
    @rule()
    def close_all(self):
        for name in self.happenings.lists:
            self.reference.closed.add(name)
            self.dossier.close(name)
        self.compared()

    @precondition(lambda self: self.happenings.waivable)
    @rule(data=st.data())
    def waive(self, data):
        criterion = data.draw(st.sampled_from(self.happenings.waivable))
        waiver = {"pack": self.pack, "decision": self.decision, "criterion": criterion}
        change = self.dossier.assert_fact("waivers", waiver)
        self.reference.waivers[change.id] = waiver
        self.changed(change)

    @rule(chance=CHANCES)
    def advance(self, chance):
        self.date(self.happenings.date(chance))

    @rule(wrong=st.sampled_from(["homeroom_yeers", "honors", "findings.nothing"]))
    def refuse(self, wrong):
        before = self.dossier.facts, self.live.count
        with pytest.raises(wr.FactsError):
            self.dossier.set(wrong, 9)
        assert (self.dossier.facts, self.live.count) == before
        self.compared()


@pytest.mark.parametrize(("pack", "decision"), MAIN, ids=lambda name: name)
def test_a_live_dossier_is_what_the_interpreter_says(pack, decision):
    of = {"pack": pack, "decision": decision, "outcomes": set()}
    machine: type[Machine] = type("Machine", (Machine,), of)
    run_state_machine_as_test(machine, settings=FEW)
    assert machine.outcomes - {"undetermined"}
