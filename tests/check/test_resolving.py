"""What names become: the tree that evaluators are given."""

import pytest

from tests.strategies_cases import HONOR, KIND, LEVEL, SCOPE, WINDOW
from tests.strategies_typed import tree_of
from workshop_rules.check.expressions import check_expression
from workshop_rules.check.scope import Scope
from workshop_rules.language import tree as t
from workshop_rules.language.functions import DAY_NAMES
from workshop_rules.language.types import (
    BOOLEAN,
    DATE,
    DAYS_TIME,
    NUMBER,
    STRING,
    YEARS_MONTHS,
    Choice,
    Enumeration,
    ListOf,
    RangeOf,
    RecordOf,
)
from workshop_rules.language.walk import walk
from workshop_rules.parse import parse_expression


@pytest.mark.parametrize(
    ("text", "kind", "type_"),
    [
        ("years", t.FactRef, NUMBER),
        ("as_of", t.FactRef, DATE),
        ("findings.conduct", t.FactRef, BOOLEAN),
        ("level.city", t.EnumConstant, LEVEL),
        ("reading.window", t.ReadingRef, WINDOW),
        ("parameter.least_years", t.ParameterRef, NUMBER),
        ("leader.years_led", t.Path, NUMBER),
        ("honors.awarded_on", t.Path, ListOf(DATE)),
        ("honors[1]", t.Filter, HONOR),
        ("honors[points > 1]", t.Filter, ListOf(HONOR)),
        ("as_of.year", t.Path, NUMBER),
        ("[1..2].end included", t.Path, BOOLEAN),
        ('date("2013-10-01")', t.AtLiteral, DATE),
        ('duration("P5Y")', t.AtLiteral, YEARS_MONTHS),
        ('@"P5D"', t.AtLiteral, DAYS_TIME),
        ("not(in_service)", t.Not, BOOLEAN),
        ("count(honors)", t.BuiltinCall, NUMBER),
        ("day of week(as_of)", t.BuiltinCall, DAY_NAMES),
        ("for h in honors return h.points", t.For, ListOf(NUMBER)),
        ('periods(as_of, as_of, @"P1M")', t.BuiltinCall, ListOf(RangeOf(DATE))),
        ("max(level_held, level.city)", t.BuiltinCall, LEVEL),
        ("[1..years]", t.RangeLiteral, RangeOf(NUMBER)),
        ("{a: 1, b: a = 1}", t.ContextLiteral, RecordOf("", (("a", NUMBER), ("b", BOOLEAN)))),
        ("if in_service then [] else [1]", t.If, ListOf(NUMBER)),
        ("append([], as_of)", t.BuiltinCall, ListOf(DATE)),
    ],
)
def test_a_node_and_its_type(text, kind, type_):
    found = tree_of(text)
    assert (type(found), found.type) == (kind, type_)


def test_the_field_of_a_record_fact_is_a_path_of_a_fact():
    found = tree_of("leader.workplace")
    assert isinstance(found, t.Path)
    assert found.source == t.FactRef("leader", span=found.span)


def test_a_bare_field_in_a_filter_is_a_field_of_item():
    bare, written = tree_of("honors[points > 1]"), tree_of("honors[item.points > 1]")
    assert bare == written
    assert t.Name("item", span=bare.span) in walk(bare)


def test_a_field_of_an_outer_item_is_not_in_scope_of_an_inner_filter():
    found = check_expression(parse_expression("honors[count(projects[kind = honor_kind.other]) > 0]").unwrap(), SCOPE)
    assert [d.code for d in found.errors] == ["WR302"]


def test_an_enumeration_may_have_the_name_of_a_fact_or_field():
    title = Enumeration("title", ("none", "senior"), ordered=True)
    scope = Scope(
        facts={"title": title, "held": ListOf(RecordOf("held", (("title", title),)))}, enumerations={"title": title}
    )
    assert check_expression(parse_expression("title >= title.senior").unwrap(), scope).errors == ()
    quantified = parse_expression("some h in held satisfies h.title = title.senior").unwrap()
    assert check_expression(quantified, scope).errors == ()


def test_several_arguments_of_a_fold_become_one_list():
    assert tree_of("min(1, years)") == tree_of("min([1, years])")


def test_named_arguments_are_put_in_order():
    assert tree_of("substring(start position: 2, string: name)") == tree_of("substring(name, 2)")


def test_a_variable_of_a_later_iterator_sees_the_earlier_ones():
    found = tree_of("some h in honors, p in [h.points] satisfies p > 1")
    assert isinstance(found, t.Some)
    assert found.condition.type == BOOLEAN


def test_a_decision_is_one_of_its_outcomes():
    scope = Scope(decisions={"mentor": Choice("mentor", ("eligible", "ineligible"))})
    found = check_expression(parse_expression('decision.mentor = "eligible"').unwrap(), scope).unwrap()
    assert t.DecisionRef("mentor", span=found.span) in walk(found)


@pytest.mark.parametrize(
    "text",
    [
        'if in_service then reading.window = "calendar" else reading.window in ("calendar", "day_after")',
        "reading.window = name",
        'reading.window = if in_service then "calendar" else "day_after"',
        'contains(reading.window, "day")',
        "main_kind in [honor_kind.other]",
        "main_kind in honors.kind",
        "level_held in (>= level.city)",
        "as_of in (born_on, hired_on, [hired_on .. born_on])",
        "years in numbers",
        "not(years in (1, [3..5]))",
        '"班主任" in labels',
        "string length(name) ** 2 > years ** -1",
        "{made: years}.made > 3",
    ],
)
def test_what_is_well_typed_is_accepted(text):
    assert tree_of(text).type == BOOLEAN


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('reading.window = if in_service then "calendr" else "day_after"', "WR312"),
        ("reading.window in (name, years)", "WR307"),
        ("main_kind between honor_kind.other and honor_kind.other", "WR310"),
        ("as_of in [1..2]", "WR307"),
        ("level_held = level", "WR302"),
        ("honors = honors", "WR307"),
        ("[1..2] = [1..2]", "WR307"),
        ("years + in_service = 1", "WR307"),
        ("-name = 1", "WR307"),
        ("append(numbers, name) = 1", "WR306"),
        ("concatenate(numbers, labels)[1] = 1", "WR306"),
        ("abs(n: 1, n: 2) = 1", "WR305"),
        ("today() = as_of", "WR313"),
        ("string(honors) = name", "WR306"),
        ("years[1] = 1", "WR322"),
        ("honors[name] = 1", "WR301"),
        ("some h in honors satisfies h.points", "WR301"),
        ("distinct values(honors)[1].points = 1", "WR306"),
        ("years = 1 or years", "WR301"),
        ("index of(labels, 1) = 1", "WR306"),
        ("sort(honors)[1].points = 1", "WR306"),
        ("level.city.name = 1", "WR303"),
        ("count(honors[some points in numbers satisfies points > 1]) > 0", "WR315"),
        ("{a: 1, b: every a in numbers satisfies a > 1}.b", "WR315"),
        ("2 ** 65 = years", "WR320"),
        ("for i in 1..20000 return i", "WR320"),
    ],
)
def test_what_is_not_is_refused(text, code):
    found = check_expression(parse_expression(text).unwrap(), SCOPE)
    assert code in {d.code for d in found.errors}
    assert all(d.span is not None and d.message for d in found.diagnostics)


def test_an_expected_type_is_asked_for():
    found = check_expression(parse_expression("years").unwrap(), SCOPE, STRING)
    assert [d.code for d in found.errors] == ["WR301"]
    assert check_expression(parse_expression("reading.window").unwrap(), SCOPE, STRING).errors == ()


def test_one_mistake_is_complained_of_once():
    found = check_expression(parse_expression("count(for h in honrs return h.points + 1) > 2").unwrap(), SCOPE)
    assert [d.code for d in found.diagnostics] == ["WR302"]


def test_the_types_of_kinds_agree():
    assert tree_of("honors.kind").type == ListOf(KIND)


@pytest.mark.parametrize(
    "text", ["1 < 2", "2 in [1..3]", '"a" in ("a", "b")', "3 between 1 and 2", "level.city = level.city"]
)
def test_a_comparison_that_reads_nothing_is_warned_about(text):
    found = check_expression(parse_expression(f"in_service and {text}").unwrap(), SCOPE)
    assert [d.code for d in found.diagnostics] == ["WR318"]
    assert found.errors == ()


@pytest.mark.parametrize("text", ["years in (1, ? > 3)", "1 in numbers", "parameter.least_years > 3", "true"])
def test_one_that_reads_something_is_not(text):
    assert check_expression(parse_expression(text).unwrap(), SCOPE).diagnostics == ()
