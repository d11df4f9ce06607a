"""An explanation as JSON, by published and versioned schemas (`schemas/explanation-1.json`, `-2.json`)."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any, cast

from workshop_rules.explain.tree import Reasons

if TYPE_CHECKING:
    from workshop_rules.explain.alternatives import Alternatives


def to_data(reasons: Reasons, alternatives: Alternatives | None = None) -> dict[str, Any]:
    """The explanation as plain data: texts in both languages as `{"zh": …, "en": …}`, dates and numbers as text.

    Args:
        reasons: the explanation.
        alternatives: what would turn the verdict; with it the data are of version 2, else of version 1.
    """
    data = cast("dict[str, Any]", _plain(reasons))
    if alternatives is None:
        return {"schema": "workshop-rules/explanation/1", **data}
    return {"schema": "workshop-rules/explanation/2", **data, "alternatives": _plain(alternatives)}


def to_json(reasons: Reasons, alternatives: Alternatives | None = None) -> str:
    """The explanation as a JSON document, indented."""
    return json.dumps(to_data(reasons, alternatives), ensure_ascii=False, indent=2) + "\n"


def _plain(value: object) -> object:
    match value:
        case None | bool() | int():
            return value
        case Enum():
            return value.value
        case str():
            return value
        case dt.date():
            return value.isoformat()
        case tuple():
            return [_plain(one) for one in value]
        case _ if is_dataclass(value):
            return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        case _:
            raise TypeError(f"an explanation holds no {type(value).__name__}")
