"""What the pack calls the things that have names: facts, findings, thresholds, readings, decisions, records."""

from __future__ import annotations

from typing import TypeAlias

from workshop_rules.explain.terms import plain
from workshop_rules.explain.wording.forms import first, inner_quotes
from workshop_rules.explain.wording.speech import Speech
from workshop_rules.language import tree
from workshop_rules.language.tree import Expr
from workshop_rules.language.types import BOOLEAN, NUMBER, Enumeration, ListOf, RangeOf

_FINDINGS = "findings."

Named: TypeAlias = (
    tree.FactRef
    | tree.EnumConstant
    | tree.ReadingRef
    | tree.ParameterRef
    | tree.DefinitionRef
    | tree.DecisionRef
    | tree.CriterionRef
    | tree.Name
    | tree.InputValue
)
"""The nodes that stand for something by its name."""


def path_words(speech: Speech, path: str) -> str:
    """What a fact is called, by its path: `homeroom_years`, `findings.conduct`, `honors[2].awarded_on`, `as_of`."""
    terms = speech.terms
    if path == "as_of":
        return speech.say("noun.as_of")
    if path.startswith("parameter."):
        parameter = terms.plan.parameters.get(path.removeprefix("parameter."))
        title = plain(path) if parameter is None else parameter.title
        return speech.say("missing.parameter", speech.of(title))
    if path.startswith(_FINDINGS):
        finding = terms.plan.findings.get(path.removeprefix(_FINDINGS))
        if finding is None:
            return speech.of(plain(path.removeprefix(_FINDINGS)))
        return speech.say("missing.finding", finding=speech.of(finding.title), by=speech.of(finding.by))
    head, dot, rest = path.partition(".")
    name, bracket, place = head.partition("[")
    fact = terms.plan.facts.get(name)
    if fact is None:
        return path
    record = speech.of(fact.title)
    if bracket:
        one = speech.say("record.one") if fact.one is None else speech.of(fact.one)
        record = speech.say("record.place", one=one, place=place.removesuffix("]"))
    if not dot:
        return record
    field = next((f for f in fact.fields if f.id == rest), None)
    called = speech.of(plain(rest) if field is None else field.title)
    if field is not None and (field.type == BOOLEAN or (field.type == NUMBER and not bracket)):
        return speech.say("noun.part", field=called, source=record)
    return speech.say("path.field", field=called, record=record)


def missing_words(speech: Speech, path: str) -> str:
    """What is asked for where a fact is missing: of what is true or false, whether it is."""
    head, dot, rest = path.partition(".")
    name, bracket, _ = head.partition("[")
    fact = speech.terms.plan.facts.get(name)
    if fact is None:
        return path_words(speech, path)
    asked = next((field for field in fact.fields if field.id == rest), None) if dot else fact
    if asked is None or asked.type != BOOLEAN or (bracket and not dot):
        return path_words(speech, path)
    title = inner_quotes(speech.of(asked.title))
    if not dot:
        return speech.say("missing.truth", title)
    return speech.say("missing.field.truth", field=title, record=path_words(speech, head))


def one_words(speech: Speech, source: Expr) -> str:
    """What one member of the list is called, with its forms after a bar: `honour`, `学期|个`, or `entry`."""
    fact = speech.terms.records(source, speech.scope)
    if fact is not None and fact.one is not None:
        return speech.of(fact.one)
    if isinstance(source.type, ListOf):
        match source.type.item:
            case RangeOf():
                return speech.say("record.period")
            case Enumeration(name=name) if name in speech.terms.plan.enumerations:
                return speech.say("record.kind", speech.of(speech.terms.plan.enumerations[name].title))
            case _:
                pass
    return speech.say("record.one")


def named(speech: Speech, node: Named) -> str:
    """What a name stands for, in the pack's words."""
    terms = speech.terms
    plan = terms.plan
    match node:
        case tree.FactRef(path=path) if path.startswith(_FINDINGS):
            finding = plan.findings.get(path.removeprefix(_FINDINGS))
            return speech.of(plain(path.removeprefix(_FINDINGS)) if finding is None else finding.title)
        case tree.FactRef(path=path):
            return path_words(speech, path)
        case tree.EnumConstant(enumeration=enumeration, member=member):
            return speech.of(terms.member(enumeration, member))
        case tree.ReadingRef(name=name):
            interpretation = plan.interpretations.get(name)
            title = plain(name) if interpretation is None else interpretation.title
            return speech.say("noun.reading", inner_quotes(speech.of(title)))
        case tree.ParameterRef(name=name):
            parameter = plan.parameters.get(name)
            return speech.of(plain(name) if parameter is None else parameter.title)
        case tree.DefinitionRef(name=name):
            definition = terms.definition(name)
            return speech.of(plain(name) if definition is None else definition.title)
        case tree.DecisionRef(name=name):
            decision = plan.decisions.get(name)
            return speech.say("noun.decision", speech.of(plain(name) if decision is None else decision.title))
        case tree.CriterionRef(id=criterion_id):
            criterion = next((c for c in terms.decision.criteria if c.id == criterion_id), None)
            return speech.of(plain(criterion_id) if criterion is None else criterion.title)
        case tree.Name(name=name):
            fact = speech.scope.get(name)
            if fact is None and isinstance(node.type, RangeOf):
                return first(speech.say("record.period"))
            if fact is None and isinstance(node.type, Enumeration) and node.type.name in plan.enumerations:
                return speech.say("noun.that", speech.of(plan.enumerations[node.type.name].title))
            one = speech.say("noun.item") if fact is None or fact.one is None else speech.of(fact.one)
            if not speech.is_one_of_several(name):
                return first(one)
            return speech.say("record.first" if speech.alike[0] == name else "record.second", one=one)
        case tree.InputValue():
            return speech.say("noun.input")
