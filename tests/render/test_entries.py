"""What stands under a criterion."""

import pytest

from tests.bundled import bundled

FILED_EARLY = {"applied_on": "2013-09-05", "list_filed_on": "2013-09-20"}


@pytest.mark.parametrize(
    ("asked", "lines"),
    [
        # 19 is less than 20, but only another reading asks for that
        (
            ("shijiazhuang", "annual_target", {"developing_body": "city", "workshops_this_year": 19}),
            [
                "✗ the reading “Exactly twenty” is chosen",
                "✓ number of workshops developed or named this year: 19 (required: less than 20)",
            ],
        ),
        # the 20th is not after the 20th, but only another reading asks for that
        (
            ("taiyuan_ranks", "application_window", FILED_EARLY),
            [
                "✓ the reading “Any day of September, up to the 30th” is chosen",
                "✗ day of the date on which the school filed its list: 20 (required: more than 20)",
            ],
        ),
    ],
)
def test_where_the_reading_alone_decided_it_is_said_and_no_condition_is_marked_as_what_it_is_not(asked, lines):
    pack, decision, facts = asked
    text = bundled(pack).decide(decision, facts).explanation.to_text(lang="en")
    said = [line.strip().removesuffix(" [without effect here]") for line in text.splitlines()]
    place = said.index(lines[0])
    assert said[place : place + len(lines)] == lines


def test_what_a_reading_and_the_facts_both_made_so_is_told_by_the_facts():
    text = bundled("ordos_2013").decide("mentor", {"title": "senior", "title_series": "secondary"})
    said = [line.strip() for line in text.explanation.to_text(lang="en").splitlines()]
    assert "✓ the title is of a series that counts: series of professional title: secondary-school series" in said
    assert not any("series, as required" in line for line in said)  # the reading asks for no series
