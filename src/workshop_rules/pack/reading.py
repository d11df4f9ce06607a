"""Files of a pack are read here: bytes -> text -> plain data with positions.

YAML is read narrowly: one document, no tags, no merge keys, aliases within a bound, no duplicate keys, no scalar on
which readers of YAML disagree, 1 MiB a file. PyYAML makes the events; nothing of it that builds Python objects is used.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import yaml

from workshop_rules.diagnostics import Diagnostic, Found, Source, Span
from workshop_rules.pack.breakage import likely_cause
from workshop_rules.pack.building import Builder, TooDeep
from workshop_rules.pack.document import Document, Scalar
from workshop_rules.pack.scalars import Ambiguous, resolve

LARGEST = 1 << 20
"""The largest file that is read, in bytes."""

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# Anything that cannot be seen, but tab, LF and CR LF; line ends of other kinds; what turns the direction of writing.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069"
    "\ufeff\ufffe\uffff\ud800-\udfff]"
    "|\r(?!\n)"
)
_PROPERTIES = re.compile(r"(?:[&!]\S*(?:\s|#[^\n]*\n)*)+")


_UNREAD: dict[type[OSError], str] = {
    FileNotFoundError: "没有文件`{shown}`；请更正路径",
    IsADirectoryError: "`{shown}`是文件夹，不是文件",
    PermissionError: "没有读取`{shown}`的权限",
}


def shown_path(path: Path) -> str:
    """A path as diagnostics write it: from the working folder where it lies below it."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except (OSError, ValueError):
        return str(path)


def read_text(path: Path, name: str | None = None) -> Found[Source]:
    """A file's text; `name` is what diagnostics call it, the path itself if left out."""
    shown = name or shown_path(path)
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        zh = _UNREAD.get(type(error), "无法读取`{shown}`：{reason}").format(shown=shown, reason=reason)
        return Found(None, (Diagnostic("WR101", f"`{shown}` cannot be read: {reason}", zh=zh),))
    return decode(content, shown)


def read_standard_input(name: str = "standard input") -> Found[Source]:
    """All that comes from standard input."""
    return decode(sys.stdin.buffer.read(LARGEST + 1), name)


def decode(content: bytes, name: str) -> Found[Source]:
    """Bytes as text: UTF-8, a byte order mark at the start left out, nothing in it that cannot be seen."""
    if len(content) > LARGEST:
        zh = f"`{name}`大于{LARGEST >> 20} MiB"
        return Found(None, (Diagnostic("WR102", f"`{name}` is larger than {LARGEST >> 20} MiB", zh=zh),))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = f"`{name}` is not UTF-8: byte 0x{content[error.start]:02X} in line {line}"
        zh = f"`{name}`不是UTF-8编码（第{line}行）；请另存为UTF-8"
        return Found(None, (Diagnostic("WR103", message, help="save the file as UTF-8", zh=zh),))
    source = Source(name, text)
    diagnostics = check_characters(source)
    return Found(None if diagnostics else source, diagnostics)


def check_characters(source: Source) -> tuple[Diagnostic, ...]:
    """Complaints about characters that cannot be seen, ten at most."""
    found = []
    for match in _UNSEEN.finditer(source.text):
        span = Span(source, match.start(), match.end())
        code = f"U+{ord(match[0]):04X}"
        zh = f"字符{code}是看不见的；请删去"
        found.append(Diagnostic("WR104", f"character {code} cannot be seen", span, "", "delete it", zh))
        if len(found) == 10:  # noqa: PLR2004 (a binary file has thousands)
            break
    return tuple(found)


def read_yaml(source: Source) -> Found[Document]:
    """A YAML text as data with positions. Where it is YAML at all, every complaint is collected."""
    builder = Builder(source)
    documents = 0
    try:
        for event in yaml.parse(source.text, Loader=_LOADER):
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    here = builder.span(*_place(event))
                    zh = "这里又开始了一份文档；一个文件只能有一份"
                    builder.complain("WR106", "a second document begins here", here, "keep one document a file", zh=zh)
                    break
            else:
                _take(builder, event)
    except TooDeep:
        return Found(None, tuple(builder.diagnostics))
    except yaml.YAMLError as error:
        builder.diagnostics.append(_broken(source, error))
        return Found(None, tuple(builder.diagnostics))
    if builder.root is None:
        builder.complain("WR106", "there is nothing in this file", builder.span(0, 0), zh="文件是空的")
        return Found(None, tuple(builder.diagnostics))
    return Found(Document(source, builder.root), tuple(builder.diagnostics))


def _place(event: yaml.Event) -> tuple[int, int]:
    """Where an event's text begins and ends; PyYAML sets both marks on every event it parses."""
    start, end = event.start_mark, event.end_mark
    return (start.index, end.index) if start is not None and end is not None else (0, 0)


def _take(builder: Builder, event: yaml.Event) -> None:
    start, end = _place(event)
    match event:
        case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
            _refuse_tag(builder, event)
            if event.anchor is not None and (written := _PROPERTIES.match(builder.source.text, start)):
                start = written.end()
            builder.begin(start, mapping=isinstance(event, yaml.MappingStartEvent), anchor=event.anchor)
        case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
            builder.end(end if end > start else None)
        case yaml.AliasEvent():
            builder.repeat(event.anchor or "", builder.span(start, end))
        case yaml.ScalarEvent():
            _refuse_tag(builder, event)
            builder.add(_scalar(builder, event), event.anchor)
        case _:
            pass  # the stream and the document begin and end


def _scalar(builder: Builder, event: yaml.ScalarEvent) -> Scalar:
    text = builder.source.text
    start, end = _place(event)
    if event.anchor is not None or event.tag is not None:
        written = _PROPERTIES.match(text, start, end)
        start = written.end() if written else start
    style = event.style or ""
    span = builder.span(start, end)
    if style:
        if style == '"' and _UNSEEN.search(event.value):
            zh = "转义所代表的字符是看不见的；请删去"
            builder.complain("WR104", "an escape stands for a character that cannot be seen", span, zh=zh)
        return Scalar(event.value, event.value, style, span)
    if event.value == "<<" and builder.expects_key:
        builder.complain("WR108", "merge keys are not read", span, "write the keys out", zh="不支持合并键；请逐项写出")
    match resolve(event.value):
        case Ambiguous() as ambiguous:
            builder.complain(ambiguous.code, ambiguous.message, span, ambiguous.help, zh=ambiguous.zh)
            return Scalar(event.value, event.value, style, span)
        case value:
            return Scalar(value, event.value, style, span)


def _refuse_tag(builder: Builder, event: yaml.NodeEvent) -> None:
    tag = getattr(event, "tag", None)
    if tag is not None:
        start, _ = _place(event)
        written = re.compile(r"(?:&\S+\s+)?(!\S*)").match(builder.source.text, start)
        span = builder.span(*written.span(1)) if written else builder.span(start, start + 1)
        builder.complain("WR107", "tags are not read", span, "delete it", zh="不支持标签；请删去")


def _broken(source: Source, error: yaml.YAMLError) -> Diagnostic:
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "it cannot be read"
    mark = getattr(error, "problem_mark", None)
    at = mark.index if mark is not None else getattr(error, "position", 0)
    opened = getattr(error, "context_mark", None)
    context = getattr(error, "context", None)
    cause = likely_cause(source, f"{context or ''}: {problem}", at, None if opened is None else opened.index)
    if cause is not None:
        here, message, zh = Span(source, cause.start, cause.end), cause.message, cause.zh
        return Diagnostic("WR105", f"the YAML is broken: {message}", here, "", cause.remedy, f"YAML写法有误：{zh}")
    remedy = "check brackets, quotes and indentation, also of the line before"
    if opened is not None and context is not None:
        remedy = f"see what begins in line {source.position(opened.index)[0]} ({context})"
    zh = f"YAML写法有误（{problem}）；请检查括号、引号和缩进，包括上一行"
    return Diagnostic("WR105", f"the YAML is broken: {problem}", Span(source, at, at + 1), "", remedy, zh)
