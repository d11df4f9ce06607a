"""Literals: escapes of strings, digits of numbers (DMN 1.5, 10.3.1.2)."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from workshop_rules.language.tree import NumberLiteral, StringLiteral
from workshop_rules.parse.cursor import Cursor
from workshop_rules.parse.limits import MAX_EXPONENT
from workshop_rules.parse.tokens import Kind, Token

_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{6})|(.))", re.DOTALL)
_SIMPLE = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "'": "'", "\\": "\\"}
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LAST_CHARACTER = 0x10FFFF


def read_number(cursor: Cursor) -> NumberLiteral:
    """Take a number; its value is exact."""
    token = cursor.take()
    span = cursor.span_of(token)
    try:
        value = Decimal(token.text)
    except InvalidOperation:
        value = None
    if value is None or abs(value.adjusted()) > MAX_EXPONENT:
        message = f"a number lies between 1e-{MAX_EXPONENT} and 1e{MAX_EXPONENT}"
        cursor.fail("WR211", message, span, "", "look for a slip in the exponent")
    return NumberLiteral(value, span=span)


def read_string(cursor: Cursor) -> StringLiteral:
    """Take a text in quotes."""
    span = cursor.span_of(cursor.token)
    return StringLiteral(read_text(cursor), span=span)


def read_text(cursor: Cursor) -> str:
    r"""Take a text in quotes, and give what it stands for.

    A backslash before a character that makes no escape stands for itself, so that regular expressions (`"\d+"`) are
    written once. Surrogate pairs (`\uD83D\uDC0E`) are one character.
    """
    if cursor.token.kind is not Kind.STRING:
        cursor.unexpected("a text in double quotes")
    token = cursor.take()
    pieces: list[str] = []
    end = 1
    for escape in _ESCAPE.finditer(token.text, 1, len(token.text) - 1):
        pieces.extend((token.text[end : escape.start()], _escaped(cursor, token, escape)))
        end = escape.end()
    pieces.append(token.text[end:-1])
    value = _PAIR.sub(_joined, "".join(pieces))
    if _SURROGATE.search(value):
        message = "half of a surrogate pair is no character"
        cursor.fail("WR204", message, cursor.span_of(token), "", "write the character itself")
    return value


def _escaped(cursor: Cursor, token: Token, escape: re.Match[str]) -> str:
    short, long, other = escape.groups()
    place = cursor.text.span(token.start + escape.start(), token.start + escape.end())
    if other is None:
        number = int(short or long, 16)
        if number > _LAST_CHARACTER:
            cursor.fail("WR204", "there is no such character", place, "", "the last one is `\\U10FFFF`")
        return chr(number)
    if other in "uU":
        digits = 4 if other == "u" else 6
        message = f"`\\{other}` is followed by {digits} hexadecimal digits"
        cursor.fail("WR204", message, place, "", "write `\\\\` for a backslash")
    return _SIMPLE.get(other, escape.group())


def _joined(pair: re.Match[str]) -> str:
    return pair.group().encode("utf-16", "surrogatepass").decode("utf-16")
