"""Functions over dates, times and durations (DMN 1.5, tables 73, 77 and 79).

The clock is left to the dmn dialect: packs are given `as_of`.
"""

from __future__ import annotations

from workshop_rules.language.functions.row import DMN, DURATION, Category, Function, T, example, maybe, takes
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
)

DAY_NAMES = Choice("day of week", ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"))
MONTH_NAMES = Choice(
    "month of year",
    (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
)

_NO_CLOCK = "packs have no clock, so that a verdict can be repeated; write as_of"

_EQUALS = "packs have no zones to tell apart; write ="

TEMPORAL_FUNCTIONS = (
    Function(
        "date",
        Category.CONVERSION,
        "A date from its text, from its parts, or the day of a date and time.",
        (
            takes(("from", STRING), gives=DATE),
            takes(("from", DATE_TIME), gives=DATE),
            takes(("from", DATE), gives=DATE),
            takes(("year", NUMBER), ("month", NUMBER), ("day", NUMBER), gives=DATE),
        ),
        (
            example('date("2012-12-25")', '@"2012-12-25"'),
            example("date(2012, 12, 25)", '@"2012-12-25"'),
            example('date(date and time("2012-12-25T11:00:00"))', '@"2012-12-25"'),
        ),
    ),
    Function(
        "time",
        Category.CONVERSION,
        "A time of day from its text, from its parts, or that of a date and time.",
        (
            takes(("from", STRING), gives=TIME),
            takes(("from", DATE_TIME), gives=TIME),
            takes(("from", TIME), gives=TIME),
            takes(("from", DATE), gives=TIME, dialects=DMN),
            takes(("hour", NUMBER), ("minute", NUMBER), ("second", NUMBER), gives=TIME),
            takes(
                ("hour", NUMBER),
                ("minute", NUMBER),
                ("second", NUMBER),
                maybe("offset", DAYS_TIME),
                gives=TIME,
                dialects=DMN,
            ),
        ),
        (example('time("23:59:00")', '@"23:59:00"'), example("time(23, 59, 0)", '@"23:59:00"')),
    ),
    Function(
        "date and time",
        Category.CONVERSION,
        "A date and time from its text, or from a date and a time of day.",
        (
            takes(("from", STRING), gives=DATE_TIME),
            takes(("date", DATE), ("time", TIME), gives=DATE_TIME),
            takes(("date", DATE_TIME), ("time", TIME), gives=DATE_TIME),
            takes(("from", DATE_TIME), gives=DATE_TIME, dialects=DMN),
            takes(("from", DATE), gives=DATE_TIME, dialects=DMN),
        ),
        (
            example('date and time("2012-12-24T23:59:00")', '@"2012-12-24T23:59:00"'),
            example('date and time(@"2012-12-24", @"23:59:00")', '@"2012-12-24T23:59:00"'),
        ),
    ),
    Function(
        "duration",
        Category.CONVERSION,
        "A duration from its text; packs ask for a literal text, so that its kind is known beforehand.",
        (takes(("from", STRING), gives=DURATION),),
        (example('duration("P26M")', '@"P2Y2M"'), example('duration("PT24H")', '@"P1D"')),
    ),
    Function(
        "years and months duration",
        Category.CONVERSION,
        "The whole months between two dates, as a duration; negative where the first is the later one.",
        (
            takes(("from", DATE), ("to", DATE), gives=YEARS_MONTHS),
            takes(("from", DATE_TIME), ("to", DATE_TIME), gives=YEARS_MONTHS),
            takes(("from", DATE_TIME), ("to", DATE), gives=YEARS_MONTHS, dialects=DMN),
            takes(("from", DATE), ("to", DATE_TIME), gives=YEARS_MONTHS, dialects=DMN),
        ),
        (
            example('years and months duration(@"2011-12-22", @"2013-08-24")', '@"P1Y8M"'),
            example('years and months duration(@"2013-08-24", @"2013-08-23")', '@"P0M"'),
        ),
    ),
    Function(
        "is",
        Category.TEMPORAL,
        "Whether two values are the same element of the same domain, time zones told apart.",
        (takes(("value1", T), ("value2", T), gives=BOOLEAN, dialects=DMN),),
        (example('is(@"2012-12-25", time("23:00:50"))', "false"), example('is(@"2012-12-25", @"2012-12-25")', "true")),
        refused=_EQUALS,
    ),
    Function(
        "day of year",
        Category.TEMPORAL,
        "Which day of its year a date is, 1 January being 1.",
        (takes(("date", DATE), gives=NUMBER), takes(("date", DATE_TIME), gives=NUMBER)),
        (example('day of year(@"2019-09-17")', "260"),),
    ),
    Function(
        "day of week",
        Category.TEMPORAL,
        "The English name of the day of the week.",
        (takes(("date", DATE), gives=DAY_NAMES), takes(("date", DATE_TIME), gives=DAY_NAMES)),
        (example('day of week(@"2019-09-17")', '"Tuesday"'),),
    ),
    Function(
        "month of year",
        Category.TEMPORAL,
        "The English name of the month.",
        (takes(("date", DATE), gives=MONTH_NAMES), takes(("date", DATE_TIME), gives=MONTH_NAMES)),
        (example('month of year(@"2019-09-17")', '"September"'),),
    ),
    Function(
        "week of year",
        Category.TEMPORAL,
        "The number of the week of the year, by ISO 8601.",
        (takes(("date", DATE), gives=NUMBER), takes(("date", DATE_TIME), gives=NUMBER)),
        (example('week of year(@"2019-09-17")', "38"), example('week of year(@"2005-01-01")', "53")),
    ),
    Function(
        "now",
        Category.TEMPORAL,
        "The date and time of the machine's clock.",
        (takes(gives=DATE_TIME, dialects=DMN),),
        refused=_NO_CLOCK,
    ),
    Function(
        "today",
        Category.TEMPORAL,
        "The date of the machine's clock.",
        (takes(gives=DATE, dialects=DMN),),
        refused=_NO_CLOCK,
    ),
)
