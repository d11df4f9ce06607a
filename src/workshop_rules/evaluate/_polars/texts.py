"""Texts in columns: whether one stands in another, character by character, as they are written."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import polars as pl

from workshop_rules.evaluate._polars.shapes import Plain, Shape
from workshop_rules.language import tree as t
from workshop_rules.language.types import STRING

if TYPE_CHECKING:
    from workshop_rules.evaluate._polars.translation import Translator


def contains(node: t.BuiltinCall, translator: Translator) -> Shape:
    """Whether a text has another in it."""
    return _asked(lambda text, part: text.str.contains(part, literal=True), node, translator)


def starts_with(node: t.BuiltinCall, translator: Translator) -> Shape:
    """Whether a text begins with another."""
    return _asked(lambda text, part: text.str.starts_with(part), node, translator)


def ends_with(node: t.BuiltinCall, translator: Translator) -> Shape:
    """Whether a text ends with another."""
    return _asked(lambda text, part: text.str.ends_with(part), node, translator)


def _asked(ask: Callable[[pl.Expr, pl.Expr], pl.Expr], node: t.BuiltinCall, translator: Translator) -> Shape:
    text, part = (translator.column(translator.shape(one), STRING) for one in node.arguments)
    return Plain(ask(text, part))
