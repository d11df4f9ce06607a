"""What every committed file keeps to."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

# Written in pieces, so that this file does not hold what it looks for.
INDEX_ADDRESSES = [
    r"https?://[^\s\"'<>]*/" + r"simple\b",
    r"\bpypi\." + r"(?:org|python\.org)\b",
    r"\bfiles\." + r"pythonhosted\.org\b",
    r"\bregistry\." + r"npmjs\.(?:org|com)\b",
    r"--(?:extra-)?index-" + r"url[ =]",
]
INDEX_ADDRESS = re.compile("|".join(INDEX_ADDRESSES), re.IGNORECASE)
MACHINE_PATH = re.compile(r"(?<![\w.])/" + r"(?:work|root|home/\w+|Users/\w+)/")
PIN = re.compile(r"^[a-z0-9][a-z0-9-]*==[^\s;]+(?: ; [^\\]+?)?(?: --hash=sha256:[0-9a-f]{64})+$")


def tracked_files():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, encoding="utf-8")
    files = [ROOT / name for name in listed.stdout.split("\0") if name]
    assert files, "git tracks no file"
    return [file for file in files if file.is_file()]


def places(pattern):
    found = []
    for file in tracked_files():
        text = file.read_bytes().decode("utf-8", errors="replace")
        for number, line in enumerate(text.splitlines(), start=1):
            if pattern.search(line):
                found.append(f"{file.relative_to(ROOT)}:{number}: {line.strip()[:120]}")
    return found


def test_no_file_names_a_package_index():
    assert places(INDEX_ADDRESS) == []


def test_no_file_names_a_place_on_somebodys_machine():
    assert places(MACHINE_PATH) == []


@pytest.mark.parametrize("file", sorted((ROOT / "requirements").glob("*.txt")), ids=lambda file: file.name)
def test_every_pin_has_hashes_and_nothing_else(file):
    pins = file.read_text("utf-8").replace("\\\n", "").splitlines()
    assert pins
    assert [pin for pin in pins if not PIN.match(re.sub(r"\s+", " ", pin).strip())] == []


def test_the_package_says_that_it_is_typed():
    assert (ROOT / "src" / "workshop_rules" / "py.typed").is_file()
