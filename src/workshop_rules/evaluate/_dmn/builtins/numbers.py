"""Numeric functions (DMN 1.5, table 76), in 34 digits."""

from __future__ import annotations

import decimal
from collections.abc import Callable, Mapping
from decimal import Decimal

from workshop_rules.evaluate._dmn.values import DECIMAL128, FeelValue, null
from workshop_rules.language.values import DaysTime, YearsMonths

LEAST_SCALE, GREATEST_SCALE = -6111, 6176
_EXACT = decimal.Context(prec=13_000, Emin=-99_999, Emax=99_999, traps=[decimal.InvalidOperation])
"""Wide enough for the quotient of the largest number by the smallest."""


def _rounding(mode: str) -> Callable[..., FeelValue]:
    def rounded(n: Decimal, scale: Decimal = Decimal(0)) -> FeelValue:
        digits = int(scale)
        if not LEAST_SCALE <= digits <= GREATEST_SCALE:
            return null("scale_out_of_range", f"a scale lies from {LEAST_SCALE} to {GREATEST_SCALE}")
        exponent = n.as_tuple().exponent
        if isinstance(exponent, int) and -exponent <= digits:
            return n
        return _plain(n.quantize(Decimal((0, (1,), -digits)), rounding=mode, context=_EXACT))

    return rounded


def _abs(n: Decimal | YearsMonths | DaysTime) -> FeelValue:
    match n:
        case Decimal():
            return abs(n)
        case YearsMonths(months):
            return YearsMonths(abs(months))
        case DaysTime(nanoseconds):
            return DaysTime(abs(nanoseconds))


def _modulo(dividend: Decimal, divisor: Decimal) -> FeelValue:
    if not divisor:
        return null("division_by_zero", "division by zero")
    rest = _EXACT.remainder(dividend, divisor)
    if rest and (rest < 0) != (divisor < 0):
        rest = _EXACT.add(rest, divisor)
    return _plain(rest)


def _plain(value: Decimal) -> Decimal:
    """In 34 digits, and without a negative zero."""
    rounded = DECIMAL128.plus(value)
    return rounded or abs(rounded)


def _parity(rest: int) -> Callable[..., FeelValue]:
    def has(number: Decimal) -> FeelValue:
        if number != number.to_integral_value():
            return null("not_whole", "only a whole number is odd or even")
        return abs(_EXACT.remainder(number, Decimal(2))) == rest

    return has


def _of_reals(function: Callable[[Decimal], Decimal], what: str) -> Callable[..., FeelValue]:
    def value(number: Decimal) -> FeelValue:
        try:
            result = function(number)
        except decimal.DecimalException:
            return null("number_out_of_range", f"the number has no {what}")
        return result if result.is_finite() else null("number_out_of_range", f"the number has no {what}")

    return value


NUMBERS: Mapping[str, Callable[..., FeelValue]] = {
    "decimal": _rounding(decimal.ROUND_HALF_EVEN),
    "floor": _rounding(decimal.ROUND_FLOOR),
    "ceiling": _rounding(decimal.ROUND_CEILING),
    "round up": _rounding(decimal.ROUND_UP),
    "round down": _rounding(decimal.ROUND_DOWN),
    "round half up": _rounding(decimal.ROUND_HALF_UP),
    "round half down": _rounding(decimal.ROUND_HALF_DOWN),
    "abs": _abs,
    "modulo": _modulo,
    "odd": _parity(1),
    "even": _parity(0),
    "sqrt": _of_reals(DECIMAL128.sqrt, "square root"),
    "log": _of_reals(DECIMAL128.ln, "logarithm"),
    "exp": _of_reals(DECIMAL128.exp, "power of e"),
}
