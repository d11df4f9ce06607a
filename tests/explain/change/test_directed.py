"""What would change particular verdicts, with what is expected written out."""

from __future__ import annotations

import datetime as dt

import pytest

import workshop_rules as wr
from workshop_rules.explain.change.earliest import When
from workshop_rules.explain.change.edits import Kind

AS_OF = dt.date(2013, 4, 10)
MEMBER = {
    "birth_date": "1980-02-29",
    "in_service": True,
    "post": "homeroom_teacher",
    "homeroom_years": 4,
    "honors": [{"level": "county", "kind": "education", "awarded_on": "2012-09-10"}],
    "class_honors": [{"level": "county", "awarded_on": "2012-09-10"}],
    "projects": [{"level": "county", "started_on": "2012-09-10", "ongoing": True, "result_published": True}],
    "findings": {"dedication": True},
}
PERIODS = {name: value for name, value in MEMBER.items() if name != "homeroom_years"}


@pytest.fixture(scope="module")
def city():
    return wr.load_pack("shijiazhuang")


@pytest.fixture(scope="module")
def ranks():
    return wr.load_pack("taiyuan_ranks")


def _member(city, **changed):
    return city.decide("member", {**MEMBER, **changed}, as_of=AS_OF)


def test_years_grow_to_what_is_asked_for_and_no_further(city):
    (found,) = _member(city, homeroom_years=2).changes()
    (edit,) = found.edits
    assert (edit.kind, edit.path, edit.before, edit.after) == (Kind.SET, "homeroom_years", 2, 3)
    assert found.sentence.en == "years as a homeroom teacher: 3 years instead of 2 years (which only time brings)"
    assert found.sentence.zh == "担任班主任年限由2年变为3年（只能随时间增长）"


def test_a_date_of_birth_never_changes(city):
    found = _member(city, birth_date="1960-01-01").changes()
    assert not found
    assert found.complete
    assert found.heading.en == "The outcome is “not eligible”. No changes were found that would make it eligible."


def test_an_honour_is_added_on_the_day_of_decision_and_not_before(city):
    (found,) = _member(city, honors=[{"level": "county", "kind": "other", "awarded_on": "2012-09-10"}]).changes()
    (edit,) = found.edits
    assert (edit.kind, edit.path, edit.after["awarded_on"]) == (Kind.ADD, "honors", AS_OF)
    assert found.dossier.facts["honors"][0]["kind"] == "other"


def test_what_is_published_of_a_project_can_change_its_level_cannot(city):
    project = {"level": "county", "started_on": "2012-09-10", "ongoing": True, "result_published": False}
    assert {found.paths for found in _member(city, projects=[project]).changes()} == {
        ("projects",),
        ("projects[1].result_published",),
    }
    school = {**project, "level": "school", "result_published": True}
    assert {found.paths for found in _member(city, projects=[school]).changes()} == {("projects",)}


def test_years_from_periods_change_by_waiting(city):
    verdict = city.decide("member", {**PERIODS, "homeroom_periods": [{"from": "2012-09-01", "ongoing": True}]}, AS_OF)
    (found,) = verdict.changes()
    assert (found.paths, found.as_of) == (("as_of",), dt.date(2015, 9, 1))


def test_a_waiver_is_one_way_among_others(city):
    facts = {
        "in_service": True,
        "post": "homeroom_teacher",
        "homeroom_years": 9,
        "school_stage": "junior_secondary",
        "title": "intermediate",
        "honors": [{"level": "city", "kind": "homeroom", "awarded_on": "2001-01-01"}],
        "class_honors": [{"level": "city", "awarded_on": "2001-01-01"}],
        "publications": [{"kind": "monograph"}],
        "findings": {"devotion": True, "renown": True, "leadership": True},
    }
    verdict = city.decide("leader", facts, as_of=AS_OF)
    assert verdict.outcome == "ineligible"
    assert ("waivers.title",) in {found.paths for found in verdict.changes()}
    assert ("title",) in {found.paths for found in verdict.changes()}


def test_what_is_eligible_can_be_turned_the_other_way(city):
    paths = {found.paths for found in _member(city).changes()}
    assert {("in_service",), ("post",), ("findings.dedication",)} <= paths
    assert not {("birth_date",), ("homeroom_years",), ("honors",)} & paths


def test_a_tier_can_be_chosen(ranks):
    facts = {"in_service": True, "post": "homeroom_teacher", "homeroom_years": 5, "title": "junior"}
    verdict = ranks.decide("rank", facts, as_of="2014-09-01")
    (found, *_) = verdict.changes("junior_1")
    assert found.outcome == "junior_1"
    assert verdict.changes("junior_1").wanted == ("junior_1",)


def test_an_outcome_that_there_is_not_is_refused(city):
    with pytest.raises(wr.DecisionError) as refused:
        _member(city).changes("eligable")
    assert [one.code for one in refused.value.diagnostics] == ["WR609"]
    assert refused.value.diagnostics[0].help == "write `eligible`"
    with pytest.raises(wr.DecisionError):
        _member(city).earliest("eligable")


@pytest.mark.parametrize("birth", ["1973-10-01", "1973-06-30", "1972-02-29"])
@pytest.mark.parametrize("since", ["2010-05-31", "2010-08-15", "2012-02-29"])
def test_the_earliest_day_is_that_of_going_through_all_days(city, birth, since):
    facts = {**PERIODS, "birth_date": birth, "homeroom_periods": [{"from": since, "ongoing": True}]}
    found = city.decide("member", facts, as_of=AS_OF).earliest(years=3)
    dossier, decide = city.dossier(facts), city.decider("member")
    span = (dt.date(2016, 12, 31) - AS_OF).days + 1
    days = (AS_OF + dt.timedelta(days=count) for count in range(span))
    first = next((day for day in days if decide.trusted(dossier, day).outcome == "eligible"), None)
    assert found.date == first
    assert found.horizon == dt.date(2016, 12, 31)


def test_an_age_limit_that_passes_first_shuts_the_door(city):
    facts = {**PERIODS, "birth_date": "1973-04-11", "homeroom_periods": [{"from": "2012-09-01", "ongoing": True}]}
    found = city.decide("member", facts, as_of=AS_OF).earliest()
    assert (found.when, found.date) == (When.NEVER, None)
    assert [(door.criterion, door.opens, door.shuts) for door in found.doors] == [
        ("age", AS_OF, dt.date(2014, 4, 10)),
        ("homeroom_years", dt.date(2015, 9, 1), None),
    ]
    assert found.doors[0].sentence.zh == "“年龄”只在2014年4月10日及以前满足"


def test_a_tenure_band_that_was_missed_shuts_the_door(ranks):
    facts = {"homeroom_periods": [{"from": "2008-09-01", "ongoing": True}], "in_service": True, "current_rank": "none"}
    found = ranks.decide("rank", {**facts, "post": "homeroom_teacher"}, as_of="2014-09-01").earliest(
        "junior_2", years=9
    )
    assert found.when is When.NEVER
    assert "junior_2.homeroom_years" in {door.criterion for door in found.doors}


def test_stated_years_do_not_say_how_they_go_on(city):
    found = _member(city, homeroom_years=2).earliest()
    assert (found.when, found.date, found.needs) == (When.UNKNOWN, None, ("homeroom_periods",))
    assert found.at_best == dt.date(2014, 4, 10)


def test_stated_years_that_are_enough_already_stay_so(city):
    found = _member(city, honors=[{"level": "county", "kind": "homeroom", "awarded_on": "2014-01-02"}]).earliest()
    assert (found.when, found.date) == (When.DATE, dt.date(2014, 1, 2))


def test_where_the_document_fixes_the_date_time_changes_nothing():
    mentor = wr.load_pack("ordos_2013").decide("mentor", {"in_service": False})
    found = mentor.earliest()
    assert (found.when, found.horizon) == (When.NEVER, None)
    assert found.sentence.en.endswith("the document fixes the date, 2013-10-01.")


def test_what_holds_already_holds_on_the_day_of_decision(city):
    found = _member(city).earliest()
    assert (found.when, found.date) == (When.ALREADY, AS_OF)


def test_without_a_date_nobody_can_tell(city):
    found = city.decide("member", MEMBER).earliest()
    assert (found.when, found.needs) == (When.UNKNOWN, ("as_of",))


def test_a_determined_case_has_no_questions(city):
    assert not _member(city).questions()
    assert _member(city).questions().to_text("en") == "There is nothing to be asked.\n"


def test_every_missing_criterion_is_asked_for_once(city):
    verdict = city.decide("member", {**PERIODS, "findings": {}}, as_of=AS_OF)
    asked = verdict.questions()
    assert {one.path for one in asked} == {"homeroom_years", "findings.dedication"}
    assert all(one.settles for one in asked)
    assert asked.to_text("zh").startswith("需要依次回答：\n  1. ")


def test_all_of_it_is_data(city):
    verdict = _member(city, homeroom_years=2)
    (found,) = verdict.changes().to_dict()["sets"]
    assert found["changes"][0]["after"] == 3
    assert verdict.earliest().to_dict()["at_best"] == "2014-04-10"
    undetermined = city.decide("member", PERIODS, as_of=AS_OF)
    assert [one["path"] for one in undetermined.questions().to_dict()] == ["homeroom_years"]
