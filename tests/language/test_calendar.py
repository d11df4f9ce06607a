import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop_rules.language.calendar import (
    DAY,
    EARLIEST_YEAR,
    HOUR,
    LATEST_YEAR,
    MINUTE,
    SECOND,
    Clock,
    Day,
    add_months,
    calendar_day,
    completed_months,
    completed_years,
    day_of,
    day_of_year,
    days_in_month,
    is_day,
    is_leap,
    monthly,
    months_between,
    ordinal,
    read_date,
    read_duration,
    read_time,
    week_of_year,
    weekday,
    write_date,
    write_duration,
    write_time,
)
from workshop_rules.language.values import DaysTime, YearsMonths

EXTENDED_DAYS = st.builds(
    lambda year, month, day: Day(year, month, min(day, days_in_month(year, month))),
    st.integers(EARLIEST_YEAR, LATEST_YEAR),
    st.integers(1, 12),
    st.integers(1, 31),
)


@pytest.mark.parametrize(
    ("year", "leap"), [(2012, True), (2013, False), (1900, False), (2000, True), (0, True), (-4, True), (-100, False)]
)
def test_leap_years(year, leap):
    assert is_leap(year) is leap
    assert is_day(year, 2, 29) is leap


def test_there_are_no_other_days():
    assert [is_day(2013, month, days_in_month(2013, month)) for month in range(1, 13)] == [True] * 12
    assert not is_day(2013, 0, 1)
    assert not is_day(2013, 13, 1)
    assert not is_day(2013, 4, 31)
    assert not is_day(2013, 4, 0)


@given(st.dates())
def test_days_are_numbered_as_python_numbers_them(date):
    day = calendar_day(date)
    assert ordinal(day) == date.toordinal()
    assert weekday(day) == date.isoweekday()
    assert week_of_year(day) == date.isocalendar().week
    assert day_of_year(day) == date.timetuple().tm_yday


@given(EXTENDED_DAYS)
def test_every_day_has_its_number(day):
    assert day_of(ordinal(day)) == day
    assert ordinal(day_of(ordinal(day) + 1)) == ordinal(day) + 1


@pytest.mark.parametrize(
    ("start", "months", "end", "completed"),
    [
        ("2013-10-01", -60, "2008-10-01", "2008-10-01"),
        ("2013-01-31", 1, "2013-02-28", "2013-03-01"),
        ("2012-01-31", 1, "2012-02-29", "2012-03-01"),
        ("2013-01-31", 3, "2013-04-30", "2013-05-01"),
        ("2012-02-29", 12, "2013-02-28", "2013-03-01"),
        ("2012-02-29", 48, "2016-02-29", "2016-02-29"),
        ("2013-03-31", -1, "2013-02-28", "2013-03-01"),
        ("2013-12-31", 2, "2014-02-28", "2014-03-01"),
        ("0001-01-15", -1, "0000-12-15", "0000-12-15"),
        ("-0001-12-31", 2, "0000-02-29", "0000-03-01"),
    ],
)
def test_months_later(start, months, end, completed):
    assert add_months(read_date(start), months) == read_date(end)
    assert monthly(read_date(start), months) == read_date(completed)


@pytest.mark.parametrize(
    ("start", "end", "months", "years"),
    [
        ("1973-10-01", "2013-10-01", 480, 40),
        ("1973-10-02", "2013-10-01", 479, 39),
        ("2012-02-29", "2013-02-28", 11, 0),
        ("2012-02-29", "2013-03-01", 12, 1),
        ("2012-02-29", "2016-02-28", 47, 3),
        ("2012-02-29", "2016-02-29", 48, 4),
        ("2013-01-31", "2013-02-28", 0, 0),
        ("2013-01-31", "2013-03-01", 1, 0),
        ("2013-01-31", "2013-03-30", 1, 0),
        ("2013-01-31", "2013-03-31", 2, 0),
        ("2013-10-01", "2013-10-01", 0, 0),
        ("2013-10-01", "2013-09-30", -1, -1),
        ("2013-10-01", "2012-10-01", -12, -1),
        ("2013-10-01", "2012-09-30", -13, -2),
    ],
)
def test_completed(start, end, months, years):
    assert completed_months(read_date(start), read_date(end)) == months
    assert completed_years(read_date(start), read_date(end)) == years


@given(EXTENDED_DAYS, st.integers(-5000, 5000))
def test_the_day_on_which_months_are_completed_is_the_first_such_day(start, months):
    day = monthly(start, months)
    assert completed_months(start, day) == months
    assert completed_months(start, day_of(ordinal(day) - 1)) == months - 1


@given(EXTENDED_DAYS, st.integers(-5000, 5000))
def test_clamped_days_lie_in_the_month_asked_for(start, months):
    day = add_months(start, months)
    assert (day.year - start.year) * 12 + day.month - start.month == months
    assert day.day == min(start.day, days_in_month(day.year, day.month))


@given(EXTENDED_DAYS, EXTENDED_DAYS)
def test_months_between_turn_their_sign_with_the_direction(start, end):
    assert months_between(start, end) == -months_between(end, start)
    assert (months_between(start, end) >= 0) is (start <= end or months_between(end, start) == 0)


def test_months_between_go_towards_zero():
    assert months_between(read_date("2013-08-24"), read_date("2013-08-23")) == 0
    assert months_between(read_date("2013-03-01"), read_date("2013-01-31")) == -1


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2013-10-01", Day(2013, 10, 1)),
        ("0000-02-29", Day(0, 2, 29)),
        ("-2013-10-01", Day(-2013, 10, 1)),
        ("999999999-12-31", Day(999_999_999, 12, 31)),
    ],
)
def test_dates_are_read_and_written(text, day):
    assert read_date(text) == day
    assert write_date(day) == text


@pytest.mark.parametrize(
    "text",
    [
        "2013-02-30",
        "2013-02-29",
        "2013-13-01",
        "2013-00-01",
        "2013-10-00",
        "13-10-01",
        "02013-10-01",
        "-0000-01-01",
        "+2013-10-01",
        "2013-1-1",
        "2013/10/01",
        "2013-10-01 ",
        "2013-10-01T00:00:00",
        "二〇一三-10-01",
        "1000000000-01-01",
        "",
    ],
)
def test_no_dates(text):
    with pytest.raises(ValueError):  # noqa: PT011 (each message names the text)
        read_date(text)


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("08:30:00", Clock(8, 30, 0)),
        ("23:59:59.000000001", Clock(23, 59, 59, 1)),
        ("08:30:00Z", Clock(8, 30, 0, 0, 0)),
        ("08:30:00.25+08:00", Clock(8, 30, 0, 250_000_000, 8 * 3600)),
        ("08:30:00-03:30", Clock(8, 30, 0, 0, -12_600)),
        ("08:30:00+08:05:43", Clock(8, 30, 0, 0, 29_143)),
        ("08:30:00@Asia/Shanghai", Clock(8, 30, 0, 0, None, "Asia/Shanghai")),
    ],
)
def test_times_are_read_and_written(text, clock):
    assert read_time(text) == clock
    assert write_time(clock) == text


@pytest.mark.parametrize(
    "text", ["24:00:00", "08:60:00", "08:30:60", "8:30:00", "08:30", "08:30:00+15:00", "08:30:00+08:60", "08:30:00z"]
)
def test_no_times(text):
    with pytest.raises(ValueError):  # noqa: PT011
        read_time(text)


def test_a_time_is_no_finer_than_a_nanosecond():
    assert read_time("08:30:00.1234567890") == Clock(8, 30, 0, 123_456_789)
    with pytest.raises(ValueError, match="finer than a nanosecond"):
        read_time("08:30:00.1234567891")


@pytest.mark.parametrize(
    ("text", "duration", "canonical"),
    [
        ("P5Y", YearsMonths(60), "P5Y"),
        ("-P1Y6M", YearsMonths(-18), "-P1Y6M"),
        ("P26M", YearsMonths(26), "P2Y2M"),
        ("P0Y", YearsMonths(0), "P0M"),
        ("P10D", DaysTime(10 * DAY), "P10D"),
        ("PT36H", DaysTime(36 * HOUR), "P1DT12H"),
        ("PT90M", DaysTime(90 * MINUTE), "PT1H30M"),
        ("-P1DT0.5S", DaysTime(-DAY - SECOND // 2), "-P1DT0.5S"),
        ("PT60.000000001S", DaysTime(MINUTE + 1), "PT1M0.000000001S"),
        ("PT0S", DaysTime(0), "PT0S"),
        ("-PT0S", DaysTime(0), "PT0S"),
    ],
)
def test_durations_are_read_and_written(text, duration, canonical):
    assert read_duration(text) == duration
    assert write_duration(duration) == canonical


@pytest.mark.parametrize("text", ["P", "PT", "P1", "5Y", "P1Y1D", "P1M1Y", "PT1D", "P1DT", "P-1Y", "PT.5S", "PT1.S"])
def test_no_durations(text):
    with pytest.raises(ValueError):  # noqa: PT011
        read_duration(text)


@given(st.builds(YearsMonths, st.integers()) | st.builds(DaysTime, st.integers()))
def test_the_text_of_a_duration_is_read_as_the_same(duration):
    assert read_duration(write_duration(duration)) == duration
