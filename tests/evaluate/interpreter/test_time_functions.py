import datetime as dt
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evaluate.asking import case, error, evaluated, unknown, unquestioned, value_of
from workshop_rules.language.values import ListValue, Range, YearsMonths


def day(text):
    return dt.date.fromisoformat(text)


def years(*periods, to="2013-10-01"):
    facts = {"homeroom_periods": tuple(periods), "d": day(to)}
    return value_of("years in periods(homeroom_periods, d)", **facts)


def ended(first, last):
    return {"from": day(first), "to": day(last), "ongoing": False}


def ongoing(first):
    return {"from": day(first), "ongoing": True}


@pytest.mark.parametrize(
    ("periods", "spent"),
    [
        ([], 0),
        ([ended("2010-09-01", "2012-08-31")], 2),
        ([ended("2010-09-01", "2012-08-30")], (23 + Fraction(30, 31)) / 12),
        ([ended("2010-09-01", "2010-09-01")], Fraction(1, 31) / 12),
        ([ongoing("2004-10-01")], 9),
        ([ongoing("2004-10-02")], (107 + Fraction(29, 31)) / 12),
        ([ongoing("2013-10-01")], 0),
        ([ongoing("2013-10-02")], 0),
        ([ended("2014-01-01", "2014-12-31")], 0),
        ([ended("2012-10-01", "2014-12-31")], 1),
        ([ended("2012-10-01", "2013-10-01")], 1),
        ([ended("2010-09-01", "2011-08-31"), ended("2012-09-01", "2013-08-31")], 2),
        ([ended("2010-09-01", "2011-08-31"), ended("2011-09-01", "2012-08-31")], 2),
        ([ended("2010-09-01", "2012-08-31"), ended("2011-01-01", "2011-12-31")], 2),
        ([ended("2011-09-01", "2012-08-31"), ended("2010-09-01", "2011-12-31")], 2),
        ([ended("2012-02-29", "2013-02-28")], 1),
        ([ended("2012-01-31", "2012-02-29")], Fraction(1, 12)),
        ([ended("2012-01-31", "2012-03-01")], (1 + Fraction(1, 31)) / 12),
        ([{"from": day("2010-09-01"), "to": day("2012-08-31")}], 2),
    ],
)
def test_years_in_periods(periods, spent):
    assert years(*periods) == spent


@pytest.mark.parametrize(
    ("periods", "since", "to", "spent"),
    [
        ([ended("2014-05-10", "2017-02-28")], "2016-03-01", "2021-03-01", 1),
        ([ended("2014-05-10", "2017-02-27")], "2016-03-01", "2021-03-01", (11 + Fraction(27, 31)) / 12),
        ([ended("2014-05-10", "2016-02-28")], "2015-03-01", "2020-03-01", (11 + Fraction(28, 31)) / 12),
        ([ended("2014-05-10", "2016-02-29")], "2015-03-01", "2020-03-01", 1),
        ([ended("2014-01-01", "2014-12-31")], "2015-01-01", "2020-01-01", 0),
        ([ended("2014-01-01", "2015-01-01")], "2015-01-01", "2020-01-01", Fraction(1, 31) / 12),
        ([ended("2014-01-01", "2015-06-30"), ended("2015-07-01", "2015-12-31")], "2015-01-01", "2020-01-01", 1),
        ([ended("2014-01-01", "2016-06-30"), ended("2014-06-01", "2015-12-31")], "2015-01-01", "2020-01-01", 1.5),
        ([ongoing("2010-01-01")], "2015-01-01", "2020-01-01", 5),
        ([ongoing("2018-01-01")], "2015-01-01", "2020-01-01", 2),
        ([ongoing("2010-01-01")], "2020-01-01", "2015-01-01", 0),
    ],
)
def test_years_in_periods_since_a_day(periods, since, to, spent):
    facts = {"homeroom_periods": tuple(periods), "d": day(to)}
    assert value_of(f'years in periods(homeroom_periods, d, @"{since}")', **facts) == spent
    assert value_of(f'years in periods(periods: homeroom_periods, since: @"{since}", to: d)', **facts) == spent


def test_years_in_periods_since_a_day_that_is_not_known():
    facts = {"homeroom_periods": (ongoing("2010-01-01"),)}
    assert value_of('years in periods(homeroom_periods, @"2015-01-01", d)', **facts) == unknown("d")


def test_a_period_before_the_day_is_looked_at_all_the_same():
    facts = {"homeroom_periods": ({"from": day("2010-01-01")},), "d": day("2014-01-01")}
    found = value_of('years in periods(homeroom_periods, @"2015-01-01", d)', **facts)
    assert found == unknown("homeroom_periods[1].to", "homeroom_periods[1].ongoing")


@pytest.mark.parametrize(
    ("period", "paths"),
    [
        ({"from": day("2010-09-01")}, ["homeroom_periods[1].to", "homeroom_periods[1].ongoing"]),
        ({"from": day("2010-09-01"), "ongoing": False}, ["homeroom_periods[1].to"]),
        ({"ongoing": True}, ["homeroom_periods[1].from"]),
        ({"to": day("2010-09-01")}, ["homeroom_periods[1].from"]),
        ({}, [f"homeroom_periods[1].{name}" for name in ("from", "to", "ongoing")]),
    ],
)
def test_years_in_periods_that_are_not_all_known(period, paths):
    assert years(period, ongoing("2004-10-01")) == unknown(*paths)


def test_years_in_periods_of_a_list_that_may_lack_some():
    asked = case({"homeroom_periods": (ongoing("2004-10-01"),)}, incomplete=frozenset({"homeroom_periods"}))
    assert value_of("years in periods(homeroom_periods, as_of)", asked) == unknown("homeroom_periods")
    assert value_of("years in periods(homeroom_periods, as_of)") == unknown("homeroom_periods")


def test_a_period_does_not_end_before_it_begins():
    assert error(years(ended("2012-09-01", "2012-08-31"))) == "period_reversed"
    assert error(years({}, ended("2012-09-01", "2012-08-30"))) == "period_reversed"


DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2020, 12, 31))
PERIODS = st.lists(
    st.tuples(DAYS, DAYS).map(lambda ends: {"from": min(ends), "to": max(ends), "ongoing": False}), max_size=4
)


@given(PERIODS, DAYS, DAYS)
def test_years_in_periods_grow_with_time_and_never_beyond_the_days_there_are(periods, one, other):
    sooner, later = sorted((one, other))
    spent = [years(*periods, to=to.isoformat()) for to in (sooner, later)]
    assert 0 <= spent[0] <= spent[1]
    # A month has at least 28 days, and a day left over counts a 31st of one.
    first = min((period["from"] for period in periods), default=later)
    assert spent[1] * 12 * 28 <= max((later - first).days, 0)


@given(PERIODS, DAYS)
def test_a_period_counts_once_however_often_it_is_stated(periods, to):
    assert years(*periods, *periods, to=to.isoformat()) == years(*periods, to=to.isoformat())


def ranges(*ends):
    (*whole, last) = ends
    closed = [Range(day(low), day(high), True, False) for low, high in whole]
    return ListValue((*closed, Range(day(last[0]), day(last[1]), True, True)))


@pytest.mark.parametrize(
    ("start", "end", "step", "value"),
    [
        (
            "2013-01-31",
            "2013-04-30",
            "P1M",
            ranges(("2013-01-31", "2013-02-28"), ("2013-02-28", "2013-03-31"), ("2013-03-31", "2013-04-30")),
        ),
        ("2013-01-01", "2013-02-01", "P1M", ranges(("2013-01-01", "2013-02-01"))),
        ("2013-01-01", "2013-01-02", "P1Y", ranges(("2013-01-01", "2013-01-02"))),
        ("2012-02-29", "2013-03-01", "P1Y", ranges(("2012-02-29", "2013-02-28"), ("2013-02-28", "2013-03-01"))),
        ("2013-01-01", "2013-01-01", "P1M", ListValue(())),
        ("2013-01-02", "2013-01-01", "P1M", ListValue(())),
        ("9999-12-01", "9999-12-31", "P1M", ranges(("9999-12-01", "9999-12-31"))),
    ],
)
def test_periods(start, end, step, value):
    assert evaluated(unquestioned(f'periods(@"{start}", @"{end}", @"{step}")'), case()) == value


@pytest.mark.parametrize("step", ["P0M", "-P1M"])
def test_periods_go_forward(step):
    assert error(evaluated(unquestioned(f'periods(d, as_of, @"{step}")'), case({"d": day("2013-01-01")}))) == (
        "step_not_positive"
    )


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('completed years(@"1973-10-01", as_of)', 40),
        ('completed years(@"1973-10-02", as_of)', 39),
        ('completed years(@"2013-10-02", as_of)', -1),
        ('completed months(@"2013-08-31", @"2013-09-30")', 0),
        ('completed months(@"2013-08-31", @"2013-10-01")', 1),
        ("completed years(d, as_of)", unknown("d")),
        ('years and months duration(@"2013-10-01", @"2012-10-02")', YearsMonths(-11)),
        ('years and months duration(@"2013-08-24T10:00:00", @"2013-09-24T09:00:00")', YearsMonths(0)),
        ('years and months duration(@"2013-08-24T10:00:00", @"2013-09-24T10:00:00")', YearsMonths(1)),
        ('years and months duration(@"2013-09-24T09:00:00", @"2013-08-24T10:00:00")', YearsMonths(0)),
        ("date(2012, 2, 29)", day("2012-02-29")),
        ("date(as_of)", day("2013-10-01")),
        ('date(@"2013-10-01T08:30:00")', day("2013-10-01")),
        ("date(name)", day("2013-02-28")),
        ("time(8, 30, 15.5)", dt.time(8, 30, 15, 500_000)),
        ('time(@"2013-10-01T08:30:00")', dt.time(8, 30)),
        ('time(@"08:30:00")', dt.time(8, 30)),
        ('date and time(@"2013-10-01T08:30:00", @"09:00:00")', dt.datetime(2013, 10, 1, 9)),
        ("day of week(as_of)", "Tuesday"),
        ("month of year(as_of)", "October"),
        ('day of year(@"2012-12-31")', 366),
        ('week of year(@"2012-12-31")', 1),
        ('week of year(@"2012-12-31T08:30:00")', 1),
    ],
)
def test_functions_of_time(text, value):
    found = evaluated(unquestioned(text), case({"name": "2013-02-28"}))
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("date(2013, 2, 29)", "no_such_date"),
        ("date(2013, x, 1)", "no_such_date"),
        ("date(10000, 1, 1)", "no_such_date"),
        ("date(0, 1, 1)", "no_such_date"),
        ("date(name)", "text_not_understood"),
        ("time(name)", "text_not_understood"),
        ("date and time(name)", "text_not_understood"),
        ("time(24, 0, 0)", "no_such_time"),
        ("time(8, 0, 60)", "no_such_time"),
        ("time(8, 0, 0.0000001)", "no_such_time"),
        ("time(8, x, 0)", "no_such_time"),
    ],
)
def test_what_makes_no_date_or_time(text, code):
    assert error(evaluated(unquestioned(text), case({"name": "2013-02-29", "x": Fraction(1, 2)}))) == code


def test_a_text_of_another_kind_is_not_understood():
    assert error(value_of("time(name)", name="2013-10-01")) == "text_not_understood"
