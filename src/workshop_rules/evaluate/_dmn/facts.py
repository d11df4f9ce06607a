"""Facts from outside, as Python, JSON and YAML have them, to the inputs of a model, by their declared types.

Strict, as for packs: no text becomes a number, no number a date. A date, time or duration may be text where the model
declares the type. Floats are read by their shortest decimal text. What is absent or None is null.
"""

from __future__ import annotations

import datetime as dt
import decimal
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from workshop_rules.diagnostics import Diagnostic, Found, nearest
from workshop_rules.dmn.definitions import Decision, Definitions, Element, InputData, ItemDefinition
from workshop_rules.dmn.types import SCALARS
from workshop_rules.evaluate._dmn import iso
from workshop_rules.evaluate._dmn.interpreter import coerce, satisfies
from workshop_rules.evaluate._dmn.printing import written
from workshop_rules.evaluate._dmn.scope import Scope, World
from workshop_rules.evaluate._dmn.typing import UnknownTypeError, item_conforms
from workshop_rules.evaluate._dmn.values import (
    DECIMAL128,
    NULL,
    Date,
    DateTime,
    FeelValue,
    Null,
    Time,
)
from workshop_rules.language.tree import TypeName
from workshop_rules.language.values import DaysTime, YearsMonths
from workshop_rules.pack.boundary_values import shown_value

DEEPEST = 100
"""Levels of lists and records within one another."""

_READERS: Mapping[str, Callable[[str], FeelValue | None]] = {
    "date": iso.read_date,
    "time": iso.read_time,
    "date and time": iso.read_date_time,
    "days and time duration": iso.read_duration,
    "years and months duration": iso.read_duration,
}


class UnfitError(Exception):
    """A fact has no value that FEEL could have; the message says where and why."""


def read_value(fact: object) -> FeelValue:
    """A value from outside as FEEL has it, whatever its type.

    Raises:
        UnfitError: FEEL has no such value.
    """
    return _value(fact, "value")


def read_facts(model: Definitions, facts: object) -> Found[dict[str, FeelValue]]:
    """The inputs of a model.

    Args:
        model: the model.
        facts: a mapping of values by the name of the input data, or of a decision that has no logic; those of an
            imported model in a mapping under the name of the import.

    Returns:
        The inputs, and what is wrong with them: names that the model does not have (WR715), values that do not have
        the declared type (WR716).
    """
    if not isinstance(facts, Mapping):
        message = f"facts are a mapping of inputs to values, not {shown_value(facts)}"
        return Found(None, (Diagnostic("WR716", message, None),))
    diagnostics: list[Diagnostic] = []
    return Found(_read(model, facts, "", diagnostics), tuple(diagnostics))


def _read(
    model: Definitions, facts: Mapping[str, object], path: str, diagnostics: list[Diagnostic]
) -> dict[str, FeelValue]:
    elements = {element.name: (element, owner) for element, owner in _owned_inputs(model)}
    values: dict[str, FeelValue] = {}
    for name, fact in facts.items():
        if name in elements:
            element, owner = elements[name]
            try:
                _check_depth(fact, path + name)
                values[name] = _checked(fact, element, Scope({}, world=World(), model=owner), path + name)
            except UnfitError as error:
                diagnostics.append(Diagnostic("WR716", str(error), None))
        elif name and name in model.imports:
            if isinstance(fact, Mapping):
                values[name] = _read(model.imports[name], fact, f"{path}{name}.", diagnostics)
            else:
                message = f"{path}{name}: the inputs of an imported model are a mapping, not {shown_value(fact)}"
                diagnostics.append(Diagnostic("WR716", message, None))
        else:
            known = nearest(str(name), [*elements, *filter(None, model.imports)])
            hint = f"did you mean {known!r}?" if known else f"the model's inputs are {', '.join(elements) or 'none'}"
            strange = f"{path}{name}"  # a name that is no text is none of an input
            diagnostics.append(Diagnostic("WR715", f"the model has no input {strange!r}", None, "", hint))
    return values


def inputs_of(model: Definitions) -> Iterator[Element]:
    """What may be given from outside: input data, and decisions without logic, those of an unnamed import too."""
    return (element for element, _ in _owned_inputs(model))


def _owned_inputs(model: Definitions) -> Iterator[tuple[Element, Definitions]]:
    """What may be given from outside, and the model whose types it has."""
    for element in model.elements.values():
        if isinstance(element, InputData) or (isinstance(element, Decision) and element.logic is None):
            yield element, model
    if "" in model.imports:
        yield from _owned_inputs(model.imports[""])


def _check_depth(fact: object, path: str) -> None:
    """Refuse values within one another that would not fit onto Python's own stack.

    Raises:
        UnfitError: they are too many.
    """
    level: list[object] = [fact]
    for _ in range(DEEPEST):
        level = [
            part
            for one in level
            if isinstance(one, Mapping | list | tuple)
            for part in (one.values() if isinstance(one, Mapping) else one)
        ]
        if not level:
            return
    raise UnfitError(f"{path}: there are more than {DEEPEST} values within one another")


def _checked(fact: object, element: Element, scope: Scope, path: str) -> FeelValue:
    value = _typed(fact, element.type_name, scope, path)
    converted = coerce(value, element.type_name, scope)
    if isinstance(converted, Null) and not isinstance(value, Null):
        reason = converted.reason.message if converted.reason else "it does not conform"
        raise UnfitError(f"{path}: {reason}")
    return converted


def _typed(fact: object, type_name: TypeName | None, scope: Scope, path: str) -> FeelValue:
    """A fact as a value of FEEL, read by the type where it is text."""
    if type_name is None:
        return _value(fact, path)
    name = SCALARS.get(type_name.name)
    read = _READERS.get(name or "")
    if read is not None and isinstance(fact, str):
        value = read(fact)
        if value is None:
            raise UnfitError(f"{path}: {fact!r} is no {name}")
        return value
    if type_name.name == "list" and type_name.arguments and isinstance(fact, list | tuple):
        return tuple(_typed(item, type_name.arguments[0], scope, f"{path}[{n}]") for n, item in enumerate(fact, 1))
    if type_name.fields and isinstance(fact, Mapping):
        fields = dict(type_name.fields)
        return {str(key): _typed(item, fields.get(str(key)), scope, f"{path}.{key}") for key, item in fact.items()}
    found = None if name else scope.item(type_name.name)
    return _value(fact, path) if found is None else _of_item(fact, found[0], scope.of_model(found[1]), path)


def _of_item(fact: object, item: ItemDefinition, scope: Scope, path: str) -> FeelValue:
    if item.collection and isinstance(fact, list | tuple):
        return tuple(_of_one(one, item, scope, f"{path}[{n}]") for n, one in enumerate(fact, 1))
    return _of_one(fact, item, scope, path)


def _of_one(fact: object, item: ItemDefinition, scope: Scope, path: str) -> FeelValue:
    if not (item.components and isinstance(fact, Mapping)):
        return _typed(fact, item.type_name, scope, path)
    parts = {part.name: part for part in item.components}
    for key in fact:
        if key not in parts:
            known = nearest(str(key), parts)
            meant = f"; did you mean {known!r}?" if known else ""
            raise UnfitError(f"{path} has no component {key!r}{meant}")
    return {name: _part(fact.get(name), part, scope, f"{path}.{name}") for name, part in parts.items()}


def _part(fact: object, part: ItemDefinition, scope: Scope, path: str) -> FeelValue:
    """A component of a record; what is left out is null."""
    if fact is None:
        return NULL
    value = _of_item(fact, part, scope, path)
    try:
        fits = item_conforms(value, part, scope, satisfies)
    except UnknownTypeError as error:
        raise UnfitError(f"{path}: there is no type {error}") from None
    if not fits:
        wanted = f"no {part.type_name.name}" if part.type_name and part.allowed is None else "not of the declared type"
        raise UnfitError(f"{path}: {written(value)} is {wanted}")
    return value


def _value(fact: object, path: str) -> FeelValue:
    """A fact as FEEL has it, whatever the type."""
    match fact:
        case None:
            return NULL
        case bool() | str() | YearsMonths() | DaysTime():
            return fact
        case int() | Decimal() | float() | Fraction():
            return _number(fact, path)
        case dt.datetime():
            clock = _clock(fact.timetz())
            return DateTime(Date(fact.year, fact.month, fact.day), clock)
        case dt.date():
            return Date(fact.year, fact.month, fact.day)
        case dt.time():
            return _clock(fact)
        case dt.timedelta():
            return DaysTime((fact.days * 86_400 + fact.seconds) * 1_000_000_000 + fact.microseconds * 1000)
        case list() | tuple():
            return tuple(_value(item, f"{path}[{n}]") for n, item in enumerate(fact, 1))
        case Mapping():
            return {str(key): _value(item, f"{path}.{key}") for key, item in fact.items()}
        case _:
            raise UnfitError(f"{path}: FEEL has no {type(fact).__name__}")


def _number(fact: Decimal | float | Fraction, path: str) -> Decimal:
    try:
        match fact:
            case float():
                number = DECIMAL128.create_decimal(repr(fact))
            case Fraction():
                number = DECIMAL128.divide(Decimal(fact.numerator), Decimal(fact.denominator))
            case _:
                number = DECIMAL128.create_decimal(fact)
    except decimal.DecimalException:
        raise UnfitError(f"{path}: the number is out of range") from None
    if not number.is_finite():
        raise UnfitError(f"{path}: FEEL has no {fact}")
    return number or abs(number)


def _clock(time: dt.time) -> Time:
    offset = time.utcoffset()
    zone = None if offset is None else offset.days * 86_400 + offset.seconds
    return Time(time.hour, time.minute, time.second, time.microsecond * 1000, zone)
