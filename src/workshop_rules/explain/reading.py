"""What a condition read: the facts, thresholds, readings and dates whose values went into it."""

from __future__ import annotations

from collections.abc import Iterator

from workshop_rules.compile.plan import Words
from workshop_rules.evaluate.evaluation import Trace
from workshop_rules.explain.exact import shown
from workshop_rules.explain.inputs import TooLongError, mark
from workshop_rules.explain.tree import ReadValue
from workshop_rules.explain.wording import Speech, Voices
from workshop_rules.explain.wording.expressions import noun
from workshop_rules.explain.wording.names import path_words
from workshop_rules.explain.wording.values import value_words
from workshop_rules.language import tree
from workshop_rules.language.tree import Expr
from workshop_rules.language.values import ListValue, Outcome, Record


def read_values(voices: Voices, trace: Trace) -> tuple[ReadValue, ...]:
    """The values that a condition without conditions under it read, each once, in the order of reading."""
    found: dict[str, ReadValue] = {}
    for path, one, title in _reads(voices, trace):
        if path not in found:
            found[path] = _read(voices, path, one, title)
    return tuple(found.values())


def everything_in(trace: Trace) -> Iterator[Trace]:
    """A trace and all below it, each before what is under it."""
    pending = [trace]
    while pending:
        one = pending.pop()
        yield one
        pending.extend(reversed(one.children))


def _reads(voices: Voices, trace: Trace) -> Iterator[tuple[str, Trace, Words]]:
    """Path, trace and title of what was read; what lies within records of a list is read there, not here."""
    node = trace.node
    match node:
        case tree.Filter() | tree.Some() | tree.Every() | tree.For():
            for child in trace.children:
                if not child.label:
                    yield from _reads(voices, child)
            return
        case tree.Path(source=source, name=name):
            record = next((child.value for child in trace.children if child.node is source), None)
            if isinstance(record, Record) and record.path:
                path = f"{record.path}.{name}"
                yield path, trace, voices.kept_of_case(path_words, None, path, lambda: _path_words(voices, path))
                return
        case tree.FactRef(path=path):
            yield path, trace, voices.told(noun, node)
        case tree.ParameterRef(name=name):
            yield f"parameter.{name}", trace, voices.told(noun, node)
            return
        case tree.ReadingRef(name=name):
            yield f"reading.{name}", trace, voices.told(noun, node)
            return
        case tree.DecisionRef(name=name):
            yield f"decision.{name}", trace, voices.told(noun, node)
            return
        case tree.DefinitionRef(name=name):
            yield name, trace, voices.told(noun, node)
            return
        case _:
            pass
    for child in trace.children:
        yield from _reads(voices, child)


def _path_words(voices: Voices, path: str) -> Words:
    return voices.words(lambda speech: path_words(speech, path))


def _read(voices: Voices, path: str, trace: Trace, title: Words) -> ReadValue:
    def make() -> ReadValue:
        exact = None if isinstance(trace.value, ListValue | Record) else shown(trace.value)
        return ReadValue(path, title, voices.words(lambda speech: _value(speech, trace.node, trace.value)), exact)

    try:
        seen = mark(trace.value)
        return voices.kept_of_case("read", trace.node, (path, seen), make)
    except (TooLongError, TypeError):
        return make()


def _value(speech: Speech, node: Expr, value: Outcome) -> str:
    return value_words(speech, value, node.type, speech.unit(node))
