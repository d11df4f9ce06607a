"""`workshop-rules template`: a workbook to fill in."""

from __future__ import annotations

from pathlib import Path

import click

from workshop_rules.cli import options


@click.command()
@click.argument("pack")
@click.argument("decision")
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="The workbook, an .xlsx file.")
@options.lang
@options.search_path
def template(pack: str, decision: str, output: Path, lang: str, search_path: tuple[str, ...]) -> None:
    """Write the form for a decision: a workbook that `batch` reads when it is filled in.

    It asks for what the decision reads and nothing else: a sheet with a row for each case, one for each kind of record
    (honours, projects, …), headings with notes, lists to choose from, and how to fill it in. A file that is there is
    not written over.

    \b
    Examples:
      workshop-rules template ordos_2013 mentor -o form.xlsx
      workshop-rules template taiyuan_ranks rank -o form.xlsx --lang en
      workshop-rules batch ordos_2013 mentor form.xlsx -o verdicts.xlsx
    """
    from workshop_rules.errors import MissingExtraError
    from workshop_rules.loaded import load_pack

    try:
        from workshop_rules.roster_files import make_form
    except ModuleNotFoundError as error:
        raise MissingExtraError("batch", "forms") from error
    make_form(load_pack(pack, search_path=search_path), decision, output, lang)
    click.echo(str(output))
