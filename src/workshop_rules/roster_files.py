"""Deciding rosters that are files: one row in, one row out, and whole or not at all; and the forms for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from workshop_rules.diagnostics import Diagnostic, nearest
from workshop_rules.errors import FactsError
from workshop_rules.evaluate._polars import frame_columns, with_complaints
from workshop_rules.evaluate._polars.facts import is_fact_column
from workshop_rules.files import (
    FORMATS,
    Cells,
    OtherRunError,
    Parts,
    Rows,
    RunningError,
    Summary,
    UnreadableError,
    file_digest,
    no_place,
    no_roster,
    read_roster,
    told,
    typed,
    unheaded_columns,
    writing,
)
from workshop_rules.files.problems import Problem
from workshop_rules.files.words import PHRASES, say
from workshop_rules.language.words import Words
from workshop_rules.loaded import Pack
from workshop_rules.pack.versions import engine_version
from workshop_rules.rosters import RowDecider, check_columns, make_roster

_WORKBOOK = ".xlsx"
_LISTED = 5
"""So many headings are named, and no more."""
_OTHER_WORKBOOKS = (".xls", ".xlsm", ".xlsb", ".ods", ".et")


@dataclass(frozen=True, slots=True, kw_only=True)
class FileOptions:
    """How a roster in a file is decided.

    Attributes:
        as_of_column: the column with the date of decision of each row.
        keep: columns that are no facts although their names come near one's.
        lang: the language of what is written into workbooks, and of what is wrong with cells; `zh` or `en`.
        resume: whether finished parts are kept beside the output, and gone on from where they are there.
        reasons: whether to say why each row has its outcome; None: in a workbook that cases were read from, and there
            with what was required and found. Elsewhere it is a sentence for each pattern, in the column `reason`.
        progress: called with the number of rows after each batch.
    """

    as_of_column: str | None = None
    keep: tuple[str, ...] = ()
    lang: str = "zh"
    resume: bool = False
    reasons: bool | None = None
    progress: Callable[[int], object] = int


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
        if path.suffix.lower() not in FORMATS:
            key = "file.format.workbook" if path.suffix.lower() in _OTHER_WORKBOOKS else "file.format"
            raise FactsError([told("WR904", key, path=str(path), formats=", ".join(FORMATS))])
    found = [one for one in (no_roster(source, FORMATS), no_place(target)) if one is not None]
    if found:
        raise FactsError(found)
    decider = replace(decider, lang=options.lang)
    try:
        source.open("rb").close()
        if source.suffix.lower() == _WORKBOOK:
            return _decide_workbook(decider, source, target, options)
        if options.resume:
            return _decide_in_parts(decider, source, target, options)
        return _write(_batches(decider, source, options), source, target, options.lang)
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
    if path.suffix.lower() != _WORKBOOK:
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
    cells = {".csv": Cells.TEXT, ".jsonl": Cells.JSON}.get(source.suffix.lower(), Cells.TYPED)
    for place, batch in enumerate(read_roster(source, skip)):
        rows = typed(batch.frame, decider.pack.plan, options.as_of_column, cells, options.lang, batch.wrong)
        if place == 0:
            _check_titles(decider, rows.frame.columns, options)
            columns = frame_columns(rows.frame)
            said = bool(options.reasons)
            check_columns(decider.pack, decider.decision, columns, options.as_of_column, options.keep, reasons=said)
            _check_facts(decider, columns, batch.frame.columns, options)
            _check_dates(columns, options)
        decided = roster.decide(rows.frame, options.as_of_column)
        yield with_complaints(decided, rows.complaints, decider.decision)
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
    from workshop_rules.files.workbooks import read_workbook
    from workshop_rules.files.workbooks.layout import AS_OF
    from workshop_rules.files.workbooks.verdict_columns import problems_in, write_verdicts

    pack, decision = decider.pack, decider.decision
    keep = frozenset((*options.keep, *([options.as_of_column] if options.as_of_column is not None else [])))
    filled = read_workbook(source, pack.plan, decision, options.lang, keep)
    if not filled.cases.columns:
        _check_facts(decider, (), filled.kept, options)
    as_of_column = options.as_of_column
    if filled.has_dates and as_of_column not in filled.kept:
        as_of_column = AS_OF
    check_columns(
        pack, decision, frame_columns(filled.frame), as_of_column, {*options.keep, *filled.kept} - {as_of_column}
    )
    rows = typed(filled.frame, pack.plan, as_of_column, lang=options.lang)
    to_workbook = target.suffix.lower() == _WORKBOOK
    roster = make_roster(decider, options.lang if options.reasons and not to_workbook else None)
    decided = roster.decide(rows.frame, as_of_column)
    for complaints in (rows.complaints, filled.complaints):
        decided = with_complaints(decided, complaints, decision)
    problems = problems_in(filled, decided, options.lang)
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
    summary.problems = problems
    if not says:
        options.progress(decided.height)
    return summary


def _check_facts(decider: RowDecider, columns: Iterable[str], headings: Iterable[str], options: FileOptions) -> None:
    """Refuse a roster that tells no fact, such as one with its title where headings should be."""
    if options.keep or any(is_fact_column(name, decider.pack.facts) for name in columns):
        return
    listed = [f"`{heading}`" for heading in headings]
    shown = Words("、".join(listed[:_LISTED]), ", ".join(listed[:_LISTED]))
    raise FactsError([told("WR912", "file.no_facts" if listed else "file.no_headings", headings=shown)])


def _check_dates(columns: Iterable[str], options: FileOptions) -> None:
    """Refuse dates of decision that nobody asked to be read: rows would be decided as of another day."""
    named = {"as_of", *(PHRASES["as_of"][lang] for lang in ("zh", "en"))}
    found = [] if options.as_of_column is not None else [name for name in columns if name in named - {*options.keep}]
    if found:
        raise FactsError([told("WR901", "file.dates", name=name) for name in found])


def _check_titles(decider: RowDecider, columns: Iterable[str], options: FileOptions) -> None:
    """Refuse a heading that is nearly the title of a fact that is read, as one that is nearly an id is refused.

    Of those that are a title and were not taken for the id, `check_columns` speaks.
    """
    plan = decider.pack.plan
    read = [fact for name, fact in plan.facts.items() if name in decider.decision.facts]
    titles = [title for fact in read for title in (fact.title.zh, fact.title.en)]
    kept = {*options.keep, options.as_of_column, *plan.facts}
    found = []
    for name in columns:
        meant = None if name in kept or name.isascii() else nearest(name, titles)
        if meant is not None and meant != name.strip():
            remedy = f"write `{meant}`, or keep the column with `keep`"
            zh = f"没有事实“{name}”；请改为“{meant}”，如果另有所指，请用--keep保留"
            found.append(Diagnostic("WR901", f"there is no fact `{name}`", None, "", remedy, zh))
    if found:
        raise FactsError(found)
