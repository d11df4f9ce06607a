"""The JSON Schema of events about the dossiers of a pack, for editors and for programs that write them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeAlias

from workshop_rules.language.types import ListOf
from workshop_rules.living.admission import FINDINGS, WAIVERS

if TYPE_CHECKING:
    from workshop_rules.loaded import Pack

Schema: TypeAlias = dict[str, Any]

_ID: Schema = {"type": "string", "pattern": r"\S"}


def event_schema(pack: Pack) -> Schema:
    """What a line of a file of events may be."""
    facts = pack.facts_schema()
    properties: Mapping[str, Any] = facts["properties"]
    lists = [name for name, fact in pack.facts.items() if isinstance(fact.type, ListOf)]
    singles = {name: properties[name] for name in pack.facts if name not in lists}
    findings = facts["$defs"]["Findings"]["properties"]
    singles |= {f"{FINDINGS}{name}": finding for name, finding in findings.items()}
    described = {name: schema["description"] for name, schema in properties.items()}
    events = [
        *(
            _event(described[name], {"assert": [name]}, {"record": _item(properties[name])}, {"id": _ID})
            for name in (*lists, WAIVERS)
        ),
        *(
            _event(value["description"], {"set": [name]}, {"value": _without_default(value)})
            for name, value in singles.items()
        ),
        _event("A fact or finding has no value any more.", {"retract": [*singles]}),
        _event("A list lacks a record, named by its id.", {"retract": [*lists, WAIVERS]}, {"id": _ID}),
        _event("A list lacks a record, named by what it says.", {"retract": [*lists, WAIVERS]}, {"record": {}}),
        _event("A list is complete.", {"close": lists}),
        _event("A list may lack records.", {"open": lists}),
        {
            "type": "object",
            "description": "The date of decision of every dossier.",
            "properties": {"advance": {"type": "string", "format": "date"}},
            "required": ["advance"],
            "additionalProperties": False,
        },
    ]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Events about dossiers of {pack.id}",
        "anyOf": events,
        "$defs": facts["$defs"],
    }


def _item(fact: Schema) -> Schema:
    """The schema of the items of a list that may be null."""
    return next(one["items"] for one in fact["anyOf"] if "items" in one)


def _without_default(schema: Schema) -> Schema:
    return {key: value for key, value in schema.items() if key != "default"}


def _event(
    description: str,
    about: Mapping[str, list[str]],
    beside: Mapping[str, Schema] = MappingProxyType({}),
    optional: Mapping[str, Schema] = MappingProxyType({}),
) -> Schema:
    """An event: its verb with the names of the facts that it may be about, and what stands beside."""
    names = {verb: {"enum": names} for verb, names in about.items()}
    needed: Schema = {"dossier": _ID, **names, **beside}
    return {
        "type": "object",
        "description": description,
        "properties": {**needed, **optional},
        "required": list(needed),
        "additionalProperties": False,
    }
