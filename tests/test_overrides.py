"""An adopter's own readings and thresholds, in a file."""

import json
from fractions import Fraction

import pytest
from click.testing import CliRunner

import workshop_rules as wr
from tests.riverside import FOLDER, TYPICAL
from workshop_rules.cli import commands

PACK = wr.load_pack(FOLDER)
AS_OF = "2022-10-01"


@pytest.fixture
def office(tmp_path):
    def write(text):
        file = tmp_path / "office.yaml"
        file.write_text(text, "utf-8")
        return file

    return write


def test_they_count_and_the_verdict_shows_them(office):
    file = office("readings: {window: calendar}\nparameters: {min_years: 12.5, min_level: province}\n")
    verdict = PACK.decide("guide", TYPICAL, AS_OF, **wr.load_overrides(file, PACK))
    assert verdict.outcome == "ineligible"
    assert verdict.readings["window"] == "calendar"
    assert verdict.parameters["min_years"] == Fraction("12.5")
    assert set(verdict.overridden) == {"min_years", "min_level"}
    text = verdict.explanation.to_text("en")
    assert "least years: 12.5 years" in text
    assert "Where the three years begin" in text


def test_a_decider_takes_them_too(office):
    overrides = wr.load_overrides(office("pack: riverside\nparameters: {min_years: 13}\n"), PACK)
    assert PACK.decider("guide", **overrides)(TYPICAL, AS_OF).overridden == ("min_years",)


def test_an_empty_file_changes_nothing(office):
    overrides = wr.load_overrides(office("readings: {}\n"), PACK)
    assert dict(overrides) == {"readings": {}, "parameters": {}}
    assert PACK.decide("guide", TYPICAL, AS_OF, **overrides).outcome == "eligible"


def test_null_leaves_a_parameter_without_a_value(office):
    overrides = wr.load_overrides(office("parameters: {min_years: null}\n"), PACK)
    assert PACK.decide("guide", TYPICAL, AS_OF, **overrides).missing == ("parameter.min_years",)


def test_everything_that_is_wrong_is_said_at_once_with_its_place(office):
    file = office("readings: {windov: calendar, strictness: lose}\nparameters: {min_years: nine, min_jears: 9}\n")
    with pytest.raises(wr.DecisionError) as raised:
        wr.load_overrides(file, PACK)
    places = [(one.code, one.span) for one in raised.value.diagnostics]
    said = [(code, span and span.source.text[span.start : span.end]) for code, span in places]
    assert said == [("WR602", "windov"), ("WR603", "lose"), ("WR414", "nine"), ("WR413", "min_jears")]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("reading: {window: calendar}\n", "WR120.* a key of a file of overrides"),
        ("pack: another\n", "WR612"),
        ("readings: [window]\n", "WR122"),
    ],
)
def test_a_file_of_another_form_or_pack(office, text, code):
    with pytest.raises(wr.DecisionError, match=code):
        wr.load_overrides(office(text), PACK)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(wr.DecisionError, match="WR101"):
        wr.load_overrides(tmp_path / "none.yaml", PACK)


def test_on_the_command_line_single_options_win(office, tmp_path):
    file = office("readings: {window: calendar, strictness: strict}\nparameters: {min_years: 20}\n")
    facts = tmp_path / "facts.json"
    facts.write_text(json.dumps(TYPICAL, default=str), "utf-8")
    arguments = ["decide", FOLDER, "guide", facts, "--as-of", AS_OF, "--overrides", file]
    single = ["--param", "min_years=5", "--reading", "strictness=loose", "--format", "json"]
    done = CliRunner().invoke(commands, [str(argument) for argument in (*arguments, *single)])
    data = json.loads(done.stdout)
    assert data["readings"] == {"window": "calendar", "strictness": "loose"}
    assert (data["parameters"]["min_years"], data["overridden"]) == (5, ["min_years"])


def test_what_is_spread_are_the_two_arguments(office):
    overrides = wr.load_overrides(office("parameters: {min_years: 3}\n"), PACK)
    assert list(overrides) == ["readings", "parameters"]
    assert len(overrides) == 2
    with pytest.raises(KeyError):
        overrides["facts"]
