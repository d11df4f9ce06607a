"""A whole pack, compiled."""

import datetime as dt
from fractions import Fraction
from pathlib import Path

import pytest

from tests.compile.small import criterion, plan
from workshop_rules.check.packs import check_pack
from workshop_rules.compile.packs import compile_pack
from workshop_rules.evaluate.evaluation import Case, Dossier
from workshop_rules.evaluate.interpreter import evaluate
from workshop_rules.language.tree import Call
from workshop_rules.language.types import ANY, BOOLEAN, NUMBER
from workshop_rules.language.walk import walk
from workshop_rules.pack.parsed import read_pack

POLICIES = Path(__file__).parents[2] / "policies"
BUNDLED = pytest.mark.parametrize("pack", sorted(p.name for p in POLICIES.iterdir() if (p / "pack.yaml").exists()))
LET = """let:
  first:
    title: {zh: 一, en: first}
    value: as_of - @"P5Y"
  second:
    title: {zh: 二, en: second}
    value: first + @"P1D"
"""


@pytest.fixture
def small(tmp_path):
    entry = f"eligibility:\n{LET}criteria:\n{criterion('years', 'homeroom_years >= 3 and birth_date < second')}"
    return plan(tmp_path, entry=entry)


def test_the_head_of_the_pack(small):
    assert (small.id, small.version, small.title.en) == ("small", "1.2.3", "A small pack")
    assert (small.document.zh, small.authority.zh) == ("通知", "某市教育局")
    assert (small.applies_from, small.applies_until) == (dt.date(2013, 10, 1), None)
    assert len(small.digest) == 64


def test_what_a_reader_may_choose(small):
    least, excellent = small.parameters["least_years"], small.parameters["excellent_from"]
    assert (least.type, least.value, least.unit.en) == (NUMBER, Fraction(19, 2), "year")
    assert excellent.value is None
    assert [reading.id for reading in small.interpretations["window"].readings] == ["whole", "half"]
    assert small.findings["conduct"].by.en == "the school"


def test_facts_have_their_words_and_derivations(small):
    assert small.facts["homeroom_years"].derivation is not None
    nominees = small.facts["nominees"]
    assert nominees.one.zh == "人选"
    assert [(field.id, field.title.en) for field in nominees.fields] == [
        ("area", "area"),
        ("stage", "stage"),
        ("own", "run by the city"),
    ]
    assert small.facts["birth_date"].personal
    assert small.enumerations["level"].ordered
    assert small.enumerations["level"].members[0][0] == "school"


def test_the_outline_says_how_each_clause_is_covered(small):
    clause = small.clauses["1"]
    assert (clause.coverage, clause.encoded_by, clause.numbering) == ("encoded", ("entry",), "一")


def test_definitions_keep_their_order(small):
    assert [definition.name for definition in small.decisions["entry"].definitions] == ["first", "second"]


def test_facts_are_those_that_may_be_read_derivations_and_lets_included(small):
    assert small.decisions["entry"].facts == {"homeroom_years", "homeroom_periods", "birth_date", "as_of"}


@BUNDLED
def test_every_expression_of_a_bundled_pack_is_resolved_and_typed(pack):
    compiled = compile_pack(check_pack(read_pack(POLICIES / pack).unwrap()).unwrap())
    for decision in compiled.decisions.values():
        for found in decision.criteria:
            assert found.condition.type == BOOLEAN
        for expression in (
            decision.outcome,
            *(found.condition for found in decision.criteria),
            *(definition.expression for definition in decision.definitions),
        ):
            for node in walk(expression):
                assert not isinstance(node, Call)
                assert node.type != ANY, node


@BUNDLED
def test_an_empty_dossier_is_decided_by_every_bundled_decision(pack):
    compiled = compile_pack(check_pack(read_pack(POLICIES / pack).unwrap()).unwrap())
    parameters = {name: parameter.value for name, parameter in compiled.parameters.items()}
    readings = {name: interpretation.default for name, interpretation in compiled.interpretations.items()}
    asked = Case(Dossier({}), dt.date(2013, 10, 1), readings, parameters)
    for name, decision in compiled.decisions.items():
        found = evaluate(compiled, name, asked)
        assert list(found.criteria) == [criterion_.id for criterion_ in decision.criteria]
        assert found.outcome == "undetermined" or not found.missing
