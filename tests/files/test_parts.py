"""Runs that are broken off: nothing half-written, and what was finished is not done again."""

import json
import shutil
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

import workshop_rules as wr
from workshop_rules.files import parts, reading, whole
from workshop_rules.files.held import hold
from workshop_rules.files.parts import OtherRunError, Parts
from workshop_rules.files.whole import appearing, clear_unfinished
from workshop_rules.roster_files import FileOptions, decide_file
from workshop_rules.rosters import row_decider

ROWS, BATCH = 50, 10

KILLED_AFTER_BATCHES = """
import os, signal, sys
from pathlib import Path
import workshop_rules as wr
from workshop_rules.files import reading
from workshop_rules.roster_files import FileOptions, decide_file
from workshop_rules.rosters import row_decider

reading.BATCH = {batch}
done = 0

def progress(rows):
    global done
    done += rows
    if done >= {after}:
        os.kill(os.getpid(), signal.SIGKILL)

decider = row_decider(wr.load_pack("ordos_2013"), "mentor", None, {{}}, {{}})
decide_file(decider, Path(sys.argv[1]), Path(sys.argv[2]), FileOptions(resume={resume}, progress=progress))
"""


@pytest.fixture(scope="module")
def decider():
    return row_decider(wr.load_pack("ordos_2013"), "mentor", None, {}, {})


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch):
    monkeypatch.setattr(reading, "BATCH", BATCH)


@pytest.fixture(params=["csv", "parquet", "jsonl"])
def roster(request, tmp_path):
    path = tmp_path / f"roster.{request.param}"
    frame = pl.DataFrame(
        {
            "teacher_id": [f"T{i}" for i in range(ROWS)],
            "homeroom_years": [i % 15 for i in range(ROWS)],
            "in_service": [i % 3 > 0 for i in range(ROWS)],
        }
    )
    match request.param:
        case "csv":
            frame.write_csv(path)
        case "parquet":
            frame.write_parquet(path, row_group_size=15)
        case _:
            path.write_text("".join(json.dumps(row) + "\n" for row in frame.iter_rows(named=True)), "utf-8")
    return path


def kill(roster, out, *, after, resume):
    program = KILLED_AFTER_BATCHES.format(batch=BATCH, after=after, resume=resume)
    ended = subprocess.run([sys.executable, "-c", program, roster, out], check=False, capture_output=True, text=True)
    assert ended.returncode == -signal.SIGKILL, ended.stderr


@pytest.mark.parametrize("roster", ["csv"], indirect=True)
def test_what_was_there_stays_when_the_program_is_killed(roster, tmp_path):
    out = tmp_path / "out.csv"
    out.write_text("old", "utf-8")
    kill(roster, out, after=30, resume=False)
    assert out.read_text("utf-8") == "old"
    assert not (tmp_path / "out.csv.parts").exists()


@pytest.mark.parametrize("roster", ["parquet"], indirect=True)
def test_a_run_that_was_killed_goes_on_where_it_stopped(roster, tmp_path, decider):
    whole, out = tmp_path / "whole.parquet", tmp_path / "out.parquet"
    expected = decide_file(decider, roster, whole)
    kill(roster, out, after=30, resume=True)
    assert not out.exists()
    advanced: list[int] = []
    summary = decide_file(decider, roster, out, FileOptions(resume=True, progress=advanced.append))
    assert (advanced[0], sum(advanced)) == (30, ROWS)
    assert pl.read_parquet(out).equals(pl.read_parquet(whole))
    assert summary == expected
    assert not (tmp_path / "out.parquet.parts").exists()


class StoppedError(Exception):
    pass


def stop_after(rows):
    done = []

    def progress(count):
        done.append(count)
        if sum(done) >= rows:
            raise StoppedError

    return progress


@pytest.mark.parametrize(
    ("roster", "suffix"),
    [("csv", "csv"), ("csv", "xlsx"), ("parquet", "jsonl"), ("jsonl", "parquet")],
    indirect=["roster"],
)
def test_every_format_goes_on_to_the_same_file(roster, tmp_path, decider, suffix):
    whole, out = tmp_path / f"whole.{suffix}", tmp_path / f"out.{suffix}"
    expected = decide_file(decider, roster, whole)
    for after in (10, 30):
        with pytest.raises(StoppedError):
            decide_file(decider, roster, out, FileOptions(resume=True, progress=stop_after(after)))
        assert not out.exists()
    assert decide_file(decider, roster, out, FileOptions(resume=True)) == expected
    if suffix == "xlsx":
        assert pl.read_excel(out).equals(pl.read_excel(whole))
    elif suffix == "parquet":
        assert pl.read_parquet(out).equals(pl.read_parquet(whole))
    else:
        assert out.read_bytes() == whole.read_bytes()


@pytest.mark.parametrize("roster", ["csv"], indirect=True)
def test_parts_of_another_run_are_refused_and_kept(roster, tmp_path, decider):
    out = tmp_path / "out.csv"
    with pytest.raises(StoppedError):
        decide_file(decider, roster, out, FileOptions(resume=True, progress=stop_after(20)))
    pack = decider.pack
    others = {
        "digest": row_decider(replace(pack, plan=replace(pack.plan, digest="0" * 64)), "mentor", None, {}, {}),
        "decision": row_decider(pack, "mentor_team", None, {}, {}),
        "as_of": row_decider(pack, "mentor", "2014-10-01", {}, {}),
        "readings": row_decider(pack, "mentor", None, {"title_series": "secondary_only"}, {}),
        "parameters": row_decider(pack, "mentor", None, {}, {"min_homeroom_years": 10}),
    }
    for what, other in others.items():
        with pytest.raises(wr.FactsError, match=rf"WR908.*{what}"):
            decide_file(other, roster, out, FileOptions(resume=True))
    otherwise = {
        "as_of_column": FileOptions(resume=True, as_of_column="homeroom_years"),
        "keep": FileOptions(resume=True, keep=("teacher_id",)),
        "reasons": FileOptions(resume=True, reasons=True),
        "language": FileOptions(resume=True, lang="en"),
    }
    for what, options in otherwise.items():
        with pytest.raises(wr.FactsError, match=rf"WR908.*{what}"):
            decide_file(decider, roster, out, options)
    roster.write_text(roster.read_text("utf-8") + "T50,3,true\n", "utf-8")
    with pytest.raises(wr.FactsError, match=r"WR908.*roster"):
        decide_file(decider, roster, out, FileOptions(resume=True))
    assert len(list((tmp_path / "out.csv.parts").glob("part-*"))) == 2


def test_a_folder_of_that_name_that_is_none_of_ours_is_let_be(tmp_path, decider):
    roster = tmp_path / "roster.csv"
    roster.write_text("homeroom_years\n3\n", "utf-8")
    (tmp_path / "out.csv.parts").mkdir()
    with pytest.raises(wr.FactsError, match="WR908"):
        decide_file(decider, roster, tmp_path / "out.csv", FileOptions(resume=True))


def test_a_part_that_was_not_finished_does_not_count(tmp_path):
    frame = pl.DataFrame({"a": [1, 2, 3]})
    with Parts.of(tmp_path / "out.csv", {"run": 1}) as begun:
        begun.keep(frame)
        begun.keep(frame)
    (tmp_path / "out.csv.parts" / ".part-000000000006-3.parquet.x").write_bytes(b"half")
    (tmp_path / "out.csv.parts" / "part-000000000000-3.parquet").unlink()
    with Parts.of(tmp_path / "out.csv", {"run": 1}) as begun:
        assert begun.rows == 0


def hidden(folder):
    return [path for path in folder.iterdir() if path.name.startswith(".")]


@pytest.mark.parametrize("roster", ["csv"], indirect=True)
def test_what_a_killed_run_left_is_taken_away_by_the_next_in_its_folder(roster, tmp_path, decider):
    out = tmp_path / "out.csv"
    kill(roster, out, after=30, resume=False)
    (left,) = hidden(tmp_path)
    assert left.stat().st_size
    others = tmp_path / ".other.unfinished-abcdefg"
    others.touch()
    with appearing(tmp_path / "else.csv"):
        assert left not in hidden(tmp_path)
    decide_file(decider, roster, out)
    assert hidden(tmp_path) == [others]


def test_what_a_run_is_writing_is_left_to_it(tmp_path):
    out = tmp_path / "out.csv"
    with appearing(out) as first:
        first.write_text("first", "utf-8")
        with appearing(out) as second:
            second.write_text("second", "utf-8")
            clear_unfinished(tmp_path)
            assert {*hidden(tmp_path)} == {first, second}
        clear_unfinished(tmp_path)
        assert out.read_text("utf-8") == "second"
    assert out.read_text("utf-8") == "first"
    assert hidden(tmp_path) == []


def test_a_file_taken_away_before_it_was_held_is_made_anew(tmp_path, monkeypatch):
    given: list[Path] = []

    def late(handle):
        if not given:
            given.extend(hidden(tmp_path))
            given[0].unlink()
        return hold(handle)

    monkeypatch.setattr(whole, "hold", late)
    with appearing(tmp_path / "out.csv") as unfinished:
        assert unfinished not in given
        unfinished.write_text("whole", "utf-8")
    assert (tmp_path / "out.csv").read_text("utf-8") == "whole"


def test_where_nothing_can_be_held_files_are_written_and_none_is_taken_away(tmp_path, monkeypatch):
    def refused(handle):
        raise OSError(handle)

    monkeypatch.setattr(whole, "hold", refused)
    left = tmp_path / ".out.csv.unfinished-abcdefgh.csv"
    left.touch()
    with appearing(tmp_path / "out.csv") as unfinished:
        unfinished.write_text("whole", "utf-8")
    assert hidden(tmp_path) == [left]


@pytest.mark.parametrize("roster", ["csv"], indirect=True)
def test_two_runs_do_not_share_their_parts(roster, tmp_path, decider):
    out = tmp_path / "out.csv"

    def again(_):
        with pytest.raises(wr.FactsError, match=r"WR908.*another run is writing"):
            decide_file(decider, roster, out, FileOptions(resume=True))

    assert decide_file(decider, roster, out, FileOptions(resume=True, progress=again)).rows == ROWS
    assert [path.name for path in tmp_path.glob("out*")] == ["out.csv"]


def test_parts_that_another_run_removes_at_that_moment_are_begun_anew(tmp_path, monkeypatch):
    out, run = tmp_path / "out.csv", {"run": 1}
    with Parts.of(out, run):
        pass
    removed: list[Path] = []

    def ended(handle):
        if not removed:
            removed.append(tmp_path / "out.csv.parts")
            shutil.rmtree(removed[0])
        return hold(handle)

    monkeypatch.setattr(parts, "hold", ended)
    with Parts.of(out, run) as begun:
        assert (begun.folder / "manifest.json").is_file()


def test_without_rows_there_is_a_file_with_headings(tmp_path, decider):
    roster = tmp_path / "roster.csv"
    roster.write_text("homeroom_years\n", "utf-8")
    for resume in (False, True):
        out = tmp_path / f"out{resume}.csv"
        assert decide_file(decider, roster, out, FileOptions(resume=resume)).rows == 0
        assert out.read_text("utf-8-sig").startswith("homeroom_years,outcome,")


def test_a_part_that_was_damaged_since_is_told(tmp_path):
    run = {"roster": "1"}
    with Parts.of(tmp_path / "out.csv", run) as kept:
        kept.keep(pl.DataFrame({"id": [1, 2]}))
    (part,) = kept.folder.glob("part-*")
    part.write_bytes(part.read_bytes()[:-10])
    with Parts.of(tmp_path / "out.csv", run) as kept, pytest.raises(OtherRunError, match=part.name):
        list(kept)
