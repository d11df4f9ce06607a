"""Files that a program holds as long as it lives, so that others know that it is still at work.

A file is let go when its handle is closed, and when the program ends in any way, by a power failure too. On systems
without such locks nobody holds anything for others to see; there files that are open cannot be taken away.
"""

from __future__ import annotations

import os
from pathlib import Path

try:
    from fcntl import LOCK_EX, LOCK_NB, flock
except ModuleNotFoundError:  # elsewhere than on POSIX
    flock = None  # type: ignore[assignment]


def hold(handle: int) -> bool:
    """Hold a file that is open; false where another program (or handle) does.

    Raises:
        OSError: the file system has no locks.
    """
    if flock is None:
        return True
    try:
        flock(handle, LOCK_EX | LOCK_NB)
    except BlockingIOError:
        return False
    return True


def is_of(handle: int, path: Path) -> bool:
    """Whether a path still leads to the file that is open."""
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False
