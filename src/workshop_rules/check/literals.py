"""Literals: temporal values are read here once and for all, lists and ranges get the type of what they hold."""

from __future__ import annotations

from dataclasses import replace

from workshop_rules.check.checking import Checking, quote
from workshop_rules.check.relations import in_words, is_ordered, join
from workshop_rules.check.scope import Scope
from workshop_rules.language.informal import date_meant, duration_meant
from workshop_rules.language.iso8601 import read_temporal, temporal_type
from workshop_rules.language.tree import (
    AtLiteral,
    ContextEntry,
    ContextLiteral,
    Expr,
    ListLiteral,
    NumberLiteral,
    RangeLiteral,
)
from workshop_rules.language.types import ANY, ListOf, RangeOf, RecordOf, Type
from workshop_rules.language.values import DaysTime, YearsMonths


def infer_temporal(checking: Checking, node: AtLiteral) -> Expr:
    """`@"2013-10-01"`: its text decides its type, and must stand for a value."""
    try:
        return replace(node, type=temporal_type(read_temporal(node.text)))
    except ValueError as error:
        meant = date_meant(node.text) or duration_meant(node.text)
        remedy = f'write @"{meant}"' if meant else ""
        checking.report("WR314", f"`{node.text}` stands for no value", node.span, str(error), remedy)
        return node


def infer_list(checking: Checking, node: ListLiteral, scope: Scope) -> Expr:
    """`[a, b]`: its items have one type."""
    items = tuple(checking.infer(item, scope) for item in node.items)
    type_: Type = ANY
    for item in items:
        joined = join(type_, item.type)
        if joined is None:
            checking.report(
                "WR307",
                f"the items of a list have one type; {quote(item)} is {in_words(item.type)}, those before it are "
                f"each {in_words(type_)}",
                item.span,
                label=in_words(item.type),
            )
            type_ = ANY
            break
        type_ = joined
    return replace(node, items=items, type=ListOf(type_))


def infer_range(checking: Checking, node: RangeLiteral, scope: Scope) -> Expr:
    """`[a..b]`: both ends have one type, and that type an order."""
    low = None if node.low is None else checking.infer(node.low, scope)
    high = None if node.high is None else checking.infer(node.high, scope)
    ends = [end for end in (low, high) if end is not None]
    type_: Type = ANY
    for end in ends:
        if not is_ordered(end.type):
            checking.report(
                "WR310", f"{quote(end)} is {in_words(end.type)}, which has no order", end.span, label="no order"
            )
            return replace(node, low=low, high=high, type=RangeOf(ANY))
        joined = join(type_, end.type)
        if joined is None:
            checking.report(
                "WR307",
                f"a range cannot go from {in_words(type_)} to {in_words(end.type)}",
                node.span,
            )
            return replace(node, low=low, high=high, type=RangeOf(ANY))
        type_ = joined
    checked = replace(node, low=low, high=high, type=RangeOf(type_))
    if is_empty(checked):
        checking.report("WR321", f"nothing lies in {quote(node)}", node.span, help_="put the lower end first")
    return checked


def infer_context(checking: Checking, node: ContextLiteral, scope: Scope) -> Expr:
    """`{a: 1, b: a + 1}`: a record; an entry sees those before it."""
    entries: dict[str, ContextEntry] = {}
    for entry in node.entries:
        if entry.key in entries:
            checking.report("WR315", f"the context has two entries `{entry.key}`", entry.key_span)
        value = checking.infer(entry.value, scope)
        entries[entry.key] = replace(entry, value=value)
        scope = replace(scope, entries={**scope.entries, entry.key: value.type})
    fields = tuple((key, entry.value.type) for key, entry in entries.items())
    return replace(node, entries=tuple(entries.values()), type=RecordOf("", fields))


def is_empty(node: RangeLiteral) -> bool:
    """Whether a range that is written out in literals ends before it begins."""
    match node.low, node.high:
        case NumberLiteral(value=low), NumberLiteral(value=high):
            return low > high
        case AtLiteral(text=low_text), AtLiteral(text=high_text) if node.type != RangeOf(ANY):
            return _key(low_text) > _key(high_text)
        case _:
            return False


def _key(text: str) -> tuple[int, str]:
    """What orders temporal literals of one type."""
    match read_temporal(text):
        case YearsMonths(size) | DaysTime(size):
            return size, ""
        case value:  # ISO 8601 texts of one form sort by time
            return 0, value.isoformat()
