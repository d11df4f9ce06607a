"""The JSON Schema of events allows what a live set takes, and no other form."""

import jsonschema
import pytest

import workshop_rules as wr
from tests.riverside import PACK
from workshop_rules.living.schema import event_schema

SCHEMA = event_schema(PACK)
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def test_it_is_a_schema_for_every_pack():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["title"] == "Events about dossiers of riverside"


@pytest.mark.parametrize(
    "event",
    [
        {"dossier": "a", "set": "homeroom_years", "value": 9},
        {"dossier": "a", "set": "homeroom_years", "value": None},
        {"dossier": "a", "set": "findings.conduct", "value": True},
        {"dossier": "a", "set": "findings.conduct", "value": {"holds": True, "by": "the school"}},
        {"dossier": "a", "assert": "honors", "record": {"level": "city"}, "id": "1"},
        {"dossier": "a", "assert": "honors", "record": {"level": "school"}},
        {
            "dossier": "a",
            "assert": "waivers",
            "record": {"pack": "riverside", "decision": "guide", "criterion": "title"},
        },
        {"dossier": "a", "retract": "homeroom_years"},
        {"dossier": "a", "retract": "honors", "id": "1"},
        {"dossier": "a", "retract": "honors", "record": {"level": "school"}},
        {"dossier": "a", "close": "honors"},
        {"dossier": "a", "open": "honors"},
        {"advance": "2022-10-01"},
    ],
)
def test_what_is_an_event_is_one_for_both(event):
    VALIDATOR.validate(event)
    with wr.live(PACK, "guide") as dossiers:
        if "retract" in event:
            dossiers["a"].set("homeroom_years", 9)
            dossiers["a"].assert_fact("honors", {"level": "school"}, id="1")
        dossiers.apply(event)


@pytest.mark.parametrize(
    "event",
    [
        {"dossier": "a", "set": "homeroom_years", "value": "nine"},
        {"dossier": "a", "set": "homeroom_years"},
        {"dossier": "a", "set": "honors", "value": []},
        {"dossier": "a", "assert": "homeroom_years", "record": 9},
        {"dossier": "a", "assert": "honors", "record": {"levle": "city"}},
        {"dossier": "a", "assert": "honors", "record": {"level": "citty"}},
        {"dossier": "a", "retract": "honors"},
        {"dossier": "a", "retract": "homeroom_years", "id": "1"},
        {"dossier": " ", "close": "honors"},
        {"dossier": "a", "close": "title"},
        {"dossier": "a", "close": "honors", "open": "honors"},
        {"set": "homeroom_years", "value": 9},
        {"advance": 2022},
        {},
    ],
)
def test_what_is_none_is_none_for_both(event):
    with pytest.raises(jsonschema.ValidationError):
        VALIDATOR.validate(event)
    with wr.live(PACK, "guide") as dossiers:
        dossiers["a"].set("homeroom_years", 9)
        with pytest.raises(wr.FactsError):
            dossiers.apply(event)
