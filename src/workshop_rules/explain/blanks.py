"""Texts with blanks: what is said of many things alike, with a place for each word in which they differ.

A blank is a character that hardly anybody writes (of the last plane for private use); what has one of these already is
put into words by itself. Sentences are put together around it as around any other word, so that the same wording makes
texts with blanks and without. Where English asks for an article, the blank for a name becomes the one after it.
"""

from __future__ import annotations

import datetime as dt
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workshop_rules.explain.picking import picking
from workshop_rules.explain.tree import Condition
from workshop_rules.language.words import Words

if TYPE_CHECKING:
    from _typeshed import SupportsGetItem

_FIRST = 0x10_0000
_CONDITIONS, _NAMES = 0x1000, 0x8000
"""From here on blanks are for the conditions of records; and from there on for names."""
DEEPEST = 0xFF
"""How deep they may stand."""
_DEPTHS = DEEPEST + 1
MOST_LISTS = (_NAMES - _CONDITIONS) // (2 * _DEPTHS)
"""For the conditions of how many lists there are blanks."""
BLANKS = "\U00100000-\U0010fffd"
"""All of them, as a set of characters in a regular expression."""
_BLANK = re.compile(f"([{BLANKS}])")
_OF_CONDITIONS = re.compile(f"([{chr(_FIRST + _CONDITIONS)}-{chr(_FIRST + _NAMES - 1)}])")


def blank(number: int) -> str:
    """A blank for words that stay as they are."""
    return chr(_FIRST + number)


def name_number(number: int) -> int:
    """The number of a blank for a name; the next one is for the name with its article."""
    return _NAMES + 2 * number


def conditions_number(number: int, depth: int, *, decided: bool) -> int:
    """The number of a blank for the conditions of records that stand so deep; `around_conditions` reads it."""
    return _CONDITIONS + (number * _DEPTHS + depth) * 2 + decided


def around_conditions(text: str) -> tuple[list[str], tuple[tuple[int, int, bool], ...]]:
    """What stands around blanks for conditions, and for which list each of these is, how deep, if it had a part."""
    parts = _OF_CONDITIONS.split(text)
    return parts[::2], tuple(map(_conditions_of, parts[1::2]))


def _conditions_of(text: str) -> tuple[int, int, bool]:
    place, decided = divmod(ord(text) - _FIRST - _CONDITIONS, 2)
    return (*divmod(place, _DEPTHS), bool(decided))


class BlankName(str):
    """A blank for a name: another text is none, whatever it is made of."""

    __slots__ = ()

    @classmethod
    def of(cls, number: int) -> BlankName:
        """That of a list; the blank after it is for the name with its article."""
        return cls(blank(name_number(number)))


def with_article(text: str) -> str | None:
    """The blank for the same name with its article; None where the text is no blank for a name."""
    return chr(ord(text) + 1) if isinstance(text, BlankName) else None


def is_without_blanks(*texts: str) -> bool:
    """Whether none of these texts, that were made without blanks, has a character that would be taken for one."""
    return not any(map(_BLANK.search, texts))


class BlankDate(dt.date):
    """A date that counts for what it is, and is said by blanks.

    Attributes:
        words: the blanks for it in words.
        iso: the blank for its ISO text.
        apart: gives the blanks for how far it is from another date.
    """

    words: Words
    iso: str
    apart: Callable[[dt.date], Words]

    @classmethod
    def of(cls, date: dt.date, number: int, apart: Callable[[dt.date], Words]) -> BlankDate:
        """The date, said in Chinese by this blank, in English by the next, as ISO text by the one after that."""
        made = cls(date.year, date.month, date.day)
        made.apart = apart
        made.words = Words(zh=blank(number), en=blank(number + 1))
        made.iso = blank(number + 2)
        return made

    def isoformat(self) -> str:
        """The blank for its ISO text."""
        return self.iso


@dataclass(frozen=True, slots=True)
class Conditions(Condition):
    """Stands for the conditions of all records of a list; written, it is one blank.

    Attributes:
        number: of the list, among those of a criterion.
    """

    number: int = 0


@dataclass(frozen=True, slots=True)
class StandIn:
    """What stands for the records of a list while all around them is put into words.

    Attributes:
        name: of the record that is told of.
        lacking: what that lacks.
        conditions: of all of them.
    """

    name: Words
    lacking: Words
    conditions: Conditions


class Template:
    """A text with blanks.

    Attributes:
        pieces: what it is made of; blanks have the odd places.
        numbers: of its blanks, in the order in which they stand.
        highest: the highest of these; -1 where it has none.
        pick: takes the words for its blanks, in their order, from all words by number.
    """

    __slots__ = ("highest", "numbers", "pick", "pieces")

    pick: Callable[[SupportsGetItem[int, str]], tuple[str, ...]]

    def __init__(self, text: str) -> None:
        """Find the blanks in a text."""
        self.pieces = list(map(sys.intern, _BLANK.split(text)))  # many texts have them in common
        self.numbers = tuple(ord(found) - _FIRST for found in self.pieces[1::2])
        self.highest = max(self.numbers, default=-1)
        self.pick = picking(self.numbers)

    def filled(self, words: SupportsGetItem[int, str]) -> list[str]:
        """The text with a word in each of its blanks, in pieces.

        Args:
            words: the words by the numbers of blanks.
        """
        pieces = self.pieces.copy()
        pieces[1::2] = self.pick(words)
        return pieces

    def renumbered(self, start: int) -> str:
        """The text with its blanks numbered from another start on."""
        return "".join(self.filled({number: blank(start + number) for number in self.numbers}))
