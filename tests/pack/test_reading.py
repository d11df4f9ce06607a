"""Files are read narrowly, and every value keeps its place."""

import io
import os
import sys
import time
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from workshop_rules.diagnostics import Source
from workshop_rules.pack import reading
from workshop_rules.pack.building import DEEPEST
from workshop_rules.pack.reading import LARGEST, decode, read_standard_input, read_text, read_yaml


def read(text):
    return read_yaml(Source("f.yaml", text))


def codes(found):
    return [d.code for d in found.diagnostics]


def test_plain_data():
    text = "a: 9\nb: 9.10\nc: [true, null, 2013-10-01, '9']\nd: {教龄: x}\n"
    data = read(text).unwrap().data()
    assert data == {"a": 9, "b": Decimal("9.10"), "c": (True, None, "2013-10-01", "9"), "d": {"教龄": "x"}}
    assert str(data["b"]) == "9.10"


def test_no_number_becomes_a_binary_float():
    assert not isinstance(read("0.1").unwrap().data(), float)


def test_places_of_keys_and_values():
    document = read("criteria:\n  - id: 教龄\n    when: x\n").unwrap()
    assert str(document.place("criteria", 0, "id")) == "f.yaml:2:9"
    assert document.place("criteria", 0, "id").text == "教龄"
    assert document.key_place("criteria", 0, "when").text == "when"
    assert document.key_place("criteria", 0).text == "id: 教龄\n    when: x"


def test_the_place_of_what_is_not_there_is_what_should_hold_it():
    document = read("a: {b: 1}\n").unwrap()
    assert document.place("a", "c").text == "b"
    assert document.text("a") is None
    assert document.text("a", "c") is None


def test_an_alias_is_the_value_again():
    document = read("a: &x {b: 1}\nc: *x\nd: *x\n").unwrap()
    assert document.data() == {"a": {"b": 1}, "c": {"b": 1}, "d": {"b": 1}}
    assert str(document.place("c", "b")) == "f.yaml:1:11"


def test_aliases_within_the_bound_are_read():
    text = "a: &a [" + "1, " * 99 + "1]\nb: [" + "*a, " * 90 + "*a]\n"
    assert codes(read(text)) == []


def test_a_bomb_of_aliases_costs_nothing():
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]\n" for i in range(1, 60)
    )
    start = time.perf_counter()
    found = read(bomb)
    found.value.data()
    assert codes(found) == ["WR109"]
    assert time.perf_counter() - start < 1


def test_aliases_of_a_large_value_are_refused():
    assert codes(read("a: &a [" + "1, " * 9_000 + "1]\nb: [*a, *a]\n")) == ["WR109"]


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ("{a: ", "}")])
def test_the_depth_is_bounded(opening, closing):
    inner = DEEPEST - 1
    assert codes(read("a: " + opening * inner + closing * inner)) == []
    assert codes(read("a: " + opening * DEEPEST + closing * DEEPEST)) == ["WR113"]
    assert codes(read("a: " + opening * 200_000)) == ["WR113"]


def test_block_sequences_count_for_the_depth():
    assert codes(read("- " * 300 + "x")) == ["WR113"]


@pytest.mark.parametrize("text", ["", "# only a comment\n", "---\n...\n", " \n"])
def test_a_file_without_content(text):
    found = read(text)
    if found.value is None:
        assert codes(found) == ["WR106"]
    else:  # an explicit empty document is null
        assert found.value.data() is None


@pytest.mark.parametrize(
    "text",
    [
        "a: [1, 2\nb: 3\n", "a: 'x\n", "- a\nb: 1\n", "a: b: c\n", "\ta: 1\n", 'a: "\\q"\n', "a: @x\n", "{a: 1",
        "%YAML 3.0\n---\na: 1\n", "a: |\n x\ny", "&a\n&b x", "? [a\n", "a: *\n", "!<tag x", "'", '"', "[", "]", "{]",
        "- - - [", "- ? :\n - [",
    ],
)  # fmt: skip
def test_broken_yaml_is_one_diagnostic_with_a_place(text):
    (diagnostic,) = read(text).diagnostics
    assert diagnostic.code == "WR105"
    assert diagnostic.span is not None
    assert str(diagnostic.span).startswith("f.yaml:")


def test_a_broken_flow_points_at_what_was_opened():
    (diagnostic,) = read("a: [1, 2\nb: 3\n").diagnostics
    assert diagnostic.code == "WR105"
    assert diagnostic.span.text == "["


@pytest.mark.parametrize("tag", ["!x", "!!str", "!!python/name:os.system", "!<tag:yaml.org,2002:int>", "!"])
@pytest.mark.parametrize("value", ["9", "'x'", "[1]", "{a: 1}"])
def test_no_tag_is_read(tag, value):
    assert codes(read(f"a: {tag} {value}\n")) == ["WR107"]


def test_every_duplicate_is_reported_and_the_first_counts():
    found = read("a: 1\nb: {c: 1, c: 2}\na: 2\n")
    assert codes(found) == ["WR110", "WR110"]
    assert found.value.data() == {"a": 1, "b": {"c": 1}}


def test_a_key_may_be_quoted():
    assert read('"on": 1\n"2013": 2\n').unwrap().data() == {"on": 1, "2013": 2}


def test_yaml_without_libyaml_reads_the_same(monkeypatch):
    text = "a: &x [1, 9.10, 'q']\nb: *x\nc: >-\n  x\n  y\nd: {e: true}\n"
    with_libyaml = read(text).unwrap()
    monkeypatch.setattr(reading, "_LOADER", yaml.SafeLoader)
    without = read(text).unwrap()
    assert without.data() == with_libyaml.data()
    assert without.text("c").offsets == with_libyaml.text("c").offsets
    assert without.place("d").text == with_libyaml.place("d").text


UNSEEN = "\x00\x07\x1b\x7f\x85\u2028\u202e\u2066\ufeff\r\x0c"


@pytest.mark.parametrize("char", UNSEEN)
def test_a_character_that_cannot_be_seen_is_refused(char):
    found = decode(f"a: x{char}y\n".encode(), "f.yaml")
    (diagnostic,) = found.diagnostics
    assert diagnostic.code == "WR104"
    assert diagnostic.span is not None
    assert diagnostic.span.start == 4


def test_line_ends_and_tabs_are_seen():
    assert codes(decode(b"a: 1\r\nb: 2\t# c\n", "f.yaml")) == []


def test_at_most_ten_unseen_characters_are_reported():
    assert len(decode(b"\x00" * 5_000, "f.yaml").diagnostics) == 10


def test_an_escape_for_an_unseen_character_is_refused():
    assert codes(read('a: "\\0"\n')) == ["WR104"]
    assert codes(read('a: "\\u202e"\n')) == ["WR104"]
    assert codes(read('a: "\\n\\t"\n')) == []


def test_a_byte_order_mark_is_passed_over():
    source = decode("\ufeffa: 1\n".encode(), "f.yaml").unwrap()
    assert source.text == "a: 1\n"


def test_other_encodings_are_refused():
    assert codes(decode("a: 班主任\n".encode("gb18030"), "f.yaml")) == ["WR103"]
    assert codes(decode("a: 1\n".encode("utf-16"), "f.yaml")) == ["WR103"]


def test_the_size_is_bounded():
    assert codes(decode(b"#" * LARGEST, "f.yaml")) == []
    assert codes(decode(b"#" * (LARGEST + 1), "f.yaml")) == ["WR102"]


def test_a_file_that_is_not_there(tmp_path):
    found = read_text(tmp_path / "none.yaml")
    assert codes(found) == ["WR101"]
    assert "no such file" in found.diagnostics[0].message


def test_a_folder_is_no_file(tmp_path):
    assert codes(read_text(tmp_path)) == ["WR101"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="everything is readable here")
def test_a_file_that_may_not_be_read(tmp_path):
    file = tmp_path / "f.yaml"
    file.write_text("a: 1\n", "utf-8")
    file.chmod(0)
    assert codes(read_text(file)) == ["WR101"]


def test_paths_are_shown_from_the_working_folder(tmp_path, monkeypatch):
    (tmp_path / "f.yaml").write_text("a: 1\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert read_text(tmp_path / "f.yaml").unwrap().name == "f.yaml"
    assert read_text(Path("f.yaml"), "mine").unwrap().name == "mine"


def test_standard_input(monkeypatch):
    class Input:
        buffer = io.BytesIO("a: 班主任\n".encode())

    monkeypatch.setattr(sys, "stdin", Input())
    source = read_standard_input().unwrap()
    assert (source.name, source.text) == ("standard input", "a: 班主任\n")


HOSTILE = ["[" + "a," * 40_000, "a: " * 40_000, "- " * 200_000, "&a " * 40_000, "? " * 40_000, "{" * 40_000]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:4])
def test_a_hostile_megabyte_is_refused_in_time(text):
    start = time.perf_counter()
    found = read(text)
    assert found.errors
    assert time.perf_counter() - start < 5
