"""Every code of the checker: something wrong, and the complaint about it as people see it.

The files in `tests/diagnostics` are read as there, with one kind of block more: `feel` is an expression over the sample
vocabulary of `strategies_cases`, and `text copy.txt` a reader's copy of the document.
Files of the small pack are checked with the rest of it.
"""

import shutil
from pathlib import Path

import pytest

from tests.diagnostics.complaints import HERE, lay, read_blocks
from tests.strategies_cases import SCOPE
from workshop_rules.check.copies import compare_with_copy, locate_outline, read_copy
from workshop_rules.check.expressions import check_expression
from workshop_rules.check.packs import check_pack
from workshop_rules.diagnostics import CODES
from workshop_rules.pack.parsed import read_pack
from workshop_rules.parse import parse_expression

FILES = sorted(HERE.glob("WR3*.md"))
POLICIES = Path(__file__).parents[2] / "policies"


def complaints_about(blocks, folder):
    match blocks:
        case [block] if block.words == ["feel"]:
            return check_expression(parse_expression(block.content.strip()).unwrap(), SCOPE).diagnostics
        case [*changed, copy] if copy.words == ["text", "copy.txt"]:
            shutil.copytree(HERE / "city", folder / "city")
            for block in changed:
                lay(block.words, block.content, folder / "city")
            (folder / "copy.txt").write_text(copy.content, "utf-8")
            pack = read_pack(folder / "city").unwrap()
            located = locate_outline(pack, read_copy(folder / "copy.txt").unwrap())
            differences = () if located.value is None else compare_with_copy(pack, located.value)
            return (*located.diagnostics, *differences)
        case _:
            shutil.copytree(HERE / "city", folder / "city")
            for block in blocks:
                lay(block.words, block.content, folder / "city")
            return check_pack(read_pack(folder / "city").unwrap()).diagnostics


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_complaint_is_the_expected_one(file, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    *given, expected = read_blocks(file)
    assert expected.words == ["diagnostic"]
    drawn = "\n\n".join(map(str, complaints_about(given, Path())))
    assert drawn + "\n" == expected.content


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_complaint_has_the_code_that_the_file_is_called_by(file):
    assert f"{file.stem.partition('-')[0]} " in read_blocks(file)[-1].content


def test_every_code_has_a_file():
    shown = {file.stem.partition("-")[0] for file in FILES}
    assert {code for code, row in CODES.items() if row.stage == "check"} == shown


def test_the_small_pack_itself_only_leaves_declarations_unused():
    found = check_pack(read_pack(HERE / "city").unwrap())
    assert [d.code for d in found.diagnostics] == ["WR330", "WR330"]


@pytest.mark.parametrize("pack", sorted(p.name for p in POLICIES.iterdir() if (p / "pack.yaml").exists()))
def test_bundled_packs_are_in_order(pack):
    found = check_pack(read_pack(POLICIES / pack).unwrap())
    assert not found.errors, found.errors[0]
    assert "WR330" not in {d.code for d in found.diagnostics}
