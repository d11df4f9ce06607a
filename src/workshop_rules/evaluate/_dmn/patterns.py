"""Regular expressions in XPath's syntax (clause 10.3.4.3), within a bound of time.

elementpath translates them to Python's syntax; the `regex` library runs them, because it can be told to give up. A
pattern that backtracks without end is an error, not a hang.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import regex
from elementpath.regex import RegexError, translate_pattern

from workshop_rules.language.values import Error

SECONDS = 1.0
"""How long a pattern may take over one text."""
LONGEST_PATTERN = 2_000
"""Characters."""
_FLAGS = {"s": regex.DOTALL, "m": regex.MULTILINE, "i": regex.IGNORECASE}


class PatternError(Exception):
    """A pattern, replacement or flags that XPath has an error for, or that took too long."""

    def __init__(self, code: str, message: str) -> None:
        self.error = Error(code, message)
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern that can be used."""

    compiled: regex.Pattern[str]
    literal: bool

    def found_in(self, text: str) -> bool:
        """Whether it occurs in a text.

        Raises:
            PatternError: it took too long.
        """
        try:
            return self.compiled.search(text, timeout=SECONDS) is not None
        except TimeoutError:
            raise _too_slow() from None

    def replaced_in(self, text: str, replacement: str) -> str:
        """The text with each occurrence replaced; `$1` is what the first group matched, `$0` the whole.

        Raises:
            PatternError: it took too long, matches the empty text, or the replacement says nothing that XPath knows.
        """
        parts = [replacement] if self.literal else _replacement_parts(replacement, self.compiled.groups)
        try:
            if self.compiled.search("", timeout=SECONDS) is not None:
                raise PatternError("pattern_matches_nothing", "the pattern matches the empty text")
            return self.compiled.sub(lambda match: _fill(parts, match), text, timeout=SECONDS)
        except TimeoutError:
            raise _too_slow() from None

    def split(self, text: str) -> list[str]:
        """The parts of a text between the occurrences.

        Raises:
            PatternError: it took too long, or matches the empty text.
        """
        parts, start = [], 0
        try:
            if self.compiled.search("", timeout=SECONDS) is not None:
                raise PatternError("pattern_matches_nothing", "the pattern matches the empty text")
            for match in self.compiled.finditer(text, timeout=SECONDS):
                parts.append(text[start : match.start()])
                start = match.end()
        except TimeoutError:
            raise _too_slow() from None
        return [*parts, text[start:]]


@lru_cache(maxsize=256)
def pattern(text: str, flags: str = "") -> Pattern:
    """A pattern in XPath's syntax, ready for use.

    Args:
        text: the pattern.
        flags: any of `s` (the dot matches newlines), `m` (anchors match at lines), `i` (case does not matter), `x`
            (white space is left out) and `q` (no character is special).

    Raises:
        PatternError: XPath has an error for it.
    """
    if strange := set(flags) - set("smixq"):
        raise PatternError("bad_flags", f"there is no flag `{min(strange)}`")
    if len(text) > LONGEST_PATTERN:
        raise PatternError("bad_pattern", f"the pattern is longer than {LONGEST_PATTERN} characters")
    options = regex.VERSION0
    for flag in set(flags) & _FLAGS.keys():
        options |= _FLAGS[flag]
    literal = "q" in flags
    if literal:
        translated = regex.escape(text)
    else:
        source = _without_space(text) if "x" in flags else text
        try:
            translated = translate_pattern(source, flags=int(options) & _python_flags(), xsd_version="1.1")
        except (RegexError, ValueError, IndexError, KeyError, RecursionError) as error:
            raise PatternError("bad_pattern", f"not a regular expression: {error}") from None
    try:
        return Pattern(regex.compile(translated, options), literal)
    except (regex.error, ValueError, OverflowError, RecursionError) as error:
        raise PatternError("bad_pattern", f"not a regular expression: {error}") from None


def _python_flags() -> int:
    return int(regex.DOTALL | regex.MULTILINE | regex.IGNORECASE)


def _without_space(text: str) -> str:
    """The pattern without white space, except in character classes."""
    kept, depth, escaped = [], 0, False
    for char in text:
        if not escaped:
            depth += (char == "[") - (char == "]" and depth > 0)
        if depth > 0 or char not in " \t\n\r":
            kept.append(char)
            escaped = char == "\\" and not escaped
    return "".join(kept)


def _replacement_parts(replacement: str, groups: int) -> list[str | int]:
    """Texts, and numbers of groups."""
    parts: list[str | int] = []
    at = 0
    while at < len(replacement):
        char = replacement[at]
        following = replacement[at + 1 : at + 2]
        if char == "\\":
            if following not in {"\\", "$"}:
                raise PatternError("bad_replacement", "a `\\` in a replacement stands before `\\` or `$`")
            parts.append(following)
            at += 2
        elif char == "$":
            if not (following.isascii() and following.isdigit()):
                raise PatternError("bad_replacement", "a `$` in a replacement stands before a digit")
            end = at + 2
            while (
                end < len(replacement)
                and replacement[end] in "0123456789"
                and int(replacement[at + 1 : end + 1]) <= groups
            ):
                end += 1
            parts.append(int(replacement[at + 1 : end]))
            at = end
        else:
            parts.append(char)
            at += 1
    return parts


def _fill(parts: list[str | int] | list[str], match: regex.Match[str]) -> str:
    groups = len(match.groups())
    return "".join(
        part if isinstance(part, str) else (match.group(part) or "") if part <= groups else "" for part in parts
    )


def _too_slow() -> PatternError:
    return PatternError("pattern_too_slow", f"the pattern took longer than {SECONDS:g} s")
