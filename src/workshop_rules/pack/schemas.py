"""JSON Schemas of the pack files, for editors that complete and check them. They are made from the models.

They are shipped beside the bundled packs, in `policies/schemas/`, so that a file of a pack names its own by a relative
path in its first line: `# yaml-language-server: $schema=../schemas/pack.schema.json`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from pydantic import TypeAdapter

from workshop_rules.pack.discovery import policies_folder
from workshop_rules.pack.models import CasesFile, DecisionFile, FactsFile, Manifest, Outline

SCHEMAS: Mapping[str, TypeAdapter[object]] = {
    "pack": TypeAdapter(Manifest),
    "clauses": TypeAdapter(Outline),
    "facts": TypeAdapter(FactsFile),
    "decision": TypeAdapter(DecisionFile),
    "cases": TypeAdapter(CasesFile),
}
"""What each kind of file is held against; `vocabulary.yaml` is a facts file."""


def schemas_folder() -> Path:
    """Where the schemas are shipped."""
    return policies_folder() / "schemas"


def schema_path(name: str) -> Path:
    """The file of a schema, `name` being a key of `SCHEMAS`."""
    return schemas_folder() / f"{name}.schema.json"


def schema_text(name: str) -> str:
    """A schema as it is shipped."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **SCHEMAS[name].json_schema(by_alias=True),
    }
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def write_schemas() -> list[Path]:
    """Write every schema that has changed, and say which; `python -m workshop_rules.pack.schemas` does it."""
    written = []
    schemas_folder().mkdir(exist_ok=True)
    for name in SCHEMAS:
        path = schema_path(name)
        text = schema_text(name)
        if not path.exists() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8")
            written.append(path)
    return written


if __name__ == "__main__":
    for changed in write_schemas():
        print(changed)  # noqa: T201 (it tells whoever started it)
