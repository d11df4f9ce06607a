"""Types at work: which values conform to one, and the conversions that a declared type brings about (10.3.2.9)."""

from __future__ import annotations

from collections.abc import Callable

from workshop_rules.dmn.definitions import FunctionItem, ItemDefinition
from workshop_rules.dmn.types import ANY, SCALARS
from workshop_rules.evaluate._dmn.printing import written
from workshop_rules.evaluate._dmn.scope import Scope
from workshop_rules.evaluate._dmn.values import (
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
from workshop_rules.language.tree import TypeName, UnaryTests

Satisfies = Callable[[UnaryTests, FeelValue, Scope], bool]
"""Whether a value satisfies tests: the interpreter's, handed in because it stands above."""


class UnknownTypeError(Exception):
    """A type's name stands for none."""


def conforms(value: FeelValue, type_name: TypeName, scope: Scope, satisfies: Satisfies) -> bool:
    """Whether a value is of a type. Null is of every type that it is asked about inside another, but of none by itself.

    Raises:
        UnknownTypeError: there is no such type.
    """
    name = type_name.name
    if name in SCALARS:
        return kind(value) == SCALARS[name]
    match name:
        case "Any":
            return True
        case "Null":
            return isinstance(value, Null)
        case "list" | "range" if len(type_name.arguments) == 1:
            return _parts_conform(value, name, type_name.arguments[0], scope, satisfies)
        case "context" if type_name.fields:
            return isinstance(value, dict) and all(
                key in value and _conforms_or_null(value[key], wanted, scope, satisfies)
                for key, wanted in type_name.fields
            )
        case "function" if type_name.arguments:
            *parameters, result = type_name.arguments
            return _function_conforms(value, FunctionItem(tuple(parameters), result))
    found = scope.item(name)
    if found is None:
        raise UnknownTypeError(name)
    item, model = found
    return item_conforms(value, item, scope.of_model(model), satisfies)


def _conforms_or_null(value: FeelValue, type_name: TypeName, scope: Scope, satisfies: Satisfies) -> bool:
    known = conforms(value, type_name, scope, satisfies)  # asked of null too: the type must be there
    return known or isinstance(value, Null)


def _parts_conform(value: FeelValue, name: str, part: TypeName, scope: Scope, satisfies: Satisfies) -> bool:
    conforms(Null(), part, scope, satisfies)  # an unknown type of items is an error even for an empty list
    if name == "list":
        return isinstance(value, tuple) and all(_conforms_or_null(item, part, scope, satisfies) for item in value)
    return isinstance(value, RangeValue) and all(
        _conforms_or_null(endpoint, part, scope, satisfies) for endpoint in (value.low, value.high)
    )


def item_conforms(value: FeelValue, item: ItemDefinition, scope: Scope, satisfies: Satisfies) -> bool:
    """Whether a value is of a type that the model defines, or of a component of one.

    Raises:
        UnknownTypeError: the definition refers to a type that is not there.
    """
    if item.collection:
        fits = isinstance(value, tuple) and all(
            isinstance(member, Null) or _one_conforms(member, item, scope, satisfies) for member in value
        )
    else:
        fits = _one_conforms(value, item, scope, satisfies)
    return fits and (item.constraint is None or satisfies(item.constraint, value, scope))


def _one_conforms(value: FeelValue, item: ItemDefinition, scope: Scope, satisfies: Satisfies) -> bool:
    """Whether a value is one of the item's, its being a collection aside."""
    if item.function is not None:
        return _function_conforms(value, item.function)
    if item.components:
        fits = isinstance(value, dict) and all(
            part.name in value
            and (isinstance(value[part.name], Null) or item_conforms(value[part.name], part, scope, satisfies))
            for part in item.components
        )
    else:
        fits = item.type_name is None or conforms(value, item.type_name, scope, satisfies)
    return fits and (item.allowed is None or satisfies(item.allowed, value, scope))


def _function_conforms(value: FeelValue, wanted: FunctionItem) -> bool:
    """Whether a function takes and gives what a type asks for; a type that it does not declare fits any."""
    if not isinstance(value, FunctionValue):
        return False
    if value.parameters is None:
        return True
    if len(value.parameters) != len(wanted.parameters):
        return False
    taken = (
        parameter.type_name is None or asked is None or _same_or_any(parameter.type_name, asked)
        for parameter, asked in zip(value.parameters, wanted.parameters, strict=True)
    )
    given = value.result is None or wanted.result is None or _same_or_any(wanted.result, value.result)
    return given and all(taken)


def _same_or_any(wide: TypeName, narrow: TypeName) -> bool:
    names = (SCALARS.get(wide.name, wide.name), SCALARS.get(narrow.name, narrow.name))
    same = names[0] == names[1] and wide.arguments == narrow.arguments and wide.fields == narrow.fields
    return same or ANY in names


def instance_of(value: FeelValue, type_name: TypeName, scope: Scope, satisfies: Satisfies) -> bool | Null:
    """`value instance of type`; null where there is no such type."""
    try:
        fits = conforms(value, type_name, scope, satisfies)
    except UnknownTypeError as error:
        return null("no_such_type", f"there is no type {error}")
    return fits and (not isinstance(value, Null) or type_name.name == "Null")


def coerced(value: FeelValue, type_name: TypeName | None, scope: Scope, satisfies: Satisfies) -> FeelValue:
    """A value bound where a type is declared.

    It stays as it is where it conforms; a list of one item becomes that item, an item a list of one, and a date its
    midnight in UTC, where only that conforms. Otherwise it is null.
    """
    if type_name is None or isinstance(value, Null) or type_name.name == ANY:
        return value
    try:
        for candidate in _candidates(value):
            if conforms(candidate, type_name, scope, satisfies):
                return candidate
    except UnknownTypeError as error:
        return null("no_such_type", f"there is no type {error}")
    return null("wrong_type", f"{_short(value)} is no {type_name.name}")


def _candidates(value: FeelValue) -> list[FeelValue]:
    candidates = [value]
    if isinstance(value, tuple) and len(value) == 1:
        candidates.append(value[0])
    if not isinstance(value, tuple):
        candidates.append((value,))
    if isinstance(value, Date):
        candidates.append(DateTime(value, Time(0, 0, 0, 0, 0)))
    return candidates


def _short(value: FeelValue) -> str:
    text = written(value)
    return text if len(text) <= 60 else f"{text[:60]}…"  # noqa: PLR2004 (a line of a message)
