"""Rosters in columns: both pieces of work, by hand in Polars, by this library and by OpenFisca, in the same run."""

from __future__ import annotations

import importlib.util
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
import workloads as work

import workshop_rules as wr

PACKS = Path(__file__).parent / "packs"
ROWS = {"A": 1_000_000, "B": 200_000}
CHECKED = 20_000
GROWTH = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)
REPEATS = 7

_RECORD = {"level": pl.Int8, "on": pl.Date}
_LISTS = {
    "honors": _RECORD,
    "class_honors": _RECORD,
    "awards": _RECORD,
    "projects": {"level": pl.Int8, "led": pl.Boolean, "on": pl.Date},
    "papers": {"national": pl.Boolean, "on": pl.Date},
}
_SMALL = ("title", "current_rank", "honor_level", "renown_level")


@dataclass(frozen=True)
class Work:
    """A roster in the words of a programmer, and in those of the pack."""

    name: str
    pack: str
    decision: str
    by_hand: Callable[[pl.DataFrame], pl.DataFrame]
    plain: pl.DataFrame
    facts: pl.DataFrame


@dataclass(frozen=True)
class Measured:
    """Rows a second, and how many times those of hand-written Polars."""

    work: str
    what: str
    rows: int
    rate: float
    ratio: float


def works(rows_a: int = ROWS["A"], rows_b: int = ROWS["B"]) -> tuple[Work, Work]:
    """Both, from fixed seeds."""
    a, b = plain_a(rows_a), plain_b(rows_b)
    return (
        Work("A", "bench_a", "rank", polars_a, a, facts_a(a)),
        Work("B", "bench_b", "mentor", polars_b, b, facts_b(b)),
    )


def plain_a(rows: int) -> pl.DataFrame:
    """The cases of A, levels and ranks as small integers."""
    return pl.DataFrame(work.cases_of_a(rows)).with_columns(pl.col(_SMALL).cast(pl.Int8))


def plain_b(rows: int) -> pl.DataFrame:
    """The cases of B, with lists of records."""
    lists = {name: pl.List(pl.Struct(fields)) for name, fields in _LISTS.items()}
    return pl.DataFrame(work.cases_of_b(rows), schema_overrides=lists)


def facts_a(plain: pl.DataFrame) -> pl.DataFrame:
    """The same rows as facts of the pack `bench_a`."""
    words = {
        "title": work.TITLES,
        "current_rank": work.RANKS,
        "honor_level": work.REACHES,
        "renown_level": work.REACHES,
    }
    return plain.with_columns(_named(pl.col(name), of, 0).alias(name) for name, of in words.items())


def facts_b(plain: pl.DataFrame) -> pl.DataFrame:
    """The same rows as facts of the pack `bench_b`."""
    field = pl.element().struct.field
    level, role = _named(field("level"), work.LEVELS, 1), pl.Enum(["host", "participant"])
    led = pl.when(field("led")).then(pl.lit("host")).otherwise(pl.lit("participant")).cast(role)
    dated = {"level": level, "awarded_on": field("on")}
    records = {
        "honors": ("honors", dated),
        "class_honors": ("class_honors", dated),
        "projects": ("projects", {"level": level, "role": led, "started_on": field("on")}),
        "publications": ("papers", {"formal": field("national"), "published_on": field("on")}),
        "project_awards": ("awards", dated),
    }
    return plain.select(
        "in_service",
        "homeroom_years",
        _named(pl.col("title"), work.TITLES, 0).alias("title"),
        pl.col("mentees").alias("mentored_teachers"),
        *(pl.col(of).list.eval(pl.struct(**fields)).alias(name) for name, (of, fields) in records.items()),
    )


def _named(place: pl.Expr, words: tuple[str, ...], first: int) -> pl.Expr:
    return (place - first).replace_strict(list(range(len(words))), list(words), return_dtype=pl.Enum(words))


def polars_a(frame: pl.DataFrame) -> pl.DataFrame:
    """By hand: all 39 criteria of the six tiers, and the place of the highest tier reached."""
    c = pl.col
    term, title, rank, honor, renown = (c(name) for name in ("term_years", *_SMALL))
    private = c("direct_or_private")
    tiers = (
        (term >= 1, term <= 3, title >= 1),
        (term > 3, term <= 6, title >= 1, rank == 1),
        (term > 6, term <= 9, title >= 1, rank == 2, honor >= 1),
        (term > 9, term <= 12, title >= 2, rank == 3, honor >= pl.when(private).then(1).otherwise(2)),
        (
            term > 12,
            term <= 15,
            title >= 3,
            rank == 4,
            honor >= 3,
            renown >= pl.when(private).then(3).otherwise(2),
        ),
        (term > 15, rank == 5, honor >= 4, renown >= 3),
    )
    columns, best = [], pl.lit(-1, pl.Int8)
    for place, own in enumerate(tiers):
        tests = [c("basic_ok"), c("work_ok"), *own]
        columns += [test.alias(f"{place}.{number}") for number, test in enumerate(tests)]
        best = pl.when(pl.all_horizontal(tests)).then(pl.lit(place, pl.Int8)).otherwise(best)
    return frame.lazy().select(*columns, best.alias("tier")).collect()


def polars_b(frame: pl.DataFrame) -> pl.DataFrame:
    """By hand: the eight criteria, five of them over lists of records."""

    def some(name: str, since: object, *tests: pl.Expr) -> pl.Expr:
        holds = pl.element().struct.field("on").is_between(since, work.AS_OF)
        for test in tests:
            holds &= test
        return pl.col(name).list.eval(holds).list.any()

    level, led, national = (pl.element().struct.field(name) for name in ("level", "led", "national"))
    return (
        frame.lazy()
        .select(
            pl.col("in_service"),
            pl.col("homeroom_years") >= 9,
            pl.col("title") >= 3,
            honor=some("honors", work.FIVE_YEARS, level >= 3),
            class_honor=some("class_honors", work.FIVE_YEARS, level >= 2),
            project=some("projects", work.THREE_YEARS, led, level >= 2),
            output=some("papers", work.THREE_YEARS, national) | some("awards", work.THREE_YEARS, level >= 2),
            mentees=pl.col("mentees") >= 5,
        )
        .collect()
    )


def run() -> list[Measured]:
    """Check that all give the same answers, then time them."""
    measured = []
    for one in works():
        pack = wr.load_pack(PACKS / one.pack)

        def decide(facts: pl.DataFrame, pack: wr.Pack = pack, decision: str = one.decision) -> pl.DataFrame:
            data = pack.decide_frame(decision, facts).data
            return data.collect() if isinstance(data, pl.LazyFrame) else data

        check(one, decide)
        runs: dict[str, Callable[[], object]] = {
            "by hand in Polars": lambda one=one: one.by_hand(one.plain),  # type: ignore[misc]
            "verdicts, states of all criteria, missing facts": lambda one=one, decide=decide: decide(one.facts),  # type: ignore[misc]
        }
        seconds = medians(runs)
        if importlib.util.find_spec("openfisca_core") is not None:
            import openfisca_peer

            for what, timed in openfisca_peer.prepared(one.name, one.plain).items():
                seconds |= medians({what: timed}, 3)
        by_hand = seconds["by hand in Polars"]
        measured += [
            Measured(one.name, what, one.plain.height, one.plain.height / time, by_hand / time)
            for what, time in seconds.items()
        ]
    return measured


def check(one: Work, decide: Callable[[pl.DataFrame], pl.DataFrame]) -> None:
    """Nobody is timed who answers differently."""
    by_hand = one.by_hand(one.plain.head(CHECKED))
    decided = decide(one.facts.head(CHECKED))
    states = [name for name in decided.columns if name.startswith("state.")]
    hand = by_hand.drop("tier", strict=False)
    assert len(states) == hand.width
    for name, column in zip(states, hand, strict=True):
        assert ((decided[name] == "met") == column).all(), name
    assert decided["error"].null_count() == decided.height


def medians(runs: dict[str, Callable[[], object]], repeats: int = REPEATS) -> dict[str, float]:
    """Seconds of each, the median of rounds in which each has its turn, so that a busy machine troubles all alike."""
    times: dict[str, list[float]] = {what: [] for what in runs}
    for _ in range(repeats):
        for what, timed in runs.items():
            start = time.perf_counter()
            timed()
            times[what].append(time.perf_counter() - start)
    return {what: statistics.median(taken) for what, taken in times.items()}


def growth(sizes: tuple[int, ...] = GROWTH) -> list[tuple[str, int, float]]:
    """Nanoseconds a row of each work at each size; the largest rosters repeat the rows of a smaller one."""
    found = []
    for one in works(min(max(sizes), ROWS["A"]), min(max(sizes), ROWS["B"])):
        pack = wr.load_pack(PACKS / one.pack)
        for size in sizes:
            times = -(-size // one.facts.height)
            frame = pl.concat([one.facts] * times).head(size) if times > 1 else one.facts.head(size)
            decide: dict[str, Callable[[], Any]] = {
                "all": lambda frame=frame, pack=pack, one=one: pack.decide_frame(one.decision, frame).data  # type: ignore[misc]
            }
            found.append((one.name, size, medians(decide, 5 if size < ROWS["A"] else 1)["all"] / size * 1e9))
    return found


def main() -> None:
    """Print the tables."""
    print("\n| work | rows | what | million rows a second | ratio to hand-written Polars |\n|---|---:|---|---:|---:|")
    for row in run():
        print(f"| {row.work} | {row.rows:,} | {row.what} | {row.rate / 1e6:,.2f} | {row.ratio:,.2f} |")
    print("\n| work | rows | ns a row |\n|---|---:|---:|")
    for name, size, cost in growth():
        print(f"| {name} | {size:,} | {cost:,.0f} |")


if __name__ == "__main__":
    main()
