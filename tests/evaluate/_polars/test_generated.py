"""What columns say of generated expressions is what the interpreter says: outcome, states, value and missing facts."""

from collections import Counter
from dataclasses import replace
from fractions import Fraction
from itertools import islice

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.dossiers import cases
from tests.evaluate._polars.columns import judged, plan_with
from tests.evaluate.rosters import fits
from tests.strategies_cases import FACTS, LEVEL, ODD
from tests.strategies_rosters import ON_ARRAYS, REFUSED, UNSUPPLIED, columns_as, fitting
from tests.strategies_typed import grown
from workshop_rules.language.types import BOOLEAN, NUMBER
from workshop_rules.language.values import YearsMonths

ROWS = 10


def asked_of(plan, draw, gaps):
    """What a plan is asked of: a case for its date and parameters, rows, and the types of their columns."""
    decision = plan.decisions["asked"]
    types = columns_as(draw, decision.facts)
    found = islice(cases(plan, decision, draw.randrange(2**32), gaps=draw.choice(gaps), odd=ODD), ROWS)
    first, *others = (replace(one, dossier=fitting(one.dossier, types)) for one in found)
    parameters = {
        "least_years": draw.choice([3, 9, Fraction(1, 3), *ODD[NUMBER]]),
        "unstated": None,
        "period": YearsMonths(60),
        "least_level": draw.choice(LEVEL.members),
    }
    rows = [supplied(one.dossier) for one in (first, *others)]
    return replace(first, parameters=parameters), [one for one in rows if fits(one.facts)], types


def supplied(dossier):
    """The dossier without facts that rosters have no columns of, and without waivers: nobody is asked about them."""
    facts = {name: value for name, value in dossier.facts.items() if FACTS[name] not in UNSUPPLIED and value != ""}
    return replace(dossier, facts=facts, incomplete=dossier.incomplete & facts.keys(), waivers=())


def settled(plan_of, examples, gaps=(0.0, 0.1, 0.4)):
    """How much of what is asked is settled in columns.

    Args:
        plan_of: what is asked, of random numbers.
        examples: how many questions.
        gaps: how likely something is not supplied.
    """
    told: Counter[str] = Counter()

    @settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.randoms(use_true_random=True))
    def hold(draw):
        plan = plan_of(draw)
        told.update(judged(plan, *asked_of(plan, draw, gaps)))

    hold()
    return told


def test_conditions():
    told = settled(lambda draw: plan_with(grown(BOOLEAN, draw, REFUSED)), 60)
    assert told["certain"] > told["rows"] / 4, told
    assert told["settled"] > told["rows"] / 2, told


def test_conditions_on_arrays():
    told = settled(lambda draw: plan_with(grown(BOOLEAN, draw, ON_ARRAYS, depth=4)), 60, gaps=(0.0, 0.0, 0.1))
    assert told["on_arrays"] > told["rows"] / 6, told


def test_numbers():
    told = settled(lambda draw: plan_with(value=grown(NUMBER, draw, REFUSED)), 50)
    assert told["certain"] > told["rows"] / 4, told
