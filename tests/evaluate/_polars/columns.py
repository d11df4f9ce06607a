"""Expressions of the sample vocabulary asked in columns, and held against the interpreter."""

from collections import Counter

from tests.evaluate.rosters import frame_of
from tests.strategies_plans import DERIVATIONS, NOWHERE, WORDS, plan_of
from workshop_rules.compile.plan import Criterion, Decision, OutcomeName
from workshop_rules.compile.reads import facts_read
from workshop_rules.evaluate._polars import Request, Roster, RowAnswer
from workshop_rules.evaluate.evaluation import Case
from workshop_rules.evaluate.interpreter import evaluate
from workshop_rules.evaluate.interpreter.functions.texts import as_text
from workshop_rules.language import tree as t
from workshop_rules.language.types import BOOLEAN, STRING
from workshop_rules.language.values import Unknown

ALWAYS = t.BooleanLiteral(True, span=NOWHERE, type=BOOLEAN)
OPEN = RowAnswer(None, (), error="left open")


def plan_with(condition=ALWAYS, value=None):
    """A plan whose decision `asked` has a criterion, and perhaps a value beside it."""
    criterion = Criterion("c", WORDS, "1", condition, NOWHERE)
    outcomes = tuple(t.StringLiteral(name, span=NOWHERE, type=STRING) for name in ("yes", "no"))
    outcome = t.If(t.CriterionRef("c", span=NOWHERE, type=BOOLEAN), *outcomes, span=NOWHERE, type=STRING)
    names = tuple(OutcomeName(one.value, WORDS) for one in outcomes)
    read = facts_read([condition] if value is None else [condition, value], DERIVATIONS)
    decision = Decision(
        "asked", "rubric", WORDS, "1", "teacher", None, (criterion,), (), (), names, outcome, value, read, (), NOWHERE
    )
    return plan_of({"asked": decision})


def roster_for(plan, case):
    """What decides in columns, and leaves open what cannot be decided there."""
    request = Request(plan, plan.decisions["asked"], case.as_of, case.readings, case.parameters)
    return Roster(request, lambda facts, as_of: OPEN)


def rows_of(plan, dossiers, columns_as=None):
    """The dossiers as a frame."""
    return frame_of(plan, dossiers, [None] * len(dossiers), columns_as).drop("day")


def judged(plan, case, dossiers, columns_as=None):
    """Hold what columns settle against the interpreter.

    Returns:
        How many `rows` there were, how many were `settled` in columns, of how many nothing was missing (`certain`), and
        how many were decided `on_arrays` alone.
    """
    told = Counter(rows=len(dossiers))
    roster = roster_for(plan, case)
    decided = roster.decide(rows_of(plan, dossiers, columns_as))
    told["on_arrays"] += len(dossiers) * any(roster.kept.on_arrays.values())
    for row, dossier in zip(decided.iter_rows(named=True), dossiers, strict=True):
        if row["error"] is None:
            told["settled"] += 1
            told["certain"] += not row["missing"]
            agrees(row, plan, Case(dossier, case.as_of, case.readings, case.parameters))
    return told


def agrees(row, plan, case):
    """Hold one row against the interpreter."""
    expected = evaluate(plan, "asked", case)
    assert row["outcome"] == expected.outcome
    assert row["state.c"] == expected.criteria["c"].state
    assert row["missing"] == sorted(expected.missing)
    if row.get("value") is not None:
        assert expected.value is not None
        assert not isinstance(expected.value, Unknown)
        assert row["value"] == as_text(expected.value)
