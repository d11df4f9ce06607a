"""The shared vocabulary as the documents' reading fixes it, and what packs may add."""

import pytest

from workshop_rules.diagnostics import DiagnosticError, Source
from workshop_rules.language import types
from workshop_rules.language.change import Change
from workshop_rules.language.types import Enumeration, ListOf, RecordOf
from workshop_rules.pack.discovery import shared_vocabulary
from workshop_rules.pack.models import FactsFile
from workshop_rules.pack.parsed import read_vocabulary
from workshop_rules.pack.reading import read_yaml
from workshop_rules.pack.validation import held_against
from workshop_rules.pack.vocabulary import EMPTY, extend


@pytest.fixture(scope="module")
def shared():
    vocabulary, _ = read_vocabulary(shared_vocabulary()).unwrap()
    return vocabulary


def facts_file(text):
    return held_against(FactsFile, read_yaml(Source("facts.yaml", text)).unwrap()).unwrap()


def added(text, shared=EMPTY):
    return extend(shared, facts_file(text))


FACTS = {
    "teacher_id": "string", "name": "string", "identity_number": "string", "birth_date": "date", "sex": "sex",
    "in_service": "boolean", "post": "post", "school": "string", "district": "string", "school_stage": "school_stage",
    "school_affiliation": "school_affiliation", "homeroom_years": "number", "homeroom_consecutive_years": "number",
    "title": "title", "title_series": "title_series", "mentored_teachers": "number",
}  # fmt: skip
LISTS = {
    "homeroom_periods": {"from": "date", "to": "date", "ongoing": "boolean"},
    "honors": {"level": "level", "kind": "honor_kind", "awarded_on": "date", "name": "string"},
    "class_honors": {"level": "level", "awarded_on": "date", "name": "string"},
    "projects": {
        "level": "level", "role": "project_role", "topic": "project_topic", "started_on": "date", "ended_on": "date",
        "ongoing": "boolean", "result_published": "boolean",
    },
    "publications": {
        "kind": "publication_kind", "venue_level": "level", "formal": "boolean", "core": "boolean",
        "published_on": "date",
    },
    "project_awards": {"level": "level", "awarded_on": "date"},
    "training": {
        "level": "level", "certificate": "boolean", "hours": "number", "kind": "training_kind", "completed_on": "date",
    },
}  # fmt: skip
ENUMERATIONS = {
    "sex": ("male", "female"),
    "post": ("homeroom_teacher", "homeroom_management", "teaching_research", "subject_teacher", "administrator"),
    "school_stage": ("kindergarten", "primary", "junior_secondary", "senior_secondary", "vocational"),
    "school_affiliation": ("county", "direct", "private"),
    "title": ("none", "junior", "intermediate", "senior", "full_senior"),
    "title_series": ("primary", "secondary", "vocational"),
    "level": ("school", "county", "city", "province", "national"),
    "honor_kind": ("education", "moral_education", "homeroom", "other"),
    "project_role": ("host", "participant"),
    "project_topic": ("homeroom", "moral_education", "education"),
    "publication_kind": ("paper", "monograph", "exchange"),
    "training_kind": ("lecture", "practice"),
}


def test_the_shared_facts_are_these(shared):
    assert {name: str(type_) for name, type_ in shared.types.items() if not isinstance(type_, ListOf)} == FACTS
    lists = {
        name: {field: str(inner) for field, inner in type_.item.fields}
        for name, type_ in shared.types.items()
        if isinstance(type_, ListOf) and isinstance(type_.item, RecordOf)
    }
    assert lists == LISTS


def test_the_shared_enumerations_are_these(shared):
    assert {name: type_.members for name, type_ in shared.enumeration_types.items()} == ENUMERATIONS
    assert {name for name, type_ in shared.enumeration_types.items() if type_.ordered} == {"title", "level"}


def test_what_says_who_somebody_is_is_personal(shared):
    personal = {name for name, entry in shared.facts.items() if entry.personal}
    assert personal == {"teacher_id", "name", "identity_number", "birth_date", "sex"}


def test_years_are_worked_out_from_periods(shared):
    assert shared.facts["homeroom_years"].derivation == "years in periods(homeroom_periods, as_of)"


def test_every_word_is_in_both_languages(shared):
    def words(entry):
        yield entry.title
        fields = entry.item if isinstance(entry.item, dict) else entry.fields or {}
        for inner in fields.values():
            yield from words(inner)

    for entry in shared.facts.values():
        for named in words(entry):
            assert any("\u4e00" <= char <= "\u9fff" for char in named.zh)
            assert named.en.isascii()


def test_a_pack_adds_facts_and_enumerations(shared):
    text = """
        enumerations:
          visit_kind:
            title: {zh: 家访, en: visit}
            ordered: true
            members: {phone: {zh: 电话, en: phone}, home: {zh: 上门, en: home}}
        facts:
          visits:
            title: {zh: 家访, en: visits}
            type: list
            item: {kind: {title: {zh: 种类, en: kind}, type: visit_kind}}
          grades: {title: {zh: 等级, en: grades}, type: list, item: level}
          leader:
            title: {zh: 主持人, en: leader}
            type: record
            fields: {school: {title: {zh: 学校, en: school}, type: string}}
          教龄: {title: {zh: 教龄, en: years}, type: years and months duration}
    """
    vocabulary = added(text, shared).unwrap()
    kind = Enumeration("visit_kind", ("phone", "home"), ordered=True)
    assert vocabulary.types["visits"] == ListOf(RecordOf("visits", (("kind", kind),)))
    assert vocabulary.types["grades"] == ListOf(shared.enumeration_types["level"])
    assert vocabulary.types["leader"] == RecordOf("leader", (("school", types.STRING),))
    assert vocabulary.types["教龄"] == types.YEARS_MONTHS
    assert vocabulary.type_named("visit_kind") == kind
    assert vocabulary.type_named("visits") is None
    assert "honors" in vocabulary.types


def complaints(fact):
    text = f"facts: {{x: {{title: {{zh: 甲, en: x}}, {fact}}}}}"
    return [(d.code, d.span.text if d.span else "") for d in added(text).diagnostics]


@pytest.mark.parametrize(
    ("fact", "code", "place"),
    [
        ("type: text", "WR135", "text"),
        ("type: list", "WR121", "list"),
        ("type: record", "WR121", "record"),
        ("type: list, item: list", "WR135", "list"),
        ("type: string, minimum: 0", "WR124", "minimum"),
        ("type: date, whole: true", "WR124", "whole"),
        ("type: number, item: string", "WR124", "item"),
        ("type: boolean, unit: {zh: 年, en: year}", "WR124", "unit"),
        ("type: record, fields: {a: {title: {zh: 甲, en: a}, type: nunber}}", "WR135", "nunber"),
        ("type: record, fields: {a: {title: {zh: 甲, en: a}, type: date}}, period: {start: a, end: b}", "WR137", "b"),
        ("type: record, fields: {a: {title: {zh: 甲, en: a}, type: date}}, period: {start: a, end: a, ongoing: a}",
         "WR137", "a"),
    ],
)  # fmt: skip
def test_what_a_fact_cannot_be(fact, code, place):
    assert complaints(fact) == [(code, place)]


@pytest.mark.parametrize("name", ["as_of", "findings", "waivers", "incomplete", "item", "reading", "if", "total"])
def test_names_that_mean_something_are_taken(name):
    (diagnostic,) = added(f"facts: {{{name}: {{title: {{zh: 甲, en: x}}, type: string}}}}").diagnostics
    assert diagnostic.code == "WR134"


def test_a_shared_enumeration_cannot_be_redefined(shared):
    text = "enumerations: {level: {title: {zh: 级别, en: level}, members: {low: {zh: 低, en: low}}}}"
    found = added(text, shared)
    assert [d.code for d in found.diagnostics] == ["WR134"]
    assert found.value is not None
    assert found.value.enumeration_types["level"].members == ENUMERATIONS["level"]


@pytest.mark.parametrize(
    ("fact", "place"),
    [
        ("type: string, change: rises", "rises"),
        ("type: boolean, change: grows_with_time", "grows_with_time"),
        ("type: list, item: string, change: add_records", "add_records"),
        ("type: record, fields: {b: {title: {zh: 乙, en: b}, type: date, change: rises}}", "rises"),
    ],
)
def test_a_way_to_change_is_one_that_the_type_has(fact, place):
    assert complaints(fact) == [("WR124", place)]


def test_a_way_to_change_is_one_of_those_that_there_are():
    with pytest.raises(DiagnosticError) as refused:
        complaints("type: number, change: shrinks")
    assert [(d.code, d.span.text if d.span else "") for d in refused.value.diagnostics] == [("WR123", "shrinks")]


def test_how_the_shared_facts_change(shared):
    ways = {name: entry.change for name, entry in shared.facts.items() if entry.change is not None}
    assert {name for name, way in ways.items() if way is Change.NEVER} == {
        "teacher_id",
        "identity_number",
        "birth_date",
        "sex",
    }
    growing = {name for name, way in ways.items() if way is Change.GROWS_WITH_TIME}
    assert growing == {"homeroom_years", "homeroom_consecutive_years"}
    lists = {name for name, type_ in shared.types.items() if isinstance(type_, ListOf)}
    assert {name for name, way in ways.items() if way is Change.ADD_RECORDS} == lists
