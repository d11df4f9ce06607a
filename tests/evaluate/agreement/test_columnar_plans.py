"""Columns, and what Spark's workers do with them, agree with the interpreter on generated plans and small rosters."""

from collections import Counter

from hypothesis import HealthCheck, given, settings

from tests.dossiers import expressions
from tests.evaluate._polars.columns import OPEN, roster_for
from tests.evaluate._spark.workers import worker_says
from tests.evaluate.agreement.answers import answer_of
from tests.strategies_rosters import rosters
from workshop_rules.evaluate._polars.translation import FUNCTIONS, LIMITS, REFUSES
from workshop_rules.evaluate.evaluation import Evaluation
from workshop_rules.evaluate.interpreter import evaluate
from workshop_rules.evaluate.interpreter.functions.texts import as_text
from workshop_rules.language import tree as t
from workshop_rules.language.types import NUMBER
from workshop_rules.language.values import Unknown
from workshop_rules.language.walk import walk

OVERFLOW = "its numbers could grow beyond 64 bits"


def judged(asked):
    """Hold what columns settle of a roster against the interpreter, and what a worker of Spark gives back beside it.

    Returns:
        How many `rows` there were, how many were `settled` in columns, and of how many nothing was missing (`certain`).
    """
    roster = roster_for(asked.plan, asked.case)
    frame = asked.frame
    decided = roster.decide(frame, "day").select(*roster.schema)
    assert worker_says(frame, roster, 4).equals(decided)
    told = Counter(rows=decided.height)
    for row, case in zip(decided.iter_rows(named=True), asked.cases(), strict=True):
        if row["error"] is None:
            agrees(row, answer_of(evaluate, asked.plan, "asked", case))
            told["settled"] += 1
            told["certain"] += not row["missing"]
        else:
            assert row["error"] == OPEN.error
    if roster.refused is not None:
        assert roster.refused.startswith(OVERFLOW) or any(limits(asked.plan)), roster.refused
    return told


def agrees(row, expected):
    """Hold one row against what the interpreter answers."""
    assert isinstance(expected, Evaluation), expected
    states = {name: row[f"state.{name}"] for name in expected.criteria}
    assert row["outcome"] == expected.outcome
    assert states == {name: one.state for name, one in expected.criteria.items()}
    assert row["missing"] == sorted(expected.missing)
    if "value" in row:
        value = expected.value
        assert row["value"] == (None if value is None or isinstance(value, Unknown) else as_text(value))


def limits(plan):
    """What a plan has of which the table of support says that columns lack it, or have it only somewhere."""
    every = (one for decision in plan.decisions.values() for one in expressions(plan, decision))
    for node in (node for one in every for node in walk(one)):
        match node:
            case t.BuiltinCall(function=name):
                yield name not in FUNCTIONS or name in LIMITS
            case t.DecisionTable(hit_policy=policy, outputs=outputs):
                yield policy not in {"F", "U"} or len(outputs) > 1
            case t.Arithmetic():
                yield node.type != NUMBER and t.Arithmetic in LIMITS
            case t.ListLiteral() | t.ContextLiteral():
                yield type(node) in REFUSES
            case t.Some() | t.Every() | t.For() | t.Filter():
                yield type(node) in LIMITS and _is_made(node)
            case _:
                pass


def _is_made(node):
    sources = [node.source] if isinstance(node, t.Filter) else [one.source for one in node.iterators]
    return len(sources) > 1 or not all(isinstance(one, t.FactRef | t.Filter | t.Path) for one in sources)


def settled(drawn, examples):
    """How much of generated rosters is settled in columns."""
    told: Counter[str] = Counter()

    @settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck))
    @given(drawn)
    def hold(asked):
        told.update(judged(asked))

    hold()
    return told


def test_with_gaps_and_waivers():
    told = settled(rosters(), 13)
    assert told["settled"] > told["rows"] / 5, told


def test_where_all_is_supplied():
    told = settled(rosters(gaps=0.0), 11)
    assert told["certain"] > told["rows"] / 5, told
