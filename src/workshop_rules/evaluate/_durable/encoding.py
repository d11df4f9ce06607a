"""Values as the whole numbers that the engine compares.

Every value in a fact is a whole number of at most 62 bits: days, months, places of members, numbers scaled so that all
those of the pack are whole. What is unknown is the interval of all numbers. So no text can meet a number in a pattern,
no attribute is absent, and nothing passes through binary floating point.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from workshop_rules.evaluate._durable.refused import Beyond, Refused
from workshop_rules.language.types import (
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
    Type,
)

FARTHEST = 2**61
"""What lies beyond every value: the ends of the interval that stands for an unknown one."""
NEAREST_FIXED = 2**60
"""What every value of a pack lies within, so that a dossier's number beyond that compares like one at the end of it."""

_SCALED = (NUMBER, DAYS_TIME)
_SECOND = 10**9
_DAY = 86_400 * 10**6


def _microsecond(time: dt.time | dt.datetime) -> int:
    return ((time.hour * 60 + time.minute) * 60 + time.second) * 10**6 + time.microsecond


_WHOLE: Mapping[Type, Callable[[Any], int]] = MappingProxyType(
    {
        BOOLEAN: int,
        DATE: lambda day: int(day.toordinal()),
        DATE_TIME: lambda moment: moment.toordinal() * _DAY + _microsecond(moment),
        TIME: _microsecond,
        YEARS_MONTHS: lambda duration: int(duration.months),
    }
)


@dataclass(frozen=True, slots=True)
class Encoding:
    """How values of one ruleset are encoded.

    Attributes:
        scale: what numbers are multiplied with, so that those of the pack are whole.
        texts: the texts of the pack, each with its number; those of a dossier come after them.
    """

    scale: int
    texts: Mapping[str, int]

    def fixed(self, value: object, type_: Type) -> int:
        """A value of the pack.

        Raises:
            Refused: it is too large.
        """
        number = self._exact(value, type_, {})
        if abs(number) >= NEAREST_FIXED:
            raise Refused("a number of more than 60 bits")
        if type_ in _SCALED and number % 2:
            raise Refused("a duration finer than the numbers of the pack")
        return number

    def supplied(self, value: object, type_: Type, texts: dict[str, int], *, exact: bool = False) -> int:
        """A value of a dossier.

        Args:
            value: the value.
            type_: its type.
            texts: the dossier's texts that the pack does not have, to which new ones are added.
            exact: whether it must be the value's own number; otherwise a number that the pack has nothing equal to may
                be given as another one that lies between the same two numbers of the pack.

        Raises:
            Beyond: the value has no number of its own.
        """
        number = self._exact(value, type_, texts)
        if exact and (abs(number) > NEAREST_FIXED or (type_ in _SCALED and number % 2)):
            raise Beyond(f"{value} cannot be compared with other facts as a whole number")
        return max(-NEAREST_FIXED, min(NEAREST_FIXED, number))

    def _exact(self, value: Any, type_: Type, texts: dict[str, int]) -> int:  # noqa: ANN401 (a value of the type)
        if type_ == NUMBER:
            return self._number(value)
        if type_ == DAYS_TIME:
            return self._number(Fraction(value.nanoseconds, _SECOND))
        if type_ == STRING:
            known = self.texts.get(value)
            return texts.setdefault(value, len(self.texts) + len(texts)) if known is None else known
        if isinstance(type_, Enumeration):
            return type_.members.index(value)
        if isinstance(type_, Choice):
            return type_.options.index(value)
        return _WHOLE[type_](value)

    def _number(self, value: int | Fraction) -> int:
        """Twice the scaled number where that is whole; else the odd number between."""
        scaled = Fraction(value) * self.scale
        whole, rest = divmod(scaled.numerator, scaled.denominator)
        return 2 * whole + (rest > 0)
