"""Decisions by table: the rules are explained as criteria are."""

import pytest

import workshop_rules as wr

ORDOS = wr.load_pack("ordos_2013")


def rules(**facts):
    return {rule.id: rule for rule in ORDOS.decide("next_cycle", facts).explanation.reasons.rules}


@pytest.mark.parametrize(
    ("facts", "states", "decided"),
    [
        (
            {"review_stage": "final", "review_grade": "qualified"},
            ["not_met", "not_met", "met", "not_met"],
            {"qualified"},
        ),
        ({"review_stage": "midterm"}, ["met", "not_met", "not_met", "not_met"], {"midterm"}),
        (
            {"review_stage": "final"},
            ["not_met", "unknown", "unknown", "unknown"],
            {"excellent", "qualified", "unqualified"},
        ),
    ],
)
def test_the_rules_that_matched_decided(facts, states, decided):
    found = rules(**facts)
    assert [str(rule.state) for rule in found.values()] == states
    assert {name for name, rule in found.items() if rule.decided} == decided


def test_a_rule_says_what_each_cell_asked_and_found():
    rule = rules(review_stage="final", review_grade="qualified")["excellent"]
    assert rule.title.en == "enters the next cycle"
    assert (rule.clause, rule.numbering) == ("annex 2, 5", "附件2/五")
    assert [cell.sentence.en for cell in rule.condition.children] == [
        "stage: final review, as required",
        "grade: qualified (required: excellent)",
    ]
    assert rule.sentence.zh == "评定等级为合格，要求为优秀"


def test_an_empty_cell_asks_for_nothing():
    (cell,) = rules(review_stage="midterm")["midterm"].condition.children
    assert cell.title.en == "stage"


def test_the_report_shows_them():
    text = ORDOS.decide("next_cycle", {"review_stage": "midterm"}).explanation.to_text("en", "short")
    assert "What decided it\n  ✓ advice only, no grade: met (annex 2, 5)\n" in text
    assert "3 more criteria did not decide it" in text
