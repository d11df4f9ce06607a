"""String functions (DMN 1.5, table 74). Places count characters from 1."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from workshop_rules.evaluate._dmn.limits import LONGEST_TEXT, too_long
from workshop_rules.evaluate._dmn.patterns import Pattern, PatternError, pattern
from workshop_rules.evaluate._dmn.values import FeelValue, Null, null, number


def _substring(text: str, start: Decimal, length: Decimal | None = None) -> FeelValue:
    first = int(start)
    if not 1 <= abs(first) <= len(text):
        return null("position_out_of_range", f"the text has no character {first}")
    begin = first - 1 if first > 0 else len(text) + first
    if length is None:
        return text[begin:]
    count = int(length)
    if not 1 <= count <= len(text) - begin:
        return null("position_out_of_range", f"there are no {count} characters from {first} on")
    return text[begin : begin + count]


def _before(text: str, match: str) -> str:
    at = text.find(match)
    return text[:at] if at > 0 else ""


def _after(text: str, match: str) -> str:
    at = text.find(match)
    return text[at + len(match) :] if at >= 0 else ""


def _join(texts: tuple[FeelValue, ...], delimiter: str | Null = "") -> FeelValue:
    parts = [text for text in texts if isinstance(text, str)]
    between = "" if isinstance(delimiter, Null) else delimiter
    if sum(map(len, parts)) + len(between) * len(parts) > LONGEST_TEXT:
        return too_long()
    return between.join(parts)


def _with_pattern(use: Callable[[Pattern], FeelValue], text: str, flags: str | Null) -> FeelValue:
    try:
        return use(pattern(text, "" if isinstance(flags, Null) else flags))
    except PatternError as error:
        return Null(error.error)


def _matches(text: str, searched: str, flags: str | Null = "") -> FeelValue:
    return _with_pattern(lambda found: found.found_in(text), searched, flags)


def _replace(text: str, searched: str, replacement: str, flags: str | Null = "") -> FeelValue:
    if (len(text) + 1) * (len(replacement) + 1) > LONGEST_TEXT:
        return too_long()
    return _with_pattern(lambda found: found.replaced_in(text, replacement), searched, flags)


def _split(text: str, delimiter: str) -> FeelValue:
    return _with_pattern(lambda found: tuple(found.split(text)), delimiter, "")


STRINGS: Mapping[str, Callable[..., FeelValue]] = {
    "substring": _substring,
    "string length": lambda text: number(len(text)),
    "upper case": lambda text: text.upper(),
    "lower case": lambda text: text.lower(),
    "substring before": _before,
    "substring after": _after,
    "contains": lambda text, match: match in text,
    "starts with": lambda text, match: text.startswith(match),
    "ends with": lambda text, match: text.endswith(match),
    "string join": _join,
    "matches": _matches,
    "replace": _replace,
    "split": _split,
}
