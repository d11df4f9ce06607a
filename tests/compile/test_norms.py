"""Eligibility and checklist."""

import pytest

from tests.compile.small import case, criterion, decide, plan
from workshop_rules.evaluate.evaluation import State, Waiver
from workshop_rules.language import tree as t

YEARS = criterion("years", "homeroom_years >= parameter.least_years")
CONDUCT = '  - {id: conduct, title: {zh: 品德, en: conduct}, clause: "1", finding: conduct}\n'
ADVISORY = criterion("post", "in_service", "    advisory: true\n")


def test_all_criteria_must_be_met(tmp_path):
    compiled = plan(tmp_path, entry=f"eligibility:\ncriteria:\n{YEARS}{CONDUCT}")
    assert decide(compiled, "entry", case({"homeroom_years": 9}, findings={"conduct": True})).outcome == "eligible"
    assert decide(compiled, "entry", case({"homeroom_years": 8}, findings={"conduct": True})).outcome == "ineligible"
    open_ = decide(compiled, "entry", case({"homeroom_years": 9}))
    assert (open_.outcome, open_.possible_outcomes) == ("undetermined", ("eligible", "ineligible"))
    assert open_.criteria["conduct"].state is State.NEEDS_JUDGEMENT


def test_outcomes_have_words_in_both_languages(tmp_path):
    compiled = plan(tmp_path, entry=f"eligibility:\ncriteria:\n{YEARS}", norms=f"checklist:\ncriteria:\n{YEARS}")
    words = {o.id: (o.title.zh, o.title.en) for d in compiled.decisions.values() for o in d.outcomes}
    assert set(words) == {"eligible", "ineligible", "compliant", "non_compliant"}
    assert all(zh and en for zh, en in words.values())


def test_an_advisory_norm_is_reported_and_never_fails_a_checklist(tmp_path):
    compiled = plan(tmp_path, norms=f"checklist:\ncriteria:\n{YEARS}{ADVISORY}")
    found = decide(compiled, "norms", case({"homeroom_years": 9, "in_service": False}))
    assert found.outcome == "compliant"
    assert found.criteria["post"].state is State.NOT_MET
    assert decide(compiled, "norms", case({"homeroom_years": 8, "in_service": True})).outcome == "non_compliant"
    assert decide(compiled, "norms", case({"homeroom_years": 9})).missing == frozenset()


def test_a_checklist_of_advice_alone_is_always_kept(tmp_path):
    compiled = plan(tmp_path, norms=f"checklist:\ncriteria:\n{ADVISORY}")
    assert decide(compiled, "norms", case({"in_service": False})).outcome == "compliant"


def test_groups_become_nodes_and_named_members_keep_their_names(tmp_path):
    members = "      - in_service\n      - {id: senior, title: {zh: 高级, en: senior}, when: title >= title.senior}\n"
    group = '  - id: post\n    title: {zh: 岗位, en: post}\n    clause: "1"\n'
    text = f"eligibility:\ncriteria:\n{group}    at_least: 1\n    of:\n{members}"
    found = plan(tmp_path, entry=text).decisions["entry"].criteria[0].condition
    assert isinstance(found, t.AtLeast)
    assert isinstance(found.operands[0], t.FactRef)
    assert isinstance(found.operands[1], t.Labelled)
    assert found.operands[1].id == "senior"
    assert found.operands[1].title is not None
    assert found.operands[1].title.zh == "高级"


@pytest.mark.parametrize(
    ("group", "kind"),
    [
        ("all: [in_service, in_service = true]", t.And),
        ("any: [in_service, in_service = true]", t.Or),
        ("not: in_service", t.Not),
        ("all: [in_service]", t.FactRef),
        ("not: {any: [in_service, in_service = true]}", t.Not),
    ],
)
def test_each_kind_of_group(tmp_path, group, kind):
    text = f'eligibility:\ncriteria:\n  - {{id: post, title: {{zh: 岗, en: post}}, clause: "1", {group}}}\n'
    assert type(plan(tmp_path, entry=text).decisions["entry"].criteria[0].condition) is kind


def test_what_stands_beside_a_condition(tmp_path):
    beside = (
        "    applies: in_service\n    presupposes: points > 0\n"
        '    waivable: {by: {zh: 局, en: the bureau}, clause: "1"}\n'
        "    texts: {met: {zh: 够, en: enough}}\n"
    )
    compiled = plan(tmp_path, entry="eligibility:\ncriteria:\n" + criterion("years", "homeroom_years > points", beside))
    (found,) = compiled.decisions["entry"].criteria
    assert isinstance(found.condition, t.Presupposes)
    assert isinstance(found.applies, t.FactRef)
    assert found.waivable is not None
    assert (found.waivable.by.en, found.waivable.clause) == ("the bureau", "1")
    assert found.templates["met"].zh == "够"
    facts = {"homeroom_years": 1, "in_service": True, "points": 2}
    waiver = Waiver("small", "entry", "years")
    assert decide(compiled, "entry", case(facts)).outcome == "ineligible"
    assert decide(compiled, "entry", case(facts, waivers=(waiver,))).criteria["years"].state is State.WAIVED
    assert decide(compiled, "entry", case({**facts, "in_service": False})).outcome == "eligible"
    unknown = decide(compiled, "entry", case({**facts, "points": 0}))
    assert unknown.missing == {"points"}


def test_who_judges_is_said_of_criteria_that_read_findings(tmp_path):
    compiled = plan(tmp_path, entry=f"eligibility:\ncriteria:\n{YEARS}{CONDUCT}")
    years, conduct = compiled.decisions["entry"].criteria
    assert years.judged_by is None
    assert conduct.judged_by is not None
    assert conduct.judged_by.en == "the school"
