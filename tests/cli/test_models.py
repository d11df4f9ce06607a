"""DMN on the command line: deciding by a model, and the conformance kit."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.conformance.tck.test_runner import CASES
from workshop_rules.cli import commands

MODELS = Path(__file__).parents[1] / "dmn" / "models"


def run(*arguments, given=None):
    return CliRunner().invoke(commands, [str(argument) for argument in arguments], input=given)


def test_a_model_decides_like_a_pack():
    result = run("decide", MODELS / "admission_1_5.dmn", "Admission", "-", "--format", "json", given='{"Age": 40}')
    assert result.exit_code == 0
    decided = json.loads(result.stdout)
    assert (decided["pack"], decided["decision"], decided["outcome"]) == ("Admission", "Admission", "admitted")
    assert [(one["id"], one["state"]) for one in decided["criteria"]] == [("rule_1", "not_met"), ("rule_2", "met")]


def test_numbers_keep_every_digit():
    given = '{"Years": 0.1234567890123456789, "Levels": []}'
    result = run("decide", MODELS / "bonus.dmn", "Bonus", "-", "--format", "json", given=given)
    assert json.loads(result.stdout)["outcome"] == "12.34567890123456789"


@pytest.mark.parametrize(("lang", "words"), [("en", "there is no type 'nubmer'"), ("zh", "没有类型`nubmer`")])
def test_what_is_odd_about_a_model_goes_to_standard_error(tmp_path, lang, words):
    text = (MODELS / "admission_1_5.dmn").read_text("utf-8").replace("<typeRef>number<", "<typeRef>nubmer<")
    (tmp_path / "admission.dmn").write_text(text, "utf-8")
    result = run("decide", tmp_path / "admission.dmn", "Admission", "-", "--lang", lang, given="{}")
    assert result.exit_code == 0, result.stderr
    assert words in result.stderr
    assert words not in result.stdout


@pytest.mark.parametrize(
    ("options", "code"),
    [(("Admission", "--as-of", "2013-10-01"), "WR717"), (("Admision",), "WR714")],
)
def test_bad_requests(options, code):
    result = run("decide", MODELS / "admission_1_5.dmn", options[0], "-", *options[1:], given="{}")
    assert result.exit_code == 2
    assert code in result.stderr


@pytest.fixture
def kit(tmp_path):
    folder = tmp_path / "compliance-level-9" / "0001-bonus"
    folder.mkdir(parents=True)
    (folder / "bonus.dmn").write_bytes((MODELS / "bonus.dmn").read_bytes())
    (folder / "0001-bonus-test-01.xml").write_text(CASES)
    return tmp_path


def test_the_kit_counted_and_written(kit):
    result = run("tck", kit, "--csv", kit / "out.csv")
    assert result.exit_code == 1
    assert (
        "failed: compliance-level-9/0001-bonus/0001-bonus-test-01/wrong: Base: expected 201, got 200" in result.stdout
    )
    assert "66.67 % of the value-bearing, 60.00 % of all" in result.stdout
    assert len((kit / "out.csv").read_text().splitlines()) == 5
    nowhere = run("tck", kit, "--csv", kit / "none" / "out.csv")
    assert nowhere.exit_code == 2
    assert "cannot be written" in nowhere.stderr


def test_a_folder_without_a_kit(tmp_path):
    assert run("tck", tmp_path).exit_code == 2
