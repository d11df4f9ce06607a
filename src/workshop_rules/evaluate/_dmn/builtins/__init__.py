"""The built-in functions of the dmn dialect: what the rows of `language.functions` do.

A module a chapter; each has a table from the name of a function to its implementation. An implementation takes the
arguments of the chosen signature, converted to its types, and those left out not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from workshop_rules.evaluate._dmn.builtins.contexts import CONTEXTS
from workshop_rules.evaluate._dmn.builtins.conversion import CONVERSION
from workshop_rules.evaluate._dmn.builtins.lists import LISTS
from workshop_rules.evaluate._dmn.builtins.numbers import NUMBERS
from workshop_rules.evaluate._dmn.builtins.ranges import RANGES
from workshop_rules.evaluate._dmn.builtins.strings import STRINGS
from workshop_rules.evaluate._dmn.builtins.temporal import TEMPORAL
from workshop_rules.evaluate._dmn.values import FeelValue

IMPLEMENTATIONS: Mapping[str, Callable[..., FeelValue]] = MappingProxyType(
    {**CONVERSION, **STRINGS, **LISTS, **NUMBERS, **TEMPORAL, **RANGES, **CONTEXTS}
)
"""By the function's name."""
