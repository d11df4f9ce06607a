"""Slips that make a text no YAML: the place that is underlined, and a remedy that works when it is followed."""

import pytest

from workshop_rules.diagnostics import Source
from workshop_rules.pack.reading import read_yaml

GOOD = """\
id: host
kind: eligibility
title: {zh: 主持人, en: Host}
criteria:
  - id: years
    title: {zh: 年限, en: Years}
    clause: "2(1)"
    when: homeroom_years >= 5
  - {id: honor, title: {zh: 荣誉, en: Honour}, when: "count(honors[level >= level.city]) >= 1"}
rules:
  - {when: [">= 10", "-"], then: full}
"""
BLANK = "\u3000"
SLIPS = [
    ("kind: e", "kind：e", "：", "write `: `"),
    ("kind: e", "kind:e", ":", "write `: `"),
    ("kind: e", f"kind:{BLANK}e", BLANK, "blanks of half width"),
    ("id: host", "id:\xa0host", "\xa0", "blanks of half width"),
    ('    clause: "2', f'{BLANK * 2}clause: "2', BLANK * 2, "blanks of half width"),
    ("    clause", "\tclause", "\t", "write blanks"),
    ("    clause", "   clause", 'clause: "2(1)"', "indent it"),
    ("    clause", "      clause", 'clause: "2(1)"', "indent it"),
    ('"2(1)"', '"2(1)', '"', "close it on the same line"),
    ("  - id: years", "  － id: years", "－", "write `- `"),
    ("年限, en", "年限，en", "，", "write `, `"),
    ("{zh: 年限, en: Years}", "｛zh: 年限, en: Years｝", "｛", "write `{`"),
    ("{zh: 年限, en: Years}", "{zh: 年限, en: Years", "{", "close it with `}`"),
    ("{zh: 年限, en: Years}", "{zh: 年限, en: Years]", "]", "write `}`"),
    ("en: Years}", "en: Years: how many}", ":", "in quotes"),
    ('"count(honors[level >= level.city]) >= 1"', "count(honors[level >= level.city]) >= 1", "[", "in quotes"),
    ('[">= 10"', "[>= 10", ">", "in quotes"),
    ("homeroom_years >= 5", "years: 5", ":", "in quotes"),
]


def test_the_text_without_slips_is_read():
    assert not read_yaml(Source("f.yaml", GOOD)).diagnostics


@pytest.mark.parametrize(("good", "bad", "underlined", "remedy"), SLIPS)
def test_the_slip_is_underlined_and_mended(good, bad, underlined, remedy):
    text = GOOD.replace(good, bad, 1)
    (complaint,) = read_yaml(Source("f.yaml", text)).errors
    assert complaint.code == "WR105"
    assert complaint.span is not None
    assert complaint.span.text == underlined
    slip = text.index(bad)
    assert slip <= complaint.span.start < slip + len(bad)
    assert remedy in complaint.help
    assert complaint.zh.startswith("YAML写法有误：")


def test_what_stands_in_chinese_words_is_not_taken_for_the_slip():
    text = "reason: {zh: 说明，例如：全角标点, en: Note}\nnote: 说明：甲，乙\nrules: [1, 2\nlast: 3\n"
    (complaint,) = read_yaml(Source("f.yaml", text)).errors
    assert complaint.span is not None
    assert complaint.span.text == "["
