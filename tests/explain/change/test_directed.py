"""What would change particular verdicts, with what is expected written out."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import islice

import pytest

import workshop_rules as wr
from tests.compile import small
from tests.dossiers import cases
from workshop_rules.evaluate.interpreter import evaluate
from workshop_rules.explain.change.earliest import When
from workshop_rules.explain.change.edits import Kind, edited
from workshop_rules.explain.change.landmarks import decision_expressions, landmarks
from workshop_rules.explain.change.possible import Possible
from workshop_rules.explain.change.waiting import waits
from workshop_rules.verdict import Verdict

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
def ordos():
    return wr.load_pack("ordos_2013")


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


def test_what_an_answer_leaves_open_is_not_asked_for_again():
    """Of the marks that are tried some lie beyond the highest, and leave the mark missing."""
    workshop = wr.load_pack("ordos_2013")
    marks = {one.id: 9 for one in workshop.plan.facts["scores"].fields}
    thresholds = {"excellent_from": 85, "qualified_from": 60}
    verdict = workshop.decide("evaluation", {"scores": marks}, parameters=thresholds)
    asked = [one.path for one in verdict.questions()]
    assert sorted(asked) == sorted(verdict.missing)
    assert "scores.A1" in asked


def test_what_one_answer_makes_needless_and_another_does_not_is_asked_for(tmp_path):
    """With few points service counts, with many conduct: whichever it will be, both may be needed."""
    criteria = small.criterion("service", "if points < 3 then in_service else true") + "\n"
    criteria += small.criterion("conduct", "points < 3 or findings.conduct")
    compiled = small.plan(tmp_path, entry=f"eligibility:\ncriteria:\n{criteria}")
    asked = small.case()
    verdict = Verdict(compiled, compiled.decisions["entry"], asked, evaluate(compiled, "entry", asked))
    first, *others = (one.path for one in verdict.questions())
    assert (first, sorted(others)) == ("points", ["findings.conduct", "in_service"])


def test_all_of_it_is_data(city):
    verdict = _member(city, homeroom_years=2)
    (found,) = verdict.changes().to_dict()["sets"]
    assert found["changes"][0]["after"] == 3
    assert verdict.earliest().to_dict()["at_best"] == "2014-04-10"
    undetermined = city.decide("member", PERIODS, as_of=AS_OF)
    assert [one["path"] for one in undetermined.questions().to_dict()] == ["homeroom_years"]


def test_what_waiting_undoes_is_mended(city):
    honors = [{"level": "county", "kind": "education", "awarded_on": "2008-05-01"}]
    facts = {**PERIODS, "honors": honors, "homeroom_periods": [{"from": "2010-09-01", "ongoing": True}]}
    (found,) = city.decide("member", facts, AS_OF).changes()
    assert (found.paths, found.as_of) == (("as_of", "honors"), dt.date(2013, 9, 1))
    assert found.dossier.facts["honors"][-1]["awarded_on"] >= AS_OF


CORE = {"meets_conditions": True, "assistant": False}


def test_as_many_changes_as_it_takes_inside_one_condition():
    members = [{**CORE, "assistant": n == 0, "meets_conditions": n > 3} for n in range(6)]
    facts = {"hosts": 1, "preparatory_members": [{}] * 5, "findings": {"balanced_team": True}}
    verdict = wr.load_pack("vocational_studio").decide("composition", {**facts, "core_members": members}, AS_OF)
    assert verdict.criteria["core_conditions"].state == "not_met"
    found = verdict.changes()
    assert found[0].paths == tuple(f"core_members[{n}].meets_conditions" for n in range(1, 5))


def test_a_count_is_filled_up_by_members_that_fit_the_other_conditions():
    members = [{**CORE, "assistant": True}]
    facts = {"hosts": 1, "preparatory_members": [{}] * 5, "findings": {"balanced_team": True}}
    verdict = wr.load_pack("vocational_studio").decide("composition", {**facts, "core_members": members}, AS_OF)
    found = verdict.changes()
    (edit,) = found[0].edits
    assert found.complete
    assert (edit.kind, edit.count, edit.after) == (Kind.ADD, 4, {"assistant": False, "meets_conditions": True})


def test_where_not_all_was_tried_it_is_said(ordos):
    items = ("A1", "A2", "A3", "B1", "B2", "B3", "C1", "C2", "C3", "D1", "D2", "E1", "E2", "bonus")
    scores = {**dict.fromkeys(items, 1), "bonus": 0}
    verdict = ordos.decide("evaluation", {"scores": scores}, parameters={"excellent_from": 80, "qualified_from": 60})
    found = verdict.changes("qualified")
    assert found[0].outcome == "qualified"
    assert len(found[0]) >= 4
    assert not found.complete
    assert found.to_text("en").endswith("The search was ended early: there may be others.\n")


@pytest.mark.parametrize("name", ["school_studio", "taicang_community", "vocational_studio"])
def test_where_the_search_is_complete_no_single_change_does_what_it_needs_several_for(name):
    pack = wr.load_pack(name)
    several = 0
    for decision in pack.decisions.values():
        if decision.kind not in {"eligibility", "checklist"}:
            continue
        for case in islice(cases(pack.plan, decision, seed=11, gaps=0.0), 2):
            dated = replace(case, as_of=case.as_of or AS_OF)
            verdict = Verdict(pack.plan, decision, dated, evaluate(pack.plan, decision.id, dated))
            found = verdict.changes()
            if found.complete and found.wanted and (not found or len(found[0]) > 1):
                several += 1
                for edit in _everything_that_may_be_done(pack.plan, decision, dated):
                    changed = edited(dated, decision.id, pack.id, [edit])
                    assert evaluate(pack.plan, decision.id, changed).outcome not in found.wanted
    assert several


def _everything_that_may_be_done(plan, decision, case):
    marks = landmarks(plan, decision, case.parameters, decision_expressions(decision))
    possible = Possible(plan, decision, case, case.as_of)
    yield from (edit for path in sorted(marks.facts) for edit in possible.edits(path, marks))
    yield from (possible.waiver(one.id) for one in decision.criteria if one.waivable is not None)
    yield from waits(plan, decision, case, marks)


def test_a_value_has_no_outcome_to_wait_for():
    found = wr.load_pack("putuo_2024").decide("credits", {}, as_of="2024-09-01").earliest()
    assert (found.when, found.wanted, found.horizon) == (When.NEVER, (), None)
    assert found.to_text("en") == "There is no outcome to wait for.\n"
