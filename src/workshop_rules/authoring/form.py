"""The form in which pack files are kept: indentation, blanks and line ends alike everywhere; nothing else changes.

What is written stays as it is written: every number with its digits, every quote, key after key, every comment.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import yaml as pyyaml
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import RoundTripConstructor
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.representer import RoundTripRepresenter

from workshop_rules.diagnostics import Found, Source
from workshop_rules.pack.reading import read_text, read_yaml

_AS_WRITTEN = ("int", "float", "bool", "null")
_TAG = "tag:yaml.org,2002:"
_LINE_ENDS = re.compile(r"\r\n?")
_EMPTY_LINES = re.compile(r"\n{3,}")
_BLANKS_AT_THE_END = re.compile(r"[ \t]+$", re.MULTILINE)


class _Scalar(str):
    """A number, a truth value or a null as it is written, and its tag."""

    __slots__ = ("tag_written",)

    tag_written: str


class _Constructor(RoundTripConstructor):
    """Keeps numbers as their digits."""


class _Representer(RoundTripRepresenter):
    """Writes them so."""


def _construct(_constructor: RoundTripConstructor, node: ScalarNode) -> _Scalar:
    scalar = _Scalar(node.value)
    scalar.tag_written = str(node.tag)
    return scalar


def _represent(representer: RoundTripRepresenter, scalar: _Scalar) -> ScalarNode:
    node: ScalarNode = representer.represent_scalar(scalar.tag_written, str(scalar))
    return node


for _name in _AS_WRITTEN:
    _Constructor.add_constructor(_TAG + _name, _construct)
_Representer.add_representer(_Scalar, _represent)


def formatted(source: Source) -> Found[str]:
    """A pack file in the form in which it is kept; complaints where it cannot be read.

    Raises:
        ValueError: it could not be formatted without changing what it says, which would be a mistake of this library.
    """
    before = read_yaml(source)
    if before.value is None or before.errors:
        return Found(None, before.diagnostics)
    text = _LINE_ENDS.sub("\n", source.text)
    written = _tidied(_comments_placed(text, _rewritten(text)))
    after = read_yaml(Source(source.name, written))
    same = after.value is not None and _ordered(after.value.data()) == _ordered(before.value.data())
    if not same or sorted(_comments(written)) != sorted(_comments(text)):
        raise ValueError(f"{source.name} cannot be formatted without changing what it says")
    return Found(written)


def format_file(path: Path, *, write: bool = True) -> Found[bool]:
    """Whether a pack file has another form than that in which it is kept; it is put right if wished."""
    source = read_text(path)
    if source.value is None or source.errors:
        return Found(None, source.diagnostics)
    found = formatted(source.value)
    if found.value is None:
        return Found(None, found.diagnostics)
    changes = path.read_bytes() != found.value.encode()
    if changes and write:
        path.write_bytes(found.value.encode())
    return Found(changes)


def pack_files(path: Path) -> list[Path]:
    """The pack files at a path: the file itself, or all YAML files of a folder and of those below it."""
    return [path] if path.is_file() else sorted(path.rglob("*.yaml"))


def _rewritten(text: str) -> str:
    yaml = YAML(typ="rt")
    yaml.Constructor, yaml.Representer = _Constructor, _Representer
    yaml.preserve_quotes = True
    yaml.allow_unicode = True
    yaml.width = len(text) + 1
    yaml.brace_single_entry_mapping_in_flow_sequence = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    document = yaml.load(text)
    _keep_anchors(document)
    out = io.StringIO()
    yaml.dump(document, out)
    return out.getvalue()


def _tidied(text: str) -> str:
    """No blanks at the ends of lines, no more than one empty line, one line end at the end."""
    return _EMPTY_LINES.sub("\n\n", _BLANKS_AT_THE_END.sub("", text)).strip("\n") + "\n"


def _comments_placed(before: str, after: str) -> str:
    """The rewritten text, each comment on a line of its own as far in as the line that it belongs to."""
    lines = after.split("\n")
    belong_above = [_belongs_above(*around) for _, *around in _own_lines(before)]
    for above, (place, _, *around) in zip(belong_above, list(_own_lines(after)), strict=True):
        lines[place] = " " * around[0 if above else 1] + lines[place].lstrip()
    return "\n".join(lines)


def _belongs_above(own: int, above: int, below: int) -> bool:
    return own == above != below


def _own_lines(text: str) -> Iterator[tuple[int, int, int, int]]:
    """The lines that are comments, how far in they are, and how far the next lines above and below that are none."""
    lines = text.split("\n")
    indents = [len(line) - len(line.lstrip()) for line in lines]
    inside = {
        number
        for start, end in _scalars(text)
        for number in range(text.count("\n", 0, start) + 1, text.count("\n", 0, max(start, end - 1)) + 1)
    }
    alone = {n for n, line in enumerate(lines) if line.lstrip().startswith("#")} - inside
    content = [n for n, line in enumerate(lines) if line.strip() and n not in alone]
    for place in sorted(alone):
        above = max((n for n in content if n < place), default=None)
        below = min((n for n in content if n > place), default=None)
        yield place, indents[place], 0 if above is None else indents[above], 0 if below is None else indents[below]


def _scalars(text: str) -> Iterator[tuple[int, int]]:
    """Where each scalar of a file begins and ends."""
    for token in pyyaml.scan(text, Loader=pyyaml.SafeLoader):
        if isinstance(token, pyyaml.ScalarToken):
            yield token.start_mark.index, token.end_mark.index


def _keep_anchors(node: object) -> None:
    """Anchors stay, also those that nothing refers to."""
    if isinstance(node, CommentedMap | CommentedSeq):
        if node.anchor is not None and node.anchor.value:
            node.anchor.always_dump = True
        for child in node.values() if isinstance(node, CommentedMap) else node:
            _keep_anchors(child)


def _ordered(data: object) -> object:
    """The data, so that the order of keys counts when compared."""
    match data:
        case dict():
            return [(key, _ordered(value)) for key, value in data.items()]
        case list():
            return [_ordered(value) for value in data]
        case _:
            return type(data).__name__, data


def _comments(text: str) -> Iterator[str]:
    """The comments of a file."""
    last = 0
    for start, end in _scalars(text):
        yield from _between(text[last:start])
        last = end
    yield from _between(text[last:])


def _between(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        if "#" in line:
            yield line[line.index("#") :].rstrip()
