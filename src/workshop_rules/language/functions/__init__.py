"""The built-in functions, one row each: those of DMN 1.5 (clause 10.3.4), and a few more that policy documents need.

`FUNCTIONS` is the only table of functions there is: the parser asks it which names of several words there are, the
checkers and evaluators read its signatures, and the function reference is printed from it, its examples executed.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from workshop_rules.language.functions.contexts import BOOLEAN_FUNCTIONS, CONTEXT_FUNCTIONS, CONVERSION_FUNCTIONS
from workshop_rules.language.functions.lists import LIST_FUNCTIONS
from workshop_rules.language.functions.numbers import NUMBER_FUNCTIONS
from workshop_rules.language.functions.policy import PERIOD, POLICY_FUNCTIONS
from workshop_rules.language.functions.ranges import RANGE_FUNCTIONS
from workshop_rules.language.functions.row import (
    COMPARABLE,
    DURATION,
    ORDERED,
    Category,
    Example,
    Function,
    Parameter,
    Signature,
    T,
)
from workshop_rules.language.functions.temporal import DAY_NAMES, MONTH_NAMES, TEMPORAL_FUNCTIONS
from workshop_rules.language.functions.texts import STRING_FUNCTIONS

__all__ = [
    "COMPARABLE",
    "DAY_NAMES",
    "DURATION",
    "FUNCTIONS",
    "MONTH_NAMES",
    "ORDERED",
    "PERIOD",
    "Category",
    "Example",
    "Function",
    "Parameter",
    "Signature",
    "T",
]

FUNCTIONS: Mapping[str, Function] = MappingProxyType(
    {
        function.name: function
        for function in (
            *CONVERSION_FUNCTIONS,
            *BOOLEAN_FUNCTIONS,
            *STRING_FUNCTIONS,
            *LIST_FUNCTIONS,
            *NUMBER_FUNCTIONS,
            *TEMPORAL_FUNCTIONS,
            *RANGE_FUNCTIONS,
            *CONTEXT_FUNCTIONS,
            *POLICY_FUNCTIONS,
        )
    }
)
"""Every built-in function, by its name."""
