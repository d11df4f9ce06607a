"""Verdicts beside each case: the workbook that was filled in, with columns added at the right of its cases."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter, quote_sheetname, range_boundaries
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from workshop_rules.diagnostics.drawing import visible
from workshop_rules.files.outcome_words import OutcomeWords
from workshop_rules.files.problems import Problem
from workshop_rules.files.whole import appearing
from workshop_rules.files.words import say
from workshop_rules.files.workbooks.grid import cell_name, cells_of
from workshop_rules.files.workbooks.layout import COMPLETE, clause_words, criterion_words
from workshop_rules.files.writing import LONGEST_CELL

if TYPE_CHECKING:
    from workshop_rules.files.workbooks.filled import FilledWorkbook

_RESULTS, _PROBLEMS = "verdict_columns", "verdict_problems"
"""Names in the workbook for what was added to it, so that it is replaced when the workbook is decided again."""

_SIDE = Side(style="thin", color="8C8C8C")
_BORDER = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE)
_HEADING = PatternFill("solid", fgColor="E2EFDA")
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_RECORD = re.compile(r"(?P<list>\w+)\[(?P<place>\d+)\](?:\.(?P<field>\w+))?")


def old_results(workbook: Workbook) -> dict[str, frozenset[int]]:
    """The columns with verdicts of an earlier time, by sheet."""
    found: dict[str, frozenset[int]] = {}
    for sheet, area in _places(workbook.defined_names.get(_RESULTS), workbook):
        first, _, last, _ = range_boundaries(area)
        found[sheet] = frozenset(range(first or 0, (last or -1) + 1))
    return found


def _places(name: DefinedName | None, workbook: Workbook) -> Iterator[tuple[str, str]]:
    """The sheets and areas that a name stands for; none where they were deleted."""
    for sheet, area in name.destinations if name is not None else ():
        if area and sheet in workbook.sheetnames:
            yield sheet, area.replace("$", "")


@dataclass(frozen=True)
class _Column:
    heading: str
    note: str
    cells: Sequence[str | None]
    width: int


def write_verdicts(
    filled: FilledWorkbook,
    decided: pl.DataFrame,
    reasons: Sequence[str | None],
    problems: Sequence[Problem],
    target: Path,
    words: OutcomeWords,
) -> None:
    """Write the workbook with its verdicts, whole or not at all. What is in it already is kept.

    Args:
        filled: the workbook.
        decided: its frame with the results.
        reasons: what decided each case, in words; empty where nobody asked.
        problems: all that is wrong in it (`problems_in`).
        target: where it goes.
        words: what the results are called, in the language of what is added.

    Raises:
        OSError: the file cannot be written.
    """
    workbook = filled.workbook
    _put(workbook, filled, list(_columns(filled, decided, reasons, words)))
    _list_problems(workbook, problems, words.lang)
    with appearing(target) as unfinished:
        workbook.save(unfinished)


def _columns(
    filled: FilledWorkbook, decided: pl.DataFrame, reasons: Sequence[str | None], words: OutcomeWords
) -> Iterator[_Column]:
    lang, plan, decision = words.lang, words.plan, words.decision
    none = say(lang, "result.none")
    outcomes = [none if one is None else words.outcome(one) for one in decided["outcome"].cast(pl.String)]
    yield _Column(say(lang, "result.outcome"), words.of(decision.title), outcomes, 16)
    if "value" in decided.columns:
        yield _Column(say(lang, "result.value"), "", decided["value"].to_list(), 12)
    yield _Column(say(lang, "result.error"), "", decided["error"].to_list(), 40)
    missing = [_missing(filled, at, paths or (), words) for at, paths in enumerate(decided["missing"].to_list())]
    yield _Column(say(lang, "result.missing"), "", missing, 40)
    if reasons:
        yield _Column(say(lang, "result.reasons"), "", reasons, 70)
    for criterion in decision.criteria:
        note = say(lang, "result.clause", clause=clause_words(plan, criterion.clause))
        states = decided[f"state.{criterion.id}"].cast(pl.String)
        said = [None if state is None else words.state(state) for state in states]
        yield _Column(words.of(criterion_words(decision, criterion)), f"{note}\n({criterion.id})", said, 14)


def _missing(filled: FilledWorkbook, at: int, paths: Iterable[str], words: OutcomeWords) -> str | None:
    """What is missing, each with the cell in which it belongs, where there is one."""
    said = []
    for path in paths:
        cell = _cell_of(filled, at, path)
        fact = words.fact(path)
        said.append(fact if cell is None else say(words.lang, "result.at", fact=fact, place=cell))
    return say(words.lang, "join").join(said) or None


def _cell_of(filled: FilledWorkbook, at: int, path: str) -> str | None:
    columns = filled.cases.columns
    for name in (path, COMPLETE + path):
        if name in columns:
            return cell_name(columns[name], filled.rows[at])
    record = _RECORD.fullmatch(path)
    places = filled.records.get(record["list"], []) if record is not None else []
    if record is None or not places or int(record["place"]) > len(places[at]):
        return None
    table, row = places[at][int(record["place"]) - 1]
    column = table.columns.get(record["field"] or "value")
    return None if column is None else table.place(column, row)


def _put(workbook: Workbook, filled: FilledWorkbook, columns: list[_Column]) -> None:
    """Add the columns at the right of the cases, in place of those of an earlier time."""
    page = workbook[filled.cases.name]
    old = old_results(workbook).get(page.title, frozenset())
    for (_, column_of_cell), cell in cells_of(page).items():
        if column_of_cell in old and isinstance(cell, Cell):
            cell.value, cell.comment, cell.style = None, None, "Normal"
    first = max((*filled.cases.columns.values(), *filled.cases.kept, *filled.cases.unheaded), default=0) + 1
    for at, column in enumerate(columns, start=first):
        heading = _text(page, 1, at, column.heading)
        heading.font, heading.fill, heading.border = Font(bold=True), _HEADING, _BORDER
        if column.note:
            heading.comment = Comment(column.note, "workshop-rules", height=80, width=260)
        page.column_dimensions[get_column_letter(at)].width = column.width
        for row, said in zip(filled.rows, column.cells, strict=True):
            if said is not None:
                _text(page, row, at, said)
    last = first + len(columns) - 1
    area = f"${get_column_letter(first)}$1:${get_column_letter(last)}$1"
    _name(workbook, _RESULTS, f"{quote_sheetname(page.title)}!{area}")


def _name(workbook: Workbook, name: str, refers: str) -> None:
    workbook.defined_names[name] = DefinedName(name, attr_text=refers)


def _text(page: Worksheet, row: int, column: int, text: str) -> Any:  # noqa: ANN401 (a cell; openpyxl has two kinds)
    """A cell with text that no program takes for a formula."""
    cell = page.cell(row, column)
    shown = "\n".join(visible(line) for line in text.splitlines())
    cell.value = shown if len(shown) <= LONGEST_CELL else shown[: LONGEST_CELL - 1] + "…"
    cell.data_type = "s"
    cell.alignment = _WRAPPED
    return cell


def problems_in(filled: FilledWorkbook, errors: Iterable[str | None], lang: str) -> tuple[Problem, ...]:
    """All that is wrong in a workbook that was decided; `errors`: those of its rows, but not of its cells."""
    return (*filled.problems, *_refused(filled, errors, lang))


def _refused(filled: FilledWorkbook, errors: Iterable[str | None], lang: str) -> Iterator[Problem]:
    """The rows whose facts are no dossier although each cell can be read, or whose computation has no result."""
    for row, error in zip(filled.rows, errors, strict=True):
        if error is not None:
            code, _, message = error.partition(" ")
            at = filled.cases.key or 1
            said = say(lang, "row.refused", place=filled.cases.place(at, row), error=message)
            yield Problem(code, said, say(lang, "row.refused.help"), filled.cases.name, cell_name(at, row))


def _list_problems(workbook: Workbook, problems: Sequence[Problem], lang: str) -> None:
    """A sheet with all that is wrong, each with a link to its cell; in place of that of an earlier time."""
    name = workbook.defined_names.pop(_PROBLEMS, None)
    for sheet, _ in list(_places(name, workbook)):
        del workbook[sheet]
    if not problems:
        return
    page = workbook.create_sheet(say(lang, "problems"))
    for at, key in enumerate(("code", "place", "message", "help"), start=1):
        heading = _text(page, 1, at, say(lang, f"problem.{key}"))
        heading.font, heading.fill, heading.border = Font(bold=True), _HEADING, _BORDER
    for at, width in enumerate((10, 20, 80, 50), start=1):
        page.column_dimensions[get_column_letter(at)].width = width
    page.freeze_panes = "A2"
    for row, problem in enumerate(problems, start=2):
        place = f"{problem.sheet}!{problem.cell}" if problem.cell else problem.sheet
        for at, text in enumerate((problem.code, place, problem.message, problem.help), start=1):
            _text(page, row, at, text)
        if problem.cell:
            link = page.cell(row, 2)
            target = f"{quote_sheetname(problem.sheet)}!{problem.cell}"
            link.hyperlink = Hyperlink(ref=link.coordinate, location=target)
            link.font = Font(underline="single", color="0B4F9E")
    _name(workbook, _PROBLEMS, f"{quote_sheetname(page.title)}!$A$1")
