"""Which edits make a decision come out as wished: from the outcome down through conditions to the facts.

Ways come from the structure of a decision, one condition at a time: through `and`, `or` and `not`, through the members
that a quantifier or a count goes through, down to conditions that are not looked into. Whether they lead there all
together only deciding again can say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from operator import eq, ge, gt, le, lt, ne

from workshop_rules.compile.plan import Criterion
from workshop_rules.explain.change.edits import NO_EDITS, Edit, Edits, Kind
from workshop_rules.explain.change.leaves import Leaves
from workshop_rules.explain.change.membership import Members, members
from workshop_rules.explain.change.trying import Bound, Place, Trial
from workshop_rules.explain.change.ways import NO_WAY, REACHED, Ways, at_least, both, cheapest, either, every
from workshop_rules.language import tree
from workshop_rules.language.tree import Expr
from workshop_rules.language.types import BOOLEAN
from workshop_rules.language.values import ListValue, Number, Outcome, Unknown

_COMPARE = {"=": eq, "!=": ne, "<": lt, "<=": le, ">": gt, ">=": ge}
_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
_MOST_COUNTED = 60
"""By how many members a count may be wrong for ways to be looked for."""
_STEPS = 2
"""How many ways to bring about one criterion are taken as a first step."""
_NEW_RECORDS = 40
"""How many new records that conditions tell apart are tried for one condition, where none suffices by itself."""


class Search:
    """Ways for one decision and one case."""

    def __init__(self, trial: Trial) -> None:
        self._trial = trial
        self._leaves = Leaves(trial)
        self._known: dict[object, Ways] = {}
        self._criteria = {one.id: one for one in trial.decision.criteria}

    def to_outcomes(self, wanted: frozenset[str]) -> Ways:
        """Ways to an outcome that is among those wanted."""
        return self._outcome(self._trial.decision.outcome, wanted)

    def steps(self) -> Iterator[Edits]:
        """Of every criterion that has been looked into and does not hold, the cheapest ways to bring it about."""
        for criterion in self._criteria.values():
            if self._trial.value(criterion.condition) is not True:
                yield from self._criterion(criterion, wanted=True).sets[:_STEPS]

    def _outcome(self, node: Expr, wanted: frozenset[str]) -> Ways:
        match node:
            case tree.If(condition=condition, then=then, otherwise=otherwise):
                return either(
                    both(self._condition(condition, wanted=True), self._outcome(then, wanted)),
                    both(self._condition(condition, wanted=False), self._outcome(otherwise, wanted)),
                )
            case tree.StringLiteral(value=value):
                return REACHED if value in wanted else NO_WAY
            case _:
                return self._leaves.ways(node, lambda value: isinstance(value, str) and value in wanted)

    def _condition(self, node: Expr, bound: Bound = (), *, wanted: bool) -> Ways:
        if self._trial.budget.spent:
            return Ways(whole=False)
        meant = tuple((name, value if isinstance(value, Place) else repr(value)) for name, value in bound)
        key = node, meant, wanted
        if key not in self._known:
            self._known[key] = self._worked_out(node, bound, wanted=wanted)
        return self._known[key]

    def _worked_out(self, node: Expr, bound: Bound, *, wanted: bool) -> Ways:
        match node:
            case tree.CriterionRef(id=name):
                return self._criterion(self._criteria[name], wanted=wanted)
            case tree.And(operands=operands) | tree.Or(operands=operands):
                parts = (self._condition(one, bound, wanted=wanted) for one in operands)
                return every(parts) if isinstance(node, tree.And) is wanted else either(*parts)
            case tree.AtLeast(count=tree.NumberLiteral(value=count), operands=operands):
                needed = int(count) if wanted else len(operands) - int(count) + 1
                return at_least(needed, [self._condition(one, bound, wanted=wanted) for one in operands])
            case tree.Not(operand=operand):
                return self._condition(operand, bound, wanted=not wanted)
            case tree.Labelled(operand=operand):
                return self._condition(operand, bound, wanted=wanted)
            case tree.DefinitionRef(name=name) if node.type == BOOLEAN:
                return self._condition(self._trial.definitions[name], wanted=wanted)
            case _ if self._trial.value(node, NO_EDITS, bound) is wanted:
                return REACHED
            case tree.Presupposes(given=given, operand=operand):
                return both(self._condition(given, bound, wanted=True), self._condition(operand, bound, wanted=wanted))
            case tree.If(condition=condition, then=then, otherwise=otherwise):
                return either(
                    both(self._condition(condition, bound, wanted=True), self._condition(then, bound, wanted=wanted)),
                    both(
                        self._condition(condition, bound, wanted=False),
                        self._condition(otherwise, bound, wanted=wanted),
                    ),
                )
            case tree.Some():
                return self._some(node, bound, wanted=wanted)
            case tree.Every(iterators=iterators, condition=condition):
                fails = tree.Not(condition, span=condition.span, type=BOOLEAN)
                exception = tree.Some(iterators, fails, span=node.span, type=BOOLEAN)
                return self._condition(exception, bound, wanted=not wanted)
            case tree.Compare(op="=" | "!=", left=tree.DecisionRef(name=name), right=tree.StringLiteral(value=value)):
                return self._other_decision(name, value, wanted=wanted is (node.op == "="))
            case tree.Compare(op=op, left=tree.BuiltinCall(function="count", arguments=(counted,)), right=limit):
                return self._count(node, counted, op, limit, bound, wanted=wanted)
            case tree.Compare(op=op, left=limit, right=tree.BuiltinCall(function="count", arguments=(counted,))):
                return self._count(node, counted, _TURNED.get(op, op), limit, bound, wanted=wanted)
            case _:
                return self._leaf(node, bound, wanted=wanted)

    def _leaf(self, node: Expr, bound: Bound, *, wanted: bool) -> Ways:
        return self._leaves.ways(node, lambda value: value is wanted, bound)

    def _criterion(self, criterion: Criterion, *, wanted: bool) -> Ways:
        decision, waivers = self._trial.decision.id, self._trial.case.dossier.waivers
        granted = criterion.waivable is not None and any(
            one.decision == decision and one.criterion == criterion.id for one in waivers
        )
        if granted:
            return REACHED if wanted else NO_WAY
        holds = self._condition(criterion.condition, wanted=wanted)
        if not wanted:
            return holds if criterion.applies is None else both(holds, self._condition(criterion.applies, wanted=True))
        if criterion.applies is not None:
            holds = either(holds, self._condition(criterion.applies, wanted=False))
        if criterion.waivable is not None:
            holds = either(holds, Ways((frozenset({self._trial.possible.waiver(criterion.id)}),)))
        return holds

    def _other_decision(self, name: str, outcome: str, *, wanted: bool) -> Ways:
        other = self._trial.plan.decisions[name]
        outcomes = frozenset({outcome}) if wanted else frozenset(one.id for one in other.outcomes) - {outcome}
        found = Search(self._trial.for_decision(other)).to_outcomes(outcomes)
        here = (way for way in found.sets if not any(edit.kind is Kind.WAIVE for edit in way))
        return cheapest(here, whole=found.whole)

    # what goes through the members of a list

    def _some(self, node: tree.Some, bound: Bound, *, wanted: bool) -> Ways:
        """Ways for a member to be such, or for none to be."""
        (first, *others), condition = node.iterators, node.condition
        if others:
            condition = tree.Some(tuple(others), condition, span=condition.span, type=BOOLEAN)
        listed = members(first.source, first.name, condition, self._trial.meant)
        there = None if first.end is not None else self._there(listed.source, bound)
        if there is None:
            return self._leaf(node, bound, wanted=wanted)
        if wanted:
            found = either(
                self._added(listed, bound), *(self._member(listed, one, bound, wanted=True) for one in there)
            )
        else:
            found = every(self._out(listed, one, bound) for one in there)
        if isinstance(listed.source, tree.FactRef) or not self._trial.marks(listed.source).facts:
            return found
        return either(found, self._leaves.ways(node, lambda value: value is wanted, bound, single=True))

    def _count(self, node: Expr, counted: Expr, op: str, limit: Expr, bound: Bound, *, wanted: bool) -> Ways:
        """Ways for the number of members to be such."""
        listed = members(counted, "item", None, self._trial.meant)
        there = self._there(listed.source, bound) if isinstance(listed.source, tree.FactRef) else None
        number = self._trial.value(limit, NO_EDITS, bound)
        if there is None or not isinstance(number, Number):
            return self._leaf(node, bound, wanted=wanted)
        such = [self._member(listed, one, bound, wanted=True) for one in there]
        now = sum(one.reached for one in such)

        def right(counts: Iterable[int]) -> int | None:
            return next((one for one in counts if _COMPARE[op](one, number) is wanted), None)

        up, down = right(range(now + 1, now + _MOST_COUNTED)), right(range(now - 1, -1, -1))
        more = [] if up is None else [self._more(listed, [one for one in such if not one.reached], up - now, bound)]
        if down is not None:
            out = [self._out(listed, one, bound) for one, way in zip(there, such, strict=True) if way.reached]
            more.append(at_least(now - down, out))
        if self._trial.marks(limit).facts:
            more.append(self._leaves.ways(node, lambda value: value is wanted, bound, single=True))
        return either(*more)

    def _more(self, listed: Members, such: list[Ways], needed: int, bound: Bound) -> Ways:
        """Ways for so many members more to be such, of those that are there or new ones."""
        added = self._added(listed, bound)
        return either(
            *(both(at_least(needed - new, such), _so_many(added, listed.source, new)) for new in range(needed + 1))
        )

    def _there(self, source: Expr, bound: Bound) -> list[Place | Outcome] | None:
        """The members of a list as it is; None where that cannot be told."""
        value = self._trial.value(source, NO_EDITS, bound)
        if isinstance(source, tree.FactRef):
            supplied = self._trial.possible.supplied(source.path)
            if not isinstance(value, ListValue) and not isinstance(value, Unknown):
                return None
            records = all(isinstance(one, Mapping) for one in supplied)
            return [Place(source.path, number) for number in range(1, len(supplied) + 1)] if records else None
        if not isinstance(value, ListValue) or value.doubtful or value.open:
            return None
        return list(value.items)

    def _member(self, listed: Members, member: Place | Outcome, bound: Bound, *, wanted: bool) -> Ways:
        """Ways for a member of the list to be such, or not to be."""
        if listed.condition is None:
            return REACHED if wanted else NO_WAY
        return self._condition(listed.condition, (*bound, (listed.variable, member)), wanted=wanted)

    def _out(self, listed: Members, member: Place | Outcome, bound: Bound) -> Ways:
        """Ways for a member not to be such, or to be taken away."""
        changed = self._member(listed, member, bound, wanted=False)
        if not isinstance(member, Place):
            return changed
        removal = self._trial.possible.removal(member.list, member.number)
        return either(changed, cheapest(frozenset({edit}) for edit in removal))

    def _added(self, listed: Members, bound: Bound) -> Ways:
        """Ways for a new record to be such a member."""
        if not isinstance(listed.source, tree.FactRef):
            return NO_WAY
        if self._trial.budget.spent:
            return Ways(whole=False)
        additions = self._trial.additions(listed.source.path, listed.condition or listed.source)
        if listed.condition is None:
            return cheapest(frozenset({edit}) for edit in self._leaves.told_apart(additions))
        apart: dict[str, tuple[Edit, Bound]] = {}
        enough = []
        for edit in additions:
            inner = (*bound, (listed.variable, self._trial.new_record(edit)))
            if self._trial.value(listed.condition, NO_EDITS, inner) is True:
                enough.append(edit)
            elif not enough:
                values = [self._trial.value(part, NO_EDITS, inner) for part in _parts(listed.condition)]
                apart.setdefault(repr(values), (edit, inner))
        if enough:
            return cheapest(frozenset({edit}) for edit in self._leaves.told_apart(enough))
        tried = list(apart.values())[:_NEW_RECORDS]
        ways = (
            both(Ways((frozenset({edit}),)), self._condition(listed.condition, inner, wanted=True))
            for edit, inner in tried
        )
        return either(*ways, Ways(whole=len(tried) == len(apart)))


def _so_many(added: Ways, source: Expr, count: int) -> Ways:
    """Ways for so many new records, each a copy of one that is added."""
    if count == 0:
        return REACHED
    path = source.path if isinstance(source, tree.FactRef) else ""
    return cheapest(
        (
            frozenset(replace(edit, count=count, size=edit.size * count) if edit.path == path else edit for edit in way)
            for way in added.sets
        ),
        whole=added.whole,
    )


def _parts(condition: Expr) -> Iterator[Expr]:
    match condition:
        case tree.And(operands=operands) | tree.Or(operands=operands):
            for operand in operands:
                yield from _parts(operand)
        case _:
            yield condition
