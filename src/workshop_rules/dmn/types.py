"""The types that a model may name: FEEL's own, and its item definitions (DMN 1.5, 7.3.2 and 10.3.2.2)."""

from __future__ import annotations

from collections.abc import Iterator

from workshop_rules.diagnostics import nearest
from workshop_rules.dmn.definitions import Definitions
from workshop_rules.language.tree import TypeName

SCALARS = {
    "number": "number",
    "string": "string",
    "boolean": "boolean",
    "date": "date",
    "time": "time",
    "date and time": "date and time",
    "dateTime": "date and time",
    "years and months duration": "years and months duration",
    "yearMonthDuration": "years and months duration",
    "days and time duration": "days and time duration",
    "dayTimeDuration": "days and time duration",
}
"""The built-in types without parts, their older names included."""
ANY = "Any"

_WITH_PARTS = {"list": "list<Any>", "range": "range<Any>", "context": ANY, "function": ANY}
"""Types that are none without their parts, and what to write instead."""
_ELSEWHERE = {
    **dict.fromkeys(("int", "integer", "long", "short", "byte", "double", "float", "decimal"), "number"),
    **dict.fromkeys(("text", "str"), "string"),
}
"""What other languages and engines call FEEL's types."""


def unknown_types(type_name: TypeName, model: Definitions) -> Iterator[str]:
    """The names in a type that stand for no type that the model can see."""
    parts = (*type_name.arguments, *(part for _, part in type_name.fields))
    built_in = type_name.name in SCALARS or type_name.name in {ANY, "Null"} or (type_name.name in _WITH_PARTS and parts)
    if not built_in and model.item(type_name.name) is None:
        yield type_name.name
    for part in parts:
        yield from unknown_types(part, model)


def meant_type(name: str, model: Definitions) -> str | None:
    """The type that an unknown name was most likely meant to be."""
    other = _WITH_PARTS.get(name) or _ELSEWHERE.get(name.casefold())
    return other or nearest(name, [*model.type_names(), *SCALARS, ANY])
