"""The log in its database: what is appended stays, in order, whoever appends."""

import json
import multiprocessing
import os
import random
import sqlite3
import subprocess
import threading
from contextlib import closing

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import IntegrityError
from sqlalchemy.schema import CreateTable

import workshop_rules as wr
from tests.audit.appending import append_many
from tests.audit.logs import RECORDS, filled, meddle
from tests.riverside import PACK, decide
from workshop_rules.audit.chain import Head, verify_chain
from workshop_rules.audit.keys import read_public_key
from workshop_rules.audit.log import read_export
from workshop_rules.audit.storage import ENTRIES

KEY = Ed25519PrivateKey.from_private_bytes(b"k" * 32)


@pytest.fixture
def place(tmp_path):
    return tmp_path / "verdicts.db"


def codes(report):
    return [diagnostic.code for diagnostic in report.diagnostics]


def refusal(action):
    with pytest.raises(wr.AuditError) as raised:
        action()
    return [diagnostic.code for diagnostic in raised.value.diagnostics]


def test_entries_come_back_as_they_were_appended(place):
    entries = filled(wr.AuditLog(place), times=14)
    log = wr.AuditLog(place)
    assert list(log) == entries
    assert [entry.sequence for entry in log] == list(range(1, 71))
    assert log[70] == entries[-1]
    assert (len(log), log.head()) == (70, entries[-1].head)
    assert log.verify(log.head()).intact


def test_an_empty_log_is_whole(place):
    log = wr.AuditLog(place)
    assert log.head() == Head()
    assert log.verify(str(Head())).intact


def test_verdicts_are_recorded_as_the_log_masks_them(place):
    log = wr.AuditLog(place, masking=wr.Masking.left_out())
    entry = log.append(decide(name="周玲"))
    assert json.loads(entry.record)["facts"]["name"] == {"$left_out": True}
    assert wr.AuditLog(place).append(decide(name="周玲")).record == decide(name="周玲").record()


def test_only_records_are_appended(place):
    log = wr.AuditLog(place)
    assert refusal(lambda: log.append("{}")) == ["WR801"]
    assert refusal(lambda: log.append("\ud800")) == ["WR801"]
    assert refusal(lambda: log.append(RECORDS[0].replace('"share"', '"spare"'))) == ["WR802"]
    assert len(log) == 0


def test_the_database_itself_refuses_changes(place):
    import sqlite3

    filled(wr.AuditLog(place))
    connection = sqlite3.connect(place)
    for statement in ("UPDATE audit_entries SET record = ''", "DELETE FROM audit_entries"):
        with pytest.raises(sqlite3.IntegrityError, match="only ever added to"):
            connection.execute(statement)
    connection.close()


def test_no_two_entries_follow_one(place):
    log = wr.AuditLog(place)
    first = log.append(RECORDS[0])
    with pytest.raises(IntegrityError), log._storage._writing() as connection:
        connection.execute(
            ENTRIES.insert().values(
                sequence=2, recorded_at="", record="", previous=first.previous, hash="h", signature=""
            )
        )
    assert log.verify().head == first.head


@pytest.mark.parametrize(
    ("statements", "code", "right_up_to"),
    [
        (["UPDATE audit_entries SET record = replace(record, '0.25', '0.35') WHERE sequence = 2"], "WR821", 1),
        (["UPDATE audit_entries SET recorded_at = '2020-01-01T00:00:00.000000Z' WHERE sequence = 3"], "WR821", 2),
        (["UPDATE audit_entries SET sequence = -4 WHERE sequence = 4"], "WR823", 0),
        (["DELETE FROM audit_entries WHERE sequence = 1"], "WR822", 0),
        (["DELETE FROM audit_entries WHERE sequence = 4"], "WR822", 3),
        (
            [
                "UPDATE audit_entries SET sequence = 99 WHERE sequence = 2",
                "UPDATE audit_entries SET sequence = 2 WHERE sequence = 3",
                "UPDATE audit_entries SET sequence = 3 WHERE sequence = 99",
            ],
            "WR821",
            1,
        ),
    ],
)
def test_whoever_changes_the_file_is_found_out(place, statements, code, right_up_to):
    log = wr.AuditLog(place)
    filled(log)
    meddle(place, *statements)
    report = log.verify()
    assert (codes(report), report.head.count) == ([code], right_up_to)


def test_a_cut_tail_is_found_by_a_head_noted_elsewhere(place):
    log = wr.AuditLog(place)
    filled(log)
    noted = str(log.head())
    meddle(place, "DELETE FROM audit_entries WHERE sequence > 3")
    assert log.verify().intact
    assert codes(log.verify(noted)) == ["WR824"]
    filled(log)
    assert codes(log.verify(noted)) == ["WR825"]


def test_signed_entries(place, tmp_path):
    private, public = tmp_path / "office.key", tmp_path / "office.pem"
    subprocess.run(["openssl", "genpkey", "-algorithm", "ed25519", "-out", private], check=True, capture_output=True)
    subprocess.run(["openssl", "pkey", "-in", private, "-pubout", "-out", public], check=True, capture_output=True)
    filled(wr.AuditLog(place, signing_key=private))
    log = wr.AuditLog(place, signing_key=KEY)
    assert log.verify(public_key=public).intact
    assert log.verify(public_key=read_public_key(private)).intact
    log.append(RECORDS[0])
    report = log.verify(public_key=public)
    assert (codes(report), report.head.count) == (["WR826"], 5)


@pytest.mark.parametrize("content", [b"", b"no key", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"])
def test_what_is_no_key_is_refused(place, tmp_path, content):
    file = tmp_path / "key.pem"
    file.write_bytes(content)
    assert refusal(lambda: wr.AuditLog(place, signing_key=file)) == ["WR830"]
    assert refusal(lambda: wr.AuditLog(place).verify(public_key=file)) == ["WR830"]


@pytest.mark.parametrize(
    "where",
    ["none.db", "mysql://u:secret@h/d", "nonsense://", "no/such/folder/verdicts.db", "postgresql+nonsense://h/d"],
)
def test_what_is_no_log_is_refused(tmp_path, monkeypatch, where):
    monkeypatch.chdir(tmp_path)
    create = where != "none.db"
    with pytest.raises(wr.AuditError, match="WR820") as raised:
        wr.AuditLog(where, create=create)
    assert "secret" not in str(raised.value)
    assert list(tmp_path.iterdir()) == []


def test_another_file_is_no_log(tmp_path):
    (tmp_path / "text.db").write_text("this is a text, and a rather long one, to be sure " * 100)
    (tmp_path / "empty.db").touch()
    for name in ("text.db", "empty.db"):
        assert refusal(lambda name=name: wr.AuditLog(tmp_path / name, create=False)) == ["WR820"]


def test_there_is_no_entry_beyond_the_last(place):
    log = wr.AuditLog(place)
    for number in (0, 1, -1):
        assert refusal(lambda number=number: log[number]) == ["WR831"]


def test_an_export_is_the_whole_log(place, tmp_path):
    log = wr.AuditLog(place, signing_key=KEY)
    entries = filled(log)
    file = tmp_path / "verdicts.jsonl"
    file.write_text("".join(line + "\n" for line in log.export()), "utf-8")
    assert list(read_export(file)) == entries
    assert verify_chain(read_export(file), log.head(), KEY.public_key()).intact
    file.write_text("[]\n", "utf-8")
    assert refusal(lambda: list(read_export(file))) == ["WR820"]


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_several_processes_append_at_once(place, method):
    context = multiprocessing.get_context(method)
    start = context.Barrier(3)
    writers = [context.Process(target=append_many, args=(place, RECORDS[0], 15, start)) for _ in range(3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0] * 3
    report = wr.AuditLog(place, create=False).verify()
    assert (report.intact, report.head.count) == (True, 45)


def test_several_threads_append_to_one_log(place):
    log = wr.AuditLog(place)
    threads = [threading.Thread(target=filled, args=(log, 2)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (log.verify().intact, len(log)) == (True, 40)


def test_a_log_opened_before_a_fork_is_of_use_after_it(place):
    log = wr.AuditLog(place)
    log.append(RECORDS[0])
    child = os.fork()
    if child == 0:
        try:
            log.append(RECORDS[1])
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    log.append(RECORDS[2])
    assert [entry.record for entry in log] == RECORDS[:3]
    assert log.verify().intact


def test_ten_megabytes_are_an_entry_like_any_other(place):
    log = wr.AuditLog(place)
    verdict = PACK.decide("guide", {"name": "长" * (10 * 2**20 // 3)}, "2022-10-01")
    entry = log.append(verdict)
    assert len(entry.record.encode()) > 10 * 10**6
    assert log[1].record == verdict.record()
    assert log.verify().intact


def test_the_table_is_the_same_in_postgresql():
    statement = str(CreateTable(ENTRIES).compile(dialect=postgresql.dialect()))
    assert "sequence BIGINT NOT NULL" in statement
    assert "UNIQUE (previous)" in statement


def test_a_log_that_may_not_be_written_to_can_be_read(place, monkeypatch):
    entries = filled(wr.AuditLog(place))
    before = sorted((path.name, path.stat().st_mtime_ns) for path in place.parent.iterdir())
    monkeypatch.setattr("os.access", lambda *_: False)
    log = wr.AuditLog(place, create=False)
    assert list(log) == entries
    assert log.verify().intact
    assert sorted((path.name, path.stat().st_mtime_ns) for path in place.parent.iterdir()) == before
    assert refusal(lambda: log.append(RECORDS[0])) == ["WR828"]


def test_what_a_writer_has_only_in_its_write_ahead_log_is_read_by_those_who_may_not_write(place, monkeypatch):
    log = wr.AuditLog(place)
    log.append(RECORDS[0])
    with closing(sqlite3.connect(place)) as reader:
        reader.execute("SELECT count(*) FROM audit_entries").fetchone()
        log.append(RECORDS[1])
        monkeypatch.setattr("os.access", lambda *_: False)
        watching = wr.AuditLog(place, create=False)
        assert [watching.head().count, watching.verify(log.head()).intact] == [2, True]
        reader.execute("PRAGMA wal_checkpoint")
    assert watching.head().count == 2


@pytest.mark.parametrize("number", [0, -1, 2**63, -(2**70), 10**30])
def test_there_is_no_entry_of_a_number_beyond_any_log(place, number):
    log = wr.AuditLog(place)
    log.append(RECORDS[0])
    assert refusal(lambda: log[number]) == ["WR831"]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entries SET sequence = 'three' WHERE sequence = 3",
        "UPDATE audit_entries SET sequence = 3.5 WHERE sequence = 3",
        "UPDATE audit_entries SET record = x'00ff' WHERE sequence = 3",
        "UPDATE audit_entries SET record = CAST(x'ff' AS TEXT) WHERE sequence = 3",
        "UPDATE audit_entries SET recorded_at = 3 WHERE sequence = 3",
        "UPDATE audit_entries SET hash = '', previous = '' WHERE sequence = 3",
    ],
)
def test_an_entry_of_any_form_is_found(place, statement):
    log = wr.AuditLog(place)
    filled(log)
    meddle(place, statement)
    report = log.verify()
    assert (report.intact, report.head.count) == (False, 2)


def test_no_byte_of_the_file_can_change_what_the_log_says_unseen(place):
    entries = filled(wr.AuditLog(place))
    content = place.read_bytes()
    choose = random.Random(7)
    seen = 0
    for at in sorted(choose.sample(range(len(content)), 300)):
        changed = bytearray(content)
        changed[at] ^= choose.choice([1, 0x20, 0x80, 0xFF])
        place.write_bytes(changed)
        try:
            log = wr.AuditLog(place, create=False)
            intact = log.verify(entries[-1].head).intact
        except wr.AuditError:
            intact = False
        seen += not intact
        assert not intact or [entry.record for entry in log] == RECORDS
    assert seen > 30
