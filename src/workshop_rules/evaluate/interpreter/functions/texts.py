"""Functions over texts, and between texts and other values. Places are counted from 1, in characters."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from fractions import Fraction
from typing import cast

from workshop_rules.evaluate.interpreter.functions.calling import Given, known, places
from workshop_rules.evaluate.interpreter.names import field_of
from workshop_rules.evaluate.interpreter.numbers import exact
from workshop_rules.evaluate.interpreter.strict import hindrance, lacking
from workshop_rules.language.digits import write_number
from workshop_rules.language.iso8601 import write_temporal
from workshop_rules.language.types import ListOf, RecordOf, Type
from workshop_rules.language.values import (
    DaysTime,
    Error,
    ListValue,
    Number,
    Outcome,
    Range,
    Record,
    Unknown,
    Value,
    YearsMonths,
)

_NUMBER = r"-?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?([0-9]+))?"


def as_text(value: Value) -> str:
    """A value as `string` gives it, and as an outcome: `1.5`, `1/3`, `true`, `2013-10-01`, `P5Y`, `[1, "a"]`."""
    return value if isinstance(value, str) else _written(value)


def _written(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int() | Fraction():
            return write_number(value)
        case str():
            return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
        case dt.date() | dt.time() | YearsMonths() | DaysTime():
            return write_temporal(value)
        case ListValue(items=items):
            return f"[{', '.join(_written(item) for item in items)}]"
        case Record(fields=fields):
            return "{" + ", ".join(f"{name}: {_written(field)}" for name, field in fields.items()) + "}"
        case Range(low=None, high=high, high_closed=closed):
            return f"({'<=' if closed else '<'} {_written(high)})"
        case Range(low=low, high=None, low_closed=closed):
            return f"({'>=' if closed else '>'} {_written(low)})"
        case Range(low=low, high=high):
            start, end = "[" if value.low_closed else "(", "]" if value.high_closed else ")"
            return f"{start}{_written(low)}..{_written(high)}{end}"
        case _:
            raise TypeError(value)


def text_of(type_: Type, outcome: Outcome) -> str | Unknown | Error:
    """An outcome of a type as text; unknown or an error where a part of it is. A decision may come to a list, say."""
    absent = _absent(outcome, type_)
    hindered = lacking(outcome) or (hindrance(*absent) if absent else None)
    return hindered or as_text(cast("Value", outcome))


def _absent(outcome: Outcome, type_: Type) -> list[Outcome]:
    """The fields that records of the type have, and this outcome lacks."""
    match outcome, type_:
        case ListValue(items=items), ListOf(item=item):
            return [found for member in items for found in _absent(member, item)]
        case Record(fields=fields), RecordOf(fields=wanted):
            return [
                found
                for name, field in wanted
                for found in ([field_of(outcome, name)] if name not in fields else _absent(fields[name], field))
            ]
        case _:
            return []


def _number(text: str) -> Number | Error:
    from workshop_rules.parse.limits import (  # the parser loads slowly, and this is seldom asked
        MAX_EXPONENT,
        MAX_LENGTH,
    )

    match = re.fullmatch(_NUMBER, text)
    if match is None:
        return Error("text_not_understood", "the text is not a number")
    if len(text) > MAX_LENGTH or int(match[1] or 0) > MAX_EXPONENT:
        return Error("number_too_large", "the number is too long to be computed with")
    return exact(Fraction(Decimal(text)))


def _substring(text: str, start: Number, length: Number | None = None) -> str | Error:
    found = places(len(text), start, length)
    return found if isinstance(found, Error) else text[found]


def _before(text: str, match: str) -> str:
    before, found, _ = text.partition(match) if match else ("", "", "")
    return before if found else ""


def _after(text: str, match: str) -> str:
    return text.partition(match)[2] if match else text


TEXT_FUNCTIONS: dict[str, Given] = {
    "string": known(as_text),
    "number": known(_number),
    "substring": known(_substring),
    "string length": known(len),
    "upper case": known(str.upper),
    "lower case": known(str.lower),
    "substring before": known(_before),
    "substring after": known(_after),
    "contains": known(str.__contains__),
    "starts with": known(str.startswith),
    "ends with": known(str.endswith),
    "string join": known(lambda texts, delimiter="": delimiter.join(texts.items)),
}
