"""Parameters: the values that a pack states for its thresholds, and those that an adopter puts in their place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from pydantic_core import PydanticCustomError

from workshop_rules.diagnostics import Diagnostic, Found, Span, nearest
from workshop_rules.language import types
from workshop_rules.language.types import Enumeration, Scalar, Type
from workshop_rules.language.values import Value
from workshop_rules.pack.boundary_values import is_blank, read_value
from workshop_rules.pack.facts_in_chinese import in_chinese
from workshop_rules.pack.models import Manifest
from workshop_rules.pack.vocabulary import SCALARS, Vocabulary, unknown_type

_NUMBER = re.compile(r"[-+]?[0-9]+(?:\.[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A threshold: its type, and its value, which is None where the document gives none."""

    type: Type
    value: Value | None


def parameter_values(manifest: Manifest, vocabulary: Vocabulary) -> Found[Mapping[str, Parameter]]:
    """Type and value of each parameter of a pack."""
    values: dict[str, Parameter] = {}
    diagnostics: list[Diagnostic] = []
    for name, entry in manifest.parameters.items():
        type_ = vocabulary.type_named(entry.type)
        if type_ is None:
            known = [*SCALARS, *vocabulary.enumeration_types]
            diagnostics.append(unknown_type(entry.type, known, entry.place("type")))
            continue
        if entry.unit is not None and type_ != types.NUMBER:
            message = f"`unit` means nothing here: the type is {entry.type}"
            diagnostics.append(Diagnostic("WR124", message, entry.key_place("unit")))
        read = _read(entry.value, type_, vocabulary, "WR124", entry.place("value"), name)
        diagnostics.extend(read.diagnostics)
        values[name] = Parameter(type_, read.value)
    return Found(values, tuple(diagnostics))


def parameter_override(
    name: str, value: object, parameters: Mapping[str, Parameter], vocabulary: Vocabulary
) -> Found[Value]:
    """A value that an adopter gives a parameter; None, blank text included, makes it a parameter without a value.

    Args:
        name: the parameter's id.
        value: plain Python of the parameter's type, a date or duration also as ISO 8601 text.
        parameters: those of the pack.
        vocabulary: the pack's.
    """
    if name not in parameters:
        meant = nearest(str(name), parameters)
        listed = ", ".join(parameters)
        remedy = f"write `{meant}`" if meant else f"it has {listed}" if listed else ""
        zh = f"规则包没有参数`{name}`" + (f"；是否应为`{meant}`" if meant else f"；可用：{listed}" if listed else "")
        return Found(None, (Diagnostic("WR413", f"the pack has no parameter `{name}`", None, "", remedy, zh),))
    return _read(value, parameters[name].type, vocabulary, "WR414", None, name)


def parameter_from_text(text: str, type_: Type) -> object:
    """What a text on a command line stands for, given the type: a number or a truth value is not a text there."""
    if type_ == types.NUMBER and _NUMBER.fullmatch(text.strip()):
        return Decimal(text.strip())
    if type_ == types.BOOLEAN and text.strip() in {"true", "false"}:
        return text.strip() == "true"
    return text


def _read(value: object, type_: Type, vocabulary: Vocabulary, code: str, span: Span | None, name: str) -> Found[Value]:
    if is_blank(value) or not isinstance(type_, (Scalar, Enumeration)):
        return Found(None)
    words = vocabulary.enumerations[type_.name].members if isinstance(type_, Enumeration) else None
    try:
        return Found(read_value(value, type_, words))
    except PydanticCustomError as error:
        remedy = str((error.context or {}).get("help", ""))
        zh = f"参数`{name}`：{in_chinese(error.type, error.context or {}, value)}"
        return Found(None, (Diagnostic(code, f"parameter `{name}`: {error.message()}", span, "", remedy, zh),))
