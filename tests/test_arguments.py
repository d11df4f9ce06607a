"""Arguments of a type that they cannot have, at every public name: each is refused, and says what belongs there."""

import datetime as dt
from pathlib import Path
from typing import Any, cast

import polars as pl
import pytest

import workshop_rules as wr
from workshop_rules import spark

MODEL = Path(__file__).parent / "dmn" / "models" / "admission_1_5.dmn"
WRONG = pytest.mark.parametrize("wrong", [None, 3, []], ids=["None", "3", "[]"])


@pytest.fixture(scope="module")
def pack():
    return wr.load_pack("ordos_2013")


@pytest.fixture(scope="module")
def verdict(pack):
    return pack.decide("mentor", {})


@pytest.fixture
def log(tmp_path, verdict):
    made = wr.AuditLog(tmp_path / "log.db")
    made.append(verdict)
    return made


def refused(call, *said):
    """The call raises a `TypeError` that names all of this, or a diagnostic."""
    with pytest.raises((TypeError, wr.DiagnosticError)) as caught:
        call()
    for one in said:
        assert one in str(caught.value)


def given(wrong):
    return "not None" if wrong is None else f"of the type `{type(wrong).__name__}`"


@WRONG
def test_paths(wrong, pack, tmp_path):
    refused(lambda: wr.load_dmn(wrong), "the path of a model's file", given(wrong))
    refused(lambda: wr.load_overrides(wrong, pack), "the path of a file", given(wrong))
    refused(lambda: wr.AuditLog(wrong), "the path of a SQLite file", given(wrong))
    refused(lambda: pack.clause_texts(wrong), "the path of a text file", given(wrong))
    refused(lambda: pack.differences_from_copy(wrong), "the path of a text file", given(wrong))
    refused(lambda: wr.load_pack(wrong), "WR140")
    if wrong != []:
        refused(lambda: wr.screen({}, search_path=wrong), "WR140")
        refused(lambda: wr.load_pack("ordos_2013", search_path=wrong), "WR140")


@WRONG
def test_packs_and_frames(wrong, pack, tmp_path):
    (tmp_path / "office.yaml").write_text("readings: {}\n", "utf-8")
    refused(lambda: wr.load_overrides(tmp_path / "office.yaml", wrong), "as `load_pack` gives it", given(wrong))
    refused(lambda: pack.decide_frame("mentor", wrong), "a Polars frame", given(wrong))
    refused(lambda: spark.decide(wrong, pack, "mentor"), "a Spark frame", given(wrong))
    refused(lambda: wr.load_dmn(MODEL, externals=wrong), "a mapping of functions", given(wrong))


@WRONG
def test_names_that_are_no_texts(wrong, pack):
    refused(lambda: pack.decide(wrong, {}), "WR601")
    refused(lambda: pack.decider(wrong), "WR601")
    refused(lambda: wr.load_dmn(MODEL).decide(wrong, {}), "WR714")
    refused(lambda: wr.live(pack, "mentor")[wrong].set("homeroom_years", 3), "WR620")


@WRONG
def test_facts_and_choices(wrong, pack):
    refused(lambda: pack.decide("mentor", wrong), "WR410")
    refused(lambda: wr.load_dmn(MODEL).decide("Admission", wrong), "WR716")
    refused(lambda: pack.decide("mentor", {}, readings=wrong), "WR613")
    refused(lambda: pack.decide("mentor", {}, parameters=wrong), "WR613")


@pytest.mark.parametrize("wrong", [3, []])
def test_dates(wrong, pack):
    refused(lambda: pack.decide("mentor", {}, wrong), "WR604")
    refused(lambda: wr.load_pack("ordos_2013", as_of=wrong), "a date", given(wrong))
    refused(lambda: pack.applies_on(wrong), "a date", given(wrong))
    refused(lambda: wr.screen({}, wrong), "WR604")


@pytest.mark.parametrize("wrong", [3, []])
def test_columns(wrong, pack):
    frame = pl.DataFrame({"homeroom_years": [9]})
    refused(lambda: pack.decide_frame("mentor", frame, as_of_column=wrong), "`as_of_column` is a text", given(wrong))
    refused(lambda: pack.decide_frame("mentor", frame, reasons=wrong), "`reasons` is a text", given(wrong))
    refused(lambda: pack.decide_frame("mentor", frame, keep=3), "a list of columns", given(3))


@pytest.mark.parametrize("wrong", [None, "3", []])
def test_numbers(wrong, pack, log, verdict):
    decided = pack.decide_frame("mentor", pl.DataFrame({"homeroom_years": [9]}))
    refused(lambda: decided.explain(wrong), "the number of a row", given(wrong))
    refused(lambda: verdict.changes(limit=wrong), "how many sets", given(wrong))
    refused(lambda: verdict.earliest(years=wrong), "a number of years", given(wrong))
    refused(lambda: log[wrong], "the number of an entry", given(wrong))
    refused(lambda: wr.live(pack, "mentor", workers=wrong), "a number of processes", given(wrong))
    refused(lambda: wr.live(pack, "mentor", snapshot_every=wrong), "a number of events", given(wrong))


@WRONG
def test_logs(wrong, log, tmp_path):
    refused(lambda: log.append(wrong), "WR801")
    refused(lambda: wr.AuditLog(tmp_path / "other.db", masking=wrong), "a `Masking`", given(wrong))
    refused(lambda: wr.Masking(kept=wrong), "one of `Kept`", given(wrong))
    refused(lambda: wr.Masking.digests(wrong), "WR804")
    if wrong is not None:
        refused(lambda: wr.AuditLog(tmp_path / "other.db", signing_key=wrong), "an Ed25519 key", given(wrong))
        refused(lambda: log.verify(head=wrong), "how far a log went", given(wrong))
        refused(lambda: log.verify(public_key=wrong), "an Ed25519 key", given(wrong))
        refused(lambda: wr.live("ordos_2013", "mentor", path=wrong), "the path of a file", given(wrong))
    if wrong != []:
        refused(lambda: wr.Masking(also=wrong), "WR804")
    assert not (tmp_path / "other.db").exists()


@WRONG
def test_live(wrong, pack):
    dossiers = wr.live(pack, "mentor")
    refused(lambda: dossiers.take_over(wrong), "the path of a file", given(wrong))
    refused(lambda: dossiers.subscribe(wrong), "a function", given(wrong))
    refused(lambda: dossiers.apply(wrong), "WR")


def test_what_fits_is_taken(pack, tmp_path):
    assert wr.Masking(also=cast("Any", ["school"])).also == ("school",)
    assert wr.load_pack("ordos_2013", as_of=dt.date(2013, 10, 1)).id == "ordos_2013"
    (tmp_path / "copy.txt").write_text("x", "utf-8")
    assert pack.differences_from_copy(str(tmp_path / "copy.txt"))
