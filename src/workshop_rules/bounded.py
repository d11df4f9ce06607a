"""Dictionaries that are kept within bounds, by several threads at a time."""

from __future__ import annotations

from contextlib import suppress

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import MutableMapping
    from typing import Any


def make_room(things: MutableMapping[Any, Any], most: int) -> None:
    """Forget the oldest things until one more may be kept.

    Args:
        things: by what they are kept, the oldest first.
        most: how many may be kept.
    """
    while things and len(things) >= most:
        with suppress(RuntimeError, StopIteration):  # another thread keeps or forgets something at this moment
            things.pop(next(iter(things)), None)
