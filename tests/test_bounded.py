"""What is kept within bounds stays so where several threads keep things at a time."""

import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import islice

import pytest

from tests.bundled import bundled
from tests.dossiers import dossiers
from workshop_rules.bounded import make_room
from workshop_rules.explain import alike, outline, records, sections


@pytest.fixture
def restless():
    """Threads give way to one another all the time."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def test_the_oldest_go_until_there_is_room():
    things = dict.fromkeys("abcde")
    make_room(things, 3)
    assert list(things) == ["d", "e"]
    make_room(things, 3)
    assert list(things) == ["d", "e"]
    make_room(things, 0)
    assert not things


@pytest.mark.usefixtures("restless")
def test_several_threads_keep_things():
    things: dict[tuple[int, int], int] = {}

    def keep(thread):
        for number in range(20_000):
            make_room(things, 4)
            things[thread, number % 50] = number

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(keep, range(4)))
    make_room(things, 4)
    assert len(things) == 3


@pytest.mark.usefixtures("restless")
def test_several_threads_explain_by_one_decider(monkeypatch):
    for module, name in [
        (alike, "_MOST_REASONS"),
        (alike, "_FEWEST_REASONS"),
        (alike, "_MOST_ENDS"),
        (alike, "_MOST_OUTCOMES"),
        (outline, "_MOST"),
        (records, "_MOST_DATES"),
        (records, "_MOST_LIKENESSES"),
        (sections, "_MOST"),
        (sections, "_MOST_WHOLE"),
    ]:
        monkeypatch.setattr(module, name, 2)
    pack = bundled("ordos_2013")
    cases = list(islice(dossiers(pack.plan, pack.decisions["mentor"], seed=5, gaps=0), 12))
    alone = [pack.decide("mentor", case).explanation.to_json() for case in cases]
    decide = pack.decider("mentor")

    def explain(place):
        return decide.trusted(cases[place % len(cases)]).explanation.to_json()

    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(explain, range(4 * len(cases))))
    assert together == 4 * alone
