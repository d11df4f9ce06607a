"""Every code of DMN models: a wrong model, or a wrong request to one, and the complaint about it as people see it.

Blocks of input: `xml model.dmn`, a file beside the others; `deep model.dmn`, elements so many times within one another;
`ask Admission`, JSON facts put to that decision of a small model. Without any, a model that is not there is read.
"""

import json
from pathlib import Path

import pytest

from tests.diagnostics.complaints import HERE, read_blocks
from workshop_rules.diagnostics import CODES
from workshop_rules.dmn import read_model
from workshop_rules.evaluate._dmn.deciding import decision_named
from workshop_rules.evaluate._dmn.facts import read_facts

FILES = sorted(file for file in HERE.glob("WR7*.md"))
ADMISSION = HERE.parent / "dmn" / "models" / "admission_1_5.dmn"
SHOWN_ELSEWHERE = {"WR717"}  # by the command line's tests


def complaint(blocks, folder):
    for block in blocks:
        match block.words:
            case ["xml", name]:
                (folder / name).write_text(block.content, "utf-8")
            case ["deep", name]:
                times = int(block.content)
                (folder / name).write_text("<a>" * times + "</a>" * times)
            case ["ask", decision]:
                model = read_model(ADMISSION).unwrap()
                asked = decision_named(model, decision).diagnostics
                return "\n\n".join(map(str, asked + read_facts(model, json.loads(block.content)).diagnostics))
            case words:
                raise ValueError(words)
    return "\n\n".join(map(str, read_model(folder / "model.dmn").diagnostics))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_complaint_is_the_expected_one(file, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    *given, expected = read_blocks(file)
    assert expected.words == ["diagnostic"]
    assert complaint(given, Path()) + "\n" == expected.content


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_complaint_has_the_code_that_the_file_is_called_by(file):
    assert f"{file.stem.partition('-')[0]} " in read_blocks(file)[-1].content


def test_every_code_has_a_file():
    shown = {file.stem.partition("-")[0] for file in FILES}
    assert {code for code, row in CODES.items() if row.stage == "dmn"} == shown | SHOWN_ELSEWHERE
