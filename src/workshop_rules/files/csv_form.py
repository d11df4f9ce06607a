"""Whether a CSV file is written so that its rows and cells can be told apart, and if not, in which line.

A quote that stands anywhere but around a cell, or twice within one, makes readers of CSV join rows or parts of them,
each in its own way and some without a word. So the form of the whole file is seen to before any row is read: a quote
that opens a cell follows a comma or the end of a line, one that closes it precedes one, and lines end with a line feed.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from workshop_rules.files.unreadable import UnreadableError
from workshop_rules.language.words import Words

_PART = 1 << 18
_BOM = b"\xef\xbb\xbf"
_QUOTE, _COMMA, _LINE_FEED, _RETURN = b'",\n\r'
_SPACES = {b", ", b"\n "}
_OTHER_SEPARATORS = {
    ";": Words("分号", "semicolons"),
    "\t": Words("制表符", "tabs"),
    "，": Words("全角逗号", "full-width commas"),
}

_Places: TypeAlias = npt.NDArray[np.int64]
_Fault: TypeAlias = Literal["opens", "closes", "return"]


def _among(*characters: int) -> npt.NDArray[np.bool_]:
    """For each byte, whether it is one of these."""
    return np.isin(np.arange(256), characters)


_BEFORE_OPENING = _among(_COMMA, _LINE_FEED, _QUOTE)
_AFTER_CLOSING = _among(_COMMA, _LINE_FEED, _RETURN, _QUOTE)


def headings_of_csv(path: Path) -> list[str]:
    """The headings of a CSV file, each of its own and without spaces around it; blank where there is none.

    Raises:
        UnreadableError: there are none, two columns have the same, or something else than commas is between them.
        UnicodeDecodeError: it is in another encoding.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        try:
            headings = [cell.strip() for cell in next((row for row in csv.reader(file) if row), [])]
        except csv.Error as error:
            raise UnreadableError("csv.open", line=1) from error
    if not headings:
        raise UnreadableError("csv.empty")
    for separator, name in _OTHER_SEPARATORS.items():
        if len(headings) == 1 and separator in headings[0]:
            raise UnreadableError("csv.separator", name=name)
    for at, heading in enumerate(headings):
        if heading and heading in headings[:at]:
            first = headings.index(heading) + 1
            raise UnreadableError("csv.heading.twice", heading=heading, first=first, second=at + 1)
    return headings


def check_form(path: Path) -> None:
    """Refuse a CSV file of which readers could take two rows for one, or a part of a row for a whole.

    Raises:
        UnreadableError: it is such a one.
    """
    opened, offset, odd = 0, 0, 0
    for offset, window in _windows(path):
        if b'"' not in window and b"\r" not in window:
            continue
        text = np.frombuffer(window, dtype=np.uint8)
        quotes = np.flatnonzero(text[1:-1] == _QUOTE) + 1
        fault = min(_faults(text, window, quotes, odd), default=None)
        starts = quotes[odd::2]
        starts = starts[text[starts - 1] != _QUOTE]
        if fault is not None:
            starts = starts[starts < fault[0]]
        if len(starts):
            opened = offset + int(starts[-1])
        if fault is not None:
            place, kind = fault
            raise _complaint(path, kind, offset + place, opened, window[max(0, place - 2) : place])
        odd = (odd + len(quotes)) % 2
    if odd:
        raise UnreadableError("csv.open", line=_line(path, opened))


def _windows(path: Path) -> Iterator[tuple[int, bytes]]:
    """The file in parts, each with the byte before and the byte after it, and where in the file it begins."""
    with path.open("rb") as file:
        offset = len(_BOM) if file.read(len(_BOM)) == _BOM else 0
        file.seek(offset)
        window = b"\n"
        offset -= 1
        ended = False
        while not ended:
            part = file.read(_PART)
            ended = not part
            window += part or b"\n"
            if len(window) > 2:  # noqa: PLR2004 (the byte before and the byte after)
                yield offset, window
                offset += len(window) - 2
                window = window[-2:]


def _faults(text: npt.NDArray[np.uint8], window: bytes, quotes: _Places, odd: int) -> Iterator[tuple[int, _Fault]]:
    """The first place in a window for each kind of fault; `odd` is 1 where it begins within quotes."""
    opening, closing = quotes[odd::2], quotes[1 - odd :: 2]
    for place in opening[~_BEFORE_OPENING[text[opening - 1]]][:1]:
        yield int(place), "opens"
    for place in closing[~_AFTER_CLOSING[text[closing + 1]]][:1]:
        yield int(place), "closes"
    if window.count(b"\r") > window.count(b"\r\n"):
        returns = np.flatnonzero(text[1:-1] == _RETURN) + 1
        alone = returns[text[returns + 1] != _LINE_FEED]
        between = (np.searchsorted(quotes, alone) + odd) % 2 == 0
        for place in alone[between][:1]:
            yield int(place), "return"


def _complaint(path: Path, kind: _Fault, place: int, opened: int, before: bytes) -> UnreadableError:
    line = _line(path, place)
    match kind:
        case "return":
            return UnreadableError("csv.return", line=line)
        case "opens":
            return UnreadableError("csv.space" if before in _SPACES else "csv.stray", line=line)
        case _ if (first := _line(path, opened)) != line:
            return UnreadableError("csv.open", line=first)
        case _:
            return UnreadableError("csv.loose", line=line)


def _line(path: Path, place: int) -> int:
    """The number of the line, as an editor counts, in which a byte of a file is."""
    lines = 1
    with path.open("rb") as file:
        while place > 0 and (part := file.read(min(place, _PART))):
            lines += part.count(b"\n")
            place -= len(part)
    return lines


def fault_of_csv(path: Path, headings: Sequence[str]) -> UnreadableError:
    """Why a CSV file could not be read to its end: the first row with too many cells, found by reading it anew."""
    line, most = 1, len(headings)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.reader(file)
        try:
            for row in rows:
                if len(row) > most:
                    return UnreadableError("csv.cells", line=line, cells=len(row), headings=most)
                line = rows.line_num + 1
        except csv.Error:
            return UnreadableError("csv.line", line=line)
    return UnreadableError("csv.lines")
