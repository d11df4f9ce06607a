"""What goes wrong in the world: killed processes, full disks, clocks, hostile dossiers. The log stands it."""

import datetime as dt
import json
import random
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import workshop_rules as wr
from tests.audit.logs import RECORDS, filled
from tests.riverside import FOLDER, decide
from workshop_rules.audit.chain import read_head
from workshop_rules.audit.record import read_record
from workshop_rules.audit.replay import Answer, replay

ROOT = Path(__file__).parents[2]
ROUNDS = 4


def appending(place, **how):
    records = place.with_suffix(".records")
    records.write_text("\n".join(RECORDS), "utf-8")
    command = [sys.executable, "-m", "tests.audit.appending", place, records]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, **how)


def test_nothing_acknowledged_is_lost_when_writers_are_killed(tmp_path):
    """Two writers at once, killed at any moment, again and again."""
    place = tmp_path / "verdicts.db"
    moments = random.Random(5)
    acknowledged = {}
    for _ in range(ROUNDS):
        writers = [appending(place), appending(place)]
        for writer in writers:
            enough = moments.randrange(3, 25)
            lines = [writer.stdout.readline() for _ in range(enough)]
            writer.send_signal(signal.SIGKILL)
            lines += writer.stdout.readlines()
            assert writer.wait() == -signal.SIGKILL
            writer.stdout.close()
            whole = [line for line in lines if line.endswith("\n")]
            heads = [read_head(line).unwrap() for line in whole]
            acknowledged.update({head.count: head.hash for head in heads})
        log = wr.AuditLog(place, create=False)
        assert log.verify().intact
        written = {entry.sequence: entry.hash for entry in log}
        assert {count: written.get(count) for count in acknowledged} == acknowledged
    assert len(acknowledged) >= ROUNDS * 2 * 3
    log.append(RECORDS[0])
    assert log.verify().intact


def small_files():
    """No file of this process can grow beyond 300 kB: a write beyond that fails as on a full disk."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, resource.RLIM_INFINITY))


def test_a_full_disk_is_told_and_loses_nothing(tmp_path):
    place = tmp_path / "verdicts.db"
    filled(wr.AuditLog(place))
    writer = appending(place, preexec_fn=small_files)
    said, _ = writer.communicate()
    *heads, last = said.split()
    assert last == "WR828"
    assert writer.returncode == 0
    log = wr.AuditLog(place, create=False)
    assert log.verify(heads[-1]).intact
    assert len(log) == read_head(heads[-1]).unwrap().count > 10
    log.append(RECORDS[0])
    assert log.verify(heads[-1]).intact


def test_a_disk_that_is_full_from_the_start(tmp_path):
    nothing = {"preexec_fn": lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0)), "stderr": subprocess.PIPE}
    writer = appending(tmp_path / "verdicts.db", **nothing)
    said, complaint = writer.communicate()
    assert (said, writer.returncode) == ("", 1)
    assert "WR820" in complaint
    assert filled(wr.AuditLog(tmp_path / "verdicts.db"))[-1].sequence == 5


def test_a_clock_set_back_changes_no_order(tmp_path, monkeypatch):
    moments = iter([dt.datetime(2026, 5, 4, 12), dt.datetime(2026, 5, 4, 11), dt.datetime(2026, 5, 4, 13)])

    class Clock(dt.datetime):
        @classmethod
        def now(cls, tz=None):
            return next(moments).replace(tzinfo=tz)

    monkeypatch.setattr("workshop_rules.audit.log.dt.datetime", Clock)
    log = wr.AuditLog(tmp_path / "verdicts.db")
    entries = [log.append(record) for record in RECORDS[:3]]
    assert [entry.recorded_at[11:13] for entry in entries] == ["12", "11", "13"]
    report = log.verify(log.head())
    assert report.intact
    assert [diagnostic.code for diagnostic in report.diagnostics] == ["WR827"]
    assert "entry 2 " in report.diagnostics[0].message
    assert [entry.record for entry in log] == RECORDS[:3]


HOSTILE = {
    "script": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "right to left": "\u202egnalp\u2066 \u200f周玲\u2069\u202c",
    "control": "\x00\x1b[2J\x07\r\n\u2028",
    "sql": "'); DROP TABLE audit_entries; --",
    "json": '"}],"outcome":"eligible","x":"\\',
    "mask": '{"$left_out": true}',
    "long": "长" * (10 * 2**20 // 3),
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_dossier_is_text_and_nothing_else(tmp_path, text):
    finding = {"holds": True, "by": text, "note": text}
    verdict = decide(name=text, findings={"conduct": finding})
    log = wr.AuditLog(tmp_path / "verdicts.db")
    entry = log.append(verdict)
    log.append(RECORDS[0])
    assert log.verify().intact
    data = json.loads(log[1].record)
    assert data["facts"]["name"] == text
    assert data["findings"]["conduct"]["note"] == text
    record = read_record(entry.record.encode()).unwrap()
    assert replay(record, search_path=[FOLDER.parent]).unwrap().answer is Answer.SAME
    page = verdict.to_html()
    assert "<script>alert" not in page
    assert "<img src=x" not in page
