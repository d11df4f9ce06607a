"""What is personal in records: hidden where that is asked for, and nothing else."""

import json
from typing import Any

import pytest

import workshop_rules as wr
from tests.riverside import decide
from workshop_rules.audit.keys import read_mask_key
from workshop_rules.audit.masking import Kept, Mask, Masking

KEY = b"0123456789abcdef0123456789abcdef"
PERSON = {"name": "周玲", "identity_number": "150602198505050000", "sex": "female", "teacher_id": "T-1"}
CONDUCT = {"holds": True, "by": "王校长", "decided_on": "2022-08-30", "note": "同事李华证明"}
WAIVER = {"pack": "riverside", "decision": "guide", "criterion": "title", "by": "赵局长", "reason": "周玲 is ill"}
HIDDEN = {"name", "identity_number", "sex", "teacher_id", "birth_date"}


def recorded(masking, **change):
    text = decide(**{**PERSON, "findings": {"conduct": CONDUCT}, "waivers": [WAIVER], **change}).record(masking)
    return text, json.loads(text)


@pytest.mark.parametrize("masking", [Masking.digests(KEY), Masking.left_out()], ids=["digests", "left out"])
def test_nothing_personal_is_left(masking):
    text, record = recorded(masking)
    for secret in (*PERSON.values(), "1985-05-05", "王校长", "李华", "赵局长", "is ill"):
        assert secret not in text
    assert {name for name, value in record["facts"].items() if isinstance(value, dict)} == HIDDEN
    assert record["findings"]["conduct"]["holds"] is True
    assert record["findings"]["conduct"]["decided_on"] == "2022-08-30"
    assert record["waivers"][0]["criterion"] == "title"


def test_what_is_not_personal_stays():
    _, full = recorded(Masking())
    _, masked = recorded(Masking.left_out())
    for name in set(full["facts"]) - HIDDEN:
        assert masked["facts"][name] == full["facts"][name]
    assert masked["verdict"] == full["verdict"]


def test_in_full_hides_nothing():
    _, record = recorded(Masking())
    assert record["facts"]["name"] == "周玲"
    assert record["findings"]["conduct"] == CONDUCT
    assert record["masking"] == {"also": [], "kept": "in_full", "salt": ""}


def test_the_same_verdict_makes_the_same_digests_and_another_makes_others():
    first, record = recorded(Masking.digests(KEY))
    assert recorded(Masking.digests(KEY))[0] == first
    _, other = recorded(Masking.digests(KEY), homeroom_years=13)
    assert record["facts"]["sex"] != other["facts"]["sex"]
    _, rekeyed = recorded(Masking.digests(KEY[::-1]))
    assert record["facts"]["sex"] != rekeyed["facts"]["sex"]


def test_equal_values_in_one_record_have_different_digests():
    mask = Mask(Masking.digests(KEY), frozenset({"members.name"}), "salt")
    members: Any = mask.facts({"members": [{"name": "李"}, {"name": "李"}]})["members"]
    first, second = (member["name"] for member in members)
    assert set(first) == set(second) == {"$hmac_sha256"}
    assert first != second


def test_fields_of_records_in_lists_are_masked_where_they_stand():
    members: list[Any] = [{"name": "李", "school": "二中"}, {"school": "三中"}]
    mask = Mask(Masking.left_out(), frozenset({"members.name"}), "")
    masked = mask.facts({"members": members})
    assert masked == {"members": [{"name": {"$left_out": True}, "school": "二中"}, {"school": "三中"}]}


def test_more_can_be_masked_than_the_vocabulary_asks_for():
    _, record = recorded(Masking.left_out(also=["honors.level", "marks"]), marks=3)
    assert record["facts"]["honors"][0]["level"] == {"$left_out": True}
    assert record["facts"]["honors"][0]["kind"] == "education"
    assert record["facts"]["marks"] == {"$left_out": True}


def test_a_path_that_is_no_fact_is_refused():
    with pytest.raises(wr.AuditError, match=r"write `honors\.level`") as raised:
        decide().record(Masking.left_out(also=["honors.levels"]))
    assert raised.value.diagnostics[0].code == "WR804"


@pytest.mark.parametrize("key", [b"", b"short"])
def test_a_key_that_is_no_secret_is_refused(key):
    with pytest.raises(wr.AuditError, match="WR804"):
        Masking.digests(key)


def test_the_key_is_not_shown():
    assert KEY.decode() not in repr(Masking.digests(KEY))
    assert Masking.digests(KEY).kept is Kept.DIGESTS


def test_a_key_file_holds_hexadecimal_digits_or_bytes(tmp_path):
    file = tmp_path / "mask.key"
    file.write_text(KEY.hex() + "\n")
    assert read_mask_key(file) == KEY
    file.write_bytes(b"\x00\xff" * 16)
    assert read_mask_key(file) == b"\x00\xff" * 16
    with pytest.raises(wr.AuditError, match="WR830"):
        read_mask_key(tmp_path / "none")
