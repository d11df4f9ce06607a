"""What the front door raises: everything that is wrong with a request, at once, as diagnostics.

`EvaluationError` comes from the evaluators, for a case whose computation has no result; `AuditError` from `audit`.
"""

from __future__ import annotations

from workshop_rules.audit.errors import AuditError
from workshop_rules.diagnostics import Diagnostic, DiagnosticError
from workshop_rules.evaluate.evaluation import EvaluationError

__all__ = [
    "AuditError",
    "DecisionError",
    "EvaluationError",
    "FactsError",
    "LiveError",
    "MissingExtraError",
    "ModelError",
    "PackError",
]


class PackError(DiagnosticError):
    """A pack could not be found, or something is wrong in its files."""


class ModelError(DiagnosticError):
    """A DMN model could not be read, or something is wrong in its file."""


class FactsError(DiagnosticError):
    """Facts are misspelt, of the wrong type, or impossible."""


class LiveError(DiagnosticError):
    """The state of a live set of dossiers cannot be read or written, or is not what it should be."""


class DecisionError(DiagnosticError):
    """What was asked for does not exist: a decision, a reading, a parameter; or the date is none."""


class MissingExtraError(DiagnosticError, ImportError):
    """What was asked for needs packages that are not installed; the message has the command that installs them."""

    def __init__(self, extra: str, purpose: str) -> None:
        """Name the extra and what it is needed for."""
        remedy = f"pip install 'workshop-rules[{extra}]'"
        zh = f"还需要安装附加组件`{extra}`：{remedy}"
        super().__init__((Diagnostic("WR608", f"{purpose} needs the extra `{extra}`", None, "", remedy, zh),))
