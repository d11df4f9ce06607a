"""JSON texts as data with positions, in the same nodes as YAML: numbers exact, duplicate keys refused, depth bounded.

RFC 8259, read strictly: no comments, no trailing commas, no NaN. Strings are scanned by the standard library.
"""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import NoReturn

from workshop_rules.diagnostics import Diagnostic, Found, Source
from workshop_rules.pack.building import Builder, TooDeep
from workshop_rules.pack.document import Document, Scalar, ScalarValue
from workshop_rules.pack.scalars import MOST_DIGITS

_BLANK = re.compile(r"[ \t\r\n]*")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?")
_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*|-Infinity")
_WORDS: dict[str, ScalarValue] = {"true": True, "false": False, "null": None}
_DECODER = json.JSONDecoder()  # of strings only
_SURROGATE = re.compile("[\ud800-\udfff]")


def read_json(source: Source) -> Found[Document]:
    """A JSON text as data with positions."""
    reader = _Reader(source)
    try:
        reader.read()
    except (_Broken, TooDeep):
        return Found(None, tuple(reader.builder.diagnostics))
    root = reader.builder.root
    return Found(None if root is None else Document(source, root), tuple(reader.builder.diagnostics))


class _Broken(Exception):  # noqa: N818 (it ends the reading of this text; no caller sees it)
    """The text is not JSON; the complaint is already made."""


class _Reader:
    """One pass over the text, without recursion: what is open stands on a stack of closing brackets."""

    def __init__(self, source: Source) -> None:
        self.builder = Builder(source)
        self.text = source.text
        self.at = 0
        self.closing: list[str] = []
        self.just_opened = False

    def read(self) -> None:
        self._blank()
        self._value()
        while self.closing:
            self._blank()
            self._rest_of_open()
        self._blank()
        if self.at < len(self.text):
            self._fail("something stands behind the end")

    def _rest_of_open(self) -> None:
        """What follows a value, or an opening bracket, inside a list or mapping."""
        closing = self.closing[-1]
        if self._is(closing):
            self.at += 1
            self.closing.pop()
            self.builder.end(self.at)
            self.just_opened = False
            return
        if not self.just_opened:
            if not self._is(","):
                self._fail(f"`,` or `{closing}` is missing")
            self.at += 1
            self._blank()
        if closing == "}":
            self._key()
        self._value()

    def _key(self) -> None:
        if not self._is('"'):
            self._fail("a key in double quotes is missing")
        self.builder.add(self._string())
        self._blank()
        if not self._is(":"):
            self._fail("`:` is missing")
        self.at += 1
        self._blank()

    def _value(self) -> None:
        start = self.at
        if self._is("{") or self._is("["):
            mapping = self._is("{")
            self.builder.begin(start, mapping=mapping)
            self.closing.append("}" if mapping else "]")
            self.at += 1
            self.just_opened = True
            return
        self.just_opened = False
        if self._is('"'):
            self.builder.add(self._string())
        elif number := _NUMBER.match(self.text, start):
            self._number(number)
        elif (word := _WORD.match(self.text, start)) and word[0] in _WORDS:
            self.at = word.end()
            self.builder.add(Scalar(_WORDS[word[0]], word[0], "", self.builder.span(start, self.at)))
        else:
            self._fail(f"`{word[0]}` is not JSON" if word else "a value is missing")

    def _number(self, number: re.Match[str]) -> None:
        self.at = number.end()
        span = self.builder.span(number.start(), self.at)
        if len(number[0]) > MOST_DIGITS:
            message, zh = f"the number has more than {MOST_DIGITS} characters", f"数字超过{MOST_DIGITS}个字符"
            self.builder.complain("WR112", message, span, zh=zh)
            self.builder.add(Scalar(None, "", "", span))
            return
        exact = Decimal(number[0]) if number[1] or number[2] else int(number[0])
        self.builder.add(Scalar(exact, number[0], "", span))

    def _string(self) -> Scalar:
        start = self.at
        try:
            value, self.at = _DECODER.raw_decode(self.text, start)
        except json.JSONDecodeError as error:
            self.at = min(error.pos, len(self.text))
            self._fail(error.msg.removesuffix(" starting at").lower())
        span = self.builder.span(start, self.at)
        if _SURROGATE.search(value):
            self.builder.complain("WR104", "an escape stands for half of a character", span, zh="转义只代表半个字符")
            value = _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", value)
        return Scalar(value, value, '"', span)

    def _is(self, char: str) -> bool:
        return self.text.startswith(char, self.at)

    def _blank(self) -> None:
        found = _BLANK.match(self.text, self.at)
        self.at = found.end() if found else self.at

    def _fail(self, problem: str) -> NoReturn:
        span = self.builder.span(self.at, self.at + 1)
        zh = f"JSON写法有误（{problem}）；请检查这里的括号、引号和逗号"
        self.builder.diagnostics.append(Diagnostic("WR115", f"the JSON is broken: {problem}", span, zh=zh))
        raise _Broken
