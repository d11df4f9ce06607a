"""Ladders."""

import pytest

from tests.compile.small import case, decide, plan

LADDER = """ladder:
common:
  - {id: post, title: {zh: 岗, en: post}, clause: "1", when: in_service}
tiers:
  - id: low
    title: {zh: 低, en: low}
    clause: "1"
    include: [post]
    criteria:
      - {id: years, title: {zh: 年, en: years}, clause: "1", when: homeroom_years >= 3}
  - id: high
    title: {zh: 高, en: high}
    clause: "1"
    include: [post]
    criteria:
      - {id: years, title: {zh: 年, en: years}, clause: "1", when: homeroom_years >= 9}
      - {id: note, title: {zh: 注, en: note}, clause: "1", when: homeroom_years >= 99, advisory: true}
base_outcomes:
  - {id: beginner, title: {zh: 见习, en: beginner}, when: homeroom_years < 1}
"""


@pytest.fixture
def ladder(tmp_path):
    return plan(tmp_path, rank=LADDER)


@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        ({"in_service": True, "homeroom_years": 9}, "high"),
        ({"in_service": True, "homeroom_years": 8}, "low"),
        ({"in_service": True, "homeroom_years": 2}, "none"),
        ({"in_service": True, "homeroom_years": 0}, "beginner"),
        ({"in_service": False, "homeroom_years": 0}, "beginner"),
        ({"in_service": False, "homeroom_years": 20}, "none"),
    ],
)
def test_the_highest_tier_whose_criteria_are_all_met(ladder, facts, outcome):
    found = decide(ladder, "rank", case(facts))
    assert (found.outcome, found.possible_outcomes) == (outcome, (outcome,))


@pytest.mark.parametrize(
    ("facts", "possible", "missing"),
    [
        ({"homeroom_years": 5}, ("none", "low"), {"in_service"}),
        ({"in_service": False}, ("beginner", "none"), {"homeroom_years"}),
        ({}, ("beginner", "none", "low", "high"), {"in_service", "homeroom_years"}),
    ],
)
def test_outcomes_stay_possible_while_something_is_missing(ladder, facts, possible, missing):
    found = decide(ladder, "rank", case(facts))
    assert (found.outcome, found.possible_outcomes, found.missing) == ("undetermined", possible, missing)


def test_criteria_are_named_after_their_tier_shared_ones_first(ladder):
    decision = ladder.decisions["rank"]
    assert [c.id for c in decision.criteria] == ["low.post", "low.years", "high.post", "high.years", "high.note"]
    assert [(g.id, g.criteria) for g in decision.groups] == [
        ("low", ("low.post", "low.years")),
        ("high", ("high.post", "high.years", "high.note")),
    ]


def test_outcomes_go_from_the_base_up(ladder):
    assert [o.id for o in ladder.decisions["rank"].outcomes] == ["beginner", "none", "low", "high"]
