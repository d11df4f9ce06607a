"""Files of events, one event a line: read from an offset on, and perhaps waited for.

JSON Lines in UTF-8. A blank line says nothing. The last line may lack its line end, unless the file is still followed:
then what has no line end yet is still being written.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from workshop_rules.diagnostics import Diagnostic, Source, Span
from workshop_rules.errors import DecisionError, FactsError, LiveError
from workshop_rules.living.dossiers import LiveDossiers
from workshop_rules.living.journal import Position
from workshop_rules.living.standing import Change
from workshop_rules.pack.json_reading import read_json

STANDARD_INPUT = "-"
BATCH = 500
"""How many lines go to the disk at once."""

PAUSE = 0.2
"""Seconds between two looks at a file that is followed."""

_BLOCK = 1 << 20
_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file of events: its number, from 1, the bytes between which it stands, and what it says."""

    number: int
    start: int
    content: bytes

    @property
    def end(self) -> int:
        """Where the next line begins."""
        return self.start + len(self.content)

    @property
    def position(self) -> Position:
        """The end of the line, as the state of a live set keeps it."""
        return Position(self.end, self.start, hashlib.sha256(self.content).hexdigest())


Tell = Callable[[Line, Change], object]
"""Called with the line of an event and what it changed, before the event is noted as read."""


def watch(dossiers: LiveDossiers, path: str, tell: Tell, *, start: int | None = None, follow: bool = False) -> None:
    """Let the events of a file happen, and tell each change of a verdict.

    Events are put on the disk some hundred at a time, after their changes were told: whoever is killed in between is
    told them once more when they are read again.

    Args:
        dossiers: the live set.
        path: the file; `-` for standard input.
        tell: called for each change.
        start: the offset to begin at, in bytes; left out, where reading ended before.
        follow: whether to wait for more at the end of the file, until the process is interrupted.

    Raises:
        FactsError: an event is wrong, or cannot be read. What came before it has happened.
        DecisionError: the date of decision cannot be that.
        LiveError: the file is not the one that was read before (WR627), or the state cannot be written (WR624).
    """
    with _opened(path) as file:
        rereadable = path != STANDARD_INPUT
        noted = dossiers.position if start is None and rereadable else None
        number, offset = _beginning(file, path, noted, start) if rereadable else (1, 0)
        for batch in _batches(file, path, number, offset, follow=follow and rereadable, rereadable=rereadable):
            with dossiers.together():
                done: Line | None = None
                try:
                    for line in batch:
                        for change in _happened(dossiers, path, line):
                            tell(line, change)
                        done = line
                finally:
                    if done is not None and rereadable:
                        dossiers.note_position(done.position)


def _happened(dossiers: LiveDossiers, path: str, line: Line) -> Iterator[Change]:
    """The changes that the event of a line makes; what is wrong with it has a place in the file."""
    text = _text(path, line)
    if text.strip():
        document = read_json(Source(path, text, line.number)).unwrap(FactsError)
        try:
            changes = dossiers.apply(document.data())
        except (FactsError, DecisionError) as error:
            here = document.place()
            raise type(error)(one if one.span else replace(one, span=here) for one in error.diagnostics) from None
        yield from (change for change in changes if change.changed)


def _text(path: str, line: Line) -> str:
    try:
        text = line.content.decode().rstrip("\r\n")
    except UnicodeDecodeError as error:
        before = line.content[: error.start].decode()
        source = Source(path, line.content.decode(errors="replace"), line.number)
        span = Span(source, len(before), len(before) + 1)
        remedy, zh = "write the file in UTF-8", "这一行不是UTF-8编码；请将文件另存为UTF-8"
        raise FactsError([Diagnostic("WR620", "the line is not UTF-8", span, "", remedy, zh)]) from None
    return text.removeprefix(_BOM) if line.start == 0 else text


def _batches(
    file: BinaryIO, path: str, number: int, offset: int, *, follow: bool, rereadable: bool
) -> Iterator[list[Line]]:
    """The lines that can be read at once, and again; at the end of a file that is followed, after a while."""
    batch: list[Line] = []
    begun = b""
    while True:
        content = begun + file.readline()
        whole = content.endswith(b"\n")
        if whole or (content and not follow):
            batch.append(Line(number, offset, content))
            number, offset, begun = number + 1, offset + len(content), b""
        else:
            begun = content
        if batch and (not whole or len(batch) >= BATCH or not rereadable):
            yield batch
            batch = []
        if not whole and not follow:
            return
        if not whole:
            if rereadable and os.fstat(file.fileno()).st_size < offset + len(begun):
                raise _other_file(path, "it has become shorter while it was followed", "读取期间它变短了")
            time.sleep(PAUSE)


def _beginning(file: BinaryIO, path: str, noted: Position | None, start: int | None) -> tuple[int, int]:
    """Number and offset of the line to begin with, at which the file then stands.

    Raises:
        LiveError: that is no beginning of a line, or another line ends there than the one that was read last (WR627).
    """
    size = os.fstat(file.fileno()).st_size
    offset = start if start is not None else 0 if noted is None else noted.offset
    if not 0 <= offset <= size:
        zh = f"它有{size}个字节，而应从第{offset}个字节读起"
        raise _other_file(path, f"it has {size} bytes, and reading begins at {offset}", zh)
    if noted is not None:
        file.seek(noted.start)
        if hashlib.sha256(file.read(noted.offset - noted.start)).hexdigest() != noted.digest:
            zh = f"第{offset}个字节之前的一行不是上次最后读到的"
            raise _other_file(path, f"another line ends at {offset} than the one that was read last", zh)
    elif offset:
        file.seek(offset - 1)
        if file.read(1) != b"\n":
            raise _other_file(path, f"no line begins at {offset}", f"第{offset}个字节不是一行的开头")
    file.seek(0)
    number, left = 1, offset
    while left and (block := file.read(min(left, _BLOCK))):
        number += block.count(b"\n")
        left -= len(block)
    return number, offset


@contextmanager
def _opened(path: str) -> Iterator[BinaryIO]:
    if path == STANDARD_INPUT:
        yield sys.stdin.buffer
        return
    with ExitStack() as stack:
        try:
            file = stack.enter_context(Path(path).open("rb"))
        except OSError as error:
            message = f"`{path}` cannot be read: {(error.strerror or str(error)).lower()}"
            zh = f"无法读取`{path}`；请给出事件文件"
            raise FactsError([Diagnostic("WR620", message, None, "", "name a file of events", zh)]) from error
        yield file


def _other_file(path: str, reason: str, zh: str) -> LiveError:
    remedy = "give the file that was read before, or say with `--from` at which byte to begin"
    message = f"`{path}` is not the file that was read before: {reason}"
    zh = f"`{path}`不是先前读的文件：{zh}；请给出先前的文件，或用`--from`指明从哪个字节读起"
    return LiveError([Diagnostic("WR627", message, None, "", remedy, zh)])
