"""What has been checked comes to a value of its type, to an unknown or to an error, never to a crash."""

import datetime as dt
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.strategies_cases import cases
from tests.strategies_typed import TYPES, checked
from workshop_rules.evaluate.interpreter import Environment, evaluate_expression
from workshop_rules.language.types import (
    BOOLEAN,
    DATE,
    DATE_TIME,
    DAYS_TIME,
    NUMBER,
    STRING,
    TIME,
    YEARS_MONTHS,
    Choice,
    Enumeration,
    ListOf,
    RecordOf,
)
from workshop_rules.language.values import DaysTime, Error, ListValue, Record, Unknown, YearsMonths

PYTHON = {
    NUMBER: (int, Fraction),
    STRING: (str,),
    BOOLEAN: (bool,),
    DATE: (dt.date,),
    TIME: (dt.time,),
    DATE_TIME: (dt.datetime,),
    YEARS_MONTHS: (YearsMonths,),
    DAYS_TIME: (DaysTime,),
}


def is_of(value, type_):
    """Whether a value, if it is one, is of a type."""
    if isinstance(value, (Unknown, Error)):
        return True
    match type_:
        case Enumeration(members=options) | Choice(options=options):
            return value in options
        case ListOf(item=item):
            members = (
                (*value.items, *(member for member, _ in value.doubtful)) if isinstance(value, ListValue) else None
            )
            return members is not None and all(is_of(member, item) for member in members)
        case RecordOf():
            return isinstance(value, Record) and all(
                (field := type_.field(name)) is not None and is_of(part, field) for name, part in value.fields.items()
            )
        case _:
            return type(value) in PYTHON[type_]


@given(st.data(), cases())
@settings(max_examples=200)
def test_a_checked_expression_comes_to_a_value_of_its_type(data, case):
    type_ = data.draw(st.sampled_from(TYPES))
    tree = data.draw(checked(type_))
    assert is_of(evaluate_expression(tree, Environment(case, {})), type_)


@given(checked(BOOLEAN, depth=4), cases())
@settings(max_examples=150)
def test_a_checked_condition_is_true_false_unknown_or_an_error(tree, case):
    assert is_of(evaluate_expression(tree, Environment(case, {})), BOOLEAN)
