"""Requirement graphs: decisions, knowledge, services, imports, boxed expressions, types of inputs."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

import workshop_rules as wr
from workshop_rules.dmn import read_model
from workshop_rules.evaluate._dmn.externals import JAVA
from workshop_rules.evaluate._dmn.facts import read_facts
from workshop_rules.evaluate._dmn.graph import Run
from workshop_rules.evaluate._dmn.printing import written
from workshop_rules.evaluate._dmn.values import Null

MODELS = Path(__file__).parents[2] / "dmn" / "models"


def run(model, **facts):
    definitions = read_model(MODELS / f"{model}.dmn").unwrap()
    return Run(definitions, read_facts(definitions, facts).unwrap())


def decided(made, name):
    element = next(one for one in made.model.elements.values() if one.name == name)
    return made.value_of(element)


def test_a_decision_goes_through_those_it_requires():
    made = run("bonus", Years=3, Levels=["city", "county"])
    assert decided(made, "Bonus") == 400
    record = made.record_of(made.model.elements["d_bonus"])
    assert [one.decision.name for one in record.requires] == ["Base"]


def test_a_service_is_a_function_with_a_graph_of_its_own():
    made = run("bonus", Years=100)
    assert decided(made, "Asked") == 250
    assert made.call("bonus service", {"Years": Decimal(1), "Levels": ()}) == 100
    assert made.call("bonus service", {"Years": "x"}).reason.code == "bad_arguments"
    assert made.call("nothing", {}).reason.code == "no_such_name"


def test_imported_elements_stand_under_the_import():
    made = run("letters", Reader={"full name": "Li"}, g={"Person": {"full name": "Wang"}})
    assert decided(made, "Letter") == "Hello, Li / Hello, Wang"


@pytest.mark.parametrize(
    ("name", "result"),
    [
        ("conditional", '"many"'),
        ("filter", "[18, 40]"),
        ("for", "[17, 19, 42]"),
        ("every", "false"),
        ("some", "null"),
        ("relation", '[{"a b": 1, c: 2}, {"a b": 3, c: 4}]'),
        ("column", "[1, 3]"),
        ("invocation", "9"),
        ("list", "[1, [2]]"),
        ("java", "7"),
        ("pmml", "null"),
    ],
)
def test_boxed_expressions(name, result):
    assert written(decided(run("boxes", Ages=[17, 18, 40]), name)) == result


def nested(levels):
    """A list in a list, and so on."""
    value: list[object] = []
    for _ in range(levels):
        value = [value]
    return value


@pytest.mark.parametrize(
    ("facts", "code", "part"),
    [
        ({"Year": 1}, "WR715", "'Years'"),
        ({"Years": "3"}, "WR716", "no number"),
        ({"Years": float("nan")}, "WR716", "no nan"),
        ({"Years": object()}, "WR716", "object"),
        ({"Levels": ["school"]}, "WR716", "tLevels"),
        ({1: 2}, "WR715", "1"),
        ({("Years",): 2}, "WR715", "('Years',)"),
        ({"Levels": nested(2000)}, "WR716", "within one another"),
    ],
)
def test_facts_that_do_not_fit(facts, code, part):
    model = read_model(MODELS / "bonus.dmn").unwrap()
    (complaint,) = read_facts(model, facts).diagnostics
    assert complaint.code == code
    assert part in f"{complaint.message} {complaint.help}"


@pytest.mark.parametrize(
    ("person", "part"),
    [
        ({"fullname": "x"}, "'full name'"),
        ({"born": "x"}, "Person.born"),
        ({"full name": 1}, "Person.full name"),
    ],
)
def test_components_that_do_not_fit(person, part):
    model = read_model(MODELS / "greetings.dmn").unwrap()
    (complaint,) = read_facts(model, {"Person": person}).diagnostics
    assert complaint.code == "WR716"
    assert part in complaint.message


def test_facts_are_read_by_their_types():
    made = run("greetings", Person={"born": "2000-01-31"})
    assert written(decided(made, "Person")) == '{"full name": null, born: @"2000-01-31"}'
    assert list(made.lacking()) == []


def test_what_is_not_given_is_null_and_listed():
    made = run("bonus")
    assert isinstance(decided(made, "Bonus"), Null)
    assert sorted(made.lacking()) == ["Levels", "Years"]


def test_a_circle_of_requirements_is_null(tmp_path):
    text = (
        (MODELS / "bonus.dmn").read_text().replace('requiredInput href="#i_years"', 'requiredDecision href="#d_bonus"')
    )
    (tmp_path / "bonus.dmn").write_text(text)
    made = Run(read_model(tmp_path / "bonus.dmn").unwrap(), {})
    assert isinstance(decided(made, "Bonus"), Null)


@pytest.mark.parametrize(
    ("name", "facts"), [("g", {"g": {"Person": {"full name": "A"}}}), ("", {"Person": {"full name": "A"}})]
)
def test_inputs_of_an_imported_model_are_used(tmp_path, name, facts):
    """Those of an import without a name are given as if they were the model's own."""
    letters = (MODELS / "letters.dmn").read_text().replace('name="g"', f'name="{name}"')
    (tmp_path / "letters.dmn").write_text(re.sub(r"\bg\.", f"{name}." if name else "", letters))
    (tmp_path / "greetings.dmn").write_text((MODELS / "greetings.dmn").read_text())
    model = wr.load_dmn(tmp_path / "letters.dmn")
    verdict = model.decide("Letter", {"Reader": {"full name": "B"}, **facts})
    assert verdict.outcome == "Hello, B / Hello, A"
    assert verdict.unused == ()
    assert "Person" in model.inputs or name
    lacking = model.decide("Letter", {"Reader": {"full name": "B"}})
    assert lacking.missing == (f"{name}.Person" if name else "Person",)


def test_inputs_of_an_imported_model_are_a_mapping():
    (complaint,) = read_facts(read_model(MODELS / "letters.dmn").unwrap(), {"g": "x"}).diagnostics
    assert (complaint.code, "mapping" in complaint.message) == ("WR716", True)


def test_two_imports_of_one_name_are_refused(tmp_path):
    letters = (MODELS / "letters.dmn").read_text()
    start = letters.index("<import")
    line = letters[start : letters.index("/>", start) + 2]
    (tmp_path / "letters.dmn").write_text(letters.replace(line, line + line))
    (tmp_path / "greetings.dmn").write_text((MODELS / "greetings.dmn").read_text())
    assert [one.code for one in read_model(tmp_path / "letters.dmn").errors] == ["WR706"]


def test_there_is_no_negative_zero_from_outside():
    assert written(read_facts(read_model(MODELS / "bonus.dmn").unwrap(), {"Years": -0.0}).unwrap()["Years"]) == "0.0"


@pytest.mark.parametrize(
    ("owner", "method", "argument"),
    [
        ("Math", "ceil(double)", Decimal("-0.5")),
        ("Math", "atan(double)", Decimal("-1e-400")),
        ("Double", "parseDouble(java.lang.String)", "-0.0"),
        ("Float", "valueOf(java.lang.String)", "-0.0"),
    ],
)
def test_there_is_no_negative_zero_from_java(owner, method, argument):
    zero = JAVA[f"java.lang.{owner}", method](argument)
    assert isinstance(zero, Decimal)
    assert zero.is_zero()
    assert not zero.is_signed()


@pytest.mark.parametrize("facts", [("Li",), {"g": ("Li",)}], ids=["all", "of an import"])
def test_facts_in_a_tuple_are_called_a_list(facts):
    (complaint,) = read_facts(read_model(MODELS / "letters.dmn").unwrap(), facts).diagnostics
    assert complaint.message.endswith("not a list")
