"""Cells of JSON Lines and Parquet as facts: which part is wrong, days that are moments, and columns of any kind."""

import datetime as dt
import json
from zoneinfo import ZoneInfo

import polars as pl
import pytest

import workshop_rules as wr
from workshop_rules.roster_files import FileOptions, decide_file
from workshop_rules.rosters import row_decider


@pytest.fixture(scope="module")
def decider():
    return row_decider(wr.load_pack("ordos_2013"), "mentor", None, {}, {})


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"in_service": "是"}, '“"是"”：应为true或false，不加引号'),
        ({"homeroom_years": "9"}, '“"9"”：应为数字，不加引号'),
        (
            {"honors": [{}, {"level": "市", "awarded_on": "2010-05-01"}]},
            "`honors[2].level`（个人荣誉）为“市”：不在可选的值之中，是否应为“市级”",
        ),
        ({"honors": [{"awarded_on": "2010-02-30"}]}, "`honors[1].awarded_on`（个人荣誉）为“2010-02-30”：没有这一天"),
        (
            {"honors": [{"levle": "city"}]},
            '`honors[1]`（个人荣誉）为“{"levle": "city"}”：没有“levle”这一项，是否应为“level”',
        ),
        ({"honors": [{"name": 5}]}, "`honors[1].name`（个人荣誉）为“5”：应为文字，请加引号"),
        ({"projects": [{"role": 1}]}, "`projects[1].role`（课题）为“1”：不在可选的值之中，可填：主持、参与"),
    ],
)
def test_in_json_it_is_told_which_part_is_wrong_and_how_json_would_say_it(tmp_path, decider, facts, said):
    source, out = tmp_path / "r.jsonl", tmp_path / "out.parquet"
    source.write_text(json.dumps(facts) + "\n", "utf-8")
    decide_file(decider, source, out)
    (error,) = pl.read_parquet(out)["error"]
    assert error.startswith("WR903 ")
    assert error.endswith(said)


NOON = dt.datetime(2010, 5, 1, 12)
MIDNIGHT = dt.datetime(2010, 5, 1)


def test_midnights_are_days_as_other_programs_write_them(tmp_path, decider):
    honors = [[{"level": "city", "awarded_on": MIDNIGHT}], [{"level": "city", "awarded_on": MIDNIGHT}], None, None]
    days = {"birth_date": [MIDNIGHT, NOON, None, None], "day": [MIDNIGHT, None, NOON, None], "honors": honors}
    pl.DataFrame(days).write_parquet(tmp_path / "r.parquet")
    decide_file(decider, tmp_path / "r.parquet", tmp_path / "out.parquet", FileOptions(as_of_column="day"))
    decided = pl.read_parquet(tmp_path / "out.parquet")
    assert decided["error"].to_list() == [
        None,
        "WR903 `birth_date`（出生日期）为“2010-05-01 12:00:00”：带有时刻；请只填日期",
        "WR903 `day`为“2010-05-01 12:00:00”：带有时刻；请只填日期",
        None,
    ]
    assert decided["honors"][0][0]["awarded_on"] == MIDNIGHT.date()


def test_a_time_of_day_in_a_list_is_an_error_of_its_row_alone(tmp_path, decider):
    honors = [[MIDNIGHT], [MIDNIGHT, None, NOON], [], None]
    frame = pl.DataFrame({"honors": honors})
    record = pl.struct(level=pl.lit("city"), awarded_on=pl.element())
    frame.with_columns(pl.col("honors").list.eval(record)).write_parquet(tmp_path / "r.parquet")
    decide_file(decider, tmp_path / "r.parquet", tmp_path / "out.parquet")
    decided = pl.read_parquet(tmp_path / "out.parquet")
    wrong = "WR903 `honors[3].awarded_on`（个人荣誉）为“2010-05-01 12:00:00”：带有时刻；请只填日期"
    assert decided["error"].to_list() == [None, wrong, None, None]
    assert decided["honors"].to_list() == [[{"level": "city", "awarded_on": MIDNIGHT.date()}], None, [], None]


@pytest.mark.parametrize("days", [[20131001], [True], [[MIDNIGHT]], [b"2013-10-01"], [dt.timedelta(1)]], ids=str)
def test_dates_of_decision_that_are_none_are_told(tmp_path, decider, days):
    pl.DataFrame({"homeroom_years": [9], "day": days}).write_parquet(tmp_path / "r.parquet")
    decide_file(decider, tmp_path / "r.parquet", tmp_path / "out.csv", FileOptions(as_of_column="day"))
    (error,) = pl.read_csv(tmp_path / "out.csv")["error"]
    assert error.startswith("WR903 `day`为“")
    assert "不是日期" in error


@pytest.mark.parametrize("suffix", ["csv", "jsonl", "xlsx", "parquet"])
def test_columns_of_any_kind_are_kept(tmp_path, decider, suffix):
    shanghai = dt.datetime(2010, 5, 1, tzinfo=ZoneInfo("Asia/Shanghai"))
    kinds = {
        "text": [b"abc"],
        "bytes": [b"\xff\x00"],
        "inside": [[{"b": b"\xff", "t": b"x"}]],
        "length": [dt.timedelta(days=1)],
        "moment": [shanghai],
        "time": [dt.time(1)],
    }
    pl.DataFrame({"homeroom_years": [9], **kinds}).write_parquet(tmp_path / "r.parquet")
    out = tmp_path / f"out.{suffix}"
    assert decide_file(decider, tmp_path / "r.parquet", out).errors == 0
    if suffix == "csv":
        row = pl.read_csv(out, infer_schema=False).row(0, named=True)
        assert [row[name] for name in ("text", "bytes", "inside")] == ["abc", "ff00", '[{"b": "ff", "t": "x"}]']
        assert row["length"] == "P1D"
        assert row["moment"].startswith("2010-05-01")
    elif suffix == "jsonl":
        row = json.loads(out.read_text("utf-8"))
        assert (row["text"], row["bytes"], json.loads(row["inside"])) == ("abc", "ff00", [{"b": "ff", "t": "x"}])


def test_json_that_is_nested_too_deeply_is_told(tmp_path, decider):
    deep = "[" * 100_000 + "]" * 100_000
    (tmp_path / "r.jsonl").write_text(f'{{"honors": {deep}}}\n', "utf-8")
    with pytest.raises(wr.FactsError, match=r"WR904.*line 1 has JSON that is nested too deeply"):
        decide_file(decider, tmp_path / "r.jsonl", tmp_path / "out.csv")
    (tmp_path / "r.csv").write_text(f"honors\n{deep}\n[]\n", "utf-8")
    decide_file(decider, tmp_path / "r.csv", tmp_path / "out.csv")
    assert [error is None for error in pl.read_csv(tmp_path / "out.csv")["error"]] == [False, True]


@pytest.mark.parametrize(
    ("cells", "key"),
    [
        ({"honors": '[{"level": "city", "level": "school"}]'}, "level"),
        ({"findings": '{"conduct": true, "conduct": false}'}, "conduct"),
        ({"waivers": '[{"by": "a", "by": "b"}]'}, "by"),
    ],
    ids=str,
)
def test_a_key_that_stands_twice_in_a_cell_is_an_error_of_its_row(tmp_path, decider, cells, key):
    pl.DataFrame({"in_service": [True]} | {name: [cell] for name, cell in cells.items()}).write_csv(tmp_path / "r.csv")
    decide_file(decider, tmp_path / "r.csv", tmp_path / "out.csv", FileOptions(lang="en"))
    row = pl.read_csv(tmp_path / "out.csv").row(0, named=True)
    assert row["outcome"] is None
    assert row["error"].endswith(f"it has `{key}` twice, and which one is meant cannot be known; keep one of them")


def test_texts_that_parquet_keeps_in_a_dictionary_are_read_like_others(tmp_path, decider):
    titles = pl.Series(["高级", "senior", "教授", None], dtype=pl.Categorical)
    pl.DataFrame({"title": titles}).write_parquet(tmp_path / "r.parquet")
    decide_file(decider, tmp_path / "r.parquet", tmp_path / "out.csv", FileOptions(lang="en"))
    decided = pl.read_csv(tmp_path / "out.csv")
    assert decided["state.title"].to_list() == ["met", "met", None, "unknown"]
    assert decided["error"][2].startswith(
        "WR903 `title` (grade of professional title) is `教授`: it is none of no title"
    )


def test_digits_that_no_number_here_can_have_are_said_as_they_stand(tmp_path, decider):
    (tmp_path / "r.jsonl").write_text('{"homeroom_years": 8.99999999999999999999}\n', "utf-8")
    decide_file(decider, tmp_path / "r.jsonl", tmp_path / "out.csv", FileOptions(lang="en"))
    (error,) = pl.read_csv(tmp_path / "out.csv")["error"]
    assert error.endswith("is `8.99999999999999999999`: it is no number; write at most 15 digits, no unit")
