"""Finished parts of a long run, kept beside its output so that a run which was broken off can go on from them."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

import polars as pl

from workshop_rules.files.held import hold, is_of
from workshop_rules.files.whole import appearing

_MANIFEST = "manifest.json"
_PART = re.compile(r"part-(\d+)-(\d+)\.parquet")


class OtherRunError(ValueError):
    """Parts that are there come from another run.

    Attributes:
        differing: what is not the same.
    """

    def __init__(self, folder: Path, differing: list[str]) -> None:
        """Say what differs."""
        self.folder, self.differing = folder, differing
        super().__init__(f"`{folder}` has parts of another run: not the same {', '.join(differing)}")


class RunningError(ValueError):
    """Another run is at work with the parts that are there.

    Attributes:
        folder: where they are.
    """

    def __init__(self, folder: Path) -> None:
        """Name the folder."""
        self.folder = folder
        super().__init__(f"another run is writing parts into `{folder}`")


@dataclass(slots=True)
class Parts:
    """The folder with the finished parts of a run, `OUT.parts`; as a context, it is let go at the end.

    Attributes:
        folder: where they are.
        rows: how many rows are finished, from the first on.
    """

    folder: Path
    rows: int = 0
    _files: list[Path] = field(default_factory=list)
    _handle: int = -1

    @classmethod
    def of(cls, target: Path, run: Mapping[str, object]) -> Parts:
        """The parts of a run; those that are there already, if it is the same one.

        Args:
            target: the output.
            run: everything that the output depends on, as JSON has it.

        Raises:
            OtherRunError: there are parts of another run.
            RunningError: another run is at work with them.
            OSError: the folder cannot be made or read.
        """
        parts = cls(target.with_name(target.name + ".parts"))
        wanted = json.loads(json.dumps(run))
        while not parts._begin(wanted):
            pass  # a run that was at work has ended and removed its parts
        parts._take()
        return parts

    def _begin(self, run: dict[str, object]) -> bool:
        """Have a folder with the manifest of this run, and hold it; false where it is gone again."""
        manifest = self.folder / _MANIFEST
        if manifest.is_file():
            found = _json(manifest)
            differing = [name for name in sorted({*run, *found}) if run.get(name) != found.get(name)]
            if differing:
                raise OtherRunError(self.folder, differing)
        elif self.folder.exists():
            raise OtherRunError(self.folder, ["manifest"])
        else:
            self.folder.mkdir()
            with appearing(manifest) as unfinished:
                unfinished.write_text(json.dumps(run, ensure_ascii=False, indent=2) + "\n", "utf-8")
        with suppress(FileNotFoundError):
            self._handle = os.open(manifest, os.O_RDWR)
            held = True
            with suppress(OSError):  # a file system without locks
                held = hold(self._handle)
            if held and is_of(self._handle, manifest):
                return True
            self.close()
            if not held:
                raise RunningError(self.folder)
        return False

    def close(self) -> None:
        """Let the folder go, so that another run may go on from it."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _take(self) -> None:
        """Find the parts that follow one another from the first row on."""
        named = ((_PART.fullmatch(path.name), path) for path in self.folder.iterdir())
        ranges = {int(match[1]): (int(match[2]), path) for match, path in named if match is not None}
        while self.rows in ranges:
            count, path = ranges[self.rows]
            self._files.append(path)
            self.rows += count
            if not count:
                break

    def keep(self, decided: pl.DataFrame) -> None:
        """Keep the rows that follow those that are finished.

        Raises:
            OSError: they cannot be written.
        """
        path = self.folder / f"part-{self.rows:012}-{decided.height}.parquet"
        with appearing(path) as unfinished:
            decided.write_parquet(unfinished, compression="lz4")
        self._files.append(path)
        self.rows += decided.height

    def __iter__(self) -> Iterator[pl.DataFrame]:
        """The finished rows, part by part.

        Raises:
            OtherRunError: a part is not as it was written.
        """
        for path in self._files:
            try:
                rows = pl.read_parquet(path, memory_map=False)
            except pl.exceptions.PolarsError as error:
                raise OtherRunError(self.folder, [path.name]) from error
            yield rows

    def remove(self) -> None:
        """Remove them, once the output is whole."""
        if os.name != "posix":  # what is open cannot be removed elsewhere
            self.close()
        shutil.rmtree(self.folder)


def _json(path: Path) -> dict[str, object]:
    try:
        found = json.loads(path.read_text("utf-8"))
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def file_digest(path: Path) -> str:
    """The SHA-256 of a file's content.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
