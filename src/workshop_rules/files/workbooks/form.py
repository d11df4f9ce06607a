"""The form for a decision: a workbook to fill in, with headings, notes, lists to choose from, and checks."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from workshop_rules.compile.plan import Decision, Plan
from workshop_rules.files.whole import appearing
from workshop_rules.files.words import say
from workshop_rules.files.workbooks.layout import COMPLETE, FINDINGS, Column, Layout, Sheet, joined, layout
from workshop_rules.language.types import BOOLEAN, DATE, NUMBER, Enumeration

MADE_FOR = ("workshop-rules pack", "workshop-rules version", "workshop-rules decision")
"""The properties of a workbook that say what it was made for."""

_LAST_ROW = 1_048_575
_FIRST_DAY, _LAST_DAY = dt.date(1900, 1, 1), dt.date(9999, 12, 31)
_LONGEST_TITLE, _LONGEST_MESSAGE, _LONGEST_CHOICES = 32, 255, 255
_NARROWEST, _WIDEST = 12, 32
_KEYS = "case_ids"
_SHADES = {"key": "#1F3864", "fact": "#DDE6F2", "complete": "#F2EAD3", "finding": "#E4E4E4"}


def write_form(plan: Plan, decision: Decision, path: Path, lang: str) -> None:
    """Write the form for a decision, whole or not at all.

    Args:
        plan: the pack.
        decision: what will be decided from it.
        path: where it goes; what is there is replaced.
        lang: the language of headings and notes, `zh` or `en`.

    Raises:
        OSError: the file cannot be written.
    """
    with appearing(path) as unfinished, Workbook(str(unfinished)) as workbook:
        _Form(plan, decision, layout(plan, decision), lang, workbook).write()


@dataclass
class _Form:
    plan: Plan
    decision: Decision
    layout: Layout
    lang: str
    workbook: Workbook
    choices: dict[tuple[str, ...], str] = field(default_factory=dict)
    formats: dict[str, Format] = field(default_factory=dict)

    def write(self) -> None:
        for name, value in zip(MADE_FOR, (self.plan.id, self.plan.version, self.decision.id), strict=True):
            self.workbook.set_custom_property(name, value)
        self.workbook.set_properties({"title": self.decision.title[self.lang], "comments": self.plan.title[self.lang]})
        instructions = self.workbook.add_worksheet(say(self.lang, "instructions"))
        sheets = [(sheet, self.workbook.add_worksheet(sheet.name[self.lang])) for sheet in self.layout.sheets]
        name = self.layout.cases.name[self.lang].replace("'", "''")
        self.workbook.define_name(_KEYS, f"=OFFSET('{name}'!$A$2,0,0,MAX(1,COUNTA('{name}'!$A:$A)-1),1)")
        for sheet, page in sheets:
            self._sheet(sheet, page)
        self._choices()
        self._instructions(instructions)

    def _sheet(self, sheet: Sheet, page: Worksheet) -> None:
        page.freeze_panes(1, 1)
        page.set_row(0, 48)
        for at, column in enumerate(sheet.columns):
            heading = column.heading[self.lang]
            page.set_column(at, at, _width(heading), self._format(_cell_form(column)))
            page.write_string(0, at, heading, self._format(_shade(sheet, column)))
            page.write_comment(0, at, self._note(column), {"x_scale": 2, "y_scale": 1.4})
            rule = self._rule(sheet, column)
            if rule is not None:
                page.data_validation(1, at, _LAST_ROW, at, rule)

    def _rule(self, sheet: Sheet, column: Column) -> dict[str, Any] | None:
        """What can be typed into a column; what is pasted into it is checked when it is read."""
        rule = self._key_rule(sheet) if column is sheet.key else self._value_rule(column)
        if rule is None:
            return None
        note = say(self.lang, "join").join(filter(None, (one[self.lang] for one in column.notes)))
        return {
            "input_title": _clipped(column.heading[self.lang], _LONGEST_TITLE),
            "input_message": _clipped(note, _LONGEST_MESSAGE),
            "error_title": say(self.lang, "warn.cell"),
            "error_message": _clipped(note, _LONGEST_MESSAGE),
            **rule,
        }

    def _key_rule(self, sheet: Sheet) -> dict[str, Any]:
        if sheet is self.layout.cases:
            first = xl_rowcol_to_cell(1, 0, col_abs=True)
            only = f"=MATCH({first},$A:$A,0)=ROW({first})"
            return {"validate": "custom", "value": only, "error_title": say(self.lang, "warn.key")}
        return {
            "validate": "list",
            "source": f"={_KEYS}",
            "error_title": say(self.lang, "warn.whose"),
            "error_type": "warning",
        }

    def _value_rule(self, column: Column) -> dict[str, Any] | None:
        match column.type:
            case Enumeration(name=name):
                named = self.plan.enumerations.get(name)
                texts = column.type.members if named is None else tuple(title[self.lang] for _, title in named.members)
                return {"validate": "list", "source": self._chosen_from(texts)}
            case _ if column.choices:
                return {
                    "validate": "list",
                    "source": self._chosen_from(tuple(one[self.lang] for one in column.choices)),
                }
            case _ if column.type == BOOLEAN:
                return {"validate": "list", "source": [say(self.lang, "yes"), say(self.lang, "no")]}
            case _ if column.type == DATE:
                return {"validate": "date", "criteria": "between", "minimum": _FIRST_DAY, "maximum": _LAST_DAY}
            case _ if column.type == NUMBER:
                low, high = column.bounds.minimum, column.bounds.maximum
                return {
                    "validate": "integer" if column.bounds.whole else "decimal",
                    "criteria": "between",
                    "minimum": -(10**15) if low is None else float(low),
                    "maximum": 10**15 if high is None else float(high),
                }
            case _:
                return None

    def _chosen_from(self, texts: tuple[str, ...]) -> str:
        """The name of the range in which the choices stand; a list in place would have to be short."""
        return "=" + self.choices.setdefault(texts, f"choices_{len(self.choices) + 1}")

    def _choices(self) -> None:
        if not self.choices:
            return
        page = self.workbook.add_worksheet("choices")
        page.very_hidden()
        for at, (texts, name) in enumerate(self.choices.items()):
            page.write_column(0, at, texts)
            first, last = (xl_rowcol_to_cell(row, at, True, True) for row in (0, len(texts) - 1))
            self.workbook.define_name(name, f"=choices!{first}:{last}")

    def _note(self, column: Column) -> str:
        code = () if column.id in {"id", "value"} else (say(self.lang, "note.id", id=column.id),)
        return "\n".join((*(one[self.lang] for one in column.notes), *code))

    def _instructions(self, page: Worksheet) -> None:
        plain, wrapped, bold = self._format("plain"), self._format("wrapped"), self._format("bold")
        page.hide_gridlines(2)
        page.set_column(0, 1, 26, wrapped)
        page.set_column(2, 2, 90, wrapped)
        page.write_string(0, 0, self.decision.title[self.lang], self._format("title"))
        row = 1
        for line in self._how():
            page.write_string(row, 0, line, plain)
            row += 1
        page.write_string(row + 1, 0, say(self.lang, "how.columns"), bold)
        row += 2
        for at, key in enumerate(("how.sheet", "how.column", "how.note")):
            page.write_string(row, at, say(self.lang, key), self._format("fact"))
        for sheet in self.layout.sheets:
            for column in sheet.columns:
                row += 1
                note = " ".join(one[self.lang] for one in column.notes)
                for at, text in enumerate((sheet.name[self.lang], column.heading[self.lang], note)):
                    page.write_string(row, at, text, wrapped)

    def _how(self) -> list[str]:
        cases, lists = self.layout.cases, self.layout.lists
        key = cases.key.heading
        plan = self.plan
        lines = [
            say(self.lang, "how.document", document=plan.document),
            say(self.lang, "how.pack", pack=plan.id, version=plan.version),
            say(self.lang, "how.rows", sheet=cases.name, key=key),
        ]
        if lists:
            lines.append(say(self.lang, "how.lists", key=key, lists=joined(sheet.name for sheet in lists)))
        lines.append(say(self.lang, "how.blank"))
        if any(column.id.startswith(COMPLETE) for column in cases.columns):
            lines.append(say(self.lang, "how.complete", sheet=cases.name))
        return [*lines, say(self.lang, "how.own")]

    def _format(self, name: str) -> Format:
        if name not in self.formats:
            self.formats[name] = self.workbook.add_format(_FORMATS[name])
        return self.formats[name]


_HEADING = {"bold": True, "text_wrap": True, "valign": "top", "border": 1, "border_color": "#8C8C8C"}
_FORMATS: dict[str, dict[str, Any]] = {
    "key": {**_HEADING, "bg_color": _SHADES["key"], "font_color": "#FFFFFF"},
    **{name: {**_HEADING, "bg_color": _SHADES[name]} for name in ("fact", "complete", "finding")},
    "text": {"num_format": "@"},
    "date": {"num_format": "yyyy-mm-dd"},
    "plain": {"valign": "top"},
    "wrapped": {"text_wrap": True, "valign": "top"},
    "bold": {"bold": True},
    "title": {"bold": True, "font_size": 14},
}


def _shade(sheet: Sheet, column: Column) -> str:
    if column is sheet.key:
        return "key"
    if column.id.startswith(COMPLETE):
        return "complete"
    return "finding" if column.id.startswith(FINDINGS) else "fact"


def _cell_form(column: Column) -> str:
    if column.type == DATE:
        return "date"
    return "plain" if column.type in {NUMBER, BOOLEAN} or isinstance(column.type, Enumeration) else "text"


def _width(heading: str) -> float:
    """Wide enough for the heading on two or three lines; Chinese characters take two places."""
    places = sum(1 if character.isascii() else 2 for character in heading)
    return min(max(_NARROWEST, places * 0.7), _WIDEST)


def _clipped(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
