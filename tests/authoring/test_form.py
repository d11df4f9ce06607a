"""Pack files in one form: what is said stays, to the digit and to the comment."""

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from tests.riverside import FOLDER
from workshop_rules.authoring.form import formatted
from workshop_rules.authoring.new import new_pack
from workshop_rules.cli import commands
from workshop_rules.diagnostics import Source
from workshop_rules.pack.discovery import policies_folder
from workshop_rules.pack.reading import read_yaml


def form(text):
    return formatted(Source("file.yaml", text)).unwrap()


def run(*arguments):
    return CliRunner().invoke(commands, ["fmt", *map(str, arguments)])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a:\n    b: 1\n", "a:\n  b: 1\n"),
        ("a:\n- b\n- c\n", "a:\n  - b\n  - c\n"),
        ("a:   {zh:   甲,en: b}\n", "a: {zh: 甲, en: b}\n"),
        ("a: [ 1,2 ]\n", "a: [1, 2]\n"),
        ("\n\na: 1\n\n\n\nb: 2   \n\n", "a: 1\n\nb: 2\n"),
        ("a: 1", "a: 1\n"),
        ("a: 1\r\nb: 2\r\n", "a: 1\nb: 2\n"),
        ("# why\r\na:\r\n  # b\r\n  b: |\r\n    x\r\n    y\r\n", "# why\na:\n  # b\n  b: |\n    x\n    y\n"),
    ],
)
def test_one_form(before, after):
    assert form(before) == after


@pytest.mark.parametrize(
    "text",
    [
        "a: 0.9999999999999999999\n",
        "a: 3.0000000000000000001\nb: 1.50\nc: 007x\n",
        "a: '9'\nb: \"9\"\nc: 9\n",
        "a: null\nb: ~\nc: true\nd: 2013-10-01\n",
        "facts: &typical {a: 1}\nb: [{c: 1}, {d: [e, f]}]\n",
        "# before\na: 1  # beside\n\n# between\nb:\n  # inside\n  - c  # beside an item\n  - {d: 1}\n# after\n",
        "a: >-\n  one line\n  and another # no comment\nb: |\n  kept\n    as it is\n",
        'a: "x # y"  # z\n',
        "start: &x {a: 1}\nagain: *x\n",
    ],
)
def test_what_is_in_form_stays_as_it_is(text):
    assert form(text) == text


def test_comments_move_with_what_they_stand_beside():
    text = "a:\n    # why\n    b:    1   # because\n    # of b\n    c:\n    # of 2\n    - 2\n    # of c\nd: 3\n"
    placed = "a:\n  # why\n  b: 1        # because\n  # of b\n  c:\n    # of 2\n    - 2\n    # of c\nd: 3\n"
    assert form(text) == placed


KEYS = st.text(alphabet="abc甲", min_size=1, max_size=3)
LEAVES = st.one_of(
    st.integers().map(str),
    st.decimals(allow_nan=False, allow_infinity=False, places=25, min_value=-9, max_value=9).map(lambda d: f"{d:f}"),
    st.sampled_from(
        ["true", "null", "'no'", '"a: b"', "some h in honors satisfies h.level >= level.city", "2020-01-01"]
    ),
)


@st.composite
def documents(draw, depth=3):
    step = draw(st.integers(1, 5))
    lines = []
    for key in draw(st.lists(KEYS, min_size=1, max_size=3, unique=True)):
        comment = draw(st.sampled_from(["", "", "  # beside", "  #beside"]))
        if depth and draw(st.booleans()):
            inner = draw(documents(depth=depth - 1))
            lines += [f"{key}:{comment}", *(" " * step + line if line else "" for line in inner)]
        else:
            lines.append(f"{key}: {draw(LEAVES)}{comment}")
        lines += draw(st.sampled_from([[], [], ["# between"], [""], ["", "", ""]]))
    return lines


@given(documents())
def test_whatever_the_file_it_says_the_same_and_is_then_in_form(lines):
    text = "\n".join(lines) + "\n"
    found = form(text)
    assert form(found) == found
    assert read_yaml(Source("b", found)).unwrap().data() == read_yaml(Source("a", text)).unwrap().data()
    assert found.count("#") == text.count("#")


@pytest.mark.parametrize("folder", [FOLDER, policies_folder() / "changyi_12346"], ids=lambda folder: folder.name)
def test_packs_are_in_form(folder):
    done = run("--check", folder)
    assert (done.exit_code, done.output) == (0, "")


def test_check_writes_nothing(tmp_path):
    file = tmp_path / "pack.yaml"
    file.write_text("a:   1\n", "utf-8")
    done = run("--check", tmp_path)
    assert (done.exit_code, done.output) == (1, f"{file}\n")
    assert file.read_text("utf-8") == "a:   1\n"
    assert run(file).exit_code == 0
    assert file.read_text("utf-8") == "a: 1\n"
    assert run("--check", file).exit_code == 0


def test_a_new_pack_is_in_form(tmp_path):
    new_pack(tmp_path / "my_city").unwrap()
    assert run("--check", tmp_path).output == ""


def test_what_cannot_be_read_is_left_as_it_is(tmp_path):
    (tmp_path / "bad.yaml").write_text("a: [1,\n", "utf-8")
    (tmp_path / "good.yaml").write_text("a:   1\n", "utf-8")
    done = run(tmp_path)
    assert done.exit_code == 2
    assert "WR10" in done.stderr
    assert (tmp_path / "bad.yaml").read_text("utf-8") == "a: [1,\n"
    assert (tmp_path / "good.yaml").read_text("utf-8") == "a: 1\n"
