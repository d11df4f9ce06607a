"""Facts at the boundary: what is supplied comes through exactly, or is complained about by name."""

import datetime as dt
import io
import re
import sys
from collections import UserDict
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.diagnostics.complaints import HERE
from workshop_rules.diagnostics import Source
from workshop_rules.pack.discovery import Elsewhere
from workshop_rules.pack.dossier import Dossier, Judgement, Waiver
from workshop_rules.pack.facts import read_dossier, read_facts_file
from workshop_rules.pack.facts_model import facts_model
from workshop_rules.pack.json_reading import read_json
from workshop_rules.pack.parsed import read_pack
from workshop_rules.pack.reading import read_yaml

ELSEWHERE = Elsewhere(frozenset({"bells"}), frozenset({"renown"}), frozenset({"city", "town"}))


@pytest.fixture(scope="module")
def vocabulary():
    return read_pack(HERE / "city").unwrap().vocabulary


@pytest.fixture
def dossier(vocabulary):
    return lambda facts: read_dossier(facts, vocabulary, lambda: ELSEWHERE).unwrap()


@pytest.fixture
def complaints(vocabulary):
    def said(facts):
        found = read_dossier(facts, vocabulary, lambda: ELSEWHERE)
        return [(d.code, d.message) for d in found.diagnostics]

    return said


WAIVER = {"pack": "city", "decision": "entry", "criterion": "years"}
FULL = {
    "homeroom_years": Decimal("9.1"),
    "in_service": True,
    "birth_date": dt.date(1970, 2, 28),
    "title": "senior",
    "honors": [{"level": "city", "awarded_on": "2010-05-01"}, {}],
    "sessions": 30,
}


def test_a_dossier(dossier):
    assert dossier(FULL) == Dossier(
        facts={
            "homeroom_years": Fraction(91, 10),
            "in_service": True,
            "birth_date": dt.date(1970, 2, 28),
            "title": "senior",
            "honors": ({"level": "city", "awarded_on": dt.date(2010, 5, 1)}, {}),
            "sessions": 30,
        }
    )


def test_no_facts_are_a_dossier_too(dossier):
    assert dossier({}) == Dossier(facts={})


@pytest.mark.parametrize("number", [9.1, Decimal("9.10"), Fraction(91, 10)])
def test_numbers_are_exact_whatever_they_come_as(dossier, number):
    assert dossier({"homeroom_years": number}).facts["homeroom_years"] == Fraction(91, 10)


def test_whole_numbers_are_whole(dossier):
    for number in (9, 9.0, Decimal("9.00"), Fraction(18, 2)):
        assert type(dossier({"homeroom_years": number}).facts["homeroom_years"]) is int


@pytest.mark.parametrize("written", ["9.1", "0.1", "3.333333333333333333333333333333333", "1e2", "25E-1"])
def test_json_numbers_do_not_pass_through_binary_floats(dossier, written):
    data = read_json(Source("f.json", f'{{"homeroom_years": {written}}}')).unwrap().data()
    assert dossier(data).facts["homeroom_years"] == Fraction(written)


@pytest.mark.parametrize("blank", [None, "", "  ", "\u3000"])
@pytest.mark.parametrize(
    "name",
    ["homeroom_years", "in_service", "birth_date", "title", "honors", "school", "findings", "waivers", "incomplete"],
)
def test_blank_is_not_supplied(dossier, name, blank):
    assert dossier({name: blank}) == Dossier(facts={})


@pytest.mark.parametrize("blank", [None, "", "  "])
def test_a_blank_field_is_not_supplied(dossier, blank):
    assert dossier({"honors": [{"level": blank, "kind": blank, "name": blank}]}).facts == {"honors": ({},)}
    assert dossier({"findings": {"conduct": blank}}).findings == {}
    assert dossier({"findings": {"conduct": {"holds": blank, "by": "x"}}}).findings == {}


def test_an_empty_list_is_supplied(dossier):
    assert dossier({"honors": []}).facts == {"honors": ()}
    assert dossier({"honors": ()}).facts == {"honors": ()}


def test_false_and_zero_are_supplied(dossier):
    assert dossier({"in_service": False, "homeroom_years": 0}).facts == {"in_service": False, "homeroom_years": 0}


@pytest.mark.parametrize("item", [None, "", "  "])
def test_a_blank_list_item_is_an_error(complaints, item):
    assert complaints({"honors": [{}, item]}) == [("WR407", "`honors[2]` is empty")]


def test_findings_and_their_records(dossier):
    record = {"holds": True, "by": "某校", "decided_on": "2013-10-20", "note": " "}
    found = dossier({"findings": {"conduct": record}})
    assert found.findings == {"conduct": True}
    assert found.judgements == {"conduct": Judgement(True, "某校", dt.date(2013, 10, 20), "")}
    assert dossier({"findings": {"conduct": False}}) == Dossier(facts={}, findings={"conduct": False})


def test_a_finding_counts_only_for_the_pack_that_it_names(dossier):
    assert dossier({"findings": {"conduct": {"holds": True, "pack": "city"}}}).findings == {"conduct": True}
    found = dossier({"findings": {"conduct": {"holds": True, "pack": "town"}}})
    assert (found.findings, found.elsewhere) == ({}, ("findings.conduct",))


def test_a_finding_of_another_pack_is_accepted_and_not_read(dossier):
    found = dossier({"findings": {"renown": True}})
    assert (found.findings, found.elsewhere) == ({}, ("findings.renown",))


def test_waivers_for_this_pack(dossier):
    mine = {"pack": "city", "decision": "entry", "criterion": "years", "by": "某局", "granted_on": "2013-11-01"}
    found = dossier({"waivers": [{**mine, "pack": "town"}, mine]})
    assert found.waivers == (Waiver("city", "entry", "years", "某局", dt.date(2013, 11, 1), ""),)
    assert found.elsewhere == ("waivers[1]",)


def test_a_fact_of_another_pack_is_accepted_and_not_read(dossier):
    found = dossier({"bells": "whatever", "homeroom_years": 9, "incomplete": ["bells", "honors"]})
    assert found.facts == {"homeroom_years": 9}
    assert found.elsewhere == ("bells", "incomplete[1]")
    assert found.incomplete == {"honors"}


def test_others_are_asked_only_about_names_that_are_not_known(vocabulary):
    def never():
        raise AssertionError

    assert read_dossier(FULL, vocabulary, never).unwrap().facts["sessions"] == 30


@pytest.mark.parametrize(
    ("facts", "code", "message"),
    [
        ({"homeroom_year": 9}, "WR401", "there is no fact `homeroom_year`"),
        ({"honors": [{"levle": "city"}]}, "WR401", "`honors[1]` has no field `levle`"),
        ({"findings": {"conducts": True}}, "WR401", "there is no finding `conducts`"),
        ({"findings": {"conduct": {"holds": True, "who": "x"}}}, "WR401", "`findings.conduct` has no field `who`"),
        ({"waivers": [{**WAIVER, "on": 1}]}, "WR401", "`waivers[1]` has no field `on`"),
        ({"incomplete": ["honours"]}, "WR401", "there is no fact `honours`"),
        ({"homeroom_years": "九"}, "WR402", "`homeroom_years`: a number belongs here, not the text `九`"),
        ({"homeroom_years": "9"}, "WR402", "`homeroom_years`: a number belongs here, not the text `9`"),
        ({"homeroom_years": True}, "WR402", "`homeroom_years`: a number belongs here, not the truth value true"),
        ({"birth_date": 19700228}, "WR402", "`birth_date`: a date belongs here, not the number `19700228`"),
        ({"birth_date": dt.datetime(1970, 2, 28)}, "WR402",
         "`birth_date`: a date belongs here, not `1970-02-28 00:00:00`"),
        ({"school": 9}, "WR402", "`school`: a text belongs here, not the number `9`"),
        ({"school": "x\ud800"}, "WR402",
         "`school`: a text without halves of characters belongs here, not the text `x\N{REPLACEMENT CHARACTER}`"),
        ({"honors": [{"\udc00": 1}]}, "WR402",
         "`honors[1]`: a name without halves of characters belongs here, not `\N{REPLACEMENT CHARACTER}`"),
        ({"honors": [{"level": "\udc00"}]}, "WR403", "`honors[1].level`: `\N{REPLACEMENT CHARACTER}` is not a level"),
        ({"in_service": "yes"}, "WR402", "`in_service`: true or false belongs here, not the text `yes`"),
        ({"in_service": 1}, "WR402", "`in_service`: true or false belongs here, not the number `1`"),
        ({"honors": {"level": "city"}}, "WR402", "`honors`: a list belongs here, not a mapping"),
        ({"honors": "city"}, "WR402", "`honors`: a list belongs here, not `city`"),
        ({"honors": ["city"]}, "WR402", "`honors[1]`: a record belongs here, not `city`"),
        ({"findings": ["conduct"]}, "WR402", "`findings`: a record belongs here, not a list"),
        ({"findings": {"conduct": "yes"}}, "WR402",
         "`findings.conduct`: true, false or a record belongs here, not `yes`"),
        ({"incomplete": "honors"}, "WR402", "`incomplete`: a list belongs here, not `honors`"),
        ({"incomplete": [9]}, "WR402", "`incomplete[1]`: a text belongs here, not `9`"),
        ({"honors": [{}, {"level": "citty"}]}, "WR403", "`honors[2].level`: `citty` is not a level"),
        ({"birth_date": "2013-02-30"}, "WR404", "`birth_date`: there is no 2013-02-30: day is out of range for month"),
        ({"homeroom_years": -1}, "WR405", "`homeroom_years`: -1 is less than 0, the least it can be"),
        ({"sessions": 2.5}, "WR405", "`sessions`: 2.5 is not a whole number"),
        ({"homeroom_years": float("nan")}, "WR406", "`homeroom_years`: nan is no number to decide by"),
        ({"homeroom_years": float("inf")}, "WR406", "`homeroom_years`: inf is no number to decide by"),
        ({"homeroom_periods": [{"from": "2010-09-01", "to": "2010-08-31"}]}, "WR408",
         "`homeroom_periods[1]` ends on 2010-08-31, before it starts on 2010-09-01"),
        ({"projects": [{"ended_on": "2010-08-31", "ongoing": True}]}, "WR408",
         "`projects[1]` has an end although it is ongoing"),
        ({"waivers": [{"pack": "city", "decision": "entry"}]}, "WR409", "`waivers[1].criterion` is missing"),
        ({9: True}, "WR410", "the name `9` is not a text"),
        ({"incomplete": ["school"]}, "WR412", "`school` is not a list, so it cannot lack entries"),
    ],
)  # fmt: skip
def test_what_is_refused(vocabulary, facts, code, message):
    (told,) = read_dossier(facts, vocabulary, lambda: ELSEWHERE).diagnostics
    assert (told.code, told.message) == (code, message)
    if code != "WR410":  # which no row of a roster can be told
        said = re.sub(r"`[^`]*`|“[^”]*”|（\w+、\w+）|true|false|nan|inf", "", told.zh)
        assert re.search(r"[\u4e00-\u9fff]", said)
        assert not re.search("[A-Za-z{}]", said)


@pytest.mark.parametrize("facts", [None, [], "homeroom_years: 9", 9, True])
def test_facts_are_a_mapping(complaints, facts):
    ((code, _),) = complaints(facts)
    assert code == "WR410"


def test_any_mapping_will_do(dossier):
    honors = [UserDict({"level": "city"})]
    facts = {"homeroom_years": 9, "honors": honors, "findings": UserDict({"conduct": UserDict({"holds": True})})}
    found = dossier(UserDict(facts))
    assert found.facts == {"homeroom_years": 9, "honors": ({"level": "city"},)}
    assert found.findings == {"conduct": True}


def test_periods_of_one_day_and_without_an_end(dossier):
    periods = [
        {"from": "2010-09-01", "to": "2010-09-01"},
        {"from": "2010-09-01", "ongoing": True},
        {"to": "2010-09-01"},
    ]
    assert len(dossier({"homeroom_periods": periods}).facts["homeroom_periods"]) == 3


def test_a_pack_that_nobody_has_is_a_warning(vocabulary):
    facts = {"findings": {"conduct": {"holds": True, "pack": "citty"}}}
    found = read_dossier(facts, vocabulary, lambda: ELSEWHERE)
    assert [(d.code, d.help) for d in found.diagnostics] == [("WR411", "write `city`")]
    assert found.unwrap().findings == {}


def test_the_model_of_the_vocabulary_is_a_dossier_too(dossier, vocabulary):
    facts = {**FULL, "findings": {"conduct": {"holds": True, "by": "某校"}}, "incomplete": ["honors"]}
    model = facts_model(vocabulary).model_validate(facts)
    assert dossier(model) == dossier(facts)


def test_facts_from_yaml_and_json_are_those_from_python(dossier):
    yaml_text = "homeroom_years: 9.1\nin_service: true\nbirth_date: 1970-02-28\ntitle: senior\nsessions: 30\n"
    yaml_text += "honors: [{level: city, awarded_on: 2010-05-01}, {}]\n"
    json_text = """{"homeroom_years": 9.1, "in_service": true, "birth_date": "1970-02-28", "title": "senior",
        "sessions": 30, "honors": [{"level": "city", "awarded_on": "2010-05-01"}, {}]}"""
    assert dossier(read_yaml(Source("f.yaml", yaml_text)).unwrap().data()) == dossier(FULL)
    assert dossier(read_json(Source("f.json", json_text)).unwrap().data()) == dossier(FULL)


def test_places_are_kept_when_facts_come_from_two_files(vocabulary):
    shared = read_yaml(Source("a.yaml", "honors: [{level: citty}]\nschool: 9\n")).unwrap().data()
    change = read_yaml(Source("b.yaml", "training: [{hours: x}]\n")).unwrap().data()
    assert isinstance(shared, dict)
    assert isinstance(change, dict)
    found = read_dossier({**shared, **change}, vocabulary, lambda: ELSEWHERE)
    places = {d.message.split("`")[1]: d.span and str(d.span) for d in found.diagnostics}
    assert places == {"honors[1].level": "a.yaml:1:18", "school": None, "training[1].hours": "b.yaml:1:20"}


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.dates() | st.decimals(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
names = ["homeroom_years", "honors", "title", "birth_date", "findings", "waivers", "incomplete", "projects", "zzz"]


@settings(max_examples=150)
@given(facts=st.dictionaries(st.sampled_from(names) | st.text(max_size=8), anything, max_size=4))
def test_whatever_is_supplied_there_is_a_dossier_or_a_complaint(vocabulary, facts):
    found = read_dossier(facts, vocabulary, lambda: ELSEWHERE)
    assert (found.value is None) == bool(found.errors)
    assert all(str(d) for d in found.diagnostics)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("f.yaml", "homeroom_years: 9\n"),
        ("f.yml", "{homeroom_years: 9}\n"),
        ("f.json", '{"homeroom_years": 9}'),
        ("f.txt", '{"homeroom_years": 9}'),
        ("f.yaml", '{"homeroom_years": 9, # a comment\n}'),
        ("f.JSON", '{"homeroom_years": 9}'),
    ],
)
def test_files(tmp_path, name, text):
    (tmp_path / name).write_text(text, "utf-8")
    assert read_facts_file(tmp_path / name).unwrap().data() == {"homeroom_years": 9}


def test_a_json_file_is_json(tmp_path):
    (tmp_path / "f.json").write_text("homeroom_years: 9\n", "utf-8")
    assert [d.code for d in read_facts_file(tmp_path / "f.json").diagnostics] == ["WR115"]


def test_a_facts_file_that_is_not_there(tmp_path):
    (diagnostic,) = read_facts_file(tmp_path / "none.yaml").diagnostics
    assert diagnostic.code == "WR101"
    assert "none.yaml" in diagnostic.message


@pytest.mark.parametrize("text", ['{"homeroom_years": 9}', "homeroom_years: 9\n"])
def test_standard_input(monkeypatch, text):
    class Input:
        buffer = io.BytesIO(text.encode())

    monkeypatch.setattr(sys, "stdin", Input())
    assert read_facts_file("-").unwrap().data() == {"homeroom_years": 9}
