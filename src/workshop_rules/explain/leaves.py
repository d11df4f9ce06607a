"""Conditions without conditions under them: a comparison, something that is true or false, a human finding."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import TypeVar

from workshop_rules.compile.plan import Words
from workshop_rules.evaluate.evaluation import Trace
from workshop_rules.explain.deciding import holding, part
from workshop_rules.explain.parts import NOTHING
from workshop_rules.explain.reading import read_values
from workshop_rules.explain.seen import seen_in
from workshop_rules.explain.terms import plain
from workshop_rules.explain.tree import Condition, Holding
from workshop_rules.explain.wording import Speech, Voices
from workshop_rules.explain.wording.expressions import bound_words, noun, reading_words, requirement
from workshop_rules.explain.wording.shapes import asked_reading, asked_truth, same_field
from workshop_rules.explain.wording.values import value_words
from workshop_rules.language import tree
from workshop_rules.language.operators import COMPONENTS
from workshop_rules.language.tree import Expr
from workshop_rules.language.values import Outcome, Record, Unknown
from workshop_rules.parse import print_expression

T = TypeVar("T")

_FINDINGS = "findings."


@dataclass(frozen=True, slots=True)
class _Said:
    """What a leaf says of itself."""

    kind: str
    title: Words
    required: Words
    found: Words
    sentence: Words


def leaf(voices: Voices, trace: Trace, *, record: str, wanted: bool = True) -> Condition:
    """The condition; `wanted` is false under a `not`, when it should not hold."""
    seen = seen_in(trace)
    if seen is None:
        return _leaf(voices, trace, record=record, wanted=wanted)
    given = wanted, record, seen
    return voices.kept_of_case("leaf", trace.node, given, lambda: _leaf(voices, trace, record=record, wanted=wanted))


def _leaf(voices: Voices, trace: Trace, *, record: str, wanted: bool) -> Condition:
    said = _said(voices, trace, wanted=wanted)
    state = holding(trace.value, wanted=wanted)
    text = voices.kept(print_expression, trace.node, lambda: print_expression(trace.node))
    return Condition(
        id="",
        kind=said.kind,
        holding=state,
        title=said.title,
        sentence=said.sentence,
        required=said.required,
        found=said.found,
        record=record,
        expression=text if wanted else f"not({text})",
        place=voices.kept(str, trace.node.span, lambda: trace.node.span.place),
        read=read_values(voices, trace),
    )


def _said(voices: Voices, trace: Trace, *, wanted: bool) -> _Said:
    node = trace.node
    asked = asked_truth(node)
    if asked is not None:
        subject, truth = asked
        inner = part(trace, subject)
        if inner is not None:
            return _true_or_false(voices, inner, wanted=truth is wanted)
    reading = asked_reading(node)
    if reading is not None:
        return _reading(voices, *reading, wanted=wanted)
    match node:
        case tree.Compare() | tree.Between() | tree.In():
            return _compared(voices, trace, node, wanted=wanted)
        case _:
            return _true_or_false(voices, trace, wanted=wanted)


def _compared(voices: Voices, trace: Trace, node: tree.Compare | tree.Between | tree.In, *, wanted: bool) -> _Said:
    if same_field(node) is not None:
        voices = voices.alone()

    def required(speech: Speech) -> str:
        return requirement(speech, node, lambda other: _bound(speech, trace, other, node), negated=not wanted)[1]

    subject = voices.kept(
        "subject", node, lambda: requirement(voices.en, node, lambda other: noun(voices.en, other))[0]
    )
    inner = _within(trace, subject)
    value = None if inner is None else inner.value
    title = voices.told(noun, subject)
    bounds = _seen_beside(trace, inner)

    def said(speech: Speech) -> str:
        return value_words(speech, value, subject.type, _unit(speech, node, subject))

    found = voices.words(said)
    asks = _once(voices, "asks", node, (wanted, bounds), lambda: voices.words(required))
    bare = isinstance(value, Unknown) and not value.low and value.high is None
    same = isinstance(node, tree.Compare) and node.op == ("=" if wanted else "!=") and trace.value is wanted
    key = "compared.unknown" if bare else "compared.same" if same else "compared"
    sentence = voices.say(key, subject=title, found=found, required=asks)
    if voices.en.names_unit(title.en, _unit(voices.en, node, subject)):
        bare_en = voices.en.bare()
        asks_bare = _once(voices, "asks bare", node, (wanted, bounds), lambda: required(bare_en))
        sentence = Words(zh=sentence.zh, en=bare_en.say(key, subject=title.en, found=said(bare_en), required=asks_bare))
    if isinstance(subject, tree.Arithmetic) or _is_component(subject):  # neither is what the title is about
        asks = voices.say("clause", subject=title, requirement=asks)
        found = voices.say("found.part", subject=title, found=found)
        title = NOTHING
    return _Said("comparison", title, asks, found, sentence)


def _is_component(subject: Expr) -> bool:
    """Whether it is a part of a date, a time or a duration, such as the month."""
    return isinstance(subject, tree.Path) and subject.source.type in COMPONENTS


def _once(voices: Voices, what: str, node: Expr, given: tuple[bool, Hashable | None], make: Callable[[], T]) -> T:
    return make() if given[1] is None else voices.kept_of_case(what, node, given, make)


def _seen_beside(trace: Trace, subject: Trace | None) -> Hashable | None:
    """What was seen of all that the subject is compared with."""
    beside = tuple(child for child in trace.children if child is not subject)
    return seen_in(Trace(trace.node, True, beside)) if len(beside) < len(trace.children) else None


def _reading(voices: Voices, name: str, option: str, asked: bool, *, wanted: bool) -> _Said:
    """Whether a doubtful passage is read in a certain way; the sentence says how it is read."""
    chosen = voices.terms.case.readings[name]
    interpretation = voices.terms.plan.interpretations.get(name)
    found = voices.words(lambda speech: reading_words(speech, name, chosen, True))
    return _Said(
        "reading",
        plain(name) if interpretation is None else interpretation.title,
        voices.words(lambda speech: reading_words(speech, name, option, asked is wanted)),
        found,
        found,
    )


def _bound(speech: Speech, trace: Trace, other: Expr, node: tree.Compare | tree.Between | tree.In) -> str:
    """What is compared with: a constant by its value, anything else by its name and its value.

    What has the same name as the subject, or none, is said by its value alone.
    """
    if speech.terms.constant(other) is not None:
        return bound_words(speech, other, node)
    inner = _within(trace, other)
    if inner is None:
        return noun(speech, other)
    if isinstance(other, tree.ParameterRef | tree.StringLiteral):
        return bound_words(speech, other, node)
    value = value_words(speech, inner.value, other.type, _unit(speech, node, other))
    if isinstance(other, tree.If) and not isinstance(inner.value, Unknown):
        return value
    if (same_field(node) is not None and not isinstance(inner.value, Unknown)) or (
        isinstance(other, tree.Name) and not isinstance(inner.value, Record)
    ):
        return value
    if isinstance(inner.value, Unknown) and any(path.startswith("parameter.") for path in inner.value.paths):
        return bound_words(speech, other, node)
    return speech.say("named", noun=noun(speech, other), value=value)


def _within(trace: Trace, node: Expr) -> Trace | None:
    """The trace of a node right under this one, or one further down (the end of a range)."""
    found = part(trace, node)
    if found is not None:
        return found
    return next((inner for child in trace.children if (inner := part(child, node)) is not None), None)


def _unit(speech: Speech, node: tree.Compare | tree.Between | tree.In, subject: Expr) -> Words | None:
    """What the number counts, told by it or by what it is compared with."""
    sides = (subject, node.left, node.right) if isinstance(node, tree.Compare) else (subject, node.value)
    if speech.is_bare:
        return None
    units = [unit for side in sides if (unit := speech.terms.unit(side, speech.scope)) is not None]
    stated = next((unit for unit in units if isinstance(unit, Words)), None)
    return stated or next((speech.language.unit(unit) for unit in units if isinstance(unit, str)), None)


def _true_or_false(voices: Voices, trace: Trace, *, wanted: bool) -> _Said:
    match trace.node:
        case tree.FactRef(path=path) if path.startswith(_FINDINGS):
            return _finding(voices, path.removeprefix(_FINDINGS), trace.value, wanted=wanted)
    title = voices.words(lambda speech: noun(speech, trace.node))
    found = voices.words(lambda speech: value_words(speech, trace.value))
    required = voices.say("required.true" if wanted else "required.false")
    sentence = _truth(voices, holding(trace.value, wanted=wanted), title, found, required)
    return _Said("truth", title, required, found, sentence)


def truth_sentence(voices: Voices, condition: Condition, title: Words) -> Words:
    """What something that is true or false says of itself under another name."""
    return _truth(voices, condition.holding, title, condition.found, condition.required)


def _truth(voices: Voices, state: Holding | None, title: Words, found: Words, required: Words) -> Words:
    key = {Holding.HOLDS: "truth.met", Holding.UNKNOWN: "truth.unknown"}.get(state or Holding.UNKNOWN, "truth.not_met")
    return voices.say(key, subject=title, found=found, required=required)


def _finding(voices: Voices, name: str, value: Outcome, *, wanted: bool) -> _Said:
    plan = voices.terms.plan
    finding = plan.findings.get(name)
    title = plain(name) if finding is None else finding.title
    by = title if finding is None else finding.by
    answer = {True: "true", False: "false"}[value] if isinstance(value, bool) else "unknown"
    judgement = voices.terms.case.dossier.judgements.get(name)
    key = f"finding.{answer}" if wanted or answer == "unknown" else f"finding.not.{answer}"
    if judgement is not None and judgement.by and isinstance(value, bool):
        key = f"{key}.by"
        by = Words(zh=judgement.by, en=judgement.by)
    asked = "finding.required" if wanted else "finding.required.not"
    return _Said(
        "finding",
        title,
        voices.say(asked, by=title if finding is None else finding.by),
        voices.say(f"finding.found.{answer}"),
        voices.say(key, finding=title, by=by),
    )
