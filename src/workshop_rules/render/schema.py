"""The JSON Schemas of explanations, made from the types that they consist of.

`schemas/explanation-1.json` and `schemas/explanation-2.json` are what this makes, shipped for other programs. A schema
that was published does not change: what documents newly have makes a new version, which `python -m
workshop_rules.render.schema VERSION` writes.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from dataclasses import fields
from enum import Enum
from importlib import resources
from inspect import cleandoc
from types import NoneType, UnionType
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

from workshop_rules.explain.alternatives import Alternatives
from workshop_rules.explain.tree import Reasons

WITH_ALTERNATIVES = 2
"""The version of documents that say what would turn the verdict; version 1 is the same without that."""
VERSIONS = (1, WITH_ALTERNATIVES)

_PLAIN: dict[object, dict[str, Any]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    NoneType: {"type": "null"},
    dt.date: {"type": "string", "format": "date"},
}


def schema_name(version: int) -> str:
    """The value of `schema` in every document of a version."""
    return f"workshop-rules/explanation/{version}"


def published_schema(version: int = 1) -> dict[str, Any]:
    """The schema as it is shipped.

    Every document of `Explanation.to_json` keeps to that of the version that it names.
    """
    text = resources.files(__package__).joinpath("schemas", _file(version)).read_text("utf-8")
    return cast("dict[str, Any]", json.loads(text))


def make_schema(version: int = 1) -> dict[str, Any]:
    """The schema that the types ask for."""
    definitions: dict[str, Any] = {}
    root = dict(_record(Reasons, definitions))
    root["properties"] = {"schema": {"const": schema_name(version)}, **root["properties"]}
    root["required"] = ["schema", *root["required"]]
    if version >= WITH_ALTERNATIVES:
        root["properties"]["alternatives"] = _of(Alternatives, definitions)
        root["required"].append("alternatives")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": schema_name(version),
        "$defs": definitions,
        **root,
    }


def _of(type_: object, definitions: dict[str, Any]) -> dict[str, Any]:
    if type_ in _PLAIN:
        return _PLAIN[type_]
    origin, arguments = get_origin(type_), get_args(type_)
    if origin in {Union, UnionType}:
        return {"anyOf": [_of(one, definitions) for one in arguments]}
    if origin is tuple and arguments[-1] is Ellipsis:
        return {"type": "array", "items": _of(arguments[0], definitions)}
    if origin is tuple:
        parts = [_of(one, definitions) for one in arguments]
        return {"type": "array", "prefixItems": parts, "minItems": len(parts), "maxItems": len(parts)}
    if isinstance(type_, type) and issubclass(type_, Enum):
        return {"enum": [member.value for member in type_]}
    if not isinstance(type_, type):
        raise TypeError(f"an explanation holds no {type_}")
    name = type_.__name__
    if name not in definitions:
        definitions[name] = {}
        definitions[name] = _record(type_, definitions)
    return {"$ref": f"#/$defs/{name}"}


def _record(type_: type, definitions: dict[str, Any]) -> dict[str, Any]:
    hints = get_type_hints(type_)
    names = [field.name for field in fields(type_)]
    return {
        "type": "object",
        "description": cleandoc(type_.__doc__ or ""),
        "properties": {name: _of(hints[name], definitions) for name in names},
        "required": names,
        "additionalProperties": False,
    }


def _file(version: int) -> str:
    return f"explanation-{version}.json"


def main(version: int) -> None:
    """Write the file of a version that has not been published yet."""
    text = json.dumps(make_schema(version), ensure_ascii=False, indent=2) + "\n"
    with resources.as_file(resources.files(__package__).joinpath("schemas")) as folder:
        folder.mkdir(exist_ok=True)
        (folder / _file(version)).write_text(text, "utf-8")


if __name__ == "__main__":
    main(int(sys.argv[1]))
