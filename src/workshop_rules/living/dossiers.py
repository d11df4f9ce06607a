"""Live dossiers: facts come and go one at a time, and each time the verdicts that changed are told."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Self

from workshop_rules.diagnostics import Diagnostic, DiagnosticError, require_type
from workshop_rules.errors import DecisionError, FactsError, LiveError
from workshop_rules.evaluate.request import date_asked
from workshop_rules.living.admission import Admission, Admitted
from workshop_rules.living.dossier import LiveDossier, Subscriber
from workshop_rules.living.events import (
    EVENTS,
    AdvanceTo,
    AssertRecord,
    Event,
    Retract,
    place_in,
    read_event,
    written_event,
)
from workshop_rules.living.holding import NOTHING_HELD, Held
from workshop_rules.living.journal import Journal, Position, kept_before
from workshop_rules.living.settling import Asked, Engine, Settling
from workshop_rules.living.standing import Change, Standing, Stood
from workshop_rules.pack.boundary_values import shown_value

if TYPE_CHECKING:
    from workshop_rules.compile.plan import Decision
    from workshop_rules.evaluate.evaluation import Dossier
    from workshop_rules.loaded import Pack

SNAPSHOT_EVERY = 1000
"""After how many events a snapshot is taken."""


class LiveDossiers:
    """A live set of dossiers, made by `live`. One thread works with it at a time.

    ```python
    dossiers = wr.live("taiyuan_ranks", "rank", as_of="2014-09-01")
    change = dossiers["teacher-17"].set("homeroom_years", 9)
    change.after.outcome, change.criteria
    ```
    """

    def __init__(
        self,
        asked: Asked,
        admission: Admission,
        engine: Engine,
        journal: Journal,
        *,
        snapshot_every: int = SNAPSHOT_EVERY,
    ) -> None:
        """Keep dossiers by an engine and a journal, going on from what the journal has."""
        self._asked = asked
        self._admission = admission
        self._engine = engine
        self._journal = journal
        self._settling = Settling(asked, engine, admission.dossier)
        self._snapshot_every = snapshot_every
        self._snapshot_at = journal.count
        self._as_of: dt.date | None = None
        self._held: dict[str, Held] = {}
        self._stood: dict[str, Stood] = {}
        self._touched: set[str] = set()
        self._subscribers: list[Subscriber] = []
        self._unusable = ""
        self._restore()

    @property
    def pack(self) -> Pack:
        """The pack by which the dossiers are decided, in the version that decides."""
        return self._asked.pack

    @property
    def decision(self) -> Decision:
        """What is decided."""
        return self._asked.decision

    @property
    def as_of(self) -> dt.date | None:
        """The date of decision; None: the decision's own."""
        return self._as_of

    @property
    def count(self) -> int:
        """How many events there were."""
        return self._journal.count

    def __getitem__(self, one: str) -> LiveDossier:
        """The dossier of that id; one to which nothing has happened yet is empty."""
        return LiveDossier(self, one)

    def __contains__(self, one: object) -> bool:
        """Whether anything has happened to the dossier of that id."""
        return one in self._held

    def __iter__(self) -> Iterator[str]:
        """The ids of the dossiers to which anything has happened."""
        return iter(self._held)

    def __len__(self) -> int:
        """To how many dossiers anything has happened."""
        return len(self._held)

    def subscribe(self, callback: Subscriber) -> Callable[[], None]:
        """Have a function called whenever a verdict has changed, after the event is kept.

        Args:
            callback: called with the dossier, how it stood before, and how it stands. What it raises goes to whoever
                caused the event, which is kept all the same.

        Returns:
            A function that ends the subscription.
        """
        if not callable(callback):
            require_type(callback, (), "callback", "a function")
        self._subscribers.append(callback)
        return lambda: self._subscribers.remove(callback)

    def advance(self, as_of: dt.date | str) -> tuple[Change, ...]:
        """Put the date of decision at another day, for every dossier.

        Returns:
            What changed about the dossiers whose verdict did.

        Raises:
            DecisionError: the date is none (WR604), or another version of the pack judges facts of it (WR626).
        """
        found = date_asked(as_of)
        if found.errors:
            raise DecisionError(found.diagnostics)
        return self._advance(found.value)

    def apply(self, event: Event | object) -> tuple[Change, ...]:
        """Let an event happen, also one in the form of an events file.

        Returns:
            What it changed: about its dossier, perhaps nothing; for `advance`, about those whose verdict changed.

        Raises:
            FactsError: something is wrong with it; nothing has changed.
            DecisionError: the date of decision cannot be that.
            LiveError: it cannot be written down (WR624).
        """
        read = event if isinstance(event, EVENTS) else read_event(event).unwrap(FactsError)
        if isinstance(read, AdvanceTo):
            return self.advance(read.as_of)
        _check_text(read.dossier, "the id of a dossier")
        _check_text(read.name, "the name of a fact")
        if isinstance(read, AssertRecord) and read.id is not None:
            _check_text(read.id, "the id of a record")
        found = self._admission.admit(self.held_of(read.dossier), read, lambda key: place_in(event, key))
        return (self._happened(read.dossier, found.unwrap(FactsError)),)

    @contextmanager
    def together(self) -> Iterator[None]:
        """Several events that are put on the disk at once, when the context ends, by an error or without one."""
        try:
            with self._journal.together():
                yield
        except LiveError:
            self._unusable = "its last events were not written down"
            raise
        self._maybe_snapshot()

    @property
    def position(self) -> Position | None:
        """How far a file of events was read; None if none was."""
        return self._journal.position

    def note_position(self, position: Position) -> None:
        """Note how far a file of events was read."""
        self._journal.note_position(position)

    def snapshot(self) -> None:
        """Note how every dossier is, so that opening the set again replays no event from before."""
        touched = ((one, self._held[one].to_data()) for one in sorted(self._touched))
        self._journal.snapshot(None if self._as_of is None else self._as_of.isoformat(), touched)
        self._touched.clear()
        self._snapshot_at = self._journal.count

    def events(self) -> Iterator[Event]:
        """Every event from the first one on, to be applied elsewhere; none where the set is not kept in a file."""
        for data in self._journal.events():
            yield self._read(data)

    def take_over(self, path: str | os.PathLike[str]) -> int:
        """Let everything happen here that another set has kept, perhaps by another pack, reading or threshold.

        Args:
            path: the file of the other set, which nobody has open.

        Returns:
            How many events there were.

        Raises:
            LiveError: the file is none of a live set (WR624).
            FactsError: an event is wrong by this pack. What came before it has happened.
            DecisionError: another version of the pack judges facts of one of its dates (WR626).
        """
        require_type(path, (str, os.PathLike), "path", "the path of a file")
        other = kept_before(path)
        try:
            with self.together():
                for data in other.events():
                    self.apply(self._read(data))
            return other.count
        finally:
            other.close()

    def close(self) -> None:
        """Let go of the engine and the file."""
        try:
            if not self._unusable and self._touched:
                self.snapshot()
        finally:
            self._unusable = "it is closed"
            self._engine.close()
            self._journal.close()

    def __enter__(self) -> Self:
        """Use the set in a context that closes it."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    def __repr__(self) -> str:
        return f"<LiveDossiers {self.pack.id} {self.decision.id}: {len(self)}>"

    # ------------------------------------------------------------------------------------------------ what happens

    def _happened(self, one: str, admitted: Admitted) -> Change:
        """Write an event down, and settle its dossier."""
        before = self.standing_of(one)
        self._write(admitted.event)
        self._held[one] = admitted.held
        self._touched.add(one)
        self._stood.pop(one, None)  # so that it does not stand as before if this is interrupted
        stood = self._settling.settle(one, admitted.held, self._as_of)
        self._stood[one] = stood
        self._maybe_snapshot()
        after = self._settling.standing(one, admitted.held, self._as_of, stood)
        event = admitted.event
        change = Change(before, after, event.id if isinstance(event, AssertRecord | Retract) else None)
        self._tell(change)
        return change

    def _advance(self, as_of: dt.date | None) -> tuple[Change, ...]:
        if as_of is None:
            message = "`advance` needs a date"
            remedy, zh = "write it as YYYY-MM-DD, such as 2013-10-01", "`advance`需要日期；请按2013-10-01的形式填写"
            raise DecisionError([Diagnostic("WR604", message, None, "", remedy, zh)])
        if as_of == self._as_of:
            return ()
        self._check_version(as_of)
        before = [self.standing_of(one) for one in self._held]
        self._write(AdvanceTo(as_of))
        self._as_of = as_of
        self._stood.clear()
        changes = []
        for standing in before:
            held = self._held[standing.dossier]
            stood = self._settling.settle_at(standing.dossier, held, as_of)
            self._stood[standing.dossier] = stood
            after = self._settling.standing(standing.dossier, held, as_of, stood)
            if not after.is_like(standing):
                changes.append(Change(standing, after))
        self._maybe_snapshot()
        for change in changes:
            self._tell(change)
        return tuple(changes)

    def _check_version(self, as_of: dt.date) -> None:
        judging = self._asked.newest.version_for(as_of)
        if judging.digest != self.pack.digest and judging.applies_on(as_of):
            message = (
                f"facts of {as_of} are judged by version {judging.version} of the pack, not by {self.pack.version}"
            )
            remedy = "open another set as of that date, and let it `take_over` this one"
            zh = f"{as_of}的事实由规则包{judging.version}版判定，而不是{self.pack.version}版；请另开一组并接管这一组"
            raise DecisionError([Diagnostic("WR626", message, None, "", remedy, zh)])

    def _write(self, event: Event) -> None:
        if self._unusable:
            message = f"the set cannot go on: {self._unusable}"
            zh = f"这一组不能继续：{self._unusable}；请重新打开"
            raise LiveError([Diagnostic("WR624", message, None, "", "open it again", zh)])
        self._unusable = "it was interrupted while it wrote an event down"
        try:
            self._journal.append(written_event(event))
        except LiveError:
            self._unusable = ""
            raise
        self._unusable = ""

    def _maybe_snapshot(self) -> None:
        if self._journal.count - self._snapshot_at >= self._snapshot_every:
            self.snapshot()

    def _tell(self, change: Change) -> None:
        if change.changed:
            for callback in tuple(self._subscribers):
                callback(self[change.dossier], change.before, change.after)

    # -------------------------------------------------------------------------------------------------- what is so

    def held_of(self, one: str) -> Held:
        """What is held of a dossier."""
        return self._held.get(one, NOTHING_HELD)

    def facts_of(self, one: str) -> Dossier:
        """All that is known of a dossier, as `Pack.decide` takes it."""
        return self._admission.dossier(self.held_of(one))

    def standing_of(self, one: str) -> Standing:
        """How a dossier stands."""
        held = self.held_of(one)
        stood = self._stood.get(one)
        if stood is None:
            stood = self._settling.stood(held, self._as_of)
            if one in self._held:
                self._stood[one] = stood
        return self._settling.standing(one, held, self._as_of, stood)

    # --------------------------------------------------------------------------------------------------- beginning

    def _restore(self) -> None:
        """Take up what the journal has: the last snapshot, and the events since."""
        progress = self._journal.progress
        try:
            if "as_of" in progress:
                self._as_of = dt.date.fromisoformat(progress["as_of"])
            for one, data in self._journal.dossiers():
                self._held[one] = self._admission.restored(data)
            at = int(progress.get("sequence", 0))
            for data in self._journal.events(at):
                self._replay(self._read(data))
        except (DiagnosticError, KeyError, TypeError, ValueError) as error:
            if isinstance(error, LiveError):
                raise
            message = f"what the set has kept cannot be read: {error}"
            zh = f"无法读取所保存的内容（{error}）；请恢复文件的备份"
            raise LiveError([Diagnostic("WR624", message, None, "", "restore a copy of the file", zh)]) from error
        self._snapshot_at = at

    def _read(self, data: Mapping[str, Any]) -> Event:
        event = read_event(data).unwrap()
        return event if isinstance(event, AdvanceTo) else self._admission.as_written(event)

    def _replay(self, event: Event) -> None:
        if isinstance(event, AdvanceTo):
            self._as_of = event.as_of
            return
        admitted = self._admission.admit(self.held_of(event.dossier), event).unwrap()
        self._held[event.dossier] = admitted.held
        self._touched.add(event.dossier)


def _check_text(one: object, what: str) -> None:
    """Refuse what cannot be the name of anything.

    Raises:
        FactsError: it is no text, or blank, or no Unicode.
    """
    try:
        if isinstance(one, str) and one.strip() and one.encode():
            return
    except UnicodeEncodeError:
        pass
    message, zh = f"{shown_value(one)} is not {what}", f"{shown_value(one)}不能作为标识；请写成文字"
    raise FactsError([Diagnostic("WR620", message, None, "", f"write {what} as a text", zh)])
