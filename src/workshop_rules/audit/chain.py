"""What an entry of a log is, and whether entries are a whole chain.

The hash of an entry covers its number, its time, the SHA-256 of its record and the hash of the entry before it; so
nothing can be changed, taken out, put in or moved without the hashes showing it, unless all that follow are made anew.
Against that there are heads (number of entries and last hash, noted elsewhere) and signatures.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from workshop_rules.audit.record import canonical, sha256
from workshop_rules.diagnostics import Diagnostic, Found

FORMAT = "workshop-rules/log/1"
"""Goes into every hash; the number changes when hashes are made otherwise."""

NOTHING_BEFORE = "0" * 64
"""What the first entry has as the hash of the one before it."""

_HEAD = re.compile(r"\s*(0|[1-9][0-9]{0,17}):([0-9a-f]{64})\s*")


@dataclass(frozen=True, slots=True)
class Head:
    """How far a log goes: the number of entries and the hash of the last.

    Noted elsewhere, it shows later whether the log was cut or written anew. As text: `12:9f86d0…`.
    """

    count: int = 0
    hash: str = NOTHING_BEFORE

    def __str__(self) -> str:
        return f"{self.count}:{self.hash}"


def read_head(text: str) -> Found[Head]:
    """A head from its text."""
    parts = _HEAD.fullmatch(text)
    if parts is None:
        message = f"`{text.strip()[:80]}` is not a head such as 12:9f86d081… (with all 64 digits)"
        zh = f"`{text.strip()[:80]}`不是链头（形如12:9f86d081…，共64位）；请照抄`audit head`打印的那一行"
        return Found(None, (Diagnostic("WR829", message, None, "", "copy the line that `audit head` printed", zh),))
    return Found(Head(int(parts[1]), parts[2]))


@dataclass(frozen=True, slots=True)
class Entry:
    """A record in a log.

    Attributes:
        sequence: its number, from 1, without gaps.
        recorded_at: when the writing machine thought it was, in UTC: `2026-05-04T03:02:01.123456Z`.
        record: the record, as it was made.
        previous: the hash of the entry before it.
        hash: its own.
        signature: Ed25519, of the hash, in hexadecimal; empty where it is not signed.
    """

    sequence: int
    recorded_at: str
    record: str = field(repr=False)
    previous: str
    hash: str
    signature: str = ""

    @property
    def head(self) -> Head:
        """The head of a log that ends here."""
        return Head(self.sequence, self.hash)


def entry_after(head: Head, recorded_at: str, record: str, signing_key: Ed25519PrivateKey | None = None) -> Entry:
    """The entry that follows a head."""
    sequence = head.count + 1
    made = entry_hash(sequence, recorded_at, record, head.hash)
    signature = "" if signing_key is None else signing_key.sign(_signed(made)).hex()
    return Entry(sequence, recorded_at, record, head.hash, made, signature)


def entry_hash(sequence: int, recorded_at: str, record: str, previous: str) -> str:
    """The hash that such an entry has to have."""
    content = {
        "format": FORMAT,
        "sequence": str(sequence),
        "recorded_at": recorded_at,
        "record": sha256(record),
        "previous": previous,
    }
    return sha256(canonical(content))


@dataclass(frozen=True, slots=True)
class ChainReport:
    """Whether a log is whole.

    Attributes:
        head: how far it goes; where something is wrong, how far it is whole.
        diagnostics: the first thing that is wrong, and warnings about clocks up to there.
    """

    head: Head
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def intact(self) -> bool:
        """Whether nothing was altered, removed or moved."""
        return not Found(None, self.diagnostics).errors


def verify_chain(
    entries: Iterable[Entry], noted: Head | None = None, public_key: Ed25519PublicKey | None = None
) -> ChainReport:
    """Hold entries against one another, up to the first that does not fit.

    Args:
        entries: in the order of their numbers.
        noted: a head that was noted elsewhere: the log has to go that far, and to be the same up to there.
        public_key: the key by which every entry has to be signed; signatures are not looked at if left out.
    """
    head, clock = Head(), ""
    warnings: list[Diagnostic] = []
    for entry in entries:
        wrong = next(_faults(entry, head, noted, public_key), None)
        if wrong is not None:
            return ChainReport(head, (*warnings, wrong))
        if entry.recorded_at < clock:
            message = f"entry {entry.sequence} was written at {entry.recorded_at}, its predecessor at {clock}"
            zh = f"第{entry.sequence}条写于{entry.recorded_at}，却早于前一条的{clock}；请检查写入机器的时钟"
            warnings.append(Diagnostic("WR827", message, zh=zh))
        head, clock = entry.head, entry.recorded_at
    if noted is not None and head.count < noted.count:
        message = f"the log ends at entry {head.count}, and it had {noted.count}: entry {head.count + 1} is missing"
        zh = f"日志止于第{head.count}条，而当时已有{noted.count}条：缺第{head.count + 1}条；请与备份或导出文件核对"
        return ChainReport(head, (*warnings, Diagnostic("WR824", message, zh=zh)))
    return ChainReport(head, tuple(warnings))


def _faults(
    entry: Entry, before: Head, noted: Head | None, public_key: Ed25519PublicKey | None
) -> Iterator[Diagnostic]:
    """What is wrong with an entry, the worst first."""
    number = before.count + 1
    if entry.sequence > number:
        message = f"entry {number} was removed: {_after(before)} comes entry {entry.sequence}"
        yield Diagnostic("WR822", message, zh=f"第{number}条被删去：其位置上是第{entry.sequence}条")
    if entry.sequence < number:
        message = f"{_after(before)} comes an entry with the number {entry.sequence}"
        yield Diagnostic("WR823", message, zh=f"第{before.count}条之后的一条编号为{entry.sequence}")
    if _hash_of(entry) != entry.hash:
        yield Diagnostic("WR821", f"entry {entry.sequence} was altered", zh=f"第{entry.sequence}条被改动过")
    if entry.previous != before.hash:
        message = f"entry {entry.sequence} does not follow the one that stands before it"
        yield Diagnostic("WR823", message, zh=f"第{entry.sequence}条与它前面的一条不相衔接")
    if noted is not None and noted.count == entry.sequence and noted.hash != entry.hash:
        message = f"entry {entry.sequence} is not the one that the noted head names"
        yield Diagnostic("WR825", message, zh=f"第{entry.sequence}条不是所记链头指明的那一条：日志被重写过")
    if public_key is not None and not _is_signed(entry, public_key):
        what, zh = ("is signed by somebody else", "由他人签名") if entry.signature else ("is not signed", "没有签名")
        yield Diagnostic("WR826", f"entry {entry.sequence} {what}", zh=f"第{entry.sequence}条{zh}")


def _hash_of(entry: Entry) -> str:
    try:
        return entry_hash(entry.sequence, entry.recorded_at, entry.record, entry.previous)
    except (ValueError, UnicodeEncodeError):
        return ""


def _is_signed(entry: Entry, public_key: Ed25519PublicKey) -> bool:
    try:
        public_key.verify(bytes.fromhex(entry.signature), _signed(entry.hash))
    except (InvalidSignature, ValueError):
        return False
    return True


def _signed(hash_: str) -> bytes:
    """What a signature signs."""
    return f"{FORMAT}\n{hash_}".encode()


def _after(head: Head) -> str:
    return f"after entry {head.count}" if head.count else "at the start"
