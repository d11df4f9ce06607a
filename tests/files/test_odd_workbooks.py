"""Workbooks that are odd, though nobody means harm: far cells, hidden sheets, and files that openpyxl stumbles over."""

import re
import zipfile
from contextlib import suppress

import openpyxl
import polars as pl
import pytest

import workshop_rules as wr
from tests.files.filling import add_rows, save
from workshop_rules.roster_files import FileOptions, decide_file, make_form
from workshop_rules.roster_rows import decide_row
from workshop_rules.rosters import row_decider


@pytest.fixture(scope="module")
def decider():
    return row_decider(wr.load_pack("ordos_2013"), "mentor", None, {}, {})


@pytest.fixture
def form(tmp_path, decider):
    path = tmp_path / "form.xlsx"
    make_form(decider.pack, "mentor", path)
    return path


def test_a_cell_in_the_last_row_does_not_make_all_rows_between(form, decider):
    workbook = openpyxl.load_workbook(form)
    workbook["教师"].append(["T1", "是"])
    workbook["教师"].cell(1_048_576, 1, "T2")
    workbook.save(form)
    for _ in range(2):  # what was added the first time is replaced
        assert decide_file(decider, form, form).rows == 2
    page = openpyxl.load_workbook(form)["教师"]
    headings = [cell.value for cell in page[1]]
    assert headings.count("结论") == 1
    assert page.cell(1_048_576, headings.index("结论") + 1).value == "尚不能确定"


def test_a_hidden_sheet_of_cases_is_told(form, decider):
    workbook = openpyxl.load_workbook(form)
    for page in workbook.worksheets[1:]:
        page.sheet_state = "hidden"
    workbook.save(form)
    with pytest.raises(wr.FactsError, match="the sheet `教师` is hidden"):
        decide_file(decider, form, form.with_name("out.xlsx"))


@pytest.mark.parametrize(
    "part", ["xl/worksheets/sheet2.xml", "xl/styles.xml", "xl/workbook.xml", "[Content_Types].xml"]
)
@pytest.mark.parametrize("content", [None, b"<broken", b"<a/>"], ids=str)
def test_a_workbook_with_a_part_that_is_broken_is_told(form, decider, part, content):
    whole = zipfile.ZipFile(form)
    broken = form.with_name("broken.xlsx")
    with whole, zipfile.ZipFile(broken, "w") as file:
        for name in whole.namelist():
            written = content if name == part else whole.read(name)
            if written is not None:
                file.writestr(name, written)
    with suppress(wr.FactsError):  # openpyxl reads some of them for all that
        assert decide_file(decider, broken, form.with_name("out.xlsx")).rows == 0


def test_what_is_wrong_in_cells_hides_nothing_else(tmp_path, decider):
    """Neither that a list is named which is none, nor, in the dossier, the period that a cell was wrong about again."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    cases = ("T1", "x", "in_service"), ("T2", 9, "in_service"), ("T3", "x", None)
    headings = "teacher_id", "homeroom_years", "incomplete"
    add_rows(workbook, "teachers", [dict(zip(headings, case, strict=True)) for case in cases])
    add_rows(workbook, "homeroom_periods", [{"teacher_id": "T1", "from": "2012-05-01", "to": "2001-01-01"}])
    source = save(workbook, tmp_path / "x")
    summary = decide_file(decider, source, tmp_path / "out.csv")
    codes = [re.findall(r"WR\d+", error) for error in pl.read_csv(tmp_path / "out.csv")["error"]]
    assert codes == [["WR903", "WR903", "WR412"], ["WR412"], ["WR903"]]
    assert [one.code for one in summary.problems] == ["WR903", "WR903", "WR903", "WR412", "WR412"]
    for row, expected in zip((2, 3, 4), codes, strict=True):
        with pytest.raises(wr.FactsError) as refused:
            decide_row(decider, source, row, FileOptions())
        assert re.findall(r"WR\d+", str(refused.value)) == expected


def decided(form, workbook, decider, **options):
    out = form.with_name("out.parquet")
    summary = decide_file(decider, save(workbook, form), out, FileOptions(**options))
    return pl.read_parquet(out), summary


def filled_in(form, **cells):
    """A form with one honour that does not count, and said to be all of them."""
    workbook = openpyxl.load_workbook(form)
    case = {"教师编号": "T1", "担任班主任年限": 12, "个人荣誉：是否已全部列出": "是"}
    add_rows(workbook, "教师", [case | cells])
    add_rows(workbook, "个人荣誉", [{"教师编号": "T1", "级别": "校级", "获得日期": "2012-09-10"}])
    return workbook


@pytest.mark.parametrize("name", ["个人荣誉 (2)", "个人荣誉2", "个人荣誉（续）", "个人荣誉_副本"])
def test_a_list_that_may_go_on_elsewhere_is_not_complete(form, decider, name):
    workbook = filled_in(form)
    workbook.copy_worksheet(workbook["个人荣誉"]).title = name
    rows, summary = decided(form, workbook, decider)
    assert rows["state.city_honor"].to_list() == ["unknown"]
    (problem,) = summary.problems
    assert (problem.code, problem.sheet) == ("WR901", name)


def test_sheets_that_are_not_read_are_named_but_blank_ones(form, decider):
    workbook = filled_in(form)
    workbook.create_sheet("汇总")["A1"] = "合计"
    workbook.create_sheet("Sheet2")
    workbook.create_sheet("教师2")["A1"] = "教师编号"
    rows, summary = decided(form, workbook, decider, lang="en")
    assert rows["state.city_honor"].to_list() == ["not_met"]
    assert summary.sheets == ("汇总",)
    assert [one.message for one in summary.problems] == ["the sheet `教师2` is not read, nor decided"]


def test_dates_of_decision_in_a_form_without_such_a_column_are_not_passed_over(form, decider):
    workbook = filled_in(form, 基准日期="2014-09-01")
    with pytest.raises(wr.FactsError, match="`基准日期` seems to have the date of decision of each row"):
        decided(form, workbook, decider)
    assert decided(form, workbook, decider, keep=("基准日期",))[1].errors == 0


def test_two_columns_of_one_fact_that_say_different_things_are_an_error_of_their_row(form, decider):
    workbook = openpyxl.load_workbook(form)
    add_rows(workbook, "教师", [{"教师编号": "T1", "担任班主任年限": 12}, {"教师编号": "T2", "担任班主任年限": 12}])
    page = workbook["教师"]
    page["AD1"], page["AD2"], page["AD3"] = "homeroom_years", 12, 3
    rows, _ = decided(form, workbook, decider, lang="en")
    assert rows["state.homeroom_years"].to_list() == ["met", None]
    assert rows["error"][1].startswith("WR903 教师!AD3 (homeroom_years) `3`: D3 says something else")


@pytest.mark.parametrize(("years", "state"), [(8.999999999999998, "met"), (8.99999999999999, "not_met")])
def test_a_number_is_what_a_workbook_shows_of_it(form, decider, years, state):
    rows, _ = decided(form, filled_in(form, 担任班主任年限=years), decider)
    assert rows["state.homeroom_years"].to_list() == [state]


def test_the_number_of_no_day_is_none(form, decider):
    workbook = filled_in(form)
    cell = workbook["个人荣誉"].cell(2, 4)
    cell.value, cell.number_format = -5, "yyyy-mm-dd"
    rows, _ = decided(form, workbook, decider)
    assert rows["error"][0].startswith("WR903 个人荣誉!D2（获得日期）“1899-12-25 00:00:00”：不是日期")


def test_a_record_may_stand_in_one_cell_but_not_there_and_in_parts(tmp_path):
    decider = row_decider(wr.load_pack("putuo_2024"), "management", "2024-09-01", {}, {})
    workbook = openpyxl.Workbook()
    page = workbook.worksheets[0]
    year = '{"starts_on": "2023-09-01", "ends_on": "2024-08-31"}'
    page.append(["school_year", "学年·开始日期"])
    page.append([year, None])
    page.append([year, "2023-09-01"])
    page.append([None, "2023-09-01"])
    workbook.save(tmp_path / "r.xlsx")
    decide_file(decider, tmp_path / "r.xlsx", tmp_path / "out.xlsx", FileOptions(lang="en"))
    decide_file(decider, tmp_path / "r.xlsx", tmp_path / "out.parquet", FileOptions(lang="en"))
    rows = pl.read_parquet(tmp_path / "out.parquet")
    days = [{name: day and day.isoformat() for name, day in one.items()} for one in rows["school_year"]]
    assert days[::2] == [
        {"starts_on": "2023-09-01", "ends_on": "2024-08-31"},
        {"starts_on": "2023-09-01", "ends_on": None},
    ]
    assert [error is None for error in rows["error"]] == [True, False, True]
    assert rows["error"][1].startswith("WR903 Sheet!A3 (school year): B3 says some of it")
    facts = {"school_year": {"starts_on": "2023-09-01", "ends_on": "2024-08-31"}}
    assert rows["outcome"][0] == decider.pack.decide("management", facts, as_of="2024-09-01").outcome
