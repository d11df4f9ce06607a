"""`workshop-rules explain`: one row of a roster, explained as `decide` explains a case."""

import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
from click.testing import CliRunner

import workshop_rules as wr
from workshop_rules.cli import commands

HONORS = [{"level": "city", "kind": "education", "awarded_on": "2012-09-10"}]
TEACHERS = [
    {"teacher_id": "T1", "name": "王", "in_service": True, "homeroom_years": 12, "honors": HONORS},
    {"teacher_id": "T2", "name": "李", "in_service": False, "homeroom_years": 3, "honors": []},
    {"teacher_id": "T3", "name": "李", "in_service": True, "homeroom_years": 8},
]
FORMATS = ["csv", "jsonl", "parquet", "xlsx"]


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def ask(*arguments):
        return CliRunner().invoke(commands, [*map(str, arguments)])

    return ask


def roster(suffix):
    path = Path(f"roster.{suffix}")
    match suffix:
        case "csv":
            rows = [one | {"honors": json.dumps(one["honors"])} if "honors" in one else one for one in TEACHERS]
            pl.DataFrame(rows).write_csv(path)
        case "jsonl":
            path.write_text("".join(json.dumps(one) + "\n" for one in TEACHERS), "utf-8")
        case "parquet":
            pl.DataFrame(TEACHERS).write_parquet(path)
        case _:
            ask = ["template", "ordos_2013", "mentor", "-o", str(path)]
            assert CliRunner().invoke(commands, ask).exit_code == 0
            workbook = openpyxl.load_workbook(path)
            teachers, honors = workbook["教师"], workbook["个人荣誉"]
            headings = [cell.value for cell in teachers[1]]
            name, listed = len(headings) + 1, headings.index("个人荣誉：是否已全部列出") + 1
            teachers.cell(1, name, "姓名")
            for row, one in enumerate(TEACHERS, start=2):
                cells: list[Any] = [one["teacher_id"], "是" if one["in_service"] else "否", None, one["homeroom_years"]]
                for at, cell in enumerate(cells, start=1):
                    teachers.cell(row, at, cell)
                teachers.cell(row, listed, "是" if "honors" in one else None)
                teachers.cell(row, name, str(one["name"]))
            honors.append(["T1", "市级", "教育教学", dt.date(2012, 9, 10)])
            workbook.save(path)
    return path


def expected(teacher, lang="zh"):
    return wr.load_pack("ordos_2013").decide("mentor", teacher).explanation.to_text(lang)


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_row_is_explained_as_its_facts_are(run, suffix):
    path = roster(suffix)
    first = 2 if suffix == "xlsx" else 1
    for row, teacher in enumerate(TEACHERS, start=first):
        result = run("explain", "ordos_2013", "mentor", path, "--row", row)
        assert (result.exit_code, result.stdout, result.stderr) == (0, expected(teacher), "")
    named = run("explain", "ordos_2013", "mentor", path, "--where", "教师编号=T3", "--lang", "en")
    assert (named.exit_code, named.stdout) == (0, expected(TEACHERS[2], "en"))


@pytest.mark.parametrize("suffix", FORMATS)
def test_what_batch_wrote_is_read_again_and_compared(run, suffix):
    path = roster("csv" if suffix != "xlsx" else suffix)
    out = f"out.{suffix}"
    assert run("batch", "ordos_2013", "mentor", path, "-o", out, "--reasons").exit_code == 0
    row = "3" if suffix == "xlsx" else "2"
    again = run("explain", "ordos_2013", "mentor", out, "--row", row)
    assert (again.exit_code, again.stdout, again.stderr) == (0, expected(TEACHERS[1]), "")
    otherwise = run("explain", "ordos_2013", "mentor", out, "--row", row, "--param", "min_homeroom_years=2")
    assert (otherwise.exit_code, otherwise.stderr) == (0, "")
    first = int(row) - 1
    other = run("explain", "ordos_2013", "mentor", out, "--row", first, "--param", "min_homeroom_years=20")
    assert other.stderr.startswith("WR914 ")
    assert ("尚不能确定" if suffix == "xlsx" else "undetermined") in other.stderr


def test_an_error_that_was_recorded_is_told_since_the_cell_is_gone(run):
    Path("r.csv").write_text("teacher_id,homeroom_years\nT1,nine\nT2,9\n", "utf-8")
    assert run("batch", "ordos_2013", "mentor", "r.csv", "-o", "out.csv").exit_code == 0
    result = run("explain", "ordos_2013", "mentor", "out.csv", "--row", 1)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(
        "WR903 error: 第1行（不计列名）：`homeroom_years`（担任班主任年限）为“nine”：不是数字"
    )


def test_the_forms_are_those_of_decide(run):
    path = roster("csv")
    Path("facts.json").write_text(json.dumps(TEACHERS[1]), "utf-8")
    for form in ("json", "markdown", "html"):
        row = run("explain", "ordos_2013", "mentor", path, "--row", 2, "--format", form)
        case = run("decide", "ordos_2013", "mentor", "facts.json", "--format", form)
        assert (row.exit_code, row.stdout) == (0, case.stdout)
    changes = ["--changes", "--view", "short"]
    row = run("explain", "ordos_2013", "mentor", path, "--row", 2, *changes)
    assert row.stdout == run("decide", "ordos_2013", "mentor", "facts.json", *changes).stdout


def test_each_row_is_explained_as_of_its_own_date(run):
    Path("r.csv").write_text("teacher_id,birth_date,day\nT1,1980-01-01,2013-09-01\nT1,1980-01-01,\n", "utf-8")
    asked = ["explain", "shijiazhuang", "member", "r.csv", "--as-of-column", "day", "--as-of", "2014-09-01", "--row"]
    assert "2013年9月1日" in run(*asked, 1).stdout
    assert "2014年9月1日" in run(*asked, 2).stdout


@pytest.mark.parametrize(
    ("suffix", "asked", "code", "said"),
    [
        ("csv", ["--row", "9"], "WR913", "没有第9行：名册有3行；行从1数起，不计列名"),
        ("jsonl", ["--row", "0"], "WR913", "没有第0行：名册有3行"),
        ("xlsx", ["--row", "1"], "WR913", "“教师”的第1行没有填写；有内容的是第2、3、4行"),
        ("parquet", ["--where", "name=李"], "WR913", "`name`是“李”的有第2、3行；请用--row"),
        ("csv", ["--where", "教师编号=T33"], "WR913", "没有哪一行的`teacher_id`是“T33”；是否应为“T3”"),
        ("xlsx", ["--where", "姓名=赵"], "WR913", "没有哪一行的`name`是“赵”；请更正"),
        ("parquet", ["--where", "honors=x"], "WR913", "没有哪一行的`honors`是“x”"),
        ("csv", ["--where", "teacher_ld=T1"], "WR901", "没有`teacher_ld`列；是否应为`teacher_id`"),
        ("csv", ["--where", "T1"], "WR605", "T1"),
    ],
)
def test_a_row_that_there_is_not(run, suffix, asked, code, said):
    result = run("explain", "ordos_2013", "mentor", roster(suffix), *asked)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"{code} error: ")
    assert said in result.stderr
    english = run("explain", "ordos_2013", "mentor", f"roster.{suffix}", *asked, "--lang", "en")
    assert english.stderr.startswith(f"{code} error: ")
    assert not re.search("[一-鿿]", re.sub("`[^`]*`", "", english.stderr))


def test_all_that_is_wrong_with_a_row_is_told(run):
    rows = [{"teacher_id": "T1", "homeroom_years": -1, "title": "senor", "honors": [{"level": "citty"}]}]
    pl.DataFrame(rows).write_parquet("r.parquet")
    result = run("explain", "ordos_2013", "mentor", "r.parquet", "--row", 1)
    assert [line.partition("）")[0] for line in result.stderr.splitlines() if line] == [
        "WR903 error: 第1行：`title`（职称等级",
        "WR405 error: 第1行：`homeroom_years`（担任班主任年限",
        "WR403 error: 第1行：`honors[1].level`（个人荣誉",
    ]
    assert run("batch", "ordos_2013", "mentor", "r.parquet", "-o", "out.csv").exit_code == 0
    assert len(re.findall("WR[0-9]{3} ", pl.read_csv("out.csv")["error"][0])) == 3


def test_a_cell_that_reads_like_a_complaint_is_quoted_whole(run):
    Path("r.csv").write_text('in_service,homeroom_years\n"maybe；WR000 no",eight\n', "utf-8")
    result = run("explain", "ordos_2013", "mentor", "r.csv", "--row", 1)
    assert result.exit_code == 2
    assert result.stderr.startswith("WR903 error: 第1行（不计列名）：")
    assert "“maybe；WR000 no”" in result.stderr
    assert "“eight”" in result.stderr


def test_what_is_wrong_with_a_case_of_a_workbook_is_told_with_the_cells(run):
    path = roster("xlsx")
    workbook = openpyxl.load_workbook(path)
    workbook["教师"]["D3"] = "三年"
    workbook["个人荣誉"].append(["T9", "市级"])
    workbook.save(path)
    result = run("explain", "ordos_2013", "mentor", path, "--row", 3)
    assert result.stderr.startswith("WR903 error: 教师!D3（担任班主任年限）“三年”：不是数字")
    of_all = run("explain", "ordos_2013", "mentor", path, "--row", 2)
    assert (of_all.exit_code, of_all.stderr.startswith("WR906 个人荣誉!A3：")) == (0, True)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("r.csv", "姓名,在编在岗\n甲,是\n".encode("gbk"), "WR904 error: 无法读取`r.csv`：文字不是UTF-8编码"),
        ("r.xlsx", b"no workbook", "WR904 error: 无法读取`r.xlsx`：不是可以读取的工作簿"),
        ("r.txt", b"", "WR904 error: 不认识`r.txt`的格式"),
        ("r.csv", b"homerom_years\n9\n", "WR901 error: 没有事实`homerom_years`；请改为`homeroom_years`"),
        ("r.csv", b"homeroom_years,outcome\n9,x\n", "WR902 error: `outcome`列"),
    ],
)
def test_a_file_that_is_no_roster(run, name, content, said):
    Path(name).write_bytes(content)
    result = run("explain", "ordos_2013", "mentor", name, "--row", 1)
    assert (result.exit_code, result.stderr.startswith(said)) == (2, True), result.stderr


def test_one_row_is_to_be_named(run):
    for asked in ([], ["--row", "1", "--where", "name=王"]):
        result = run("explain", "ordos_2013", "mentor", roster("csv"), *asked)
        assert (result.exit_code, "either --row NUMBER or --where COLUMN=VALUE" in result.stderr) == (2, True)
    missing = run("explain", "ordos_2013", "mentor", "no.csv", "--row", "1")
    assert (missing.exit_code, missing.stderr.startswith("WR904 error: 没有文件`no.csv`")) == (2, True)
