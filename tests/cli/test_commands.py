"""The command line, as people and programs use it."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest
import yaml
from click.testing import CliRunner

from tests.riverside import FOLDER, TYPICAL
from workshop_rules.cli import commands
from workshop_rules.diagnostics import CODES

ROOT = Path(__file__).parent.parent.parent


def run(*arguments, stdin=None, exit_code=0):
    done = CliRunner().invoke(commands, [str(argument) for argument in arguments], input=stdin)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    assert done.exit_code == exit_code, done.output
    assert "Traceback" not in done.output
    return done


@pytest.fixture
def dossier(tmp_path):
    """Writes facts to a file."""

    def write(name="facts.yaml", **change):
        facts = json.loads(json.dumps({**TYPICAL, **change}, default=str))
        file = tmp_path / name
        text = json.dumps(facts) if name.endswith(".json") else yaml.safe_dump(facts, allow_unicode=True)
        file.write_text(text, "utf-8")
        return file

    return write


def test_decide_says_the_outcome_and_why(dossier):
    done = run("decide", FOLDER, "guide", dossier(homeroom_years=8), "--as-of", "2022-10-01", "--lang", "en")
    assert done.stdout.startswith("Eligibility as a guide\nOutcome: not eligible\n")
    assert "years" not in done.stderr
    assert "      Found: 8 years\n" in done.stdout


def test_a_refusal_is_no_failure(dossier):
    run("decide", FOLDER, "guide", dossier(homeroom_years=8), "--as-of", "2022-10-01", exit_code=0)


@pytest.mark.parametrize("name", ["facts.yaml", "facts.json", "facts"])
def test_decide_json_is_for_programs(dossier, name):
    arguments = ("decide", FOLDER, "guide", dossier(name), "--as-of", "2022-10-01", "--format", "json")
    data = json.loads(run(*arguments).stdout)
    assert (data["pack"], data["decision"], data["as_of"], data["outcome"]) == (
        "riverside",
        "guide",
        "2022-10-01",
        "eligible",
    )
    assert {one["id"]: one["state"] for one in data["criteria"]}["years"] == "met"


def test_facts_may_come_from_standard_input():
    facts = json.dumps({"absent": 1, "held": 4})
    assert json.loads(run("decide", FOLDER, "share", "-", "--format", "json", stdin=facts).stdout)["value"] == "0.25"


def test_readings_and_parameters(dossier):
    arguments = ("--reading", "window=calendar", "--param", "min_years=12.5", "--param", "min_level=province")
    done = run("decide", FOLDER, "guide", dossier(), "--as-of", "2022-10-01", "--format", "json", *arguments)
    data = json.loads(done.stdout)
    assert data["readings"]["window"] == "calendar"
    assert (data["parameters"]["min_years"], data["parameters"]["min_level"]) == ("12.5", "province")
    assert set(data["overridden"]) == {"min_years", "min_level"}
    assert data["outcome"] == "ineligible"


@pytest.mark.parametrize(
    ("form", "view", "beginning"),
    [
        ("markdown", None, "# 带教教师条件\n"),
        ("html", None, "<!doctype html>\n"),
        ("html", "short", "<!doctype html>\n"),
        ("text", "auditor", "带教教师条件\n"),
    ],
)
def test_forms_and_views(dossier, form, view, beginning):
    arguments = ("decide", FOLDER, "guide", dossier(), "--format", form, *(("--view", view) if view else ()))
    assert run(*arguments).stdout.startswith(beginning)


BAD_INPUT = [
    (("riversid", "guide", "facts.yaml"), "WR140", "没有规则包`riversid`；"),
    (("./riversid", "guide", "facts.yaml"), "WR140", "没有文件夹`riversid`；"),
    ((FOLDER, "guid", "facts.yaml"), "write `guide`", "没有决定`guid`；是否应为`guide`"),
    ((FOLDER, "zzz", "facts.yaml"), "there is `after_guide`, ", "没有决定`zzz`；可用：`after_guide`、"),
    ((FOLDER, "guide", "nowhere.yaml"), "`nowhere.yaml` cannot be read", "没有文件`nowhere.yaml`；"),
    ((FOLDER, "guide", "."), "`.` cannot be read", "`.`是文件夹"),
    ((FOLDER, "guide", "facts.yaml", "--as-of", "2013-02-30"), "WR604", "基准日期`2013-02-30`不是日期；"),
    ((FOLDER, "guide", "facts.yaml", "--reading", "window"), "not of the form NAME=VALUE", "“名称=值”的形式；"),
    ((FOLDER, "guide", "facts.yaml", "--reading", "windov=calendar"), "write `window`", "是否应为`window`"),
    ((FOLDER, "guide", "facts.yaml", "--reading", "window=calender"), "write `calendar`", "是否应为`calendar`"),
    ((FOLDER, "guide", "facts.yaml", "--param", "min_yeers=3"), "write `min_years`", "是否应为`min_years`"),
    (
        (FOLDER, "guide", "facts.yaml", "--param", "min_years=nine"),
        "`min_years`: a number",
        "参数`min_years`：应为数字",
    ),
    ((FOLDER, "guide", "facts.yaml", "--changes", "--to", "eligble"), "write `eligible`", "是否应为`eligible`"),
]


@pytest.mark.parametrize(("arguments", "english", "chinese"), BAD_INPUT, ids=str)
def test_bad_input_ends_with_status_2_and_the_remedy(arguments, english, chinese, dossier, monkeypatch):
    monkeypatch.chdir(dossier().parent)
    for lang, said in ((["--lang", "en"], english), ([], chinese)):
        done = run("decide", *arguments, *lang, exit_code=2)
        assert said in done.stderr
        assert done.stdout == ""
        assert bool(re.search("[一-鿿]", done.stderr)) is not bool(lang)
        assert ("help:" not in done.stderr) or lang


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("decide", FOLDER, "guide"), "Missing argument"),
        (("decide", FOLDER, "guide", "facts.yaml", "--format", "pdf"), "pdf"),
        (("decid",), "Did you mean 'decide'?"),
        (("check", "riversid"), "WR140"),
        (("test", "riversid"), "WR140"),
        (("schema",), "name a PACK"),
    ],
    ids=str,
)
def test_a_command_that_is_not_understood_ends_with_status_2(arguments, said):
    done = run(*arguments, exit_code=2)
    assert said in done.stderr
    assert done.stdout == ""


BAD_FACTS = [
    ("homeroom_years: 九\n", "WR402", "facts.yaml:1:17", "应为数字，而不是`九`"),
    ("birth_date: 2013-02-30\n", "WR404", "facts.yaml:1:13", "`2013-02-30`不是这样的日期"),
    ("honors: [{level: citty}]\n", "WR403", "facts.yaml:1:18", "是否应为“city”"),
    ("honors: [{level: '-'}]\n", "WR403", "facts.yaml:1:18", "可填：“"),
    ("honors: [{levl: city}]\n", "WR401", "facts.yaml:1:11", "是否应为“level”"),
    ("homeroom_yeers: 3\n", "WR401", "facts.yaml:1:1", "是否应为`homeroom_years`"),
    ("as_of: 2013-10-01\n", "WR401", "facts.yaml:1:1", "基准日期不写在事实中"),
    ("incomplete: [honours]\n", "WR401", "facts.yaml:1:14", "是否应为`honors`"),
    ("on: true\n", "WR111", "facts.yaml:1:1", "真假值请写true"),
    ("a: 010\n", "WR112", "facts.yaml:1:4", "`010`像是数字"),
    ("a: 1\na: 2\n", "WR110", "facts.yaml:2:1", "`a`出现了两次，前一个在第1行"),
    ("1: 2\n", "WR114", "facts.yaml:1:1", "名称`1`不是文字"),
    ("a: [\n", "WR105", "facts.yaml:", "YAML写法有误"),
    ("a: !x 1\n", "WR107", "facts.yaml:1:4", "不支持标签"),
    ("a: 1\n---\nb: 2\n", "WR106", "facts.yaml:2:1", "一个文件只能有一份"),
    ("", "WR106", "facts.yaml:1:1", "文件是空的"),
    ("a: &a [1]\nb: &b [*a, *a]\nc: *b\n", "WR", "facts.yaml", "没有事实`a`"),
    ("a: *a\n", "WR109", "facts.yaml:1:4", "引用不了`a`"),
    ("a: \u200e\x07\n", "WR104", "facts.yaml:1:", "看不见的"),
    ("- 1\n", "WR410", "", "事实应写成名称和值"),
]


@pytest.mark.parametrize(("text", "code", "place", "chinese"), BAD_FACTS)
def test_bad_facts_are_told_with_their_place(text, code, place, chinese, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("facts.yaml").write_text(text, "utf-8")
    for lang in ("zh", "en"):
        done = run("decide", FOLDER, "guide", "facts.yaml", "--lang", lang, exit_code=2)
        assert code in done.stderr
        assert place in done.stderr
        assert (chinese in done.stderr) is (lang == "zh")


@pytest.mark.parametrize(
    ("text", "chinese"), [('{"a": ]}', "JSON写法有误"), ("名: 1".encode("gbk"), "不是UTF-8编码（第1行）")]
)
def test_a_file_of_facts_that_cannot_be_read(text, chinese, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("facts.json").write_bytes(text if isinstance(text, bytes) else text.encode())
    assert chinese in run("decide", FOLDER, "guide", "facts.json", exit_code=2).stderr


def test_a_division_by_zero_is_told_with_its_place():
    for lang, said in (("en", "division by zero"), ("zh", "无法计算：除数为零")):
        asked = ("decide", FOLDER, "share", "-", "--lang", lang)
        done = run(*asked, stdin='{"absent": 1, "held": 0}', exit_code=2)
        assert said in done.stderr
        assert "share.yaml:5:8" in done.stderr


def test_a_waiver_that_nobody_may_grant_is_reported_and_has_no_effect(dossier):
    waivers = [{"pack": "riverside", "decision": "guide", "criterion": "years"}]
    facts = dossier(homeroom_years=3, waivers=waivers)
    done = run("decide", FOLDER, "guide", facts, "--as-of", "2022-10-01", "--lang", "en", "--view", "short")
    assert "Outcome: not eligible" in done.stdout
    assert "Waivers that have no effect\n  · Years" in done.stdout


def test_packs_lists_what_each_decides():
    found = run("packs", "--lang", "en", "--search-path", FOLDER.parent).stdout
    assert "riverside 1.0.0  Riverside rules for homeroom work\n" in found
    assert "  guide  Eligibility as a guide\n" in found
    assert "ordos_2013 " in found
    assert (
        "    document: Rules for homeroom work, 临教〔2020〕1号, 2020-01-01\n"
        "    authority: Riverside Education Bureau\n"
        "    applies: from 2020-01-01 to 2029-12-31\n"
        "    origin: search path\n"
    ) in found
    listed = {pack["id"]: pack for pack in json.loads(run("packs", "--format", "json").stdout)}
    assert listed["ordos_2013"]["authority"] == {"zh": "鄂尔多斯市教育局", "en": "Ordos Education Bureau"}
    assert listed["ordos_2013"]["document"]["number"] == "鄂教发〔2013〕48号"
    assert listed["ordos_2013"]["decisions"]["mentor"]["zh"]
    assert listed["ordos_2013"]["applies"]["from"] == "2013-10-01"


def test_check_finds_nothing_wrong_with_a_good_pack():
    assert run("check", FOLDER).stdout == f"{FOLDER}: no errors, no warnings\n"


def test_check_tells_everything_wrong_and_ends_with_status_1(tmp_path):
    folder = shutil.copytree(FOLDER, tmp_path / "riverside")
    decision = folder / "decisions" / "guide.yaml"
    text = decision.read_text("utf-8")
    text = text.replace("homeroom_years >=", "mentored_teacher >=").replace(
        "- mentored_teachers >= 5", """- '1 + "a" > 2'"""
    )
    decision.write_text(text, "utf-8")
    done = run("check", folder, exit_code=1)
    assert "there is no `mentored_teacher`" in done.stdout
    assert "did you mean mentored_teachers?" in done.stdout
    assert done.stdout.endswith("2 errors, no warnings\n")
    run("decide", folder, "guide", "-", stdin="{}", exit_code=2)


def test_warnings_are_problems_where_that_is_asked_for(tmp_path):
    folder = shutil.copytree(FOLDER, tmp_path / "riverside")
    facts = folder / "decisions" / "share.yaml"
    facts.write_text(facts.read_text("utf-8").replace("absent * 2 <= held", "'absent in [2..1]'"), "utf-8")
    assert "no errors, 1 warning" in run("check", folder).stdout
    run("check", folder, "--strict", exit_code=1)


def test_test_counts_cases_and_names_what_none_tries():
    found = run("test", FOLDER).stdout
    assert found.startswith("riverside 1.0.0: 4 of 4 cases passed\n")
    assert "  no case in which guide.age is not met\n" in found
    assert "  no case in which rank.higher.title is met or is not met\n" in found
    (data,) = json.loads(run("test", FOLDER, "--format", "json").stdout)
    assert (data["cases"], data["passed"], data["failures"]) == (4, 4, [])


def test_test_ends_with_status_1_where_a_case_fails(tmp_path):
    folder = shutil.copytree(FOLDER, tmp_path / "riverside")
    cases = folder / "cases" / "guide.yaml"
    cases.write_text(cases.read_text("utf-8").replace("outcome: ineligible", "outcome: eligible"), "utf-8")
    done = run("test", folder, exit_code=1)
    assert "case `too_few_years` of `guide`: outcome is `ineligible`, expected `eligible`" in done.stdout
    assert "3 of 4 cases passed" in done.stdout


def test_packs_are_checked_and_tested_in_chinese_where_that_is_asked_for(tmp_path):
    assert run("check", FOLDER, "--lang", "zh").stdout == f"{FOLDER}：没有错误，没有警告\n"
    found = run("test", FOLDER, "--lang", "zh").stdout
    assert found.startswith("riverside 1.0.0：4个案例，通过4个\n")
    assert "  没有案例使guide.age不符合\n" in found
    assert "  没有案例使rank.higher.title符合或不符合\n" in found
    folder = shutil.copytree(FOLDER, tmp_path / "riverside")
    cases = folder / "cases" / "guide.yaml"
    cases.write_text(cases.read_text("utf-8").replace("outcome: ineligible", "outcome: eligible"), "utf-8")
    said = run("test", folder, "--lang", "zh", exit_code=1).stdout
    assert "WR606 error: `guide`的案例`too_few_years`：结论为`ineligible`，应为`eligible`\n" in said
    decision = folder / "decisions" / "guide.yaml"
    decision.write_text(decision.read_text("utf-8").replace("homeroom_years >=", "mentored_teacher >="), "utf-8")
    said = run("check", folder, "--lang", "zh", exit_code=1).stdout
    assert "WR302 error: 没有这个名称：there is no `mentored_teacher`\n" in said
    assert "did you mean mentored_teachers?" in said
    assert said.endswith("：1个错误，没有警告\n")
    decision.write_text("a: [", "utf-8")
    said = run("fmt", folder, "--lang", "zh", exit_code=2)
    assert "YAML" in said.stderr
    assert any("\u4e00" <= sign <= "\u9fff" for sign in said.stderr.splitlines()[0])


def test_what_is_wrong_with_a_pack_has_a_name_in_chinese():
    codes = {code: row for code, row in CODES.items() if row.stage in {"read", "parse", "check"}}
    assert [code for code, row in codes.items() if not row.zh] == []
    assert len({row.zh for row in codes.values()}) == len(codes)


def test_schema_describes_the_facts():
    schema = json.loads(run("schema", FOLDER).stdout)
    assert schema["properties"]["homeroom_years"]["minimum"] == 0
    explanation = json.loads(run("schema", "--explanation").stdout)
    assert explanation["title"] == "workshop-rules/explanation/1"


@pytest.mark.parametrize("command", commands.list_commands(click.Context(commands)))
def test_every_command_has_help_with_examples(command):
    found = run(command, "--help").stdout
    assert found.startswith("Usage: ")
    if command != "tck":  # its one argument says all
        assert f"workshop-rules {command}" in found


def test_help_lists_every_command():
    found = run("--help").stdout
    for command in ("packs", "decide", "check", "test", "schema"):
        assert f"\n  {command} " in found
    assert "0.1" in run("--version").stdout


def test_output_is_utf_8_and_plain_whatever_the_locale(tmp_path):
    environment = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii", "PATH": "/usr/bin:/bin"}
    program = [sys.executable, "-m", "workshop_rules", "decide", str(FOLDER), "share", "-"]
    done = subprocess.run(program, input=b'{"absent": 1, "held": 3}', env=environment, capture_output=True, check=True)
    assert "缺勤比例" in done.stdout.decode("utf-8")
    assert b"\x1b" not in done.stdout


def test_a_name_that_is_no_unicode_is_complained_of_all_the_same():
    program: list[str | bytes] = [sys.executable, "-m", "workshop_rules", "verify", b"\xff.json"]
    done = subprocess.run(program, capture_output=True, check=False)
    assert done.returncode == 2
    assert rb"`\udcff.json` cannot be read" in done.stderr


def test_a_record_is_masked_as_asked(dossier, tmp_path):
    facts, key = dossier(), tmp_path / "mask.key"
    key.write_text("ab" * 32, "utf-8")
    asked = ("decide", FOLDER, "guide", facts, "--as-of", "2022-10-01", "--format", "record")
    masked = json.loads(run(*asked, "--mask", "digests", "--mask-key", key, "--mask-also", "title").stdout)
    assert masked["masking"]["kept"] == "digests"
    assert set(masked["facts"]["birth_date"]) == set(masked["facts"]["title"]) == {"$hmac_sha256"}
    left_out = json.loads(run(*asked, "--mask", "left-out").stdout)
    assert left_out["facts"]["birth_date"] == {"$left_out": True}
    assert json.loads(run(*asked).stdout)["facts"]["birth_date"] == TYPICAL["birth_date"]


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("--format", "record", "--mask", "digests"), "--mask digests needs --mask-key FILE"),
        (("--format", "record", "--mask-also", "title"), "--mask-key and --mask-also need --mask"),
        (("--mask", "left-out"), "are for --format record"),
    ],
)
def test_masking_that_makes_no_sense_is_refused(dossier, arguments, complaint):
    assert complaint in run("decide", FOLDER, "guide", dossier(), *arguments, exit_code=2).stderr


def test_what_is_odd_about_the_facts_is_said_beside_the_verdict(dossier):
    facts = dossier(findings={"conduct": {"holds": True, "pack": "rivreside"}})
    done = run("decide", FOLDER, "guide", facts, "--as-of", "2022-10-01", "--lang", "en")
    assert "WR411 warning: `findings.conduct.pack`: there is no pack `rivreside`" in done.stderr
    assert done.stdout.startswith("Eligibility as a guide\n")
