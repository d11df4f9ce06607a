"""The cells of a sheet as somebody looking at it sees them."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from workshop_rules.files.cells import MisfitError
from workshop_rules.files.unreadable import UnreadableError

_ERROR, _FORMULA = "e", "f"


def open_workbook(path: Path, *, values: bool = False) -> Workbook:
    """A workbook, with formulas or with what they came to when it was last saved.

    Raises:
        OSError: the file cannot be opened.
        UnreadableError: it is no workbook.
    """
    with path.open("rb") as file, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about what openpyxl cannot keep, such as another program's extensions
        try:
            return openpyxl.load_workbook(file, data_only=values)
        except OSError:
            raise
        except Exception as error:  # whatever openpyxl stumbles over in a file that is broken
            raise UnreadableError("workbook") from error


@dataclass(frozen=True, slots=True)
class Broken:
    """A cell in which nothing can be read: a formula that has failed, or was never worked out."""

    why: MisfitError


def grids(path: Path, workbook: Workbook) -> dict[str, Grid]:
    """The sheets of a workbook that was opened with its formulas, by name.

    What formulas came to is read from the file again; most workbooks that were filled in have none.
    """
    formulas = {page.title: _formulas(page) for page in workbook.worksheets}
    values = open_workbook(path, values=True) if any(formulas.values()) else workbook
    return {page.title: Grid(page, formulas[page.title], _joined(page)) for page in values.worksheets}


def _formulas(page: Worksheet) -> frozenset[tuple[int, int]]:
    return frozenset(at for at, cell in cells_of(page).items() if cell.data_type == _FORMULA)


def cells_of(page: Worksheet) -> dict[tuple[int, int], Any]:
    """The cells that the file has, by row and column; `iter_rows` would make all up to the last, a million perhaps."""
    cells: dict[tuple[int, int], Any] = page._cells  # noqa: SLF001 (there is no other way to them)
    return cells


def _joined(page: Worksheet) -> dict[tuple[int, int], Any]:
    return {
        (row, area.min_col): page.cell(area.min_row, area.min_col).value
        for area in page.merged_cells.ranges
        if area.min_col == area.max_col and area.min_row > 1
        for row in range(area.min_row + 1, area.max_row + 1)
    }


@dataclass(frozen=True)
class Grid:
    """A sheet.

    Attributes:
        page: with the results of formulas.
        formulas: the cells, by row and column, that have a formula.
        joined: what the lower cells of those show that are joined with the one above.
    """

    page: Worksheet
    formulas: frozenset[tuple[int, int]]
    joined: dict[tuple[int, int], Any]

    @property
    def name(self) -> str:
        """What the sheet is called."""
        return str(self.page.title)

    def is_blank(self) -> bool:
        """Whether nothing stands on it."""
        return not self.headings() and next(self.rows(), None) is None

    def headings(self) -> dict[int, str]:
        """The texts of the first row that are not blank, by column."""
        texts = {
            column: _heading(cell.value) for (row, column), cell in sorted(cells_of(self.page).items()) if row == 1
        }
        return {column: text for column, text in texts.items() if text}

    def rows(self) -> Iterator[tuple[int, dict[int, Any]]]:
        """The rows below the first that are not blank, each with its number and its cells that are not, by column."""
        below = sorted((at, cell) for at, cell in cells_of(self.page).items() if at[0] > 1)
        for row, cells in groupby(below, key=lambda one: one[0][0]):
            found: dict[int, Any] = {}
            own = False
            for at, cell in cells:
                value = cell.value if cell.value is not None else self.joined.get(at)
                if cell.data_type == _ERROR:
                    found[at[1]] = Broken(MisfitError("cell.fails"))
                elif value is None and at in self.formulas:
                    found[at[1]] = Broken(MisfitError("cell.formula"))
                elif value is not None and not (isinstance(value, str) and not value.strip()):
                    found[at[1]] = value
                own = own or (at[1] in found and at not in self.joined)
            if own:
                yield row, found


def _heading(value: object) -> str:
    return "" if value is None else " ".join(str(value).split())


def cell_name(column: int, row: int) -> str:
    """`C5` for the third column of the fifth row."""
    return f"{get_column_letter(column)}{row}"
