"""From checked conditions to programs on arrays, for facts without gaps.

What is said here is what `_polars.translation` says where nothing is null. So a condition has no form where it may be
unknown, or fail, although its facts are there.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import partial, reduce
from types import MappingProxyType
from typing import Any

from workshop_rules.evaluate._polars import numbers
from workshop_rules.evaluate._polars.arrays import kernels
from workshop_rules.evaluate._polars.arrays.kernels import COMPARE, Kernel
from workshop_rules.evaluate._polars.arrays.program import Program
from workshop_rules.evaluate._polars.arrays.writing import Found, Member, Register, Writer
from workshop_rules.evaluate._polars.comparison import is_known, lowered
from workshop_rules.evaluate._polars.facts import VALUE, Form
from workshop_rules.evaluate._polars.refused import Refused
from workshop_rules.evaluate._polars.scopes import INPUT, ITEM
from workshop_rules.evaluate._polars.shapes import Constant
from workshop_rules.evaluate._polars.translation import Translator
from workshop_rules.language import tree as t
from workshop_rules.language.types import BOOLEAN, DATE, NUMBER, Enumeration, ListOf, RangeOf, RecordOf, Type
from workshop_rules.language.values import ListValue, Range
from workshop_rules.language.walk import mentions_input

_EPOCH = dt.date(1970, 1, 1).toordinal()
_MIRRORED = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


def program_of(conditions: Mapping[str, t.Expr], translator: Translator, gaps: frozenset[str]) -> Program | None:
    """A program for those of the conditions that have a form on arrays; None where none has.

    Args:
        conditions: by the names of their truths.
        translator: for what is known beforehand, and how facts stand in their columns.
        gaps: what cannot be read as arrays without gaps: facts, lists, and fields of lists as `honors.level`.
    """
    writer, found = Writer(translator, gaps, TRANSLATE), {}
    for name, condition in conditions.items():
        try:
            found[name] = writer.result(condition)
        except Refused:
            continue
    return writer.program(found) if found else None


# Facts and members


def _fact(node: t.FactRef, writer: Writer) -> Found:
    if isinstance(node.type, ListOf | RecordOf):
        raise Refused("no single value")
    return _column(node.path, writer)


def _column(path: str, writer: Writer) -> Register:
    if writer.list_ is not None:
        raise Refused("a fact that is asked about of each member")
    if path not in writer.by.forms:
        raise Refused("it is not supplied")
    return writer.read(None, path, writer.by.forms[path])


def _path(node: t.Path, writer: Writer) -> Found:
    source = node.source
    if isinstance(source, t.FactRef) and isinstance(source.type, RecordOf):
        return _column(f"{source.path}.{node.name}", writer)
    if not isinstance(source, t.Name) or writer.found(source) != Member() or writer.list_ is None:
        raise Refused("a part of something computed")
    form = writer.by.forms.get(f"{writer.list_}.{node.name}")
    if form is None:
        raise Refused("it is not supplied")
    return writer.read(writer.list_, node.name, form)


def _name(node: t.Name | t.InputValue, writer: Writer) -> Found:
    name = INPUT if isinstance(node, t.InputValue) else node.name
    if name not in writer.names:
        raise Refused("a name of something further out")
    return writer.names[name]


def _definition(node: t.DefinitionRef, writer: Writer) -> Found:
    return writer.found(writer.by.definition(node.name))


def _labelled(node: t.Labelled, writer: Writer) -> Found:
    return writer.found(node.operand)


# Logic


def _and(node: t.And, writer: Writer) -> Found:
    return _all_of([writer.truth(operand) for operand in node.operands], writer)


def _or(node: t.Or, writer: Writer) -> Found:
    return _one_of([writer.truth(operand) for operand in node.operands], writer)


def _all_of(truths: list[Register | Constant], writer: Writer) -> Register | Constant:
    return _folded(truths, kernels.both, writer, settling=False)


def _one_of(truths: list[Register | Constant], writer: Writer) -> Register | Constant:
    return _folded(truths, kernels.either, writer, settling=True)


def _folded(
    truths: list[Register | Constant], kernel: Kernel, writer: Writer, *, settling: bool
) -> Register | Constant:
    if any(isinstance(one, Constant) and one.value is settling for one in truths):
        return Constant(settling)
    registers = [one for one in truths if isinstance(one, Register)]
    return reduce(partial(writer.compute, kernel), registers) if registers else Constant(not settling)


def _not(node: t.Not, writer: Writer) -> Found:
    return _opposite(writer.truth(node.operand), writer)


def _opposite(truth: Register | Constant, writer: Writer) -> Register | Constant:
    if isinstance(truth, Constant):
        return Constant(not truth.value)
    return writer.compute(kernels.opposite, truth)


def _at_least(node: t.AtLeast, writer: Writer) -> Found:
    truths = [writer.truth(operand) for operand in node.operands]
    certain = sum(1 for one in truths if isinstance(one, Constant) and one.value)
    open_ = [one for one in truths if isinstance(one, Register)]
    count = writer.known(node.count).value if writer.by.is_fixed(node.count) else None
    if not isinstance(count, int | Fraction) or not open_:
        raise Refused("a count that is not known beforehand")
    least = math.ceil(count) - certain
    return writer.compare(">=", writer.compute(kernels.how_many_of, *open_), least)


def _if(node: t.If, writer: Writer) -> Found:
    if node.type != BOOLEAN:
        raise Refused("a choice between values")
    return _picked(writer.truth(node.condition), node.then, node.otherwise, writer.truth, writer)


def _picked(
    condition: Register | Constant,
    then: t.Expr,
    otherwise: t.Expr,
    truth: Callable[[t.Expr], Register | Constant],
    writer: Writer,
) -> Register | Constant:
    """The truth of one branch where the condition is true, that of the other elsewhere."""
    if isinstance(condition, Constant):
        return truth(then if condition.value else otherwise)
    first, second = truth(then), truth(otherwise)
    if isinstance(first, Register) and isinstance(second, Register):
        return writer.compute(kernels.picked, condition, first, second)
    where_then = _all_of([condition, first], writer)
    return _one_of([where_then, _all_of([_opposite(condition, writer), second], writer)], writer)


# Comparisons


def _compare(node: t.Compare, writer: Writer) -> Found:
    return _compared(node.op, node.left, node.right, writer)


def _compared(op: str, left: t.Expr, right: t.Expr, writer: Writer) -> Register | Constant:
    """A comparison; with a choice between two values, the choice between the comparisons with either."""
    for one, how, other in ((left, op, right), (right, _MIRRORED[op], left)):
        choice = _plainly(one, writer)
        if isinstance(choice, t.If) and not writer.by.is_fixed(choice):
            condition = writer.truth(choice.condition)
            against = partial(_compared, how, right=other, writer=writer)
            return _picked(condition, choice.then, choice.otherwise, against, writer)
    return _of_values(op, writer.found(left), writer.found(right), left.type, writer)


def _plainly(node: t.Expr, writer: Writer) -> t.Expr:
    while isinstance(node, t.DefinitionRef | t.Labelled):
        node = node.operand if isinstance(node, t.Labelled) else writer.by.definition(node.name)
    return node


def _of_values(op: str, left: Found, right: Found, kind: Type, writer: Writer) -> Register | Constant:
    if kind not in {BOOLEAN, DATE, NUMBER} and not isinstance(kind, Enumeration):
        raise Refused(f"a comparison of the type {kind}")
    match left, right:
        case Register(), Constant(value=value):
            return _with_known(op, left, value, kind, writer)
        case Constant(value=value), Register():
            return _with_known(_MIRRORED[op], right, value, kind, writer)
        case Register(), Register() if left.form == right.form:
            return writer.compute(COMPARE[op], left, right)
        case _:
            raise Refused("a comparison of what stands in different forms")


def _with_known(op: str, register: Register, value: object, kind: Type, writer: Writer) -> Register | Constant:
    if not is_known(value):
        raise Refused("a comparison with nothing known")
    if kind == NUMBER:
        if not isinstance(value, int | Fraction):
            raise Refused("no number")
        least, exact = _threshold(Fraction(value), register.form)
        if not exact:
            if op in {"=", "!="}:
                return Constant(op == "!=")
            op = ">=" if op in {">", ">="} else "<"
        return writer.compare(op, register, least)
    if isinstance(value, dt.date):
        value = value.toordinal() - _EPOCH
    return writer.compare(op, register, lowered(value, kind))


def _threshold(constant: Fraction, form: Form) -> tuple[float, bool]:
    return numbers.least_float(constant) if form.floats else numbers.least_whole(constant, form.scale)


def _between(node: t.Between, writer: Writer) -> Found:
    low = _compared(">=", node.value, node.low, writer)
    return _all_of([low, _compared("<=", node.value, node.high, writer)], writer)


def _in(node: t.In, writer: Writer) -> Found:
    value = writer.found(node.value)
    with writer.testing(value):
        return _one_of([_passes(test, value, writer) for test in node.tests], writer)


def _passes(test: t.Expr, value: Found, writer: Writer) -> Register | Constant:
    if isinstance(test.type, RangeOf):
        return _within(test, value, test.type.item, writer)
    if isinstance(test.type, ListOf):
        equal = [_of_values("=", value, one, test.type.item, writer) for one in _listed(test, writer)]
        return _one_of(equal, writer)
    if test.type == BOOLEAN and mentions_input(test):
        return writer.truth(test)
    return _of_values("=", value, writer.found(test), test.type, writer)


def _listed(test: t.Expr, writer: Writer) -> list[Found]:
    if isinstance(test.type, ListOf) and isinstance(test.type.item, RangeOf):
        raise Refused("a list of ranges")
    if isinstance(test, t.ListLiteral) and test.items:
        return [writer.found(item) for item in test.items]
    known = writer.known(test).value if writer.by.is_fixed(test) else None
    if not isinstance(known, ListValue) or known.doubtful or known.open or not known.items:
        raise Refused("a list that is computed")
    return [Constant(item) for item in known.items]


def _within(test: t.Expr, value: Found, kind: Type, writer: Writer) -> Register | Constant:
    test = _plainly(test, writer)
    low: Found | None
    high: Found | None
    if isinstance(test, t.RangeLiteral):
        low, high = (None if end is None else writer.found(end) for end in (test.low, test.high))
        low_closed, high_closed = test.low_closed, test.high_closed
    else:
        known = writer.known(test).value if writer.by.is_fixed(test) else None
        if not isinstance(known, Range):
            raise Refused("a range that is computed")
        low, high = (None if end is None else Constant(end) for end in (known.low, known.high))
        low_closed, high_closed = known.low_closed, known.high_closed
    ends = []
    if low is not None:
        ends.append(_of_values(">=" if low_closed else ">", value, low, kind, writer))
    if high is not None:
        ends.append(_of_values("<=" if high_closed else "<", value, high, kind, writer))
    return _all_of(ends, writer)


# Lists


@dataclass(frozen=True, slots=True)
class _Members:
    """Members of a list fact, those for which some conditions hold."""

    path: str
    item: Found
    conditions: tuple[t.Expr, ...]


def _members(node: t.Expr, writer: Writer) -> _Members:
    node = _plainly(node, writer)
    match node:
        case t.FactRef(path=path) if isinstance(node.type, ListOf):
            if path not in writer.by.columns or writer.list_ is not None:
                raise Refused("a list that is not supplied, or of each member of another")
            if isinstance(node.type.item, RecordOf):
                return _Members(path, Member(), ())
            form = writer.by.forms.get(path)
            if form is None:
                raise Refused("nothing is known about its members")
            return _Members(path, writer.read(path, VALUE, form), ())
        case t.Filter(source=source, condition=condition) if condition.type == BOOLEAN:
            inner = _members(source, writer)
            return _Members(inner.path, inner.item, (*inner.conditions, condition))
        case _:
            raise Refused("a list that is computed")


def _hits(members: _Members, name: str, condition: t.Expr | None, writer: Writer) -> Register | Constant:
    """Of which members all conditions hold, and one more."""
    with writer.among(members.path, {name: members.item, ITEM: members.item}):
        kept = [writer.truth(one) for one in members.conditions]
        return _all_of([*kept, *([] if condition is None else [writer.truth(condition)])], writer)


def _some(node: t.Some, writer: Writer) -> Found:
    return _exists(node, node.condition, writer)


def _every(node: t.Every, writer: Writer) -> Found:
    condition = t.Not(node.condition, span=node.condition.span, type=BOOLEAN)
    return _opposite(_exists(node, condition, writer), writer)


def _exists(node: t.Some | t.Every, condition: t.Expr, writer: Writer) -> Register | Constant:
    (first, *others) = node.iterators
    if others or first.end is not None:
        raise Refused("several lists, or a count of numbers")
    members = _members(first.source, writer)
    hits, groups = _hits(members, first.name, condition, writer), writer.read(members.path, None)
    match hits:
        case Constant(value=False):
            return hits
        case Constant():
            return writer.compare(">=", writer.compute(kernels.sizes, groups), 1)
        case _:
            return writer.compute(kernels.some, groups, hits)


def _call(node: t.BuiltinCall, writer: Writer) -> Found:
    if node.function != "count":
        raise Refused(f"`{node.function}`")
    members = _members(node.arguments[0], writer)
    hits, groups = _hits(members, ITEM, None, writer), writer.read(members.path, None)
    match hits:
        case Constant(value=False):
            return Constant(0)
        case Constant():
            return writer.compute(kernels.sizes, groups)
        case _:
            return writer.compute(kernels.counted, groups, hits)


TRANSLATE: Mapping[type, Callable[[Any, Writer], Found]] = MappingProxyType(
    {
        t.FactRef: _fact,
        t.Path: _path,
        t.Name: _name,
        t.InputValue: _name,
        t.DefinitionRef: _definition,
        t.Labelled: _labelled,
        t.And: _and,
        t.Or: _or,
        t.Not: _not,
        t.AtLeast: _at_least,
        t.If: _if,
        t.Compare: _compare,
        t.Between: _between,
        t.In: _in,
        t.Some: _some,
        t.Every: _every,
        t.BuiltinCall: _call,
    }
)
"""What has a form on arrays; all else is worked out by Polars."""
