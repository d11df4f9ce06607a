"""Arguments to parameters: the signature of a built-in function that a call fits, with FEEL's implicit conversions."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import TypeAlias

from workshop_rules.diagnostics import nearest
from workshop_rules.evaluate._dmn.builtins import IMPLEMENTATIONS
from workshop_rules.evaluate._dmn.values import (
    Arguments,
    Date,
    DateTime,
    FeelValue,
    FunctionValue,
    Null,
    RangeValue,
    Time,
    kind,
    null,
)
from workshop_rules.language.dialect import Dialect
from workshop_rules.language.functions import DURATION, FUNCTIONS, ORDERED, Parameter, Signature
from workshop_rules.language.types import ANY, FunctionOf, ListOf, RangeOf, Scalar, Type, Variable
from workshop_rules.language.values import DaysTime, YearsMonths

NULL_MEANS_LEFT_OUT = frozenset(
    {
        ("number", "grouping separator"),
        ("number", "decimal separator"),
        ("string join", "delimiter"),
        ("matches", "flags"),
        ("replace", "flags"),
        ("time", "offset"),
    }
)
"""Optional parameters for which a null is as good as none; for the others it makes the result null."""

_ORDERED = (Decimal, str, Date, Time, DateTime, YearsMonths, DaysTime)


@lru_cache(maxsize=256)
def builtin(name: str) -> FunctionValue | None:
    """The built-in function of that name as a value, or None."""
    function = FUNCTIONS.get(name)
    if function is None or not (signatures := function.of(Dialect.DMN)):
        return None
    return FunctionValue(name, _invoker(name, signatures))


def _invoker(name: str, signatures: tuple[Signature, ...]) -> Callable[[Arguments], FeelValue]:
    implementation = IMPLEMENTATIONS[name]

    def invoke(arguments: Arguments) -> FeelValue:
        for convert in (_exact, _converted):
            for signature in signatures:
                bound = _bind(name, signature, arguments, convert)
                if bound is not None:
                    result = implementation(*bound)
                    if isinstance(result, Null) and result.reason is not None and result.reason.span is None:
                        return null(result.reason.code, f"{name}: {result.reason.message}", arguments.span)
                    return result
        return _refused(name, signatures, arguments)

    return invoke


_Convert: TypeAlias = "Callable[[Type, FeelValue], FeelValue | None]"


def _bind(name: str, signature: Signature, arguments: Arguments, convert: _Convert) -> list[FeelValue] | None:
    """The converted arguments in the order of the parameters; None where the signature does not fit."""
    parameters = signature.parameters
    if arguments.named is not None:
        return _bind_named(name, parameters, arguments.named, convert)
    given = arguments.positional
    if len(given) < signature.required or (signature.most is not None and len(given) > signature.most):
        return None
    bound: list[FeelValue] = []
    for index, value in enumerate(given):
        parameter = parameters[min(index, len(parameters) - 1)]
        converted = _argument(name, parameter, value, convert)
        if converted is None:
            return None
        bound.append(converted)
    return bound


def _bind_named(
    name: str, parameters: tuple[Parameter, ...], named: dict[str, FeelValue], convert: _Convert
) -> list[FeelValue] | None:
    if not named.keys() <= {parameter.name for parameter in parameters if not parameter.variadic}:
        return None
    bound: list[FeelValue] = []
    last = max(
        (index for index, parameter in enumerate(parameters) if parameter.name in named or not parameter.optional),
        default=-1,
    )
    for parameter in parameters[: last + 1]:
        value = named.get(parameter.name, Null())
        converted = _argument(name, parameter, value, convert)
        if converted is None:
            return None
        bound.append(converted)
    return bound


def _argument(name: str, parameter: Parameter, value: FeelValue, convert: _Convert) -> FeelValue | None:
    if isinstance(value, Null) and (
        (name, parameter.name) in NULL_MEANS_LEFT_OUT or (parameter.variadic and not isinstance(parameter.type, ListOf))
    ):
        return value
    return convert(parameter.type, value)


def _exact(wanted: Type, value: FeelValue) -> FeelValue | None:
    """The value if it is of a type, else None."""
    return value if _is(wanted, value) else None


def _converted(wanted: Type, value: FeelValue) -> FeelValue | None:
    """The value, or what it converts to (a list of one item to the item, or back), if that is of a type; else None."""
    if _is(wanted, value):
        return value
    if isinstance(value, Null):
        return None
    if isinstance(wanted, ListOf):
        single: FeelValue = (value,)
        return single if not isinstance(value, tuple) and _is(wanted, single) else None
    if isinstance(value, tuple) and len(value) == 1 and _is(wanted, value[0]):
        return value[0]
    return None


def _is(wanted: Type, value: FeelValue) -> bool:
    match wanted:
        case Scalar():
            return wanted is ANY or kind(value) == wanted.name
        case ListOf(item):
            if not isinstance(value, tuple):
                return False
            return _takes_all(item) or all(isinstance(one, Null) or _is(item, one) for one in value)
        case RangeOf():
            return isinstance(value, RangeValue)
        case FunctionOf(parameters):
            return isinstance(value, FunctionValue) and (
                value.parameters is None or len(value.parameters) == len(parameters)
            )
        case Variable():
            if wanted == DURATION:
                return isinstance(value, YearsMonths | DaysTime)
            return wanted != ORDERED or isinstance(value, _ORDERED)
        case _:
            return isinstance(value, str)


def _takes_all(wanted: Type) -> bool:
    return wanted is ANY or (isinstance(wanted, Variable) and wanted not in {DURATION, ORDERED})


def _refused(name: str, signatures: tuple[Signature, ...], arguments: Arguments) -> Null:
    """Why no signature fits."""
    if arguments.named is not None:
        known = {parameter.name for signature in signatures for parameter in signature.parameters}
        for given in arguments.named:
            if given not in known:
                hint = nearest(given, known)
                meant = f"; did you mean `{hint}`?" if hint else ""
                return null("no_such_parameter", f"{name} has no parameter `{given}`{meant}", arguments.span)
    given_values = arguments.positional if arguments.named is None else tuple(arguments.named.values())
    kinds = ", ".join(map(kind, given_values)) or "nothing"
    ways = "; ".join(str(signature) for signature in signatures)
    return null("bad_arguments", f"{name} takes {ways}, not {kinds}", arguments.span)
