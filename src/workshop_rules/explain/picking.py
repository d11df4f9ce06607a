"""Taking several things of a sequence at once, in an order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from _typeshed import SupportsGetItem

T = TypeVar("T")


def picking(places: Sequence[int]) -> Callable[[SupportsGetItem[int, T]], tuple[T, ...]]:
    """What takes the things at these places, in this order, in one step where there are several."""
    match places:
        case []:
            return lambda _: ()
        case [place]:
            return lambda things: (things[place],)
        case _:
            return itemgetter(*places)
