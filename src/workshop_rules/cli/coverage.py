"""`workshop-rules coverage`: how a pack covers its document, clause by clause."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from workshop_rules.cli import options

if TYPE_CHECKING:
    from workshop_rules.compile.plan import Clause

_COVERAGE = {
    "zh": {"encoded": "已编码", "judgement": "由人认定", "procedure": "程序", "out_of_scope": "不涉及"},
    "en": {"encoded": "encoded", "judgement": "judged", "procedure": "procedure", "out_of_scope": "out of scope"},
}


@click.command()
@click.argument("pack")
@click.option(
    "--source",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="A copy of the document, as text: show the text of each clause beside what covers it.",
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@options.lang
@options.search_path
def coverage(pack: str, source: Path | None, form: str, lang: str, search_path: tuple[str, ...]) -> None:
    """Print every clause of the document and how the pack covers it: by which criteria, by whom, or why not.

    \b
    Examples:
      workshop-rules coverage ordos_2013 --lang en
      workshop-rules coverage ordos_2013 --source notice.txt
    """
    from workshop_rules.loaded import load_pack

    loaded = load_pack(pack, search_path=search_path)
    texts = {} if source is None else loaded.clause_texts(source)
    if source is not None:
        for diagnostic in loaded.differences_from_copy(source):
            click.echo(str(diagnostic), err=True)
    clauses = loaded.clauses.values()
    if form == "json":
        click.echo(json.dumps([_data(one, texts.get(one.id)) for one in clauses], ensure_ascii=False, indent=2))
        return
    for clause in clauses:
        for line in _lines(clause, texts.get(clause.id), lang):
            click.echo(line)
    counted = {how: sum(one.coverage == how for one in clauses) for how in _COVERAGE[lang]}
    click.echo()
    click.echo("  ".join(f"{_COVERAGE[lang][how]}: {count}" for how, count in counted.items()))


def _lines(clause: Clause, text: str | None, lang: str) -> list[str]:
    how = _COVERAGE[lang][clause.coverage]
    locator = clause.numbering or clause.id if lang == "zh" else clause.id
    by = ", ".join(clause.encoded_by)
    why = clause.reason[lang] if clause.reason is not None else ""
    separator, rest = ("：", "；其余：") if lang == "zh" else (": ", "; the rest: ")
    detail = rest.join(filter(None, (by, why)))
    lines = [f"{locator}  {clause.title[lang]}", f"    {how}{separator if detail else ''}{detail}"]
    if text is not None:
        lines += [f"    | {line}" for line in text.splitlines()]
    return lines


def _data(clause: Clause, text: str | None) -> dict[str, Any]:
    return {
        "id": clause.id,
        "numbering": clause.numbering,
        "title": {"zh": clause.title.zh, "en": clause.title.en},
        "coverage": clause.coverage,
        "by": list(clause.encoded_by),
        "reason": None if clause.reason is None else {"zh": clause.reason.zh, "en": clause.reason.en},
        **({} if text is None else {"text": text}),
    }
