"""The plain way in takes less than the quick one, and reads what it takes the same, to the order of facts."""

import datetime as dt
from fractions import Fraction
from functools import cache
from itertools import islice

import pytest

import workshop_rules as wr
from tests.dossiers import dossiers
from workshop_rules.pack.plain_facts import read_plainly
from workshop_rules.pack.quick_facts import quick_reader

PACKS = ("ordos_2013", "taiyuan_ranks", "putuo_2024")


@cache
def pack(name):
    return wr.load_pack(name)


@cache
def quick(name):
    return quick_reader(pack(name)._parts.shape)


def as_supplied(value):
    if isinstance(value, tuple):
        return [as_supplied(item) for item in value]
    if isinstance(value, dict):
        return {key: as_supplied(field) for key, field in reversed(value.items())}
    return int(value) if isinstance(value, Fraction) else value


def in_order(value):
    """A value with the order of its fields, and with the types that equality passes over."""
    if isinstance(value, dict):
        return [(name, in_order(field)) for name, field in value.items()]
    return (type(value), [in_order(item) for item in value]) if isinstance(value, tuple) else (type(value), value)


@pytest.mark.parametrize("name", PACKS)
def test_dossiers_are_read_as_the_quick_way_reads_them(name):
    plan = pack(name).plan
    taken = 0
    for decision in plan.decisions.values():
        for dossier in islice(dossiers(plan, decision, seed=5, gaps=0.2), 15):
            facts = {key: as_supplied(value) for key, value in reversed(list(dossier.facts.items()))}
            facts["findings"] = dict(dossier.findings)
            plain = read_plainly(facts, pack(name)._parts.shape)
            if plain is not None:
                taken += 1
                assert in_order(plain) == in_order(quick(name)(facts))
    assert taken > 10


@pytest.mark.parametrize(
    "facts",
    [
        [],
        {"homeroom_years": 8.5},
        {"homeroom_years": True},
        {"homeroom_years": -1},
        {"homeroom_years": 2**70},
        {"homeroom_years": "8"},
        {"homeroom_years": None},
        {"nothing_of_the_kind": 1},
        {"title": "no_member"},
        {"name": " "},
        {"name": "a\u200bb"},
        {"birth_date": dt.datetime(1970, 1, 1)},
        {"birth_date": "1970-01-01"},
        {"honors": ({"level": "city"},)},
        {"honors": [{"level": "city", "more": 1}]},
        {"honors": [[]]},
        {"findings": None},
        {"findings": {"conduct": 1}},
        {"findings": {"nobody_asked": True}},
        {"waivers": []},
    ],
)
def test_what_is_not_plain_goes_another_way(facts):
    assert read_plainly(facts, pack("ordos_2013")._parts.shape) is None


@pytest.mark.parametrize(
    "facts", [{}, {"homeroom_years": 0}, {"homeroom_years": 9}, {"honors": []}, {"name": "王老师"}]
)
def test_what_is_plain_is_taken(facts):
    shape = pack("ordos_2013")._parts.shape
    assert in_order(read_plainly(facts, shape)) == in_order(quick("ordos_2013")(facts))


def test_the_first_dossier_and_those_after_it_are_read_alike():
    facts = {"homeroom_years": 9, "honors": [{"level": "city", "awarded_on": dt.date(2012, 1, 1)}]}
    fresh = wr.load_pack("ordos_2013")
    first, second = fresh.dossier(facts), fresh.dossier(facts)
    assert first == second
    assert fresh.dossier({"homeroom_years": 9.5}).facts == {"homeroom_years": Fraction(19, 2)}
