"""How long and how deep an expression may be, so that a hostile one ends in a diagnostic."""

from __future__ import annotations

import dataclasses
from functools import cache
from typing import Any

from workshop_rules.language.tree import Node

MAX_LENGTH = 20_000
"""Characters of one expression."""
MAX_DEPTH = 200
"""How deep the parser goes, and how high a tree may be: `1 + 1 + …` and `a.b.c…` count, not chains of `and` and `or`.

A pass over a tree may recurse: with two calls a level it leaves most of Python's default recursion limit to its caller.
"""
MAX_EXPONENT = 6_144
"""The largest power of ten of a number literal, as of 128-bit decimals: larger ones only serve to fill memory."""


@cache
def _parts(kind: type[Any]) -> tuple[str, ...]:
    return tuple(part.name for part in dataclasses.fields(kind) if part.name not in {"span", "type", "key_span"})


def too_high(tree: object) -> Node | None:
    """A node that stands more than `MAX_DEPTH` levels below the root, or None; without recursion."""
    pending: list[tuple[object, int]] = [(tree, 0)]
    while pending:
        part, level = pending.pop()
        if isinstance(part, tuple):
            pending.extend((item, level) for item in part)
        elif dataclasses.is_dataclass(part) and not isinstance(part, type):
            if isinstance(part, Node):
                level += 1
                if level > MAX_DEPTH:
                    return part
            pending.extend((getattr(part, name), level) for name in _parts(type(part)))
    return None
