"""A value as text: what `string()` gives, and how FEEL would write it."""

from __future__ import annotations

from decimal import Decimal

from workshop_rules.evaluate._dmn.iso import write_temporal
from workshop_rules.evaluate._dmn.values import Date, DateTime, FeelValue, FunctionValue, Null, RangeValue, Time
from workshop_rules.language.values import DaysTime, YearsMonths

_LINE_ENDS = "\v\f\x85\u2028\u2029"
"""What ends a line, and so a text that is not closed, besides those with an escape of their own."""
_ESCAPES = str.maketrans(
    {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
    | {end: f"\\u{ord(end):04X}" for end in _LINE_ENDS}
)


def text_of(value: FeelValue) -> str:
    """A value as `string()` gives it: texts and temporal values bare, but inside a list or context as in FEEL."""
    match value:
        case str():
            return value
        case Date() | Time() | DateTime() | YearsMonths() | DaysTime():
            return write_temporal(value)
        case _:
            return written(value)


def written(value: FeelValue) -> str:
    """A value as FEEL would write it: `"text"`, `@"2013-10-01"`, `[1, 2]`, `{a: 1}`; a function by its name."""
    match value:
        case Null():
            return "null"
        case bool():
            return "true" if value else "false"
        case Decimal():
            return f"{value:f}"
        case str():
            return quoted(value)
        case tuple():
            return "[" + ", ".join(map(written, value)) + "]"
        case dict():
            return "{" + ", ".join(f"{_key(key)}: {written(item)}" for key, item in value.items()) + "}"
        case RangeValue():
            return _range(value)
        case FunctionValue():
            return value.name or "function"
        case Date() | Time() | DateTime() | YearsMonths() | DaysTime():
            return f'@"{write_temporal(value)}"'


def quoted(text: str) -> str:
    """A text in quotes, its quotes and backslashes escaped."""
    return f'"{text.translate(_ESCAPES)}"'


def _key(key: str) -> str:
    return key if key.isidentifier() else quoted(key)


def _range(value: RangeValue) -> str:
    if value.operator:
        endpoint = value.high if value.operator in {"<", "<="} else value.low
        return f"({value.operator} {written(endpoint)})"
    opening, closing = "[" if value.low_closed else "(", "]" if value.high_closed else ")"
    return f"{opening}{written(value.low)}..{written(value.high)}{closing}"
