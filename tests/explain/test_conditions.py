"""Conditions made of others."""

import pytest

from tests.bundled import bundled


@pytest.mark.parametrize(
    ("affiliation", "tested", "filed"),
    [
        ("county", "the affiliation of the school is run by a county or district", "county bureau, as required"),
        (
            "direct",
            "the affiliation of the school is not “run by a county or district”",
            "county bureau (required: city bureau)",
        ),
    ],
)
def test_what_picks_between_two_is_asked_of_nobody(affiliation, tested, filed):
    facts = {"school_affiliation": affiliation, "list_filed_with": "county"}
    criteria = bundled("taiyuan_ranks").decide("application_window", facts).explanation.reasons.criteria
    condition, chosen = next(one.condition.children for one in criteria if one.id == "filed_with")
    assert (condition.holding, condition.sentence.en) == (None, tested)
    assert chosen.sentence.en == f"bureau with which the list was filed: {filed}"
