"""An explanation as JSON, by published and versioned schemas (`schemas/explanation-1.json`, `-2.json`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from workshop_rules.explain.tree import Reasons
from workshop_rules.explain.writing import members, names, plain, written

if TYPE_CHECKING:
    from workshop_rules.explain.alternatives import Alternatives
    from workshop_rules.explain.explained import Explained

_FIRST, _SECOND = "workshop-rules/explanation/1", "workshop-rules/explanation/2"
"""The schemas: of an explanation, and of one with what would turn the verdict."""


def to_data(reasons: Reasons, alternatives: Alternatives | None = None) -> dict[str, Any]:
    """The explanation as plain data: texts in both languages as `{"zh": …, "en": …}`, dates and numbers as text.

    Args:
        reasons: the explanation.
        alternatives: what would turn the verdict; with it the data are of version 2, else of version 1.
    """
    data = cast("dict[str, Any]", plain(reasons))
    if alternatives is None:
        return {"schema": _FIRST, **data}
    return {"schema": _SECOND, **data, "alternatives": plain(alternatives)}


def to_json(explained: Explained | Reasons, alternatives: Alternatives | None = None) -> str:
    """The explanation as a JSON document, indented, as `json.dumps` writes `to_data`.

    Args:
        explained: the explanation; in the form in which it shares what was written of it with others, or as a tree.
        alternatives: what would turn the verdict.
    """
    schema = _FIRST if alternatives is None else _SECOND
    head = f'{{\n  "schema": "{schema}",\n  '
    tail = "\n}\n" if alternatives is None else f',\n  "alternatives": {written(alternatives, 1)}\n}}\n'
    if isinstance(explained, Reasons):
        return f"{head}{members((name, written(getattr(explained, name), 1)) for name in names(Reasons))}{tail}"
    return "".join([head, *explained.written(), tail])
