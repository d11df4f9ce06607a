"""Every construct of the language, as the tree it makes; precedence; places."""

from decimal import Decimal

import pytest

from workshop_rules.diagnostics import Source, Span, SpannedText
from workshop_rules.language.dialect import Dialect
from workshop_rules.language.tree import (
    And,
    Argument,
    Arithmetic,
    AtLiteral,
    Between,
    BooleanLiteral,
    Call,
    Compare,
    ContextEntry,
    ContextLiteral,
    Every,
    Filter,
    For,
    FormalParameter,
    FunctionLiteral,
    If,
    In,
    InputValue,
    InstanceOf,
    Iterator,
    ListLiteral,
    Name,
    Negate,
    NullLiteral,
    NumberLiteral,
    Or,
    Path,
    RangeLiteral,
    Some,
    StringLiteral,
    TypeName,
    UnaryTests,
)
from workshop_rules.language.walk import walk
from workshop_rules.parse import parse_expression, parse_unary_tests

AT = Span(Source("test", ""), 0, 0)
X, Y, Z = (Name(name, span=AT) for name in "xyz")
ONE, TWO, FIVE = (NumberLiteral(Decimal(number), span=AT) for number in (1, 2, 5))
INPUT = InputValue(span=AT)


def parsed(text, dialect=Dialect.PACK, names=()):
    return parse_expression(text, dialect, names).unwrap()


def cell(text, dialect=Dialect.PACK):
    return parse_unary_tests(text, dialect).unwrap()


def compare(operator, left, right):
    return Compare(operator, left, right, span=AT)


def number(text):
    return NumberLiteral(Decimal(text), span=AT)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("1", ONE),
        ("007", number("7")),
        (".5", number("0.5")),
        ("1.20", number("1.20")),
        ("1.2e3", number("1200")),
        ("1E-3", number("0.001")),
        ("2.5e+2", number("250")),
        ("1" * 100, number("1" * 100)),
        ('""', StringLiteral("", span=AT)),
        ('"市级（一等）"', StringLiteral("市级（一等）", span=AT)),
        ("true", BooleanLiteral(True, span=AT)),
        ("false", BooleanLiteral(False, span=AT)),
        ("null", NullLiteral(span=AT)),
        ('@"P5Y"', AtLiteral("P5Y", span=AT)),
        ("?", INPUT),
        ("x", X),
        ("教龄", Name("教龄", span=AT)),
        ("h2_o", Name("h2_o", span=AT)),
        ("[]", ListLiteral((), span=AT)),
        ("[x, y]", ListLiteral((X, Y), span=AT)),
        ("[x]", ListLiteral((X,), span=AT)),
        ("{}", ContextLiteral((), span=AT)),
        (
            '{x: 1, "b c": y}',
            ContextLiteral((ContextEntry("x", ONE, AT), ContextEntry("b c", Y, AT)), span=AT),
        ),
        ("[1..2]", RangeLiteral(ONE, TWO, True, True, span=AT)),
        ("(1..2)", RangeLiteral(ONE, TWO, False, False, span=AT)),
        ("[1..2)", RangeLiteral(ONE, TWO, True, False, span=AT)),
        ("(1..2]", RangeLiteral(ONE, TWO, False, True, span=AT)),
        ("]1..2[", RangeLiteral(ONE, TWO, False, False, span=AT)),
        ("]1..2]", RangeLiteral(ONE, TWO, False, True, span=AT)),
        ("[1..2[", RangeLiteral(ONE, TWO, True, False, span=AT)),
        ("(1..2[", RangeLiteral(ONE, TWO, False, False, span=AT)),
        ("(< 5)", RangeLiteral(None, FIVE, False, False, span=AT)),
        ("(<= 5)", RangeLiteral(None, FIVE, False, True, span=AT)),
        ("(> 5)", RangeLiteral(FIVE, None, False, False, span=AT)),
        ("(>= 5)", RangeLiteral(FIVE, None, True, False, span=AT)),
        ("(= 5)", RangeLiteral(FIVE, FIVE, True, True, "=", span=AT)),
        ("(!= 5)", RangeLiteral(FIVE, FIVE, False, False, "!=", span=AT)),
        ("x.y", Path(X, "y", span=AT)),
        ("x.start included", Path(X, "start included", span=AT)),
        ("x.time offset", Path(X, "time offset", span=AT)),
        ("x.in", Path(X, "in", span=AT)),
        ("x[1]", Filter(X, ONE, span=AT)),
        ("x[y > 1].z", Path(Filter(X, compare(">", Y, ONE), span=AT), "z", span=AT)),
        ("x()", Call(X, (), span=AT)),
        ("x(1, y)", Call(X, (Argument(ONE), Argument(Y)), span=AT)),
        ("x(y: 1, z: 2)", Call(X, (Argument(ONE, "y"), Argument(TWO, "z")), span=AT)),
        ("string length(x)", Call(Name("string length", span=AT), (Argument(X),), span=AT)),
        ("x(start position: 2)", Call(X, (Argument(TWO, "start position"),), span=AT)),
        ("x()()", Call(Call(X, (), span=AT), (), span=AT)),
        ("(function() 1)()", Call(FunctionLiteral((), ONE, span=AT), (), span=AT)),
        ("-x", Negate(X, span=AT)),
        ("--x", Negate(Negate(X, span=AT), span=AT)),
        ("x between 1 and 2", Between(X, ONE, TWO, span=AT)),
        ("x in 1", In(X, (ONE,), span=AT)),
        ("x in < 5", In(X, (compare("<", INPUT, FIVE),), span=AT)),
        ("x in (< 5)", In(X, (compare("<", INPUT, FIVE),), span=AT)),
        ("x in (1, != 2)", In(X, (ONE, compare("!=", INPUT, TWO)), span=AT)),
        ("x in (1..2)", In(X, (RangeLiteral(ONE, TWO, False, False, span=AT),), span=AT)),
        ("x in ((< 5))", In(X, (RangeLiteral(None, FIVE, False, False, span=AT),), span=AT)),
        ("x in (y)", In(X, (Y,), span=AT)),
        ("x in (y) + 1", In(X, (Arithmetic("+", Y, ONE, span=AT),), span=AT)),
        ("x in (y).z", In(X, (Path(Y, "z", span=AT),), span=AT)),
        ("x in (< 5).end", In(X, (Path(RangeLiteral(None, FIVE, False, False, span=AT), "end", span=AT),), span=AT)),
        ("x in (1..2).end", In(X, (Path(RangeLiteral(ONE, TWO, False, False, span=AT), "end", span=AT),), span=AT)),
        ("x instance of date", InstanceOf(X, TypeName("date"), span=AT)),
        ("x instance of date and time", InstanceOf(X, TypeName("date and time"), span=AT)),
        ("x instance of list<number>", InstanceOf(X, TypeName("list", (TypeName("number"),)), span=AT)),
        ("if x then y else z", If(X, Y, Z, span=AT)),
        ("for x in y return z", For((Iterator("x", Y),), Z, span=AT)),
        ("for x in 1..y return z", For((Iterator("x", ONE, Y),), Z, span=AT)),
        ("for x in y, z in x return z", For((Iterator("x", Y), Iterator("z", X)), Z, span=AT)),
        ("some x in y satisfies z", Some((Iterator("x", Y),), Z, span=AT)),
        ("every x in y, y in x satisfies z", Every((Iterator("x", Y), Iterator("y", X)), Z, span=AT)),
        (
            "function(x, y: number) z",
            FunctionLiteral((FormalParameter("x"), FormalParameter("y", TypeName("number"))), Z, span=AT),
        ),
        (
            "function() external {x: 1}",
            FunctionLiteral((), ContextLiteral((ContextEntry("x", ONE, AT),), span=AT), True, span=AT),
        ),
        ("1 + /* one */ 2 // and no more", Arithmetic("+", ONE, TWO, span=AT)),
        ("1\u00a0+\u30002", Arithmetic("+", ONE, TWO, span=AT)),
    ],
)
@pytest.mark.parametrize("dialect", Dialect)
def test_every_construct_makes_its_tree(dialect, text, tree):
    found = parse_expression(text, dialect)
    assert not found.diagnostics
    assert found.value == tree


@pytest.mark.parametrize("operator", ["=", "!=", "<", "<=", ">", ">="])
def test_every_comparison(operator):
    assert parsed(f"x{operator}y") == compare(operator, X, Y)


@pytest.mark.parametrize("operator", ["+", "-", "*", "/", "**"])
def test_every_arithmetic_operator(operator):
    assert parsed(f"x{operator}y") == Arithmetic(operator, X, Y, span=AT)


@pytest.mark.parametrize(
    ("text", "bracketed"),
    [
        ("x or y and z", "x or (y and z)"),
        ("x and y = z", "x and (y = z)"),
        ("x = y + z", "x = (y + z)"),
        ("x + y * z", "x + (y * z)"),
        ("x * y ** z", "x * (y ** z)"),
        ("x - y - z", "(x - y) - z"),
        ("x / y / z", "(x / y) / z"),
        ("x ** y ** z", "(x ** y) ** z"),
        ("-x ** y", "(-x) ** y"),
        ("-3 ** 2", "(-3) ** 2"),
        ("x ** -y", "x ** (-y)"),
        ("x - -y", "x - (-y)"),
        ("-x.y", "-(x.y)"),
        ("-x instance of number", "-(x instance of number)"),
        ("-1 instance of number", "(-1) instance of number"),
        ("x + y instance of number", "x + (y instance of number)"),
        ("x.y(1)[2].z", "(((x.y)(1))[2]).z"),
        ("x = y = z", "(x = y) = z"),
        ("x < y in z", "(x < y) in z"),
        ("x between 1 and 2 and y", "(x between 1 and 2) and y"),
        ("x between 1 and 2 = y", "(x between 1 and 2) = y"),
        ("x in y and z", "(x in y) and z"),
        ("x in < y and z", "(x in < y) and z"),
        ("x in y = z", "(x in y) = z"),
        ("x in (y, z) = true", "(x in (y, z)) = true"),
        ("if x then y else z + 1", "if x then y else (z + 1)"),
        ("1 + if x then y else z or y", "1 + (if x then y else (z or y))"),
        ("for x in y return z and x", "for x in y return (z and x)"),
        ("some x in y satisfies x and z", "some x in y satisfies (x and z)"),
        ("function(x) x + 1", "function(x) (x + 1)"),
        ("if x then if y then z else x else y", "if x then (if y then z else x) else y"),
        ("[x + 1..y * 2]", "[(x + 1)..(y * 2)]"),
        ("x in ]1..2[ and y", "(x in (1..2)) and y"),
        ("]x[1]..y[2][", "((x[1])..(y[2]))"),
        ("[[1..2[, y]", "[[1..2), y]"),
        ("for x in y return x..z", None),
    ],
)
def test_precedence(text, bracketed):
    if bracketed is None:
        assert parse_expression(text).errors
    else:
        assert parsed(text) == parsed(bracketed)


def test_chains_of_and_and_or_are_one_node():
    assert parsed("x and y and z") == And((X, Y, Z), span=AT)
    assert parsed("x or y or z") == Or((X, Y, Z), span=AT)
    assert parsed("(x and y) and z") == And((And((X, Y), span=AT), Z), span=AT)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (r'"\"\\\n\r\t"', '"\\\n\r\t'),
        (r'"\'"', "'"),
        (r'"\u5e74"', "年"),
        (r'"\U01F40E"', "🐎"),
        (r'"\uD83D\uDC0E"', "🐎"),
        (r'"\ud83d\udc0ex"', "🐎x"),
        (r'"\\u5e74"', r"\u5e74"),
        (r'"\d+\.\s"', r"\d+\.\s"),
        ('"// no comment /* here */"', "// no comment /* here */"),
    ],
)
def test_escapes(text, value):
    assert parsed(text) == StringLiteral(value, span=AT)
    assert parsed(f"@{text}") == AtLiteral(value, span=AT)


@pytest.mark.parametrize(
    ("text", "tests", "negated"),
    [
        ("-", (), False),
        (" - ", (), False),
        ("< 5", (compare("<", INPUT, FIVE),), False),
        ("< 5, >= 1", (compare("<", INPUT, FIVE), compare(">=", INPUT, ONE)), False),
        ("= x, != y", (compare("=", INPUT, X), compare("!=", INPUT, Y)), False),
        ("[1..5]", (RangeLiteral(ONE, FIVE, True, True, span=AT),), False),
        ("(< 5)", (RangeLiteral(None, FIVE, False, False, span=AT),), False),
        ("1, 2", (ONE, TWO), False),
        ("-1", (Negate(ONE, span=AT),), False),
        ("? > 1", (compare(">", INPUT, ONE),), False),
        ("? > 1 and ? < 5", (And((compare(">", INPUT, ONE), compare("<", INPUT, FIVE)), span=AT),), False),
        ("not(1)", (ONE,), True),
        ("not(1, < 5)", (ONE, compare("<", INPUT, FIVE)), True),
        ("not((1..5))", (RangeLiteral(ONE, FIVE, False, False, span=AT),), True),
        ("not([1..5))", (RangeLiteral(ONE, FIVE, True, False, span=AT),), True),
        ("not(]1..5[)", (RangeLiteral(ONE, FIVE, False, False, span=AT),), True),
        ("(not(x))", (Call(Name("not", span=AT), (Argument(X),), span=AT),), False),
        ("not(x), y", (Call(Name("not", span=AT), (Argument(X),), span=AT), Y), False),
        ("not(x) and y", (And((Call(Name("not", span=AT), (Argument(X),), span=AT), Y), span=AT),), False),
        ("not", (Name("not", span=AT),), False),
        ("null", (NullLiteral(span=AT),), False),
    ],
)
@pytest.mark.parametrize("dialect", Dialect)
def test_unary_tests(dialect, text, tests, negated):
    assert cell(text, dialect) == UnaryTests(tests, negated, span=AT)


def test_an_empty_cell_holds_for_any_value_in_dmn_and_is_a_mistake_in_packs():
    assert cell(" ", Dialect.DMN) == UnaryTests((), span=AT)
    assert parse_unary_tests(" ").errors


def test_every_node_knows_its_place():
    text = 'if count(honors[level >= level.city]) > 2 then "yes" else -(x + 1) in (< 5, [1..2])'
    places = {type(node).__name__: node.span.text for node in walk(parsed(text))}
    assert places == {
        "If": text,
        "Compare": "< 5",
        "Call": "count(honors[level >= level.city])",
        "Filter": "honors[level >= level.city]",
        "Path": "level.city",
        "StringLiteral": '"yes"',
        "In": "-(x + 1) in (< 5, [1..2])",
        "Negate": "-(x + 1)",
        "Arithmetic": "x + 1",
        "RangeLiteral": "[1..2]",
        "InputValue": "<",
        "Name": "x",
        "NumberLiteral": "2",
    }


def test_places_are_those_of_the_file_not_of_the_extract():
    source = Source("pack.yaml", "when: 'x = ''a'' + y'")
    offsets = [7, 8, 9, 10, 11, 13, 14, 16, 17, 18, 19, 20]
    (diagnostic,) = parse_expression(SpannedText("x = 'a' + y", source, offsets)).diagnostics
    assert diagnostic.span == Span(source, 11, 15)


def test_a_place_ends_where_half_a_token_was_taken():
    tree = parsed("x instance of list<number>=true", Dialect.DMN)
    assert isinstance(tree, Compare)
    assert tree.left.span.text == "x instance of list<number>"
