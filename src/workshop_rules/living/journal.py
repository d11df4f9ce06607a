"""The state of a live set on disk: a log of events, and of every dossier how it was at the last snapshot.

One SQLite file, written by one process at a time. A transaction is on the disk before its call returns; a process that
is killed at any point leaves a whole one or none of it. The log is never shortened: what happened stays to be read.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from typing import Any, Protocol

from workshop_rules.diagnostics import Diagnostic
from workshop_rules.errors import LiveError

APPLICATION = 0x57524C56
"""What marks a SQLite file as the state of a live set."""

FORM = 1
"""The form of the tables."""

_PATIENCE = 2.0
"""Seconds to wait for another process to let go of the file."""

_SYNCHRONOUS = "FULL"
"""That a transaction outlives a loss of power, too."""

_AT_ONCE = 1000

_TABLES = (
    "CREATE TABLE live_asked (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE live_events (sequence INTEGER PRIMARY KEY, event TEXT NOT NULL)",
    "CREATE TABLE live_dossiers (id TEXT PRIMARY KEY, held TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE live_progress (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
)
_PUT_DOSSIER = "INSERT INTO live_dossiers (id, held) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET held = excluded.held"
_PUT_PROGRESS = (
    "INSERT INTO live_progress (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
)
_EVENTS = "SELECT sequence, event FROM live_events WHERE sequence > ? ORDER BY sequence LIMIT ?"

Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Position:
    """How far a file of events was read.

    Attributes:
        offset: where the last line that was read ends, in bytes.
        start: where it begins.
        digest: its SHA-256.
    """

    offset: int
    start: int
    digest: str


class Journal(Protocol):
    """Where events are kept."""

    @property
    def count(self) -> int:
        """How many events there are."""

    @property
    def progress(self) -> Mapping[str, str]:
        """What was noted: the `sequence` and date (`as_of`) of the last snapshot, the position in a file of events."""

    @property
    def position(self) -> Position | None:
        """How far a file of events was read; None if none was."""

    def dossiers(self) -> Iterator[tuple[str, Data]]:
        """Every dossier as it was at the last snapshot."""

    def events(self, after: int = 0) -> Iterator[Data]:
        """The events that follow the one of that number."""

    def append(self, event: Data) -> None:
        """Add an event; outside `together`, it is on the disk when this returns."""

    def together(self) -> AbstractContextManager[None]:
        """What is written meanwhile, as one transaction, which ends with the context."""

    def snapshot(self, as_of: str | None, dossiers: Iterable[tuple[str, Data]]) -> None:
        """Note how dossiers are after the last event."""

    def note_position(self, position: Position) -> None:
        """Note how far a file of events was read."""

    def close(self) -> None:
        """Let go of the file."""


class Unkept:
    """The journal of a live set that is gone when its process is."""

    def __init__(self) -> None:
        """No event yet."""
        self.count = 0
        self.progress: Mapping[str, str] = {}
        self.position: Position | None = None

    def dossiers(self) -> Iterator[tuple[str, Data]]:
        """None is kept."""
        return iter(())

    def events(self, after: int = 0) -> Iterator[Data]:  # noqa: ARG002 (the form of a journal)
        """None is kept."""
        return iter(())

    def append(self, event: Data) -> None:  # noqa: ARG002
        """Count the event."""
        self.count += 1

    def together(self) -> AbstractContextManager[None]:
        """Nothing is written."""
        return nullcontext()

    def snapshot(self, as_of: str | None, dossiers: Iterable[tuple[str, Data]]) -> None:
        """Nothing is written."""

    def note_position(self, position: Position) -> None:
        """Nothing is written."""

    def close(self) -> None:
        """There is no file."""


class Kept:
    """A journal in a SQLite file.

    Attributes:
        asked: what the set asks of its dossiers, in words; nothing while it is new.
        count: how many events there are.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        """Open the state of a live set, or begin one.

        Raises:
            LiveError: it cannot be opened (WR624).
        """
        self.path = os.fspath(path)
        self.asked: Mapping[str, str] = {}
        self.count = 0
        self._depth = 0
        with self._told("cannot be opened"):
            self._connection = sqlite3.connect(self.path, timeout=_PATIENCE, isolation_level=None)
            try:
                self._open()
            except BaseException:
                self._connection.close()
                raise

    def _open(self) -> None:
        execute = self._connection.execute
        execute("PRAGMA locking_mode = EXCLUSIVE")
        (application,) = execute("PRAGMA application_id").fetchone()
        (form,) = execute("PRAGMA user_version").fetchone()
        (tables,) = execute("SELECT count(*) FROM sqlite_master").fetchone()
        if application != APPLICATION and tables:
            zh = f"`{self.path}`不是档案组的状态文件；请另给文件名"
            raise self._refused(f"`{self.path}` is no state of a live set", "name another file", zh)
        if tables and form != FORM:
            message = f"`{self.path}` has the form {form} of another version of this library"
            raise self._refused(
                message, "open it with that version", f"`{self.path}`是本软件另一版本的；请用该版本打开"
            )
        execute("PRAGMA journal_mode = WAL")
        execute(f"PRAGMA synchronous = {_SYNCHRONOUS}")
        if tables:
            self.asked = dict(execute("SELECT name, value FROM live_asked"))
            (self.count,) = execute("SELECT coalesce(max(sequence), 0) FROM live_events").fetchone()

    def ask(self, asked: Mapping[str, str]) -> None:
        """Say what the set asks of its dossiers.

        Raises:
            LiveError: the file belongs to a set that asks something else (WR625), or cannot be written (WR624).
        """
        if not self.asked:
            self._begin(asked)
        for name in {**asked, **self.asked}:
            if self.asked.get(name) != asked.get(name):
                kept, wanted = _what_differs(self.asked.get(name), asked.get(name))
                message = f"`{self.path}` was begun with the {name} {kept}, and is asked for {wanted}"
                remedy = "ask for the same, or begin another set and let it `take_over` this file"
                zh = f"`{self.path}`开始时的{name}是{kept}，而现在要的是{wanted}；请要求一致，或另开一组并接管此文件"
                raise LiveError([Diagnostic("WR625", message, None, "", remedy, zh)])

    def _begin(self, asked: Mapping[str, str]) -> None:
        with self.together():
            self._execute(f"PRAGMA application_id = {APPLICATION}")
            self._execute(f"PRAGMA user_version = {FORM}")
            for table in _TABLES:
                self._execute(table)
            for name, value in asked.items():
                self._execute("INSERT INTO live_asked (name, value) VALUES (?, ?)", name, value)
        self.asked = dict(asked)

    @property
    def progress(self) -> Mapping[str, str]:
        """What was noted: the `sequence` and date (`as_of`) of the last snapshot, the position in a file of events."""
        with self._told("cannot be read"):
            return dict(self._connection.execute("SELECT name, value FROM live_progress"))

    @property
    def position(self) -> Position | None:
        """How far a file of events was read; None if none was."""
        noted = self.progress.get("position")
        try:
            return None if noted is None else Position(*json.loads(noted))
        except (TypeError, ValueError) as error:
            message, zh = (
                f"`{self.path}` does not say how far events were read",
                "没有记下事件读到哪里；请用`--from`指明",
            )
            raise self._refused(message, "say it with `--from`", f"`{self.path}`{zh}") from error

    def dossiers(self) -> Iterator[tuple[str, Data]]:
        """Every dossier as it was at the last snapshot."""
        with self._told("cannot be read"):
            rows = self._connection.execute("SELECT id, held FROM live_dossiers")
        for one, held in rows:
            yield one, self._data(held)

    def events(self, after: int = 0) -> Iterator[Data]:
        """The events that follow the one of that number.

        Raises:
            LiveError: one is missing or cannot be read (WR624).
        """
        while after < self.count:
            with self._told("cannot be read"):
                rows = self._connection.execute(_EVENTS, (after, _AT_ONCE)).fetchall()
            for sequence, event in rows or [(None, "")]:
                if sequence != after + 1:
                    zh = f"`{self.path}`缺第{after + 1}个事件；请恢复备份"
                    raise self._refused(f"`{self.path}` lacks the event {after + 1}", "restore a copy of it", zh)
                yield self._data(event)
                after = sequence

    def append(self, event: Data) -> None:
        """Add an event; outside `together`, it is on the disk when this returns.

        Raises:
            LiveError: it cannot be written (WR624); the log is as it was.
        """
        with self.together():
            self._execute("INSERT INTO live_events (sequence, event) VALUES (?, ?)", self.count + 1, _text(event))
            self.count += 1

    @contextmanager
    def together(self) -> Iterator[None]:
        """What is written meanwhile, as one transaction. What was accepted is kept even if an error ends the context.

        Raises:
            LiveError: it cannot be written (WR624); none of it was.
        """
        if self._depth:
            yield
            return
        count = self.count
        self._execute("BEGIN IMMEDIATE")
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1
            try:
                self._execute("COMMIT")
            except LiveError:
                self.count = count
                raise

    def snapshot(self, as_of: str | None, dossiers: Iterable[tuple[str, Data]]) -> None:
        """Note how dossiers are after the last event."""
        with self.together():
            for one, held in dossiers:
                self._execute(_PUT_DOSSIER, one, _text(held))
            self._note("sequence", str(self.count))
            if as_of is not None:
                self._note("as_of", as_of)

    def note_position(self, position: Position) -> None:
        """Note how far a file of events was read."""
        with self.together():
            self._note("position", json.dumps([position.offset, position.start, position.digest]))

    def _note(self, name: str, value: str) -> None:
        self._execute(_PUT_PROGRESS, name, value)

    def _execute(self, statement: str, *values: str | int) -> None:
        """Carry a statement out; where that fails, the whole transaction is undone."""
        if self._depth and not self._connection.in_transaction:
            zh = f"无法写入`{self.path}`，前面的已撤销；请重新打开"
            raise self._refused(f"`{self.path}` cannot be written: what came before was undone", "open it again", zh)
        with self._told("cannot be written"):
            try:
                self._connection.execute(statement, values)
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def _data(self, text: str) -> Data:
        try:
            data = json.loads(text)
        except ValueError:
            data = None
        if not isinstance(data, dict):
            zh = f"`{self.path}`中有不是档案组写入的内容；请恢复备份"
            raise self._refused(f"`{self.path}` holds what no live set wrote", "restore a copy of it", zh)
        return data

    @contextmanager
    def _told(self, what: str) -> Iterator[None]:
        """What the database complains of, as a diagnostic."""
        try:
            yield
        except sqlite3.Error as error:
            locked = getattr(error, "sqlite_errorcode", None) in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
            message = f"`{self.path}` {what}: " + ("another process has it open" if locked else str(error).lower())
            remedy = "close it there first" if locked else "name a file that can be read and written"
            zh = "另一进程正打开着它，请先在那里关闭" if locked else f"{error}；请给出可读写的文件"
            raise self._refused(message, remedy, f"`{self.path}`无法读写：{zh}") from error

    @staticmethod
    def _refused(message: str, remedy: str, zh: str) -> LiveError:
        return LiveError([Diagnostic("WR624", message, None, "", remedy, zh)])


def kept_before(path: str | os.PathLike[str]) -> Kept:
    """The journal of a set that was kept.

    Raises:
        LiveError: there is none (WR624).
    """
    kept = Kept(path) if os.path.isfile(path) else None  # noqa: PTH113 (a path in either form)
    if kept is None or not kept.asked:
        message = f"`{os.fspath(path)}` keeps no live set"
        zh = f"`{os.fspath(path)}`中没有保存档案组；请给出保存档案组的文件"
        raise LiveError([Diagnostic("WR624", message, None, "", "name the file of one", zh)])
    return kept


def _text(data: Data) -> str:
    """Data as JSON; where a text of it is no Unicode, with everything beyond ASCII escaped."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(data, separators=(",", ":"))
    return text


def _what_differs(kept: str | None, wanted: str | None) -> tuple[str, str]:
    """Two values of what is asked; of readings and parameters, which are many, those that are not the same."""
    try:
        before, now = json.loads(kept or ""), json.loads(wanted or "")
    except json.JSONDecodeError:
        before = now = None
    if not (isinstance(before, dict) and isinstance(now, dict)):
        return str(kept), str(wanted)
    names = [name for name in {**before, **now} if before.get(name) != now.get(name)]
    return _listed(before, names), _listed(now, names)


def _listed(values: Mapping[str, object], names: Iterable[str]) -> str:
    return ", ".join(f"{name}={values.get(name)}" for name in names)
