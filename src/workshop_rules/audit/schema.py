"""The JSON Schema of records, made from their form.

`schemas/record-1.json` is what this makes, shipped for other programs; run the module to write it again:
`python -m workshop_rules.audit.schema`.
"""

from __future__ import annotations

import json
from importlib import resources
from typing import Any, cast

FILE = "record-1.json"


def published_schema() -> dict[str, Any]:
    """The schema as it is shipped. Every record keeps to it."""
    text = resources.files(__package__).joinpath("schemas", FILE).read_text("utf-8")
    return cast("dict[str, Any]", json.loads(text))


def make_schema() -> dict[str, Any]:
    """The schema that the form asks for."""
    from workshop_rules.audit.form import SCHEMA, RecordForm

    made = RecordForm.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made, "title": SCHEMA}


def main() -> None:
    """Write the shipped file again."""
    text = json.dumps(make_schema(), ensure_ascii=False, indent=2) + "\n"
    with resources.as_file(resources.files(__package__).joinpath("schemas")) as folder:
        (folder / FILE).write_text(text, "utf-8")


if __name__ == "__main__":
    main()
