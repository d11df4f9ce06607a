"""Commands where nothing but the library itself is installed, and where an extra is there in part only."""

import json
import subprocess
import sys

import pytest

PROGRAM = """
import json, sys
from click.testing import CliRunner
from workshop_rules.cli import _EXTRAS, commands
sys.modules.update(dict.fromkeys(sys.argv[2].split() or _EXTRAS))
for arguments in json.loads(sys.argv[1]):
    done = CliRunner().invoke(commands, arguments.split())
    print(done.exit_code, done.output.splitlines()[-1] if done.output else repr(done.exception))
"""


def last_lines(commands, hidden=""):
    """Of each command: its exit status and the last line that it prints."""
    program = [sys.executable, "-c", PROGRAM, json.dumps(commands), hidden]
    return subprocess.run(program, check=True, capture_output=True, text=True).stdout.splitlines()


@pytest.fixture
def roster(tmp_path):
    path = tmp_path / "roster.csv"
    path.write_text("homeroom_years\n9\n", "utf-8")
    return path


def test_whoever_lacks_an_extra_is_told_the_command_that_installs_it(roster, tmp_path):
    model = tmp_path / "model.dmn"
    model.touch()
    decide = "decide ordos_2013 mentor examples/ordos_candidate.yaml"
    needs = {
        f"{decide} --format record": "audit",
        f"verify {model}": "audit",
        f"archive ordos_2013 --archive {tmp_path}": "audit",
        f"audit head {tmp_path}/log.db": "audit",
        f"decide {model} Decision examples/ordos_candidate.yaml": "dmn",
        f"tck {tmp_path}": "dmn",
        f"batch ordos_2013 mentor {roster} -o {tmp_path}/out.csv": "batch",
        f"explain ordos_2013 mentor {roster} --row 1": "batch",
        f"template ordos_2013 mentor -o {tmp_path}/form.xlsx": "batch",
        "watch ordos_2013 mentor examples/ordos_candidate.yaml": "live",
        f"fmt {tmp_path}": "authoring",
    }
    for line, (command, extra) in zip(last_lines(list(needs)), needs.items(), strict=True):
        assert line.startswith("2 "), command
        assert f"pip install 'workshop-rules[{extra}]'" in line, command


def test_schemas_need_no_extra():
    schemas = ["schema --record", "schema --explanation", "schema ordos_2013", "schema ordos_2013 --events"]
    assert last_lines(schemas) == ["0 }"] * len(schemas)


def test_an_extra_of_which_a_part_is_missing_is_named(roster, tmp_path):
    output = f"-o {tmp_path}/out"
    commands = [f"batch ordos_2013 mentor {roster} {output}.csv", f"template ordos_2013 mentor {output}.xlsx"]
    for line in last_lines(commands, "rich xlsxwriter"):
        assert line.startswith("2 ")
        assert "pip install 'workshop-rules[batch]'" in line
