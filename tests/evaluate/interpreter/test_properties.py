"""What must hold of every expression and case: unknown is what more facts may change, and nothing else may."""

from dataclasses import replace

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.evaluate.asking import NOWHERE
from tests.evaluate.gaps import gappy_cases, some_of
from tests.strategies_cases import HONOR, SCOPE
from tests.strategies_plans import DERIVATIONS, plans, waivers
from tests.strategies_typed import texts
from workshop_rules.check.expressions import check_expression
from workshop_rules.evaluate.evaluation import EvaluationError
from workshop_rules.evaluate.interpreter import Environment, Tracing, evaluate, evaluate_expression
from workshop_rules.language import tree as t
from workshop_rules.language.types import BOOLEAN, DATE, NUMBER, STRING, ListOf
from workshop_rules.language.values import Error, Unknown
from workshop_rules.parse import parse_expression

FEW = settings(max_examples=40)
"""Every example parses, checks and evaluates several expressions, twice each."""

CONDITIONS = texts(BOOLEAN, depth=2).map(lambda text: f"({text})")
NUMBERS = texts(NUMBER, depth=2).map(lambda text: f"({text})")
NUMBER_LISTS = texts(ListOf(NUMBER), depth=2).map(lambda text: f"({text})")
HONORS = texts(ListOf(HONOR), depth=2).map(lambda text: f"({text})")
EXPRESSIONS = st.one_of(*(texts(type_) for type_ in (BOOLEAN, BOOLEAN, NUMBER, DATE, STRING)))
OF_AN_HONOR = st.sampled_from(
    (
        "{h}.grade >= level.city",
        "{h}.points > 1",
        "{h}.points = years",
        "{h}.kind = honor_kind.other and in_service",
        '{h}.awarded_on > as_of - @"P5Y"',
        "not({h}.points > 1 or {h}.grade = parameter.least_level)",
        "1 / {h}.points < 1",
    )
)


def typed(text: str) -> t.Expr:
    """The tree of an expression, whatever the checker says of its sense."""
    tree = check_expression(parse_expression(text).unwrap(), SCOPE).value
    assert tree is not None
    return tree


def value(text, case):
    """What an expression comes to."""
    return evaluated(typed(text), case)


def evaluated(expression, case):
    """What it comes to; recorded or not, that must be the same."""
    found = evaluate_expression(expression, Environment(case, DERIVATIONS))
    assert found == evaluate_expression(expression, Environment(case, DERIVATIONS), Tracing())
    return found


def contradicts(before, after):
    """Whether a result is none that was left possible."""
    if isinstance(before, Error):
        return not isinstance(after, Error)
    if not isinstance(before, Unknown):
        return before != after
    if isinstance(after, Unknown | Error):
        return False
    return (before.low is not None and after < before.low) or (before.high is not None and after > before.high)


@FEW
@given(EXPRESSIONS, gappy_cases(), st.data())
def test_more_facts_never_contradict_a_result(text, gappy, data):
    before = value(text, gappy.case)
    some = value(text, gappy.filled(data.draw(some_of(gappy.lacking))))
    everything = value(text, gappy.filled(gappy.lacking))
    assert not contradicts(before, some)
    assert not contradicts(before, everything)


@FEW
@given(EXPRESSIONS, gappy_cases())
def test_an_unknown_stands_for_what_nobody_has_said(text, gappy):
    found = value(text, gappy.case)
    if isinstance(found, Unknown):
        assert found.paths
        assert found.paths <= gappy.lacking


@FEW
@given(EXPRESSIONS, gappy_cases())
def test_nothing_but_what_an_unknown_stands_for_makes_it_known(text, gappy):
    found = value(text, gappy.case)
    assume(isinstance(found, Unknown))
    assert isinstance(value(text, gappy.filled_but_for(found.paths)), Unknown)


@FEW
@given(CONDITIONS, CONDITIONS, gappy_cases())
def test_de_morgan(one, other, gappy):
    both, either = value(f"{one} and {other}", gappy.case), value(f"{one} or {other}", gappy.case)
    assert value(f"not(not({one}) or not({other}))", gappy.case) == both
    assert value(f"not(not({one}) and not({other}))", gappy.case) == either
    turned = value(f"{other} and {one}", gappy.case)
    assert turned == both or (isinstance(turned, Error) and isinstance(both, Error))


@FEW
@given(HONORS, OF_AN_HONOR, gappy_cases())
def test_some_is_not_every_not_and_a_count_of_what_a_filter_keeps(members, condition, gappy):
    some = value(f"some h in {members} satisfies {condition.format(h='h')}", gappy.case)
    assert some == value(f"not(every h in {members} satisfies not({condition.format(h='h')}))", gappy.case)
    kept = f"count({members}[{condition.format(h='item')}])"
    counted = value(f"{kept} > 0", gappy.case)
    assert some == counted or isinstance(counted, Error)
    assert value(f"not({kept} = 0)", gappy.case) == counted


@FEW
@given(NUMBER_LISTS, NUMBERS, gappy_cases())
def test_what_a_list_contains_is_in_it(members, number, gappy):
    contained = value(f"list contains({members}, {number})", gappy.case)
    assert contained == value(f"some m in {members} satisfies m = {number}", gappy.case)
    assert contained == value(f"{number} in {members}", gappy.case)


@FEW
@given(NUMBERS, NUMBERS, NUMBERS, gappy_cases())
def test_a_range_is_its_two_ends(number, low, high, gappy):
    ends = value(f"{number} >= {low} and {number} <= {high}", gappy.case)
    assert value(f"{number} between {low} and {high}", gappy.case) == ends
    assert value(f"{number} in [{low}..{high}]", gappy.case) == ends


@FEW
@given(NUMBER_LISTS, gappy_cases())
def test_functions_of_lists_keep_what_is_known_of_the_count(members, gappy):
    assume(not isinstance(value(members, gappy.case), Unknown))
    count = value(f"count({members})", gappy.case)
    for same in (
        f"count(reverse({members}))",
        f"count(for m in {members} return m)",
        f"count({members}[true])",
        f"count(concatenate({members}, [1])) - 1",
        f"count(append({members}, 1)) - 1",
        f"count(flatten([{members}]))",
    ):
        assert value(same, gappy.case) == count


@FEW
@given(NUMBERS, st.lists(CONDITIONS, min_size=1, max_size=4), gappy_cases(), st.data())
def test_at_least_so_many(count, operands, gappy, data):
    def at_least(count, case):
        conditions = tuple(typed(operand) for operand in operands)
        return evaluated(t.AtLeast(typed(count), conditions, span=NOWHERE, type=BOOLEAN), case)

    before = at_least(count, gappy.case)
    assert not contradicts(before, at_least(count, gappy.filled(data.draw(some_of(gappy.lacking)))))
    assert not contradicts(before, at_least(count, gappy.filled(gappy.lacking)))
    if isinstance(before, Unknown):
        assert isinstance(at_least(count, gappy.filled_but_for(before.paths)), Unknown)
    assert at_least("1", gappy.case) == value(" or ".join(operands), gappy.case)
    assert at_least(str(len(operands)), gappy.case) == value(" and ".join(operands), gappy.case)


# Decisions


def decided(plan, case):
    """The evaluation, the same whether it is recorded or not; cases that end in an error show nothing."""
    try:
        found = evaluate(plan, "asked", case)
    except EvaluationError:
        assume(False)
    assert found == evaluate(plan, "asked", case, Tracing())
    return found


def waiving(gappy, granted):
    """The same with waivers."""
    dossier = replace(gappy.case.dossier, waivers=granted)
    return replace(gappy, case=replace(gappy.case, dossier=dossier))


WAIVED_CASES = st.builds(waiving, gappy_cases(), waivers())


@FEW
@given(plans(), WAIVED_CASES, st.data())
def test_more_facts_leave_no_more_outcomes(plan, gappy, data):
    before = decided(plan, gappy.case)
    after = decided(plan, gappy.filled(data.draw(some_of(gappy.lacking))))
    assert set(after.possible_outcomes) <= set(before.possible_outcomes)
    if before.outcome != "undetermined":
        assert after.outcome == before.outcome
        assert before.possible_outcomes == (before.outcome,)
    for name, result in before.criteria.items():
        settled = {"met": {"met", "not_applicable"}, "waived": {"waived", "met", "not_applicable"}}
        if not result.missing:
            assert after.criteria[name].state in settled.get(result.state, {result.state})


@FEW
@given(plans(), WAIVED_CASES)
def test_irrelevant_facts_change_nothing(plan, gappy):
    before = decided(plan, gappy.case)
    assert not before.missing & before.irrelevant
    lacked = frozenset().union(*(result.missing for result in before.criteria.values()))
    assert before.irrelevant == lacked - before.missing
    after = decided(plan, gappy.filled_but_for(gappy.lacking - before.irrelevant))
    assert (after.outcome, after.possible_outcomes) == (before.outcome, before.possible_outcomes)


@FEW
@given(plans(), WAIVED_CASES)
def test_an_outcome_stays_undetermined_while_what_is_missing_is_not_supplied(plan, gappy):
    before = decided(plan, gappy.case)
    assert bool(before.missing) is (before.outcome == "undetermined")
    after = decided(plan, gappy.filled_but_for(before.missing))
    assert (after.outcome, after.possible_outcomes) == (before.outcome, before.possible_outcomes)
