"""Why a file cannot be read as a roster, in our own words: where it is at fault, and what mends it."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from workshop_rules.diagnostics import Diagnostic, misspelt


class UnreadableError(ValueError):
    """A file is not in the format that its name says.

    Attributes:
        remedy: what mends it.
    """

    def __init__(self, message: str, remedy: str) -> None:
        """Say what is wrong, and where."""
        self.remedy = remedy
        super().__init__(message)


ENCODED = "its text is not in UTF-8", "save it anew, in Excel as “CSV UTF-8”"
_PART = 1 << 20
_ANEW = "open it in the program that it comes from, and save it anew"


def headings_of_csv(path: Path) -> list[str]:
    """The headings of a CSV file, each of its own.

    Raises:
        UnreadableError: there are none, or two columns have the same.
        UnicodeDecodeError: it is in another encoding.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        try:
            headings = next((row for row in csv.reader(file) if row), [])
        except csv.Error as error:
            raise _open_quotes(1) from error
    if not headings:
        raise UnreadableError("it is empty, without even headings", "head each column by the id or title of its fact")
    for at, heading in enumerate(headings):
        if heading and heading in headings[:at]:
            places = f"{headings.index(heading) + 1} and {at + 1}"
            message = f"line 1 has the heading `{heading}` twice, over columns {places}"
            raise UnreadableError(message, "rename one of them, or take it out")
    return headings


def check_quotes(path: Path) -> None:
    """Refuse a CSV file whose quotes are not in pairs: rows after an odd one would be lost without a word.

    Raises:
        UnreadableError: it has one.
        UnicodeDecodeError: it is in another encoding.
    """
    quotes = 0
    with path.open("rb") as file:
        while part := file.read(_PART):
            quotes += part.count(b'"')
    if quotes % 2:
        raise _first_fault(path) or _odd_quote(path)


def fault_of_csv(path: Path, headings: Sequence[str]) -> UnreadableError:
    """Why a CSV file could not be read to its end: the first line at fault, found by reading it anew."""
    fault = _first_fault(path, len(headings))
    return fault or UnreadableError("its lines cannot be read as rows of CSV", _ANEW)


def _first_fault(path: Path, most: int | None = None) -> UnreadableError | None:
    """The first row with more cells than it may have, or with a quote that is not closed."""
    line = 1
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.reader(file, strict=True)
        try:
            for row in rows:
                if most is not None and len(row) > most:
                    message = f"line {line} has {len(row)} cells, but there are {most} headings"
                    return UnreadableError(message, "take out what is too much, or put a cell with commas in quotes")
                line = rows.line_num + 1
        except csv.Error:
            return _open_quotes(line)
    return None


def _odd_quote(path: Path) -> UnreadableError:
    with path.open(encoding="utf-8-sig") as file:
        line = next(number for number, text in enumerate(file, start=1) if text.count('"') % 2)
    return UnreadableError(f"line {line} has an odd quote within a cell", "put the cell in quotes, and that one twice")


def _open_quotes(line: int) -> UnreadableError:
    message = f"the quotes in the row that begins in line {line} are not in pairs"
    return UnreadableError(message, "put a quote at the end of the cell too; within a cell write it twice")


def fault_of_json_lines(line: int, at: int | None = None) -> UnreadableError:
    """That a line is no JSON object; where it is no JSON, from which character on."""
    where = "" if at is None else f": it cannot be understood from character {at} on"
    return UnreadableError(f"line {line} is not a JSON object{where}", "write one object in each line, `{…}`")


def fault_of_parquet() -> UnreadableError:
    """That a file is no Parquet file."""
    return UnreadableError("it is no Parquet file, or not a whole one", "write it anew, or name it by what it is")


def no_roster(path: Path, formats: Sequence[str]) -> Diagnostic | None:
    """That a roster is not there, or no file; None: it is."""
    if path.is_dir():
        return Diagnostic("WR904", f"`{path}` is a folder, not a file", None, "", f"name a file {', '.join(formats)}")
    if path.exists():
        return None
    if not path.parent.is_dir():
        return _no_folder(path, "correct the path")
    beside = sorted(one.name for one in path.parent.iterdir() if one.suffix.lower() in formats)
    meant = misspelt(path.name, beside)
    remedy = "correct the path" if meant is None else f"write `{path.with_name(meant)}`"
    return Diagnostic("WR904", f"there is no file `{path}`", None, "", remedy)


def no_place(path: Path) -> Diagnostic | None:
    """That a file cannot be where it is to be written, for want of a folder or because there is one; None: it can."""
    if path.is_dir():
        return Diagnostic("WR904", f"`{path}` is a folder, not a file", None, "", "choose another name")
    return None if path.parent.is_dir() else _no_folder(path, "make it, or choose another one")


def _no_folder(path: Path, remedy: str) -> Diagnostic:
    return Diagnostic("WR904", f"there is no folder `{path.parent}` for `{path.name}`", None, "", remedy)
