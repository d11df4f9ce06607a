"""Where compiled packs are kept between runs, so that a program starts quickly.

An entry is signed with a key that only its user can read (BLAKE2b with that key, RFC 7693), and what is not signed is
never looked into. It names every file and folder that it rests on, with the time of change and size of each: where one
has changed, appeared or gone, or the engine is another, it does not count. Entries are written beside and then renamed,
so that readers and several writers do not disturb one another. Whatever goes wrong means that there is no entry.

Whoever writes an entry takes away what nobody has read for long, what is more than a bound, and what a writer that was
stopped left unfinished. An entry that goes while another program reads it is read to its end; one that has just gone is
made again.

`WORKSHOP_RULES_CACHE` names the folder, by its full path; `off` keeps nothing. By default it is `workshop-rules` in the
user's cache.
"""

from __future__ import annotations

import marshal
import os
import stat
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from operator import attrgetter
from typing import Any

try:  # where the standard library has them: `hashlib` and `hmac` load OpenSSL, which takes longer than to decide
    from _blake2 import blake2b
    from _operator import _compare_digest as compare_digest
except ImportError:  # another Python than CPython
    from hashlib import blake2b
    from hmac import compare_digest  # type: ignore[no-redef]  # one or the other

FOLDER = "WORKSHOP_RULES_CACHE"
"""The environment variable that names the folder, or says `off`."""

_KEY = "key"
_KEY_LENGTH = 32
_SIGNATURE_LENGTH = 32
_DIGEST_LENGTH = 32
_LENGTH = 8
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_ENTRY = ".pack"
_MOST = 200
"""So many entries are kept, those that were read last; one takes some hundred kilobytes."""
_NAME_LENGTH = 2 * _DIGEST_LENGTH
_ALIKE = 2
"""The last form of `marshal` that writes equal values alike: later ones write how they lie in memory, too."""

_DAY = 86_400
_LONGEST = 90 * _DAY
"""In seconds, how long an entry is kept that nobody reads."""

Stamp = list[object]
"""A path and what tells whether it has changed."""


def stamps(paths: Iterable[str | os.PathLike[str]]) -> list[Stamp]:
    """What tells, of each path, whether it has changed; what is not there may appear."""
    return [_stamp(os.fspath(path)) for path in paths]


def _stamp(path: str) -> Stamp:
    try:
        found = os.stat(path)
    except (OSError, ValueError):  # a name that no file can have
        return [path, None]
    if stat.S_ISDIR(found.st_mode):
        return [path, found.st_mtime_ns, found.st_ino]
    return [path, found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino]


def two_levels(folder: str) -> list[str]:
    """A folder, what is in it, and what is in its folders: all that a pack can have; links are followed."""
    inner = _entries(folder)
    return [folder, *inner, *(deeper for one in inner for deeper in _entries(one))]


def _entries(folder: str) -> list[str]:
    try:
        return sorted(entry.path for entry in os.scandir(folder))
    except (OSError, ValueError):
        return []


def _code(folder: str) -> Iterator[tuple[object, ...]]:
    """Every file of Python code in a folder and in the folders within it, with what tells whether it has changed."""
    for entry in sorted(os.scandir(folder), key=attrgetter("name")):
        if entry.name.endswith(".py"):
            found = entry.stat()
            yield entry.path, found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino
        elif entry.name != "__pycache__" and entry.is_dir(follow_symlinks=False):
            yield from _code(entry.path)


def engine() -> str:
    """What tells this engine from any other, down to an edited file, and this Python with the packages installed."""
    package = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
    return _digest([sys.version, sys.byteorder, list(_code(package)), list(_installed())])


def _digest(value: Any) -> str:  # noqa: ANN401 (what `marshal` can write)
    """What tells a value from any other: texts, numbers, truths and None, and lists of them."""
    return blake2b(marshal.dumps(value, _ALIKE), digest_size=_DIGEST_LENGTH).hexdigest()


def _installed() -> Iterator[Stamp]:
    """The packages that may announce packs."""
    for folder in sys.path:
        try:
            names = sorted(name for name in os.listdir(folder or ".") if name.endswith((".dist-info", ".egg-info")))
        except OSError:
            continue
        yield from stamps(os.path.join(folder or ".", name) for name in names)


def read_entry(request: Sequence[object], engine_now: str) -> tuple[bytes, ...] | None:
    """The parts that were kept for a request; None where there is no entry, or it does not count any more.

    Args:
        request: what was asked for: texts, numbers, truths and None, and lists of them.
        engine_now: what `engine` gives.
    """
    try:
        folder = _folder()
        key = None if folder is None else _key(folder)
        if folder is None or key is None:
            return None
        name = _name(request)
        path = os.path.join(folder, name)
        with open(path, "rb") as file:
            read_last = os.fstat(file.fileno()).st_mtime
            signed = file.read()
        content = signed[_SIGNATURE_LENGTH:]
        if not compare_digest(signed[:_SIGNATURE_LENGTH], _signature(key, name, content)):
            return None
        head, *parts = _parts(content)
        told = marshal.loads(head)  # noqa: S302 (signed by the user's own key)
    except (OSError, ValueError, EOFError, TypeError):
        return None
    if told["engine"] != engine_now or any(_stamp(str(one[0])) != one for one in told["rests_on"]):
        return None
    if time.time() - read_last > _DAY:
        with suppress(OSError):
            os.utime(path)
    return tuple(parts)


def write_entry(request: Sequence[object], engine_now: str, rests_on: Sequence[Stamp], parts: Iterable[bytes]) -> None:
    """Keep parts for a request; where that is not possible, do without.

    Args:
        request: as for `read_entry`.
        engine_now: what `engine` gave before anything was read.
        rests_on: the stamps of everything that the parts were made from, taken before it was read.
        parts: what to keep.
    """
    try:
        folder = _folder(make=True)
        key = None if folder is None else _key(folder, make=True)
        if folder is None or key is None:
            return
        name = _name(request)
        head = marshal.dumps({"engine": engine_now, "rests_on": list(rests_on)})
        content = b"".join(len(part).to_bytes(_LENGTH, "big") + part for part in (head, *parts))
        _put(os.path.join(folder, name), _signature(key, name, content) + content)
        _take_away(folder, name)
    except OSError:
        return


def _take_away(folder: str, fresh: str) -> None:
    """Remove old entries, those beyond the most that are kept, and files never finished; but not the fresh one."""
    now = time.time()
    others = []
    for file in os.scandir(folder):
        entry, _, unfinished = file.name.partition(_ENTRY)
        if _ENTRY not in file.name or len(entry) != _NAME_LENGTH or file.name == fresh:
            continue
        with suppress(OSError):
            last = file.stat(follow_symlinks=False).st_mtime
            if not unfinished:
                others.append((last, file.path))
            elif now - last > _DAY:
                os.unlink(file.path)
    others.sort(reverse=True)
    for place, (last, path) in enumerate(others, start=2):
        if place > _MOST or now - last > _LONGEST:
            with suppress(OSError):
                _remove_unchanged(path, last)


def _remove_unchanged(path: str, last: float) -> None:
    """Remove a file, unless somebody has written or read it since."""
    if os.stat(path).st_mtime == last:
        os.unlink(path)


def keeps() -> bool:
    """Whether anything is to be kept at all."""
    return _wanted() is not None


def _wanted() -> str | None:
    """Where entries are to be kept; None where none are."""
    wanted = os.environ.get(FOLDER, "")
    if wanted.lower() == "off" or os.name != "posix":
        return None
    base = os.environ.get("XDG_CACHE_HOME", "")
    if not os.path.isabs(base):
        base = os.path.expanduser("~/.cache")
    folder = wanted or os.path.join(base, "workshop-rules")
    return folder if os.path.isabs(folder) else None


def _folder(*, make: bool = False) -> str | None:
    """The user's own folder; None where it is not theirs alone, or nothing is to be kept."""
    folder = _wanted()
    if folder is None:
        return None
    if make:
        os.makedirs(folder, mode=0o700, exist_ok=True)
    return folder if _is_ours(os.stat(folder)) else None


def _is_ours(found: os.stat_result) -> bool:
    """Whether it belongs to the user and nobody else can write to it."""
    return found.st_uid == os.getuid() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _key(folder: str, *, make: bool = False) -> bytes | None:
    """The user's key; None where there is none, or others could have read it."""
    path = os.path.join(folder, _KEY)
    if make and not os.path.lexists(path):
        fresh = _beside(path)
        _write_new(fresh, os.urandom(_KEY_LENGTH))
        try:
            os.link(fresh, path)  # fails where another was quicker: that one counts
        except FileExistsError:
            pass
        finally:
            os.unlink(fresh)
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    with os.fdopen(descriptor, "rb") as file:
        found = os.fstat(file.fileno())
        key = file.read(_KEY_LENGTH + 1)
    usable = _is_ours(found) and not found.st_mode & _OTHERS and len(key) == _KEY_LENGTH
    return key if usable else None


def _name(request: Sequence[object]) -> str:
    return _digest(list(request)) + _ENTRY


def _signature(key: bytes, name: str, content: bytes) -> bytes:
    signature = blake2b(name.encode(), key=key, digest_size=_SIGNATURE_LENGTH)
    signature.update(b"\0")
    signature.update(content)
    return signature.digest()


def _parts(content: bytes) -> list[bytes]:
    parts = []
    place = 0
    while place < len(content):
        start = place + _LENGTH
        place = start + int.from_bytes(content[place:start], "big")
        parts.append(content[start:place])
    return parts


def _put(path: str, content: bytes) -> None:
    """Write a file whole or not at all."""
    beside = _beside(path)
    try:
        _write_new(beside, content)
        os.replace(beside, path)
    except OSError:
        with suppress(OSError):
            os.unlink(beside)
        raise


def _beside(path: str) -> str:
    return f"{path}.{os.urandom(8).hex()}"


def _write_new(path: str, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
