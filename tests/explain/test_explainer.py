"""What is kept from one case to the next changes no word: each is explained as if it were the only one."""

import json
import shutil
from fractions import Fraction
from itertools import islice

import pytest

import workshop_rules as wr
from tests import riverside
from tests.dossiers import dossiers
from workshop_rules.evaluate.evaluation import Dossier
from workshop_rules.evaluate.interpreter import Tracing, evaluate
from workshop_rules.explain.from_evaluation import explain
from workshop_rules.explain.inputs import TooLongError, inputs, mark
from workshop_rules.pack.dossier import Judgement
from workshop_rules.render.json import to_data

PACKS = {
    "county_studio": ("host",),  # records without dates
    "ordos_2013": ("mentor", "application"),
    "taiyuan_ranks": ("rank",),
    "putuo_2024": None,
}


def alone(verdict):
    """The explanation made of a trace of the whole case, with nothing kept, and written by the standard library."""
    plan, decision, case = verdict._plan, verdict._decision, verdict._case
    traced = evaluate(plan, decision.id, case, Tracing())
    reasons = explain(plan, decision, case, traced, verdict.readings_that_matter)
    return json.dumps(to_data(reasons), ensure_ascii=False, indent=2) + "\n"


@pytest.mark.parametrize("name", PACKS)
def test_cases_that_share_an_explainer_are_explained_as_alone(name):
    pack = wr.load_pack(name)
    for decision in PACKS[name] or tuple(pack.decisions)[:2]:
        decide = pack.decider(decision)
        for gaps in (0.0, 0.15):
            cases = list(islice(dossiers(pack.plan, pack.decisions[decision], seed=11, gaps=gaps), 2))
            verdicts = [decide(dossier) for dossier in (*cases, *cases[:1])]
            for verdict in verdicts:
                assert verdict.explanation.to_json() == alone(verdict)


def test_what_one_criterion_says_is_shared_while_its_facts_stay():
    decide = riverside.PACK.decider("guide")
    facts = riverside.facts()
    one = decide(facts, riverside.AS_OF).explanation.reasons.criteria
    same = decide(dict(facts), riverside.AS_OF).explanation.reasons.criteria
    assert all(a is b for a, b in zip(one, same, strict=True) if not a.condition.children)


def test_who_made_a_finding_is_told_of_the_case_at_hand():
    pack = wr.load_pack("ordos_2013")
    decide = pack.decider("mentor")
    (name, *_) = (
        path.removeprefix("findings.") for path in sorted(pack.decisions["mentor"].facts) if path[:9] == "findings."
    )

    def said(by):
        judgements = {name: Judgement(True, by)} if by else {}
        return decide(Dossier({}, {name: True}, judgements=judgements)).explanation.to_json()

    first, other, nobody = said("first office"), said("other office"), said("")
    assert "first office" in first
    assert "other office" in other
    assert "first office" not in other
    assert "first office" not in nobody
    assert "other office" not in nobody


@pytest.mark.parametrize(
    ("one", "other"),
    [(1, True), (0, False), (1, 1.0), ("1", 1), ({"a": 1}, {"a": True}), ((1,), (True,)), (None, False), ((), {})],
)
def test_values_that_python_takes_for_equal_are_told_apart(one, other):
    assert mark(one) != mark(other)


def test_equal_values_are_marked_alike():
    assert mark({"level": "city", "years": Fraction(1, 2)}) == mark({"level": "city", "years": Fraction(1, 2)})


@pytest.mark.parametrize("value", ["x" * 201, tuple(range(21)), {"notes": "x" * 201}])
def test_what_is_long_is_not_kept(value):
    with pytest.raises(TooLongError):
        mark(value)


def test_inputs_reach_through_definitions_and_derived_facts():
    pack = wr.load_pack("ordos_2013")
    for decision in pack.decisions.values():
        for criterion in decision.criteria:
            read = inputs(pack.plan, decision, criterion)
            if read is not None:
                known = {*read.facts, *(f"findings.{name}" for name in read.findings)}
                assert known - {"as_of"} <= decision.facts


def test_an_explanation_is_the_same_wherever_the_pack_lies(tmp_path, monkeypatch):
    pack = wr.load_pack("ordos_2013")
    shutil.copytree(pack.folder, tmp_path / pack.folder.name)
    said = [pack.decide("mentor", {}).explanation.to_json()]
    for folder in (tmp_path, tmp_path / pack.folder.name):
        monkeypatch.chdir(folder)
        said.append(wr.load_pack(tmp_path / pack.folder.name).decide("mentor", {}).explanation.to_json())
    assert len(set(said)) == 1
    assert '"place": "ordos_2013/decisions/mentor.yaml:' in said[0]
