"""Forms filled in as a clerk would: in Chinese, records on their sheets, and what is listed in full said to be."""

from __future__ import annotations

import datetime as dt
import warnings
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import fastexcel
import openpyxl
from openpyxl.workbook import Workbook

from workshop_rules.compile.plan import Plan
from workshop_rules.evaluate.evaluation import Dossier
from workshop_rules.files.workbooks.layout import Layout
from workshop_rules.language.types import Enumeration, ListOf, RecordOf, Type

Rows = Sequence[Mapping[str, Any]]


def fill(form: Path, sheets: Mapping[str, Rows]) -> Path:
    """Fill in a form: rows by the headings of columns; a heading that is not there is added at the right."""
    workbook = openpyxl.load_workbook(form)
    for name, rows in sheets.items():
        add_rows(workbook, name, rows)
    return save(workbook, form)


def add_rows(workbook: Workbook, name: str, rows: Rows) -> None:
    page = workbook[name] if name in workbook.sheetnames else workbook.create_sheet(name)
    columns = {str(cell.value): at for at, cell in enumerate(page[1], start=1) if cell.value is not None}
    for row, cells in enumerate(rows, start=2):
        for heading, value in cells.items():
            if heading not in columns:
                columns[heading] = max([0, *columns.values()]) + 1
                page.cell(1, columns[heading], heading)
            page.cell(row, columns[heading], value)


def save(workbook: Workbook, form: Path) -> Path:
    filled = form.with_name("filled.xlsx")
    workbook.save(filled)
    return filled


def said(value: Any, type_: Type | None, plan: Plan) -> Any:
    """A fact as somebody would type it in."""
    match value:
        case bool():
            return "是" if value else "否"
        case int() | Fraction():
            return float(value)
        case str() if isinstance(type_, Enumeration):
            return next(title.zh for member, title in plan.enumerations[type_.name].members if member == value)
        case _:
            return value


def sheets_of(layout: Layout, plan: Plan, dossiers: Iterable[Dossier]) -> dict[str, list[dict[str, Any]]]:
    """The rows by which a form says these dossiers, the n-th under the key `N000n`."""
    key = layout.cases.key.heading.zh
    headings = {column.id: column.heading.zh for column in layout.cases.columns}
    sheets: dict[str, list[dict[str, Any]]] = {sheet.name.zh: [] for sheet in layout.sheets}
    for number, dossier in enumerate(dossiers):
        owner = {key: f"N{number:04}"}
        case: dict[str, Any] = dict(owner)
        for name, value in dossier.facts.items():
            type_ = plan.facts[name].type
            if isinstance(type_, ListOf) and isinstance(value, tuple):
                case[headings[f"complete.{name}"]] = "否" if name in dossier.incomplete else "是"
                sheet = next(one for one in layout.lists if one.id == name)
                sheets[sheet.name.zh] += [owner | _record(one, type_.item, plan, sheet.columns) for one in value]
            elif isinstance(type_, RecordOf) and isinstance(value, dict):
                parts = ((f"{name}.{part}", said(one, type_.field(part), plan)) for part, one in value.items())
                case |= {headings[part]: one for part, one in parts}
            else:
                case[headings[name]] = said(value, type_, plan)
        case |= {headings[f"findings.{name}"]: "是" if holds else "否" for name, holds in dossier.findings.items()}
        sheets[layout.cases.name.zh].append(case)
        for waiver in dossier.waivers:
            label = next((one.label.zh for one in layout.waivable if one.criterion == waiver.criterion), None)
            if label is not None:
                sheets["放宽"].append(owner | {"条件": label, "批准日期": dt.date(2013, 9, 1)})
    return sheets


def _record(value: Any, type_: Type, plan: Plan, columns: Sequence[Any]) -> dict[str, Any]:
    if not isinstance(type_, RecordOf):
        return {columns[1].heading.zh: said(value, type_, plan)}
    return {
        column.heading.zh: said(value[column.id], type_.field(column.id), plan)
        for column in columns
        if column.id in value
    }


def cells(workbook: Path, sheet: str) -> list[dict[str, Any]]:
    """The rows of a sheet, by heading."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        page = openpyxl.load_workbook(workbook)[sheet]
    headings, *rows = page.iter_rows(values_only=True)
    return [dict(zip(map(str, headings), row, strict=True)) for row in rows]


def shown(workbook: Path) -> dict[str, list[list[str | None]]]:
    """The cells of all sheets as texts, as the library has it that the workbook was written with."""
    pages = openpyxl.load_workbook(workbook).worksheets
    return {page.title: _texts([[cell.value for cell in row] for row in page.iter_rows()]) for page in pages}


def shown_elsewhere(workbook: Path) -> dict[str, list[list[str | None]]]:
    """The same, as another reader of workbooks has it, which shares no code with the first."""
    reader = fastexcel.read_excel(workbook)
    found = {}
    for name in reader.sheet_names:
        page = reader.load_sheet_by_name(name, header_row=None, dtypes="string")
        found[name] = _texts([list(row) for row in page.to_polars().iter_rows()])
    return found


def _texts(rows: list[list[Any]]) -> list[list[str | None]]:
    """Rows without the blanks at their ends, nor blank ones at the end."""
    texts: list[list[str | None]] = []
    for row in rows:
        cells = [None if cell is None else str(cell) for cell in row]
        while cells and cells[-1] is None:
            cells.pop()
        texts.append(cells)
    while texts and not texts[-1]:
        texts.pop()
    return texts
