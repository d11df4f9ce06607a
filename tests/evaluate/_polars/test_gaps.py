"""Rows with gaps, decided in columns: the same states, outcomes and missing facts as the interpreter's."""

import datetime as dt
import random
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path

import polars as pl
import pytest

import workshop_rules as wr
from tests.dossiers import cases
from tests.evaluate.agreement.test_columnar_packs import FOLDERS, check, fits_all
from tests.evaluate.rosters import frame_of, orderly
from workshop_rules.errors import FactsError
from workshop_rules.evaluate._polars import facts
from workshop_rules.evaluate._polars.gaps import Gaps
from workshop_rules.evaluate._polars.paths import OPEN, Paths
from workshop_rules.rosters import RowDecider

BENCH_A = Path(__file__).parents[3] / "benchmarks" / "packs" / "bench_a"
GAPS = (0.15, 0.5)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_gaps_are_told_as_the_interpreter_tells_them(folder):
    pack = wr.load_pack(folder)
    for decision, gaps in zip(pack.plan.decisions.values(), cycle(GAPS)):
        drawn = [one for one in islice(cases(pack.plan, decision, seed=23, gaps=gaps), 11) if fits_all(one)]
        first = drawn[0]
        drawn = [replace(one, as_of=first.as_of, readings=first.readings, dossier=whole(pack, one)) for one in drawn]
        frame = frame_of(pack.plan, [one.dossier for one in drawn], [None] * len(drawn)).drop("day")
        data = pack.decide_frame(decision.id, frame, first.as_of, first.readings).data.lazy().collect()
        for row, case in zip(data.iter_rows(named=True), drawn, strict=True):
            check(pack, decision, case, row)


def whole(pack, case):
    return replace(orderly(pack.plan, case.dossier), waivers=(), incomplete=frozenset())


@pytest.fixture
def nobody_by_itself(monkeypatch):
    def refused(*_):
        raise AssertionError("a row was decided by itself")

    monkeypatch.setattr(RowDecider, "__call__", refused)


def ranked(rows):
    draw = random.Random(5)
    pack = wr.load_pack(BENCH_A)
    kinds = {
        "term_years": lambda: draw.choice([1.0, 3.0, 3.1, 9.0, 12.0, 15.5]),
        "title": lambda: draw.choice(["junior", "senior"]),
        "current_rank": lambda: draw.choice(["none", "J2", "M1"]),
        "honor_level": lambda: draw.choice(["none", "county", "city"]),
        "renown_level": lambda: draw.choice(["none", "city"]),
        "direct_or_private": lambda: draw.random() < 0.5,
        "basic_ok": lambda: draw.random() < 0.9,
        "work_ok": lambda: draw.random() < 0.9,
    }
    made = [{name: None if draw.random() < 0.2 else value() for name, value in kinds.items()} for _ in range(rows)]
    return pack, pl.DataFrame(made, infer_schema_length=None), made


@pytest.mark.usefixtures("nobody_by_itself")
def test_no_row_with_gaps_is_decided_by_itself():
    pack, frame, made = ranked(120)
    data = pack.decide_frame("rank", frame).data.lazy().collect()
    for row, facts_ in zip(data.iter_rows(named=True), made, strict=True):
        verdict = pack.decide("rank", {name: value for name, value in facts_.items() if value is not None})
        assert (row["outcome"], row["missing"]) == (verdict.outcome, sorted(verdict.missing))
        assert all(row[f"state.{name}"] == one.state for name, one in verdict.criteria.items())
    assert 0 < data.filter(pl.col("outcome") == "undetermined").height < data.height


@pytest.mark.usefixtures("nobody_by_itself")
def test_findings_and_lists_that_nobody_gave_are_told_in_columns():
    pack = wr.load_pack("ordos_2013")
    frame = pl.DataFrame({"in_service": [True, True], "homeroom_years": [9, 12], "post": ["homeroom_teacher"] * 2})
    data = pack.decide_frame("mentor", frame, as_of=dt.date(2013, 10, 1)).data.lazy().collect()
    verdict = pack.decide("mentor", frame.row(0, named=True))
    assert data["missing"].to_list() == [sorted(verdict.missing)] * 2
    assert data["state.conduct"].to_list() == ["needs_judgement"] * 2
    assert {"honors", "findings.conduct"} <= set(verdict.missing)


def nominated():
    """Somebody who may be a mentor; the same without one field of one record, or with lists that may lack some."""
    day = dt.date(2011, 9, 10)
    whole = {
        "in_service": True,
        "post": "homeroom_teacher",
        "homeroom_periods": [{"from": dt.date(2000, 9, 1), "to": dt.date(2013, 7, 1), "ongoing": None}],
        "title": "senior",
        "title_series": "secondary",
        "honors": [{"level": "county", "kind": "education", "awarded_on": day}] * 2
        + [{"level": "city", "kind": "education", "awarded_on": day}],
        "class_honors": [{"level": "county", "awarded_on": day}],
        "projects": [{"level": "county", "role": "host", "started_on": day, "ended_on": None, "ongoing": True}],
        "publications": [{"kind": "paper", "formal": True, "venue_level": "province", "published_on": day}],
        "project_awards": [],
        "mentored_teachers": 6,
        "findings": {"conduct": True, "expertise": True, "research_quality": True, "mentoring_results": True},
        "incomplete": [],
        "waivers": [],
    }
    yield whole
    for name, records in whole.items():
        if isinstance(records, list) and records:
            for field in records[-1]:
                yield whole | {name: [*records[:-1], {**records[-1], field: None}]}
                yield whole | {name: [], "incomplete": [name, "project_awards"]}
    waived = {"pack": "ordos_2013", "decision": "mentor", "criterion": "title"}
    yield whole | {"title": "junior", "waivers": [waived, waived | {"criterion": "conduct"}]}
    yield whole | {"title": None, "waivers": [waived]}


@pytest.mark.usefixtures("nobody_by_itself")
def test_gaps_in_records_lists_that_lack_some_and_waivers_are_told_in_columns():
    pack, rows = wr.load_pack("ordos_2013"), list(nominated())
    data = pack.decide_frame("mentor", pl.DataFrame(rows, infer_schema_length=None)).data.lazy().collect()
    for row, facts_ in zip(data.iter_rows(named=True), rows, strict=True):
        verdict = pack.decide("mentor", facts_)
        assert (row["outcome"], row["missing"]) == (verdict.outcome, sorted(verdict.missing)), facts_
        assert all(row[f"state.{name}"] == one.state for name, one in verdict.criteria.items()), facts_
    missing = {path for paths in data["missing"] for path in paths}
    assert {"honors[3].level", "homeroom_periods[1].from", "publications[1].formal", "honors"} <= missing
    assert data["state.title"].to_list()[-2:] == ["waived", "waived"]


def test_a_state_that_columns_leave_open_is_told_by_the_row_itself():
    """Nobody need know the sex of somebody who is past either age: the norm does not apply, whatever was served."""
    pack = wr.load_pack("joint_school")
    served = [{"from": dt.date(1987, 1, 29), "to": dt.date(2021, 8, 18)}]
    aged = {"birth_date": dt.date(1955, 5, 25), "title": "senior", "title_since": dt.date(2000, 2, 28)}
    waived = [{"pack": "joint_school", "decision": "homeroom_duty", "criterion": "middle_leader"}]
    rows = [aged | {"middle_leader": leads, "homeroom_periods": served} for leads in (True, False)]
    rows += [row | {"birth_date": dt.date(1980, 5, 25)} for row in rows]
    rows = [row | {"waivers": waivers} for row in rows for waivers in ([], waived)]
    day = dt.date(2023, 2, 27)
    data = pack.decide_frame("homeroom_duty", pl.DataFrame(rows, infer_schema_length=None), day).data.lazy().collect()
    for row, facts_ in zip(data.iter_rows(named=True), rows, strict=True):
        verdict = pack.decide("homeroom_duty", facts_, day)
        assert (row["outcome"], row["missing"]) == (verdict.outcome, sorted(verdict.missing)), facts_
        assert all(row[f"state.{name}"] == one.state for name, one in verdict.criteria.items()), facts_
    assert set(data["state.middle_leader"][:4]) == {"not_applicable"}


def test_more_facts_than_there_are_bits_leave_a_row_open():
    paths = Paths()
    named = [paths.lacking({f"fact{number}"}).most for number in range(70)]
    assert len(set(named[:62])) == 62
    assert set(named[62:]) == {OPEN}
    assert paths.of(named[0] | named[61] | OPEN) == ("fact0", "fact61")


@pytest.mark.parametrize("members", [("none", "J2"), ("S1", "J2", "none"), ("J2", "no_rank")])
def test_enumerations_of_a_frame_are_taken_by_their_members(members):
    pack, frame, _ = ranked(40)
    held = [members[row % len(members)] for row in range(frame.height)]
    texts = frame.with_columns(current_rank=pl.Series(held))
    typed = frame.with_columns(current_rank=pl.Series(held, dtype=pl.Enum(members)))
    columns = [
        name for name in pack.decide_frame("rank", texts).data.lazy().collect().columns if name != "current_rank"
    ]
    decided = [pack.decide_frame("rank", one).data.lazy().collect().select(columns) for one in (texts, typed)]
    assert decided[0].equals(decided[1])
    assert (decided[0]["error"].null_count() < frame.height) is ("no_rank" in members)


def test_an_empty_list_of_no_type_is_a_list_all_the_same():
    pack = wr.load_pack("ordos_2013")
    batch = facts.read_batch(pl.DataFrame({"honors": [[], None]}), pack.plan)
    assert batch.columns["honors"].to_list() == [True, False]
    assert batch.doubt is None
    data = pack.decide_frame("mentor", pl.DataFrame({"honors": [[], None]})).data.lazy().collect()
    assert data["state.city_honor"].to_list() == ["not_met", "unknown"]


def test_waivers_of_nothing_and_lists_that_are_none_are_refused_also_where_rows_are_looked_at_closely():
    pack, whole = wr.load_pack("ordos_2013"), next(nominated())
    waiver = {"pack": "ordos_2013", "decision": "mentor", "criterion": "title"}
    rows = [
        whole | {"incomplete": ["honors"]},
        whole | {"incomplete": ["title"]},
        whole | {"incomplete": ["honors", "honours"]},
        whole | {"title": "junior", "waivers": [waiver]},
        whole | {"title": "junior", "waivers": [waiver, waiver | {"pack": "another"}]},
        whole | {"title": "junior", "waivers": [waiver | {"decision": " "}]},
    ]
    data = pack.decide_frame("mentor", pl.DataFrame(rows), as_of=dt.date(2013, 10, 1)).data.lazy().collect()
    assert [error is None for error in data["error"]] == [True, False, False, True, True, False]
    for row, facts_ in zip(data.iter_rows(named=True), rows, strict=True):
        if row["error"] is None:
            assert row["outcome"] == pack.decide("mentor", facts_, as_of=dt.date(2013, 10, 1)).outcome
        else:
            with pytest.raises(FactsError):
                pack.decide("mentor", facts_, as_of=dt.date(2013, 10, 1))


def test_a_list_that_may_lack_some_is_missing_beside_what_others_lack():
    pack, whole = wr.load_pack("ordos_2013"), next(nominated())
    rows = [whole, whole | {"honors": [], "incomplete": ["honors"], "title": None}]
    data = pack.decide_frame("mentor", pl.DataFrame(rows), as_of=dt.date(2013, 10, 1)).data.lazy().collect()
    verdict = pack.decide("mentor", rows[1], as_of=dt.date(2013, 10, 1))
    assert {"honors", "title"} <= set(verdict.missing)
    assert data["missing"].to_list() == [[], sorted(verdict.missing)]


def test_what_dates_within_dates_lack_stays_of_a_size(monkeypatch):
    """Each operation would stand several times in the one around it, and that in the next."""
    named: list[int] = []

    def counted(gaps, rows):
        named.extend(len(column.meta.root_names()) for step in gaps.steps for column in step.values())
        return decided(gaps, rows)

    decided = Gaps.decided
    monkeypatch.setattr(Gaps, "decided", counted)
    activities = pl.Series("activities", [[{"held_on": dt.date(2014, 3, 5)}]])
    checked = pl.DataFrame([pl.Series("checked_from", [dt.date(2014, 3, 1)]), activities])
    data = wr.load_pack("ordos_2013").decide_frame("operations", checked).data.lazy().collect()
    assert "checked_to" in data["missing"][0]
    assert 0 < max(named) < 3_000
