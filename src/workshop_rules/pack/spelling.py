"""Where each character of a YAML scalar stands in its file.

Quotes, escapes, folding and indentation make a scalar's text differ from what is written. To underline the right place
of an expression, the spelling is walked once more, by the rules that YAML 1.1 and 1.2 (chapters 7 and 8) share.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_BREAKS = re.compile(r"[ \t]*(?:\r?\n[ \t]*)+")
_ESCAPE = re.compile(r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|\r?\n|.)", re.DOTALL)
_SURROGATES = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}")


def offsets(text: str, start: int, end: int, style: str, value: str) -> Sequence[int]:
    """The offset in `text` of each character of `value`, and one more for the end.

    Args:
        text: the whole file.
        start: where the scalar begins, its quote or indicator included.
        end: where it ends.
        style: `""` for a plain scalar, `'`, `"`, `|` or `>`.
        value: the scalar's text.
    """
    if style in {"|", ">"}:
        found = _block(text, start, end, value, folded=style == ">")
    elif style:
        found = _flow(text, start + 1, end - 1, quote=style)
    else:
        found = _flow(text, start, end, quote="")
    if len(found) != len(value):  # never seen; a place that is only roughly right is better than none
        found = [min(start + i, max(end - 1, start)) for i in range(len(value))]
    after = found[-1] + 1 if found else (start + 1 if style in {"'", '"'} else start)
    return [*found, after]


def _flow(text: str, start: int, end: int, quote: str) -> list[int]:
    """Of a plain or quoted scalar: line breaks fold, and in double quotes escapes stand for one character."""
    found: list[int] = []
    at = start
    while at < end:
        if breaks := _BREAKS.match(text, at, end):
            _fold(text, breaks, found)
            at = breaks.end()
        elif quote == "'" and text.startswith("''", at):
            found.append(at)
            at += 2
        elif quote == '"' and (pair := _SURROGATES.match(text, at, end)):
            found.append(at)
            at = pair.end()
        elif quote == '"' and (escape := _ESCAPE.match(text, at, end)):
            at = escape.end()
            if escape[0].endswith("\n"):  # the line goes on; only empty lines that follow count
                while at < end and text[at] in " \t\r\n":
                    if text[at] == "\n":
                        found.append(at)
                    at += 1
            else:
                found.append(escape.start())
        else:
            found.append(at)
            at += 1
    return found


def _fold(text: str, breaks: re.Match[str], found: list[int]) -> None:
    """One line break is a space, several are one fewer breaks; blanks around them do not count."""
    places = [i for i in range(breaks.start(), breaks.end()) if text[i] == "\n"]
    found.extend(places if len(places) == 1 else places[1:])


def _block(text: str, start: int, end: int, value: str, *, folded: bool) -> list[int]:
    """Of a block scalar. Its indentation is seldom written down: the one that gives `value` is looked for."""
    body = text.find("\n", start, end)
    if body < 0:
        return []
    lines = _lines(text, body + 1, end)
    first = next((text[low:high] for low, high in lines if text[low:high].strip(" ")), "")
    for indent in range(len(first) - len(first.lstrip(" ")), -1, -1):
        found = _block_indented(text, lines, indent, folded=folded)[: len(value)]
        if len(found) == len(value) and _same(text, found, value):
            return found
    return []


def _lines(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Start and end of each line, its line end left out."""
    lines = []
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        lines.append((start, stop - 1 if text[start:stop].endswith("\r") else stop))
        start = stop + 1
    return lines


def _block_indented(text: str, lines: list[tuple[int, int]], indent: int, *, folded: bool) -> list[int]:
    found: list[int] = []
    pending: list[int] = []  # line breaks not yet known to be kept
    last_starts_with_text = False
    begun = False
    for low, high in lines:
        content = text[min(low + indent, high) : high]
        if not content:
            pending.append(high)
            continue
        starts_with_text = content[0] not in " \t"
        if begun and folded and last_starts_with_text and starts_with_text:
            found.extend(pending if len(pending) == 1 else pending[1:])
        else:
            found.extend(pending)
        found.extend(range(low + indent, high))
        pending = [high]
        last_starts_with_text = starts_with_text
        begun = True
    return found + pending


def _same(text: str, found: list[int], value: str) -> bool:
    """Whether the characters found spell the value, line breaks and the spaces that they fold into apart."""
    return all(
        i >= len(text) or text[i] == char or (text[i] in "\r\n" and char in " \n")
        for i, char in zip(found, value, strict=True)
    )
