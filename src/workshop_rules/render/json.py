"""An explanation as JSON, by published and versioned schemas (`schemas/explanation-1.json`, `-2.json`)."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, cast

from workshop_rules.explain.tree import Reasons
from workshop_rules.explain.writing import (
    ON_ONE_LINE,
    OUTERMOST,
    between,
    inside,
    members,
    names,
    plain,
    written,
)

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


def to_json(explained: Explained | Reasons, alternatives: Alternatives | None = None, *, compact: bool = False) -> str:
    """The explanation as a JSON document, as `json.dumps` writes `to_data`.

    Args:
        explained: the explanation; in the form in which it shares what was written of it with others, or as a tree.
        alternatives: what would turn the verdict.
        compact: whether it is one line without blanks between its parts, and not indented.
    """
    depth = ON_ONE_LINE if compact else OUTERMOST
    head, tail = _ends(_FIRST if alternatives is None else _SECOND, depth)
    if alternatives is not None:
        added = members([("alternatives", written(alternatives, inside(depth)))], depth)
        tail = f"{between(depth)}{added}{tail}"
    if isinstance(explained, Reasons):
        texts = ((name, written(getattr(explained, name), inside(depth))) for name in names(Reasons))
        return f"{head}{members(texts, depth)}{tail}"
    return "".join([head, *explained.written(depth), tail])


@cache
def _ends(schema: str, depth: int) -> tuple[str, str]:
    """What a document begins with that stands so deep, and ends with."""
    head = f"{{{between(depth)[1:]}{members([('schema', written(schema, depth))], depth)}{between(depth)}"
    return head, "}" if depth == ON_ONE_LINE else "\n}\n"
