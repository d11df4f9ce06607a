"""Types as they are written."""

import pytest

from workshop_rules.language.dialect import Dialect
from workshop_rules.language.tree import FunctionLiteral, InstanceOf, TypeName
from workshop_rules.parse import parse_expression, parse_type

NUMBER, STRING, ANY = map(TypeName, ("number", "string", "Any"))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("number", NUMBER),
        (" date  and time ", TypeName("date and time")),
        ("years and months duration", TypeName("years and months duration")),
        ("days and time duration", TypeName("days and time duration")),
        ("list", TypeName("list")),
        ("list<number>", TypeName("list", (NUMBER,))),
        ("list<list<date and time>>", TypeName("list", (TypeName("list", (TypeName("date and time"),)),))),
        ("range<string>", TypeName("range", (STRING,))),
        ("context<a: number, b c: string>", TypeName("context", fields=(("a", NUMBER), ("b c", STRING)))),
        (
            "context<a: context<b: number>>",
            TypeName("context", fields=(("a", TypeName("context", fields=(("b", NUMBER),))),)),
        ),
        ("context<>", TypeName("context")),
        ("function<>->Any", TypeName("function", (ANY,))),
        ("function<number, string> -> list<Any>", TypeName("function", (NUMBER, STRING, TypeName("list", (ANY,))))),
        ("tLoan", TypeName("tLoan")),
        ("ns.tLoan", TypeName("ns.tLoan")),
        ("tfeel-decimal-function_001", TypeName("tfeel-decimal-function_001")),
        ("Loan Type", TypeName("Loan Type")),
        ("list<t-Loan>", TypeName("list", (TypeName("t-Loan"),))),
    ],
)
def test_every_type(text, name):
    assert parse_type(text).unwrap() == name


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("x instance of number and y", "(x instance of number) and y"),
        ("x instance of date and time and y", "(x instance of date and time) and y"),
        ("x instance of tLoan = true", "(x instance of tLoan) = true"),
        ("x instance of list<number>= true", "(x instance of list<number>) = true"),
        ("x instance of list<list<number>>= true", "(x instance of list<list<number>>) = true"),
        ("x instance of function<number> -> string - 1", "(x instance of function<number> -> string) - 1"),
        ("[x instance of number]", "[(x instance of number)]"),
    ],
)
def test_a_type_ends_where_operators_go_on(text, meant):
    assert parse_expression(text, Dialect.DMN).unwrap() == parse_expression(meant, Dialect.DMN).unwrap()


def test_a_models_type_is_known_by_name():
    tree = parse_expression("x instance of t-Loan", Dialect.DMN, ["t-Loan"]).unwrap()
    assert isinstance(tree, InstanceOf)
    assert tree.type_name == TypeName("t-Loan")


def test_parameters_have_types():
    tree = parse_expression("function(a: list<t-Loan>, b c: date and time, d) d", Dialect.DMN).unwrap()
    assert isinstance(tree, FunctionLiteral)
    assert [(p.name, p.type_name) for p in tree.parameters] == [
        ("a", TypeName("list", (TypeName("t-Loan"),))),
        ("b c", TypeName("date and time")),
        ("d", None),
    ]
