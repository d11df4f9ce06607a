"""`workshop-rules coverage`, and `--source` of `check` and `decide`."""

import hashlib
import json
import shutil

import pytest
from click.testing import CliRunner

from tests.bundled import bundled
from tests.check.test_copies import RULES
from tests.riverside import FOLDER
from workshop_rules.cli import commands


def run(*arguments):
    return CliRunner().invoke(commands, [str(argument) for argument in arguments], input="{}")


def test_every_clause_with_what_covers_it():
    done = run("coverage", FOLDER, "--lang", "en")
    assert "1(4)  Conduct\n    encoded: guide.conduct\n" in done.stdout
    assert "1  Conditions\n    procedure: A heading\n" in done.stdout
    assert done.stdout.endswith("encoded: 4  judged: 0  procedure: 1  out of scope: 0\n")


@pytest.mark.parametrize(("lang", "rest"), [("en", "; the rest: "), ("zh", "；其余：")])
def test_what_of_an_encoded_clause_is_not_encoded(lang, rest):
    line = next(
        line for line in run("coverage", "ordos_2013", "--lang", lang).stdout.splitlines() if "completion" in line
    )
    reason = bundled("ordos_2013").clauses["notice 5(1)4"].reason
    assert reason is not None
    assert line.endswith(f"completion.attendance{rest}{reason[lang]}")


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


def decided(tmp_path, *arguments, copy=RULES):
    (tmp_path / "rules.txt").write_text(copy, "utf-8")
    (tmp_path / "facts.json").write_text('{"homeroom_years": 8}', "utf-8")
    facts, source = tmp_path / "facts.json", tmp_path / "rules.txt"
    return run("decide", FOLDER, "guide", facts, "--as-of", "2022-10-01", "--source", source, *arguments)


def test_decide_shows_the_clause_beside_each_criterion(tmp_path):
    assert "  ✗ 班主任年限：不符合（一/(一)）\n      原文：(一)" in decided(tmp_path).stdout
    conduct = decided(tmp_path, "--lang", "en", "--format", "markdown").stdout.partition("Conduct")[2].splitlines()
    assert conduct[1] == "  - The clause says: \\(四\\)师德"
    assert "原文" in decided(tmp_path, "--format", "html").stdout
    assert "原文" not in run("decide", FOLDER, "guide", tmp_path / "facts.json").stdout


def test_decide_shows_no_clause_in_what_programs_read(tmp_path):
    done = decided(tmp_path, "--format", "json")
    assert done.exit_code == 2
    assert "--source is shown in text, markdown and html, not in json" in done.stderr


def test_decide_tells_of_another_copy(tmp_path):
    digest = hashlib.sha256(RULES.encode()).hexdigest()
    folder = shutil.copytree(FOLDER, tmp_path / "riverside")
    manifest = (folder / "pack.yaml").read_text("utf-8")
    (folder / "pack.yaml").write_text(manifest.replace("issued: 2020", f"digest: {digest}, issued: 2020"), "utf-8")
    (tmp_path / "rules.txt").write_text(RULES, "utf-8")
    arguments = ("decide", folder, "share", "-", "--source", tmp_path / "rules.txt")
    assert run(*arguments).stderr == ""
    (tmp_path / "rules.txt").write_text(RULES + "\n", "utf-8")
    assert run(*arguments).stderr.startswith("WR341 ")
