"""How a verdict is printed: its form, how much of it is shown, and in which language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from workshop_rules.cli import changing, options

if TYPE_CHECKING:
    from workshop_rules.loaded import Pack
    from workshop_rules.verdict import Verdict

Command = TypeVar("Command", bound=Callable[..., Any])


def forms(command: Command) -> Command:
    """The options that say how a verdict is printed."""
    source = click.option(
        "--source",
        type=click.Path(dir_okay=False, path_type=Path),
        metavar="FILE",
        help="A copy of the document, as text: show the text of each clause beside the criterion.",
    )
    form = click.option(
        "--format",
        "form",
        type=click.Choice(["text", "json", "markdown", "html", "record"]),
        default="text",
        show_default=True,
        help="Form of the output; json is for programs, record for `verify` and `audit append`.",
    )
    view = click.option(
        "--view",
        type=click.Choice(["short", "full", "auditor"]),
        help="How much is shown; full if left out, in HTML auditor.",
    )
    return source(form(view(changing.options(options.masked(command)))))


def check(asked: dict[str, Any]) -> None:
    """Refuse options of `forms` that do not go together, before anything is decided.

    Raises:
        click.UsageError: some do not.
    """
    if asked["form"] != "record" and any(asked[name] for name in ("mask", "mask_key", "mask_also")):
        raise click.UsageError("--mask, --mask-key and --mask-also are for --format record")
    if asked["source"] is not None and asked["form"] in {"json", "record"}:
        raise click.UsageError(f"--source is shown in text, markdown and html, not in {asked['form']}")


def clause_texts(pack: Pack, source: Path | None, lang: str) -> Mapping[str, str]:
    """The clauses of a copy of the document, where there is one; that it is another copy is said.

    Raises:
        PackError: it cannot be read, or its clauses cannot be told apart.
    """
    if source is None:
        return {}
    for diagnostic in pack.differences_from_copy(source):
        if diagnostic.code == "WR341":
            click.echo(str(options.said_in(diagnostic, lang)), err=True)
    return pack.clause_texts(source)


def show(verdict: Verdict, texts: Mapping[str, str], lang: str, asked: dict[str, Any]) -> None:
    """Print a verdict.

    Args:
        verdict: the verdict; what is odd about its facts goes to standard error.
        texts: of clauses, by locator.
        lang: the language.
        asked: the options of `forms`.

    Raises:
        click.UsageError: the form has no place for what was asked for.
        DecisionError: there is no such outcome, or nothing says how facts can change.
    """
    for warning in verdict.warnings:
        click.echo(str(options.said_in(warning, lang)), err=True)
    form, view = asked["form"], asked["view"]
    data, text = changing.told(verdict, form, lang, asked)
    match form:
        case "json":
            output = changing.with_data(verdict.to_json(), data)
        case "markdown":
            output = verdict.explanation.beside(texts).to_markdown(lang, view or "full") + text
        case "html":
            output = verdict.to_html(lang, view or "auditor", texts)
        case "record":
            output = verdict.record(options.masking(asked)) + "\n"
        case _:
            output = verdict.explanation.beside(texts).to_text(lang, view or "full") + text
    click.echo(output, nl=False)
