"""Live dossiers: what an event costs, with 1, 1,000 and 100,000 of them, and the memory after a million events.

`python benchmarks/live.py` reports as it goes; each part ends after `--seconds`, wherever it then is, and says so.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from timing import machine

import workshop_rules as wr
from workshop_rules.living.journal import Kept

PACK = wr.load_pack("shijiazhuang")
DECISION = "member"
FIRST_DAY = dt.date(2013, 10, 1)
FEW = 100
"""How many dossiers the million events come to."""

DIFFERENT = 1_000
"""How many dossiers are made event by event."""

SAMPLE = 500
"""How many events are timed one by one."""


@dataclass
class Clock:
    """How long a part may take yet."""

    seconds: float

    def __post_init__(self) -> None:
        """Start it."""
        self.begun = time.perf_counter()

    @property
    def passed(self) -> float:
        """Seconds since the start."""
        return time.perf_counter() - self.begun

    @property
    def over(self) -> bool:
        """Whether the part has to end."""
        return self.passed > self.seconds


def memory() -> float:
    """What this process holds, in MB."""
    status = Path("/proc/self/status").read_text("utf-8")
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def arrivals(draw: random.Random) -> Iterator[tuple[str, Any]]:
    """What arrives about one teacher over the years; a record is a pair of its list and what it says."""
    yield "in_service", True
    yield "post", "homeroom_teacher"
    yield "homeroom_years", draw.randrange(1, 30) / 2
    yield "title", draw.choice(["junior", "intermediate", "senior"])
    for _ in range(draw.randrange(1, 4)):
        awarded_on = FIRST_DAY - dt.timedelta(days=draw.randrange(3_000))
        yield "honors", {"level": draw.choice(["county", "city"]), "kind": "education", "awarded_on": awarded_on}
    yield "findings.dedication", True
    yield "birth_date", dt.date(1958, 1, 1) + dt.timedelta(days=draw.randrange(10_000))


def happen(dossier: wr.LiveDossier, arrival: tuple[str, Any]) -> wr.Change:
    """Let one thing arrive."""
    name, value = arrival
    return dossier.assert_fact(name, value) if name == "honors" else dossier.set(name, value)


def opened(**settings: Any) -> wr.LiveDossiers:  # noqa: ANN401 (of `live`)
    """A live set."""
    return wr.live(PACK, DECISION, FIRST_DAY, **settings)


@dataclass
class Timed:
    """Time since it was made: of the processor, which other work on the machine disturbs least, and by the clock."""

    def __post_init__(self) -> None:
        """Start."""
        self.processor = time.process_time()
        self.clock = time.perf_counter()

    def each(self, count: int) -> str:
        """The mean of so many events."""
        processor, clock = time.process_time() - self.processor, time.perf_counter() - self.clock
        return f"{processor / count * 1e3:7.2f} ms of the processor, {clock / count * 1e3:7.2f} ms by the clock"


def told(what: str, took: str) -> None:
    """A line of the report."""
    print(f"  {what:<42}{took}", flush=True)


def one_dossier() -> None:
    """One event, in memory and on disk, in this process and in a worker; beside deciding the dossier anew."""
    draw = random.Random(1)
    with tempfile.TemporaryDirectory() as folder:
        ways: list[tuple[str, dict[str, Any]]] = [
            ("an event, in memory", {}),
            ("an event, by a worker (its time apart)", {"workers": 1}),
            ("an event, on the disk", {"path": Path(folder) / "one.live"}),
        ]
        for name, settings in ways:
            with opened(**settings) as dossiers:
                dossier = dossiers["t"]
                timed, count = Timed(), 0
                for count, arrival in enumerate(arrivals(draw), start=1):  # noqa: B007 (counted)
                    happen(dossier, arrival)
                if not settings:
                    told("the first events of a dossier", timed.each(count))
                timed = Timed()
                for number in range(SAMPLE):
                    dossier.set("homeroom_years", number % 20)
                told(name, timed.each(SAMPLE))
                facts = dossier.facts
    decider = PACK.decider(DECISION)
    timed = Timed()
    for _ in range(SAMPLE):
        decider.trusted(facts, FIRST_DAY).possible_outcomes  # noqa: B018 (what is worked out when it is read)
    told("deciding it anew, its lists incomplete", timed.each(SAMPLE))


def many(count: int, seconds: float) -> None:
    """So many dossiers, the first thousand made by events: to open, one more event each, another date."""
    draw, clock = random.Random(2), Clock(seconds)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "many.live"
        fill(path, count, draw)
        before, timed = memory(), Timed()
        with opened(path=path) as dossiers:
            told(f"opening the file of {path.stat().st_size / 2**20:.0f} MB, a dossier", timed.each(len(dossiers)))
            held = memory() - before
            told("memory", f"{held:7.0f} MB, {held / len(dossiers) * 1024:.1f} kB a dossier")
            names = list(dossiers)
            for what in ("an event of a dossier not in the engine", "another one of the same dossiers"):
                chosen = random.Random(4).sample(names, min(SAMPLE // 5, len(names)))
                timed = Timed()
                with dossiers.together():
                    for one in chosen:
                        dossiers[one].set("homeroom_years", draw.randrange(20))
                told(what, timed.each(len(chosen)))
            if clock.over:
                print(f"  stopped after {clock.passed:.0f} s", flush=True)
                return
            timed = Timed()
            changes = dossiers.advance(FIRST_DAY + dt.timedelta(days=900))
            told(f"900 days on, a dossier; {len(changes):,} changes", timed.each(len(dossiers)))


def fill(path: Path, count: int, draw: random.Random) -> None:
    """A file with so many dossiers."""
    with opened(path=path) as dossiers:
        timed, events = Timed(), 0
        with dossiers.together():
            for number in range(min(count, DIFFERENT)):
                for arrival in arrivals(draw):
                    happen(dossiers[f"t{number}"], arrival)
                    events += 1
        told("an event, of the first ones of a dossier", timed.each(events))
    kept = Kept(path)
    made = list(kept.dossiers())
    as_of = kept.progress["as_of"]
    kept.snapshot(as_of, ((f"t{number}", made[number % len(made)][1]) for number in range(len(made), count)))
    kept.close()


def million(events: int, seconds: float) -> None:
    """The memory while events come to a hundred dossiers, in a file that keeps a hundred events at a time."""
    draw, clock, timed = random.Random(3), Clock(seconds), Timed()
    with tempfile.TemporaryDirectory() as folder, opened(path=Path(folder) / "many.live") as dossiers:
        done = 0
        while done < events and not clock.over:
            with dossiers.together():
                for _ in range(100):
                    dossier = dossiers[f"t{draw.randrange(FEW)}"]
                    if draw.random() < 0.2:
                        awarded_on = FIRST_DAY - dt.timedelta(days=draw.randrange(3_000))
                        change = dossier.assert_fact("honors", {"level": "city", "awarded_on": awarded_on})
                        dossier.retract("honors", change.id)
                        done += 2
                    else:
                        dossier.set("homeroom_years", draw.randrange(20))
                        done += 1
            if done // 50_000 != (done - 120) // 50_000:
                size = (Path(folder) / "many.live").stat().st_size / 2**20
                told(f"{done:,} events", f"{memory():7.0f} MB, file {size:.0f} MB")
        told(f"ended at {done:,} events", timed.each(done))


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dossiers", type=int, nargs="*", default=[1, 1_000, 100_000])
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=float, default=900, help="how long each part may take")
    asked = parser.parse_args()
    print(f"{machine()}\n{PACK.id} {DECISION}: {len(PACK.decisions[DECISION].criteria)} criteria", flush=True)
    print("one dossier", flush=True)
    one_dossier()
    for count in asked.dossiers:
        print(f"{count:,} dossiers", flush=True)
        many(count, asked.seconds)
    if asked.events:
        print(f"{asked.events:,} events", flush=True)
        million(asked.events, asked.seconds)


if __name__ == "__main__":
    main()
