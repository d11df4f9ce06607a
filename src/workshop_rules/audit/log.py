"""The log of verdicts: append-only, each entry chained to the one before it."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from workshop_rules.audit.chain import ChainReport, Entry, Head, entry_after, read_head, verify_chain
from workshop_rules.audit.errors import AuditError, refused
from workshop_rules.audit.keys import read_public_key, read_signing_key
from workshop_rules.audit.masking import Masking
from workshop_rules.audit.record import IN_FULL, read_record
from workshop_rules.audit.storage import Place, Storage
from workshop_rules.diagnostics import require_type

_PARTS = ("recorded_at", "record", "previous", "hash", "signature")

SigningKey = Ed25519PrivateKey | str | os.PathLike[str]
PublicKey = Ed25519PublicKey | str | os.PathLike[str]


class Recordable(Protocol):
    """What makes a record of itself: a verdict."""

    def record(self, masking: Masking | None = None) -> str:
        """The record."""


class AuditLog:
    """A log of verdicts in a SQLite file, or in PostgreSQL.

    Any number of processes may append at once. An entry is on the disk when `append` returns.

    ```python
    log = wr.AuditLog("verdicts.db", masking=wr.Masking.left_out())
    log.append(verdict)
    log.verify().intact
    ```
    """

    def __init__(
        self, place: Place, *, signing_key: SigningKey | None = None, masking: Masking = IN_FULL, create: bool = True
    ) -> None:
        """Open a log, or begin one.

        Args:
            place: the path of a SQLite file, or the URL of a PostgreSQL database (`postgresql+psycopg://…`).
            signing_key: an Ed25519 key, or the PEM file that holds it, to sign every entry with.
            masking: how what is personal is kept in the records of verdicts that are appended.
            create: whether to begin a log where there is none.

        Raises:
            AuditError: there is no log at the place, or it cannot be opened (WR820), or the key is none (WR830).
            TypeError: an argument is of another type.
        """
        require_type(place, (str, os.PathLike), "place", "the path of a SQLite file, or the URL of a database")
        require_type(masking, Masking, "masking", "a `Masking`")
        keys = (str, os.PathLike, Ed25519PrivateKey, type(None))
        require_type(signing_key, keys, "signing_key", "an Ed25519 key, or the path of the file that holds it")
        self.masking = masking
        self._signing_key = (
            read_signing_key(Path(signing_key)) if isinstance(signing_key, str | os.PathLike) else signing_key
        )
        self._storage = Storage(place, create=create)

    def append(self, verdict: Recordable | str) -> Entry:
        """Add a verdict, or a record that was made of one. It is on the disk when this returns.

        Raises:
            AuditError: the text is no record (WR801, WR802), the verdict makes none (WR803), or the entry cannot be
                written (WR828); the log is then as it was.
        """
        if isinstance(verdict, str):
            text = read_record(verdict.encode("utf-8", "surrogatepass")).unwrap(AuditError).text
        elif hasattr(verdict, "record"):
            text = verdict.record(self.masking)
        else:
            message = f"a log keeps verdicts and their records, not a value of the type `{type(verdict).__name__}`"
            zh = "日志只保存结论及其记录；请给出结论，或`Verdict.record`生成的文本"
            raise refused("WR801", message, "give the verdict, or the text that `Verdict.record` made", zh)
        return self._storage.append(lambda head: entry_after(head, _now(), text, self._signing_key))

    def head(self) -> Head:
        """How far the log goes. Note it elsewhere: only with it can a cut end be seen later.

        Raises:
            AuditError: the log cannot be read (WR820).
        """
        return self._storage.head()

    def verify(self, head: Head | str | None = None, public_key: PublicKey | None = None) -> ChainReport:
        """Whether every entry is as it was written, up to the first that is not.

        Args:
            head: one that was noted elsewhere, also as text (`12:9f86d0…`): the log has to contain it.
            public_key: the key, or the PEM file that holds it, by which every entry has to be signed.

        Raises:
            AuditError: the log cannot be read (WR820), or head (WR829) or key (WR830) are none.
            TypeError: an argument is of another type.
        """
        require_type(head, (Head, str, type(None)), "head", "how far a log went, as `AuditLog.head` or its text say it")
        keys = (str, os.PathLike, Ed25519PublicKey, type(None))
        require_type(public_key, keys, "public_key", "an Ed25519 key, or the path of the file that holds it")
        noted = read_head(head).unwrap(AuditError) if isinstance(head, str) else head
        key = read_public_key(Path(public_key)) if isinstance(public_key, str | os.PathLike) else public_key
        return verify_chain(self, noted, key)

    def __iter__(self) -> Iterator[Entry]:
        """The entries, first one first."""
        return self._storage.entries()

    def __getitem__(self, sequence: int) -> Entry:
        """The entry of a number.

        Raises:
            AuditError: there is none (WR831).
            TypeError: what is given is no number.
        """
        require_type(sequence, int, "sequence", "the number of an entry, from 1")
        entry = self._storage.entry(sequence)
        if entry is None:
            count = self.head().count
            zh = f"没有第{sequence}条；日志共有{count}条"
            raise refused("WR831", f"there is no entry {sequence}", f"the log has {count} entries", zh)
        return entry

    def __len__(self) -> int:
        """The number of entries."""
        return self.head().count

    def export(self) -> Iterator[str]:
        """The entries as lines of canonical JSON, records as texts; `audit verify` reads a file of them, too."""
        for entry in self:
            yield exported(entry)


def exported(entry: Entry) -> str:
    """An entry as one line of canonical JSON.

    What is no Unicode in it, which no log wrote, is written as question marks; the hash shows that it was altered
    all the same.
    """
    data = {
        "sequence": str(entry.sequence),
        "recorded_at": entry.recorded_at,
        "record": entry.record,
        "previous": entry.previous,
        "hash": entry.hash,
        "signature": entry.signature,
    }
    try:
        return rfc8785.dumps(data).decode("utf-8")
    except rfc8785.CanonicalizationError:
        shown = {name: text.encode("utf-8", "replace").decode("utf-8") for name, text in data.items()}
        return rfc8785.dumps(shown).decode("utf-8")


def read_export(path: Path) -> Iterator[Entry]:
    """The entries in a file that `AuditLog.export` made, to be held against one another by `verify_chain`.

    Raises:
        AuditError: the file cannot be read, or a line is no entry (WR820).
    """
    try:
        with path.open(encoding="utf-8", newline="\n") as lines:
            for number, line in enumerate(lines, start=1):
                yield _read_entry(line, path, number)
    except OSError as error:
        message = f"`{path}` cannot be read: {(error.strerror or str(error)).lower()}"
        raise refused("WR820", message, zh=f"无法读取`{path}`；请检查路径和权限") from error
    except UnicodeDecodeError as error:
        raise refused("WR820", f"`{path}` is not UTF-8", zh=f"`{path}`不是UTF-8编码") from error


def _read_entry(line: str, path: Path, number: int) -> Entry:
    try:
        data = json.loads(line)
        sequence, parts = int(data["sequence"]), [str(data[part]) for part in _PARTS]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        message, zh = f"{path}, line {number}: this is no entry of a log", f"{path}第{number}行不是日志条目"
        remedy = "give a file that `audit export` wrote"
        raise refused("WR820", message, remedy, f"{zh}；请给出`audit export`写出的文件") from error
    return Entry(sequence, *parts)


def _now() -> str:
    now = dt.datetime.now(dt.UTC).replace(tzinfo=None)
    return now.isoformat(timespec="microseconds") + "Z"
