"""Functions that a model defines: closures, business knowledge models, and external ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from workshop_rules.diagnostics import nearest
from workshop_rules.evaluate._dmn.externals import UnfitError, signature
from workshop_rules.evaluate._dmn.limits import MOST_CALLS, OutOfBoundsError
from workshop_rules.evaluate._dmn.scope import Scope
from workshop_rules.evaluate._dmn.values import (
    Arguments,
    FeelValue,
    FunctionValue,
    Null,
    ParameterOf,
    null,
)
from workshop_rules.language.tree import FormalParameter, FunctionLiteral, TypeName

Coerce = Callable[[FeelValue, TypeName | None, Scope], FeelValue]
Body = Callable[[Scope], FeelValue]


def feel_function(
    name: str,
    parameters: Sequence[FormalParameter],
    body: Body,
    scope: Scope,
    *,
    coerce: Coerce,
    result: TypeName | None = None,
) -> FunctionValue:
    """A function whose body sees its parameters and the scope in which it was made.

    Arguments are converted to the parameters' declared types, the result to its own. Where an argument does not
    conform the body is never evaluated, and the result is null.
    """
    formal = tuple(ParameterOf(parameter.name, parameter.type_name) for parameter in parameters)

    def invoke_it(arguments: Arguments) -> FeelValue:
        bound = bind(name, formal, arguments, scope, coerce)
        if isinstance(bound, Null):
            return bound
        return coerce(body(scope.within(bound)), result, scope)

    return FunctionValue(name, invoke_it, formal, result)


def bind(
    name: str, parameters: tuple[ParameterOf, ...], arguments: Arguments, scope: Scope, coerce: Coerce
) -> dict[str, FeelValue] | Null:
    """The arguments by parameter; null, with the reason, where they do not fit. Those not named are null."""
    called = name or "the function"
    names = [parameter.name for parameter in parameters]
    if arguments.named is None:
        if len(arguments.positional) != len(names):
            counts = f"{called} takes {len(names)} arguments, not {len(arguments.positional)}"
            return null("bad_arguments", counts, arguments.span)
        given = dict(zip(names, arguments.positional, strict=True))
    else:
        for strange in arguments.named.keys() - set(names):
            hint = nearest(strange, names)
            meant = f"; did you mean `{hint}`?" if hint else ""
            return null("no_such_parameter", f"{called} has no parameter `{strange}`{meant}", arguments.span)
        given = {one: arguments.named.get(one, Null()) for one in names}
    for parameter in parameters:
        value = given[parameter.name]
        converted = coerce(value, parameter.type_name, scope)
        if isinstance(converted, Null) and not isinstance(value, Null):
            reason = converted.reason.message if converted.reason else "it does not conform"
            return null("bad_arguments", f"{called}, `{parameter.name}`: {reason}", arguments.span)
        given[parameter.name] = converted
    return given


def external_function(expression: FunctionLiteral, mapping: FeelValue, scope: Scope) -> FeelValue:
    """The function that mapping information, as `{java: {class: …, method signature: …}}`, stands for."""
    java = mapping.get("java") if isinstance(mapping, dict) else None
    if not isinstance(java, dict):
        return null("no_such_external", "an external function needs `java` with `class` and `method signature`")
    return java_function("", expression.parameters, java, scope)


def java_function(
    name: str, parameters: Sequence[FormalParameter], mapping: FeelValue, scope: Scope, result: TypeName | None = None
) -> FeelValue:
    """The Python function that is registered for a Java class and method signature."""
    owner = mapping.get("class") if isinstance(mapping, dict) else None
    method = mapping.get("method signature") if isinstance(mapping, dict) else None
    if not isinstance(owner, str) or not isinstance(method, str):
        return null("no_such_external", "an external function needs a `class` and a `method signature`, both texts")
    external = scope.world.externals.get((owner, signature(method) or method))
    formal = tuple(ParameterOf(parameter.name, parameter.type_name) for parameter in parameters)

    def invoke_it(arguments: Arguments) -> FeelValue:
        if external is None:
            return null("no_such_external", f"no function is registered for {owner}.{method}", arguments.span)
        names = [parameter.name for parameter in formal]
        if arguments.named is None:
            values = arguments.positional
        elif set(arguments.named) <= set(names):
            values = tuple(arguments.named.get(one, Null()) for one in names)
        else:
            return null("bad_arguments", f"{owner}.{method} takes {', '.join(names)}", arguments.span)
        if len(values) != len(names):
            return null("bad_arguments", f"{owner}.{method} takes {len(names)} arguments", arguments.span)
        try:
            return external(*values)
        except UnfitError as error:
            return null("external_failed", f"{owner}.{method}: {error}", arguments.span)

    return FunctionValue(name or f"{owner}.{method}", invoke_it, formal, result)


def invoke(function: FunctionValue, arguments: Arguments, scope: Scope) -> FeelValue:
    """Apply a function, counting.

    Raises:
        OutOfBoundsError: functions call one another too deeply, or too often.
    """
    world = scope.world
    world.step(*arguments.positional, *(arguments.named or {}).values())
    world.calls += 1
    if world.calls > MOST_CALLS:
        raise OutOfBoundsError
    try:
        result = function.invoke(arguments)
    finally:
        world.calls -= 1
    world.step(result)
    return result
