"""The sheets of a workbook as tables: which column is which, whose each row is, and what its cells say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from workshop_rules.compile.plan import Plan
from workshop_rules.diagnostics import nearest
from workshop_rules.files.cells import MisfitError, cell_reader
from workshop_rules.files.problems import Problem
from workshop_rules.files.typing import wanted
from workshop_rules.files.words import PHRASES, say
from workshop_rules.files.workbooks.grid import Broken, Grid, cell_name
from workshop_rules.files.workbooks.layout import CASES, COMPLETE, KEY, Column, Sheet
from workshop_rules.language.types import ListOf, RecordOf
from workshop_rules.language.words import Words

_SHOWN = 40

ReadCell = Callable[[object], Any]
"""Reads a cell that is not blank; raises `MisfitError`."""


@dataclass(slots=True)
class Row:
    """A row of a table.

    Attributes:
        number: its place in the sheet, from 1.
        key: whose it is; empty where nobody said.
        values: by column id, what could be read.
        kept: by heading, cells of columns that the layout does not have.
        problems: what could not.
    """

    number: int
    key: str
    values: dict[str, Any] = field(default_factory=dict)
    kept: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


@dataclass(slots=True)
class Table:
    """A sheet that was read.

    Attributes:
        sheet: what it is; `name` is what the workbook calls it.
        columns: the place of each column, from 1, by id.
        kept: the headings of columns that the layout does not have, by place.
        twice: the places of columns with the heading of an earlier one, and where that is.
        unheaded: the places of columns that have values, but no heading.
        problems: what is wrong with its headings.
    """

    sheet: Sheet
    name: str
    columns: dict[str, int] = field(default_factory=dict)
    kept: dict[int, str] = field(default_factory=dict)
    twice: dict[int, int] = field(default_factory=dict)
    unheaded: set[int] = field(default_factory=set)
    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def place(self, column: int, row: int) -> str:
        """A cell, as people write it: `教师!C5`."""
        return f"{self.name}!{cell_name(column, row)}"

    @property
    def key(self) -> int | None:
        """The place of the column that says whose a row is."""
        return self.columns.get(self.sheet.key.id)


@dataclass(frozen=True, slots=True)
class TableReader:
    """Reads the sheets of workbooks for a pack.

    Attributes:
        plan: the pack.
        reads: the facts that the decision reads.
        lang: the language of complaints.
        keep: headings that are no facts although they come near one's.
    """

    plan: Plan
    reads: frozenset[str]
    lang: str
    keep: frozenset[str] = frozenset()

    def table(self, sheet: Sheet, grid: Grid, skip: frozenset[int] = frozenset()) -> Table:
        """A sheet, without the columns in `skip`."""
        table = Table(sheet, grid.name)
        headed = grid.headings()
        self._headings(table, {at: text for at, text in headed.items() if at not in skip})
        readers = self._readers(table)
        headings = {column.id: column.heading for column in sheet.columns}
        wanted_columns = {*readers, *table.kept, *table.twice, table.key}
        for number, written in grid.rows():
            cells = {at: value for at, value in written.items() if at in wanted_columns}
            table.unheaded.update(written.keys() - headed - skip)
            if not cells:
                continue
            row = Row(number, _key(cells.get(table.key or 0)))
            for at, value in cells.items():
                if at in table.kept:
                    row.kept[table.kept[at]] = None if isinstance(value, Broken) else value
                elif at in readers:
                    name, read = readers[at]
                    self._cell(table, row, at, (name, headings.get(name), read), value)
                elif table.twice.get(at) is not None and cells.get(table.twice[at]) != value:
                    self._differs(table, row, at, headed[at], value)
            table.rows.append(row)
        for at in sorted(table.unheaded):
            self._problem(table, "WR911", "column.unheaded", at, "")
        return table

    def _differs(self, table: Table, row: Row, at: int, heading: str, value: object) -> None:
        """Complain of a cell that says something else than the one of the earlier column with its heading."""
        first = cell_name(table.twice[at], row.number)
        parts: dict[str, Words | str] = {"place": table.place(at, row.number), "heading": heading}
        wrong = say(self.lang, "column.twice.differs", first=first)
        message = say(self.lang, "cell.bad", **parts, said=_short(str(value)), wrong=wrong)
        remedy = say(self.lang, "column.twice.help")
        row.problems.append(Problem("WR903", message, remedy, table.name, cell_name(at, row.number)))

    def _cell(self, table: Table, row: Row, at: int, what: tuple[str, Words | None, ReadCell], value: object) -> None:
        name, heading, read = what
        try:
            if isinstance(value, Broken):
                raise value.why
            row.values[name] = read(value)
        except MisfitError as misfit:
            said = "" if isinstance(value, Broken) else _short(misfit.text or str(value))
            title = (name if heading is None else heading[self.lang]) + misfit.path
            wrong = misfit.said(self.lang)
            place = table.place(at, row.number)
            message = say(self.lang, "cell.bad", place=place, heading=title, said=said, wrong=wrong)
            row.problems.append(Problem("WR903", message, "", table.name, cell_name(at, row.number)))

    def _readers(self, table: Table) -> dict[int, tuple[str, ReadCell]]:
        columns = {column.id: column for column in table.sheet.columns}
        return {
            at: (name, self._reader(columns.get(name), name))
            for name, at in table.columns.items()
            if at != table.key or (table.sheet.id == CASES and name in self.plan.facts)
        }

    def _reader(self, column: Column | None, name: str) -> ReadCell:
        if column is not None and column.id == KEY:
            return _key
        if column is not None and not isinstance(column.type, ListOf | RecordOf):
            return cell_reader(column.type, column.bounds, self.plan)
        how = wanted(name, self.plan)
        return _json_reader(how[0] if how is not None else str)

    def _headings(self, table: Table, headings: Mapping[int, str]) -> None:
        names = self._names(table.sheet)
        meant = {at: names.get(_plain(text)) or _coded(text, names) for at, text in headings.items()}
        if table.sheet.key.id not in meant.values():
            titles = [PHRASES["key"], *(fact.title for name, fact in self.plan.facts.items() if name == KEY)]
            keys = {"id", KEY, *(_plain(text) for title in titles for text in (title.zh, title.en))}
            at = next((at for at, text in headings.items() if _plain(text) in keys), None)
            if at is not None:
                meant[at] = table.sheet.key.id
        for at, text in headings.items():
            name = meant[at]
            if name is None:
                table.kept[at] = text if text not in table.kept.values() else f"{text} ({cell_name(at, 1)})"
                known = [column for column in table.sheet.columns if self._is_read(table.sheet, column)]
                self._near(table, at, text, [name for column in known for name in column.names()])
            elif name in table.columns:
                table.twice[at] = table.columns[name]
                self._problem(table, "WR901", "column.twice", at, text)
            else:
                table.columns[name] = at

    def _names(self, sheet: Sheet) -> dict[str, str]:
        """Column ids by what they may be headed; a heading that two columns may have stands for neither."""
        named: list[tuple[str, str]] = [(text, column.id) for column in sheet.columns for text in column.names()]
        if sheet.id == CASES:
            whole = [fact for fact in self.plan.facts.values() if isinstance(fact.type, ListOf | RecordOf)]
            named += [(text, fact.id) for fact in whole for text in (fact.id, fact.title.zh, fact.title.en)]
            named += [(name, name) for name in ("incomplete", "waivers", "findings")]
        found: dict[str, set[str]] = {}
        for text, name in named:
            found.setdefault(_plain(text), set()).add(name)
        ids = {_plain(name): name for _, name in named}
        return {text: next(iter(meant)) for text, meant in found.items() if len(meant) == 1} | ids

    def _is_read(self, sheet: Sheet, column: Column) -> bool:
        """Whether the decision asks for what stands in a column."""
        names = {column.id.partition(".")[0], column.id, column.id.removeprefix(COMPLETE), sheet.id}
        return column is sheet.key or bool(names & self.reads)

    def _near(self, table: Table, at: int, text: str, known: Iterable[str]) -> None:
        meant = None if text in self.keep else nearest(text, known)
        if meant is not None:
            self._problem(table, "WR901", "column.near", at, text, meant=meant)

    def _problem(self, table: Table, code: str, key: str, at: int, text: str, **parts: str) -> None:
        message = say(self.lang, key, place=table.place(at, 1), said=_short(text))
        table.problems.append(
            Problem(code, message, say(self.lang, f"{key}.help", **parts), table.name, cell_name(at, 1))
        )


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _coded(text: str, names: Mapping[str, str]) -> str | None:
    """The column of a heading that ends with its id in brackets."""
    code = text.rpartition("[")[2].removesuffix("]") if text.endswith("]") else ""
    return names.get(_plain(code))


def _key(value: object) -> str:
    """A key as text, a whole number without a point."""
    match value:
        case None | Broken():
            return ""
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return str(value).strip()


def _json_reader(read: Callable[[str], Any]) -> ReadCell:
    def cell(value: object) -> Any:  # noqa: ANN401 (a value of any type)
        if not isinstance(value, str):
            raise MisfitError("cell.json")
        try:
            return read(value)
        except MisfitError:
            raise
        except (ValueError, RecursionError) as error:
            raise MisfitError("cell.json") from error

    return cell


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
