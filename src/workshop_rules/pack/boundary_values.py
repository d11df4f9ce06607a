"""Single values at the boundary, by the type that their place asks for.

They are read strictly: no text becomes a number, no number a date. Every reader raises `PydanticCustomError` with a
diagnostic's code as its type, so that it serves as a validator of a generated model as well as on its own.
"""

from __future__ import annotations

import datetime as dt
import math
import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from numbers import Integral, Rational

from pydantic_core import PydanticCustomError

from workshop_rules.diagnostics import nearest
from workshop_rules.language import types
from workshop_rules.language.digits import write_number
from workshop_rules.language.informal import date_meant, duration_meant, number_meant
from workshop_rules.language.iso8601 import read_date, read_temporal, temporal_type
from workshop_rules.language.types import Enumeration, Scalar
from workshop_rules.language.values import DaysTime, Number, Value, YearsMonths
from workshop_rules.language.words import Words

MOST_DIGITS = 400
"""The longest number that is taken, in decimal digits before or after the point."""

_SHOWN = 40
_HALF = re.compile("[\ud800-\udfff]")
"""Half of a character (of a surrogate pair): no file can have it, so nothing could be said of it."""
_FORMS = {
    types.YEARS_MONTHS: "write P5Y for five years, P6M for six months",
    types.DAYS_TIME: "write P30D for thirty days, PT12H for twelve hours",
}


def is_blank(value: object) -> bool:
    """Whether a value says nothing: null, or a text of blanks. Everywhere that means: not supplied."""
    return value is None or (isinstance(value, str) and not value.strip())


def read_value(value: object, type_: Scalar | Enumeration, words: Mapping[str, Words] | None = None) -> Value:
    """A value of a type without parts, from plain Python; a date or duration may come as ISO 8601 text.

    Args:
        value: what was supplied, not blank.
        type_: the type that its place asks for.
        words: of an enumeration, its members' words, so that `市级` is answered by `city`.

    Raises:
        PydanticCustomError: its type is the code of a diagnostic; its context may have `help`.
    """
    if isinstance(type_, Enumeration):
        return _member(value, type_, words or {})
    match type_:
        case types.NUMBER:
            return read_number(value)
        case types.STRING:
            return _text(value)
        case types.BOOLEAN:
            return _truth(value)
        case types.DATE:
            return _date(value)
        case _:
            return _temporal(value, type_)


def read_number(value: object) -> Number:
    """An exact number: whole ones as `int`, others as `Fraction`; a Python float counts as what its `repr` says.

    Raises:
        PydanticCustomError: it is no number, infinite, not-a-number, or has too many digits.
    """
    match value:
        case bool():
            raise _wrong("a number", value)
        case Integral():
            exact = Fraction(int(value))
        case Rational():
            exact = Fraction(int(value.numerator), int(value.denominator))
        case float():
            if not math.isfinite(value):
                raise PydanticCustomError(
                    "WR406", "{shown} is no number to decide by", {"shown": float.__repr__(value)}
                )
            exact = Fraction(float.__repr__(value))
        case Decimal():
            exact = _from_decimal(value)
        case _:
            raise _wrong("a number", value, _number_meant(value))
    if max(abs(exact.numerator), exact.denominator).bit_length() > MOST_DIGITS * math.log2(10):
        raise PydanticCustomError("WR406", "the number has more than {most} digits", {"most": MOST_DIGITS})
    return int(exact) if exact.denominator == 1 else exact


def check_bounds(number: Number, minimum: Number | None, maximum: Number | None, *, whole: bool) -> Number:
    """The number itself, if it lies within the bounds, both included, and is whole where it must be.

    Raises:
        PydanticCustomError: it does not.
    """
    shown = write_number(number)
    if whole and not isinstance(number, int):
        raise PydanticCustomError("WR405", "{shown} is not a whole number", {"shown": shown})
    if minimum is not None and number < minimum:
        raise PydanticCustomError(
            "WR405",
            "{shown} is less than {least}, the least it can be",
            {"shown": shown, "least": write_number(minimum)},
        )
    if maximum is not None and number > maximum:
        raise PydanticCustomError(
            "WR405", "{shown} is more than {most}, the most it can be", {"shown": shown, "most": write_number(maximum)}
        )
    return number


def shown_value(value: object) -> str:
    """A value as a diagnostic names it: short, and safe to print."""
    if isinstance(value, (bool, type(None))):
        return {True: "true", False: "false", None: "null"}[value]
    if isinstance(value, Mapping):
        return "a mapping"
    if isinstance(value, (list, tuple)):
        return "a list"
    text = value if isinstance(value, str) else str(value) if _plain(value) else type(value).__name__
    text = text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
    return f"`{_HALF.sub(chr(0xFFFD), text)}`"


def _plain(value: object) -> bool:
    return isinstance(value, (float, Decimal, Fraction, dt.date, dt.time)) or (
        isinstance(value, int) and value.bit_length() < MOST_DIGITS
    )


def _wrong(expected: str, value: object, remedy: str = "") -> PydanticCustomError:
    kind = {str: "the text ", bool: "the truth value "}.get(type(value), "")
    kind = kind or ("the number " if isinstance(value, (int, float, Decimal, Fraction)) else "")
    return PydanticCustomError(
        "WR402",
        "{expected} belongs here, not {shown}",
        {"expected": expected, "shown": kind + shown_value(value), "help": remedy},
    )


def _number_meant(value: object) -> str:
    """The remedy where a text says a number in digits, or one digit in another script."""
    if not isinstance(value, str):
        return ""
    text = value.strip()
    try:
        number = Decimal(text) if text.isascii() else Decimal(unicodedata.numeric(text))
    except (ArithmeticError, TypeError, ValueError):
        meant = number_meant(text)
        if meant is None:
            return "write the number in digits, without quotes"
        percent = number_meant(text.rstrip("%％"))
        return f"write {meant}" if percent == meant else f"write {meant}, or {percent} where per cent are asked for"
    return f"write {number:f} without quotes" if number.is_finite() else ""


def _from_decimal(value: Decimal) -> Fraction:
    if not value.is_finite():
        raise PydanticCustomError("WR406", "{shown} is no number to decide by", {"shown": str(value)})
    if value and not -MOST_DIGITS <= value.adjusted() <= MOST_DIGITS:
        raise PydanticCustomError("WR406", "the number has more than {most} digits", {"most": MOST_DIGITS})
    return Fraction(value)


def _text(value: object) -> str:
    if isinstance(value, str):
        if _HALF.search(value):
            raise _wrong("a text without halves of characters", value, "mend the text where it comes from")
        return str(value)
    remedy = f'write "{value}" in quotes' if isinstance(value, (int, Decimal)) and _plain(value) else ""
    raise _wrong("a text", value, remedy)


def _truth(value: object) -> bool:
    if isinstance(value, bool):
        return value
    truth = value.strip().lower() if isinstance(value, str) else ""
    raise _wrong("true or false", value, f"write {truth} without quotes" if truth in {"true", "false"} else "")


def _date(value: object) -> dt.date:
    match value:
        case dt.datetime():
            raise _wrong("a date", value, "leave out the time of day")
        case dt.date():
            return value
        case str():
            try:
                return read_date(value)
            except ValueError as error:
                raise _no_time(error, date_meant(value), "write the date as YYYY-MM-DD") from None
        case _:
            raise _wrong("a date", value, "write the date as YYYY-MM-DD")


def _temporal(value: object, type_: Scalar) -> Value:
    if isinstance(value, str):
        written = value
        try:
            value = read_temporal(written)
        except ValueError as error:
            meant = duration_meant(written) if type_ in _FORMS else None
            raise _no_time(error, meant, _FORMS.get(type_, "")) from None
    if isinstance(value, (dt.date, dt.time, YearsMonths, DaysTime)) and temporal_type(value) == type_:
        if isinstance(value, (dt.datetime, dt.time)) and value.tzinfo is not None:
            raise PydanticCustomError("WR404", "a time here is local: leave out the zone")
        return value
    raise _wrong(f"a {type_}", value)


def _no_time(error: ValueError, meant: str | None, remedy: str) -> PydanticCustomError:
    """That a text stands for no date, time or duration; with what was meant, where that can be told."""
    known = {"meant": meant, "help": f"write {meant}"} if meant else {"help": remedy}
    return PydanticCustomError("WR404", "{reason}", {"reason": str(error), **known})


def _member(value: object, type_: Enumeration, words: Mapping[str, Words]) -> str:
    if not isinstance(value, str):
        raise _wrong(f"one of {', '.join(type_.members)}", value)
    if value in type_.members:
        return str(value)
    by_words = {text: member for member, named in words.items() for text in (named.zh, named.en)}
    meant = by_words.get(value.strip()) or nearest(value.strip().lower(), type_.members)
    remedy = f"write `{meant}`" if meant else f"write one of {', '.join(type_.members)}"
    known = {"meant": meant} if meant else {"may_be": "、".join(type_.members)}
    raise PydanticCustomError(
        "WR403",
        "{shown} is not a {type}",
        {"shown": shown_value(value), "type": type_.name, "help": remedy, **known},
    )
