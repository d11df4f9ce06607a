"""How tightly operators bind: what the grammar reads and the printer writes by."""

from __future__ import annotations

from enum import IntEnum


class Level(IntEnum):
    """How tightly an operator binds."""

    ANY = 0
    OR = 1
    AND = 2
    COMPARISON = 3
    SUM = 4
    PRODUCT = 5
    POWER = 6
    SIGN = 7
    INSTANCE = 8
    POSTFIX = 9


COMPARISONS = ("=", "!=", "<", "<=", ">", ">=")
