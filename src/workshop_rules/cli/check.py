"""`workshop-rules check`: whether packs are in order."""

from __future__ import annotations

from pathlib import Path

import click

from workshop_rules.cli import options


@click.command()
@click.argument("packs", nargs=-1, required=True, metavar="PACK…")
@click.option("--strict", is_flag=True, help="Take warnings as problems, too.")
@click.option(
    "--source",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="A copy of the document, as text: hold its numbering against the outline, too.",
)
@options.lang_else_english
@options.search_path
def check(packs: tuple[str, ...], strict: bool, source: Path | None, lang: str, search_path: tuple[str, ...]) -> None:
    """Check packs: their files, every expression, and whether it all fits together.

    PACK is the id of a pack or the path of its folder. Ends with status 1 if something is wrong.

    \b
    Examples:
      workshop-rules check ordos_2013
      workshop-rules check ./policies/my_city --strict
      workshop-rules check ordos_2013 --source notice.txt
      workshop-rules check ./policies/my_city --lang zh
    """
    from workshop_rules.diagnostics import Severity
    from workshop_rules.errors import PackError
    from workshop_rules.loaded import read_whole_pack
    from workshop_rules.pack.discovery import find_pack

    problems = False
    for pack in packs:
        find_pack(pack, search_path).unwrap(PackError)
        found = read_whole_pack(pack, search_path=search_path)
        diagnostics = found.diagnostics
        if source is not None and found.value is not None:
            diagnostics = (*diagnostics, *found.value.differences_from_copy(source))
        for diagnostic in diagnostics:
            click.echo(str(options.said_in(diagnostic, lang)))
            click.echo()
        errors = sum(d.severity is Severity.ERROR for d in diagnostics)
        warnings = len(diagnostics) - errors
        click.echo(_summary(pack, errors, warnings, lang))
        problems = problems or errors > 0 or (strict and warnings > 0)
    if problems:
        raise SystemExit(1)


def _summary(pack: str, errors: int, warnings: int, lang: str) -> str:
    if lang == "zh":
        counted = (
            f"{count}个{what}" if count else f"没有{what}" for count, what in ((errors, "错误"), (warnings, "警告"))
        )
        return f"{pack}：{'，'.join(counted)}"
    return f"{pack}: {_counted(errors, 'error')}, {_counted(warnings, 'warning')}"


def _counted(count: int, what: str) -> str:
    return f"{count or 'no'} {what}{'' if count == 1 else 's'}"
