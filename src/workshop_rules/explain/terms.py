"""What a pack calls the things that its expressions name: titles, units, records, and the values of constants."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from workshop_rules.compile.plan import Decision, Definition, Fact, FactField, Plan, Words
from workshop_rules.evaluate.evaluation import Case
from workshop_rules.language import tree
from workshop_rules.language.tree import Expr
from workshop_rules.language.types import Enumeration, Type
from workshop_rules.language.values import Error, Outcome, Unknown, Value
from workshop_rules.language.walk import walk

Scope = Mapping[str, Fact | None]
"""The variables that quantifiers, filters and `for` bind, each with the list fact whose records it runs over."""

_SAME_RECORDS = frozenset(
    {"sublist", "append", "concatenate", "reverse", "union", "distinct values", "flatten", "sort"}
)
"""List functions whose result has the records of their arguments."""

_SAME_UNIT = frozenset(
    {
        "abs",
        "ceiling",
        "decimal",
        "floor",
        "max",
        "mean",
        "median",
        "min",
        "round down",
        "round half down",
        "round half up",
        "round up",
        "sum",
    }
)
"""Functions whose result counts what their first argument counts."""

_BIRTH_DATE = "birth_date"
"""The shared vocabulary's date of birth; whole years since then are an age."""

_MOST_CONSTANTS = 1 << 13
"""How many expressions it is kept of whether they are constant."""

_COUNTED = {"completed years": "year", "years in periods": "year", "completed months": "month"}
"""Functions that count a unit of time."""


@dataclass(frozen=True)
class Terms:
    """The words of one decision of a pack.

    Attributes:
        evaluate: what a constant expression of this decision gives for this case.
    """

    plan: Plan
    decision: Decision
    case: Case
    evaluate: Callable[[Expr], Outcome] = field(repr=False)
    _constants: dict[int, tuple[Expr, Value | None]] = field(default_factory=dict, repr=False)

    def definition(self, name: str) -> Definition | None:
        """The named expression of the decision."""
        return next((d for d in self.decision.definitions if d.name == name), None)

    def constant(self, node: Expr) -> Value | None:
        """What the expression gives whatever the facts say; None where it depends on them, or gives nothing."""
        known = self._constants.get(id(node))
        if known is not None:
            return known[1]
        value = self.evaluate(node) if self._is_constant(node) else None
        found = None if isinstance(value, Unknown | Error) else value
        if len(self._constants) >= _MOST_CONSTANTS:
            self._constants.clear()
        self._constants[id(node)] = node, found  # the node is kept as well, so that no other can have its identity
        return found

    def _is_constant(self, node: Expr) -> bool:
        for part in walk(node):
            match part:
                case tree.FactRef(path=path) if path != "as_of":
                    return False
                case tree.Name() | tree.InputValue() | tree.DecisionRef() | tree.CriterionRef():
                    return False
                case tree.DefinitionRef(name=name):
                    definition = self.definition(name)
                    if definition is None or not self._is_constant(definition.expression):
                        return False
                case _:
                    pass
        return True

    def records(self, node: Expr, scope: Scope) -> Fact | None:
        """The list fact whose records the list holds, through filters, definitions and list functions."""
        match node:
            case tree.FactRef(path=path):
                return self.plan.facts.get(path)
            case tree.Name(name=name):
                return scope.get(name)
            case tree.Filter(source=source):
                return self.records(source, scope)
            case tree.DefinitionRef(name=name):
                definition = self.definition(name)
                return None if definition is None else self.records(definition.expression, {})
            case tree.BuiltinCall(function=function, arguments=arguments) if function in _SAME_RECORDS:
                found = (self.records(argument, scope) for argument in arguments)
                return next((fact for fact in found if fact is not None), None)
            case tree.If(then=then, otherwise=otherwise):
                return self.records(then, scope) or self.records(otherwise, scope)
            case tree.For(iterators=iterators, body=tree.Name(name=name)):
                sources = (self.records(i.source, scope) for i in iterators if i.name == name)
                return next(sources, None)
            case _:
                return None

    def field(self, source: Expr, name: str, scope: Scope) -> FactField | None:
        """The field `name` of what `source` gives: a record, or a list of records."""
        fact = self.records(source, scope)
        return None if fact is None else next((f for f in fact.fields if f.id == name), None)

    def unit(self, node: Expr, scope: Scope) -> Words | str | None:
        """What a number counts: the pack's words, the name of a unit of time, or None."""
        match node:
            case tree.FactRef(path=path):
                fact = self.plan.facts.get(path)
                return None if fact is None else fact.unit
            case tree.ParameterRef(name=name):
                parameter = self.plan.parameters.get(name)
                return None if parameter is None else parameter.unit
            case tree.DefinitionRef(name=name):
                definition = self.definition(name)
                return None if definition is None else self.unit(definition.expression, {})
            case tree.Path(source=source, name=name):
                found = self.field(source, name, scope)
                return None if found is None else found.unit
            case tree.BuiltinCall(function="count", arguments=(counted,)):
                records = self.records(counted, scope)
                return None if records is None or records.one is None else _measure(records.one)
            case tree.BuiltinCall(function=function, arguments=arguments):
                if function in _SAME_UNIT:
                    return self.unit(arguments[0], scope)
                return "age" if day_of_age(node) is not None else _COUNTED.get(function)
            case tree.Arithmetic(op="+" | "-", left=left, right=right):
                return self.unit(left, scope) or self.unit(right, scope)
            case tree.If(then=then, otherwise=otherwise):
                return self.unit(then, scope) or self.unit(otherwise, scope)
            case tree.Negate(operand=operand) | tree.Labelled(operand=operand) | tree.Presupposes(operand=operand):
                return self.unit(operand, scope)
            case _:
                return None

    def member(self, enumeration: str, member: str) -> Words:
        """What a member of an enumeration is called; its id where the pack has no words for it."""
        words = self.plan.enumerations.get(enumeration)
        found = None if words is None else next((w for m, w in words.members if m == member), None)
        return found or plain(member)

    def outcome(self, outcome: str) -> Words | None:
        """What an outcome of the decision is called."""
        return next((o.title for o in self.decision.outcomes if o.id == outcome), None)

    def is_ordered(self, type_: Type) -> bool:
        """Whether the type is an ordered enumeration."""
        return isinstance(type_, Enumeration) and type_.ordered


def day_of_age(node: Expr) -> Expr | None:
    """The day on which an age is counted; None where the expression is no age."""
    match node:
        case tree.BuiltinCall(function="completed years", arguments=(tree.FactRef(path=path), day, *_)) if (
            path == _BIRTH_DATE
        ):
            return day
        case _:
            return None


def _measure(one: Words) -> Words | None:
    """What a number of records counts: in Chinese the measure word of their name (学期|个), in English nothing."""
    _, _, measure = one.zh.partition("|")
    return Words(zh=measure, en="") if measure else None


def plain(name: str) -> Words:
    """A name for which the pack has no words, made readable."""
    text = name.replace("_", " ")
    return Words(zh=text, en=text)
