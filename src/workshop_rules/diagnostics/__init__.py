"""Complaints about a text, as data: where (a span), what (a code), and how to mend it.

Passes collect diagnostics in a `Found`; only the edge of the library raises. The table of codes is loaded when somebody
complains.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_rules.diagnostics.code import Code
from workshop_rules.diagnostics.diagnostic import Diagnostic, DiagnosticError, Found, Severity, misspelt, nearest
from workshop_rules.diagnostics.span import Source, Span, SpannedText
from workshop_rules.diagnostics.types import require_type

if TYPE_CHECKING:
    from workshop_rules.diagnostics.codes import CODES

__all__ = [
    "CODES",
    "Code",
    "Diagnostic",
    "DiagnosticError",
    "Found",
    "Severity",
    "Source",
    "Span",
    "SpannedText",
    "misspelt",
    "nearest",
    "require_type",
]


def __getattr__(name: str) -> object:
    if name != "CODES":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from workshop_rules.diagnostics.codes import CODES

    return CODES
