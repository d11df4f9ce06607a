"""Sources and the places in them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property

from workshop_rules.frozen import dataclass, field


@dataclass(frozen=True, eq=False)
class Source:
    """A text that somebody wrote: a file of a pack, a facts file, an expression on the command line.

    Attributes:
        name: how the writer knows it, mostly a path; printed in diagnostics.
        text: the whole text.
        first_line: the number of its first line, where it is a part of something longer.
        file: of a file of a pack, its path from the pack's folder on, the same wherever the pack lies; else empty.
    """

    name: str
    text: str = field(repr=False)
    first_line: int = 1
    file: str = ""

    @cached_property
    def _line_starts(self) -> list[int]:
        starts = [0]
        starts.extend(i + 1 for i, char in enumerate(self.text) if char == "\n")
        return starts

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, the column in characters and counted from 1."""
        line = bisect_right(self._line_starts, offset) - 1
        return line + self.first_line, offset - self._line_starts[line] + 1

    def line_start(self, number: int) -> int:
        """The offset at which line `number` begins; that of the last line where there is none."""
        return self._line_starts[min(number - self.first_line + 1, len(self._line_starts)) - 1]

    def line(self, number: int) -> str:
        """The text of line `number`, without its line end."""
        place = number - self.first_line
        start = self._line_starts[place]
        end = self._line_starts[place + 1] if place + 1 < len(self._line_starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n")


@dataclass(frozen=True, slots=True)
class Span:
    """A place in a source: offsets in characters, the end excluded."""

    source: Source
    start: int
    end: int

    @property
    def text(self) -> str:
        """What stands there."""
        return self.source.text[self.start : self.end]

    def to(self, other: Span) -> Span:
        """The place from the start of this one to the end of `other`."""
        return Span(self.source, self.start, max(self.end, other.end))

    def __str__(self) -> str:
        """`file:line:column`, as compilers print it."""
        return self._within(self.source.name)

    @property
    def place(self) -> str:
        """`file:line:column` for readers elsewhere or later: a pack's file by its path from the pack's folder on."""
        return self._within(self.source.file or self.source.name)

    def _within(self, name: str) -> str:
        line, column = self.source.position(self.start)
        return f"{name}:{line}:{column}"


@dataclass(frozen=True, slots=True)
class SpannedText:
    """A text taken out of a source, such as a YAML scalar, that knows where each of its characters came from.

    Attributes:
        value: the text itself.
        source: where it was taken from.
        offsets: for each character of `value`, its offset in the source, and one more for the end.
            Quoted, escaped and folded scalars make it irregular.
    """

    value: str
    source: Source
    offsets: Sequence[int] = field(repr=False)

    @classmethod
    def whole(cls, text: str, name: str = "expression") -> SpannedText:
        """A text that is its own source."""
        return cls(text, Source(name, text), range(len(text) + 1))

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """The place in the source of `value[start:end]`."""
        end = len(self.value) if end is None else end
        last = self.offsets[end - 1] + 1 if end > start else self.offsets[start]
        return Span(self.source, self.offsets[start], last)
