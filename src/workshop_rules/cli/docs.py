"""`workshop-rules docs`: the page of a pack."""

from __future__ import annotations

from pathlib import Path

import click

from workshop_rules.cli import options


@click.command()
@click.argument("pack")
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="Where to write the page; left out, it is printed.",
)
@options.search_path
def docs(pack: str, output: Path | None, search_path: tuple[str, ...]) -> None:
    """Write the page of a pack, as Markdown, in Chinese and English.

    It has every decision with its criteria in words and its worked cases, the readings of doubtful passages, the
    thresholds, the human judgements, and how each clause of the document is covered.

    \b
    Examples:
      workshop-rules docs ordos_2013 -o ordos.md
      workshop-rules docs ./policies/my_city
    """
    from workshop_rules.loaded import load_pack

    page = load_pack(pack, search_path=search_path, with_cases=True).page()
    if output is None:
        click.echo(page, nl=False)
    else:
        with options.writing(output):
            output.write_text(page, "utf-8")
