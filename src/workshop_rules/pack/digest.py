"""A pack's digest: it changes when what the pack says changes, and not with the way in which it is written down.

It is the SHA-256, in hexadecimal, of the canonical content: what was read from the shared vocabulary and from every
file of the pack but its worked cases (they test the meaning and do not change it). Comments, formatting, quotes and the
order of keys do not count. Canonical means JSON in UTF-8 with sorted keys and no blanks. Numbers are written as
`{"number": "9.1"}`, without trailing zeros, so that they never pass through binary floating point. A mapping is written
as the list of its pairs, sorted by key; where the order says something (members of enumerations, `let`, the outcomes of
a table) it is kept.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping as MappingABC
from decimal import Decimal

from workshop_rules.pack.document import Document, Mapping, Node, Scalar, Sequence

_ORDERED = frozenset({"members", "let", "outcomes"})
"""Keys whose mappings say something by their order."""


def pack_digest(documents: MappingABC[str, Document], vocabulary: Document) -> str:
    """The digest of a pack.

    Args:
        documents: the pack's files by their path in its folder, with `/` between the parts.
        vocabulary: the shared vocabulary that the pack builds on.
    """
    content = {
        "vocabulary": canonical(vocabulary.root),
        "files": {
            name: canonical(document.root) for name, document in documents.items() if not name.startswith("cases/")
        },
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def canonical(node: Node, *, ordered: bool = False) -> object:
    """A node as plain JSON data in which only meaning is left."""
    match node:
        case Scalar():
            number = isinstance(node.value, (int, Decimal)) and not isinstance(node.value, bool)
            return {"number": _exact(node.value)} if number else node.value
        case Sequence():
            return [canonical(item) for item in node.items]
        case Mapping():
            pairs = [(key.written, canonical(value, ordered=key.written in _ORDERED)) for key, value in node.entries]
            return {"pairs": pairs if ordered else sorted(pairs, key=lambda pair: pair[0])}


def _exact(number: object) -> str:
    text = format(number, "f") if isinstance(number, Decimal) else str(number)
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text
