"""The network: dossiers held in the engine, changed fact by fact.

A change retracts what is no longer so with all that was derived from it, asserts what is so now, and asks again the
questions whose operands changed, from the bottom up. An answer that is the same as before changes nothing above it.
"""

from __future__ import annotations

import datetime as dt
import heapq
import math
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import product
from typing import Any, TypeAlias

from workshop_rules.evaluate._durable.asserting import Attributes, Key, asserted
from workshop_rules.evaluate._durable.encoding import FARTHEST
from workshop_rules.evaluate._durable.engine import Engine, Matched
from workshop_rules.evaluate._durable.refused import Astray, Beyond
from workshop_rules.evaluate._durable.ruleset import Conclusion, Node, Ruleset
from workshop_rules.evaluate._durable.states import States, outcome_of, state_of
from workshop_rules.evaluate._durable.truths import Verity
from workshop_rules.evaluate.evaluation import Dossier, State

ROOM = 20_000
"""How many facts the engine holds; some 7 kB each. The dossiers that were touched least lately make room."""
Places: TypeAlias = tuple[int, ...]
"""Which records a truth is about: a place for each list of its node."""
Question: TypeAlias = tuple[int, Places]


@dataclass(slots=True)
class _Truth:
    verity: Verity
    fact: dict[str, Any]


@dataclass(slots=True)
class _Held:
    """A dossier in the engine.

    Attributes:
        number: what its facts carry as `d`.
        base: the facts that it makes, with their attributes.
        truths: what was derived, by node and records.
        resting: by the id of a fact, the truths that were derived from it.
        open: the questions to be asked, the lowest first; `waiting` has the same ones.
        sizes: of the lists; `incomplete` are those that may lack records.
        expected: how many truths there are once all questions are answered.
        texts: those that the pack does not have, each with its number.
    """

    number: int
    base: dict[Key, tuple[Attributes, dict[str, Any]]] = field(default_factory=dict)
    truths: dict[Question, _Truth] = field(default_factory=dict)
    resting: dict[str, set[Question]] = field(default_factory=dict)
    open: list[Question] = field(default_factory=list)
    waiting: set[Question] = field(default_factory=set)
    sizes: dict[str, int] = field(default_factory=dict)
    incomplete: frozenset[str] = frozenset()
    expected: int = 0
    texts: dict[str, int] = field(default_factory=dict)

    @property
    def facts(self) -> int:
        """How many facts it has in the engine."""
        return len(self.base) + len(self.truths)


class Network:
    """A ruleset in this process.

    Attributes:
        rebuilt: how often a dossier was asserted anew because the engine went astray.
    """

    def __init__(self, ruleset: Ruleset, room: int = ROOM) -> None:
        """Hold dossiers of a ruleset.

        Args:
            ruleset: the decision.
            room: how many facts the engine may hold.
        """
        self.rebuilt = 0
        self._ruleset = ruleset
        self._room = room
        self._held: OrderedDict[str, _Held] = OrderedDict()
        self._facts = 0
        self._numbers = 0
        self._matches: list[tuple[Conclusion, Matched]] = []
        self._engine = Engine(ruleset.rules, self._note)
        self._lists = {number: source for source, number in ruleset.lists.items()}
        self._sums = [node for node in ruleset.nodes.values() if node.sums]

    def settle(self, dossier: str, facts: Dossier, as_of: dt.date | None) -> Mapping[str, State]:
        """The states of the criteria that the network decides, with these facts in place of the last ones.

        Args:
            dossier: its id.
            facts: all its facts, validated; only what changed goes to the engine.
            as_of: the date asked for; None for the document's own.

        Returns:
            For each criterion routed to the network its state; nothing where a value of this dossier is beyond it, or
            the engine fails on it twice.
        """
        held = self._held.get(dossier) or self._new()
        before = held.facts if dossier in self._held else 0
        try:
            wanted = asserted(self._ruleset, facts, as_of, held.texts)
        except Beyond:
            self.forget(dossier)
            return {}
        try:
            self._change(held, wanted)
        except Astray:
            again = self._again(held, wanted)
            if again is None:
                self._facts -= before
                self._held.pop(dossier, None)
                return {}
            held = again
        self._held[dossier] = held
        self._held.move_to_end(dossier)
        self._facts += held.facts - before
        self._make_room()
        return self._states(held, facts)

    def _again(self, held: _Held, wanted: Mapping[Key, Attributes]) -> _Held | None:
        """Assert a dossier anew, after the engine went astray; None where it does so again."""
        self.rebuilt += 1
        self._let_go(held)
        fresh = self._new()
        fresh.texts = held.texts
        try:
            self._change(fresh, wanted)
        except Astray:
            self._let_go(fresh)
            return None
        return fresh

    def settle_all(
        self, dossiers: Iterable[tuple[str, Dossier, dt.date | None]]
    ) -> Iterator[tuple[str, Mapping[str, State]]]:
        """Settle several dossiers, one after another."""
        for dossier, facts, as_of in dossiers:
            yield dossier, self.settle(dossier, facts, as_of)

    def outcome_of(self, states: Mapping[str, State]) -> str | None:
        """The outcome of a dossier whose criteria end so; None where their states do not say it."""
        return outcome_of(self._ruleset, states)

    def holds(self, dossier: str) -> bool:
        """Whether its facts are in the engine, so that to settle it takes only what changed."""
        return dossier in self._held

    def forget(self, dossier: str) -> None:
        """Hold nothing about a dossier any more."""
        held = self._held.pop(dossier, None)
        if held is not None:
            self._facts -= held.facts
            self._let_go(held)

    def close(self) -> None:
        """Let go of everything."""
        self._held.clear()

    def _new(self) -> _Held:
        self._numbers += 1
        return _Held(self._numbers)

    def _let_go(self, held: _Held) -> None:
        """Take all facts of a dossier back; what was derived last goes first."""
        truths = [truth.fact for truth in reversed(held.truths.values()) if truth.fact]
        facts = truths + [fact for _, fact in held.base.values()]
        for fact in facts:
            with suppress(Astray):
                self._engine.remove(fact)
        self._matches.clear()

    def _make_room(self) -> None:
        while self._facts > self._room and len(self._held) > 1:
            self.forget(next(iter(self._held)))

    # A change

    def _change(self, held: _Held, wanted: Mapping[Key, Attributes]) -> None:
        first = not held.base
        stale = [key for key, (attributes, _) in held.base.items() if wanted.get(key) != attributes]
        gone = frozenset(stale)
        changed = {key: attributes for key, attributes in wanted.items() if key not in held.base or key in gone}
        if not stale and not changed:
            return
        for key in stale:
            _, fact = held.base.pop(key)
            self._withdraw(held, fact)
        for key, attributes in changed.items():
            if key[0] == "list":
                self._relist(held, self._lists[key[1]], attributes, first=first)
        for key, attributes in changed.items():
            held.base[key] = attributes, self._assert(held, attributes)
        values = {key[1] for key in (*stale, *changed) if key[0] == "record"}
        for node in self._sums:
            if node.sums in values:
                self._ask(held, ((node.number, places) for places in self._places(held, node)))
        if first:
            for node in self._ruleset.nodes.values():
                if node.asked:
                    self._ask(held, ((node.number, places) for places in self._places(held, node)))
        self._answer_all(held)
        if first or any(key[0] == "list" for key in changed):
            held.expected = sum(self._truths(held, node) for node in self._ruleset.nodes.values())
        if len(held.truths) != held.expected:
            raise Astray(f"{len(held.truths)} truths were derived instead of {held.expected}")

    def _relist(self, held: _Held, source: str, attributes: Attributes, *, first: bool) -> None:
        """A list has so many records now, or may lack others than before."""
        before, size = held.sizes.get(source, 0), attributes["size"]
        held.sizes[source] = size
        held.incomplete = held.incomplete | {source} if attributes["open"] else held.incomplete - {source}
        for question in list(held.truths):
            lists = self._ruleset.nodes[question[0]].lists
            if question in held.truths and _speaks_of(question, lists, source, size):
                self._revoke(held, question)
        if first:
            return
        for node in self._ruleset.nodes.values():
            if node.asked and (node.counts == source or source in node.lists):
                questions = ((node.number, places) for places in self._places(held, node))
                if node.counts == source:
                    self._ask(held, questions)
                else:
                    self._ask(held, (one for one in questions if _speaks_of(one, node.lists, source, before)))

    def _places(self, held: _Held, node: Node) -> Iterator[Places]:
        return product(*(range(1, held.sizes.get(source, 0) + 1) for source in node.lists))

    def _truths(self, held: _Held, node: Node) -> int:
        """How many truths a node has once all questions are answered: one for each way to bind its records."""
        if node.kind == "beyond" and node.counts not in held.incomplete:
            return 0
        return math.prod(held.sizes.get(source, 0) for source in node.lists)

    def _ask(self, held: _Held, questions: Iterable[Question]) -> None:
        for question in questions:
            if question not in held.waiting:
                held.waiting.add(question)
                heapq.heappush(held.open, question)

    def _answer_all(self, held: _Held) -> None:
        while held.open:
            question = heapq.heappop(held.open)
            held.waiting.discard(question)
            number, places = question
            node = self._ruleset.nodes[number]
            if any(place > held.sizes.get(source, 0) for place, source in zip(places, node.lists, strict=True)):
                continue  # about a record that is there no more
            verity = self._answer(held, number, places)
            known = held.truths.get(question)
            if known is None or known.verity is not verity:
                if known is not None:
                    self._revoke(held, question)
                self._hold(held, question, verity, ())

    def _answer(self, held: _Held, number: int, places: Places) -> Verity:
        """What the rules say of a node, on these records."""
        asked = self._engine.add({"q": number, "d": held.number, **_places(places)})
        while True:
            found, self._matches = self._matches, []
            if len(found) != 1 or found[0][0].node != number:
                self._engine.remove(asked)
                raise Astray(f"{len(found)} answers to a question")
            conclusion, matched = found[0]
            if conclusion.step in {"answer", "end"}:
                return conclusion.verity
            asked = self._engine.add({"d": held.number, **_places(places), **_tally(conclusion, matched)})

    # Facts

    def _assert(self, held: _Held, attributes: Attributes) -> dict[str, Any]:
        """Assert a fact of a dossier, and derive what follows."""
        fact = self._engine.add({**attributes, "d": held.number})
        matches, self._matches = self._matches, []
        for conclusion, matched in matches:
            if conclusion.step == "derive":
                places = tuple(matched[alias][name] for alias, name in conclusion.bound)
                supports = [one["id"] for one in matched.values()]
                self._hold(held, (conclusion.node, places), conclusion.verity, supports)
        return fact

    def _hold(self, held: _Held, question: Question, verity: Verity, supports: Iterable[str]) -> None:
        """Assert a truth that was derived."""
        number, places = question
        node = self._ruleset.nodes[number]
        known = held.truths.get(question)
        if known is not None:
            if known.verity is verity:
                return  # by another of its rules
            raise Astray(f"{node.label} is {known.verity.name} and {verity.name}")
        attributes = {
            "n": number,
            "up": node.up,
            "p": node.place or (places[-1] if places else 0),
            "a": verity.in_all,
            "o": int(verity),
            "l": int(verity is Verity.TRUE),
            "h": int(verity is not Verity.FALSE),
            **_places(places),
        }
        truth = held.truths[question] = _Truth(verity, {})
        truth.fact.update(self._assert(held, attributes))
        for support in supports:
            held.resting.setdefault(support, set()).add(question)
        self._reopen(held, node, places)

    def _reopen(self, held: _Held, node: Node, places: Places) -> None:
        """Ask again what a truth is an operand of."""
        if node.up:
            self._ask(held, ((node.up, places[: len(self._ruleset.nodes[node.up].lists)]),))

    def _withdraw(self, held: _Held, fact: Mapping[str, Any]) -> None:
        """Retract a fact, and all that was derived from it."""
        for question in held.resting.pop(fact["id"], ()):
            if question in held.truths:
                self._revoke(held, question)
        self._engine.remove(fact)

    def _revoke(self, held: _Held, question: Question) -> None:
        """Retract a truth, and all that was derived from it."""
        truth = held.truths.pop(question)
        self._reopen(held, self._ruleset.nodes[question[0]], question[1])
        self._withdraw(held, truth.fact)

    def _note(self, rule: str, matched: Matched) -> str:
        """Take down that a rule is met. A question that is answered, or a count that went on, is taken away."""
        conclusion = self._ruleset.conclusions[rule]
        self._matches.append((conclusion, matched))
        return "" if conclusion.step == "derive" else "q"

    def _states(self, held: _Held, facts: Dossier) -> States:
        ruleset = self._ruleset
        waived = {one.criterion for one in facts.waivers if one.decision == ruleset.decision} & ruleset.waivable

        def verity(root: int | Verity) -> Verity:
            return root if isinstance(root, Verity) else held.truths[root, ()].verity

        states = States(
            (name, state_of(verity(root.condition), verity(root.applies), waived=name in waived))
            for name, root in ruleset.roots.items()
        )
        states.grounds = tuple(verity(ground.root) for ground in ruleset.grounds)
        return states


def _speaks_of(question: Question, lists: tuple[str, ...], source: str, beyond: int) -> bool:
    """Whether a truth is about a record of a list whose place is beyond another."""
    return any(place > beyond for place, one in zip(question[1], lists, strict=True) if one == source)


def _places(places: Places) -> dict[str, int]:
    return {f"r{number}": place for number, place in enumerate(places, start=1)}


def _tally(conclusion: Conclusion, matched: Matched) -> dict[str, int]:
    """The next step of counting or adding up, as a fact."""
    if conclusion.step == "begin":
        size, open_ = (matched["x"]["size"], matched["x"]["open"]) if "x" in matched else (conclusion.operands, 0)
        return {"t": conclusion.node, "next": 1, "left": size, "sure": 0, "may": open_ * FARTHEST, "plain": open_}
    tally, verity = matched["q"], Verity(matched["x"]["o"])
    sure, may = int(verity is Verity.TRUE), int(verity is not Verity.FALSE)
    plain = verity is Verity.UNKNOWN
    if conclusion.adds:
        low, high = (matched["r"][f"{conclusion.adds}{end}"] for end in "lh")
        plain = plain or (verity is Verity.TRUE and low != high)
        sure = low if verity is Verity.TRUE and low == high else 0
        if abs(tally["sure"] + sure) >= FARTHEST:
            raise Astray("a sum is too large")
    return {
        "t": conclusion.node,
        "next": tally["next"] + 1,
        "left": tally["left"] - 1,
        "sure": tally["sure"] + sure,
        "may": tally["may"] + may,
        "plain": tally["plain"] + plain,
    }
