"""What generated code calls, at the ends of what it takes."""

import pytest

from workshop_rules.evaluate._python.indefinite import Indefinite
from workshop_rules.evaluate._python.runtime import at_place, steps
from workshop_rules.evaluate.interpreter.iteration import MOST_STEPS


@pytest.mark.parametrize(("place", "item"), [(1, "a"), (3, "c"), (-1, "c"), (-3, "a")])
def test_places_are_counted_from_either_end(place, item):
    assert at_place(("a", "b", "c"), place) == item


@pytest.mark.parametrize("place", [0, 4, -4])
def test_there_is_nothing_at_a_place_outside(place):
    with pytest.raises(Indefinite):
        at_place(("a", "b", "c"), place)


def test_so_many_numbers_are_counted_and_no_more():
    assert len(steps(1, MOST_STEPS)) == len(steps(MOST_STEPS, 1)) == MOST_STEPS
    for first, last in ((0, MOST_STEPS), (MOST_STEPS, 0)):
        with pytest.raises(Indefinite):
            steps(first, last)
