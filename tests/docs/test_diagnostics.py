"""Every diagnostic code has a page, and the pages are up to date."""

import pytest

from docs.diagnostics import FOLDER, STAGES, pages
from workshop_rules.diagnostics import CODES

PAGES = pages()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_what_the_table_says(name):
    assert (FOLDER / name).read_text("utf-8") == PAGES[name], "run `python docs/diagnostics.py`"


def test_there_are_no_other_pages():
    assert {file.name for file in FOLDER.iterdir()} == set(PAGES), "run `python docs/diagnostics.py`"


def test_every_code_belongs_to_a_stage_and_says_what_it_is():
    for code, row in CODES.items():
        assert row.stage in STAGES
        assert f"[{code}]({code}.md)" in PAGES["index.md"]
        assert row.meaning in PAGES[f"{code}.md"]
        assert row.remedy in PAGES[f"{code}.md"]
