"""The parts of a condition on records of a list, where each reads one record and nothing else of the case."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workshop_rules.explain.terms import Terms
from workshop_rules.language import tree
from workshop_rules.language.tree import Expr
from workshop_rules.language.values import ListValue, Outcome, Range
from workshop_rules.language.walk import walk

_LOGIC = (tree.And, tree.Or, tree.Not, tree.AtLeast, tree.If, tree.Presupposes, tree.Some, tree.Every)
_ELSEWHERE = (
    tree.Filter,
    tree.For,
    tree.DecisionRef,
    tree.CriterionRef,
    tree.DecisionTable,
    tree.InputValue,
    tree.Call,
    tree.FunctionLiteral,
)
"""What reads more than one record, or binds names of its own."""
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Comparisons:
    """The parts of the condition of `some x in xs satisfies …`, all of which have to hold.

    Attributes:
        node: the quantifier.
        path: of the list.
        parts: the conditions that have none under them, in order.
        fields: of a record, those that each part reads.
        dates: that the parts name themselves.
    """

    node: tree.Some
    path: str
    parts: tuple[Expr, ...]
    fields: tuple[frozenset[str], ...]
    dates: frozenset[dt.date]

    def read(self, name: str) -> bool:
        """Whether any part reads the field."""
        return any(name in fields for fields in self.fields)

    def compared_alone(self, name: str) -> bool:
        """Whether a field is read by nothing but comparisons of it with what is the same for every record."""
        variable = self.node.iterators[0].name
        return all(
            fields == {name} and _compared(part, variable)
            for part, fields in zip(self.parts, self.fields, strict=True)
            if name in fields
        )

    def of(self, name: str) -> Iterator[tuple[int, Expr]]:
        """The parts that read a field, with their places."""
        for place, (part, fields) in enumerate(zip(self.parts, self.fields, strict=True)):
            if name in fields:
                yield place, part


def comparisons(terms: Terms, node: Expr) -> Comparisons | None:
    """The parts of a quantifier's condition; None where it is of another form, or reads what is not in the record."""
    match node:
        case tree.Some(
            iterators=(tree.Iterator(name=name, source=tree.FactRef(path=path), end=None),),
            condition=condition,
        ):
            parts = _parts(condition)
        case _:
            return None
    if parts is None or not all(_reads_record(terms, part, name) for part in parts):
        return None
    fields = tuple(frozenset(_fields(part, name)) for part in parts)
    return Comparisons(node, path, parts, fields, frozenset(_dates(terms, parts))) if any(fields) else None


def _parts(condition: Expr) -> tuple[Expr, ...] | None:
    condition = _within(condition)
    parts = tuple(map(_within, condition.operands)) if isinstance(condition, tree.And) else (condition,)
    return None if any(isinstance(part, _LOGIC) for part in parts) else parts


def _within(node: Expr) -> Expr:
    while isinstance(node, tree.Labelled):
        node = node.operand
    return node


def _reads_record(terms: Terms, part: Expr, variable: str) -> bool:
    """Whether a part reads fields of the record and constants, and nothing else."""
    named = 0
    for one in walk(part):
        match one:
            case tree.Name(name=name):
                named += 1
                if name != variable:
                    return False
            case tree.FactRef(path=path) if path != "as_of":
                return False
            case tree.DefinitionRef() if isinstance(part, tree.DefinitionRef) or terms.constant(one) is None:
                return False
            case _ if isinstance(one, _LOGIC + _ELSEWHERE):
                return False
            case _:
                pass
    return named == sum(1 for _ in _fields(part, variable))


def _fields(part: Expr, variable: str) -> Iterator[str]:
    for one in walk(part):
        match one:
            case tree.Path(source=tree.Name(name=name), name=field) if name == variable:
                yield field
            case _:
                pass


def _compared(part: Expr, variable: str) -> bool:
    """Whether a part compares one field of the record, as it stands, with something."""
    sides: Sequence[Expr]
    match part:
        case tree.Compare(left=left, right=right):
            sides = left, right
        case tree.In(value=value) | tree.Between(value=value):
            sides = (value,)
        case _:
            return False
    direct = [one for one in sides if isinstance(one, tree.Path) and isinstance(one.source, tree.Name)]
    return len(direct) == 1 == sum(1 for _ in _fields(part, variable))


def _dates(terms: Terms, parts: Sequence[Expr]) -> Iterator[dt.date]:
    """The dates that stand in conditions, and those next to the ends of their ranges, which may be told instead."""
    for part in parts:
        for one in walk(part):
            yield from _dates_in(terms.constant(one))


def _dates_in(value: Outcome | None) -> Iterator[dt.date]:
    match value:
        case dt.date() if not isinstance(value, dt.datetime):
            yield value
        case Range(low=low, high=high):
            yield from (near for end in (low, high) for date in _dates_in(end) for near in _beside(date))
        case ListValue(items=items):
            for item in items:
                yield from _dates_in(item)
        case _:
            pass


def _beside(date: dt.date) -> Iterator[dt.date]:
    yield date
    if date > dt.date.min:
        yield date - _DAY
    if date < dt.date.max:
        yield date + _DAY
