import datetime as dt
from fractions import Fraction

import pytest

from tests.evaluate.asking import NOWHERE, case, error, evaluated, unknown, unquestioned, value_of
from workshop_rules.evaluate.interpreter.arithmetic import OPERATIONS
from workshop_rules.language import tree as t
from workshop_rules.language.calendar import DAY, HOUR
from workshop_rules.language.dialect import Dialect
from workshop_rules.language.operators import OPERATORS
from workshop_rules.language.types import DATE, DATE_TIME, DAYS_TIME, NUMBER, STRING, TIME, YEARS_MONTHS, Type
from workshop_rules.language.values import DaysTime, YearsMonths

PYTHON: dict[Type, tuple[type, ...]] = {
    NUMBER: (int, Fraction),
    STRING: (str,),
    DATE: (dt.date,),
    DATE_TIME: (dt.datetime,),
    TIME: (dt.time,),
    YEARS_MONTHS: (YearsMonths,),
    DAYS_TIME: (DaysTime,),
}


def test_every_row_of_the_operator_table_has_a_meaning_and_nothing_else_has():
    rows = {
        (symbol, left, right)
        for symbol in ("+", "-", "*", "/", "**")
        for combination in OPERATORS[symbol].of(Dialect.PACK)
        for left in PYTHON[combination.operands[0]]
        for right in PYTHON[combination.operands[1]]
    }
    assert set(OPERATIONS) == rows


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.1 + 0.2", Fraction(3, 10)),
        ("1 / 3 + 1 / 3 + 1 / 3", 1),
        ("10 / 30", Fraction(1, 3)),
        ("6 / 3", 2),
        ("7 - 0.5 * 2", 6),
        ("2 ** 10", 1024),
        ("2 ** -2", Fraction(1, 4)),
        ("(1 / 3) ** 2", Fraction(1, 9)),
        ("0 ** 0", 1),
        ("-(1 / 2)", Fraction(-1, 2)),
        ("1.5e3", 1500),
        ("100000000000000000000000000000000000001 - 1", 10**38),
        ('"班" + "主任"', "班主任"),
        ('@"P1Y" + @"P6M"', YearsMonths(18)),
        ('@"P1Y" - @"P18M"', YearsMonths(-6)),
        ('@"P1Y" / @"P5M"', Fraction(12, 5)),
        ('@"P1Y" * 1.5', YearsMonths(18)),
        ('2 * @"P1Y"', YearsMonths(24)),
        ('@"P1Y" / 2', YearsMonths(6)),
        ('@"P1D" - @"PT6H"', DaysTime(18 * HOUR)),
        ('@"P1D" / @"PT9H"', Fraction(8, 3)),
        ('@"P1D" / 2', DaysTime(12 * HOUR)),
        ('0.5 * @"P1D"', DaysTime(12 * HOUR)),
        ('-@"P1Y"', YearsMonths(-12)),
        ('-@"PT1H"', DaysTime(-HOUR)),
    ],
)
def test_exact(text, value):
    found = evaluated(unquestioned(text), case())
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1 / x", "division_by_zero"),
        ("x ** -1", "division_by_zero"),
        ('@"P1Y" / x', "division_by_zero"),
        ('@"P1D" / x', "division_by_zero"),
        ('@"P1D" / (@"P1D" * x)', "division_by_zero"),
        ("modulo(1, x)", "division_by_zero"),
        ('@"P1M" / 2', "duration_not_whole"),
        ('@"P1Y" * 0.3', "duration_not_whole"),
        ('@"PT1S" / 3', "duration_not_whole"),
        ('@"9999-12-31" + @"P1D"', "date_out_of_range"),
        ('@"9999-12-31" + @"P1M"', "date_out_of_range"),
        ('@"0001-01-01" - @"P1D"', "date_out_of_range"),
        ('@"0001-01-01" - @"P1M"', "date_out_of_range"),
        ('@"9999-12-31T23:59:59" + @"PT1S"', "date_out_of_range"),
        ('@"9999-12-31T23:59:59" + @"P1M"', "date_out_of_range"),
        ('@"2013-10-01T00:00:00" + @"PT0.0000001S"', "time_too_fine"),
        ('@"00:00:00" + @"PT0.0000001S"', "time_too_fine"),
    ],
)
def test_what_has_no_result(text, code):
    assert error(evaluated(unquestioned(text), case({"x": 0}))) == code


def test_an_error_says_where():
    found = evaluated(unquestioned("y > 1 + 1 / x"), case({"x": 0, "y": 1}))
    assert found.span.text == "1 / x"
    assert found.message == "a division by zero has no result"


@pytest.mark.parametrize(("base", "exponent"), [(10, 200_000), (10, -200_000), (Fraction(1, 3), 10**9)])
def test_a_power_is_not_computed_where_it_would_fill_the_memory(base, exponent):
    node = t.Arithmetic("**", t.FactRef("x", span=NOWHERE), t.FactRef("y", span=NOWHERE), span=NOWHERE)
    assert error(evaluated(node, case({"x": base, "y": exponent}))) == "number_too_large"
    assert evaluated(node, case({"x": 1, "y": exponent})) == 1
    assert error(evaluated(node, case({"x": base, "y": Fraction(1, 2)}))) == "whole_number_needed"


def test_strict_operations_join_their_unknowns_and_errors_come_first():
    assert value_of("x + y * z", x=1) == unknown("y", "z")
    assert value_of("-x") == unknown("x")
    assert error(value_of("y + 1 / x", x=0)) == "division_by_zero"
    assert error(value_of("-(1 / x)", x=0)) == "division_by_zero"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('@"2013-10-01" - @"P5Y"', dt.date(2008, 10, 1)),
        ('@"2013-01-31" + @"P1M"', dt.date(2013, 2, 28)),
        ('@"2012-01-31" + @"P1M"', dt.date(2012, 2, 29)),
        ('@"2012-02-29" + @"P1Y"', dt.date(2013, 2, 28)),
        ('@"2012-02-29" - @"P4Y"', dt.date(2008, 2, 29)),
        ('@"P1M" + @"2013-03-31"', dt.date(2013, 4, 30)),
        ('@"2013-10-01" + @"P31D"', dt.date(2013, 11, 1)),
        ('@"2013-10-01" - @"P1D"', dt.date(2013, 9, 30)),
        ('@"2013-10-01" + @"PT36H"', dt.date(2013, 10, 2)),
        ('@"2013-10-01" - @"PT1H"', dt.date(2013, 9, 30)),
        ('@"P1D" + @"2012-02-28"', dt.date(2012, 2, 29)),
        ('@"2013-10-01" - @"2012-10-01"', DaysTime(365 * DAY)),
        ('@"2012-10-01" - @"2013-10-01"', DaysTime(-365 * DAY)),
        ('@"2013-01-31T08:30:00" + @"P1M"', dt.datetime(2013, 2, 28, 8, 30)),
        ('@"2013-01-31T08:30:00" - @"P2M"', dt.datetime(2012, 11, 30, 8, 30)),
        ('@"2013-01-31T23:30:00" + @"PT1H"', dt.datetime(2013, 2, 1, 0, 30)),
        ('@"PT1H" + @"2013-01-31T23:30:00"', dt.datetime(2013, 2, 1, 0, 30)),
        ('@"2013-01-01T00:00:00" - @"PT0.000001S"', dt.datetime(2012, 12, 31, 23, 59, 59, 999_999)),
        ('@"2013-10-02T01:00:00" - @"2013-10-01T00:00:00.5"', DaysTime(25 * HOUR - 500_000_000)),
        ('@"23:30:00" + @"PT1H"', dt.time(0, 30)),
        ('@"00:30:00" - @"PT1H"', dt.time(23, 30)),
        ('@"08:30:00" - @"09:00:00"', DaysTime(-HOUR // 2)),
    ],
)
def test_dates_and_durations(text, value):
    found = evaluated(unquestioned(text), case())
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("as_of.year", 2013),
        ("as_of.month", 10),
        ("as_of.day", 1),
        ("as_of.weekday", 2),
        ('@"2013-10-06".weekday', 7),
        ('@"2013-10-01T08:30:15.25".hour', 8),
        ('@"2013-10-01T08:30:15.25".minute', 30),
        ('@"08:30:15.25".second', Fraction(61, 4)),
        ('@"08:30:15".second', 15),
        ('@"P1Y6M".years', 1),
        ('@"P1Y6M".months', 6),
        ('@"-P1Y6M".years', -1),
        ('@"-P1Y6M".months', -6),
        ('@"P1DT2H3M4.5S".days', 1),
        ('@"P1DT2H3M4.5S".hours', 2),
        ('@"P1DT2H3M4.5S".minutes', 3),
        ('@"P1DT2H3M4.5S".seconds', Fraction(9, 2)),
        ('@"-P1DT2H3M4.5S".hours', -2),
        ('@"-P1DT2H3M4.5S".seconds', Fraction(-9, 2)),
        ("[1..5).start", 1),
        ("[1..5).end", 5),
        ("[1..5).start included", True),
        ("[1..5).end included", False),
        ("[1..x].end", unknown("x")),
        ("d.year", unknown("d")),
    ],
)
def test_components(text, value):
    found = evaluated(unquestioned(text), case())
    assert found == value
    assert type(found) is type(value)


def test_a_range_without_an_end_has_no_end():
    node = t.Path(t.RangeLiteral(None, unquestioned("1"), False, True, span=NOWHERE), "start", span=NOWHERE)
    assert error(evaluated(node, case())) == "no_such_end"
