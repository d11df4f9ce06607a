"""`workshop-rules schema`: JSON Schemas of what goes in and what comes out."""

from __future__ import annotations

import json
from typing import Any

import click

from workshop_rules.cli import options


@click.command()
@click.argument("pack", required=False)
@click.option("--explanation", is_flag=True, help="The schema of explanations, as `Explanation.to_json` writes them.")
@click.option("--alternatives", is_flag=True, help="With --explanation: of those with what would turn the verdict.")
@click.option("--record", is_flag=True, help="The schema of records, as `Verdict.record` writes them.")
@click.option("--events", is_flag=True, help="The schema of events about dossiers of PACK, as `watch` reads them.")
@options.search_path
def schema(
    pack: str | None,
    explanation: bool,
    alternatives: bool,
    record: bool,
    events: bool,
    search_path: tuple[str, ...],
) -> None:
    """Print the JSON Schema of the facts of a pack, of events about them, of explanations, or of records.

    \b
    Examples:
      workshop-rules schema ordos_2013 > facts.schema.json
      workshop-rules schema ordos_2013 --events > event.schema.json
      workshop-rules schema --explanation
      workshop-rules schema --record
    """
    if [pack is not None, explanation, record].count(True) != 1:
        raise click.UsageError("name a PACK, or ask for --explanation or --record")
    if events and pack is None:
        raise click.UsageError("--events needs a PACK")
    if alternatives and not explanation:
        raise click.UsageError("--alternatives needs --explanation")
    found = _schema(pack, search_path, explanation=explanation, alternatives=alternatives, events=events)
    click.echo(json.dumps(found, ensure_ascii=False, indent=2))


def _schema(
    pack: str | None, search_path: tuple[str, ...], *, explanation: bool, alternatives: bool, events: bool
) -> dict[str, Any]:
    if pack is not None:
        from workshop_rules.loaded import load_pack

        loaded = load_pack(pack, search_path=search_path)
        if not events:
            return loaded.facts_schema()
        from workshop_rules.living.schema import event_schema

        return event_schema(loaded)
    if explanation:
        from workshop_rules.render.schema import WITH_ALTERNATIVES, published_schema

        return published_schema(WITH_ALTERNATIVES if alternatives else 1)
    from workshop_rules.audit.schema import published_schema as record_schema

    return record_schema()
