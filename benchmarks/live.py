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

PACK = wr.load_pack("shijiazhuang")
DECISION = "leader"
FIRST_DAY = dt.date(2013, 10, 1)
FEW = 100
"""How many dossiers the million events come to."""

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
    yield "findings.devotion", True


def happen(dossier: wr.LiveDossier, arrival: tuple[str, Any]) -> wr.Change:
    """Let one thing arrive."""
    name, value = arrival
    return dossier.assert_fact(name, value) if name == "honors" else dossier.set(name, value)


def opened(**settings: Any) -> wr.LiveDossiers:  # noqa: ANN401 (of `live`)
    """A live set."""
    return wr.live(PACK, DECISION, FIRST_DAY, **settings)


def milliseconds(begun: float, count: int) -> str:
    """The mean of some events."""
    return f"{(time.perf_counter() - begun) / max(count, 1) * 1e3:.2f} ms"


def one_dossier() -> None:
    """One event, in memory and on disk, in this process and in a worker; beside deciding the dossier anew."""
    draw = random.Random(1)
    rows: list[tuple[str, str]] = []
    with tempfile.TemporaryDirectory() as folder:
        ways: list[tuple[str, dict[str, Any]]] = [
            ("an event, in memory", {}),
            ("an event, by a worker", {"workers": 1}),
            ("an event, on the disk", {"path": Path(folder) / "one.live"}),
        ]
        for name, settings in ways:
            with opened(**settings) as dossiers:
                dossier = dossiers["t"]
                for arrival in arrivals(draw):
                    happen(dossier, arrival)
                begun = time.perf_counter()
                for number in range(SAMPLE):
                    dossier.set("homeroom_years", number % 20)
                rows.append((name, milliseconds(begun, SAMPLE)))
                facts = dossier.facts
    decider = PACK.decider(DECISION)
    begun = time.perf_counter()
    for _ in range(SAMPLE):
        decider.trusted(facts, FIRST_DAY).possible_outcomes  # noqa: B018 (what is worked out when it is read)
    rows.append(("deciding it anew, lists incomplete", milliseconds(begun, SAMPLE)))
    for name, took in rows:
        print(f"  {name:<40}{took}", flush=True)


def many(count: int, seconds: float) -> None:
    """So many dossiers: how long they take to fill, a further event, and another date."""
    draw, clock = random.Random(2), Clock(seconds)
    before = memory()
    with opened() as dossiers:
        events = 0
        for number in range(count):
            for arrival in arrivals(draw):
                happen(dossiers[f"t{number}"], arrival)
                events += 1
            if clock.over:
                print(f"  stopped after {clock.passed:.0f} s, at {number + 1:,} dossiers", flush=True)
                break
        held = memory() - before
        print(
            f"  {len(dossiers):,} dossiers, {events:,} events: {clock.passed / events * 1e3:.2f} ms an event,", end=" "
        )
        print(f"{held:.0f} MB, {held / len(dossiers) * 1024:.1f} kB a dossier", flush=True)
        names = list(dossiers)
        sample = min(SAMPLE, len(names))
        begun = time.perf_counter()
        for one in draw.sample(names, sample):
            dossiers[one].set("homeroom_years", draw.randrange(20))
        print(f"  an event of any dossier                 {milliseconds(begun, sample)}", flush=True)
        begun = time.perf_counter()
        changes = dossiers.advance(FIRST_DAY + dt.timedelta(days=365))
        took = time.perf_counter() - begun
        print(f"  a year on: {took:.2f} s, {len(changes):,} verdicts changed", flush=True)


def million(events: int, seconds: float) -> None:
    """The memory while events come to a hundred dossiers, in a file that keeps a hundred events at a time."""
    draw, clock = random.Random(3), Clock(seconds)
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
                rate = done / clock.passed
                print(f"  {done:>9,} events: {memory():.0f} MB, file {size:.0f} MB, {rate:,.0f} a second", flush=True)
        print(f"  ended at {done:,} events after {clock.passed:.0f} s: {memory():.0f} MB", flush=True)


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dossiers", type=int, nargs="*", default=[1_000, 100_000])
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=float, default=900, help="how long each part may take")
    asked = parser.parse_args()
    print(
        f"{machine()}\n{PACK.id} {DECISION}: {len(PACK.decisions[DECISION].criteria)} criteria\none dossier", flush=True
    )
    one_dossier()
    for count in asked.dossiers:
        print(f"{count:,} dossiers", flush=True)
        many(count, asked.seconds)
    if asked.events:
        print(f"{asked.events:,} events", flush=True)
        million(asked.events, asked.seconds)


if __name__ == "__main__":
    main()
