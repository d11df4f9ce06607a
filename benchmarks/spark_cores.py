"""Spark beside one process: rows a second and core, from Parquet to Parquet, and whether the verdicts are the same.

Run `python benchmarks/spark_cores.py [--rows 10000000] [--work A]`; each has a Python of its own, the first one thread.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
import warnings
from pathlib import Path

PACKS = Path(__file__).parent / "packs"
DECISIONS = {"A": ("bench_a", "rank"), "B": ("bench_b", "mentor")}
MADE = 200_000
"""Rows that are made; a larger roster repeats them, each with a number of its own."""


def make(work: str, rows: int, folder: Path) -> None:
    """Write the roster as Parquet, in as many files as there are parts."""
    import columns
    import polars as pl

    folder.mkdir()
    plain = columns.plain_a(min(rows, MADE)) if work == "A" else columns.plain_b(min(rows, MADE))
    facts = columns.facts_a(plain) if work == "A" else columns.facts_b(plain)
    for part, first in enumerate(range(0, rows, MADE)):
        numbers = pl.Series("row", range(first, min(first + MADE, rows)))
        facts.head(len(numbers)).with_columns(numbers).write_parquet(folder / f"{part:04}.parquet")


def alone(work: str, source: Path, target: Path) -> float:
    """Seconds of one process with one thread."""
    import polars as pl

    import workshop_rules as wr

    pack, decision = DECISIONS[work]
    loaded = wr.load_pack(PACKS / pack)
    start = time.perf_counter()
    decided = loaded.decide_frame(decision, pl.scan_parquet(source / "*.parquet")).data.lazy()
    decided.with_columns(pl.col(pl.Enum).cast(pl.String)).sink_parquet(target)
    return time.perf_counter() - start


def spark(work: str, source: Path, target: Path, cores: int) -> float:
    """Seconds of Spark in local mode, without the start of its session."""
    from pyspark.sql import SparkSession

    import workshop_rules as wr
    import workshop_rules.spark

    warnings.simplefilter("ignore")
    builder = SparkSession.builder.master(f"local[{cores}]").config("spark.ui.enabled", "false")
    session = builder.config("spark.driver.memory", "4g").getOrCreate()
    pack, decision = DECISIONS[work]
    loaded = wr.load_pack(PACKS / pack)
    frame = session.read.parquet(str(source))
    workshop_rules.spark.decide(frame.limit(1), loaded, decision).collect()
    start = time.perf_counter()
    workshop_rules.spark.decide(frame, loaded, decision).write.parquet(str(target))
    seconds = time.perf_counter() - start
    session.stop()
    return seconds


def same(one: Path, other: Path) -> bool:
    """Whether both wrote the same verdicts, whatever the order of the rows: by the sum of the hashes of all rows."""
    import polars as pl

    first, second = pl.scan_parquet(one), pl.scan_parquet(other / "*.parquet")
    names = first.collect_schema().names()
    sums = [
        frame.select(pl.struct(names).hash().cast(pl.Int128).sum().alias("hash"), pl.len()).collect(engine="streaming")
        for frame in (first, second)
    ]
    return sums[0].equals(sums[1])


def _timed(what: str, *arguments: str, threads: int) -> float:
    environment = {**os.environ, "POLARS_MAX_THREADS": str(threads), "PYSPARK_PYTHON": sys.executable}
    command = [sys.executable, __file__, "--only", what, *arguments]
    run = subprocess.run(
        command, check=True, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    return float(run.stdout.split()[-1])


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--work", choices=DECISIONS, default="A")
    parser.add_argument("--cores", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--only", choices=("alone", "spark"))
    parser.add_argument("paths", nargs="*", type=Path)
    given = parser.parse_args()
    if given.only == "alone":
        print(alone(given.work, *given.paths))
    elif given.only == "spark":
        print(spark(given.work, *given.paths, given.cores))
    else:
        with tempfile.TemporaryDirectory() as folder:
            _compare(given.work, given.rows, given.cores, Path(folder))


def _compare(work: str, rows: int, cores: int, folder: Path) -> None:
    source, one, other = folder / "roster", folder / "alone.parquet", folder / "spark"
    make(work, rows, source)
    options = ("--work", work, "--cores", str(cores))
    by_one = rows / _timed("alone", str(source), str(one), *options, threads=1)
    by_spark = rows / _timed("spark", str(source), str(other), *options, threads=1) / cores
    print("| work | rows | what | rows a second and core | ratio |\n|---|---:|---|---:|---:|")
    print(f"| {work} | {rows:,} | one process, one thread | {by_one:,.0f} | 1.00 |")
    print(f"| {work} | {rows:,} | Spark, {cores} cores | {by_spark:,.0f} | {by_spark / by_one:.2f} |")
    print(f"\nThe same verdicts to the last cell: {same(one, other)}.")


if __name__ == "__main__":
    main()
