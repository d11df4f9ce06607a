"""Explaining one case of a decision after another: what does not depend on the case is said once and kept.

The reason of a criterion is kept with the facts that it rests on (`inputs`), and put together anew where a case brings
others; then only that criterion is traced. What is kept is bounded, the oldest is forgotten first.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, partial

from workshop_rules.compile.plan import Criterion, Decision, Plan
from workshop_rules.evaluate.evaluation import Case, Dossier, Evaluation, State
from workshop_rules.evaluate.interpreter import UNDETERMINED, Environment, Tracing, evaluate, evaluate_expression
from workshop_rules.evaluate.request import Circumstances
from workshop_rules.explain.deciding import deciding_criteria
from workshop_rules.explain.dependencies import Dependencies
from workshop_rules.explain.explained import Explained, OneCase, layout
from workshop_rules.explain.inputs import Inputs, inputs
from workshop_rules.explain.keeping import Kept, Told
from workshop_rules.explain.outline import Outline, outline
from workshop_rules.explain.sections import Sections
from workshop_rules.explain.switching import ReadingSwitch
from workshop_rules.explain.terms import Terms
from workshop_rules.explain.tracing import decision_environment
from workshop_rules.explain.tree import CriterionReason
from workshop_rules.explain.wording import CHINESE, ENGLISH, Speech, Voices
from workshop_rules.language import tree
from workshop_rules.language.walk import walk

_MOST_REASONS = 8192
_FEWEST_REASONS = 64
"""How many reasons of criteria are kept for a decision; and for each criterion at least."""
_MOST_OUTCOMES = 1024
"""For how many patterns of states it is kept which criteria decided."""

_OTHERS = (tree.FactRef, tree.DefinitionRef, tree.DecisionRef)
"""What an outcome may rest on beside criteria, readings and thresholds."""

_NOTHING_FOUND = Evaluation(UNDETERMINED, (), {}, frozenset(), frozenset())
_NO_FACTS = Dossier({})


@dataclass(frozen=True, slots=True)
class _Criterion:
    """A criterion, with its reasons by what they rest on.

    Attributes:
        inputs: what it reads; None where its reasons cannot be kept.
        outline: what is said of it around records; None where it is about none.
    """

    criterion: Criterion
    inputs: Inputs | None
    outline: Outline | None
    reasons: Kept[Hashable, Told[CriterionReason]]


class Explainer:
    """Explains cases of one decision that have readings, thresholds and date in common."""

    def __init__(self, plan: Plan, decision: Decision, circumstances: Circumstances, by: dt.date | None = None) -> None:
        """Prepare to explain.

        Args:
            plan: the pack.
            decision: the decision.
            circumstances: readings and thresholds, and the date that was asked for.
            by: the date of the decision that refers to this one, which counts where there is no other.
        """
        self.plan = plan
        self.decision = decision
        self._circumstances = circumstances
        self._as_of = circumstances.as_of or decision.as_of or by
        self.shared = self.speaking_of_none()
        self._used: dict[str, Explainer] = {}
        self._decided: Kept[tuple[State, ...], frozenset[str]] = Kept(_MOST_OUTCOMES)

    def explain(self, case: Case, evaluation: Evaluation, switches: Iterable[ReadingSwitch] = ()) -> Explained:
        """Why the decision came out as it did.

        Args:
            case: the facts, with the readings, thresholds and date that this was prepared for.
            evaluation: what an evaluator found; traces that it has are used.
            switches: the other readings that would change the outcome.
        """
        if evaluation.trace is None and not _is_complete(self.plan, self.decision, evaluation):
            evaluation = evaluate(self.plan, self.decision.id, case, Tracing())
        one = OneCase(self, case.dossier, evaluation, tuple(switches))
        used = tuple(self._explainer(name).explain(case, of) for name, of in evaluation.uses.items())
        return Explained(one, tuple(self._told(one, self._deciding(one))), used)

    def voices(self, dossier: Dossier, evaluation: Evaluation) -> Voices:
        """Both languages, speaking of one case."""
        environment = self.environment(dossier, evaluation)
        case = self._circumstances.case(dossier)
        terms = Terms(self.plan, self.decision, case, lambda expression: evaluate_expression(expression, environment))
        return Voices(Speech(CHINESE, terms), Speech(ENGLISH, terms))

    def speaking_of_none(self) -> Voices:
        """Both languages, speaking of no case."""
        return self.voices(_NO_FACTS, _NOTHING_FOUND)

    @cached_property
    def no_case(self) -> Environment:
        """What names mean where nothing is known."""
        return self.environment(_NO_FACTS, _NOTHING_FOUND)

    def environment(self, dossier: Dossier, evaluation: Evaluation) -> Environment:
        """What names mean in one case."""
        case = replace(self._circumstances.case(dossier), as_of=self._as_of)
        return decision_environment(self.plan, self.decision, case, evaluation)

    def _told(self, one: OneCase, deciding: frozenset[str]) -> Iterator[Told[CriterionReason]]:
        """The reason of each criterion: one that was given before, where everything that it rests on is as it was."""
        for kept, state in zip(self._criteria, one.states, strict=True):
            decided = kept.criterion.id in deciding
            make = partial(one.reason, kept.criterion, kept.inputs, decided=decided)
            if kept.outline is not None:
                told = kept.outline.told(one, state, make, decided=decided)
                if told is not None:
                    yield told
                    continue
            on = None if kept.inputs is None or state is State.WAIVED else one.given(kept.inputs)
            if on is None:
                yield Told(make)
                continue
            key = state, decided, on
            told = kept.reasons.get(key)
            if told is None:
                told = kept.reasons.keep(key, Told(make))
                told.part  # noqa: B018 (so that it does not hold the case)
            yield told

    def _deciding(self, one: OneCase) -> frozenset[str]:
        """The criteria that decided the outcome: where it rests on them alone, the same ones for the same states."""
        if not self._rests_on_criteria:
            return frozenset(deciding_criteria(one.traces.outcome))
        return self._decided.of(one.states, lambda: frozenset(deciding_criteria(one.traces.outcome)))

    def _explainer(self, name: str) -> Explainer:
        """The explainer of a decision that this one refers to."""
        if name not in self._used:
            self._used[name] = Explainer(self.plan, self.plan.decisions[name], self._circumstances, self._as_of)
        return self._used[name]

    @cached_property
    def sections(self) -> Sections:
        """What is said beside the criteria."""
        return Sections(self.plan, self.decision, self._circumstances, self._as_of, self.shared)

    @cached_property
    def layout(self) -> tuple[list[tuple[str, str]], str]:
        """The JSON of an explanation, with gaps for what differs from case to case."""
        return layout(self.sections.fixed, criteria=bool(self.decision.criteria))

    @property
    def needs(self) -> Dependencies:
        """The readings and thresholds that the decision depends on."""
        return self.sections.needs

    @cached_property
    def _criteria(self) -> tuple[_Criterion, ...]:
        criteria = self.decision.criteria
        most = max(_FEWEST_REASONS, _MOST_REASONS // max(1, len(criteria)))
        different: dict[Inputs, Inputs] = {}
        found = []
        for criterion in criteria:
            read = inputs(self.plan, self.decision, criterion)
            shared = None if read is None else different.setdefault(read, read)
            found.append(_Criterion(criterion, shared, outline(self, criterion), Kept(most)))
        return tuple(found)

    @cached_property
    def _rests_on_criteria(self) -> bool:
        """Whether the outcome depends on nothing but criteria."""
        return not any(isinstance(node, _OTHERS) for node in walk(self.decision.outcome))


def _is_complete(plan: Plan, decision: Decision, evaluation: Evaluation) -> bool:
    """Whether it has all decisions that it refers to: one that could not be made is not there, nor why."""
    return all(
        name in evaluation.uses and _is_complete(plan, plan.decisions[name], evaluation.uses[name])
        for name in decision.uses
    )
