"""By how much, and which record comes nearest."""

import pytest

from tests.bundled import bundled
from tests.riverside import criterion


@pytest.mark.parametrize(
    ("honors", "nearest"),
    [
        # one part missed rather than two
        ([("county", "2010-01-01"), ("city", "2010-01-01")], "city honour of 2010-01-01"),
        # less time rather than more
        ([("city", "2010-01-01"), ("city", "2019-01-01")], "city honour of 2019-01-01"),
        # a fewer steps of level
        ([("school", "2021-01-01"), ("county", "2021-01-01")], "county honour of 2021-01-01"),
        # the first of equals
        ([("county", "2021-03-01"), ("county", "2021-01-01")], "county honour of 2021-03-01"),
    ],
)
def test_nearest_record(honors, nearest):
    records = [{"level": level, "awarded_on": day} for level, day in honors]
    assert f"nearest: {nearest}:" in criterion("honor", honors=records).found.en


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2019-09-30", "outside the window by 1 day"),
        ("2019-08-31", "outside the window by 1 month 1 day"),
        ("2022-10-02", "outside the window by 1 day"),
        ("2024-10-01", "outside the window by 24 months"),
    ],
)
def test_how_far_outside_a_window(day, said):
    found = criterion("honor", honors=[{"level": "city", "awarded_on": day}]).found
    assert found.en.endswith(said)


def test_an_unknown_part_comes_nearer_than_a_failing_one():
    honors = [{"level": "county", "awarded_on": "2021-01-01"}, {"level": "city"}]
    assert "city honour: date of award: not known" in criterion("honor", honors=honors).found.en


def test_what_lacks_something_comes_nearer_than_something_else():
    """Of three bodies the one that is against it, not one that was never asked."""
    opinions = [
        {"body": body, "given_on": f"2013-12-0{place}", "favourable": body != "city"}
        for place, body in enumerate(("school", "district", "city"), start=1)
    ]
    criteria = bundled("ordos_2013").decide("appointment", {"opinions": opinions}).explanation.reasons.criteria
    found = next(one.found for one in criteria if one.id == "opinions_favourable")
    assert "nearest: city bureau opinion of 2013-12-03: the body is in favour: no (required: yes)" in found.en


def test_of_several_ways_that_are_open_none_is_asked_for():
    """A project whose end is not known may be going on, or have ended within the window: either would do."""
    projects = [{"level": "city", "role": "host", "started_on": "2009-01-01"}]
    criteria = bundled("ordos_2013").decide("mentor", {"projects": projects}).explanation.reasons.criteria
    found = next(one.found for one in criteria if one.id == "hosted_project")
    ways = "the start is on or after 2010-10-01, it is ongoing, or the end is on or after 2010-10-01"
    assert found.en == f"city project of 2009-01-01: {ways}: not known (required: yes)"
