"""Logs for tests, and somebody who meddles with them."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from tests.riverside import PACK

RECORDS = [PACK.decide("share", {"absent": 1, "held": held}).record() for held in (3, 4, 5, 6, 7)]


def filled(log, times=1):
    """The log with the records appended, perhaps several times; the entries."""
    return [log.append(record) for _ in range(times) for record in RECORDS]


def meddle(path, *statements):
    """Change a log behind its back, as somebody would who may write to the file."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DROP TRIGGER IF EXISTS audit_entries_no_update")
        connection.execute("DROP TRIGGER IF EXISTS audit_entries_no_delete")
        for statement in statements:
            if isinstance(statement, str):
                connection.execute(statement)
            else:
                connection.execute(*statement)
