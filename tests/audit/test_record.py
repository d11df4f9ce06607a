"""Records of verdicts: one text for one verdict, complete, exact, and with every change to it seen."""

import json
from fractions import Fraction

import jsonschema
import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

import workshop_rules as wr
from tests.riverside import PACK, decide
from workshop_rules.audit.form import SCHEMA
from workshop_rules.audit.record import read_record, sha256
from workshop_rules.audit.schema import make_schema, published_schema
from workshop_rules.audit.values import read_back, written
from workshop_rules.language import types
from workshop_rules.pack.versions import engine_version


def recorded(**change):
    return json.loads(decide(**change).record())


def test_it_is_canonical_and_the_same_every_time():
    first, second = decide().record(), decide().record()
    assert first == second
    assert first.encode() == rfc8785.dumps(json.loads(first))


def test_it_has_all_that_the_verdict_depended_on():
    verdict = PACK.decide("guide", {"homeroom_years": 8, "in_service": None}, "2022-10-01", {"window": "calendar"})
    record = json.loads(verdict.record())
    assert record["schema"] == SCHEMA
    assert record["pack"] == {"id": "riverside", "version": PACK.version, "digest": PACK.digest}
    assert record["engine"] == engine_version()
    assert (record["decision"], record["as_of"]) == ("guide", "2022-10-01")
    assert record["readings"] == dict(verdict.readings)
    assert record["readings"]["window"] == "calendar"
    assert set(record["parameters"]) == set(PACK.parameters)
    assert record["facts"] == {"homeroom_years": "8"}
    assert record["verdict"]["outcome"] == verdict.outcome
    assert {c["id"]: c["state"] for c in record["verdict"]["criteria"]} == {
        name: criterion.state.value for name, criterion in verdict.criteria.items()
    }
    assert tuple(record["verdict"]["missing"]) == verdict.missing


def test_numbers_are_texts_that_lose_no_digit():
    verdict = PACK.decide(
        "share", {"absent": 1, "held": 3}, parameters={"min_years": Fraction("0.1000000000000000001")}
    )
    record = json.loads(verdict.record())
    assert record["facts"] == {"absent": "1", "held": "3"}
    assert record["parameters"]["min_years"] == "0.1000000000000000001"
    assert record["verdict"]["value"] == "1/3"


def numbers(data):
    match data:
        case dict():
            return [n for value in data.values() for n in numbers(value)]
        case list():
            return [n for value in data for n in numbers(value)]
        case bool():
            return []
        case int() | float():
            return [data]
        case _:
            return []


def test_no_number_is_left_in_it():
    assert numbers(recorded()) == []


def test_findings_and_waivers_are_kept_as_they_were_given():
    waiver = {
        "pack": "riverside",
        "decision": "guide",
        "criterion": "title",
        "by": "bureau",
        "granted_on": "2022-09-01",
    }
    conduct = {"holds": True, "by": "the school", "decided_on": "2022-08-30", "note": "an open lesson"}
    record = recorded(title="junior", waivers=[waiver], findings={"conduct": conduct})
    assert record["waivers"] == [waiver]
    assert record["findings"] == {"conduct": conduct}
    assert {c["id"]: c["state"] for c in record["verdict"]["criteria"]}["title"] == "waived"


def test_its_digest_is_that_of_everything_else():
    record = recorded()
    stated = record.pop("digest")
    assert stated == sha256(rfc8785.dumps(record).decode())


def test_a_record_keeps_to_the_published_schema():
    schema = published_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for masking in (wr.Masking(), wr.Masking.digests(b"k" * 32), wr.Masking.left_out()):
        validator.validate(json.loads(decide(name="周玲").record(masking)))
    with pytest.raises(jsonschema.ValidationError):
        validator.validate({**recorded(), "surplus": True})


def test_the_published_schema_is_what_the_form_makes():
    assert published_schema() == make_schema()


@pytest.mark.parametrize("kept", ["\n", "\r\n", ""])
def test_a_line_end_behind_it_does_not_count(kept):
    assert read_record((decide().record() + kept).encode()).unwrap().text == decide().record()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda text: text[:-1], "not the JSON of a record"),
        (lambda text: text.replace('"schema":', '"schema": '), "not canonical"),
        (lambda text: text.replace("workshop-rules/record/1", "workshop-rules/record/2"), "workshop-rules/record/2"),
        (lambda text: text.replace('"homeroom_years":"12"', '"homeroom_years":12'), "no bare numbers"),
        (lambda text: text.replace('"engine"', '"engines"'), "engine"),
        (lambda _: "[]", "does not say that it is"),
        (lambda _: "[" * 100_000, "nested too deeply"),
        (lambda text: text.replace('"12"', '"\\ud800"'), "no Unicode"),
    ],
)
def test_what_is_no_record_is_refused(change, message):
    found = read_record(change(decide().record()).encode())
    assert [d.code for d in found.diagnostics] == ["WR801"]
    assert message in found.diagnostics[0].message


def test_an_altered_record_is_found():
    found = read_record(decide().record().replace('"eligible"', '"ineligible"').encode())
    assert [d.code for d in found.diagnostics] == ["WR802"]


def test_digests_that_begin_alike_are_shown_whole():
    record = decide().record()
    stated = json.loads(record)["digest"]
    wrong = stated[:-1] + ("0" if stated[-1] != "0" else "1")
    message = read_record(record.replace(stated, wrong).encode()).diagnostics[0].message
    assert stated in message
    assert wrong in message


def test_no_byte_of_a_record_can_change_unseen():
    text = PACK.decide("share", {"absent": 1, "held": 4}).record().encode()
    read_record(text).unwrap()
    unseen = []
    for at in range(len(text)):
        for byte in {text[at] ^ 1, text[at] ^ 0x20, ord("0"), ord(" ")} - {text[at]}:
            changed = bytearray(text)
            changed[at] = byte
            if not read_record(bytes(changed)).errors:
                unseen.append((at, byte))
    assert unseen == []


def test_a_text_that_is_no_unicode_cannot_be_recorded():
    verdict = PACK.decider("guide").trusted({"name": "half \ud800"}, "2022-10-01")
    with pytest.raises(wr.AuditError) as raised:
        verdict.record()
    assert [d.code for d in raised.value.diagnostics] == ["WR803"]


@given(st.fractions() | st.integers())
def test_a_written_number_is_read_back_exactly(number):
    assert read_back(written(number), types.NUMBER) == number


@pytest.mark.parametrize("text", ["1/0", "1/00", "１", "1e5", "", "nine", ".5", "+1"])
def test_what_is_no_written_number_is_left_to_the_boundary(text):
    assert read_back(text, types.NUMBER) == text
