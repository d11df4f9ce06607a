"""`workshop-rules batch`: a roster in, a roster out, and what came of it."""

import re
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from click.testing import CliRunner

from workshop_rules.cli import commands


def test_the_summary_counts(tmp_path):
    roster = tmp_path / "roster.csv"
    roster.write_text("name,in_service,homeroom_years\n甲,false,3\n乙,false,2\n丁,true,\n丙,maybe,9\n", "utf-8")
    out = tmp_path / "out.parquet"
    result = CliRunner().invoke(
        commands, ["batch", "ordos_2013", "mentor", str(roster), "-o", str(out), "--lang", "en"]
    )
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    assert lines[0] == "4 rows, 1 without a verdict"
    assert lines[1] == "Outcomes:"
    assert lines[2].split()[:2] == ["2", "ineligible"]
    assert lines[3].split()[:2] == ["1", "undetermined"]
    assert pl.read_parquet(out)["outcome"].to_list() == ["ineligible", "ineligible", "undetermined", None]
    assert result.stderr.startswith("WR903 row 4 (below the headings): `in_service` (")
    assert len(result.stderr.splitlines()) == 1


def test_of_many_rows_without_a_verdict_the_first_are_told_and_where_the_others_are(decided):
    rows = [f"{number},{'是' if number % 3 else '?'}" for number in range(1, 301)]
    Path("r.csv").write_text("\n".join(["teacher_id,in_service", *rows]), "utf-8")
    for resume in ([], ["--resume"]):
        result = decided("batch", "ordos_2013", "mentor", "r.csv", "-o", "out.csv", "--summary", "s.html", *resume)
        told = result.stderr.splitlines()
        assert [line.partition("（")[0] for line in told[:-1]] == [f"WR903 第{3 * number}行" for number in range(1, 21)]
        assert told[-1] == "其余的见输出的“error”一列"
        assert "WR903 第300行" in Path("s.html").read_text("utf-8")
        assert "单元格无法读懂" in Path("s.html").read_text("utf-8")


def test_columns_that_were_not_read_are_named(tmp_path):
    (tmp_path / "r.csv").write_text("姓名,在职,note,day,homeroom_years\n甲,否,x,2013-10-01,3\n", "utf-8")
    ask = ["batch", "ordos_2013", "mentor", str(tmp_path / "r.csv"), "-o", str(tmp_path / "out.csv")]
    result = CliRunner().invoke(commands, [*ask, "--as-of-column", "day", "--keep", "note"])
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines()[-1] == "不是事实、原样保留的列：在职"


def test_a_decision_without_criteria(tmp_path):
    (tmp_path / "r.csv").write_text("final_grade\nexcellent\n", "utf-8")
    out = tmp_path / "out.csv"
    ask = ["batch", "county_studio", "final_evaluation", str(tmp_path / "r.csv"), "-o", str(out)]
    result = CliRunner().invoke(commands, [*ask, "--summary", str(tmp_path / "s.html")])
    assert result.exit_code == 0, result.output
    assert pl.read_csv(out)["outcome"].to_list() == result.stdout.splitlines()[2].split()[1:2]


def test_the_key_of_a_case_is_not_told_as_a_column_apart(decided):
    assert decided("template", "school_master_studio", "teacher_funding", "-o", "form.xlsx").exit_code == 0
    workbook = openpyxl.load_workbook("form.xlsx")
    workbook.worksheets[1].append(["A1"])
    workbook.save("form.xlsx")
    result = decided("batch", "school_master_studio", "teacher_funding", "form.xlsx", "-o", "out.xlsx")
    assert result.exit_code == 0, result.output
    assert "原样保留" not in result.stdout


def test_a_roster_is_not_written_over(tmp_path):
    roster = tmp_path / "r.csv"
    roster.write_text("homeroom_years\nnine\n", "utf-8")
    ask = ["batch", "ordos_2013", "mentor", str(roster), "-o", str(tmp_path / "." / "r.csv")]
    result = CliRunner().invoke(commands, ask)
    assert (result.exit_code, "WR909" in result.stderr) == (2, True)
    assert roster.read_text("utf-8") == "homeroom_years\nnine\n"


@pytest.mark.parametrize("encoding", ["gbk", "utf-16"])
def test_another_encoding_is_told(tmp_path, encoding):
    (tmp_path / "r.csv").write_text("姓名,在编在岗\n甲,是\n", encoding)
    out = tmp_path / "out.csv"
    result = CliRunner().invoke(commands, ["batch", "ordos_2013", "mentor", str(tmp_path / "r.csv"), "-o", str(out)])
    assert (result.exit_code, "UTF-8" in result.stderr, out.exists()) == (2, True, False)


def test_a_summary_without_a_folder_is_refused_before_rows_are_decided(decided):
    Path("r.csv").write_text("in_service\n否\n", "utf-8")
    result = decided("batch", "ordos_2013", "mentor", "r.csv", "-o", "out.csv", "--summary", "no/summary.html")
    assert (result.exit_code, "没有`summary.html`要写入的文件夹`no`" in result.stderr) == (2, True)
    assert not Path("out.csv").exists()


@pytest.mark.parametrize("page", ["r.csv", "./r.csv", "out.csv"])
def test_a_summary_is_not_written_over_the_roster_or_the_verdicts(decided, page):
    Path("r.csv").write_text("in_service\n是\n", "utf-8")
    result = decided("batch", "ordos_2013", "mentor", "r.csv", "-o", "out.csv", "--summary", page, "--lang", "en")
    assert result.exit_code == 2
    assert result.stderr.startswith("WR909 ")
    assert Path("r.csv").read_text("utf-8") == "in_service\n是\n"
    assert not Path("out.csv").exists()


def test_bad_input_ends_with_status_2(tmp_path):
    result = CliRunner().invoke(commands, ["batch", "ordos_2013", "mentor", str(tmp_path / "no.csv"), "-o", "out.csv"])
    assert result.exit_code == 2
    assert "WR904" in result.stderr


@pytest.fixture
def decided(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def run(*arguments):
        return CliRunner().invoke(commands, [*arguments])

    return run


def test_from_template_to_verdicts(decided):
    assert decided("template", "ordos_2013", "mentor", "-o", "form.xlsx").exit_code == 0
    workbook = openpyxl.load_workbook("form.xlsx")
    workbook["教师"].append(["T1", "是", "教研", 3])
    workbook["教师"].append(["T2", "是", "大学", 3])
    workbook.save("form.xlsx")
    result = decided("batch", "ordos_2013", "mentor", "form.xlsx", "-o", "out.xlsx", "--summary", "s.html")
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines()[0] == "共2行，其中1行无法判定"
    assert "列在“问题”表中" in result.stdout
    assert "教师!C3" in result.stderr
    page = Path("s.html").read_text("utf-8")
    assert "教师!C3" in page
    assert "2013-10-01" in page
    again = decided("template", "ordos_2013", "mentor", "-o", "form.xlsx")
    assert (again.exit_code, "WR909" in again.stderr) == (2, True)


def test_a_template_is_a_workbook(decided):
    result = decided("template", "ordos_2013", "mentor", "-o", "form.csv")
    assert (result.exit_code, "WR904" in result.stderr) == (2, True)
    result = decided("template", "ordos_2013", "mentr", "-o", "form.xlsx")
    assert (result.exit_code, "WR601" in result.stderr) == (2, True)


def test_a_date_of_decision_that_is_none_is_an_error_of_its_row(decided):
    Path("r.csv").write_text("day,homeroom_years\n2014-09-01,3\nsoon,3\n2014/9/1,3\n", "utf-8")
    arguments = ["batch", "shijiazhuang", "member", "r.csv", "-o", "out.csv", "--as-of-column", "day"]
    result = decided(*arguments)
    assert result.exit_code == 0, result.output
    errors = pl.read_csv("out.csv")["error"].to_list()
    assert [error is None for error in errors] == [True, False, True]
    assert errors[1].startswith("WR903 `day`")


@pytest.mark.parametrize(
    ("name", "text", "code", "said", "more"),
    [
        (
            "r.csv",
            'id,a\n1,5" long\n2,6" long\n',
            "WR904",
            "第2行有一格没有加引号，格内却有引号；",
            [],
        ),
        ("r.csv", "id;a\n1;b\n", "WR904", "第1行的列名之间是分号，不是逗号；请改用逗号", []),
        ("r.csv", "homerom_years\n9\n", "WR901", "没有事实`homerom_years`；请改为`homeroom_years`", []),
        ("r.csv", "担任班主任年\n9\n", "WR901", "没有事实“担任班主任年”；请改为“担任班主任年限”", []),
        ("r.csv", "in_service,outcome\n是,x\n", "WR902", "`outcome`列会被同名的判定结果覆盖；请改名", []),
        ("r.csv", "error,outcome\n1,x\n", "WR902", "`error`等2列会被同名的判定结果覆盖；如果是上次的判定结果", []),
        ("r.csv", "id,日子\n1,x\n", "WR901", "没有`日期`列；有的列是`id`、`日子`", ["--as-of-column", "日期"]),
        ("r.csv", "名册,\n姓名,在编在岗\n王,是\n", "WR912", "没有一列是事实，列名是`名册`、`column_2`；请", []),
        ("r.jsonl", "[1]\n", "WR904", "第1行不是JSON对象；请每行写一个对象，“{…}”", []),
        ("r.parquet", "id\n", "WR904", "不是Parquet文件，或者不完整；请重新生成", []),
        ("r.xls", "id\n", "WR904", "`r.xls`是其他格式的表格；请在表格软件中打开，另存为.xlsx", []),
        ("r.xlsx", "id\n", "WR904", "不是可以读取的工作簿；请在表格软件中打开", []),
    ],
)
def test_what_is_wrong_with_a_file_is_told_in_the_language_asked_for(decided, name, text, code, said, more):
    Path(name).write_text(text, "utf-8")
    chinese = decided("batch", "ordos_2013", "mentor", name, "-o", "out.csv", *more)
    assert (chinese.exit_code, chinese.stderr.count(f"{code} error: "), said in chinese.stderr) == (2, 1, True)
    english = decided("batch", "ordos_2013", "mentor", name, "-o", "out.csv", *more, "--lang", "en")
    assert (english.exit_code, english.stderr.count(f"{code} error: ")) == (2, 1)
    assert "  help: " in english.stderr
    assert not re.search("[\u4e00-\u9fff]", re.sub("`[^`]*`", "", english.stderr))


def test_what_no_row_has_an_error_for_is_told_in_full_where_there_is_no_sheet_for_it(decided):
    assert decided("template", "ordos_2013", "mentor", "-o", "form.xlsx").exit_code == 0
    workbook = openpyxl.load_workbook("form.xlsx")
    workbook["教师"].append(["T1", "是"])
    for number in range(30):
        workbook["个人荣誉"].append([f"N{number}", "市级"])
    workbook.create_sheet("汇总")["A1"] = "合计"
    workbook.save("form.xlsx")
    result = decided("batch", "ordos_2013", "mentor", "form.xlsx", "-o", "out.csv")
    assert [line[:5] for line in result.stderr.splitlines()] == ["WR906"] * 30
    assert result.stdout.splitlines()[-1] == "没有读取的表：汇总"
    result = decided("batch", "ordos_2013", "mentor", "form.xlsx", "-o", "out.xlsx")
    assert result.stderr.splitlines()[-1] == "其余的见“问题”表"


def test_a_bar_is_as_long_as_the_share_beside_it(decided):
    Path("r.csv").write_text("in_service,homeroom_years\n否,3\n否,3\n否,3\n是,\n", "utf-8")
    assert decided("batch", "ordos_2013", "mentor", "r.csv", "-o", "out.csv", "--summary", "s.html").exit_code == 0
    rows = re.findall(
        r'class="plain" x="0.0000%" width="([\d.]+)%".*?([\d.]+)%</td></tr>', Path("s.html").read_text(), re.DOTALL
    )
    assert {(float(bar), float(share)) for bar, share in rows} == {(75, 75), (25, 25)}
