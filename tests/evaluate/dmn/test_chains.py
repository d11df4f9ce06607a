"""Decisions that require one another: as many as a model has, each made and told of once."""

from decimal import Decimal

import pytest

import workshop_rules as wr
from workshop_rules.dmn import read_model
from workshop_rules.evaluate._dmn.graph import Run
from workshop_rules.evaluate._dmn.printing import written
from workshop_rules.evaluate._dmn.values import Null

HEAD = '<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m" namespace="m">'
INPUT = '<inputData id="x" name="x"><variable name="x" typeRef="number"/></inputData>'


def decision(name, required, text):
    hrefs = [("Input" if one == "x" else "Decision", one) for one in required]
    asks = "".join(f'<informationRequirement><required{k} href="#{id_}"/></informationRequirement>' for k, id_ in hrefs)
    logic = f"<literalExpression><text>{text}</text></literalExpression>"
    return f'<decision id="{name}" name="{name}">{asks}{logic}</decision>'


@pytest.fixture
def model_of(tmp_path):
    def written(*decisions):
        file = tmp_path / "model.dmn"
        file.write_text("".join([HEAD, INPUT, *decisions, "</definitions>"]), "utf-8")
        return file

    return written


def told(reasons):
    return sum(told(one) for one in reasons.uses) + 1


def test_a_chain_may_be_longer_than_pythons_stack(model_of):
    chain = [decision(f"v{n}", [f"v{n - 1}"], f"v{n - 1} + 1") for n in range(1, 500)]
    verdict = wr.load_dmn(model_of(decision("v0", ["x"], "x + 1"), *chain)).decide("v499", {"x": 1})
    assert verdict.outcome == "501"
    assert "v498: 500" in verdict.explanation.to_text("en")
    assert told(verdict.explanation.reasons) == 500
    assert verdict.explanation.to_json()


def test_a_decision_that_many_require_is_told_of_once(model_of):
    layers = [decision(f"v{n}", [f"v{n - 1}", f"v{n - 2}"], f"v{n - 1} - v{n - 2} + 1") for n in range(2, 100)]
    first = [decision("v0", ["x"], "x"), decision("v1", ["x"], "x")]
    verdict = wr.load_dmn(model_of(*first, *layers)).decide("v99", {"x": 1})
    assert verdict.outcome == "1"
    assert [one.decision for one in verdict.explanation.reasons.uses] == ["v98", "v97"]
    assert told(verdict.explanation.reasons) == 100


def test_what_is_given_asks_for_nothing_and_a_circle_is_null_where_it_closes(model_of):
    decisions = [decision("a", ["b"], "b"), decision("b", ["c", "x"], "[c, x]"), decision("c", ["a"], "a")]
    definitions = read_model(model_of(*decisions)).unwrap()
    run = Run(definitions, {"x": Decimal(7)})
    assert written(run.value_of(definitions.elements["a"])) == "[null, 7]"
    circle = run.value_of(definitions.elements["c"])
    assert isinstance(circle, Null)
    assert circle.reason is not None
    assert circle.reason.message == "'a' requires itself"
    given = Run(definitions, {"c": "given"})
    assert written(given.value_of(definitions.elements["a"])) == '["given", null]'
    assert given.read == {"c", "x"}
