"""DMN models at the front door."""

from pathlib import Path

import pytest

import workshop_rules as wr

MODELS = Path(__file__).parent / "dmn" / "models"


@pytest.fixture
def admission():
    return wr.load_dmn(MODELS / "admission_1_5.dmn")


def test_what_a_model_has(admission):
    assert (admission.name, admission.version) == ("Admission", "1.5")
    assert admission.decisions == ("Admission",)
    assert admission.inputs == ("Age",)
    assert len(admission.digest) == 64


def test_a_verdict_of_the_same_kind_as_a_packs(admission):
    verdict = admission.decide("Admission", {"Age": 17})
    assert isinstance(verdict, wr.Verdict)
    assert verdict.outcome == "refused"
    assert verdict.possible_outcomes == ("refused",)
    assert {id_: criterion.state for id_, criterion in verdict.criteria.items()} == {
        "rule_1": wr.State.MET,
        "rule_2": wr.State.NOT_MET,
    }
    assert verdict.to_dict()["outcome"] == "refused"
    assert verdict.readings_that_matter == ()


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [("en", "Age is 17, which does not pass >= 18"), ("zh", "Age 为 17，不符合 >= 18")],
)
def test_the_first_cell_that_failed_and_the_value_it_saw(admission, lang, sentence):
    verdict = admission.decide("Admission", {"Age": 17})
    assert sentence in verdict.explanation.to_text(lang=lang)
    assert getattr(verdict.criteria["rule_2"].sentence, lang) == sentence
    assert sentence in verdict.explanation.to_markdown(lang=lang).replace("\\", "")
    assert "17" in verdict.explanation.to_html(lang=lang)
    assert verdict.explanation.to_json()


def test_the_decisions_it_went_through():
    verdict = wr.load_dmn(MODELS / "bonus.dmn").decide("Bonus", {"Years": 3, "Levels": ["city"]})
    assert (verdict.outcome, verdict.value, verdict.kind) == ("350", 350, "value")
    assert "Base: 300" in verdict.explanation.to_text(lang="en")


def test_a_cell_with_not_is_shown_with_it(tmp_path):
    text = (
        (MODELS / "admission_1_5.dmn").read_text("utf-8").replace("<text>&gt;= 18</text>", "<text>not(&lt; 18)</text>")
    )
    (tmp_path / "model.dmn").write_text(text, "utf-8")
    verdict = wr.load_dmn(tmp_path / "model.dmn").decide("Admission", {"Age": 17})
    assert verdict.explanation.reasons.criteria[1].expression == "not(Age in < 18)"


def test_an_input_that_counts_as_null_is_not_called_without_effect(tmp_path):
    text = (MODELS / "bonus.dmn").read_text("utf-8").replace("Years * 100", "if Years > 2 then 9 else 1")
    (tmp_path / "model.dmn").write_text(text, "utf-8")
    verdict = wr.load_dmn(tmp_path / "model.dmn").decide("Base", {})
    assert verdict.outcome == "1"
    said = verdict.explanation.to_text("en")
    assert "Years (not given, so null)" in said
    assert "without effect" not in said


def test_what_is_not_given(admission):
    verdict = admission.decide("Admission", {})
    assert verdict.outcome == "undetermined"
    assert verdict.missing == ("Age",)


def test_a_null_keeps_its_reason_and_shows_it():
    verdict = wr.load_dmn(MODELS / "boxes.dmn").decide("pmml", {})
    assert verdict.outcome == "null"
    assert "functions of kind PMML are not supported" in verdict.explanation.to_text(lang="en")


def test_unused_facts():
    verdict = wr.load_dmn(MODELS / "bonus.dmn").decide("Base", {"Years": 3, "Levels": ["city"]})
    assert verdict.unused == ("Levels",)


@pytest.mark.parametrize(
    ("decision", "facts", "error", "code"),
    [
        ("Admision", {}, wr.DecisionError, "WR714"),
        ("Admission", {"age": 1}, wr.FactsError, "WR715"),
        ("Admission", {"Age": 151}, wr.FactsError, "WR716"),
    ],
)
def test_complaints(admission, decision, facts, error, code):
    with pytest.raises(error, match=code):
        admission.decide(decision, facts)


def test_a_file_that_is_no_model(tmp_path):
    with pytest.raises(wr.ModelError, match="WR705"):
        wr.load_dmn(tmp_path / "absent.dmn")


def test_functions_of_ones_own_in_the_place_of_java(tmp_path):
    text = (MODELS / "boxes.dmn").read_text().replace("java.lang.Math", "org.example.Own")
    (tmp_path / "boxes.dmn").write_text(text)
    assert wr.load_dmn(tmp_path / "boxes.dmn").decide("java", {}).outcome == "null"
    own = {("org.example.Own", "max(int,int)"): lambda a, b: f"{a} or {b}"}
    assert wr.load_dmn(tmp_path / "boxes.dmn", externals=own).decide("java", {}).outcome == "3 or 7"


def test_what_would_change_it_is_refused_for_want_of_a_vocabulary(admission):
    verdict = admission.decide("Admission", {"Age": 17})
    assert verdict.parameters_that_matter == ()
    for ask in (verdict.changes, verdict.earliest, verdict.questions):
        with pytest.raises(wr.DecisionError) as refused:
            ask()
        assert [one.code for one in refused.value.diagnostics] == ["WR611"]


MISSPELT = (
    (MODELS / "bonus.dmn").read_text("utf-8").replace('name="Base" typeRef="number"', 'name="Base" typeRef="nubmer"')
)


def test_a_type_that_there_is_not_is_said_when_the_model_is_loaded_and_the_rest_is_decided(tmp_path):
    assert wr.load_dmn(MODELS / "bonus.dmn").warnings == ()
    (tmp_path / "bonus.dmn").write_text(MISSPELT, "utf-8")
    model = wr.load_dmn(tmp_path / "bonus.dmn")
    (warning,) = model.warnings
    assert (warning.code, warning.help) == ("WR718", "write 'number'")
    assert warning.span is not None
    assert warning.span.text == "nubmer"
    assert model.decide("Base", {"Years": 3}).outcome == "null"
