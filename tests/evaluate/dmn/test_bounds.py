"""Whatever a model says, its evaluation ends, in a value or in a null with its reason; nothing else is raised."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workshop_rules.dmn.boxed import BoxedLiteral
from workshop_rules.dmn.definitions import Decision, Definitions
from workshop_rules.evaluate._dmn.graph import Run
from workshop_rules.evaluate._dmn.printing import written
from workshop_rules.evaluate._dmn.scope import World
from workshop_rules.evaluate._dmn.values import Null
from workshop_rules.language.dialect import Dialect
from workshop_rules.language.functions import FUNCTIONS
from workshop_rules.parse import parse_expression


def outcome(text, steps=20_000):
    tree = parse_expression(text, Dialect.DMN).value
    if tree is None:
        return None
    decision = Decision(id="d", name="d", logic=BoxedLiteral(tree))
    model = Definitions("m", "m", "m", "1.5", {}, {}, {"d": decision}, "")
    return Run(model, {}, World(steps=steps)).value_of(decision)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("for i in 1..1e30 return i", "too_long"),
        ("for i in 1..1000, j in 1..1000 return 1", "too_long"),
        ("some i in 1..1e30 satisfies false", "too_long"),
        ('(for i in 1..40 return if i = 1 then "ab" else partial[-1] + partial[-1])[40]', "too_long"),
        ("count((for i in 1..40 return if i = 1 then [1, 1] else concatenate(partial[-1], partial[-1]))[40])", None),
        ('replace("aaaa", "a", string join(for i in 1..1000 return "0123456789"))', None),
    ],
)
def test_what_would_not_end(text, code):
    found = outcome(text)
    assert isinstance(found, Null) or code is None
    if code is not None:
        assert found.reason.code == code


@pytest.mark.parametrize("body", ["f(n)", "f(n) + f(n)", "[f(n)][f(item)]", "{a: f(n)}.a"])
def test_calls_without_end(body):
    found = outcome(f"{{f: function(n) {body}, r: f(1)}}.r")
    assert isinstance(found, Null)
    assert found.reason is not None
    assert found.reason.code in {"too_long", "too_deep"}


VALUES = st.sampled_from(
    [
        "1", "-2.5", "1e40", "0", '"a"', '""', "true", "null", "[]", "[1, 2]", '["a", null]', "{a: 1}", "{}", "[1..5]",
        "(< 3)", '@"2013-10-01"', '@"10:00:00Z"', '@"2013-10-01T10:00:00@Europe/Paris"', '@"P1Y"', '@"PT1S"',
        '@"-999999999-01-01"', '@"999999999-12-31T23:59:59"', "function(a, b) a < b", "sum", "?", "nobody",
    ]
)  # fmt: skip
NAMES = st.sampled_from(sorted(name for name, row in FUNCTIONS.items() if row.of(Dialect.DMN)))
OPERATORS = st.sampled_from(["+", "-", "*", "/", "**", "=", "!=", "<", "<=", ">", ">=", "and", "or", "in"])


def deeper(inner):
    return st.one_of(
        st.builds("({} {} {})".format, inner, OPERATORS, inner),
        st.builds("{}({})".format, NAMES, st.lists(inner, max_size=4).map(", ".join)),
        st.builds("{}[{}]".format, inner.map("({})".format), inner),
        st.builds("({}).{}".format, inner, st.sampled_from(["a", "year", "time offset", "start", "seconds"])),
        st.builds("if {} then {} else {}".format, inner, inner, inner).map("({})".format),
        st.builds("for x in {} return {}".format, inner, inner).map("({})".format),
        st.builds("some x in {} satisfies {}".format, inner, inner).map("({})".format),
        st.builds("({} between {} and {})".format, inner, inner, inner),
        st.builds("({} instance of {})".format, inner, st.sampled_from(["number", "list<Any>", "range<date>", "x"])),
        st.builds("[{}, {}]".format, inner, inner),
        st.builds("{{a: {}, b: {}}}".format, inner, inner),
        st.builds("[{}..{}]".format, inner, inner),
        st.builds("(-{})".format, inner),
    )


EXPRESSIONS = st.recursive(VALUES, deeper, max_leaves=8)


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(EXPRESSIONS)
def test_every_expression_has_a_value(text):
    found = outcome(text)
    assert found is not None
    assert len(written(found)) < 100_000_000


@settings(max_examples=200)
@given(st.text(max_size=40))
def test_any_text_either_does_not_parse_or_has_a_value(text):
    outcome(text)


@pytest.mark.parametrize(
    "text",
    [
        '{t: string join(for i in 1..1000 return "0123456789"), r: for i in 1..10000 return t + t}.r',
        "{l: for i in 1..1000 return i, r: for i in 1..10000 return concatenate(l, l)}.r",
        "for i in 1..100000 return partial",
        "{l: for i in 1..1000 return i, r: for i in 1..100000 return sum(l)}.r",
        "{l: for i in 1..1000 return i, r: for i in 1..100000 return l = l}.r",
        "{l: for i in 1..1000 return i, r: for i in 1..100000 return 0 in l}.r",
    ],
)
def test_what_is_long_counts_as_many_steps(text):
    assert outcome(text, steps=100_000).reason.code == "too_long"


def test_time_is_up(monkeypatch):
    monkeypatch.setattr("workshop_rules.evaluate._dmn.scope.MOST_SECONDS", 0)
    assert outcome("for i in 1..10 return i").reason.code == "too_long"
