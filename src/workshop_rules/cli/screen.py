"""`workshop-rules screen`: one teacher's dossier put to every decision about a teacher."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from workshop_rules.cli import options

if TYPE_CHECKING:
    from workshop_rules.compile.plan import Plan
    from workshop_rules.screening import Screened

_HEADINGS = {
    "zh": ("规则包", "决定", "结论", "未满足的条件", "缺少的事实"),
    "en": ("pack", "decision", "outcome", "in the way", "missing"),
}
_UNDETERMINED = {"zh": "尚不能确定", "en": "undetermined"}
_ERROR = {"zh": "无法计算", "en": "cannot be computed"}
_WAIVABLE = {"zh": "（可酌情放宽）", "en": " (may be waived)"}
_OUT_OF_DATE = {"zh": "（基准日期不在适用期内）", "en": " (outside the dates it applies to)"}
_AND_MORE = {"zh": "等{}项", "en": "and {} more"}
_JOINT = {"zh": "、", "en": "; "}
_SHOWN = 3


@click.command()
@click.argument("facts")
@click.option("--as-of", metavar="DATE", help="The date of decision where a document fixes none, YYYY-MM-DD.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@options.lang
@options.search_path
def screen(facts: str, as_of: str | None, form: str, lang: str, search_path: tuple[str, ...]) -> None:
    """Put one teacher's dossier to every decision about a teacher, in all packs that can be found.

    FACTS is a JSON or YAML file, or - for standard input. Each line has the outcome, the criteria that stand in the
    way and the facts that are missing; the decisions nearest to a better outcome come first.

    \b
    Examples:
      workshop-rules screen teacher.yaml --as-of 2024-09-01
      workshop-rules screen teacher.json --as-of 2024-09-01 --lang en --format json
    """
    from workshop_rules.errors import FactsError
    from workshop_rules.pack.facts import read_facts_file
    from workshop_rules.screening import screen as put_to_all

    rows = put_to_all(read_facts_file(facts).unwrap(FactsError).data(), as_of, search_path=search_path)
    if form == "json":
        click.echo(json.dumps([row.to_dict() for row in rows], ensure_ascii=False, indent=2))
        return
    for line in _table([_HEADINGS[lang], *(_cells(row, lang) for row in rows)]):
        click.echo(line)


def _cells(row: Screened, lang: str) -> tuple[str, ...]:
    plan = row.pack.plan
    in_the_way = [one.title[lang] + (_WAIVABLE[lang] if one.waivable else "") for one in row.obstacles]
    missing = list(dict.fromkeys(_missing(plan, path, lang) for path in row.missing))
    return row.pack.id, row.title[lang], _outcome(row, lang), _listed(in_the_way, lang), _listed(missing, lang)


def _outcome(row: Screened, lang: str) -> str:
    if row.verdict is None:
        return _ERROR[lang]
    titles = {one.id: one.title[lang] for one in row.pack.decisions[row.decision].outcomes}
    titles["undetermined"] = _UNDETERMINED[lang]
    return titles.get(row.outcome, row.outcome) + ("" if row.verdict.applicable else _OUT_OF_DATE[lang])


def _missing(plan: Plan, path: str, lang: str) -> str:
    head, _, rest = path.partition(".")
    if head in {"findings", "parameter"}:
        named = plan.findings.get(rest) if head == "findings" else plan.parameters.get(rest)
        return path if named is None else named.title[lang]
    fact = plan.facts.get(head.partition("[")[0])
    return path if fact is None else fact.title[lang]


def _listed(texts: Sequence[str], lang: str) -> str:
    shown = list(texts[:_SHOWN])
    if len(texts) > _SHOWN:
        shown.append(_AND_MORE[lang].format(len(texts) - _SHOWN))
    return _JOINT[lang].join(shown)


def _table(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """The rows with their columns aligned, Chinese characters counted as two columns."""
    from workshop_rules.diagnostics.drawing import columns, visible

    cells = [tuple(visible(cell) for cell in row) for row in rows]
    widths = [max(columns(row[place]) for row in cells) for place in range(len(cells[0]))]
    for row in cells:
        padded = (cell + " " * (width - columns(cell)) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(padded).rstrip()
