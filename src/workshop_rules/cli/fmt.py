"""`workshop-rules fmt`: pack files in one form."""

from __future__ import annotations

from pathlib import Path

import click

from workshop_rules.cli import options


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH…", type=click.Path(exists=True, path_type=Path))
@click.option("--check", is_flag=True, help="Write nothing; end with status 1 if a file has another form.")
@options.lang_else_english
def fmt(paths: tuple[Path, ...], check: bool, lang: str) -> None:
    """Format pack files: indentation, blanks and empty lines alike everywhere. Comments, quotes and order stay.

    PATH is a file, the folder of a pack, or a folder with packs. Prints the files whose form is another. A file that
    cannot be read is left as it is; the exit status is then 2.

    \b
    Examples:
      workshop-rules fmt ./policies/my_city
      workshop-rules fmt --check ./policies
    """
    from workshop_rules.errors import MissingExtraError

    try:
        from workshop_rules.authoring.form import format_file, pack_files
    except ModuleNotFoundError as error:
        if error.name is None or not error.name.startswith("ruamel"):
            raise
        raise MissingExtraError("authoring", "formatting packs") from error

    changed = unreadable = False
    for path in dict.fromkeys(file for one in paths for file in pack_files(one)):
        found = format_file(path, write=not check)
        for diagnostic in found.diagnostics:
            click.echo(str(options.said_in(diagnostic, lang)), err=True)
        if found.value:
            click.echo(str(path))
        changed = changed or bool(found.value)
        unreadable = unreadable or found.value is None
    if unreadable or (check and changed):
        raise SystemExit(2 if unreadable else 1)
