"""What the text of a literal stands for: escapes of strings, digits of numbers (DMN 1.5, 10.3.1.2)."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from workshop_rules.parse.limits import MAX_EXPONENT

_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{6})|(.))", re.DOTALL)
_SIMPLE = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "'": "'", "\\": "\\"}
_PAIR = re.compile("([\ud800-\udbff])([\udc00-\udfff])")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LAST_CHARACTER = 0x10FFFF


class BadLiteralError(ValueError):
    """A literal that stands for nothing; says why, and where in its text."""

    def __init__(self, message: str, start: int, end: int) -> None:
        super().__init__(message)
        self.start = start
        self.end = end


def string_value(literal: str) -> str:
    r"""The text that a string literal (with its quotes) stands for.

    A backslash before a character that makes no escape stands for itself, so that regular expressions (`"\d+"`) are
    written once. Surrogate pairs (`\uD83D\uDC0E`) are one character.

    Raises:
        BadLiteralError: an escape that is no character.
    """
    pieces: list[str] = []
    end = 1
    for escape in _ESCAPE.finditer(literal, 1, len(literal) - 1):
        pieces.extend((literal[end : escape.start()], _escaped(escape)))
        end = escape.end()
    pieces.append(literal[end:-1])
    value = _PAIR.sub(
        lambda pair: (pair[1] + pair[2]).encode("utf-16", "surrogatepass").decode("utf-16"), "".join(pieces)
    )
    if _SURROGATE.search(value):
        raise BadLiteralError("half of a surrogate pair is no character", 0, len(literal))
    return value


def _escaped(escape: re.Match[str]) -> str:
    short, long, other = escape.groups()
    if other is None:
        number = int(short or long, 16)
        if number > _LAST_CHARACTER:
            raise BadLiteralError("there is no such character", escape.start(), escape.end())
        return chr(number)
    if other in "uU":
        digits = "4" if other == "u" else "6"
        raise BadLiteralError(f"`\\{other}` is followed by {digits} hexadecimal digits", escape.start(), escape.end())
    return _SIMPLE.get(other, escape.group())


def number_value(literal: str) -> Decimal:
    """The exact number that a literal stands for.

    Raises:
        BadLiteralError: its power of ten is beyond `MAX_EXPONENT`.
    """
    try:
        value = Decimal(literal)
    except InvalidOperation:
        value = None
    if value is None or abs(value.adjusted()) > MAX_EXPONENT:
        raise BadLiteralError(f"a number lies between 1e-{MAX_EXPONENT} and 1e{MAX_EXPONENT}", 0, len(literal))
    return value
