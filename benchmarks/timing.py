"""Timing, and the machine it was done on."""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

REPEATS = 15


def best(decide: Callable[[Any], object], cases: Sequence[Any], repeats: int = REPEATS) -> float:
    """Microseconds a case: the best of several rounds, which a busy machine disturbs least."""
    rounds = []
    for _ in range(repeats):
        start = time.perf_counter()
        for case in cases:
            decide(case)
        rounds.append((time.perf_counter() - start) / len(cases))
    return min(rounds) * 1e6


def machine() -> str:
    """The machine and the Python, in a line."""
    model = platform.processor() or platform.machine()
    information = Path("/proc/cpuinfo")
    if information.exists():
        lines = information.read_text("utf-8").splitlines()
        model = next((line.partition(": ")[2] for line in lines if line.startswith("model name")), model)
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{model}, {os.cpu_count()} cores, {platform.system()}, {python}"
