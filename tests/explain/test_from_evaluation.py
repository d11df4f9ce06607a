"""Explanations as trees: what decided, what is folded, what was read, what else would change it."""

import pytest

from tests.riverside import FOLDER, decide
from workshop_rules.explain.tree import Holding

BOTH = {"level": "city", "awarded_on": "2019-05-01"}, {"level": "city", "awarded_on": "2021-09-10"}


def reasons(**change):
    return decide(**change).explanation.reasons


def reason(name, **change):
    return next(one for one in reasons(**change).criteria if one.id == name)


def every_condition(condition):
    yield condition
    for child in condition.children:
        yield from every_condition(child)


def test_what_failed_decides_a_refusal():
    decided = {one.id for one in reasons(homeroom_years=8, title="junior").criteria if one.decided}
    assert decided == {"years", "title"}


def test_everything_but_advice_decides_an_acceptance():
    found = reasons()
    assert {one.id for one in found.criteria if not one.decided} == {"marks"}
    assert found.outcome.id == "eligible"


def test_what_is_open_decides_that_nothing_is_decided():
    decided = {one.id for one in reasons(homeroom_years=None, findings={}).criteria if one.decided}
    assert decided == {"years", "conduct"}


def test_a_record_without_effect_is_folded_not_lost():
    honor = reason("honor", honors=list(BOTH)).condition
    assert [(child.record, child.decided) for child in honor.children] == [("honors[1]", False), ("honors[2]", True)]
    assert [child.holding for child in honor.children] == [Holding.FAILS, Holding.HOLDS]
    assert all(not inner.decided for inner in every_condition(honor.children[0]))


def test_only_the_failing_parts_of_a_record_are_open():
    honor = reason("honor", honors=[BOTH[0]]).condition
    (record,) = honor.children
    assert [(part.holding, part.decided) for part in record.children] == [
        (Holding.HOLDS, False),
        (Holding.FAILS, True),
    ]


def test_a_condition_says_what_it_read():
    (record,) = reason("honor", honors=[BOTH[0]]).condition.children
    read = {
        value.path: (value.title.en, value.value.en, value.exact) for part in record.children for value in part.read
    }
    assert read == {
        "honors[1].level": ("level of honour no. 1", "city", "city"),
        "parameter.min_level": ("least level", "city", "city"),
        "honors[1].awarded_on": ("date of award of honour no. 1", "2019-05-01", "2019-05-01"),
        "window_from": ("first day of the three years", "2019-10-01", "2019-10-01"),
        "as_of": ("as-of date", "2022-10-01", "2022-10-01"),
    }


def test_a_derived_fact_leads_back_to_what_it_was_derived_from():
    years = reason("years", homeroom_years=None, homeroom_periods=[{"from": "2012-10-01", "ongoing": True}])
    assert years.found.en == "10 years"
    assert [value.path for value in years.condition.read] == [
        "homeroom_years",
        "homeroom_periods",
        "as_of",
        "parameter.min_years",
    ]


def test_a_condition_knows_its_place_and_its_id():
    host = reason("one_of").condition.children[0]
    assert host.id == "host"
    assert host.title.en == "hosted a project"
    assert host.expression == "some p in projects satisfies p.role = project_role.host"
    assert host.place.startswith(str(FOLDER / "decisions" / "guide.yaml")) or "guide.yaml:" in host.place


def test_every_condition_of_a_count_names_the_records_counted():
    (selection,) = reason("papers").condition.children
    assert selection.kind == "selection"
    assert selection.holding is None
    assert [child.holding for child in selection.children] == [Holding.HOLDS, Holding.HOLDS]


def test_clauses_are_cited_with_the_documents_own_numbering():
    years = reason("years")
    assert (years.clause, years.numbering, years.clause_title.en) == ("1(1)", "一/(一)", "Years and title")


def test_waivers_open_granted_and_without_effect():
    granted = {"pack": "riverside", "decision": "guide", "criterion": "title", "by": "局", "granted_on": "2022-09-01"}
    for_nothing = {"pack": "riverside", "decision": "guide", "criterion": "years"}
    open_ = reasons(title="junior")
    assert [one.criterion for one in open_.waivable] == ["title"]
    done = reasons(title="junior", homeroom_years=3, waivers=[granted, for_nothing])
    assert [(one.criterion, one.by.zh, str(one.granted_on)) for one in done.waived] == [("title", "局", "2022-09-01")]
    assert [one.criterion for one in done.waivers_ignored] == ["years"]
    assert not done.waivable


def test_thresholds_say_where_they_differ_from_the_document():
    parameters = {one.id: one for one in reasons(parameters={"min_years": 15, "pass_mark": 60}).parameters}
    assert (parameters["min_years"].value.en, parameters["min_years"].documented.en) == ("15 years", "9 years")
    assert parameters["min_years"].overridden
    assert (parameters["pass_mark"].value.en, parameters["pass_mark"].documented) == ("60", None)
    assert not parameters["min_level"].overridden


def test_definitions_are_worked_out():
    found = {one.name: one.value.en for one in reasons().definitions}
    assert found == {"window_from": "2019-10-01", "formal_papers": "2 on record"}


def test_facts_missing_and_without_effect():
    found = reasons(homeroom_years=8, title=None, birth_date=None, name="X")
    assert found.missing == ()
    assert {one.path for one in found.irrelevant} >= {"title", "birth_date"}
    assert [one.path for one in found.unused] == ["name"]
    needed = reasons(birth_date=None, honors=[{"level": "city"}])
    assert {(one.path, one.title.en) for one in needed.missing} == {
        ("birth_date", "date of birth"),
        ("honors[1].awarded_on", "date of award of honour no. 1"),
    }


def test_a_decision_that_rests_on_another_carries_its_reasons():
    found = decide("after_guide", homeroom_years=8).explanation.reasons
    assert found.outcome.id == "non_compliant"
    (used,) = found.uses
    assert (used.decision, used.outcome.id, str(used.as_of)) == ("guide", "ineligible", "2022-10-01")
    assert {one.id for one in used.criteria if one.decided} == {"years"}


def test_readings_that_would_change_it():
    honor = {"level": "city", "awarded_on": "2019-02-01"}
    (switch,) = reasons(honors=[honor], absent=1, held=3).switches
    assert (switch.interpretation, switch.reading, switch.outcome.id) == ("window", "calendar", "eligible")
    assert dict(switch.criteria) == {"honor": "met"}
    assert reasons(absent=1, held=3).switches == ()


def test_a_reading_under_which_nothing_can_be_computed_is_reported():
    (switch,) = reasons(absent=1, held=0).switches
    assert switch.outcome is None
    assert "division by zero" in switch.error


@pytest.mark.parametrize("name", ["rank", "share"])
def test_other_kinds(name):
    found = decide(name, absent=1, held=3).explanation.reasons
    assert found.outcome.id == {"rank": "higher", "share": "1/3"}[name]
    assert [group.state for group in found.groups] == {"rank": ["met", "met"], "share": []}[name]
    assert found.value_exact == {"rank": None, "share": "1/3"}[name]
