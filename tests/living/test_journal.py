"""What a live set keeps: opened again it is what it was, whatever killed the process before."""

import json
import sqlite3
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest

import workshop_rules as wr
from tests.riverside import FOLDER, PACK
from workshop_rules.living import journal
from workshop_rules.living.journal import Kept, Position

ROOT = Path(__file__).parent.parent.parent
ELSEWHERE = min(wr.load_pack("ordos_2013").facts.keys() - PACK.facts.keys())
"""A fact that only another pack knows."""

HONOR = {"level": "city", "awarded_on": "2021-05-01"}
WAIVER = {"pack": "riverside", "decision": "guide", "criterion": "title", "by": "the city bureau"}


@pytest.fixture(autouse=True)
def no_waiting_for_the_disk(monkeypatch):
    """Nobody pulls a plug here."""
    monkeypatch.setattr(journal, "_SYNCHRONOUS", "OFF")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "guides.live"


def guides(path, **settings):
    return wr.live(PACK, "guide", path=path, **settings)


def something_of_everything(dossiers):
    one = dossiers["甲"]
    one.set("homeroom_years", Fraction(28, 3))
    one.set("birth_date", "1980-02-29")
    one.set("name", "王𠮷")
    one.set("findings.conduct", {"holds": True, "by": "the school", "decided_on": "2022-01-05"})
    one.assert_fact("honors", HONOR)
    one.assert_fact("honors", {"level": "county"}, id="x")
    one.assert_fact("honors", HONOR)
    one.retract("honors", "1")
    one.assert_fact("waivers", WAIVER)
    one.close("honors")
    one.close("projects")
    one.set("title", "junior")
    one.open("projects")
    one.set(ELSEWHERE, 1)
    dossiers.advance("2023-03-04")
    dossiers["乙"].set("homeroom_years", 20)
    dossiers["乙"].retract("homeroom_years")


def what_is_so(dossiers):
    return dossiers.as_of, {one: (dossiers[one].facts, dossiers[one].verdict.to_json()) for one in sorted(dossiers)}


@pytest.mark.parametrize("snapshot_every", [1, 3, 1000])
def test_a_set_that_is_opened_again_is_what_it_was(path, snapshot_every):
    with guides(path, as_of="2022-10-01", snapshot_every=snapshot_every) as dossiers:
        something_of_everything(dossiers)
        before = what_is_so(dossiers)
        count = dossiers.count
    with guides(path, snapshot_every=snapshot_every) as dossiers:
        assert what_is_so(dossiers) == before
        assert dossiers.count == count
        assert dossiers["甲"].assert_fact("honors", HONOR).id == "4"
        assert dossiers["乙"].set("homeroom_years", 3).before.outcome == "undetermined"


def test_events_can_be_applied_to_another_set(path):
    with guides(path, as_of="2022-10-01") as dossiers, wr.live(PACK, "guide") as other:
        something_of_everything(dossiers)
        for event in dossiers.events():
            other.apply(event)
        assert what_is_so(other) == what_is_so(dossiers)
        assert list(other.events()) == []


def test_another_set_takes_over_what_a_file_has(path, tmp_path):
    with guides(path, as_of="2022-10-01") as dossiers:
        something_of_everything(dossiers)
        before = what_is_so(dossiers)
        count = dossiers.count
    with wr.live(PACK, "guide", path=tmp_path / "new.live") as new:
        assert new.take_over(path) == count
        assert what_is_so(new) == before
    with wr.live(PACK, "guide", parameters={"min_years": 5}) as other:
        other.take_over(path)
        assert other["甲"].states["years"] == "met"
        for nothing in (tmp_path / "nowhere.live", tmp_path):
            with pytest.raises(wr.LiveError, match="keeps no live set"):
                other.take_over(nothing)
    assert not (tmp_path / "nowhere.live").exists()


def test_a_set_that_was_begun_stays_at_its_date(path):
    guides(path, as_of="2022-10-01").close()
    with guides(path, as_of="2024-01-01") as dossiers:
        assert dossiers.as_of.isoformat() == "2022-10-01"


def test_only_one_process_has_it_at_a_time(path, monkeypatch):
    monkeypatch.setattr("workshop_rules.living.journal._PATIENCE", 0.01)
    with guides(path), pytest.raises(wr.LiveError, match="another process has it open"):
        guides(path)
    guides(path).close()


def test_it_belongs_to_what_was_asked(path):
    guides(path).close()
    for decision, readings, parameters, said in (
        ("rank", {}, {}, "decision guide, and is asked for rank$"),
        ("guide", {"window": "calendar"}, {}, "readings window=anniversary, and is asked for window=calendar$"),
        ("guide", {}, {"min_years": Fraction(17, 2)}, "parameters min_years=9, and is asked for min_years=8.5$"),
    ):
        with pytest.raises(wr.LiveError, match=rf"(?m)WR625 .*{said}"):
            wr.live(PACK, decision, readings=readings, parameters=parameters, path=path)
    guides(path).close()


def test_a_changed_pack_is_another_one(path, tmp_path):
    folder = tmp_path / "riverside"
    folder.mkdir()
    for file in FOLDER.rglob("*.yaml"):
        target = folder / file.relative_to(FOLDER)
        target.parent.mkdir(exist_ok=True)
        target.write_text(file.read_text("utf-8"), "utf-8")
    wr.live(folder, "guide", path=path).close()
    manifest = folder / "pack.yaml"
    manifest.write_text(manifest.read_text("utf-8").replace("value: 9", "value: 8"), "utf-8")
    with pytest.raises(wr.LiveError, match="digest"):
        wr.live(folder, "guide", path=path)


def break_with(path, *statements):
    connection = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        connection.execute(statement)
    connection.close()


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("DELETE FROM live_events WHERE sequence = 3", "lacks the event 3"),
        ("UPDATE live_events SET event = 'x' WHERE sequence = 3", "no live set wrote"),
        ("UPDATE live_events SET event = '{}' WHERE sequence = 3", "cannot be read"),
        ("UPDATE live_events SET event = replace(event, '28/3', 'nine')", "cannot be read"),
        ("DROP TABLE live_events", "no such table"),
        ("PRAGMA user_version = 99", "form 99"),
        ("PRAGMA application_id = 7", "no state of a live set"),
    ],
)
def test_what_somebody_broke_is_told(path, statement, said):
    dossiers = guides(path, as_of="2022-10-01")
    something_of_everything(dossiers)
    dossiers._journal.close()  # without a snapshot
    break_with(path, statement)
    with pytest.raises(wr.LiveError, match=said) as raised:
        guides(path)
    assert raised.value.diagnostics[0].code == "WR624"


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE live_dossiers SET held = '[]'", "no live set wrote"),
        ("UPDATE live_dossiers SET held = '{}'", "cannot be read"),
        ("UPDATE live_dossiers SET held = replace(held, '28/3', 'nine')", "cannot be read"),
        ("UPDATE live_progress SET value = 'x' WHERE name = 'sequence'", "cannot be read"),
        ("UPDATE live_progress SET value = 'x' WHERE name = 'as_of'", "cannot be read"),
    ],
)
def test_a_broken_snapshot_is_told(path, statement, said):
    with guides(path, as_of="2022-10-01") as dossiers:
        something_of_everything(dossiers)
    break_with(path, statement)
    with pytest.raises(wr.LiveError, match=said):
        guides(path)


def test_what_is_no_database_is_told(path, tmp_path):
    path.write_text("guides: none\n" * 100, "utf-8")
    with pytest.raises(wr.LiveError, match="not a database"):
        guides(path)
    with pytest.raises(wr.LiveError, match="unable to open"):
        guides(tmp_path / "nowhere" / "guides.live")
    break_with(tmp_path / "other.db", "CREATE TABLE notes (text)")
    with pytest.raises(wr.LiveError, match="no state of a live set"):
        guides(tmp_path / "other.db")


def test_an_event_that_cannot_be_written_has_not_happened(path):
    with guides(path) as dossiers:
        dossiers["a"].set("homeroom_years", 8)
        dossiers._journal._connection.execute("PRAGMA query_only = ON")
        with pytest.raises(wr.LiveError, match="cannot be written"):
            dossiers["a"].set("homeroom_years", 20)
        assert dossiers["a"].facts.facts == {"homeroom_years": 8}
        dossiers._journal._connection.execute("PRAGMA query_only = OFF")
        assert dossiers["a"].set("homeroom_years", 20).changed
    with guides(path) as dossiers:
        assert (dossiers.count, dossiers["a"].facts.facts) == (2, {"homeroom_years": 20})


def test_events_together_are_kept_even_if_one_is_refused(path):
    dossiers = guides(path)

    def several():
        with dossiers.together():
            dossiers["a"].set("homeroom_years", 8)
            dossiers.note_position(Position(8, 0, "digest"))
            dossiers["a"].set("homeroom_years", -8)

    with pytest.raises(wr.FactsError):
        several()
    dossiers._journal.close()  # as if it were killed
    with guides(path) as dossiers:
        assert dossiers["a"].facts.facts == {"homeroom_years": 8}
        assert dossiers.position == Position(8, 0, "digest")


def test_where_events_together_cannot_be_written_the_set_ends(path):
    def several(dossiers):
        with dossiers.together():
            dossiers["a"].set("homeroom_years", 8)
            dossiers._journal._connection.execute("ROLLBACK")

    with guides(path) as dossiers:
        with pytest.raises(wr.LiveError):
            several(dossiers)
        with pytest.raises(wr.LiveError, match="open it again"):
            dossiers["a"].set("homeroom_years", 9)
    with guides(path) as dossiers:
        assert dossiers.count == 0


def test_a_snapshot_spares_the_events_before_it(path):
    dossiers = guides(path, snapshot_every=5)
    for years in range(12):
        dossiers["a"].set("homeroom_years", years)
    assert int(dossiers._journal.progress["sequence"]) == 10
    dossiers._journal.close()  # as if it were killed
    break_with(path, "UPDATE live_events SET event = 'x' WHERE sequence <= 10")
    with guides(path) as dossiers:
        assert dossiers["a"].facts.facts == {"homeroom_years": 11}


def test_the_log_can_be_read_by_eye(path):
    with guides(path, as_of="2022-10-01") as dossiers:
        dossiers["甲"].set("homeroom_years", Fraction(28, 3))
        dossiers["甲"].assert_fact("honors", HONOR)
    connection = sqlite3.connect(path)
    assert [row[0] for row in connection.execute("SELECT event FROM live_events")] == [
        '{"advance":"2022-10-01"}',
        '{"dossier":"甲","set":"homeroom_years","value":"28/3"}',
        '{"dossier":"甲","assert":"honors","record":{"level":"city","awarded_on":"2021-05-01"},"id":"1"}',
    ]
    connection.close()


def test_a_process_killed_at_any_statement_leaves_whole_events(tmp_path):
    """A child of a child is killed before each statement in turn; what it was told to be kept, is kept."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.living.killed", tmp_path],
        cwd=ROOT,
        check=True,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    outcome = json.loads(done.stdout)
    assert outcome["killed"] > 30
    assert outcome["kept"] == list(range(outcome["events"] + 1))


def test_a_new_journal_asks_nothing_yet(path):
    new = Kept(path)
    assert (new.asked, new.count) == ({}, 0)
    new.close()


def test_an_event_is_on_the_disk_when_its_call_returns(path, monkeypatch):
    monkeypatch.undo()
    with guides(path) as dossiers:
        execute = dossiers._journal._connection.execute
        assert execute("PRAGMA synchronous").fetchone() == (2,)
        assert execute("PRAGMA journal_mode").fetchone() == ("wal",)
        dossiers["a"].set("homeroom_years", 9)
        assert not dossiers._journal._connection.in_transaction
