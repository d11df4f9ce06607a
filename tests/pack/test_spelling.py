"""Each character of a scalar is found again in the file, however the scalar is spelt."""

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from workshop_rules.diagnostics import Source
from workshop_rules.pack.reading import read_yaml


def text_at(yaml_text, *path):
    return read_yaml(Source("f.yaml", yaml_text)).unwrap().text(*path)


def spelt(text):
    """What stands in the file at each character; a folded or escaped one is told by its first character."""
    return "".join(text.source.text[i] for i in text.offsets[:-1])


@pytest.mark.parametrize(
    ("written", "value", "in_file"),
    [
        ("a: x >= 9\n", "x >= 9", "x >= 9"),
        ("a: x\n  and y\n", "x and y", "x\nand y"),
        ("a: x\n\n\n  y\n", "x\n\ny", "x\n\ny"),
        ("a: 'it''s'\n", "it's", "it's"),
        ("a: 'x\n  y'\n", "x y", "x\ny"),
        ('a: "x\\u4e00\\ty"\n', "x一\ty", "x\\\\y"),
        ('a: "x \\\n  y"\n', "x y", "x y"),
        ('a: "x\\\n\n  y"\n', "x\ny", "x\ny"),
        ("a: |\n  x\n   y\n\n  z\n", "x\n y\n\nz\n", "x\n y\n\nz\n"),
        ("a: |-\n  x\n", "x", "x"),
        ("a: |+\n  x\n\n", "x\n\n", "x\n\n"),
        ("a: >-\n  x\n  y\n\n  z\n   w\n  v\n", "x y\nz\n w\nv", "x\ny\nz\n w\nv"),
        ("a: |2\n   x\n", " x\n", " x\n"),
        ("a: >\r\n  x\r\n  y\r\n", "x y\n", "x\ry\r"),
        ("a: &name x\n", "x", "x"),
        ("a: &name\n  'x'\n", "x", "x"),
        ("a: >- # why\n  x\n", "x", "x"),
        ("- b: [教龄, '年']\n", None, None),
    ],
)
def test_every_style(written, value, in_file):
    if value is None:
        assert [text_at(written, 0, "b", i).span().text for i in range(2)] == ["教龄", "年"]
        return
    text = text_at(written, "a")
    assert text.value == value
    assert spelt(text) == in_file


def test_a_place_inside_a_folded_expression():
    text = text_at("when: >-\n  homeroom_years >= 9\n  and level.citty\n", "when")
    start = text.value.index("citty")
    assert text.span(start, start + 5).text == "citty"
    assert str(text.span(start, start + 5)) == "f.yaml:3:13"


def test_the_end_of_a_scalar_can_be_pointed_at():
    text = text_at("a: 'x +'\n", "a")
    assert text.span(3).start == len("a: 'x +")


characters = st.characters(
    codec="utf-8", exclude_categories=["Cs", "Cc", "Cf", "Zl", "Zp"], exclude_characters="\ufffe\uffff"
)
texts = st.text(characters | st.sampled_from(" \n  \n''\"\"\\>:#"), min_size=1, max_size=60)


@settings(max_examples=300)
@given(texts, st.sampled_from([None, "'", '"', "|", ">"]), st.integers(20, 60))
def test_whatever_is_written_is_found_again(value, style, width):
    written = yaml.safe_dump({"a": value}, default_style=style, width=width, allow_unicode=True)
    document = read_yaml(Source("f.yaml", written))
    if document.errors or document.value is None:  # escapes of characters that cannot be seen
        return
    text = document.value.text("a")
    assert text is not None
    assert len(text.offsets) == len(text.value) + 1
    assert list(text.offsets) == sorted(text.offsets)
    for char, offset in zip(text.value, text.offsets, strict=False):
        found = written[offset]
        assert found in {char, "\\"} or (char in " \n" and found == "\n")
