"""Models as files: every version of the standard, imports, and what is wrong with broken ones."""

from pathlib import Path

import pytest

from workshop_rules.dmn import read_model
from workshop_rules.dmn.definitions import Decision, DecisionService, InputData
from workshop_rules.language.tree import TypeName

MODELS = Path(__file__).parent / "models"


def read(name):
    found = read_model(MODELS / f"{name}.dmn")
    assert found.diagnostics == ()
    return found.value


@pytest.mark.parametrize("version", ["1.1", "1.2", "1.3", "1.4", "1.5"])
def test_every_version_of_the_standard_reads_alike(version):
    model = read(f"admission_{version.replace('.', '_')}")
    newest = read("admission_1_5")
    assert model.version == version
    assert model.items == newest.items
    assert model.elements == newest.elements


def test_types_and_graph():
    model = read("bonus")
    assert model.items["tLevels"].collection
    assert model.items["tLevels"].type_name == TypeName("string")
    assert [type(element) for element in model.elements.values()] == [
        InputData,
        InputData,
        Decision,
        Decision,
        DecisionService,
        Decision,
    ]
    assert [reference.id for reference in model.elements["d_bonus"].information] == ["d_base", "i_levels"]


def test_expressions_know_their_place_in_the_file():
    model = read("admission_1_5")
    table = model.elements["d_admission"].logic.table
    assert table.rules[1].cells[0].span.text == "&gt;= 18"
    assert str(table.rules[1].cells[0].span).endswith("admission_1_5.dmn:19:35")


def test_imports_are_found_beside_the_model():
    model = read("letters")
    assert {name: one.name for name, one in model.imports.items()} == {"g": "greetings"}
    assert [one.name for one in model.family()] == ["letters", "greetings"]


def test_the_digest_covers_imports(tmp_path):
    for name in ("letters", "greetings"):
        (tmp_path / f"{name}.dmn").write_bytes((MODELS / f"{name}.dmn").read_bytes())
    before = read_model(tmp_path / "letters.dmn").unwrap().digest
    assert before == read("letters").digest
    greetings = tmp_path / "greetings.dmn"
    greetings.write_text(greetings.read_text().replace("Hello", "Good day"))
    assert read_model(tmp_path / "letters.dmn").unwrap().digest != before


def test_what_cannot_be_read_is_null_and_the_rest_is_there(tmp_path):
    text = (MODELS / "bonus.dmn").read_text().replace("Years * 100", "Years * * 100")
    (tmp_path / "bonus.dmn").write_text(text)
    found = read_model(tmp_path / "bonus.dmn")
    assert [one.code for one in found.errors] == ["WR201"]
    assert str(found.errors[0].span).partition(":")[2] == "12:42"
    assert found.value is not None
    assert found.value.elements.keys() == read("bonus").elements.keys()
