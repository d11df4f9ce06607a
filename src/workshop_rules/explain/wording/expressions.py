"""Expressions in words: what one is called (`noun`), what it states (`clause`), what it asks for (`requirement`)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from typing import assert_never

from workshop_rules.explain.terms import day_of_age, plain
from workshop_rules.explain.wording import shapes
from workshop_rules.explain.wording.asking import SAID_AT_ONCE, asking, settled
from workshop_rules.explain.wording.forms import inner_quotes
from workshop_rules.explain.wording.names import named, one_words, path_words
from workshop_rules.explain.wording.requirements import Bound, compared, within
from workshop_rules.explain.wording.shapes import OPPOSITE, asked_reading, asked_truth, opposite, oriented
from workshop_rules.explain.wording.speech import Speech
from workshop_rules.explain.wording.values import choice_words, range_words, value_words
from workshop_rules.language import tree
from workshop_rules.language.iso8601 import read_temporal
from workshop_rules.language.tree import Expr
from workshop_rules.language.types import (
    BOOLEAN,
    DATE,
    DATE_TIME,
    DAYS_TIME,
    NUMBER,
    YEARS_MONTHS,
    Choice,
    RangeOf,
    RecordOf,
)
from workshop_rules.language.values import Range
from workshop_rules.parse import print_expression

_POINTS = frozenset({DATE, DATE_TIME})
_DURATIONS = frozenset({YEARS_MONTHS, DAYS_TIME})
_SIGNS = {"*": "×", "/": "÷", "-": "−"}
_OF_WHOLE = frozenset({"modulo"})
"""Functions said so that one would not see how far their arguments go."""
_CLOSE = {"+": 0, "-": 0, "*": 1, "/": 1, "**": 2}
"""How closely operators hold their operands together; `minus` holds one as a product does."""
_ALL = 100
"""A requirement is never shortened."""


def noun(speech: Speech, node: Expr) -> str:
    """What the expression is called, in the pack's words where it has any: `years as homeroom teacher`."""
    match node:
        case tree.NumberLiteral(value=value):
            return value_words(speech, exact(value), node.type)
        case tree.StringLiteral(value=text):
            return value_words(speech, text, node.type)
        case tree.BooleanLiteral(value=truth):
            return value_words(speech, truth)
        case tree.NullLiteral():
            return speech.say("nothing")
        case tree.AtLiteral(text=text):
            return value_words(speech, read_temporal(text), node.type)
        case tree.ListLiteral(items=items):
            return speech.language.join([bound_words(speech, item) for item in items])
        case tree.RangeLiteral():
            return _range(speech, node)
        case (
            tree.FactRef()
            | tree.EnumConstant()
            | tree.ReadingRef()
            | tree.ParameterRef()
            | tree.DefinitionRef()
            | tree.DecisionRef()
            | tree.CriterionRef()
            | tree.Name()
            | tree.InputValue()
        ):
            return named(speech, node)
        case tree.Path():
            return _path(speech, node)
        case tree.Filter():
            return _filter(speech, node)
        case tree.BuiltinCall() if (day := day_of_age(node)) is not None:
            return speech.say("noun.age") if shapes.is_as_of(day) else speech.say("noun.age.on", noun(speech, day))
        case tree.BuiltinCall(function="years in periods", arguments=(_, _, _) as arguments):
            return speech.say("noun.years_since", *(noun(speech, argument) for argument in arguments))
        case tree.BuiltinCall(function=function, arguments=arguments):
            said = [_bracketed(speech, one, noun(speech, one), looser=function in _OF_WHOLE) for one in arguments]
            return speech.say(f"function.{function}", *said, all=speech.language.join(said))
        case tree.Negate(operand=operand):
            return speech.say("noun.negate", _bracketed(speech, operand, noun(speech, operand), looser=True))
        case tree.Arithmetic():
            return _arithmetic(speech, node)
        case tree.If(condition=condition, then=then, otherwise=otherwise):
            holds = settled(speech.terms, condition)
            if holds is not None:
                return noun(speech, then if holds else otherwise)
            return speech.say(
                "noun.if",
                condition=clause(speech, condition),
                then=noun(speech, then),
                otherwise=noun(speech, otherwise),
            )
        case tree.For(iterators=iterators, body=body):
            sources = [noun(speech, iterator.source) for iterator in iterators]
            each = noun(speech.inside(iterators), body)
            return speech.say("noun.for", body=each, source=speech.language.join(sources))
        case tree.DecisionTable():
            return speech.say("noun.table")
        case (
            tree.Compare()
            | tree.Between()
            | tree.In()
            | tree.And()
            | tree.Or()
            | tree.Not()
            | tree.AtLeast()
            | tree.Some()
            | tree.Every()
            | tree.Labelled()
            | tree.Presupposes()
        ):
            return clause(speech, node)
        case tree.ContextLiteral() | tree.FunctionLiteral() | tree.Call() | tree.InstanceOf() | tree.UnaryTests():
            return print_expression(node)
        case _:
            assert_never(node)


def clause(speech: Speech, node: Expr) -> str:
    """What a condition states: `level city or above`, `授予日期在…之间`."""
    match node:
        case tree.Compare() if (truth := asked_truth(node)) is not None:
            subject, wanted = truth
            return speech.say("clause.true" if wanted else "clause.false", noun(speech, subject))
        case tree.Compare() if (chosen := asked_reading(node)) is not None:
            return reading_words(speech, *chosen)
        case tree.Compare() if (field := shapes.same_field(node)) is not None:
            return speech.say("clause.same", field=noun(speech.alone(), field))
        case tree.Compare() | tree.Between() | tree.In():
            return _asked_of(speech, node, negated=False)
        case tree.And(operands=operands):
            return _joined(speech, operands, "all", tree.Or)
        case tree.Or(operands=operands):
            return _joined(speech, operands, "any", tree.And)
        case tree.Not(operand=tree.Compare() as compare) if asked_truth(compare) is None:
            return clause(speech, opposite(compare))
        case tree.Not(operand=tree.Between() | tree.In() as tested):
            return _asked_of(speech, tested, negated=True)
        case tree.Not(operand=operand):
            atom = isinstance(operand, tree.FactRef | tree.Name | tree.Path | tree.DefinitionRef)
            return speech.say("clause.false" if atom else "clause.not", clause(speech, operand))
        case tree.Every() if (limit := shapes.quota(node)) is not None:
            return _quota(speech, node, limit)
        case tree.AtLeast(count=count, operands=operands):
            conditions = speech.language.join([clause(speech, o) for o in operands], "semicolon", _ALL)
            return speech.say("clause.at_least", count=bound_words(speech, count), conditions=conditions)
        case tree.Some(iterators=iterators, condition=condition) | tree.Every(iterators=iterators, condition=condition):
            kind = "some" if isinstance(node, tree.Some) else "every"
            said = clause(speech.inside(iterators).over(condition), condition)
            if len(iterators) > 1 and len({iterator.source for iterator in iterators}) == 1:
                one = one_words(speech, iterators[0].source)
                return speech.say(
                    f"clause.pair.{kind}", list=noun(speech, iterators[0].source), one=one, condition=said
                )
            ones = [one_words(speech, iterator.source) for iterator in iterators]
            if len(ones) > 1:
                each = speech.language.join([speech.say(f"clause.{kind}.each", one=one) for one in ones])
                return speech.say(f"clause.{kind}.several", ones=each, condition=said)
            if shapes.is_selection(speech.terms, iterators[0].source):
                among = noun(speech, iterators[0].source)
                return speech.say(f"clause.{kind}.of", one=ones[0], list=among, condition=said)
            return speech.say(f"clause.{kind}", one=ones[0], condition=said)
        case tree.Labelled(title=title, operand=operand):
            if title is None or isinstance(operand, SAID_AT_ONCE):
                return clause(speech, operand)
            return speech.of(title)
        case tree.Presupposes(given=given, operand=operand):
            said = clause(speech, operand)
            return speech.say("clause.presupposes", condition=said, given=clause(speech, given))
        case tree.If(condition=condition, then=then, otherwise=otherwise):
            holds = settled(speech.terms, condition)
            if holds is not None:
                return clause(speech, then if holds else otherwise)
            return speech.say(
                "clause.if",
                condition=clause(speech, condition),
                then=clause(speech, then),
                otherwise=clause(speech, otherwise),
            )
        case _:
            return speech.say("clause.true", noun(speech, node))


def requirement(
    speech: Speech, node: tree.Compare | tree.Between | tree.In, bound: Bound, *, negated: bool = False
) -> tuple[Expr, str]:
    """The subject of a comparison, and what is asked of it; `bound` says what it is compared with."""
    match node:
        case tree.Compare() if (part := shapes.share(speech.terms, node)) is not None:
            share = speech.say("noun.share", share=part.text, whole=bound(part.of))
            op = OPPOSITE[part.op] if negated else part.op
            return part.subject, speech.say(f"number.{op}", share)
        case tree.Compare():
            subject, op, other = oriented(speech.terms, node)
            return subject, compared(speech, OPPOSITE[op] if negated else op, subject, other, bound)
        case tree.Between(value=subject):
            return subject, within(speech, subject, node, bound, negated=negated)
        case tree.In(value=subject, tests=(tree.RangeLiteral() as test,)):
            return subject, within(speech, subject, test, bound, negated=negated)
        case tree.In(value=subject, tests=tests) if all(_is_value(test, subject) for test in tests):
            values = speech.language.join([bound(test) for test in tests], "or", _ALL)
            return subject, speech.say("one_of.not" if negated else "one_of", values)
        case tree.In(value=subject, tests=tests):
            said = speech.language.join([_test(speech, subject, test, bound) for test in tests], "either", _ALL)
    return subject, speech.say("clause.not", said) if negated else said


def required_words(speech: Speech, node: Expr) -> str:
    """What a comparison asks of its subject, in every case alike."""
    if not isinstance(node, tree.Compare | tree.Between | tree.In):
        return clause(speech, node)
    return requirement(speech, node, lambda other: bound_words(speech, other, node))[1]


def _asked_of(speech: Speech, node: tree.Compare | tree.Between | tree.In, *, negated: bool) -> str:
    subject, _ = requirement(speech, node, lambda _: "")
    name = noun(speech, subject)
    asking_of = speech.bare() if speech.names_unit(name, speech.unit(subject)) else speech
    _, required = requirement(asking_of, node, lambda other: bound_words(asking_of, other, node), negated=negated)
    counted = shapes.selected(subject)
    if counted is not None:
        return speech.say("clause.count", list=noun(speech, counted), requirement=required)
    return speech.say("clause", subject=name, requirement=required)


def _quota(speech: Speech, node: tree.Every, limit: shapes.Quota) -> str:
    """A limit for each group: `at most 1 for each district and school stage among the nominees`."""
    inside = speech.inside(node.iterators)
    list_ = noun(speech, limit.list)
    if inside.names_unit(list_, inside.unit(limit.limit.left)):
        inside = inside.bare()
    _, required = requirement(inside, limit.limit, lambda other: bound_words(inside, other, limit.limit))
    named = {"list": list_, "required": required}
    some = ".some" if shapes.is_selection(speech.terms, limit.list) else ""
    if limit.same:
        return speech.say(f"clause.quota{some}", group=group_words(speech, limit), **named)
    if speech.terms.constant(limit.limit.right) != 0:
        return speech.say(f"clause.quota.all{some}", **named)
    if isinstance(limit.list, tree.Filter) and some:
        return speech.say(
            "clause.quota.none.some", source=noun(speech, limit.list.source), condition=_which(speech, limit.list)
        )
    return speech.say("clause.quota.none", **named)


def group_words(speech: Speech, limit: shapes.Quota) -> str:
    """The fields that make a group: `district and school stage`."""
    inside = speech.binding("item", speech.terms.records(limit.list, speech.scope)).alone()
    return speech.language.join([noun(inside, field) for field in limit.same])


def reading_words(speech: Speech, name: str, option: str, chosen: bool) -> str:
    """That a reading is chosen, or is not."""
    title = inner_quotes(speech.of(choice_words(speech, name, option)))
    return speech.say("clause.reading" if chosen else "clause.reading.not", title)


def bound_words(speech: Speech, node: Expr, compared_in: Expr | None = None) -> str:
    """What something is compared with: its value where that is the same in every case, otherwise its name."""
    if isinstance(node, tree.StringLiteral) and (choice := _choice(compared_in)) is not None:
        return speech.of(choice_words(speech, choice, node.value))
    value = speech.terms.constant(node)
    if value is None and isinstance(node, tree.ParameterRef):
        return speech.say("noun.bound", path_words(speech, f"parameter.{node.name}"))
    if value is None:
        return speech.say("noun.bound", noun(speech, node))
    unit = speech.unit(node)
    if unit is None and isinstance(compared_in, tree.Compare | tree.Between | tree.In):
        sides = (compared_in.left, compared_in.right) if isinstance(compared_in, tree.Compare) else (compared_in.value,)
        unit = next((found for side in sides if (found := speech.unit(side)) is not None), None)
    return value_words(speech, value, node.type, unit)


def _choice(compared_in: Expr | None) -> str | None:
    """The interpretation or decision whose reading or outcome a text is compared with."""
    match compared_in:
        case tree.Compare(left=left, right=right):
            sides = [left.type, right.type]
        case tree.In(value=value):
            sides = [value.type]
        case _:
            return None
    return next((side.name for side in sides if isinstance(side, Choice)), None)


def exact(value: Decimal) -> int | Fraction:
    """A number token as the number that it writes."""
    fraction = Fraction(value)
    return fraction.numerator if fraction.denominator == 1 else fraction


def _is_value(test: Expr, subject: Expr) -> bool:
    return isinstance(test, tree.EnumConstant | tree.StringLiteral | tree.NumberLiteral) and test.type == subject.type


def _test(speech: Speech, subject: Expr, test: Expr, bound: Bound) -> str:
    match test:
        case tree.RangeLiteral():
            return within(speech, subject, test, bound)
        case tree.ListLiteral(items=items):
            return speech.say("one_of", speech.language.join([bound(item) for item in items], "or", _ALL))
        case tree.Compare(left=tree.InputValue()):
            return compared(speech, test.op, subject, test.right, bound)
        case _:
            return _other_test(speech, subject, test, bound)


def _other_test(speech: Speech, subject: Expr, test: Expr, bound: Bound) -> str:
    if test.type == BOOLEAN and subject.type != BOOLEAN:
        return clause(speech, test)
    if isinstance(test.type, RangeOf):
        return speech.say("within", bound(test))
    value = speech.terms.constant(test)
    if isinstance(value, Range):
        return speech.say("in_list", range_words(speech, value))
    same = test.type == subject.type or value is not None
    return compared(speech, "=", subject, test, bound) if same else speech.say("in_list", bound(test))


def _joined(speech: Speech, operands: Sequence[Expr], how: str, looser: type[tree.And | tree.Or]) -> str:
    """The operands that the facts decide; those that a chosen reading settles ask for nothing."""
    said: list[str] = []
    asked = asking(speech.terms, operands, how)
    for subject, alike in groupby(asked, shapes.subject_of):
        together = list(alike)
        if subject is not None and len(together) > 1:
            said.append(_several_of_one(speech, together, "both" if how == "all" else "either"))
            continue
        for operand in together:
            text = clause(speech, operand)
            bracketed = len(asked) > 1 and _is_open(speech, operand, looser)
            said.append(speech.say("clause.bracket", text) if bracketed else text)
    return speech.language.join(said, how, _ALL)


def _is_open(speech: Speech, operand: Expr, looser: type[tree.And | tree.Or]) -> bool:
    """Whether it would not be plain where a condition ends among others."""
    match operand:
        case tree.Some(condition=tree.And() | tree.Or()) | tree.Every(condition=tree.And() | tree.Or()):
            return True
        case tree.And(operands=operands) | tree.Or(operands=operands) if isinstance(operand, looser):
            inner = asking(speech.terms, operands, "all" if isinstance(operand, tree.And) else "any")
            subjects = {shapes.subject_of(one) for one in inner}
            return len(subjects) > 1 or None in subjects
        case _:
            return False


def _several_of_one(speech: Speech, nodes: Sequence[Expr], how: str) -> str:
    subject = shapes.subject_of(nodes[0])
    if subject is not None and speech.names_unit(noun(speech, subject), speech.unit(subject)):
        speech = speech.bare()
    found = [
        requirement(speech, node, lambda other, node=node: bound_words(speech, other, node))  # type: ignore[misc]
        for node in nodes
        if isinstance(node, tree.Compare)
    ]
    joined = speech.language.join([required for _, required in found], how, _ALL)
    return speech.say("clause", subject=noun(speech, found[0][0]), requirement=joined)


def _path(speech: Speech, node: tree.Path) -> str:
    field = speech.terms.field(node.source, node.name, speech.scope)
    if isinstance(node.source, tree.Name):
        title = speech.of(plain(node.name) if field is None else field.title)
        if not speech.is_one_of_several(node.source.name):
            return title
        return speech.say("noun.field", field=title, source=noun(speech, node.source))
    source = noun(speech, node.source)
    if field is not None:
        part = isinstance(node.source.type, RecordOf) and field.type in {NUMBER, BOOLEAN}
        return speech.say("noun.part" if part else "noun.field", field=speech.of(field.title), source=source)
    component = f"component.{node.name}"
    if component in speech.language.phrases:
        return speech.say("noun.component", component=speech.say(component), source=source)
    return speech.say("noun.field", field=speech.of(plain(node.name)), source=source)


def _filter(speech: Speech, node: tree.Filter) -> str:
    source = noun(speech, node.source)
    if isinstance(node.condition, tree.NumberLiteral):
        return speech.say("noun.position", source=source, place=str(node.condition.value))
    return speech.say("noun.filter", source=source, condition=_which(speech, node))


def _which(speech: Speech, node: tree.Filter) -> str:
    """Which records of its list a filter takes."""
    inside = speech.binding("item", speech.terms.records(node.source, speech.scope)).over(node.condition)
    return clause(inside, node.condition)


def _arithmetic(speech: Speech, node: tree.Arithmetic) -> str:
    left, right = _operand(speech, node.left), _operand(speech, node.right)
    if node.left.type in _POINTS and node.right.type in _DURATIONS and node.op in {"+", "-"}:
        nested = isinstance(node.left, tree.Arithmetic) and node.op == "-"
        key = "noun.later" if node.op == "+" else "noun.day_before" if nested else "noun.earlier"
        return speech.say(key, duration=right, date=noun(speech, node.left))
    left = _bracketed(speech, node.left, left, looser=_binding(node.left) < _binding(node))
    right = _bracketed(speech, node.right, right, looser=_binding(node.right) <= _binding(node))
    return speech.say("noun.arithmetic", left=left, operator=_SIGNS.get(node.op, node.op), right=right)


def _operand(speech: Speech, node: Expr) -> str:
    return noun(speech, node) if speech.terms.constant(node) is None else bound_words(speech, node)


def _binding(node: Expr) -> int:
    """How closely what is written with a sign holds together; what is written without one holds best."""
    if isinstance(node, tree.Negate):
        return _CLOSE["*"]
    return _CLOSE.get(node.op, len(_CLOSE)) if isinstance(node, tree.Arithmetic) else len(_CLOSE)


def _bracketed(speech: Speech, node: Expr, said: str, *, looser: bool) -> str:
    """An operand in brackets where it would be taken apart without them; a value or a date says itself."""
    signed = (
        isinstance(node, tree.Arithmetic | tree.Negate)
        and node.type not in _POINTS
        and speech.terms.constant(node) is None
    )
    return speech.say("clause.bracket", said) if signed and looser else said


def _range(speech: Speech, node: tree.RangeLiteral) -> str:
    low = None if node.low is None else bound_words(speech, node.low)
    high = None if node.high is None else bound_words(speech, node.high)
    if low is not None and high is not None:
        return speech.say("range.from_to", low=low, high=high)
    return speech.say("range.from", low=low) if low is not None else speech.say("range.to", high=high or "")
