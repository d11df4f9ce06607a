"""The shipped JSON Schemas are those of the models, and the bundled packs are in order by them."""

import json
from decimal import Decimal
from functools import cache
from pathlib import Path

import jsonschema
import pytest

from tests.diagnostics.complaints import HERE
from workshop_rules.pack.discovery import policies_folder
from workshop_rules.pack.reading import read_text, read_yaml
from workshop_rules.pack.schemas import SCHEMAS, schema_path, schema_text

BUNDLED = sorted(policies_folder().glob("**/*.yaml"))
FILES = sorted([*policies_folder().glob("*/**/*.yaml"), *(HERE / "city").glob("**/*.yaml")])
KINDS = {"pack.yaml": "pack", "clauses.yaml": "clauses", "facts.yaml": "facts"}
FOLDERS = {"decisions": "decision", "cases": "cases"}


def as_json(value):
    match value:
        case tuple():
            return [as_json(item) for item in value]
        case dict():
            return {key: as_json(inner) for key, inner in value.items()}
        case Decimal():
            return float(value)
        case _:
            return value


@cache
def validator(name):
    schema = json.loads(schema_path(name).read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


@pytest.mark.parametrize("name", SCHEMAS)
def test_shipped_schemas_are_up_to_date(name):
    assert schema_path(name).read_text("utf-8") == schema_text(name), "run python -m workshop_rules.pack.schemas"


@pytest.mark.parametrize("file", FILES, ids=lambda file: "/".join(file.parts[-3:]))
def test_pack_files_are_in_order_by_their_schema(file):
    data = as_json(read_yaml(read_text(file).unwrap()).unwrap().data())
    validator(KINDS.get(file.name) or FOLDERS[file.parent.name]).validate(data)


def test_the_vocabulary_is_a_facts_file():
    file = policies_folder() / "vocabulary.yaml"
    validator("facts").validate(as_json(read_yaml(read_text(file).unwrap()).unwrap().data()))


@pytest.mark.parametrize("file", BUNDLED, ids=lambda file: "/".join(file.parts[-3:]))
def test_the_first_line_names_the_schema(file):
    first = file.read_text("utf-8").splitlines()[0]
    assert first.startswith("# yaml-language-server: $schema=")
    named = Path(file.parent, first.partition("=")[2]).resolve()
    assert named in {schema_path(name).resolve() for name in SCHEMAS}


def test_a_misspelt_key_is_found_by_the_editor_too():
    assert not validator("cases").is_valid({"decision": "entry", "cases": [{"id": "a", "titel": "b", "expect": {}}]})


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_key_is_described(name):
    schema = json.loads(schema_text(name))
    for made in [schema, *schema.get("$defs", {}).values()]:
        for key, described in made.get("properties", {}).items():
            assert described.get("description"), key
