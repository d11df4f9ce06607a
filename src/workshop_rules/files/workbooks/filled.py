"""A workbook that was filled in, as facts: one row for each case, the records of its lists beside it.

A list counts as complete only where its case says so (`complete.honors`), its sheet is there, and every record on that
sheet has an owner; otherwise what is not listed is not known. So no fact is taken to be absent for want of an entry.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl
from openpyxl.workbook import Workbook

from workshop_rules.compile.plan import Decision, Plan
from workshop_rules.diagnostics import nearest
from workshop_rules.files.problems import Problem
from workshop_rules.files.typing import WAIVERS as WAIVERS_TYPE
from workshop_rules.files.typing import column_type
from workshop_rules.files.unreadable import UnreadableError
from workshop_rules.files.words import PHRASES, say
from workshop_rules.files.workbooks.form import MADE_FOR
from workshop_rules.files.workbooks.grid import Grid, cell_name, grids, open_workbook
from workshop_rules.files.workbooks.layout import AS_OF, CASES, COMPLETE, FINDINGS, WAIVERS, Layout, Sheet, layout
from workshop_rules.files.workbooks.tables import Row, Table, TableReader
from workshop_rules.files.workbooks.verdict_columns import old_results
from workshop_rules.language.types import BOOLEAN, DATE, STRING, RecordOf
from workshop_rules.language.words import Words

_ANOTHER = re.compile(r"[\W_]*(?:\d+|[一二三四五六七八九十]+|续[\w ]*|补\w*|副本|copy|continued)?[\W_]*$")
"""What programs and clerks add to the name of a sheet that goes on, or is a copy: ` (2)`, `2`, `（续）`."""


@dataclass(frozen=True, slots=True)
class FilledWorkbook:
    """What a workbook says.

    Attributes:
        frame: a row for each case, facts by their ids; other columns by their headings.
        kept: the headings of these.
        complaints: for each row what is wrong with its cells, or null.
        problems: all that is wrong in the workbook, these complaints included.
        of_all: what of that is no row's own, such as headings that are not read and records of nobody.
        cases: the sheet with the cases; `rows` are their numbers in it.
        records: for each list fact and row of the frame, where its records stand: a table and row numbers.
        unread: the sheets that are none of these and nearly none.
        has_dates: whether it has a column with the date of decision, `as_of`.
        workbook: as it was opened, with its formulas.
    """

    frame: pl.DataFrame
    kept: tuple[str, ...]
    complaints: pl.Series
    problems: tuple[Problem, ...]
    of_all: tuple[Problem, ...]
    cases: Table
    rows: tuple[int, ...]
    records: dict[str, list[list[tuple[Table, int]]]]
    unread: tuple[str, ...]
    has_dates: bool
    workbook: Workbook


def read_workbook(
    path: Path, plan: Plan, decision: Decision, lang: str = "zh", keep: frozenset[str] = frozenset()
) -> FilledWorkbook:
    """The cases in a workbook: a form that was filled in, or any other whose sheets and headings are called so.

    Args:
        path: the workbook.
        plan: the pack.
        decision: what is to be decided.
        lang: the language of complaints.
        keep: headings that are no facts although they come near one's.

    Raises:
        OSError: it cannot be opened.
        UnreadableError: it is no workbook, or has no sheet with cases.
    """
    written = open_workbook(path)
    visible = [page.title for page in written.worksheets if page.sheet_state == "visible"]
    properties: Any = written  # types-openpyxl lacks these
    made_for = {one.name: one.value for one in properties.custom_doc_props.props}
    reading = _Reading(
        plan, decision, lang, layout(plan, decision, whole=True), TableReader(plan, decision.facts, lang, keep)
    )
    reading.sheets(grids(path, written), visible, old_results(written))
    reading.made_for(tuple(made_for.get(name) for name in MADE_FOR))
    return reading.read(written)


@dataclass
class _Reading:
    plan: Plan
    decision: Decision
    lang: str
    layout: Layout
    reader: TableReader
    tables: dict[str, list[Table]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    loose: set[str] = field(default_factory=set)
    """The lists of which some record has no owner, or is perhaps on a sheet that is not read."""
    unread: list[str] = field(default_factory=list)

    def sheets(self, grids: dict[str, Grid], visible: list[str], results: dict[str, frozenset[int]]) -> None:
        """Find and read the sheets."""
        lists = {_plain(name): sheet for sheet in self.layout.lists for name in sheet.names()}
        lists |= {_plain(sheet.id): sheet for sheet in self.layout.lists}
        own = {_plain(PHRASES[key][lang]) for key in ("instructions", "problems") for lang in ("zh", "en")}
        about = {
            _plain(text) for key, said in PHRASES.items() if key.startswith("about.") for text in (said.zh, said.en)
        }
        about |= {_plain(name) for name in self.layout.cases.names()}
        others = [name for name in visible if _plain(name) not in lists and _plain(name) not in own]
        cases = next((name for name in others if _plain(name) in about), next(iter(others), None))
        if cases is None:
            hidden = next((name for name in grids if _plain(name) in about), None)
            if hidden is not None:
                raise UnreadableError("workbook.hidden", name=hidden)
            raise UnreadableError("workbook.cases", name=self.layout.cases.name[self.lang])
        self.tables[CASES] = [self.reader.table(self.layout.cases, grids[cases], results.get(cases, frozenset()))]
        for name, grid in grids.items():
            sheet = lists.get(_plain(name))
            if sheet is not None and name != cases:
                self.tables.setdefault(sheet.id, []).append(self.reader.table(sheet, grid))
        sheets = lists | {_plain(cases): self.layout.cases}
        for name in others:
            if name != cases and not grids[name].is_blank():
                self._other(name, sheets)
        for table in (table for tables in self.tables.values() for table in tables):
            self.problems += table.problems

    def _other(self, name: str, sheets: dict[str, Sheet]) -> None:
        """Tell of a sheet that is not read: one like `个人荣誉 (2)` or `荣誉` may have records that would be missed."""
        absent = [text for sheet in self.layout.lists if sheet.id not in self.tables for text in sheet.names()]
        continued = sheets.get(_plain(_ANOTHER.sub("", name)))
        if continued is not None:
            self.loose.add(continued.id)
            more = "sheet.more.cases" if continued is self.layout.cases else "sheet.more"
            self._unread(name, more, list=continued.name)
        elif (meant := nearest(name, absent)) is not None:
            self._unread(name, "sheet.near", meant=meant)
        else:
            self.unread.append(name)

    def _unread(self, name: str, phrase: str, **parts: Words | str) -> None:
        message, remedy = self._say(phrase, sheet=name, **parts), self._say(f"{phrase}.help", **parts)
        self.problems.append(Problem("WR901", message, remedy, name))

    def made_for(self, properties: tuple[Any, ...]) -> None:
        """Compare what the form was made for with what is to be decided."""
        pack, _, decision = properties
        if pack is not None and (pack, decision) != (self.plan.id, self.decision.id):
            message = self._say("form.other", pack=str(pack), decision=str(decision))
            self.problems.append(Problem("WR907", message, self._say("form.other.help")))

    def read(self, workbook: Workbook) -> FilledWorkbook:
        """The cases, with their lists."""
        (cases,) = self.tables[CASES]
        owners = self._owners(cases)
        listed = {sheet.id: self._listed(sheet, cases, owners) for sheet in self.layout.lists}
        columns: list[pl.Series] = list(self._scalars(cases))
        columns += [self._kept(cases, heading) for heading in cases.kept.values()]
        kept = tuple(cases.kept.values())
        incomplete: list[list[str]] = [list(row.values.get("incomplete") or ()) for row in cases.rows]
        for sheet in self.layout.lists:
            column = self._list(sheet, cases, listed[sheet.id], incomplete)
            if column is not None:
                columns.append(column)
        if any(incomplete):
            columns.append(pl.Series("incomplete", incomplete, pl.List(pl.String)))
        complaints = [self._complaint(row) for row in cases.rows]
        of_all = tuple(self.problems)
        self.problems += [problem for row in cases.rows for problem in row.problems]
        places = {
            name: [[(table, row.number) for table, row in one] for one in lists] for name, lists in listed.items()
        }
        numbers = tuple(row.number for row in cases.rows)
        for table in (table for tables in self.tables.values() for table in tables):
            table.rows.clear()  # the frame has them
        return FilledWorkbook(
            pl.DataFrame(columns),
            kept,
            pl.Series(values=complaints, dtype=pl.String),
            tuple(self.problems),
            of_all,
            cases,
            numbers,
            places,
            tuple(self.unread),
            AS_OF in cases.columns,
            workbook,
        )

    def _owners(self, cases: Table) -> dict[str, Row]:
        """The cases by key. Two of one key are both complained of, and own nothing; one without a key likewise."""
        by_key: dict[str, list[Row]] = {}
        for row in cases.rows:
            by_key.setdefault(row.key, []).append(row)
        needed = any(table.rows for name, tables in self.tables.items() if name != CASES for table in tables)
        key = cases.sheet.key.heading
        if cases.key is None and needed:
            place = cases.place(1, 1)
            message, remedy = self._say("sheet.no_key", place=place, key=key), self._say("sheet.no_key.help", key=key)
            self.problems.append(Problem("WR906", message, remedy, cases.name, "A1"))
        for row in by_key.pop("", ()):
            if needed:
                self._row(cases, row, "row.no_key", key=key)
        for said, rows in by_key.items():
            for row in rows if len(rows) > 1 else ():
                other = next(one.number for one in rows if one is not row)
                self._row(cases, row, "row.same_key", key=key, said=said, number=other)
        return {said: rows[0] for said, rows in by_key.items()}

    def _listed(self, sheet: Sheet, cases: Table, owners: dict[str, Row]) -> list[list[tuple[Table, Row]]]:
        """For each case its records, and what is wrong with them said to it."""
        by_key: dict[str, list[tuple[Table, Row]]] = {}
        for table in self.tables.get(sheet.id, ()):
            for row in table.rows:
                owner = owners.get(row.key)
                self._record(table, row)
                if owner is None:
                    self._nobodys(table, row, cases, owners)
                    self.problems += row.problems
                else:
                    by_key.setdefault(row.key, []).append((table, row))
                    owner.problems += row.problems
        return [by_key.get(row.key, []) if row.key else [] for row in cases.rows]

    def _record(self, table: Table, row: Row) -> None:
        """Complain of a record that says nothing, or whose period cannot be."""
        if not row.values and not row.problems:
            self._row(table, row, "row.only_key", key=table.sheet.key.heading)
        if table.sheet.period is None:
            return
        start, end, ongoing = (row.values.get(name) for name in table.sheet.period)
        wrong = "cell.period" if start and end and end < start else "cell.ongoing" if end and ongoing else None
        if wrong is not None:
            at = table.columns[table.sheet.period[1]]
            heading = next(column.heading for column in table.sheet.columns if column.id == table.sheet.period[1])
            parts: dict[str, Words | str | int] = {
                "place": table.place(at, row.number),
                "heading": heading,
                "said": str(end),
            }
            message = self._say("cell.bad", **parts, wrong=PHRASES[wrong])
            row.problems.append(Problem("WR903", message, "", table.name, cell_name(at, row.number)))
            del row.values[table.sheet.period[1]]  # so that the dossier does not say the same again

    def _nobodys(self, table: Table, row: Row, cases: Table, owners: dict[str, Row]) -> None:
        self.loose.add(table.sheet.id)
        key = "row.nobody" if row.key else "row.nobody.blank"
        said: dict[str, Words | str | int] = {"key": table.sheet.key.heading, "sheet": cases.name, "said": row.key}
        place = table.place(table.key or 1, row.number)
        message = self._say(key, place=place, list=table.name, **said)
        meant = nearest(row.key, owners) if row.key else None
        if meant is not None:
            remedy = self._say("row.nobody.near", meant=meant)
        elif row.key:
            remedy = self._say("row.nobody.help", **said)
        else:
            remedy = self._say("row.no_key.help", key=table.sheet.key.heading)
        cell = cell_name(table.key or 1, row.number)
        self.problems.append(Problem("WR906", message, remedy, table.name, cell))

    def _row(self, table: Table, row: Row, phrase: str, **parts: Words | str | int) -> None:
        at = table.key or 1
        message = self._say(phrase, place=table.place(at, row.number), **parts)
        remedy = self._say(f"{phrase}.help", **parts)
        row.problems.append(Problem("WR906", message, remedy, table.name, cell_name(at, row.number)))

    def _list(
        self, sheet: Sheet, cases: Table, records: list[list[tuple[Table, Row]]], incomplete: list[list[str]]
    ) -> pl.Series | None:
        """A column of lists; a list that its case does not call complete is named among the incomplete ones."""
        if sheet.id == WAIVERS:
            return self._waivers(cases, records)
        made = []
        for at, (case, listed) in enumerate(zip(cases.rows, records, strict=True)):
            written, said = case.values.get(sheet.id), case.values.get(COMPLETE + sheet.id)
            if written is not None and listed:
                self._twice(cases, case, sheet)
            complete = bool(said) and self._may_be_complete(sheet, cases, case)
            if written is None and (listed or said is not None):
                written = [_item(sheet, row) for _, row in listed]
                may_lack = not complete
            else:
                may_lack = (said is not True and COMPLETE + sheet.id in cases.columns) or sheet.id in self.loose
            if written is not None and may_lack:
                incomplete[at].append(sheet.id)
            made.append(written)
        return (
            pl.Series(sheet.id, made, column_type(self.plan.facts[sheet.id].type))
            if any(one is not None for one in made)
            else None
        )

    def _may_be_complete(self, sheet: Sheet, cases: Table, case: Row) -> bool:
        """Whether a list can be complete: its sheet is there, and each of its records has an owner."""
        if sheet.id not in self.tables:
            at = cases.columns[COMPLETE + sheet.id]
            message, remedy = self._say("sheet.none", list=sheet.name), self._say("sheet.none.help", list=sheet.name)
            problem = Problem("WR901", message, remedy, cases.name, cell_name(at, case.number))
            if not any(one.message == message for one in self.problems):
                self.problems.append(problem)
            return False
        return sheet.id not in self.loose and not any(table.key is None for table in self.tables[sheet.id])

    def _twice(self, cases: Table, case: Row, sheet: Sheet) -> None:
        at = cases.columns[sheet.id]
        message = self._say("row.twice", place=cases.place(at, case.number), list=sheet.title)
        remedy = self._say("row.twice.help")
        case.problems.append(Problem("WR906", message, remedy, cases.name, cell_name(at, case.number)))

    def _waivers(self, cases: Table, records: list[list[tuple[Table, Row]]]) -> pl.Series | None:
        labels = {text: one for one in self.layout.waivable for text in (one.label.zh, one.label.en, one.criterion)}
        made = []
        for case, listed in zip(cases.rows, records, strict=True):
            waivers = list(case.values.get(WAIVERS) or ())
            for table, row in listed:
                said = str(row.values.get("criterion") or "").strip()
                if said not in labels:
                    self._not_waivable(table, row, case, said, list(labels))
                    continue
                named = {"pack": self.plan.id, "decision": labels[said].decision, "criterion": labels[said].criterion}
                waivers.append({**row.values, **named})
            made.append(waivers or None)
        return pl.Series(WAIVERS, made, WAIVERS_TYPE) if any(made) else None

    def _not_waivable(self, table: Table, row: Row, case: Row, said: str, known: list[str]) -> None:
        at = table.columns.get("criterion", table.key or 1)
        meant = nearest(said, known)
        members = self._say("comma").join(known)
        wrong = self._say("cell.member.near" if meant else "cell.member", meant=meant or "", members=members)
        heading = PHRASES["waivers.criterion"]
        place = table.place(at, row.number)
        message = self._say("cell.bad", place=place, heading=heading, said=said, wrong=wrong)
        case.problems.append(Problem("WR903", message, "", table.name, cell_name(at, row.number)))

    def _scalars(self, cases: Table) -> Iterator[pl.Series]:
        """The columns without lists, those of one record put together."""
        records: dict[str, list[str]] = {}
        lists = {sheet.id for sheet in self.layout.lists}
        types = {column.id: column.type for column in cases.sheet.columns}
        for name in cases.columns:
            head, dot, part = name.partition(".")
            if name in lists or name in {"incomplete", WAIVERS} or head == COMPLETE.removesuffix("."):
                continue
            if head in self.plan.facts and isinstance(self.plan.facts[head].type, RecordOf):
                records.setdefault(head, []).extend([part] if dot else [])
                continue
            values = [row.values.get(name) for row in cases.rows]
            if name == "findings":
                yield pl.Series(name, values, pl.Struct(dict.fromkeys(self.plan.findings, pl.Boolean)))
            elif name == cases.sheet.key.id and name not in self.plan.facts:
                yield pl.Series(name, [row.key or None for row in cases.rows], pl.String)
            else:
                type_ = DATE if name == AS_OF else BOOLEAN if name.startswith(FINDINGS) else types.get(name, STRING)
                yield pl.Series(name, values, column_type(type_))
        for head, parts in records.items():
            made = []
            for row in cases.rows:
                whole = row.values.get(head)
                given = {part: row.values.get(f"{head}.{part}") for part in parts}
                some = [f"{head}.{part}" for part, value in given.items() if value is not None]
                if whole is not None and some:
                    self._told_twice(cases, row, head, some[0])
                made.append(given if some else whole)
            yield pl.Series(head, made, column_type(self.plan.facts[head].type))

    def _told_twice(self, cases: Table, row: Row, record: str, part: str) -> None:
        """Complain of a record that is written as a whole and in parts."""
        at = cases.columns[record]
        place, other = cases.place(at, row.number), cell_name(cases.columns[part], row.number)
        message = self._say("cell.twice", place=place, heading=self.plan.facts[record].title, other=other)
        row.problems.append(
            Problem("WR903", message, self._say("row.twice.help"), cases.name, cell_name(at, row.number))
        )

    def _kept(self, cases: Table, heading: str) -> pl.Series:
        values = [_plain_day(row.kept.get(heading)) for row in cases.rows]
        kinds = {type(value) for value in values if value is not None}
        if len(kinds) > 1 or not kinds <= {str, int, float, bool}:
            values = [None if value is None else str(value) for value in values]
        return pl.Series(heading, values, strict=False)

    def _complaint(self, row: Row) -> str | None:
        return say(self.lang, "join").join(map(str, row.problems)) or None

    def _say(self, key: str, /, **parts: Words | str | int) -> str:
        return say(self.lang, key, **parts)


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _plain_day(value: Any) -> Any:  # noqa: ANN401 (a cell)
    """A day as text, where a cell holds one."""
    return value.date().isoformat() if isinstance(value, dt.datetime) and value.time() == dt.time() else value


def _item(sheet: Sheet, row: Row) -> Any:  # noqa: ANN401 (a record, or a plain value)
    return row.values.get("value") if sheet.columns[1].id == "value" else row.values
