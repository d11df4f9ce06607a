"""Rosters as files: every format in and out, bad cells, and files written whole or not at all."""

import json
import re
from importlib import import_module

import openpyxl
import polars as pl
import pytest

import workshop_rules as wr
from workshop_rules.diagnostics import CODES
from workshop_rules.files import Summary
from workshop_rules.files.row_errors import error_title
from workshop_rules.roster_files import FileOptions, decide_file
from workshop_rules.rosters import row_decider

CSV = """teacher_id,班主任年限,honors,in_service
t1,9,"[{""level"":""市级"",""awarded_on"":""2010-01-01""}]",是
t2,abc,,true
t3,8.5,[],false
"""


@pytest.fixture(scope="module")
def decider():
    return row_decider(wr.load_pack("ordos_2013"), "mentor", None, {}, {})


@pytest.fixture
def roster(tmp_path, decider):
    heading = decider.pack.facts["homeroom_years"].title.zh
    path = tmp_path / "roster.csv"
    path.write_text(CSV.replace("班主任年限", heading), "utf-8-sig")
    return path


def expected(decider):
    t1 = {"homeroom_years": 9, "honors": [{"level": "city", "awarded_on": "2010-01-01"}], "in_service": True}
    t3 = {"homeroom_years": 8.5, "honors": [], "in_service": False}
    return [decider.pack.decide("mentor", facts).outcome for facts in (t1, t3)]


def test_csv_to_csv(roster, decider, tmp_path):
    out = tmp_path / "out.csv"
    summary = decide_file(decider, roster, out)
    rows = pl.read_csv(out)
    assert rows["teacher_id"].to_list() == ["t1", "t2", "t3"]
    first, second, third = rows["outcome"].to_list()
    assert [first, third] == expected(decider)
    assert second is None
    assert (
        rows["error"][1]
        == "WR903 `homeroom_years`（担任班主任年限）为“abc”：不是数字（至多15位）；请只填数字，不带单位"
    )
    assert (summary.rows, summary.errors) == (3, 1)
    assert summary.missing["findings.conduct"] == 1
    assert summary.not_met["homeroom_years"] == 1


def test_what_a_row_lacks_at_several_places_counts_once_for_it():
    columns = {"error": pl.Series([None] * 3, dtype=pl.String), "outcome": ["undetermined"] * 3}
    lacked = [["honors[1].kind", "honors[12].kind", "title"], ["honors[3].kind"], []]
    summary = Summary()
    for _ in range(2):
        summary.add(pl.DataFrame({**columns, "missing": lacked}))
    assert summary.missing == {"honors.kind": 4, "title": 2}


@pytest.mark.parametrize("suffix", ["csv", "parquet", "jsonl", "xlsx"])
def test_what_was_written_can_be_read_and_decided_again(roster, decider, tmp_path, suffix):
    between, out = tmp_path / f"between.{suffix}", tmp_path / "out.jsonl"
    decide_file(decider, roster, between)
    again = tmp_path / f"again.{suffix}"
    results = ("outcome", "missing", "error")
    match suffix:
        case "parquet":
            read = pl.read_parquet(between)
            read.drop([n for n in read.columns if n in results or n.startswith("state.")]).write_parquet(again)
        case "csv":
            read = pl.read_csv(between, infer_schema=False)
            read.drop([n for n in read.columns if n in results or n.startswith("state.")]).write_csv(again)
        case "jsonl":
            records = [json.loads(line) for line in between.read_text("utf-8").splitlines()]
            for record in records:
                for name in [n for n in record if n in results or n.startswith("state.")]:
                    del record[name]
            again.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
        case _:
            read = pl.read_excel(between)
            read.drop([n for n in read.columns if n in results or n.startswith("state.")]).write_excel(again)
    decide_file(decider, again, out)
    outcomes = [json.loads(line)["outcome"] for line in out.read_text("utf-8").splitlines()]
    assert [outcomes[0], outcomes[2]] == expected(decider)


def test_a_workbook_has_one_sheet_with_headings(roster, decider, tmp_path):
    out = tmp_path / "out.xlsx"
    decide_file(decider, roster, out)
    (sheet,) = openpyxl.load_workbook(out).worksheets
    assert [cell.value for cell in sheet[1]][:2] == ["teacher_id", "homeroom_years"]
    assert sheet.max_row == 4


def test_a_failure_leaves_the_old_file(decider, tmp_path):
    out = tmp_path / "out.csv"
    out.write_text("old", "utf-8")
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"homeroom_years": 9}\n[1]\n', "utf-8")
    with pytest.raises(wr.FactsError, match="WR904"):
        decide_file(decider, bad, out)
    assert out.read_text("utf-8") == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.jsonl", "out.csv"]


def test_a_misspelt_column_is_refused(decider, tmp_path):
    source = tmp_path / "roster.csv"
    source.write_text("homerom_years\n9\n", "utf-8")
    with pytest.raises(wr.FactsError, match="write `homeroom_years`"):
        decide_file(decider, source, tmp_path / "out.csv")
    decide_file(decider, source, tmp_path / "out.csv", FileOptions(keep=("homerom_years",)))
    assert pl.read_csv(tmp_path / "out.csv")["homerom_years"].to_list() == [9]


@pytest.mark.parametrize(
    ("name", "text", "message", "remedy"),
    [
        ("r.csv", "id,in_service\n甲,是\n乙,是,9\n", "line 3 has 3 cells, but there are 2 headings", "take out"),
        ("r.csv", 'id,in_service\n"甲\n二",是\n乙,是,9\n', "line 4 has 3 cells", "in quotes"),
        ("r.csv", "id,in_service,in_service\n", "heading `in_service` twice, over columns 2 and 3", "rename one"),
        ("r.csv", "备注,id,备注\n", "heading `备注` twice, over columns 1 and 3", "rename one"),
        ("r.csv", "", "it is empty", "head each column"),
        ("r.csv", 'id,in_service\n甲,是\n"乙,是\n丙,是\n', "row that begins in line 3", "quote at the end"),
        ("r.csv", 'in_service\n"是\n否\n', "row that begins in line 2", "quote at the end"),
        ("r.csv", 'note,in_service\n7 long,否\n5" long,否\n', "line 3 has a quote within a cell", "that one twice"),
        ("r.jsonl", '{"id": 1}\n\n{"id": on}\n', "line 3 is not a JSON object: .* character 8 on", "in each line"),
        ("r.jsonl", "[1]\n", "line 1 is not a JSON object", "in each line"),
        (
            "r.jsonl",
            '{"id": "\\\\ud800 \\ud83d\\udc0e"}\n{"honors": [{"name": "\\ud800"}]}\n',
            "line 2 has half of a",
            "line",
        ),
        ("r.parquet", "id\n", "no Parquet file", "by what it is"),
        ("r.xlsx", "id\n", "no workbook", "save it as .xlsx"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_with_its_line_and_a_remedy(decider, tmp_path, name, text, message, remedy):
    (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(wr.FactsError, match=message) as refused:
        decide_file(decider, tmp_path / name, tmp_path / "out.csv")
    (found,) = refused.value.diagnostics
    assert (found.code, remedy in found.help, str(tmp_path / name) in found.message) == ("WR904", True, True)
    assert not re.search("truncate|schema|Schema|dtype|duplicated|magic|zip", str(found).replace(str(tmp_path), ""))
    assert not (tmp_path / "out.csv").exists()


def test_columns_without_headings_and_quotes_in_pairs_are_let_be(decider, tmp_path):
    rows = decided_rows(tmp_path, decider, "r.csv", 'note,in_service,,\n"5"" ""long""",否,,\n')
    assert rows["error"].to_list() == [None]
    assert rows["state.on_post"].to_list() == ["not_met"]


def test_files_that_are_not_there_are_told(decider, tmp_path):
    def refused(source, target):
        with pytest.raises(wr.FactsError) as error:
            decide_file(decider, tmp_path / source, tmp_path / target)
        return [(one.message.replace(f"{tmp_path}/", ""), one.help) for one in error.value.diagnostics]

    (tmp_path / "roster.csv").write_text("in_service\n", "utf-8")
    (tmp_path / "a.csv").mkdir()
    assert refused("roste.csv", "out.csv") == [("there is no file `roste.csv`", f"write `{tmp_path / 'roster.csv'}`")]
    assert refused("teachers.csv", "out.csv") == [("there is no file `teachers.csv`", "correct the path")]
    assert refused("no/x.csv", "out.csv") == [("there is no folder `no` for `x.csv`", "correct the path")]
    assert refused("a.csv", "no/out.csv") == [
        ("`a.csv` is a folder, not a file", "name a file .csv, .jsonl, .parquet, .xlsx"),
        ("there is no folder `no` for `out.csv`", "make it, or choose another one"),
    ]
    assert refused("roster.csv", "a.csv") == [("`a.csv` is a folder, not a file", "choose another name")]


def test_an_unknown_format_is_refused(decider, tmp_path):
    with pytest.raises(wr.FactsError, match="WR904"):
        decide_file(decider, tmp_path / "roster.txt", tmp_path / "out.csv")


def decided_rows(tmp_path, decider, name, text, lang="zh"):
    (tmp_path / name).write_text(text, "utf-8")
    decide_file(decider, tmp_path / name, tmp_path / "out.parquet", FileOptions(lang=lang))
    return pl.read_parquet(tmp_path / "out.parquet")


def test_json_lines_tell_text_from_numbers(tmp_path, decider):
    lines = [
        {"homeroom_years": 9, "in_service": True, "post": "班主任", "note": "9"},
        {"homeroom_years": "9"},
        {"in_service": "true"},
        {"post": 3},
        {"honors": [{"level": "city", "awarded_on": 20100101}]},
        {"homeroom_years": "", "post": " "},
    ]
    rows = decided_rows(tmp_path, decider, "r.jsonl", "".join(json.dumps(line) + "\n" for line in lines))
    wrong = [None, "homeroom_years", "in_service", "post", "honors[1].awarded_on", None]
    assert [error and error.split("`")[1] for error in rows["error"]] == wrong
    assert rows["homeroom_years"].to_list() == [9, *[None] * 5]
    assert rows["note"].to_list() == ["9", *[None] * 5]


def test_columns_that_are_no_facts_stay_as_they_are(tmp_path, decider):
    lines = [
        {"in_service": True, "row": 1, "share": 1, "seen": True, "note": "9", "mixed": 1, "zzz": [1, {"a": None}]},
        {"row": 2, "share": 0.5, "seen": False, "note": None, "mixed": "x"},
    ]
    (tmp_path / "r.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    decide_file(decider, tmp_path / "r.jsonl", tmp_path / "out.jsonl")
    first, second = (json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines())
    assert [first[name] for name in ("row", "share", "seen", "note")] == [1, 1.0, True, "9"]
    assert [second[name] for name in ("row", "share", "seen", "note")] == [2, 0.5, False, None]
    assert (first["mixed"], second["mixed"], json.loads(first["zzz"])) == ("1", "x", [1, {"a": None}])


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_key_that_stands_twice_is_an_error_of_its_row(tmp_path, decider, lang):
    lines = [
        '{"id": 1, "in_service": false}',
        "",
        '{"id": 2, "in_service": false, "in_service": false}',
        '{"id": 3, "in_service": false, "honors": [{"level": "city", "level": "school"}, {"level": "city"}]}',
        '{"id": 4, "id": 5}',
        '{"id": 6, "in_service": false, "honors": [{"level": "city"}, {"level": "city"}]}',
    ]
    rows = decided_rows(tmp_path, decider, "r.jsonl", "\n".join(lines), lang)
    line = "WR903 第{}行有两个`{}`，" if lang == "zh" else "WR903 line {} has `{}` twice, "
    told = [None, line.format(3, "in_service"), line.format(4, "level"), line.format(5, "id"), None]
    assert all(error == said or error.startswith(said) for error, said in zip(rows["error"], told, strict=True))
    assert rows["outcome"].to_list() == ["ineligible", None, None, None, "ineligible"]
    assert rows["id"].to_list() == [1, 2, 3, 5, 6]


def test_all_that_is_wrong_in_a_row_is_told_at_once(tmp_path, decider):
    text = "homeroom_years,in_service,birth_date\nnine,maybe,1970-01-01\n9,maybe,\n9,是,\n"
    both, one, none = decided_rows(tmp_path, decider, "r.csv", text)["error"].to_list()
    assert [part.split("`")[1] for part in both.split("；WR903")] == ["homeroom_years", "in_service"]
    assert (one.count("WR903"), none) == (1, None)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_values_without_a_heading_are_told(tmp_path, decider, lang):
    text = "in_service,, ,column_3,\n是,1,,,\n否,,2,甲,\n"
    (tmp_path / "r.csv").write_text(text, "utf-8")
    for resume in (False, True):
        asked = FileOptions(lang=lang, resume=resume)
        summary = decide_file(decider, tmp_path / "r.csv", tmp_path / "out.csv", asked)
        assert [one.code for one in summary.problems] == ["WR911", "WR911"]
        places = ("第2列：", "第3列：") if lang == "zh" else ("column 2: ", "column 3: ")
        assert all(one.message.startswith(place) for one, place in zip(summary.problems, places, strict=True))
    rows = pl.read_csv(tmp_path / "out.csv", infer_schema=False)
    assert rows.columns[:5] == ["in_service", "column_2", "column_3_", "column_3", "column_5"]
    assert rows["column_3_"].to_list() == [None, "2"]
    assert not {"column_2", "column_3_", "column_5"} & set(summary.columns)


def test_a_number_of_json_that_floating_point_cannot_hold_is_no_other_number(tmp_path, decider):
    lines = '{"homeroom_years": 9.1}\n{"homeroom_years": 9.0000000000000000001}\n{"homeroom_years": 1e1}\n'
    rows = decided_rows(tmp_path, decider, "r.jsonl", lines)
    assert rows["homeroom_years"].to_list() == [9.1, None, 10]
    assert [error is None for error in rows["error"]] == [True, False, True]


def test_in_csv_a_cell_is_read_as_its_fact_is_declared(tmp_path, decider):
    text = 'homeroom_years,in_service,post,note\n"9",是,homeroom teacher,\n,,,x\n'
    rows = decided_rows(tmp_path, decider, "r.csv", text)
    assert rows.select("homeroom_years", "in_service", "post").rows() == [(9, True, "homeroom_teacher"), (None,) * 3]


def test_text_in_a_column_of_parquet_is_no_number(tmp_path, decider):
    path = tmp_path / "r.parquet"
    pl.DataFrame({"homeroom_years": ["9", None], "post": ["班主任", None]}).write_parquet(path)
    decide_file(decider, path, tmp_path / "out.parquet")
    rows = pl.read_parquet(tmp_path / "out.parquet")
    assert [error is None for error in rows["error"]] == [False, True]
    assert rows["post"].to_list() == ["homeroom_teacher", None]


def test_dates_begin_with_the_year(tmp_path, decider):
    days = ["2010-01-02", "2010/1/2", "2010.1.2", "2010年1月2日", "1/2/2010", "2010-02-30", "20100102"]
    lines = ["birth_date", *days]
    rows = decided_rows(tmp_path, decider, "r.csv", "\n".join(lines) + "\n")
    assert [str(day) for day in rows["birth_date"]] == ["2010-01-02"] * 4 + ["None"] * 3
    assert [error is None for error in rows["error"]] == [True] * 4 + [False] * 3


def test_a_misspelt_title_is_refused(decider, tmp_path):
    source = tmp_path / "roster.csv"
    source.write_text("担任班主任年,姓名\n9,王\n", "utf-8")
    with pytest.raises(wr.FactsError, match="担任班主任年限"):
        decide_file(decider, source, tmp_path / "out.csv")


WRONG = {
    "homeroom_years": ["abc", "１２", "－１．５", "１２年"],
    "birth_date": ["2010-02-30", "２０１３年１０月１日", "2013／10／1"],
    "in_service": ["maybe"],
    "post": ["teacher", "zzz"],
    "honors": ["[{", '[{"lvl": 1}]', "{}", '[{"kind": 1}]'],
    "incomplete": ["[1]"],
    "findings.conduct": ["x"],
    "findings": ["[]", '{"conduct": 1}'],
    "waivers": ["{}", '[{"by": 1}]'],
}
"""Cells that cannot be understood, by column."""
OURS = re.compile(r"`[^`]*`（[^）]*）为“.*”：|`[^`]*`为“.*”：|“.*”|JSON|true|false|WR903|\d+(?:[-/.]\d+)*")
"""What of a complaint in Chinese is in no language, or said by the roster itself."""


def test_what_is_wrong_with_a_cell_is_said_in_the_language_asked_for(tmp_path, decider):
    cells = [(name, text) for name, texts in WRONG.items() for text in texts]
    said = {}
    for lang in ("zh", "en"):
        errors = []
        for name in WRONG:
            column = pl.DataFrame({name: [text for other, text in cells if other == name]})
            errors += decided_rows(tmp_path, decider, "r.csv", column.write_csv(), lang)["error"].to_list()
        said[lang] = errors
    assert all(error.startswith("WR903 ") for errors in said.values() for error in errors)
    assert [error for error in said["en"] if " is `" not in error] == []
    assert [error for error in said["zh"] if re.search("[A-Za-z]", OURS.sub("", error))] == []


def _write(frame, path):
    match path.suffix:
        case ".csv":
            frame.write_csv(path)
        case ".jsonl":
            frame.write_ndjson(path)
        case _:
            frame.write_excel(path)


@pytest.mark.parametrize(
    ("lang", "wrong"), [("zh", "应填“是”或“否”"), ("en", "it is neither true nor false; write yes or no")]
)
@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_every_format_says_it_in_the_same_words(tmp_path, decider, suffix, lang, wrong):
    source, out = tmp_path / f"r.{suffix}", tmp_path / "out.parquet"
    frame = pl.DataFrame({"in_service": ["maybe"]})
    _write(frame, source)
    decide_file(decider, source, out, FileOptions(lang=lang))
    assert pl.read_parquet(out)["error"][0].endswith(wrong)


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_what_a_fact_may_not_be_is_said_in_chinese_too(tmp_path, decider, suffix):
    source, out = tmp_path / f"r.{suffix}", tmp_path / "out.parquet"
    _write(pl.DataFrame({"homeroom_years": ["-1", "0"]}), source)
    decide_file(decider, source, out)
    first, second = pl.read_parquet(out)["error"].to_list()
    assert first.startswith("WR903 ")
    assert first.endswith("“-1”：不得小于0")
    assert second is None


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_full_width_digits_are_refused_with_what_to_type(tmp_path, decider, suffix):
    typed = {"homeroom_years": ["１２", "－１．５", "９年", "12"], "birth_date": ["1970－01－02", None, None, None]}
    source, out = tmp_path / f"r.{suffix}", tmp_path / "out.parquet"
    _write(pl.DataFrame(typed), source)
    decide_file(decider, source, out, FileOptions(lang="en"))
    first, second, third, fourth = pl.read_parquet(out)["error"].to_list()
    assert "its digits are full-width characters; type them in half-width ones: 12" in first
    assert "full-width characters; type them in half-width ones: -1.5" in second
    assert third.endswith("it is no number; write at most 15 digits, no unit")
    assert fourth is None
    decide_file(decider, source, out)
    assert "数字是全角字符；请用半角填写：12" in pl.read_parquet(out)["error"][0]
    plain = {"homeroom_years": [None], "birth_date": ["1970－01－02"]}
    pl.DataFrame(plain).write_csv(tmp_path / "day.csv")
    decide_file(decider, tmp_path / "day.csv", out)
    assert pl.read_parquet(out)["error"][0].endswith("日期中有全角字符；请用半角填写：1970-01-02")


@pytest.mark.parametrize(
    ("level", "meant"), [("县级", "县（区、旗）级"), ("区县级", "县（区、旗）级"), ("县", None), ("级别", None)]
)
def test_a_short_form_of_a_title_is_told_as_such(tmp_path, decider, level, meant):
    honors = json.dumps([{"level": level}], ensure_ascii=False)
    pl.DataFrame({"honors": [honors]}).write_csv(tmp_path / "r.csv")
    decide_file(decider, tmp_path / "r.csv", tmp_path / "out.parquet")
    (error,) = pl.read_parquet(tmp_path / "out.parquet")["error"]
    assert error.endswith(f"是否应为“{meant}”" if meant else "可填：校级、县（区、旗）级、市级、省级、国家级")


@pytest.mark.parametrize("name", ["as_of", "基准日期", "as-of date"])
def test_dates_of_decision_are_not_passed_over(tmp_path, decider, name):
    source, out = tmp_path / "r.csv", tmp_path / "out.parquet"
    honors = json.dumps([{"level": "city", "kind": "education", "awarded_on": "2016-05-01"}])
    pl.DataFrame({name: ["2013-10-01", "2017-01-01"], "honors": [honors, honors]}).write_csv(source)
    with pytest.raises(wr.FactsError, match=f"name it with `--as-of-column {name}`") as refused:
        decide_file(decider, source, out)
    assert [one.code for one in refused.value.diagnostics] == ["WR901"]
    for asked, expected in ({"as_of_column": name}, ["not_met", "met"]), ({"keep": (name,)}, ["not_met", "not_met"]):
        decide_file(decider, source, out, FileOptions(**asked))
        assert pl.read_parquet(out)["state.city_honor"].to_list() == expected


@pytest.mark.parametrize("headings", ["在编在岗,in_service", "在编在岗,on the payroll and on post"])
def test_a_fact_with_two_columns_is_refused(decider, tmp_path, headings):
    source = tmp_path / "roster.csv"
    source.write_text(f"{headings}\n是,否\n", "utf-8")
    with pytest.raises(wr.FactsError, match="`in_service` has a column already"):
        decide_file(decider, source, tmp_path / "out.csv")


def test_what_a_workbook_cannot_hold_is_refused(tmp_path, decider, monkeypatch):
    monkeypatch.setattr(import_module("workshop_rules.files.writing"), "MOST_IN_WORKBOOK", 2)
    (tmp_path / "r.csv").write_text("homeroom_years\n1\n2\n", "utf-8")
    decide_file(decider, tmp_path / "r.csv", tmp_path / "out.xlsx")
    before = (tmp_path / "out.xlsx").read_bytes()
    (tmp_path / "r.csv").write_text("homeroom_years\n1\n2\n3\n", "utf-8")
    with pytest.raises(wr.FactsError, match="at most 2 rows"):
        decide_file(decider, tmp_path / "r.csv", tmp_path / "out.xlsx")
    assert (tmp_path / "out.xlsx").read_bytes() == before


def test_text_of_a_roster_is_no_formula_in_a_workbook(tmp_path, decider):
    (tmp_path / "r.csv").write_text('remark,homeroom_years\n"=1+1",3\n', "utf-8")
    decide_file(decider, tmp_path / "r.csv", tmp_path / "out.xlsx")
    (sheet,) = openpyxl.load_workbook(tmp_path / "out.xlsx").worksheets
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("=1+1", "s")


def test_reasons_where_they_are_asked_for(tmp_path, decider):
    (tmp_path / "r.csv").write_text('homeroom_years\n3\nx\n""\n', "utf-8")
    for suffix in ("csv", "parquet"):
        decide_file(decider, tmp_path / "r.csv", tmp_path / f"out.{suffix}", FileOptions(reasons=True, lang="en"))
    reasons = pl.read_parquet(tmp_path / "out.parquet")["reason"].to_list()
    assert reasons[0].startswith("not eligible")
    assert "Years as a homeroom teacher" in reasons[0]
    assert reasons[1] is None
    assert "missing" in reasons[2].lower()
    assert pl.read_csv(tmp_path / "out.csv")["reason"].to_list() == reasons
    decide_file(decider, tmp_path / "r.csv", tmp_path / "out.parquet")
    assert "reason" not in pl.read_parquet(tmp_path / "out.parquet").columns


def test_errors_of_evaluation_have_words_in_both_languages():
    evaluation = [code for code, entry in CODES.items() if entry.stage == "evaluate"]
    assert [code for code in evaluation if not re.search("[一-鿿]", error_title(code, "zh"))] == []
    assert error_title("WR501", "en") == "division by zero"


ODD = {
    "homeroom_years": [-1.0, None, None, None],
    "honors": [None, [{"level": "cit", "awarded_on": "2010-01-01"}], None, None],
    "projects": [None, None, None, [{"started_on": "2013-01-01", "ended_on": "2012-01-01"}]],
    "incomplete": [None, None, ["title"], None],
}
"""Facts that no column of text would let through: what is wrong with them is told by the boundary."""


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        (
            "zh",
            [
                "WR405 `homeroom_years`（担任班主任年限）：-1小于最小值0",
                "WR403 `honors[1].level`（个人荣誉）：`cit`不在可选的值之中，是否应为“city”",
                "WR412 `title`不是列表，不会有未列出的项；不知道的事实请不要写",
                "WR408 `projects[1]`（课题）：结束于2012-01-01，早于起始的2013-01-01",
            ],
        ),
        (
            "en",
            [
                "WR405 `homeroom_years`: -1 is less than 0, the least it can be",
                "WR403 `honors[1].level`: `cit` is not a level; write `city`",
                "WR412 `title` is not a list, so it cannot lack entries; leave the fact out instead",
                "WR408 `projects[1]` ends on 2012-01-01, before it starts on 2013-01-01",
            ],
        ),
    ],
)
def test_facts_that_cannot_be_are_told_in_the_language_asked_for(tmp_path, decider, lang, expected):
    pl.DataFrame(ODD).write_parquet(tmp_path / "r.parquet")
    decide_file(decider, tmp_path / "r.parquet", tmp_path / "out.parquet", FileOptions(lang=lang))
    assert pl.read_parquet(tmp_path / "out.parquet")["error"].to_list() == expected
    assert decider.pack.decide_frame("mentor", pl.DataFrame(ODD), reasons=lang).data["error"].to_list() == expected


def test_texts_in_a_workbook_are_no_links_and_what_is_cut_says_so(tmp_path, decider):
    texts = ["mailto:x", "internal:Sheet1!A1", "http://example.org/", "x" * 32_767, "x" * 32_768]
    pl.DataFrame({"note": texts, "in_service": [True] * len(texts)}).write_parquet(tmp_path / "r.parquet")
    decide_file(decider, tmp_path / "r.parquet", tmp_path / "out.xlsx")
    page = openpyxl.load_workbook(tmp_path / "out.xlsx").worksheets[0]
    assert [cell.value for cell in page["A"][1:]] == [*texts[:-1], "x" * 32_766 + "…"]
    assert not any(cell.hyperlink for cell in page["A"])


def test_days_that_a_workbook_does_not_have_are_texts_there(tmp_path, decider):
    days = pl.Series("day", [-30_000, 3_000_000], dtype=pl.Int32).cast(pl.Date)
    pl.DataFrame([days, pl.Series("in_service", [True, True])]).write_parquet(tmp_path / "r.parquet")
    decide_file(decider, tmp_path / "r.parquet", tmp_path / "out.xlsx")
    page = openpyxl.load_workbook(tmp_path / "out.xlsx").worksheets[0]
    assert [cell.value for cell in page["A"]] == ["day", "1887-11-12", "+10183-09-21"]
