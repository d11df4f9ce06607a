"""Which thresholds matter: the nearest values that turn a verdict."""

from __future__ import annotations

from fractions import Fraction

import pytest

import workshop_rules as wr
from workshop_rules.explain.thresholds import ParameterSwitch
from workshop_rules.language.values import YearsMonths

HONOUR = {"level": "county", "kind": "homeroom", "awarded_on": "2008-01-15"}
FACTS = {
    "birth_date": "1974-04-10",
    "in_service": True,
    "post": "homeroom_teacher",
    "homeroom_years": 12.5,
    "honors": [HONOUR],
    "class_honors": [{"level": "city", "awarded_on": "2012-09-10"}],
    "projects": [{"level": "city", "started_on": "2012-09-10", "ongoing": True, "result_published": True}],
    "findings": {"dedication": True},
}


@pytest.fixture(scope="module")
def city():
    return wr.load_pack("shijiazhuang")


def _switches(verdict):
    return {one.parameter: (one.value, one.outcome) for one in verdict.parameters_that_matter}


def test_a_longer_period_takes_the_honour_in(city):
    verdict = city.decide("member", FACTS, as_of="2013-04-10")
    assert verdict.outcome == "ineligible"
    assert verdict.parameters_that_matter == (
        ParameterSwitch("member_period", YearsMonths(63), "eligible", ("eligible",), {"county_honor": wr.State.MET}),
    )


def test_each_threshold_that_is_met_has_one_that_is_not(city):
    recent = [{**HONOUR, "awarded_on": "2012-09-10"}]
    verdict = city.decide("member", {**FACTS, "honors": recent}, as_of="2013-04-10")
    assert verdict.outcome == "eligible"
    assert _switches(verdict) == {
        "max_member_age": (38, "ineligible"),
        "min_member_years": (Fraction(27, 2), "ineligible"),
        "min_member_level": ("city", "ineligible"),
        "member_period": (YearsMonths(6), "ineligible"),
    }


def test_every_one_of_them_turns_the_verdict_when_it_is_put_in_place(city):
    verdict = city.decide("member", FACTS, as_of="2013-04-10")
    for one in verdict.parameters_that_matter:
        again = city.decide("member", FACTS, as_of="2013-04-10", parameters={one.parameter: one.value})
        assert again.outcome == one.outcome != verdict.outcome
