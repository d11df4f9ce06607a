"""The network in other processes, so that a crash of the engine costs no more than asserting dossiers anew.

Every request carries all facts of its dossier, and a worker holds what it can: so a new worker needs nothing told to go
on. A request that takes two workers down is not tried a third time; the compiled evaluator decides it.
"""

from __future__ import annotations

import datetime as dt
import multiprocessing
import signal
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait
from types import ModuleType
from typing import NamedTuple, TypeAlias, cast
from zlib import crc32

from workshop_rules.evaluate._durable.network import ROOM, Network
from workshop_rules.evaluate._durable.ruleset import Ruleset
from workshop_rules.evaluate._durable.states import outcome_of
from workshop_rules.evaluate.evaluation import Dossier, State

Answer: TypeAlias = "Mapping[str, State] | bool"

LONGEST = 60.0
"""How many seconds a request may take, before its worker is taken for stuck."""


class Request(NamedTuple):
    """A dossier to settle; without facts, to forget, or to be asked whether it is held."""

    dossier: str
    facts: Dossier | None
    as_of: dt.date | None = None
    forget: bool = True


class Workers:
    """A ruleset in other processes, each of which has some of the dossiers.

    Attributes:
        crashes: how many workers went down and were replaced.
    """

    def __init__(self, ruleset: Ruleset, count: int, room: int = ROOM) -> None:
        """Start workers.

        Args:
            ruleset: the decision.
            count: how many.
            room: how many facts the engine of each may hold.
        """
        self.crashes = 0
        self._ruleset = ruleset
        self._room = room
        self._workers = [_Worker(ruleset, room) for _ in range(count)]

    def settle(self, dossier: str, facts: Dossier, as_of: dt.date | None) -> Mapping[str, State]:
        """As `Network.settle`; nothing too where the engine crashes on this dossier."""
        ((_, states),) = self.settle_all([(dossier, facts, as_of)])
        return states

    def settle_all(
        self, dossiers: Iterable[tuple[str, Dossier, dt.date | None]]
    ) -> Iterator[tuple[str, Mapping[str, State]]]:
        """Settle several dossiers, each worker its own; they are answered in the order in which they are done."""
        waiting: list[deque[Request]] = [deque() for _ in self._workers]
        for dossier in dossiers:
            request = Request(*dossier)
            waiting[self._place(request.dossier)].append(request)
        tries: dict[int, int] = {}
        for place, requests in enumerate(waiting):
            self._send(place, requests, tries)
        while tries:
            busy = {self._workers[place].connection: place for place in tries}
            ready = wait(list(busy), LONGEST)
            for place in [busy[one] for one in ready if isinstance(one, Connection)] or list(tries):
                states = self._workers[place].answer() if ready else None
                if states is None:
                    self._replace(place)
                    if tries[place] == 1:
                        self._workers[place].send(waiting[place][0])
                        tries[place] = 2
                        continue
                yield waiting[place].popleft().dossier, states if isinstance(states, Mapping) else {}
                del tries[place]
                self._send(place, waiting[place], tries)

    def outcome_of(self, states: Mapping[str, State]) -> str | None:
        """As `Network.outcome_of`."""
        return outcome_of(self._ruleset, states)

    def holds(self, dossier: str) -> bool:
        """As `Network.holds`."""
        return bool(self._asked(Request(dossier, None, forget=False)))

    def forget(self, dossier: str) -> None:
        """As `Network.forget`."""
        self._asked(Request(dossier, None))

    def _asked(self, request: Request) -> Answer | None:
        """What the worker of a dossier says; None where it went down."""
        place = self._place(request.dossier)
        self._workers[place].send(request)
        answer = self._workers[place].answer()
        if answer is None:
            self._replace(place)
        return answer

    def close(self) -> None:
        """Stop all workers."""
        for worker in self._workers:
            worker.stop()

    def _place(self, dossier: str) -> int:
        return crc32(dossier.encode()) % len(self._workers)

    def _send(self, place: int, requests: deque[Request], tries: dict[int, int]) -> None:
        if requests:
            self._workers[place].send(requests[0])
            tries[place] = 1

    def _replace(self, place: int) -> None:
        self.crashes += 1
        self._workers[place].stop()
        self._workers[place] = _Worker(self._ruleset, self._room)


class _Worker:
    """A process, and the way to talk to it."""

    def __init__(self, ruleset: Ruleset, room: int) -> None:
        context = multiprocessing.get_context("spawn")
        self.connection, other = context.Pipe()
        self.process = context.Process(target=_serve, args=(other, ruleset, room), daemon=True)
        with _without_script():
            self.process.start()
        other.close()
        self._begun = False
        self._asked = 0

    def begin(self) -> None:
        """Wait until it takes requests.

        Raises:
            ChildProcessError: it ended instead.
        """
        if not self._begun:
            try:
                self._begun = self.connection.recv()
            except (EOFError, OSError) as error:
                self.process.join()
                message = f"a worker of the Rete network ended with {self.process.exitcode} before it began"
                raise ChildProcessError(message) from error

    def send(self, request: Request) -> None:
        """Ask; that the process is gone is seen when it should answer."""
        self.begin()
        self._asked += 1
        with suppress(OSError):
            self.connection.send((self._asked, request))

    def answer(self) -> Answer | None:
        """What it says to what it was asked last; None where it is gone."""
        try:
            while True:  # past answers that nobody waited for
                number, answer = self.connection.recv()
                if number == self._asked:
                    return cast("Answer", answer)
        except (EOFError, OSError):
            return None

    def stop(self) -> None:
        """End the process."""
        self.connection.close()
        self.process.terminate()
        self.process.join()
        self.process.close()


@contextmanager
def _without_script() -> Iterator[None]:
    """A process begun now does not run the program's script again, which would open its live sets once more."""
    script = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = script


def _serve(connection: Connection, ruleset: Ruleset, room: int) -> None:
    """Answer requests until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the asking process decides when to stop
    network = Network(ruleset, room)
    connection.send(True)
    while True:
        try:
            number, request = connection.recv()
        except (EOFError, OSError):
            return
        connection.send((number, _answer(network, request)))


def _answer(network: Network, request: Request) -> Answer:
    if request.facts is not None:
        return network.settle(request.dossier, request.facts, request.as_of)
    if not request.forget:
        return network.holds(request.dossier)
    network.forget(request.dossier)
    return False
