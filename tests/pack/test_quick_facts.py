"""The quick way in takes what the ordinary one takes, and reads it the same; all else it leaves alone."""

import datetime as dt
from collections import OrderedDict
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import islice

import pytest

import workshop_rules as wr
from tests.dossiers import dossiers
from workshop_rules.language.values import YearsMonths
from workshop_rules.pack.facts import read_dossier
from workshop_rules.pack.quick_facts import quick_reader, shape_of

PACKS = ("ordos_2013", "taiyuan_ranks", "shijiazhuang", "putuo_2024")


@cache
def pack(name):
    return wr.load_pack(name)


def both(facts, name="ordos_2013"):
    """What the quick way reads (None where it does not), and what the ordinary way does."""
    vocabulary = pack(name)._parsed.vocabulary
    return quick_reader(shape_of(vocabulary))(facts), read_dossier(facts, vocabulary)


@pytest.mark.parametrize("name", PACKS)
def test_dossiers_are_read_as_the_ordinary_way_reads_them(name):
    plan = pack(name).plan
    taken = 0
    for decision in plan.decisions.values():
        for dossier in islice(dossiers(plan, decision, seed=3, gaps=0.2), 15):
            facts = {key: as_supplied(value) for key, value in dossier.facts.items()}
            quick, ordinary = both({**facts, "findings": dict(dossier.findings)}, name)
            if ordinary.value is None:
                assert quick is None
                continue
            assert quick is not None
            taken += 1
            assert quick.pop("findings") == ordinary.value.findings
            assert quick == ordinary.value.facts
            assert ordinary.value.elsewhere == ()
    assert taken > 10


def as_supplied(value):
    """As a program supplies it: lists, and floats where numbers are decimals."""
    if isinstance(value, tuple):
        return [as_supplied(item) for item in value]
    if isinstance(value, dict):
        return {key: as_supplied(field) for key, field in value.items()}
    return float(value) if isinstance(value, Fraction) and value.denominator in {2, 10} else value


@pytest.mark.parametrize(
    "facts",
    [
        {"homeroom_years": 9},
        {"homeroom_years": 9.1},
        {"homeroom_years": Decimal("9.10")},
        {"homeroom_years": Fraction(1, 3)},
        {"homeroom_years": 0.1 + 0.2},
        {"birth_date": dt.date(1970, 1, 1)},
        {"birth_date": "1970-01-01"},
        {"title": "senior"},
        {"honors": []},
        {"honors": [{}]},
        {"honors": [{"level": "city", "awarded_on": dt.date(2008, 10, 1), "name": "优秀班主任"}]},
        {"homeroom_periods": [{"from": dt.date(2001, 9, 1), "to": dt.date(2004, 7, 1)}]},
        {"homeroom_periods": [{"from": dt.date(2001, 9, 1), "ongoing": True}]},
        {"findings": {}},
        {},
    ],
)
def test_usual_forms_are_taken(facts):
    quick, ordinary = both(facts)

    assert ordinary.value is not None
    assert quick is not None
    assert quick.pop("findings", {}) == ordinary.value.findings
    assert quick == ordinary.value.facts
    assert {key: type(value) for key, value in quick.items()} == {
        key: type(value) for key, value in ordinary.value.facts.items()
    }


@pytest.mark.parametrize(
    "facts",
    [
        None,
        [],
        "homeroom_years: 9",
        {"homeroom_years": None},
        {"homeroom_years": ""},
        {"homeroom_years": "9"},
        {"homeroom_years": True},
        {"homeroom_years": float("nan")},
        {"homeroom_years": -1},
        {"homeroom_years": -0.5},
        {"homeroom_years": 10**401},
        {"homeroom_year": 9},
        {"birth_date": dt.datetime(1970, 1, 1)},
        {"birth_date": "1970-13-01"},
        {"title": "Senior"},
        {"title": ""},
        {"in_service": 1},
        {"in_service": "true"},
        {"honors": [None]},
        {"honors": ()},
        {"honors": [{"grade": "city"}]},
        {"honors": [{"name": " \x1f\u3000"}]},
        {"homeroom_periods": [{"from": dt.date(2004, 9, 1), "to": dt.date(2001, 7, 1)}]},
        {"homeroom_periods": [{"from": dt.date(2001, 9, 1), "to": dt.date(2004, 7, 1), "ongoing": True}]},
        {"findings": {"conduct": {"holds": True, "by": "x"}}},
        {"waivers": []},
        {"incomplete": ["honors"]},
        {"homeroom_years": YearsMonths(12)},
        OrderedDict(homeroom_years=None),
    ],
)
def test_all_else_goes_the_ordinary_way(facts):
    quick, _ = both(facts)

    assert quick is None


def test_a_float_and_a_decimal_that_are_equal_stay_apart():
    binary = Decimal("0.1000000000000000055511151231257827021181583404541015625")

    for value in (0.1, binary, 0.1, binary):
        quick, ordinary = both({"homeroom_years": value})
        assert quick == ordinary.value.facts
    assert both({"homeroom_years": 0.1})[0] == {"homeroom_years": Fraction(1, 10)}
