"""One dossier put to every decision about a teacher."""

import pytest

import workshop_rules as wr

TEACHER = {
    "in_service": True,
    "post": "homeroom_teacher",
    "homeroom_years": 8,
    "title": "senior",
    "school_stage": "primary",
}


@pytest.fixture(scope="module")
def rows():
    return wr.screen(TEACHER, "2020-10-01")


def row(rows, pack, decision):
    return next(one for one in rows if (one.pack.id, one.decision) == (pack, decision))


def test_every_decision_about_a_teacher_and_no_other(rows):
    bundled = {"ordos_2013", "shijiazhuang", "taiyuan_ranks", "putuo_2024", "county_studio", "twin_studio"}
    assert bundled <= {one.pack.id for one in rows}
    assert all(one.pack.decisions[one.decision].about == "teacher" for one in rows)
    for pack in {one.pack for one in rows}:
        about = {decision.id for decision in pack.decisions.values() if decision.about == "teacher"}
        assert about == {one.decision for one in rows if one.pack is pack}


def test_a_row_says_what_the_pack_says(rows):
    for one in rows:
        fixed = one.pack.decisions[one.decision].as_of
        verdict = one.pack.decide(one.decision, TEACHER, None if fixed else "2020-10-01")
        assert (one.outcome, one.missing) == (verdict.outcome, verdict.missing)


def test_the_date_of_a_document_stays(rows):
    assert row(rows, "ordos_2013", "mentor").verdict.as_of.isoformat() == "2013-10-01"
    assert row(rows, "shijiazhuang", "leader").verdict.as_of.isoformat() == "2020-10-01"


def test_what_stands_in_the_way_is_named(rows):
    leader = row(rows, "shijiazhuang", "leader")
    assert leader.outcome == "ineligible"
    assert [one.criterion for one in leader.obstacles] == ["homeroom_years"]
    assert leader.missing == ()


def test_of_a_ladder_the_nearest_tier_above_counts():
    facts = {**TEACHER, "in_service": False, "current_rank": "none", "first_assessment": False}
    rank = row(wr.screen(facts, "2020-10-01"), "taiyuan_ranks", "rank")
    assert rank.outcome == "none"
    assert {one.criterion.partition(".")[0] for one in rank.obstacles} == {"intermediate_2"}
    assert "intermediate_2.in_service" in {one.criterion for one in rank.obstacles}


def test_the_nearest_come_first(rows):
    obstacles, missing = [len(one.obstacles) for one in rows], [len(one.missing) for one in rows]
    assert obstacles == sorted(obstacles)
    assert missing != sorted(missing)
    both = list(zip(obstacles, missing, strict=True))
    assert both == sorted(both)


def test_bad_facts_and_dates_are_told():
    with pytest.raises(wr.FactsError, match="homeroom_years"):
        wr.screen({"homeroom_year": 9})
    with pytest.raises(wr.DecisionError, match="as_of"):
        wr.screen(TEACHER, "2020-13-01")
