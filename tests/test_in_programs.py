"""What programs do to packs, deciders and verdicts: hand them to other processes, copy them, and err in arguments."""

import copy
import pickle
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

import workshop_rules as wr
from tests.bundled import bundled

FACTS = {
    "homeroom_years": 8,
    "honors": [{"level": "city", "kind": "education", "awarded_on": "2007-05-01"}],
}


def again(value):
    return pickle.loads(pickle.dumps(value))


def test_a_pack_is_loaded_again_in_another_process():
    pack = wr.load_pack("shijiazhuang")
    copied = again(pack)
    assert (copied.id, copied.digest, copied.folder) == (pack.id, pack.digest, pack.folder)
    verdict = pack.decide("member", FACTS, as_of="2016-04-10")
    assert copied.decide("member", FACTS, as_of="2016-04-10").to_json() == verdict.to_json()
    assert again(wr.load_pack("shijiazhuang", with_cases=True)).run_cases()
    assert copy.deepcopy(pack) is copy.copy(pack) is pack


def test_a_pack_that_was_changed_since_is_not_taken_for_the_same(tmp_path):
    shutil.copytree(bundled("ordos_2013").folder, tmp_path / "ordos_2013")
    handed_over = pickle.dumps(wr.load_pack(tmp_path / "ordos_2013"))
    manifest = tmp_path / "ordos_2013" / "pack.yaml"
    manifest.write_text(manifest.read_text("utf-8").replace("version: 1.0.0", "version: 1.0.1"), "utf-8")
    with pytest.raises(wr.PackError, match="WR905"):
        pickle.loads(handed_over)


@pytest.mark.parametrize("name", ["ordos_2013", "putuo_2024"])
def test_a_decider_decides_alike_in_another_process(name):
    pack = bundled(name)
    decision = next(iter(pack.decisions))
    decider = pack.decider(decision)
    assert again(decider)(FACTS, "2024-09-01").to_json() == decider(FACTS, "2024-09-01").to_json()


def test_readings_and_thresholds_go_with_a_decider():
    decider = bundled("ordos_2013").decider("mentor", {"honor_window": "day_after"}, {"min_homeroom_years": 7})
    copied = again(decider)(FACTS)
    assert copied.readings["honor_window"] == "day_after"
    assert copied.parameters["min_homeroom_years"] == 7
    assert copied.to_json() == decider(FACTS).to_json() == copy.deepcopy(decider)(FACTS).to_json()


def test_an_explanation_and_what_was_chosen_are_handed_over_whole():
    verdict = bundled("ordos_2013").decide("mentor", FACTS)
    assert again(verdict.explanation).to_json() == verdict.explanation.to_json()
    assert again(verdict.explanation).to_text("zh", "auditor") == verdict.explanation.to_text("zh", "auditor")
    assert again(verdict.readings) == verdict.readings
    assert again(verdict.readings).that_matter == verdict.readings.that_matter
    assert again(verdict.parameters).that_matter == verdict.parameters.that_matter


@dataclass
class Teacher:
    homeroom_years: int


class TeacherModel(BaseModel):
    homeroom_years: int


@pytest.mark.parametrize(
    ("facts", "remedy"),
    [
        (Teacher(9), "dataclasses.asdict"),
        (TeacherModel(homeroom_years=9), "model_dump"),
        ('{"homeroom_years": 9}', "json.loads"),
        ([1], "one fact a line"),
        (Teacher, "one fact a line"),
    ],
)
def test_facts_of_another_form_are_told_how_they_become_a_mapping(facts, remedy):
    with pytest.raises(wr.FactsError) as raised:
        bundled("ordos_2013").decide("mentor", facts)
    (diagnostic,) = raised.value.diagnostics
    assert diagnostic.code == "WR410"
    assert remedy in diagnostic.help


NONE: Any = None
THREE: Any = 3
TEXT: Any = "a secret that is a text"
"""What type checkers would refuse."""


def mentor():
    return bundled("ordos_2013").decide("mentor", FACTS)


@pytest.mark.parametrize(
    ("ask", "error", "said"),
    [
        (lambda: wr.load_pack(NONE), wr.PackError, "the type `NoneType`"),
        (lambda: wr.load_pack("a\0b"), wr.PackError, "a pack is named by its id"),
        (lambda: wr.load_pack("ordos_2013", search_path=NONE), wr.PackError, "list of folders"),
        (lambda: wr.load_pack("ordos_2013", search_path=[THREE]), wr.PackError, "list of folders"),
        (
            lambda: bundled("ordos_2013").decide("mentor", {}, parameters={THREE: 3}),
            wr.DecisionError,
            "no parameter `3`",
        ),
        (lambda: mentor().changes(5), wr.DecisionError, "no outcome `5`"),
        (lambda: mentor().changes().to_text("fr"), ValueError, "there are zh, en"),
        (lambda: mentor().earliest().to_text("fr"), ValueError, "there are zh, en"),
        (lambda: mentor().questions().to_text("fr"), ValueError, "there are zh, en"),
        (lambda: mentor().explanation.to_text("zh", "long"), ValueError, "there are short, full, auditor"),
        (lambda: mentor().record("left out"), wr.AuditError, "a masking belongs here"),
        (lambda: wr.Masking.digests(TEXT), wr.AuditError, "the key is bytes"),
        (lambda: wr.Masking.left_out(THREE), wr.AuditError, "list of paths"),
        (lambda: wr.AuditLog("mysql://office/verdicts"), wr.AuditError, "SQLite and PostgreSQL, not in mysql"),
    ],
)
def test_what_cannot_be_meant_is_said(ask, error, said):
    with pytest.raises(error) as raised:
        ask()
    assert said in str(raised.value)


@pytest.mark.parametrize("verdict", [None, {}, 3])
def test_a_log_keeps_nothing_but_verdicts(tmp_path, verdict):
    log = wr.AuditLog(tmp_path / "verdicts.db")
    with pytest.raises(wr.AuditError, match="a log keeps verdicts"):
        log.append(verdict)
    assert len(log) == 0


def test_a_single_folder_and_a_single_path_may_stand_by_themselves(tmp_path):
    shutil.copytree(bundled("ordos_2013").folder, tmp_path / "ordos_2013")
    for folder in (str(tmp_path), tmp_path):
        assert wr.load_pack("ordos_2013", search_path=folder).folder == Path(tmp_path / "ordos_2013")
    assert wr.Masking.left_out("school") == wr.Masking.left_out(["school"])
