"""The same work for zen-engine, a rule engine in Rust, the quickest that Python can call: all criteria as expressions.

Levels, ranks and dates are numbers for it, as quick for it as can be.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from workloads import AS_OF, FIVE_YEARS, THREE_YEARS, Case

DECIDE = Callable[[Case], Any]

_LADDER = (
    "term_years >= 1, term_years <= 3, title >= 1",
    "term_years > 3, term_years <= 6, title >= 1, current_rank == 1",
    "term_years > 6, term_years <= 9, title >= 1, current_rank == 2, honor_level >= 1",
    "term_years > 9, term_years <= 12, title >= 2, current_rank == 3, honor_level >= (direct_or_private ? 1 : 2)",
    (
        "term_years > 12, term_years <= 15, title >= 3, current_rank == 4, honor_level >= 3,"
        " renown_level >= (direct_or_private ? 3 : 2)"
    ),
    "term_years > 15, current_rank == 5, honor_level >= 4, renown_level >= 3",
)
A = tuple(text for tier in _LADDER for text in ("basic_ok", "work_ok", *tier.split(", ")))


def _within(start: int) -> str:
    return f"#.on >= {start} and #.on <= {AS_OF.toordinal()}"


_FIVE, _THREE = _within(FIVE_YEARS.toordinal()), _within(THREE_YEARS.toordinal())
B = (
    "in_service",
    "homeroom_years >= 9",
    "title >= 3",
    f"some(honors, #.level >= 3 and {_FIVE})",
    f"some(class_honors, #.level >= 2 and {_FIVE})",
    f"some(projects, #.led and #.level >= 2 and {_THREE})",
    f"some(papers, #.national and {_THREE}) or some(awards, #.level >= 2 and {_THREE})",
    "mentees >= 5",
)


def facts_of_b(case: Case) -> Case:
    """A case of B with its dates as numbers."""
    return {
        name: [{**record, "on": record["on"].toordinal()} for record in value] if isinstance(value, list) else value
        for name, value in case.items()
    }


def decider(expressions: tuple[str, ...], *, trace: bool) -> DECIDE:
    """A function that gives the engine's answers to all expressions, with its trace or without.

    The engine is asked for a graph that it holds compiled, its quickest way: a decision that it makes of a graph
    (`create_decision`) hands every case to another thread, which takes several times as long.
    """
    import zen

    graph = {
        "nodes": [
            {"id": "in", "name": "in", "type": "inputNode", "content": {}},
            {
                "id": "criteria",
                "name": "criteria",
                "type": "expressionNode",
                "content": {
                    "expressions": [
                        {"id": f"c{place}", "key": f"c{place}", "value": text} for place, text in enumerate(expressions)
                    ]
                },
            },
            {"id": "out", "name": "out", "type": "outputNode", "content": {}},
        ],
        "edges": [
            {"id": "e1", "sourceId": "in", "targetId": "criteria", "type": "edge"},
            {"id": "e2", "sourceId": "criteria", "targetId": "out", "type": "edge"},
        ],
    }
    evaluate = zen.ZenEngine({"loader": {"type": "static", "content": {"criteria": graph}}}).evaluate
    options = {"trace": trace}
    return lambda case: evaluate("criteria", case, options)


def answers(answer: Any) -> list[bool]:  # noqa: ANN401 (what the engine gives)
    """The answers to the expressions, in order."""
    result = answer["result"]
    return [result[f"c{place}"] for place in range(len(result)) if f"c{place}" in result]
