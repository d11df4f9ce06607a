"""One case at a time: both pieces of work, by hand, by this library and by zen-engine, in the same run."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import workloads as work
import zen_peer
from timing import best, in_turns

import workshop_rules as wr

PACKS = Path(__file__).parent / "packs"
CASES = 2_000
OTHERS = 10_000
"""How many other cases are explained before the clock runs, as in a service that has run for a while."""

SLOW = 300
"""How many cases the slower peers decide."""

IDS_OF_B = ("in_service", "homeroom_years", "title", "honor", "class_honor", "project", "output", "mentees")


@dataclass(frozen=True)
class Work:
    """One of the two pieces of work, in the form of each competitor."""

    name: str
    pack: str
    decision: str
    by_hand: Callable[[Any], object]
    cases: Sequence[Any]
    facts: Sequence[Any]
    others: Sequence[Any]
    trusted: Sequence[Any]
    zen_expressions: tuple[str, ...]
    zen_cases: Sequence[Any]


@dataclass(frozen=True)
class Measured:
    """Microseconds a case."""

    work: str
    what: str
    microseconds: float
    ratio: float


def works() -> tuple[Work, Work]:
    """Both, from fixed seeds."""
    a, b = work.cases_of_a(CASES), work.cases_of_b(CASES)
    facts_a, facts_b = [work.facts_of_a(case) for case in a], [work.facts_of_b(case) for case in b]
    exact_a = [work.exact(facts) for facts in facts_a]
    others_a = [work.exact(work.facts_of_a(case)) for case in work.cases_of_a(OTHERS, seed=101)]
    others_b = [work.facts_of_b(case) for case in work.cases_of_b(OTHERS, seed=102)]
    zen_b = [zen_peer.facts_of_b(case) for case in b]
    return (
        Work("A", "bench_a", "rank", work.python_a, a, facts_a, others_a, exact_a, zen_peer.A, a),
        Work("B", "bench_b", "mentor", work.python_b, b, facts_b, others_b, facts_b, zen_peer.B, zen_b),
    )


def run() -> list[Measured]:
    """Check that all give the same answers, then time them."""
    measured = []
    for one in works():
        decide = wr.load_pack(PACKS / one.pack).decider(one.decision)
        _same_answers(one, decide)
        by_hand = best(one.by_hand, one.cases)
        rows: list[tuple[str, float]] = [
            ("verdict on trusted facts", best(decide.trusted, one.trusted)),
            ("verdict on facts validated first", best(decide, one.facts)),
            ("verdict, and the states of all criteria read", best(partial(_states, decide), one.trusted)),
            ("verdict, and an object for each criterion read", best(partial(_criteria, decide), one.trusted, 3)),
            (
                "verdict as JSON, without explanation",
                best(partial(_as_json, decide), one.trusted, 3),
            ),
            *_explaining(one, decide),
        ]
        rows += _peers(one)
        by_hand = min(by_hand, best(one.by_hand, one.cases))  # timed before and after the others
        rows.insert(0, ("by hand, without unknowns or reasons", by_hand))
        measured += [Measured(one.name, what, time, time / by_hand) for what, time in rows]
    return measured


def _states(decide: wr.Decider, facts: Any) -> object:  # noqa: ANN401 (facts of a pack)
    return list(decide.trusted(facts).states.values())


def _as_json(decide: wr.Decider, facts: Any) -> str:  # noqa: ANN401 (facts of a pack)
    return decide.trusted(facts).to_json()


def _criteria(decide: wr.Decider, facts: Any) -> object:  # noqa: ANN401 (facts of a pack)
    return [criterion.state for criterion in decide.trusted(facts).criteria.values()]


def _explaining(one: Work, decide: wr.Decider) -> list[tuple[str, float]]:
    """Cases that were not explained before, by an explainer that has seen others, and the same cases again."""
    explained, on_one_line = partial(_explained, decide), partial(_explained, decide, compact=True)
    what = "verdict on trusted facts and the whole explanation as JSON"
    before = {repr(facts) for facts in one.others}
    both = zip(one.trusted, one.zen_cases, strict=True)
    new = [(facts, zen_case) for facts, zen_case in both if repr(facts) not in before]
    cases = [facts for facts, _ in new]
    first = best(explained, one.others[:100], 1)
    for decide_all in (explained, on_one_line):
        best(decide_all, one.others, 1)
    names = [f"{what}, indented", f"{what}, on one line"]
    asked: list[tuple[Callable[[Any], object], Sequence[Any]]] = [(explained, cases), (on_one_line, cases)]
    for name, peer in _traced(one).items():
        names.append(name)
        asked.append((peer, [zen_case for _, zen_case in new]))
    return [
        (f"{what}, of the first hundred cases", first),
        *((f"new cases: {name}", found) for name, found in zip(names, in_turns(asked), strict=True)),
        (f"{what}, indented, of the same cases again", best(explained, cases[:100])),
        (f"{what}, on one line, of the same cases again", best(on_one_line, cases[:100])),
    ]


def _explained(decide: wr.Decider, facts: Any, *, compact: bool = False) -> str:  # noqa: ANN401 (facts of a pack)
    """The explanation as JSON; the packs have no readings that could be searched."""
    return decide.trusted(facts).explanation.to_json(compact=compact)


def _traced(one: Work) -> dict[str, Callable[[Any], object]]:
    """The ways of zen-engine to say why."""
    if importlib.util.find_spec("zen") is None:
        return {}
    together = (f"[{', '.join(one.zen_expressions)}]",)
    traced = zen_peer.decider(one.zen_expressions, trace=True)
    return {
        "zen-engine, a graph of one expression with its trace": zen_peer.decider(together, trace=True),
        "zen-engine, a graph of the criteria with its trace": traced,
        "zen-engine, a graph of the criteria with its trace as JSON": lambda case: json.dumps(
            traced(case), ensure_ascii=False
        ),
    }


def _peers(one: Work) -> list[tuple[str, float]]:
    rows: list[tuple[str, float]] = []
    if importlib.util.find_spec("zen") is not None:
        rows += _zen(one)
    if importlib.util.find_spec("durable") is not None:
        import durable_peer

        facts_of = durable_peer.facts_of_a if one.name == "A" else durable_peer.facts_of_b
        decide, facts = durable_peer.decider(one.name), [facts_of(case) for case in one.cases[:SLOW]]
        _same_lists(one, [decide(case) for case in facts])
        rows.append(("durable-rules, case by case", best(decide, facts, 3)))
    if importlib.util.find_spec("celpy") is not None:
        import cel_peer

        evaluate, cases = cel_peer.decider(cel_peer.A if one.name == "A" else cel_peer.B), cel_peer.cases(one.zen_cases)
        _same_lists(one, [[bool(met) for met in evaluate(case)] for case in cases[:SLOW]])
        rows.append(("cel-python, one compiled expression", best(evaluate, cases[:SLOW], 3)))
    return rows


def _same_lists(one: Work, answers: Sequence[Sequence[bool]]) -> None:
    """Nobody is timed who answers differently."""
    for case, answer in zip(one.cases, answers, strict=False):
        by_hand: Any = one.by_hand(case)
        assert answer == (by_hand if one.name == "A" else [name not in by_hand[1] for name in IDS_OF_B]), case


def _zen(one: Work) -> list[tuple[str, float]]:
    import zen

    compiled = zen.compile_expression(f"[{', '.join(one.zen_expressions)}]")
    traced = zen_peer.decider(one.zen_expressions, trace=True)
    _same_lists(one, [compiled.evaluate(case) for case in one.zen_cases])
    _same_lists(one, [zen_peer.answers(traced(case)) for case in one.zen_cases])
    asked = {"zen-engine, one compiled expression": compiled.evaluate, **_traced(one)}
    return [(name, best(decide, one.zen_cases)) for name, decide in asked.items()]


def _same_answers(one: Work, decide: wr.Decider) -> None:
    """Nobody is timed who answers differently."""
    for case, facts, trusted in zip(one.cases, one.facts, one.trusted, strict=True):
        by_hand: Any = one.by_hand(case)
        for verdict in (decide(facts), decide.trusted(trusted)):
            states = {name: criterion.state == "met" for name, criterion in verdict.criteria.items()}
            if one.name == "A":
                assert list(states.values()) == by_hand, facts
            else:
                assert (verdict.outcome == "eligible", [name for name, met in states.items() if not met]) == by_hand


def main() -> None:
    """Print the table."""
    print("| work | what | µs a case | ratio to hand-written Python |\n|---|---|---:|---:|")
    for row in run():
        print(f"| {row.work} | {row.what} | {row.microseconds:,.1f} | {row.ratio:,.1f} |")


if __name__ == "__main__":
    main()
