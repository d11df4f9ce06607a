"""Text in cells as the facts that it says; what it does not say is a complaint about that row alone."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, assert_never

import polars as pl

from workshop_rules.compile.plan import Fact, Plan
from workshop_rules.diagnostics import nearest
from workshop_rules.evaluate._polars.plain import plain_cells
from workshop_rules.files.cells import MisfitError, Read, cell_reader, misfit, no_member, text_reader
from workshop_rules.files.words import say
from workshop_rules.language.types import BOOLEAN, DATE, NUMBER, STRING, Enumeration, ListOf, RecordOf, Type
from workshop_rules.language.words import Words

if TYPE_CHECKING:
    from polars._typing import PolarsDataType

_FINDINGS = "findings."
_WAIVER = pl.Struct(
    {
        **dict.fromkeys(("pack", "decision", "criterion", "by", "reason"), pl.String),
        "granted_on": pl.Date,
    }
)
WAIVERS = pl.List(_WAIVER)
"""What a column of waivers holds."""


class Cells(StrEnum):
    """What the cells of a file tell of their own type."""

    TEXT = "text"
    """Nothing (CSV): a fact is read as its pack declares it."""
    JSON = "json"
    """Each is a JSON value: no text is a number or truth value, and no number a text."""
    TYPED = "typed"
    """A column has a type (Parquet): as with JSON, and only what JSON has no type for is read from text."""


@dataclass(frozen=True, slots=True)
class TypedBatch:
    """Rows ready to be decided.

    Attributes:
        frame: with facts by their ids, each of its type.
        complaints: for each row what a cell says that its fact cannot be, or null.
    """

    frame: pl.DataFrame
    complaints: pl.Series


def typed(
    frame: pl.DataFrame,
    plan: Plan,
    as_of_column: str | None = None,
    cells: Cells = Cells.TYPED,
    lang: str = "zh",
    wrong_rows: Mapping[int, Words] = MappingProxyType({}),
) -> TypedBatch:
    """The batch with headings in Chinese or English as ids, and text as what it says. Cells of blanks are null.

    Args:
        frame: some rows of a roster.
        plan: the pack.
        as_of_column: the column with the date of decision of each row.
        cells: what its cells tell of their type.
        lang: the language of complaints, `zh` or `en`.
        wrong_rows: what is wrong with rows as a whole, by their places.
    """
    frame = frame.rename(_ids(frame, plan))
    complaints = pl.repeat(None, frame.height, dtype=pl.String, eager=True)
    if wrong_rows:
        complaints = complaints.scatter(list(wrong_rows), [f"WR903 {why[lang]}" for why in wrong_rows.values()])
    columns = []
    for column in frame.get_columns():
        how = _how(column.name, plan, as_of_column, cells)
        if how is not None and isinstance(column.dtype, pl.Categorical | pl.Enum):
            column = column.cast(pl.String)  # noqa: PLW2901 (texts, each kept once)
        if column.dtype != pl.String:
            made, said = _of_days(column, plan, as_of_column, lang)
            columns.append(made)
            complaints = complaints if said is None else _both(complaints, said, say(lang, "join"))
            continue
        if how is None:
            columns.append(column)
            continue
        made, wrong = _column(column, *how)
        columns.append(made)
        if wrong:
            texts = [_complaint(column.name, text, misfit, plan, lang) for text, misfit in wrong.items()]
            said = column.replace_strict(list(wrong), texts, default=None, return_dtype=pl.String)
            complaints = _both(complaints, said, say(lang, "join"))
    return TypedBatch(pl.DataFrame(columns) if columns else frame, complaints)


def _of_days(column: pl.Series, plan: Plan, as_of_column: str | None, lang: str) -> tuple[pl.Series, pl.Series | None]:
    """A column with midnights as the days that they begin, as other programs write days; what is wrong with others."""
    fact = plan.facts.get(column.name)
    type_ = DATE if column.name == as_of_column else None if fact is None else fact.type
    wanted = column.dtype if type_ is None else _dated(column.dtype, type_)
    if type_ != DATE:
        if wanted == column.dtype:
            return column, None
        days = column.cast(wanted)
        back = days.cast(column.dtype)
        return (days, None) if back.equals(column) else _within(column, days, back, plan, lang)
    if column.dtype in {pl.Date, pl.Null} or (wanted == column.dtype and column.name != as_of_column):
        return column, None
    days = pl.Series(column.name, [None] * len(column), pl.Date) if wanted == column.dtype else column.cast(wanted)
    bad = column.is_not_null() & (days.is_null() | (days.cast(column.dtype) != column if wanted == pl.Date else False))
    if not bad.any():
        return days, None
    misfit = MisfitError("cell.date.time" if wanted == pl.Date else "cell.date")
    texts = [_complaint(column.name, str(cell), misfit, plan, lang) for cell in plain_cells(column.filter(bad))]
    said = pl.repeat(None, len(column), dtype=pl.String, eager=True).scatter(bad.arg_true(), texts)
    return days.scatter(bad.arg_true(), None), said


def _within(column: pl.Series, days: pl.Series, back: pl.Series, plan: Plan, lang: str) -> tuple[pl.Series, pl.Series]:
    """Lists or records with days in place of midnights, and the rows in which one of these has a time of day."""
    found = (next(_with_time(*cells), None) for cells in zip(plain_cells(column), plain_cells(back), strict=True))
    texts = [None if one is None else _complaint(column.name, "", one, plan, lang) for one in found]
    said = pl.Series(values=texts, dtype=pl.String)
    return days.to_frame().select(pl.when(pl.lit(said).is_null()).then(pl.col(days.name))).to_series(), said


def _with_time(cell: Any, day: Any) -> Iterator[MisfitError]:  # noqa: ANN401 (a list, a record or a part of one)
    """The moments in a cell that are no midnights; `day` is the same cell with midnights in place of all."""
    match cell:
        case list():
            parts = [(f"[{place}]", *both) for place, both in enumerate(zip(cell, day, strict=True), start=1)]
        case dict():
            parts = [(f".{name}", part, day[name]) for name, part in cell.items()]
        case _:
            if cell != day:
                yield MisfitError("cell.date.time").within("", str(cell))
            return
    for step, part, of_day in parts:
        for error in _with_time(part, of_day):
            yield error.within(step, "")


def _dated(dtype: PolarsDataType, type_: Type) -> PolarsDataType:
    """The type of a column with days in place of moments, where its facts are days."""
    match type_, dtype:
        case ListOf(item=item), pl.List(inner=inner):
            return pl.List(_dated(inner, item))
        case RecordOf(), pl.Struct(fields=fields):
            known = {one.name: type_.field(one.name) for one in fields}
            parts = {one.name: (one.dtype, known[one.name]) for one in fields}
            return pl.Struct({name: part if of is None else _dated(part, of) for name, (part, of) in parts.items()})
        case _, pl.Datetime(time_zone=None) if type_ == DATE:
            return pl.Date()
        case _:
            return dtype


def _both(one: pl.Series, other: pl.Series, between: str) -> pl.Series:
    """Two columns of complaints as one: a row has neither, one, or both."""
    return pl.select(pl.coalesce(pl.concat_str(one, other, separator=between), one, other)).to_series()


def _how(name: str, plan: Plan, as_of_column: str | None, cells: Cells) -> tuple[Read, pl.DataType] | None:
    """How the cells of a column are read, and what they become; None where they are let be."""
    fact = plan.facts.get(name)
    if name == as_of_column:
        how: tuple[Read, pl.DataType] | None = text_reader(DATE, plan), pl.Date()
    else:
        how = wanted(name, plan)
    match cells:
        case Cells.TEXT:
            return how
        case Cells.TYPED:
            told_apart = name.startswith(_FINDINGS) or (fact is not None and fact.type in {NUMBER, BOOLEAN})
            return None if told_apart and name != as_of_column else how
        case Cells.JSON:
            if how is None:
                return _plain_text, pl.String()
            read, dtype = how
            if name == as_of_column:
                return lambda text: _json_value(text, DATE, plan), dtype
            if fact is None and not name.startswith(_FINDINGS):
                return lambda text: read(_plain_text(text)), dtype
            type_ = BOOLEAN if fact is None else fact.type
            return lambda text: _json_value(text, type_, plan), dtype
        case _:
            assert_never(cells)


def _ids(frame: pl.DataFrame, plan: Plan) -> dict[str, str]:
    """The ids of columns that are headed by a title; a title that two facts have stands for neither.

    Of two columns headed by the titles of one fact the first is its column, and the second is let be.
    """
    titles: dict[str, set[str]] = {}
    named = [(name, fact.title) for name, fact in plan.facts.items()]
    named += [(_FINDINGS + name, finding.title) for name, finding in plan.findings.items()]
    for name, title in named:
        titles.setdefault(title.zh, set()).add(name)
        titles.setdefault(title.en, set()).add(name)
    found: dict[str, str] = {}
    for column in frame.columns:
        meant = titles.get(column.strip(), set())
        if column not in plan.facts and len(meant) == 1 and not meant & {*frame.columns, *found.values()}:
            found[column] = next(iter(meant))
    return found


def wanted(name: str, plan: Plan) -> tuple[Read, pl.DataType] | None:
    """How the text in a column is read, and what it becomes."""
    if name.startswith(_FINDINGS):
        return text_reader(BOOLEAN, plan), pl.Boolean()
    if name == "incomplete":
        return _names, pl.List(pl.String)
    if name == "findings":
        return lambda text: _findings(text, plan), pl.Struct(dict.fromkeys(plan.findings, pl.Boolean))
    if name == "waivers":
        return lambda text: _waivers(text, plan), WAIVERS
    fact = plan.facts.get(name)
    if fact is None:
        return None
    return _reader(fact, plan), column_type(fact.type)


def _names(text: str) -> list[str]:
    """Names as a JSON list, or with semicolons between them."""
    if not text.lstrip().startswith("["):
        return [name.strip() for name in text.split(";") if name.strip()]
    names = _loaded(text)
    if not all(isinstance(name, str) for name in names):
        raise MisfitError("cell.names")
    return list(names)


def _findings(text: str, plan: Plan) -> dict[str, bool]:
    found = _loaded(text)
    if not isinstance(found, dict) or not found.keys() <= plan.findings.keys():
        raise MisfitError("cell.findings")
    if not all(holds is None or isinstance(holds, bool) for holds in found.values()):
        raise MisfitError("cell.findings.truth")
    return found


def _waivers(text: str, plan: Plan) -> list[dict[str, Any]]:
    waivers = _loaded(text)
    names = {field.name for field in _WAIVER.fields}
    if not isinstance(waivers, list) or not all(isinstance(one, dict) and one.keys() <= names for one in waivers):
        raise MisfitError("cell.waivers")
    if not all(isinstance(part, str | None) for one in waivers for part in one.values()):
        raise MisfitError("cell.waivers.text")
    day = text_reader(DATE, plan)
    return [one | {"granted_on": day(one["granted_on"]) if one.get("granted_on") else None} for one in waivers]


def column_type(type_: Type) -> pl.DataType:
    """What values of a type are in a column."""
    match type_:
        case ListOf(item=item):
            return pl.List(column_type(item))
        case RecordOf(fields=fields):
            return pl.Struct({name: column_type(field) for name, field in fields})
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
        return lambda text: _json_value(text, fact.type, plan)
    return cell_reader(fact.type, fact.bounds, plan)


class _Digits(str):
    """A number as JSON writes it."""

    __slots__ = ()


def _json_value(text: str, type_: Type, plan: Plan) -> Any:  # noqa: ANN401 (whatever JSON has)
    value = json.loads(text, parse_int=_Digits, parse_float=_Digits, object_pairs_hook=_object)
    return _of_json(value, type_, plan)


def _loaded(text: str) -> Any:  # noqa: ANN401 (whatever JSON has)
    return json.loads(text, object_pairs_hook=_object)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; of one that has a key twice nobody can know which value is meant."""
    made = dict(pairs)
    if len(made) < len(pairs):
        names = [name for name, _ in pairs]
        raise MisfitError("cell.json.twice", name=next(name for name in names if names.count(name) > 1))
    return made


def _plain_text(text: str) -> str:
    """A JSON value as it is, a text without its quotes."""
    value = json.loads(text) if text.startswith('"') else text
    return str(value)


def _of_json(value: Any, type_: Type, plan: Plan) -> Any:  # noqa: ANN401
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    match type_:
        case ListOf(item=item) if isinstance(value, list):
            return [_part(f"[{place}]", part, item, plan) for place, part in enumerate(value, start=1)]
        case RecordOf() if isinstance(value, dict):
            return {name: _part(f".{name}", part, _field(name, type_), plan) for name, part in value.items()}
        case ListOf() | RecordOf():
            raise MisfitError("cell.json.form")
        case _ if type_ == BOOLEAN and isinstance(value, bool):
            return value
        case _ if (type_ == NUMBER) == isinstance(value, _Digits) and type_ != BOOLEAN and isinstance(value, str):
            return text_reader(type_, plan)(value)
        case Enumeration():
            raise no_member(type_, plan)
        case _:
            raise MisfitError(_IN_JSON[str(type_)]) if str(type_) in _IN_JSON else misfit(type_)


_IN_JSON = {str(NUMBER): "cell.number.json", str(BOOLEAN): "cell.truth.json", str(STRING): "cell.text.json"}


def _field(name: str, record: RecordOf) -> Type:
    """The type of a field of a record."""
    field = record.field(name)
    if field is not None:
        return field
    fields = [one for one, _ in record.fields]
    meant = nearest(name, fields)
    if meant is not None:
        raise MisfitError("cell.json.field.near", name=name, meant=meant)
    raise MisfitError("cell.json.field", name=name, fields=Words("、".join(fields), ", ".join(fields)))


def _part(step: str, value: Any, type_: Type, plan: Plan) -> Any:  # noqa: ANN401
    """A part of a list or record; what is wrong with it is told with its place."""
    try:
        return _of_json(value, type_, plan)
    except MisfitError as error:
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        raise error.within(step, text) from None


def _column(column: pl.Series, read: Read, dtype: pl.DataType) -> tuple[pl.Series, dict[str, MisfitError]]:
    """A column of text, each different cell read once, and what is wrong with those that could not be."""
    known: dict[str, Any] = {}
    wrong: dict[str, MisfitError] = {}
    for text in column.unique().drop_nulls():
        if not text.strip():
            known[text] = None
            continue
        try:
            known[text] = read(text)
        except (ValueError, RecursionError) as error:
            known[text] = None
            wrong[text] = _misfit_of(error)
    different = pl.Series(list(known), dtype=pl.String)
    places = column.replace_strict(different, pl.int_range(len(different), eager=True), default=None)
    made = pl.Series(column.name, list(known.values()), dtype).gather(places.cast(pl.UInt32))
    return made.alias(column.name), wrong


def _misfit_of(error: ValueError | RecursionError) -> MisfitError:
    match error:
        case MisfitError():
            return error
        case json.JSONDecodeError():
            return MisfitError("cell.json.broken", at=str(error.pos + 1))
        case _:
            return MisfitError("cell.json")


def _complaint(name: str, text: str, misfit: MisfitError, plan: Plan, lang: str) -> str:
    head, _, finding = name.partition(".")
    named = plan.facts.get(name) or (plan.findings.get(finding) if head + "." == _FINDINGS else None)
    said, wrong = _short(misfit.text or text), misfit.said(lang)
    name += misfit.path
    if named is None:
        message = say(lang, "cell.column.untitled", name=name, said=said, wrong=wrong)
    else:
        message = say(lang, "cell.column", name=name, title=named.title, said=said, wrong=wrong)
    return f"WR903 {message}"


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"  # noqa: PLR2004 (a line of a table)
