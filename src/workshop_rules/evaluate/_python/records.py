"""Records in programs: the dicts of the dossier, and those that expressions make, in the same form.

A record's fields are as a dossier has them: a member of an enumeration is its name, a list a tuple. So a field is read
in one way wherever its record is from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from workshop_rules.evaluate._python import runtime
from workshop_rules.evaluate._python.indefinite import Indefinite
from workshop_rules.language import tree as t
from workshop_rules.language.types import ListOf, RecordOf, Type
from workshop_rules.language.values import ListValue, Outcome, Record, Unknown

if TYPE_CHECKING:
    from workshop_rules.evaluate._python.translation import Translator


def context_literal(node: t.ContextLiteral, translator: Translator) -> str:
    """The dict; each entry sees those before it."""
    around = translator.variables
    texts = []
    try:
        for entry in node.entries:
            name = translator.writer.named(translator.expression(entry.value), "e")
            translator.variables = {**translator.variables, entry.key: name}
            texts.append((entry.key, filed(name, entry.value.type, translator)))
    finally:
        translator.variables = around
    return written(texts)


def written(entries: Iterable[tuple[str, str]]) -> str:
    """The source of a dict, of keys and the sources of values."""
    return "{" + ", ".join(f"{key!r}: {text}" for key, text in entries) + "}"


def filed(text: str, type_: Type, translator: Translator) -> str:
    """A value in the form in which records have it."""
    files = runtime.filing(type_)
    return text if files is None else f"{translator.writer.constant(files, ('files', type_))}({text})"


def holds_records(type_: Type) -> bool:
    """Whether values of a type are made of records."""
    while isinstance(type_, ListOf):
        type_ = type_.item
    return isinstance(type_, RecordOf)


def telling(type_: Type) -> Callable[[Any, Mapping[str, object]], Outcome]:
    """How a result that is made of records is told, with the place that each has in the dossier."""

    def tell(value: Any, facts: Mapping[str, object]) -> Outcome:  # noqa: ANN401 (as programs have it)
        return _told(value, type_, _places(facts))

    return tell


def telling_either(item: Type) -> Callable[[Any, Mapping[str, object]], Outcome]:
    """The same for a list of items, or one item alone; these are no lists."""

    def tell(value: Any, facts: Mapping[str, object]) -> Outcome:  # noqa: ANN401 (as programs have it)
        places = _places(facts) if holds_records(item) else {}
        return _told(value, ListOf(item) if isinstance(value, tuple) else item, places)

    return tell


def _told(value: Any, type_: Type, places: Mapping[int, str]) -> Outcome:  # noqa: ANN401 (as programs have it)
    match type_:
        case ListOf(item=item):
            return ListValue(tuple(_told(one, item, places) for one in value))
        case RecordOf():
            return _in_place(value, "", places)
        case _:
            raises = runtime.raising(type_)
            return value if raises is None else raises(value)  # type: ignore[no-any-return]  # a simple value


def _in_place(raw: Any, path: str, places: Mapping[int, str]) -> Outcome:  # noqa: ANN401 (as a dossier has it)
    """What stands in a record, as the interpreter has it; `path` is its own, for what is not supplied."""
    match raw:
        case None:
            return Unknown(frozenset({path}))
        case dict():
            own = places.get(id(raw), "")
            return Record({name: _in_place(field, f"{own}.{name}", places) for name, field in raw.items()}, own)
        case tuple():
            return ListValue(tuple(_in_place(one, f"{path}[{n}]", places) for n, one in enumerate(raw, start=1)))
        case _:
            return raw  # type: ignore[no-any-return]  # a simple value


def _places(facts: Mapping[str, object]) -> Mapping[int, str]:
    """Where each record of a dossier stands.

    Raises:
        Indefinite: one stands at two places.
    """
    places: dict[int, str] = {}
    waiting: list[tuple[object, str]] = [(value, name) for name, value in facts.items()]
    while waiting:
        value, path = waiting.pop()
        if isinstance(value, tuple):
            waiting += [(one, f"{path}[{place}]") for place, one in enumerate(value, start=1)]
        elif isinstance(value, dict):
            if id(value) in places:
                raise Indefinite
            places[id(value)] = path
            waiting += [(field, f"{path}.{name}") for name, field in value.items()]
    return places
