"""How a diagnostic looks to people: its message, its place underlined, its remedy.

```text
WR203 error: `honour` is a level, compared here with text
  rules/tier.yaml:7:19
7 |   when: honour >= "city"
  |                   ^^^^^^ text
  help: write level.city
```
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workshop_rules.diagnostics.codes import CODES
from workshop_rules.diagnostics.span import Span

if TYPE_CHECKING:
    from workshop_rules.diagnostics.diagnostic import Diagnostic

WIDTH = 110
"""How many columns of a source line are shown at most."""

_BEFORE = 40
"""How many columns of a clipped line are shown before the place, at least."""

_ELLIPSIS = "…"
_HELP = "  help: "
_CONTROL_PICTURES = 0x2400
_DELETE = "\x7f"


def draw(diagnostic: Diagnostic) -> str:
    """The diagnostic as people see it, several lines without a final line end.

    Columns are counted as terminals show them, so that the carets stand under Chinese text too. What a terminal would
    obey or hide (control characters, characters that turn the direction of writing) is made visible. A place that spans
    several lines is drawn on its first.
    """
    row = CODES.get(diagnostic.code)
    severity = "warning" if row is not None and row.warning else "error"
    lines = [f"{diagnostic.code} {severity}: {visible(diagnostic.message)}"]
    if diagnostic.span is not None:
        lines.extend(_drawn_place(diagnostic.span, diagnostic.label))
    if diagnostic.help:
        first, *rest = diagnostic.help.splitlines()
        lines.append(_HELP + visible(first))
        lines.extend(" " * len(_HELP) + visible(line) for line in rest)
    return "\n".join(line.rstrip() for line in lines)


def visible(text: str) -> str:
    """The text with every character that a terminal would obey or hide replaced by one that can be seen."""
    return text if text.isprintable() else "".join(map(_shown, text))


def columns(text: str) -> int:
    """How many columns of a terminal the text fills."""
    return sum(map(_columns_of, text))


def _shown(char: str) -> str:
    if char == "\t":
        return "→"
    if char < " ":
        return chr(_CONTROL_PICTURES + ord(char))
    if char == _DELETE:
        return "␡"
    return char if char.isprintable() else f"‹U+{ord(char):04X}›"


def _columns_of(char: str) -> int:
    if unicodedata.category(char) in {"Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1


@dataclass(frozen=True, slots=True)
class _Cell:
    """A character of the source line as it is shown, and the column where it begins (from 0)."""

    shown: str
    column: int
    width: int


def _drawn_place(span: Span, label: str) -> list[str]:
    source = span.source
    start = min(max(span.start, 0), len(source.text))
    number, column = source.position(start)
    text = source.line(number)
    begin = min(column - 1, len(text))
    end = min(max(begin + span.end - start, begin + 1), max(len(text), begin + 1))

    # Of a very long line only the neighbourhood is measured.
    cut = max(begin - WIDTH, 0)
    beyond = len(text) > begin + WIDTH
    text, begin, end = text[cut : begin + WIDTH], begin - cut, min(end - cut, begin + WIDTH - cut)

    cells = _cells(text)
    after = cells[-1].column + cells[-1].width if cells else 0
    first = cells[begin].column if begin < len(cells) else after
    last = cells[end].column if end < len(cells) else after
    last = max(last, first + 1)

    low, high = _window(first, after)
    shown = "".join(cell.shown for cell in cells if low <= cell.column and cell.column + cell.width <= high)
    shift = 0
    if low > 0 or cut > 0:
        kept = next((cell.column for cell in cells if cell.column >= low), low)
        shown = _ELLIPSIS + shown
        shift = kept - 1
    if high < after or beyond:
        shown += _ELLIPSIS
    carets = "^" * max(min(last, high) - first, 1)

    gutter = str(number)
    blank = " " * len(gutter)
    return [
        f"  {visible(source.name)}:{number}:{column}",
        f"{gutter} | {shown}",
        f"{blank} | {' ' * (first - shift)}{carets} {visible(label)}",
    ]


def _cells(text: str) -> list[_Cell]:
    cells = []
    column = 0
    for char in text:
        shown = _shown(char)
        width = columns(shown)
        cells.append(_Cell(shown, column, width))
        column += width
    return cells


def _window(first: int, after: int) -> tuple[int, int]:
    """The columns to show of a line that fills `after`, so that column `first` is among them."""
    if after <= WIDTH:
        return 0, after
    low = max(first - _BEFORE, 0)
    low = min(low, max(after - WIDTH, 0))
    return low, low + WIDTH
