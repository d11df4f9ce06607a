"""Which other readings of doubtful passages would turn a decision: found by deciding again with each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from workshop_rules.compile.plan import Decision, Plan
from workshop_rules.evaluate.evaluation import Case, Evaluation, EvaluationError, State
from workshop_rules.explain.dependencies import dependencies


@dataclass(frozen=True, slots=True)
class ReadingSwitch:
    """Another reading, and what it would lead to.

    Attributes:
        interpretation: the doubtful passage, by its id.
        reading: the alternative that would change the verdict.
        outcome: what the outcome would be then; None where the case could not be decided at all.
        possible_outcomes: all that would be possible then.
        criteria: the criteria that would end otherwise, with their state then.
        error: why the case could not be decided; empty where it could.
    """

    interpretation: str
    reading: str
    outcome: str | None
    possible_outcomes: tuple[str, ...] = ()
    criteria: Mapping[str, State] = field(default_factory=dict)
    error: str = ""


def reading_switches(
    plan: Plan, decision: Decision, case: Case, evaluation: Evaluation, decide: Callable[[Case], Evaluation]
) -> tuple[ReadingSwitch, ...]:
    """Every reading that, switched by itself, would change the outcome, the possible outcomes or the value."""
    return tuple(_switches(plan, decision, case, evaluation, decide))


def _switches(
    plan: Plan, decision: Decision, case: Case, evaluation: Evaluation, decide: Callable[[Case], Evaluation]
) -> Iterator[ReadingSwitch]:
    for name in _interpretations(_Identified(plan, decision)):
        for reading in plan.interpretations[name].readings:
            if reading.id == case.readings[name]:
                continue
            try:
                other = decide(replace(case, readings={**case.readings, name: reading.id}))
            except EvaluationError as error:
                yield ReadingSwitch(name, reading.id, None, error=str(error))
                continue
            if _differs(evaluation, other):
                changed = {
                    id_: result.state
                    for id_, result in other.criteria.items()
                    if result.state is not evaluation.criteria[id_].state
                }
                yield ReadingSwitch(name, reading.id, other.outcome, other.possible_outcomes, changed)


_MOST_KEPT = 32


@dataclass(frozen=True, slots=True, eq=False)
class _Identified:
    """A decision of a plan that is the same only if it is the very same: to compare their contents takes too long."""

    plan: Plan
    decision: Decision

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Identified) and self.plan is other.plan and self.decision is other.decision

    def __hash__(self) -> int:
        return hash((id(self.plan), id(self.decision)))


@lru_cache(maxsize=_MOST_KEPT)
def _interpretations(asked: _Identified) -> tuple[str, ...]:
    """The doubtful passages that a decision depends on."""
    return dependencies(asked.plan, asked.decision).readings


def _differs(one: Evaluation, other: Evaluation) -> bool:
    return (one.outcome, one.possible_outcomes, one.value) != (other.outcome, other.possible_outcomes, other.value)
