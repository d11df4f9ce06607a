"""Files that appear under their name once they are whole, and not at all if that fails."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkstemp

from workshop_rules.files.held import hold, is_of

_LONGEST = 40
"""So much of a file's name is told by that of its unfinished one."""
_OF_SYSTEM = re.compile(r"\((?:os error |errno )(\d+)\)|\[errno (\d+)\]|^IO_(E[A-Z]+)$", re.IGNORECASE)
"""How libraries name an error of the system in the text of their own."""
_UNFINISHED = re.compile(r"\..{1,40}\.unfinished-\w{8}(?:\..*)?", re.DOTALL)


@contextmanager
def appearing(path: Path) -> Iterator[Path]:
    """The path of a file to write, in the same folder; it gets its name at the end, when it is on the disk.

    Whatever had the name before stays until then. A program that is killed leaves the unfinished file, whose name
    begins with a full stop; the next one that makes a file appear in that folder takes it away.

    Raises:
        OSError: the file cannot be written.
    """
    clear_unfinished(path.parent)
    handle, unfinished = _begin(path)
    try:
        with _errors_of_system():
            yield unfinished
        os.fsync(handle)
        unfinished.chmod(0o644)
        if os.name != "posix":  # what is open elsewhere cannot be given another name
            os.close(handle)
            handle = -1
        unfinished.replace(path)
    except BaseException:
        with suppress(FileNotFoundError):
            unfinished.unlink()
        raise
    finally:
        if handle >= 0:
            os.close(handle)


@contextmanager
def _errors_of_system() -> Iterator[None]:
    """Whatever a library makes of an error of the system, such as a disk that is full, as that error again."""
    try:
        yield
    except Exception as error:
        if isinstance(error, OSError) and error.strerror is not None:
            raise
        number = _number(error)
        if number is None:
            raise
        raise OSError(number, os.strerror(number)) from error


def _number(error: Exception) -> int | None:
    """The number of the error of the system that another one is about; None: it is about none."""
    inner = next((one for one in error.args if isinstance(one, OSError)), None)
    if inner is not None and inner.errno is not None:
        return inner.errno
    found = _OF_SYSTEM.search(str(error))
    if found is None:
        return None
    digits = found[1] or found[2]
    return int(digits) if digits else getattr(errno, found[3], None)


def clear_unfinished(folder: Path) -> None:
    """Take away the unfinished files in a folder that nobody is writing any more: their programs were killed."""
    with suppress(OSError):
        left = [one for one in folder.iterdir() if _UNFINISHED.fullmatch(one.name)]
        for one in left:
            _clear(one)


def _begin(path: Path) -> tuple[int, Path]:
    """An empty file beside another, held as long as its handle is open."""
    while True:
        handle, name = mkstemp(prefix=f".{path.name[:_LONGEST]}.unfinished-", suffix=path.suffix, dir=path.parent)
        with suppress(OSError):  # a file system without locks: nobody can hold it, nor take it away
            hold(handle)
        if is_of(handle, Path(name)):
            return handle, Path(name)
        os.close(handle)  # somebody took it for one that was left, before it was held


def _clear(unfinished: Path) -> None:
    """Take a file away if nobody holds it. One that cannot be taken away is let be: it is in nobody's way."""
    with suppress(OSError):
        handle = os.open(unfinished, os.O_RDWR)
        try:
            if hold(handle) and is_of(handle, unfinished):
                unfinished.unlink()
        finally:
            os.close(handle)
