"""`workshop-rules screen`."""

import json

from click.testing import CliRunner

from workshop_rules.cli import commands
from workshop_rules.diagnostics.drawing import columns

FACTS = "in_service: true\npost: homeroom_teacher\nhomeroom_years: 8\ntitle: none\nschool_stage: primary\n"


def run(*arguments, facts=FACTS):
    return CliRunner().invoke(commands, ["screen", "-", "--as-of", "2020-10-01", *arguments], input=facts)


def test_a_line_a_decision_in_both_languages():
    english = run("--lang", "en").stdout.splitlines()
    assert english[0].split() == ["pack", "decision", "outcome", "in", "the", "way", "missing"]
    leader = next(line for line in english if line.startswith("shijiazhuang") and "eader" in line)
    assert "(may be waived)" in leader
    chinese = run().stdout.splitlines()
    assert len(chinese) == len(english)


def test_columns_stand_below_one_another_in_chinese_too():
    lines = run().stdout.splitlines()
    place = columns(lines[0].partition("结论")[0])
    for line in lines[1:]:
        before = next(part for end in range(len(line)) if columns(part := line[:end]) == place)
        assert before.endswith("  ")


def test_json_has_every_row():
    rows = json.loads(run("--format", "json").stdout)
    leader = next(row for row in rows if (row["pack"], row["decision"]) == ("shijiazhuang", "leader"))
    assert leader["outcome"] == "ineligible"
    assert {one["criterion"]: one["waivable"] for one in leader["obstacles"]} == {
        "homeroom_years": False,
        "title": True,
    }


def test_a_misspelt_fact_ends_with_status_2():
    done = run(facts="homeroom_year: 8\n")
    assert done.exit_code == 2
    assert "homeroom_years" in done.stderr
