"""How a dossier stands: by the Rete network as far as it decides, and by the compiled evaluator for the rest."""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

from workshop_rules.deciding import Question
from workshop_rules.diagnostics import Diagnostic
from workshop_rules.errors import EvaluationError, LiveError
from workshop_rules.evaluate.evaluation import State
from workshop_rules.living.holding import NOTHING_HELD, Held
from workshop_rules.living.standing import ERROR, Standing, Stood

if TYPE_CHECKING:
    from workshop_rules.compile.plan import Decision
    from workshop_rules.evaluate._python import Prepared
    from workshop_rules.evaluate.evaluation import Dossier
    from workshop_rules.evaluate.request import Circumstances
    from workshop_rules.loaded import Pack
    from workshop_rules.verdict import Verdict

_DATES_KEPT = 8
_MOST_KEPT = 65_536


class Engine(Protocol):
    """What keeps the states of many dossiers up to date: the Rete network, in this process or in workers."""

    def settle(self, dossier: str, facts: Dossier, as_of: dt.date | None) -> Mapping[str, State]:
        """The states of the criteria that it decides, with these facts from now on in place of the last ones."""

    def outcome_of(self, states: Mapping[str, State]) -> str | None:
        """The outcome, where the states of all criteria say it; None where they do not."""

    def holds(self, dossier: str) -> bool:
        """Whether it holds the facts of a dossier, so that to settle it takes only what changed."""

    def close(self) -> None:
        """Let go of everything."""


class Compiled:
    """An engine that decides nothing: the compiled evaluator has all the work."""

    def settle(self, dossier: str, facts: Dossier, as_of: dt.date | None) -> Mapping[str, State]:  # noqa: ARG002
        """No states."""
        return {}

    def outcome_of(self, states: Mapping[str, State]) -> str | None:  # noqa: ARG002
        """None."""
        return None

    def holds(self, dossier: str) -> bool:  # noqa: ARG002
        """Nothing is held."""
        return False

    def close(self) -> None:
        """Nothing is held."""


@dataclass(frozen=True)
class Asked:
    """What every dossier of a live set is asked.

    Attributes:
        pack: the version that decides.
        newest: the pack as it was asked for, which knows what version judges facts of a date.
        circumstances: with every reading and parameter, and without a date.
    """

    pack: Pack
    newest: Pack
    decision: Decision
    circumstances: Circumstances
    prepared: Prepared


class Settling:
    """Says how dossiers stand."""

    def __init__(self, asked: Asked, engine: Engine, facts_of: Callable[[Held], Dossier]) -> None:
        """Ask an engine, and the compiled evaluator for what it leaves open."""
        self._asked = asked
        self._engine = engine
        self._facts_of = facts_of
        self._criteria = tuple(criterion.id for criterion in asked.decision.criteria)
        self._questions: OrderedDict[dt.date | None, Question] = OrderedDict()
        self._same: dict[object, Stood] = {}
        self._nothing: tuple[dt.date | None, Stood] | None = None
        self._told: set[str] = set()

    def settle(self, dossier: str, held: Held, as_of: dt.date | None) -> Stood:
        """How a dossier stands with this held of it from now on."""
        facts = self._facts_of(held)
        self._told.add(dossier)
        try:
            states = self._engine.settle(dossier, facts, as_of)
            outcome = self._engine.outcome_of(states) if len(states) == len(self._criteria) else None
        except EvaluationError as error:
            return self._shared(ERROR, {}, error.diagnostic)
        if outcome is None:
            return self._decided(facts, as_of, states)
        return self._shared(outcome, states)

    def settle_at(self, dossier: str, held: Held, as_of: dt.date | None) -> Stood:
        """How a dossier stands at another date: by the engine where that holds it.

        To assert a dossier anew takes much longer than to decide it; the engine is told of it when a fact comes.
        """
        if dossier in self._told and self._engine.holds(dossier):
            return self.settle(dossier, held, as_of)
        self._told.discard(dossier)
        return self.stood(held, as_of)

    def stood(self, held: Held, as_of: dt.date | None) -> Stood:
        """How a dossier stands that the engine does not hold, by the compiled evaluator."""
        if held is not NOTHING_HELD:
            return self._decided(self._facts_of(held), as_of, {})
        if self._nothing is None or self._nothing[0] != as_of:
            self._nothing = as_of, self._decided(self._facts_of(held), as_of, {})
        return self._nothing[1]

    def standing(self, dossier: str, held: Held, as_of: dt.date | None, stood: Stood) -> Standing:
        """A dossier that stands so."""
        return Standing(dossier, as_of, stood, _Reading(self, held))

    def verdict(self, standing: Standing, held: Held) -> Verdict:
        """The verdict on a dossier that stands so.

        Raises:
            EvaluationError: a computation has no result.
            LiveError: the verdict is another than the dossier stands at.
        """
        verdict = self._question(standing.as_of).verdict(self._facts_of(held))
        states = {one: result.state for one, result in verdict._evaluation.criteria.items()}  # noqa: SLF001 (the front door's own)
        if (verdict.outcome, states) != (standing.outcome, dict(standing.states)):
            differing = [one for one, state in states.items() if standing.states.get(one) is not state]
            where = f"the criterion `{differing[0]}`" if differing else "the outcome"
            message = f"two evaluators differ on {where} of the dossier `{standing.dossier}`"
            zh = f"对档案`{standing.dossier}`，两个判定程序得出的结果不同；两者都不可信，请报告此档案"
            raise LiveError([Diagnostic("WR628", message, None, "", "trust neither, and report the dossier", zh)])
        return verdict

    def _decided(self, facts: Dossier, as_of: dt.date | None, states: Mapping[str, State]) -> Stood:
        """By the compiled evaluator, apart from the states that are settled."""
        try:
            verdict = self._question(as_of).verdict(facts)
            evaluation = verdict._evaluation  # noqa: SLF001 (the front door's own)
        except EvaluationError as error:
            return self._shared(ERROR, {}, error.diagnostic)
        decided = {one: result.state for one, result in evaluation.criteria.items()}
        return self._shared(evaluation.outcome, {**decided, **states})

    def _shared(self, outcome: str, states: Mapping[str, State], complaint: Diagnostic | None = None) -> Stood:
        """The same object for all dossiers that are alike."""
        key = outcome, tuple(states[one] for one in self._criteria) if states else complaint
        stood = self._same.get(key)
        if stood is None:
            if len(self._same) >= _MOST_KEPT:
                self._same.clear()
            ordered = {one: states[one] for one in self._criteria if states}
            stood = self._same[key] = Stood(outcome, MappingProxyType(ordered), complaint)
        return stood

    def _question(self, as_of: dt.date | None) -> Question:
        question = self._questions.get(as_of)
        if question is None:
            asked = self._asked
            dated = replace(asked.circumstances, as_of=as_of)
            question = Question(asked.pack.plan, asked.decision, dated, asked.prepared)
            self._questions[as_of] = question
            if len(self._questions) > _DATES_KEPT:
                self._questions.popitem(last=False)
        return question


@dataclass(frozen=True, slots=True, eq=False)
class _Reading:
    """Works the verdict of a standing out when somebody reads it."""

    settling: Settling
    held: Held

    def __call__(self, standing: Standing) -> Verdict:
        return self.settling.verdict(standing, self.held)
