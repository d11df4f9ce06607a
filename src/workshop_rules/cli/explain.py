"""`workshop-rules explain`: why one row of a roster has its verdict."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from workshop_rules.cli import options, output

if TYPE_CHECKING:
    from workshop_rules.roster_rows import Where


@click.command()
@click.argument("pack")
@click.argument("decision")
@click.argument("roster", type=click.Path(path_type=Path))
@click.option("--row", type=int, metavar="NUMBER", help="The row, counted as `batch` does.")
@click.option("--where", metavar="COLUMN=VALUE", help="The row in which this stands, and in no other.")
@click.option("--as-of", metavar="DATE", help="The date of decision, YYYY-MM-DD; else the one that the document fixes.")
@click.option("--as-of-column", metavar="NAME", help="A column with the date of decision of each row.")
@options.encoding
@click.option("--keep", multiple=True, metavar="NAME", help="A column that is no fact, though its name is near one's.")
@options.choices
@output.forms
@options.lang
@options.search_path
def explain(
    pack: str,
    decision: str,
    roster: Path,
    row: int | None,
    where: str | None,
    as_of: str | None,
    as_of_column: str | None,
    encoding: str | None,
    keep: tuple[str, ...],
    readings: tuple[str, ...],
    parameters: tuple[str, ...],
    lang: str,
    search_path: tuple[str, ...],
    **asked: Any,  # noqa: ANN401 (the options of `output.forms`)
) -> None:
    """Explain one row of a roster in full, as `decide` explains a case.

    ROSTER is a file that `batch` decides, or one that it has written. Give the options that `batch` was given. Rows of
    a workbook have the numbers that are shown at its left, those of other files are counted from 1, below the headings.

    \b
    Examples:
      workshop-rules explain ordos_2013 mentor candidates.csv --row 17
      workshop-rules explain ordos_2013 mentor verdicts.xlsx --where 教师编号=T3
      workshop-rules explain ordos_2013 mentor form.xlsx --row 4 --format html > T3.html
      workshop-rules explain taiyuan_ranks rank teachers.parquet --where teacher_id=T3 --as-of 2014-09-01 --changes
    """
    from workshop_rules.errors import MissingExtraError

    try:
        from workshop_rules.roster_reading import FileOptions
        from workshop_rules.roster_rows import decide_row
    except ModuleNotFoundError as error:
        raise MissingExtraError("batch", "reading rosters") from error
    output.check(asked)
    wanted = _wanted(row, where)
    decider = options.row_decider(pack, decision, as_of, readings, parameters, search_path)
    read = FileOptions(as_of_column=as_of_column, encoding=encoding, keep=keep, lang=lang)
    decided = decide_row(decider, roster, wanted, read)
    for problem in decided.problems:
        click.echo(str(problem), err=True)
    clause_texts = output.clause_texts(decided.pack, asked["source"], lang)
    output.show(decided.verdict, clause_texts, lang, asked)


def _wanted(row: int | None, where: str | None) -> int | Where:
    from workshop_rules.errors import FactsError
    from workshop_rules.roster_rows import Where

    if (row is None) == (where is None):
        raise click.UsageError("say which row: either --row NUMBER or --where COLUMN=VALUE")
    if row is not None:
        return row
    named = options.names_and_values("--where", [where or ""]).unwrap(FactsError)
    ((column, value),) = named.items()
    return Where(column, value)
