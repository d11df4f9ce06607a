"""`workshop-rules schema`: JSON Schemas of what goes in and what comes out."""

from __future__ import annotations

import json

import click

from workshop_rules.cli import options


@click.command()
@click.argument("pack", required=False)
@click.option("--explanation", is_flag=True, help="The schema of explanations, as `Explanation.to_json` writes them.")
@options.search_path
def schema(pack: str | None, explanation: bool, search_path: tuple[str, ...]) -> None:
    """Print the JSON Schema of the facts of a pack, or of explanations.

    \b
    Examples:
      workshop-rules schema ordos_2013 > facts.schema.json
      workshop-rules schema --explanation
    """
    from workshop_rules.loaded import load_pack
    from workshop_rules.render.schema import published_schema

    if explanation == (pack is not None):
        raise click.UsageError("name a PACK, or ask for --explanation")
    found = published_schema() if pack is None else load_pack(pack, search_path=search_path).facts_schema()
    click.echo(json.dumps(found, ensure_ascii=False, indent=2))
