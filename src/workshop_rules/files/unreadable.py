"""Why a file cannot be read as a roster, in our own words: where it is at fault, and what mends it."""

from __future__ import annotations

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
