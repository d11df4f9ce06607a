"""Models remember where they were written, and can be made without a file."""

import pytest

from workshop_rules.diagnostics import Source
from workshop_rules.language.words import Words
from workshop_rules.pack.models import CriterionEntry, Manifest
from workshop_rules.pack.models.written import BilingualText
from workshop_rules.pack.reading import read_yaml
from workshop_rules.pack.validation import held_against

TITLE = {"zh": "甲", "en": "x"}


def test_a_model_made_without_a_file():
    criterion = CriterionEntry.model_validate(
        {"id": "x", "title": TITLE, "clause": "1", "all": ("a", {"when": "b", "id": "y"})}
    )
    assert criterion.title == Words("甲", "x")
    assert criterion.text("all", 1, "when").value == "b"
    assert criterion.text("all", 0).span().text == "a"
    assert criterion.place("clause").start == 0
    assert criterion.span.source.text == ""


def test_a_text_that_is_not_there():
    source = Source("f.yaml", "id: x\ntitle: {zh: 甲, en: x}\nclause: '1'\nwhen: a\n")
    criterion = held_against(CriterionEntry, read_yaml(source).unwrap()).unwrap()
    with pytest.raises(KeyError):
        criterion.text("applies")
    with pytest.raises(KeyError):
        criterion.text("title")


def test_a_file_that_is_no_mapping():
    found = held_against(Manifest, read_yaml(Source("pack.yaml", "- a\n")).unwrap())
    assert [(d.code, d.message) for d in found.diagnostics] == [("WR122", "a mapping belongs here, not a list")]


def test_a_complaint_already_made_is_not_made_again():
    source = Source("f.yaml", "zh: yes\nen: 9\n")
    document = read_yaml(source)
    assert document.value is not None
    found = held_against(BilingualText, document.value, document.diagnostics)
    assert [d.code for d in (*document.diagnostics, *found.diagnostics)] == ["WR111", "WR122"]


@pytest.mark.parametrize("name", ["a", "A1", "on_post", "教龄", "教龄_2", "x2"])
def test_ids(name):
    made = {"id": name, "title": TITLE, "clause": "1", "when": "a"}
    assert CriterionEntry.model_validate(made).id == name


@pytest.mark.parametrize("name", ["", " ", "1a", "_a", "a b", "a-b", "a.b", "é", "ａ", "a\u200b", "<a>"])
def test_what_is_no_id(name):
    with pytest.raises(ValueError, match="cannot be an id"):
        CriterionEntry.model_validate({"id": name, "title": TITLE, "clause": "1", "when": "a"})
