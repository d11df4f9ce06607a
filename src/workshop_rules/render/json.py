"""An explanation as JSON, by a published and versioned schema (`schemas/explanation-1.json`)."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any, cast

from workshop_rules.explain.tree import Reasons
from workshop_rules.render.schema import SCHEMA


def to_data(reasons: Reasons) -> dict[str, Any]:
    """The explanation as plain data: texts in both languages as `{"zh": …, "en": …}`, dates and numbers as text."""
    return {"schema": SCHEMA, **cast("dict[str, Any]", _plain(reasons))}


def to_json(reasons: Reasons) -> str:
    """The explanation as a JSON document, indented."""
    return json.dumps(to_data(reasons), ensure_ascii=False, indent=2) + "\n"


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
