"""What programs rely on: names, laziness, errors, and what a verdict says."""

import datetime as dt
import json
import subprocess
import sys
import tomllib
from fractions import Fraction
from pathlib import Path

import pytest

import workshop_rules as wr
from tests.riverside import AS_OF, FOLDER, PACK, decide, facts

ROOT = Path(__file__).parent.parent
HEAVY = {
    "click",
    "cryptography",
    "durable",
    "elementpath",
    "jinja2",
    "lxml",
    "markdown_it",
    "pandas",
    "polars",
    "pyarrow",
    "pydantic",
    "pyspark",
    "sqlalchemy",
    "yaml",
    "z3",
}


def loaded_by(program):
    probe = f"import sys\n{program}\nprint('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", probe], check=True, capture_output=True, encoding="utf-8")
    return {name.partition(".")[0] for name in done.stdout.split()}


def test_public_names_are_sorted_and_there():
    assert list(wr.__all__) == sorted(set(wr.__all__))
    assert set(wr._HOMES) == set(wr.__all__)
    for name in wr.__all__:
        assert getattr(wr, name).__name__ == name
    assert set(wr.__all__) <= set(dir(wr))
    with pytest.raises(AttributeError, match="load_packs"):
        wr.load_packs  # noqa: B018


def test_importing_it_loads_no_engine():
    assert not HEAVY & loaded_by("import workshop_rules")


def test_deciding_and_explaining_load_only_what_reads_packs():
    program = f"""
import workshop_rules
verdict = workshop_rules.load_pack({str(FOLDER)!r}).decide("guide", {{"homeroom_years": 8}})
verdict.explanation.to_text(); verdict.explanation.to_html(); verdict.to_json()
"""
    assert loaded_by(program) & HEAVY <= {"pydantic", "yaml"}


def test_a_pack_says_what_it_is():
    assert (PACK.id, PACK.version, PACK.title.en) == ("riverside", "1.0.0", "Riverside rules for homeroom work")
    assert len(PACK.digest) == 64
    assert PACK.applies == (dt.date(2020, 1, 1), dt.date(2029, 12, 31))
    assert list(PACK.decisions) == ["after_guide", "guide", "rank", "share"]
    assert PACK.interpretations["window"].default == "anniversary"
    assert PACK.parameters["min_years"].value == 9
    assert PACK.findings["conduct"].by.en == "the school"
    assert PACK.clauses["1(1)"].numbering == "一/(一)"
    assert PACK.authority.zh == "临河市教育局"
    assert PACK.folder == FOLDER
    assert repr(PACK) == "<Pack riverside 1.0.0: after_guide, guide, rank, share>"


def test_a_verdict_says_all_that_it_rests_on():
    verdict = decide(title="junior", birth_date=None, name="X", parameters={"min_years": Fraction(19, 2)})
    assert verdict.outcome == "ineligible"
    assert verdict.possible_outcomes == ("ineligible",)
    assert verdict.determined
    assert (verdict.pack, verdict.version, verdict.digest) == (PACK.id, PACK.version, PACK.digest)
    assert (verdict.decision, verdict.kind, verdict.as_of) == ("guide", "eligibility", dt.date(2022, 10, 1))
    assert verdict.missing == ()
    assert set(verdict.irrelevant) == {"birth_date", "marks", "parameter.pass_mark"}
    assert verdict.unused == ("name",)
    assert verdict.waivable == ("title",)
    assert verdict.readings == {"window": "anniversary", "strictness": "loose"}
    assert verdict.parameters["min_years"] == Fraction(19, 2)
    assert verdict.overridden == ("min_years",)
    title = verdict.criteria["title"]
    assert title.state is wr.State.NOT_MET
    assert title.state.value == "not_met"
    assert (title.clause, title.title.en, title.required.en, title.found.en) == (
        "1(1)",
        "Title",
        "intermediate or above",
        "junior",
    )
    assert verdict.criteria["age"].missing == ("birth_date",)
    assert repr(verdict) == "<Verdict riverside guide as of 2022-10-01: ineligible>"


def test_a_verdict_does_not_change():
    verdict = decide()
    for change in (
        lambda: setattr(verdict, "outcome", "eligible"),
        lambda: setattr(verdict, "_plan", None),
        lambda: verdict.criteria.update({}),  # type: ignore[attr-defined]
        lambda: setattr(verdict.criteria["years"], "state", wr.State.MET),
        lambda: verdict.readings.update({}),  # type: ignore[attr-defined]
        lambda: setattr(verdict.explanation, "reasons", None),
        lambda: delattr(verdict.explanation, "reasons"),
        lambda: setattr(verdict.explanation.reasons, "outcome", None),
    ):
        with pytest.raises((AttributeError, TypeError)):
            change()


def test_waivers_granted_open_and_without_effect():
    granted = {"pack": "riverside", "decision": "guide", "criterion": "title", "by": "局"}
    for_nothing = {"pack": "riverside", "decision": "guide", "criterion": "years"}
    verdict = decide(title="junior", waivers=[granted, for_nothing])
    assert verdict.outcome == "eligible"
    assert verdict.criteria["title"].state == "waived"
    assert [waiver.criterion for waiver in verdict.waived] == ["title"]
    assert [waiver.criterion for waiver in verdict.waivers_ignored] == ["years"]
    assert verdict.waivable == ()


def test_readings_that_matter_are_found_by_deciding_again():
    verdict = decide(honors=[{"level": "city", "awarded_on": "2019-02-01"}], absent=1, held=3)
    (switch,) = verdict.readings_that_matter
    assert (switch.interpretation, switch.reading, switch.outcome) == ("window", "calendar", "eligible")
    other = decide(
        honors=[{"level": "city", "awarded_on": "2019-02-01"}], absent=1, held=3, readings={"window": "calendar"}
    )
    assert other.outcome == switch.outcome


@pytest.mark.parametrize("as_of", [AS_OF, dt.date(2022, 10, 1)])
def test_the_date_may_be_a_date_or_its_text(as_of):
    assert PACK.decide("guide", facts(), as_of).as_of == dt.date(2022, 10, 1)


def test_without_a_date_it_is_missing():
    verdict = decide(as_of=None)
    assert verdict.as_of is None
    assert verdict.missing == ("as_of",)
    assert verdict.outcome == "undetermined"


def test_a_date_that_is_given_counts_before_the_documents_own():
    ordos = wr.load_pack("ordos_2013")
    assert ordos.decide("mentor", {}).as_of == dt.date(2013, 10, 1)
    verdict = ordos.decide("mentor", {}, as_of="2014-10-01")
    assert verdict.as_of == dt.date(2014, 10, 1)
    assert "As of: 2014-10-01 (the document fixes 2013-10-01)" in verdict.explanation.to_text("en")


def test_outside_the_dates_of_the_pack_a_verdict_says_so():
    assert decide().applicable
    assert not decide(as_of="2030-01-01").applicable


def test_facts_may_be_a_mapping_a_model_or_a_dossier():
    plain = PACK.decide("guide", facts(), AS_OF)
    model = PACK.facts_model.model_validate(facts())
    dossier = PACK.dossier(facts())
    assert PACK.decide("guide", model, AS_OF).to_json() == plain.to_json()
    assert PACK.decide("guide", dossier, AS_OF).to_json() == plain.to_json()
    assert "homeroom_years" in PACK.facts_schema()["properties"]


def test_a_decider_decides_as_the_pack_does():
    decider = PACK.decider("guide", readings={"window": "calendar"}, parameters={"min_years": 12})
    verdict = decider(facts(), as_of=AS_OF)
    assert verdict.outcome == "eligible"
    assert (verdict.readings["window"], verdict.parameters["min_years"]) == ("calendar", 12)
    assert decider(facts()).as_of is None


def test_the_same_in_any_spelling_of_the_numbers():
    texts = {decide(homeroom_years=years).to_json() for years in (12, 12.0, Fraction(12))}
    assert len(texts) == 1


def test_json_of_an_eligibility():
    data = json.loads(decide(homeroom_years=8, title="junior").to_json())
    assert {name: data[name] for name in ("pack", "version", "decision", "as_of", "outcome", "possible_outcomes")} == {
        "pack": "riverside",
        "version": "1.0.0",
        "decision": "guide",
        "as_of": "2022-10-01",
        "outcome": "ineligible",
        "possible_outcomes": ["ineligible"],
    }
    assert data["digest"] == PACK.digest
    assert data["waivable"] == ["title"]
    assert data["missing"] == []
    assert data["readings"] == {"window": "anniversary", "strictness": "loose"}
    assert data["parameters"] == {"min_years": 9, "min_level": "city", "pass_mark": None}
    assert data["criteria"][1] == {
        "id": "years",
        "state": "not_met",
        "clause": "1(1)",
        "title": {"zh": "班主任年限", "en": "Years"},
        "missing": [],
    }
    assert next(one for one in data["criteria"] if one["id"] == "marks")["advisory"] is True


def test_json_of_a_ladder_has_tiers():
    data = decide("rank", title="junior").to_dict()
    assert data["outcome"] == "basic"
    assert [(tier["id"], tier["state"], tier["criteria"]) for tier in data["tiers"]] == [
        ("basic", "met", ["basic.years"]),
        ("higher", "not_met", ["higher.years", "higher.title"]),
    ]


def test_json_of_a_value_has_it_exactly():
    data = decide("share", absent=1, held=3).to_dict()
    assert (data["outcome"], data["value"]) == ("1/3", "1/3")
    assert decide("share", absent=6, held=3).to_dict()["value"] == 2
    assert decide("share", absent=None, held=3).to_dict()["value"] is None


def test_json_of_a_rubric_has_total_and_grade():
    ordos = wr.load_pack("ordos_2013")
    scores = {"A1": 8, "A2": 6, "A3": 6, "B1": 10, "B2": 5, "B3": 5, "C1": 5, "C2": 10, "C3": 10, "D1": 10, "D2": 10}
    data = ordos.decide("evaluation", {"scores": {**scores, "E1": 8, "E2": 6.5, "bonus": 0}}).to_dict()
    assert (data["total"], data["grade"]) == ("99.5", None)
    thresholds = {"excellent_from": 90, "qualified_from": 60}
    graded = ordos.decide("evaluation", {"scores": {**scores, "E1": 8, "E2": 7, "bonus": 0}}, parameters=thresholds)
    assert (graded.to_dict()["total"], graded.to_dict()["grade"]) == (100, "excellent")


@pytest.mark.parametrize(
    ("ask", "error", "said"),
    [
        (lambda: wr.load_pack("ordos_2031"), wr.PackError, "write `ordos_2013`"),
        (lambda: wr.load_pack(FOLDER / "nowhere"), wr.PackError, "nowhere"),
        (lambda: PACK.decide("guid", {}), wr.DecisionError, "write `guide`"),
        (lambda: PACK.decide("guide", {}, readings={"windov": "x"}), wr.DecisionError, "write `window`"),
        (lambda: PACK.decide("guide", {}, readings={"window": "calender"}), wr.DecisionError, "write `calendar`"),
        (lambda: PACK.decide("guide", {}, parameters={"min_year": 1}), wr.DecisionError, "write `min_years`"),
        (lambda: PACK.decide("guide", {}, parameters={"min_years": "ten"}), wr.DecisionError, "min_years"),
        (lambda: PACK.decide("guide", {}, as_of="2013-02-30"), wr.DecisionError, "2013-02-30"),
        (lambda: PACK.decide("guide", {}, as_of=dt.datetime(2013, 2, 3, 4)), wr.DecisionError, "moment"),
        (lambda: PACK.decide("guide", {}, as_of=2013), wr.DecisionError, "int"),  # type: ignore[arg-type]
        (lambda: PACK.decider("guid"), wr.DecisionError, "write `guide`"),
        (lambda: PACK.decide("guide", {"homeroom_yeers": 1}), wr.FactsError, "write `homeroom_years`"),
        (lambda: PACK.decide("guide", {"title": "senoir"}), wr.FactsError, "senior"),
        (lambda: PACK.decide("guide", [1]), wr.FactsError, "mapping"),
        (lambda: decide("share", absent=1, held=0), wr.EvaluationError, "division by zero"),
    ],
)
def test_what_is_wrong_is_said_with_the_nearest_right_thing(ask, error, said):
    with pytest.raises(error, match=said):
        ask()


def test_everything_wrong_is_said_at_once():
    with pytest.raises(wr.DecisionError) as raised:
        PACK.decide("guide", {}, as_of="x", readings={"windov": "x", "window": "y"}, parameters={"min_year": 1})
    assert [one.code for one in raised.value.diagnostics] == ["WR604", "WR602", "WR603", "WR413"]


def test_a_missing_extra_names_the_command_that_installs_it():
    error = wr.MissingExtraError("batch", "deciding a roster")
    assert isinstance(error, ImportError)
    assert "pip install 'workshop-rules[batch]'" in str(error)


def test_every_extra_that_can_be_asked_for_exists():
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    assert {"batch", "html", "dmn", "audit"} <= set(extras)


def test_a_decider_keeps_the_readings_and_parameters_that_it_was_given():
    parameters = {"min_years": 5}
    readings = {name: one.readings[-1].id for name, one in PACK.interpretations.items()}
    decider = PACK.decider("guide", readings, parameters)
    before = decider(facts(), AS_OF)
    readings.clear()
    parameters["min_years"] = 50
    after = decider(facts(), "2022-10-02")
    assert (after.readings, after.parameters["min_years"]) == (before.readings, 5)


def test_what_is_odd_about_the_facts_comes_with_the_verdict():
    verdict = decide(findings={"conduct": {"holds": True, "pack": "rivreside"}})
    (warning,) = verdict.warnings
    assert (warning.code, warning.help) == ("WR411", "write `riverside`")
    assert decide().warnings == ()


@pytest.mark.parametrize("given", [{"readings": ["calendar"]}, {"parameters": 3}, {"readings": None}])
def test_readings_and_parameters_are_given_by_name(given):
    for ask in (lambda: PACK.decide("guide", {}, **given), lambda: PACK.decider("guide", **given)):
        with pytest.raises(wr.DecisionError) as refused:
            ask()
        assert [one.code for one in refused.value.diagnostics] == ["WR613"]


def test_what_was_chosen_knows_which_other_choice_matters():
    late = decide(honors=[{"level": "city", "awarded_on": "2019-05-01"}])
    assert dict(late.readings) == {"window": "anniversary", "strictness": "loose"}
    assert late.readings.that_matter == late.readings_that_matter
    assert [(one.reading, one.outcome) for one in late.readings.that_matter] == [("calendar", "eligible")]
    years = [one for one in decide(homeroom_years=8).parameters.that_matter if one.parameter == "min_years"]
    assert [(one.value, one.outcome) for one in years] == [(8, "eligible")]
    with pytest.raises(TypeError):
        late.readings["window"] = "calendar"  # type: ignore[index]  # that there is no such thing is what is shown
