"""Tables and values."""

import pytest

from tests.compile.small import AS_OF, case, decide, plan
from workshop_rules.language import tree as t
from workshop_rules.language.types import DATE, Choice
from workshop_rules.language.walk import walk


def table(policy, rules, more=""):
    return f"""table:
hit_policy: {policy}
inputs:
  - {{label: {{zh: 等第, en: grade}}, expression: grade}}
  - {{label: {{zh: 年, en: years}}, expression: homeroom_years}}
outcomes: {{enters: {{zh: 入, en: enters}}, applies: {{zh: 申, en: may apply}}, out: {{zh: 否, en: out}}}}
rules:
{rules}
{more}"""


RULES = """\
  - {id: r1, clause: "1", when: ['"good", "fair"', "-"], then: applies}
  - {id: r2, clause: "1", when: ['"good"', ">= 9"], then: enters}"""


@pytest.mark.parametrize(
    ("policy", "grade", "years", "outcome"),
    [
        ("first", "good", 9, "applies"),
        ("priority", "good", 9, "enters"),
        ("priority", "good", 8, "applies"),
        ("first", "bad", 9, "out"),
    ],
)
def test_hit_policies(tmp_path, policy, grade, years, outcome):
    compiled = plan(tmp_path, cycle=table(policy, RULES, "otherwise: out"))
    assert decide(compiled, "cycle", case({"grade": grade, "homeroom_years": years})).outcome == outcome


def test_results_are_the_outcomes_in_order_of_priority(tmp_path):
    decision = plan(tmp_path, cycle=table("first", RULES, "otherwise: out")).decisions["cycle"]
    assert [o.id for o in decision.outcomes] == ["enters", "applies", "out"]
    assert isinstance(decision.outcome, t.DecisionTable)
    assert decision.outcome.hit_policy == "F"
    assert decision.outcome.inputs[0].title is not None
    assert decision.outcome.inputs[0].title.zh == "等第"
    assert decision.outcome.rules[0].annotations == ("1",)
    assert decision.value is None


def test_what_is_missing_leaves_open_what_it_could_change(tmp_path):
    compiled = plan(tmp_path, cycle=table("priority", RULES, "otherwise: out"))
    found = decide(compiled, "cycle", case({"grade": "good"}))
    assert found.outcome == "undetermined"
    assert found.missing == {"homeroom_years"}
    assert set(found.possible_outcomes) == {"enters", "applies"}


def test_a_collecting_table_has_a_value(tmp_path):
    text = """table:
hit_policy: collect
aggregation: sum
inputs: [{label: {zh: 年, en: years}, expression: homeroom_years}]
rules:
  - {id: r1, clause: "1", when: [">= 1"], then: homeroom_years * 2}
  - {id: r2, clause: "1", when: [">= 5"], then: 10}
"""
    compiled = plan(tmp_path, credits=text)
    assert decide(compiled, "credits", case({"homeroom_years": 5})).value == 20
    assert compiled.decisions["credits"].outcomes == ()


def test_a_value_is_the_outcome_and_another_decision_may_use_it(tmp_path):
    compiled = plan(
        tmp_path,
        last_day='value:\nvalue: as_of + @"P1Y"',
        later='eligibility:\ncriteria:\n  - {id: in_time, title: {zh: 时, en: in time}, clause: "1", '
        'when: decision.last_day > as_of and decision.cycle = "out"}\n',
        cycle=table("first", RULES, "otherwise: out"),
    )
    assert decide(compiled, "last_day", case()).value == AS_OF.replace(year=2014)
    assert decide(compiled, "later", case({"grade": "bad", "homeroom_years": 1})).outcome == "eligible"
    references = {
        node.name: node.type
        for node in walk(compiled.decisions["later"].criteria[0].condition)
        if isinstance(node, t.DecisionRef)
    }
    assert references == {"last_day": DATE, "cycle": Choice("cycle", ("enters", "applies", "out"))}
    assert compiled.decisions["later"].uses == ("last_day", "cycle")
    assert compiled.decisions["later"].facts >= {"as_of", "grade", "homeroom_years", "homeroom_periods"}
