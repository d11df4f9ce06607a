"""Operators: arithmetic, comparison, logic, `in`, and what has no result."""

from decimal import Decimal

import pytest

from tests.evaluate.dmn.feel import feel, reason


@pytest.mark.parametrize(
    ("expression", "result"),
    [
        ("0.1 + 0.2 = 0.3", "true"),
        ("1 / 3", "0.3333333333333333333333333333333333"),
        ("1234567890123456789012345678901234567890", "1234567890123456789012345678901235000000"),
        ("2 ** 0.5", "1.414213562373095048801688724209698"),
        ("-3 ** 2", "9"),
        ("0 ** 0", "1"),
        ("-0", "0"),
        ('number("-0.0")', "0.0"),
        ("0 * -1", "0"),
        ('"a" + "b"', '"ab"'),
        ("1 = 1.00", "true"),
        ('1 = "1"', "null"),
        ("null = null", "true"),
        ("[1, null] = [1, null]", "true"),
        ('[1, "a"] = [2, 1]', "false"),
        ('[1, "a"] = [1, 1]', "null"),
        ("{a: 1, b: 2} = {b: 2, a: 1}", "true"),
        ("{a: 1} = {a: 1, b: null}", "false"),
        ("[1..2] = [1..2)", "false"),
        ("(< 5) = (< 5)", "true"),
        ("(< 5) = (null..5)", "false"),
        ("(= 5) = [5..5]", "false"),
        ("(function(a) a) = (function(a) a)", "false"),
        ("true < false", "null"),
        ('"a" < "b"', "true"),
        ("1 < null", "null"),
        ("false and null", "false"),
        ('true and "x"', "null"),
        ("null or true", "true"),
        ("not(null)", "null"),
        ("5 between 1 and 5", "true"),
        ("null between 1 and 5", "null"),
        ("5 in [1..5)", "false"),
        ("5 in (< 3, 5)", "true"),
        ("5 in (1, [4..6])", "true"),
        ("5 in [[1..2], [5..6]]", "true"),
        ("[1] in [[1], [2]]", "true"),
        ("[1, 2] in [1, 2]", "true"),
        ("5 in [10..1]", "false"),
        ("null in (null)", "true"),
        ('"a" in (? = "a" or ? = "b")', "true"),
        ('"abc" in contains(?, "b")', "true"),
        ("5 in (!= 5)", "false"),
        ("if null then 1 else 2", "2"),
        ('if "x" then 1 else 2', "2"),
    ],
)
def test_gives(expression, result):
    assert feel(expression) == result


@pytest.mark.parametrize(
    ("expression", "code"),
    [
        ("1 / 0", "division_by_zero"),
        ("0 / 0", "division_by_zero"),
        ("0 ** -1", "division_by_zero"),
        ('1 + "a"', "no_such_operation"),
        ("1 + null", "null_operand"),
        ("-null", "null_operand"),
        ("-true", "no_such_operation"),
        ("10 ** 7000", "number_out_of_range"),
        ("10 ** 1e10", "number_out_of_range"),
        ("(-8) ** 0.5", "number_out_of_range"),
        ('1 = "a"', "not_comparable"),
        ("[1] < [2]", "not_comparable"),
        ("1 < null", "null_operand"),
        ("nobody", "no_such_name"),
        ("nobody + 1", "no_such_name"),
        ("nobody(1)", "no_such_name"),
        ('"abs"(1)', "not_a_function"),
        ("(function(a) a)(1, 2)", "bad_arguments"),
        ("(function(a) a)(b: 2)", "no_such_parameter"),
        ('(function(a: number) a)("x")', "bad_arguments"),
        ("{a: 1}.b", "no_such_entry"),
        ("null.b", "null_operand"),
        ("(1).b", "no_such_component"),
        ("{a: 1, a: 2}", "duplicate_key"),
        ('@"2013-02-30"', "not_readable"),
        ('[1.."a"]', "bad_range"),
        ("[2..1]", "bad_range"),
        ("[1, 2][3]", "position_out_of_range"),
        ("[1, 2][0]", "position_out_of_range"),
        ('[1, 2]["x"]', "not_a_boolean"),
        ("for i in 5 return i", "not_iterable"),
        ('for i in "a".."b" return i', "not_iterable"),
        ("some i in null satisfies true", "null_operand"),
        ("1 instance of nothing", "no_such_type"),
        ("[] instance of list<nothing>", "no_such_type"),
        ("1 instance of list", "no_such_type"),
        ("?", "no_such_name"),
    ],
)
def test_null_keeps_its_reason(expression, code):
    assert reason(expression) == code


def test_a_written_null_has_no_reason():
    assert reason("null") is None
    assert reason("if true then null else 1") is None


@pytest.mark.parametrize(
    ("expression", "result"),
    [
        ("[1, 2, 3][item > 1]", "[2, 3]"),
        ("[1, 2, 3][-1]", "3"),
        ("[1, 2, 3][count([1, 2])]", "2"),
        ("[][item > 1]", "[]"),
        ("5[item > 1]", "[5]"),
        ("5[2]", "null"),
        ("[{x: 1}, {x: null}, {y: 3}][x < 2]", "[{x: 1}]"),
        ("[{item: 1}, {item: 2}][item > 1]", "[{item: 2}]"),
        ("[{a: {b: 1}}, {a: {b: 2}}].a.b", "[1, 2]"),
        ("for x in [1, 2], y in [x, 10] return x * y", "[1, 10, 4, 20]"),
        ("for i in 3..1 return i", "[3, 2, 1]"),
        ("for i in (1..4) return i", "[2, 3]"),
        ('for d in [@"2020-02-28"..@"2020-03-01"] return d.day', "[28, 29, 1]"),
        ("for i in 0..4 return if i = 0 then 1 else i * partial[-1]", "[1, 1, 2, 6, 24]"),
        ("some x in [1, 2] satisfies x > 1", "true"),
        ("some x in [null, 2] satisfies x > 2", "null"),
        ("every x in [] satisfies false", "true"),
        ("every x in [1, null] satisfies x > 1", "false"),
        ("{a: 1, b: a + 1, c: {d: b}}.c.d", "2"),
        ("{f: function(n) if n < 2 then 1 else n * f(n - 1), r: f(5)}.r", "120"),
        ("(function(a, b: number) a - b)(b: 1, a: 5)", "4"),
        ("(function(f) f(4))(sqrt)", "2"),
        ("{k: 10, add: function(x) x + k, r: (function(k) add(k))(1)}.r", "11"),
        ('(function(n) external {java: {class: "java.lang.Math", method signature: "abs(int)"}})(-7)', "7"),
        ("null instance of Null", "true"),
        ("null instance of Any", "false"),
        ("[1, 2] instance of list<number>", "true"),
        ('[1, "a"] instance of list<number>', "false"),
        ("[1..2] instance of range<number>", "true"),
        ("{a: 1, b: 2} instance of context<a: number>", "true"),
        ("{b: 2} instance of context<a: number>", "false"),
        ("(function(a: number) a) instance of function<number> -> Any", "true"),
        ("(function(a: string) a) instance of function<number> -> Any", "false"),
        ("sum instance of function<list<number>> -> number", "true"),
    ],
)
def test_structures(expression, result):
    assert feel(expression) == result


def test_names_with_spaces_come_from_the_scope():
    assert feel("base pay + 1", base_pay=Decimal(4)) == "5"
