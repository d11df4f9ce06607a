"""The rules that answer questions: what operands come to together, how many hold, and what records add up to.

A question is a fact. It is asked once all operands are facts, meets the rules of its node, and is taken away by the one
that answers, so that nothing that happens later can answer it again.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

from workshop_rules.evaluate._durable.conditions import NEGATED, Counted, Enough
from workshop_rules.evaluate._durable.ruleset import Conclusion
from workshop_rules.evaluate._durable.truths import Verity

Rule: TypeAlias = tuple[str, list[dict[str, Any]], Conclusion]


def questions(number: int, kind: str, depth: int) -> Iterator[Rule]:
    """The rules of an `all` or `any` node, which is bound to so many records."""
    rank, least, steps = _RANKS[kind]
    asked = {"q": {"q": number}}
    none = {"x$not": _operands(number, depth, {least[0]: {rank: least[1]}})}
    idle = Verity.FALSE if kind == "any" else Verity.TRUE
    yield idle.name.lower(), [asked, none], _answer(number, depth, idle)
    for verity, place, beaten in steps:
        patterns: list[dict[str, Any]] = [asked, {"x": _operands(number, depth, {rank: place})}]
        if beaten is not None:
            patterns.append({"y$not": _operands(number, depth, {beaten[0]: {rank: beaten[1]}})})
        yield verity.name.lower(), patterns, _answer(number, depth, verity)


_RANKS: dict[str, tuple[str, tuple[str, int], tuple[tuple[Verity, int, tuple[str, int] | None], ...]]] = {
    "any": (
        "o",
        ("$gte", 1),
        (
            (Verity.TRUE, 3, None),
            (Verity.UNKNOWN, 2, ("$gte", 3)),
            (Verity.JUDGEMENT, 1, ("$gte", 2)),
        ),
    ),
    "all": (
        "a",
        ("$lte", 2),
        (
            (Verity.FALSE, 0, None),
            (Verity.UNKNOWN, 1, ("$lte", 0)),
            (Verity.JUDGEMENT, 2, ("$lte", 1)),
        ),
    ),
}
"""For each kind the attribute that ranks truths, what an operand that matters has, and which truth beats which."""


def tallies(number: int, count: Counted | Enough, depth: int, counted: int | None, operands: int) -> Iterator[Rule]:
    """The rules of a node that counts: operand by operand, then the count is compared.

    Args:
        number: of the node.
        count: how many there should be.
        depth: to how many records the node is bound.
        counted: the number of the list whose records are counted; None where operands are.
        operands: how many operands there are, where they are counted.
    """
    begin: list[dict[str, Any]] = [{"q": {"q": number}}]
    if counted is not None:
        begin.append({"x": {"$and": [{"s": counted}, {"d": {"q": "d"}}]}})
    yield "begins", begin, Conclusion("begin", number, bound=_bound(depth), operands=operands)
    going = {"q": {"$and": [{"t": number}, {"$gte": {"left": 1}}]}}
    following = _operands(number, depth, {"p": {"q": "next"}})
    yield "goes on", [going, {"x": following}], Conclusion("go_on", number, bound=_bound(depth))
    for verity, conditions in _compared(count.least):
        ending = {"q": {"$and": [{"t": number}, {"left": 0}, *conditions]}}
        concluded = verity.negated if count.negated else verity
        yield verity.name.lower(), [ending], Conclusion("end", number, concluded, _bound(depth))


def sums(number: int, depth: int, counted: int, value: tuple[int, str], compared: tuple[str, int]) -> Iterator[Rule]:
    """The rules of a node that adds up: record by record, then the sum is compared.

    Args:
        number: of the node.
        depth: to how many records the node is bound.
        counted: the number of the list that it goes through.
        value: the number of the fact with the value of a record, and the attribute.
        compared: the operator, and the number on its right.
    """
    begin: list[dict[str, Any]] = [{"q": {"q": number}}, {"x": {"$and": [{"s": counted}, {"d": {"q": "d"}}]}}]
    yield "begins", begin, Conclusion("begin", number, bound=_bound(depth))
    going = {"q": {"$and": [{"t": number}, {"$gte": {"left": 1}}]}}
    following = _operands(number, depth, {"p": {"q": "next"}})
    record = {"$and": [{"k": value[0]}, {"d": {"q": "d"}}, {"r": {"q": "next"}}]}
    adding = Conclusion("go_on", number, bound=_bound(depth), adds=value[1])
    yield "goes on", [going, {"x": following}, {"r": record}], adding
    done = ({"t": number}, {"left": 0})
    op, limit = compared
    for verity, operator in ((Verity.TRUE, op), (Verity.FALSE, NEGATED[op])):
        ending = {"q": {"$and": [*done, {"plain": 0}, comparison(operator, "sure", limit)]}}
        yield verity.name.lower(), [ending], Conclusion("end", number, verity, _bound(depth))
    unknown = {"q": {"$and": [*done, {"$gte": {"plain": 1}}]}}
    yield "unknown", [unknown], Conclusion("end", number, Verity.UNKNOWN, _bound(depth))


def comparison(op: str, name: str, right: Any) -> dict[str, Any]:  # noqa: ANN401 (a number or a reference)
    """An attribute compared, as the engine takes it."""
    return {name: right} if op == "=" else {_OPERATORS[op]: {name: right}}


_OPERATORS = {"!=": "$neq", "<": "$lt", "<=": "$lte", ">": "$gt", ">=": "$gte"}


def _compared(least: int) -> Iterator[tuple[Verity, tuple[dict[str, Any], ...]]]:
    """What a finished tally says about "at least so many"."""
    open_: tuple[dict[str, Any], ...] = ({"$lt": {"sure": least}}, {"$gte": {"may": least}})
    yield Verity.TRUE, ({"$gte": {"sure": least}},)
    yield Verity.FALSE, ({"$lt": {"may": least}},)
    yield Verity.UNKNOWN, (*open_, {"$gte": {"plain": 1}})
    yield Verity.JUDGEMENT, (*open_, {"plain": 0})


def _operands(number: int, depth: int, condition: dict[str, Any]) -> dict[str, Any]:
    """The truths of a node's operands, for the same records as the question is about."""
    same: list[dict[str, Any]] = [{f"r{place}": {"q": f"r{place}"}} for place in range(1, depth + 1)]
    return {"$and": [{"up": number}, {"d": {"q": "d"}}, *same, condition]}


def _bound(depth: int) -> tuple[tuple[str, str], ...]:
    return tuple(("q", f"r{place}") for place in range(1, depth + 1))


def _answer(number: int, depth: int, verity: Verity) -> Conclusion:
    return Conclusion("answer", number, verity, _bound(depth))
