"""Text in cells as the facts that it says; what it does not say is a complaint about that row alone."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from workshop_rules.compile.plan import EnumerationWords, Fact, Plan
from workshop_rules.language.types import BOOLEAN, DATE, NUMBER, STRING, Enumeration, ListOf, RecordOf, Type

_NUMBER = re.compile(r"[+-]?[0-9]{1,15}|[+-]?(?=[0-9.]{2,16}$)[0-9]*\.[0-9]+")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TRUTHS = {"true": True, "false": False, "是": True, "否": False}
_FINDINGS = "findings."
_WAIVER = pl.Struct(
    {
        **dict.fromkeys(("pack", "decision", "criterion", "by", "reason"), pl.String),
        "granted_on": pl.Date,
    }
)
_WAIVERS = pl.List(_WAIVER)


@dataclass(frozen=True, slots=True)
class TypedBatch:
    """Rows ready to be decided.

    Attributes:
        frame: with facts by their ids, each of its type.
        complaints: for each row what a cell says that its fact cannot be, or null.
    """

    frame: pl.DataFrame
    complaints: pl.Series


def typed(frame: pl.DataFrame, plan: Plan) -> TypedBatch:
    """The batch with headings in Chinese or English as ids, and text as what it says. Cells of blanks are null."""
    frame = frame.rename(_ids(frame, plan))
    complaints = pl.repeat(None, frame.height, dtype=pl.String, eager=True)
    columns = []
    for column in frame.get_columns():
        wanted = _wanted(column.name, plan)
        if wanted is None or column.dtype != pl.String:
            columns.append(column)
            continue
        read, dtype = wanted
        made, wrong = _column(column, read, dtype)
        columns.append(made)
        if wrong:
            said = pl.Series(
                values=[wrong.get(row) for row in range(frame.height)],
                dtype=pl.String,
            )
            complaints = pl.select(pl.coalesce(complaints, said)).to_series()
    return TypedBatch(pl.DataFrame(columns) if columns else frame, complaints)


def _ids(frame: pl.DataFrame, plan: Plan) -> dict[str, str]:
    """The ids of columns that are headed by a title; a title that two facts have stands for neither."""
    titles: dict[str, set[str]] = {}
    named = [(name, fact.title) for name, fact in plan.facts.items()]
    named += [(_FINDINGS + name, finding.title) for name, finding in plan.findings.items()]
    for name, title in named:
        titles.setdefault(title.zh, set()).add(name)
        titles.setdefault(title.en, set()).add(name)
    found = {}
    for column in frame.columns:
        meant = titles.get(column.strip(), set())
        if column not in plan.facts and len(meant) == 1 and not meant & set(frame.columns):
            found[column] = next(iter(meant))
    return found


Read = Callable[[str], Any]


def _wanted(name: str, plan: Plan) -> tuple[Read, pl.DataType] | None:
    """How the text in a column is read, and what it becomes."""
    if name.startswith(_FINDINGS):
        return _truth, pl.Boolean()
    if name == "incomplete":
        return _names, pl.List(pl.String)
    if name == "findings":
        return lambda text: _findings(text, plan), pl.Struct(dict.fromkeys(plan.findings, pl.Boolean))
    if name == "waivers":
        return _waivers, _WAIVERS
    fact = plan.facts.get(name)
    if fact is None:
        return None
    return _reader(fact, plan), _dtype(fact.type)


def _names(text: str) -> list[str]:
    """Names as a JSON list, or with semicolons between them."""
    if not text.lstrip().startswith("["):
        return [name.strip() for name in text.split(";") if name.strip()]
    names = json.loads(text)
    if not all(isinstance(name, str) for name in names):
        raise ValueError("it is no list of names")
    return list(names)


def _findings(text: str, plan: Plan) -> dict[str, bool]:
    found = json.loads(text)
    if not isinstance(found, dict) or not found.keys() <= plan.findings.keys():
        raise ValueError("it has no findings of the pack")
    if not all(holds is None or isinstance(holds, bool) for holds in found.values()):
        raise ValueError("a finding is neither true nor false")
    return found


def _waivers(text: str) -> list[dict[str, Any]]:
    waivers = json.loads(text)
    names = {field.name for field in _WAIVER.fields}
    if not isinstance(waivers, list) or not all(isinstance(one, dict) and one.keys() <= names for one in waivers):
        raise ValueError("it is no list of waivers")
    if not all(isinstance(part, str | None) for one in waivers for part in one.values()):
        raise ValueError("a part of a waiver is no text")
    return [one | {"granted_on": _date(one["granted_on"]) if one.get("granted_on") else None} for one in waivers]


def _dtype(type_: Type) -> pl.DataType:
    match type_:
        case ListOf(item=item):
            return pl.List(_dtype(item))
        case RecordOf(fields=fields):
            return pl.Struct({name: _dtype(field) for name, field in fields})
        case _ if type_ == NUMBER:
            return pl.Float64()
        case _ if type_ == BOOLEAN:
            return pl.Boolean()
        case _ if type_ == DATE:
            return pl.Date()
        case _:
            return pl.String()


def _reader(fact: Fact, plan: Plan) -> Read:
    if isinstance(fact.type, ListOf | RecordOf):
        return lambda text: _of_json(json.loads(text, parse_int=str, parse_float=str), fact.type, plan)
    return _scalar(fact.type, plan)


def _of_json(value: Any, type_: Type, plan: Plan) -> Any:  # noqa: ANN401 (whatever JSON has)
    if value is None:
        return None
    match type_:
        case ListOf(item=item) if isinstance(value, list):
            return [_of_json(part, item, plan) for part in value]
        case RecordOf() if isinstance(value, dict):
            read = {}
            for name, part in value.items():
                field = type_.field(name)
                if field is None:
                    raise ValueError(f"there is no `{name}`")
                read[name] = _of_json(part, field, plan)
            return read
        case ListOf() | RecordOf():
            raise ValueError("it has another form")
        case _:
            return _scalar(type_, plan)(value if isinstance(value, str) else json.dumps(value))


def _scalar(type_: Type, plan: Plan) -> Read:
    match type_:
        case Enumeration(name=name, members=members):
            words = _members(plan.enumerations.get(name))
            return lambda text: _member(text, members, words)
        case _ if type_ == NUMBER:
            return _number
        case _ if type_ == BOOLEAN:
            return _truth
        case _ if type_ == DATE:
            return _date
        case _ if type_ == STRING:
            return str
        case _:
            return str.strip


def _members(words: EnumerationWords | None) -> dict[str, str]:
    if words is None:
        return {}
    return {text: member for member, named in words.members for text in (named.zh, named.en)}


def _member(text: str, members: tuple[str, ...], words: Mapping[str, str]) -> str:
    text = text.strip()
    found = text if text in members else words.get(text)
    if found is None:
        raise ValueError(f"it is none of {', '.join(members)}")
    return found


def _number(text: str) -> float:
    text = text.strip()
    if not _NUMBER.fullmatch(text):
        raise ValueError("it is no number of at most 15 digits")
    return float(text)


def _truth(text: str) -> bool:
    truth = _TRUTHS.get(text.strip().lower())
    if truth is None:
        raise ValueError("it is neither true nor false")
    return truth


def _date(text: str) -> dt.date:
    text = text.strip()
    if not _DATE.fullmatch(text):
        raise ValueError("it is no date of the form YYYY-MM-DD")
    return dt.date.fromisoformat(text)


def _column(column: pl.Series, read: Read, dtype: pl.DataType) -> tuple[pl.Series, dict[int, str]]:
    """A column of text, each different cell read once, and the complaints by row."""
    known: dict[str, Any] = {}
    wrong_texts: dict[str, str] = {}
    for text in column.unique().drop_nulls():
        if not text.strip():
            known[text] = None
            continue
        try:
            known[text] = read(text)
        except ValueError as error:
            known[text] = None
            wrong_texts[text] = f"WR903 `{column.name}` is `{_short(text)}`: {_short(str(error))}"
    texts = column.to_list()
    made = pl.Series(column.name, [None if text is None else known[text] for text in texts], dtype)
    if not wrong_texts:
        return made, {}
    return made, {row: wrong_texts[text] for row, text in enumerate(texts) if text in wrong_texts}


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"  # noqa: PLR2004 (a line of a table)
