"""What people write by habit, and what is made of it: nothing where it could be read in two ways."""

import pytest

from workshop_rules.language.informal import date_meant, duration_meant, number_meant

DATES = [
    "2013年10月1日",
    "2013 年 10 月 1 号",
    "2013/10/1",
    "2013.10.01",
    "2013-10-1",
    "20131001",
    "２０１３年１０月１日",
]


@pytest.mark.parametrize("text", DATES)
def test_a_date_is_understood(text):
    assert date_meant(text) == "2013-10-01"


@pytest.mark.parametrize("text", ["2013年2月30日", "10/1/2013", "2013年10月", "13-10-1", "5年", "2013101", ""])
def test_no_date_is_guessed(text):
    assert date_meant(text) is None


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("5年", "P5Y"),
        ("５ 年", "P5Y"),
        ("5 years", "P5Y"),
        ("5Y", "P5Y"),
        ("p5y", "P5Y"),
        ("45周岁", "P45Y"),
        ("6个月", "P6M"),
        ("3年6个月", "P3Y6M"),
        ("30天", "P30D"),
    ],
)
def test_a_duration_is_understood(text, meant):
    assert duration_meant(text) == meant


@pytest.mark.parametrize("text", ["5", "年", "1年30天", "5 weeks", "6M5Y", ""])
def test_no_duration_is_guessed(text):
    assert duration_meant(text) is None


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("４５", "45"),
        ("45周岁", "45"),
        ("9.1 年", "9.1"),
        ("30%", "0.3"),
        ("１００％", "1"),
        ("1,200", "1200"),
        ("-3", "-3"),
    ],
)
def test_a_number_is_understood(text, meant):
    assert number_meant(text) == meant


@pytest.mark.parametrize("text", ["四十五", "1/3", "1,20", "10:30", "4 5", "n/a", ""])
def test_no_number_is_guessed(text):
    assert number_meant(text) is None
