"""Why a file cannot be read as a roster, in our own words: where it is at fault, and what mends it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from workshop_rules.diagnostics import Diagnostic, misspelt
from workshop_rules.files.words import words
from workshop_rules.language.words import Words


class UnreadableError(ValueError):
    """A file is not in the format that its name says.

    Attributes:
        why: what is wrong, and where.
        remedy: what mends it.
    """

    def __init__(self, key: str, /, **parts: Words | str | int) -> None:
        """By the phrase that says it; `parts` fill it in."""
        self.why, self.remedy = words(key, **parts), words(f"{key}.help", **parts)
        super().__init__(self.why.en)


def told(code: str, key: str, /, **parts: Words | str | int) -> Diagnostic:
    """A complaint about a file, by the phrase that says it."""
    message, remedy = words(key, **parts), words(f"{key}.help", **parts)
    return Diagnostic(code, message.en, None, "", remedy.en, f"{message.zh}；{remedy.zh}")


def no_roster(path: Path, formats: Sequence[str]) -> Diagnostic | None:
    """That a roster is not there, or no file; None: it is."""
    if path.is_dir():
        return told("WR904", "file.folder", path=str(path), formats=", ".join(formats))
    if path.exists():
        return None
    if not path.parent.is_dir():
        return told("WR904", "file.nowhere", folder=str(path.parent), name=path.name)
    beside = sorted(one.name for one in path.parent.iterdir() if one.suffix.lower() in formats)
    meant = misspelt(path.name, beside)
    if meant is None:
        return told("WR904", "file.none", path=str(path))
    return told("WR904", "file.near", path=str(path), meant=str(path.with_name(meant)))


def no_place(path: Path) -> Diagnostic | None:
    """That a file cannot be where it is to be written, for want of a folder or because there is one; None: it can."""
    if path.is_dir():
        return told("WR904", "file.target.folder", path=str(path))
    if path.parent.is_dir():
        return None
    return told("WR904", "file.target.nowhere", folder=str(path.parent), name=path.name)
