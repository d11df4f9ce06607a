"""Quotas."""

import pytest

from tests.compile.small import case, decide, plan
from workshop_rules.evaluate.evaluation import State
from workshop_rules.language import tree as t

QUOTA = """quota:
over: nominees
limits:
  - id: per_area_and_stage
    title: {zh: 每旗区每学段, en: for each area and stage}
    clause: "1"
    where: not(item.own)
    by: [area, stage]
    at_most: 'if item.stage = school_stage.primary then 2 else 1'
  - {id: own, title: {zh: 直属, en: own}, clause: "1", where: item.own, at_most: 1}
criteria:
  - {id: any, title: {zh: 有人选, en: somebody}, clause: "1", when: count(nominees) >= 1}
"""


def nominee(area, stage, own=False):
    return {"area": area, "stage": stage, "own": own}


@pytest.fixture
def quota(tmp_path):
    return plan(tmp_path, nomination=QUOTA)


def offenders(evaluation, criterion):
    """The members for which a limit does not hold, as the trace names them."""
    trace = evaluation.criteria[criterion].trace
    assert isinstance(trace.node, t.Every)
    return [child.label for child in trace.children if child.label and child.value is False]


def test_within_the_quota(quota):
    facts = {"nominees": (nominee("A", "primary"), nominee("A", "primary"), nominee("B", "vocational"))}
    assert decide(quota, "nomination", case(facts)).outcome == "within_quota"


def test_the_members_of_a_group_that_is_too_large_are_named(quota):
    facts = {
        "nominees": (
            nominee("A", "vocational"),
            nominee("A", "primary"),
            nominee("A", "vocational"),
            nominee("B", "vocational"),
            nominee("A", "vocational", own=True),
        )
    }
    found = decide(quota, "nomination", case(facts))
    assert found.outcome == "exceeded"
    assert found.criteria["per_area_and_stage"].state is State.NOT_MET
    assert offenders(found, "per_area_and_stage") == ["nominees[1]", "nominees[3]"]
    assert found.criteria["own"].state is State.MET


def test_without_fields_all_members_are_one_group(quota):
    facts = {"nominees": (nominee("A", "primary", own=True), nominee("B", "vocational", own=True))}
    found = decide(quota, "nomination", case(facts))
    assert offenders(found, "own") == ["nominees[1]", "nominees[2]"]


def test_an_empty_list_exceeds_nothing_and_other_criteria_stand_beside(quota):
    found = decide(quota, "nomination", case({"nominees": ()}))
    assert found.outcome == "within_quota"
    assert found.criteria["any"].state is State.NOT_MET


def test_no_list_is_no_answer(quota):
    found = decide(quota, "nomination", case())
    assert found.outcome == "undetermined"
    assert found.missing == {"nominees"}


def test_a_gap_in_a_record_leaves_open_what_depends_on_it(quota):
    facts = {"nominees": (nominee("A", "vocational"), {"area": "A", "own": False})}
    found = decide(quota, "nomination", case(facts))
    assert found.outcome == "undetermined"
    assert found.missing == {"nominees[2].stage"}


def test_a_list_that_may_lack_entries_can_be_exceeded_but_not_kept(quota):
    one = {"nominees": (nominee("A", "vocational", own=True),)}
    assert decide(quota, "nomination", case(one, incomplete=frozenset({"nominees"}))).outcome == "undetermined"
    two = {"nominees": (nominee("A", "vocational", own=True), nominee("B", "primary", own=True))}
    assert decide(quota, "nomination", case(two, incomplete=frozenset({"nominees"}))).outcome == "exceeded"


def test_a_limit_may_bind_the_name_that_its_member_would_have(tmp_path):
    text = """quota:
over: nominees
limits:
  - id: like_others
    title: {zh: 同, en: like others}
    clause: "1"
    by: [area]
    at_most: count(for member in nominees[item.own] return item.area)
"""
    compiled = plan(tmp_path, nomination=text)
    facts = {"nominees": (nominee("A", "primary", own=True), nominee("B", "primary"), nominee("B", "primary"))}
    found = decide(compiled, "nomination", case(facts))
    assert offenders(found, "like_others") == ["nominees[2]", "nominees[3]"]
