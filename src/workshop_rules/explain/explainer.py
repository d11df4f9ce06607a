"""Explaining one case of a decision after another: what does not depend on the case is said once and kept.

The reason of a criterion is kept with the facts that it rests on (`alike`), and put together anew where a case brings
others; then only that criterion is traced.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from workshop_rules.compile.plan import Decision, Plan
from workshop_rules.evaluate.evaluation import Case, Dossier, Evaluation
from workshop_rules.evaluate.interpreter import UNDETERMINED, Environment, Tracing, evaluate, evaluate_expression
from workshop_rules.evaluate.request import Circumstances
from workshop_rules.explain.alike import Criteria, Ends
from workshop_rules.explain.deciding import deciding_criteria
from workshop_rules.explain.dependencies import Dependencies
from workshop_rules.explain.explained import Explained
from workshop_rules.explain.keeping import Told
from workshop_rules.explain.one_case import EvaluatedCase, OneCase, Question, SettledCase
from workshop_rules.explain.sections import Sections
from workshop_rules.explain.switching import ReadingSwitch
from workshop_rules.explain.terms import Terms
from workshop_rules.explain.tracing import decision_environment
from workshop_rules.explain.tree import CriterionReason
from workshop_rules.explain.wording import CHINESE, ENGLISH, Speech, Voices
from workshop_rules.explain.writing import OUTERMOST
from workshop_rules.language import tree
from workshop_rules.language.walk import walk

if TYPE_CHECKING:
    from workshop_rules.evaluate._python import Settled

_OTHERS = (tree.FactRef, tree.DefinitionRef, tree.DecisionRef)
"""What an outcome may rest on beside criteria, readings and thresholds."""

_NOTHING_FOUND = Evaluation(UNDETERMINED, (), {}, frozenset(), frozenset())
_NO_FACTS = Dossier({})


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
        self._criteria: dict[int, Criteria] = {}

    def explain(self, case: Case, evaluation: Evaluation, switches: Iterable[ReadingSwitch] = ()) -> Explained:
        """Why the decision came out as it did.

        Args:
            case: the facts, with the readings, thresholds and date that this was prepared for.
            evaluation: what an evaluator found; traces that it has are used.
            switches: the other readings that would change the outcome.
        """
        if evaluation.trace is None and not _is_complete(self.plan, self.decision, evaluation):
            evaluation = evaluate(self.plan, self.decision.id, case, Tracing())
        one = EvaluatedCase(self, case.dossier, evaluation, tuple(switches))
        return Explained(one, tuple(self._explainer(name).explain(case, of) for name, of in evaluation.uses.items()))

    def explain_settled(self, question: Question, facts: Mapping[str, object] | Dossier, settled: Settled) -> Explained:
        """Why a program decided as it did.

        Args:
            question: what it was asked.
            facts: what it was given.
            settled: its answer, which rests on no other decision and on no reading of a doubtful passage.
        """
        return Explained(SettledCase(self, question, facts, settled))

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

    def told(self, one: OneCase) -> Sequence[Told[CriterionReason]]:
        """The reason of each criterion."""
        criteria = self._standing(OUTERMOST)
        return criteria.told(one, self._ended(one, criteria))

    def written(self, one: OneCase, depth: int) -> list[str]:
        """The same as JSON of an explanation that stands so deep, in pieces."""
        criteria = self._standing(depth)
        return criteria.written(one, self._ended(one, criteria))

    def _standing(self, depth: int) -> Criteria:
        """The criteria as they are told of in explanations that stand so deep."""
        criteria = self._criteria.get(depth)
        if criteria is None:
            criteria = self._criteria[depth] = Criteria(self, depth)
        return criteria

    def _ended(self, one: OneCase, criteria: Criteria) -> tuple[Ends, ...]:
        """How the criteria ended, and which decided: where the outcome rests on them alone, the same for the same."""
        if not self._rests_on_criteria:
            return criteria.ends(one.states, self._decided_by(one))
        ends = criteria.known.get(one.ended)
        return ends or criteria.known.keep(one.ended, criteria.ends(one.states, self._decided_by(one)))

    def _decided_by(self, one: OneCase) -> tuple[bool, ...]:
        deciding = frozenset(deciding_criteria(one.traces.outcome))
        return tuple([criterion.id in deciding for criterion in self.decision.criteria])

    def _explainer(self, name: str) -> Explainer:
        """The explainer of a decision that this one refers to."""
        if name not in self._used:
            self._used[name] = Explainer(self.plan, self.plan.decisions[name], self._circumstances, self._as_of)
        return self._used[name]

    @cached_property
    def sections(self) -> Sections:
        """What is said beside the criteria."""
        return Sections(self.plan, self.decision, self._circumstances, self._as_of, self.shared)

    @property
    def needs(self) -> Dependencies:
        """The readings and thresholds that the decision depends on."""
        return self.sections.needs

    @cached_property
    def is_by_itself(self) -> bool:
        """Whether the decision rests on no other, and on no reading of a doubtful passage."""
        return not self.needs.readings and not self.decision.uses

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
