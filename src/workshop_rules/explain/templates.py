"""A pack's own sentences, with the values of this case filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workshop_rules.compile.plan import Decision, Plan
from workshop_rules.diagnostics import Source, Span
from workshop_rules.explain.wording import Speech
from workshop_rules.explain.wording.values import value_words
from workshop_rules.language import tree
from workshop_rules.language.places import PLACE
from workshop_rules.language.tree import Expr
from workshop_rules.language.types import BOOLEAN, Choice


def filled(speech: Speech, template: str) -> str:
    """The sentence with its places filled in.

    A place is `{homeroom_years}`, `{parameter.NAME}`, `{reading.NAME}`, `{as_of}` or the name of a definition; what
    names nothing stays as it is.
    """

    def replaced(found: re.Match[str]) -> str:
        node = _named(speech.terms.plan, speech.terms.decision, found[1], template)
        if node is None:
            return found[0]
        return value_words(speech, speech.terms.evaluate(node), node.type, speech.unit(node))

    return PLACE.sub(replaced, template)


def named_in(plan: Plan, decision: Decision, template: str) -> Iterator[Expr]:
    """What the places of a sentence stand for."""
    for name in PLACE.findall(template):
        node = _named(plan, decision, name, template)
        if node is not None:
            yield node


def _named(plan: Plan, decision: Decision, name: str, template: str) -> Expr | None:
    span = Span(Source("texts", template), 0, len(template))
    head, _, rest = name.partition(".")
    if name == "as_of":
        return tree.FactRef(name, span=span)
    if head == "findings" and rest in plan.findings:
        return tree.FactRef(name, span=span, type=BOOLEAN)
    if head == "parameter" and rest in plan.parameters:
        return tree.ParameterRef(rest, span=span, type=plan.parameters[rest].type)
    if head == "reading" and rest in plan.interpretations:
        options = tuple(reading.id for reading in plan.interpretations[rest].readings)
        return tree.ReadingRef(rest, span=span, type=Choice(rest, options))
    if name in plan.facts:
        return tree.FactRef(name, span=span, type=plan.facts[name].type)
    definition = next((one for one in decision.definitions if one.name == name), None)
    return None if definition is None else tree.DefinitionRef(name, span=span, type=definition.expression.type)
