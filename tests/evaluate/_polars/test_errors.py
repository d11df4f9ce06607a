"""Computations that have no result, beside gaps: an error counts before what other operands lack, in columns too."""

import datetime as dt

import pytest

from tests.evaluate._polars.columns import OPEN, agrees, plan_with, roster_for, rows_of
from tests.strategies_typed import tree_of
from workshop_rules.evaluate.evaluation import Case, Dossier, EvaluationError
from workshop_rules.evaluate.interpreter import evaluate
from workshop_rules.language.types import BOOLEAN

DAY = dt.date(2013, 10, 1)
ROWS = [
    {
        name: value
        for name, value in (("days", days), ("hired_on", hired), ("published", published))
        if value is not None
    }
    for days in ((), (DAY,))
    for hired in (None, DAY)
    for published in (None, True)
]
CASE = Case(Dossier({}), DAY, {"window": "anniversary"}, {"least_years": 9, "unstated": None, "least_level": "city"})


@pytest.mark.parametrize(
    "text",
    [
        "min(days) > hired_on",
        "max(min(days), hired_on) > as_of",
        "hired_on in [min(days)..as_of]",
        'min(days) - @"P1Y" < hired_on',
        "(if min(days) > as_of then hired_on else as_of) > as_of",
        "if min(days) > as_of then published else hired_on > as_of",
        "published and min(days) > hired_on",
        'count(periods(min(days), hired_on, @"P1Y")) >= 0',
        'published and count(periods(hired_on, max(min(days), as_of), @"P1Y")) < 0',
    ],
)
def test_an_error_is_not_taken_for_a_gap_beside_it(text):
    plan = plan_with(tree_of(text, BOOLEAN))
    dossiers = [Dossier(facts) for facts in ROWS]
    decided = roster_for(plan, CASE).decide(rows_of(plan, dossiers))
    errors = 0
    for row, dossier in zip(decided.iter_rows(named=True), dossiers, strict=True):
        case = Case(dossier, CASE.as_of, CASE.readings, CASE.parameters)
        try:
            evaluate(plan, "asked", case)
        except EvaluationError:
            assert row["error"] == OPEN.error
            errors += 1
        else:
            if row["error"] is None:
                agrees(row, plan, case)
    assert 0 < errors < len(dossiers)
    assert decided["error"].null_count() >= len(dossiers) / 4
