"""A decision prepared to be asked often: a program where all is certain, the interpreter where it is not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from workshop_rules.compile.plan import Decision, Plan
from workshop_rules.evaluate._python.indefinite import NOT_CERTAIN
from workshop_rules.evaluate._python.program import Answer, Program, Programs
from workshop_rules.evaluate._python.settled import Settled, evaluation
from workshop_rules.evaluate._python.source import Refused
from workshop_rules.evaluate.evaluation import Case, Dossier, Evaluation
from workshop_rules.evaluate.interpreter import Silent
from workshop_rules.evaluate.interpreter import evaluate as interpret
from workshop_rules.evaluate.interpreter.meaning import MEANING
from workshop_rules.evaluate.interpreter.scope import Scope
from workshop_rules.language import tree as t
from workshop_rules.language.types import ANY, ListOf, RangeOf, RecordOf
from workshop_rules.language.values import Outcome, Value

Holds = Callable[[Mapping[str, object], Mapping[str, bool]], Any]
_MOST_DATES = 64
"""For how many dates functions are kept."""


class Prepared:
    """A decision for one choice of readings and parameters.

    Attributes:
        refused: why the decision as a whole has no program, in words; None where it has one.
    """

    def __init__(
        self, plan: Plan, decision: str, readings: Mapping[str, str], parameters: Mapping[str, Value | None]
    ) -> None:
        """Translate the decision."""
        self._plan = plan
        self._decision = plan.decisions[decision]
        self._programs = Programs(plan, readings, parameters)
        self._answers: dict[dt.date | None, Answer | None] = {}
        self._conditions: dict[tuple[int, dt.date | None], Holds | None] = {}
        self._translated: dict[int, Program | None] = {}
        self.refused: str | None = None
        self._program: Program | None = None
        try:
            self._program = self._programs.decision(decision)
        except Refused as refused:
            self.refused = str(refused)
        self._owners = {id(node): one for one in plan.decisions.values() for node in _translated_apart(one)}

    @property
    def source(self) -> str:
        """The generated Python code; empty where there is none."""
        return "" if self._program is None else self._program.source

    def answer(self, as_of: dt.date | None) -> Answer | None:
        """The function that decides as of a date, if there is one.

        It takes facts and findings and gives a tuple of the form of `Settled`, or raises one of `NOT_CERTAIN`.

        Args:
            as_of: the date asked for; None for the decision's own.
        """
        if as_of not in self._answers:
            if len(self._answers) >= _MOST_DATES:
                self._answers.clear()
            self._answers[as_of] = _of_dates(self._program, as_of, as_of or self._decision.as_of)
        return self._answers[as_of]

    def settled(self, dossier: Dossier, as_of: dt.date | None) -> Settled | None:
        """The answer of the program; None where it has none and the interpreter is to be asked."""
        if dossier.waivers or dossier.incomplete:
            return None
        answer = self.answer(as_of)
        if answer is None:
            return None
        try:
            return answer(dossier.facts, dossier.findings)
        except NOT_CERTAIN:
            return None

    def evaluate(self, case: Case) -> Evaluation:
        """Decide a case; its readings and parameters are those that this was prepared for.

        Raises:
            EvaluationError: an error reached a criterion or the outcome.
        """
        settled = self.settled(case.dossier, case.as_of)
        if settled is None:
            return self.interpreted(case)
        return evaluation(settled, self._decision, self._plan)

    def evaluation(self, settled: Settled) -> Evaluation:
        """An answer of the program in the form that all evaluators give."""
        return evaluation(settled, self._decision, self._plan)

    def interpreted(self, case: Case) -> Evaluation:
        """Decide a case by the interpreter, which is given what programs can say of single conditions.

        Raises:
            EvaluationError: an error reached a criterion or the outcome.
        """
        dossier = case.dossier
        facts = dossier.facts
        if dossier.incomplete:
            if any(
                fact.derivation is not None for name, fact in self._plan.facts.items() if name in dossier.incomplete
            ):
                return interpret(self._plan, self._decision.id, case)
            facts = {name: value for name, value in facts.items() if name not in dossier.incomplete}
        return interpret(self._plan, self._decision.id, case, _Assisted(self, facts, dossier.findings))

    def condition(self, node: t.Expr, as_of: dt.date | None) -> Holds | None:
        """The function for one condition, as of the date that counts; None where there is none."""
        key = (id(node), as_of)
        if key not in self._conditions:
            owner = self._owners.get(id(node))
            if owner is None:
                return None
            if len(self._conditions) >= _MOST_DATES * len(self._owners):
                self._conditions.clear()
            self._conditions[key] = _of_dates(self._translation(node, owner), as_of, as_of)
        return self._conditions[key]

    def _translation(self, node: t.Expr, owner: Decision) -> Program | None:
        if id(node) not in self._translated:
            try:
                self._translated[id(node)] = self._programs.condition(owner, node)
            except Refused:
                self._translated[id(node)] = None
        return self._translated[id(node)]


class _Assisted(Silent):
    """Records nothing, and asks a program first where there is one."""

    def __init__(self, prepared: Prepared, facts: Mapping[str, object], findings: Mapping[str, bool]) -> None:
        self._condition = prepared.condition
        self._nodes = prepared._owners  # noqa: SLF001 (the same evaluator)
        self._facts = facts
        self._findings = findings

    def visit(self, node: t.Expr, scope: Scope, label: str = "") -> Outcome:  # noqa: ARG002 (nothing is labelled)
        """The value of the node."""
        if id(node) in self._nodes:
            holds = self._condition(node, scope.environment.case.as_of)
            if holds is not None:
                try:
                    return holds(self._facts, self._findings)  # type: ignore[no-any-return]  # a value of a simple type
                except NOT_CERTAIN:
                    pass
        return MEANING[type(node)](node, scope)


def _of_dates(program: Program | None, asked: dt.date | None, as_of: dt.date | None) -> Any:  # noqa: ANN401 (a function)
    if program is None:
        return None
    try:
        return program.make(asked, as_of)
    except NOT_CERTAIN:
        return None


def _translated_apart(decision: Decision) -> list[t.Expr]:
    """The expressions that have programs of their own: conditions, and definitions of a simple type."""
    found = [one for c in decision.criteria for one in (c.applies, c.condition) if one is not None]
    return found + [one.expression for one in decision.definitions if _is_simple(one.expression)]


def _is_simple(node: t.Expr) -> bool:
    """Whether its value has the same form everywhere."""
    return (
        not isinstance(node.type, ListOf | RecordOf | RangeOf)
        and node.type != ANY
        and not hasattr(node.type, "members")
    )
