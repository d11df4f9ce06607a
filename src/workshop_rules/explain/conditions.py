"""The trace of a condition, made into the tree of an explanation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from workshop_rules.compile.plan import Words
from workshop_rules.evaluate.evaluation import Trace
from workshop_rules.explain.deciding import deciding, holding, part
from workshop_rules.explain.folding import folded
from workshop_rules.explain.leaves import leaf, truth_sentence
from workshop_rules.explain.parts import NOTHING, telling
from workshop_rules.explain.quantifiers import quantified, selections
from workshop_rules.explain.tree import Condition, Holding
from workshop_rules.explain.wording import Voices
from workshop_rules.explain.wording.asking import settled
from workshop_rules.explain.wording.expressions import bound_words, clause, noun
from workshop_rules.explain.wording.values import value_words
from workshop_rules.language import tree
from workshop_rules.language.tree import Expr
from workshop_rules.parse import print_expression

LEAVES = frozenset({"comparison", "truth", "finding", "reading"})
"""The kinds of conditions that have none under them."""


def condition(voices: Voices, trace: Trace, record: str = "") -> Condition:
    """The explanation of a condition.

    Args:
        voices: both languages, with the variables around the condition in their scope.
        trace: what evaluating it gave.
        record: the path of the record that it is about, within a quantifier.
    """
    match trace.node:
        case tree.Labelled(operand=operand) as node:
            return _labelled(voices, trace, node, part(trace, operand), record)
        case tree.Not(operand=operand):
            return _not(voices, trace, operand, record)
        case tree.And() as node:
            return _group(voices, trace, node, "all", record)
        case tree.Or() as node:
            return _group(voices, trace, node, "any", record)
        case tree.AtLeast() as node:
            return _group(voices, trace, node, "at_least", record)
        case tree.Some() | tree.Every() as node:
            return quantified(voices, trace, node, condition, record=record)
        case tree.If(condition=tested):
            return _if(voices, trace, part(trace, tested), record)
        case tree.Presupposes(given=given, operand=operand):
            return _presupposes(voices, trace, part(trace, given), part(trace, operand), record)
        case tree.DefinitionRef() if trace.children and _is_condition(trace):
            return _definition(voices, trace, record)
        case _:
            pass
    plain = leaf(voices, trace, record=record)
    selected = selections(voices, trace, condition)
    return replace(plain, children=selected) if selected else plain


def _is_condition(trace: Trace) -> bool:
    return holding(trace.value) in {Holding.UNKNOWN, Holding.ERROR} or isinstance(trace.value, bool)


def _children(voices: Voices, trace: Trace, operands: Sequence[Expr], record: str) -> list[Condition]:
    decided = {id(one) for one in deciding(trace)}
    children = []
    for operand in operands:
        one = part(trace, operand)
        if one is not None:
            child = condition(voices, one, record)
            children.append(child if id(one) in decided else folded(child))
    return children


def _group(voices: Voices, trace: Trace, node: tree.And | tree.Or | tree.AtLeast, kind: str, record: str) -> Condition:
    children = _children(voices, trace, node.operands, record)
    if not isinstance(node, tree.AtLeast) and settled(voices.terms, node) is not None:
        children = [_beside_reading(voices, trace, child) for child in children]
    parts = telling(voices, trace, node.operands, children)
    said = voices.join(list(dict.fromkeys(child.sentence for child in parts)))
    sentence = said
    found = voices.join(list(dict.fromkeys(found_of(voices, one) for child in parts for one in _facts(child))))
    if isinstance(node, tree.AtLeast):
        count = {"holding": sum(child.holding is Holding.HOLDS for child in children), "all": len(children)}
        asked = voices.words(lambda speech: speech.say("number.>=", bound_words(speech, node.count)))
        sentence = voices.say("at_least", required=asked, parts=said, **count)
        found = voices.say("at_least.found", **count)
    elif isinstance(node, tree.Or) and trace.value is False and len(parts) > 1:
        sentence = voices.say("either", parts=said)
    return _composed(voices, trace, kind, record, sentence, found, children)


def _beside_reading(voices: Voices, trace: Trace, child: Condition) -> Condition:
    """What a comparison found where a reading is enough: then it asks for nothing."""
    if child.kind != "comparison" or child.holding is not holding(trace.value):
        return child
    named = child.title != NOTHING
    unasked = voices.say("compared.unasked", subject=child.title, found=child.found) if named else child.found
    return replace(child, sentence=unasked)


def found_of(voices: Voices, child: Condition) -> Words:
    """What was found, and of what."""
    told = child.title == NOTHING or child.kind == "reading"
    return child.found if told else voices.say("found.part", subject=child.title, found=child.found)


def _facts(condition: Condition) -> Iterator[Condition]:
    """The conditions within groups without a name that made these what they are, readings apart."""
    decided = [child for child in condition.children if child.decided and child.kind != "reading"]
    if condition.kind in {"all", "any"} and condition.title == NOTHING and decided:
        for child in decided:
            yield from _facts(child)
    else:
        yield condition


def _composed(
    voices: Voices,
    trace: Trace,
    kind: str,
    record: str,
    sentence: Words,
    found: Words,
    children: Sequence[Condition],
) -> Condition:
    node = trace.node
    return Condition(
        id="",
        kind=kind,
        holding=holding(trace.value),
        title=NOTHING,
        sentence=sentence,
        required=voices.told(clause, node),
        found=found,
        record=record,
        expression=voices.kept(print_expression, node, lambda: print_expression(node)),
        place=voices.kept(str, node.span, lambda: node.span.place),
        children=tuple(children),
    )


def _labelled(voices: Voices, trace: Trace, node: tree.Labelled, inner: Trace | None, record: str) -> Condition:
    if inner is None:
        return leaf(voices, trace, record=record)
    defined = isinstance(inner.node, tree.DefinitionRef) and bool(inner.children) and _is_condition(inner)
    under = condition(voices, inner.children[0] if defined and node.title is not None else inner, record)
    if node.title is None:
        return replace(under, id=node.id)
    if under.kind == "truth":
        sentence = truth_sentence(voices, under, node.title)
        return replace(under, id=node.id, title=node.title, sentence=sentence)
    if under.kind in LEAVES:
        return replace(under, id=node.id, title=node.title)
    sentence = voices.say("report.labelled", label=node.title, text=under.sentence)
    return replace(under, id=node.id, title=node.title, sentence=sentence)


def _not(voices: Voices, trace: Trace, operand: Expr, record: str) -> Condition:
    inner = part(trace, operand)
    if inner is None:
        return leaf(voices, trace, record=record)
    under = condition(voices, inner, record)
    if under.kind in LEAVES and not isinstance(operand, tree.Labelled):
        turned = leaf(voices, inner, record=record, wanted=False)
        return replace(turned, children=under.children)
    if under.title != NOTHING:
        return _refused(voices, trace, under, record)
    key = {True: "not.holds", False: "not.fails"}[trace.value] if isinstance(trace.value, bool) else "not.unknown"
    sentence = voices.words(lambda speech: speech.say(key, speech.of(under.sentence)))
    return _composed(voices, trace, "not", record, sentence, found_of(voices, under), [under])


def _refused(voices: Voices, trace: Trace, under: Condition, record: str) -> Condition:
    """That something with a name must not be so."""
    found = voices.words(lambda speech: value_words(speech, trace.children[0].value))
    required = voices.say("required.false")
    made = _composed(voices, trace, "not", record, under.sentence, found, [under])
    sentence = truth_sentence(voices, replace(made, required=required), under.title)
    return replace(made, title=under.title, sentence=sentence)


def _if(voices: Voices, trace: Trace, tested: Trace | None, record: str) -> Condition:
    if tested is None:
        return leaf(voices, trace, record=record)
    children = _children(voices, trace, [child.node for child in trace.children], record)
    chosen = next((c for c, one in zip(children, trace.children, strict=True) if one is not tested), None)
    asked = voices.told(clause, tested.node)
    if chosen is not None and settled(voices.terms, tested.node) is not None:
        sentence, found = chosen.sentence, found_of(voices, chosen)
    elif not isinstance(tested.value, bool) or chosen is None:
        sentence = voices.say("if.unknown", condition=asked)
        found = voices.say("unknown")
    else:
        turned = tree.Not(tested.node, span=tested.node.span, type=tested.node.type)
        because = asked if tested.value else voices.words(lambda speech: clause(speech, turned))
        sentence = voices.say("if.because", sentence=chosen.sentence, condition=because)
        found = found_of(voices, chosen)
        children = [one if one is chosen else replace(one, holding=None, sentence=because) for one in children]
    return _composed(voices, trace, "if", record, sentence, found, children)


def _presupposes(voices: Voices, trace: Trace, given: Trace | None, operand: Trace | None, record: str) -> Condition:
    children = [condition(voices, one, record) for one in (given, operand) if one is not None]
    if operand is not None:
        under = children[-1]
        made = _composed(voices, trace, "presupposes", record, under.sentence, under.found, children)
        return replace(made, title=under.title, required=under.required)
    asked = voices.words(lambda speech: "" if given is None else clause(speech, given.node))
    sentence = voices.say("presupposes.unknown", given=asked)
    return _composed(voices, trace, "presupposes", record, sentence, voices.say("unknown"), children)


def _definition(voices: Voices, trace: Trace, record: str) -> Condition:
    under = condition(voices, trace.children[0], record)
    title = voices.told(noun, trace.node)
    sentence = voices.say("report.labelled", label=title, text=under.sentence)
    return replace(under, title=title, sentence=sentence)
