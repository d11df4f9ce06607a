"""`workshop-rules batch`: the verdicts on a whole roster."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Self

import click

from workshop_rules.cli import options

if TYPE_CHECKING:
    from workshop_rules.files import Summary
    from workshop_rules.rosters import RowDecider

_HEADS = {
    "zh": ("共 {rows} 行，{errors} 行无法判定", "结论", "最常不满足的条件", "最常缺少的事实"),
    "en": ("{rows} rows, {errors} without a verdict", "Outcomes", "Criteria most often not met", "Most often missing"),
}
_SHOWN = 5


@click.command()
@click.argument("pack")
@click.argument("decision")
@click.argument("roster", type=click.Path(path_type=Path))
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="Where the verdicts go.")
@click.option("--as-of", metavar="DATE", help="The date of decision, YYYY-MM-DD; else the one that the document fixes.")
@click.option("--as-of-column", metavar="NAME", help="A column with the date of decision of each row.")
@click.option("--keep", multiple=True, metavar="NAME", help="A column that is no fact, though its name is near one's.")
@click.option("--reading", "readings", multiple=True, metavar="NAME=VALUE", help="Read a doubtful passage this way.")
@click.option("--param", "parameters", multiple=True, metavar="NAME=VALUE", help="Put a threshold in place of another.")
@options.lang
@options.search_path
def batch(
    pack: str,
    decision: str,
    roster: Path,
    output: Path,
    as_of: str | None,
    as_of_column: str | None,
    keep: tuple[str, ...],
    readings: tuple[str, ...],
    parameters: tuple[str, ...],
    lang: str,
    search_path: tuple[str, ...],
) -> None:
    """Decide every row of a roster.

    ROSTER and OUTPUT are .csv, .parquet, .jsonl or .xlsx files; one column a fact, headed by its id or title, records
    as JSON. The output has the same rows with outcome, states, missing facts and errors; it is written whole or not at
    all. A row with bad facts has an error and stops nothing.

    \b
    Examples:
      workshop-rules batch ordos_2013 mentor candidates.csv -o verdicts.csv
      workshop-rules batch taiyuan_ranks rank teachers.parquet -o ranks.parquet --as-of 2014-09-01
      workshop-rules batch shijiazhuang member roster.xlsx -o verdicts.xlsx --as-of-column 基准日 --lang en
    """
    from workshop_rules.errors import MissingExtraError

    try:
        from workshop_rules.roster_files import decide_file
    except ModuleNotFoundError as error:
        raise MissingExtraError("batch", "deciding rosters") from error
    decider = _decider(pack, decision, as_of, readings, parameters, search_path)
    with _Progress(roster) as advance:
        summary = decide_file(decider, roster, output, as_of_column=as_of_column, keep=keep, progress=advance)
    for line in _lines(summary, decider, lang):
        click.echo(line)


def _decider(
    pack: str,
    decision: str,
    as_of: str | None,
    readings: tuple[str, ...],
    parameters: tuple[str, ...],
    search_path: tuple[str, ...],
) -> RowDecider:
    from workshop_rules.errors import DecisionError
    from workshop_rules.loaded import load_pack
    from workshop_rules.pack.parameters import parameter_from_text
    from workshop_rules.rosters import row_decider

    loaded = load_pack(pack, search_path=search_path).version_for(as_of)
    chosen = options.names_and_values("--reading", readings).unwrap(DecisionError)
    texts = options.names_and_values("--param", parameters).unwrap(DecisionError)
    known = loaded.parameters
    values = {
        name: parameter_from_text(text, known[name].type) if name in known else text for name, text in texts.items()
    }
    return row_decider(loaded, decision, as_of, chosen, values)


class _Progress:
    """A bar on standard error, where somebody looks at it."""

    def __init__(self, roster: Path) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

        from workshop_rules.files import roster_rows

        columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        console = Console(stderr=True)
        self._bar = Progress(*columns, console=console, disable=not sys.stderr.isatty(), transient=True)
        self._task = self._bar.add_task("", total=roster_rows(roster) if roster.is_file() else None)

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __call__(self, rows: int) -> None:
        self._bar.advance(self._task, rows)

    def __exit__(self, *_: object) -> None:
        self._bar.stop()


def _lines(summary: Summary, decider: RowDecider, lang: str) -> Iterator[str]:
    total, outcomes, not_met, missing = _HEADS[lang]
    yield total.format(rows=summary.rows, errors=summary.errors)
    decision, plan = decider.decision, decider.pack.plan
    titles = {one.id: one.title[lang] for one in decision.outcomes}
    yield from _counts(outcomes, summary.outcomes, titles)
    yield from _counts(not_met, +summary.not_met, {one.id: one.title[lang] for one in decision.criteria})
    facts = {name: fact.title[lang] for name, fact in plan.facts.items()}
    facts |= {f"findings.{name}": finding.title[lang] for name, finding in plan.findings.items()}
    yield from _counts(missing, summary.missing, facts)


def _counts(head: str, counts: Counter[str], titles: Mapping[str, str]) -> Iterator[str]:
    if counts:
        yield f"{head}:"
    ordered = sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))
    for name, count in ordered[:_SHOWN]:
        yield f"  {count:>10}  {name}  {titles.get(name, '')}".rstrip()
