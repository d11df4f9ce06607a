"""What columns say of generated expressions is what the interpreter says: outcome, states, value and missing facts."""

from collections import Counter
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.evaluate._polars.columns import judged, plan_with
from tests.strategies_rosters import ON_ARRAYS, REFUSED, WHOLE, asked_of
from tests.strategies_typed import grown
from workshop_rules.language.types import BOOLEAN, NUMBER


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
        asked = asked_of(plan, draw, draw.choice(gaps), 10, tuple(WHOLE))
        dossiers = [replace(one, waivers=()) for one in asked.dossiers]
        told.update(judged(plan, asked.case, dossiers, asked.columns_as))

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
