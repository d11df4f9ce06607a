"""Conditions over the records of a list: which one satisfied them, or which came nearest and what it lacked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeAlias

from workshop_rules.compile.plan import Fact, Words
from workshop_rules.evaluate.evaluation import Trace
from workshop_rules.explain.blanks import StandIn
from workshop_rules.explain.deciding import cases, holding
from workshop_rules.explain.differences import Miss, difference, miss
from workshop_rules.explain.folding import folded
from workshop_rules.explain.leaves import leaf
from workshop_rules.explain.parts import NOTHING
from workshop_rules.explain.reading import everything_in
from workshop_rules.explain.seen import seen_in
from workshop_rules.explain.tree import Condition
from workshop_rules.explain.wording import Speech, Voices
from workshop_rules.explain.wording.expressions import clause, group_words, noun
from workshop_rules.explain.wording.names import one_words
from workshop_rules.explain.wording.shapes import Quota, quota
from workshop_rules.explain.wording.values import place_words, record_words, value_words
from workshop_rules.language import tree
from workshop_rules.language.tree import Expr
from workshop_rules.language.types import ANY, ListOf, Type
from workshop_rules.language.values import ListValue, Record, Unknown
from workshop_rules.parse import print_expression

_NAMED = 20
"""Records that one sentence names at most."""

Build: TypeAlias = Callable[[Voices, Trace, str], Condition]
"""How the condition of one record becomes part of the explanation: voices, trace, record path."""


def quantified(voices: Voices, trace: Trace, node: tree.Some | tree.Every, build: Build, *, record: str) -> Condition:
    """`some` or `every`, with a child for each record."""
    of = cases_of(voices, trace, node)
    found, sentence = of.said()
    return Condition(
        id="",
        kind="some" if isinstance(node, tree.Some) else "every",
        holding=holding(trace.value),
        title=of.title,
        sentence=sentence,
        required=voices.told(clause, node),
        found=found,
        record=record,
        expression=voices.kept(print_expression, node, lambda: print_expression(node)),
        place=voices.kept(str, node.span, lambda: node.span.place),
        children=of.conditions(build),
    )


def selections(voices: Voices, trace: Trace, build: Build) -> tuple[Condition, ...]:
    """The filters within a comparison, such as what a count counted, with a child for each record."""
    return tuple(_selection(voices, one, node, build) for one, node in _filters(trace))


def _filters(trace: Trace) -> Iterator[tuple[Trace, tree.Filter]]:
    match trace.node:
        case tree.Filter(condition=condition) as node if not isinstance(condition, tree.NumberLiteral):
            yield trace, node
            return
        case tree.Some() | tree.Every():
            return
        case _:
            for child in trace.children:
                yield from _filters(child)


def _selection(voices: Voices, trace: Trace, node: tree.Filter, build: Build) -> Condition:
    inside = voices.binding("item", voices.terms.records(node.source, voices.en.scope)).over(node.condition)
    of = Cases(voices, inside, trace, (("item", node.source),), existential=True)
    built = ((case, of.counted(case, build(inside, case, case.label))) for case in of.all)
    kept = sum(case.value is True for case in of.all)
    doubtful = sum(isinstance(case.value, Unknown) for case in of.all)
    counted = {"count": len(of.all), "kept": kept, "doubtful": doubtful}
    how = ".unknown" if isinstance(trace.value, Unknown) else ".doubtful" if doubtful else ""
    title = voices.told(noun, node.source)
    required = inside.told(clause, node.condition)
    sentence = voices.say(f"selected.sentence{how}", list=title, condition=required, one=of.one, **counted)
    found = voices.say(f"selected{how}", one=of.one, **counted)
    if isinstance(trace.value, ListValue) and trace.value.open:
        sentence, found = (voices.say("selected.open", told=told) for told in (sentence, found))
    return Condition(
        id="",
        kind="selection",
        holding=None,
        title=title,
        sentence=sentence,
        required=required,
        found=found,
        record="",
        expression=voices.kept(print_expression, node, lambda: print_expression(node)),
        place=voices.kept(str, node.span, lambda: node.span.place),
        children=tuple(child if case.value is not False else folded(child) for case, child in built),
    )


@dataclass(frozen=True, eq=False)
class Cases:
    """The cases of a quantifier: one for each record that was looked at.

    Attributes:
        voices: around the quantifier; `inside`: where its variables are bound.
    """

    voices: Voices
    inside: Voices
    trace: Trace
    variables: tuple[tuple[str, Expr], ...]
    existential: bool

    @property
    def source(self) -> Expr:
        """The list that it is about; the first of several."""
        return self.variables[0][1]

    @cached_property
    def all(self) -> tuple[Trace, ...]:
        return cases(self.trace)

    @cached_property
    def title(self) -> Words:
        return self.voices.told(noun, self.source)

    @cached_property
    def one(self) -> Words:
        """What one of its members is called, with its forms."""
        return self.voices.told(one_words, self.source)

    @cached_property
    def _records(self) -> dict[int, Words]:
        """What records are called, by the identity of their cases."""
        return {}

    @cached_property
    def _offs(self) -> dict[int, Miss]:
        """How far cases are from qualifying, by their identity."""
        return {}

    def off(self, case: Trace) -> Miss:
        """How far a case is from qualifying."""
        found = self._offs.get(id(case))
        if found is None:
            found = self._offs[id(case)] = miss(case)
        return found

    def _nearest(self, among: Sequence[Trace]) -> Trace:
        """The case that comes nearest, the first of equals."""
        return min(among, key=lambda case: self.off(case).cost)

    @property
    def listed(self) -> ListValue | None:
        """The list itself, where it is known."""
        value = next((child.value for child in self.trace.children if child.node is self.source), None)
        return value if isinstance(value, ListValue) else None

    @cached_property
    def telling(self) -> tuple[Trace, ...]:
        """The cases that made the quantifier what it is."""
        value = self.trace.value
        if isinstance(value, bool):
            return tuple(case for case in self.all if case.value is value)
        return tuple(case for case in self.all if isinstance(case.value, type(value))) or self.all

    def conditions(self, build: Build) -> tuple[Condition, ...]:
        """The condition of each record, those folded that had no part in what the quantifier came to."""
        telling = {id(case) for case in self.telling}
        built = ((case, self.told(case, build(self.inside, case, case.label))) for case in self.all)
        return tuple(child if id(case) in telling else folded(child) for case, child in built)

    def said(self) -> tuple[Words, Words]:
        """What was found, and the sentence."""
        if self.listed is None and not self.all:
            return self.voices.say("unknown"), self._say("unknown.list")
        if isinstance(self.trace.value, bool):
            return self._settled(holds=self.trace.value)
        return self._unsettled()

    def _settled(self, *, holds: bool) -> tuple[Words, Words]:
        count = len(self.all)
        if not count:
            return self.voices.say("list.empty"), self._say("none")
        if holds and self.existential:
            record = self.record(self.telling[0])
            others = len(self.telling) - 1
            sentence = (
                self._say("met.many", record=record, others=others) if others else self._say("met", record=record)
            )
            return self.voices.say("some.found", record=record), sentence
        if holds:
            one = self._several or (".one" if count == 1 else "")
            found = self.voices.say(f"every.found.all{one}", count=count, one=self.one)
            return found, self._say(f"met{one}", count=count)
        return self._none(count) if self.existential else self._not_all(count)

    @property
    def _several(self) -> str:
        """Whether it goes through a list beside itself, or through several lists together."""
        if len(self.variables) == 1:
            return ""
        return ".pairs" if len({print_expression(source) for _, source in self.variables}) == 1 else ".combinations"

    def _none(self, count: int) -> tuple[Words, Words]:
        """No record qualifies: which comes nearest."""
        case = self._nearest(self.telling)
        record, lacking = self.record(case), self.lacking_of(case)
        found = "some.found.nearest" if count == 1 else "some.found.none"
        key = "not_met.one" if count == 1 else "not_met.many"
        return (
            self.voices.say(found, count=count, record=record, lacking=lacking, one=self.one),
            self._say(key, count=count, record=record, lacking=lacking),
        )

    def _not_all(self, count: int) -> tuple[Words, Words]:
        """Some records do not qualify: each of them, and why."""
        failing: dict[Words, list[Words]] = {}
        for case, record in zip(self.telling, self._told_apart(self.telling), strict=True):
            failing.setdefault(self.lacking_of(case), []).append(record)
        parts = [
            self.voices.say("every.found", record=self.voices.join(records, "and", _NAMED), lacking=lacking)
            for lacking, records in failing.items()
        ]
        found = self.voices.join(parts)
        if len(self.telling) == 1:
            ((lacking, (record,)),) = failing.items()
            return found, self._say("not_met.one", record=record, lacking=lacking)
        if len(self.variables) > 1:
            return found, self._say("not_met.pairs", failing=len(self.telling), parts=found)
        return found, self._say("not_met.many", failing=len(self.telling), count=count, parts=found)

    def _unsettled(self) -> tuple[Words, Words]:
        doubtful = [case for case in self.telling if isinstance(case.value, Unknown)]
        if not doubtful and self.listed is None:
            return self.voices.say("unknown"), self._say("unknown.list")
        if not doubtful:
            return self._open()
        case = self._nearest(doubtful)
        record, lacking = self.record(case), self.lacking_of(case)
        found = self.voices.say("every.found", record=record, lacking=lacking)
        return found, self._say("unknown", record=record, lacking=lacking)

    def _open(self) -> tuple[Words, Words]:
        """Of a list that may lack entries, where what it has does not settle the matter: what was found there."""
        key = "open" if self.all else "open.empty"
        return self._say(f"found.{key}"), self._say(f"unknown.{key}")

    def _say(self, key: str, /, **named: Words | int) -> Words:
        kind = "some" if self.existential else "every"
        return self.voices.say(f"{kind}.{key}", list=self.title, one=self.one, **named)

    def told(self, case: Trace, made: Condition) -> Condition:
        """The condition as it stands for one record: it qualifies, or lacks something."""
        record = self.record(case)
        if case.value is True:
            several = len(self.variables) > 1 and len(self._members(self.voices.en, case)) > 1
            key = "record.qualify" if several else "record.qualifies"
            sentence = self.voices.say(key, record=record)
        else:
            sentence = self.voices.say("record.lacking", record=record, lacking=self.lacking_of(case))
        return replace(made, title=record, sentence=sentence)

    def counted(self, case: Trace, made: Condition) -> Condition:
        """The condition as it stands for one record of a filter, which asks for nothing: whether it counts."""
        record = self.record(case)
        if case.value is True:
            return replace(made, title=record, sentence=self.voices.say("record.counts", record=record))
        because = self.voices.join(
            [what_is(self.inside, trace, wanted=wanted) for trace, wanted in self.off(case).leaves]
        )
        key = "record.counts.unknown" if isinstance(case.value, Unknown) else "record.counts.not"
        return replace(made, title=record, sentence=self.voices.say(key, record=record, because=because))

    def record(self, case: Trace) -> Words:
        """What the record of a case is called."""
        found = self._records.get(id(case))
        if found is None:
            found = self._records[id(case)] = self.voices.words(lambda speech: self._record(speech, case))
        return found

    def _record(self, speech: Speech, case: Trace) -> str:
        return speech.language.join(self._members(speech, case))

    def _members(self, speech: Speech, case: Trace) -> list[str]:
        """What the variables are bound to, each thing once."""
        paths = case.label.split(", ") if case.label else []
        paths += [""] * (len(self.variables) - len(paths))
        said = (
            self._member(speech, case, name, source, path)
            for (name, source), path in zip(self.variables, paths, strict=False)
        )
        return list(dict.fromkeys(said))

    def _member(self, speech: Speech, case: Trace, name: str, source: Expr, path: str) -> str:
        """What one variable is bound to: a record by what it is, anything else by its value."""
        one = one_words(speech, source)
        bound = (t for t in everything_in(case) if isinstance(t.node, tree.Name) and t.node.name == name)
        first = next(bound, None)
        if first is None:
            listed = None if path else self.listed
            if listed is None or len(listed.items) != len(self.all):
                return place_words(speech, path, one)
            place = next(i for i, other in enumerate(self.all) if other is case)
            return value_words(speech, listed.items[place], _member_type(source))
        if isinstance(first.value, Record):
            return record_words(speech, first.value, _fact(speech, source), one)
        return value_words(speech, first.value, first.node.type)

    def _told_apart(self, cases: Sequence[Trace]) -> list[Words]:
        """What the records of cases are called; by their places where several are called the same."""
        records = [self.record(case) for case in cases]
        alike = Counter(records)
        return [
            record if alike[record] == 1 or len(self.variables) > 1 else self._placed(case)
            for case, record in zip(cases, records, strict=True)
        ]

    def _placed(self, case: Trace) -> Words:
        return self.voices.words(lambda speech: place_words(speech, case.label, one_words(speech, self.source)))

    def lacking_of(self, case: Trace) -> Words:
        """What a record lacks, in words."""
        said = [lack(self.inside, trace, wanted=wanted) for trace, wanted in self.off(case).leaves]
        return self.voices.join(said)


@dataclass(frozen=True, eq=False)
class _Limited(Cases):
    """The members of a list of which there may be only so many: in all, or in each group."""

    limit: Quota

    def _settled(self, *, holds: bool) -> tuple[Words, Words]:
        if not self.all:
            return self.voices.say("list.empty"), self._of_limit("none")
        if holds:
            return self.voices.say("quota.found"), self._of_limit("met")
        found = self._over(self.telling)
        return found, self._of_limit("not_met", parts=found)

    def _unsettled(self) -> tuple[Words, Words]:
        doubtful = [case for case in self.telling if isinstance(case.value, Unknown)]
        if not doubtful:
            return self.voices.say("unknown"), self._of_limit("unknown.list")
        found = self._over(doubtful)
        return found, self._of_limit("unknown", parts=found)

    def _over(self, cases: Sequence[Trace]) -> Words:
        """How many there are of each group, with those who are in it; of a list without groups, how many."""
        counted: dict[Words, list[Words]] = {}
        for case, record in zip(cases, self._told_apart(cases), strict=True):
            counted.setdefault(self.lacking_of(case), []).append(record)
        if not self.limit.same:
            return self.voices.join(list(counted))
        return self.voices.join(
            [
                self.voices.say("every.found", record=self.voices.join(records, "and", _NAMED), lacking=lacking)
                for lacking, records in counted.items()
            ]
        )

    def lacking_of(self, case: Trace) -> Words:
        """How many there are in the group of a member, and how many there may be."""
        of = leaf(self.inside, case, record="")
        if not self.limit.same:
            return self.voices.say("quota.all", found=of.found, required=of.required)
        group = self.voices.words(lambda speech: group_words(speech, self.limit))
        return self.voices.say("quota.group", found=of.found, required=of.required, group=group)

    def _of_limit(self, key: str, **named: Words) -> Words:
        return self.voices.say(f"quota.{key}", list=self.title, **named)


@dataclass(frozen=True, eq=False)
class _StoodFor(Cases):
    """Records that something stands for."""

    stand_in: StandIn

    def _nearest(self, among: Sequence[Trace]) -> Trace:
        return among[0]

    def conditions(self, build: Build) -> tuple[Condition, ...]:  # noqa: ARG002 (nothing is built)
        """What stands for them."""
        return (self.stand_in.conditions,) if self.all else ()

    def record(self, case: Trace) -> Words:  # noqa: ARG002 (it may be any)
        """What stands for the name."""
        return self.stand_in.name

    def lacking_of(self, case: Trace) -> Words:  # noqa: ARG002 (it may be any)
        """What stands for what is lacking."""
        return self.stand_in.lacking


def cases_of(voices: Voices, trace: Trace, node: tree.Some | tree.Every) -> Cases:
    """The records of a quantifier."""
    variables = tuple((iterator.name, iterator.source) for iterator in node.iterators)
    inside = voices.inside(node.iterators).over(node.condition)
    limit = quota(node)
    if limit is not None:
        return _Limited(voices, inside, trace, variables, existential=False, limit=limit)
    stand_in = voices.standing.get(id(node))
    if stand_in is not None:
        return _StoodFor(voices, inside, trace, variables, isinstance(node, tree.Some), stand_in)
    return Cases(voices, inside, trace, variables, isinstance(node, tree.Some))


def lack(voices: Voices, trace: Trace, *, wanted: bool) -> Words:
    """What is lacking by a condition that is not as `wanted`."""
    if wanted and isinstance(trace.node, tree.Some | tree.Every):
        return cases_of(voices, trace, trace.node).said()[1]
    seen = seen_in(trace)
    if seen is None:
        return _off_by(voices, trace, wanted=wanted)
    return voices.kept_of_case("off", trace.node, (wanted, seen), lambda: _off_by(voices, trace, wanted=wanted))


def _off_by(voices: Voices, trace: Trace, *, wanted: bool) -> Words:
    off = [difference(speech, trace, wanted=wanted) for speech in (voices.zh, voices.en)]
    if off[0] is None or off[1] is None:
        return leaf(voices, trace, record="", wanted=wanted).sentence
    return Words(zh=off[0], en=off[1])


def what_is(voices: Voices, trace: Trace, *, wanted: bool) -> Words:
    """What a condition that is not as `wanted` found, where nothing asks for it."""
    if isinstance(trace.node, tree.Some | tree.Every):
        return lack(voices, trace, wanted=wanted)
    off = [difference(speech, trace, wanted=wanted) for speech in (voices.zh, voices.en)]
    if off[0] is not None and off[1] is not None:
        return Words(zh=off[0], en=off[1])
    of = leaf(voices, trace, record="", wanted=wanted)
    if of.title == NOTHING or of.kind not in {"comparison", "truth"}:
        return of.sentence
    return voices.say("found.part", subject=of.title, found=of.found)


def _member_type(source: Expr) -> Type:
    return source.type.item if isinstance(source.type, ListOf) else ANY


def _fact(speech: Speech, source: Expr) -> Fact | None:
    return speech.terms.records(source, speech.scope)
