"""The parts of a group of conditions that its sentence names: those that made it what it is, each fact once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from workshop_rules.compile.plan import Words
from workshop_rules.evaluate.evaluation import Trace
from workshop_rules.explain.deciding import part
from workshop_rules.explain.tree import Condition
from workshop_rules.explain.wording import Speech, Voices
from workshop_rules.explain.wording.asking import is_chosen, needed
from workshop_rules.explain.wording.expressions import required_words
from workshop_rules.explain.wording.shapes import subject_of
from workshop_rules.language import tree
from workshop_rules.language.tree import Expr

NOTHING = Words(zh="", en="")
"""The title of a condition that has no name."""


def telling(voices: Voices, trace: Trace, operands: Sequence[Expr], children: Sequence[Condition]) -> list[Condition]:
    """The parts that made a group what it is, those of groups within it among them.

    How a passage is read is left out where facts had a part in it. Of several comparisons of one thing the exact one
    stands for all; others are said together.
    """
    parts = list(_parts(voices, trace, operands, children))
    if isinstance(trace.node, tree.Or) and trace.value is not False:
        return [child for _, child in parts]
    return _merged(voices, parts, "all" if isinstance(trace.node, tree.And) else "any")


def _parts(
    voices: Voices, trace: Trace, operands: Sequence[Expr], children: Sequence[Condition]
) -> Iterator[tuple[Trace, Condition]]:
    traces = [one for operand in operands if (one := part(trace, operand)) is not None]
    decided = [(one, child) for one, child in zip(traces, children, strict=True) if child.decided]
    by_facts = [(one, child) for one, child in decided if not _asks_reading(voices, one, child)]
    for one, child in by_facts or decided:
        if not isinstance(one.node, tree.And | tree.Or):
            yield one, child
            continue
        inner = list(_parts(voices, one, one.node.operands, child.children))
        alternatives = isinstance(one.node, tree.Or) and len(inner) > 1
        yield from [(one, child)] if alternatives else inner


def _asks_reading(voices: Voices, trace: Trace, condition: Condition) -> bool:
    """Whether a condition comes down to how a passage is read."""
    decided = [child for child in condition.children if child.decided]
    if condition.kind in {"all", "any"} and decided:
        return is_chosen(voices.terms, trace.node) or all(child.kind == "reading" for child in decided)
    return condition.kind == "reading" or is_chosen(voices.terms, trace.node)


def _merged(voices: Voices, parts: list[tuple[Trace, Condition]], how: str) -> list[Condition]:
    groups: dict[object, list[tuple[Trace, Condition]]] = {}
    for place, (trace, child) in enumerate(parts):
        named = child.kind == "comparison" and child.title != NOTHING and isinstance(trace.node, tree.Compare)
        groups.setdefault((child.title, child.found) if named else place, []).append((trace, child))
    return [_one(voices, group, how) for group in groups.values()]


def _one(voices: Voices, alike: list[tuple[Trace, Condition]], how: str) -> Condition:
    """What several comparisons of one thing come to."""
    (trace, first), *others = alike
    if not others:
        return first
    asked = needed(voices.terms, [one.node for one, _ in alike], how)
    alone = next((child for one, child in alike if asked == [one.node]), None)
    if alone is not None:
        return alone

    how_joined = "both" if how == "all" else "either"
    if any(voices.terms.constant(one.right) is None for one in asked if isinstance(one, tree.Compare)):
        # Its own words give the value that is compared with, which differs from case to case.
        return _said(voices, first, voices.join(list(dict.fromkeys(child.required for _, child in alike)), how_joined))

    def required(speech: Speech) -> str:
        subject = subject_of(trace.node)
        if subject is not None and speech.names_unit(speech.of(first.title), speech.unit(subject)):
            speech = speech.bare()
        said = [required_words(speech, one) for one in asked]
        return speech.language.join(list(dict.fromkeys(said)), how_joined)

    return _said(voices, first, voices.words(required))


def _said(voices: Voices, condition: Condition, required: Words) -> Condition:
    """The comparison, asking for something else."""
    key = "compared.unknown" if condition.found == voices.say("unknown") else "compared"
    sentence = voices.say(key, subject=condition.title, found=condition.found, required=required)
    return replace(condition, required=required, sentence=sentence)
