"""One case while it is explained, and its explanation: a tree for who reads it, JSON from parts that cases share."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from workshop_rules.compile.plan import Criterion
from workshop_rules.evaluate.evaluation import STATES, Dossier, Evaluation, State
from workshop_rules.explain.criteria import criterion_reason
from workshop_rules.explain.inputs import Inputs
from workshop_rules.explain.keeping import Told
from workshop_rules.explain.switching import ReadingSwitch
from workshop_rules.explain.tracing import Traces
from workshop_rules.explain.tree import CriterionReason, Reasons
from workshop_rules.explain.wording import Voices
from workshop_rules.explain.writing import OF_CRITERIA, between, members, names, written
from workshop_rules.pack.dossier import Judgement

if TYPE_CHECKING:
    from workshop_rules.evaluate._python import Settled
    from workshop_rules.explain.explainer import Explainer

_CRITERIA, _USES = "criteria", "uses"
_NO_FINDINGS: Mapping[str, bool] = {}
_NO_JUDGEMENTS: Mapping[str, Judgement] = {}


class OneCase:
    """A case while it is explained: what is its own is made when it is needed.

    Attributes:
        facts: as they were supplied: lists may be of any kind, and None stands for what was not.
        findings: what people found, by name; judgements: by whom.
        incomplete: the lists that may lack entries.
        ended: how its criteria ended, in order, as the evaluator says it.
        outcome: what it came to; possible_outcomes: what it may still come to.
        missing: what the outcome depends on; irrelevant: what else is missing.
        is_plain: whether nothing was waived, and it has no value and rests on no other decision.
    """

    facts: Mapping[str, object]
    findings: Mapping[str, bool]
    judgements: Mapping[str, Judgement]
    incomplete: frozenset[str]
    elsewhere: tuple[str, ...]
    ended: tuple[State | bool | None, ...]
    outcome: str
    possible_outcomes: tuple[str, ...]
    missing: frozenset[str] = frozenset()
    irrelevant: frozenset[str] = frozenset()
    is_plain: bool
    _dossier: Callable[[], Dossier]
    _evaluation: Callable[[], Evaluation]

    def __init__(self, explainer: Explainer) -> None:
        """Begin with what all cases have in common.

        Args:
            explainer: of its decision.
        """
        self.explainer = explainer
        self.switches: tuple[ReadingSwitch, ...] = ()

    @classmethod
    def evaluated(
        cls, explainer: Explainer, dossier: Dossier, evaluation: Evaluation, switches: tuple[ReadingSwitch, ...]
    ) -> OneCase:
        """A case that was evaluated.

        Args:
            explainer: of its decision.
            dossier: its facts.
            evaluation: what it came to.
            switches: the other readings that would change the outcome.
        """
        one = cls(explainer)
        one.dossier = dossier
        one.evaluation = evaluation
        one.switches = switches
        one._take(dossier)
        one.ended = one.states = tuple([result.state for result in evaluation.criteria.values()])
        one.outcome, one.possible_outcomes = evaluation.outcome, evaluation.possible_outcomes
        one.missing, one.irrelevant = evaluation.missing, evaluation.irrelevant
        apart = evaluation.value is not None or evaluation.uses or dossier.waivers or evaluation.waivers_ignored
        one.is_plain = not apart and not switches
        return one

    @classmethod
    def settled(
        cls,
        explainer: Explainer,
        facts: Mapping[str, object] | Dossier,
        settled: Settled,
        dossier: Callable[[], Dossier],
        evaluation: Callable[[], Evaluation],
    ) -> OneCase:
        """A case that a program decided, in which nothing is missing or waived.

        Args:
            explainer: of its decision, which rests on no other.
            facts: the facts that the program was given, with findings under `findings` where that is no dossier.
            settled: its answer.
            dossier: makes the facts a dossier.
            evaluation: gives the answer the form that all evaluators give.
        """
        one = cls(explainer)
        one._dossier, one._evaluation = dossier, evaluation
        if isinstance(facts, Dossier):
            one._take(facts)
        else:
            findings: Any = facts.get("findings", _NO_FINDINGS)
            one.facts, one.findings, one.judgements = facts, findings, _NO_JUDGEMENTS
            one.incomplete, one.elsewhere = frozenset(), ()
        one.outcome, one.ended, value, _ = settled
        one.possible_outcomes = (one.outcome,)
        one.is_plain = value is None
        return one

    def _take(self, dossier: Dossier) -> None:
        self.facts, self.findings, self.judgements = dossier.facts, dossier.findings, dossier.judgements
        self.incomplete, self.elsewhere = dossier.incomplete, dossier.elsewhere

    @cached_property
    def states(self) -> tuple[State, ...]:
        """The states of its criteria, in order."""
        return tuple([STATES[met] for met in self.ended])  # type: ignore[index]  # of a program

    @cached_property
    def dossier(self) -> Dossier:
        """Its facts as a dossier."""
        return self._dossier()

    @cached_property
    def evaluation(self) -> Evaluation:
        """What it came to, in the form that all evaluators give."""
        return self._evaluation()

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


class Explained:
    """An explanation."""

    def __init__(
        self,
        one: OneCase,
        told: Callable[[OneCase], Sequence[Told[CriterionReason]]],
        written: Callable[[OneCase], list[str]] | None = None,
        uses: tuple[Explained, ...] = (),
    ) -> None:
        """Hold what is to be said.

        Args:
            one: the case.
            told: gives the reasons of its criteria.
            written: gives the same as members of a JSON list, in pieces, where parts of it were written before.
            uses: the explanations of the decisions that the decision refers to.
        """
        self._one = one
        self._told = told
        self._written = written or self._written_anew
        self._uses = uses

    @cached_property
    def reasons(self) -> Reasons:
        """The explanation as a tree."""
        parts: dict[str, Any] = {name: told.part for name, told in self._parts.items()}
        criteria = tuple([told.part for told in self._told(self._one)])
        return Reasons(**self._one.explainer.sections.fixed, **parts, criteria=criteria, uses=self._used)

    def written(self) -> list[str]:
        """The members of its JSON object, which stands outermost, in pieces that follow on one another."""
        sections = self._one.explainer.sections
        on = sections.rests_on(self._one)
        before, after = self._around() if on is None else sections.around.of(on, self._around)
        return [before, *self._written(self._one), after]

    def _written_anew(self, one: OneCase) -> list[str]:
        return [between(1).join([told.json(OF_CRITERIA) for told in self._told(one)])]

    def _around(self) -> tuple[str, str]:
        """What stands before the criteria, and after them."""
        fixed, parts = self._one.explainer.sections.written, self._parts
        order = names(Reasons)
        place = order.index(_CRITERIA)
        texts = {name: fixed.get(name) or parts[name].json(1) for name in order if name not in {_CRITERIA, _USES}}
        texts[_USES] = written(self._used, 1)
        first, last = (f"[{between(1)[1:]}", f"{between(0)[1:]}]") if self._one.ended else ("[", "]")
        before = members((name, texts[name]) for name in order[:place])
        after = members((name, texts[name]) for name in order[place + 1 :])
        return f'{before}{between(0)}"{_CRITERIA}": {first}', f"{last}{between(0)}{after}"

    @cached_property
    def _parts(self) -> dict[str, Told[Any]]:
        return self._one.explainer.sections.of(self._one)

    @property
    def _used(self) -> tuple[Reasons, ...]:
        return tuple([used.reasons for used in self._uses])
