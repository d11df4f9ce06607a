"""`workshop-rules coverage`, and `check --source`."""

import json

from click.testing import CliRunner

from tests.check.test_copies import RULES
from tests.riverside import FOLDER
from workshop_rules.cli import commands


def run(*arguments):
    return CliRunner().invoke(commands, [str(argument) for argument in arguments])


def test_every_clause_with_what_covers_it():
    done = run("coverage", FOLDER, "--lang", "en")
    assert "1(4)  Conduct\n    encoded: guide.conduct\n" in done.stdout
    assert "1  Conditions\n    procedure: A heading\n" in done.stdout
    assert done.stdout.endswith("encoded: 4  judged: 0  procedure: 1  out of scope: 0\n")


def test_the_text_of_a_clause_stands_beside_the_rule(tmp_path):
    copy = tmp_path / "rules.txt"
    copy.write_text(RULES, "utf-8")
    done = run("coverage", FOLDER, "--source", copy)
    assert "一/(四)  师德\n    已编码：guide.conduct\n    | (四)师德\n" in done.stdout
    assert done.stderr == ""


def test_json():
    clauses = json.loads(run("coverage", FOLDER, "--format", "json").stdout)
    assert [one["coverage"] for one in clauses] == ["procedure", "encoded", "encoded", "encoded", "encoded"]
    assert clauses[4]["by"] == ["guide.conduct"]


def test_check_tells_where_the_copy_differs(tmp_path):
    copy = tmp_path / "rules.txt"
    copy.write_text(RULES, "utf-8")
    assert run("check", FOLDER, "--source", copy).exit_code == 0
    copy.write_text(RULES + "(五)年龄\n", "utf-8")
    done = run("check", FOLDER, "--source", copy)
    assert done.exit_code == 1
    assert "WR340" in done.stdout
    assert "8 | (五)年龄\n  | ^^^^\n" in done.stdout


def test_a_copy_that_is_not_there_ends_with_status_2(tmp_path):
    assert run("coverage", FOLDER, "--source", tmp_path / "none.txt").exit_code == 2
