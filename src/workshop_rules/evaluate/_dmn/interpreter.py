"""The tree of FEEL, evaluated in the dmn dialect (DMN 1.5, 10.3.2). What has no result is null, with its reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from workshop_rules.diagnostics import Span
from workshop_rules.evaluate._dmn.arithmetic import compute, negate
from workshop_rules.evaluate._dmn.binding import builtin
from workshop_rules.evaluate._dmn.comparison import COMPARE, Truth, at_most, both, either, equal, negated, within
from workshop_rules.evaluate._dmn.functions import external_function, feel_function, invoke
from workshop_rules.evaluate._dmn.iso import read_temporal
from workshop_rules.evaluate._dmn.iteration import combinations, mentions
from workshop_rules.evaluate._dmn.printing import written
from workshop_rules.evaluate._dmn.properties import component
from workshop_rules.evaluate._dmn.scope import Scope
from workshop_rules.evaluate._dmn.tables import decide
from workshop_rules.evaluate._dmn.typing import coerced, instance_of
from workshop_rules.evaluate._dmn.values import (
    DECIMAL128,
    NULL,
    Arguments,
    FeelValue,
    FunctionValue,
    Null,
    RangeValue,
    kind,
    null,
)
from workshop_rules.language import tree
from workshop_rules.language.tree import Expr, UnaryTests
from workshop_rules.language.walk import mentions_input

INPUT = "?"
"""The name under which the value that tests are about is in scope."""


def evaluate(expression: Expr, scope: Scope) -> FeelValue:
    """The value of an expression.

    Args:
        expression: as the parser gives it, in the dmn dialect.
        scope: what it can see.

    Raises:
        OutOfBoundsError: it took too many steps.
        RecursionError: functions call one another too deeply.
    """
    match expression:
        case tree.Name(name=name):
            return _named(name, scope, expression.span)
        case tree.NumberLiteral(value=value):
            return DECIMAL128.plus(value)
        case tree.StringLiteral(value=value) | tree.BooleanLiteral(value=value):
            return value
        case tree.NullLiteral():
            return NULL
        case tree.Path(source=source, name=name):
            return component(evaluate(source, scope), name, expression.span)
        case tree.Compare(op=op, left=left, right=right):
            return _compared(op, evaluate(left, scope), evaluate(right, scope), scope)
        case tree.Arithmetic(op=op, left=left, right=right):
            return _computed(op, evaluate(left, scope), evaluate(right, scope), scope, expression.span)
        case tree.Negate(operand=operand):
            return negate(evaluate(operand, scope), expression.span)
        case tree.Call():
            return _called(expression, scope)
        case tree.And(operands=operands):
            return both(_truths(operands, scope))
        case tree.Or(operands=operands):
            return either(_truths(operands, scope))
        case tree.If(condition=condition, then=then, otherwise=otherwise):
            return evaluate(then if evaluate(condition, scope) is True else otherwise, scope)
        case tree.InputValue():
            return _input(scope, expression.span)
        case tree.UnaryTests():
            return passes(expression, _input(scope, expression.span), scope)
        case tree.In(value=value, tests=tests):
            return _in(tests, evaluate(value, scope), scope)
        case tree.Between(value=value, low=low, high=high):
            middle = evaluate(value, scope)
            return both((at_most(evaluate(low, scope), middle), at_most(middle, evaluate(high, scope))))
        case tree.ListLiteral(items=items):
            return tuple(evaluate(item, scope) for item in items)
        case tree.ContextLiteral():
            return _context(expression, scope)
        case tree.RangeLiteral():
            return _range(expression, scope)
        case tree.AtLiteral(text=text):
            return _at_literal(text, expression.span)
        case tree.Filter(source=source, condition=condition):
            return filtered(evaluate(source, scope), condition, scope, expression.span)
        case tree.For(iterators=iterators, body=body):
            return _for(iterators, body, scope)
        case tree.Some(iterators=iterators, condition=condition):
            return _quantified(iterators, condition, scope, every=False)
        case tree.Every(iterators=iterators, condition=condition):
            return _quantified(iterators, condition, scope, every=True)
        case tree.InstanceOf(value=value, type_name=type_name):
            return instance_of(evaluate(value, scope), type_name, scope, satisfies)
        case tree.FunctionLiteral(external=True):
            return external_function(expression, evaluate(expression.body, scope), scope)
        case tree.FunctionLiteral(parameters=parameters, body=body):
            return feel_function("", parameters, lambda inner: evaluate(body, inner), scope, coerce=coerce)
        case tree.DecisionTable():
            return decide(expression, scope, evaluate, passes)
        case tree.Not(operand=operand):
            return negated(_truth(evaluate(operand, scope)))
        case _:
            return null("not_in_dialect", f"{type(expression).__name__} is no part of the dmn dialect", expression.span)


def coerce(value: FeelValue, type_name: tree.TypeName | None, scope: Scope) -> FeelValue:
    """A value bound where a type is declared: see `typing.coerced`."""
    return coerced(value, type_name, scope, satisfies)


def satisfies(tests: UnaryTests, value: FeelValue, scope: Scope) -> bool:
    """Whether a value passes tests for certain."""
    return passes(tests, value, scope) is True


def passes(tests: UnaryTests, value: FeelValue, scope: Scope) -> Truth:
    """Whether a value passes the tests of a cell; no tests pass anything."""
    if not tests.tests:
        return True
    result = _in(tests.tests, value, scope)
    return negated(result) if tests.negated else result


def filtered(source: FeelValue, condition: Expr, scope: Scope, span: Span | None) -> FeelValue:
    """`source[condition]`: by place where the condition is a number, else the items for which it is true."""
    return filtered_by(source, lambda inner: evaluate(condition, inner), scope, span)


def filtered_by(
    source: FeelValue, condition: Callable[[Scope], FeelValue], scope: Scope, span: Span | None
) -> FeelValue:
    """A filter whose condition is evaluated by the function given."""
    if isinstance(source, Null):
        return source if source.reason else null("null_operand", "a filter of null", span)
    items = source if isinstance(source, tuple) else (source,)
    kept: list[FeelValue] = []
    first = condition(_item_scope(items[0] if items else NULL, scope))
    if isinstance(first, Decimal):
        return _at(items, first, span)
    for index, item in enumerate(items):
        scope.world.step()
        holds = first if index == 0 else condition(_item_scope(item, scope))
        if holds is True:
            kept.append(item)
        elif holds is not False and not isinstance(holds, Null):
            return null("not_a_boolean", f"the condition of a filter is a {kind(holds)}", span)
    return tuple(kept)


def _item_scope(item: FeelValue, scope: Scope) -> Scope:
    """The scope of a filter's condition: `item`, and the entries of an item that is a context."""
    return scope.within({"item": item, **item} if isinstance(item, dict) else {"item": item})


def _at(items: tuple[FeelValue, ...], place: Decimal, span: Span | None) -> FeelValue:
    if abs(place) > len(items) or not int(place):
        return null("position_out_of_range", f"the list has no item {place:f}", span)
    at = int(place)
    return items[at - 1] if at > 0 else items[at]


def _computed(operator: str, left: FeelValue, right: FeelValue, scope: Scope, span: Span) -> FeelValue:
    result = compute(operator, left, right, span)
    if isinstance(result, str):
        scope.world.step(result)
    return result


def _compared(operator: str, left: FeelValue, right: FeelValue, scope: Scope) -> Truth:
    if isinstance(left, tuple):
        scope.world.step(left)
    return COMPARE[operator](left, right)


def _named(name: str, scope: Scope, span: Span) -> FeelValue:
    found = scope.find(name)
    if found is None:
        found = builtin(name)
    return null("no_such_name", f"there is no `{name}` here", span) if found is None else found


def _input(scope: Scope, span: Span) -> FeelValue:
    found = scope.find(INPUT)
    return null("no_such_name", "there is no value that `?` could stand for", span) if found is None else found


def _at_literal(text: str, span: Span) -> FeelValue:
    value = read_temporal(text)
    return null("not_readable", f"@{text[:40]!r} is no date, time or duration", span) if value is None else value


def _truth(value: FeelValue) -> Truth:
    """A value as an operand of logic: what is no truth value is null."""
    if isinstance(value, bool | Null):
        return value
    return null("not_a_boolean", f"a {kind(value)} where true or false belongs")


def _truths(operands: Iterable[Expr], scope: Scope) -> Iterator[Truth]:
    return (_truth(evaluate(operand, scope)) for operand in operands)


def _in(tests: tuple[Expr, ...], value: FeelValue, scope: Scope) -> Truth:
    inner = scope.within({INPUT: value})
    return either(_passes_one(test, value, inner) for test in tests)


def _passes_one(test: Expr, value: FeelValue, scope: Scope) -> Truth:
    """Whether a value passes one test: a condition over `?`, a range, a list, or a value to equal."""
    found = evaluate(test, scope)
    if mentions_input(test):
        return _truth(found)
    if isinstance(found, RangeValue) and not isinstance(value, RangeValue):
        return within(value, found)
    if isinstance(found, tuple):
        scope.world.step(found)
        if isinstance(value, tuple) and equal(value, found) is True:
            return True
        return either(_is_or_within(value, item) for item in found)
    return equal(value, found)


def _is_or_within(value: FeelValue, item: FeelValue) -> Truth:
    """Whether an item of a list is the value, or a range that has it."""
    if isinstance(item, RangeValue) and not isinstance(value, RangeValue):
        return within(value, item)
    return equal(value, item) is True


def _context(expression: tree.ContextLiteral, scope: Scope) -> FeelValue:
    entries: dict[str, FeelValue] = {}
    inner = scope.within(entries)
    for entry in expression.entries:
        if entry.key in entries:
            return null("duplicate_key", f"the context has two entries {entry.key!r}", entry.key_span)
        value = evaluate(entry.value, inner)
        entries[entry.key] = value
    return entries


def _range(expression: tree.RangeLiteral, scope: Scope) -> FeelValue:
    low = NULL if expression.low is None else evaluate(expression.low, scope)
    high = NULL if expression.high is None else evaluate(expression.high, scope)
    operator = expression.unary
    if expression.low is None:
        operator = "<=" if expression.high_closed else "<"
    elif expression.high is None:
        operator = ">=" if expression.low_closed else ">"
    if not operator and not (isinstance(low, Null) or isinstance(high, Null)) and at_most(low, high) is not True:
        return null("bad_range", f"there is no range from {written(low)} to {written(high)}", expression.span)
    return RangeValue(low, high, expression.low_closed, expression.high_closed, operator)


def _for(iterators: tuple[tree.Iterator, ...], body: Expr, scope: Scope) -> FeelValue:
    partial = mentions(body, "partial")
    results: list[FeelValue] = []
    for found in combinations(iterators, scope, evaluate):
        if isinstance(found, Null):
            return found
        variables = found
        if partial:
            so_far = tuple(results)
            scope.world.step(so_far)
            variables = {"partial": so_far, **found}
        results.append(evaluate(body, scope.within(variables)))
    return tuple(results)


def _quantified(iterators: tuple[tree.Iterator, ...], condition: Expr, scope: Scope, *, every: bool) -> FeelValue:
    failure: list[Null] = []

    def cases() -> Iterator[Truth]:
        for found in combinations(iterators, scope, evaluate):
            if isinstance(found, Null):
                failure.append(found)
                return
            yield _truth(evaluate(condition, scope.within(found)))

    result = both(cases()) if every else either(cases())
    return failure[0] if failure else result


def _called(call: tree.Call, scope: Scope) -> FeelValue:
    function = evaluate(call.function, scope)
    if not isinstance(function, FunctionValue):
        if isinstance(function, Null) and function.reason is not None:
            return function
        return null("not_a_function", f"a {kind(function)} cannot be called", call.span)
    if any(argument.name is not None for argument in call.arguments):
        named = {argument.name or "": evaluate(argument.value, scope) for argument in call.arguments}
        if len(named) < len(call.arguments):
            return null("bad_arguments", "an argument is given twice", call.span)
        return invoke(function, Arguments(named=named, span=call.span), scope)
    positional = tuple(evaluate(argument.value, scope) for argument in call.arguments)
    return invoke(function, Arguments(positional, span=call.span), scope)
