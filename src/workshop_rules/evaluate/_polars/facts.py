"""The facts of a batch as the columns that are computed with, and the rows that are not in order.

What is checked here is what the boundary checks of single dossiers. A row that fails is marked as doubtful, no more:
it is then read as a dossier by itself, which says what is wrong with it, or finds that it is right after all.
"""

from __future__ import annotations

import datetime as dt
import math
import operator
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import reduce

import polars as pl

from workshop_rules.compile.plan import ANY_NUMBER, Bounds, Criterion, Decision, Fact, FactField, Plan
from workshop_rules.evaluate._polars.numbers import MOST
from workshop_rules.evaluate._polars.staging import FlatList, Groups, height_of
from workshop_rules.evaluate._polars.threads import FEW, each
from workshop_rules.language.types import BOOLEAN, DATE, NUMBER, STRING, Enumeration, ListOf, RecordOf, Type

FINDINGS = "findings."
FIRST_DAY, LAST_DAY = dt.date.min, dt.date.max
_MOST_PLACES = 6
"""Decimals with more places after the point are read row by row."""
_WIDE = frozenset({pl.UInt64(), pl.UInt128(), pl.Int128()})
"""Whole numbers, not all of which are computed with."""
INCOMPLETE, WAIVED = "incomplete.", "waived."
"""What the columns are called that say of a list whether it may lack entries, of a criterion whether it is waived."""
PLACE = "#"
"""The column with the places of records in their lists, from 1."""
VALUE = "value"
"""The column of the members of a list that are no records."""
_BLANK = r"^[\s\x1c-\x1f\x85]*$"


@dataclass(frozen=True, slots=True)
class Form:
    """How a fact, or a field of the records of a list, stands in its column.

    Attributes:
        floats: as binary floating point numbers.
        scale: as whole numbers, so many times too large.
    """

    floats: bool = False
    scale: int = 1


@dataclass(slots=True)
class Batch:
    """The facts of some rows.

    Attributes:
        height: how many rows.
        columns: by path: `homeroom_years`, `findings.conduct`, a field of a record fact `leader.school`.
        lists: by path, those of records.
        forms: for each of them, and for fields of lists of records: `honors.level`. What is not there is not supplied.
        doubt: rows that must be read one by one; None where there are none.
        again: rows that are to be looked at closely; None where there are none.
        closely: whether they are: places are counted, what may be incomplete or is waived has columns.
    """

    height: int
    columns: dict[str, pl.Series] = field(default_factory=dict)
    lists: dict[str, FlatList] = field(default_factory=dict)
    forms: dict[str, Form] = field(default_factory=dict)
    doubt: pl.Series | None = None
    again: pl.Series | None = None
    closely: bool = False

    def gaps(self) -> Iterator[str]:
        """The columns that have nulls, those of records by the paths of their fields, and lists that some lack."""
        yield from (name for name, column in self.columns.items() if column.null_count())
        for path, one in self.lists.items():
            yield from (f"{path}.{part.name}" for part in one.frame.get_columns() if part.null_count())
            if one.groups.absent is not None:
                yield path

    def add(self, other: Batch) -> None:
        """Take over the facts of other columns of the same rows."""
        self.columns |= other.columns
        self.lists |= other.lists
        self.forms |= other.forms
        self.mark(other.doubt)
        if other.again is not None:
            self.again = other.again if self.again is None else self.again | other.again

    def mark(self, rows: pl.Series | None) -> None:
        """Mark rows as doubtful."""
        if rows is not None and rows.any():
            rows = rows.fill_null(False)
            self.doubt = rows if self.doubt is None else self.doubt | rows


def is_fact_column(name: str, facts: Mapping[str, object]) -> bool:
    """Whether a column is read as part of a dossier."""
    return name in facts or name in {"findings", "waivers", "incomplete"} or name.startswith(FINDINGS)


def read_batch(frame: pl.DataFrame, plan: Plan, *, closely: bool = False) -> Batch:
    """The facts in the columns of a frame; other columns are let be."""
    batch = Batch(frame.height, closely=closely)
    for one in each(lambda column: _read_column(column, plan, closely=closely), frame.get_columns(), frame.height):
        batch.add(one)
    return batch


def _read_column(column: pl.Series, plan: Plan, *, closely: bool) -> Batch:
    batch, name = Batch(len(column), closely=closely), column.name
    if name in plan.facts:
        _fact(name, plan.facts[name], column, batch)
    elif name.startswith(FINDINGS):
        _scalar(name, BOOLEAN, ANY_NUMBER, column, batch)
    elif name == "findings" and isinstance(column.dtype, pl.Struct):
        for finding in column.struct.unnest().get_columns():
            _scalar(FINDINGS + finding.name, BOOLEAN, ANY_NUMBER, finding, batch)
    elif name == "findings":
        batch.mark(column.is_not_null())
    elif name in {"incomplete", "waivers"}:
        _beside(name, column, plan, batch)
    return batch


def _beside(name: str, column: pl.Series, plan: Plan, batch: Batch) -> None:
    """What is said beside the facts: names of lists that may lack entries, and waivers."""
    some = _something(column)
    if not some.any():
        return
    told = {"incomplete": _incomplete, "waivers": _waivers}[name](column, plan)
    if told is None:
        batch.mark(some)
    elif not batch.closely:
        batch.again = some if batch.again is None else batch.again | some
    else:
        columns, doubt = told
        batch.columns |= {path: rows for path, rows in columns.items() if rows.any()}
        batch.mark(doubt)


def _incomplete(column: pl.Series, plan: Plan) -> tuple[dict[str, pl.Series], pl.Series] | None:
    """For each list whether it may lack entries, and the rows in which something else is said to."""
    if column.dtype != pl.List(pl.String):
        return None
    lists = [name for name, fact in plan.facts.items() if isinstance(fact.type, ListOf)]
    said = column.to_frame("it").select(
        *(pl.col("it").list.contains(name).fill_null(False).alias(INCOMPLETE + name) for name in lists),
        doubt=~pl.col("it").list.eval(pl.element().is_in(lists, nulls_equal=True)).list.all().fill_null(True),
    )
    return {name: said[name] for name in said.columns if name != "doubt"}, said["doubt"]


_WAIVER = {"pack", "decision", "criterion"}
_OF_WAIVERS = {"by": pl.String, "reason": pl.String, "granted_on": pl.Date}


def _waivers(column: pl.Series, plan: Plan) -> tuple[dict[str, pl.Series], pl.Series] | None:
    """For each criterion that can be waived whether it is, and the rows in which something is not this pack's."""
    inner = column.dtype.inner if isinstance(column.dtype, pl.List) else None
    fields = {one.name: one.dtype for one in inner.fields} if isinstance(inner, pl.Struct) else {}
    allowed = _OF_WAIVERS | dict.fromkeys(_WAIVER, pl.String)
    if not fields.keys() >= _WAIVER or any(allowed.get(name) != dtype for name, dtype in fields.items()):
        return None
    part = pl.element().struct.field
    decision, criterion = part("decision"), part("criterion")
    ours = (part("pack") == plan.id) & ~decision.str.contains(_BLANK) & ~criterion.str.contains(_BLANK)
    named = {f"{WAIVED}{one.id}.{two.id}": (one.id, two.id) for one, two in _waivable(plan)}
    said = column.to_frame("it").select(
        *(
            pl.col("it").list.eval((decision == one) & (criterion == two)).list.any().fill_null(False).alias(name)
            for name, (one, two) in named.items()
        ),
        doubt=~pl.col("it").list.eval(ours.fill_null(False)).list.all().fill_null(True),
    )
    return {name: said[name] for name in named}, said["doubt"]


def _waivable(plan: Plan) -> Iterator[tuple[Decision, Criterion]]:
    for decision in plan.decisions.values():
        yield from ((decision, one) for one in decision.criteria if one.waivable is not None)


def _something(column: pl.Series) -> pl.Series:
    if isinstance(column.dtype, pl.List):
        return column.list.len().fill_null(0) > 0
    return column.is_not_null()


def _fact(name: str, fact: Fact, column: pl.Series, batch: Batch) -> None:
    dtype = column.dtype  # made anew each time
    match fact.type:
        case ListOf(item=RecordOf()) if isinstance(dtype, pl.List) and isinstance(dtype.inner, pl.Struct):
            _records(name, fact, column, batch)
        case ListOf(item=item) if isinstance(dtype, pl.List) and not isinstance(item, ListOf | RecordOf):
            _single_values(name, item, fact.bounds, column, batch)
        case ListOf(item=RecordOf()) if isinstance(dtype, pl.List) and not column.list.len().sum():
            batch.columns[name] = column.is_not_null()
            batch.lists[name] = FlatList(Groups.of(column), pl.DataFrame(schema={PLACE: pl.Int64}))
        case ListOf(item=item) if isinstance(dtype, pl.List) and not isinstance(item, RecordOf):
            batch.mark(column.list.len().fill_null(0) > 0)
        case RecordOf() as record if isinstance(dtype, pl.Struct):
            _record(name, fact, record, column, batch)
        case ListOf() | RecordOf():
            batch.mark(column.is_not_null())
        case type_:
            _scalar(name, type_, fact.bounds, column, batch)


def _record(name: str, fact: Fact, record: RecordOf, column: pl.Series, batch: Batch) -> None:
    bounds = _bounds(fact.fields)
    supplied = set()
    for part in _parts(column, fact, closely=batch.closely):
        type_ = record.field(part.name)
        if type_ is None:
            batch.mark(part.is_not_null())
        else:
            supplied.add(part.name)
            _scalar(f"{name}.{part.name}", type_, bounds.get(part.name, ANY_NUMBER), part, batch)
    batch.columns[name] = column.is_not_null()
    if fact.period is not None:
        values = {part: batch.columns[f"{name}.{part}"] for part in supplied}
        batch.mark(_not_one_period(values, fact.period))


def _parts(records: pl.Series, fact: Fact, *, closely: bool) -> list[pl.Series]:
    """The fields of records. Looked at closely, a period with an end is one that does not go on, as in a dossier."""
    fields = records.struct.unnest()
    if not closely or fact.period is None or fact.period[1] not in fields.columns:
        return fields.get_columns()
    _, end, ongoing = fact.period
    if not ongoing:
        return fields.get_columns()
    ended = pl.when(pl.col(end).is_not_null()).then(False)
    said = pl.coalesce(ongoing, ended) if ongoing in fields.columns else ended
    return fields.with_columns(said.alias(ongoing)).get_columns()


def _scalar(name: str, type_: Type, bounds: Bounds, column: pl.Series, batch: Batch) -> None:
    if column.null_count() == len(column):
        return
    found = read(type_, bounds, column)
    if found is None:
        batch.mark(column.is_not_null())
        return
    batch.columns[name], batch.forms[name], doubt = found
    batch.mark(doubt)


def read(type_: Type, bounds: Bounds, column: pl.Series) -> tuple[pl.Series, Form, pl.Series | None] | None:
    """A column in the form that is computed with, and the rows that are out of order; None where that is not known."""
    dtype = column.dtype  # made anew each time
    match type_:
        case Enumeration(members=members):
            if not isinstance(dtype, pl.String | pl.Categorical | pl.Enum):
                return None
            places = _places(column, dtype, members)
            return places, Form(), _lost(column, places)
        case _ if type_ == BOOLEAN and dtype == pl.Boolean:
            return column, Form(), None
        case _ if type_ == STRING and dtype == pl.String:
            return column, Form(), column.str.contains(_BLANK)
        case _ if type_ == DATE and dtype == pl.Date:
            # As numbers: the least or greatest day of a column may be one that Python does not have.
            return column, Form(), _outside(column.to_physical(), *(_number_of(day) for day in (FIRST_DAY, LAST_DAY)))
        case _ if type_ == DATE and dtype == pl.String:
            written = column.str.contains(r"^\d{4}-\d{2}-\d{2}$")
            days = column.str.to_date("%Y-%m-%d", strict=False)
            return days, Form(), (~written) | _lost_rows(column, days) | (days.dt.year() < 1)
        case _ if type_ == NUMBER:
            return _number(bounds, column)
        case _:
            return None


def _places(column: pl.Series, dtype: pl.DataType, members: tuple[str, ...]) -> pl.Series:
    """The places of members of an enumeration, null for what is none."""
    if not isinstance(dtype, pl.Enum):
        return column.cast(pl.Enum(members), strict=False).to_physical()
    categories = dtype.categories.to_list()
    if tuple(categories) == members[: len(categories)]:
        return _physical(column)
    places = {member: place for place, member in enumerate(members)}
    return pl.Series([places.get(one) for one in categories], dtype=pl.UInt16).gather(_physical(column))


def _physical(column: pl.Series) -> pl.Series:
    """The places of categories; of short rosters without the threads of Polars, which take longer to be asked."""
    if len(column) > FEW:
        return column.to_physical()
    return pl.Series(column.to_arrow(compat_level=pl.CompatLevel.newest()).indices)


def _lost(before: pl.Series, after: pl.Series) -> pl.Series | None:
    return None if before.null_count() == after.null_count() else _lost_rows(before, after)


def _lost_rows(before: pl.Series, after: pl.Series) -> pl.Series:
    return before.is_not_null() & after.is_null()


def _number(bounds: Bounds, column: pl.Series) -> tuple[pl.Series, Form, pl.Series | None] | None:
    if column.dtype.is_integer():
        doubt = _outside(column, *whole_bounds(bounds))
        return column.cast(pl.Int64, strict=False) if column.dtype in _WIDE else column, Form(), doubt
    if column.dtype == pl.Float64:
        doubt = _outside(column, *float_bounds(bounds))
        if not (math.isfinite(column.sum()) or column.is_finite().all()):
            doubt = ~column.is_finite() if doubt is None else doubt | ~column.is_finite()
        if bounds.whole:
            whole = column.round().eq(column)
            doubt = ~whole if doubt is None else doubt | ~whole
        return column, Form(floats=True), doubt
    if isinstance(column.dtype, pl.Decimal) and column.dtype.scale <= _MOST_PLACES and not bounds.whole:
        scale = 10**column.dtype.scale
        least, most = _within(bounds, Fraction(MOST, scale))
        scaled = column.to_physical().cast(pl.Int64, strict=False)
        doubt = _outside(scaled, math.ceil(least * scale), math.floor(most * scale))
        lost = _lost(column, scaled)
        return scaled, Form(scale=scale), lost if doubt is None else doubt if lost is None else doubt | lost
    return None


def _within(bounds: Bounds, most: int | Fraction) -> tuple[Fraction, Fraction]:
    low = Fraction(-most) if bounds.minimum is None else max(Fraction(bounds.minimum), Fraction(-most))
    high = Fraction(most) if bounds.maximum is None else min(Fraction(bounds.maximum), Fraction(most))
    return low, high


def whole_bounds(bounds: Bounds) -> tuple[int, int]:
    """The least and the greatest whole number within bounds."""
    low, high = _within(bounds, MOST)
    return math.ceil(low), math.floor(high)


def float_bounds(bounds: Bounds) -> tuple[float, float]:
    """Bounds that no number outside of the true ones lies within: where one is no float, the next one inside."""
    low, high = _within(bounds, MOST)
    least, most = float(low), float(high)
    if Fraction(repr(least)) < low:
        least = math.nextafter(least, math.inf)
    if Fraction(repr(most)) > high:
        most = math.nextafter(most, -math.inf)
    return least, most


def _number_of(day: dt.date) -> int:
    """What stands for a day in a column."""
    return (day - dt.date(1970, 1, 1)).days


def _outside(column: pl.Series, least: object, most: object) -> pl.Series | None:
    """The rows beyond bounds; None where there are none, for which two numbers are looked at."""
    low, high = column.min(), column.max()
    if low is None or high is None or (low >= least and high <= most):  # type: ignore[operator]  # of one type
        return None
    # As expressions: a column cannot be compared with a number that its type does not hold.
    beyond = (pl.col(column.name) < pl.lit(least)) | (pl.col(column.name) > pl.lit(most))
    return column.to_frame().select(beyond).to_series()


def _bounds(fields: tuple[FactField, ...]) -> dict[str, Bounds]:
    return {one.id: one.bounds for one in fields}


def _not_one_period(parts: Mapping[str, pl.Series], period: tuple[str, str, str]) -> pl.Series | None:
    """The records whose end is before their start, or that have one although they go on.

    That one with an end does not go on is not filled in: a row that asks for it is read by itself.
    """
    start, end, ongoing = period
    if end not in parts:
        return None
    found = []
    if start in parts:
        found.append((parts[end] < parts[start]).fill_null(False))
    if ongoing in parts:
        found.append((parts[end].is_not_null() & parts[ongoing]).fill_null(False))
    return reduce(operator.or_, found) if found else None


def _records(name: str, fact: Fact, column: pl.Series, batch: Batch) -> None:
    record = fact.type.item if isinstance(fact.type, ListOf) else None
    if not isinstance(record, RecordOf):
        raise TypeError(fact.type)
    groups, flat, inner = _opened(column)
    bounds = _bounds(fact.fields)
    for part in _parts(flat, fact, closely=batch.closely):
        type_ = record.field(part.name)
        if type_ is None or isinstance(type_, ListOf | RecordOf):
            inner.mark(part.is_not_null())
        else:
            _scalar(part.name, type_, bounds.get(part.name, ANY_NUMBER), part, inner)
    if fact.period is not None:
        inner.mark(_not_one_period(inner.columns, fact.period))
    if batch.closely:
        inner.columns[PLACE] = groups.places()
    _close(name, _supplied(column), groups, inner, batch)
    for part_name, form in inner.forms.items():
        batch.forms[f"{name}.{part_name}"] = form


def _single_values(name: str, type_: Type, bounds: Bounds, column: pl.Series, batch: Batch) -> None:
    groups, flat, inner = _opened(column)
    _scalar(VALUE, type_, bounds, flat, inner)
    _close(name, _supplied(column), groups, inner, batch)
    if VALUE in inner.forms:
        batch.forms[name] = inner.forms[VALUE]


def _opened(column: pl.Series) -> tuple[Groups, pl.Series, Batch]:
    """The members of lists one after the other, which belong together, and a batch of them; none of them is null."""
    groups, flat = Groups.of(column), column.explode(empty_as_null=False, keep_nulls=False)
    if len(flat) > groups.height:  # what a null list hides is exploded too
        flat = column.drop_nulls().explode(empty_as_null=False, keep_nulls=False)
    inner = Batch(len(flat))
    if flat.null_count():
        inner.mark(flat.is_null())
    return groups, flat, inner


def _supplied(column: pl.Series) -> pl.Series:
    if column.null_count():
        return column.is_not_null()
    return pl.Series([True]).new_from_index(0, len(column))  # in a tenth of the time, for short rosters


def _close(name: str, supplied: pl.Series, groups: Groups, inner: Batch, batch: Batch) -> None:
    if inner.doubt is not None:
        batch.mark(groups.wrapped(inner.doubt).list.sum() > 0)
    batch.columns[name] = supplied
    batch.lists[name] = FlatList(groups, pl.DataFrame(inner.columns) if inner.columns else height_of(inner.height))
