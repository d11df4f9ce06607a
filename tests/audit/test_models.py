"""Records of verdicts of DMN models, and their replay."""

import json
import shutil
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import example, given
from hypothesis import strategies as st

import workshop_rules as wr
from workshop_rules.audit.models import _literal
from workshop_rules.audit.record import read_record
from workshop_rules.audit.replay import Answer, replay
from workshop_rules.cli import commands
from workshop_rules.evaluate._dmn.printing import written

MODELS = Path(__file__).parent.parent / "dmn" / "models"
KEY = b"0123456789abcdef0123456789abcdef"


@pytest.fixture(scope="module")
def bonus():
    return wr.load_dmn(MODELS / "bonus.dmn")


@pytest.fixture
def folder(tmp_path):
    shutil.copy(MODELS / "bonus.dmn", tmp_path)
    return tmp_path


def _replayed(text, **how):
    return replay(read_record(text.encode()).unwrap(), **how).unwrap()


def test_a_verdict_of_a_model_is_recorded_and_replayed(bonus, folder):
    text = bonus.decide("Bonus", {"Years": Fraction(7, 2), "Levels": ["city", "county"]}).record()
    record = read_record(text.encode()).unwrap()
    assert record.form.pack.version == "DMN 1.5"
    assert record.form.facts == {"Years": "3.5", "Levels": '["city", "county"]'}
    assert text == bonus.decide("Bonus", {"Years": Fraction(7, 2), "Levels": ["city", "county"]}).record()
    assert _replayed(text, search_path=[folder]).answer is Answer.SAME


def test_without_the_model_it_cannot_be_replayed(bonus, folder):
    text = bonus.decide("Bonus", {"Years": 3, "Levels": []}).record()
    model = folder / "bonus.dmn"
    model.write_text(model.read_text("utf-8") + "<!-- changed -->", "utf-8")
    replayed = _replayed(text, search_path=[folder])
    assert (replayed.answer, [one.code for one in replayed.diagnostics]) == (Answer.CANNOT, ["WR810"])
    archive = folder / "archive" / bonus.digest
    archive.mkdir(parents=True)
    shutil.copy(MODELS / "bonus.dmn", archive)
    assert _replayed(text, archive=folder / "archive").answer is Answer.SAME


def test_inputs_that_are_masked_are_supplied_again(bonus, folder):
    facts = {"Years": 3, "Levels": ["city"]}
    text = bonus.decide("Bonus", facts).record(wr.Masking.digests(KEY, also=["Years"]))
    assert set(json.loads(text)["facts"]["Years"]) == {"$hmac_sha256"}
    assert _replayed(text, search_path=[folder]).diagnostics[0].code == "WR812"
    assert _replayed(text, search_path=[folder], facts=facts, key=KEY).answer is Answer.SAME
    other = _replayed(text, search_path=[folder], facts={**facts, "Years": 4}, key=KEY)
    assert (other.answer, other.diagnostics[0].code) == (Answer.DIFFERENT, "WR813")
    with pytest.raises(wr.AuditError) as refused:
        bonus.decide("Bonus", facts).record(wr.Masking.left_out(also=["Yaers"]))
    assert refused.value.diagnostics[0].help == "write `Years`"


def test_what_a_record_says_in_place_of_a_literal_is_not_evaluated(bonus, folder):
    from workshop_rules.audit.models import replay_model

    form = read_record(bonus.decide("Bonus", {"Years": 3, "Levels": []}).record().encode()).unwrap().form
    forged = form.model_copy(update={"facts": {**form.facts, "Years": "count([1, 2, 3])"}})
    replayed = replay_model(forged, search_path=[folder]).unwrap()
    assert (replayed.answer, replayed.diagnostics[0].code) == (Answer.DIFFERENT, "WR817")


def test_another_outcome_is_named(bonus, folder):
    from workshop_rules.audit.models import replay_model

    form = read_record(bonus.decide("Bonus", {"Years": 3, "Levels": []}).record().encode()).unwrap().form
    forged = form.model_copy(update={"facts": {**form.facts, "Years": "40"}})
    replayed = replay_model(forged, search_path=[folder]).unwrap()
    assert replayed.answer is Answer.DIFFERENT
    assert "outcome" in {one.path for one in replayed.differences}


def test_it_goes_into_a_log_and_the_command_line_verifies_it(bonus, folder):
    log = wr.AuditLog(folder / "log.db")
    log.append(bonus.decide("Bonus", {"Years": 3, "Levels": ["city"]}))
    assert log.verify().intact
    file = folder / "verdict.json"
    file.write_text(log[1].record, "utf-8")
    done = CliRunner().invoke(commands, ["verify", str(file), "--search-path", str(folder)])
    assert (done.exit_code, done.output.split(":")[0]) == (0, "same")


VALUES = st.recursive(
    st.booleans() | st.text() | st.decimals(-1_000_000, 1_000_000, places=3),
    lambda inner: st.lists(inner, max_size=3).map(tuple),
    max_leaves=6,
)


@given(VALUES)
@example("\v\f\x85\u2028\u2029\r\n")
def test_a_value_is_read_back_from_its_literal(value):
    assert _literal(written(value)) == value


def test_numbers_keep_their_places():
    assert str(_literal(written(Decimal("-1.50")))) == "-1.50"
