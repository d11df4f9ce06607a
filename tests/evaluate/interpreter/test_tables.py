import pytest

from tests.evaluate.asking import NOWHERE, SCOPE, case, children_of, error, evaluated, unknown
from tests.evaluate.plans import decision, expression, plan, text
from workshop_rules.check.expressions import check_expression
from workshop_rules.evaluate.interpreter import Tracing, evaluate
from workshop_rules.language import tree as t
from workshop_rules.language.values import ListValue, Record
from workshop_rules.parse import parse_unary_tests


def cell(tests):
    return parse_unary_tests(tests).unwrap()


def table(hit_policy, *rules, inputs=("x", "p"), allowed=(None, None), priority="", otherwise=None, aggregation=None):
    """A table over `x` and `p`; a rule is written as its cells and its result: `("> 5", "-", '"a"')`."""
    node = t.DecisionTable(
        tuple(
            t.TableInput(expression(name), "", None if tests is None else cell(tests))
            for name, tests in zip(inputs, allowed, strict=True)
        ),
        (t.TableOutput("", cell(priority) if priority else None, otherwise and expression(otherwise)),),
        tuple(
            t.TableRule(f"r{n}", tuple(map(cell, cells)), (expression(result),), NOWHERE)
            for n, (*cells, result) in enumerate(rules, start=1)
        ),
        hit_policy,
        aggregation,
        span=NOWHERE,
    )
    return check_expression(node, SCOPE).unwrap()


def comes_to(node, **facts):
    """What a table comes to, and what it leaves possible as the outcome of a decision."""
    value = evaluated(node, case(facts))
    found = evaluate(plan(decision("t", [], node, outcomes="abc")), "t", case(facts))
    if found.outcome != "undetermined":
        assert (found.outcome, found.possible_outcomes) == (value, (value,))
    else:
        assert value == unknown(*found.missing)
    return value, "".join(found.possible_outcomes)


OVERLAPPING = ("> 5", "-", '"a"'), ("-", "true", '"b"')


class TestFirst:
    TABLE = table("F", *OVERLAPPING, otherwise='"c"')

    @pytest.mark.parametrize(
        ("facts", "value", "possible"),
        [
            ({"x": 6}, "a", "a"),
            ({"x": 6, "p": True}, "a", "a"),
            ({"x": 5, "p": True}, "b", "b"),
            ({"x": 5, "p": False}, "c", "c"),
            ({"x": 5}, unknown("p"), "bc"),
            ({"p": True}, unknown("x"), "ab"),
            ({"p": False}, unknown("x"), "ac"),
            ({}, unknown("x", "p"), "abc"),
        ],
    )
    def test_the_first_rule_that_matches_decides(self, facts, value, possible):
        assert comes_to(self.TABLE, **facts) == (value, possible)

    def test_no_rule(self):
        bare = table("F", *OVERLAPPING)
        assert error(evaluated(bare, case({"x": 5, "p": False}))) == "no_rule_matches"
        assert comes_to(bare, p=False) == (unknown("x"), "a")

    def test_an_error_counts_where_no_earlier_rule_matches(self):
        node = table("F", *OVERLAPPING, inputs=("1 / x", "p"))
        assert error(evaluated(node, case({"x": 0, "p": True}))) == "division_by_zero"
        later = table("F", *reversed(OVERLAPPING), inputs=("1 / x", "p"))
        assert comes_to(later, x=0, p=True) == ("b", "b")

    def test_a_rule_that_would_say_the_same_decides_nothing(self):
        same = table("F", ("> 5", "-", '"a"'), ("-", "true", '"a"'), otherwise='"c"')
        assert comes_to(same, p=True) == ("a", "a")

    def test_an_unknown_result(self):
        node = table("F", ("> 5", "-", "name"), ("-", "-", '"b"'))
        assert comes_to(node, x=6) == (unknown("name"), "abc")
        assert comes_to(node, x=5) == ("b", "b")
        assert comes_to(node, x=6, name="c") == ("c", "c")


class TestUnique:
    TABLE = table("U", ("> 5", "-", '"a"'), ("<= 5", "true", '"b"'), otherwise='"c"')

    @pytest.mark.parametrize(
        ("facts", "value", "possible"),
        [
            ({"x": 6}, "a", "a"),
            ({"x": 5, "p": True}, "b", "b"),
            ({"x": 5, "p": False}, "c", "c"),
            ({"x": 5}, unknown("p"), "bc"),
            ({"p": True}, unknown("x"), "abc"),
            ({"p": False}, unknown("x"), "ac"),
        ],
    )
    def test_the_one_rule_that_matches_decides(self, facts, value, possible):
        assert comes_to(self.TABLE, **facts) == (value, possible)

    def test_two_rules(self):
        node = table("U", *OVERLAPPING)
        assert error(evaluated(node, case({"x": 6, "p": True}))) == "rules_conflict"
        assert comes_to(node, x=6) == (unknown("p"), "a")

    def test_two_rules_conflict_whatever_they_say(self):
        node = table("U", ("> 5", "-", "name"), ("-", "true", '"b"'))
        assert error(evaluated(node, case({"x": 6, "p": True}))) == "rules_conflict"

    def test_an_error_in_any_rule_counts(self):
        node = table("U", *OVERLAPPING, inputs=("1 / x", "p"))
        assert error(evaluated(node, case({"x": 0, "p": True}))) == "division_by_zero"


class TestAny:
    TABLE = table("A", ("> 5", "-", '"a"'), ("-", "true", '"a"'), ("< 0", "-", '"b"'), otherwise='"c"')

    @pytest.mark.parametrize(
        ("facts", "value", "possible"),
        [
            ({"x": 6, "p": True}, "a", "a"),
            ({"x": 6}, "a", "a"),
            ({"x": 5, "p": False}, "c", "c"),
            ({"x": 5}, unknown("p"), "ac"),
            ({"p": True}, unknown("x"), "a"),
            ({"p": True, "x": 3}, "a", "a"),
        ],
    )
    def test_rules_that_match_agree(self, facts, value, possible):
        assert comes_to(self.TABLE, **facts) == (value, possible)

    def test_an_unknown_result_may_yet_agree(self):
        node = table("A", ("> 5", "-", "name"), ("-", "true", '"b"'))
        assert evaluated(node, case({"x": 6, "p": True})) == unknown("name")
        assert error(evaluated(node, case({"x": 6, "p": True, "name": "a"}))) == "rules_conflict"
        assert evaluated(node, case({"x": 6, "p": True, "name": "b"})) == "b"

    def test_rules_that_do_not_agree(self):
        assert error(evaluated(self.TABLE, case({"x": -1, "p": True}))) == "rules_conflict"

    def test_all_that_may_match_say_the_same(self):
        node = table("A", ("> 5", "-", '"a"'), ("-", "true", '"a"'), otherwise='"a"')
        assert comes_to(node) == ("a", "a")


class TestPriority:
    TABLE = table("P", *OVERLAPPING, priority='"b", "a"', otherwise='"c"')

    @pytest.mark.parametrize(
        ("facts", "value", "possible"),
        [
            ({"x": 6, "p": True}, "b", "b"),
            ({"p": True}, "b", "b"),
            ({"x": 6, "p": False}, "a", "a"),
            ({"x": 6}, unknown("p"), "ab"),
            ({"x": 5}, unknown("p"), "bc"),
        ],
    )
    def test_the_result_that_is_listed_first_decides(self, facts, value, possible):
        assert comes_to(self.TABLE, **facts) == (value, possible)

    def test_a_result_that_is_not_listed_comes_last(self):
        node = table("P", ("-", "-", '"c"'), *OVERLAPPING, priority='"b", "a"')
        assert comes_to(node, x=6, p=False) == ("a", "a")
        assert comes_to(node, x=5, p=False) == ("c", "c")

    def test_an_unknown_result_cannot_be_put_in_order(self):
        node = table("P", ("> 5", "-", "name"), ("-", "true", '"b"'), priority='"b", "a"')
        assert comes_to(node, x=6, p=True) == (unknown("name"), "abc")
        assert comes_to(node, x=5, p=True) == ("b", "b")
        assert comes_to(node, p=True) == (unknown("name", "x"), "abc")

    def test_errors(self):
        wrong = table("P", ("> 5", "-", "1 / y"), ("-", "true", "1"), priority="1, 2")
        assert error(evaluated(wrong, case({"x": 6, "y": 0}))) == "division_by_zero"
        assert evaluated(wrong, case({"y": 0, "p": True})) == unknown("x")
        assert evaluated(wrong, case({"x": 5, "y": 0, "p": True})) == 1
        twice = table("P", ("> 5", "-", "1 / y"), inputs=("1 / y", "p"))
        assert error(evaluated(twice, case({"y": 0}))) == "division_by_zero"


NUMBERS = ("> 5", "-", "3"), ("-", "true", "1"), ("> 7", "-", "2")


def of(*items, doubtful=()):
    return ListValue(items, tuple(doubtful))


class TestSeveral:
    @pytest.mark.parametrize(
        ("hit_policy", "facts", "value"),
        [
            ("C", {"x": 8, "p": True}, of(3, 1, 2)),
            ("R", {"x": 8, "p": True}, of(3, 1, 2)),
            ("O", {"x": 8, "p": True}, of(1, 2, 3)),
            ("C", {"x": 6, "p": False}, of(3)),
            ("C", {"x": 5, "p": False}, of()),
            ("C", {"x": 8}, of(3, 2, doubtful=[(1, unknown("p"))])),
            ("O", {"p": True}, of(1, doubtful=[(2, unknown("x")), (3, unknown("x"))])),
        ],
    )
    def test_lists(self, hit_policy, facts, value):
        assert evaluated(table(hit_policy, *NUMBERS, priority="1, 2, 3"), case(facts)) == value

    @pytest.mark.parametrize(
        ("aggregation", "facts", "value"),
        [
            ("+", {"x": 8, "p": True}, 6),
            ("<", {"x": 8, "p": True}, 1),
            (">", {"x": 8, "p": True}, 3),
            ("#", {"x": 8, "p": True}, 3),
            ("+", {"x": 8}, unknown("p")),
            ("#", {"x": 8}, unknown("p", low=2, high=3)),
            ("+", {"x": 5, "p": False}, 0),
            ("#", {"x": 5, "p": False}, 0),
        ],
    )
    def test_aggregates(self, aggregation, facts, value):
        assert evaluated(table("C", *NUMBERS, aggregation=aggregation), case(facts)) == value

    def test_the_least_of_nothing(self):
        node = table("C", *NUMBERS, aggregation="<")
        assert error(evaluated(node, case({"x": 5, "p": False}))) == "empty_list"

    def test_otherwise(self):
        node = table("C", *NUMBERS, otherwise="0", aggregation="+")
        assert evaluated(node, case({"x": 5, "p": False})) == 0
        assert evaluated(node, case({"x": 5})) == unknown("p")
        assert evaluated(node, case({"x": 6})) == unknown("p")

    def test_errors(self):
        wrong_cell = table("C", *NUMBERS, inputs=("1 / x", "p"))
        assert error(evaluated(wrong_cell, case({"x": 0, "p": True}))) == "division_by_zero"
        wrong_result = table("C", ("-", "true", "1 / x"))
        assert error(evaluated(wrong_result, case({"x": 0, "p": True}))) == "division_by_zero"
        assert evaluated(table("C", ("-", "true", "1 / x"), aggregation="#"), case({"x": 0})) == unknown(
            "p", low=0, high=1
        )

    def test_as_an_outcome_a_list_is_text(self):
        found = evaluate(plan(decision("t", [], table("C", *NUMBERS), outcomes=())), "t", case({"x": 8, "p": True}))
        assert found.outcome == "[3, 1, 2]"


def test_an_input_that_is_not_allowed_is_an_error():
    node = table("F", *OVERLAPPING, allowed=("[0..9]", None))
    assert error(evaluated(node, case({"x": 10, "p": True}))) == "input_not_allowed"
    assert comes_to(node, x=9) == ("a", "a")
    assert comes_to(node, p=True) == (unknown("x"), "ab")


def test_several_outputs_make_a_record():
    over_five, over_seven = (rule.cells[0] for rule in table("F", ("> 5", "-", "1"), ("> 7", "-", "1")).rules)
    outputs = (
        t.TableOutput("a", cell("1, 2"), expression("0")),
        t.TableOutput("b", cell('"y", "x"'), expression('"z"')),
    )
    rules = (
        t.TableRule("r1", (over_five,), (expression("1"), expression('"x"')), NOWHERE),
        t.TableRule("r2", (over_seven,), (expression("1"), expression('"y"')), NOWHERE),
    )
    inputs = (t.TableInput(expression("x")),)

    def value(x, hit_policy):
        return evaluated(t.DecisionTable(inputs, outputs, rules, hit_policy, span=NOWHERE), case({"x": x}))

    assert value(6, "F") == Record({"a": 1, "b": "x"})
    assert value(8, "F") == Record({"a": 1, "b": "x"})
    assert value(8, "P") == Record({"a": 1, "b": "y"})
    assert value(5, "F") == Record({"a": 0, "b": "z"})


def test_an_outcome_may_be_a_table_within_a_chain():
    node = t.If(expression("q"), table("F", *OVERLAPPING, otherwise='"c"'), text("a"), span=NOWHERE)
    found = evaluate(plan(decision("t", [], node, outcomes="abc")), "t", case({"x": 5}))
    assert (found.possible_outcomes, found.missing) == (("a", "b", "c"), frozenset("pq"))


def test_cells_and_results_are_recorded_under_their_rule():
    found = evaluate(plan(decision("t", [], table("F", *OVERLAPPING), outcomes="abc")), "t", case({"x": 6}), Tracing())
    assert [(child.label, child.value) for child in children_of(found.trace)] == [
        ("", 6),
        ("", unknown("p")),
        ("r1", True),
        ("r1", True),
        ("r1", "a"),
        ("r2", True),
        ("r2", unknown("p")),
        ("r2", "b"),
    ]
