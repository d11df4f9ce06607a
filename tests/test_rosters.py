"""`Pack.decide_frame`: lazy or not, dates by row, errors by row, any row explained."""

import datetime as dt
from typing import Any

import polars as pl
import pytest

import workshop_rules as wr
from workshop_rules.evaluate._polars.translation import REFUSES, TRANSLATE
from workshop_rules.language import tree

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


def test_the_name_of_a_result_is_refused(pack):
    with pytest.raises(wr.FactsError, match="WR902"):
        pack.decide_frame("mentor", pl.DataFrame({"outcome": ["x"]}))


def test_a_field_that_the_pack_does_not_know_is_refused(pack):
    with pytest.raises(wr.FactsError, match="WR901"):
        pack.decide_frame("mentor", pl.DataFrame({"honors": [[{"levle": "city"}]]}))


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
