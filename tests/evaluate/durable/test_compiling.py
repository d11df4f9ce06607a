"""What has a form as patterns, to the same states as the interpreter's; and what has none, refused by name."""

import datetime as dt
from fractions import Fraction

import pytest

from tests.evaluate.plans import chain, criterion, decision, plan
from workshop_rules.evaluate._durable import Network, compile_ruleset
from workshop_rules.evaluate._durable.lowering import _LOWER
from workshop_rules.evaluate._durable.refused import REFUSES
from workshop_rules.evaluate._durable.ruleset import RETE
from workshop_rules.evaluate.evaluation import Case, Dossier, EvaluationError, Waiver
from workshop_rules.evaluate.interpreter import evaluate
from workshop_rules.evaluate.interpreter.meaning import MEANING
from workshop_rules.language import tree as t

AS_OF = dt.date(2013, 10, 1)
READINGS = {"window": "day_after"}
PARAMETERS = {"least": 5, "unstated": None, "least_level": "city"}

DECIDED = (
    "x >= 5 and not(y < 3) or z = 1",
    "x in [2..5) or x in (7, 9)",
    "x in (< 2, > 8)",
    "x between 2 and y",
    "x * 3 <= y and 2 * x - 1 = z",
    "x / 3 = 2",
    "x >= parameter.unstated",
    'x >= (if reading.window = "anniversary" then 3 else parameter.least)',
    "if p then x > 3 else y > 3",
    "p = q",
    "p and (q or findings.conduct)",
    "not(p and findings.conduct) or findings.expertise",
    'name = "甲校" or name != "乙校"',
    "level_held >= parameter.least_level",
    'completed years(d, as_of) >= 3 and as_of - @"P2Y" > d',
    "d.year = 2010 and d.month >= x",
    "derived > 4",
    "scores.A1 in [0..8] and scores.A1 + scores.A2 <= 12",
    'some h in honors satisfies h.level >= level.city and h.awarded_on in [as_of - @"P5Y"..as_of]',
    "some h in honors satisfies h.kind != honor_kind.other and (p or h.points >= 2)",
    "every h in honors satisfies h.level = level.city or h.points > x",
    "every a in honors, b in honors satisfies a.level >= b.level or a.awarded_on <= b.awarded_on",
    "every h in honors satisfies some g in honors[item.kind = honor_kind.homeroom] satisfies g.points > h.points",
    "every h in honors satisfies count(honors[item.level = h.level]) <= 1",
    "some l in [level.city, level.school] satisfies every h in honors satisfies h.level > l",
    "count(honors[item.level >= level.city]) >= 2",
    "count(honors) = 2 or count(honors) != 1 and count(honors) < 4",
    "2 < count(honors)",
    "sum(honors.points) > 2 and sum(numbers) != 7",
    "sum(honors[item.level >= level.city].points) <= 5",
    "every h in honors satisfies sum(honors[item.level = h.level].points) >= 1.5",
    "3 in numbers and not(list contains(numbers, 4))",
    "some n in numbers satisfies n > x",
    "some h in honors satisfies h.name = name",
)

JOINED = {text for text in DECIDED if "points > x" in text or "n > x" in text}
"""Where numbers of different facts meet in a pattern, which decimals can, and thirds cannot."""

FACTS: tuple[dict[str, object], ...] = (
    {},
    {"x": 5, "y": 15, "z": 9, "p": True, "q": False, "name": "甲校", "level_held": "city", "d": dt.date(2010, 9, 30)},
    {
        "x": Fraction(1, 3),
        "y": 1,
        "z": 1,
        "p": False,
        "name": "丙校",
        "level_held": "school",
        "d": dt.date(2011, 10, 2),
    },
    {"x": 6, "y": 18, "q": True, "scores": {"A1": 8, "A2": 4}, "numbers": (3, None), "honors": ()},
    {"x": 2, "scores": {"A1": 9}, "numbers": (3, 4), "honors": ({"level": "city", "points": 3}, {}), "name": "乙校"},
    {
        "x": 1,
        "p": True,
        "numbers": (1, 2),
        "name": "b",
        "honors": (
            {"level": "city", "kind": "homeroom", "awarded_on": dt.date(2012, 1, 1), "name": "b", "points": 2},
            {"level": "school", "kind": "other", "awarded_on": dt.date(2008, 9, 30), "name": "a", "points": 1},
        ),
    },
    {
        "x": 4,
        "p": False,
        "numbers": (5,),
        "honors": (
            {"level": "city", "kind": "homeroom", "awarded_on": dt.date(2008, 10, 1), "points": 9},
            {"level": "city", "kind": "education", "awarded_on": dt.date(2013, 10, 1), "points": 0},
            {"level": "national", "awarded_on": dt.date(2010, 1, 1), "points": Fraction(3, 2)},
        ),
    },
)
FINDINGS: tuple[dict[str, bool], ...] = ({}, {"conduct": True}, {"conduct": False, "expertise": True})

REFUSED = {
    "sum(honors.points) > x": "a sum compared with what is not fixed",
    "max(honors.points) > 3": "`max`",
    'contains(name, "校")': "`contains`",
    "x / y > 2": "`/` by what may be 0",
    "x ** 2 > 4": "`**`",
    'name < "b"': "the order of texts",
    "count(honors) > x": "a count compared with what is not fixed",
    "count(honors) + 1 > 3": "`count`",
    "some h in honors satisfies findings.conduct and h.points > 1": "a finding inside a quantifier",
    "if findings.conduct then p else q": "`if` over values or findings",
    "(if p then x else y) > 3": "`if` over values or findings",
    "honors[1].points > 2": "one record picked out of a list",
    'some p in periods(d, as_of, @"P1M") satisfies as_of in p': "`periods`",
    "some i in 1..3 satisfies x > i": "a variable that counts from one number to another",
    "some h in (for g in honors return g) satisfies h.points > 1": "`for`: the records that it makes are no facts",
    "some n in honors.points satisfies n > 1": "a field of every record of a list",
    "true in flags": "a list of truths",
}


def of(text):
    """A pack with one decision, of which the expression is the one criterion."""
    return plan(decision("asked", [criterion("c", text)]))


def ruleset_of(pack):
    return compile_ruleset(pack, pack.decisions["asked"], READINGS, PARAMETERS)


@pytest.mark.parametrize("text", DECIDED)
def test_decided(text):
    pack = of(text)
    ruleset = ruleset_of(pack)
    assert ruleset.routes["c"].by == RETE, ruleset.routes["c"].reason
    network = Network(ruleset)
    states = set()
    for facts in FACTS:
        for findings in FINDINGS:
            for incomplete in (frozenset(), frozenset({"honors", "numbers"} & set(facts))):
                dossier = Dossier(facts, findings, incomplete=incomplete)
                expected = evaluate(pack, "asked", Case(dossier, AS_OF, READINGS, PARAMETERS)).criteria["c"].state
                settled = network.settle("it", dossier, AS_OF)
                if text in JOINED and facts.get("x") == Fraction(1, 3):
                    assert settled == {}
                    continue
                assert settled == {"c": expected}, dossier
                states.add(expected)
    assert len(states) > 1 or "unstated" in text
    assert not network.rebuilt


@pytest.mark.parametrize(("text", "reason"), REFUSED.items())
def test_refused(text, reason):
    route = ruleset_of(of(text)).routes["c"]
    assert (route.by, route.reason) == ("compiled", reason)


def test_a_refused_criterion_leaves_nothing_behind():
    pack = plan(decision("asked", [criterion("c", "x > 1 and y / z > 2"), criterion("e", "p")]))
    ruleset = ruleset_of(pack)
    assert set(ruleset.roots) == {"e"}
    assert [len(ruleset.nodes), len(ruleset.cells)] == [1, 1]
    assert all(ruleset.conclusions[rule].node in ruleset.nodes for rule in ruleset.rules)


def test_criteria_with_one_condition_share_it():
    pack = plan(decision("asked", [criterion("c", "x > 1 and p"), criterion("e", "x > 1 and p")]))
    ruleset = ruleset_of(pack)
    assert ruleset.roots["c"] == ruleset.roots["e"]


def test_an_error_is_left_to_others():
    pack = of("years in periods(homeroom_periods, as_of) > 3")
    reversed_ = {"homeroom_periods": ({"from": dt.date(2010, 1, 1), "to": dt.date(2009, 1, 1)},)}
    with pytest.raises(EvaluationError):
        evaluate(pack, "asked", Case(Dossier(reversed_), AS_OF, READINGS, PARAMETERS))
    assert Network(ruleset_of(pack)).settle("it", Dossier(reversed_), AS_OF) == {}


def test_every_node_has_a_form_or_a_reason():
    values = {t.NumberLiteral, t.StringLiteral, t.AtLiteral, t.EnumConstant, t.ReadingRef, t.ParameterRef}
    values |= {t.Negate, t.Arithmetic, t.DefinitionRef, t.InputValue, t.Labelled, t.UnaryTests}
    assert set(MEANING) <= {*_LOWER, *REFUSES, *values}


def referring(used):
    asked = decision("asked", [criterion("c", 'decision.other = "eligible"', applies="not(q)")], uses=("other",))
    return plan(asked, used)


@pytest.mark.parametrize("waived", ["none", "first", "second", "asked"])
def test_another_decision(waived):
    criteria = [
        criterion("first", "x > 4 or findings.conduct", applies="p", waivable=True),
        criterion("second", "y >= 15 and d < as_of"),
    ]
    pack = referring(decision("other", criteria))
    ruleset = ruleset_of(pack)
    assert ruleset.routes["c"].by == RETE
    network = Network(ruleset)
    waivers = {"none": (), "asked": (Waiver("test", "asked", "first"),)}.get(waived, (Waiver("test", "other", waived),))
    states = set()
    for facts in FACTS:
        for findings in FINDINGS:
            dossier = Dossier(facts, findings, waivers)
            expected = evaluate(pack, "asked", Case(dossier, AS_OF, READINGS, PARAMETERS)).criteria["c"].state
            assert network.settle("it", dossier, AS_OF) == {"c": expected}
            states.add(expected)
    assert len(states) > 2


@pytest.mark.parametrize(
    "used",
    [
        decision("other", [criterion("first", "x > 4")], as_of=dt.date(2012, 1, 1)),
        decision("other", [criterion("first", "x > 4"), criterion("aside", "y > 4", advisory=True)]),
        decision(
            "other",
            [criterion("first", "x > 4"), criterion("second", "y > 4")],
            chain(("first", "eligible"), ("second", "between"), otherwise="ineligible"),
        ),
    ],
    ids=["another date", "an advisory criterion", "three outcomes"],
)
def test_another_decision_that_is_refused(used):
    route = ruleset_of(referring(used)).routes["c"]
    assert (route.by, route.reason) == ("compiled", REFUSES[t.DecisionRef])
