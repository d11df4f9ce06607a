"""The generated model: for programs that build facts, and as JSON Schema for those in other languages."""

import datetime as dt
import json
import warnings
from fractions import Fraction
from typing import Any

import jsonschema
import pytest
from pydantic import ValidationError

from tests.diagnostics.complaints import HERE
from workshop_rules.diagnostics import Source
from workshop_rules.pack.facts import read_dossier
from workshop_rules.pack.facts_model import as_json, facts_model, plain
from workshop_rules.pack.models import FactsFile
from workshop_rules.pack.parsed import read_pack
from workshop_rules.pack.reading import read_yaml
from workshop_rules.pack.validation import held_against
from workshop_rules.pack.vocabulary import EMPTY, extend


@pytest.fixture(scope="module")
def vocabulary():
    return read_pack(HERE / "city").unwrap().vocabulary


@pytest.fixture(scope="module")
def schema(vocabulary):
    return facts_model(vocabulary).model_json_schema()


def test_a_model_is_made_once(vocabulary):
    assert facts_model(vocabulary) is facts_model(vocabulary)


def test_fields_are_named_like_facts(vocabulary):
    model: Any = facts_model(vocabulary)
    facts = model(homeroom_years=9, honors=[{"level": "city"}], birth_date=dt.date(1970, 1, 1))
    assert facts.homeroom_years == 9
    assert facts.honors[0].level == "city"
    assert facts.school is None


def test_it_is_strict_and_closed(vocabulary):
    model: Any = facts_model(vocabulary)
    with pytest.raises(ValidationError, match="a number belongs here"):
        model(homeroom_years="9")
    with pytest.raises(ValidationError, match="not permitted"):
        model(homeroom_year=9)


def test_it_is_immutable(vocabulary):
    model: Any = facts_model(vocabulary)
    facts = model(homeroom_years=9)
    with pytest.raises(ValidationError, match="frozen"):
        facts.homeroom_years = 10


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"homeroom_years": 9.5, "in_service": True, "birth_date": "1970-02-28", "title": "senior", "sessions": 3},
        {"honors": [{"level": "city", "awarded_on": "2010-05-01"}, {}], "incomplete": ["honors"]},
        {"findings": {"conduct": True}, "waivers": [{"pack": "city", "decision": "entry", "criterion": "years"}]},
        {"findings": {"conduct": {"holds": False, "by": "某校"}}, "honors": None, "title": None, "sessions": None},
    ],
)
def test_what_the_schema_allows_the_model_takes(vocabulary, schema, facts):
    jsonschema.validate(facts, schema)
    facts_model(vocabulary).model_validate(facts)


@pytest.mark.parametrize(
    "facts",
    [
        {"homeroom_year": 9},
        {"homeroom_years": "9"},
        {"homeroom_years": -1},
        {"sessions": 2.5},
        {"sessions": 100},
        {"title": "citty"},
        {"honors": [None]},
        {"honors": {"level": "city"}},
        {"honors": [{"levle": "city"}]},
        {"waivers": [{"pack": "city"}]},
        {"findings": {"conduct": 1}},
        {"in_service": 1},
    ],
)
def test_what_the_schema_forbids_the_model_refuses(vocabulary, schema, facts):
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(facts, schema)
    with pytest.raises(ValidationError):
        facts_model(vocabulary).model_validate(facts)


def test_the_schema_describes_every_fact_in_both_languages(vocabulary, schema):
    for name, entry in vocabulary.facts.items():
        text = json.dumps(schema["properties"][name], ensure_ascii=False)
        assert entry.title.zh in text
        assert entry.title.en in text
    assert "city: city / 市级" in json.dumps(schema, ensure_ascii=False)


def test_dates_say_so_in_the_schema(schema):
    assert schema["properties"]["birth_date"]["format"] == "date"


@pytest.mark.parametrize("name", ["copy", "json", "schema", "dict", "from", "model_dump", "supplied", "class", "教龄"])
def test_a_fact_may_be_called_what_a_model_has_already(name):
    text = f"facts: {{{name}: {{title: {{zh: 甲, en: x}}, type: number}}}}"
    vocabulary = extend(EMPTY, held_against(FactsFile, read_yaml(Source("f", text)).unwrap()).unwrap()).unwrap()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        model = facts_model(vocabulary)
    assert plain(model.model_validate({name: 9})) == {name: 9}
    assert name in model.model_json_schema()["properties"]
    assert read_dossier({name: 9}, vocabulary).unwrap().facts == {name: 9}


def test_a_dossier_as_json(vocabulary):
    facts = {"homeroom_years": 9.5, "birth_date": "1970-02-28", "honors": [{"level": "city"}]}
    model = facts_model(vocabulary).model_validate(facts)
    assert plain(model) == {
        "homeroom_years": Fraction(19, 2),
        "birth_date": dt.date(1970, 2, 28),
        "honors": ({"level": "city"},),
    }
    assert as_json(plain(model)) == {"homeroom_years": "9.5", "birth_date": "1970-02-28", "honors": [{"level": "city"}]}
    assert json.loads(model.model_dump_json(exclude_none=True)) == as_json(plain(model))
