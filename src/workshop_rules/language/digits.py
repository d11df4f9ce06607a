"""Exact numbers, written out."""

from __future__ import annotations

from decimal import Decimal

from workshop_rules.language.values import Number


def write_number(number: Number) -> str:
    """An exact number as people write it: `9`, `9.1`, or a ratio such as `1/3` where no decimal is exact."""
    if isinstance(number, int):
        return write_digits(number)
    rest = number.denominator
    places = 0
    while rest % 10 == 0 or rest % 5 == 0 or rest % 2 == 0:
        rest = rest // 10 if rest % 10 == 0 else rest // 5 if rest % 5 == 0 else rest // 2
        places += 1
    if rest != 1:
        return f"{write_digits(number.numerator)}/{write_digits(number.denominator)}"
    if places == 0:
        return write_digits(number.numerator)
    digits = write_digits(abs(number.numerator) * 10**places // number.denominator).rjust(places + 1, "0")
    sign = "-" if number < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}"


def write_digits(number: int) -> str:
    """All digits of a whole number, also of one that is longer than those which Python writes by itself."""
    return f"{Decimal(number):f}"
