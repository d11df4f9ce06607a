"""`decide --changes`, `--earliest` and `--questions`."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from workshop_rules.cli import commands

FACTS = {
    "birth_date": "1980-02-29",
    "in_service": True,
    "post": "homeroom_teacher",
    "homeroom_years": 2,
    "honors": [{"level": "county", "kind": "education", "awarded_on": "2012-09-10"}],
    "class_honors": [{"level": "county", "awarded_on": "2012-09-10"}],
    "projects": [{"level": "county", "started_on": "2012-09-10", "ongoing": True, "result_published": True}],
    "findings": {"dedication": True},
}


def _decide(*arguments):
    command = ["decide", "shijiazhuang", "member", "-", "--as-of", "2013-04-10", *arguments]
    return CliRunner().invoke(commands, command, input=json.dumps(FACTS))


def test_the_text_ends_with_what_was_asked_for():
    plain, told = _decide("--lang", "en"), _decide("--lang", "en", "--changes", "--earliest", "--questions")
    assert told.exit_code == 0
    assert told.output.startswith(plain.output)
    added = told.output.removeprefix(plain.output)
    assert "years as a homeroom teacher: 3 years instead of 2 years" in added
    assert "2014-04-10 at the earliest" in added
    assert added.endswith("There is nothing to be asked.\n")


def test_json_has_it_by_name():
    told = json.loads(_decide("--format", "json", "--changes", "--earliest").output)
    assert told["outcome"] == "ineligible"
    assert told["changes"]["sets"][0]["changes"][0]["path"] == "homeroom_years"
    assert told["earliest"]["needs"] == ["homeroom_periods"]
    assert "questions" not in told


def test_json_has_what_matters_where_asked():
    told = json.loads(_decide("--format", "json", "--matters").output)
    assert told["readings_that_matter"] == []
    years = [one for one in told["parameters_that_matter"] if one["parameter"] == "min_member_years"]
    assert [(one["value"], one["outcome"]) for one in years] == [(2, "eligible")]
    assert "readings_that_matter" not in json.loads(_decide("--format", "json").output)


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("--changes", "--format", "html"), "--changes is for --format text, markdown or json; the page says it"),
        (("--matters", "--format", "text"), "--matters is for --format json"),
        (("--to", "eligible"), "--to is for --changes and --earliest"),
        (("--changes", "--to", "eligble"), "WR609"),
    ],
)
def test_what_makes_no_sense_is_refused(arguments, complaint):
    refused = _decide(*arguments)
    assert refused.exit_code == 2
    assert complaint in refused.output
