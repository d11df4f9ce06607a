"""Exact numbers: whole ones are `int`, others `Fraction`, and no number is both."""

from __future__ import annotations

from fractions import Fraction

from workshop_rules.language.values import Error, Number, Outcome, Unknown

MOST_BITS = 100_000
"""How long a power may get (some 30,000 digits), so that a hostile one cannot fill the memory."""


def exact(number: Fraction) -> Number:
    """The number in its one form."""
    return number.numerator if number.denominator == 1 else number


def quotient(dividend: Number, divisor: Number) -> Number | Error:
    """One number divided by another."""
    if divisor == 0:
        return Error("division_by_zero", "a division by zero has no result")
    return exact(Fraction(dividend) / divisor)


def power(base: Number, exponent: Number) -> Number | Error:
    """A number to a whole power."""
    if not isinstance(exponent, int):
        return Error("whole_number_needed", "a power has a whole exponent")
    if base == 0 and exponent < 0:
        return Error("division_by_zero", "zero to a negative power is a division by zero")
    fraction = Fraction(base)
    bits = max(abs(fraction.numerator), fraction.denominator).bit_length()
    if bits > 1 and bits * abs(exponent) > MOST_BITS:
        return Error("number_too_large", f"the power has more than {MOST_BITS} bits")
    return exact(fraction**exponent)


def whole(number: Outcome, what: str) -> Error | None:
    """The error that `what` makes where the number is not whole."""
    return None if isinstance(number, int) else Error("whole_number_needed", f"{what} is a whole number")


def shifted(unknown: Unknown, by: int) -> Unknown:
    """An unknown number so much higher: its bounds move along."""
    low = None if unknown.low is None else unknown.low + by
    high = None if unknown.high is None else unknown.high + by
    return Unknown(unknown.paths, low, high)
