"""Names with spaces and operators in them, and how far a name reaches."""

import pytest

from workshop_rules.diagnostics import Source, Span
from workshop_rules.language.dialect import Dialect
from workshop_rules.language.tree import And, Arithmetic, Call, Compare, Name, Path
from workshop_rules.language.walk import walk
from workshop_rules.parse import normalized_name, parse_expression, print_expression

AT = Span(Source("test", ""), 0, 0)


def name(text):
    return Name(text, span=AT)


def dmn(text, *names):
    return parse_expression(text, Dialect.DMN, names).unwrap()


def names_in(tree):
    return [node.name for node in walk(tree) if isinstance(node, Name)]


@pytest.mark.parametrize(
    "known",
    [
        "Monthly Salary",
        "Pre-bureau risk category",
        "Approved/Declined",
        "Teacher's name",
        "Previous incidents?",
        "profit + loss",
        "a*b",
        "Person.Gender",
        "decision A 2.1",
        "days in weekend",
        "if only",
        "not eligible",
        "true north",
        "date and time",
        "教龄（年）",
        "🐎🐴 race",
        "Zo\u0308e's",
        "R&D; $ 100%",
        "2nd year",
    ],
)
def test_a_known_name_may_hold_anything(known):
    assert dmn(known, known) == name(known)
    assert dmn(f"({known}) = 1", known).left == name(known)
    assert names_in(dmn(f"count([{known}, {known}])", known)) == ["count", known, known]
    assert dmn(f"person.{known}", known) == Path(name("person"), known, span=AT)
    assert names_in(dmn(f"{known} + {known}", known)) == [known, known]


@pytest.mark.parametrize(
    "text", ["Monthly  Salary", "Monthly\n\tSalary", "Monthly /* gross */ Salary", " Monthly Salary "]
)
def test_any_white_space_within_a_name_is_one_space(text):
    assert dmn(text, "Monthly Salary") == name("Monthly Salary")


def test_white_space_in_the_names_given_is_one_space_too():
    assert dmn("Monthly Salary", " Monthly \n Salary ") == name("Monthly Salary")
    assert normalized_name(" Monthly \n Salary ") == "Monthly Salary"
    assert normalized_name("") == ""


def test_the_longest_known_name_wins():
    assert dmn("risk category table", "risk category", "risk category table") == name("risk category table")
    assert dmn("a-b-c", "a-b", "a-b-c") == name("a-b-c")
    assert dmn("a-b-d", "a-b", "a-b-c") == Arithmetic("-", name("a-b"), name("d"), span=AT)


def test_a_name_with_an_operator_is_written_without_spaces_if_it_has_none():
    assert dmn("a-b", "a-b") == name("a-b")
    assert dmn("a - b", "a-b") == Arithmetic("-", name("a"), name("b"), span=AT)
    assert dmn("a-b", "a - b") == Arithmetic("-", name("a"), name("b"), span=AT)
    assert dmn("a - b", "a - b") == name("a - b")


def test_a_name_ends_where_a_word_ends():
    assert dmn("a-bc", "a-b") == Arithmetic("-", name("a"), name("bc"), span=AT)


def test_without_being_known_an_operator_is_an_operator():
    assert dmn("Pre-bureau") == Arithmetic("-", name("Pre"), name("bureau"), span=AT)


def test_words_that_nobody_announced_are_one_name():
    assert dmn("monthly salary * 12") == Arithmetic("*", name("monthly salary"), dmn("12"), span=AT)
    assert dmn("x.full name", "x") == Path(name("x"), "full name", span=AT)
    assert dmn("incidents? and x") == And((name("incidents?"), name("x")), span=AT)
    assert dmn("risk category x", "risk category") == name("risk category x")


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("for a-b in xs return a-b", ["xs", "a-b"]),
        ("some a-b in xs satisfies a-b", ["xs", "a-b"]),
        ("every a-b in xs, c in a-b satisfies c", ["xs", "a-b", "c"]),
        ("(function(a-b, c: number) a-b)(1)", ["a-b"]),
        ("{a-b: 1, c: a-b}", ["a-b"]),
        ('{"a-b": 1, c: a-b}', ["a-b"]),
        ("{a-b: 1, c: {d: a-b}}", ["a-b"]),
        ("{a-b: 1}[a-b > 0]", ["a-b"]),
    ],
)
def test_what_an_expression_binds_is_known_in_it(text, inner):
    assert names_in(dmn(text)) == inner


@pytest.mark.parametrize(
    "text",
    ["[for a-b in xs return 1, a-b]", "[{a-b: 1}, a-b]", "[(function(a-b) 1)(2), a-b]", "for a-b in a-b return 1"],
)
def test_and_only_in_it(text):
    assert names_in(dmn(text))[-2:] == ["a", "b"]


def test_a_name_bound_twice_is_known_until_the_outer_one_ends():
    assert names_in(dmn("for a-b in xs return [for a-b in ys return 1, a-b]")) == ["xs", "ys", "a-b"]


def test_a_path_knows_the_keys_of_contexts():
    assert dmn('{foo+bar: "x"}.foo+bar').name == "foo+bar"
    assert dmn("[{a-b: 1}].a-b - 1").left.name == "a-b"


def test_functions_are_known_in_both_dialects():
    for dialect in Dialect:
        tree = parse_expression('date and time("2013-10-01T00:00:00") = x', dialect).unwrap()
        assert isinstance(tree, Compare)
        assert isinstance(tree.left, Call)
        assert tree.left.function == name("date and time")


def test_in_packs_a_function_is_one_only_where_it_is_called():
    assert parse_expression("date and time").unwrap() == And((name("date"), name("time")), span=AT)
    assert dmn("date and time") == name("date and time")


def test_a_function_that_only_packs_have_is_no_name_in_dmn():
    assert isinstance(parse_expression("years in periods(x)").unwrap(), Call)
    assert print_expression(dmn("years in periods(x)")) == "years in periods(x)"
    assert not isinstance(dmn("years in periods(x)"), Call)


def test_in_packs_a_minus_is_a_minus():
    tree = parse_expression("a-b", names=("a-b", "a", "b")).unwrap()
    assert tree == Arithmetic("-", name("a"), name("b"), span=AT)


@pytest.mark.parametrize("word", ["教龄", "年限_1", "número", "حكم", "x1"])
def test_in_packs_a_name_is_a_word_of_any_script(word):
    assert parse_expression(word).unwrap() == name(word)


@pytest.mark.parametrize("word", ["and", "if", "return", "satisfies", "then"])
@pytest.mark.parametrize("dialect", Dialect)
def test_a_keyword_is_no_name(word, dialect):
    assert parse_expression(word, dialect).errors


def test_a_known_name_of_too_many_words_is_refused():
    (diagnostic,) = parse_expression("x", Dialect.DMN, ["a " * 65]).diagnostics
    assert diagnostic.code == "WR213"
