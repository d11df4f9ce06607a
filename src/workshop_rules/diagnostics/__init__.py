"""Complaints about a text, as data: where (a span), what (a code), and how to mend it.

Passes collect diagnostics in a `Found`; only the edge of the library raises.
"""

from workshop_rules.diagnostics.code import Code
from workshop_rules.diagnostics.codes import CODES
from workshop_rules.diagnostics.diagnostic import Diagnostic, DiagnosticError, Found, Severity, misspelt, nearest
from workshop_rules.diagnostics.span import Source, Span, SpannedText

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
]
