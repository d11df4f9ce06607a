"""Frames read as arrays: what is read is what the other way reads, and nothing is read that it finds amiss."""

import datetime as dt
import math
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import numpy as np
import polars as pl
import pytest

import workshop_rules as wr
from tests.evaluate._polars.columns import plan_with
from workshop_rules.compile.plan import Bounds
from workshop_rules.evaluate._polars.arrays.inputs import Amiss
from workshop_rules.evaluate._polars.arrays.layouts import Layout, arrived
from workshop_rules.evaluate._polars.facts import read_batch
from workshop_rules.evaluate._polars.numbers import MOST
from workshop_rules.rosters import _KEPT

BENCHMARKS = Path(__file__).parents[3] / "benchmarks" / "packs"
LEVELS = ["school", "county", "city", "province", "national"]
HONOR = pl.Struct({"grade": pl.Enum(LEVELS), "awarded_on": pl.Date, "points": pl.Float64})
CITY = {"grade": "city", "awarded_on": dt.date(2012, 2, 29), "points": 2.5}
PERIOD = pl.Struct({"from": pl.Date, "to": pl.Date})
SPAN = {"from": dt.date(2012, 3, 1), "to": dt.date(2013, 2, 28)}
WAIVERS = pl.List(pl.Struct({"pack": pl.String, "decision": pl.String, "criterion": pl.String}))


def sample_plan():
    """The sample vocabulary, with bounds and a period."""
    plan = plan_with()
    facts = dict(plan.facts)
    facts["years"] = replace(facts["years"], bounds=Bounds(0, 60))
    facts["教龄"] = replace(facts["教龄"], bounds=Bounds(0, whole=True))
    facts["periods_held"] = replace(facts["periods_held"], period=("from", "to", "ongoing"))
    return replace(plan, facts=facts)


PLAN = sample_plan()

READ = {
    "floats": pl.Series("years", [0.0, 9.1, 60.0]),
    "whole numbers": pl.Series("教龄", [0, 5, MOST], pl.Int64),
    "small whole numbers": pl.Series("years", [0, 5, 60], pl.UInt8),
    "decimals": pl.Series("years", [Decimal("9.10"), Decimal(0)], pl.Decimal(10, 2)),
    "truths": pl.Series("in_service", [True, False] * 9),
    "texts": pl.Series("school", ["育才小学", "x"]),
    "days": pl.Series("born_on", [dt.date.min, dt.date.max]),
    "days as texts": pl.Series("born_on", ["1984-02-29", "2013-10-01"]),
    "words": pl.Series("rank", ["none", "senior"], pl.Enum(["none", "junior", "senior"])),
    "words in another order": pl.Series("rank", ["none", "senior"], pl.Enum(["senior", "none", "chief"])),
    "words as texts": pl.Series("rank", ["none", "senior"]),
    "words as categories": pl.Series("rank", ["senior", "none"], pl.Categorical),
    "records": pl.Series("leader", [{"years_led": 3.5, "grade": "city"}] * 3),
    "lists of records": pl.Series("honors", [[CITY], [], [CITY, CITY]], pl.List(HONOR)),
    "lists without members": pl.Series("honors", [[], []], pl.List(HONOR)),
    "lists of words": pl.Series("grades", [["city"], []], pl.List(pl.Enum(LEVELS))),
    "lists of texts": pl.Series("labels", [["a", "b"], ["c"]]),
    "starts of periods": pl.Series("periods_held", [[{"from": dt.date(2012, 3, 1)}], []]),
    "a finding": pl.Series("findings.conduct", [True, False]),
    "findings": pl.Series("findings", [{"conduct": True, "expertise": False}]),
    "nothing waived": pl.Series("waivers", [[], None], WAIVERS),
    "nothing incomplete": pl.Series("incomplete", [[], []], pl.List(pl.String)),
    "something else": pl.Series("remark", ["", None]),
}

LEFT = {
    "a gap": pl.Series("years", [9.1, None]),
    "nothing": pl.Series("years", [None, None]),
    "no number": pl.Series("years", [9.1, math.nan]),
    "without end": pl.Series("years", [9.1, math.inf]),
    "too little": pl.Series("years", [9.1, -0.1]),
    "too much": pl.Series("years", [61, 9], pl.Int32),
    "no whole number": pl.Series("教龄", [1.0, 1.5]),
    "more than is exact": pl.Series("score", [1, MOST + 1], pl.Int64),
    "too wide": pl.Series("score", [1, 2], pl.Int128),
    "single precision": pl.Series("score", [1.0, 2.0], pl.Float32),
    "a number for a truth": pl.Series("in_service", [1, 0]),
    "a blank text": pl.Series("school", ["x", " "]),
    "a day beyond the calendar": pl.Series("born_on", [0, 3_000_000], pl.Int32).cast(pl.Date),
    "a text that is no day": pl.Series("born_on", ["2013-10-01", "2013-02-30"]),
    "a moment": pl.Series("born_on", [dt.datetime(2013, 10, 1, 8)]),
    "a word of none": pl.Series("rank", ["senior", "chief"], pl.Enum(["senior", "chief"])),
    "a text of none": pl.Series("rank", ["senior", "chief"]),
    "a place for a word": pl.Series("rank", [0, 2]),
    "no record": pl.Series("leader", [{"years_led": 3.5}, None]),
    "an unknown field": pl.Series("leader", [{"nickname": "x"}]),
    "no list": pl.Series("honors", [[CITY], None], pl.List(HONOR)),
    "a list with a gap": pl.Series("honors", [[CITY], [None]], pl.List(HONOR)),
    "a record with a gap": pl.Series("honors", [[CITY], [{**CITY, "grade": None}]], pl.List(HONOR)),
    "a record amiss": pl.Series("honors", [[CITY], [{**CITY, "points": math.nan}]], pl.List(HONOR)),
    "a list of nothing": pl.Series("honors", [[], []], pl.List(pl.Null)),
    "ends of periods": pl.Series("periods_held", [[SPAN]], pl.List(PERIOD)),
    "something waived": pl.Series("waivers", [[{"pack": "p", "decision": "d", "criterion": "c"}]], WAIVERS),
    "something incomplete": pl.Series("incomplete", [["honors"], []]),
    "a finding that is none": pl.Series("findings.conduct", ["yes"]),
    "findings that are none": pl.Series("findings", ["yes"]),
    "no finding": pl.Series("findings", [{"conduct": None}]),
}


def read(frame):
    """What programs read of all rows, or None."""
    found = arrived(frame, PLAN, [])
    rows = slice(0, frame.height)
    try:
        return found.layout, {of: (one, one.part(rows)) for of, one in found.inputs().items()}
    except Amiss:
        return None


def forms_of(column):
    """The column as it is, cut from a longer one, and in two pieces."""
    longer = pl.concat([column, column], rechunk=True)
    for one in (column, longer[len(column) :], longer[1 : len(column)], column.append(column)):
        if len(one):
            yield one.to_frame()


@pytest.mark.parametrize("name", READ)
def test_what_is_in_order_is_read_as_it_is_otherwise(name):
    for frame in forms_of(READ[name]):
        layout, inputs = read(frame)
        batch = read_batch(frame, PLAN)
        assert (batch.doubt, batch.again, list(batch.gaps())) == (None, None, [])
        assert batch.forms.items() <= layout.forms.items()
        if all(flat.frame.height for flat in batch.lists.values()):  # of no members, nothing is supplied there
            assert layout.forms == batch.forms
        assert layout.supplied == frozenset(batch.columns)
        for of, (one, part) in inputs.items():
            if of.column is None:
                assert np.diff(part.offsets).tolist() == batch.lists[of.list].groups.sizes.to_list()
            elif (of.column if of.list is None else f"{of.list}.{of.column}") not in layout.not_arrays:
                expected = batch.columns[of.column] if of.list is None else members(batch, of, one)
                assert part.tolist() == expected.to_physical().to_list()


def members(batch, of, one):
    """The column of a field as the other way reads it."""
    frame = batch.lists[of.list].frame
    return frame[of.column] if of.column in frame.columns else pl.Series(one.part(slice(0, 1))[:0])


@pytest.mark.parametrize("name", LEFT)
def test_what_is_missing_or_amiss_is_left_to_the_other_way(name):
    assert read(LEFT[name].to_frame()) is None


def test_a_layout_is_made_once():
    layouts: list[Layout] = []
    frame = pl.DataFrame({"years": [9.1], "honors": [[CITY]], "remark": ["x"]})
    first, again = (arrived(one, PLAN, layouts).layout for one in (frame, frame.with_columns(remark=1)))
    assert first is again
    other = arrived(frame.with_columns(pl.col("years").cast(pl.Int64)), PLAN, layouts).layout
    assert layouts == [first, other]


def test_frames_of_one_layout_are_decided_as_if_each_were_the_first():
    """Enumerations in another order are of the same Arrow type, and gaps and errors make no other layout."""
    pack = wr.load_pack(BENCHMARKS / "bench_b")
    good = {"in_service": True, "homeroom_years": 9, "title": "senior", "mentored_teachers": 5}
    honors = [{"level": "city", "awarded_on": dt.date(2012, 5, 1)}]
    records = pl.List(pl.Struct({"level": pl.Enum(LEVELS), "awarded_on": pl.Date}))
    titles = ["none", "junior", "intermediate", "senior"]
    rows = [good | {"honors": honors}, good | {"honors": [], "title": "junior"}]
    frames = []
    for words, changed in (
        (titles, {}),
        (titles[::-1], {}),
        ([*titles, "chief"], {}),
        ([*titles, "chief"], {"title": "chief"}),
        (titles, {"title": None}),
        (titles, {"homeroom_years": -1}),
        (titles, {"honors": [{"level": "city", "awarded_on": None}]}),
        (titles, {}),
    ):
        types = {"title": pl.Enum(words), "honors": records}
        frames.append(pl.DataFrame([rows[0] | changed, rows[1]], schema_overrides=types))
    decided = [pack.decide_frame("mentor", frame).data.lazy().collect() for frame in frames]
    for frame, before in zip(frames, decided, strict=True):
        _KEPT.clear()
        assert before.equals(pack.decide_frame("mentor", frame).data.lazy().collect())
    told = [(one["state.title"].to_list(), one["error"].null_count()) for one in decided]
    sure = ["met", "not_met"]
    assert told[:4] == [(sure, 2), (sure, 2), (sure, 2), ([None, "not_met"], 1)]
    assert told[4:] == [(["unknown", "not_met"], 2), ([None, "not_met"], 1), (sure, 2), (sure, 2)]


def test_columns_are_looked_at_again_where_something_else_is_kept():
    pack = wr.load_pack(BENCHMARKS / "bench_b")
    frame = pl.DataFrame({"in_service": [True], "homeroom_year": [9]})
    for _ in range(2):
        with pytest.raises(wr.FactsError, match="WR901"):
            pack.decide_frame("mentor", frame)
        data = pack.decide_frame("mentor", frame, keep=["homeroom_year"]).data.lazy().collect()
        assert data["outcome"].to_list() == ["undetermined"]
