"""Documents are held against their model; what pydantic finds becomes diagnostics with a place and a remedy."""

from __future__ import annotations

import re
from collections.abc import Mapping as MappingABC
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from workshop_rules.diagnostics import Diagnostic, Found, Span, nearest
from workshop_rules.pack.document import Document, Mapping, Node, PathPart, Scalar, Sequence, child, head
from workshop_rules.pack.models import KINDS, DecisionHead, Written
from workshop_rules.pack.models.written import BilingualText

Model = TypeVar("Model", bound=Written)

_EXPECTED = {
    "string_type": "a text",
    "bool_type": "true or false",
    "int_type": "a whole number",
    "decimal_type": "a number",
    "is_instance_of": "a number",
    "tuple_type": "a list",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
    "date_type": "a date",
}
_PATTERNS = {
    r"^[0-9]+\.[0-9]+\.[0-9]+$": "a version of three numbers, such as 1.0.0",
    "^[0-9a-f]{64}$": "a SHA-256, 64 hexadecimal digits in small letters",
}
_SHORT = 40
_COLON = re.compile(r"\s*[:：]\s*")
_COMMA = re.compile(r"\s*，\s*(?=\w+\s*[:：])")
_WORD = re.compile(r"(?<=[a-z])(?=[A-Z])")
_QUOTED = re.compile("'([^']*)'")


def held_against(model: type[Model], document: Document, known: tuple[Diagnostic, ...] = ()) -> Found[Model]:
    """The document as an instance of `model`; `known` are complaints already made, whose places are passed over."""
    models: dict[int, type[Written]] = {}
    try:
        return Found(model.model_validate(document.data(), context=models))
    except ValidationError as error:
        found = tuple(_diagnostics(error, document, model, models))
    places = {d.span.start for d in known if d.span is not None}
    new = tuple(d for d in found if d.span is None or d.span.start not in places)
    return Found(None, new)


def decision_held_against(document: Document, known: tuple[Diagnostic, ...] = ()) -> Found[DecisionHead]:
    """A decision, held against the model of its kind."""
    kind = child(document.root, "kind")
    if isinstance(kind, Scalar) and kind.written in KINDS:
        return held_against(KINDS[kind.written], document, known)
    if kind is None:
        return Found(None, (_missing("kind", head(document.root), "a decision"),))
    written = kind.written if isinstance(kind, Scalar) else ""
    return Found(None, (_not_allowed(written, list(KINDS), kind.span),))


def _diagnostics(
    error: ValidationError, document: Document, root: type[Written], models: MappingABC[int, type[Written]]
) -> list[Diagnostic]:
    found: list[Diagnostic] = []
    expected: dict[tuple[int, int], list[str]] = {}
    nodes: dict[tuple[int, int], Node] = {}
    keys: dict[tuple[int, int], str] = {}
    for details in error.errors(include_url=False):
        walk = _walk(document.root, details["loc"])
        if details["type"] == "too_short" and isinstance(walk.node, Sequence) and walk.node.items:
            continue  # pydantic counts only the items that are in order
        if details.get("ctx", {}).get("class_name") == BilingualText.__name__:
            here = head(walk.node)
            found.append(Diagnostic("WR122", "words in both languages belong here", here, "", "write {zh: …, en: …}"))
        elif wanted := _EXPECTED.get(details["type"]):
            place = (walk.node.span.start, walk.node.span.end)
            nodes[place] = walk.node
            expected.setdefault(place, []).append(wanted)
            keys.setdefault(place, _keys_of(str(details.get("ctx", {}).get("class_name"))))
        else:
            node = walk.around if details["type"] == "extra_forbidden" else walk.node
            found.append(_diagnostic(details, walk, models.get(id(node), root)))
    found.extend(_wrong_kind(nodes[place], wanted, keys[place]) for place, wanted in expected.items())
    found.sort(key=lambda d: d.span.start if d.span else 0)
    return list(dict.fromkeys(found))


class _walk:  # noqa: N801 (a step of this module, used like a function)
    """From the root along pydantic's location to the node that it is about.

    pydantic puts names of its own into locations (a union's tag, `[key]`); parts that lead nowhere are passed over.
    """

    def __init__(self, root: Node, location: tuple[PathPart, ...]) -> None:
        self.node = root
        self.key: Scalar | None = None
        self.is_key = location[-1:] == ("[key]",)
        for part in location:
            inner = child(self.node, part)
            if inner is None:
                continue
            self.key = self.node.by_key[str(part)][0] if isinstance(self.node, Mapping) else None
            self.around, self.node = self.node, inner

    around: Node | None = None


def _diagnostic(details: ErrorDetails, walk: _walk, model: type[Written]) -> Diagnostic:
    context: dict[str, Any] = details.get("ctx", {})
    here = walk.key.span if walk.is_key and walk.key is not None else head(walk.node)
    match details["type"]:
        case "missing":
            return _missing(str(details["loc"][-1]), head(walk.node), _noun(model))
        case "extra_forbidden":
            return _unknown_key(walk, details, model)
        case "literal_error" | "enum":
            named = walk.key if walk.is_key else walk.node
            written = named.written if isinstance(named, Scalar) else ""
            return _not_allowed(written, _QUOTED.findall(str(context.get("expected", ""))), here)
        case "too_short":
            return Diagnostic("WR124", f"the {_kind(walk.node)} is empty", here, "", "write at least one")
        case "string_pattern_mismatch":
            written = walk.node.written if isinstance(walk.node, Scalar) else ""
            what = _PATTERNS.get(str(context.get("pattern")), f"of the form {context.get('pattern')}")
            return Diagnostic("WR124", f"`{written}` is not {what}", here)
        case code if code.startswith("WR"):
            if "at" in context and isinstance(walk.node, Mapping):
                here = walk.node.by_key[context["at"]][0].span
            return Diagnostic(code, details["msg"], here, "", str(context.get("help", "")))
        case _:
            return Diagnostic("WR124", details["msg"][:1].lower() + details["msg"][1:], here)


def _missing(key: str, here: Span, what: str) -> Diagnostic:
    return Diagnostic("WR121", f"`{key}` is missing", here, f"{what} needs it", f"add `{key}: …`")


def _unknown_key(walk: _walk, details: ErrorDetails, model: type[Written]) -> Diagnostic:
    key = str(details["loc"][-1])
    known = [field.alias or name for name, field in model.model_fields.items()]
    taken = walk.around.by_key if isinstance(walk.around, Mapping) else {}
    meant = nearest(key, [name for name in known if name not in taken])
    remedy = f"write `{meant}`" if meant else f"it may have {', '.join(known)}"
    spaced = _COLON.sub(": ", _COMMA.sub(", ", key))
    if spaced != key and spaced.partition(":")[0] in known:
        remedy = f"write `{spaced}`: punctuation of half width, and a blank after the colon"
    elif " " in key and isinstance(walk.node, Scalar) and walk.node.value is None:
        remedy = "between braces a comma ends a text: put the whole text into quotes"
    here = walk.key.span if walk.key is not None else head(walk.node)
    return Diagnostic("WR120", f"`{key}` is not a key of {_noun(model)}", here, "", remedy)


def _not_allowed(written: str, allowed: list[str], here: Span) -> Diagnostic:
    meant = nearest(written, allowed)
    remedy = f"write `{meant}`" if meant else f"write one of {', '.join(allowed)}"
    return Diagnostic("WR123", f"`{written}` is not allowed here", here, "", remedy)


def _wrong_kind(node: Node, wanted: list[str], keys: str) -> Diagnostic:
    expected = "a number" if "a number" in wanted else " or ".join(dict.fromkeys(wanted))
    remedy = f"write {keys}" if keys else ""
    if isinstance(node, Scalar) and node.value is not None:
        if "a text" in wanted:
            remedy = f'write "{node.written}" in quotes'
        elif wanted == ["true or false"]:
            remedy = "write true or false, without quotes"
        elif wanted == ["a list"]:
            remedy = f"write [{node.written}]" if _short(node) else "write each entry on a line of its own, after `- `"
    return Diagnostic("WR122", f"{expected} belongs here, not {_a(_kind(node))}", head(node), "", remedy)


def _keys_of(model: str) -> str:
    """The mapping that a model of that name is written as: `{by: …, clause: …}`; empty where there is no such model."""
    return _written_as(Written, model)


def _written_as(above: type[Written], model: str) -> str:
    for one in above.__subclasses__():
        if one.__name__ == model:
            fields = one.model_fields.items()
            asked = [field.alias or name for name, field in fields if field.is_required()]
            return f"{{{', '.join(f'{key}: …' for key in asked or [field.alias or name for name, field in fields])}}}"
        if found := _written_as(one, model):
            return found
    return ""


def _short(node: Scalar) -> bool:
    """Whether a text can stand between brackets as it is."""
    return len(node.written) <= _SHORT and not set(node.written) & set(",[]{}\n")


def _kind(node: Node) -> str:
    match node:
        case Mapping():
            return "mapping"
        case Sequence():
            return "list"
        case Scalar(value=bool()):
            return "truth value"
        case Scalar(value=str()):
            return "text"
        case Scalar(value=None):
            return "nothing"
        case Scalar():
            return "number"


def _a(kind: str) -> str:
    return kind if kind == "nothing" else f"a {kind}"


def _noun(model: type[Written]) -> str:
    """What people call a mapping of this model: `CriterionEntry` is a criterion, `CasesFile` a file of cases."""
    name = _WORD.sub(" ", re.sub("(Entry|File|Head)$", "", model.__name__)).lower()
    if issubclass(model, DecisionHead) and model is not DecisionHead:
        name += " decision"
    if name.endswith("s") and model.__name__.endswith("File"):
        name = f"file of {name}"
    return f"an {name}" if name[0] in "aeiou" else f"a {name}"
