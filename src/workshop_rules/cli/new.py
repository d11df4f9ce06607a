"""`workshop-rules new`: a pack to begin with."""

from __future__ import annotations

from pathlib import Path

import click

from workshop_rules.cli import options


@click.command()
@click.argument("folder", metavar="PACK", type=click.Path(path_type=Path))
def new(folder: Path) -> None:
    """Write a working pack with one decision and its cases.

    PACK is the folder to write, whose name becomes the pack's id. What is written is in order: `check` and `test` have
    nothing to say about it. The schemas by which editors complete and check the files are put beside the folder.

    \b
    Examples:
      workshop-rules new my_city
      workshop-rules new ./policies/my_city && workshop-rules check ./policies/my_city
    """
    from workshop_rules.authoring.new import new_pack
    from workshop_rules.errors import PackError

    with options.writing(folder):
        written = new_pack(folder).unwrap(PackError)
    for path in written:
        click.echo(str(path))
