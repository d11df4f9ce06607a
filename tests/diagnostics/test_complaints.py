"""Every code of reading and of facts: a wrong input, and the complaint about it as people see it."""

import pytest

from tests.diagnostics.complaints import HERE, complaint_about, read_blocks
from workshop_rules.diagnostics import CODES

MINE = ("read", "facts")
FILES = sorted(file for file in HERE.glob("WR*.md") if file.stem.startswith(("WR1", "WR4")))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_complaint_is_the_expected_one(file, tmp_path, monkeypatch):
    *given, expected = read_blocks(file)
    assert expected.words == ["diagnostic"]
    assert complaint_about(given, tmp_path, monkeypatch) + "\n" == expected.content


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_complaint_has_the_code_that_the_file_is_called_by(file):
    assert f"{file.stem.partition('-')[0]} " in read_blocks(file)[-1].content


def test_every_code_has_a_file():
    shown = {file.stem.partition("-")[0] for file in FILES}
    assert {code for code, row in CODES.items() if row.stage in MINE} == shown
