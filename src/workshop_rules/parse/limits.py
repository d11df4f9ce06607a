"""How long and how deep an expression may be, so that a hostile one ends in a diagnostic."""

from __future__ import annotations

from workshop_rules.language.tree import Expr
from workshop_rules.language.walk import children

MAX_LENGTH = 20_000
"""Characters of one expression."""
MAX_DEPTH = 200
"""How deep the parser goes, and how high a tree may be: `1 + 1 + …` and `a.b.c…` count, not chains of `and` and `or`.

A pass over a tree may recurse: with two calls a level it leaves most of Python's default recursion limit to its caller.
"""
MAX_EXPONENT = 6_144
"""The largest power of ten of a number literal, as of 128-bit decimals: larger ones only serve to fill memory."""


def too_high(tree: Expr) -> Expr | None:
    """A node that stands more than `MAX_DEPTH` levels below the root, or None; without recursion."""
    level: list[Expr] = [tree]
    for _ in range(MAX_DEPTH):
        level = [child for node in level for child in children(node)]
        if not level:
            return None
    return level[0]
