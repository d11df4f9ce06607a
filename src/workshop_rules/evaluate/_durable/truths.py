"""Truth as facts of the network carry it: Kleene's, with two ways of being unknown."""

from __future__ import annotations

from enum import IntEnum


class Verity(IntEnum):
    """What a condition comes to, in the order in which `or` picks: the greatest of its operands.

    `JUDGEMENT` is unknown for want of human findings only; any other unknown, joined to it, makes `UNKNOWN`.
    """

    FALSE = 0
    JUDGEMENT = 1
    UNKNOWN = 2
    TRUE = 3

    @property
    def in_all(self) -> int:
        """The order in which `and` picks: the least of its operands."""
        return _IN_ALL[self]

    @property
    def negated(self) -> Verity:
        """`not`: turns true and false."""
        return _NEGATED.get(self, self)


_IN_ALL = {Verity.FALSE: 0, Verity.UNKNOWN: 1, Verity.JUDGEMENT: 2, Verity.TRUE: 3}
_NEGATED = {Verity.FALSE: Verity.TRUE, Verity.TRUE: Verity.FALSE}
