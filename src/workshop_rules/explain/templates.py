"""A pack's own sentences, with the values of this case filled in."""

from __future__ import annotations

import re

from workshop_rules.diagnostics import Source, Span
from workshop_rules.explain.wording import Speech
from workshop_rules.explain.wording.values import value_words
from workshop_rules.language import tree
from workshop_rules.language.tree import Expr
from workshop_rules.language.types import BOOLEAN, Choice

_PLACE = re.compile(r"\{\s*([^{}\s]+)\s*\}")


def filled(speech: Speech, template: str) -> str:
    """The sentence with its places filled in.

    A place is `{homeroom_years}`, `{parameter.NAME}`, `{reading.NAME}`, `{as_of}` or the name of a definition; what
    names nothing stays as it is.
    """

    def replaced(found: re.Match[str]) -> str:
        node = _named(speech, found[1], template)
        if node is None:
            return found[0]
        return value_words(speech, speech.terms.evaluate(node), node.type, speech.unit(node))

    return _PLACE.sub(replaced, template)


def _named(speech: Speech, name: str, template: str) -> Expr | None:
    terms = speech.terms
    span = Span(Source("texts", template), 0, len(template))
    head, _, rest = name.partition(".")
    if name == "as_of":
        return tree.FactRef(name, span=span)
    if head == "findings" and rest in terms.plan.findings:
        return tree.FactRef(name, span=span, type=BOOLEAN)
    if head == "parameter" and rest in terms.plan.parameters:
        return tree.ParameterRef(rest, span=span, type=terms.plan.parameters[rest].type)
    if head == "reading" and rest in terms.plan.interpretations:
        options = tuple(reading.id for reading in terms.plan.interpretations[rest].readings)
        return tree.ReadingRef(rest, span=span, type=Choice(rest, options))
    if name in terms.plan.facts:
        return tree.FactRef(name, span=span, type=terms.plan.facts[name].type)
    definition = terms.definition(name)
    return None if definition is None else tree.DefinitionRef(name, span=span, type=definition.expression.type)
