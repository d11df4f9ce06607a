"""From conditions to nodes and rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, NamedTuple

from workshop_rules.evaluate._durable import conditions as c
from workshop_rules.evaluate._durable.asking import comparison, questions, sums, tallies
from workshop_rules.evaluate._durable.encoding import Encoding
from workshop_rules.evaluate._durable.needs import Facts
from workshop_rules.evaluate._durable.patterns import MOST_CLAUSES, Clause, Comparison, End, TooMany, clauses
from workshop_rules.evaluate._durable.refused import Refused
from workshop_rules.evaluate._durable.ruleset import Conclusion, Constant, Node
from workshop_rules.evaluate._durable.terms import Term
from workshop_rules.evaluate._durable.truths import Verity
from workshop_rules.language.types import BOOLEAN, NUMBER, Type

MOST_NODES = 200
"""How many conditions a criterion may have."""


@dataclass(frozen=True, slots=True)
class Ref:
    """The truth of another node, in a pattern: 0 to 1 where it is unknown."""

    node: int
    depth: int
    type: Type = BOOLEAN


@dataclass(frozen=True, slots=True)
class One:
    """The number 1, which every record carries, to compare truths with."""

    type: Type = BOOLEAN


class Matched(NamedTuple):
    """A fact in a rule: its name there, its pattern, the attributes that tell the places of records, and its terms'."""

    alias: str
    pattern: list[dict[str, Any]]
    places: dict[int, str]
    names: Mapping[Term, str] = MappingProxyType({})


class Composition:
    """Nodes and rules, as they are made."""

    def __init__(self, encoding: Encoding) -> None:
        """For values encoded so."""
        self.encoding = encoding
        self.facts = Facts()
        self.rules: dict[str, dict[str, Any]] = {}
        self.conclusions: dict[str, Conclusion] = {}
        self.nodes: dict[int, Node] = {}
        self.constants: list[Constant] = []
        self._label = ""
        self._last = 0
        self._first = 0

    def root(self, label: str, condition: c.Condition) -> int | Verity:
        """The node of a condition of a criterion, or what it is for every dossier.

        Raises:
            Refused: it has no form as patterns; nothing is added then.
        """
        if isinstance(condition, c.Known):
            return condition.verity
        self._label, self._first = label, self._last
        before = set(self.rules), set(self.nodes), len(self.constants)
        facts = deepcopy(self.facts)
        try:
            return self._node(condition, ())
        except Refused:
            for name in set(self.rules) - before[0]:
                del self.rules[name], self.conclusions[name]
            for number in set(self.nodes) - before[1]:
                del self.nodes[number]
            del self.constants[before[2] :]
            self.facts = facts
            raise

    def _number(self) -> int:
        self._last += 1
        if self._last - self._first > MOST_NODES:
            raise Refused(f"more than {MOST_NODES} conditions in one criterion")
        return self._last

    def _add(self, kind: str, lists: tuple[str, ...], operands: Iterable[int] = (), counts: str = "") -> int:
        """A node above some operands, which are counted from 1."""
        number = self._number()
        for place, operand in enumerate(operands, start=1):
            node = self.nodes[operand]
            own = len(node.lists) == len(lists)
            self.nodes[operand] = replace(node, up=number, place=place if own else 0)
        self.nodes[number] = Node(number, self._label, kind, lists, counts=counts)
        return number

    def _rule(self, what: str, patterns: list[dict[str, Any]], conclusion: Conclusion) -> None:
        name = f"{self._label} {conclusion.node} {what}"
        if name in self.rules:
            name = f"{name} {len(self.rules)}"
        self.rules[name] = {"all": patterns}
        self.conclusions[name] = conclusion

    def _node(self, condition: c.Condition, lists: tuple[str, ...]) -> int:
        """The node of a condition that is bound to records of these lists."""
        match condition:
            case c.Over(quantifier=quantifier, source=source, body=body):
                return self._quantifier(quantifier, source, body, lists)
            case c.Counted(source=source, body=body):
                inner = self._within(body, (*lists, source))
                return self._tally(condition, (inner,), lists, source)
            case c.Summed():
                return self._sum(condition, lists)
            case c.Enough(parts=parts) if not lists:
                return self._tally(condition, self._operands(parts), lists, "", parts)
            case c.All(parts=parts) | c.Either(parts=parts) if not lists and self._subject(condition) is None:
                operands = self._operands(parts)
                kind = "all" if isinstance(condition, c.All) else "any"
                number = self._add(kind, lists, (one for one in operands if one))
                self._constants(number, parts)
                for what, patterns, conclusion in questions(number, kind, len(lists)):
                    self._rule(what, patterns, conclusion)
                return number
            case _:
                return self._within(condition, lists)

    def _operands(self, parts: tuple[c.Condition, ...]) -> tuple[int, ...]:
        """The nodes of operands; 0 for those that are the same for every dossier."""
        return tuple(0 if isinstance(part, c.Known) else self._node(part, ()) for part in parts)

    def _constants(self, number: int, parts: tuple[c.Condition, ...]) -> None:
        fixed = [part for part in parts if isinstance(part, c.Known)]
        places = range(len(parts) - len(fixed) + 1, len(parts) + 1)
        self.constants += [Constant(number, place, one.verity) for place, one in zip(places, fixed, strict=True)]

    def _quantifier(self, quantifier: str, source: str, body: c.Condition, lists: tuple[str, ...]) -> int:
        inner = self._within(body, (*lists, source))
        kind = "any" if quantifier == "some" else "all"
        beyond = self._number()
        number = self._add(kind, lists, (inner,))
        self.nodes[beyond] = Node(beyond, self._label, "beyond", lists, number, counts=source)
        matched = [*self._records(lists, {}, 1), self._list(source, {"open": 1})]
        self._derive("beyond the list", matched, (), Conclusion("derive", beyond, Verity.UNKNOWN))
        for what, patterns, conclusion in questions(number, kind, len(lists)):
            self._rule(what, patterns, conclusion)
        return number

    def _tally(
        self,
        condition: c.Counted | c.Enough,
        operands: tuple[int, ...],
        lists: tuple[str, ...],
        source: str,
        parts: tuple[c.Condition, ...] = (),
    ) -> int:
        number = self._add("tally", lists, (one for one in operands if one), source)
        self._constants(number, parts)
        counted = self.facts.listed(source) if source else None
        for what, patterns, conclusion in tallies(number, condition, len(lists), counted, len(parts)):
            self._rule(what, patterns, conclusion)
        return number

    def _sum(self, condition: c.Summed, lists: tuple[str, ...]) -> int:
        inner = self._within(condition.body, (*lists, condition.source))
        fact, names = self.facts.record(condition.source, {condition.term: NUMBER}, 1, ())
        self.facts.compare_exactly([condition.term])
        number = self._add("tally", lists, (inner,), condition.source)
        self.nodes[number] = replace(self.nodes[number], sums=fact)
        value = fact, names[condition.term]
        compared = condition.op, self.encoding.fixed(condition.limit.value, NUMBER)
        counted = self.facts.listed(condition.source)
        for what, patterns, conclusion in sums(number, len(lists), counted, value, compared):
            self._rule(what, patterns, conclusion)
        return number

    # Patterns

    def _subject(self, condition: c.Condition) -> Term | None:
        """The one term of the dossier that a condition is about; None where it is about several."""
        found = set()
        for one in c.within(condition):
            match one:
                case c.Test(left=c.Cell(term=term), right=c.Fixed()):
                    found.add(term)
                case c.All() | c.Either() | c.Known():
                    pass
                case _:
                    return None
        return found.pop() if len(found) == 1 else None

    def _within(self, condition: c.Condition, lists: tuple[str, ...]) -> int:
        """The node of a condition on the innermost record, or on one fact about the dossier, as patterns of its own."""
        local = self._local(condition, lists) if lists else condition
        try:
            found = clauses(local)
        except TooMany:
            local = self._apart(condition, lists)
            found = clauses(local)
        number = self._number()
        self.nodes[number] = Node(number, self._label, "pattern", lists)
        operands = [
            end.operand
            for some in found.values()
            for clause in some
            for comparison in clause
            for end in (comparison.left, comparison.right)
        ]
        joined: set[Any] = set()
        for test in c.within(local):
            if isinstance(test, c.Test):
                operands += [test.left, test.right]
                if not isinstance(test.right, c.Fixed):
                    joined |= {test.left, test.right}
        matched, names = self._matched(operands, lists, sum(map(len, found.values())))
        self.facts.compare_exactly(one.term for one in joined if isinstance(one, c.Cell | c.Field))
        for verity, some in found.items():
            concluded = verity
            if verity is Verity.UNKNOWN and c.asks_for_judgement(local):
                concluded = Verity.JUDGEMENT
            for clause in some:
                self._derive(
                    verity.name.lower(),
                    matched,
                    self._comparisons(clause, names),
                    Conclusion("derive", number, concluded),
                )
        return number

    def _local(self, condition: c.Condition, lists: tuple[str, ...]) -> c.Condition:
        """The condition with every part that is not about the innermost record put as the truth of another node."""
        depth = len(lists)
        match condition:
            case c.Known():
                return condition
            case c.Test(left=left, op=op, right=right):
                deepest = max(_depth(left), _depth(right))
                if deepest < depth:
                    return self._truth_of(condition, lists[:deepest])
                return condition if _depth(left) == depth else c.Test(right, c.MIRRORED[op], left)
            case c.All(parts=parts):
                return c.conjunction(*(self._local(part, lists) for part in parts))
            case c.Either(parts=parts):
                return c.disjunction(*(self._local(part, lists) for part in parts))
            case c.Over() | c.Counted() | c.Summed():
                return self._truth_of(condition, lists)
            case _:
                raise Refused("`at least` inside a quantifier")

    def _apart(self, condition: c.Condition, lists: tuple[str, ...]) -> c.Condition:
        """The condition with each operand put as the truth of another node, because together they are too many."""
        if not lists or not isinstance(condition, c.All | c.Either):
            raise Refused(f"more than {MOST_CLAUSES} combinations of comparisons")
        return type(condition)(tuple(self._truth_of(part, lists) for part in condition.parts))

    def _truth_of(self, condition: c.Condition, lists: tuple[str, ...]) -> c.Condition:
        return c.Test(One(), "<=", Ref(self._node(condition, lists), len(lists)))  # type: ignore[arg-type]  # operands of rules only

    def _matched(
        self, operands: list[Any], lists: tuple[str, ...], uses: int
    ) -> tuple[list[Matched], dict[Any, tuple[str, str]]]:
        """The facts that some rules join, the one that they are about last; and where each operand stands in them."""
        names: dict[Any, tuple[str, str]] = {}
        terms: dict[int, dict[Term, Type]] = {}
        matched: list[Matched] = []
        cells: dict[int, Matched] = {}
        for operand in dict.fromkeys(operands):
            match operand:
                case c.Cell(term=term, type=type_):
                    number, name = self.facts.cell(term, type_, uses)
                    if number not in cells:
                        cells[number] = Matched(f"c{number}", [{"c": number}], {})
                    names[operand] = cells[number].alias, name
                case c.Field(depth=depth, term=term, type=type_):
                    terms.setdefault(depth, {})[term] = type_
                case Ref(node=node, depth=depth):
                    alias = f"n{node}"
                    matched.append(Matched(alias, [{"n": node}], {place: f"r{place}" for place in range(1, depth + 1)}))
                    names[operand] = alias, ""
                case _:
                    pass
        records = self._records(lists, terms, uses)
        for operand in operands:
            if isinstance(operand, c.Field):
                names[operand] = f"r{operand.depth}", records[operand.depth - 1].names[operand.term]
        if lists:
            names[One()] = f"r{len(lists)}", "one"
            return [*cells.values(), *matched, *records], names
        subject = [operand for operand in operands if isinstance(operand, c.Cell)]
        last = names[subject[0]][0]
        others = [one for one in cells.values() if one.alias != last]
        return [*others, *(one for one in cells.values() if one.alias == last)], names

    def _records(self, lists: tuple[str, ...], terms: dict[int, dict[Term, Type]], uses: int) -> list[Matched]:
        found: list[Matched] = []
        taken: list[int] = []
        for depth, source in enumerate(lists, start=1):
            number, names = self.facts.record(source, terms.get(depth, {}), uses, taken)
            taken.append(number)
            found.append(Matched(f"r{depth}", [{"k": number}], {depth: "r"}, names))
        return found

    def _list(self, source: str, more: dict[str, int]) -> Matched:
        return Matched("s", [{"s": self.facts.listed(source)}, more], {})

    def _comparisons(self, clause: Clause, names: dict[Any, tuple[str, str]]) -> tuple[dict[str, Any], ...]:
        return tuple(self._comparison(one, names) for one in clause)

    def _comparison(self, one: Comparison, names: dict[Any, tuple[str, str]]) -> dict[str, Any]:
        alias, name = _end(one.left, names)
        fixed = one.right.operand
        if isinstance(fixed, c.Fixed):
            return comparison(one.op, name, self.encoding.fixed(fixed.value, fixed.type))
        other, right = _end(one.right, names)
        if other == alias:
            raise Refused("dates that depend on the date of decision alone compared")
        return comparison(one.op, name, {other: right})

    def _derive(
        self, what: str, matched: list[Matched], comparisons: tuple[dict[str, Any], ...], conclusion: Conclusion
    ) -> None:
        """A rule that derives a truth: facts of one dossier joined, the last of them compared."""
        patterns: list[dict[str, Any]] = []
        places: dict[int, tuple[str, str]] = {}
        for index, one in enumerate(matched):
            joins = [{"d": {matched[0].alias: "d"}}] if index else []
            for place, name in one.places.items():
                if place in places:
                    alias, other = places[place]
                    joins.append({name: {alias: other}})
                else:
                    places[place] = one.alias, name
            last = comparisons if index == len(matched) - 1 else ()
            patterns.append({one.alias: {"$and": [*one.pattern, *joins, *last]}})
        patterns = [_plain(pattern) for pattern in patterns]
        self._rule(what, patterns, replace(conclusion, bound=tuple(places[place] for place in sorted(places))))


def _plain(pattern: dict[str, Any]) -> dict[str, Any]:
    """A conjunction of one is that one."""
    ((alias, inner),) = pattern.items()
    return {alias: inner["$and"][0]} if len(inner["$and"]) == 1 else pattern


def _end(end: End, names: dict[Any, tuple[str, str]]) -> tuple[str, str]:
    alias, name = names[end.operand]
    if name == "one":
        return alias, name
    return alias, f"{name}{end.end}"


def _depth(operand: Any) -> int:  # noqa: ANN401 (an operand)
    return operand.depth if isinstance(operand, c.Field | Ref) else 0
