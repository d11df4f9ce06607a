"""Files of events: read once, gone on with, followed, and what is wrong in them told with its place."""

import io
import json
import sys
from types import SimpleNamespace

import pytest

import workshop_rules as wr
from tests.riverside import PACK
from workshop_rules.living import journal, stream
from workshop_rules.living.stream import watch


@pytest.fixture(autouse=True)
def no_waiting_for_the_disk(monkeypatch):
    monkeypatch.setattr(journal, "_SYNCHRONOUS", "OFF")


@pytest.fixture
def events(tmp_path):
    return tmp_path / "events.jsonl"


def years(dossier, value):
    return json.dumps({"dossier": dossier, "set": "homeroom_years", "value": value}) + "\n"


def guides(tmp_path):
    return wr.live(PACK, "guide", as_of="2022-10-01", path=tmp_path / "guides.live")


def told_by(dossiers, events, **settings):
    told = []
    watch(dossiers, str(events), lambda line, change: told.append((line.number, line.end, change.dossier)), **settings)
    return told


def test_reading_goes_on_where_it_ended(tmp_path, events):
    events.write_text("\ufeff" + years("a", 8) + "\n" + years("b", 8) + "   \n", "utf-8")
    size = events.stat().st_size
    with guides(tmp_path) as dossiers:
        assert told_by(dossiers, events) == [(1, 57, "a"), (3, size - 4, "b")]
        assert told_by(dossiers, events) == []
        assert dossiers.position.offset == size
    with events.open("a", encoding="utf-8") as file:
        file.write(years("c", 8))
    with guides(tmp_path) as dossiers:
        assert told_by(dossiers, events) == [(5, events.stat().st_size, "c")]
        assert dossiers.count == 4


def test_reading_begins_where_it_is_told_to(tmp_path, events):
    events.write_text(years("a", 8) + years("b", 8), "utf-8")
    with guides(tmp_path) as dossiers:
        assert [one for _, _, one in told_by(dossiers, events, start=len(years("a", 8)))] == ["b"]
        assert [one for _, _, one in told_by(dossiers, events, start=0)] == ["a"]
        assert list(dossiers) == ["b", "a"]


@pytest.mark.parametrize(("start", "said"), [(3, "no line begins at 3"), (999, "it has 54 bytes")])
def test_it_can_only_begin_with_a_line(tmp_path, events, start, said):
    events.write_text(years("a", 8), "utf-8")
    with guides(tmp_path) as dossiers, pytest.raises(wr.LiveError, match=said):
        told_by(dossiers, events, start=start)


def test_another_file_is_not_gone_on_with(tmp_path, events):
    events.write_text(years("a", 8) * 3, "utf-8")
    with guides(tmp_path) as dossiers:
        told_by(dossiers, events)
        for text in (years("b", 8) * 4, years("a", 8)):
            events.write_text(text, "utf-8")
            with pytest.raises(wr.LiveError, match="WR627"):
                told_by(dossiers, events)


def test_a_position_that_cannot_be_read_is_told_unless_it_is_given(tmp_path, events):
    events.write_text(years("a", 8), "utf-8")
    with guides(tmp_path) as dossiers:
        dossiers._journal._note("position", "x")
        with pytest.raises(wr.LiveError, match="how far"):
            told_by(dossiers, events)
        assert [one for _, _, one in told_by(dossiers, events, start=0)] == ["a"]


def test_the_last_line_may_lack_its_end_and_get_it_later(tmp_path, events):
    events.write_text(years("a", 8).rstrip(), "utf-8")
    with guides(tmp_path) as dossiers:
        assert [one for _, _, one in told_by(dossiers, events)] == ["a"]
        events.write_text(years("a", 8) + years("b", 8), "utf-8")
        assert told_by(dossiers, events) == [(2, events.stat().st_size, "b")]


@pytest.mark.parametrize(
    ("line", "code", "place"),
    [
        ('{"dossier": "b", "set": "homeroom_years", "value": "nine"}', "WR402", "3:52"),
        ('{"dossier": "b", "set": "homeroom_yeers", "value": 9}', "WR401", "3:25"),
        ('{"dossier": "b", "set": "findings.conduct", "value": {"hold": true}}', "WR401", "3:55"),
        ('{"dossier": "b", "assert": "honors", "record": {"level": "citty"}}', "WR403", "3:58"),
        ('{"dossier": "b", "assert": "honors", "record": 5}', "WR402", "3:48"),
        ('{"dossier": "b", "assert": "waivers", "record": {"pack": "riverside"}}', "WR409", "3:50"),
        ('{"dossier": "b", "retract": "honors", "id": "7"}', "WR622", "3:45"),
        ('{"dossier": "b", "close": "title"}', "WR412", "3:27"),
        ('{"dossier": "b", "open": "honours"}', "WR401", "3:26"),
        ('{"dossier": "b", "sett": "honors"}', "WR620", "3:18"),
        ('{"dossier": "", "close": "honors"}', "WR620", "3:13"),
        ('{"advance": "2022-02-30"}', "WR604", "3:13"),
        ('{"dossier": "b", "dossier": "c", "close": "honors"}', "WR110", "3:18"),
        ('{"dossier": "b", "close": "honors"', "WR115", "3:35"),
        ('{"dossier": "b", "set": "homeroom_years", "value": NaN}', "WR115", "3:52"),
        ("[1]", "WR620", ""),
        (b'{"dossier": "\xff", "close": "honors"}', "WR620", "3:14"),
    ],
)
def test_a_wrong_event_has_its_place_and_what_came_before_is_kept(tmp_path, events, line, code, place):
    line = line if isinstance(line, bytes) else line.encode()
    events.write_bytes(years("a", 8).encode() + b"\n" + line + b"\n" + years("c", 8).encode())
    with guides(tmp_path) as dossiers:
        with pytest.raises(wr.FactsError) as raised:
            told_by(dossiers, events)
        (first, *_) = raised.value.diagnostics
        assert first.code == code
        assert f"{events}:{place}" in str(first)
    with guides(tmp_path) as dossiers:
        assert list(dossiers) == ["a"]
        with pytest.raises(wr.FactsError):
            told_by(dossiers, events)
        events.write_bytes(events.read_bytes().replace(line, b""))
        assert [one for _, _, one in told_by(dossiers, events)] == ["c"]


def test_what_was_told_and_not_kept_is_told_once_more(tmp_path, events):
    events.write_text(years("a", 8) + years("b", 8), "utf-8")
    dossiers = guides(tmp_path)

    def torn_down(line, change):
        if change.dossier == "b":
            dossiers._journal._connection.execute("ROLLBACK")
            raise KeyboardInterrupt

    with pytest.raises(wr.LiveError):
        watch(dossiers, str(events), torn_down)
    dossiers.close()
    with guides(tmp_path) as dossiers:
        assert [one for _, _, one in told_by(dossiers, events)] == ["a", "b"]


def test_a_file_is_followed(tmp_path, events, monkeypatch):
    first, second = years("b", 8), years("c", 8)
    steps = iter([first[:10], first[10:] + second, None])

    def write_more(_):
        step = next(steps)
        if step is None:
            raise KeyboardInterrupt
        with events.open("a", encoding="utf-8") as file:
            file.write(step)

    monkeypatch.setattr(stream, "time", SimpleNamespace(sleep=write_more))
    events.write_text(years("a", 8), "utf-8")
    told = []
    with guides(tmp_path) as dossiers, pytest.raises(KeyboardInterrupt):
        watch(dossiers, str(events), lambda line, change: told.append((line.number, change.dossier)), follow=True)
    assert told == [(1, "a"), (2, "b"), (3, "c")]
    with guides(tmp_path) as dossiers:
        assert told_by(dossiers, events) == []


def test_a_file_that_shrinks_while_it_is_followed_is_told(tmp_path, events, monkeypatch):
    monkeypatch.setattr(stream, "time", SimpleNamespace(sleep=lambda _: events.write_text("", "utf-8")))
    events.write_text(years("a", 8), "utf-8")
    with guides(tmp_path) as dossiers, pytest.raises(wr.LiveError, match="shorter"):
        told_by(dossiers, events, follow=True)


def test_long_files_are_read_in_batches(tmp_path, events, monkeypatch):
    monkeypatch.setattr(stream, "BATCH", 3)
    events.write_text("".join(years(f"t{number}", 8) for number in range(10)), "utf-8")
    with guides(tmp_path) as dossiers:
        assert len(told_by(dossiers, events)) == 10
        assert dossiers.position.offset == events.stat().st_size


def test_standard_input_is_read_line_by_line_and_not_gone_on_with(tmp_path, monkeypatch):
    text = (years("a", 8) + years("b", 8)).encode()
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(text)))
    with guides(tmp_path) as dossiers:
        assert [one for _, _, one in told_by(dossiers, "-", follow=True)] == ["a", "b"]
        assert dossiers.position is None


def test_a_file_that_is_not_there_is_told(tmp_path, events):
    with guides(tmp_path) as dossiers, pytest.raises(wr.FactsError, match="no such file"):
        told_by(dossiers, events)


def test_following_waits_between_two_looks():
    assert 0 < stream.PAUSE <= 1
