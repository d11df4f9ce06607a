"""Functions that FEEL lacks and policy documents need. Packs only."""

from __future__ import annotations

from workshop_rules.language.functions.row import PACK, Category, Function, example, maybe, takes
from workshop_rules.language.types import BOOLEAN, DATE, NUMBER, YEARS_MONTHS, ListOf, RangeOf, RecordOf

PERIOD = RecordOf("period", (("from", DATE), ("to", DATE), ("ongoing", BOOLEAN)))
"""A stretch of time; `ongoing` ones have no end yet. Any record that has these fields, of these types, will do."""

POLICY_FUNCTIONS = (
    Function(
        "completed years",
        Category.POLICY,
        "The whole years completed between two dates; a year from 29 February is completed on 1 March in common years.",
        (takes(("from", DATE), ("to", DATE), gives=NUMBER, dialects=PACK),),
        (
            example('completed years(@"1973-10-02", @"2013-10-01")', "39"),
            example('completed years(@"1973-10-01", @"2013-10-01")', "40"),
            example('completed years(@"2012-02-29", @"2013-02-28")', "0"),
            example('completed years(@"2012-02-29", @"2013-03-01")', "1"),
        ),
    ),
    Function(
        "completed months",
        Category.POLICY,
        "The whole months completed between two dates.",
        (takes(("from", DATE), ("to", DATE), gives=NUMBER, dialects=PACK),),
        (
            example('completed months(@"2013-01-15", @"2013-10-14")', "8"),
            example('completed months(@"2013-01-15", @"2013-10-15")', "9"),
        ),
    ),
    Function(
        "years in periods",
        Category.POLICY,
        "The years spent in periods until a date, and from another one on where that is given, overlaps counted once: "
        "(whole months + days left over / 31) / 12.",
        (takes(("periods", ListOf(PERIOD)), ("to", DATE), maybe("since", DATE), gives=NUMBER, dialects=PACK),),
        (
            example(
                'years in periods([{from: @"2010-09-01", to: @"2012-08-31", ongoing: false}], @"2013-10-01")',
                "2",
            ),
            example(
                'years in periods([{from: @"2010-09-01", to: @"2012-08-31", ongoing: false}], '
                '@"2013-10-01", @"2011-03-01")',
                "1.5",
            ),
        ),
    ),
    Function(
        "periods",
        Category.POLICY,
        "The ranges of dates of a given length from one date on, until another; the last one ends at it.",
        (takes(("from", DATE), ("to", DATE), ("step", YEARS_MONTHS), gives=ListOf(RangeOf(DATE)), dialects=PACK),),
        (
            example(
                'periods(@"2013-01-31", @"2013-03-15", @"P1M")',
                '[[@"2013-01-31"..@"2013-02-28"), [@"2013-02-28"..@"2013-03-15"]]',
            ),
        ),
    ),
)
