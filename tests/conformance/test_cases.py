import shutil

import pytest

from tests.riverside import FOLDER, PACK
from workshop_rules.conformance.cases import case_facts, run_cases, untried
from workshop_rules.evaluate.evaluation import State
from workshop_rules.loaded import load_pack


@pytest.fixture
def riverside(tmp_path):
    """The pack, its cases of `guide` rewritten."""

    def write(cases, decision="guide", facts="{homeroom_years: 12}"):
        folder = shutil.copytree(FOLDER, tmp_path / "riverside")
        text = f"decision: {decision}\nfacts: {facts}\ncases:\n{cases}"
        (folder / "cases" / "guide.yaml").write_text(text, "utf-8")
        return load_pack(folder, with_cases=True)

    return write


def test_the_cases_of_the_pack_pass():
    results = PACK.run_cases()
    assert [(one.decision, one.id, one.passed) for one in results] == [
        ("guide", "typical", True),
        ("guide", "too_few_years", True),
        ("share", "a_third", True),
        ("share", "half", True),
    ]
    assert results[1].states["years"] is State.NOT_MET


def test_what_no_case_tries():
    gaps = {(gap.decision, gap.criterion): gap.states for gap in untried(PACK.plan, PACK.run_cases())}
    assert ("guide", "years") not in gaps
    assert gaps["guide", "age"] == (State.NOT_MET,)
    assert gaps["rank", "higher.title"] == (State.MET, State.NOT_MET)


@pytest.mark.parametrize(
    ("expected", "said"),
    [
        ("{outcome: eligible}", "outcome is `undetermined`, expected `eligible`"),
        ("{criteria: {years: not_met}}", "criterion `years` is `met`, expected `not_met`"),
        ("{missing: []}", "missing is `as_of`, `birth_date`"),
        ("{possible_outcomes: [eligible]}", "possible outcomes is `eligible`, `ineligible`, expected `eligible`"),
    ],
)
def test_a_case_that_fails_says_what_differs_and_where(riverside, expected, said):
    pack = riverside(f"  - {{id: wrong, title: x, expect: {expected}}}\n")
    (result, *_) = pack.run_cases()
    assert not result.passed
    (diagnostic,) = result.diagnostics
    assert diagnostic.code == "WR606"
    assert said in diagnostic.message
    assert "guide.yaml:4:" in str(diagnostic.span)


def test_a_case_that_cannot_be_decided_is_no_crash(riverside):
    case = "  - {id: zero, title: x, readings: {strictness: strict}, change: {absent: 1, held: 0}, expect: {}}\n"
    (result, *_) = riverside(case).run_cases()
    assert result.states == {}
    assert [one.code for one in result.diagnostics] == ["WR607"]
    assert "division by zero" in result.diagnostics[0].message


def test_facts_of_a_case_that_are_wrong_are_told(riverside):
    (result, *_) = riverside("  - {id: bad, title: x, change: {homeroom_yeers: 1}, expect: {}}\n").run_cases()
    assert [one.code for one in result.diagnostics] == ["WR607", "WR401"]


def test_changes_replace_whole_facts_and_single_findings(riverside):
    pack = riverside(
        "  - {id: a, title: x, change: {homeroom_years: null, findings: {conduct: null}}, expect: {}}\n",
        facts="{homeroom_years: 12, title: senior, findings: {conduct: true}}",
    )
    file = pack._parsed.cases["cases/guide.yaml"]
    assert case_facts(file, file.cases[0]) == {
        "homeroom_years": None,
        "title": "senior",
        "findings": {"conduct": None},
    }


@pytest.mark.parametrize(("value", "passed"), [("0.5", True), ("1/2", False), ("0.50", True), ("2", False)])
def test_values_are_compared_exactly(riverside, value, passed):
    case = f"  - {{id: a, title: x, expect: {{value: {value}}}}}\n"
    (result, *_) = riverside(case, decision="share", facts="{absent: 2, held: 4}").run_cases()
    assert result.passed is passed


def test_a_pack_loaded_without_cases_has_none_to_run():
    pack = load_pack(FOLDER)
    assert run_cases(pack._parsed, pack.plan) == ()
