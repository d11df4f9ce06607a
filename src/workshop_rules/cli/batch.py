"""`workshop-rules batch`: the verdicts on a whole roster."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Self

import click

from workshop_rules.cli import options

if TYPE_CHECKING:
    from workshop_rules.files import Summary
    from workshop_rules.rosters import RowDecider

_SHOWN = 5
_PROBLEMS_SHOWN = 20


@click.command()
@click.argument("pack")
@click.argument("decision")
@click.argument("roster", type=click.Path(path_type=Path))
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="Where the verdicts go.")
@click.option("--as-of", metavar="DATE", help="The date of decision, YYYY-MM-DD; else the one that the document fixes.")
@click.option("--as-of-column", metavar="NAME", help="A column with the date of decision of each row.")
@options.encoding
@click.option("--keep", multiple=True, metavar="NAME", help="A column that is no fact, though its name is near one's.")
@options.choices
@click.option("--summary", "page", type=click.Path(path_type=Path), metavar="FILE", help="Also a summary as HTML page.")
@click.option(
    "--resume", is_flag=True, help="Keep finished parts in OUTPUT.parts, and go on from those that are there."
)
@click.option(
    "--reasons/--no-reasons", default=None, help="Say why each row has its outcome; in workbooks the default."
)
@options.lang
@options.search_path
def batch(
    pack: str,
    decision: str,
    roster: Path,
    output: Path,
    as_of: str | None,
    as_of_column: str | None,
    encoding: str | None,
    keep: tuple[str, ...],
    readings: tuple[str, ...],
    parameters: tuple[str, ...],
    page: Path | None,
    resume: bool,
    reasons: bool | None,
    lang: str,
    search_path: tuple[str, ...],
) -> None:
    """Decide every row of a roster.

    ROSTER and OUTPUT are .csv, .parquet, .jsonl or .xlsx files; one column a fact, headed by its id or title, records
    as JSON, in a workbook also on sheets of their own (`workshop-rules template` makes one to fill in). The output has
    the same rows with outcome, states, missing facts and errors; from workbook to workbook it is a copy with these
    beside each case. It is written whole or not at all. A row with bad facts has an error and stops nothing.

    With --resume, a run that was broken off goes on where it stopped when the same command is given again.

    \b
    Examples:
      workshop-rules batch ordos_2013 mentor candidates.csv -o verdicts.csv
      workshop-rules batch ordos_2013 mentor form.xlsx -o verdicts.xlsx --summary summary.html
      workshop-rules batch taiyuan_ranks rank teachers.parquet -o ranks.parquet --as-of 2014-09-01 --resume
      workshop-rules batch ordos_2013 mentor export.csv -o verdicts.csv --encoding gb18030
      workshop-rules batch shijiazhuang member roster.xlsx -o verdicts.xlsx --as-of-column 基准日 --lang en
    """
    from workshop_rules.errors import MissingExtraError

    try:
        from workshop_rules.roster_files import FileOptions, decide_file
    except ModuleNotFoundError as error:
        raise MissingExtraError("batch", "deciding rosters") from error
    from workshop_rules.files.words import say
    from workshop_rules.rosters import not_read

    decider = options.row_decider(pack, decision, as_of, readings, parameters, search_path)
    with _Progress(roster) as advance:
        _not_the_roster_itself(roster, output)
        _in_its_place(page, roster, output)
        asked = FileOptions(
            as_of_column=as_of_column,
            encoding=encoding,
            keep=keep,
            lang=lang,
            resume=resume,
            reasons=reasons,
            progress=advance,
        )
        summary = decide_file(decider, roster, output, asked)
    if page is not None:
        _write_page(page, summary, decider, lang, _about(decider, roster, output, as_of_column, lang))
    in_workbook = {roster.suffix.lower(), output.suffix.lower()} == {".xlsx"}
    for line in _lines(summary, decider, lang, in_workbook=in_workbook):
        click.echo(line)
    of_forms = _OF_FORMS if roster.suffix.lower() == ".xlsx" else ()
    if apart := not_read(summary.columns, decider, (*keep, as_of_column, *of_forms)):
        click.echo(say(lang, "summary.apart", columns=", ".join(apart)))
    if summary.sheets:
        click.echo(say(lang, "summary.sheets", sheets=", ".join(summary.sheets)))
    shown = _PROBLEMS_SHOWN if in_workbook else max(_PROBLEMS_SHOWN, summary.general)
    for problem in summary.problems[:shown]:
        click.echo(str(problem), err=True)
    if len(summary.problems) > shown:
        rest = "summary.problems.rest.in" if in_workbook else "summary.problems.rest"
        click.echo(say(lang, rest, sheet=say(lang, "problems")), err=True)


_OF_FORMS = ("id", "as_of")
"""What forms ask for besides facts: the key of a case that has no fact for it, and the date of decision."""


def _not_the_roster_itself(roster: Path, output: Path) -> None:
    """Refuse to write over a roster whose bad cells would be lost; a workbook keeps its cells."""
    from workshop_rules.errors import FactsError
    from workshop_rules.files import told

    if roster.suffix.lower() != ".xlsx" and roster.exists() and output.exists() and roster.samefile(output):
        raise FactsError([told("WR909", "file.itself", path=str(output))])


def _in_its_place(page: Path | None, *others: Path) -> None:
    """Refuse a page that has no place, or that of another file, before all rows are decided."""
    from workshop_rules.errors import FactsError
    from workshop_rules.files import no_place, told

    if page is None:
        return
    if (nowhere := no_place(page)) is not None:
        raise FactsError([nowhere])
    if page.resolve() in {one.resolve() for one in others}:
        raise FactsError([told("WR909", "file.page", path=str(page))])


class _Progress:
    """A bar on standard error, where somebody looks at it."""

    def __init__(self, roster: Path) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeElapsedColumn, TimeRemainingColumn

        from workshop_rules.files import roster_rows

        columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn())
        console = Console(stderr=True)
        self._bar = Progress(*columns, console=console, disable=not sys.stderr.isatty(), transient=True)
        self._task = self._bar.add_task("", total=_total(roster_rows, roster))

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __call__(self, rows: int) -> None:
        self._bar.advance(self._task, rows)

    def __exit__(self, *_: object) -> None:
        self._bar.stop()


def _total(count: Callable[[Path], int | None], roster: Path) -> int | None:
    """How many rows there are, where that can be told; what is wrong with the file is said by whoever reads it."""
    try:
        return count(roster)
    except (OSError, ValueError):
        return None


def _about(
    decider: RowDecider, roster: Path, output: Path, as_of_column: str | None, lang: str
) -> list[tuple[str, str]]:
    from workshop_rules.files.words import say
    from workshop_rules.pack.versions import engine_version

    date = decider.circumstances.as_of or decider.decision.as_of
    if as_of_column is not None:
        day = say(lang, "summary.as_of.column", column=as_of_column)
    else:
        day = say(lang, "summary.as_of.none") if date is None else date.isoformat()
    said = {"as_of": day, "roster": roster.name, "output": output.name, "made": f"workshop-rules {engine_version()}"}
    return [(say(lang, f"summary.{label}"), text) for label, text in said.items()]


def _write_page(page: Path, summary: Summary, decider: RowDecider, lang: str, about: list[tuple[str, str]]) -> None:
    from workshop_rules.errors import FactsError
    from workshop_rules.files import told
    from workshop_rules.files.whole import appearing
    from workshop_rules.render.roster_summary import summary_page

    text = summary_page(summary, decider.pack.plan, decider.decision, lang, about)
    try:
        with appearing(page) as unfinished:
            unfinished.write_text(text, "utf-8")
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise FactsError([told("WR904", "file.unwritten", path=str(page), why=why)]) from error


def _lines(summary: Summary, decider: RowDecider, lang: str, *, in_workbook: bool) -> Iterator[str]:
    from workshop_rules.files.outcome_words import OutcomeWords
    from workshop_rules.files.words import say

    words = OutcomeWords(decider.pack.plan, decider.decision, lang)
    rows = "summary.rows.one" if summary.rows == 1 else "summary.rows"
    yield say(lang, rows, rows=summary.rows, errors=summary.errors)
    yield from _counts(say(lang, "summary.outcomes"), summary.outcomes, words.outcome)
    titles = {one.id: one.title[lang] for one in decider.decision.criteria}
    yield from _counts(say(lang, "summary.not_met"), summary.not_met, titles.__getitem__)
    yield from _counts(say(lang, "summary.missing"), summary.missing, words.fact)
    if summary.problems and in_workbook:
        yield say(lang, "summary.problems.in", count=len(summary.problems), sheet=say(lang, "problems"))


def _counts(head: str, counts: Counter[str], title: Callable[[str], str]) -> Iterator[str]:
    if counts:
        yield f"{head}:"
    ordered = sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))
    for name, count in ordered[:_SHOWN]:
        said = title(name)
        yield f"  {count:>10}  {name}" + (f"  {said}" if said != name else "")
