"""Deciding rosters that are files: one row in, one row out, and whole or not at all; and the forms for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from workshop_rules.errors import FactsError
from workshop_rules.evaluate._polars import with_complaints
from workshop_rules.files import (
    FORMATS,
    OtherRunError,
    Parts,
    Rows,
    RunningError,
    Summary,
    UnreadableError,
    file_digest,
    in_utf8,
    no_place,
    no_roster,
    read_roster,
    told,
    unheaded_columns,
    writing,
    wrong_encoding,
)
from workshop_rules.files.problems import Problem
from workshop_rules.files.words import say
from workshop_rules.loaded import Pack
from workshop_rules.pack.versions import engine_version
from workshop_rules.roster_reading import (
    WORKBOOK,
    FileOptions,
    check_batch,
    check_format,
    filled_workbook,
    typed_batch,
)
from workshop_rules.rosters import RowDecider, make_roster

__all__ = ["FileOptions", "decide_file", "make_form"]

_USUAL = FileOptions()


def decide_file(decider: RowDecider, source: Path, target: Path, options: FileOptions = _USUAL) -> Summary:
    """Decide a roster in a file, and write it with its verdicts: whole, or not at all.

    Args:
        decider: what decides single rows, and says what is asked.
        source: a CSV, JSON Lines, Parquet or Excel file with a row for each case; headings are ids or titles of facts.
            A workbook may have the records of lists on sheets of their own.
        target: a file in one of these formats, which may be another. From workbook to workbook, it is a copy with
            verdicts beside each case.
        options: how it is done.

    Raises:
        FactsError: a file cannot be read or written, a column cannot be what it seems, or the parts that are there are
            of another run.
    """
    for path in (source, target):
        check_format(path)
    asked = no_roster(source, FORMATS), wrong_encoding(source, options.encoding), no_place(target)
    found = [one for one in asked if one is not None]
    if found:
        raise FactsError(found)
    decider = replace(decider, lang=options.lang)
    try:
        source.open("rb").close()
        if source.suffix.lower() == WORKBOOK:
            return _decide_workbook(decider, source, target, options)
        with in_utf8(source, options.encoding) as text:
            if options.resume:
                return _decide_in_parts(decider, text, target, options)
            return _write(_batches(decider, text, options), text, target, options.lang)
    except OtherRunError as error:
        folder, differing = str(error.folder), ", ".join(error.differing)
        raise FactsError([told("WR908", "file.parts", folder=folder, differing=differing)]) from error
    except RunningError as error:
        raise FactsError([told("WR908", "file.running", folder=str(error.folder))]) from error
    except UnreadableError as error:
        where = {"source": str(source), "target": str(target)}
        raise FactsError([told("WR904", "file.unreadable", **where, why=error.why, remedy=error.remedy)]) from error
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise FactsError([told("WR904", "file.held", source=str(source), target=str(target), why=why)]) from error


def make_form(pack: Pack, decision: str, path: Path, lang: str = "zh") -> None:
    """Write the form for a decision: a workbook that `decide_file` reads when it is filled in.

    Args:
        pack: the pack.
        decision: what will be decided from it.
        path: where it goes, an .xlsx file that is not there yet.
        lang: the language of headings and notes, `zh` or `en`.

    Raises:
        DecisionError: there is no such decision.
        FactsError: the file is there already, or cannot be written.
    """
    from workshop_rules.files.workbooks import write_form

    one = pack._decision(decision)  # noqa: SLF001 (the front door's own)
    if path.suffix.lower() != WORKBOOK:
        raise FactsError([told("WR904", "form.format", path=str(path))])
    if path.exists():
        raise FactsError([told("WR909", "form.there", path=str(path))])
    if (nowhere := no_place(path)) is not None:
        raise FactsError([nowhere])
    try:
        write_form(pack.plan, one, path, lang)
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise FactsError([told("WR904", "file.unwritten", path=str(path), why=why)]) from error


def _batches(decider: RowDecider, source: Path, options: FileOptions, skip: int = 0) -> Iterator[Rows]:
    """The rows of a roster with their verdicts, batch by batch, without the first ones."""
    roster = make_roster(decider, options.lang if options.reasons else None)
    for place, batch in enumerate(read_roster(source, skip)):
        rows = typed_batch(decider, source, batch, options)
        if place == 0:
            check_batch(decider, rows, batch, options)
        decided = roster.decide(rows.frame, options.as_of_column)
        yield with_complaints(decided, rows.complaints, decider.decision, say(options.lang, "join"))
        options.progress(decided.height)


def _write(batches: Iterable[Rows], source: Path, target: Path, lang: str) -> Summary:
    unheaded = unheaded_columns(source)
    summary = Summary(watch=tuple(unheaded))
    with writing(target) as write:
        for decided in batches:
            write(decided)
            summary.add(decided)
    summary.columns = tuple(name for name in summary.columns if name not in unheaded)
    filled = (place for name, place in unheaded.items() if name in summary.filled)
    number = "row.number.csv" if source.suffix.lower() == ".csv" else "row.number"
    rows = (_of_row(say(lang, number, row=row), error, lang) for row, error in summary.first_errors.items())
    summary.problems = (*(_unheaded(place, lang) for place in filled), *rows)
    return summary


def _unheaded(place: int, lang: str) -> Problem:
    where = say(lang, "column.place", place=place)
    return Problem("WR911", say(lang, "column.unheaded", place=where), say(lang, "column.unheaded.help"))


def _of_row(place: str, error: str, lang: str) -> Problem:
    code, _, message = error.partition(" ")
    return Problem(code, say(lang, "row.refused", place=place, error=message), "")


def _decide_in_parts(decider: RowDecider, source: Path, target: Path, options: FileOptions) -> Summary:
    """Decide what is not finished yet, keeping each batch; then put all together."""
    with Parts.of(target, _run(decider, source, options)) as parts:
        options.progress(parts.rows)
        for decided in _batches(decider, source, options, parts.rows):
            parts.keep(decided)
        summary = _write(parts, source, target, options.lang)
        parts.remove()
    return summary


def _run(decider: RowDecider, source: Path, options: FileOptions) -> dict[str, object]:
    """Everything that the output depends on."""
    plan, asked = decider.pack.plan, decider.circumstances
    return {
        "roster": file_digest(source),
        "pack": plan.id,
        "digest": plan.digest,
        "engine": engine_version(),
        "decision": decider.decision.id,
        "as_of": None if asked.as_of is None else asked.as_of.isoformat(),
        "as_of_column": options.as_of_column,
        "readings": dict(asked.readings),
        "parameters": {name: str(value) for name, value in asked.parameters.items()},
        "keep": sorted(options.keep),
        "reasons": bool(options.reasons),
        "language": options.lang,
    }


def _decide_workbook(decider: RowDecider, source: Path, target: Path, options: FileOptions) -> Summary:
    """Decide the cases of a workbook, at once: no workbook has so many that it would have to be in parts."""
    from workshop_rules.case_reasons import reasons
    from workshop_rules.files.outcome_words import OutcomeWords
    from workshop_rules.files.workbooks.verdict_columns import problems_in, write_verdicts

    pack, decision = decider.pack, decider.decision
    filled, rows, as_of_column = filled_workbook(decider, source, options)
    to_workbook = target.suffix.lower() == WORKBOOK
    roster = make_roster(decider, options.lang if options.reasons and not to_workbook else None)
    between = say(options.lang, "join")
    decided = with_complaints(roster.decide(rows.frame, as_of_column), rows.complaints, decision, between)
    problems = problems_in(filled, decided["error"], options.lang)
    decided = with_complaints(decided, filled.complaints, decision, between)
    if to_workbook:
        says = options.reasons is not False
        said = reasons(decider, rows.frame, decided, as_of_column, options.lang, options.progress) if says else ()
        words = OutcomeWords(pack.plan, decision, options.lang)
        write_verdicts(filled, decided, said, problems, target, words)
        summary = Summary()
        summary.add(decided)
    else:
        says = False
        summary = _write([decided], source, target, options.lang)
    summary.problems, summary.general, summary.sheets = problems, len(filled.of_all), filled.unread
    if not says:
        options.progress(decided.height)
    return summary
