"""What is translated, what is refused, and what the code looks like."""

import datetime as dt
from dataclasses import replace
from fractions import Fraction
from typing import get_args

import pytest

from tests.evaluate.asking import DATE_ASKED, NOWHERE, case, checked
from tests.evaluate.plans import WORDS, criterion, decision, expression, plan
from workshop_rules.compile.plan import Fact
from workshop_rules.evaluate._python import REFUSES, TRANSLATE, Prepared
from workshop_rules.evaluate.evaluation import Dossier, Waiver
from workshop_rules.evaluate.interpreter import evaluate
from workshop_rules.evaluate.interpreter.meaning import MEANING
from workshop_rules.language import tree as t
from workshop_rules.language.types import NUMBER


def prepared(*criteria, asked=None, **rest):
    """A decision of these criteria, and the case it is asked for."""
    asked = asked or case()
    made = plan(decision("asked", criteria, **rest))
    return made, Prepared(made, "asked", asked.readings, asked.parameters)


def test_every_node_is_translated_or_refused():
    nodes = set(get_args(t.Expr))

    assert set(TRANSLATE) | set(REFUSES) == nodes
    assert not set(TRANSLATE) & set(REFUSES)
    assert set(TRANSLATE) <= set(MEANING)
    assert all(REFUSES.values())


def test_a_refusal_is_named_and_the_interpreter_decides():
    node = t.Or((checked("x > 1"), t.NullLiteral(span=NOWHERE)), span=NOWHERE)
    made, compiled = prepared(criterion("c", node))

    assert compiled.refused == REFUSES[t.NullLiteral]
    asked = case({"x": 2})
    assert compiled.evaluate(asked) == evaluate(made, "asked", asked)
    assert compiled.evaluate(asked).outcome == "eligible"


def test_what_is_too_deep_is_refused():
    node = checked("p")
    for _ in range(400):
        node = t.Not(node, span=node.span, type=node.type)
    made, compiled = prepared(criterion("c", node))

    assert compiled.refused is not None
    asked = case({"p": True})
    assert compiled.evaluate(asked) == evaluate(made, "asked", asked)


def test_readings_and_thresholds_are_written_into_the_code():
    _, compiled = prepared(
        criterion("c", 'if reading.window = "anniversary" then x >= parameter.least else y > 1'),
    )

    assert "9" in compiled.source
    assert "'y'" not in compiled.source
    assert "anniversary" not in compiled.source


def test_the_same_condition_is_worked_out_once():
    _, compiled = prepared(criterion("a", "x > 3"), criterion("b", "x > 3"))

    assert compiled.source.count("> 3") == 1


def test_what_the_date_fixes_is_worked_out_before():
    _, compiled = prepared(criterion("c", 'd > as_of - @"P5Y"'))
    before, _, after = compiled.source.partition("def decide")

    assert "computed('-', as_of" in before
    assert "computed" not in after


@pytest.mark.parametrize(
    ("x", "states"),
    [
        (3, (True, False, True, False, True)),
        (Fraction(29, 10), (False, False, True, True, False)),
        (Fraction(31, 10), (True, True, False, False, False)),
        (-3, (False, False, True, True, False)),
        (Fraction(-31, 10), (False, False, True, True, False)),
    ],
)
def test_ratios_are_compared_exactly_with_whole_numbers(x, states):
    conditions = ("x >= 3", "x > 3", "x <= 3", "x < 3", "x = 3")
    made, compiled = prepared(*(criterion(f"c{i}", one) for i, one in enumerate(conditions)))
    settled = compiled.settled(Dossier({"x": x}), DATE_ASKED)

    assert settled is not None
    assert settled[1] == states
    assert compiled.evaluate(case({"x": x})) == evaluate(made, "asked", case({"x": x}))


@pytest.mark.parametrize(
    "dossier",
    [
        Dossier({}),
        Dossier({"x": None}),
        Dossier({"x": "3"}),
        Dossier({"x": 3}, waivers=(Waiver("test", "asked", "c"),)),
        Dossier({"x": 3}, incomplete=frozenset({"honors"})),
    ],
)
def test_the_program_settles_only_what_is_certain(dossier):
    _, compiled = prepared(criterion("c", "x > 3"))

    assert compiled.settled(dossier, DATE_ASKED) is None


@pytest.mark.parametrize("facts", [{"p": None, "name": None}, {"p": True}, {"name": "a"}, {}])
def test_nothing_is_taken_for_false(facts):
    made, compiled = prepared(criterion("c", "not(p)"), criterion("d", 'name != "b"'))
    asked = case(facts)

    assert compiled.evaluate(asked) == evaluate(made, "asked", asked)


def test_a_criterion_with_gaps_leaves_the_others_to_their_programs():
    _, compiled = prepared(criterion("c", "x > 3"), criterion("d", "y > 3"))
    evaluation = compiled.evaluate(case({"x": 4}))

    assert [result.state for result in evaluation.criteria.values()] == ["met", "unknown"]
    assert evaluation.missing == {"y"}


def test_dates_differ_and_so_do_the_functions_for_them():
    made, compiled = prepared(criterion("c", "d < as_of"))
    for day in range(1, 70):
        asked = case({"d": dt.date(2013, 9, 30)}, as_of=dt.date(2013, 9, 1) + dt.timedelta(days=day))
        assert compiled.evaluate(asked) == evaluate(made, "asked", asked)


def test_derived_facts_are_worked_out_only_where_all_is_there():
    made, compiled = prepared(criterion("c", "derived > 3"))

    for facts in ({"derived": 2}, {"d": dt.date(2000, 1, 1), "x": 1}, {"d": dt.date(2000, 1, 1)}, {"derived": None}):
        asked = case(facts)
        assert compiled.evaluate(asked) == evaluate(made, "asked", asked)
    assert compiled.settled(Dossier({"d": dt.date(2000, 1, 1), "x": 1}), DATE_ASKED) is not None


def deriving(path, derivation, *criteria):
    """A decision of these criteria in a pack that derives one fact so."""
    node = expression(derivation)
    made = plan(decision("asked", criteria))
    derived = Fact(path, WORDS, node.type, derivation=node)
    made = replace(made, facts={path: derived} | {name: Fact(name, WORDS, NUMBER) for name in "xyz"})
    return made, Prepared(made, "asked", case().readings, case().parameters)


def test_what_a_derivation_reads_in_another_reading_has_to_be_there_too():
    made, compiled = deriving(
        "derived", 'if reading.window = "anniversary" then x else y', criterion("c", "derived > 3")
    )

    for facts in ({"x": 9}, {"x": 9, "y": 1}, {"y": 1}):
        asked = case(facts)
        assert compiled.evaluate(asked) == evaluate(made, "asked", asked)
    assert compiled.evaluate(case({"x": 9})).missing == {"derived"}


def test_a_list_that_may_lack_some_is_not_derived_instead():
    made, compiled = deriving(
        "numbers", "for n in 1..3 return n * x", criterion("c", "some n in numbers satisfies n > 3")
    )

    asked = case({"numbers": (1,), "x": 9}, incomplete=frozenset({"numbers"}))
    assert compiled.evaluate(asked) == evaluate(made, "asked", asked)
    assert compiled.evaluate(asked).missing == {"numbers"}
    assert compiled.settled(Dossier({"x": 9}), DATE_ASKED) is not None


def test_other_decisions_are_asked_on_the_same_facts():
    other = decision("other", [criterion("o", "y > 1")])
    asked = decision("asked", [criterion("c", expression('decision.other = "eligible"'))], uses=("other",))
    made = plan(other, asked)
    compiled = Prepared(made, "asked", case().readings, case().parameters)

    for facts in ({"y": 2}, {"y": 1}, {}):
        assert compiled.evaluate(case(facts)) == evaluate(made, "asked", case(facts))
    settled = compiled.settled(Dossier({"y": 2}), DATE_ASKED)
    assert settled == ("eligible", (True,), None, (("eligible", (True,), None, ()),))


@pytest.mark.parametrize("own", [None, dt.date(2010, 1, 1)])
@pytest.mark.parametrize("asked_of", [None, dt.date(2009, 1, 1), dt.date(2020, 1, 1)])
def test_another_decision_is_asked_as_of_its_own_date_unless_one_is_asked_of(own, asked_of):
    other = decision("other", [criterion("o", "d < as_of")], as_of=own)
    criteria = [criterion("c", expression('decision.other = "eligible"')), criterion("d", "d < as_of")]
    made = plan(other, decision("asked", criteria, as_of=dt.date(2015, 1, 1), uses=("other",)))
    compiled = Prepared(made, "asked", case().readings, case().parameters)

    asked = case({"d": dt.date(2012, 1, 1)}, as_of=asked_of)
    assert compiled.settled(asked.dossier, asked.as_of) is not None
    assert compiled.evaluate(asked) == evaluate(made, "asked", asked)
