"""What durable-rules costs, and where it ends: `python -m benchmarks.rete`.

Each measurement runs in a process of its own, since some end it; times are those of the processor.
`docs/reference/live-engine.md` has the figures.
"""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from durable.engine import Host, MessageNotHandledException

NAME = "measured"
CONDITIONS = 30
DOSSIERS = 100


class Quiet(Host):  # type: ignore[misc]  # it has no types
    """The engine without its threads."""

    def _run(self) -> None:
        """Start no thread."""


def resident() -> int:
    """The memory of this process, in bytes."""
    pages = int(Path("/proc/self/statm").read_text("utf-8").split()[1])
    return pages * 4096


def engine(conditions: int) -> tuple[Quiet, list[int]]:
    """An engine with a rule for each of some conditions on facts, and how often rules were met."""
    met = [0]

    def count(_: Any) -> None:  # noqa: ANN401 (the engine's, without types)
        met[0] += 1

    host = Quiet()
    rules = {
        f"{number} {word}": {"all": [{"m": {"$and": [{"f": number}, {op: {"v": 9}}]}}], "run": count}
        for number in range(conditions)
        for word, op in (("holds", "$gte"), ("fails", "$lt"))
    }
    joined = {
        "all": [{"a": {"f": 0}}, {"b": {"$and": [{"f": 1}, {"d": {"a": "d"}}, {"$gte": {"v": {"a": "v"}}}]}}],
        "run": count,
    }
    host.set_rulesets({NAME: {**rules, "joined": joined}})
    return host, met


def facts(dossier: int, session: str) -> list[dict[str, Any]]:
    """A fact for each condition."""
    return [
        {"id": f"{dossier}.{number}", "sid": session, "d": dossier, "f": number, "v": 10}
        for number in range(CONDITIONS)
    ]


def post(host: Quiet, fact: dict[str, Any]) -> None:
    """Assert a fact, whatever meets it."""
    with suppress(MessageNotHandledException):
        host.assert_fact(NAME, dict(fact))


def per_dossier(session: Callable[[int], str]) -> str:
    """Memory and time, with each dossier in the session that is said."""
    host, met = engine(CONDITIONS)
    before, begun = resident(), time.process_time()
    for dossier in range(DOSSIERS):
        for fact in facts(dossier, session(dossier)):
            post(host, fact)
    spent = (time.process_time() - begun) / met[0]
    return f"{(resident() - before) / DOSSIERS / 1000:.0f} kB a dossier, {spent * 1e6:.0f} µs a rule met"


def sessions() -> str:
    """Memory and time with a session for each dossier."""
    return per_dossier(str)


def one_session() -> str:
    """Memory and time with one session for all."""
    return per_dossier(lambda _: "0")


def most_sessions() -> str:
    """How many sessions of a small ruleset there can be."""
    host, _ = engine(2)
    for dossier in range(20_000):
        try:
            post(host, {"id": str(dossier), "sid": str(dossier), "d": dossier, "f": 0, "v": 10})
        except BaseException as error:  # noqa: BLE001 (whatever it says)
            return f"{dossier} sessions, then {type(error).__name__}"
        SEEN.value = dossier
    return "20000 sessions and more"


def a_million_events() -> str:
    """Memory after a million facts were asserted and taken back, a hundred dossiers held."""
    host, _ = engine(CONDITIONS)
    for dossier in range(DOSSIERS):
        for fact in facts(dossier, "0"):
            post(host, fact)
    before, begun = resident(), time.process_time()
    for number in range(500_000):
        dossier = number % DOSSIERS
        fact = {"id": f"{dossier}.{number % CONDITIONS}", "sid": "0", "d": dossier, "f": number % CONDITIONS, "v": 10}
        host.retract_fact(NAME, dict(fact))
        post(host, fact)
    spent = time.process_time() - begun
    grown = (resident() - before) / 1e6
    return f"{grown:.1f} MB more than before, {spent:.0f} s"


MEASURED = (one_session, sessions, most_sessions, a_million_events)
SEEN = multiprocessing.get_context("fork").Value("i", 0)


def main() -> None:
    """Run every measurement."""
    context = multiprocessing.get_context("fork")
    for measure in MEASURED:
        said = context.Queue()
        process = context.Process(target=lambda one=measure, out=said: out.put(one()))
        process.start()
        process.join(600)
        words = (measure.__doc__ or "").rstrip(".")
        if process.exitcode == 0:
            print(f"{words}: {said.get()}", flush=True)
        else:
            print(f"{words}: the process ended with {process.exitcode} after {SEEN.value}", flush=True)


if __name__ == "__main__":
    main()
