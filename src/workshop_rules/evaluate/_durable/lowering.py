"""Conditions of a decision brought into the form that patterns are made of; what has none is refused by name."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import Any, TypeAlias, cast

from workshop_rules.compile.plan import Criterion, Decision, Plan
from workshop_rules.evaluate._durable import conditions as c
from workshop_rules.evaluate._durable.operands import Meant, Member, Scope, Terms
from workshop_rules.evaluate._durable.refused import REFUSES, Refused, why
from workshop_rules.evaluate._durable.terms import Computed, FieldTerm, Term, ValueTerm, WaivedTerm
from workshop_rules.language import tree as t
from workshop_rules.language.types import (
    BOOLEAN,
    DATE,
    DATE_TIME,
    DAYS_TIME,
    NUMBER,
    STRING,
    ListOf,
    RangeOf,
    RecordOf,
    Type,
)
from workshop_rules.language.values import DaysTime, Value
from workshop_rules.language.walk import mentions_input, walk

MOST_DEEP = 3
"""How many lists deep a condition may go."""
INPUT = "?"
ITEM = "item"


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a condition stands: what its variables mean, and how many lists deep it is."""

    scope: Scope
    depth: int


class Lowering:
    """Lowers the conditions of one decision."""

    def __init__(
        self, plan: Plan, decision: Decision, readings: Mapping[str, str], parameters: Mapping[str, Value | None]
    ) -> None:
        """For one choice of readings and parameters."""
        self._plan = plan
        self._decision = decision
        self._chosen = readings, parameters
        self._terms = Terms(plan, decision, readings, parameters)

    def condition(self, expression: t.Expr) -> c.Condition:
        """A checked boolean expression over the facts.

        Raises:
            Refused: something in it has no form as patterns.
        """
        return self._condition(expression, _Place({}, 0))

    def _condition(self, node: t.Expr, place: _Place) -> c.Condition:
        node, scope = self._terms.plain(node, place.scope)
        place = _Place(scope, place.depth)
        lower = _LOWER.get(type(node))
        if lower is None:
            raise Refused(why(node))
        return lower(self, node, place)

    def known(self, node: t.BooleanLiteral, _: _Place) -> c.Condition:
        """`true`, `false`."""
        return c.TRUE if node.value else c.FALSE

    def holds(self, node: t.Expr, place: _Place) -> c.Condition:
        """A fact or field that is true or false itself."""
        return self._test("=", self._terms.operand(node, place.scope), c.Fixed(True, BOOLEAN))

    def and_(self, node: t.And, place: _Place) -> c.Condition:
        """`and`."""
        return c.conjunction(*(self._condition(operand, place) for operand in node.operands))

    def or_(self, node: t.Or, place: _Place) -> c.Condition:
        """`or`."""
        return c.disjunction(*(self._condition(operand, place) for operand in node.operands))

    def not_(self, node: t.Not, place: _Place) -> c.Condition:
        """`not`."""
        return c.negation(self._condition(node.operand, place))

    def at_least(self, node: t.AtLeast, place: _Place) -> c.Condition:
        """At least so many of some conditions."""
        count = self._terms.constant(node.count, place.scope)
        if not isinstance(count, ValueTerm) or count.value is None:
            raise Refused("`at least` with a count that is not fixed")
        parts = tuple(self._condition(operand, place) for operand in node.operands)
        return _counted(c.Enough(parts, math.ceil(cast("Any", count.value))))

    def if_(self, node: t.If, place: _Place) -> c.Condition:
        """`if`: either branch where its condition says so, or both."""
        condition = self._condition(node.condition, place)
        if condition in (c.TRUE, c.FALSE):
            return self._condition(node.then if condition == c.TRUE else node.otherwise, place)
        then, otherwise = self._condition(node.then, place), self._condition(node.otherwise, place)
        if any(c.asks_for_judgement(part) for part in (condition, then, otherwise)):
            raise Refused(REFUSES[t.If])
        return c.disjunction(
            c.conjunction(condition, then),
            c.conjunction(c.negation(condition), otherwise),
            c.conjunction(then, otherwise),
        )

    def presupposes(self, node: t.Presupposes, place: _Place) -> c.Condition:
        """What is unknown where something else does not hold."""
        given = self._condition(node.given, place)
        if place.depth or c.asks_for_judgement(given) or not any(isinstance(n, t.FactRef) for n in walk(node.given)):
            raise Refused(REFUSES[t.Presupposes])
        if given == c.TRUE:
            return self._condition(node.operand, place)
        operand = self._condition(node.operand, place)
        if c.asks_for_judgement(operand):
            raise Refused(REFUSES[t.Presupposes])
        return c.disjunction(c.conjunction(given, operand), c.conjunction(c.negation(given), c.UNKNOWN))

    def compare(self, node: t.Compare, place: _Place) -> c.Condition:
        """`left op right`."""
        return self._compared(node.op, (node.left, place.scope), (node.right, place.scope), place.depth)

    def between(self, node: t.Between, place: _Place) -> c.Condition:
        """`value between low and high`."""
        value = node.value, place.scope
        return c.conjunction(
            self._compared(">=", value, (node.low, place.scope), place.depth),
            self._compared("<=", value, (node.high, place.scope), place.depth),
        )

    def in_(self, node: t.In, place: _Place) -> c.Condition:
        """Whether a value passes one of some tests."""
        value = Meant(node.value, place.scope)
        inside = _Place({**place.scope, INPUT: value}, place.depth)
        return c.disjunction(*(self._passes(value, test, inside) for test in node.tests))

    def _passes(self, value: Meant, test: t.Expr, place: _Place) -> c.Condition:
        if test.type == BOOLEAN and mentions_input(test):
            return self._condition(test, place)
        if isinstance(test.type, RangeOf):
            return self._in_range(value, test, place)
        if isinstance(test.type, ListOf):
            return self._among(value, test, place)
        return self._compared("=", value, (test, place.scope), place.depth)

    def _in_range(self, value: Meant, test: t.Expr, place: _Place) -> c.Condition:
        range_, scope = self._terms.plain(test, place.scope)
        if not isinstance(range_, t.RangeLiteral):
            raise Refused("a range that is no interval written out")
        ends = []
        if range_.low is not None:
            ends.append(self._compared(">=" if range_.low_closed else ">", value, (range_.low, scope), place.depth))
        if range_.high is not None:
            ends.append(self._compared("<=" if range_.high_closed else "<", value, (range_.high, scope), place.depth))
        return c.conjunction(*ends)

    def _among(self, value: Meant, test: t.Expr, place: _Place) -> c.Condition:
        """Whether some member of a list equals the value, or is a range that it lies in."""
        member = t.InputValue(span=test.span, type=cast("ListOf", test.type).item)
        if member.type == BOOLEAN:
            raise Refused("a list of truths")

        def body(scope: Scope, depth: int) -> c.Condition:
            return self._passes(value, member, _Place(scope, depth))

        return self._over("some", INPUT, (test, place.scope), place, body)

    def call(self, node: t.BuiltinCall, place: _Place) -> c.Condition:
        """A built-in function that gives a truth."""
        if node.function == "list contains":
            return self._among(Meant(node.arguments[1], place.scope), node.arguments[0], place)
        raise Refused(f"`{node.function}`")

    def quantifier(self, node: t.Some | t.Every, place: _Place) -> c.Condition:
        """`some` and `every`, one list inside another."""
        kind = "some" if isinstance(node, t.Some) else "every"
        return self._bound(kind, node.iterators, node.condition, place)

    def _bound(self, kind: str, iterators: tuple[t.Iterator, ...], body: t.Expr, place: _Place) -> c.Condition:
        if not iterators:
            return self._condition(body, place)
        first, *rest = iterators
        if first.end is not None:
            raise Refused("a variable that counts from one number to another")

        def inner(scope: Scope, depth: int) -> c.Condition:
            return self._bound(kind, tuple(rest), body, _Place(scope, depth))

        return self._over(kind, first.name, (first.source, place.scope), place, inner)

    def _over(
        self,
        kind: str,
        name: str,
        source: tuple[t.Expr, Scope],
        place: _Place,
        body: Callable[[Scope, int], c.Condition],
    ) -> c.Condition:
        """A quantifier over the members of a list: of facts, of constants, or of those that pass filters."""
        node, scope = self._terms.plain(*source)
        join = c.disjunction if kind == "some" else c.conjunction
        if isinstance(node, t.ListLiteral):
            return join(*(body({**place.scope, name: Meant(item, scope)}, place.depth) for item in node.items))
        filters = self._filters(node, scope)
        member = Member(place.depth + 1, filters.path, filters.type)
        if place.depth >= MOST_DEEP:
            raise Refused(f"lists more than {MOST_DEEP} deep in one another")
        belongs = self._belongs(filters, member, place.depth + 1)
        held = body({**place.scope, name: member}, place.depth + 1)
        some = kind == "some"
        inner = c.conjunction(belongs, held) if some else c.disjunction(c.negation(belongs), held)
        if c.asks_for_judgement(inner):
            raise Refused("a finding inside a quantifier")
        return c.Over(kind, filters.path, place.depth + 1, inner)

    def _belongs(self, filters: _Filtered, member: Member, depth: int) -> c.Condition:
        """That a member of a list passes all filters of it."""
        return c.conjunction(
            *(self._condition(test, _Place({**scope, ITEM: member}, depth)) for test, scope in filters.tests)
        )

    def _filters(self, node: t.Expr, scope: Scope) -> _Filtered:
        tests: list[tuple[t.Expr, Scope]] = []
        while isinstance(node, t.Filter):
            if node.condition.type == NUMBER:
                raise Refused("a place in a list")
            tests.append((node.condition, scope))
            node, scope = self._terms.plain(node.source, scope)
        if isinstance(node, t.FactRef) and isinstance(node.type, ListOf):
            return _Filtered(node.path, node.type.item, tuple(reversed(tests)))
        if isinstance(node, t.BuiltinCall):
            raise Refused(f"`{node.function}`")
        raise Refused(why(node))

    def _compared(self, op: str, left: Bounded, right: Bounded, depth: int) -> c.Condition:
        """`left op right`, of values or of counts."""
        first, second = self._terms.plain(*left), self._terms.plain(*right)
        for one, other, operator in ((first, second, op), (second, first, c.MIRRORED[op])):
            if isinstance(one[0], t.BuiltinCall) and one[0].function == "count":
                return self._count(operator, one, other, depth)
            if isinstance(one[0], t.BuiltinCall) and one[0].function == "sum" and one[0].type == NUMBER:
                summed, scope = self._terms.plain(one[0].arguments[0], one[1])
                if not isinstance(summed, t.ListLiteral):
                    return self._sum(operator, (summed, scope), other, depth)
            if isinstance(one[0], t.DecisionRef):
                return self._decided(operator, self._plan.decisions[one[0].name], self._terms.constant(*other))
        if first[0].type == BOOLEAN:
            return self._equal(op, first, second, depth)
        return self._test(op, self._terms.operand(*first), self._terms.operand(*second))

    def _equal(self, op: str, left: Bounded, right: Bounded, depth: int) -> c.Condition:
        """Whether two conditions come to the same."""
        first = self._condition(left[0], _Place(left[1], depth))
        second = self._condition(right[0], _Place(right[1], depth))
        if c.asks_for_judgement(first) or c.asks_for_judgement(second):
            raise Refused("a finding compared")
        same = c.disjunction(c.conjunction(first, second), c.conjunction(c.negation(first), c.negation(second)))
        return same if op == "=" else c.negation(same)

    def _decided(self, op: str, used: Decision, asked: Term | None) -> c.Condition:
        """Whether another decision ended so: one of two outcomes, by all its criteria, as of the same date."""
        match used.outcome:
            case t.If(condition=condition, then=t.StringLiteral(value=one), otherwise=t.StringLiteral(value=other)):
                pass
            case _:
                raise Refused(REFUSES[t.DecisionRef])
        named = {node.id for node in walk(condition) if isinstance(node, t.CriterionRef)}
        dated = used.as_of is None or used.as_of == self._decision.as_of
        if not dated or one == other or named != {criterion.id for criterion in used.criteria}:
            raise Refused(REFUSES[t.DecisionRef])
        if not isinstance(asked, ValueTerm) or asked.value not in {one, other} or op not in {"=", "!="}:
            raise Refused(REFUSES[t.DecisionRef])
        inner = Lowering(self._plan, used, *self._chosen)
        holds = _over_criteria(condition, {criterion.id: inner.holding(criterion) for criterion in used.criteria})
        return holds if (asked.value == one) is (op == "=") else c.negation(holds)

    def holding(self, criterion: Criterion) -> c.Condition:
        """That a criterion of the decision counts as met: it is, does not apply, or is waived.

        Raises:
            Refused: something in it has no form as patterns.
        """
        applies = c.TRUE if criterion.applies is None else self.condition(criterion.applies)
        met = c.disjunction(c.negation(applies), self.condition(criterion.condition))
        if criterion.waivable is None:
            return met
        waived = c.Cell(WaivedTerm(self._decision.id, criterion.id), BOOLEAN)
        return c.disjunction(met, c.Test(waived, "=", c.Fixed(True, BOOLEAN)))

    def _count(self, op: str, left: Bounded, right: Bounded, depth: int) -> c.Condition:
        """A count compared with a number that is fixed."""
        number = self._terms.constant(*right)
        if not isinstance(number, ValueTerm):
            raise Refused("a count compared with what is not fixed")
        call = cast("t.BuiltinCall", left[0])
        filters, body = self._members(*self._terms.plain(call.arguments[0], left[1]), depth)
        if number.value is None:
            return c.UNKNOWN
        return _count_of(op, c.Counted(filters.path, depth + 1, body, 0), Fraction(cast("Any", number.value)))

    def _sum(self, op: str, summed: Bounded, right: Bounded, depth: int) -> c.Condition:
        """A sum over a list compared with a number that is fixed."""
        number = self._terms.constant(*right)
        if not isinstance(number, ValueTerm):
            raise Refused("a sum compared with what is not fixed")
        node, scope = summed
        field = ""
        if isinstance(node, t.Path) and isinstance(node.source.type, ListOf):
            field = node.name
            node, scope = self._terms.plain(node.source, scope)
        filters, body = self._members(node, scope, depth)
        if number.value is None:
            return c.UNKNOWN
        term = FieldTerm(field, filters.path, depth + 1)
        return c.Summed(filters.path, depth + 1, body, term, op, c.Fixed(number.value, NUMBER))

    def _members(self, node: t.Expr, scope: Scope, depth: int) -> tuple[_Filtered, c.Condition]:
        """A list that something is worked out of, and that a record of it belongs to it."""
        filters = self._filters(node, scope)
        if depth >= MOST_DEEP:
            raise Refused(f"lists more than {MOST_DEEP} deep in one another")
        body = self._belongs(filters, Member(depth + 1, filters.path, filters.type), depth + 1)
        if c.asks_for_judgement(body):
            raise Refused("a finding inside a filter")
        return filters, body

    def _test(self, op: str, left: c.Operand, right: c.Operand) -> c.Condition:
        """A comparison, worked out where it is the same for every dossier."""
        if isinstance(left, c.Fixed):
            left, op, right = right, c.MIRRORED[op], left
        if any(isinstance(one, c.Fixed) and one.value is None for one in (left, right)):
            return c.UNKNOWN
        if isinstance(left, c.Fixed):
            return self._terms.settled(op, left, cast("c.Fixed", right))
        if left.type == STRING and op not in {"=", "!="}:
            raise Refused("the order of texts")
        if isinstance(left.type, ListOf | RecordOf | RangeOf):
            raise Refused("lists, records or ranges compared")
        if isinstance(right, c.Fixed):
            return c.Test(left, op, right)
        same_record = isinstance(left, c.Field) and isinstance(right, c.Field) and left.depth == right.depth
        if left.type in _DIFFERENCES and (same_record or left.type not in {DATE, DATE_TIME}):
            return _crosswise(op, left, right, same_record=same_record)
        if same_record:
            raise Refused(f"two fields of a record of the type `{left.type}` compared")
        return c.Test(left, op, right)


Bounded: TypeAlias = "tuple[t.Expr, Scope] | Meant"


@dataclass(frozen=True, slots=True)
class _Filtered:
    """A list of facts, and the filters that its members must pass."""

    path: str
    type: Type
    tests: tuple[tuple[t.Expr, Scope], ...]


_DIFFERENCES: Mapping[Type, c.Fixed] = MappingProxyType(
    {
        NUMBER: c.Fixed(0, NUMBER),
        DAYS_TIME: c.Fixed(DaysTime(0), DAYS_TIME),
        DATE: c.Fixed(DaysTime(0), DAYS_TIME),
        DATE_TIME: c.Fixed(DaysTime(0), DAYS_TIME),
    }
)
"""What the difference of two equal values is."""


def _crosswise(op: str, left: c.Cell | c.Field, right: c.Cell | c.Field, *, same_record: bool) -> c.Condition:
    """Two values of one place: their difference is worked out, and compared with none; others meet in a pattern."""
    none = _DIFFERENCES[left.type]
    difference = Computed("-", left.term, right.term)
    if isinstance(left, c.Cell) and isinstance(right, c.Cell):
        return c.Test(c.Cell(difference, none.type), op, none)
    if isinstance(left, c.Field) and same_record:
        return c.Test(c.Field(left.depth, left.source, difference, none.type), op, none)
    return c.Test(left, op, right)


def _over_criteria(node: t.Expr, truths: Mapping[str, c.Condition]) -> c.Condition:
    """A condition of an outcome, which is made of criteria."""
    match node:
        case t.CriterionRef(id=name):
            return truths[name]
        case t.Labelled(operand=operand):
            return _over_criteria(operand, truths)
        case t.Not(operand=operand):
            return c.negation(_over_criteria(operand, truths))
        case t.And(operands=operands):
            return c.conjunction(*(_over_criteria(operand, truths) for operand in operands))
        case t.Or(operands=operands):
            return c.disjunction(*(_over_criteria(operand, truths) for operand in operands))
        case _:
            raise Refused(REFUSES[t.DecisionRef])


def _counted(one: c.Counted | c.Enough) -> c.Condition:
    """At least so many; at least none, always."""
    return one if one.least > 0 else (c.FALSE if one.negated else c.TRUE)


def _count_of(op: str, count: c.Counted, number: Fraction) -> c.Condition:
    """`count op number`, said with "at least"."""

    def least(many: int) -> c.Condition:
        return _counted(c.Counted(count.source, count.depth, count.body, many))

    match op:
        case ">=":
            return least(math.ceil(number))
        case ">":
            return least(math.floor(number) + 1)
        case "<" | "<=" | "!=":
            return c.negation(_count_of(c.NEGATED[op], count, number))
        case _:
            if number.denominator != 1:
                raise Refused("a count that should be no whole number")
            return c.conjunction(least(int(number)), c.negation(least(int(number) + 1)))


_LOWER: Mapping[type, Callable[[Lowering, Any, _Place], c.Condition]] = MappingProxyType(
    {
        t.BooleanLiteral: Lowering.known,
        t.FactRef: Lowering.holds,
        t.Path: Lowering.holds,
        t.Name: Lowering.holds,
        t.And: Lowering.and_,
        t.Or: Lowering.or_,
        t.Not: Lowering.not_,
        t.AtLeast: Lowering.at_least,
        t.If: Lowering.if_,
        t.Presupposes: Lowering.presupposes,
        t.Compare: Lowering.compare,
        t.Between: Lowering.between,
        t.In: Lowering.in_,
        t.BuiltinCall: Lowering.call,
        t.Some: Lowering.quantifier,
        t.Every: Lowering.quantifier,
    }
)
"""The nodes that have a form as patterns where they are conditions."""
