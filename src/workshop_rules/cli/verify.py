"""`workshop-rules verify`: whether a record still says what its pack decides."""

from __future__ import annotations

from pathlib import Path

import click

from workshop_rules.cli import options

_IN_CHINESE = {"same": "相同", "different": "不同", "cannot": "无法重放"}


@click.command()
@click.argument("record")
@click.option("--facts", metavar="FILE", help="The facts of the case again, where the record hides some.")
@click.option("--mask-key", metavar="FILE", help="The key of a record with digests, to check those facts with.")
@options.archive
@options.lang_else_english
@options.search_path
def verify(
    record: str, facts: str | None, mask_key: str | None, archive: str | None, lang: str, search_path: tuple[str, ...]
) -> None:
    """Replay a record: decide again what it says was decided, by the pack with the digest that it names.

    RECORD is a file as `Verdict.record` makes it, or - for standard input. Prints `same`, `different` (and where) or
    `cannot` (and what is missing). The exit status is 0 where it is the same, 1 where it differs, was altered or cannot
    be replayed, and 2 if something is wrong with the input.

    \b
    Examples:
      workshop-rules verify verdict.json
      workshop-rules verify verdict.json --archive ./old-packs --lang zh
      workshop-rules verify masked.json --facts candidate.yaml --mask-key mask.key
      workshop-rules audit show verdicts.db 12 | workshop-rules verify -
    """
    options.need_audit()
    from workshop_rules.audit.keys import read_mask_key
    from workshop_rules.audit.record import read_record
    from workshop_rules.audit.replay import Answer, replay
    from workshop_rules.errors import AuditError, FactsError
    from workshop_rules.pack.facts import read_facts_file

    found = read_record(options.content_of(record), record)
    if found.errors and found.errors[0].code == "WR802":
        click.echo(_answer("different", lang) + str(options.said_in(found.errors[0], lang)))
        raise SystemExit(1)
    made = found.unwrap(AuditError)
    again = None if facts is None else read_facts_file(facts).unwrap(FactsError).data()
    key = b"" if mask_key is None else read_mask_key(Path(mask_key))
    replayed = replay(made, facts=again, key=key, archive=archive, search_path=search_path).unwrap(FactsError)
    form = made.form
    answer = _answer(replayed.answer, lang)
    click.echo(f"{answer}{form.pack.id} {form.pack.version} {form.decision}: {form.verdict.outcome}")
    for diagnostic in replayed.diagnostics:
        click.echo(str(options.said_in(diagnostic, lang)))
    if replayed.masked and replayed.answer is Answer.SAME:
        without_effect = "已隐去，且不影响结论：" if lang == "zh" else "hidden, and without effect: "
        click.echo(without_effect + ("、" if lang == "zh" else ", ").join(replayed.masked))
    if replayed.answer is not Answer.SAME:
        raise SystemExit(1)


def _answer(answer: str, lang: str) -> str:
    return f"{_IN_CHINESE[answer]}：" if lang == "zh" else f"{answer}: "
