"""The database of a log: one table, written at its end only, by one writer at a time.

A SQLite file is opened anew for each transaction, so that processes may fork, and keeps a write-ahead log that is
synchronised with the disk before a transaction ends. One that may not be written to is read as it stands. PostgreSQL
goes through the same code; there a lock on the table lets one writer in at a time.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import astuple
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import (
    URL,
    BigInteger,
    Column,
    Connection,
    Engine,
    MetaData,
    String,
    Table,
    Text,
    create_engine,
    event,
    func,
    insert,
    inspect,
    select,
    text,
)
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from workshop_rules.audit.chain import Entry, Head
from workshop_rules.audit.errors import AuditError, refused

Place = str | os.PathLike[str]

_PATIENCE = 60
"""Seconds that a writer waits for others."""

_AT_ONCE = 32
"""Entries that are read at a time."""

_LARGEST = 2**63 - 1
"""The largest number that an entry could have."""

_metadata = MetaData()

ENTRIES = Table(
    "audit_entries",
    _metadata,
    Column("sequence", BigInteger, primary_key=True, autoincrement=False),
    Column("recorded_at", String(32), nullable=False),
    Column("record", Text, nullable=False),
    Column("previous", String(64), nullable=False, unique=True),
    Column("hash", String(64), nullable=False, unique=True),
    Column("signature", String(128), nullable=False),
)
"""The log. No two entries have one predecessor, so that no chain forks."""

_IN_CHINESE = {"WR820": "无法打开或读取日志", "WR828": "条目没有写入，日志仍如原样"}
_REFUSE = "an audit log is only ever added to"

_NO_CHANGE = "CREATE TRIGGER audit_entries_no_{0} BEFORE {0} ON audit_entries BEGIN SELECT RAISE(ABORT, '{1}'); END"
_REFUSING = """
CREATE OR REPLACE FUNCTION audit_entries_refuse() RETURNS trigger LANGUAGE plpgsql
AS $$ BEGIN RAISE EXCEPTION 'an audit log is only ever added to'; END $$
"""
_NO_CHANGE_AT_ALL = """
CREATE TRIGGER audit_entries_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entries
FOR EACH STATEMENT EXECUTE FUNCTION audit_entries_refuse()
"""
_ON_CREATION = {
    "sqlite": [_NO_CHANGE.format(change, _REFUSE) for change in ("update", "delete")],
    "postgresql": [_REFUSING, _NO_CHANGE_AT_ALL],
}
"""What keeps a slip of the hand from changing an entry. Who means to change one can take it off; the chain shows it."""


class Storage:
    """The entries of a log in a database."""

    def __init__(self, place: Place, *, create: bool) -> None:
        """Open a log.

        Args:
            place: a path of a SQLite file, or a database URL.
            create: whether to make it where it is not there.

        Raises:
            AuditError: it cannot be opened (WR820).
        """
        self.place = os.fspath(place)
        self._engine = _engine(self.place, create=create)
        with self._told("WR820", f"the log `{_shown(self.place)}` cannot be opened"):
            if not create:
                self._check_table()
            elif not self._has_table():
                self._create()

    def append(self, make: Callable[[Head], Entry]) -> Entry:
        """Add the entry that is made for the head; when this returns, it is on the disk.

        Raises:
            AuditError: it cannot be written (WR828); the log is as it was.
        """
        with self._told("WR828", "the entry was not written"), self._writing() as connection:
            entry = make(_head(connection))
            connection.execute(insert(ENTRIES).values(dict(zip(ENTRIES.columns.keys(), astuple(entry), strict=True))))
        return entry

    def head(self) -> Head:
        """How far the log goes."""
        with self._told("WR820", "the log cannot be read"), self._engine.begin() as connection:
            return _head(connection)

    def entries(self) -> Iterator[Entry]:
        """The entries by number. What is appended meanwhile is read, too."""
        after = -(2**63)
        while True:
            with self._told("WR820", "the log cannot be read"), self._engine.begin() as connection:
                query = select(ENTRIES).where(ENTRIES.c.sequence > after).order_by(ENTRIES.c.sequence).limit(_AT_ONCE)
                rows = connection.execute(query).all()
            if not rows:
                return
            yield from (_entry(row) for row in rows)
            after = rows[-1].sequence

    def entry(self, sequence: int) -> Entry | None:
        """The entry of that number."""
        if not 1 <= sequence <= _LARGEST:
            return None
        with self._told("WR820", "the log cannot be read"), self._engine.begin() as connection:
            row = connection.execute(select(ENTRIES).where(ENTRIES.c.sequence == sequence)).one_or_none()
        return None if row is None else _entry(row)

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """A transaction that no other writer is in."""
        with self._engine.connect().execution_options(writes=True) as connection, connection.begin():
            if connection.dialect.name == "postgresql":
                connection.execute(text("SET LOCAL synchronous_commit = on"))
                connection.execute(text("LOCK TABLE audit_entries IN SHARE ROW EXCLUSIVE MODE"))
            yield connection

    def _has_table(self) -> bool:
        with self._engine.connect() as connection:
            return inspect(connection).has_table(ENTRIES.name)

    def _check_table(self) -> None:
        if not self._has_table():
            raise refused("WR820", f"`{_shown(self.place)}` holds no audit log", zh=f"`{_shown(self.place)}`不是日志")

    def _create(self) -> None:
        """Make the table, unless another process is quicker."""
        if self._engine.dialect.name == "sqlite":
            self._keep_write_ahead_log()
        with self._engine.connect().execution_options(writes=True) as connection, connection.begin():
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(hashtext('workshop-rules audit log'))"))
            if inspect(connection).has_table(ENTRIES.name):
                return
            _metadata.create_all(connection, checkfirst=False)
            for statement in _ON_CREATION[connection.dialect.name]:
                connection.execute(text(statement))

    def _keep_write_ahead_log(self) -> None:
        """Say once and for all how the file is written; SQLite does not always wait for others by itself here."""
        until = time.monotonic() + _PATIENCE
        with self._engine.connect() as connection:
            sqlite: Any = connection.connection.driver_connection
            while True:
                try:
                    sqlite.execute("PRAGMA journal_mode = WAL")
                except sqlite3.OperationalError as error:
                    others = error.sqlite_errorcode & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
                    if not others or time.monotonic() > until:
                        raise
                    time.sleep(0.01)
                else:
                    return

    @contextmanager
    def _told(self, code: str, what: str) -> Iterator[None]:
        """What the database complains of, as a diagnostic."""
        try:
            yield
        except (SQLAlchemyError, sqlite3.Error, UnicodeDecodeError) as error:
            cause = getattr(error, "orig", None) or error
            said = str(cause).strip().splitlines()[0]
            raise refused(code, f"{what}: {said}", zh=f"{_IN_CHINESE[code]}（{said}）") from error


def _engine(place: str, *, create: bool) -> Engine:
    if "://" not in place:
        path = Path(place)
        if not create and not path.is_file():
            raise refused("WR820", f"there is no log `{place}`", zh=f"没有日志`{place}`；请检查路径")
    unchanging = not create and "://" not in place and not os.access(place, os.W_OK)
    try:
        url = make_url(place) if "://" in place else URL.create("sqlite", database=place)
        if url.get_backend_name() not in _ON_CREATION:
            raise _no_database(place, f"logs are kept in SQLite and PostgreSQL, not in {url.get_backend_name()}")
        if unchanging:
            engine = create_engine(url, poolclass=NullPool, creator=partial(_connected_to_read, place))
        else:
            waiting = {"timeout": _PATIENCE} if url.drivername.startswith("sqlite") else {}
            engine = create_engine(url, poolclass=NullPool, connect_args=waiting)
    except (ArgumentError, NoSuchModuleError) as error:
        raise _no_database(place, str(error)) from error
    except ModuleNotFoundError as error:
        raise _no_database(place, f"the package `{error.name}` is not installed") from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_to_read if unchanging else _prepare)
        event.listen(engine, "begin", _begin)
    return engine


def _connected_to_read(place: str) -> sqlite3.Connection:
    """A connection to a file that may not be written to.

    What a writer that is at work, or was killed, has left in the write-ahead log beside belongs to the log. Only where
    there is none is the file all there is, and can be read where nothing may be put beside it.
    """
    ahead = Path(f"{place}-wal")
    how = "mode=ro" if ahead.is_file() and ahead.stat().st_size else "immutable=1"
    return sqlite3.connect(f"file:{quote(place)}?{how}", timeout=_PATIENCE, uri=True)


def _prepare_to_read(connection: Any, _: object) -> None:  # noqa: ANN401 (a connection of the `sqlite3` module)
    connection.isolation_level = None  # transactions begin where `_begin` says
    connection.text_factory = _text


def _prepare(connection: Any, _: object) -> None:  # noqa: ANN401 (a connection of the `sqlite3` module)
    _prepare_to_read(connection, _)
    connection.execute(f"PRAGMA busy_timeout = {_PATIENCE * 1000}")
    connection.execute("PRAGMA synchronous = FULL")


def _text(content: bytes) -> str:
    """A text of the database; what is no UTF-8 in it was not written by a log, and its hash will say so."""
    return content.decode("utf-8", "surrogateescape")


def _begin(connection: Connection) -> None:
    """A writer takes its turn before it reads the head."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _head(connection: Connection) -> Head:
    last = select(func.max(ENTRIES.c.sequence)).scalar_subquery()
    row = connection.execute(select(ENTRIES.c.sequence, ENTRIES.c.hash).where(ENTRIES.c.sequence == last)).one_or_none()
    return Head() if row is None else Head(row.sequence, row.hash)


def _entry(row: Any) -> Entry:  # noqa: ANN401 (a row of the table)
    """The entry in a row; somebody may have put anything there, which its number or its hash will then show."""
    sequence = row.sequence if isinstance(row.sequence, int) else -1
    parts = (row.recorded_at, row.record, row.previous, row.hash, row.signature)
    return Entry(sequence, *(part if isinstance(part, str) else repr(part) for part in parts))


def _no_database(place: str, reason: str) -> AuditError:
    zh = f"无法打开日志`{_shown(place)}`（{reason}）"
    return refused("WR820", f"the log `{_shown(place)}` cannot be opened: {reason}", zh=zh)


def _shown(place: str) -> str:
    """The place without a password."""
    if "://" not in place:
        return place
    try:
        return make_url(place).render_as_string(hide_password=True)
    except ArgumentError:
        return place.partition("://")[0] + "://…"
