"""What is said of a criterion about records where its lists are like earlier ones: one text, with blanks for dates.

Lists are alike whose records are, one by one. Where none of them qualifies, which record is told of is for their dates
to say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import accumulate
from typing import Any, TypeAlias

from workshop_rules.explain.blanks import Pieces
from workshop_rules.explain.records import OF_DATE, Likeness, Records, ToldRecords

_NAME = 0

Fill: TypeAlias = Callable[[Sequence[ToldRecords]], list[str]]
"""Puts what is said of the records of lists into what is said around them, in pieces."""


class Pattern:
    """Lists that are alike, one by one."""

    def __init__(self, lists: Sequence[Records], told: Sequence[ToldRecords]) -> None:
        """Hold them.

        Args:
            lists: the lists.
            told: what is said of the records of a case.
        """
        self._open = [
            (place, records, [like for like, _, _ in one.all])
            for place, (records, one) in enumerate(zip(lists, told, strict=True))
            if not one.qualifying and len(one.all) > 1
        ]
        self._texts: dict[tuple[int | None, ...], tuple[Pieces, list[Pieces]]] = {}

    def keep(self, fill: Fill, lists: Sequence[ToldRecords]) -> None:
        """Keep what is said where these records are told of.

        Args:
            fill: puts it together.
            lists: what is said of the records of a case.
        """
        *starts, count = accumulate([OF_DATE * len(one.all) for one in lists], initial=0)
        blanks = [one.with_blanks(start) for one, start in zip(lists, starts, strict=True)]
        told = [one.told_of for one in blanks if one.told_of is not None]
        names = [Pieces(like.words[_NAME].filled(words), count) for like, words, _ in told]
        told_of = tuple([lists[place].place for place, _, _ in self._open])
        self._texts[told_of] = Pieces(fill(blanks), count), names if len(names) > 1 else []

    def filled(self, listed: Sequence[Any], words: Sequence[str]) -> Sequence[str] | None:
        """What is said in a case, in pieces; None where it is to be put together.

        Args:
            listed: its records, list by list.
            words: of their dates.
        """
        told_of = tuple([_told_of(records, likes, listed[place]) for place, records, likes in self._open])
        kept = self._texts.get(told_of)
        if kept is None:
            return None
        text, names = kept
        if names and len({"".join(name.filled(words)) for name in names}) < len(names):
            return None
        return text.filled(words)


def _told_of(records: Records, likes: Sequence[Likeness], listed: Iterable[Mapping[str, object]]) -> int | None:
    """Which of some records is told of."""
    return records.told_of([(like, (), (dated,)) for like, dated in zip(likes, records.dates(listed), strict=True)])
