"""The operators, one row each: what they take and what they give. The checker reads the rows, and the docs print them.

A row's combinations are tried in order; types stand for themselves, and `Ordered` and `Comparable` for what `functions`
says of them, the same type wherever one of them stands twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from workshop_rules.language.dialect import Dialect
from workshop_rules.language.functions.row import BOTH, COMPARABLE, DMN, ORDERED, Example, T
from workshop_rules.language.types import (
    BOOLEAN,
    DATE,
    DATE_TIME,
    DAYS_TIME,
    NUMBER,
    STRING,
    TIME,
    YEARS_MONTHS,
    ListOf,
    RangeOf,
    Scalar,
    Type,
)


@dataclass(frozen=True, slots=True)
class Combination:
    """Operand types that go together, and the type of the result."""

    operands: tuple[Type, ...]
    result: Type
    dialects: frozenset[Dialect] = BOTH


@dataclass(frozen=True, slots=True)
class Operator:
    """An operator.

    Attributes:
        symbol: as FEEL writes it; `-x` for the sign, which is another operator than `-`.
        precedence: the higher, the tighter it binds; equal ones group from the left.
        doc: what it gives, one line.
        combinations: what it takes.
        examples: expressions with their results.
    """

    symbol: str
    precedence: int
    doc: str
    combinations: tuple[Combination, ...]
    examples: tuple[Example, ...]

    def of(self, dialect: Dialect) -> tuple[Combination, ...]:
        """The combinations that a dialect has."""
        return tuple(c for c in self.combinations if dialect in c.dialects)


def _rows(*rows: tuple[Type, ...], dialects: frozenset[Dialect] = BOTH) -> tuple[Combination, ...]:
    """Combinations, each written as its operands and then its result."""
    return tuple(Combination(row[:-1], row[-1], dialects) for row in rows)


_EQUALITY = (*_rows((COMPARABLE, COMPARABLE, BOOLEAN)), *_rows((T, T, BOOLEAN), dialects=DMN))
_ORDER = _rows((ORDERED, ORDERED, BOOLEAN))


def _comparison(symbol: str, doc: str, combinations: tuple[Combination, ...], *examples: tuple[str, str]) -> Operator:
    return Operator(symbol, 3, doc, combinations, tuple(Example(*e) for e in examples))


OPERATORS: Mapping[str, Operator] = MappingProxyType(
    {
        operator.symbol: operator
        for operator in (
            Operator(
                "or",
                1,
                "True if one side is, false if both are; unknown where the known side does not settle it.",
                _rows((BOOLEAN, BOOLEAN, BOOLEAN)),
                (Example("true or false", "true"),),
            ),
            Operator(
                "and",
                2,
                "False if one side is, true if both are; unknown where the known side does not settle it.",
                _rows((BOOLEAN, BOOLEAN, BOOLEAN)),
                (Example("true and false", "false"),),
            ),
            _comparison("=", "Whether two values are the same.", _EQUALITY, ("1.0 = 1", "true")),
            _comparison("!=", "Whether two values differ.", _EQUALITY, ('"a" != "b"', "true")),
            _comparison("<", "Whether the left is less, earlier or lower.", _ORDER, ("1 < 1", "false")),
            _comparison("<=", "Whether the left is not greater.", _ORDER, ('@"2013-10-01" <= @"2013-10-02"', "true")),
            _comparison(">", "Whether the left is greater, later or higher.", _ORDER, ('@"P1Y" > @"P11M"', "true")),
            _comparison(">=", "Whether the left is not less.", _ORDER, ("9 >= 9", "true")),
            _comparison(
                "between",
                "Whether a value lies between two others, both included.",
                _rows((ORDERED, ORDERED, ORDERED, BOOLEAN)),
                ("3 between 3 and 5", "true"),
            ),
            _comparison(
                "in",
                "Whether a value passes one of several tests: lies in a range, is in a list, equals, or makes a "
                "condition on `?` true.",
                _rows(
                    (ORDERED, RangeOf(ORDERED), BOOLEAN),
                    (COMPARABLE, COMPARABLE, BOOLEAN),
                    (COMPARABLE, ListOf(COMPARABLE), BOOLEAN),
                    (ORDERED, ListOf(RangeOf(ORDERED)), BOOLEAN),
                ),
                ("5 in [3..5)", "false"),
                ("5 in (< 3, >= 5)", "true"),
                ('"b" in ("a", "b")', "true"),
                ("2 in [1, 2, 3]", "true"),
            ),
            Operator(
                "+",
                4,
                "The sum of numbers or durations, a date moved on by a duration, or texts one after another.",
                _rows(
                    (NUMBER, NUMBER, NUMBER),
                    (STRING, STRING, STRING),
                    (DATE, YEARS_MONTHS, DATE),
                    (DATE, DAYS_TIME, DATE),
                    (YEARS_MONTHS, DATE, DATE),
                    (DAYS_TIME, DATE, DATE),
                    (DATE_TIME, YEARS_MONTHS, DATE_TIME),
                    (DATE_TIME, DAYS_TIME, DATE_TIME),
                    (YEARS_MONTHS, DATE_TIME, DATE_TIME),
                    (DAYS_TIME, DATE_TIME, DATE_TIME),
                    (TIME, DAYS_TIME, TIME),
                    (DAYS_TIME, TIME, TIME),
                    (YEARS_MONTHS, YEARS_MONTHS, YEARS_MONTHS),
                    (DAYS_TIME, DAYS_TIME, DAYS_TIME),
                ),
                (
                    Example('@"2012-02-29" + @"P1Y"', '@"2013-02-28"'),
                    Example('@"2013-10-01" + @"P30D"', '@"2013-10-31"'),
                    Example('"a" + "b"', '"ab"'),
                ),
            ),
            Operator(
                "-",
                4,
                "The difference of numbers or durations, the time between dates, or a date moved back by a duration.",
                (
                    *_rows(
                        (NUMBER, NUMBER, NUMBER),
                        (DATE, DATE, DAYS_TIME),
                        (DATE_TIME, DATE_TIME, DAYS_TIME),
                        (TIME, TIME, DAYS_TIME),
                        (DATE, YEARS_MONTHS, DATE),
                        (DATE, DAYS_TIME, DATE),
                        (DATE_TIME, YEARS_MONTHS, DATE_TIME),
                        (DATE_TIME, DAYS_TIME, DATE_TIME),
                        (TIME, DAYS_TIME, TIME),
                        (YEARS_MONTHS, YEARS_MONTHS, YEARS_MONTHS),
                        (DAYS_TIME, DAYS_TIME, DAYS_TIME),
                    ),
                    *_rows((DATE, DATE_TIME, DAYS_TIME), (DATE_TIME, DATE, DAYS_TIME), dialects=DMN),
                ),
                (
                    Example('@"2013-10-01" - @"2013-09-01"', '@"P30D"'),
                    Example('@"2013-10-01" - @"P5Y"', '@"2008-10-01"'),
                ),
            ),
            Operator(
                "*",
                5,
                "The product of numbers, or a duration so many times.",
                _rows(
                    (NUMBER, NUMBER, NUMBER),
                    (YEARS_MONTHS, NUMBER, YEARS_MONTHS),
                    (NUMBER, YEARS_MONTHS, YEARS_MONTHS),
                    (DAYS_TIME, NUMBER, DAYS_TIME),
                    (NUMBER, DAYS_TIME, DAYS_TIME),
                ),
                (Example("6 * 7", "42"), Example('@"P1Y" * 2', '@"P2Y"')),
            ),
            Operator(
                "/",
                5,
                "The quotient of numbers, exact in packs; a part of a duration; how often one duration holds another.",
                _rows(
                    (NUMBER, NUMBER, NUMBER),
                    (YEARS_MONTHS, NUMBER, YEARS_MONTHS),
                    (DAYS_TIME, NUMBER, DAYS_TIME),
                    (YEARS_MONTHS, YEARS_MONTHS, NUMBER),
                    (DAYS_TIME, DAYS_TIME, NUMBER),
                ),
                (Example("3 / 4", "0.75"), Example('@"P2Y" / @"P6M"', "4")),
            ),
            Operator(
                "**",
                6,
                "A number to a power; in packs to a whole one that is written out.",
                _rows((NUMBER, NUMBER, NUMBER)),
                (Example("2 ** 10", "1024"),),
            ),
            Operator(
                "-x",
                7,
                "A number or duration with its sign turned.",
                _rows((NUMBER, NUMBER), (YEARS_MONTHS, YEARS_MONTHS), (DAYS_TIME, DAYS_TIME)),
                (Example("-(2 - 5)", "3"), Example('-@"P1Y"', '@"-P1Y"')),
            ),
        )
    }
)
"""Every operator, by its symbol, the loosest first."""


@dataclass(frozen=True, slots=True)
class Component:
    """A part of a value that has a name: `as_of.year`."""

    name: str
    type: Type
    doc: str
    dialects: frozenset[Dialect] = BOTH


_CALENDAR = (
    Component("year", NUMBER, "the year"),
    Component("month", NUMBER, "the month, 1 to 12"),
    Component("day", NUMBER, "the day of the month"),
    Component("weekday", NUMBER, "the day of the week, 1 (Monday) to 7"),
)
_CLOCK = (
    Component("hour", NUMBER, "the hour, 0 to 23"),
    Component("minute", NUMBER, "the minute"),
    Component("second", NUMBER, "the second, with its fraction"),
    Component("time offset", DAYS_TIME, "how far from UTC", DMN),
    Component("timezone", STRING, "the name of the zone", DMN),
)

COMPONENTS: Mapping[Scalar, tuple[Component, ...]] = MappingProxyType(
    {
        DATE: _CALENDAR,
        DATE_TIME: (*_CALENDAR, *_CLOCK),
        TIME: _CLOCK,
        YEARS_MONTHS: (
            Component("years", NUMBER, "the whole years"),
            Component("months", NUMBER, "the months beyond them"),
        ),
        DAYS_TIME: (
            Component("days", NUMBER, "the whole days"),
            Component("hours", NUMBER, "the hours beyond them"),
            Component("minutes", NUMBER, "the minutes beyond these"),
            Component("seconds", NUMBER, "the seconds beyond these, with their fraction"),
        ),
    }
)
"""The parts of each temporal type."""

RANGE_COMPONENTS = (
    Component("start", ORDERED, "the lower end"),
    Component("end", ORDERED, "the upper end"),
    Component("start included", BOOLEAN, "whether the lower end belongs to the range"),
    Component("end included", BOOLEAN, "whether the upper end belongs to the range"),
)
"""The parts of a range; its ends have the type of its values."""
