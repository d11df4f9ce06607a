"""Boxed expressions, evaluated (DMN 1.5, 10.2)."""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

from workshop_rules.dmn.boxed import (
    Boxed,
    BoxedConditional,
    BoxedContext,
    BoxedFilter,
    BoxedFor,
    BoxedFunction,
    BoxedInvocation,
    BoxedList,
    BoxedLiteral,
    BoxedQuantified,
    BoxedRelation,
    BoxedTable,
    Unreadable,
)
from workshop_rules.evaluate._dmn.comparison import Truth, both, either
from workshop_rules.evaluate._dmn.functions import feel_function, invoke, java_function
from workshop_rules.evaluate._dmn.interpreter import coerce, evaluate, filtered_by, passes
from workshop_rules.evaluate._dmn.iteration import members
from workshop_rules.evaluate._dmn.scope import Scope
from workshop_rules.evaluate._dmn.tables import decide
from workshop_rules.evaluate._dmn.values import Arguments, FeelValue, FunctionValue, Null, kind, null


def evaluate_box(box: Boxed, scope: Scope) -> FeelValue:
    """The value of a boxed expression, converted to its declared type.

    Raises:
        OutOfBoundsError: it took too many steps.
        RecursionError: functions call one another too deeply.
    """
    if isinstance(box, BoxedFunction):
        return function_of("", box, scope)
    return coerce(_value(box, scope), box.type_name, scope)


def _value(box: Boxed, scope: Scope) -> FeelValue:
    match box:
        case BoxedLiteral(expression):
            return evaluate(expression, scope)
        case Unreadable(reason):
            return null("unreadable", reason, box.span)
        case BoxedTable():
            return _table(box, scope)
        case BoxedContext():
            return _context(box, scope)
        case BoxedInvocation():
            return _invocation(box, scope)
        case BoxedFunction():
            return function_of("", box, scope)
        case BoxedRelation(columns, rows):
            return tuple(
                {column: evaluate_box(cell, scope) for column, cell in zip(columns, row, strict=True)} for row in rows
            )
        case BoxedList(items):
            return tuple(evaluate_box(item, scope) for item in items)
        case BoxedConditional(condition, then, otherwise):
            chosen = then if evaluate_box(condition, scope) is True else otherwise
            return evaluate_box(chosen, scope)
        case BoxedFilter(source, match):
            return filtered_by(evaluate_box(source, scope), lambda inner: evaluate_box(match, inner), scope, box.span)
        case BoxedFor():
            return _for(box, scope)
        case BoxedQuantified():
            return _quantified(box, scope)
        case _:
            assert_never(box)


def function_of(name: str, box: BoxedFunction, scope: Scope) -> FeelValue:
    """The function that a box defines."""
    match box.kind.upper():
        case "FEEL":
            return feel_function(
                name,
                box.parameters,
                lambda inner: evaluate_box(box.body, inner),
                scope,
                coerce=coerce,
                result=box.type_name,
            )
        case "JAVA":
            return java_function(name, box.parameters, evaluate_box(box.body, scope), scope, box.type_name)
        case other:
            return null("no_such_external", f"functions of kind {other} are not supported", box.span)


def _table(box: BoxedTable, scope: Scope) -> FeelValue:
    def results(value: FeelValue) -> FeelValue:
        if len(box.output_types) != 1 or box.table.aggregation is not None:
            return value
        return coerce(value, box.output_types[0], scope)

    return decide(box.table, scope, evaluate, passes, results)


def _context(box: BoxedContext, scope: Scope) -> FeelValue:
    entries: dict[str, FeelValue] = {}
    inner = scope.within(entries)
    for entry in box.entries:
        if entry.name in entries:
            return null("duplicate_key", f"the context has two entries {entry.name!r}", box.span)
        if isinstance(entry.value, BoxedFunction):
            value = function_of(entry.name, entry.value, inner)
        else:
            value = coerce(evaluate_box(entry.value, inner), entry.type_name, inner)
        entries[entry.name] = value
    return entries if box.result is None else evaluate_box(box.result, inner)


def _invocation(box: BoxedInvocation, scope: Scope) -> FeelValue:
    function = evaluate_box(box.function, scope)
    if not isinstance(function, FunctionValue):
        if isinstance(function, Null) and function.reason is not None:
            return function
        return null("not_a_function", f"a {kind(function)} cannot be called", box.span)
    named = {name: evaluate_box(value, scope) for name, value in box.bindings}
    return invoke(function, Arguments(named=named, span=box.span), scope)


def _for(box: BoxedFor, scope: Scope) -> FeelValue:
    items = members(evaluate_box(box.source, scope))
    if isinstance(items, Null):
        return items
    results: list[FeelValue] = []
    for item in items:
        scope.world.step()
        results.append(evaluate_box(box.body, scope.within({"partial": tuple(results), box.variable: item})))
    return tuple(results)


def _quantified(box: BoxedQuantified, scope: Scope) -> FeelValue:
    """Unlike `some` and `every` as text, null where a condition is neither a truth value nor null."""
    items = members(evaluate_box(box.source, scope))
    if isinstance(items, Null):
        return items
    truths: list[Truth] = []
    for item in items:
        scope.world.step()
        holds = evaluate_box(box.satisfies, scope.within({box.variable: item}))
        if not isinstance(holds, bool | Null):
            return null("not_a_boolean", f"the condition is a {kind(holds)}", box.span)
        truths.append(holds)
    combine: Callable[[list[Truth]], Truth] = both if box.every else either
    return combine(truths)
