"""A text in two languages is got by language, and is no list of them."""

import pytest

from workshop_rules.language.words import Words

WORDS = Words(zh="导师", en="mentor")


def test_a_text_is_got_by_language():
    assert (WORDS["zh"], WORDS["en"]) == ("导师", "mentor")


@pytest.mark.parametrize("read", [list, lambda words: "mentor" in words])
def test_it_is_not_read_through(read):
    with pytest.raises(TypeError, match="not iterable"):
        read(WORDS)
