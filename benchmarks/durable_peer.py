"""The same work for durable-rules: a rule for each criterion, over one fact for a teacher and one for each record.

A case is asserted, the rules that fire are noted, and the case is retracted: what it costs to decide anew.
Numbers are whole ones for it, and dates ordinals.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from typing import Any

from durable.engine import Host, MessageNotHandledException
from workloads import AS_OF, FIVE_YEARS, THREE_YEARS, Case

Pattern = dict[str, Any]


def _and(*patterns: Pattern) -> Pattern:
    return {"$and": list(patterns)}


def _or(*patterns: Pattern) -> Pattern:
    return {"$or": list(patterns)}


def _at_least(fact: str, limit: int) -> Pattern:
    return {"$gte": {fact: limit}}


def _private_or(fact: str, private: int, other: int) -> Pattern:
    return _or(
        _and({"direct_or_private": True}, _at_least(fact, private)),
        _at_least(fact, max(private, other)),
        *([_and({"direct_or_private": False}, _at_least(fact, other))] if other < private else []),
    )


def _tiers() -> list[Pattern]:
    term = "term_years"
    own: list[list[Pattern]] = [
        [_at_least(term, 10), {"$lte": {term: 30}}, _at_least("title", 1)],
        [{"$gt": {term: 30}}, {"$lte": {term: 60}}, _at_least("title", 1), {"current_rank": 1}],
        [
            {"$gt": {term: 60}},
            {"$lte": {term: 90}},
            _at_least("title", 1),
            {"current_rank": 2},
            _at_least("honor_level", 1),
        ],
        [
            {"$gt": {term: 90}},
            {"$lte": {term: 120}},
            _at_least("title", 2),
            {"current_rank": 3},
            _private_or("honor_level", 1, 2),
        ],
        [
            {"$gt": {term: 120}},
            {"$lte": {term: 150}},
            _at_least("title", 3),
            {"current_rank": 4},
            _at_least("honor_level", 3),
            _private_or("renown_level", 3, 2),
        ],
        [{"$gt": {term: 150}}, {"current_rank": 5}, _at_least("honor_level", 4), _at_least("renown_level", 3)],
    ]
    return [_and({"kind": "teacher"}, test) for tier in own for test in ({"basic_ok": True}, {"work_ok": True}, *tier)]


def _some(kind: str, since: int, *tests: Pattern) -> Pattern:
    return _and({"kind": kind}, _at_least("on", since), {"$lte": {"on": AS_OF.toordinal()}}, *tests)


def _conditions() -> list[Pattern]:
    five, three = FIVE_YEARS.toordinal(), THREE_YEARS.toordinal()
    teacher = {"kind": "teacher"}
    return [
        _and(teacher, {"in_service": True}),
        _and(teacher, _at_least("homeroom_years", 9)),
        _and(teacher, _at_least("title", 3)),
        _some("honors", five, _at_least("level", 3)),
        _some("class_honors", five, _at_least("level", 2)),
        _some("projects", three, {"led": True}, _at_least("level", 2)),
        _or(_some("papers", three, {"national": True}), _some("awards", three, _at_least("level", 2))),
        _and(teacher, _at_least("mentees", 5)),
    ]


def facts_of_a(case: Case) -> list[Case]:
    """A case of A as facts: tenths of years are whole numbers."""
    return [{**case, "kind": "teacher", "term_years": round(case["term_years"] * 10)}]


def facts_of_b(case: Case) -> list[Case]:
    """A case of B as facts, one for the teacher and one for each record."""
    teacher = {name: value for name, value in case.items() if not isinstance(value, list)}
    records = [
        {**record, "kind": name, "on": record["on"].toordinal()}
        for name, value in case.items()
        if isinstance(value, list)
        for record in value
    ]
    return [{**teacher, "kind": "teacher"}, *records]


def decider(work: str) -> Callable[[Sequence[Case]], list[bool]]:
    """A function that answers all criteria for the facts of a case."""
    conditions = _tiers() if work == "A" else _conditions()
    fired: set[int] = set()

    def note(place: int) -> Callable[[Any], None]:
        return lambda _: fired.add(place)

    rules = {f"r{place}": {"all": [{"m": one}], "run": note(place)} for place, one in enumerate(conditions)}
    host = Host({work: rules})
    ids = itertools.count()

    def decide(facts: Sequence[Case]) -> list[bool]:
        fired.clear()
        asserted = []
        for fact in facts:
            numbered = {**fact, "id": next(ids), "sid": 1}
            try:
                host.assert_fact(work, numbered)
            except MessageNotHandledException:  # no rule takes it
                continue
            asserted.append(numbered)
        for fact in asserted:
            host.retract_fact(work, fact)
        return [place in fired for place in range(len(conditions))]

    return decide
