"""What an explanation says beside its criteria."""

from tests.bundled import bundled


def test_a_value_that_is_one_of_a_list_is_called_as_the_list_calls_it():
    audits = [{"bureau": "county", "approved": True, "decided_on": "2013-10-20"}]
    facts = {"school_affiliation": "county", "current_rank": "none", "reviewed_rank": "junior_2", "audits": audits}
    explanation = bundled("taiyuan_ranks").decide("rank_in_force", facts, as_of="2013-11-01").explanation
    assert explanation.reasons.outcome.id == "junior_2"
    assert "Outcome: second junior tier\n" in explanation.to_text(lang="en")
    assert "结论：初级二档\n" in explanation.to_text(lang="zh")
    assert "the outcome would be no rank\n" in explanation.to_text(lang="en")


def test_a_decision_that_rests_on_a_fixed_date_says_that_another_was_asked_for():
    explanation = bundled("ordos_2013").decide("appointment", {}, as_of="2014-01-20").explanation
    assert "As of: 2014-01-20 (the document fixes 2013-10-01)\n" in explanation.to_text(lang="en")
