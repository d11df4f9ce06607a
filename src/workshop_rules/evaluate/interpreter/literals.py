"""Literals: what is written out, and lists, records and ranges put together from it."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from workshop_rules.evaluate.interpreter.numbers import exact
from workshop_rules.evaluate.interpreter.scope import Scope
from workshop_rules.language import tree as t
from workshop_rules.language.iso8601 import read_temporal
from workshop_rules.language.values import Error, ListValue, Number, Outcome, Range, Record, Temporal


def number_literal(node: t.NumberLiteral, _: Scope) -> Outcome:
    """The number, exactly as written."""
    return _exact(node.value)


@lru_cache(maxsize=4096)
def _exact(decimal: Decimal) -> Number:
    return exact(Fraction(decimal))


def string_literal(node: t.StringLiteral, _: Scope) -> Outcome:
    """The text."""
    return node.value


def boolean_literal(node: t.BooleanLiteral, _: Scope) -> Outcome:
    """True or false."""
    return node.value


def at_literal(node: t.AtLiteral, _: Scope) -> Outcome:
    """The temporal value; the checker has read it before."""
    return _read(node.text)


@lru_cache(maxsize=4096)
def _read(text: str) -> Temporal:
    return read_temporal(text)


def list_literal(node: t.ListLiteral, scope: Scope) -> Outcome:
    """The list; an item may be unknown, but the first that is an error is what the list comes to."""
    items = [scope.visit(item, scope) for item in node.items]
    error = next((item for item in items if isinstance(item, Error)), None)
    return error or ListValue(tuple(items))


def context_literal(node: t.ContextLiteral, scope: Scope) -> Outcome:
    """The record; each entry sees those before it. As in a list, entries may be unknown but not errors."""
    fields: dict[str, Outcome] = {}
    for entry in node.entries:
        value = scope.visit(entry.value, scope)
        if isinstance(value, Error):
            return value
        fields[entry.key] = value
        scope = scope.bind(entry.key, value)
    return Record(fields)


def range_literal(node: t.RangeLiteral, scope: Scope) -> Outcome:
    """The range. An end may be unknown or an error: a test against the other end alone may be settled without it."""
    low = None if node.low is None else scope.visit(node.low, scope)
    high = None if node.high is None else scope.visit(node.high, scope)
    return Range(low, high, node.low_closed, node.high_closed)
