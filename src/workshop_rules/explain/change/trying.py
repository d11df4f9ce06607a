"""Expressions of a decision, evaluated as if edits had been made to the case."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeAlias, cast

from workshop_rules.compile.plan import Decision, Plan
from workshop_rules.evaluate.evaluation import Case, EvaluationError
from workshop_rules.evaluate.interpreter import Environment, evaluate, evaluate_expression
from workshop_rules.evaluate.interpreter.names import computable
from workshop_rules.explain.change.edits import NO_EDITS, Edit, Edits, Kind, edited, joined
from workshop_rules.explain.change.landmarks import Landmarks, landmarks
from workshop_rules.explain.change.membership import asked_of_members
from workshop_rules.explain.change.possible import Possible
from workshop_rules.explain.from_evaluation import decision_environment
from workshop_rules.language import tree
from workshop_rules.language.tree import Expr
from workshop_rules.language.types import BOOLEAN
from workshop_rules.language.values import Outcome, Record
from workshop_rules.language.walk import children

_KEPT = 256
"""For how many sets of edits what was worked out is kept."""


@dataclass(frozen=True, slots=True)
class Place:
    """A supplied record that a variable stands for, by where it is in the case as it is: `honors[2]`."""

    list: str
    number: int

    @property
    def path(self) -> str:
        """`honors[2]`."""
        return f"{self.list}[{self.number}]"


Bound: TypeAlias = tuple[tuple[str, "Place | Outcome"], ...]
"""What the variables around an expression stand for."""


class Budget:
    """How many evaluations may still be made."""

    def __init__(self, most: int) -> None:
        self.left = most

    @property
    def spent(self) -> bool:
        """Whether there is none left; what was found is not all then."""
        return self.left <= 0

    def take(self) -> bool:
        """Take one; false where there is none left."""
        self.left -= 1
        return self.left >= 0


class Trial:
    """One case, some edits already made, on which more are tried.

    Attributes:
        given: the edits already made; every evaluation is made with them.
        possible: what may be done to the case.
    """

    def __init__(
        self,
        plan: Plan,
        decision: Decision,
        case: Case,
        waits: Callable[[Landmarks], Iterable[Edit]],
        budget: Budget,
        given: Edits = NO_EDITS,
    ) -> None:
        self.plan = plan
        self.decision = decision
        self.case = case
        self.waits = waits
        self.budget = budget
        self.given = given
        self.definitions: Mapping[str, Expr] = {one.name: one.expression for one in decision.definitions}
        self.possible = Possible(plan, decision, case, self._as_of)
        self._environments: dict[Edits, Environment | None] = {}
        self._marks: dict[Expr, Landmarks] = {}

    @cached_property
    def _as_of(self) -> dt.date | None:
        """The date from which on records may be added: that of the case, or to which it has been put off."""
        put_off = next((edit.after for edit in self.given if edit.kind is Kind.WAIT), None)
        return put_off or self.case.as_of or self.decision.as_of

    def for_decision(self, other: Decision) -> Trial:
        """The same for another decision that this one refers to."""
        as_of = self.case.as_of or other.as_of or self.decision.as_of
        return Trial(self.plan, other, replace(self.case, as_of=as_of), self.waits, self.budget, self.given)

    def marks(self, node: Expr) -> Landmarks:
        """The values that an expression turns at."""
        if node not in self._marks:
            self._marks[node] = landmarks(self.plan, self.decision, self.case.parameters, [node])
        return self._marks[node]

    def meant(self, node: Expr) -> Expr | None:
        """The expression behind a definition, or the one that the readings choose; None where it is neither."""
        match node:
            case tree.DefinitionRef(name=name):
                return self.definitions[name]
            case tree.If(condition=condition, then=then, otherwise=otherwise) if not self.marks(condition).facts:
                return then if self.value(condition) is True else otherwise
            case _:
                return None

    def value(self, node: Expr, way: Edits = NO_EDITS, bound: Bound = ()) -> Outcome | None:
        """What an expression comes to with the edits made; None where that cannot be worked out."""
        if not self.budget.take():
            return None
        made = joined(self.given, way)
        environment = self._environment(made)
        if environment is None:
            return None
        variables: dict[str, Outcome] = {}
        for name, meant in bound:
            value = self._at(meant, environment.case, made) if isinstance(meant, Place) else meant
            if value is None:
                return None
            variables[name] = value
        try:
            return evaluate_expression(node, environment, variables=variables)
        except (EvaluationError, OverflowError):
            return None

    def additions(self, path: str, asked: Expr) -> list[Edit]:
        """Single records that may be added to a list: with the fields that a condition asks for, and with all."""
        alone = self.marks(asked)
        all_asked = [asked, *(one for one in self.conditions if path in self.marks(one).facts)]
        wide = landmarks(self.plan, self.decision, self.case.parameters, all_asked)
        found = list(self.possible.additions(path, alone))
        if wide.fields - alone.fields:
            found.extend(self.possible.additions(path, wide))
        return found

    @cached_property
    def asked_of_members(self) -> Mapping[str, list[tuple[str, Expr]]]:
        """For each list among the facts the conditions that the decision has on its members alone."""
        return asked_of_members(self.decision, self.meant)

    @cached_property
    def conditions(self) -> dict[Expr, bool]:
        """The conditions of the decision, looked into through and, or and not, each with the value that is for it."""
        found: dict[Expr, bool] = {}
        for criterion in self.decision.criteria:
            if criterion.applies is not None:
                found.update(self._parts(criterion.applies, wished=False))
            found.update(self._parts(criterion.condition, wished=True))
        return found

    def _parts(self, node: Expr, *, wished: bool) -> Iterator[tuple[Expr, bool]]:
        match node:
            case tree.Not(operand=operand):
                yield from self._parts(operand, wished=not wished)
            case tree.And() | tree.Or() | tree.Labelled() | tree.AtLeast() | tree.Presupposes():
                for child in children(node):
                    if child.type == BOOLEAN:
                        yield from self._parts(child, wished=wished)
            case tree.If(type=type_) if type_ == BOOLEAN:
                for child in children(node):
                    yield from self._parts(child, wished=wished)
            case tree.DefinitionRef(name=name) if node.type == BOOLEAN:
                yield from self._parts(self.definitions[name], wished=wished)
            case _:
                yield node, wished

    def new_record(self, edit: Edit) -> Record:
        """The record that an edit adds, as it is computed with."""
        place = len(self.possible.supplied(edit.path)) + 1
        return cast("Record", computable(edit.after, f"{edit.path}[{place}]", frozenset()))

    def _at(self, place: Place, case: Case, made: Edits) -> Outcome | None:
        """The record at a place; None where it was taken away."""
        removed = [edit.path for edit in made if edit.kind is Kind.REMOVE]
        if place.path in removed:
            return None
        before = sum(f"{place.list}[{number}]" in removed for number in range(1, place.number))
        number = place.number - before
        records: Any = case.dossier.facts[place.list]
        return computable(records[number - 1], f"{place.list}[{number}]", case.dossier.incomplete)

    def _environment(self, made: Edits) -> Environment | None:
        if made not in self._environments:
            if len(self._environments) >= _KEPT:
                self._environments.clear()
            self._environments[made] = self._made(made)
        return self._environments[made]

    def _made(self, made: Edits) -> Environment | None:
        case = edited(self.case, self.decision.id, self.plan.id, made)
        dated = replace(case, as_of=case.as_of or self.decision.as_of)
        if not self.decision.uses:
            return Environment(dated, self._derivations, self.definitions)
        try:
            evaluation = evaluate(self.plan, self.decision.id, case)
        except EvaluationError:
            return None
        return decision_environment(self.plan, self.decision, dated, evaluation)

    @cached_property
    def _derivations(self) -> Mapping[str, Expr]:
        return {path: fact.derivation for path, fact in self.plan.facts.items() if fact.derivation is not None}
