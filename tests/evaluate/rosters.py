"""Dossiers as rows of a frame, in the types that rosters have."""

import datetime as dt
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import polars as pl

from workshop_rules.compile.plan import Bounds, Fact, Plan
from workshop_rules.evaluate.evaluation import Dossier
from workshop_rules.language.types import BOOLEAN, DATE, NUMBER, Enumeration, ListOf, RecordOf, Type

WAIVERS = pl.List(pl.Struct({"pack": pl.String, "decision": pl.String, "criterion": pl.String}))
Columns = Mapping[str, pl.DataType]
"""The types of columns of facts, and of fields of records, by their paths: `years`, `honors.points`."""


def frame_of(
    plan: Plan, dossiers: Sequence[Dossier], as_of: Iterable[dt.date | None], columns_as: Columns | None = None
) -> pl.DataFrame:
    """A row for each dossier, with the date of decision in the column `day`.

    Args:
        plan: what knows the facts.
        dossiers: the rows; every value fits the type of its column.
        as_of: their dates.
        columns_as: types other than the usual ones.
    """
    names = sorted({name for dossier in dossiers for name in dossier.facts})
    findings = sorted({name for dossier in dossiers for name in dossier.findings})
    columns = []
    for name in names:
        dtype = _dtype(plan.facts[name].type, name, columns_as or {})
        cells = [_cell(dossier.facts.get(name), dtype) for dossier in dossiers]
        columns.append(pl.Series(name, cells, dtype))
    columns += [
        pl.Series(f"findings.{name}", [dossier.findings.get(name) for dossier in dossiers], pl.Boolean)
        for name in findings
    ]
    waivers = [
        [{"pack": w.pack, "decision": w.decision, "criterion": w.criterion} for w in dossier.waivers]
        for dossier in dossiers
    ]
    columns.append(pl.Series("waivers", waivers, WAIVERS))
    columns.append(pl.Series("incomplete", [sorted(one.incomplete) for one in dossiers], pl.List(pl.String)))
    columns.append(pl.Series("day", list(as_of), pl.Date))
    return pl.DataFrame(columns)


def fits(value: object) -> bool:
    """Whether every number in a value is some float's shortest form, and no record of a list is empty."""
    match value:
        case Fraction():
            return Fraction(repr(float(value))) == value
        case dict():
            return all(map(fits, value.values()))
        case tuple():
            return all(map(fits, value))
        case _:
            return True


def orderly(plan: Plan, dossier: Dossier) -> Dossier:
    """The dossier with whole numbers where only those are right, within their bounds, and no ended period going on."""
    facts = {name: _orderly(value, plan.facts[name]) for name, value in dossier.facts.items()}
    return replace(dossier, facts=facts)


def _orderly(value: Any, fact: Fact) -> Any:
    match value:
        case tuple():
            return tuple(_orderly(part, fact) for part in value)
        case dict():
            bounds = {one.id: one.bounds for one in fact.fields}
            record = {name: _bounded(part, bounds[name]) for name, part in value.items()}
            if fact.period and fact.period[1] in record:
                record.pop(fact.period[2], None)
                record[fact.period[1]] = max(record[fact.period[1]], record.get(fact.period[0], dt.date.min))
            return record
        case _:
            return _bounded(value, fact.bounds)


def _bounded(value: Any, bounds: Bounds) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | Fraction):
        return value
    value = math.floor(value) if bounds.whole else value
    value = value if bounds.minimum is None else max(value, bounds.minimum)
    return value if bounds.maximum is None else min(value, bounds.maximum)


def facts_of(dossier: Dossier) -> dict[str, Any]:
    """The dossier as a program would supply it."""
    waivers = [{"pack": w.pack, "decision": w.decision, "criterion": w.criterion} for w in dossier.waivers]
    facts = {name: list(value) if isinstance(value, tuple) else value for name, value in dossier.facts.items()}
    return facts | {
        "findings": dict(dossier.findings),
        "waivers": waivers,
        "incomplete": sorted(dossier.incomplete),
    }


def _dtype(type_: Type, path: str, columns_as: Columns) -> pl.DataType:
    match type_:
        case ListOf(item=item):
            return pl.List(_dtype(item, path, columns_as))
        case RecordOf(fields=fields):
            return pl.Struct({name: _dtype(field, f"{path}.{name}", columns_as) for name, field in fields})
        case _ if path in columns_as:
            return columns_as[path]
        case Enumeration(members=members):
            return pl.Enum(members) if len(members) % 2 else pl.String()
        case _ if type_ == NUMBER:
            return pl.Float64()
        case _:
            return pl.Boolean() if type_ == BOOLEAN else pl.Date() if type_ == DATE else pl.String()


def _cell(value: Any, dtype: Any) -> Any:
    match value:
        case dict() if isinstance(dtype, pl.Struct):
            types = {one.name: one.dtype for one in dtype.fields}
            return {name: _cell(part, types[name]) for name, part in value.items()}
        case tuple() if isinstance(dtype, pl.List):
            return [_cell(part, dtype.inner) for part in value]
        case int() | Fraction() if isinstance(dtype, pl.Decimal):
            return Decimal(f"{int(value * 10**dtype.scale)}e-{dtype.scale}")
        case int() | Fraction() if dtype == pl.Float64:
            return float(value)
        case dt.date() if dtype == pl.String:
            return value.isoformat()
        case _:
            return value
