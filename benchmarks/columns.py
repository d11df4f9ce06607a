"""Rosters in columns: both pieces of work, by hand in Polars, by this library and by OpenFisca, in the same run."""

from __future__ import annotations

import importlib.util
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import polars as pl
import workloads as work

import workshop_rules as wr

PACKS = Path(__file__).parent / "packs"
ROWS = {"A": 1_000_000, "B": 200_000}
CHECKED = 20_000
GROWTH = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)
REPEATS = 9
IN_TURNS = 15

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
    """How quick something is: the median of rounds.

    Attributes:
        rate: rows a second.
        to_hand: how many times as quick as hand-written Polars it was; of ours, in the same round.
        lowest, highest: the least and the greatest such ratio of a round.
        ours: how many times as quick as this ours was.
    """

    work: str
    what: str
    rows: int
    rate: float
    to_hand: float
    lowest: float
    highest: float
    ours: float

    @staticmethod
    def of(work: Work, what: str, seconds: list[float], in_turns: dict[str, list[float]]) -> Measured:
        """What rounds come to, beside those of the two that took turns."""
        rows, median = work.plain.height, statistics.median
        by_hand = in_turns[HAND] if what in in_turns else [median(in_turns[HAND])] * len(seconds)
        ratios = [hand / own for hand, own in zip(by_hand, seconds, strict=True)]
        ours = median(seconds) / median(in_turns[OURS])
        return Measured(work.name, what, rows, rows / median(seconds), median(ratios), min(ratios), max(ratios), ours)


@dataclass(frozen=True)
class Parts:
    """Where OpenFisca's time goes, in seconds: making a simulation, handing over the facts, calculating."""

    work: str
    make: float
    put: float
    calculate: float


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


HAND, OURS = "by hand in Polars", "verdicts, states of all criteria, missing facts"
ANEW, AGAIN = "OpenFisca, a roster handed over", "OpenFisca, facts handed over, told before who has which records"


def run() -> tuple[list[Measured], list[Parts]]:
    """Check that all give the same answers, then time them: ours and by hand in turns, the peer by itself.

    What OpenFisca leaves in the caches and the allocator would burden whoever comes after it.
    """
    measured, parts = [], []
    for one in works():
        decide = decider(one)
        check(one, decide)
        in_turns = rounds({HAND: partial(one.by_hand, one.plain), OURS: partial(decide, one.facts)}, IN_TURNS)
        seconds = dict(in_turns)
        if importlib.util.find_spec("openfisca_core") is not None:
            import openfisca_peer

            peer = openfisca_peer.prepared(one.name, one.plain)
            standing = peer.make()
            check_peer(one, peer.again(standing))
            seconds |= rounds({AGAIN: partial(peer.again, standing)})
            seconds |= rounds({ANEW: peer.anew})
            timed = rounds({"make": peer.make, "put": partial(peer.put, standing)}, 3)
            made, put = statistics.median(timed["make"]), statistics.median(timed["put"])
            parts.append(Parts(one.name, made, put, statistics.median(seconds[AGAIN]) - put))
        measured += [Measured.of(one, what, taken, in_turns) for what, taken in seconds.items()]
    return measured, parts


def decider(one: Work) -> Callable[[pl.DataFrame], pl.DataFrame]:
    """What decides rosters of a piece of work: a frame in, a frame out."""
    pack = wr.load_pack(PACKS / one.pack)

    def decide(facts: pl.DataFrame) -> pl.DataFrame:
        data = pack.decide_frame(one.decision, facts).data
        return data.collect() if isinstance(data, pl.LazyFrame) else data

    return decide


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


def check_peer(one: Work, answers: list[Any]) -> None:
    """Nor is the peer."""
    by_hand = one.by_hand(one.plain).drop("tier", strict=False)
    for column, answer in zip(by_hand, answers, strict=True):
        assert (column == pl.Series(answer)).all(), column.name


def rounds(runs: dict[str, Callable[[], object]], repeats: int = REPEATS) -> dict[str, list[float]]:
    """Seconds of each, round by round; in a round each has its turn, so that a busy machine troubles all alike.

    Every other round goes backwards, so that nobody always comes after the same.
    """
    times: dict[str, list[float]] = {what: [] for what in runs}
    for timed in runs.values():
        timed()
    for number in range(repeats):
        for what, timed in reversed(runs.items()) if number % 2 else runs.items():
            start = time.perf_counter()
            timed()
            times[what].append(time.perf_counter() - start)
    return times


@dataclass(frozen=True)
class Grown:
    """What a roster of some length costs, ours and by hand: nanoseconds a row, medians of rounds taken in turns.

    Attributes:
        beyond, hand_beyond: for each row more than in the next shorter one, and without what any call costs.
    """

    work: str
    rows: int
    ours: float
    beyond: float | None
    hand: float
    hand_beyond: float | None


def growth(sizes: tuple[int, ...] = GROWTH) -> list[Grown]:
    """Each work at each size; the largest rosters repeat the rows of a smaller one."""
    found = []
    for one in works(min(max(sizes), ROWS["A"]), min(max(sizes), ROWS["B"])):
        decide = decider(one)
        before: tuple[int, dict[str, float]] | None = None
        for size in sizes:
            runs = {
                HAND: partial(one.by_hand, _of_size(one.plain, size)),
                OURS: partial(decide, _of_size(one.facts, size)),
            }
            times = rounds(runs, max(3, min(201, 9_000_000 // size)))
            seconds = {what: statistics.median(taken) for what, taken in times.items()}
            each = {what: taken / size * 1e9 for what, taken in seconds.items()}
            more = dict[str, float]()
            if before is not None:
                shorter, then = before
                more = {what: (taken - then[what]) / (size - shorter) * 1e9 for what, taken in seconds.items()}
            found.append(Grown(one.name, size, each[OURS], more.get(OURS), each[HAND], more.get(HAND)))
            before = size, seconds
    return found


def _of_size(frame: pl.DataFrame, size: int) -> pl.DataFrame:
    return pl.concat([frame] * -(-size // frame.height), rechunk=False).head(size)


def main() -> None:
    """Print the tables."""
    measured, parts = run()
    print("| work | rows | what | million rows a second | ratio to hand-written Polars | in rounds | ours to it |")
    print("|---|---:|---|---:|---:|---|---:|")
    for row in measured:
        spread = f"{row.lowest:,.2f} to {row.highest:,.2f}"
        print(
            f"| {row.work} | {row.rows:,} | {row.what} | {row.rate / 1e6:,.2f} | {row.to_hand:,.2f} | {spread} | "
            f"{row.ours:,.1f} |"
        )
    if parts:
        print("\n| work | OpenFisca makes a simulation, ms | is handed the facts, ms | calculates, ms |")
        print("|---|---:|---:|---:|")
        for part in parts:
            print(f"| {part.work} | {part.make * 1e3:,.0f} | {part.put * 1e3:,.0f} | {part.calculate * 1e3:,.0f} |")
    import record_gaps

    record_gaps.main()
    print("\n| work | rows | ns a row | beyond the start | by hand, ns a row | beyond the start | ratio |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    for one in growth():
        beyond, hand_beyond = ("" if more is None else f"{more:,.0f}" for more in (one.beyond, one.hand_beyond))
        print(
            f"| {one.work} | {one.rows:,} | {one.ours:,.0f} | {beyond} | {one.hand:,.0f} | {hand_beyond} | "
            f"{one.hand / one.ours:,.2f} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
