"""`workshop-rules packs`: the packs that can be found."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from workshop_rules.cli import options

if TYPE_CHECKING:
    from workshop_rules.pack.discovery import Candidate
    from workshop_rules.pack.document import Node

_SAID = {
    "zh": {"document": "文件：", "authority": "发文机关：", "applies": "适用：", "origin": "来源：", "between": "，"},
    "en": {
        "document": "document: ",
        "authority": "authority: ",
        "applies": "applies: ",
        "origin": "origin: ",
        "between": ", ",
    },
}


@click.command()
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@options.lang
@options.search_path
def packs(form: str, lang: str, search_path: tuple[str, ...]) -> None:
    """List the packs that can be found: document, authority, the dates to which each applies, and what it decides.

    \b
    Examples:
      workshop-rules packs --lang en
      workshop-rules packs --format json --search-path ./policies
    """
    from workshop_rules.errors import PackError
    from workshop_rules.pack.discovery import available_packs

    found = available_packs(search_path)
    for diagnostic in found.diagnostics:
        click.echo(str(diagnostic), err=True)
    listed = [_described(candidate) for candidate in found.unwrap(PackError)]
    if form == "json":
        click.echo(json.dumps(listed, ensure_ascii=False, indent=2))
        return
    for pack in listed:
        for line in _lines(pack, lang):
            click.echo(line)


def _lines(pack: dict[str, Any], lang: str) -> Iterator[str]:
    from workshop_rules.explain.wording import CHINESE, ENGLISH
    from workshop_rules.language.iso8601 import read_date

    language = CHINESE if lang == "zh" else ENGLISH
    said = _SAID[lang]
    first, last = (None if date is None else read_date(date) for date in pack["applies"].values())
    document, number, issued = pack["document"]["title"][lang], pack["document"]["number"], pack["document"]["issued"]
    yield f"{pack['id']} {pack['version']}  {pack['title'][lang]}"
    told = said["between"].join(filter(None, (document, number, issued)))
    yield f"    {said['document']}{told}"
    yield f"    {said['authority']}{pack['authority'][lang]}"
    yield f"    {said['applies']}{language.span(first, last)}"
    if pack["origin"] != "bundled":
        yield f"    {said['origin']}{pack['origin']}"
    for decision, title in pack["decisions"].items():
        yield f"  {decision}  {title[lang]}"


def _described(candidate: Candidate) -> dict[str, Any]:
    """What the files of a pack say at the top; the pack itself need not be in order for that."""
    manifest = _root(candidate.folder / "pack.yaml")
    decisions = sorted((candidate.folder / "decisions").glob("*.yaml"))
    return {
        "id": candidate.id,
        "version": candidate.version,
        "title": _words(manifest, "title"),
        "document": {
            "title": _words(manifest, "document", "title"),
            "number": _text(manifest, "document", "number"),
            "issued": _text(manifest, "document", "issued"),
        },
        "authority": _words(manifest, "authority"),
        "applies": {"from": _date(candidate.applies_from), "until": _date(candidate.applies_until)},
        "origin": candidate.origin,
        "decisions": {path.stem: _words(_root(path), "title") for path in decisions},
    }


def _date(date: dt.date | None) -> str | None:
    return None if date is None else date.isoformat()


def _root(path: Path) -> Node | None:
    from workshop_rules.pack.reading import read_text, read_yaml

    source = read_text(path).value
    document = None if source is None else read_yaml(source).value
    return None if document is None else document.root


def _words(root: Node | None, *path: str) -> dict[str, str]:
    return {lang: _text(root, *path, lang) or "" for lang in ("zh", "en")}


def _text(root: Node | None, *path: str) -> str | None:
    from workshop_rules.pack.document import Scalar, find

    node = None if root is None else find(root, *path)
    return node.written if isinstance(node, Scalar) and node.value is not None else None
