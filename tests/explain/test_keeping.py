"""What is kept is bounded, and made once."""

from workshop_rules.explain.keeping import Kept, KeptIfRepeated, Told
from workshop_rules.language.words import Words


def test_the_oldest_is_forgotten_first():
    kept: Kept[int, str] = Kept(2)
    for number in (1, 2, 3):
        assert kept.of(number, lambda number=number: str(number)) == str(number)
    assert dict(kept) == {2: "2", 3: "3"}
    assert kept.of(2, lambda: "another") == "2"


def test_what_comes_but_once_is_not_made():
    made = []
    kept: KeptIfRepeated[str, str] = KeptIfRepeated(8)
    assert kept.of("a", lambda: made.append("a") or "A") is None
    assert made == []
    assert [kept.of("a", lambda: made.append("a") or "A") for _ in range(3)] == ["A"] * 3
    assert made == ["a"]
    assert kept.get("a") == "A"
    assert kept.get("b") is None


def test_what_could_not_be_made_is_not_tried_again():
    tried = []
    kept: KeptIfRepeated[str, str] = KeptIfRepeated(8)
    assert [kept.of("a", lambda: tried.append("a")) for _ in range(4)] == [None] * 4
    assert tried == ["a"]


def test_a_part_is_made_when_it_is_first_read():
    made = []
    told = Told(lambda: made.append(1) or Words(zh="一", en="one"))
    assert made == []
    assert told.json(0) == '{\n  "zh": "一",\n  "en": "one"\n}'
    assert told.json(1) == '{\n    "zh": "一",\n    "en": "one"\n  }'
    assert told.part is told.part
    assert made == [1]
