"""Every code of asking for a decision: a wrong request, and the complaint about it as people see it."""

import shutil

import pytest
from click.testing import CliRunner

from tests.diagnostics.complaints import HERE, read_blocks
from tests.riverside import FOLDER
from workshop_rules.cli import commands
from workshop_rules.diagnostics import CODES, DiagnosticError

FILES = sorted(HERE.glob("WR6*.md"))


def complaint_about(blocks, folder):
    """What is said, drawn; files are put in place of those of the pack `riverside`."""
    said = ""
    for block in blocks:
        match block.words:
            case ["yaml", name]:
                (folder / "riverside" / name).write_text(block.content, "utf-8")
            case ["console"]:
                _, *arguments = block.content.split()
                said += CliRunner().invoke(commands, arguments, input="{}").output
            case ["python"]:
                with pytest.raises(DiagnosticError) as raised:
                    exec(compile(block.content, "block", "exec"), {})
                said += f"{raised.value}\n"
            case words:
                raise ValueError(words)
    return said


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_complaint_is_the_expected_one(file, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    shutil.copytree(FOLDER, "riverside")
    *given, expected = read_blocks(file)
    assert expected.words == ["diagnostic"]
    said = complaint_about(given, tmp_path)
    assert said.startswith(expected.content)
    assert expected.content.startswith(f"{file.stem.partition('-')[0]} ")


def test_every_code_has_a_file():
    shown = {file.stem.partition("-")[0] for file in FILES}
    assert {code for code, row in CODES.items() if row.stage == "decide"} == shown
