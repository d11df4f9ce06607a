"""Timing, and the machine it was done on."""

from __future__ import annotations

import math
import os
import platform
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

REPEATS = 20


def best(decide: Callable[[Any], object], cases: Sequence[Any], repeats: int = REPEATS) -> float:
    """Microseconds a case: of each hundred cases the best of several rounds, which a busy machine disturbs least."""
    hundreds = [cases[place : place + 100] for place in range(0, len(cases), 100)]
    shortest = [math.inf] * len(hundreds)
    for _ in range(repeats):
        for place, hundred in enumerate(hundreds):
            start = time.perf_counter()
            for case in hundred:
                decide(case)
            shortest[place] = min(shortest[place], time.perf_counter() - start)
    return sum(shortest) / len(cases) * 1e6


def in_turns(asked: Sequence[tuple[Callable[[Any], object], Sequence[Any]]]) -> list[float]:
    """Microseconds a case of each, where a case can be timed once only: the median of fifties, taken in turns."""
    times: list[list[float]] = [[] for _ in asked]
    shortest = min(len(cases) for _, cases in asked)
    for place in range(0, shortest - 49, 50):
        for found, (decide, cases) in zip(times, asked, strict=True):
            start = time.perf_counter()
            for case in cases[place : place + 50]:
                decide(case)
            found.append((time.perf_counter() - start) / 50)
    return [statistics.median(found) * 1e6 for found in times]


def machine() -> str:
    """The machine and the Python, in a line."""
    model = platform.processor() or platform.machine()
    information = Path("/proc/cpuinfo")
    if information.exists():
        lines = information.read_text("utf-8").splitlines()
        model = next((line.partition(": ")[2] for line in lines if line.startswith("model name")), model)
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{model}, {os.cpu_count()} cores, {platform.system()}, {python}"
