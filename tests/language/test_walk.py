"""Ways through a tree."""

from hypothesis import given

from tests.strategies import expressions
from tests.strategies_typed import tree_of
from workshop_rules.language import tree as t
from workshop_rules.language.dialect import Dialect
from workshop_rules.language.walk import children, mentions_input, rebuilt, renamed_item, walk
from workshop_rules.parse import parse_expression


def parsed(text):
    return parse_expression(text).unwrap()


@given(expressions(Dialect.DMN))
def test_every_node_is_met_once_each_before_those_under_it(tree):
    met = list(walk(tree))
    assert met[0] is tree
    assert len(met) == 1 + sum(len(list(walk(child))) for child in children(tree))


@given(expressions(Dialect.DMN))
def test_rebuilding_puts_exactly_the_children_through_the_change(tree):
    seen = []

    def unchanged(child):
        seen.append(child)
        return child

    assert rebuilt(tree, unchanged) is tree
    assert [id(child) for child in seen] == [id(child) for child in children(tree)]


@given(expressions(Dialect.DMN))
def test_a_rebuilt_tree_has_the_changed_children(tree):
    marked = rebuilt(tree, lambda child: t.Labelled("mark", child, span=child.span))
    assert all(isinstance(child, t.Labelled) for child in children(marked))
    assert rebuilt(marked, lambda child: child.operand if isinstance(child, t.Labelled) else child) == tree


def test_item_is_renamed_where_it_is_free():
    before = parsed("item.a + count(item.b[item.c > item.d]) + count(xs[item > 1])")
    assert renamed_item(before, "m") == parsed("m.a + count(m.b[item.c > item.d]) + count(xs[item > 1])")


def test_a_question_mark_of_tests_further_in_does_not_count():
    assert mentions_input(parsed("? > 3"))
    assert mentions_input(parsed("count([?]) > 3"))
    assert mentions_input(parsed("? in (1, 2)"))
    assert not mentions_input(parsed("x in (? > 3)"))
    assert not mentions_input(parsed("[1..2]"))
    assert not mentions_input(tree_of("years in (1, ? > 3)"))
