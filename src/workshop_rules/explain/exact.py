"""Values as exact text and as JSON, so that no digit is lost on the way to another program."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

from workshop_rules.language.digits import write_digits, write_number
from workshop_rules.language.iso8601 import write_temporal
from workshop_rules.language.values import (
    DaysTime,
    Error,
    ListValue,
    Number,
    Outcome,
    Range,
    Record,
    Unknown,
    YearsMonths,
)

_SAFE = 2**53
"""JSON readers may keep whole numbers in binary floating point: beyond this they would lose digits."""


def is_finite(number: Number) -> bool:
    """Whether the number has a decimal form that ends."""
    denominator = Fraction(number).denominator
    for prime in (2, 5):
        while denominator % prime == 0:
            denominator //= prime
    return denominator == 1


def exact_text(value: object) -> str:
    """A value as text that loses nothing: `12.5`, `101/12`, `2013-10-01`, `P5Y`, `true`, `[1, 2]`."""
    match value:
        case bool():
            return "true" if value else "false"
        case int() | Fraction():
            return write_number(value)
        case dt.date() | dt.time() | YearsMonths() | DaysTime():
            return write_temporal(value)
        case ListValue(items=items):
            return f"[{', '.join(exact_text(item) for item in items)}]"
        case list() | tuple():
            return f"[{', '.join(exact_text(item) for item in value)}]"
        case Record(fields=fields):
            return exact_text(dict(fields))
        case dict():
            return "{" + ", ".join(f"{name}: {exact_text(item)}" for name, item in value.items()) + "}"
        case Range():
            low = "" if value.low is None else exact_text(value.low)
            high = "" if value.high is None else exact_text(value.high)
            return f"{'[' if value.low_closed else '('}{low}..{high}{']' if value.high_closed else ')'}"
        case Unknown():
            return "unknown"
        case Error():
            return f"error: {value.code}"
        case None:
            return "null"
        case _:
            return str(value)


def exact_json(value: object) -> object:
    """A value for JSON: truth and text as they are, whole numbers as numbers while every reader keeps them exactly.

    All other numbers, dates and durations become text (`exact_text`), so that nothing passes through binary floating
    point; lists and records keep their form; what is unknown or an error becomes null.
    """
    match value:
        case bool() | str() | None:
            return value
        case int() if abs(value) <= _SAFE:
            return value
        case ListValue(items=items):
            return [exact_json(item) for item in items]
        case list() | tuple():
            return [exact_json(item) for item in value]
        case Record(fields=fields):
            return exact_json(dict(fields))
        case dict():
            return {str(name): exact_json(item) for name, item in value.items()}
        case Unknown() | Error():
            return None
        case _:
            return exact_text(value)


def shown(value: Outcome) -> str | None:
    """A value as exact text; None where there is none."""
    return None if isinstance(value, Unknown | Error) else exact_text(value)


def rounded_text(number: Number, places: int) -> str:
    """A number rounded to this many places, of which none is left out: `8.67`, `8.50`."""
    scaled = round(Fraction(number) * 10**places)
    digits = write_digits(abs(scaled)).rjust(places + 1, "0")
    return f"{'-' if scaled < 0 else ''}{digits[:-places]}.{digits[-places:]}"
