"""XML from strangers, read safely: no entities, no network, bounded in size and depth; and where each text stands."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

from lxml import etree

from workshop_rules.diagnostics import Diagnostic, Found, Source, Span, SpannedText

Element: TypeAlias = etree._Element  # noqa: SLF001 (lxml's name for the type)

LARGEST_FILE = 16 * 1024 * 1024
"""Bytes."""
DEEPEST = 200
"""Levels of elements."""
MOST_ELEMENTS = 500_000

_MARKUP = re.compile(
    r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|(?P<tag><[^\s<>\"'/!?](?:[^<>\"']|\"[^\"]*\"|'[^']*')*>)", re.DOTALL
)
"""What a start tag can be taken for, and, by name, a start tag. It is asked of well-formed XML only."""
_ENCODING = re.compile(rb"<\?xml[^>]*?\sencoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
_READ_LAST = {
    etree.ErrorTypes.ERR_TAG_NAME_MISMATCH: "<",
    etree.ErrorTypes.ERR_UNDECLARED_ENTITY: "&",
    etree.ErrorTypes.ERR_NAME_REQUIRED: "&",
}
"""Faults that lie before the place where reading stopped, and how what is at fault begins."""
_ATTRIBUTE = re.compile(r"([^\s=<>\"']+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_INK = re.compile(r"\S")
_PIECE = re.compile(r"&(?:#[0-9]+|#x[0-9a-fA-F]+|[a-z]+);|<!\[CDATA\[.*?\]\]>|<!--.*?-->|\r\n?|[^<]", re.DOTALL)


@dataclass(frozen=True)
class Document:
    """A file of XML: its root element and its text."""

    root: Element = field(repr=False)
    source: Source

    def span(self, element: Element) -> Span:
        """The line that an element begins; where it does not stand first on its line, its start tag."""
        text, tag = self.source.text, self._tags.get(element)
        start = _line_start(self.source, element)
        if tag is not None:
            start = self.source.line_start(self.source.position(tag.start)[0])
            if _INK.search(text, start, tag.start):
                return tag
        end = text.find("\n", start)
        line = text[start : None if end < 0 else end]
        start += len(line) - len(line.lstrip())
        return Span(self.source, start, start + len(line.strip()))

    def attribute(self, element: Element, name: str) -> Span:
        """The value of an attribute; the element's own place where it is not found."""
        tag = self._tags.get(element)
        if tag is not None:
            for match in _ATTRIBUTE.finditer(self.source.text, tag.start, tag.end):
                if match[1] == name and match.lastindex:
                    return Span(self.source, *match.span(match.lastindex))
        return self.span(element)

    def text(self, element: Element) -> SpannedText:
        """The text of an element, each character with its place in the file."""
        value = element.text or ""
        tag = self._tags.get(element)
        if tag is not None:
            offsets, read = _offsets(self.source.text, tag.end, len(value))
            if read == value:
                return SpannedText(value, self.source, offsets)
        return SpannedText.whole(value, f"{self.source.name}:{element.sourceline}")

    @cached_property
    def _tags(self) -> Mapping[Element, Span]:
        """Where the start tag of each element stands; nothing where text and elements cannot be matched."""
        tags = [Span(self.source, *match.span()) for match in _MARKUP.finditer(self.source.text) if match["tag"]]
        elements = list(self.root.iter(etree.Element))
        return dict(zip(elements, tags, strict=True)) if len(tags) == len(elements) else {}


def _line_start(source: Source, element: Element) -> int:
    line: int | None = getattr(element, "sourceline", None)  # its stub gives it no type
    return source.line_start(line or 1)


def _offsets(source: str, start: int, length: int) -> tuple[list[int], str]:
    """The offsets of the characters of the content that begins at `start`, its end's too, and the content itself."""
    offsets: list[int] = []
    content: list[str] = []
    at = start
    while len(offsets) < length and (match := _PIECE.match(source, at)):
        piece, at = match[0], match.end()
        if piece.startswith("<![CDATA["):
            inner = piece[9:-3]
            offsets.extend(range(match.start() + 9, match.start() + 9 + len(inner)))
            content.append(inner)
        elif not piece.startswith("<!--"):
            plain = "\n" if piece[0] == "\r" else html.unescape(piece)
            offsets.extend([match.start()] * len(plain))
            content.append(plain)
    offsets.append(at)
    return offsets, "".join(content)


def local_name(element: Element) -> str:
    """An element's name without its namespace."""
    return etree.QName(element).localname


def read_xml(name: str, data: bytes) -> Found[Document]:
    """A document.

    Args:
        name: how its writer knows it, mostly a path.
        data: the file.

    Returns:
        The document, or why it is refused: too large or deep (WR702), a document type or entities (WR703), or not
        well-formed (WR701).
    """
    if len(data) > LARGEST_FILE:
        return _refused("WR702", f"{name} is larger than {LARGEST_FILE // 1024 // 1024} MiB")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True, remove_comments=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if getattr(error, "code", None) == etree.ErrorTypes.ERR_RESOURCE_LIMIT:  # its stub has no code
            return _refused("WR702", f"{name} has too many elements within one another")
        return _refused("WR701", f"{name} is not well-formed XML: {error.msg}", _fault(name, data, error))
    tree = root.getroottree()
    if tree.docinfo.internalDTD is not None:
        return _refused("WR703", f"{name} has a document type declaration")
    source = Source(name, data.decode(tree.docinfo.encoding or "utf-8", "replace").lstrip("\ufeff"))
    pending, count = [(root, 1)], 0
    while pending:
        element, depth = pending.pop()
        count += 1
        if depth > DEEPEST or count > MOST_ELEMENTS:
            return _refused("WR702", f"{name} has too many elements, or too many within one another")
        pending.extend((child, depth + 1) for child in element)
    return Found(Document(root, source))


def _fault(name: str, data: bytes, error: etree.XMLSyntaxError) -> Span:
    """The place where reading stopped; what was read last, from its first character on, where that is the fault."""
    encoding = _ENCODING.match(data)
    try:
        text = data.decode(encoding[1].decode() if encoding else "utf-8", "replace")
    except LookupError:
        text = data.decode("utf-8", "replace")
    source = Source(name, text.lstrip("\ufeff"))
    line, column = error.position
    start = source.line_start(max(line or 1, 1))
    at = min(start + max(column - 1, 0), len(source.text))
    opening = _READ_LAST.get(getattr(error, "code", 0))  # its stub has no code
    if opening is not None:
        return Span(source, max(source.text.rfind(opening, start, at), start), at)
    return Span(source, at, min(at + 1, len(source.text)))


def _refused(code: str, message: str, span: Span | None = None) -> Found[Document]:
    return Found(None, (Diagnostic(code, message, span),))
