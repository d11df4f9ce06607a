"""Work on several columns, or parts of them, in as many threads as Polars has."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import TypeVar

import polars as pl

FEW = 65_536
"""So few rows are worked on by one thread."""

Item = TypeVar("Item")
Made = TypeVar("Made")


def each(work: Callable[[Item], Made], items: Sequence[Item], height: int) -> list[Made]:
    """What is made of each item; by several threads where the rows are many. The work starts no such work itself."""
    threads = pl.thread_pool_size() if height > FEW and len(items) > 1 else 1
    if threads == 1 or _is_of_polars():
        return [work(item) for item in items]
    return list(_pool(os.getpid(), threads).map(work, items))


def _is_of_polars() -> bool:
    """Whether this is a thread of Polars, which calls back while a lazy frame is collected.

    It must not wait for others: they may wait for Polars, all of whose threads may wait like this one.
    """
    return isinstance(threading.current_thread(), threading._DummyThread)  # noqa: SLF001 (no other name)


@lru_cache(maxsize=1)
def _pool(_: int, threads: int) -> ThreadPoolExecutor:
    """The threads of this process: one that was forked has none of its parent's."""
    return ThreadPoolExecutor(threads, "workshop-rules-columns")
