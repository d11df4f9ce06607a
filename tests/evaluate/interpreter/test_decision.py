import datetime as dt

import pytest

from tests.evaluate.asking import DATE_ASKED, NOWHERE, case, unknown
from tests.evaluate.plans import chain, criterion, decision, expression, plan, text
from workshop_rules.evaluate.evaluation import Case, Dossier, EvaluationError, State, Waiver
from workshop_rules.evaluate.interpreter import Tracing, evaluate
from workshop_rules.language import tree as t
from workshop_rules.language.types import NUMBER, STRING


def decided(decision_, asked=None, **facts):
    """The evaluation, which is the same whether it is recorded or not."""
    the_plan = plan(decision_)
    silent = evaluate(the_plan, decision_.id, asked or case(facts))
    traced = evaluate(the_plan, decision_.id, asked or case(facts), Tracing())
    assert silent == traced
    assert silent.trace is None
    assert traced.trace is not None
    return traced


def states(evaluation):
    return {name: result.state.value for name, result in evaluation.criteria.items()}


def waiving(*criteria, decision="mentor", facts=None, findings=None):
    waivers = tuple(Waiver("test", decision, c) for c in criteria)
    return Case(Dossier(facts or {}, findings or {}, waivers), DATE_ASKED, {"window": "anniversary"}, {"least": 9})


MENTOR = decision(
    "mentor",
    [
        criterion("years", "x >= parameter.least"),
        criterion("title", "level_held >= level.city", waivable=True),
        criterion("conduct", "findings.conduct"),
        criterion("advice", "y > 0", advisory=True),
    ],
)
GOOD = {"x": 9, "level_held": "city"}


class TestEligibility:
    def test_met(self):
        found = decided(MENTOR, case(GOOD, findings={"conduct": True}))
        assert (found.outcome, found.possible_outcomes) == ("eligible", ("eligible",))
        assert states(found) == {"years": "met", "title": "met", "conduct": "met", "advice": "unknown"}
        assert found.missing == frozenset()
        assert found.irrelevant == {"y"}

    def test_not_met(self):
        found = decided(MENTOR, x=8)
        assert (found.outcome, found.possible_outcomes) == ("ineligible", ("ineligible",))
        assert states(found) == {
            "years": "not_met",
            "title": "unknown",
            "conduct": "needs_judgement",
            "advice": "unknown",
        }
        assert found.missing == frozenset()
        assert found.irrelevant == {"level_held", "findings.conduct", "y"}

    def test_undetermined(self):
        found = decided(MENTOR, level_held="city")
        assert (found.outcome, found.possible_outcomes) == ("undetermined", ("eligible", "ineligible"))
        assert found.missing == {"x", "findings.conduct"}
        assert found.irrelevant == {"y"}
        assert found.criteria["years"].missing == {"x"}

    def test_an_advisory_criterion_never_fails(self):
        assert decided(MENTOR, case({**GOOD, "y": 0}, findings={"conduct": True})).outcome == "eligible"


class TestStates:
    """One criterion: `x > 1` or `findings.conduct`, applying where `p` is true, perhaps waived."""

    @pytest.mark.parametrize(
        ("condition", "facts", "findings", "waived", "state", "missing"),
        [
            ("x > 1", {"p": True, "x": 2}, {}, False, "met", ()),
            ("x > 1", {"p": True, "x": 1}, {}, False, "not_met", ()),
            ("x > 1", {"p": True}, {}, False, "unknown", ("x",)),
            ("x > 1", {"p": False}, {}, False, "not_applicable", ()),
            ("x > 1", {"p": False, "x": 2}, {}, False, "not_applicable", ()),
            ("x > 1", {"x": 2}, {}, False, "met", ()),
            ("x > 1", {"x": 1}, {}, False, "unknown", ("p",)),
            ("x > 1", {}, {}, False, "unknown", ("p", "x")),
            ("x > 1", {"p": True, "x": 2}, {}, True, "met", ()),
            ("x > 1", {"p": True, "x": 1}, {}, True, "waived", ()),
            ("x > 1", {"p": True}, {}, True, "waived", ()),
            ("x > 1", {"p": False, "x": 1}, {}, True, "not_applicable", ()),
            ("x > 1", {"x": 1}, {}, True, "waived", ()),
            ("1 / x > 1", {"p": True, "x": 0}, {}, True, "waived", ()),
            ("1 / x > 1", {"p": False, "x": 0}, {}, False, "not_applicable", ()),
            ("1 / x > 1", {"x": 0}, {}, False, "unknown", ("p",)),
            ("findings.conduct", {"p": True}, {"conduct": True}, False, "met", ()),
            ("findings.conduct", {"p": True}, {"conduct": False}, False, "not_met", ()),
            ("findings.conduct", {"p": True}, {}, False, "needs_judgement", ("findings.conduct",)),
            ("findings.conduct", {}, {}, False, "unknown", ("findings.conduct", "p")),
            ("findings.conduct and x > 1", {"p": True}, {}, False, "unknown", ("findings.conduct", "x")),
            ("findings.conduct", {"p": True}, {}, True, "waived", ()),
        ],
    )
    def test_state(self, condition, facts, findings, waived, state, missing):
        mentor = decision("mentor", [criterion("only", condition, applies="p", waivable=True)])
        found = decided(mentor, waiving(*["only"] * waived, facts=facts, findings=findings))
        assert found.criteria["only"].state is State(state)
        assert found.criteria["only"].missing == frozenset(missing)
        holds = {"met": "eligible", "waived": "eligible", "not_applicable": "eligible", "not_met": "ineligible"}
        assert found.outcome == holds.get(state, "undetermined")
        assert found.missing == frozenset(missing)

    def test_an_error_in_what_says_whether_it_applies(self):
        mentor = decision("mentor", [criterion("only", "p", applies="1 / x > 1")])
        assert decided(mentor, x=0, p=True).criteria["only"].state is State.MET
        with pytest.raises(EvaluationError):
            decided(mentor, x=0, p=False)

    def test_it_is_recorded_whether_it_applies(self):
        mentor = decision("mentor", [criterion("only", "p", applies="q")])
        result = decided(mentor, p=False, q=False).criteria["only"]
        assert result.applies_trace.value is False
        assert result.trace.value is False


class TestWaivers:
    def test_a_waiver_stands_in_for_a_criterion(self):
        found = decided(MENTOR, waiving("title", facts={"x": 9, "level_held": "school"}, findings={"conduct": True}))
        assert found.outcome == "eligible"
        assert found.criteria["title"].state is State.WAIVED
        assert found.waivers_ignored == ()

    def test_one_for_a_criterion_that_nobody_may_waive_is_ignored(self):
        asked = waiving("years", facts={"x": 8})
        found = decided(MENTOR, asked)
        assert found.outcome == "ineligible"
        assert found.waivers_ignored == asked.dossier.waivers

    def test_one_for_no_criterion_or_decision_of_the_pack_is_ignored(self):
        for asked in (waiving("titel"), waiving("title", decision="mentr")):
            assert decided(MENTOR, asked).waivers_ignored == asked.dossier.waivers

    def test_one_for_another_decision_of_the_pack_is_left_to_it(self):
        other = decision("leader", [criterion("title", "p", waivable=True)])
        asked = waiving("title", decision="leader", facts=GOOD)
        found = evaluate(plan(MENTOR, other), "mentor", asked)
        assert found.criteria["title"].state is State.MET
        assert found.waivers_ignored == ()


class TestErrors:
    def test_an_error_that_reaches_a_criterion_is_raised_whatever_the_outcome(self):
        mentor = decision("mentor", [criterion("first", "p"), criterion("second", "1 / x > 1")])
        with pytest.raises(EvaluationError, match="division by zero") as raised:
            evaluate(plan(mentor), "mentor", case({"p": False, "x": 0}))
        assert (raised.value.code, raised.value.criterion) == ("division_by_zero", "second")
        assert str(raised.value.span) == "expression:1:1"
        assert raised.value.diagnostic.code == "WR501"
        assert "second" in raised.value.diagnostic.message

    def test_one_in_an_advisory_criterion_too(self):
        mentor = decision("mentor", [criterion("first", "p"), criterion("second", "1 / x > 1", advisory=True)])
        with pytest.raises(EvaluationError):
            evaluate(plan(mentor), "mentor", case({"p": True, "x": 0}))

    def test_one_in_the_outcome_or_the_value(self):
        wrong = expression("1 / x")
        for broken in (
            decision("mentor", [], wrong, outcomes=()),
            decision("mentor", [], text("eligible"), value=wrong),
        ):
            with pytest.raises(EvaluationError) as raised:
                evaluate(plan(broken), "mentor", case({"x": 0}))
            assert raised.value.criterion is None


LADDER = decision(
    "rank",
    [criterion("low", "p"), criterion("middle", "q"), criterion("high", "r")],
    chain(("high", "senior"), ("middle", "intermediate"), ("low", "junior"), otherwise="none"),
    outcomes=("none", "junior", "intermediate", "senior"),
    kind="ladder",
)


@pytest.mark.parametrize(
    ("facts", "outcome", "possible", "missing"),
    [
        ({"p": True, "q": True, "r": True}, "senior", "senior", ""),
        ({"r": True}, "senior", "senior", ""),
        ({"p": True, "q": False, "r": False}, "junior", "junior", ""),
        ({"p": False, "q": False, "r": False}, "none", "none", ""),
        ({"q": True}, "undetermined", "intermediate senior", "r"),
        ({"p": True, "q": False}, "undetermined", "junior senior", "r"),
        ({"p": True}, "undetermined", "junior intermediate senior", "q r"),
        ({"q": False}, "undetermined", "none junior senior", "p r"),
        ({"r": False, "q": True}, "intermediate", "intermediate", ""),
        ({}, "undetermined", "none junior intermediate senior", "p q r"),
    ],
)
def test_a_ladder_leaves_the_tiers_that_are_still_possible(facts, outcome, possible, missing):
    found = decided(LADDER, **facts)
    assert found.outcome == outcome
    assert found.possible_outcomes == tuple(possible.split())
    assert found.missing == set(missing.split())
    assert found.irrelevant == {"p", "q", "r"} - set(facts) - found.missing


class TestMissing:
    """Conditions whose branches come to the same decide nothing."""

    def test_a_condition_between_equal_branches_is_irrelevant(self):
        same = chain(("first", "eligible"), ("second", "eligible"), otherwise="ineligible")
        found = decided(decision("mentor", [criterion("first", "p"), criterion("second", "q")], same), q=True)
        assert found.outcome == "eligible"
        assert (found.missing, found.irrelevant) == (frozenset(), {"p"})

    def test_so_is_one_between_branches_that_leave_the_same_open(self):
        inner = chain(("second", "eligible"), otherwise="ineligible")
        outcome = t.If(t.CriterionRef("first", span=NOWHERE), inner, inner, span=NOWHERE, type=STRING)
        found = decided(decision("mentor", [criterion("first", "p"), criterion("second", "q")], outcome))
        assert found.possible_outcomes == ("eligible", "ineligible")
        assert (found.missing, found.irrelevant) == ({"q"}, {"p"})

    def test_a_path_that_counts_anywhere_is_missing(self):
        found = decided(decision("mentor", [criterion("first", "p and q"), criterion("second", "q", advisory=True)]))
        assert (found.missing, found.irrelevant) == ({"p", "q"}, frozenset())

    def test_a_branch_that_is_an_error_is_no_outcome(self):
        outcome = t.If(t.CriterionRef("first", span=NOWHERE), text("eligible"), expression("1 / x"), span=NOWHERE)
        found = decided(decision("mentor", [criterion("first", "p")], outcome), x=0)
        assert (found.outcome, found.possible_outcomes, found.missing) == ("undetermined", ("eligible",), {"p"})

    def test_where_all_branches_are_errors_nothing_is_possible(self):
        wrong = expression("1 / x")
        outcome = t.If(t.CriterionRef("first", span=NOWHERE), wrong, wrong, span=NOWHERE)
        found = decided(decision("mentor", [criterion("first", "p")], outcome), x=0)
        assert (found.outcome, found.possible_outcomes, found.missing) == ("undetermined", (), {"p"})

    def test_a_very_long_chain(self):
        tiers = [f"tier{n}" for n in range(60)]
        ladder = decision(
            "rank", [criterion("first", "p")], chain(*(("first", tier) for tier in tiers), otherwise="none")
        )
        found = decided(ladder)
        assert found.missing == {"p"}
        assert set(found.possible_outcomes) == {*tiers, "none"}


class TestValues:
    VALUE = decision("total", [], expression("x + y"), outcomes=(), kind="value", value=expression("x + y"))

    def test_the_outcome_is_the_value_as_text(self):
        found = decided(self.VALUE, x=1, y=2)
        assert (found.outcome, found.possible_outcomes, found.value) == ("3", ("3",), 3)

    def test_an_unknown_value(self):
        found = decided(self.VALUE, x=1)
        assert (found.outcome, found.possible_outcomes) == ("undetermined", ())
        assert (found.value, found.missing) == (unknown("y"), {"y"})

    def test_a_list_of_which_something_is_unknown_has_no_text(self):
        outcome = expression("numbers[item > y]")
        assert decided(decision("total", [], outcome, outcomes=()), numbers=(1, 2), y=1).outcome == "[2]"
        assert decided(decision("total", [], outcome, outcomes=()), numbers=(1, 2)).missing == {"y"}

    def test_an_outcome_that_is_no_chain_may_be_anything(self):
        choice = t.Path(t.FactRef("scores", span=NOWHERE), "A1", span=NOWHERE, type=NUMBER)
        found = decided(decision("mentor", [], choice))
        assert found.possible_outcomes == ("eligible", "ineligible")

    def test_definitions_are_looked_into(self):
        named = t.DefinitionRef("result", span=NOWHERE, type=STRING)
        labelled = t.Labelled("result", named, span=NOWHERE, type=STRING)
        found = decided(
            decision(
                "mentor", [criterion("a", "p")], labelled, definitions={"result": expression('if q then "x" else "y"')}
            )
        )
        assert found.possible_outcomes == ("x", "y")
        assert (found.missing, found.irrelevant) == ({"q"}, {"p"})

    def test_criteria_share_definitions(self):
        shared = criterion("a", expression("double > 3", ["double"]))
        found = decided(decision("mentor", [shared], definitions={"double": expression("x + x")}), x=2)
        assert found.outcome == "eligible"
        assert found.criteria["a"].trace.children[0].children[0].value == 4


class TestReferences:
    OTHER = decision("other", [criterion("own", "d < as_of")])

    def ask(self, outcome_of, facts, *others, as_of=DATE_ASKED):
        main = decision("main", [criterion("first", outcome_of)], uses=tuple(o.id for o in others[:1]))
        recorded = evaluate(plan(main, *others), "main", case(facts, as_of=as_of), Tracing())
        assert recorded == evaluate(plan(main, *others), "main", case(facts, as_of=as_of))
        return recorded

    def test_the_outcome_of_another_decision_on_the_same_case(self):
        found = self.ask('decision.other = "eligible"', {"d": dt.date(2013, 9, 30)}, self.OTHER)
        assert found.outcome == "eligible"
        assert found.uses["other"].outcome == "eligible"
        assert self.ask('decision.other = "eligible"', {"d": DATE_ASKED}, self.OTHER).outcome == "ineligible"

    def test_where_it_is_undetermined_it_is_unknown_for_want_of_the_same_facts(self):
        found = self.ask('decision.other = "eligible"', {}, self.OTHER)
        assert found.outcome == "undetermined"
        assert found.missing == {"d"}

    def test_of_a_value_decision_the_value(self):
        total = decision("total", [], expression("x + 1"), outcomes=(), kind="value", value=expression("x + 1"))
        assert self.ask("decision.total > 2", {"x": 2}, total).outcome == "eligible"
        assert self.ask("decision.total > 2", {}, total).missing == {"x"}

    def test_its_error_counts_where_it_is_needed(self):
        wrong = decision("other", [criterion("own", "1 / x > 0")])
        found = self.ask('p and decision.other = "eligible"', {"x": 0, "p": False}, wrong)
        assert found.outcome == "ineligible"
        assert found.uses == {}
        with pytest.raises(EvaluationError) as raised:
            self.ask('p and decision.other = "eligible"', {"x": 0, "p": True}, wrong)
        assert raised.value.code == "division_by_zero"

    def test_references_in_a_row(self):
        deeper = decision("deeper", [criterion("own", "p")])
        other = decision("other", [criterion("own", 'decision.deeper = "eligible"')], uses=("deeper",))
        found = self.ask('decision.other = "eligible"', {"p": True}, other, deeper)
        assert found.outcome == "eligible"
        assert found.uses["other"].uses["deeper"].outcome == "eligible"

    def test_a_thousand_in_a_row_are_no_deeper_than_one(self):
        def link(number):
            reference = t.DecisionRef(f"d{number + 1}", span=NOWHERE)
            condition = t.Compare("=", reference, text("eligible"), span=NOWHERE)
            return decision(f"d{number}", [criterion("own", condition)], uses=(f"d{number + 1}",))

        links = [link(number) for number in range(1000)]
        last = decision("d1000", [criterion("own", "p")])
        assert evaluate(plan(*links, last), "d0", case({"p": True})).outcome == "eligible"

    def test_what_presupposes_the_outcome_of_another_lacks_what_that_reads(self):
        condition = t.Presupposes(expression('decision.other = "eligible"'), expression("p"), span=NOWHERE)
        main = decision("main", [criterion("first", condition)], uses=("other",))
        found = evaluate(plan(main, self.OTHER), "main", case({"d": DATE_ASKED, "p": True}))
        assert found.missing == self.OTHER.facts


class TestDates:
    """The date asked for counts; else the decision's own; else that of the decision that refers to it."""

    def other(self, as_of=None):
        return decision("other", [criterion("own", "d = as_of")], as_of=as_of)

    @pytest.mark.parametrize(
        ("asked", "own", "referring", "counts"),
        [
            ("2013-10-01", None, None, "2013-10-01"),
            ("2013-10-01", "2012-10-01", "2011-10-01", "2013-10-01"),
            (None, "2012-10-01", "2011-10-01", "2012-10-01"),
            (None, None, "2011-10-01", "2011-10-01"),
        ],
    )
    def test_date(self, asked, own, referring, counts):
        asked, own, referring, counts = (t and dt.date.fromisoformat(t) for t in (asked, own, referring, counts))
        main = decision("main", [criterion("first", 'decision.other = "eligible"')], as_of=referring, uses=("other",))
        both = plan(main, self.other(own))
        assert evaluate(both, "main", case({"d": counts}, as_of=asked)).outcome == "eligible"
        assert evaluate(both, "main", case({"d": counts + dt.timedelta(1)}, as_of=asked)).outcome == "ineligible"

    def test_without_a_date_it_is_missing(self):
        found = evaluate(plan(self.other()), "other", case({"d": DATE_ASKED}, as_of=None))
        assert found.missing == {"as_of"}

    def test_derived_facts_go_by_it(self):
        derived = decision("main", [criterion("first", "derived >= 40")], as_of=dt.date(2013, 10, 1))
        facts = {"d": dt.date(1973, 10, 1), "x": 0}
        assert evaluate(plan(derived), "main", case(facts, as_of=None)).outcome == "eligible"
        assert evaluate(plan(derived), "main", case(facts, as_of=dt.date(2013, 9, 30))).outcome == "ineligible"
        assert evaluate(plan(derived), "main", case({"x": 0})).missing == {"derived"}
