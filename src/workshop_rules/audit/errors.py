"""What records and logs raise at the edge."""

from __future__ import annotations

from workshop_rules.diagnostics import Diagnostic, DiagnosticError


class AuditError(DiagnosticError):
    """A record cannot be made or read, or a log not be written or read."""


def refused(code: str, message: str, remedy: str = "", zh: str = "") -> AuditError:
    """The error with one diagnostic."""
    return AuditError((Diagnostic(code, message, None, "", remedy, zh),))
