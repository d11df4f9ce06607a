"""What decided a case, in a few lines."""

import workshop_rules as wr
from workshop_rules.render.brief import to_brief


def brief(pack, decision, facts, lang="en", as_of=None):
    return to_brief(wr.load_pack(pack).decide(decision, facts, as_of=as_of).explanation.reasons, lang).splitlines()


def test_what_failed_is_said_with_what_was_required_and_found():
    assert brief("ordos_2013", "mentor", {"homeroom_years": 8}) == [
        "✗ Years as a homeroom teacher [Required: at least 9 years; Found: 8 years]"
    ]


def test_what_holds_is_said_with_what_was_found():
    (line,) = brief("ordos_2013", "completion", {"sessions_absent": 0, "sessions_held": 10})
    assert line.startswith("✓ ")
    assert "Required" not in line
    assert "Found: " in line


def test_of_a_ladder_the_tiers_that_are_out_are_named_and_many_lines_are_counted():
    lines = brief("taiyuan_ranks", "rank", {}, as_of="2014-09-01")
    assert len(lines) == 13
    assert lines[-1].endswith(" more")
