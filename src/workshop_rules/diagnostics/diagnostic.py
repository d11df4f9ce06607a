"""A diagnostic and the result of a pass that may complain."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Generic, TypeVar

from workshop_rules.diagnostics.code import Code
from workshop_rules.diagnostics.span import Span
from workshop_rules.frozen import dataclass, field

T = TypeVar("T")


class Severity(StrEnum):
    """How bad it is: an error stops the pack from being used, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One complaint.

    Attributes:
        code: its stable code, a key of `CODES`, such as `WR301`.
        message: what is wrong here, one line, without the place.
        span: where, or None where there is no place (a missing file).
        label: what to write under the underlined place; may be empty.
        help: how to mend it, naming the nearest right thing; may be empty.
        zh: the message in Chinese, where those who fill in rosters read it; else empty.
    """

    code: str
    message: str
    span: Span | None = None
    label: str = ""
    help: str = ""
    zh: str = field(default="", compare=False)

    @property
    def severity(self) -> Severity:
        """Fixed by the code."""
        return Severity.WARNING if self.entry.warning else Severity.ERROR

    @property
    def entry(self) -> Code:
        """The row of the code table."""
        from workshop_rules.diagnostics.codes import CODES

        return CODES[self.code]

    def __str__(self) -> str:
        """The diagnostic as people see it, with its place underlined."""
        from workshop_rules.diagnostics.drawing import draw

        return draw(self)


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """What a pass made, and what it had to say. `value` is None when errors left nothing usable."""

    value: T | None
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """The diagnostics that stop the work."""
        return tuple(d for d in self.diagnostics if d.severity is Severity.ERROR)

    def unwrap(self, error: type[DiagnosticError] | None = None) -> T:
        """The value, if there was no error.

        Raises:
            DiagnosticError: (or the given subclass) with all diagnostics.
        """
        if self.errors or self.value is None:
            raise (error or DiagnosticError)(self.diagnostics)
        return self.value


class DiagnosticError(Exception):
    """Raised at the edge of the library, with every diagnostic that was collected."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Keep the diagnostics; the text is all of them, drawn."""
        self.diagnostics = tuple(diagnostics)
        super().__init__("\n\n".join(str(d) for d in self.diagnostics))


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that `name` was most likely meant to be, or None."""
    import difflib  # slow to load, and needed where somebody erred

    matches = difflib.get_close_matches(name, list(known), n=1, cutoff=0.6)
    return matches[0] if matches else None


_LONG, _SHORT = 8, 5
"""Names with so many characters differ by two slips of the pen, or by one; shorter ones are other words."""
_SLIPS = 2


def misspelt(name: str, known: Iterable[str]) -> str | None:
    """The known name that `name` is but for a slip or two of the pen, its case or what its words are joined by."""
    plain, meant, least = _plain(name), None, _SLIPS + 1
    for one in known:
        other = _plain(one)
        slips = _SLIPS if min(len(plain), len(other)) >= _LONG else 1 if max(len(plain), len(other)) >= _SHORT else 0
        if abs(len(plain) - len(other)) <= slips and (found := _slips(plain, other)) <= slips and found < least:
            meant, least = one, found
    return meant


def _plain(name: str) -> str:
    return name.casefold().replace("_", "").replace("-", "").replace(" ", "")


def _slips(one: str, other: str) -> int:
    """How many characters are left out, put in, taken for others or for their neighbours."""
    before: list[int] = []
    line = list(range(len(other) + 1))
    for i, left in enumerate(one, start=1):
        earlier, before, line = before, line, [i]
        for j, right in enumerate(other, start=1):
            least = min(before[j] + 1, line[j - 1] + 1, before[j - 1] + (left != right))
            if i > 1 and j > 1 and (left, one[i - 2]) == (other[j - 2], right):
                least = min(least, earlier[j - 2] + 1)
            line.append(least)
    return line[-1]
