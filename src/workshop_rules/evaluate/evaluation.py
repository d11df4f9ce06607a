"""What every evaluator gives back, and the request it is given."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from functools import cache

from workshop_rules.diagnostics import Diagnostic, Span
from workshop_rules.frozen import dataclass, field
from workshop_rules.language.tree import Expr
from workshop_rules.language.values import Outcome, Unknown, Value
from workshop_rules.pack.dossier import Dossier, Waiver

__all__ = [
    "Case",
    "CriterionResult",
    "Dossier",
    "Evaluation",
    "EvaluationError",
    "State",
    "Trace",
    "Waiver",
]


class State(StrEnum):
    """How a criterion ends."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"
    NEEDS_JUDGEMENT = "needs_judgement"
    WAIVED = "waived"
    NOT_APPLICABLE = "not_applicable"


STATES: Mapping[bool | None, State] = {True: State.MET, False: State.NOT_MET, None: State.NOT_APPLICABLE}
"""The state of a criterion in a case in which all is certain, by whether it is met; None where it does not apply."""


@dataclass(frozen=True, slots=True)
class Case:
    """A dossier with all else that a verdict depends on: every reading and parameter, defaults filled in."""

    dossier: Dossier
    as_of: dt.date | None
    readings: Mapping[str, str]
    parameters: Mapping[str, Value | None]


@dataclass(frozen=True, slots=True)
class Trace:
    """What evaluating one node gave: a frozen tree, recorded, not reconstructed.

    Attributes:
        label: for children of a quantifier, filter or `for`, the path of the record they are about (`honors[2]`); for
            cells and results of a decision table, the rule; else empty.
    """

    node: Expr
    value: Outcome
    children: tuple[Trace, ...] = ()
    label: str = ""


@dataclass(frozen=True, slots=True)
class CriterionResult:
    """A criterion's state, and the paths of what it lacks (empty unless `unknown` or `needs_judgement`).

    Attributes:
        trace: of its condition; None from the fast evaluators. applies_trace: of what says whether it applies.
    """

    id: str
    state: State
    missing: frozenset[str] = frozenset()
    trace: Trace | None = field(default=None, compare=False, repr=False)
    applies_trace: Trace | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The answer of an evaluator.

    Attributes:
        outcome: an outcome id or `undetermined`.
        possible_outcomes: all still possible, in the decision's order; just the outcome where it is determined.
        criteria: every criterion, in order, none skipped.
        missing: unknown paths on which the outcome depends; empty where it is determined.
        irrelevant: other unknown paths that some criterion lacks.
        value: of a decision that has one (rubric total, value decision): the value, or Unknown.
        waivers_ignored: waivers that named a criterion nobody may waive, or none of this decision's.
        uses: evaluations of the decisions it referred to.
        trace: of the outcome expression; None from the fast evaluators.
    """

    outcome: str
    possible_outcomes: tuple[str, ...]
    criteria: Mapping[str, CriterionResult]
    missing: frozenset[str]
    irrelevant: frozenset[str]
    value: Value | Unknown | None = None
    waivers_ignored: tuple[Waiver, ...] = ()
    uses: Mapping[str, Evaluation] = field(default_factory=dict)
    trace: Trace | None = field(default=None, compare=False, repr=False)


@cache
def codes_of_errors() -> Mapping[str, str]:
    """The code of the diagnostic for each code that an `Error` may have."""
    from workshop_rules.diagnostics import CODES

    return {entry.slug.replace("-", "_"): code for code, entry in CODES.items() if entry.stage == "evaluate"}


class EvaluationError(Exception):
    """An error (such as a division by zero) reached a criterion or the outcome.

    Attributes:
        code: the error's code. span: where the pack states the expression. criterion: the criterion's id, or None.
    """

    def __init__(self, code: str, message: str, span: Span | None = None, criterion: str | None = None) -> None:
        self.code = code
        self.span = span
        self.criterion = criterion
        super().__init__(message)

    @property
    def diagnostic(self) -> Diagnostic:
        """The error as people are told of it."""
        from workshop_rules.diagnostics import CODES

        code = codes_of_errors()[self.code]
        where = "" if self.criterion is None else f"criterion `{self.criterion}`: "
        return Diagnostic(code, f"{where}{self}", self.span, help=CODES[code].remedy)
