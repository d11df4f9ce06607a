"""A reader's copy of the document, held against the outline of a pack.

Documents are not shipped. Whoever has a copy can put it beside the pack: each entry of the outline is looked up in it
by its numbering, one after another, so that a clause's text can be shown and a difference in numbering is told.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from workshop_rules.check.outline import ANNEX, read_number
from workshop_rules.diagnostics import Diagnostic, Found, Source, Span, require_type
from workshop_rules.pack.parsed import ParsedPack
from workshop_rules.pack.reading import read_text

_FIRST = ("一", "(一)", "1", "(1)")
"""The numbers with which the parts of a passage may begin."""


@dataclass(frozen=True)
class Located:
    """The outline, looked up in a copy.

    Attributes:
        copy: the copy.
        starts: where each numbering of the outline that was found begins, in order.
        lost: the numberings of the outline that the copy does not have where they should stand.
        stops: where the documents end that the outline takes from a copy of several, if it is of more than one.
    """

    copy: Copy
    starts: Mapping[str, int]
    lost: tuple[str, ...]
    stops: tuple[int, ...] = ()

    @cached_property
    def _ends(self) -> Mapping[str, int]:
        places = sorted({*self.starts.values(), *self.stops, self.copy.stop})
        return {numbering: places[places.index(start) + 1] for numbering, start in self.starts.items()}

    def text(self, numbering: str) -> str | None:
        """The text of a clause, up to the next one of the outline; None where it was not found."""
        start = self.starts.get(numbering)
        return None if start is None else self.copy.source.text[start : self._ends[numbering]].strip()

    def beyond(self, numbering: str) -> int:
        """Where a clause ends with all that stands under it; of the empty numbering, where the main text ends."""
        inside = [n for n in self.starts if n == numbering or n.startswith(f"{numbering}/" if numbering else "")]
        if not numbering:
            inside = [n for n in inside if not n.startswith(ANNEX)] or inside
        return max(self._ends[one] for one in inside)


@dataclass(frozen=True)
class Copy:
    """A copy of a document, as text.

    Attributes:
        source: its text, and the name of its file.
        digest: the SHA-256 of the file's bytes, in hexadecimal, as a pack's `document.digest` states it.
        start, end: the part of the text that is the document; the end is None at the end of the text.
    """

    source: Source
    digest: str
    start: int = 0
    end: int | None = None

    @property
    def stop(self) -> int:
        """The place in the text at which the document ends."""
        return len(self.source.text) if self.end is None else self.end

    def part(self, heading: str) -> Copy | None:
        """The document that begins at a line, in a copy that holds several; it ends where the next begins.

        The next one begins at a line with the same first word, such as `#####`. None where there is no such line.
        """
        text = self.source.text
        begin = re.search(rf"^{re.escape(heading)}[ \t]*$", text, re.MULTILINE)
        if begin is None:
            return None
        following = re.compile(rf"^{re.escape(heading.split(maxsplit=1)[0])}(?!\S)", re.MULTILINE).search(
            text, begin.end()
        )
        end = len(text) if following is None else following.start()
        return Copy(self.source, self.digest, begin.end(), end)

    def locate(self, numberings: Sequence[str], documents: Mapping[str, Copy] | None = None) -> Located:
        """Look up the numberings of an outline: the headings first, then within each what stands under it.

        Args:
            numberings: the numberings, in the order of the outline.
            documents: where the outline is of several documents, the part of the copy that each is, by the numbering
                under which the outline has it.
        """
        starts: dict[str, int] = {}
        documents = documents or {}
        main = [one for one in numberings if one.partition("/")[0] not in documents]
        self._locate("", main, (self.start, self.stop), starts)
        for numbering, document in documents.items():
            starts[numbering] = document.start
            self._locate(numbering, list(numberings), (document.start, document.stop), starts)
        lost = tuple(one for one in numberings if one not in starts)
        stops = tuple(document.stop for document in documents.values())
        return Located(self, dict(sorted(starts.items(), key=lambda item: item[1])), lost, stops)

    def _locate(self, parent: str, numberings: list[str], stretch: tuple[int, int], starts: dict[str, int]) -> None:
        above = f"{parent}/" if parent else ""
        under = [one for one in numberings if one.startswith(above) and "/" not in one.removeprefix(above)]
        under += _unlisted_annexes(numberings) if not parent else []
        position, end = stretch
        found: dict[str, int] = {}
        for numbering in under:
            place = _place(self.source.text, numbering.rpartition("/")[2], position, end)
            if place is not None:
                found[numbering], position = place
        for index, numbering in enumerate(under):
            following = next((found[one] for one in under[index + 1 :] if one in found), end)
            # What stands under a number that cannot be read comes after all that was found before it.
            before = max((one for one in starts.values() if stretch[0] <= one < following), default=stretch[0] - 1)
            begin = found.get(numbering, before)
            if numbering in found and numbering in numberings:
                starts[numbering] = begin
            self._locate(numbering, numberings, (begin + 1, following), starts)


def read_copy(path: str | os.PathLike[str]) -> Found[Copy]:
    """A copy of a document from a text file in UTF-8, with a diagnostic where it cannot be read."""
    require_type(path, (str, os.PathLike), "copy", "the path of a text file")
    path = Path(path)
    found = read_text(path)
    if found.value is None:
        return Found(None, found.diagnostics)
    return Found(Copy(found.value, hashlib.sha256(path.read_bytes()).hexdigest()), found.diagnostics)


def locate_outline(pack: ParsedPack, copy: Copy) -> Found[Located]:
    """The outline of a pack, looked up in a copy: in the part of it that the pack's `document.section` names.

    A diagnostic says where the copy is not the one that the pack was written from, or has no such part.
    """
    document = pack.manifest.document
    diagnostics = list(_other_copy(copy, document.digest))
    part = copy if document.section is None else copy.part(document.section)
    if part is None:
        return Found(None, (*diagnostics, _no_such_line(document.section, document.place("section"))))
    documents: dict[str, Copy] = {}
    for entry in pack.outline.clauses:
        if entry.section is None or entry.numbering is None:
            continue
        one = part.part(entry.section)
        if one is None:
            diagnostics.append(_no_such_line(entry.section, entry.place("section")))
        else:
            documents[entry.numbering] = one
    numberings = [entry.numbering for entry in pack.outline.clauses if entry.numbering is not None]
    return Found(part.locate(numberings, documents), tuple(diagnostics))


def compare_with_copy(pack: ParsedPack, located: Located) -> Iterator[Diagnostic]:
    """Where the numbering of a copy and of the outline differ."""
    entries = {entry.numbering: entry for entry in pack.outline.clauses if entry.numbering is not None}
    for numbering in located.lost:
        if not entries[numbering].damaged:
            yield Diagnostic(
                "WR340",
                f"the copy has no `{numbering}` where the outline has it",
                entries[numbering].place("numbering"),
                "",
                "mend the numbering; where it is the copy that is damaged, add `damaged: true` to the entry",
            )
    yield from _left_out(located)


def _no_such_line(line: str | None, place: Span | None) -> Diagnostic:
    message = f"the copy has no line `{line}`, with which the document begins"
    return Diagnostic("WR340", message, place, "", "give the copy that the pack was written from, or mend `section`")


def _other_copy(copy: Copy, digest: str | None) -> Iterator[Diagnostic]:
    if digest is not None and digest != copy.digest:
        yield Diagnostic(
            "WR341",
            f"`{copy.source.name}` is not the copy that the pack was written from",
            None,
            "",
            f"its SHA-256 is {copy.digest}; the pack's `document.digest` is {digest}",
        )


def _left_out(located: Located) -> Iterator[Diagnostic]:
    """Numbers of the copy that go on where the outline stops, and parts of a passage that it takes as one."""
    numberings = list(located.starts)
    known = {*numberings, *located.lost}
    for numbering in numberings:
        parent, _, part = numbering.rpartition("/")
        number = read_number(part)
        following = None if number is None else f"{parent}/{number.following}".lstrip("/")
        if following is not None and following not in known:
            yield from _seen(located, following, located.starts[numbering] + 1, located.beyond(parent))
        if not any(one.startswith(f"{numbering}/") for one in known):
            inside = located.starts[numbering] + 1, located.beyond(numbering)
            for first in _FIRST:
                yield from _seen(located, f"{numbering}/{first}", *inside)


def _seen(located: Located, numbering: str, start: int, end: int) -> Iterator[Diagnostic]:
    """A complaint where a number begins a line of this stretch of the copy."""
    found = _begins_line(numbering.rpartition("/")[2]).search(located.copy.source.text, start, end)
    if found is not None:
        yield Diagnostic(
            "WR340",
            f"the copy has `{numbering}`, which the outline leaves out",
            Span(located.copy.source, found.start(1), found.end(1)),
            "",
            f"add an entry for `{numbering}`",
        )


def _unlisted_annexes(numberings: Sequence[str]) -> list[str]:
    """Annexes that have no entry of their own, as those do that hold all else of a document."""
    annexes = dict.fromkeys(one.partition("/")[0] for one in numberings if one.startswith(ANNEX))
    return [one for one in annexes if one not in numberings]


def _place(text: str, part: str, start: int, end: int) -> tuple[int, int] | None:
    """Where a number stands in a stretch of text: at the start of a line if it does, else within one."""
    found = _begins_line(part).search(text, start, end) or re.compile(_number(part)).search(text, start, end)
    return None if found is None else found.span(1)


def _begins_line(part: str) -> re.Pattern[str]:
    return re.compile(rf"^[ \t\u3000]*{_number(part)}", re.MULTILINE)


def _number(part: str) -> str:
    """How a part of a numbering looks in a document, as a pattern whose group 1 is the number itself."""
    plain = part.replace("（", "(").replace("）", ")")
    number = read_number(plain)
    if number is None:
        letters = r"\s*".join(re.escape(char) for char in plain)
        return f"({letters})"
    written = re.escape(plain.strip("()"))
    if plain.startswith(ANNEX):
        return rf"({ANNEX}\s*{re.escape(plain.removeprefix(ANNEX))})(?![0-9:：])"
    if plain.startswith("("):
        return rf"([（(]{written}[）)])"
    if number.style == "#" and number.chinese:
        return rf"(?<![一二三四五六七八九十百])({written}[、是])"
    if number.style == "#":
        return rf"(?<![0-9.])({written}(?:[.．](?![0-9])|、))"
    return rf"(?<![0-9A-Z])({written})(?![0-9])"
