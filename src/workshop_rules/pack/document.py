"""A text that was read: plain data of which every part knows its place.

YAML and JSON give the same nodes. `data` turns them into plain Python (`dict`, `tuple`, `str`, `bool`, `int`,
`Decimal`, `None`); its mappings remember their node, so that whoever checks the data can underline what is wrong.
"""

from __future__ import annotations

from collections.abc import Mapping as MappingABC
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import TypeAlias

from workshop_rules.diagnostics import Source, Span, SpannedText
from workshop_rules.pack.spelling import offsets

PathPart: TypeAlias = str | int
ScalarValue: TypeAlias = str | bool | int | Decimal | None


@dataclass(frozen=True, slots=True, eq=False)
class Scalar:
    """A single value.

    Attributes:
        value: what it stands for: a text, truth value, exact number or null.
        written: its text, quotes and escapes resolved, before it was taken for anything but a text.
        style: `""` for a plain one, `'`, `"`, `|` or `>`.
        span: its place, quotes included.
    """

    value: ScalarValue
    written: str
    style: str
    span: Span
    size: int = 1

    def text(self) -> SpannedText:
        """The value as written, each character with its place in the file."""
        source = self.span.source
        return SpannedText(
            self.written, source, offsets(source.text, self.span.start, self.span.end, self.style, self.written)
        )


@dataclass(frozen=True, slots=True, eq=False)
class Sequence:
    """A list. `size` counts all nodes in it, aliases expanded."""

    items: tuple[Node, ...]
    span: Span
    size: int = 1


@dataclass(frozen=True, eq=False)
class Mapping:
    """Keys and values, in the order in which they were written. `size` counts all nodes in it, aliases expanded."""

    entries: tuple[tuple[Scalar, Node], ...]
    span: Span
    size: int = 1

    @cached_property
    def by_key(self) -> dict[str, tuple[Scalar, Node]]:
        """Key and value by the key's text."""
        return {key.written: (key, value) for key, value in self.entries}


Node: TypeAlias = Scalar | Sequence | Mapping


def child(node: Node, part: PathPart) -> Node | None:
    """The value under a key or an index (from 0), or None where there is none."""
    match node:
        case Mapping():
            entry = node.by_key.get(part) if isinstance(part, str) else None
            return entry[1] if entry else None
        case Sequence():
            return node.items[part] if isinstance(part, int) and 0 <= part < len(node.items) else None
        case Scalar():
            return None


def find(node: Node, *path: PathPart) -> Node | None:
    """The value at a path of keys and indices, or None where there is none."""
    found: Node | None = node
    for part in path:
        if found is None:
            return None
        found = child(found, part)
    return found


def place(node: Node, *path: PathPart) -> Span:
    """Where the value at the path stands, or, where there is none, the nearest thing around it."""
    for part in path:
        inner = child(node, part)
        if inner is None:
            return head(node)
        node = inner
    return node.span


def key_place(node: Node, *path: PathPart) -> Span:
    """Where the key at the end of the path stands; for a list item, where the item stands."""
    *before, last = path
    around = find(node, *before)
    if isinstance(around, Mapping) and last in around.by_key:
        return around.by_key[str(last)][0].span
    return place(node, *path)


def head(node: Node) -> Span:
    """A place short enough to underline: of a mapping its first key, of a list its first item's."""
    match node:
        case Mapping(entries=((key, _), *_)):
            return key.span
        case Sequence(items=(first, *_)):
            return head(first)
        case _:
            return node.span


class WrittenMapping(dict[str, object]):
    """A `dict` that remembers the node it was read from."""

    __slots__ = ("node",)

    def __init__(self, values: MappingABC[str, object], node: Mapping) -> None:
        super().__init__(values)
        self.node = node


def data(node: Node) -> object:
    """The node as plain Python: mappings as `WrittenMapping`, lists as tuples, scalars as their values."""
    match node:
        case Scalar():
            return node.value
        case Sequence():
            return tuple(data(item) for item in node.items)
        case Mapping():
            return WrittenMapping({key.written: data(value) for key, value in node.entries}, node)


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """A file's content.

    Attributes:
        source: its name and text.
        root: the whole of it.
    """

    source: Source
    root: Node = field(repr=False)

    def data(self) -> object:
        """The content as plain Python."""
        return data(self.root)

    def place(self, *path: PathPart) -> Span:
        """Where the value at the path stands, or the nearest thing around it."""
        return place(self.root, *path)

    def key_place(self, *path: PathPart) -> Span:
        """Where the key at the end of the path stands."""
        return key_place(self.root, *path)

    def text(self, *path: PathPart) -> SpannedText | None:
        """The scalar at the path as written, or None where there is none."""
        node = find(self.root, *path)
        return node.text() if isinstance(node, Scalar) else None
