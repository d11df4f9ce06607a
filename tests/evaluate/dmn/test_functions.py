"""The built-in functions: the examples of their rows, conversions of arguments, and what each has no result for."""

import pytest

from tests.evaluate.dmn.feel import feel, reason, value
from workshop_rules.evaluate._dmn.binding import NULL_MEANS_LEFT_OUT, builtin
from workshop_rules.evaluate._dmn.builtins import IMPLEMENTATIONS
from workshop_rules.evaluate._dmn.comparison import equal
from workshop_rules.language.dialect import Dialect
from workshop_rules.language.functions import FUNCTIONS

IN_DMN = {name: function for name, function in FUNCTIONS.items() if function.of(Dialect.DMN)}
EXAMPLES = [
    pytest.param(example, id=f"{name}: {example.expression}")
    for name, function in IN_DMN.items()
    for example in function.examples
    if Dialect.DMN in example.dialects
]


def test_every_function_of_the_dialect_has_an_implementation():
    assert set(IMPLEMENTATIONS) == set(IN_DMN)


def test_parameters_that_null_leaves_out_exist():
    for name, parameter in NULL_MEANS_LEFT_OUT:
        assert any(s.parameter(parameter) is not None for s in IN_DMN[name].of(Dialect.DMN))


@pytest.mark.parametrize("example", EXAMPLES)
def test_example(example):
    found, expected = value(example.expression), value(example.result)
    assert type(found) is type(expected)
    assert equal(found, expected) is True


@pytest.mark.parametrize("name", sorted(IN_DMN))
def test_wrong_arguments_give_null_with_a_reason(name):
    if name in {"now", "today"}:
        assert reason(f"{name}(1)") == "bad_arguments"
    else:
        assert reason(f"{name}()") == "bad_arguments"
    assert reason(f"{name}(no such parameter: 1)") == "no_such_parameter"
    assert builtin(name) is builtin(name)


@pytest.mark.parametrize(
    ("call", "result"),
    [
        # an argument of one item for a list, and back
        ("contains(['a'], 'a')".replace("'", '"'), "true"),
        ("count(1)", "1"),
        ("sum([[1], 2])", None),
        ("mode(6)", "[6]"),
        # left out and null
        ('matches("a", "a", null)', "true"),
        ('string join(["a", null, "b"], null)', '"ab"'),
        ('number("1,5", null, ",")', "1.5"),
        ("floor(1.5, null)", None),
        ("is(value1: 1)", "false"),
        ("list contains(list: [1, null])", "true"),
        ("decimal(n: 1)", None),
        # strings
        ('substring("班主任工作室", -3, 2)', '"工作"'),
        ('substring("abc", 0)', None),
        ('substring("abc", 4)', None),
        ('substring("abc", 2, 5)', None),
        ('substring before("abc", "")', '""'),
        ('substring after("abc", "")', '"abc"'),
        ('split("a;b;;", ";")', '["a", "b", "", ""]'),
        ('split("", ";")', '[""]'),
        ('upper case("straße")', '"STRASSE"'),
        # lists
        ("min([])", None),
        ("min([1, null])", None),
        ('max([1, "a"])', None),
        ('max("a", "c", "b")', '"c"'),
        ("min([true])", None),
        ("sum([])", None),
        ("mean([1, 2])", "1.5"),
        ("all([true, null])", None),
        ("all([false, null])", "false"),
        ("any([true, null])", "true"),
        ("sublist([1, 2, 3], -2, 1)", "[2]"),
        ("sublist([1, 2, 3], 2, 3)", None),
        ("insert before([1, 2], -1, 9)", "[1, 9, 2]"),
        ("insert before([1, 2], 3, 9)", None),
        ("remove([1, 2], 0)", None),
        ("concatenate([1], null)", None),
        ("append([], null)", "[null]"),
        ("index of([1, null, 1.0], 1.00)", "[1, 3]"),
        ("distinct values([1, 1.0, [1], [1], null, null, true])", "[1, [1], null, true]"),
        ("distinct values([{a: 1, b: [2]}, {b: [2.0], a: 1}, {a: 1}])", "[{a: 1, b: [2]}, {a: 1}]"),
        ('distinct values([@"10:00:00Z", @"12:00:00+02:00", [@"10:00:00"]])', '[@"10:00:00Z", [@"10:00:00"]]'),
        ("union([1, 2], [2, [3]], [[3]])", "[1, 2, [3]]"),
        ("flatten([[1, [2]], [[[3]]]])", "[1, 2, 3]"),
        ("sort([3, 1, 2], function(a, b) a < b)", "[1, 2, 3]"),
        ("sort([3, 1], function(a, b) null)", None),
        ("sort([{n: 1, k: 2}, {n: 2, k: 1}, {n: 3, k: 2}], function(a, b) a.k < b.k).n", "[2, 1, 3]"),
        ("list replace([1, 2], function(a, b) 1, 9)", None),
        ("median([3, 1, 2, 10])", "2.5"),
        ("mode([])", "[]"),
        ("stddev(1)", None),
        # numbers
        ("decimal(-0.5, 0)", "0"),
        ("decimal(1234, -2)", "1200"),
        ("round up(-1.21, 1)", "-1.3"),
        ("round half down(2.5, 0)", "2"),
        ("modulo(-12.5, 5)", "2.5"),
        ("modulo(10 ** 40, 7)", "4"),
        ("even(1.5)", None),
        ("odd(-3)", "true"),
        ("log(0)", None),
        ("exp(100000)", None),
        ("sqrt(2)", "1.414213562373095048801688724209698"),
        # conversions
        ("string(null)", None),
        ('string([1, {a: "b", "c d": @"P1D"}])', r'"[1, {a: \"b\", \"c d\": @\"P1D\"}]"'),
        ("string(1.10)", '"1.10"'),
        ("string(1e3)", '"1000"'),
        ('number("1e3")', "1000"),
        ('number("")', None),
        ('number("٣")', None),
        ('range("[1..3)")', "[1..3)"),
        ('range("[-1..@\\"2020-01-01\\"]")', None),
        ('range("[1..sum(2)]")', None),
        # contexts
        ('get value({a: {b: 1}}, ["a", "b"])', "1"),
        ('get value({a: 1}, ["a", "b"])', None),
        ("get value({a: 1}, [])", None),
        ('context put({a: 1}, ["b", "c"], 2)', None),
        ('context([{key: "a", value: 1}, {key: "a", value: 2}])', None),
        ("context merge([])", "{}"),
    ],
)
def test_call(call, result):
    assert feel(call) == (result or "null")
    if result is None:
        assert reason(call) is not None or "string(null)" in call


@pytest.mark.parametrize(
    ("call", "result"),
    [
        ("before([1..5), 5)", "true"),
        ("before([1..5], (5..8])", "true"),
        ("after((5..8], 5)", "true"),
        ("meets([1..5], [5..8])", "true"),
        ("met by([5..8], [1..5))", "false"),
        ("overlaps([1..5], (5..8])", "false"),
        ("overlaps before([1..5), (1..5])", "true"),
        ("overlaps before([1..5], [1..5])", "false"),
        ("overlaps after((1..5], [1..5))", "true"),
        ("finishes((1..5], [1..5])", "true"),
        ("finished by([1..5], (1..5])", "true"),
        ("starts([1..5), [1..5])", "true"),
        ("started by([1..5], [1..5))", "true"),
        ("includes((1..5], 1)", "false"),
        ("during([1..5), [1..5])", "true"),
        ("coincides((1..5), [1..5])", "false"),
        ("before((<= 5), 6)", "true"),
        ("after((> 5), 6)", "false"),
        ("includes((> 5), [6..8])", "true"),
        ("during((> 5), [6..8])", "false"),
        ('before([1..5], "a")', None),
        ("meets(1, [1..5])", None),
    ],
)
def test_how_points_and_ranges_lie_to_one_another(call, result):
    assert feel(call) == (result or "null")


def test_the_clock():
    assert feel("now() instance of date and time") == "true"
    assert feel("now().time offset instance of days and time duration") == "true"
    assert feel("today() instance of date") == "true"
