"""Forms: what they ask for, how they are read when they are filled in, and what stands beside each case afterwards."""

import datetime as dt
import shutil
from functools import cache
from itertools import islice
from pathlib import Path

import openpyxl
import polars as pl
import pytest
import xlsxwriter
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName

import workshop_rules as wr
from tests.dossiers import dossiers
from tests.evaluate.rosters import facts_of, fits, orderly
from tests.files.filling import add_rows, cells, fill, save, sheets_of, shown, shown_elsewhere
from workshop_rules.files.words import PHRASES
from workshop_rules.files.workbooks import read_workbook
from workshop_rules.files.workbooks.layout import layout
from workshop_rules.language.types import Enumeration, ListOf
from workshop_rules.roster_files import FileOptions, decide_file, make_form
from workshop_rules.rosters import row_decider

MENTOR = {
    "在编在岗": "是",
    "岗位": "班主任",
    "担任班主任年限": 9.5,
    "职称等级": "高级",
    "职称系列": "中学系列",
    "成功带教的年轻班主任人数": 8,
    "思想政治与职业道德素养高，堪为表率": "是",
    "专业知识技能全面，工作有特色并有一定知名度": "是",
    "科研成果有一定质量": "是",
    "有带队与沟通能力，带教实绩显著": "是",
}
LISTS = ("个人荣誉", "所带班级荣誉", "课题", "论文、专著与经验交流", "课题成果奖")
ALL_LISTED = {f"{name}：是否已全部列出": "是" for name in LISTS}
DAY = dt.date(2012, 5, 1)
RECORDS = {
    "个人荣誉": [{"级别": "市级", "种类": "教育教学", "获得日期": DAY}],
    "所带班级荣誉": [{"级别": "县（区、旗）级", "获得日期": "2012年5月1日"}],
    "课题": [{"级别": "市级", "角色": "主持", "领域": "德育", "立项日期": DAY, "仍在进行": "是"}],
    "论文、专著与经验交流": [{"形式": "论文", "发表或交流的级别": "国家级", "正规刊物": "是", "发表日期": "2012/5/1"}],
    "课题成果奖": [{"级别": "市级", "获得日期": "2012.5.1"}],
}


load = cache(wr.load_pack)


@pytest.fixture(scope="module")
def decider():
    return row_decider(load("ordos_2013"), "mentor", None, {}, {})


@pytest.fixture(scope="module")
def empty(tmp_path_factory, decider):
    path = tmp_path_factory.mktemp("forms") / "form.xlsx"
    make_form(decider.pack, "mentor", path)
    return path


@pytest.fixture
def form(tmp_path, empty):
    return Path(shutil.copy(empty, tmp_path))


def owned(key, records=RECORDS):
    return {name: [{"教师编号": key, **record} for record in listed] for name, listed in records.items()}


def decided(form, decider, sheets):
    filled = fill(form, sheets)
    out = form.with_name("verdicts.xlsx")
    summary = decide_file(decider, filled, out)
    return cells(out, "教师"), summary


# -------------------------------------------------------------------------------------------------------- the form


def test_a_form_asks_for_what_the_decision_reads_and_nothing_else(decider, form):
    decision, facts = decider.pack.plan.decisions["mentor"], decider.pack.plan.facts
    asked = layout(decider.pack.plan, decision)
    lists = {name for name in decision.facts if name in facts and isinstance(facts[name].type, ListOf)}
    columns = {column.id for column in asked.cases.columns}
    assert {sheet.id for sheet in asked.lists} == lists | {"waivers"}
    scalars = {name for name in decision.facts if name != "as_of"} - lists
    assert columns == {"teacher_id", *scalars, *(f"complete.{name}" for name in lists)}
    workbook = openpyxl.load_workbook(form)
    names = ["填表说明", "教师", "担任班主任的时段", *LISTS, "放宽"]
    assert [page.title for page in workbook if page.sheet_state == "visible"] == names
    for sheet in asked.sheets:
        headings = [cell.value for cell in workbook[sheet.name.zh][1]]
        assert headings == [column.heading.zh for column in sheet.columns]
        assert all(cell.comment for cell in workbook[sheet.name.zh][1])


def rules(page):
    """The validations of a sheet by the heading of their column."""
    found = {}
    for rule in page.data_validations.dataValidation:
        (area,) = rule.sqref.ranges
        assert (area.min_row, area.max_row) == (2, 1_048_576)
        found[page.cell(1, area.min_col).value] = rule
    return found


def test_cells_are_checked_as_they_are_typed(decider, form):
    workbook = openpyxl.load_workbook(form)
    plan = decider.pack.plan
    asked = layout(plan, plan.decisions["mentor"])
    for sheet in asked.sheets:
        found = rules(workbook[sheet.name.zh])
        for column in sheet.columns[1:]:
            rule = found.get(column.heading.zh)
            match column.type:
                case Enumeration(name=name):
                    (area,) = workbook.defined_names[rule.formula1].destinations
                    page, cells_ = area
                    shown = [cell.value for row in workbook[page][cells_.replace("$", "")] for cell in row]
                    assert shown == [title.zh for _, title in plan.enumerations[name].members]
                case _ if str(column.type) == "boolean":
                    assert (rule.type, rule.formula1) == ("list", '"是,否"')
                case _ if str(column.type) == "date":
                    assert (rule.type, rule.operator) == ("date", "between" if rule.operator else None)
                case _ if str(column.type) == "number":
                    assert rule.type == ("whole" if column.bounds.whole else "decimal")
                    assert float(rule.formula1) == 0
                case _ if column.choices:
                    assert rule.type == "list"
                case _:
                    assert rule is None
            if rule is not None:
                assert rule.promptTitle == column.heading.zh[:32]
                assert rule.errorStyle in {None, "stop"}
        assert found[sheet.key.heading.zh].type == ("custom" if sheet is asked.cases else "list")


def test_dates_have_the_form_of_dates(form):
    page = openpyxl.load_workbook(form)["个人荣誉"]
    place = [cell.value for cell in page[1]].index("获得日期") + 1
    assert page.column_dimensions[get_column_letter(place)].number_format == "yyyy-mm-dd"


@pytest.mark.parametrize(
    ("name", "decision", "lang"),
    [
        ("ordos_2013", "evaluation", "zh"),
        ("ordos_2013", "appointment", "en"),
        ("shijiazhuang", "renewal", "zh"),
        ("taiyuan_ranks", "rank_in_force", "en"),
        ("vocational_contest", "costs", "zh"),
        ("school_studio", "final", "en"),
    ],
)
def test_a_form_can_be_read_again(tmp_path, name, decision, lang):
    pack, path = load(name), tmp_path / "form.xlsx"
    make_form(pack, decision, path, lang)
    filled = read_workbook(path, pack.plan, pack.plan.decisions[decision])
    assert filled.problems == ()
    assert filled.frame.height == 0


def test_a_form_is_not_written_over(decider, form):
    before = form.read_bytes()
    with pytest.raises(wr.FactsError, match="WR909"):
        make_form(decider.pack, "mentor", form)
    assert form.read_bytes() == before


def test_phrases_have_the_same_places_in_both_languages():
    def places(text):
        return sorted(part.partition("}")[0] for part in text.split("{")[1:])

    assert [key for key, said in PHRASES.items() if places(said.zh) != places(said.en)] == []


# ------------------------------------------------------------------------------------------------------- filled in


@pytest.mark.parametrize(
    ("name", "decision"),
    [
        ("ordos_2013", "mentor"),
        ("ordos_2013", "evaluation"),
        ("ordos_2013", "nomination"),
        ("taiyuan_ranks", "rank"),
        ("shijiazhuang", "leader"),
        ("shijiazhuang", "composition"),
    ],
)
def test_a_workbook_says_what_the_same_dossiers_say(tmp_path, name, decision):
    pack = load(name)
    plan = pack.plan
    one = plan.decisions[decision]
    as_of = None if one.as_of else dt.date(2014, 9, 1)
    drawn = (orderly(plan, dossier) for dossier in dossiers(plan, one, seed=6, gaps=0.15))
    chosen = list(islice((dossier for dossier in drawn if fits(dossier.facts) and has_no_blank(dossier)), 15))
    form, out = tmp_path / "form.xlsx", tmp_path / "out.parquet"
    make_form(pack, decision, form)
    filled = fill(form, sheets_of(layout(plan, one), plan, chosen))
    summary = decide_file(row_decider(pack, decision, as_of, {}, {}), filled, out)
    rows = pl.read_parquet(out)
    assert summary.problems == ()
    assert rows["error"].drop_nulls().to_list() == []
    for row, dossier in zip(rows.iter_rows(named=True), chosen, strict=True):
        waivable = {criterion.id for criterion in one.criteria if criterion.waivable is not None}
        facts = facts_of(dossier)
        facts["waivers"] = [waiver for waiver in facts["waivers"] if waiver["criterion"] in waivable]
        verdict = pack.decide(decision, facts, as_of=as_of)
        assert (row["outcome"], row["missing"]) == (verdict.outcome, sorted(verdict.missing))
        assert {n: row[f"state.{n}"] for n in verdict.criteria} == {n: c.state for n, c in verdict.criteria.items()}


def has_no_blank(dossier):
    """Whether no record of it is empty: a form has no row for nothing."""
    return all(part != {} for value in dossier.facts.values() for part in (value if isinstance(value, tuple) else [1]))


def test_verdicts_stand_beside_each_case(form, decider):
    rows, summary = decided(form, decider, {"教师": [{"教师编号": "T1", **MENTOR, **ALL_LISTED}], **owned("T1")})
    (row,) = rows
    assert (row["结论"], row["错误"], row["缺少的事实"]) == ("符合条件", None, None)
    assert "✓ 班主任工作年限〔实际：9.5年〕" in row["理由"].splitlines()
    assert row["班主任工作年限"] == "符合"
    assert row["担任班主任年限"] == 9.5
    assert summary.outcomes == {"eligible": 1}
    workbook = openpyxl.load_workbook(form.with_name("verdicts.xlsx"))
    assert "问题" not in workbook.sheetnames
    assert len(rules(workbook["教师"])) == len(rules(openpyxl.load_workbook(form)["教师"]))


def test_reasons_name_what_was_required_and_found(form, decider):
    case = {"教师编号": "T1", **MENTOR, **ALL_LISTED, "担任班主任年限": 8}
    rows, _ = decided(form, decider, {"教师": [case, {**case, "教师编号": "T2", "担任班主任年限": "?"}], **owned("T1")})
    assert [row["理由"] for row in rows] == ["✗ 班主任工作年限〔要求：不少于9年；实际：8年〕", None]
    out = form.with_name("plain.xlsx")
    for said, steps in ((True, [1, 1]), (False, [2])):
        told: list[int] = []
        decide_file(decider, form.with_name("filled.xlsx"), out, FileOptions(reasons=said, progress=told.append))
        assert told == steps
    assert "理由" not in cells(out, "教师")[0]


def test_what_is_not_listed_is_absent_only_where_somebody_says_so(form, decider):
    silent = {"教师编号": "T2", **MENTOR}
    denied = {"教师编号": "T3", **MENTOR, **dict.fromkeys(ALL_LISTED, "否")}
    full = {"教师编号": "T4", **MENTOR, **ALL_LISTED}
    rows, _ = decided(form, decider, {"教师": [silent, denied, full]})
    assert [row["结论"] for row in rows] == ["尚不能确定", "尚不能确定", "不符合条件"]
    column = openpyxl.utils.get_column_letter(list(rows[0]).index("个人荣誉：是否已全部列出") + 1)
    assert f"个人荣誉（{column}2）" in rows[0]["缺少的事实"]


def test_records_that_are_listed_count_even_if_the_list_may_lack_some(form, decider):
    rows, _ = decided(form, decider, {"教师": [{"教师编号": "T1", **MENTOR}], **owned("T1")})
    assert rows[0]["结论"] == "符合条件"


def test_a_record_of_nobody_keeps_every_list_of_its_sheet_open(form, decider):
    cases = [{"教师编号": "T1", **MENTOR, **ALL_LISTED}, {"教师编号": "T2", **MENTOR, **ALL_LISTED}]
    sheets = owned("T1")
    sheets["个人荣誉"].append({"教师编号": "T20", "级别": "市级", "种类": "教育教学", "获得日期": DAY})
    for name in ("所带班级荣誉", "课题", "论文、专著与经验交流", "课题成果奖"):
        sheets[name] += owned("T2")[name]
    rows, summary = decided(form, decider, {"教师": cases, **sheets})
    assert [row["结论"] for row in rows] == ["符合条件", "尚不能确定"]
    (problem,) = summary.problems
    assert (problem.code, problem.sheet, problem.cell) == ("WR906", "个人荣誉", "A3")
    assert "T2" in problem.help
    (listed,) = cells(form.with_name("verdicts.xlsx"), "问题")
    assert (listed["代码"], listed["位置"]) == ("WR906", "个人荣誉!A3")


def test_a_record_without_a_key_does_the_same(form, decider):
    sheets = {"教师": [{"教师编号": "T2", **MENTOR, **ALL_LISTED}], "个人荣誉": [{"级别": "市级", "获得日期": DAY}]}
    filled = fill(form, sheets)
    read = read_workbook(filled, decider.pack.plan, decider.decision)
    assert [(one.code, one.cell) for one in read.problems] == [("WR906", "A2")]
    assert read.frame["incomplete"].to_list() == [["honors"]]


def test_a_sheet_that_is_gone_makes_no_list_complete(form, decider):
    workbook = openpyxl.load_workbook(form)
    add_rows(workbook, "教师", [{"教师编号": "T2", **MENTOR, **ALL_LISTED}])
    workbook["个人荣誉"].title = "个人荣誉表"
    read = read_workbook(save(workbook, form), decider.pack.plan, decider.decision)
    assert read.frame["incomplete"].to_list() == [["honors"]]
    assert {problem.code for problem in read.problems} == {"WR901"}


def test_bad_cells_are_named_and_stop_nothing(form, decider):
    good = {"教师编号": "T1", **MENTOR, **ALL_LISTED}
    bad = {**good, "教师编号": "T2", "担任班主任年限": "9年", "在编在岗": "也许", "成功带教的年轻班主任人数": 2.5}
    sheets = owned("T1")
    sheets["课题"].append({"教师编号": "T2", "立项日期": "2012-02-30", "级别": "市极"})
    sheets["课题"].append({"教师编号": "T2", "立项日期": DAY, "结题日期": dt.date(2011, 1, 1)})
    sheets["课题"].append({"教师编号": "T2"})
    rows, summary = decided(form, decider, {"教师": [good, bad], **sheets})
    assert [row["结论"] for row in rows] == ["符合条件", "未判定"]
    places = [f"{problem.sheet}!{problem.cell}" for problem in summary.problems]
    assert places == ["教师!B3", "教师!D3", "教师!G3", "课题!B3", "课题!E3", "课题!F4", "课题!A5"]
    assert all(place in rows[1]["错误"] for place in places)
    assert "请只填数字" in rows[1]["错误"]
    problems = openpyxl.load_workbook(form.with_name("verdicts.xlsx"))["问题"]
    assert [cell.hyperlink.location for (cell,) in problems["B2:B3"]] == ["'教师'!B3", "'教师'!D3"]


def test_another_reader_of_workbooks_sees_the_same(form, decider):
    bad = {"教师编号": "T2", **MENTOR, "担任班主任年限": "9年", "自备": "=1+1"}
    decided(form, decider, {"教师": [{"教师编号": "T1", **MENTOR, **ALL_LISTED}, bad], **owned("T1")})
    out = form.with_name("verdicts.xlsx")
    seen = shown_elsewhere(out)
    expected = shown(out)
    (verdict,) = [row for row in expected["教师"] if row[0] == "T1"]
    assert "符合条件" in verdict
    assert "✓ 班主任工作年限〔实际：9.5年〕" in str(verdict)
    assert expected["问题"][1][1] == "教师!D3"
    assert [cell for row in expected["教师"] for cell in row if cell == "=1+1"]
    expected["教师"] = [[None if cell == "=1+1" else cell for cell in row] for row in expected["教师"]]
    assert seen == expected


def test_keys_that_stand_twice_or_not_at_all(form, decider):
    case = {**MENTOR, **ALL_LISTED}
    cases = [{"教师编号": "T1", **case}, {"教师编号": "T1", **case}, case, {"教师编号": "T4", **case}]
    rows, summary = decided(form, decider, {"教师": cases, **owned("T4")})
    assert [row["结论"] for row in rows] == ["未判定", "未判定", "未判定", "符合条件"]
    assert [(one.code, one.cell) for one in summary.problems] == [("WR906", "A2"), ("WR906", "A3"), ("WR906", "A4")]


def test_headings_and_sheets_by_their_ids(tmp_path, decider):
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    case = {"teacher_id": 7, "in_service": True, "homeroom_years": "3", "complete.honors": "yes", "note": "=1+1"}
    add_rows(workbook, "teachers", [case])
    add_rows(workbook, "honors", [{"teacher_id": "7", "level": "city", "awarded_on": DAY}])
    add_rows(workbook, "Sheet2", [{"anything": 1}])
    read = read_workbook(save(workbook, tmp_path / "x"), decider.pack.plan, decider.decision, "en")
    assert read.problems == ()
    row = read.frame.row(0, named=True)
    assert (row["teacher_id"], row["in_service"], row["homeroom_years"]) == ("7", True, 3)
    assert row["honors"] == [{"level": "city", "kind": None, "awarded_on": DAY, "name": None}]
    assert "incomplete" not in row


def test_cells_that_are_joined_say_the_same_in_each_row(form, decider):
    workbook = openpyxl.load_workbook(form)
    add_rows(workbook, "教师", [{"教师编号": "T1", **MENTOR}])
    records = [{"教师编号": "T1", "级别": "市级"}, {"级别": "省级"}, {"级别": "校级"}]
    add_rows(workbook, "个人荣誉", records)
    workbook["个人荣誉"].merge_cells("A2:A4")
    read = read_workbook(save(workbook, form), decider.pack.plan, decider.decision)
    assert read.problems == ()
    assert [one["level"] for one in read.frame["honors"][0]] == ["city", "province", "school"]


def test_a_formula_without_a_result_is_complained_of(form, decider):
    sheets = {"教师": [{"教师编号": "T1", **MENTOR, "担任班主任年限": "=4+5"}]}
    (problem,) = read_workbook(fill(form, sheets), decider.pack.plan, decider.decision).problems
    assert (problem.code, problem.cell) == ("WR903", "D2")


def test_a_formula_counts_as_what_it_came_to_and_stays_one(tmp_path, decider):
    source, out = tmp_path / "roster.xlsx", tmp_path / "out.xlsx"
    with xlsxwriter.Workbook(source) as workbook:
        page = workbook.add_worksheet("教师")
        page.write_row(0, 0, ["教师编号", "担任班主任年限", "在编在岗"])
        page.write_string(1, 0, "T1")
        page.write_formula(1, 1, "=2+1", None, 3)
        page.write_formula(1, 2, "=NA()", None, "#N/A")
        page.write_string(2, 0, "T2")
        page.write_formula(2, 1, "=2+1", None, 3)
    summary = decide_file(decider, source, out)
    assert [(one.code, one.cell) for one in summary.problems] == [("WR903", "C2")]
    rows = cells(out, "教师")
    assert [row["班主任工作年限"] for row in rows] == [None, "不符合"]
    assert [row["担任班主任年限"] for row in rows] == ["=2+1", "=2+1"]


def test_a_column_that_is_nearly_one_of_the_form_is_pointed_out(form, decider):
    workbook = openpyxl.load_workbook(form)
    workbook["教师"]["D1"].value = "担任班主任年"
    add_rows(workbook, "教师", [{"教师编号": "T1", "姓名": "王", "在编在岗": "是"}])
    read = read_workbook(save(workbook, form), decider.pack.plan, decider.decision)
    assert [(one.code, one.cell) for one in read.problems] == [("WR901", "D1")]
    assert "担任班主任年限" in read.problems[0].help


def test_values_without_a_heading_are_pointed_out(form, decider):
    workbook = openpyxl.load_workbook(form)
    add_rows(workbook, "教师", [{"教师编号": "T1", "在编在岗": "是", "担任班主任年限": 9}])
    for cell in ("D1", "F1"):
        workbook["教师"][cell].value = None
    read = read_workbook(save(workbook, form), decider.pack.plan, decider.decision)
    assert [(one.code, one.cell, one.message.startswith("教师!D1：")) for one in read.problems] == [
        ("WR911", "D1", True)
    ]


def test_an_english_form(tmp_path, decider):
    form = tmp_path / "form.xlsx"
    make_form(decider.pack, "mentor", form, "en")
    case = {
        "teacher id": "T1",
        "on the payroll and on post": "yes",
        "post": "homeroom teacher",
        "honours: all listed": "No",
    }
    record = {"teacher id": "T1", "level": "city", "date of award": DAY, "kind": "education"}
    filled = fill(form, {"Teachers": [case, {"teacher id": "T2", "post": "teacher"}], "honours": [record]})
    out = tmp_path / "out.xlsx"
    summary = decide_file(decider, filled, out, FileOptions(lang="en"))
    first, second = cells(out, "Teachers")
    assert (first["outcome"], first["An education honour of city level or higher in the last five years"]) == (
        "undetermined",
        "met",
    )
    assert "years as a homeroom teacher (D2)" in first["missing facts"]
    assert second["error"].startswith("WR903 Teachers!C3 (post) `teacher`: it is no such value")
    assert [str(problem) for problem in summary.problems] == [second["error"]]


def test_a_waiver_counts(form, decider):
    case = {"教师编号": "T1", **MENTOR, **ALL_LISTED, "职称等级": "中级"}
    sheets = {"教师": [case], **owned("T1"), "放宽": [{"教师编号": "T1", "条件": "高级职称", "批准者": "市教育局"}]}
    rows, _ = decided(form, decider, sheets)
    assert (rows[0]["结论"], rows[0]["高级职称"]) == ("符合条件", "已放宽")


def test_a_waiver_of_nothing_is_complained_of(form, decider):
    sheets = {"教师": [{"教师编号": "T1", **MENTOR}], "放宽": [{"教师编号": "T1", "条件": "年龄"}]}
    rows, summary = decided(form, decider, sheets)
    assert rows[0]["结论"] == "未判定"
    assert [(one.code, one.sheet, one.cell) for one in summary.problems] == [("WR903", "放宽", "B2")]


def test_deciding_again_replaces_the_verdicts(form, decider):
    sheets = {"教师": [{"教师编号": "T1", **MENTOR, "担任班主任年限": "9年"}, {"教师编号": "T2", "自备": 1}]}
    decided(form, decider, sheets)
    out = form.with_name("verdicts.xlsx")
    workbook = openpyxl.load_workbook(out)
    workbook["教师"]["D2"].value = 5
    workbook.save(out)
    decide_file(decider, out, out)
    rows = cells(out, "教师")
    assert [row["结论"] for row in rows] == ["不符合条件", "尚不能确定"]
    assert [row["自备"] for row in rows] == [None, 1]
    page = openpyxl.load_workbook(out)["教师"]
    assert [cell.value for cell in page[1]].count("结论") == 1
    assert "问题" not in openpyxl.load_workbook(out).sheetnames


@pytest.mark.parametrize("gone", ["#REF!", "'教师'!#REF!", "'别处'!$A$1:$C$1"])
def test_verdicts_that_somebody_deleted_are_not_looked_for(form, decider, gone):
    decided(form, decider, {"教师": [{"教师编号": "T1", **MENTOR, "担任班主任年限": "9年"}]})
    out = form.with_name("verdicts.xlsx")
    workbook = openpyxl.load_workbook(out)
    width = len(read_workbook(form, decider.pack.plan, decider.decision).cases.columns)
    workbook["教师"].delete_cols(width + 1, workbook["教师"].max_column)
    for name in ("verdict_columns", "verdict_problems"):
        workbook.defined_names[name] = DefinedName(name, attr_text=gone)
    workbook.save(out)
    decide_file(decider, out, out, FileOptions(reasons=False))
    assert [row["结论"] for row in cells(out, "教师")] == ["未判定"]


def test_a_form_for_another_decision_is_warned_about(tmp_path, decider):
    form = tmp_path / "form.xlsx"
    make_form(decider.pack, "completion", form)
    read = read_workbook(form, decider.pack.plan, decider.decision)
    assert [problem.code for problem in read.problems] == ["WR907"]


def test_each_row_as_of_its_own_date(tmp_path):
    pack = load("shijiazhuang")
    form = tmp_path / "form.xlsx"
    make_form(pack, "member", form)
    plan = pack.plan
    (drawn,) = islice(dossiers(plan, plan.decisions["member"], 4, gaps=0), 1)
    sheets = sheets_of(layout(plan, plan.decisions["member"]), plan, [orderly(plan, drawn)] * 2)
    days = [dt.date(2014, 9, 1), dt.date(2020, 1, 1)]
    for row, day in zip(sheets["教师"], days, strict=True):
        row["基准日期"] = day
    out = tmp_path / "out.parquet"
    decide_file(row_decider(pack, "member", None, {}, {}), fill(form, sheets), out)
    expected = [pack.decide("member", facts_of(orderly(plan, drawn)), as_of=day).outcome for day in days]
    assert pl.read_parquet(out)["outcome"].to_list() == expected


def test_what_is_no_workbook_is_refused(tmp_path, decider):
    path = tmp_path / "roster.xlsx"
    path.write_text("教师编号\n1\n", "utf-8")
    with pytest.raises(wr.FactsError, match="WR904"):
        decide_file(decider, path, tmp_path / "out.xlsx")
    assert not (tmp_path / "out.xlsx").exists()
