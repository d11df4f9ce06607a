"""What is recorded, and that neither depth nor length stops an evaluation."""

import sys
import threading
from typing import get_args

import pytest

from tests.evaluate.asking import NOWHERE, case, checked, children_of, evaluated, unknown
from workshop_rules.evaluate.interpreter import SILENT, Environment, Tracing, evaluate_expression
from workshop_rules.evaluate.interpreter.meaning import MEANING
from workshop_rules.language import tree as t
from workshop_rules.language.types import BOOLEAN, NUMBER, ListOf
from workshop_rules.parse.limits import MAX_DEPTH, too_high


def recorded(text, **facts):
    tracing = Tracing()
    evaluate_expression(checked(text), Environment(case(facts)), tracing)
    return tracing.finished()


def test_every_node_that_packs_have_means_something():
    nodes = set(get_args(t.Expr))
    of_dmn_alone = {t.NullLiteral, t.FunctionLiteral, t.InstanceOf}
    as_written = {t.Call}
    assert set(MEANING) == nodes - of_dmn_alone - as_written


def test_a_trace_has_the_values_of_all_nodes():
    trace = recorded("x + 1 > 2", x=3)
    assert trace.node == checked("x + 1 > 2")
    assert trace.value is True
    left, right = children_of(trace)
    assert (left.value, right.value) == (4, 2)
    assert [child.value for child in left.children] == [3, 1]


def test_all_operands_are_recorded_even_where_one_settles_the_matter():
    assert [child.value for child in children_of(recorded("p and q and r", p=False))] == [
        False,
        unknown("q"),
        unknown("r"),
    ]
    assert len(children_of(recorded("p or q", p=True))) == 2


def test_of_an_if_the_branch_that_counts_is_recorded():
    assert [child.value for child in children_of(recorded("if p then x else y", p=True, x=1, y=2))] == [True, 1]
    assert [child.value for child in children_of(recorded("if p then x else y", x=1, y=2))] == [unknown("p"), 1, 2]


def test_cases_are_labelled_with_the_record_they_are_about():
    honors = ({"points": 1}, {"points": 2})
    for text in ("some h in honors satisfies h.points > 0", "honors[points > 0]", "for h in honors return h.points"):
        trace = recorded(text, honors=honors)
        assert [child.label for child in children_of(trace)] == ["", "honors[1]", "honors[2]"]
    pairs = recorded("some a in honors, b in honors satisfies a.points > b.points", honors=honors)
    assert [child.label for child in children_of(pairs)][-2:] == ["honors[2], honors[1]", "honors[2], honors[2]"]


def test_nothing_is_recorded_in_silence():
    assert SILENT.finished() is None


# Depth: every way in which a tree may be built up to the height that the parser admits


def fact(name, kind):
    return t.FactRef(name, span=NOWHERE, type=kind)


P, X, NUMBERS = fact("p", BOOLEAN), fact("x", NUMBER), fact("numbers", ListOf(NUMBER))


def number(value):
    return t.NumberLiteral(value, span=NOWHERE, type=NUMBER)


def over(source):
    return (t.Iterator("i", source),)


def rule(cell):
    return t.TableRule("r", (t.UnaryTests((cell,), span=NOWHERE),), (P,), NOWHERE)


DEEPER = {
    "and": lambda e: t.And((P, e), span=NOWHERE, type=BOOLEAN),
    "or": lambda e: t.Or((t.Not(P, span=NOWHERE), e), span=NOWHERE, type=BOOLEAN),
    "not": lambda e: t.Not(e, span=NOWHERE, type=BOOLEAN),
    "at least": lambda e: t.AtLeast(number(1), (e,), span=NOWHERE, type=BOOLEAN),
    "labelled": lambda e: t.Labelled("", e, span=NOWHERE, type=BOOLEAN),
    "presupposes": lambda e: t.Presupposes(P, e, span=NOWHERE, type=BOOLEAN),
    "presupposed": lambda e: t.Presupposes(e, P, span=NOWHERE, type=BOOLEAN),
    "if": lambda e: t.If(e, e, P, span=NOWHERE, type=BOOLEAN) if e is P else t.If(P, e, P, span=NOWHERE, type=BOOLEAN),
    "otherwise": lambda e: t.If(t.Not(P, span=NOWHERE), P, e, span=NOWHERE, type=BOOLEAN),
    "compare": lambda e: t.Compare("=", e, P, span=NOWHERE, type=BOOLEAN),
    "between": lambda e: t.Between(X, X, t.If(e, X, X, span=NOWHERE), span=NOWHERE, type=BOOLEAN),
    "in": lambda e: t.In(e, (P,), span=NOWHERE, type=BOOLEAN),
    "in a test": lambda e: t.In(P, (e,), span=NOWHERE, type=BOOLEAN),
    "some": lambda e: t.Some(over(NUMBERS), e, span=NOWHERE, type=BOOLEAN),
    "every": lambda e: t.Every(over(NUMBERS), e, span=NOWHERE, type=BOOLEAN),
    "table": lambda e: t.DecisionTable(
        (t.TableInput(P),), (t.TableOutput(),), (rule(e),), "F", span=NOWHERE, type=BOOLEAN
    ),
    "input of a table": lambda e: t.DecisionTable(
        (t.TableInput(e),), (t.TableOutput(),), (rule(P),), "F", span=NOWHERE, type=BOOLEAN
    ),
}
DEEPER_NUMBERS = {
    "negate": lambda e: t.Negate(e, span=NOWHERE, type=NUMBER),
    "arithmetic": lambda e: t.Arithmetic("+", e, X, span=NOWHERE, type=NUMBER),
    "function": lambda e: t.BuiltinCall("floor", (e,), span=NOWHERE, type=NUMBER),
    "list": lambda e: t.BuiltinCall(
        "sum", (t.ListLiteral((e,), span=NOWHERE, type=ListOf(NUMBER)),), span=NOWHERE, type=NUMBER
    ),
    "context": lambda e: t.Path(
        t.ContextLiteral((t.ContextEntry("a", e, NOWHERE),), span=NOWHERE), "a", span=NOWHERE, type=NUMBER
    ),
    "range": lambda e: t.Path(t.RangeLiteral(e, X, True, True, span=NOWHERE), "start", span=NOWHERE, type=NUMBER),
}
DEEPER_LISTS = {
    "filter": lambda e: t.Filter(e, P, span=NOWHERE, type=ListOf(NUMBER)),
    "for": lambda e: t.For(over(e), t.Name("i", span=NOWHERE), span=NOWHERE, type=ListOf(NUMBER)),
    "body": lambda e: t.For(over(NUMBERS), e, span=NOWHERE, type=ListOf(NUMBER)),
    "condition": lambda e: t.Filter(
        NUMBERS, t.Some(over(e), P, span=NOWHERE, type=BOOLEAN), span=NOWHERE, type=ListOf(NUMBER)
    ),
    "reverse": lambda e: t.BuiltinCall("reverse", (e,), span=NOWHERE, type=ListOf(NUMBER)),
}
TOWERS = [
    pytest.param(bottom, deeper, id=name)
    for bottom, ways in ((P, DEEPER), (X, DEEPER_NUMBERS), (NUMBERS, DEEPER_LISTS))
    for name, deeper in ways.items()
]


@pytest.mark.parametrize(("bottom", "deeper"), TOWERS)
def test_a_tree_as_high_as_the_parser_admits_is_evaluated(bottom, deeper):
    tower = bottom
    while too_high(higher := deeper(tower)) is None:
        tower = higher
    assert sys.getrecursionlimit() == 1000
    outcome = evaluated(tower, case({"p": True, "x": 0, "numbers": (1,)}))
    assert outcome is not None


def test_it_is_evaluated_in_a_thread_too():
    tower = P
    for _ in range(MAX_DEPTH - 1):
        tower = t.Not(tower, span=NOWHERE, type=BOOLEAN)
    found = []
    thread = threading.Thread(target=lambda: found.append(evaluated(tower, case({"p": True}))))
    thread.start()
    thread.join()
    assert found == [False]


# Length


MANY = 50_000


def of_many(text, honors):
    return evaluate_expression(checked(text), Environment(case({"honors": honors})))


def test_a_hundred_thousand_records():
    honors = tuple({"points": points} for points in range(100_000))
    assert of_many("every h in honors satisfies h.points >= 0", honors) is True
    assert of_many("count(distinct values(honors[points < 1000].points))", honors) == 1000
    assert of_many("sum(for h in honors return h.points)", honors[:1000]) == 999 * 500


def test_many_records_of_which_nothing_is_known():
    found = of_many("some h in honors satisfies h.points > 0", ({},) * MANY)
    assert len(found.paths) == MANY
    assert of_many("count(honors[points > 0])", ({},) * 1000).high == 1000


def test_as_many_iterators_as_fit_into_an_expression():
    iterators = tuple(t.Iterator(f"i{n}", NUMBERS) for n in range(1000))
    node = t.Some(iterators, t.Compare("=", t.Name("i999", span=NOWHERE), X, span=NOWHERE), span=NOWHERE)
    assert evaluated(node, case({"numbers": (3,), "x": 3})) is True
