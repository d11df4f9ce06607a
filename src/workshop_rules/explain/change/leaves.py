"""Ways to bring about a condition that is not looked into: single edits, or else several together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from workshop_rules.evaluate.interpreter.numbers import exact
from workshop_rules.explain.change.edits import AS_OF, NO_EDITS, Edit, Edits, Kind, joined
from workshop_rules.explain.change.trying import Bound, Place, Trial
from workshop_rules.explain.change.ways import NO_WAY, REACHED, Ways, cheapest, either
from workshop_rules.language import tree
from workshop_rules.language.tree import Expr
from workshop_rules.language.types import NUMBER
from workshop_rules.language.values import Number, Outcome, Unknown

_TOGETHER = {2: 24, 3: 10}
"""Of how many edits, two or three are tried together where no single one is enough."""
_STEPS = 16
"""How many edits are taken one after the other towards a number."""

Accepted = Callable[[Outcome], bool]
"""Whether a value is what is wished for."""


@dataclass(frozen=True, slots=True)
class _Effect:
    """What an edit does to the conditions of a decision.

    Attributes:
        good: the conditions that come out as wished with it, and did not before.
        bad: the conditions that did before, and do not with it.
        members: of a record that is added, what the conditions on members come to.
    """

    good: frozenset[Expr]
    bad: frozenset[Expr]
    members: tuple[str, ...]

    def at_least_as_good(self, other: _Effect) -> bool:
        """Whether it does no more harm, and all the good that the other does."""
        return self.bad < other.bad and self.good >= other.good


class Leaves:
    """Finds ways for the conditions at the end of a decision's logic."""

    def __init__(self, trial: Trial) -> None:
        self._trial = trial
        self._effects: dict[Edit, _Effect] = {}

    def ways(self, node: Expr, accepted: Accepted, bound: Bound = (), *, single: bool = False) -> Ways:
        """Ways for an expression to come to an accepted value; if asked for, by single edits alone."""
        trial = self._trial
        if self._brings(node, NO_EDITS, accepted, bound):
            return REACHED
        gaps = tuple(self._gaps(node, NO_EDITS, bound))
        marks = trial.marks(node)
        candidates = [edit for path in sorted(marks.facts) for edit in trial.possible.edits(path, marks, gaps)]
        for _, meant in bound:
            if isinstance(meant, Place):
                candidates.extend(trial.possible.field_edits(meant.list, meant.number, marks, gaps))
        if AS_OF in marks.facts:
            candidates.extend(trial.waits(marks))
        enough = [edit for edit in candidates if self._brings(node, frozenset({edit}), accepted, bound)]
        if enough:
            found = cheapest(frozenset({edit}) for edit in self.told_apart(enough))
        elif single:
            found = Ways(whole=not candidates)
        else:
            found = self._step_by_step(node, candidates, accepted, bound)
            if not found.sets:
                found = self._together(node, candidates, accepted, bound)
        return either(found, Ways(whole=not trial.budget.spent))

    def told_apart(self, edits: Iterable[Edit]) -> Iterator[Edit]:
        """The smallest of those edits of a fact between which no other condition of the decision tells.

        Left out are those, too, that do more harm to other conditions and no more good than another.
        """
        kept: dict[tuple[object, ...], dict[_Effect, Edit]] = {}
        for edit in sorted(edits, key=lambda one: (one.facts, one.size, one.name)):
            kept.setdefault((edit.kind, edit.path, edit.count), {}).setdefault(self._effect(edit), edit)
        for effects in kept.values():
            for effect, edit in effects.items():
                if not any(other is not effect and other.at_least_as_good(effect) for other in effects):
                    yield edit

    def _effect(self, edit: Edit) -> _Effect:
        if edit not in self._effects:
            self._effects[edit] = self._worked_out(edit)
        return self._effects[edit]

    def _worked_out(self, edit: Edit) -> _Effect:
        """What an edit does to the conditions of the decision that read what is edited."""
        name = edit.path if edit.kind is Kind.FIND else edit.path.partition("[")[0].partition(".")[0]
        good, bad, others = set[Expr](), set[Expr](), []
        for condition, wished in self._trial.conditions.items():
            if name in self._trial.marks(condition).facts:
                before = self._trial.value(condition) is wished
                after = self._trial.value(condition, frozenset({edit})) is wished
                if before is not after:
                    (good if after else bad).add(condition)
        if edit.kind is Kind.ADD:
            record = self._trial.new_record(edit)
            for variable, condition in self._trial.asked_of_members.get(name, ()):
                others.append(repr(self._trial.value(condition, NO_EDITS, ((variable, record),))))
        return _Effect(frozenset(good), frozenset(bad), tuple(others))

    def _step_by_step(self, node: Expr, candidates: list[Edit], accepted: Accepted, bound: Bound) -> Ways:
        """One way for a comparison of numbers: the edits that bring the two sides nearest, one after the other."""
        way, gap = NO_EDITS, max(self._gaps(node, NO_EDITS, bound), default=None)
        for _ in range(_STEPS if gap else 0):
            nearer: list[tuple[Fraction, Number, Fraction, str, Edits]] = []
            for edit in candidates:
                taken = any(edit.path == one.path and edit.kind is one.kind for one in way)
                if taken and edit.kind is not Kind.ADD:
                    continue
                further = joined(way, frozenset({edit}))
                left = max(self._gaps(node, further, bound), default=None)
                if self._brings(node, further, accepted, bound):
                    left = 0
                if left is not None and gap is not None and left < gap:
                    nearer.append((Fraction(left - gap) / edit.facts, left, edit.size, edit.name, further))
            if not nearer or self._trial.budget.spent:
                return NO_WAY
            _, gap, _, _, way = min(nearer, key=lambda one: one[:4])
            if gap == 0 and self._brings(node, way, accepted, bound):
                return Ways((way,), whole=False)
        return NO_WAY

    def _together(self, node: Expr, candidates: list[Edit], accepted: Accepted, bound: Bound) -> Ways:
        """Two or three edits that bring about together what none does alone."""
        spread = _spread(candidates)
        groups = {(edit.kind, edit.path) for edit in candidates}
        adding = any(edit.kind is Kind.ADD for edit in candidates)
        whole = True
        for count, most in _TOGETHER.items():
            if len(groups) < count and not adding:
                return Ways(whole=whole)
            whole = whole and len(spread) <= most
            tried = (frozenset(chosen) for chosen in combinations(spread[:most], count))
            possible = (way for way in tried if len({edit.slot for edit in way}) == count)
            found = cheapest((way for way in possible if self._brings(node, way, accepted, bound)), whole=whole)
            if found.sets:
                return found
        return Ways(whole=whole and not adding and len(groups) <= max(_TOGETHER))

    def _brings(self, node: Expr, way: Edits, accepted: Accepted, bound: Bound) -> bool:
        value = self._trial.value(node, way, bound)
        return value is not None and accepted(value)

    def _gaps(self, node: Expr, way: Edits, bound: Bound) -> Iterator[Number]:
        """By how much the two sides of a comparison of numbers differ, with the edits made."""
        match node:
            case tree.Compare(left=left, right=right) if left.type == NUMBER:
                sides = [self._trial.value(side, way, bound) for side in (left, right)]
            case tree.Between(value=value, low=low, high=high) if value.type == NUMBER:
                sides = [self._trial.value(side, way, bound) for side in (value, low, high)]
            case _:
                return
        first, *others = [0 if isinstance(side, Unknown) and side.low == 0 else side for side in sides]
        for other in others:
            if isinstance(first, Number) and isinstance(other, Number):
                yield exact(abs(Fraction(first) - other))


def _spread(edits: list[Edit]) -> list[Edit]:
    """All of them, in an order in which every fact has its turn, the smallest edits of each first."""
    groups: dict[tuple[str, str], list[Edit]] = {}
    for edit in sorted(edits, key=lambda one: (one.facts, one.size, one.name)):
        groups.setdefault((edit.kind, edit.path), []).append(edit)
    most = max((len(group) for group in groups.values()), default=0)
    return [group[turn] for turn in range(most) for group in groups.values() if turn < len(group)]
