"""`workshop-rules archive`: packs kept for replays, by their digest."""

from __future__ import annotations

import click

from workshop_rules.cli import options


@click.command()
@click.argument("packs", nargs=-1, required=True, metavar="PACK…")
@options.archive
@options.search_path
def archive(packs: tuple[str, ...], archive: str | None, search_path: tuple[str, ...]) -> None:
    """Keep packs as they are now, each in a folder named by its digest.

    Records made by them can then be verified after the packs have changed. PACK is the id of a pack or the path of its
    folder. Worked cases are left out.

    \b
    Examples:
      workshop-rules archive ordos_2013 --archive ./old-packs
      WORKSHOP_RULES_ARCHIVE=./old-packs workshop-rules archive ordos_2013 shijiazhuang
    """
    options.need_audit()
    from workshop_rules.audit.archive import archive_folder, archive_pack
    from workshop_rules.loaded import load_pack

    folder = archive_folder(archive)
    if folder is None:
        raise click.UsageError("say where the archive is: --archive DIR, or WORKSHOP_RULES_ARCHIVE")
    for pack in packs:
        loaded = load_pack(pack, search_path=search_path)
        with options.writing(folder):
            kept = archive_pack(loaded._parsed, folder)  # noqa: SLF001 (the pack as its files state it)
        click.echo(f"{loaded.id} {loaded.version}  {kept}")
