"""Deciding one case after another by the compiled evaluator; verdicts are worked out only as far as they are read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from workshop_rules.bounded import make_room
from workshop_rules.evaluate._python.indefinite import NOT_CERTAIN
from workshop_rules.evaluate.evaluation import Case, Dossier, Evaluation
from workshop_rules.verdict import Verdict

if TYPE_CHECKING:
    from workshop_rules.compile.plan import Decision, Plan
    from workshop_rules.evaluate._python import Prepared, Settled
    from workshop_rules.evaluate.request import Circumstances
    from workshop_rules.explain.explainer import Explainer
    from workshop_rules.verdict_json import VerdictForm

T = TypeVar("T")

_APART = frozenset({"findings", "waivers", "incomplete"})
_MOST_KEPT = 64
_MOST_EXPLAINERS = 16
_NO_FINDINGS: Mapping[str, bool] = {}


class Decider(Protocol):
    """Decides one case after another, with readings and parameters chosen beforehand."""

    def __call__(self, facts: object, as_of: dt.date | str | None = None) -> Verdict:
        """The verdict on a case.

        Raises:
            FactsError: something is wrong with the facts.
            DecisionError: the date is none.
            EvaluationError: a computation has no result.
        """

    def trusted(self, facts: Mapping[str, object] | Dossier, as_of: dt.date | str | None = None) -> Verdict:
        """The verdict on a case whose facts have been validated before, and are not looked at again.

        Args:
            facts: a `Dossier` (as `Pack.dossier` gives it), or a mapping of the same form as its `facts`: exact numbers
                (`int`, or `Fraction` where not whole), dates as dates, members of enumerations by their ids, records as
                `dict`, and nothing that is None; with findings under `findings`, by name, true or false. They belong to
                the verdict from now on: do not change them.
            as_of: the date of decision.

        Raises:
            EvaluationError: a computation has no result.
        """


class Question:
    """One decision with readings, parameters and a date: everything about a case but its facts."""

    __slots__ = ("_explainer", "_explainers", "_form", "answer", "circumstances", "decision", "plan", "prepared")

    def __init__(
        self,
        plan: Plan,
        decision: Decision,
        circumstances: Circumstances,
        prepared: Prepared | None,
        explainers: KeptExplainers | None = None,
    ) -> None:
        """Ask this; without a program (`prepared`) the interpreter answers, and without `explainers` it has its own."""
        self.plan = plan
        self.decision = decision
        self.circumstances = circumstances
        self.prepared = prepared
        self.answer = None if prepared is None else prepared.answer(circumstances.as_of)
        self._explainers = KeptExplainers(plan) if explainers is None else explainers
        self._explainer: Explainer | None = None
        self._form: VerdictForm | None = None

    @property
    def explainer(self) -> Explainer:
        """Who explains the verdicts."""
        if self._explainer is None:
            self._explainer = self._explainers.explainer(self.decision, self.circumstances)
        return self._explainer

    def form(self, verdict: Verdict) -> VerdictForm:
        """What writes the verdicts, of which this is one."""
        if self._form is None:
            self._form = self._explainers.form(self.decision, self.circumstances, verdict)
        return self._form

    def verdict(self, dossier: Dossier) -> Verdict:
        """The verdict on a dossier.

        Raises:
            EvaluationError: a computation has no result.
        """
        if self.answer is not None and not dossier.waivers and not dossier.incomplete:
            try:
                return Verdict.settled(self, dossier, self.answer(dossier.facts, dossier.findings))
            except NOT_CERTAIN:
                pass
        case = self.case(dossier)
        return Verdict.answered(self, case, self._interpreted(case))

    def case(self, facts: Mapping[str, object] | Dossier) -> Case:
        """The case that these facts make."""
        return self.circumstances.case(facts if isinstance(facts, Dossier) else trusted_dossier(facts))

    def evaluation(self, settled: Settled) -> Evaluation:
        """The answer of the program in the form that all evaluators give."""
        if self.prepared is None:
            raise TypeError("there is no program that could have given an answer")
        return self.prepared.evaluation(settled)

    def _interpreted(self, case: Case) -> Evaluation:
        if self.prepared is not None:
            return self.prepared.interpreted(case)
        from workshop_rules.evaluate.interpreter import evaluate

        return evaluate(self.plan, self.decision.id, case)


class PreparedDecider:
    """A `Decider` by the compiled evaluator."""

    __slots__ = ("_again", "_ask", "_dossier", "_last", "_read", "_undated")

    def __init__(
        self,
        ask: Callable[[object], Question],
        read: Callable[[object], dict[str, Any] | None],
        dossier: Callable[[object], Dossier],
        again: Callable[[], Decider],
    ) -> None:
        """Decide by the questions that `ask` makes for dates.

        Args:
            ask: the question as of a date.
            read: validates facts of the usual form; None where `dossier` is to be asked.
            dossier: makes any facts a dossier.
            again: makes the decider anew, in another process.
        """
        self._ask = ask
        self._again = again
        self._read = read
        self._dossier = dossier
        self._undated = ask(None)
        self._last: tuple[object, Question] = None, self._undated

    def __call__(self, facts: object, as_of: dt.date | str | None = None) -> Verdict:
        """The verdict on a case."""
        read = self._read(facts)
        if read is not None:
            return self.trusted(read, as_of)
        question = self._undated if as_of is None else self._dated(as_of)
        return question.verdict(self._dossier(facts))

    def trusted(self, facts: Mapping[str, object] | Dossier, as_of: dt.date | str | None = None) -> Verdict:
        """The verdict on a case whose facts have been validated before."""
        question = self._undated if as_of is None else self._dated(as_of)
        if type(facts) is not dict or question.answer is None or "waivers" in facts or "incomplete" in facts:
            return question.verdict(facts if isinstance(facts, Dossier) else trusted_dossier(facts))
        try:
            findings: Any = facts.get("findings", _NO_FINDINGS)
            return Verdict.settled(question, facts, question.answer(facts, findings))
        except NOT_CERTAIN:
            return question.verdict(trusted_dossier(facts))

    def __reduce__(self) -> tuple[Callable[[], Decider], tuple[()]]:
        return self._again, ()

    def _dated(self, as_of: object) -> Question:
        """The question as of a date; that of the date asked for last is kept."""
        date, question = self._last
        if date is not as_of:
            question = self._ask(as_of)
            self._last = as_of, question
        return question


class KeptPrograms:
    """The programs of a pack, each made once for a choice of readings and parameters."""

    def __init__(self, plan: Plan) -> None:
        """Keep none as yet."""
        self._plan = plan
        self._kept: dict[object, Prepared | None] = {}

    def when_asked_again(self, decision: Decision, circumstances: Circumstances) -> Prepared | None:
        """The program, from the second time on that it is asked for: one verdict takes less time than to make it."""
        key = self._key(decision, circumstances)
        if key in self._kept:
            return self.prepared(decision, circumstances)
        self._keep(key, None)
        return None

    def prepared(self, decision: Decision, circumstances: Circumstances) -> Prepared:
        """The program."""
        from workshop_rules.evaluate._python import Prepared

        key = self._key(decision, circumstances)
        prepared = self._kept.get(key)
        if prepared is None:
            prepared = Prepared(self._plan, decision.id, circumstances.readings, circumstances.parameters)
            self._keep(key, prepared)
        return prepared

    def _keep(self, key: object, prepared: Prepared | None) -> None:
        if len(self._kept) >= _MOST_KEPT:
            self._kept.clear()
        self._kept[key] = prepared

    @staticmethod
    def _key(decision: Decision, circumstances: Circumstances) -> object:
        return decision.id, tuple(circumstances.readings.items()), tuple(circumstances.parameters.items())


class KeptExplainers:
    """Who explains and writes the decisions of a pack: one for each choice of readings, parameters and date."""

    def __init__(self, plan: Plan) -> None:
        """Keep none as yet."""
        self._plan = plan
        self._kept: dict[object, Explainer] = {}
        self._forms: dict[object, VerdictForm] = {}

    def explainer(self, decision: Decision, circumstances: Circumstances) -> Explainer:
        """The one for a decision in these circumstances."""
        from workshop_rules.explain.explainer import Explainer

        return self._one(self._kept, decision, circumstances, lambda: Explainer(self._plan, decision, circumstances))

    def form(self, decision: Decision, circumstances: Circumstances, verdict: Verdict) -> VerdictForm:
        """What writes the verdicts on a decision in these circumstances, of which this is one."""
        from workshop_rules.verdict_json import VerdictForm

        return self._one(self._forms, decision, circumstances, lambda: VerdictForm(decision, verdict))

    @staticmethod
    def _one(kept: dict[object, T], decision: Decision, circumstances: Circumstances, make: Callable[[], T]) -> T:
        chosen = tuple(circumstances.readings.items()), tuple(circumstances.parameters.items())
        key = decision.id, circumstances.as_of, chosen
        found = kept.get(key)
        if found is None:
            make_room(kept, _MOST_EXPLAINERS)
            found = kept[key] = make()
        return found


def trusted_dossier(facts: Mapping[str, object]) -> Dossier:
    """The dossier that a mapping of validated facts makes.

    Raises:
        TypeError: it has waivers or names incomplete lists, for which it takes a `Dossier`.
    """
    if "waivers" in facts or "incomplete" in facts:
        raise TypeError(
            "trusted facts with waivers or incomplete lists are given as a Dossier, as Pack.dossier makes it"
        )
    findings: Any = facts.get("findings", {})
    return Dossier(
        {name: _plain(value) for name, value in facts.items() if name not in _APART and value is not None},
        {name: holds for name, holds in findings.items() if holds is not None},
    )


def _plain(value: object) -> object:
    if isinstance(value, list | tuple):
        return tuple(map(_plain, value))
    return {name: _plain(field) for name, field in value.items()} if isinstance(value, Mapping) else value
