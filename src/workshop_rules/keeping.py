"""Compiled packs kept between runs (`pack.store`): which pack a request means, and everything that it rests on."""

from __future__ import annotations

import datetime as dt
import gc
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from workshop_rules.frozen import dataclass
from workshop_rules.pack.store import engine, keeps, read_entry, stamps, two_levels, write_entry

try:
    from _pickle import loads  # what `pickle` gives, without the Python twin of it that `pickle` also has
except ImportError:  # another Python than CPython
    from pickle import loads

if TYPE_CHECKING:
    from workshop_rules.compile.plan import Plan
    from workshop_rules.diagnostics import Diagnostic
    from workshop_rules.pack.parsed import ParsedPack
    from workshop_rules.pack.shapes import FactsShape

Place: TypeAlias = str | os.PathLike[str]
Keep: TypeAlias = "Callable[[Plan, tuple[Diagnostic, ...], Any], None]"
"""Keeps a pack that was read: its plan, its warnings, and the rest (`Parts`)."""


class Parts(Protocol):
    """What else there is of a pack; heavy to put together, and seldom needed."""

    @property
    def folder(self) -> str:
        """Where the pack was read from."""

    @property
    def shape(self) -> FactsShape:
        """The shape of its dossiers."""

    @property
    def parsed(self) -> ParsedPack:
        """The pack as its files state it."""


class ReadParts:
    """What else there is of a pack that was just read."""

    def __init__(self, parsed: ParsedPack) -> None:
        """Hold the pack as its files state it."""
        self.parsed = parsed
        self.folder = os.fspath(parsed.folder)

    @cached_property
    def shape(self) -> FactsShape:
        """The shape of its dossiers."""
        from workshop_rules.pack.quick_facts import shape_of

        return shape_of(self.parsed.vocabulary)


class KeptParts:
    """What else there is of a pack that was kept, unpacked when it is asked for."""

    def __init__(self, ready: bytes, parsed: bytes) -> None:
        """Unpack what every decision needs; the bytes are signed by the user's own key."""
        self.plan, self.warnings, self.folder, self.shape = _unpacked(ready)
        self._packed = parsed

    @cached_property
    def parsed(self) -> ParsedPack:
        """The pack as its files state it."""
        return _unpacked(self._packed)  # type: ignore[no-any-return]  # as it was packed


@dataclass(frozen=True)
class Request:
    """A pack as it is asked for."""

    pack: Place
    search_path: Sequence[Place]
    as_of: dt.date | None

    def kept(self) -> KeptParts | None:
        """The pack, if it was kept and everything that it rests on is as it was."""
        if not keeps():
            return None
        found = read_entry(self._words, self._engine)
        if found is None:
            return None
        ready, parsed = found
        return KeptParts(ready, parsed)

    @contextmanager
    def watching(self) -> Iterator[Keep]:
        """Read a pack, and keep it if nothing that it rests on changed meanwhile."""
        if not keeps():
            yield lambda *_: None
            return
        made: list[tuple[bytes, bytes]] = []

        def keep(plan: Plan, warnings: tuple[Diagnostic, ...], parts: Any) -> None:  # noqa: ANN401 (a `ReadParts`)
            made.append((_tightly(_packed((plan, warnings, parts.folder, parts.shape))), _packed(parts.parsed)))

        rests_on = stamps(self._rests_on())
        yield keep
        for parts in made:
            if stamps(self._rests_on()) == rests_on:
                write_entry(self._words, self._engine, rests_on, parts)

    def _rests_on(self) -> Iterator[str]:
        """Every file and folder that decides which pack is meant, and what it says."""
        from workshop_rules.pack.discovery import MANIFEST, is_place, places_of_packs, shared_vocabulary

        yield os.fspath(shared_vocabulary())
        yield from two_levels(os.fspath(self.pack))
        if is_place(self.pack):
            return
        wanted = os.fspath(self.pack).partition("@")[0]
        for folder in places_of_packs(self.search_path):
            yield os.fspath(folder)
            yield os.fspath(folder / MANIFEST)
            if (folder / MANIFEST).is_file():
                yield from two_levels(os.fspath(folder))
            elif folder.is_dir():
                for inner in sorted(folder.iterdir()):
                    if inner.name.partition("@")[0] == wanted:
                        yield from two_levels(os.fspath(inner))

    @cached_property
    def _engine(self) -> str:
        return engine()

    @property
    def _words(self) -> list[object]:
        """The request in full: relative paths mean something by the working folder only, ids do so anywhere."""
        pack, folders = os.fspath(self.pack), [os.fspath(folder) for folder in self.search_path]
        date = None if self.as_of is None else self.as_of.isoformat()
        elsewhere = os.environ.get("WORKSHOP_RULES_PATH", "")  # `pack.discovery.SEARCH_PATH`, which is slow to import
        paths = [os.path.dirname(pack), *folders, *elsewhere.split(os.pathsep)]
        here = os.getcwd() if any(path and not os.path.isabs(path) for path in paths) else ""
        return [isinstance(self.pack, str), pack, folders, date, elsewhere, here]


def _packed(value: object) -> bytes:
    import pickle

    return pickle.dumps(value, protocol=5)


def _tightly(packed: bytes) -> bytes:
    """The same without what nothing in it comes back to: unpacked in little more than half the time."""
    import pickletools

    return pickletools.optimize(packed)


def _unpacked(signed: bytes) -> Any:  # noqa: ANN401 (what was packed)
    collecting = gc.isenabled()
    gc.disable()  # nothing of what comes is garbage
    try:
        return loads(signed)  # noqa: S301 (signed by the user's own key, which `read_entry` has made sure of)
    finally:
        if collecting:
            gc.enable()
