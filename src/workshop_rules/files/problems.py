"""What is wrong in a workbook: in which cell, and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass

from workshop_rules.diagnostics.drawing import visible


@dataclass(frozen=True, slots=True)
class Problem:
    """A complaint about a workbook, in the words of those who filled it in.

    Attributes:
        code: a key of `CODES`.
        message: what is wrong, with the place.
        help: how to mend it; may be empty where the message says it.
        sheet, cell: where; the cell may be empty.
    """

    code: str
    message: str
    help: str
    sheet: str = ""
    cell: str = ""

    def __str__(self) -> str:
        """On one line."""
        return visible(f"{self.code} {self.message}" + (f" ({self.help})" if self.help else ""))
