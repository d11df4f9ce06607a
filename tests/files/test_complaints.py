"""What is wrong with rosters as a whole: a wrong request, and the complaint about it as people see it."""

import shutil

import pytest
from click.testing import CliRunner

from tests.diagnostics.complaints import HERE, read_blocks
from tests.riverside import FOLDER
from workshop_rules.cli import commands

FILES = sorted(HERE.glob("WR9*.md"))


def complaint_about(blocks, folder):
    said = ""
    for block in blocks:
        match block.words:
            case ["csv", name]:
                (folder / name).write_text(block.content, "utf-8")
            case ["console"]:
                result = CliRunner().invoke(commands, block.content.split()[1:])
                assert result.exit_code == 2
                said += result.stderr
            case words:
                raise ValueError(words)
    return said


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_complaint_is_the_expected_one(file, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    shutil.copytree(FOLDER, "riverside")
    *given, expected = read_blocks(file)
    assert complaint_about(given, tmp_path) == expected.content
    assert expected.content.startswith(f"{file.stem} ")
