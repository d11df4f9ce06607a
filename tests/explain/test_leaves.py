"""Comparisons on their own."""

from tests.bundled import bundled


def test_a_part_of_a_date_is_named_where_it_is_found():
    facts = {"list_filed_on": "2016-08-31", "applied_on": "2016-08-20"}
    criteria = bundled("taiyuan_ranks").decide("application_window", facts).explanation.reasons.criteria
    applied = next(one for one in criteria if one.id == "applied_in_september")
    assert applied.found.en == "month of the date of the application: 8"
    assert applied.found.zh == "申报日期的月份：8"
    assert applied.required.en == "the application is made in month 9"
