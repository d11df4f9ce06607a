"""The log in PostgreSQL: the same code, the same promises. Needs a PostgreSQL on this machine, and starts its own."""

import multiprocessing
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

import workshop_rules as wr
from tests.audit.appending import append_many
from tests.audit.logs import RECORDS, filled

PROGRAMS = [Path(found) for found in (shutil.which("initdb"), shutil.which("pg_ctl")) if found] or sorted(
    Path("/usr/lib/postgresql").glob("*/bin/initdb")
)

pytestmark = pytest.mark.skipif(not PROGRAMS, reason="no PostgreSQL server is installed")
pytest.importorskip("psycopg", reason="no driver for PostgreSQL is installed")


def as_server(*command):
    """Run a program of the server, which refuses to be run by root."""
    program = PROGRAMS[-1].parent / command[0]
    prefix = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.geteuid() == 0 else []
    subprocess.run([*prefix, program, *command[1:]], check=True, stdout=subprocess.DEVNULL, cwd="/")


@pytest.fixture(scope="module")
def server():
    """The socket's folder of a server that lives as long as the tests of this file."""
    folder = Path(tempfile.mkdtemp(prefix="wr-pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    data, options = folder / "data", f"-c listen_addresses= -c unix_socket_directories={folder}"
    as_server("initdb", "-D", data, "-U", "office", "-A", "trust", "--no-sync")
    as_server("pg_ctl", "-D", data, "-o", options, "-l", folder / "log", "-w", "start")
    yield folder
    as_server("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    shutil.rmtree(folder)


@pytest.fixture
def place(server, request):
    """The URL of a database of its own."""
    name = "log_" + "".join(c for c in request.node.name if c.isalnum()).lower()
    url = f"postgresql+psycopg://office@/%s?host={server}"
    engine = create_engine(url % "postgres", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return url % name


def test_entries_come_back_as_they_were_appended(place):
    entries = filled(wr.AuditLog(place), times=8)
    log = wr.AuditLog(place, create=False)
    assert list(log) == entries
    assert log[7] == entries[6]
    assert log.verify(entries[-1].head).intact


def test_what_is_not_there_is_no_log(place):
    with pytest.raises(wr.AuditError, match="holds no audit log"):
        wr.AuditLog(place, create=False)


def test_several_processes_append_at_once(place):
    context = multiprocessing.get_context("spawn")
    start = context.Barrier(2)
    writers = [context.Process(target=append_many, args=(place, RECORDS[0], 10, start)) for _ in range(2)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0] * 2
    report = wr.AuditLog(place).verify()
    assert (report.intact, report.head.count) == (True, 20)


def test_the_database_refuses_changes_and_the_chain_shows_them(place):
    log = wr.AuditLog(place)
    filled(log)
    engine = create_engine(place, isolation_level="AUTOCOMMIT")
    change = "UPDATE audit_entries SET record = replace(record, '0.25', '0.35')"
    with engine.connect() as connection:
        for statement in (change, "DELETE FROM audit_entries", "TRUNCATE audit_entries"):
            with pytest.raises(DBAPIError, match="only ever added to"):
                connection.execute(text(statement))
        assert log.verify().intact
        connection.execute(text("ALTER TABLE audit_entries DISABLE TRIGGER USER"))
        connection.execute(text(change))
    engine.dispose()
    report = log.verify()
    assert [diagnostic.code for diagnostic in report.diagnostics] == ["WR821"]
    assert report.head.count == 1
