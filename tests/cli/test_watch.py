"""`workshop-rules watch`, and the schema of the events that it reads."""

import json
import time

import pytest
from click.testing import CliRunner

from tests.riverside import FOLDER
from workshop_rules.cli import commands
from workshop_rules.living import journal

HONOR = {"level": "city", "awarded_on": "2019-12-01"}


@pytest.fixture(autouse=True)
def no_waiting_for_the_disk(monkeypatch):
    monkeypatch.setattr(journal, "_SYNCHRONOUS", "OFF")


@pytest.fixture
def events(tmp_path):
    return tmp_path / "events.jsonl"


def write(path, *events):
    path.write_text("".join(f"{json.dumps(event, ensure_ascii=False)}\n" for event in events), "utf-8")


def run(events, *options, decision="guide", given=None):
    arguments = ["watch", FOLDER, decision, events, "--workers", "0", *options]
    return CliRunner().invoke(commands, list(map(str, arguments)), input=given)


def test_each_change_of_a_verdict_is_printed_in_both_languages(events):
    write(
        events,
        {"dossier": "t1", "set": "homeroom_years", "value": 8},
        {"dossier": "t1", "set": "name", "value": "Wang"},
        {"dossier": "t1", "assert": "honors", "record": HONOR},
        {"dossier": "t1", "close": "honors"},
        {"advance": "2023-01-01"},
    )
    done = run(events, "--as-of", "2022-10-01", "--lang", "en")
    assert done.exit_code == 0
    assert done.stdout.splitlines() == [
        "1  2022-10-01  t1: undetermined → not eligible",
        "    years      not known → not met  Years",
        "3  2022-10-01  t1: not eligible",
        "    honor      not known → met  A recent honour",
        "5  2023-01-01  t1: not eligible",
        "    honor      met → not met  A recent honour",
    ]
    chinese = run(events, "--as-of", "2022-10-01").stdout
    assert chinese.splitlines()[0] == "1  2022-10-01  t1: 尚不能确定 → 不符合条件"


def test_the_id_of_a_dossier_cannot_pass_for_another_line(events):
    """Neither by a line end in it, nor by turning the direction of writing."""
    write(events, {"dossier": "t1: eligible\n2  2022-10-01  \u202et2", "set": "homeroom_years", "value": 8})
    first, second = run(events, "--as-of", "2022-10-01", "--lang", "en").stdout.splitlines()
    assert first == "1  2022-10-01  t1: eligible␊2  2022-10-01  ‹U+202E›t2: undetermined → not eligible"
    assert second.strip().startswith("years")


def test_a_ladder_names_its_tiers(events):
    write(events, {"dossier": "t1", "set": "homeroom_years", "value": 6})
    done = run(events, "--lang", "en", decision="rank")
    assert "1  no date  t1: undetermined" in done.stdout
    assert " / " in done.stdout.splitlines()[1]


def test_where_a_computation_has_no_result_it_is_said(events):
    write(
        events,
        {"dossier": "t1", "set": "absent", "value": 3},
        {"dossier": "t1", "set": "held", "value": 0},
        {"dossier": "t1", "set": "held", "value": 4},
    )
    assert run(events, "--lang", "en", decision="share").stdout.splitlines()[:3] == [
        "2  no date  t1: undetermined → cannot be computed",
        "    WR501 a division by zero has no result",
        "    share  not known → cannot be computed  Not more than half",
    ]


def test_jsonl_is_for_programs(events):
    write(events, {"dossier": "王", "set": "homeroom_years", "value": 8})
    done = run(events, "--as-of", "2022-10-01", "--format", "jsonl")
    assert json.loads(done.stdout) == {
        "line": 1,
        "offset": events.stat().st_size,
        "dossier": "王",
        "as_of": "2022-10-01",
        "outcome": {"before": "undetermined", "after": "ineligible"},
        "criteria": [{"id": "years", "before": "unknown", "after": "not_met"}],
    }


def test_it_goes_on_where_it_ended_and_a_wrong_event_ends_it(events, tmp_path):
    state = tmp_path / "guides.live"
    right = {"dossier": "t1", "set": "homeroom_years", "value": 8}
    write(events, right, {"dossier": "t2", "set": "homeroom_years", "value": "nine"})
    done = run(events, "--state", state, "--lang", "en")
    assert (done.exit_code, "t1: undetermined → not eligible" in done.stdout) == (2, True)
    assert f"{events}:2:53" in done.stderr
    write(events, right, {"dossier": "t2", "set": "homeroom_years", "value": 9}, {"advance": "2022-10-01"})
    done = run(events, "--state", state, "--lang", "en", "--format", "jsonl")
    assert (done.exit_code, [json.loads(line)["line"] for line in done.stdout.splitlines()]) == (0, [2])
    assert run(events, "--state", state).stdout == ""
    again = run(events, "--state", state, "--from", "0", "--format", "jsonl")
    assert [json.loads(line)["offset"] for line in again.stdout.splitlines()] == []


def test_readings_and_parameters_count(events):
    write(events, {"dossier": "t1", "set": "homeroom_years", "value": 8})
    done = run(events, "--param", "min_years=8", "--reading", "window=calendar", "--format", "jsonl")
    assert json.loads(done.stdout)["criteria"] == [{"id": "years", "before": "unknown", "after": "met"}]
    assert run(events, "--reading", "windov=calendar").exit_code == 2
    assert run(events, "--param", "min_years").exit_code == 2


def test_standard_input(events):
    done = run("-", "--format", "jsonl", given='{"dossier": "t1", "set": "homeroom_years", "value": 8}\n')
    assert json.loads(done.stdout)["offset"] == 55


def test_an_interrupt_ends_following_in_peace(events, monkeypatch):
    def interrupt(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(time, "sleep", interrupt)
    write(events, {"dossier": "t1", "set": "homeroom_years", "value": 8})
    done = run(events, "--follow")
    assert (done.exit_code, done.stdout.count("\n")) == (0, 2)


def test_the_schema_of_events_is_printed():
    done = CliRunner().invoke(commands, ["schema", str(FOLDER), "--events"])
    assert json.loads(done.stdout)["title"] == "Events about dossiers of riverside"
    assert CliRunner().invoke(commands, ["schema", "--events"]).exit_code == 2


def test_without_the_engine_the_command_that_installs_it_is_named(events, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "workshop_rules.evaluate._durable", None)
    monkeypatch.delattr("workshop_rules.evaluate._durable", raising=False)
    write(events)
    done = run(events)
    assert done.exit_code == 2
    assert "pip install 'workshop-rules[live]'" in done.stderr
