"""Dates in columns, where months end, where the calendar does, and where one stretch of time gives way to the next."""

import datetime as dt
from dataclasses import replace
from itertools import product

import pytest

from tests.evaluate._polars.columns import judged, plan_with
from tests.strategies_plans import NOWHERE
from tests.strategies_typed import tree_of
from workshop_rules.evaluate.evaluation import Case, Dossier
from workshop_rules.language import tree as t
from workshop_rules.language.types import BOOLEAN, NUMBER, Choice

CASE = Case(Dossier({}), dt.date(2004, 2, 29), {"window": "anniversary"}, {"least_years": 9, "unstated": None})
STARTS = [dt.date(2000, *day) for day in ((1, 30), (1, 31), (2, 28), (2, 29), (3, 1), (12, 31))]
ENDS = [dt.date(2001, *day) for day in ((1, 30), (1, 31), (2, 27), (2, 28), (3, 1), (12, 30), (12, 31))]
ENDS += [dt.date(2004, 2, day) for day in (27, 28, 29)]


def told(pairs, text, type_=BOOLEAN):
    """What columns say of pairs of dates."""
    asked = tree_of(text, type_)
    plan = plan_with(asked) if type_ == BOOLEAN else plan_with(value=asked)
    return judged(plan, CASE, [Dossier({"born_on": start, "hired_on": end}) for start, end in pairs])


@pytest.mark.parametrize("unit", ["years", "months"])
def test_years_and_months_are_completed_on_their_day(unit):
    assert told(product(STARTS, ENDS), f"completed {unit}(born_on, hired_on)", NUMBER)["settled"] == 60
    assert told(product(STARTS, ENDS), f"completed {unit}(born_on, hired_on) >= 1")["settled"] == 60


@pytest.mark.parametrize("duration", ["P1Y", "P1M", "P13M", "P4Y", "-P1Y", "P365D"])
def test_a_time_later_is_never_in_the_next_month(duration):
    assert told(product(STARTS, ENDS), f'born_on + @"{duration}" <= hired_on')["settled"] == 60


@pytest.mark.parametrize("duration", ["P8000Y", "-P2001Y", "P96000M", "P4000000D"])
def test_beyond_the_calendar_there_is_no_date(duration):
    assert told(product(STARTS, ENDS[:2]), f'born_on + @"{duration}" > hired_on')["settled"] == 0


@pytest.mark.parametrize("asked_for", [None, dt.date(2005, 1, 1)])
@pytest.mark.parametrize("own", [None, dt.date(2001, 1, 1)])
def test_a_decision_that_another_rests_on_has_the_date_that_it_fixes(own, asked_for):
    used = plan_with(tree_of("hired_on <= as_of", BOOLEAN)).decisions["asked"]
    outcome = t.DecisionRef("used", span=NOWHERE, type=Choice("used", ("yes", "no")))
    yes = t.StringLiteral("yes", span=NOWHERE, type=outcome.type)
    plan = plan_with(t.Compare("=", outcome, yes, span=NOWHERE, type=BOOLEAN))
    asked = replace(plan.decisions["asked"], uses=("used",), as_of=dt.date(2003, 1, 1), facts=used.facts)
    plan = replace(plan, decisions={"asked": asked, "used": replace(used, id="used", as_of=own)})
    dossiers = [Dossier({"hired_on": dt.date(year, 1, day)}) for year in (2001, 2003, 2005) for day in (1, 2)]
    assert judged(plan, replace(CASE, as_of=asked_for), dossiers)["settled"] == len(dossiers)


def test_a_day_is_in_one_stretch_alone():
    pairs = [(start.replace(year=year), end) for start in STARTS[2:4] for year in (1996, 2000) for end in ENDS]
    stretches = 'periods(born_on, hired_on, @"P1Y")'
    for day in ("as_of", 'as_of - @"P1Y"', 'as_of - @"P4Y"', "hired_on"):
        assert told(pairs, f"count({stretches}[{day} in item]) = 1")["settled"] == len(pairs)
