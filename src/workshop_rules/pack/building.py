"""Nodes are built from what a YAML or JSON reader meets, one after the other, without recursion and within bounds."""

from __future__ import annotations

from dataclasses import dataclass, field

from workshop_rules.diagnostics import Diagnostic, Source, Span
from workshop_rules.pack.document import Mapping, Node, Scalar, Sequence

DEEPEST = 40
"""How deep lists and mappings may stand in one another."""

MOST_REPEATED = 10_000
"""How many nodes aliases may add to a document."""


class TooDeep(Exception):  # noqa: N818 (it ends the reading of this text; no caller of the library sees it)
    """Lists and mappings stand in one another deeper than is read."""


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not come yet."""

    mapping: bool
    start: int
    anchor: str | None
    items: list[Node] = field(default_factory=list)
    entries: list[tuple[Scalar, Node]] = field(default_factory=list)
    keys: dict[str, Scalar] = field(default_factory=dict)
    key: Scalar | None = None
    size: int = 1


class Builder:
    """Builds the tree of one document and collects what is wrong with it."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.diagnostics: list[Diagnostic] = []
        self.root: Node | None = None
        self._open: list[_Open] = []
        self._anchors: dict[str, Node | None] = {}  # None: not complete yet
        self._repeated = 0

    def span(self, start: int, end: int) -> Span:
        """A place in the source."""
        return Span(self.source, start, end)

    def complain(self, code: str, message: str, span: Span, remedy: str = "", label: str = "", zh: str = "") -> None:
        """Keep a diagnostic; building goes on."""
        self.diagnostics.append(Diagnostic(code, message, span, label, remedy, zh))

    @property
    def expects_key(self) -> bool:
        """Whether what comes next is a key."""
        return bool(self._open) and self._open[-1].mapping and self._open[-1].key is None

    def begin(self, start: int, *, mapping: bool, anchor: str | None = None) -> None:
        """A list or mapping begins.

        Raises:
            TooDeep: it stands deeper than is read.
        """
        if len(self._open) >= DEEPEST:
            message = f"lists and mappings stand more than {DEEPEST} deep"
            self.complain("WR113", message, self.span(start, start + 1), zh=f"列表和记录嵌套超过{DEEPEST}层")
            raise TooDeep
        if anchor is not None:
            self._anchors[anchor] = None
        self._open.append(_Open(mapping, start, anchor))

    def end(self, end: int | None) -> None:
        """The innermost list or mapping ends; `end` is None where it ends with what is in it."""
        done = self._open.pop()
        inside = [*done.items, *(value for _, value in done.entries)]
        keys = [key for key, _ in done.entries]
        last = max((node.span.end for node in (*inside, *keys)), default=done.start + 1)
        span = self.span(done.start, last if end is None else end)
        node: Node = (
            Mapping(tuple(done.entries), span, done.size)
            if done.mapping
            else Sequence(tuple(done.items), span, done.size)
        )
        self.add(node, done.anchor)

    def add(self, node: Node, anchor: str | None = None) -> None:
        """A complete node: a key, a value, an item, or the whole document."""
        if anchor is not None:
            self._anchors[anchor] = node
        if not self._open:
            self.root = node
            return
        around = self._open[-1]
        around.size += node.size
        if not around.mapping:
            around.items.append(node)
        elif around.key is None:
            around.key = self._as_key(node)
        else:
            self._enter(around, around.key, node)
            around.key = None

    def repeat(self, anchor: str, span: Span) -> None:
        """An alias: the anchored node once more, unless that repeats too much."""
        node = self._anchors.get(anchor)
        null = Scalar(None, "", "", span)
        if node is None:
            message = (
                f"`*{anchor}` stands inside what it repeats"
                if anchor in self._anchors
                else f"there is no anchor `&{anchor}` before this alias"
            )
            self.complain("WR109", message, span, zh=f"这里引用不了`{anchor}`；请把内容写出来")
            self.add(null)
            return
        before = self._repeated
        self._repeated += node.size
        if self._repeated > MOST_REPEATED:
            if before <= MOST_REPEATED:
                zh = f"引用重复的内容超过{MOST_REPEATED}项"
                self.complain("WR109", f"aliases repeat more than {MOST_REPEATED} values", span, zh=zh)
            node = null
        self.add(node)

    def _as_key(self, node: Node) -> Scalar:
        match node:
            case Scalar(value=str()):
                return node
            case Scalar():
                self.complain(
                    "WR114",
                    f"the key `{node.written}` is not a text",
                    node.span,
                    f'write "{node.written}" in quotes if it is a name',
                    zh=f"名称`{node.written}`不是文字；如果是名称，请加引号",
                )
                return node
            case _:
                self.complain("WR114", "a key cannot be a list or a mapping", node.span, zh="名称不能是列表或记录")
                return Scalar("", "", "", node.span)

    def _enter(self, around: _Open, key: Scalar, value: Node) -> None:
        first = around.keys.setdefault(key.written, key)
        if first is key:
            around.entries.append((key, value))
            return
        line, _ = self.source.position(first.span.start)
        message, zh = f"`{key.written}` stands twice", f"`{key.written}`出现了两次，前一个在第{line}行；请只留一个"
        self.complain("WR110", message, key.span, f"the first is in line {line}; keep one", zh=zh)
