"""Which edits make a decision come out as wished: from the outcome down through conditions to the facts.

A way is a set of edits. Ways come from the structure of a decision, one condition at a time; whether they lead there
all together only deciding again can say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cached_property
from itertools import combinations

from workshop_rules.compile.plan import Criterion, Decision, Plan
from workshop_rules.evaluate.evaluation import Case, EvaluationError
from workshop_rules.evaluate.interpreter import Environment, evaluate, evaluate_expression
from workshop_rules.evaluate.interpreter.numbers import exact
from workshop_rules.explain.change.edits import AS_OF, NO_EDITS, Edit, Edits, Kind, edited, joined, order
from workshop_rules.explain.change.landmarks import Landmarks, landmarks
from workshop_rules.explain.change.possible import Possible
from workshop_rules.explain.from_evaluation import decision_environment
from workshop_rules.language import tree
from workshop_rules.language.tree import Expr
from workshop_rules.language.types import BOOLEAN, NUMBER
from workshop_rules.language.values import Number, Outcome, Unknown

_WIDTH = 24
"""How many ways are kept for each condition: those that change least."""
_OF_ONE_FACT = 2
"""How many values of one fact are kept that bring a condition about."""
_TOGETHER = {2: 24, 3: 10}
"""Of how many edits, two or three are tried together where no single one is enough."""

_STEPS = 9
"""How many edits are taken one after the other towards a number."""

Ways = list[Edits]


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


class Search:
    """Ways for one decision and one case.

    Attributes:
        complete: false once something was left untried for want of budget.
    """

    def __init__(
        self, plan: Plan, decision: Decision, case: Case, waits: Callable[[Landmarks], Iterable[Edit]], budget: Budget
    ) -> None:
        self.plan = plan
        self.decision = decision
        self.case = case
        self.budget = budget
        self.complete = True
        self._waits = waits
        self._possible = Possible(plan, decision, case, case.as_of or decision.as_of)
        self._known: dict[tuple[int, bool], Ways] = {}
        self._criteria = {one.id: one for one in decision.criteria}
        self._definitions = {one.name: one.expression for one in decision.definitions}

    def to_outcomes(self, wanted: frozenset[str]) -> Ways:
        """Ways to an outcome that is among those wanted."""
        return self._outcome(self.decision.outcome, wanted)

    def _outcome(self, node: Expr, wanted: frozenset[str]) -> Ways:
        match node:
            case tree.If(condition=condition, then=then, otherwise=otherwise):
                return _either(
                    _both(self._condition(condition, wanted=True), self._outcome(then, wanted)),
                    _both(self._condition(condition, wanted=False), self._outcome(otherwise, wanted)),
                )
            case tree.StringLiteral(value=value):
                return [NO_EDITS] if value in wanted else []
            case _:
                return self._leaf(node, lambda value: isinstance(value, str) and value in wanted)

    def _condition(self, node: Expr, *, wanted: bool) -> Ways:
        key = id(node), wanted
        if key not in self._known:
            self._known[key] = self._worked_out(node, wanted=wanted)
        return self._known[key]

    def _worked_out(self, node: Expr, *, wanted: bool) -> Ways:
        match node:
            case tree.CriterionRef(id=name):
                return self._criterion(self._criteria[name], wanted=wanted)
            case tree.And(operands=operands) if wanted:
                return self._all(operands, wanted=True)
            case tree.Or(operands=operands) if not wanted:
                return self._all(operands, wanted=False)
            case tree.And(operands=operands) | tree.Or(operands=operands):
                return _either(*(self._condition(one, wanted=wanted) for one in operands))
            case tree.AtLeast(count=tree.NumberLiteral(value=count), operands=operands) if wanted:
                chosen = combinations(operands, int(count))
                return _either(*(self._all(some, wanted=True) for some, _ in zip(chosen, range(64), strict=False)))
            case tree.Not(operand=operand):
                return self._condition(operand, wanted=not wanted)
            case tree.Labelled(operand=operand):
                return self._condition(operand, wanted=wanted)
            case tree.Presupposes(given=given, operand=operand):
                return _both(self._condition(given, wanted=True), self._condition(operand, wanted=wanted))
            case tree.If(condition=condition, then=then, otherwise=otherwise):
                return _either(
                    _both(self._condition(condition, wanted=True), self._condition(then, wanted=wanted)),
                    _both(self._condition(condition, wanted=False), self._condition(otherwise, wanted=wanted)),
                )
            case tree.DefinitionRef(name=name) if self._definitions[name].type == BOOLEAN:
                return self._condition(self._definitions[name], wanted=wanted)
            case tree.Compare(op="=" | "!=", left=tree.DecisionRef(name=name), right=tree.StringLiteral(value=value)):
                return self._other_decision(name, value, wanted=wanted is (node.op == "="))
            case _:
                return self._leaf(node, lambda value: value is wanted)

    def _criterion(self, criterion: Criterion, *, wanted: bool) -> Ways:
        granted = criterion.waivable is not None and any(
            one.decision == self.decision.id and one.criterion == criterion.id for one in self.case.dossier.waivers
        )
        if granted:
            return [NO_EDITS] if wanted else []
        holds = self._condition(criterion.condition, wanted=wanted)
        if not wanted:
            return holds if criterion.applies is None else _both(holds, self._condition(criterion.applies, wanted=True))
        if criterion.applies is not None:
            holds = _either(holds, self._condition(criterion.applies, wanted=False))
        if criterion.waivable is not None and NO_EDITS not in holds:
            holds = _either(holds, [frozenset({self._possible.waiver(criterion.id)})])
        return holds

    def _all(self, operands: Sequence[Expr], *, wanted: bool) -> Ways:
        ways = [NO_EDITS]
        for one in operands:
            ways = _both(ways, self._condition(one, wanted=wanted)) if ways else []
        return ways

    def _other_decision(self, name: str, outcome: str, *, wanted: bool) -> Ways:
        other = self.plan.decisions[name]
        outcomes = frozenset({outcome}) if wanted else frozenset(one.id for one in other.outcomes) - {outcome}
        as_of = self.case.as_of or other.as_of or self.decision.as_of
        search = Search(self.plan, other, replace(self.case, as_of=as_of), self._waits, self.budget)
        ways = [way for way in search.to_outcomes(outcomes) if not any(edit.kind is Kind.WAIVE for edit in way)]
        self.complete &= search.complete
        return ways

    def _leaf(self, node: Expr, accepted: Callable[[Outcome], bool]) -> Ways:
        """Ways for an expression that is not looked into: single edits, or else two or three together."""
        value = self._value(node, NO_EDITS)
        if value is not None and accepted(value):
            return [NO_EDITS]
        marks = landmarks(self.plan, self.decision, self.case.parameters, [node])
        gaps = tuple(self._gaps(node))
        candidates = [edit for path in sorted(marks.facts) for edit in self._possible.edits(path, marks, gaps)]
        if AS_OF in marks.facts:
            candidates.extend(self._waits(marks))
        enough = [edit for edit in sorted(candidates, key=_cheap) if self._brings(node, frozenset({edit}), accepted)]
        if enough:
            return _cheapest(frozenset({edit}) for edit in _few_of_each(enough))
        return self._step_by_step(node, candidates, accepted) or self._together(node, candidates, accepted)

    def _step_by_step(self, node: Expr, candidates: list[Edit], accepted: Callable[[Outcome], bool]) -> Ways:
        """One way for a comparison of numbers: the edits that bring the two sides nearest, one after the other."""
        way, gap = NO_EDITS, max(self._gaps(node), default=None)
        for _ in range(_STEPS if gap else 0):
            nearer: list[tuple[Number, Fraction, str, Edits]] = []
            for edit in candidates:
                taken = any(edit.path == one.path and edit.kind is one.kind for one in way)
                if taken and edit.kind is not Kind.ADD:
                    continue
                further = joined(way, frozenset({edit}))
                left = max(self._gaps(node, further), default=None)
                if self._brings(node, further, accepted):
                    left = 0
                if left is not None and gap is not None and left < gap:
                    nearer.append((left, edit.size, repr(edit), further))
            if not nearer or self.budget.spent:
                return []
            gap, _, _, way = min(nearer, key=lambda one: one[:3])
            if gap == 0 and self._brings(node, way, accepted):
                return [way]
        return []

    def _together(self, node: Expr, candidates: list[Edit], accepted: Callable[[Outcome], bool]) -> Ways:
        """Two or three edits that bring about together what none does alone."""
        spread = _spread(candidates)
        for count, most in _TOGETHER.items():
            found = []
            for chosen in combinations(spread[:most], count):
                way = frozenset(chosen)
                if len({edit.slot for edit in way}) == count and self._brings(node, way, accepted):
                    found.append(way)
                if self.budget.spent or len(found) >= _WIDTH:
                    break
            if found:
                return _cheapest(found)
        return []

    def _brings(self, node: Expr, way: Edits, accepted: Callable[[Outcome], bool]) -> bool:
        value = self._value(node, way)
        return value is not None and accepted(value)

    def _value(self, node: Expr, way: Edits) -> Outcome | None:
        """What an expression comes to with the edits made; None where that cannot be worked out."""
        if not self.budget.take():
            self.complete = False
            return None
        case = edited(self.case, self.decision.id, self.plan.id, way)
        try:
            return evaluate_expression(node, self._environment(case))
        except (EvaluationError, OverflowError):
            return None

    def _environment(self, case: Case) -> Environment:
        dated = replace(case, as_of=case.as_of or self.decision.as_of)
        if not self.decision.uses:
            return _for_case(self._template, dated)
        evaluation = evaluate(self.plan, self.decision.id, case)
        return decision_environment(self.plan, self.decision, dated, evaluation)

    @cached_property
    def _template(self) -> Environment:
        derivations = {path: fact.derivation for path, fact in self.plan.facts.items() if fact.derivation is not None}
        return Environment(self.case, derivations, self._definitions)

    def _gaps(self, node: Expr, way: Edits = NO_EDITS) -> Iterator[Number]:
        """By how much the two sides of a comparison of numbers differ, with the edits made."""
        match node:
            case tree.Compare(left=left, right=right) if left.type == NUMBER:
                sides = [self._value(side, way) for side in (left, right)]
            case tree.Between(value=value, low=low, high=high) if value.type == NUMBER:
                sides = [self._value(side, way) for side in (value, low, high)]
            case _:
                return
        first, *others = [0 if isinstance(side, Unknown) and side.low == 0 else side for side in sides]
        for other in others:
            if isinstance(first, Number) and isinstance(other, Number):
                yield exact(abs(Fraction(first) - other))


def _for_case(environment: Environment, case: Case) -> Environment:
    """The same environment for another case, nothing worked out yet."""
    return Environment(case, environment.derivations, environment.definitions)


def _both(ways: Ways, others: Ways) -> Ways:
    return _cheapest(joined(one, other) for one in ways for other in others)


def _either(*ways: Ways) -> Ways:
    return _cheapest(one for some in ways for one in some)


def _cheapest(ways: Iterable[Edits]) -> Ways:
    """The ways that change least; none that does all that another does, and more."""
    kept: Ways = []
    for way in sorted(set(ways), key=order):
        if not any(other <= way for other in kept):
            kept.append(way)
        if len(kept) >= _WIDTH:
            break
    return kept


def _cheap(edit: Edit) -> tuple[int, object, str]:
    return edit.facts, edit.size, repr(edit.after)


def _few_of_each(edits: Iterable[Edit]) -> Iterator[Edit]:
    """The smallest edits of each kind for each fact."""
    seen: dict[tuple[str, str], int] = {}
    for edit in edits:
        key = edit.kind, edit.path
        seen[key] = seen.get(key, 0) + 1
        if seen[key] <= _OF_ONE_FACT:
            yield edit


def _spread(edits: list[Edit]) -> list[Edit]:
    """A selection in which every fact has its turn, the smallest edits of each first."""
    groups: dict[tuple[str, str], list[Edit]] = {}
    for edit in sorted(edits, key=_cheap):
        groups.setdefault((edit.kind, edit.path), []).append(edit)
    most = max((len(group) for group in groups.values()), default=0)
    return [group[turn] for turn in range(most) for group in groups.values() if turn < len(group)]
