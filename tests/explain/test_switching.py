"""What other readings would turn a verdict: which of them a decision depends on is worked out once for it."""

import pytest

from tests.bundled import bundled
from workshop_rules.explain import switching
from workshop_rules.explain.dependencies import dependencies


@pytest.fixture
def asked(monkeypatch):
    """The decisions of which it was worked out."""
    seen = []

    def worked_out(plan, decision):
        seen.append((plan.id, decision.id))
        return dependencies(plan, decision)

    monkeypatch.setattr(switching, "dependencies", worked_out)
    switching._interpretations.cache_clear()
    return seen


def test_what_a_decision_depends_on_is_worked_out_once_and_for_each_decision(asked):
    ordos, shijiazhuang = bundled("ordos_2013"), bundled("shijiazhuang")
    honor = {"level": "city", "kind": "education", "awarded_on": "2008-05-01"}
    for day in ("1973-05-01", "1973-06-01", "1973-07-01"):
        found = ordos.decide("mentor", {"honors": [honor], "birth_date": day}).readings_that_matter
        assert ("honor_window", "calendar_2008") in {(one.interpretation, one.reading) for one in found}
        facts = {"birth_date": day, "in_service": True, "post": "homeroom_teacher"}
        found = shijiazhuang.decide("member", facts, as_of="2014-01-01").readings_that_matter
        assert {one.interpretation for one in found} == {"age_limit"}
    assert asked == [("ordos_2013", "mentor"), ("shijiazhuang", "member")]
