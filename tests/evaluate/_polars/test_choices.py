"""Choices between two values in columns, and what is asked of texts: as the interpreter has it, in every row."""

import datetime as dt
from itertools import product

import pytest

from tests.evaluate._polars.columns import judged, plan_with
from tests.strategies_typed import tree_of
from workshop_rules.evaluate.evaluation import Case, Dossier
from workshop_rules.language.types import BOOLEAN, NUMBER

CASE = Case(Dossier({}), dt.date(2013, 10, 1), {"window": "anniversary"}, {"least_years": 9, "unstated": None})
VALUES = {
    "in_service": (True, False, None),
    "years": (3, 9, None),
    "score": (9, 0, None),
    "published": (True, None),
    "level_held": ("city", None),
}
ROWS = [
    Dossier({name: value for name, value in zip(VALUES, row, strict=True) if value is not None})
    for row in product(*VALUES.values())
]


@pytest.mark.parametrize(
    "text",
    [
        "(if in_service then years else score) >= 9",
        "if in_service then years > 5 else score > 5",
        "if in_service then published else published",
        "(if in_service then level.city else level_held) = level.city",
        "(if in_service then years / 3 else score / 3) > 1",
        "if in_service or published then years = 9 else (if published then score = 9 else years = 9)",
        'if in_service then hired_on + @"P1Y" > as_of else published',
    ],
)
def test_what_both_branches_come_to_is_known_whatever_picks_one(text):
    told = judged(plan_with(tree_of(text, BOOLEAN)), CASE, ROWS)
    assert told["settled"] == len(ROWS), told


@pytest.mark.parametrize("text", ["if published then 3 else 12.75", "if published then h.points else h.points"])
def test_a_choice_for_members_of_which_nothing_is_missing_lacks_nothing(text):
    plan = plan_with(value=tree_of(f"sum(for h in honors return {text})", NUMBER))
    honors = ({"points": 1}, {"points": 2})
    dossiers = [Dossier({"published": True}), *(Dossier({"published": True, "honors": one}) for one in (honors, ()))]
    assert judged(plan, CASE, dossiers)["settled"] == 3


def test_a_condition_that_fails_picks_nothing():
    plan = plan_with(tree_of("if 1 / score > 0 then published else published", BOOLEAN))
    assert judged(plan, CASE, [row for row in ROWS if row.facts.get("score") == 0])["settled"] == 0
    assert judged(plan, CASE, ROWS)["settled"] >= sum(row.facts.get("score") == 9 for row in ROWS)


TEXTS = ("育才小学", "才", "x", "XX", "a%b.*", "e\u0301", "é", "𠮷\N{ZERO WIDTH JOINER}", None)


@pytest.mark.parametrize("function", ["contains", "starts with", "ends with"])
@pytest.mark.parametrize("part", ["才", "小学", "", ".*", "%", "e", "\u0301", "𠮷"])
def test_texts_are_searched_as_they_are_written(function, part):
    dossiers = [Dossier({} if text is None else {"school": text}) for text in TEXTS]
    for arguments in (f'school, "{part}"', f'"x育才小学𠮷e\u0301{part}", school'):
        plan = plan_with(tree_of(f"{function}({arguments})", BOOLEAN))
        assert judged(plan, CASE, dossiers)["settled"] == len(dossiers)


def test_texts_of_members_are_searched():
    plan = plan_with(tree_of('some one in labels satisfies contains(one, "才") or starts with(one, school)', BOOLEAN))
    given = product(((), ("x",), ("育才",), ("x", "xy")), ("x", None))
    dossiers = [Dossier({"labels": one} | ({} if school is None else {"school": school})) for one, school in given]
    assert judged(plan, CASE, dossiers)["settled"] >= len(dossiers) - 3
