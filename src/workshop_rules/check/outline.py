"""The outline of a document: its numbering runs on without a gap, as it does in the document.

A clause's numbering is its way from the top, parts joined by `/`: `附件1/二/(一)`. Parts are numbered in the ways that
official documents use; a part with no number in it (`申报表`) has a place, but no next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from workshop_rules.diagnostics import Diagnostic
from workshop_rules.pack.models import ClauseEntry, Outline

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_CHINESE = "[零〇一二三四五六七八九十百]+"
ANNEX = "附件"
_SHOWN = 3


class Number(NamedTuple):
    """A part of a numbering: `(二)` is number 2 of the sequence written `(一)`.

    Attributes:
        style: what all parts of one sequence have in common, the number written as `#`: `(#)`, `第#条`, `A#`; `A` and
            `①` for sequences of letters and of circled numbers.
        value: the number, from 1.
        chinese: whether it is written in Chinese numerals.
    """

    style: str
    value: int
    chinese: bool

    @property
    def following(self) -> Number:
        """The next number of the sequence."""
        return self._replace(value=self.value + 1)

    def __str__(self) -> str:
        if self.style in {"A", "①"}:
            return chr(ord(self.style) + self.value - 1)
        return self.style.replace("#", chinese_numeral(self.value) if self.chinese else str(self.value))


def read_number(part: str) -> Number | None:
    """The number in a part of a numbering; None where it has none."""
    plain = part.replace("（", "(").replace("）", ")")
    if re.fullmatch("[A-Z]", plain):
        return Number("A", ord(plain) - ord("A") + 1, chinese=False)
    if re.fullmatch("[①-⑳]", plain):
        return Number("①", ord(plain) - ord("①") + 1, chinese=False)
    if chinese := re.fullmatch(rf"(\(|第)?({_CHINESE})(\)|[章节条款项])?", plain):
        return Number(f"{chinese[1] or ''}#{chinese[3] or ''}", chinese_number(chinese[2]), chinese=True)
    if arabic := re.fullmatch(r"(\D*|(?:[0-9]+\.)+)([0-9]+)(\)|[章节条款项.、])?", plain):
        return Number(f"{arabic[1]}#{arabic[3] or ''}", int(arabic[2]), chinese=False)
    return None


def chinese_number(text: str) -> int:
    """The number that Chinese numerals write, up to 999: `二十三` is 23, `一百零五` is 105."""
    total = digit = 0
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
        else:
            total += (digit or 1) * (100 if char == "百" else 10)
            digit = 0
    return total + digit


def chinese_numeral(number: int) -> str:
    """A number up to 999 in Chinese numerals, as documents number: 10 is `十`, 12 `十二`, 20 `二十`."""
    digits = "零一二三四五六七八九"
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{digits[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else digits[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (digits[ones] if ones or not text else "")


def check_numbering(outline: Outline) -> Iterator[Diagnostic]:
    """Complaints where a number is left out, comes twice or too late, or is away from its heading, or has none."""
    seen: set[str] = set()
    before = ""
    last: dict[tuple[str, str], Number] = {}
    for clause in outline.clauses:
        if clause.numbering is None:
            continue
        parent, _, part = clause.numbering.rpartition("/")
        yield from _lost(clause, parent, seen)
        yield from _astray(clause, parent, before, seen)
        seen.add(clause.numbering)
        before = clause.numbering
        number = read_number(part)
        if number is None:
            continue
        # Articles (第#条) are numbered through all chapters; everything else starts anew under each heading.
        sequence = ("", number.style) if number.style == "第#条" else (parent, number.style)
        yield from _gap(clause, parent, number, last.get(sequence))
        last[sequence] = number


def _lost(clause: ClauseEntry, parent: str, seen: set[str]) -> Iterator[Diagnostic]:
    """A clause under a heading with no entry; an annex needs none of its own."""
    if parent and parent not in seen and not (parent.startswith(ANNEX) and "/" not in parent):
        yield Diagnostic(
            "WR338",
            f"`{clause.numbering}` stands under `{parent}`, which has no entry above it",
            clause.place("numbering"),
            "",
            f"add an entry for `{parent}`, or mend the numbering",
        )


def _astray(clause: ClauseEntry, parent: str, before: str, seen: set[str]) -> Iterator[Diagnostic]:
    """A clause after the next heading, away from those that it stands with."""
    if not parent or f"{before}/".startswith(f"{parent}/"):
        return
    if parent in seen or any(one.startswith(f"{parent}/") for one in seen):
        yield Diagnostic(
            "WR338",
            f"`{clause.numbering}` comes after `{before}`, apart from the rest of `{parent}`",
            clause.place("numbering"),
            "",
            "keep the order of the document",
        )


def _gap(clause: ClauseEntry, parent: str, number: Number, before: Number | None) -> Iterator[Diagnostic]:
    expected = 1 if before is None else before.value + 1
    if number.value == expected:
        return
    place = clause.place("numbering")
    wanted = f"{parent}/" if parent else ""
    if before is not None and number.value <= before.value:
        message = f"`{clause.numbering}` comes after `{wanted}{before}`"
        yield Diagnostic("WR338", message, place, "", "keep the order of the document, and number nothing twice")
        return
    missing = [f"`{wanted}{number._replace(value=value)}`" for value in range(expected, number.value)]
    shown = ", ".join(missing[:_SHOWN]) + (f" and {len(missing) - _SHOWN} more" if len(missing) > _SHOWN else "")
    yield Diagnostic(
        "WR338",
        f"the outline has no {shown} before `{clause.numbering}`",
        place,
        "",
        "add an entry for what is left out",
    )
