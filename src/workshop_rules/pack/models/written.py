"""What all models of pack files share: strictness, memory of where they were written, and the common kinds of value."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Any, Self, TypeAlias

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetPydanticSchema,
    ModelWrapValidatorHandler,
    PrivateAttr,
    ValidationInfo,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError, core_schema

from workshop_rules.diagnostics import Source, Span, SpannedText
from workshop_rules.language.informal import date_meant
from workshop_rules.language.iso8601 import read_date
from workshop_rules.language.words import Words
from workshop_rules.pack.document import Mapping, PathPart, Scalar, WrittenMapping, find, head, key_place, place

_NOWHERE = Source("a pack that was not read from a file", "")

_IDEOGRAPHS = "\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af"
_ID = re.compile(f"[A-Za-z{_IDEOGRAPHS}][A-Za-z0-9_{_IDEOGRAPHS}]*")

_ID_IN_EDITORS = "^[A-Za-z\u3007\u3400-\u9fff][A-Za-z0-9_\u3007\u3400-\u9fff]*$"  # without the rarest ideographs


class Written(BaseModel):
    """A mapping of a pack file. It knows where it was written, and refuses keys that the format does not have."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, strict=True, use_attribute_docstrings=True, protected_namespaces=()
    )

    _node: Mapping | None = PrivateAttr(default=None)

    @model_validator(mode="wrap")
    @classmethod
    def _remember_node(cls, data: object, handler: ModelWrapValidatorHandler[Self], info: ValidationInfo) -> Self:
        if not isinstance(data, WrittenMapping):
            return handler(data)
        if info.context is not None:
            info.context[id(data.node)] = cls  # for diagnostics: which model a place belongs to
        made = handler(data)
        made._node = data.node  # noqa: SLF001 (its own class)
        return made

    @property
    def span(self) -> Span:
        """Where it stands: its first key, short enough to underline."""
        return Span(_NOWHERE, 0, 0) if self._node is None else head(self._node)

    def place(self, *path: PathPart) -> Span:
        """Where the value at a path of keys (as written in the file) and indices stands."""
        return Span(_NOWHERE, 0, 0) if self._node is None else place(self._node, *path)

    def key_place(self, *path: PathPart) -> Span:
        """Where the key at the end of a path stands."""
        return Span(_NOWHERE, 0, 0) if self._node is None else key_place(self._node, *path)

    def text(self, *path: PathPart) -> SpannedText:
        """A scalar such as an expression as written, each character with its place in the file.

        Raises:
            KeyError: there is no scalar at the path.
        """
        if self._node is None:
            value: Any = self
            for part in path:
                value = _by_key(value, str(part)) if isinstance(value, Written) else value[part]
            return SpannedText.whole(str(value))
        found = find(self._node, *path)
        if not isinstance(found, Scalar):
            raise KeyError(path)
        return found.text()


def _by_key(model: Written, key: str) -> object:
    for name, field in type(model).model_fields.items():
        if (field.alias or name) == key:
            return getattr(model, name)
    raise KeyError(key)


class BilingualText(Written):
    """A text in both languages of every pack."""

    zh: Text
    """In Chinese."""
    en: Text
    """In English."""


def _not_blank(text: str) -> str:
    if not text.strip():
        raise PydanticCustomError("WR124", "the text is empty")
    return text


def is_id(text: str) -> bool:
    """Whether a text can be a name that expressions and people refer to."""
    return _ID.fullmatch(text) is not None


def _id(text: str) -> str:
    if not is_id(text):
        rule = "an id is a letter or a Chinese character, then letters, digits and `_`"
        meant = re.sub(r"[\W_]+", "_", unicodedata.normalize("NFKC", text)).strip("_")
        named = text.rpartition(".")[2] if text.startswith(("findings.", "parameter.", "reading.")) else meant
        remedy = f"write `{named}`: {rule}" if is_id(named) else rule
        raise PydanticCustomError("WR124", "`{written}` cannot be an id", {"written": text, "help": remedy})
    return text


def _date(value: object) -> object:
    if isinstance(value, str):
        try:
            return read_date(value)
        except ValueError as error:
            meant = date_meant(value)
            help_ = f"write {meant}" if meant else "write the date as YYYY-MM-DD"
            raise PydanticCustomError("WR124", "{reason}", {"reason": str(error), "help": help_}) from None
    return value


def as_written(value: object) -> object:
    """An expression may look like a number or a truth value to YAML; it is a text all the same."""
    match value:
        case bool():
            return "true" if value else "false"
        case int() | Decimal():
            return format(value, "f") if isinstance(value, Decimal) else str(value)
        case _:
            return value


def _words(_type: object, handler: Callable[[type], core_schema.CoreSchema]) -> core_schema.CoreSchema:
    return core_schema.no_info_after_validator_function(lambda text: Words(text.zh, text.en), handler(BilingualText))


Text: TypeAlias = Annotated[str, AfterValidator(_not_blank), WithJsonSchema({"type": "string", "minLength": 1})]
"""A text that says something."""

Id: TypeAlias = Annotated[
    str, AfterValidator(_id), WithJsonSchema({"type": "string", "pattern": _ID_IN_EDITORS, "title": "id"})
]
"""A name that expressions and people refer to: a letter or a Chinese character, then letters, digits and `_`."""

IsoDate: TypeAlias = Annotated[dt.date, BeforeValidator(_date), WithJsonSchema({"type": "string", "format": "date"})]
"""A date, written YYYY-MM-DD."""

Expression: TypeAlias = Annotated[
    str,
    BeforeValidator(as_written),
    AfterValidator(_not_blank),
    WithJsonSchema({"type": ["string", "number", "boolean"], "title": "FEEL expression"}),
]
"""An expression of the pack dialect. `Written.text` gives it with its place."""

Bilingual: TypeAlias = Annotated[Words, GetPydanticSchema(_words)]
"""Words in both languages: `{zh: …, en: …}`."""

Number: TypeAlias = Annotated[int | Decimal, WithJsonSchema({"type": "number"})]
"""An exact number."""

BilingualText.model_rebuild()
