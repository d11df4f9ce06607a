"""The names of types as they are written: `list<number>`, `context<a: date>`, `function<Any> -> Any`."""

from __future__ import annotations

import dataclasses

from workshop_rules.language.dialect import Dialect
from workshop_rules.language.tree import TypeName
from workshop_rules.parse.cursor import RESERVED
from workshop_rules.parse.names import known, written
from workshop_rules.parse.scope import ScopedCursor
from workshop_rules.parse.tokens import Kind, Token

BUILT_IN_TYPES = frozenset({"date and time", "years and months duration", "days and time duration"})
"""Built-in types whose names have several words."""

_ENDS = frozenset({"<", ">", "(", ")", "[", "]", "{", "}", ",", ":", "<>", "->", ">="})


def type_name(cursor: ScopedCursor, *, within: bool) -> TypeName:
    """A type, from where the cursor stands.

    Args:
        cursor: stands at the type's first token, and after its last afterwards.
        within: whether operators may follow (`x instance of T - 1`); otherwise all tokens up to a bracket, comma or
            colon belong to a name that is not known.
    """
    cursor.deeper()
    if cursor.token.kind is not Kind.WORD:
        cursor.unexpected("a type")
    name = _name(cursor, within=within)
    arguments: tuple[TypeName, ...] = ()
    fields: tuple[tuple[str, TypeName], ...] = ()
    if name in {"list", "range", "context", "function"} and cursor.token.raw in {"<", "<>"}:
        match name:
            case "context":
                fields = _fields(cursor)
            case "function":
                arguments = _signature(cursor, within=within)
            case _:
                if cursor.token.raw == "<>":
                    cursor.unexpected("the type of the items between `<` and `>`")
                opener = cursor.take()
                arguments = (type_name(cursor, within=False),)
                _close(cursor, opener)
    cursor.depth -= 1
    return TypeName(name, arguments, fields)


def _name(cursor: ScopedCursor, *, within: bool) -> str:
    start = cursor.index
    cursor.index = cursor.longest(*cursor.given, known(BUILT_IN_TYPES, cursor.dialect)) or start + 1
    while _goes_on(cursor, within=within):
        cursor.index += 1
    return written(cursor.tokens[start : cursor.index])


def _goes_on(cursor: ScopedCursor, *, within: bool) -> bool:
    """Whether the next token belongs to the name too: a model's `ns.type`, or a name that nobody announced."""
    token = cursor.token
    if token.text == ".":
        return cursor.tokens[cursor.index + 1].kind is Kind.WORD
    if cursor.tokens[cursor.index - 1].text == ".":
        return True
    if cursor.dialect is Dialect.PACK:
        return False
    if within:
        return token.kind is Kind.WORD and token.text not in RESERVED and token.text != "instance"
    return token.kind in {Kind.WORD, Kind.NUMBER, Kind.STRANGE} or (
        token.kind is Kind.SYMBOL and token.raw not in _ENDS
    )


def _fields(cursor: ScopedCursor) -> tuple[tuple[str, TypeName], ...]:
    if cursor.token.raw == "<>":
        cursor.index += 1
        return ()
    opener = cursor.expect("<")
    fields = []
    while not cursor.at(">"):
        name, _, _ = cursor.new_name("the name of an entry", ":")
        cursor.expect(":")
        fields.append((name, type_name(cursor, within=False)))
        if not cursor.accept(","):
            break
    _close(cursor, opener)
    return tuple(fields)


def _signature(cursor: ScopedCursor, *, within: bool) -> tuple[TypeName, ...]:
    types = []
    if cursor.token.raw == "<>":
        cursor.index += 1
    else:
        opener = cursor.expect("<")
        while not cursor.at(">"):
            types.append(type_name(cursor, within=False))
            if not cursor.accept(","):
                break
        _close(cursor, opener)
    cursor.expect("->")
    types.append(type_name(cursor, within=within))
    return tuple(types)


def _close(cursor: ScopedCursor, opener: Token) -> None:
    """Take `>`; of `>=`, only its first half."""
    token = cursor.token
    if token.raw == ">=":
        cursor.tokens[cursor.index] = dataclasses.replace(token, text="=", raw="=", start=token.start + 1, spaced=False)
        cursor.split = token.start + 1
        return
    cursor.close(opener, ">")
