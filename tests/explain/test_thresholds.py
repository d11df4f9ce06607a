"""Which thresholds matter: the nearest values that turn a verdict."""

from __future__ import annotations

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
        "min_member_years": (13, "ineligible"),
        "min_member_level": ("city", "ineligible"),
        "member_period": (YearsMonths(6), "ineligible"),
    }


def test_every_one_of_them_turns_the_verdict_when_it_is_put_in_place(city):
    verdict = city.decide("member", FACTS, as_of="2013-04-10")
    for one in verdict.parameters_that_matter:
        again = city.decide("member", FACTS, as_of="2013-04-10", parameters={one.parameter: one.value})
        assert again.outcome == one.outcome != verdict.outcome


def test_the_nearest_whole_threshold_is_found_between_two_that_the_case_tells_apart(city):
    """One of eight people is from the leader's school beside the leader, which is 12.5 per cent."""
    members = [{"school": "own" if number == 0 else f"school {number}"} for number in range(7)]
    verdict = city.decide("composition", {"leader": {"school": "own"}, "members": members}, as_of="2013-04-10")
    assert _switches(verdict)["max_own_school_percent"] == (12, "exceeded")


def test_of_a_value_the_next_thresholds_matter_even_if_no_fact_tells_them_apart():
    verdict = wr.load_pack("twin_studio").decide("term_end", {"term_started_on": "2013-09-01"}, as_of="2014-01-01")
    values = [one.value for one in verdict.parameters_that_matter]
    assert values == [YearsMonths(35), YearsMonths(37)]
