"""How types relate: which may stand for which, what two have in common, which have an order; and what to call them."""

from __future__ import annotations

from workshop_rules.language.functions import COMPARABLE, DURATION, ORDERED
from workshop_rules.language.types import (
    ANY,
    BOOLEAN,
    DATE,
    DATE_TIME,
    DAYS_TIME,
    NUMBER,
    STRING,
    TIME,
    YEARS_MONTHS,
    Choice,
    Enumeration,
    ListOf,
    RangeOf,
    RecordOf,
    Scalar,
    Type,
    Variable,
)

_ORDERED = frozenset({NUMBER, STRING, DATE, TIME, DATE_TIME, YEARS_MONTHS, DAYS_TIME})
_DURATIONS = frozenset({YEARS_MONTHS, DAYS_TIME})
_IN_WORDS = {
    NUMBER: "a number",
    STRING: "text",
    BOOLEAN: "true or false",
    DATE: "a date",
    TIME: "a time of day",
    DATE_TIME: "a date and time",
    YEARS_MONTHS: "a duration of years and months",
    DAYS_TIME: "a duration of days and time",
}


def is_ordered(type_: Type) -> bool:
    """Whether values of the type compare by `<`: texts of a closed choice do not, though texts do."""
    return type_ in _ORDERED or type_ == ANY or (isinstance(type_, Enumeration) and type_.ordered)


def is_comparable(type_: Type) -> bool:
    """Whether values of the type compare by `=`: all but lists, records and ranges."""
    return not isinstance(type_, ListOf | RecordOf | RangeOf)


def is_assignable(source: Type, target: Type) -> bool:
    """Whether a value of the first type may stand where the second is asked for.

    `Any` marks what has been complained of already (or the items of an empty list), and fits everywhere.
    """
    if ANY in (source, target) or source == target:
        return True
    match source, target:
        case Choice(), Choice():
            return set(source.options) <= set(target.options)
        case Choice(), _:
            return target == STRING
        case (ListOf(item=a), ListOf(item=b)) | (RangeOf(item=a), RangeOf(item=b)):
            return is_assignable(a, b)
        case RecordOf(), RecordOf(fields=wanted):
            found = {name: source.field(name) for name, _ in wanted}
            return all((type_ := found[name]) is not None and is_assignable(type_, t) for name, t in wanted)
        case _:
            return False


def join(left: Type, right: Type) -> Type | None:
    """The type of a value that is of the one type or of the other; None where they have nothing in common."""
    match left, right:
        case Choice(), Choice():
            return left if left == right else STRING
        case ListOf(item=a), ListOf(item=b):
            item = join(a, b)
            return None if item is None else ListOf(item)
        case RangeOf(item=a), RangeOf(item=b):
            end = join(a, b)
            return None if end is None else RangeOf(end)
        case _:
            pass
    if ANY in (left, right):
        return right if left == ANY else left
    if is_assignable(right, left):
        return left
    return right if is_assignable(left, right) else None


def bind(pattern: Type, actual: Type, bindings: dict[Variable, Type]) -> bool:
    """Whether a type fits a parameter's; type variables met on the way are bound, in `bindings`."""
    match pattern, actual:
        case Variable(), _:
            return _bind_variable(pattern, actual, bindings)
        case (ListOf(item=a), ListOf(item=b)) | (RangeOf(item=a), RangeOf(item=b)):
            return bind(a, b, bindings)
        case _:
            return is_assignable(actual, pattern)


def substitute(type_: Type, bindings: dict[Variable, Type]) -> Type:
    """A type with its variables replaced; those that nothing bound become `Any`."""
    match type_:
        case Variable():
            return bindings.get(type_, ANY)
        case ListOf(item=item):
            return ListOf(substitute(item, bindings))
        case RangeOf(item=item):
            return RangeOf(substitute(item, bindings))
        case _:
            return type_


def in_words(type_: Type) -> str:
    """What to call a value of the type in a message: `a number`, `a level`, `a list of dates`."""
    match type_:
        case Enumeration(name=name):
            return f"{'an' if name[:1] in 'aeiou' else 'a'} `{name}`"
        case Choice(name=name):
            return f"one of the texts of `{name}`"
        case ListOf(item=RecordOf() | ListOf() | RangeOf() as item):
            return f"a list of {in_words(item).removeprefix('a ')}s"
        case ListOf(item=item):
            return "an empty list" if item == ANY else f"a list whose items are each {in_words(item)}"
        case RangeOf(item=item):
            return f"a range whose ends are each {in_words(item)}"
        case RecordOf():
            return "a record"
        case Scalar():
            return _IN_WORDS.get(type_, str(type_))
        case _:
            return str(type_)


def _bind_variable(variable: Variable, actual: Type, bindings: dict[Variable, Type]) -> bool:
    if variable == ORDERED and not is_ordered(actual):
        return False
    if variable == COMPARABLE and not is_comparable(actual):
        return False
    if variable == DURATION and actual != ANY and actual not in _DURATIONS:
        return False
    bound = join(bindings.get(variable, ANY), actual)
    if bound is None:
        return False
    bindings[variable] = bound
    return True
