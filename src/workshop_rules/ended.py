"""How the criteria of a verdict ended, and the tiers or groups that they make."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_rules.compile.plan import Criterion, Waivable, Words
from workshop_rules.evaluate.evaluation import State
from workshop_rules.frozen import dataclass

if TYPE_CHECKING:
    from workshop_rules.explain.tree import CriterionReason
    from workshop_rules.verdict import Verdict


class CriterionVerdict:
    """How one criterion ended. It does not change."""

    __slots__ = ("_criterion", "_missing", "_state", "_verdict")

    def __init__(self, criterion: Criterion, state: State, missing: tuple[str, ...], verdict: Verdict) -> None:
        """Say how a criterion of a verdict ended."""
        self._criterion = criterion
        self._state = state
        self._missing = missing
        self._verdict = verdict

    @property
    def id(self) -> str:
        """Its id; `tier.criterion` in a ladder."""
        return self._criterion.id

    @property
    def state(self) -> State:
        """One of `met`, `not_met`, `unknown`, `needs_judgement`, `waived`, `not_applicable`."""
        return self._state

    @property
    def missing(self) -> tuple[str, ...]:
        """Paths of the facts that it lacks."""
        return self._missing

    @property
    def title(self) -> Words:
        """Its name, in words."""
        return self._criterion.title

    @property
    def clause(self) -> str:
        """The locator of its clause."""
        return self._criterion.clause

    @property
    def advisory(self) -> bool:
        """Whether it is reported only and kept out of the outcome."""
        return self._criterion.advisory

    @property
    def waivable(self) -> Waivable | None:
        """Who may waive it, and by which clause; None where nobody may."""
        return self._criterion.waivable

    @property
    def required(self) -> Words:
        """What the criterion asks for, in words."""
        return self._reason.required

    @property
    def found(self) -> Words:
        """What was found, in words."""
        return self._reason.found

    @property
    def sentence(self) -> Words:
        """What was found and what was required, as people say it."""
        return self._reason.sentence

    @property
    def _reason(self) -> CriterionReason:
        reasons = self._verdict.explanation.reasons
        return next(reason for reason in reasons.criteria if reason.id == self.id)

    def __repr__(self) -> str:
        return f"<{self.id}: {self.state}>"


@dataclass(frozen=True, slots=True)
class TierVerdict:
    """How a tier of a ladder, or a group of a rubric, ended: all its criteria together."""

    id: str
    state: State
    title: Words
    clause: str
    criteria: tuple[str, ...]
