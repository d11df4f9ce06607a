"""What most likely broke a text that is no YAML: where to look, and how to mend it.

A parser of YAML stops where it cannot go on, which is seldom where the slip is. Looked for is what people write by
habit (punctuation and blanks of Chinese input methods, tabs, a colon without a blank) and what the format makes easy to
forget (quotes around expressions between braces, quotes and braces left open, lines that are not indented alike).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from workshop_rules.diagnostics import Source

_TAB = re.compile(r"^ *(\t)")
_WIDE_BLANK = re.compile("^[ \t]*([\u3000\xa0]+)|:([\u3000\xa0]+)")
_DASH = re.compile(r"^ *([－–—])\s")
_WIDE_COLON = re.compile(r"^ *(?:- +)?[A-Za-z_]\w* *(：)")
_TIGHT_COLON = re.compile(r"^ *(?:- +)?[A-Za-z_]\w*(:)(?=[^\s/])")
_WIDE_COMMA = re.compile(r"\{.*(，)\s*[A-Za-z_]+\s*[:：]")
_WIDE_BRACKET = re.compile(r"(?::|^ *-) *([｛［])")
_CLOSING = {"{": "}", "[": "]"}
_NARROW = {"｛": "{", "［": "["}
_CONTENT = re.compile(r"^( *)((?:- +)*)(?=[^\s#])")
_NEAR = 3
"""So many lines, the one where the parser stopped among them, are looked at for habits."""

_NO_START = frozenset(">%@`|&*!?=<")


@dataclass(frozen=True, slots=True)
class Cause:
    """What most likely broke the text: offsets of the place, what is wrong there, how to mend it; both in Chinese."""

    start: int
    end: int
    message: str
    remedy: str
    zh: str


def likely_cause(source: Source, problem: str, at: int, opened: int | None) -> Cause | None:
    """The slip that most likely made a text no YAML, or None.

    Args:
        source: the text.
        problem: what the parser says of it.
        at: where it stopped.
        opened: where what it was reading there begins, where it says so.
    """
    last = source.position(min(at, len(source.text)))[0]
    first = last if opened is None else min(source.position(opened)[0], last)
    looked = (
        *(_habit(source, number) for number in range(last, max(last - _NEAR, source.first_line - 1), -1)),
        _open_quote(source, problem, first, last, opened),
        _between_brackets(source, problem, at, opened),
        _not_in_quotes(source, problem, at),
        _badly_indented(source, problem, last),
    )
    return next((cause for cause in looked if cause is not None), None)


def _habit(source: Source, number: int) -> Cause | None:
    """What a line has of habits of Chinese input methods and of other formats."""
    line, begin = source.line(number), source.line_start(number)

    def cause(found: re.Match[str], message: str, remedy: str, zh: str) -> Cause:
        group = next(index for index, text in enumerate(found.groups(), start=1) if text is not None)
        return Cause(begin + found.start(group), begin + found.end(group), message, remedy, zh)

    if found := _TAB.match(line):
        return cause(found, "a tab cannot indent", "write blanks in its place", "不能用制表符缩进；请改用空格")
    if found := _WIDE_BLANK.search(line):
        what, zh = "this blank is not one to YAML", "这个空格不是半角空格；请改用半角空格"
        return cause(found, what, "write blanks of half width", zh)
    if found := _DASH.match(line):
        what, zh = f"`{found[1]}` begins no entry of a list", f"列表的条目应以半角的`- `开头，而不是`{found[1]}`"
        return cause(found, what, "write `- `", zh)
    if found := _WIDE_COLON.match(line):
        what, zh = "`：` is a full-width character", "`：`是全角冒号；请改用半角冒号，后面加一个空格"
        return cause(found, what, "write `: `, a colon of half width and a blank", zh)
    if found := _WIDE_COMMA.search(line):
        return cause(found, "`，` is a full-width character", "write `, `", "`，`是全角逗号；请改用半角逗号")
    if found := _WIDE_BRACKET.search(line):
        narrow = _NARROW[found[1]]
        zh = f"`{found[1]}`是全角括号；请改用`{narrow}`"
        return cause(found, f"`{found[1]}` is a full-width character", f"write `{narrow}`", zh)
    if found := _TIGHT_COLON.match(line):
        return cause(found, "a blank belongs after the colon", "write `: `", "冒号后面应有一个空格")
    return None


def _open_quote(source: Source, problem: str, first: int, last: int, opened: int | None) -> Cause | None:
    """A quote that is not closed on its line."""
    remedy, zh = "close it on the same line", "引号没有闭合；请在同一行补上另一个引号"
    if "quoted scalar" in problem or "end of stream" in problem:
        if opened is not None and source.text[opened : opened + 1] in {'"', "'"}:
            return Cause(opened, opened + 1, "a quote is opened here and never closed", remedy, zh)
        return None
    for number in range(first, last + 1):
        line = source.line(number).partition(" #")[0]
        if line.count('"') % 2:
            at = source.line_start(number) + line.rindex('"')
            return Cause(at, at + 1, "a quote has no other on its line", remedy, zh)
    return None


def _between_brackets(source: Source, problem: str, at: int, opened: int | None) -> Cause | None:
    """What has a meaning of its own between braces and brackets, or a brace that is left open."""
    if opened is None or source.text[opened : opened + 1] not in {"{", "["}:
        return None
    bracket, char = source.text[opened], source.text[at : at + 1]
    closing = _CLOSING[bracket]
    if char and char in "]}":
        what, zh = f"`{char}` does not close `{bracket}`", f"`{char}`与`{bracket}`不配对；请改为`{closing}`"
        return Cause(at, at + 1, what, f"write `{closing}`", zh)
    if char and char in "[{:" and source.position(opened)[0] == source.position(at)[0]:
        what = f"between `{bracket}` and its end, `{char}` is part of no plain text"
        zh = f"在`{bracket}`之内，`{char}`不能直接写在文字或表达式里；请把整个值放在双引号内"
        remedy = 'put the whole value in quotes, `when: "…"`, or write the entry on several lines'
        return Cause(at, at + 1, what, remedy, zh)
    if "expected ','" in problem:
        zh = f"`{bracket}`没有闭合；请补上`{closing}`"
        return Cause(opened, opened + 1, f"`{bracket}` is opened here and not closed", f"close it with `{closing}`", zh)
    return None


def _not_in_quotes(source: Source, problem: str, at: int) -> Cause | None:
    """A value that needs quotes."""
    char = source.text[at : at + 1]
    if "mapping values are not allowed" in problem:
        what, zh = "a second `: ` in one line", "同一行里又出现了`: `；值里有冒号时请把整个值放在双引号内，或检查缩进"
        return Cause(at, at + 1, what, "put a value that has a colon in quotes, or check the indentation", zh)
    if "cannot start any token" in problem and char in _NO_START:
        what, zh = f"no plain value begins with `{char}`", f"值不能以`{char}`开头；请把整个值放在双引号内"
        return Cause(at, at + 1, what, "put the whole value in quotes", zh)
    return None


def _badly_indented(source: Source, problem: str, last: int) -> Cause | None:
    """A line that is indented like none of those that it can belong with."""
    if "did not find expected" not in problem:
        return None
    found = _CONTENT.match(source.line(last))
    if found is None:
        return None
    here, levels = len(found[1]), sorted(set(_levels(source, last)))
    if not levels or here in levels:
        return None
    begin, wanted = source.line_start(last), " or ".join(map(str, levels))
    what = f"this line is indented by {here} blanks, and those around it by {wanted}"
    zh = f"这一行缩进了{here}个空格，而上下文的缩进是{'、'.join(map(str, levels))}个"
    remedy = "indent it like the lines that it belongs with"
    return Cause(begin + here, begin + len(source.line(last)), what, remedy, zh)


def _levels(source: Source, last: int) -> Iterator[int]:
    """How far the lines before one are indented that it can belong with, the nearest first."""
    least = None
    for number in range(last - 1, source.first_line - 1, -1):
        found = _CONTENT.match(source.line(number))
        if found is None:
            continue
        dash = len(found[1])
        content = dash + len(found[2])
        for level in (content, dash):
            if least is None or level < least:
                least = level
                yield level
