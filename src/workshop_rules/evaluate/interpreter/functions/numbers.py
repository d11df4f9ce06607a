"""Functions over numbers: rounding, remainders, parity, size."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction

from workshop_rules.evaluate.interpreter.functions.calling import Given, known
from workshop_rules.evaluate.interpreter.numbers import exact, quotient, whole
from workshop_rules.language.values import DaysTime, Error, Number, Outcome, YearsMonths

_HALF = Fraction(1, 2)
MOST_PLACES = 6176
"""The largest scale, of either sign, that a number may be rounded to: that of 128-bit decimals."""


def _rounded(to_whole: Callable[[Fraction], int]) -> Given:
    """Rounding to a scale (digits after the point), by a way of rounding to whole numbers."""

    def rounded(number: Number, scale: Number = 0) -> Number | Error:
        if not isinstance(scale, int):
            return Error("whole_number_needed", "a scale is a whole number of digits")
        if abs(scale) > MOST_PLACES:
            return Error("number_too_large", f"a scale lies between -{MOST_PLACES} and {MOST_PLACES}")
        unit = Fraction(10) ** -scale
        return exact(to_whole(number / unit) * unit)

    return known(rounded)


def _up(number: Fraction) -> int:
    return math.ceil(number) if number > 0 else math.floor(number)


def _half_up(number: Fraction) -> int:
    return math.floor(number + _HALF) if number > 0 else math.ceil(number - _HALF)


def _half_down(number: Fraction) -> int:
    return math.ceil(number - _HALF) if number > 0 else math.floor(number + _HALF)


def _modulo(dividend: Number, divisor: Number) -> Number | Error:
    times = quotient(dividend, divisor)
    return times if isinstance(times, Error) else exact(Fraction(dividend - divisor * math.floor(times)))


def _parity(remainder: int) -> Given:
    def parity(number: Number) -> bool | Error:
        error = whole(number, "an odd or even number")
        return int(number) % 2 == remainder if error is None else error

    return known(parity)


def _size(value: Number | YearsMonths | DaysTime) -> Outcome:
    if isinstance(value, YearsMonths):
        return YearsMonths(abs(value.months))
    if isinstance(value, DaysTime):
        return DaysTime(abs(value.nanoseconds))
    return -value if value < 0 else value


NUMBER_FUNCTIONS: dict[str, Given] = {
    "decimal": _rounded(round),
    "floor": _rounded(math.floor),
    "ceiling": _rounded(math.ceil),
    "round up": _rounded(_up),
    "round down": _rounded(math.trunc),
    "round half up": _rounded(_half_up),
    "round half down": _rounded(_half_down),
    "abs": known(_size),
    "modulo": known(_modulo),
    "odd": _parity(1),
    "even": _parity(0),
}
