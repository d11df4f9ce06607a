"""How a dossier stands, and what an event changed about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from workshop_rules.diagnostics import Diagnostic
from workshop_rules.evaluate.evaluation import State

if TYPE_CHECKING:
    from workshop_rules.verdict import Verdict

ERROR = "error"
"""The outcome of a dossier on which a computation has no result."""


class Stood(NamedTuple):
    """How some dossiers stand: the part of it that those that are alike share."""

    outcome: str
    states: Mapping[str, State]
    complaint: Diagnostic | None = None


@dataclass(frozen=True, repr=False)
class Standing:
    """How a dossier stands at one time.

    Attributes:
        dossier: its id.
        as_of: the date of decision that was asked for; None: the decision's own.
    """

    dossier: str
    as_of: dt.date | None
    _stood: Stood
    _decide: Callable[[Standing], Verdict]

    @property
    def outcome(self) -> str:
        """As of a verdict; `error` where a computation has no result."""
        return self._stood.outcome

    @property
    def states(self) -> Mapping[str, State]:
        """The state of every criterion, in order; none where a computation has no result."""
        return self._stood.states

    @property
    def complaint(self) -> Diagnostic | None:
        """Why there is no verdict; None where there is one."""
        return self._stood.complaint

    def is_like(self, other: Standing) -> bool:
        """Whether outcome, states and complaint are the same."""
        return self._stood == other._stood

    @cached_property
    def verdict(self) -> Verdict:
        """The verdict with all that verdicts have, worked out when it is first read.

        Raises:
            EvaluationError: a computation has no result.
            LiveError: the verdict is not as the dossier stands, so that one of two evaluators is wrong (WR628).
        """
        return self._decide(self)

    def __repr__(self) -> str:
        return f"<Standing {self.dossier}: {self.outcome}>"


@dataclass(frozen=True, slots=True)
class CriterionChange:
    """A criterion that ended otherwise than before; None where a computation has no result."""

    before: State | None
    after: State | None


@dataclass(frozen=True, repr=False)
class Change:
    """What an event changed about one dossier; perhaps nothing.

    Attributes:
        before, after: how the dossier stood, and stands.
        id: what a record that was asserted or retracted is called; None where the event was about no record.
    """

    before: Standing
    after: Standing
    id: str | None = None

    @property
    def dossier(self) -> str:
        """The dossier's id."""
        return self.after.dossier

    @property
    def changed(self) -> bool:
        """Whether the outcome, the state of a criterion, or what is complained of is another than before."""
        return not self.before.is_like(self.after)

    @property
    def outcome_changed(self) -> bool:
        """Whether the outcome is another than before."""
        return self.before.outcome != self.after.outcome

    @cached_property
    def criteria(self) -> Mapping[str, CriterionChange]:
        """The criteria that ended otherwise than before, in order."""
        before, after = self.before.states, self.after.states
        changes = {one: CriterionChange(before.get(one), after.get(one)) for one in {**before, **after}}
        return MappingProxyType({one: change for one, change in changes.items() if change.before is not change.after})

    @property
    def verdict(self) -> Verdict:
        """The verdict after the event. Raises what `Standing.verdict` does."""
        return self.after.verdict

    def to_dict(self) -> dict[str, Any]:
        """The change as plain data for JSON."""
        as_of = self.after.as_of
        data: dict[str, Any] = {
            "dossier": self.dossier,
            "as_of": None if as_of is None else as_of.isoformat(),
            "outcome": {"before": self.before.outcome, "after": self.after.outcome},
            "criteria": [
                {"id": one, "before": change.before, "after": change.after} for one, change in self.criteria.items()
            ],
        }
        complaint = self.after.complaint
        return data if complaint is None else {**data, "complaint": f"{complaint.code} {complaint.message}"}

    def __repr__(self) -> str:
        return f"<Change {self.dossier}: {self.before.outcome} → {self.after.outcome}>"
