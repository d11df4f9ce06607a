"""Kills processes that keep a live set: `python -m tests.living.killed FOLDER`.

A child works through a row of events and is killed, by a signal that cannot be caught, before the n-th statement that
it puts to SQLite; for every n until one survives. After each, the set is opened again: it has to have every event that
the child was told to be kept, at most one more, no half of any, and the verdicts of just these events.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path

import workshop_rules as wr
from tests.riverside import FOLDER
from workshop_rules.living import journal, opening
from workshop_rules.living.settling import Compiled

PACK = wr.load_pack(FOLDER)
EVENTS = [
    {"dossier": "a", "set": "homeroom_years", "value": 8},
    {"dossier": "a", "assert": "honors", "record": {"level": "city", "awarded_on": "2021-05-01"}},
    {"dossier": "b", "assert": "honors", "record": {"level": "school"}},
    {"dossier": "b", "close": "honors"},
    {"advance": "2022-10-01"},
    {"dossier": "a", "retract": "honors", "id": "1"},
    {"advance": "2023-10-01"},
]


def opened(path: Path | None) -> wr.LiveDossiers:
    return opening.live(PACK, "guide", path=path, snapshot_every=3)


def standings(dossiers: wr.LiveDossiers) -> object:
    return dossiers.as_of, {one: (dossiers[one].facts, dossiers[one].states) for one in sorted(dossiers)}


def expected(count: int) -> object:
    """What a set is after so many of the events, all of them in one process."""
    with opened(None) as dossiers:
        for event in EVENTS[:count]:
            dossiers.apply(event)
        return standings(dossiers)


def work(path: Path, statement: int, said: int) -> None:
    """Let the events happen, and be killed before a statement; say after each event that it is kept."""
    open_journal = journal.Kept._open
    seen = 0

    def count(_: str) -> None:
        nonlocal seen
        seen += 1
        if seen == statement:
            os.kill(os.getpid(), signal.SIGKILL)

    def watched(self) -> None:
        self._connection.set_trace_callback(count)
        open_journal(self)

    setattr(journal.Kept, "_open", watched)  # noqa: B010 (as a test's monkeypatch does)
    with opened(path) as dossiers:
        for number, event in enumerate(EVENTS, start=1):
            dossiers.apply(event)
            os.write(said, bytes([number]))
    os._exit(0)


def main(folder: Path) -> None:
    journal._SYNCHRONOUS = "OFF"  # a process is killed here, not the machine
    opening._engine = lambda asked, workers: Compiled()  # what is kept does not depend on who decides
    outcomes = [expected(count) for count in range(len(EVENTS) + 1)]
    killed, kept = 0, set()
    for statement in range(1, 1000):
        path = folder / f"{statement}.live"
        heard, said = os.pipe()
        child = os.fork()
        if child == 0:
            work(path, statement, said)
        os.close(said)
        with os.fdopen(heard, "rb") as pipe:
            told = len(pipe.read())
        _, status = os.waitpid(child, 0)
        with opened(path) as dossiers:
            assert told <= dossiers.count <= told + 1, (statement, told, dossiers.count)
            assert standings(dossiers) == outcomes[dossiers.count], statement
            kept.add(dossiers.count)
        if not os.WIFSIGNALED(status):
            assert os.waitstatus_to_exitcode(status) == 0
            break
        killed += 1
    sys.stdout.write(json.dumps({"killed": killed, "kept": sorted(kept), "events": len(EVENTS)}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
