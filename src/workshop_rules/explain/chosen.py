"""What was chosen, by name, and which other choices would turn the verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Generic, TypeVar

Value = TypeVar("Value")
Switch = TypeVar("Switch")


class Chosen(Mapping[str, Value], Generic[Value, Switch]):
    """The reading of each interpretation, or the value of each threshold; it does not change."""

    __slots__ = ("_chosen", "_switches")

    def __init__(self, chosen: Mapping[str, Value], switches: Callable[[], tuple[Switch, ...]]) -> None:
        """Hold what was chosen.

        Args:
            chosen: what was, by name.
            switches: finds the other choices that would turn the verdict.
        """
        self._chosen = dict(chosen)
        self._switches = switches

    @property
    def that_matter(self) -> tuple[Switch, ...]:
        """The other choices that, each made by itself, would turn the verdict; found by deciding again with them."""
        return self._switches()

    def __getitem__(self, name: str) -> Value:
        return self._chosen[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._chosen)

    def __len__(self) -> int:
        return len(self._chosen)

    def __repr__(self) -> str:
        return repr(self._chosen)
