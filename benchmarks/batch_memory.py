"""`workshop-rules batch` from Parquet to Parquet: how long it takes, and how much memory at most, from 10³ to 10⁷ rows.

`python benchmarks/batch_memory.py [ROWS…]`. Each run is a process of its own, as a bureau would start it; the peak is
that of its resident memory, by the operating system's own account.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq
from columns import PACKS, facts_a, plain_a

GROWTH = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)
_DRAWN = 200_000
"""So many cases are drawn; longer rosters repeat them."""
_TOLD_FROM = 1_000_000
"""Fewer rows take less time than one start differs from another."""


@dataclass(frozen=True)
class Run:
    """A roster decided by the command: wall time in seconds, peak memory and sizes of the files in MiB."""

    rows: int
    seconds: float
    peak: float
    roster: float
    verdicts: float


def write_roster(path: Path, rows: int) -> None:
    """A roster of work A, with a number for each teacher."""
    drawn = facts_a(plain_a(min(rows, _DRAWN))).with_row_index("row").to_arrow()
    with pq.ParquetWriter(path, drawn.schema) as writer:
        for start in range(0, rows, _DRAWN):
            writer.write_table(drawn.slice(0, min(_DRAWN, rows - start)))


def run(rows: int, folder: Path, *options: str) -> Run:
    """Decide a roster of that many rows in a process of its own."""
    roster, verdicts = folder / f"{rows}.parquet", folder / f"{rows}.verdicts.parquet"
    if not roster.exists():
        write_roster(roster, rows)
    program = [sys.executable, "-m", "workshop_rules", "batch", str(PACKS / "bench_a"), "rank"]
    started = time.perf_counter()
    quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    command = [*program, str(roster), "-o", str(verdicts), *options]
    child = os.posix_spawn(program[0], command, os.environ, file_actions=quiet)
    _, status, used = os.wait4(child, 0)
    seconds = time.perf_counter() - started
    assert os.waitstatus_to_exitcode(status) == 0
    assert pq.ParquetFile(verdicts).metadata.num_rows == rows
    return Run(rows, seconds, used.ru_maxrss / 1024, _mebibytes(roster), _mebibytes(verdicts))


def _mebibytes(path: Path) -> float:
    return path.stat().st_size / 2**20


def main() -> None:
    """Print a Markdown table, as `docs/reference/performance.md` shows it."""
    sizes = [int(size) for size in sys.argv[1:]] or GROWTH
    print("| rows | seconds | µs a row beyond the start | peak memory, MiB | roster, MiB | verdicts, MiB |")
    print("|---:|---:|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as folder:
        start = run(1, Path(folder)).seconds
        for rows in sizes:
            one = run(rows, Path(folder))
            each = f"{(one.seconds - start) / rows * 1e6:.2f}" if rows >= _TOLD_FROM else ""
            print(
                f"| {rows:,} | {one.seconds:.2f} | {each} | {one.peak:,.0f} | {one.roster:,.1f} | "
                f"{one.verdicts:,.1f} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
