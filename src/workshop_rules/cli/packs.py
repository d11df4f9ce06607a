"""`workshop-rules packs`: the packs that can be found."""

from __future__ import annotations

import json
from typing import Any

import click

from workshop_rules.cli import options


@click.command()
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@options.lang
@options.search_path
def packs(form: str, lang: str, search_path: tuple[str, ...]) -> None:
    """List the packs that can be found, and what each decides.

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
        click.echo(f"{pack['id']} {pack['version']}  {pack['title'][lang]}")
        for decision, title in pack["decisions"].items():
            click.echo(f"  {decision}  {title[lang]}")


def _described(candidate: Any) -> dict[str, Any]:  # noqa: ANN401 (a `Candidate`, whose module is loaded late)
    """What the files of a pack say at the top; the pack itself need not be in order for that."""
    folder = candidate.folder
    decisions = sorted((folder / "decisions").glob("*.yaml"))
    return {
        "id": candidate.id,
        "version": candidate.version,
        "title": _title(folder / "pack.yaml"),
        "applies": {"from": _date(candidate.applies_from), "until": _date(candidate.applies_until)},
        "origin": candidate.origin,
        "decisions": {path.stem: _title(path) for path in decisions},
    }


def _date(date: Any) -> str | None:  # noqa: ANN401 (a date or None)
    return None if date is None else str(date.isoformat())


def _title(path: Any) -> dict[str, str]:  # noqa: ANN401 (a `Path`)
    from workshop_rules.pack.document import Scalar, find
    from workshop_rules.pack.reading import read_text, read_yaml

    source = read_text(path).value
    document = None if source is None else read_yaml(source).value
    titles = {}
    for lang in ("zh", "en"):
        node = None if document is None else find(document.root, "title", lang)
        titles[lang] = node.written if isinstance(node, Scalar) else ""
    return titles
