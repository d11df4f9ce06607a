"""From nothing to the first verdict, in a Python of its own: import, load a pack, decide."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

PACKS = Path(__file__).parent / "packs"
PROGRAM = """
import workshop_rules as wr
pack = wr.load_pack({pack!r})
assert pack.decide({decision!r}, {facts!r}).outcome
"""
STARTS = {
    "bench_a": (str(PACKS / "bench_a"), "rank", {"term_years": 3, "title": "senior"}),
    "ordos_2013": ("ordos_2013", "mentor", {"homeroom_years": 8}),
}
REPEATS = 10


@dataclass(frozen=True, order=True)
class Seconds:
    """How long a start took, on the clock and of the processor: a busy machine stretches the first more."""

    elapsed: float
    processor: float


def run() -> list[tuple[str, Seconds, Seconds]]:
    """For each pack, the first start, which reads and checks it, and the best of those after it."""
    measured = []
    with tempfile.TemporaryDirectory() as cache:
        for name, (pack, decision, facts) in STARTS.items():
            program = PROGRAM.format(pack=pack, decision=decision, facts=facts)
            first, *later = [_seconds(program, cache) for _ in range(REPEATS + 1)]
            measured.append((name, first, min(later)))
    return measured


def bare() -> Seconds:
    """How long Python itself takes to start."""
    return min(_seconds("pass", "off") for _ in range(REPEATS))


def _seconds(program: str, cache: str) -> Seconds:
    """How long a program takes, its modules compiled as installers leave them, whatever this Python was told."""
    environment = {**os.environ, "WORKSHOP_RULES_CACHE": cache}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    start, before = time.perf_counter(), _processor()
    subprocess.run([sys.executable, "-c", program], check=True, env=environment)
    return Seconds(time.perf_counter() - start, _processor() - before)


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Print the table."""
    print("| pack | first start, s | later starts, s | of the processor, s |\n|---|---:|---:|---:|")
    for name, first, later in run():
        print(f"| {name} | {first.elapsed:.2f} | {later.elapsed:.3f} | {later.processor:.3f} |")
    print(f"\nPython's own start is {bare().elapsed:.3f} s of that.")


if __name__ == "__main__":
    main()
