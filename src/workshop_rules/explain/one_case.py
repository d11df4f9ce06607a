"""One case while it is explained: what is its own is made when it is needed."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Hashable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from workshop_rules.compile.plan import Criterion
from workshop_rules.evaluate.evaluation import STATES, Case, Dossier, Evaluation, State
from workshop_rules.explain.criteria import criterion_reason
from workshop_rules.explain.inputs import Inputs
from workshop_rules.explain.switching import ReadingSwitch
from workshop_rules.explain.tracing import Traces
from workshop_rules.explain.tree import CriterionReason
from workshop_rules.explain.wording import Voices
from workshop_rules.pack.dossier import Judgement

if TYPE_CHECKING:
    from workshop_rules.evaluate._python import Settled
    from workshop_rules.explain.explainer import Explainer

_NOTHING: Mapping[str, Any] = {}


class Question(Protocol):
    """What a program was asked, but for the facts."""

    def case(self, facts: Mapping[str, object] | Dossier) -> Case:
        """The case that these facts make."""

    def evaluation(self, settled: Settled) -> Evaluation:
        """The answer of the program in the form that all evaluators give."""


class OneCase(ABC):
    """A case while it is explained.

    Attributes:
        explainer: of its decision.
        facts: as they were supplied: lists may be of any kind, and None stands for what was not.
        findings: what people found, by name; judgements: by whom.
        incomplete: the lists that may lack entries; elsewhere: facts that only other packs know.
        outcome: what it came to.
        ended: how its criteria ended, in order, as the evaluator says it.
        is_plain: whether nothing was waived, and it has no value and rests on no other decision.
        switches: the other readings that would change the outcome.
    """

    explainer: Explainer
    facts: Mapping[str, object]
    findings: Mapping[str, bool]
    judgements: Mapping[str, Judgement] = _NOTHING
    incomplete: frozenset[str] = frozenset()
    elsewhere: tuple[str, ...] = ()
    outcome: str
    ended: tuple[State | bool | None, ...]
    is_plain: bool
    switches: tuple[ReadingSwitch, ...] = ()

    @property
    @abstractmethod
    def alike(self) -> Hashable:
        """What two plain cases agree in that have all in common but how their criteria ended, and why."""

    @property
    @abstractmethod
    def states(self) -> tuple[State, ...]:
        """The states of its criteria, in order."""

    @property
    @abstractmethod
    def dossier(self) -> Dossier:
        """Its facts as a dossier."""

    @property
    @abstractmethod
    def evaluation(self) -> Evaluation:
        """What it came to, in the form that all evaluators give."""

    @property
    def supplied(self) -> tuple[str, ...]:
        """The facts and findings that were supplied, those apart that only other packs know."""
        facts = [name for name, value in self.facts.items() if value is not None and name != "findings"]
        found: Mapping[str, bool | None] = self.findings
        return (*facts, *[f"findings.{name}" for name, holds in found.items() if holds is not None])

    @property
    def state_of(self) -> Mapping[str, State]:
        """How its criteria ended, by id."""
        return {id_: result.state for id_, result in self.evaluation.criteria.items()}

    @cached_property
    def traces(self) -> Traces:
        """What its conditions came to, node by node."""
        environment = self.explainer.environment(self.dossier, self.evaluation)
        return Traces(self.explainer.decision, environment, self.evaluation)

    @cached_property
    def voices(self) -> Voices:
        """Both languages, speaking of this case and no other."""
        return self.explainer.voices(self.dossier, self.evaluation)

    def speaking_of(self, read: Inputs | None) -> Voices:
        """Both languages: those that speak of this case alone, where somebody's name may be told."""
        told = self.judgements
        if told and (read is None or any(name in told for name in read.findings)):
            return self.voices
        return self.explainer.shared

    def reason(self, criterion: Criterion, read: Inputs | None, *, decided: bool) -> CriterionReason:
        """Why a criterion ended as it did."""
        own = self.evaluation.criteria[criterion.id].state is State.WAIVED or bool(criterion.templates)
        return self.reason_by(self.voices if own else self.speaking_of(read), criterion, decided=decided)

    def reason_by(self, voices: Voices, criterion: Criterion, *, decided: bool) -> CriterionReason:
        """Why a criterion ended as it did, said by these voices."""
        result = self.evaluation.criteria[criterion.id]
        return criterion_reason(voices, criterion, result, self.traces.criterion(criterion), decided=decided)


class EvaluatedCase(OneCase):
    """A case whose evaluation is at hand."""

    def __init__(
        self, explainer: Explainer, dossier: Dossier, evaluation: Evaluation, switches: tuple[ReadingSwitch, ...]
    ) -> None:
        """Hold the case.

        Args:
            explainer: of its decision.
            dossier: its facts.
            evaluation: what it came to.
            switches: the other readings that would change the outcome.
        """
        self.explainer = explainer
        self.facts, self.findings, self.judgements = dossier.facts, dossier.findings, dossier.judgements
        self.incomplete, self.elsewhere = dossier.incomplete, dossier.elsewhere
        self.outcome, self.switches = evaluation.outcome, switches
        self.ended = self._states = tuple([result.state for result in evaluation.criteria.values()])
        self._dossier, self._evaluation = dossier, evaluation
        apart = evaluation.value is not None or evaluation.uses or dossier.waivers or evaluation.waivers_ignored
        self.is_plain = not apart and not switches

    @property
    def alike(self) -> Hashable:
        """What two plain cases agree in that have all in common but how their criteria ended, and why."""
        found = self._evaluation
        came_to = self.outcome, found.possible_outcomes, found.missing, found.irrelevant
        return came_to, self.supplied, self.elsewhere, None

    @property
    def states(self) -> tuple[State, ...]:
        """The states of its criteria, in order."""
        return self._states

    @property
    def dossier(self) -> Dossier:
        """Its facts as a dossier."""
        return self._dossier

    @property
    def evaluation(self) -> Evaluation:
        """What it came to, in the form that all evaluators give."""
        return self._evaluation


class SettledCase(OneCase):
    """A case that a program decided, in which nothing is missing or waived, of a decision that rests on no other."""

    def __init__(
        self, explainer: Explainer, question: Question, facts: Mapping[str, object] | Dossier, settled: Settled
    ) -> None:
        """Hold the case.

        Args:
            explainer: of its decision.
            question: what the program was asked.
            facts: what it was given, with findings under `findings` where that is no dossier.
            settled: its answer.
        """
        self.explainer = explainer
        self._asked = question, facts, settled
        if isinstance(facts, Dossier):
            self.facts, self.findings, self.judgements = facts.facts, facts.findings, facts.judgements
            self.incomplete, self.elsewhere = facts.incomplete, facts.elsewhere
        else:
            found: Any = facts.get("findings", _NOTHING)
            self.facts, self.findings = facts, found
        self.outcome, self.ended, value, _ = settled
        self.is_plain = value is None

    @property
    def alike(self) -> Hashable:
        """What two plain cases agree in that have all in common but how their criteria ended, and why."""
        all_supplied = not self.findings and None not in self.facts.values()
        return self.outcome, tuple(self.facts) if all_supplied else (self.supplied,), self.elsewhere

    @cached_property
    def states(self) -> tuple[State, ...]:
        """The states of its criteria, in order."""
        return tuple([STATES[met] for met in self.ended])  # type: ignore[index]  # of a program

    @cached_property
    def dossier(self) -> Dossier:
        """Its facts as a dossier."""
        question, facts, _ = self._asked
        return question.case(facts).dossier

    @cached_property
    def evaluation(self) -> Evaluation:
        """What it came to, in the form that all evaluators give."""
        question, _, settled = self._asked
        return question.evaluation(settled)
