"""What columns say of generated expressions is what the interpreter says: outcome, states, value and missing facts."""

from collections import Counter
from fractions import Fraction
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.evaluate._polars.columns import judged, plan_with
from tests.evaluate.rosters import fits
from tests.strategies_cases import FACTS, FINDINGS, cases, values
from tests.strategies_plans import DERIVATIONS
from tests.strategies_typed import checked
from workshop_rules.compile.reads import facts_read
from workshop_rules.evaluate.evaluation import Dossier
from workshop_rules.language.types import (
    BOOLEAN,
    DATE_TIME,
    DAYS_TIME,
    NUMBER,
    STRING,
    TIME,
    YEARS_MONTHS,
    ListOf,
    RecordOf,
)

UNSUPPLIED = {DATE_TIME, TIME, DAYS_TIME, YEARS_MONTHS}
"""Types that rosters have no columns of."""
REFUSED = (
    *("{moment}", "{time}", "{length}", "{months}.", "{months} /", "years and months", "date(", "of year", "of week"),
    *("string", "contains(", "starts with", "ends with", " case(", "sort(", "mode(", "reverse(", "sublist", "index of"),
    *("union(", "append(", "concatenate(", "flatten(", "{place}]", "decimal(", "round", "odd(", "even(", "**"),
    *("{two_", "{point_range}", "{range_point}", "number(", "{scale}", "{made", "{folded}", "periods({date}"),
    *(".start", ".end"),
)
"""Pieces of templates that columns refuse, so that most of what is generated has a form in columns."""


def supplied(type_):
    """Values of a type as rosters have them; of five fields of a record one is not supplied."""
    match type_:
        case ListOf(item=item):
            return st.lists(supplied(item), max_size=4).map(tuple)
        case RecordOf(fields=fields):
            return st.tuples(*(st.one_of(st.none(), *[supplied(field)] * 4) for _, field in fields)).map(
                lambda parts: {name: part for (name, _), part in zip(fields, parts, strict=True) if part is not None}
            )
        case _ if type_ == NUMBER:
            return values(NUMBER).map(lambda number: number if fits(number) else Fraction(1, 2))
        case _ if type_ == STRING:
            texts: st.SearchStrategy[Any] = values(STRING)
            return texts.filter(lambda text: bool(text.strip()))
        case _:
            return values(type_)


@st.composite
def dossiers(draw, read):
    """Those facts that are read, of which one in ten is not supplied, and of the lists one in ten may lack some."""
    known = sorted(name for name in read & FACTS.keys() if FACTS[name] not in UNSUPPLIED)
    facts = {name: draw(supplied(FACTS[name])) for name in known if draw(st.integers(0, 9))}
    findings = [name for name in FINDINGS if f"findings.{name}" in read]
    lists = [name for name in facts if isinstance(FACTS[name], ListOf)]
    return Dossier(
        facts,
        findings={name: draw(st.booleans()) for name in findings if draw(st.integers(0, 9))},
        incomplete=frozenset(name for name in lists if not draw(st.integers(0, 9))),
    )


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
