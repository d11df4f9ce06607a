"""Explaining one case of a decision after another: what does not depend on the case is said once and kept.

The reason of a criterion is kept with the facts that it rests on (`inputs`), and put together anew where a case brings
others; then only that criterion is traced. What is kept is bounded, the oldest is forgotten first.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Hashable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import NamedTuple

from workshop_rules.compile.plan import Criterion, Decision, Group, Plan
from workshop_rules.evaluate.evaluation import Case, Dossier, Evaluation, State
from workshop_rules.evaluate.grouping import together
from workshop_rules.evaluate.interpreter import UNDETERMINED, Environment, Tracing, evaluate, evaluate_expression
from workshop_rules.evaluate.request import Circumstances
from workshop_rules.explain import particulars
from workshop_rules.explain.criteria import criterion_reason, missing_facts, numbering
from workshop_rules.explain.deciding import deciding_criteria
from workshop_rules.explain.dependencies import Dependencies, dependencies
from workshop_rules.explain.exact import shown
from workshop_rules.explain.inputs import Inputs, TooLongError, inputs, mark
from workshop_rules.explain.switching import ReadingSwitch
from workshop_rules.explain.tables import table_rules
from workshop_rules.explain.terms import Terms
from workshop_rules.explain.tracing import Traces, decision_environment
from workshop_rules.explain.tree import (
    CriterionReason,
    GroupReason,
    OutcomeWords,
    ParameterReason,
    ReadingReason,
    Reasons,
)
from workshop_rules.explain.wording import CHINESE, ENGLISH, Speech, Voices
from workshop_rules.language import tree
from workshop_rules.language.walk import walk
from workshop_rules.pack.versions import engine_version

_MOST_REASONS = 8192
_FEWEST_REASONS = 64
"""How many reasons of criteria are kept for a decision; and for each criterion at least."""
_MOST_OUTCOMES = 1024
"""For how many patterns of states it is kept which criteria decided."""

_OTHERS = (tree.FactRef, tree.DefinitionRef, tree.DecisionRef)
"""What an outcome may rest on beside criteria, readings and thresholds."""

_NOTHING_FOUND = Evaluation(UNDETERMINED, (), {}, frozenset(), frozenset())
_NO_FACTS = Dossier({})


class Told:
    """A criterion's reason, and its JSON once that was written."""

    __slots__ = ("json", "reason")

    def __init__(self, reason: CriterionReason) -> None:
        """Hold the reason, not yet written."""
        self.reason = reason
        self.json: str | None = None


class Explained(NamedTuple):
    """An explanation, and its criteria in the form in which other cases share them."""

    reasons: Reasons
    told: tuple[Told, ...]


@dataclass(slots=True)
class _Kept:
    """The reasons of one criterion by what they rest on.

    Attributes:
        inputs: what it reads; None where its reasons cannot be kept.
        place: of its inputs among all that differ.
    """

    criterion: Criterion
    inputs: Inputs | None
    place: int | None
    reasons: dict[Hashable, Told] = field(default_factory=dict)


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
        self.shared = self.voices(_NO_FACTS, _NOTHING_FOUND)
        self._used: dict[str, Explainer] = {}
        self._decided: dict[tuple[State, ...], frozenset[str]] = {}

    def explain(self, case: Case, evaluation: Evaluation, switches: Iterable[ReadingSwitch] = ()) -> Explained:
        """Why the decision came out as it did.

        Args:
            case: the facts, with the readings, thresholds and date that this was prepared for.
            evaluation: what an evaluator found; traces that it has are used.
            switches: the other readings that would change the outcome.
        """
        if evaluation.trace is None and not _is_complete(self.plan, self.decision, evaluation):
            evaluation = evaluate(self.plan, self.decision.id, case, Tracing())
        plan, decision, voices, dossier = self.plan, self.decision, self.shared, case.dossier
        one = _OneCase(self, dossier, evaluation)
        states = {id_: result.state for id_, result in evaluation.criteria.items()}
        told = tuple(self._told(one, self._deciding(one, tuple(states.values()))))
        used = tuple(self._explainer(name).explain(case, of) for name, of in evaluation.uses.items())
        reasons = Reasons(
            pack=plan.id,
            version=plan.version,
            digest=plan.digest,
            engine=self._engine,
            pack_title=plan.title,
            document=plan.document,
            authority=plan.authority,
            decision=decision.id,
            kind=decision.kind,
            title=decision.title,
            clause=decision.clause,
            numbering=numbering(plan, decision.clause),
            as_of=self._as_of,
            fixed_as_of=decision.as_of,
            outcome=self._outcome(evaluation.outcome),
            possible_outcomes=tuple(map(self._outcome, evaluation.possible_outcomes)),
            value=particulars.value_reason(voices, decision, evaluation),
            value_exact=None if evaluation.value is None else shown(evaluation.value),
            criteria=tuple([each.reason for each in told]),
            groups=tuple(self._groups(states)),
            missing=missing_facts(voices, evaluation.missing),
            irrelevant=missing_facts(voices, evaluation.irrelevant),
            unused=missing_facts(voices, unused_facts(self._heads, dossier)),
            waivable=tuple(particulars.open_waivers(voices, states)) if self._can_be_waived else (),
            waived=tuple(particulars.granted_waivers(decision, dossier, states)) if dossier.waivers else (),
            waivers_ignored=tuple(particulars.waiver_reason(decision, waiver) for waiver in evaluation.waivers_ignored),
            readings=self._readings,
            parameters=self._parameters,
            definitions=tuple(particulars.definition_reasons(one.voices)) if decision.definitions else (),
            rules=table_rules(one.speaking_of(None), one.traces.outcome) if self._is_table else (),
            document_number=plan.document_number,
            applies_from=plan.applies_from,
            applies_until=plan.applies_until,
            switches=tuple(particulars.switch_reason(voices, switch) for switch in switches),
            uses=tuple([each.reasons for each in used]),
        )
        return Explained(reasons, told)

    def voices(self, dossier: Dossier, evaluation: Evaluation) -> Voices:
        """Both languages, speaking of one case."""
        environment = self.environment(dossier, evaluation)
        case = self._circumstances.case(dossier)
        terms = Terms(self.plan, self.decision, case, lambda expression: evaluate_expression(expression, environment))
        return Voices(Speech(CHINESE, terms), Speech(ENGLISH, terms))

    def environment(self, dossier: Dossier, evaluation: Evaluation) -> Environment:
        """What names mean in one case."""
        case = replace(self._circumstances.case(dossier), as_of=self._as_of)
        return decision_environment(self.plan, self.decision, case, evaluation)

    def _told(self, one: _OneCase, deciding: frozenset[str]) -> Iterator[Told]:
        """The reason of each criterion: one that was given before, where everything that it rests on is as it was."""
        given = self._given(one.dossier)
        results = one.evaluation.criteria
        for kept in self._criteria:
            criterion = kept.criterion
            result = results[criterion.id]
            on = None if kept.place is None or result.state is State.WAIVED else given[kept.place]
            decided = criterion.id in deciding
            if on is None:
                yield Told(one.reason(criterion, kept.inputs, decided=decided))
                continue
            key = result.state, decided, on
            told = kept.reasons.get(key)
            if told is None:
                told = Told(one.reason(criterion, kept.inputs, decided=decided))
                if len(kept.reasons) >= self._most_reasons:
                    kept.reasons.pop(next(iter(kept.reasons)), None)
                kept.reasons[key] = told
            yield told

    def _given(self, dossier: Dossier) -> list[Hashable]:
        """For each of the different inputs what tells this case from others; None where it is not to be kept."""
        marks: dict[str, Hashable] = {}
        facts = dossier.facts
        for path in self._paths:
            with suppress(TooLongError):
                marks[path] = mark(facts.get(path))
        return [one.of(marks, dossier) for one in self._inputs]

    def _deciding(self, one: _OneCase, states: tuple[State, ...]) -> frozenset[str]:
        """The criteria that decided the outcome: where it rests on them alone, the same ones for the same states."""
        if not self._rests_on_criteria:
            return frozenset(deciding_criteria(one.traces.outcome))
        found = self._decided.get(states)
        if found is None:
            found = frozenset(deciding_criteria(one.traces.outcome))
            if len(self._decided) >= _MOST_OUTCOMES:
                self._decided.pop(next(iter(self._decided)), None)
            self._decided[states] = found
        return found

    def _explainer(self, name: str) -> Explainer:
        """The explainer of a decision that this one refers to."""
        if name not in self._used:
            self._used[name] = Explainer(self.plan, self.plan.decisions[name], self._circumstances, self._as_of)
        return self._used[name]

    def _outcome(self, outcome: str) -> OutcomeWords:
        voices = self.shared
        return voices.kept(("outcome", outcome), self.decision, lambda: particulars.outcome_words(voices, outcome))

    def _groups(self, states: Mapping[str, State]) -> Iterator[GroupReason]:
        for group, counted in self._counted:
            state = together(map(states.__getitem__, counted))
            yield self.shared.kept(("group", state), group, partial(particulars.group_reason, self.plan, group, state))

    @cached_property
    def _criteria(self) -> tuple[_Kept, ...]:
        found = []
        for criterion in self.decision.criteria:
            read = inputs(self.plan, self.decision, criterion)
            found.append(_Kept(criterion, read, None if read is None else self._inputs.index(read)))
        return tuple(found)

    @cached_property
    def _inputs(self) -> list[Inputs]:
        """The different inputs of criteria."""
        read = (inputs(self.plan, self.decision, criterion) for criterion in self.decision.criteria)
        return list(dict.fromkeys(one for one in read if one is not None))

    @cached_property
    def _paths(self) -> tuple[str, ...]:
        """The facts that criteria read."""
        return tuple(dict.fromkeys(path for one in self._inputs for path in one.facts))

    @cached_property
    def _most_reasons(self) -> int:
        """How many reasons of each criterion are kept."""
        return max(_FEWEST_REASONS, _MOST_REASONS // max(1, len(self.decision.criteria)))

    @cached_property
    def _rests_on_criteria(self) -> bool:
        """Whether the outcome depends on nothing but criteria."""
        return not any(isinstance(node, _OTHERS) for node in walk(self.decision.outcome))

    @cached_property
    def _is_table(self) -> bool:
        return isinstance(self.decision.outcome, tree.DecisionTable)

    @cached_property
    def _counted(self) -> tuple[tuple[Group, tuple[str, ...]], ...]:
        """The groups, each with the criteria that count for it."""
        advisory = {criterion.id for criterion in self.decision.criteria if criterion.advisory}
        return tuple(
            (group, tuple(one for one in group.criteria if one not in advisory)) for group in self.decision.groups
        )

    @cached_property
    def _can_be_waived(self) -> bool:
        return any(criterion.waivable is not None for criterion in self.decision.criteria)

    @cached_property
    def _heads(self) -> frozenset[str]:
        return heads(self.decision)

    @cached_property
    def _engine(self) -> str:
        return engine_version()

    @cached_property
    def needs(self) -> Dependencies:
        """The readings and thresholds that the decision depends on."""
        return dependencies(self.plan, self.decision)

    @cached_property
    def _readings(self) -> tuple[ReadingReason, ...]:
        chosen = self._circumstances.readings
        return tuple(particulars.reading_reason(self.plan, name, chosen[name]) for name in self.needs.readings)

    @cached_property
    def _parameters(self) -> tuple[ParameterReason, ...]:
        return tuple(particulars.parameter_reason(self.shared, name) for name in self.needs.parameters)


class _OneCase:
    """A case while it is explained: what is its own is made when it is needed."""

    def __init__(self, explainer: Explainer, dossier: Dossier, evaluation: Evaluation) -> None:
        self._explainer = explainer
        self.dossier = dossier
        self.evaluation = evaluation

    @cached_property
    def traces(self) -> Traces:
        """What its conditions came to, node by node."""
        environment = self._explainer.environment(self.dossier, self.evaluation)
        return Traces(self._explainer.decision, environment, self.evaluation)

    @cached_property
    def voices(self) -> Voices:
        """Both languages, speaking of this case and no other."""
        return self._explainer.voices(self.dossier, self.evaluation)

    def speaking_of(self, read: Inputs | None) -> Voices:
        """Both languages: those that speak of this case alone, where somebody's name may be told."""
        told = self.dossier.judgements
        if told and (read is None or any(name in told for name in read.findings)):
            return self.voices
        return self._explainer.shared

    def reason(self, criterion: Criterion, read: Inputs | None, *, decided: bool) -> CriterionReason:
        """Why a criterion ended as it did."""
        result = self.evaluation.criteria[criterion.id]
        own = result.state is State.WAIVED or bool(criterion.templates)
        voices = self.voices if own else self.speaking_of(read)
        return criterion_reason(voices, criterion, result, self.traces.criterion(criterion), decided=decided)


def heads(decision: Decision) -> frozenset[str]:
    """The facts that a decision reads, without places in lists."""
    return frozenset(path.partition("[")[0] for path in decision.facts)


def unused_facts(read: Container[str], dossier: Dossier) -> tuple[str, ...]:
    """The facts that were supplied and that are not `read`, in the order of the dossier."""
    supplied = (*dossier.facts, *(f"findings.{name}" for name in dossier.findings))
    unused = [path for path in supplied if path not in read and path.partition(".")[0] not in read]
    return (*unused, *dossier.elsewhere)


def _is_complete(plan: Plan, decision: Decision, evaluation: Evaluation) -> bool:
    """Whether it has all decisions that it refers to: one that could not be made is not there, nor why."""
    return all(
        name in evaluation.uses and _is_complete(plan, plan.decisions[name], evaluation.uses[name])
        for name in decision.uses
    )
