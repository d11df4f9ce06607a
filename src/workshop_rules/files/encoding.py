"""Text files that are not in UTF-8: read in the encoding that somebody names, and never in one that is guessed."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from workshop_rules.diagnostics import Diagnostic, nearest
from workshop_rules.files.unreadable import UnreadableError, told

TEXT_FORMATS = (".csv", ".jsonl")
"""The formats that are text, and so have an encoding."""

_UTF_8 = frozenset({"utf-8", "utf-8-sig"})
_KNOWN = ("gb18030", "gbk", "gb2312", "big5", "utf-8", "utf-16")
"""What a name that is none was perhaps meant to be."""
_PART = 1 << 20
_NO_CHARACTER = "\N{REPLACEMENT CHARACTER}"


def wrong_encoding(path: Path, encoding: str | None) -> Diagnostic | None:
    """That a file has no encoding, or that there is none of that name; None: it can be read in it."""
    if encoding is None:
        return None
    if path.suffix.lower() not in TEXT_FORMATS:
        return told("WR904", "file.encoding.none", path=str(path), formats=", ".join(TEXT_FORMATS))
    if _codec(encoding) is not None:
        return None
    meant = nearest(encoding.lower(), _KNOWN) or _KNOWN[0]
    return told("WR904", "file.encoding.unknown", encoding=encoding, meant=meant)


@contextmanager
def in_utf8(path: Path, encoding: str | None) -> Iterator[Path]:
    """A file with the same text in UTF-8: the file itself, or a copy that is there as long as it is read.

    Args:
        path: the file.
        encoding: what it is in, by a name that Python knows; None: UTF-8.

    Raises:
        OSError: a file cannot be opened or written.
        UnreadableError: it is in another encoding.
    """
    codec = None if encoding is None else _codec(encoding)
    if codec is None or codec.name in _UTF_8:
        yield path
        return
    with TemporaryDirectory(prefix="workshop-rules-") as folder:
        copy = Path(folder) / path.name
        _copy(path, codec, copy)
        yield copy


def _codec(encoding: str) -> codecs.CodecInfo | None:
    try:
        codec = codecs.lookup(encoding)
        "".encode(encoding)  # not every codec is of text
    except (LookupError, ValueError):
        return None
    return codec


def _copy(path: Path, codec: codecs.CodecInfo, copy: Path) -> None:
    """Write the text of a file in UTF-8, a part at a time."""
    with path.open("rb") as source, copy.open("wb") as target:
        if source.read(len(codecs.BOM_UTF8)) == codecs.BOM_UTF8:
            raise UnreadableError("text.utf_8", encoding=codec.name)
        source.seek(0)
        decoder = codec.incrementaldecoder()
        try:
            while part := source.read(_PART):
                target.write(decoder.decode(part).encode())
            target.write(decoder.decode(b"", final=True).encode())
        except UnicodeError as error:
            line = _first_amiss(path, codec.name)
            raise UnreadableError("text.encoding", encoding=codec.name, line=line) from error


def _first_amiss(path: Path, encoding: str) -> int:
    """The number of the first line with something that is no character in an encoding."""
    with path.open(encoding=encoding, errors="replace", newline="\n") as lines, suppress(UnicodeError):
        return next((number for number, line in enumerate(lines, start=1) if _NO_CHARACTER in line), 1)
    return 1  # of UTF-16 the first mark is not there
