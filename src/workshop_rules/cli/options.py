"""Options that several commands have."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import wraps
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from workshop_rules.diagnostics import Diagnostic, DiagnosticError, Found
from workshop_rules.evaluate.evaluation import EvaluationError

if TYPE_CHECKING:
    from workshop_rules.audit.masking import Masking
    from workshop_rules.loaded import Pack
    from workshop_rules.rosters import RowDecider

Command = TypeVar("Command", bound=Callable[..., Any])


def search_path(command: Command) -> Command:
    """Where to look for packs."""
    return click.option(
        "--search-path",
        "search_path",
        multiple=True,
        type=click.Path(file_okay=False),
        metavar="DIR",
        help="A folder to look in for packs before all others; may be repeated. WORKSHOP_RULES_PATH does the same.",
    )(command)


def archive(command: Command) -> Command:
    """Where old packs are kept."""
    return click.option(
        "--archive",
        type=click.Path(file_okay=False),
        metavar="DIR",
        help="The folder with old packs, each in a folder named by its digest. WORKSHOP_RULES_ARCHIVE does the same.",
    )(command)


def masked(command: Command) -> Command:
    """How a record keeps what is personal."""
    how = click.option(
        "--mask",
        type=click.Choice(["digests", "left-out"]),
        help="In a record: keep what is personal as keyed digests, or leave it out; in full if not given.",
    )
    key = click.option(
        "--mask-key", type=click.Path(path_type=Path), metavar="FILE", help="The secret that makes the digests."
    )
    also = click.option("--mask-also", multiple=True, metavar="PATH", help="Mask this fact, too; may be repeated.")
    return how(key(also(command)))


def masking(asked: dict[str, Any]) -> Masking | None:
    """The masking that was asked for; None where none was.

    Raises:
        click.UsageError: the options do not fit together.
        AuditError: there is no such key.
    """
    if asked["mask"] is None:
        if asked["mask_key"] or asked["mask_also"]:
            raise click.UsageError("--mask-key and --mask-also need --mask")
        return None
    need_audit()
    from workshop_rules.audit.keys import read_mask_key
    from workshop_rules.audit.masking import Masking

    if asked["mask"] == "left-out":
        if asked["mask_key"]:
            raise click.UsageError("--mask-key is for --mask digests")
        return Masking.left_out(asked["mask_also"])
    if asked["mask_key"] is None:
        raise click.UsageError("--mask digests needs --mask-key FILE")
    return Masking.digests(read_mask_key(asked["mask_key"]), asked["mask_also"])


def need_audit() -> None:
    """Stop where the packages for records and logs are not installed.

    Raises:
        MissingExtraError: with the command that installs them.
    """
    from workshop_rules.errors import MissingExtraError

    try:
        for package in ("cryptography", "rfc8785", "sqlalchemy"):
            import_module(package)
    except ModuleNotFoundError as error:
        raise MissingExtraError("audit", "keeping and checking records") from error


def content_of(path: str) -> bytes:
    """The bytes of a file, `-` for standard input.

    Raises:
        click.BadParameter: it cannot be read.
    """
    try:
        with click.open_file(path, "rb") as file:
            return bytes(file.read())
    except OSError as error:
        raise click.BadParameter(f"`{path}` cannot be read: {(error.strerror or str(error)).lower()}") from error


def _is_database(path: Path) -> bool:
    """Whether there is a file that begins as those of SQLite do."""
    if not path.is_file():
        return False  # a pipe would be emptied
    try:
        with path.open("rb") as file:
            return file.read(16) == b"SQLite format 3\0"
    except OSError:
        return False


@contextmanager
def writing(path: str | Path) -> Iterator[None]:
    """What the machine says against writing somewhere, as an error of usage.

    Raises:
        click.BadParameter: it cannot be written, or is a database: a log or state, which nothing would bring back.
    """
    if _is_database(Path(path)):
        raise click.BadParameter(f"`{path}` cannot be written: a database is there, such as a log, and would be lost")
    try:
        yield
    except BrokenPipeError:
        raise  # whoever reads has seen enough; click knows what to do
    except OSError as error:
        raise click.BadParameter(f"`{path}` cannot be written: {(error.strerror or str(error)).lower()}") from error


def lang(command: Command) -> Command:
    """The language of what is printed, complaints included; Chinese if not said."""
    return _lang(command, "zh")


def lang_else_english(command: Command) -> Command:
    """The same, but English if not said: of commands whose output programs read (`same`, `whole`, `no errors`)."""
    return _lang(command, "en")


def _lang(command: Command, default: str) -> Command:
    option = click.option(
        "--lang", type=click.Choice(["zh", "en"]), default=default, show_default=True, help="Language of the output."
    )

    @wraps(command)
    def told(*args: Any, lang: str, **asked: Any) -> object:  # noqa: ANN401 (whatever the command has)
        with told_in(lang):
            return command(*args, lang=lang, **asked)

    return cast("Command", option(told))


def encoding(command: Command) -> Command:
    """What a roster is in that is not in UTF-8."""
    return click.option(
        "--encoding", metavar="NAME", help="What a CSV or JSON Lines roster is in, such as gb18030; else UTF-8."
    )(command)


def choices(command: Command) -> Command:
    """The readings and thresholds by which is decided; `chosen` reads them."""
    reading = click.option(
        "--reading", "readings", multiple=True, metavar="NAME=VALUE", help="Read a doubtful passage this way."
    )
    parameter = click.option(
        "--param", "parameters", multiple=True, metavar="NAME=VALUE", help="Put a threshold in place of another."
    )
    return reading(parameter(command))


def names_and_values(option: str, given: Iterable[str]) -> Found[dict[str, str]]:
    """What `NAME=VALUE` options say; the last one of a name counts."""
    found: dict[str, str] = {}
    diagnostics = []
    for text in given:
        name, equals, value = text.partition("=")
        if not equals or not name.strip():
            message = f"`{option} {text}` is not of the form NAME=VALUE"
            zh = f"`{option} {text}`不是“名称=值”的形式；请写成`{option} 名称=值`"
            diagnostics.append(Diagnostic("WR605", message, None, "", f"write `{option} NAME=VALUE`", zh))
        found[name.strip()] = value.strip()
    return Found(found, tuple(diagnostics))


def chosen(pack: Pack, readings: Iterable[str], parameters: Iterable[str]) -> tuple[dict[str, str], dict[str, object]]:
    """The readings and thresholds that options name, each value as the pack has it.

    Raises:
        DecisionError: one is not of the form NAME=VALUE.
    """
    from workshop_rules.errors import DecisionError
    from workshop_rules.pack.parameters import parameter_from_text

    chosen = names_and_values("--reading", readings).unwrap(DecisionError)
    texts = names_and_values("--param", parameters).unwrap(DecisionError)
    known = pack.parameters
    values = {
        name: parameter_from_text(text, known[name].type) if name in known else text for name, text in texts.items()
    }
    return chosen, values


def row_decider(
    pack: str,
    decision: str,
    as_of: str | None,
    readings: Iterable[str],
    parameters: Iterable[str],
    search_path: tuple[str, ...],
) -> RowDecider:
    """What decides the rows of a roster.

    Raises:
        PackError: there is no such pack, or something is wrong in its files.
        DecisionError: there is no such decision, reading or parameter, or the date is none.
    """
    from workshop_rules.loaded import load_pack
    from workshop_rules.rosters import row_decider

    found = load_pack(pack, search_path=search_path)
    loaded = found.version_for(as_of)
    return row_decider(loaded, decision, as_of, *chosen(loaded, readings, parameters), versions=found)


def said_in(diagnostic: Diagnostic, lang: str) -> Diagnostic:
    """A complaint in the language that was asked for, if it has it; the Chinese says what mends it, too.

    Where a complaint has no Chinese of its own, what kind of fault it is stands before it in Chinese.
    """
    if lang != "zh":
        return diagnostic
    if diagnostic.zh:
        return replace(diagnostic, message=diagnostic.zh, help="")
    kind = diagnostic.entry.zh
    return replace(diagnostic, message=f"{kind}：{diagnostic.message}") if kind else diagnostic


@contextmanager
def told_in(lang: str) -> Iterator[None]:
    """Complaints in the language that was asked for, where they have it."""
    try:
        yield
    except DiagnosticError as error:
        raise DiagnosticError([said_in(one, lang) for one in error.diagnostics]) from error
    except EvaluationError as error:
        told = error.diagnostic
        at = "结论" if error.criterion is None else f"条件`{error.criterion}`"
        told = replace(told, zh=f"{at}无法计算：{told.entry.zh}") if told.entry.zh else told
        raise DiagnosticError([said_in(told, lang)]) from error
