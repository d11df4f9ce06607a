"""The generated pages of the reference are up to date."""

import pytest

from docs.generate import PAGES, REFERENCE


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_what_the_tables_say(name):
    assert (REFERENCE / name).read_text("utf-8") == PAGES[name](), "run `python docs/generate.py`"
