"""What people write by habit: the remedy they are given, and that the expression is in order once it is followed."""

from dataclasses import replace

import pytest

from tests.strategies_cases import SCOPE
from workshop_rules.check.expressions import check_expression
from workshop_rules.language.types import BOOLEAN
from workshop_rules.parse import parse_expression

SLIPS = [
    ("years >= least_years", "write parameter.least_years", "years >= parameter.least_years"),
    ("conduct", "write findings.conduct", "findings.conduct"),
    ("years 不少于 5", "write `>=`", "years >= 5"),
    ("years 不满 5", "write `<`", "years < 5"),
    ("years 5 以上", "write `>= 5`", "years >= 5"),
    ("years at least 5", "write `>=`", "years >= 5"),
    ("years >= 5年", 'a duration is written `@"P5Y"`; a number has no unit, write `5`', "years >= 5"),
    ('years >= @"P5Y"', "write the number by itself, such as 5", "years >= 5"),
    ("as_of > 2019-03-01", 'write @"2019-03-01"', 'as_of > @"2019-03-01"'),
    ('as_of > "2019年3月1日"', 'write @"2019-03-01"', 'as_of > @"2019-03-01"'),
    ('as_of > @"2019/3/1"', 'write @"2019-03-01"', 'as_of > @"2019-03-01"'),
    ("as_of - P5Y < as_of", 'write a duration @"P5Y"', 'as_of - @"P5Y" < as_of'),
    ("as_of < 45", "write completed years(…, as_of) for an age in years", 'completed years(@"1980-01-01", as_of) < 45'),
    ("complete years(as_of, as_of) < 45", "did you mean `completed years(…)`?", "completed years(as_of, as_of) < 45"),
    ("years > 30% * 5", "write `0.3` for 30 per cent; the remainder is `modulo(a, b)`", "years > 0.3 * 5"),
    ("some h in honors where h.points > 1", "write `satisfies`", "some h in honors satisfies h.points > 1"),
    (
        "any h in honors satisfies h.points > 1",
        "write `some h in … satisfies …`",
        "some h in honors satisfies h.points > 1",
    ),
    ("years in [1,5)", "a range has two points between its ends: `[60..85)`", "years in [1..5)"),
    ("years in 1~5", "a range is written `[60..85]`", "years in [1..5]"),
    ("years in 1至5", "a range is written `[1..5]`", "years in [1..5]"),
    ("honors.length > 1", "write count(honors)", "count(honors) > 1"),
    ("LEN(honors) > 1", "did you mean count(…)?", "count(honors) > 1"),
    ("years in (不少于10)", "write `>= 10`", "years in (>= 10)"),
    ("班主任年限 > 1", "write years", "years > 1"),
    ("yers > 1", "did you mean years?", "years > 1"),
    ("level_held > level.市级", "write level.city", "level_held > level.city"),
    ("count(honors where points > 1) > 0", "a filter is written `list[condition]`", "count(honors[points > 1]) > 0"),
]


CALLED = {"担任班主任年限": "years", "level.市级": "level.city", "yers.年": "level.city"}


def complaints(text):
    parsed = parse_expression(text)
    if parsed.value is None or parsed.diagnostics:
        return parsed.diagnostics
    return check_expression(parsed.value, replace(SCOPE, called=CALLED), BOOLEAN).diagnostics


@pytest.mark.parametrize(("slip", "remedy", "mended"), SLIPS)
def test_the_remedy_mends_the_slip(slip, remedy, mended):
    (complaint, *_) = complaints(slip)
    assert complaint.help == remedy
    assert not complaints(mended)
