"""`workshop-rules audit`: the log of verdicts: looked at, checked, written out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from workshop_rules.cli import options

if TYPE_CHECKING:
    from workshop_rules.audit.chain import Entry


@click.group()
def audit() -> None:
    """The log of verdicts: look at it, and check that nothing in it was changed.

    LOG is the SQLite file of a log, or the URL of a PostgreSQL database.

    \b
    Examples:
      workshop-rules audit head verdicts.db
      workshop-rules audit verify verdicts.db --head 12:9f86d081884c7d65…
      workshop-rules audit show verdicts.db 12 | workshop-rules verify -
    """
    options.need_audit()


@audit.command()
@click.argument("log")
@click.option("--head", metavar="COUNT:HASH", help="A head noted elsewhere, as `audit head` prints it.")
@click.option(
    "--public-key", type=click.Path(path_type=Path), metavar="FILE", help="Every entry has to be signed by this key."
)
@options.lang_else_english
def verify(log: str, head: str | None, public_key: Path | None, lang: str) -> None:
    """Check the log: that no entry was altered, removed or moved.

    Names the first that was. That the last entries were cut off shows only against a head noted elsewhere. LOG may also
    be a file that `audit export` wrote (.jsonl). The exit status is 0 where the log is whole, 1 where it is not, and 2
    if something is wrong with the input.

    \b
    Examples:
      workshop-rules audit verify verdicts.db
      workshop-rules audit verify verdicts.jsonl --head 12:9f86d081884c7d65… --public-key office.pem
    """
    from workshop_rules.audit.chain import read_head, verify_chain
    from workshop_rules.audit.keys import read_public_key
    from workshop_rules.audit.log import AuditLog, read_export
    from workshop_rules.errors import AuditError

    noted = None if head is None else read_head(head).unwrap(AuditError)
    key = None if public_key is None else read_public_key(public_key)
    entries = read_export(Path(log)) if log.endswith(".jsonl") else AuditLog(log, create=False)
    report = verify_chain(entries, noted, key)
    for diagnostic in report.diagnostics:
        click.echo(str(options.said_in(diagnostic, lang)))
    count = report.head.count
    if not report.intact:
        click.echo(f"不完整：到第{count}条为止无误" if lang == "zh" else f"not whole: right up to entry {count}")
        raise SystemExit(1)
    noun = "entry" if count == 1 else "entries"
    whole = f"完整：共{count}条，链头" if lang == "zh" else f"whole: {count} {noun}, head"
    click.echo(f"{whole} {report.head}")


@audit.command()
@click.argument("log")
@options.lang_else_english
def head(log: str, lang: str) -> None:  # noqa: ARG001 (the language of complaints)
    """Print the head: the number of entries and the hash of the last.

    Note it elsewhere. `audit verify --head` then finds out whether the end of the log was cut off or written anew.

    \b
    Examples:
      workshop-rules audit head verdicts.db
    """
    from workshop_rules.audit.log import AuditLog

    click.echo(str(AuditLog(log, create=False).head()))


@audit.command()
@click.argument("log")
@click.argument("entry", type=int, required=False)
@options.lang_else_english
def show(log: str, entry: int | None, lang: str) -> None:
    """List the entries; with the number of one, print its record.

    \b
    Examples:
      workshop-rules audit show verdicts.db
      workshop-rules audit show verdicts.db 12 > verdict.json
    """
    from workshop_rules.audit.log import AuditLog

    opened = AuditLog(log, create=False)
    if entry is not None:
        click.echo(opened[entry].record.encode("utf-8", "surrogateescape"))
        return
    for one in opened:
        click.echo(_line(one, lang).encode("utf-8", "surrogateescape"))


@audit.command()
@click.argument("log")
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False), default="-", metavar="FILE", help="Else to the screen."
)
@options.lang_else_english
def export(log: str, output: str, lang: str) -> None:  # noqa: ARG001 (the language of complaints)
    """Write the entries out, one a line, as JSON; `audit verify` reads such a file (.jsonl), too.

    \b
    Examples:
      workshop-rules audit export verdicts.db -o verdicts.jsonl
    """
    from workshop_rules.audit.log import AuditLog

    opened = AuditLog(log, create=False)
    with options.writing(output), click.open_file(output, "w", encoding="utf-8") as file:
        for line in opened.export():
            file.write(line + "\n")


@audit.command()
@click.argument("log")
@click.argument("records", nargs=-1, required=True, metavar="RECORD…")
@click.option(
    "--signing-key", type=click.Path(path_type=Path), metavar="FILE", help="Sign the entries with this Ed25519 key."
)
@options.lang_else_english
def append(log: str, records: tuple[str, ...], signing_key: Path | None, lang: str) -> None:  # noqa: ARG001 (as above)
    """Add records to the log, which is begun where there is none; print the head after each.

    RECORD is a file as `decide --format record` prints it, or - for standard input.

    \b
    Examples:
      workshop-rules audit append verdicts.db verdict.json
      workshop-rules decide ordos_2013 mentor candidate.yaml --format record | workshop-rules audit append verdicts.db -
    """
    from workshop_rules.audit.log import AuditLog
    from workshop_rules.audit.record import read_record
    from workshop_rules.errors import AuditError

    read = [read_record(options.content_of(record), record).unwrap(AuditError) for record in records]
    opened = AuditLog(log, signing_key=signing_key)
    for record in read:
        click.echo(str(opened.append(record.text).head))


def _line(entry: Entry, lang: str) -> str:
    from workshop_rules.audit.record import read_record

    record = read_record(entry.record.encode("utf-8", "surrogatepass")).value
    said = "不是记录" if lang == "zh" else "no record"
    if record is not None:
        form = record.form
        said = f"{form.pack.id} {form.pack.version}  {form.decision}  {form.verdict.outcome}"
    return f"{entry.sequence:>6}  {entry.recorded_at}  {entry.hash[:12]}  {said}"
