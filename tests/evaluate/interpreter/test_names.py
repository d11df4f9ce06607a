import datetime as dt

from tests.evaluate.asking import NOWHERE, case, children_of, error, unknown, value_of
from workshop_rules.evaluate.interpreter import Environment, Tracing, evaluate_expression
from workshop_rules.language import tree as t
from workshop_rules.language.values import ListValue

BIRTH = dt.date(1973, 10, 1)


def test_facts_are_supplied_or_unknown():
    assert value_of("x", x=3) == 3
    assert value_of("x") == unknown("x")
    assert value_of("honors") == unknown("honors")


def test_the_date_is_a_fact():
    assert value_of("as_of") == dt.date(2013, 10, 1)
    assert value_of("d < as_of", case({"d": BIRTH}, as_of=None)) == unknown("as_of")


def test_findings_are_facts_of_their_own():
    assert value_of("findings.conduct", case(findings={"conduct": False})) is False
    assert value_of("findings.conduct and findings.expertise", case(findings={"conduct": True})) == unknown(
        "findings.expertise"
    )


def test_readings_and_parameters():
    assert value_of('reading.window = "anniversary"') is True
    assert value_of("parameter.least") == 9
    assert value_of("x >= parameter.unstated", x=9) == unknown("parameter.unstated")


class TestDerivedFacts:
    """`derived` is `completed years(d, as_of) + x` where it is not supplied."""

    def test_what_is_supplied_counts(self):
        assert value_of("derived", derived=7, d=BIRTH, x=1) == 7

    def test_else_it_is_worked_out(self):
        assert value_of("derived", d=BIRTH, x=1) == 41

    def test_else_it_is_unknown_itself(self):
        assert value_of("derived", d=BIRTH) == unknown("derived")
        assert value_of("derived", case({"d": BIRTH, "x": 1}, as_of=None)) == unknown("derived")

    def test_what_is_supplied_in_part_counts_as_supplied(self):
        derivations = {"total": t.Path(t.FactRef("scores", span=NOWHERE), "A1", span=NOWHERE)}
        environment = Environment(case({"scores": {"A2": 1}}), derivations)
        assert evaluate_expression(t.FactRef("total", span=NOWHERE), environment) == unknown("scores.A1")

    def test_an_error_is_passed_on(self):
        derivations = {"derived": t.Negate(t.FactRef("x", span=NOWHERE), span=NOWHERE)}
        assert evaluate_expression(t.FactRef("derived", span=NOWHERE), Environment(case({"x": 2}), derivations)) == -2

    def test_its_trace_hangs_below_the_fact(self):
        tracing = Tracing()
        derivation = t.Negate(t.FactRef("x", span=NOWHERE), span=NOWHERE)
        twice = t.Arithmetic("+", t.FactRef("derived", span=NOWHERE), t.FactRef("derived", span=NOWHERE), span=NOWHERE)
        environment = Environment(case({"x": 2}), {"derived": derivation})
        assert evaluate_expression(twice, environment, tracing) == -4
        left, right = children_of(tracing.finished())
        assert left == right
        assert [child.node for child in left.children] == [derivation]


def test_definitions_are_evaluated_once_and_in_order():
    definitions: dict[str, t.Expr] = {
        "double": t.Arithmetic("+", t.FactRef("x", span=NOWHERE), t.FactRef("x", span=NOWHERE), span=NOWHERE),
        "negative": t.Negate(t.DefinitionRef("double", span=NOWHERE), span=NOWHERE),
    }
    tracing = Tracing()
    environment = Environment(case({"x": 3}), definitions=definitions)
    both = t.ListLiteral(
        (t.DefinitionRef("negative", span=NOWHERE), t.DefinitionRef("double", span=NOWHERE)), span=NOWHERE
    )
    assert evaluate_expression(both, environment, tracing) == ListValue((-6, 6))
    negative, double = children_of(tracing.finished())
    assert negative.children[0].children[0].children[0] is double.children[0]


def test_a_definition_that_is_an_error_counts_where_it_is_used():
    definitions = {"wrong": t.Arithmetic("/", t.FactRef("x", span=NOWHERE), t.FactRef("x", span=NOWHERE), span=NOWHERE)}
    environment = Environment(case({"x": 0}), definitions=definitions)
    assert evaluate_expression(t.FactRef("x", span=NOWHERE), environment) == 0
    assert error(evaluate_expression(t.DefinitionRef("wrong", span=NOWHERE), environment)) == "division_by_zero"
