"""What columns say of generated expressions is what the interpreter says: outcome, states, value and missing facts."""

from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.evaluate._polars.columns import judged, plan_with
from tests.strategies_cases import cases
from tests.strategies_plans import DERIVATIONS
from tests.strategies_rosters import REFUSED, dossiers
from tests.strategies_typed import checked
from workshop_rules.compile.reads import facts_read
from workshop_rules.language.types import BOOLEAN, NUMBER


@st.composite
def questions(draw, type_):
    """An expression of a type, and what it is asked of: a case for its date and parameters, dossiers for its facts."""
    expression = draw(checked(type_, REFUSED))
    asked_of = dossiers(facts_read([expression], DERIVATIONS))
    return expression, draw(cases({})), draw(st.lists(asked_of, min_size=8, max_size=8))


QUICK = settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))


def settled(type_, plan_of):
    """How much of what is asked is settled in columns."""
    told: Counter[str] = Counter()

    @QUICK
    @given(questions(type_))
    def hold(question):
        expression, case, asked_of = question
        told.update(judged(plan_of(expression), case, asked_of))

    hold()
    return told


def test_conditions():
    told = settled(BOOLEAN, plan_with)
    assert told["certain"] > told["rows"] / 4, told
    assert told["settled"] > told["rows"] / 2, told


def test_numbers():
    told = settled(NUMBER, lambda value: plan_with(value=value))
    assert told["certain"] > told["rows"] / 4, told
