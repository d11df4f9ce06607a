"""One row of a roster that is a file: found by its number or by what stands in a column, and decided by itself."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workshop_rules.diagnostics import Diagnostic
from workshop_rules.errors import EvaluationError, FactsError
from workshop_rules.evaluate._polars import plain_rows, result_schema
from workshop_rules.files import (
    FORMATS,
    RosterBatch,
    UnreadableError,
    in_utf8,
    no_roster,
    read_roster,
    told,
    wrong_encoding,
)
from workshop_rules.files.problems import Problem
from workshop_rules.files.searching import Search, column_named
from workshop_rules.files.words import PHRASES, words
from workshop_rules.language.words import Words
from workshop_rules.roster_reading import (
    WORKBOOK,
    FileOptions,
    check_batch,
    check_format,
    filled_workbook,
    typed_batch,
)
from workshop_rules.rosters import RowDecider, no_column

if TYPE_CHECKING:
    from workshop_rules.files.workbooks import FilledWorkbook
    from workshop_rules.loaded import Pack
    from workshop_rules.verdict import Verdict

_SHOWN = 5
"""So many rows are named, and no more."""


@dataclass(frozen=True, slots=True)
class Where:
    """A row by what stands in one of its columns.

    Attributes:
        column: its heading, or the id or a title of its fact.
        value: the cell, as text.
    """

    column: str
    value: str


@dataclass(frozen=True, slots=True)
class DecidedRow:
    """The verdict on a row.

    Attributes:
        verdict: what is decided.
        pack: the version of the pack that decided it.
        row: its number: in a workbook that of its sheet, elsewhere from 1, below the headings.
        problems: what else is wrong in the file and may concern the row, such as a column that is not read.
    """

    verdict: Verdict
    pack: Pack
    row: int
    problems: tuple[Problem, ...] = ()


def decide_row(decider: RowDecider, source: Path, wanted: int | Where, options: FileOptions) -> DecidedRow:
    """The verdict on one row of a roster in a file, the same as `decide_file` gives it.

    What `decide_file` has written can be read again: its results are let be, and compared with the verdict.

    Args:
        decider: what decides the row.
        source: a file that `decide_file` takes or has written.
        wanted: the number of the row (`DecidedRow.row`); or what stands in a column of it and of no other row.
        options: how the file is read.

    Raises:
        FactsError: the file cannot be read, has no such row, or something is wrong with what the row says.
        EvaluationError: a computation has no result.
    """
    check_format(source)
    if (none := no_roster(source, FORMATS) or wrong_encoding(source, options.encoding)) is not None:
        raise FactsError([none])
    decider = replace(decider, lang=options.lang)
    find = _in_workbook if source.suffix.lower() == WORKBOOK else _in_rows
    try:
        source.open("rb").close()
        with in_utf8(source, options.encoding) as text:
            return find(decider, text, wanted, options)
    except UnreadableError as error:
        why, remedy = error.why, error.remedy
        raise FactsError([told("WR904", "file.unread", source=str(source), why=why, remedy=remedy)]) from error
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise FactsError([told("WR904", "file.locked", source=str(source), why=reason)]) from error


def _in_workbook(decider: RowDecider, source: Path, wanted: int | Where, options: FileOptions) -> DecidedRow:
    filled, rows, as_of_column = filled_workbook(decider, source, options)
    if isinstance(wanted, Where):
        search = _search(wanted, filled.frame.columns, decider)
        search.look(filled.frame, filled.rows)
        number = _only(search)
    else:
        number = wanted
    if number not in filled.rows:
        sheet, filled_in = filled.cases.name, _listed(filled.rows)
        raise FactsError([told("WR913", "row.blank", sheet=sheet, row=number, rows=filled_in)])
    at = filled.rows.index(number)
    cell = filled.cases.place(filled.cases.key or 1, number)
    place = Words(cell, cell)
    wrong = [*_complaints(filled.complaints[at]), *_complaints(rows.complaints[at], place)]
    decided = _decided(decider, next(plain_rows(rows.frame[at : at + 1])), as_of_column, (number, place), wrong)
    differs = _recorded_in_workbook(filled, decided, decider, options.lang)
    return replace(decided, problems=(*filled.of_all, *differs))


def _in_rows(decider: RowDecider, source: Path, wanted: int | Where, options: FileOptions) -> DecidedRow:
    number, batch = _found(source, wanted, decider)
    recorded: Mapping[str, Any] = {}
    results = result_schema(decider.decision)
    if results.keys() <= {*batch.frame.columns}:
        recorded = next(plain_rows(batch.frame))
        kept = [name for name in batch.frame.columns if name not in result_schema(decider.decision, reasons=True)]
        batch = replace(batch, frame=batch.frame.select(kept))
    rows = typed_batch(decider, source, batch, options)
    check_batch(decider, rows, batch, options)
    place = words("row.number.csv" if source.suffix.lower() == ".csv" else "row.number", row=number)
    wrong = _complaints(_text(recorded.get("error")) or rows.complaints[0], place)
    if recorded.get("error") is not None:  # the cells that are wrong were left out of it
        raise FactsError(wrong)
    decided = _decided(decider, next(plain_rows(rows.frame)), options.as_of_column, (number, place), wrong)
    outcome = decided.verdict.outcome
    if recorded and (said := _text(recorded["outcome"])) != outcome:
        return replace(decided, problems=(_differs(said, outcome, options.lang),))
    return decided


def _found(source: Path, wanted: int | Where, decider: RowDecider) -> tuple[int, RosterBatch]:
    """A row with its number, as a batch of its own."""
    if isinstance(wanted, Where):
        search: Search | None = None
        for batch in read_roster(source):
            search = search or _search(wanted, batch.frame.columns, decider)
            search.look(batch.frame, range(search.rows + 1, search.rows + 1 + batch.frame.height))
        wanted = 0 if search is None else _only(search)
    first = next(read_roster(source, wanted - 1)) if wanted > 0 else None
    if first is None or not first.frame.height:
        rows = sum(batch.frame.height for batch in read_roster(source))
        raise FactsError([told("WR913", "row.none", row=wanted, rows=rows)])
    return wanted, RosterBatch(first.frame[:1], {0: first.wrong[0]} if 0 in first.wrong else {})


def _decided(
    decider: RowDecider,
    cells: Mapping[str, Any],
    as_of_column: str | None,
    at: tuple[int, Words],
    wrong: Sequence[Diagnostic] = (),
) -> DecidedRow:
    """The verdict on a row, unless something is wrong with it: everything at once, each with its place."""
    number, place = at
    try:
        verdict = decider.of_row(cells, as_of_column)
        judge = decider.of_date(None if as_of_column is None else cells[as_of_column])
    except FactsError as error:
        facts = (_placed(one, place) for one in error.diagnostics)
        raise FactsError([*wrong, *facts]) from error
    except EvaluationError:
        if not wrong:
            raise
    if wrong:
        raise FactsError(wrong)
    return DecidedRow(verdict, judge.pack, number)


def _placed(one: Diagnostic, place: Words) -> Diagnostic:
    return replace(one, message=f"{place.en}: {one.message}", zh=f"{place.zh}：{one.zh}" if one.zh else "")


def _complaints(said: str | None, place: Words | None = None) -> list[Diagnostic]:
    """What is said to be wrong with a row, in the language that was asked for.

    It stays one text, under the code that comes first: cells that it quotes may look like the beginning of another.
    """
    code, _, message = (said or "").partition(" ")
    if not message:
        return []
    complaint = Diagnostic(code, message, zh=message)
    return [complaint if place is None else _placed(complaint, place)]


def _search(wanted: Where, columns: Sequence[str], decider: RowDecider) -> Search:
    """What looks for a row."""
    column = column_named(wanted.column, columns, decider.pack.plan)
    if column is None:
        raise FactsError([no_column(wanted.column, columns)])
    return Search(column, wanted.value)


def _only(search: Search) -> int:
    """The number of the one row that was found."""
    if len(search.found) == 1:
        return search.found[0]
    named: dict[str, Words | str | int] = {"column": search.column, "value": search.value}
    if search.found:
        raise FactsError([told("WR913", "row.several", **named, rows=_listed(search.found))])
    meant = search.near
    if meant is None:
        raise FactsError([told("WR913", "row.unknown", **named)])
    raise FactsError([told("WR913", "row.unknown.near", **named, meant=meant)])


def _text(cell: str | None) -> str | None:
    """What a cell says, which in JSON Lines is written as JSON; None where it is blank."""
    if cell is None or not cell.strip():
        return None
    return str(json.loads(cell)) if cell.startswith('"') else cell


def _listed(rows: Sequence[int]) -> Words:
    listed = [str(row) for row in rows[:_SHOWN]]
    more = ["…"] if len(rows) > _SHOWN else []
    return Words("、".join([*listed, *more]), ", ".join([*listed, *more]))


def _recorded_in_workbook(
    filled: FilledWorkbook, decided: DecidedRow, decider: RowDecider, lang: str
) -> Iterator[Problem]:
    """That the workbook has another outcome beside the case, where it has one."""
    from workshop_rules.files.outcome_words import OutcomeWords
    from workshop_rules.files.workbooks.verdict_columns import old_results

    columns = old_results(filled.workbook).get(filled.cases.name)
    cell = filled.workbook[filled.cases.name].cell(decided.row, min(columns)).value if columns else None
    outcome = decided.verdict.outcome
    plan, decision = decider.pack.plan, decider.decision
    said = [OutcomeWords(plan, decision, one).outcome(outcome) for one in ("zh", "en")]
    if cell is not None and str(cell) not in said:
        yield _differs(str(cell), OutcomeWords(plan, decision, lang).outcome(outcome), lang)


def _differs(recorded: str | None, outcome: str, lang: str) -> Problem:
    none = PHRASES["result.none"]
    message = words("row.differs", recorded=none if recorded is None else recorded, outcome=outcome)[lang]
    return Problem("WR914", message, words("row.differs.help")[lang])
