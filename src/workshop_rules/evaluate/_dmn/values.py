"""The values of the dmn dialect, FEEL's semantic domain (DMN 1.5, clause 10.3.2).

| FEEL | Python |
|---|---|
| number | `decimal.Decimal` of at most 34 digits |
| string, boolean | `str`, `bool` |
| date, time, date and time | `Date`, `Time`, `DateTime`: any year, nanoseconds, offsets and zones |
| durations | `YearsMonths`, `DaysTime`, shared with the pack dialect |
| list | `tuple` |
| context | `dict`, never changed once made |
| range | `RangeValue` |
| function | `FunctionValue` |
| null | `Null`, with the reason |
"""

from __future__ import annotations

import decimal
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeAlias

from workshop_rules.diagnostics import Span
from workshop_rules.language.tree import TypeName
from workshop_rules.language.values import DaysTime, Error, YearsMonths

DECIMAL128 = decimal.Context(
    prec=34,
    rounding=decimal.ROUND_HALF_EVEN,
    Emin=-6143,
    Emax=6144,
    traps=[decimal.InvalidOperation, decimal.DivisionByZero, decimal.Overflow],
)
"""IEEE 754 decimal128, in which all numbers are computed."""

Zone: TypeAlias = int | str | None
"""An offset from UTC in seconds, the name of an IANA zone, or None for local time."""


@dataclass(frozen=True, slots=True)
class Null:
    """`null`, and why: all nulls are equal, whatever their reason.

    Attributes:
        reason: the error or the missing fact that it stands for; None where it was written or given as null.
    """

    reason: Error | None = field(default=None, compare=False)


NULL = Null()
"""The null that somebody wrote."""


def null(code: str, message: str, span: Span | None = None) -> Null:
    """The null that stands for an error.

    Args:
        code: a stable name in `snake_case`, as in `values.Error`.
        message: what went wrong, one line.
        span: where.
    """
    return Null(Error(code, message, span))


@dataclass(frozen=True, slots=True)
class Date:
    """A day of the proleptic Gregorian calendar; year 0 is the year before year 1."""

    year: int
    month: int
    day: int


@dataclass(frozen=True, slots=True)
class Time:
    """A time of day."""

    hour: int
    minute: int
    second: int
    nanosecond: int = 0
    zone: Zone = None


@dataclass(frozen=True, slots=True)
class DateTime:
    """A day and a time of day; the zone is the time's."""

    date: Date
    time: Time


@dataclass(frozen=True, slots=True)
class RangeValue:
    """A range.

    Attributes:
        low, high: endpoints; `Null` where there is none.
        operator: how it was written, `<`, `<=`, `>`, `>=`, `=` or `!=`; empty where with two endpoints. `(< 10)` and
            `(null..10)` are told apart by it.
    """

    low: FeelValue
    high: FeelValue
    low_closed: bool
    high_closed: bool
    operator: str = ""


@dataclass(frozen=True, slots=True)
class ParameterOf:
    """A parameter of a function value; its type is None where any value will do."""

    name: str
    type_name: TypeName | None = None


@dataclass(frozen=True, slots=True, eq=False)
class FunctionValue:
    """A function: built in, written in FEEL, a business knowledge model, a decision service, or external.

    Attributes:
        name: for messages; empty where it has none.
        invoke: applies it to positional and named arguments, already evaluated; never raises for bad arguments.
        parameters: its formal parameters; None for a built-in, which may have several signatures.
        result: its declared result type, or None.
    """

    name: str
    invoke: Callable[[Arguments], FeelValue] = field(repr=False)
    parameters: tuple[ParameterOf, ...] | None = None
    result: TypeName | None = None


@dataclass(frozen=True, slots=True)
class Arguments:
    """Evaluated arguments: all positional, or all named.

    Attributes:
        span: the place of the call, for reasons.
    """

    positional: tuple[FeelValue, ...] = ()
    named: dict[str, FeelValue] | None = None
    span: Span | None = None


FeelValue: TypeAlias = (
    "Null | bool | Decimal | str | Date | Time | DateTime | YearsMonths | DaysTime | tuple[FeelValue, ...]"
    " | dict[str, FeelValue] | RangeValue | FunctionValue"
)

_KINDS: dict[type, str] = {
    Null: "Null",
    bool: "boolean",
    Decimal: "number",
    str: "string",
    Date: "date",
    Time: "time",
    DateTime: "date and time",
    YearsMonths: "years and months duration",
    DaysTime: "days and time duration",
    tuple: "list",
    dict: "context",
    RangeValue: "range",
    FunctionValue: "function",
}


def kind(value: FeelValue) -> str:
    """The name of the value's type, its parts left out, such as `number`, `list` or `Null`."""
    return _KINDS[type(value)]


def number(value: int) -> Decimal:
    """A whole number as FEEL has it, rounded to 34 digits."""
    return DECIMAL128.create_decimal(value)
