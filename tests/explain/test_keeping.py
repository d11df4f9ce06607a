"""What is kept is bounded, and made once."""

from workshop_rules.explain.keeping import Kept, KeptIfRepeated, Told
from workshop_rules.language.words import Words


def maker(made, thing):
    """Makes a thing, and notes that it did."""

    def make():
        made.append(thing)
        return thing

    return make


def test_the_oldest_is_forgotten_first():
    made: list[int] = []
    kept: Kept[int, int] = Kept(2)
    assert [kept.of(number, maker(made, number)) for number in (1, 2, 3, 2)] == [1, 2, 3, 2]
    assert list(kept) == [2, 3]
    assert made == [1, 2, 3]


def test_what_comes_but_once_is_not_made():
    made: list[str] = []
    kept: KeptIfRepeated[str, str] = KeptIfRepeated(8)
    assert kept.made("a", maker(made, "A")) is None
    assert made == []
    assert [kept.made("a", maker(made, "A")) for _ in range(3)] == ["A"] * 3
    assert made == ["A"]
    assert kept.get("a") == "A"
    assert kept.get("b") is None


def test_what_could_not_be_made_is_not_tried_again():
    tried: list[None] = []
    kept: KeptIfRepeated[str, str] = KeptIfRepeated(8)
    assert [kept.made("a", maker(tried, None)) for _ in range(4)] == [None] * 4
    assert tried == [None]


def test_a_part_is_made_when_it_is_first_read():
    made: list[Words] = []
    told = Told(maker(made, Words(zh="一", en="one")))
    assert made == []
    assert told.json(0) == '{\n  "zh": "一",\n  "en": "one"\n}'
    assert told.json(1) == '{\n    "zh": "一",\n    "en": "one"\n  }'
    assert told.part is told.part
    assert len(made) == 1
