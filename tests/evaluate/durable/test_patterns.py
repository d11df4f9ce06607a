"""Conditions as conjunctions: exactly one of true, false and unknown, and the one that Kleene's logic gives."""

import operator

from hypothesis import given
from hypothesis import strategies as st

from workshop_rules.evaluate._durable import conditions as c
from workshop_rules.evaluate._durable.encoding import FARTHEST
from workshop_rules.evaluate._durable.patterns import TooMany, clauses
from workshop_rules.evaluate._durable.terms import FieldTerm
from workshop_rules.evaluate._durable.truths import Verity
from workshop_rules.language.types import NUMBER

FIELDS = [c.Field(1, "list", FieldTerm(name, "list", 1), NUMBER) for name in "abc"]
HOLDS = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
NUMBERS = st.integers(0, 3)
OPERANDS = st.sampled_from(FIELDS) | NUMBERS.map(lambda number: c.Fixed(number, NUMBER))
TESTS = st.builds(c.Test, st.sampled_from(FIELDS), st.sampled_from(sorted(HOLDS)), OPERANDS).filter(
    lambda test: test.left != test.right
)
CONDITIONS = st.recursive(
    TESTS | st.just(c.UNKNOWN),
    lambda inner: st.builds(
        lambda kind, parts: kind(tuple(parts)),
        st.sampled_from([c.All, c.Either]),
        st.lists(inner, min_size=2, max_size=3),
    ),
    max_leaves=5,
)


def value(operand, record):
    return operand.value if isinstance(operand, c.Fixed) else record[operand.term.name]


def kleene(condition, record):
    match condition:
        case c.Known(verity=verity):
            return verity
        case c.Test(left=left, op=op, right=right):
            first, second = value(left, record), value(right, record)
            if first is None or second is None:
                return Verity.UNKNOWN
            return Verity.TRUE if HOLDS[op](first, second) else Verity.FALSE
        case c.All(parts=parts):
            return min((kleene(part, record) for part in parts), key=lambda one: one.in_all)
        case c.Either(parts=parts):
            return max(kleene(part, record) for part in parts)
        case _:
            raise TypeError(condition)


def end(one, record):
    known = value(one.operand, record)
    if known is None:
        return -FARTHEST if one.end == "l" else FARTHEST
    return known


@given(CONDITIONS, st.fixed_dictionaries({name: st.none() | NUMBERS for name in "abc"}))
def test_exactly_the_clauses_of_its_truth_hold(condition, record):
    try:
        found = clauses(condition)
    except TooMany:
        return
    met = {
        verity
        for verity, some in found.items()
        for clause in some
        if all(HOLDS[one.op](end(one.left, record), end(one.right, record)) for one in clause)
    }
    assert met == {kleene(condition, record)}


@given(CONDITIONS, st.fixed_dictionaries({name: st.none() | NUMBERS for name in "abc"}))
def test_negation_turns_round(condition, record):
    assert kleene(c.negation(condition), record) is kleene(condition, record).negated
