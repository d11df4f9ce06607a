"""Rosters that are files, read as facts: rows by batches or cases of a workbook, columns and headings checked."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from workshop_rules.diagnostics import Diagnostic, nearest
from workshop_rules.errors import FactsError
from workshop_rules.evaluate._polars import frame_columns
from workshop_rules.evaluate._polars.facts import is_fact_column
from workshop_rules.files import FORMATS, Cells, RosterBatch, TypedBatch, told, typed
from workshop_rules.files.words import PHRASES
from workshop_rules.language.words import Words
from workshop_rules.rosters import RowDecider, check_columns

if TYPE_CHECKING:
    from workshop_rules.files.workbooks import FilledWorkbook

WORKBOOK = ".xlsx"
_LISTED = 5
"""So many headings are named, and no more."""
_OTHER_WORKBOOKS = (".xls", ".xlsm", ".xlsb", ".ods", ".et")


@dataclass(frozen=True, slots=True, kw_only=True)
class FileOptions:
    """How a roster in a file is decided.

    Attributes:
        as_of_column: the column with the date of decision of each row.
        encoding: of a roster in CSV or JSON Lines, by a name that Python knows, such as `gb18030`; None: UTF-8.
        keep: columns that are no facts although their names come near one's.
        lang: the language of what is written into workbooks, and of what is wrong with cells; `zh` or `en`.
        resume: whether finished parts are kept beside the output, and gone on from where they are there.
        reasons: whether to say why each row has its outcome; None: in a workbook that cases were read from, and there
            with what was required and found. Elsewhere it is a sentence for each pattern, in the column `reason`.
        progress: called with the number of rows after each batch.
    """

    as_of_column: str | None = None
    encoding: str | None = None
    keep: tuple[str, ...] = ()
    lang: str = "zh"
    resume: bool = False
    reasons: bool | None = None
    progress: Callable[[int], object] = int


def check_format(path: Path) -> None:
    """Refuse a file in a format that is not known.

    Raises:
        FactsError: it is in none.
    """
    if path.suffix.lower() not in FORMATS:
        key = "file.format.workbook" if path.suffix.lower() in _OTHER_WORKBOOKS else "file.format"
        raise FactsError([told("WR904", key, path=str(path), formats=", ".join(FORMATS))])


def typed_batch(decider: RowDecider, source: Path, batch: RosterBatch, options: FileOptions) -> TypedBatch:
    """Some rows of a file as facts."""
    cells = {".csv": Cells.TEXT, ".jsonl": Cells.JSON}.get(source.suffix.lower(), Cells.TYPED)
    return typed(batch.frame, decider.pack.plan, options.as_of_column, cells, options.lang, batch.wrong)


def check_batch(decider: RowDecider, rows: TypedBatch, batch: RosterBatch, options: FileOptions) -> None:
    """Refuse a roster whose columns cannot be what they seem.

    Raises:
        FactsError: one has nearly the name of a fact, or that of a result; none is a fact; or dates of decision that
            nobody asked for.
    """
    _check_titles(decider, rows.frame.columns, options)
    columns, said = frame_columns(rows.frame), bool(options.reasons)
    check_columns(decider.pack, decider.decision, columns, options.as_of_column, options.keep, reasons=said)
    _check_facts(decider, columns, batch.frame.columns, options)
    _check_dates(columns, options)


def filled_workbook(
    decider: RowDecider, source: Path, options: FileOptions
) -> tuple[FilledWorkbook, TypedBatch, str | None]:
    """A workbook, its cases as facts, and the column with the date of decision of each.

    Raises:
        OSError: it cannot be opened.
        UnreadableError: it is no workbook, or has no sheet with cases.
        FactsError: its columns cannot be what they seem.
    """
    from workshop_rules.files.workbooks import read_workbook
    from workshop_rules.files.workbooks.layout import AS_OF

    pack, decision = decider.pack, decider.decision
    keep = frozenset((*options.keep, *([options.as_of_column] if options.as_of_column is not None else [])))
    filled = read_workbook(source, pack.plan, decision, options.lang, keep)
    if not filled.cases.columns:
        _check_facts(decider, (), filled.kept, options)
    as_of_column = options.as_of_column
    if filled.has_dates and as_of_column not in filled.kept:
        as_of_column = AS_OF
    elif not filled.has_dates:
        _check_dates(filled.kept, options)
    check_columns(
        pack, decision, frame_columns(filled.frame), as_of_column, {*options.keep, *filled.kept} - {as_of_column}
    )
    return filled, typed(filled.frame, pack.plan, as_of_column, lang=options.lang), as_of_column


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
