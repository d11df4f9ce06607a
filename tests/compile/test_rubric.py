"""Rubrics."""

from fractions import Fraction

import pytest

from tests.compile.small import case, decide, plan
from workshop_rules.evaluate.evaluation import State
from workshop_rules.language.values import Unknown

RUBRIC = """rubric:
groups: [{id: A, title: {zh: 甲, en: A}, maximum: 14.5}]
items:
  - {id: A1, group: A, title: {zh: 甲一, en: A1}, clause: "1", score: marks.A1, maximum: 8}
  - {id: A2, group: A, title: {zh: 甲二, en: A2}, clause: "1", score: marks.A2, maximum: 6.5}
bonus: {id: bonus, title: {zh: 附加, en: bonus}, clause: "1", score: marks.extra, maximum: 10}
grades:
  - {id: excellent, title: {zh: 优, en: excellent}, when: total >= parameter.excellent_from}
  - {id: qualified, title: {zh: 合, en: qualified}, when: total >= 10}
  - {id: unqualified, title: {zh: 不, en: unqualified}}
"""


@pytest.fixture
def rubric(tmp_path):
    return plan(tmp_path, evaluation=RUBRIC)


def marks(first, second, extra=0):
    return {"marks": {"A1": first, "A2": second, "extra": extra}}


@pytest.mark.parametrize(
    ("facts", "total", "outcome"),
    [
        (marks(8, 2), 10, "qualified"),
        (marks(Fraction(79, 10), 2), Fraction(99, 10), "unqualified"),
        (marks(8, Fraction(13, 2), 10), Fraction(49, 2), "excellent"),
        (marks(0, 0), 0, "unqualified"),
    ],
)
def test_scores_are_added_up_and_graded(rubric, facts, total, outcome):
    found = decide(rubric, "evaluation", case(facts, parameters={"excellent_from": 20}))
    assert (found.value, found.outcome) == (total, outcome)
    assert {result.state for result in found.criteria.values()} == {State.MET}


def test_without_a_threshold_the_grade_waits_for_the_parameter(rubric):
    found = decide(rubric, "evaluation", case(marks(8, 6, 10)))
    assert found.value == 24
    assert (found.outcome, found.possible_outcomes) == ("undetermined", ("excellent", "qualified"))
    assert found.missing == {"parameter.excellent_from"}


@pytest.mark.parametrize(("score", "state"), [(9, State.NOT_MET), (-1, State.NOT_MET), (None, State.UNKNOWN)])
def test_a_score_out_of_range_or_missing_leaves_the_grade_open(rubric, score, state):
    facts = marks(score, 2)
    if score is None:
        del facts["marks"]["A1"]
    found = decide(rubric, "evaluation", case(facts, parameters={"excellent_from": 20}))
    assert found.outcome == "undetermined"
    assert found.missing == {"marks.A1"}
    assert isinstance(found.value, Unknown)
    assert found.criteria["A1"].state is state
    assert found.criteria["A2"].state is State.MET


def test_a_bonus_counts_nothing_only_where_the_facts_say_so(rubric):
    facts = marks(8, 6)
    del facts["marks"]["extra"]
    found = decide(rubric, "evaluation", case(facts, parameters={"excellent_from": 20}))
    assert found.outcome == "undetermined"
    assert found.missing == {"marks.extra"}


def test_groups_name_their_items(rubric):
    decision = rubric.decisions["evaluation"]
    assert [(group.id, group.criteria) for group in decision.groups] == [("A", ("A1", "A2"))]
    assert [c.id for c in decision.criteria] == ["A1", "A2", "bonus"]
    assert [d.name for d in decision.definitions] == ["total"]
