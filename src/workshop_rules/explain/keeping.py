"""What was said before and may be said again: kept while there is room, the oldest forgotten first."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from workshop_rules.bounded import make_room
from workshop_rules.explain.writing import written

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)


class Kept(dict[K, T], Generic[K, T]):
    """Things by what they rest on, at most so many."""

    __slots__ = ("_most",)

    def __init__(self, most: int) -> None:
        """Keep at most so many."""
        super().__init__()
        self._most = most

    def keep(self, key: K, thing: T) -> T:
        """Keep a thing, and forget the oldest where there are too many."""
        if len(self) >= self._most and key not in self:
            make_room(self, self._most)
        self[key] = thing
        return thing

    def of(self, key: K, make: Callable[[], T]) -> T:
        """What is kept under a key; made, and kept, where there is nothing."""
        found = self.get(key)
        return self.keep(key, make()) if found is None else found


class Told(Generic[T]):
    """A part of an explanation: its tree, made when it is first read, and its JSON, once that was written."""

    __slots__ = ("_make", "_part", "_texts")

    _part: T

    def __init__(self, make: Callable[[], T]) -> None:
        """Hold a part, whose tree `make` makes."""
        self._make: Callable[[], T] | None = make
        self._texts: dict[int, str] = {}

    @property
    def part(self) -> T:
        """The part as a tree."""
        make = self._make
        if make is not None:
            self._part = make()
            self._make = None
        return self._part

    def json(self, depth: int) -> str:
        """The part as JSON that stands so deep."""
        text = self._texts.get(depth)
        if text is None:
            text = self._texts[depth] = written(self.part, depth)
        return text


class KeptIfRepeated(Kept[K, T]):
    """Things that are made only when they are asked for a second time, as what comes but once is not worth keeping."""

    __slots__ = ("_asked",)

    def __init__(self, most: int) -> None:
        """Keep at most so many."""
        super().__init__(most)
        self._asked: Kept[K, bool] = Kept(most)

    def made(self, key: K, make: Callable[[], T | None]) -> T | None:
        """What is kept under a key; None at the first time, and where nothing could be made.

        Args:
            key: what it rests on.
            make: makes it; it is asked once.
        """
        found = self.get(key)
        if found is not None:
            return found
        is_repeated = self._asked.get(key)
        if is_repeated is None:
            self._asked.keep(key, False)
        elif not is_repeated:
            self._asked.keep(key, True)
            found = make()
            if found is not None:
                self.keep(key, found)
        return found
