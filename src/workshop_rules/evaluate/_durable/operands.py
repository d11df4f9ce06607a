"""What is compared: facts, fields of records, terms worked out of them, and values that no dossier changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple, TypeAlias, cast

from workshop_rules.compile.plan import Decision, Plan
from workshop_rules.evaluate._durable import conditions as c
from workshop_rules.evaluate._durable.refused import Beyond, Refused, why
from workshop_rules.evaluate._durable.terms import (
    Called,
    Computed,
    Derived,
    FactTerm,
    FieldTerm,
    Part,
    Supplied,
    Term,
    ValueTerm,
    parts_of,
    worked_out,
)
from workshop_rules.evaluate.interpreter.comparison import compared
from workshop_rules.language import tree as t
from workshop_rules.language.iso8601 import read_temporal
from workshop_rules.language.types import BOOLEAN, ListOf, RecordOf, Type
from workshop_rules.language.values import Value
from workshop_rules.language.walk import walk
from workshop_rules.pack.dossier import Dossier

FUNCTIONS = frozenset(
    {"completed years", "completed months", "years in periods", "floor", "ceiling", "abs", "modulo", "sum"}
)
"""The functions that may stand in a term."""


@dataclass(frozen=True, slots=True)
class Member:
    """A variable bound to the records of a list, `depth` lists deep."""

    depth: int
    source: str
    type: Type


class Meant(NamedTuple):
    """A variable that stands for an expression."""

    expression: t.Expr
    scope: Scope


Bound: TypeAlias = Member | Meant
Scope: TypeAlias = Mapping[str, Bound]

_NOTHING = Supplied(Dossier({}), None)


class Terms:
    """Makes terms of the expressions of one decision."""

    def __init__(
        self, plan: Plan, decision: Decision, readings: Mapping[str, str], parameters: Mapping[str, Value | None]
    ) -> None:
        """For one choice of readings and parameters."""
        self._plan = plan
        self._definitions = {one.name: one.expression for one in decision.definitions}
        self._readings = readings
        self._parameters = parameters

    def plain(self, node: t.Expr, scope: Scope) -> tuple[t.Expr, Scope]:
        """What an expression stands for: without labels, names, and branches that the readings rule out."""
        while True:
            match node:
                case t.Labelled(operand=operand):
                    node = operand
                case t.DefinitionRef(name=name):
                    node, scope = self._definitions[name], {}
                case t.Name(name=name) if isinstance(scope.get(name), Meant):
                    node, scope = cast("Meant", scope[name])
                case t.InputValue() if isinstance(scope.get("?"), Meant):
                    node, scope = cast("Meant", scope["?"])
                case t.If(condition=condition) if (chosen := self._chosen(condition, scope)) is not None:
                    node = node.then if chosen else node.otherwise
                case _:
                    return node, scope

    def _chosen(self, condition: t.Expr, scope: Scope) -> bool | None:
        """Whether a condition holds for every dossier; None where that depends on the dossier."""
        condition, scope = self.plain(condition, scope)
        match condition:
            case t.BooleanLiteral(value=value):
                return value
            case t.Compare(op=op, left=left, right=right) if left.type != BOOLEAN:
                first, second = self.constant(left, scope), self.constant(right, scope)
                if not isinstance(first, ValueTerm) or not isinstance(second, ValueTerm):
                    return None
                if first.value is None or second.value is None:
                    return None
                truth = compared(op, first.value, second.value, left.type)
                return truth if isinstance(truth, bool) else None
            case _:
                return None

    def settled(self, op: str, left: c.Fixed, right: c.Fixed) -> c.Condition:
        """A comparison that is the same for every dossier."""
        truth = compared(op, cast("Value", left.value), cast("Value", right.value), left.type)
        if not isinstance(truth, bool):
            raise Refused("a comparison without a result")
        return c.TRUE if truth else c.FALSE

    def constant(self, node: t.Expr, scope: Scope) -> Term | None:
        """The value of an expression that is the same for every dossier; None where it is not, or has no such form."""
        try:
            operand = self.operand(node, scope)
        except Refused:
            return None
        return ValueTerm(cast("Value", operand.value)) if isinstance(operand, c.Fixed) else None

    def operand(self, node: t.Expr, scope: Scope) -> c.Operand:
        """An expression that is no condition, as something to compare.

        Raises:
            Refused: it has no form as a term.
        """
        type_ = node.type
        term = self._term(node, scope)
        read = tuple(parts_of(term))
        members = {(one.depth, one.source) for one in read if isinstance(one, FieldTerm)}
        if not any(isinstance(one, FactTerm | FieldTerm | Derived) for one in read):
            return c.Fixed(worked_out(term, _NOTHING), type_)
        if not members:
            return c.Cell(term, type_)
        if len(members) > 1:
            raise Refused("a computation with fields of several records")
        if any(isinstance(one, FactTerm | Derived) for one in read):
            raise Refused("a computation with fields of a record and other facts")
        return c.Field(*members.pop(), term, type_)

    def _term(self, node: t.Expr, scope: Scope) -> Term:
        node, scope = self.plain(node, scope)
        match node:
            case t.NumberLiteral(value=value):
                fraction = Fraction(value)
                return ValueTerm(fraction.numerator if fraction.denominator == 1 else fraction)
            case t.StringLiteral(value=text):
                return ValueTerm(text)
            case t.BooleanLiteral(value=truth):
                return ValueTerm(truth)
            case t.AtLiteral(text=text):
                return ValueTerm(read_temporal(text))
            case t.EnumConstant(member=member):
                return ValueTerm(member)
            case t.ReadingRef(name=name):
                return ValueTerm(self._readings[name])
            case t.ParameterRef(name=name):
                return ValueTerm(self._parameters.get(name))
            case t.FactRef(path=path):
                return self._fact(path)
            case t.Name() | t.InputValue() if isinstance(bound := scope.get(_name_of(node)), Member):
                return FieldTerm("", bound.source, bound.depth)
            case t.Path():
                return self._path(node, scope)
            case t.Negate(operand=operand):
                return self._negated(operand, scope)
            case t.Arithmetic(op=op, left=left, right=right):
                return self._computed(op, left, right, scope)
            case t.BuiltinCall(function=function, arguments=arguments):
                return self._called(function, arguments, scope)
            case _:
                raise Refused(why(node))

    def _fact(self, path: str) -> Term:
        fact = self._plan.facts.get(path)
        if fact is None or fact.derivation is None:
            return FactTerm(path)
        reads = dict.fromkeys(node.path for node in walk(fact.derivation) if isinstance(node, t.FactRef))
        return Derived(path, self._term(fact.derivation, {}), tuple(reads))

    def _path(self, node: t.Path, scope: Scope) -> Term:
        whole, inner = self.plain(node.source, scope)
        term = self._term(whole, inner)
        if isinstance(whole.type, ListOf):
            raise Refused("the field of every record of a list")
        if not isinstance(whole.type, RecordOf):
            return Part(term, node.name)
        match term:
            case FactTerm(path=path):
                return FactTerm(f"{path}.{node.name}")
            case FieldTerm(name="", source=source, depth=depth):
                return FieldTerm(node.name, source, depth)
            case _:
                raise Refused("a record in a record of a list")

    def _negated(self, operand: t.Expr, scope: Scope) -> Term:
        return _folded(Computed("*", ValueTerm(-1), self._term(operand, scope)))

    def _computed(self, op: str, left: t.Expr, right: t.Expr, scope: Scope) -> Term:
        first, second = self._term(left, scope), self._term(right, scope)
        if op == "/" and not (isinstance(second, ValueTerm) and second.value):
            raise Refused("`/` by what may be 0")
        if op == "**":
            raise Refused("`**`")
        return _folded(Computed(op, first, second))

    def _called(self, function: str, arguments: tuple[t.Expr, ...], scope: Scope) -> Term:
        if function not in FUNCTIONS or (function == "sum" and not isinstance(arguments[0], t.ListLiteral)):
            raise Refused(f"`{function}`")
        if function == "sum":
            total: Term = ValueTerm(0)
            for item in cast("t.ListLiteral", arguments[0]).items:
                total = _folded(Computed("+", total, self._term(item, scope)))
            return total
        type_ = arguments[0].type
        return _folded(Called(function, type_, tuple(self._term(argument, scope) for argument in arguments)))


def _folded(term: Computed | Called) -> Term:
    """The value of a term that is the same for every dossier, or the term."""
    parts = (term.left, term.right) if isinstance(term, Computed) else term.arguments
    if all(isinstance(part, ValueTerm) for part in parts):
        try:
            return ValueTerm(cast("Value | None", worked_out(term, _NOTHING)))
        except Beyond as beyond:
            raise Refused(f"a computation without a result: {beyond}") from beyond
    return term


def _name_of(node: t.Expr) -> str:
    return node.name if isinstance(node, t.Name) else "?"
