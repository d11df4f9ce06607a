"""Files that appear under their name once they are whole, and not at all if that fails."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkstemp


@contextmanager
def appearing(path: Path) -> Iterator[Path]:
    """The path of a file to write, in the same folder; it gets its name at the end, when it is on the disk.

    Whatever had the name before stays until then. A program that is killed leaves the unfinished file, whose name
    begins with a full stop.

    Raises:
        OSError: the file cannot be written.
    """
    handle, name = mkstemp(prefix=f".{path.name}.", suffix=path.suffix, dir=path.parent)
    os.close(handle)
    unfinished = Path(name)
    try:
        yield unfinished
        with unfinished.open("rb+") as file:
            os.fsync(file.fileno())
        unfinished.chmod(0o644)
        unfinished.replace(path)
    except BaseException:
        with suppress(FileNotFoundError):
            unfinished.unlink()
        raise
