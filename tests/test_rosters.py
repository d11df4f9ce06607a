"""`Pack.decide_frame`: lazy or not, dates by row, errors by row, any row explained."""

import datetime as dt
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import workshop_rules as wr
from workshop_rules.evaluate._polars import Roster
from workshop_rules.evaluate._polars.translation import REFUSES, TRANSLATE
from workshop_rules.files import row_reasons
from workshop_rules.language import tree

BENCH_A = Path(__file__).parents[1] / "benchmarks" / "packs" / "bench_a"

ROWS: list[dict[str, Any]] = [
    {"id": "a", "birth_date": dt.date(1970, 1, 1), "homeroom_years": 9, "in_service": True},
    {"id": "b", "birth_date": None, "homeroom_years": 2.5, "in_service": False},
    {"id": "c", "birth_date": None, "homeroom_years": -1, "in_service": True},
]


@pytest.fixture(scope="module")
def pack():
    return wr.load_pack("ordos_2013")


@pytest.fixture
def frame():
    return pl.DataFrame(ROWS, strict=False, infer_schema_length=None)


def test_lazy_in_lazy_out(pack, frame):
    lazy = pack.decide_frame("mentor", frame.lazy())
    assert isinstance(lazy.data, pl.LazyFrame)
    assert lazy.data.collect().equals(pack.decide_frame("mentor", frame).data.lazy().collect())


def test_columns_are_carried_along_and_a_bad_row_stops_nothing(pack, frame):
    data = pack.decide_frame("mentor", frame).data.lazy().collect()
    assert data["id"].to_list() == ["a", "b", "c"]
    assert data["outcome"].to_list() == ["undetermined", "ineligible", None]
    assert data["error"][2].startswith("WR405 `homeroom_years`")
    assert data["state.homeroom_years"].to_list() == ["met", "not_met", None]
    assert "findings.conduct" in data["missing"][0]
    assert data["missing"][1].to_list() == []


def test_a_row_is_explained(pack, frame):
    decided = pack.decide_frame("mentor", frame)
    facts = {name: value for name, value in ROWS[1].items() if name != "id" and value is not None}
    assert decided.explain(1).to_text("en") == pack.decide("mentor", facts).explanation.to_text("en")
    with pytest.raises(IndexError):
        decided.explain(3)
    with pytest.raises(wr.FactsError):
        decided.verdict(2)


def test_no_row_is_decided_to_explain_another(pack, frame, monkeypatch):
    decided: list[Roster] = []
    expected = pack.decide_frame("mentor", frame).verdict(1).to_json()
    monkeypatch.setattr(Roster, "decide", lambda self, *_, **__: decided.append(self))
    assert pack.decide_frame("mentor", frame.lazy()).verdict(1).to_json() == expected
    assert not decided


def test_each_row_as_of_its_own_date():
    pack = wr.load_pack("shijiazhuang")
    days = [dt.date(2013, 4, 10), dt.date(1999, 1, 1), dt.date(2013, 4, 10)]
    facts = {"birth_date": dt.date(1975, 6, 1), "in_service": True}
    frame = pl.DataFrame({name: [value] * 3 for name, value in facts.items()} | {"day": days})
    data = pack.decide_frame("member", frame, as_of_column="day").data.lazy().collect()
    for row, day in zip(data.iter_rows(named=True), days, strict=True):
        verdict = pack.decide("member", facts, as_of=day)
        assert row["outcome"] == verdict.outcome
        assert {name: row[f"state.{name}"] for name in verdict.criteria} == {
            name: criterion.state for name, criterion in verdict.criteria.items()
        }


MIDNIGHT, NOON = dt.datetime(2013, 4, 10), dt.datetime(2013, 4, 10, 12)
NO_DATES: list[tuple[list[Any], int, str]] = [
    ([MIDNIGHT, NOON, None], 1, "WR903 `day` is `2013-04-10 12:00:00`: it has a time of day; write the day alone"),
    (["2013-04-10", "10 April", None], 1, "WR903 `day` is `10 April`: it is no date of the form YYYY-MM-DD"),
    ([5, None, None], 0, "WR903 `day` is `5`: it is no date of the form YYYY-MM-DD"),
]


@pytest.mark.parametrize(("days", "wrong", "said"), NO_DATES, ids=["moments", "texts", "numbers"])
def test_a_row_whose_date_is_none_stops_nothing(days, wrong, said):
    pack = wr.load_pack("shijiazhuang")
    facts = {"birth_date": dt.date(1975, 6, 1), "in_service": True}
    frame = pl.DataFrame({name: [value] * 3 for name, value in facts.items()} | {"day": days})
    for asked in (frame, frame.lazy()):
        decided = pack.decide_frame("member", asked, as_of_column="day")
        data = decided.data.lazy().collect()
        assert data["error"].to_list() == [said if row == wrong else None for row in range(3)]
        assert data["outcome"].is_null().to_list() == [row == wrong for row in range(3)]
        if wrong:
            assert (
                data["outcome"][0]
                == decided.verdict(0).outcome
                == pack.decide("member", facts, MIDNIGHT.date()).outcome
            )
    with pytest.raises(wr.FactsError, match="WR903"):
        decided.verdict(wrong)


def test_the_name_of_a_result_is_refused(pack):
    with pytest.raises(wr.FactsError, match="WR902"):
        pack.decide_frame("mentor", pl.DataFrame({"outcome": ["x"]}))


def test_a_fact_cannot_be_kept_apart(pack):
    with pytest.raises(wr.FactsError, match=r"WR902.*it is a fact"):
        pack.decide_frame("mentor", pl.DataFrame({"homeroom_years": [9]}), keep=["homeroom_years"])


def test_a_field_that_the_pack_does_not_know_is_refused(pack):
    with pytest.raises(wr.FactsError, match="WR901"):
        pack.decide_frame("mentor", pl.DataFrame({"honors": [[{"levle": "city"}]]}))


@pytest.mark.parametrize("name", ["homerom_years", "Homeroom Years", "homeroom-years", "titel", "in_servise", "posts"])
def test_a_name_but_for_a_slip_of_the_pen_is_refused(pack, name):
    with pytest.raises(wr.FactsError, match="WR901"):
        pack.decide_frame("mentor", pl.DataFrame({name: ["x"]}))


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("在编在岗", "in_service"),
        ("on the payroll and on post", "in_service"),
        (" 在编在岗", "in_service"),
        ("思想政治与职业道德素养高，堪为表率", "findings.conduct"),
    ],
)
def test_a_column_headed_by_a_title_is_refused_and_the_id_named(pack, name, meant):
    frame = pl.DataFrame({name: [False], "homeroom_years": [3]})
    with pytest.raises(wr.FactsError, match=f"name it `{meant}`") as refused:
        pack.decide_frame("mentor", frame)
    assert [one.code for one in refused.value.diagnostics] == ["WR901"]
    assert pack.decide_frame("mentor", frame, keep=[name]).apart == (name,)


def test_a_title_beside_its_id_is_not_to_be_given_that_name(pack):
    with pytest.raises(wr.FactsError, match="`in_service` has a column already"):
        pack.decide_frame("mentor", pl.DataFrame({"in_service": [True], "在编在岗": [False]}))


def test_a_column_of_another_name_is_kept_apart_and_named(pack):
    others = ["number", "cost", "homeroom", "years"]
    frame = pl.DataFrame({"in_service": [False], **{name: ["x"] for name in others}})
    decided = pack.decide_frame("mentor", frame)
    assert decided.apart == tuple(others)
    assert decided.data.lazy().collect()["state.on_post"].to_list() == ["not_met"]


def test_floats_count_as_what_they_are_written_as():
    ordos = wr.load_pack("ordos_2013")
    years = [8.999999999999998, 9.0, 0.1 + 0.2, 9.000000000000002]
    frame = pl.DataFrame({"homeroom_years": years, "in_service": [False] * 4})
    data = ordos.decide_frame("mentor", frame).data.lazy().collect()
    assert data["state.homeroom_years"].to_list() == ["not_met", "met", "not_met", "met"]


def test_an_empty_frame(pack, frame):
    assert pack.decide_frame("mentor", frame.clear()).data.lazy().collect().height == 0


def test_every_kind_of_node_is_translated_or_refused():
    kinds = set(tree.Expr.__args__)
    assert set(TRANSLATE) | set(REFUSES) == kinds
    assert not set(TRANSLATE) & set(REFUSES)


def test_reasons_are_said_of_each_pattern_in_either_language(pack, frame):
    decided = {lang: pack.decide_frame("mentor", frame, reasons=lang).data.lazy().collect() for lang in ("zh", "en")}
    assert decided["en"]["reason"][0].startswith("undetermined: missing: ")
    assert decided["en"]["reason"][1] == (
        "not eligible: not met: In service and on post as a homeroom teacher, Years as a homeroom teacher"
    )
    assert decided["zh"]["reason"][1] == "不符合条件：不符合在职在岗班主任、班主任工作年限"
    assert decided["zh"]["reason"][2] is None
    assert decided["zh"]["error"][2] is not None
    lazy = pack.decide_frame("mentor", frame.lazy(), reasons="zh").data.lazy()
    assert lazy.collect_schema()["reason"] == pl.String
    assert lazy.collect().equals(decided["zh"])


def test_a_reason_names_what_decided_and_nothing_else(monkeypatch):
    said: list[tuple[object, ...]] = []
    tell = row_reasons.RowReasons._said

    def noted(self, *pattern):
        said.append(pattern)
        return tell(self, *pattern)

    monkeypatch.setattr(row_reasons.RowReasons, "_said", noted)
    bench = wr.load_pack(BENCH_A)
    facts = {"term_years": 2.0, "title": "junior", "basic_ok": True, "work_ok": True, "current_rank": "none"}
    frame = pl.DataFrame([{**facts, "term_years": years} for years in (2.0, 2.5, 25.0)] * 20)
    data = bench.decide_frame("rank", frame, reasons="en").data.lazy().collect()
    assert len(said) == data["reason"].n_unique() == 2
    assert data["reason"][0].startswith(
        "Second junior tier: met: Basic conditions, Work, Term from, Term up to and 1 more"
    )
    assert "First junior tier: Term from" in data["reason"][0]
    assert data["reason"][2].startswith("none of the tiers: not met: Second junior tier: Term up to, ")


def test_a_decision_without_criteria_says_from_which_facts(pack):
    studio = wr.load_pack("school_studio")
    data = (
        studio.decide_frame("midterm", pl.DataFrame({"findings.midterm_standard": [True, None]}), reasons="zh")
        .data.lazy()
        .collect()
    )
    assert data["reason"][0].startswith("继续建设：依据中期考核达标")
    assert data["reason"][1].startswith("尚不能确定：缺少中期考核达标")


def test_reasons_in_a_language_that_nobody_writes(pack, frame):
    with pytest.raises(ValueError, match="`zh` or `en`"):
        pack.decide_frame("mentor", frame, reasons="fr")
    with pytest.raises(wr.FactsError, match="WR902"):
        pack.decide_frame("mentor", frame.with_columns(reason=pl.lit("mine")), reasons="zh")


def test_what_a_float_is_written_as_is_computed_with_beside_gaps_too():
    school = wr.load_pack("joint_school")
    lessons = [19.9, 19.900000000000002, 10.0, 0.3]
    posts = ["homeroom_teacher"] * 3 + [None]
    data = school.decide_frame("workload", pl.DataFrame({"post": posts, "standard_lessons": lessons})).data
    rows = data.lazy().collect()
    assert rows["outcome"].to_list() == ["9.95", "9.950000000000001", "5", "undetermined"]
    assert rows["value"].to_list() == ["9.95", "9.950000000000001", "5", None]
    assert rows["missing"].to_list() == [[], [], [], ["post"]]


def test_a_finding_is_told_in_one_column_only(pack):
    twice = {"findings.conduct": [True], "findings": [{"conduct": False, "expertise": True}]}
    with pytest.raises(wr.FactsError, match=r"WR902.*`findings.conduct` has a column, and is in the column `findings`"):
        pack.decide_frame("mentor", pl.DataFrame(twice))
    apart = pl.DataFrame({"findings.conduct": [True], "findings": [{"expertise": True}]})
    decided = pack.decide_frame("mentor", apart).data
    assert [decided[f"state.{name}"][0] for name in ("conduct", "expertise")] == ["met", "met"]


BEYOND = pl.Series([-800_000, 3_000_000, 15_000], dtype=pl.Int32).cast(pl.Date)
"""Days of the years -221 and 10183, which Python does not have, and of 2011."""


@pytest.mark.parametrize("days", [BEYOND, BEYOND.cast(pl.Datetime("ms"))], ids=["days", "moments"])
def test_a_day_that_cannot_be_is_an_error_of_its_row(pack, days):
    honors = BEYOND.rename("awarded_on").to_frame().select(pl.concat_list(pl.struct("awarded_on"))).to_series()
    facts = pl.DataFrame({"birth_date": BEYOND, "day": days, "kept": BEYOND, "honors": honors})
    for columns, options in ((["birth_date"], {}), (["honors"], {}), (["kept", "day"], {"as_of_column": "day"})):
        decided = pack.decide_frame("mentor", facts.select(columns), **options)
        assert [error is None for error in decided.data["error"]] == [False, False, True], columns
        assert decided.verdict(2).outcome == decided.data["outcome"][2]
        with pytest.raises(wr.FactsError):
            decided.verdict(0)


def test_findings_that_are_no_record_are_an_error_of_their_row(pack):
    frame = pl.DataFrame({"findings": ["conduct", None], "findings.conduct": [True, True]})
    decided = pack.decide_frame("mentor", frame)
    assert decided.data["state.conduct"].to_list() == [None, "met"]
    assert decided.data["error"].to_list() == ["WR402 `findings`: a record belongs here, not `conduct`", None]
