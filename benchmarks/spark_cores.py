"""Spark beside one process: rows a second and core, from Parquet, and whether the verdicts are the same.

Run `python benchmarks/spark_cores.py [--rows 10000000] [--work A] [--cores 2]`. One process has one thread, and a
Python of its own; so has Spark, in local mode. Both have decided a slice of the roster before the clock runs, as a
cluster has whose executors have been there for a while; the start of the session (some 15 seconds) is not counted.

Every way ends with the outcome, the states of all criteria, missing facts and errors of every row. As Parquet they are
columns of text, compressed by zstd, for everybody who reads them; what differs is whether the program that writes them
has them as text too, a string for each cell, or knows that they are few. In Spark they are always strings, so the
counterpart of what Spark keeps or writes itself is one process that makes strings of them.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import polars as pl
    import pyarrow as pa
    from pyspark.sql import DataFrame, SparkSession

PACKS = Path(__file__).parent / "packs"
DECISIONS = {"A": ("bench_a", "rank"), "B": ("bench_b", "mentor")}
MADE = 200_000
"""Rows that are made, and that are decided before the clock runs; a larger roster repeats them, each with a number."""
ALONE = {
    "files": "one process: Parquet to Parquet",
    "text": "one process: Parquet to strings to Parquet",
    "nothing": "one process: Parquet to strings, not kept",
}
SPARK = {
    "files": ("decide_parquet: Parquet to Parquet", "files"),
    "frame": ("write_parquet: Spark reads Parquet, workers write it", "files"),
    "text": ("decide: Parquet to strings, Spark writes Parquet", "text"),
    "nothing": ("decide: Parquet to strings, not kept (`noop`)", "nothing"),
    "sent": ("Spark reads Parquet and hands the rows to Python; nothing is decided", "nothing"),
    "constants": ("Python hands over rows that it has; Spark adds a constant for each text, not kept", "nothing"),
}
"""What Spark does, and which of `ALONE` has the same result. The last two have none: each is a part of what `decide`
must do, the one before anything is decided, the other after it."""
ROWS_AT_HAND = 10_000
UNMEASURED = ("spark.sql.execution.arrow.maxBytesPerBatch", str(2**31 - 1))
"""As the how-to advises: Spark does not measure what it has gathered for Python after each row."""


@dataclass(frozen=True)
class Spent:
    """What a way took: seconds of the clock, and of all processors together."""

    clock: float
    processor: float


def make(work: str, rows: int, folder: Path, part: int = MADE) -> None:
    """Write the roster as Parquet, in files of so many rows."""
    import columns
    import polars as pl

    folder.mkdir()
    plain = columns.plain_a(min(rows, MADE)) if work == "A" else columns.plain_b(min(rows, MADE))
    facts = columns.facts_a(plain) if work == "A" else columns.facts_b(plain)
    for number, first in enumerate(range(0, rows, part)):
        numbers = pl.Series("row", range(first, min(first + part, rows)))
        file = facts.slice(first % len(facts), len(numbers))
        file.with_columns(numbers).write_parquet(folder / f"{number:04}.parquet")


def alone(work: str, folder: Path) -> dict[str, Spent]:
    """What one process with one thread takes."""
    import polars as pl

    import workshop_rules as wr

    name, decision = DECISIONS[work]
    pack = wr.load_pack(PACKS / name)
    sinks: dict[str, Callable[[pl.LazyFrame, Path], object]] = {
        "files": lambda rows, target: rows.sink_parquet(target),
        "text": lambda rows, target: _as_text(rows).sink_parquet(target),
        "nothing": lambda rows, _: _as_text(rows).sink_batches(lambda _: None),
    }

    def run(way: str, source: Path, target: Path) -> None:
        decided = pack.decide_frame(decision, pl.scan_parquet(source / "*.parquet")).data.lazy()
        sinks[way](decided, target)

    return {way: _spent(run, way, folder, "alone") for way in sinks}


def spark(work: str, folder: Path, cores: int) -> dict[str, Spent]:
    """What Spark takes in local mode."""
    from pyspark.sql import SparkSession

    import workshop_rules as wr
    from workshop_rules import spark as on_spark

    warnings.simplefilter("ignore")
    builder = SparkSession.builder.master(f"local[{cores}]").config("spark.ui.enabled", "false")
    builder = builder.config("spark.driver.memory", "4g").config(*UNMEASURED)
    session = builder.getOrCreate()
    name, decision = DECISIONS[work]
    pack = wr.load_pack(PACKS / name)

    def run(way: str, source: Path, target: Path) -> None:
        if way == "files":
            on_spark.decide_parquet(session, str(source), str(target), pack, decision)
            return
        frame = session.read.parquet(str(source))
        if way == "frame":
            on_spark.write_parquet(frame, str(target), pack, decision)
            return
        decided = on_spark.decide(frame, pack, decision)
        if way == "sent":
            decided = frame.mapInArrow(_dropped, "row long")
        elif way == "constants":
            decided = _with_constants(session, frame, decided.columns[len(frame.columns) :], cores)
        if way == "text":
            decided.write.option("compression", "zstd").parquet(str(target))
        else:
            decided.write.format("noop").mode("overwrite").save()

    spent = {way: _spent(run, way, folder, "spark") for way in SPARK}
    session.stop()
    return spent


def _dropped(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Takes all rows, and gives none."""
    for _ in batches:
        pass
    return iter(())


def _with_constants(session: SparkSession, frame: DataFrame, names: Sequence[str], cores: int) -> DataFrame:
    """As many rows as a frame has, the first of them over and over, with these columns; all have the same text."""
    from pyspark.sql import functions as sf

    (batch,) = frame.limit(ROWS_AT_HAND).toArrow().combine_chunks().to_batches()
    numbers = session.range(0, frame.count() // ROWS_AT_HAND, 1, 4 * cores)
    rows = numbers.mapInArrow(lambda tasks: (batch for task in tasks for _ in range(task.num_rows)), frame.schema)
    return rows.select("*", *(sf.lit("not_met").alias(name) for name in names))


def _spent(run: Callable[[str, Path, Path], None], way: str, folder: Path, by: str) -> Spent:
    """What a way takes when it has been gone three times before, with a slice."""
    for _ in range(3):
        run(way, folder / "slice", folder / "warm")
        _take_away(folder / "warm")
    clock, processor = time.perf_counter(), _processor_seconds()
    run(way, folder / "roster", folder / f"{by}.{way}")
    return Spent(time.perf_counter() - clock, _processor_seconds() - processor)


def _take_away(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _processor_seconds() -> float:
    """What all processes of this session have used, those that have ended with the others."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == os.getsid(0):
            ticks += sum(map(int, fields[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def _as_text(rows: pl.LazyFrame) -> pl.LazyFrame:
    import polars as pl

    return rows.with_columns(pl.col(pl.Enum).cast(pl.String))


def sum_of(path: Path) -> tuple[Any, ...]:
    """The sum of the hashes of all rows, and how many there are: the same whatever their order."""
    import polars as pl

    rows = _as_text(pl.scan_parquet(path / "*.parquet" if path.is_dir() else path))
    whole = pl.struct(rows.collect_schema().names()).hash().cast(pl.Int128).sum().alias("hash")
    return rows.select(whole, pl.len()).collect(engine="streaming").row(0)


def _run(by: str, given: argparse.Namespace, folder: Path) -> dict[str, Spent]:
    command = [sys.executable, __file__, "--only", by, "--work", given.work, "--cores", str(given.cores), str(folder)]
    environment = {**os.environ, "POLARS_MAX_THREADS": "1", "PYSPARK_PYTHON": sys.executable}
    run = subprocess.run(
        command,
        check=True,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    return {way: Spent(*spent) for way, spent in json.loads(run.stdout.splitlines()[-1]).items()}


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--work", choices=DECISIONS, default="A")
    parser.add_argument("--cores", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--only", choices=("alone", "spark"))
    parser.add_argument("folder", nargs="?", type=Path)
    given = parser.parse_args()
    if given.only is not None:
        spent = (
            alone(given.work, given.folder) if given.only == "alone" else spark(given.work, given.folder, given.cores)
        )
        print(json.dumps({way: [one.clock, one.processor] for way, one in spent.items()}))
        return
    with tempfile.TemporaryDirectory() as folder:
        _compare(given, Path(folder))


def _compare(given: argparse.Namespace, folder: Path) -> None:
    make(given.work, given.rows, folder / "roster")
    # In several files, that the worker of each core gets some.
    make(given.work, min(given.rows, MADE), folder / "slice", min(given.rows, MADE) // (4 * given.cores))
    one, many = _run("alone", given, folder), _run("spark", given, folder)
    print(f"Work {given.work}, {given.rows:,} rows; one thread, and Spark on {given.cores} cores.\n")
    print("| what | rows a second and core | ratio | processor s a million rows | ratio |\n|---|---:|---:|---:|---:|")
    for way, what in ALONE.items():
        _row(what, given.rows, one[way], one[way], 1)
    for way, (what, beside) in SPARK.items():
        _row(what, given.rows, many[way], one[beside], given.cores)
    sums = {path.name: sum_of(path) for path in sorted(folder.glob("*.*"))}
    print(f"\nThe same verdicts to the last cell in {', '.join(sums)}: {len(set(sums.values())) == 1}.")


def _row(what: str, rows: int, spent: Spent, beside: Spent, cores: int) -> None:
    rate, million = rows / spent.clock / cores, spent.processor / rows * 1e6
    clock, processor = beside.clock / spent.clock / cores, beside.processor / spent.processor
    print(f"| {what} | {rate:,.0f} | {clock:.2f} | {million:.2f} | {processor:.2f} |")


if __name__ == "__main__":
    main()
