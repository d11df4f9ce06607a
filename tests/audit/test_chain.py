"""A chain of entries: whatever is done to it is found, at the first place where it was done."""

import dataclasses

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from workshop_rules.audit.chain import Head, entry_after, entry_hash, read_head, verify_chain

KEY = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
OTHER_KEY = Ed25519PrivateKey.from_private_bytes(b"o" * 32)


def chain(count=5, key=KEY, text="record"):
    entries, head = [], Head()
    for number in range(1, count + 1):
        entry = entry_after(head, f"2026-05-04T03:02:{number:02}.000000Z", f"{text} {number}", key)
        entries.append(entry)
        head = entry.head
    return entries


ENTRIES = chain()


def codes(report):
    return [diagnostic.code for diagnostic in report.diagnostics]


def test_a_whole_chain_is_whole():
    report = verify_chain(ENTRIES, ENTRIES[-1].head, KEY.public_key())
    assert report.intact
    assert report.head == ENTRIES[-1].head
    assert verify_chain([]).head == Head()


def test_the_hash_is_the_documented_one():
    """Computed by hand, so that a change of the format cannot go unnoticed."""
    first = entry_after(Head(), "2026-05-04T03:02:01.000000Z", "{}")
    assert first.hash == "712c4b250a4bf5491c4dfc1d4e348d10ccefe3367dd8f6ee12865725adc3579b"


@given(st.integers(0, 4), st.sampled_from(["recorded_at", "record", "previous", "hash"]), st.integers(0, 200))
def test_an_altered_entry_is_named(place, part, at):
    entry = ENTRIES[place]
    old = getattr(entry, part)
    at %= len(old)
    new = old[:at] + ("0" if old[at] != "0" else "1") + old[at + 1 :]
    entries = [*ENTRIES]
    entries[place] = dataclasses.replace(entry, **{part: new})
    report = verify_chain(entries)
    assert not report.intact
    assert report.head == (ENTRIES[place - 1].head if place else Head())
    assert f"entry {place + 1} " in report.diagnostics[-1].message


@pytest.mark.parametrize("place", range(4))
def test_a_removed_entry_is_named(place):
    report = verify_chain(ENTRIES[:place] + ENTRIES[place + 1 :])
    assert codes(report) == ["WR822"]
    assert f"entry {place + 1} was removed" in report.diagnostics[0].message


def test_a_removed_entry_is_found_although_the_rest_was_numbered_anew():
    rest = [dataclasses.replace(e, sequence=e.sequence - 1) for e in ENTRIES[3:]]
    assert codes(verify_chain(ENTRIES[:2] + rest)) == ["WR821"]
    rehashed = [dataclasses.replace(e, hash=entry_hash(e.sequence, e.recorded_at, e.record, e.previous)) for e in rest]
    assert codes(verify_chain(ENTRIES[:2] + rehashed)) == ["WR823"]


@pytest.mark.parametrize("place", range(4))
def test_entries_in_another_order_are_found(place):
    entries = [*ENTRIES]
    entries[place], entries[place + 1] = entries[place + 1], entries[place]
    assert not verify_chain(entries).intact
    renumbered = [dataclasses.replace(e, sequence=n) for n, e in enumerate(entries, start=1)]
    report = verify_chain(renumbered)
    assert codes(report) == ["WR821"]
    assert report.head.count == place


def test_an_entry_that_stands_twice_is_found():
    assert codes(verify_chain([*ENTRIES[:2], ENTRIES[1], *ENTRIES[2:]])) == ["WR823"]


@pytest.mark.parametrize("left", range(5))
def test_a_cut_tail_is_found_by_the_head(left):
    assert verify_chain(ENTRIES[:left]).intact
    report = verify_chain(ENTRIES[:left], ENTRIES[-1].head)
    assert codes(report) == ["WR824"]
    assert f"entry {left + 1} is missing" in report.diagnostics[0].message


def test_a_log_may_have_gone_on_since_its_head_was_noted():
    assert verify_chain(ENTRIES, ENTRIES[2].head).intact


def test_a_chain_written_anew_is_found_by_the_head_and_by_the_signatures():
    anew = chain(text="another record", key=OTHER_KEY)
    assert verify_chain(anew).intact
    assert codes(verify_chain(anew, ENTRIES[3].head)) == ["WR825"]
    assert codes(verify_chain(anew, public_key=KEY.public_key())) == ["WR826"]
    assert codes(verify_chain(chain(key=None), public_key=KEY.public_key())) == ["WR826"]


def test_a_signature_does_not_fit_another_entry():
    entries = [*ENTRIES]
    entries[2] = dataclasses.replace(entries[2], signature=entries[1].signature)
    report = verify_chain(entries, public_key=KEY.public_key())
    assert (codes(report), report.head.count) == (["WR826"], 2)


def test_a_clock_that_was_set_back_is_warned_about_and_no_alteration():
    head, entries = Head(), []
    for second in (5, 3, 4):
        entries.append(entry_after(head, f"2026-05-04T03:02:0{second}.000000Z", "record"))
        head = entries[-1].head
    report = verify_chain(entries)
    assert report.intact
    assert report.head.count == 3
    assert codes(report) == ["WR827"]


def test_a_head_is_read_from_its_text():
    head = ENTRIES[-1].head
    assert read_head(f" {head}\n").unwrap() == head


@pytest.mark.parametrize("text", ["", "12", "12:abc", f"-1:{'0' * 64}", f"01:{'0' * 64}", f"1:{'G' * 64}"])
def test_what_is_no_head_is_refused(text):
    assert [d.code for d in read_head(text).errors] == ["WR829"]
