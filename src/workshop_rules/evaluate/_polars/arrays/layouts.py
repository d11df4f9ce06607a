"""Frames of which all facts are there and in order, read as arrays.

How a column is read depends on its name and type alone, and is settled once for all frames that have the same. What is
checked is what `_polars.facts` checks. Where something is missing or amiss, the frame is read in that other way, which
tells its rows apart.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

import polars as pl
import pyarrow as pa

from workshop_rules.compile.plan import ANY_NUMBER, Fact, Plan
from workshop_rules.evaluate._polars.arrays.inputs import Amiss, Belonging, Input, chunks_of, starts_of
from workshop_rules.evaluate._polars.arrays.kernels import Array
from workshop_rules.evaluate._polars.arrays.program import Read
from workshop_rules.evaluate._polars.arrays.scalars import Scalar, scalar_of, whole
from workshop_rules.evaluate._polars.facts import FINDINGS, VALUE, Form, is_fact_column
from workshop_rules.evaluate._polars.staging import offsets_of
from workshop_rules.language.types import BOOLEAN, ListOf, RecordOf

Chunks: TypeAlias = Sequence[pa.Array]
Inputs: TypeAlias = Mapping[Read, Input]


class Reader(NamedTuple):
    """How a column is read.

    Attributes:
        read: gives what programs read of its chunks; raises `Amiss`.
        supplies: the paths that it supplies, as columns or lists of a batch.
        forms: how what it supplies stands there.
        not_arrays: paths of what is checked, but no array to be computed with.
    """

    read: Callable[[Chunks], Inputs]
    supplies: tuple[str, ...] = ()
    forms: Mapping[str, Form] = MappingProxyType({})
    not_arrays: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """What frames have in common whose columns have these names, and those that are facts these types.

    Attributes:
        names: of all columns.
        types: of those that are facts.
        readers: how those are read; None where one has a form that is not read here.
        checked: by what its columns have been found in order.
    """

    names: tuple[str, ...]
    types: tuple[pa.DataType, ...]
    readers: tuple[Reader, ...] | None
    checked: set[Hashable] = field(default_factory=set)

    @property
    def forms(self) -> dict[str, Form]:
        """How facts, and fields of records, stand in their columns."""
        return {path: form for one in self.readers or () for path, form in one.forms.items()}

    @property
    def supplied(self) -> frozenset[str]:
        """The facts that are supplied."""
        return frozenset(path for one in self.readers or () for path in one.supplies)

    @property
    def not_arrays(self) -> frozenset[str]:
        """What is supplied, but cannot be read as an array."""
        return frozenset(path for one in self.readers or () for path in one.not_arrays)


class Arrived(NamedTuple):
    """A frame that has come in.

    Attributes:
        layout: that of its columns.
        columns: those that are facts.
        height: how many rows, at least one.
    """

    layout: Layout
    columns: Sequence[Chunks]
    height: int

    def inputs(self) -> Inputs:
        """What programs read.

        Raises:
            Amiss: something is missing, or not in order.
        """
        if self.layout.readers is None:
            raise Amiss
        found = [reader.read(chunks) for reader, chunks in zip(self.layout.readers, self.columns, strict=True)]
        return {read: one for inputs in found for read, one in inputs.items()}


def arrived(frame: pl.DataFrame, plan: Plan, layouts: list[Layout]) -> Arrived:
    """A frame with its layout, which is added to those that are known where it is none of them."""
    names = tuple(frame.columns)
    read = [name for name in names if is_fact_column(name, plan.facts)]
    try:
        columns = [chunks_of(frame.get_column(name)) for name in read]
    except pa.ArrowInvalid:  # a type that Arrow has not, such as Int128
        return Arrived(Layout(names, (), None), (), frame.height)
    types = tuple(chunks[0].type for chunks in columns)
    for layout in layouts:
        if layout.names == names and layout.types == types:
            return Arrived(layout, columns, frame.height)
    layout = Layout(names, types, _readers(zip(read, types, strict=True), plan))
    layouts.append(layout)
    return Arrived(layout, columns, frame.height)


def _readers(columns: Iterable[tuple[str, pa.DataType]], plan: Plan) -> tuple[Reader, ...] | None:
    found = []
    for name, dtype in columns:
        reader = _reader(name, dtype, plan)
        if reader is None:
            return None
        found.append(reader)
    return tuple(found)


def _reader(name: str, dtype: pa.DataType, plan: Plan) -> Reader | None:
    """How a column is read; None where that is not known here."""
    if name in plan.facts:
        return _fact(name, plan.facts[name], dtype)
    if name.startswith(FINDINGS):
        return _single(name, scalar_of(BOOLEAN, ANY_NUMBER, dtype))
    if name != "findings":
        return Reader(_nothing)
    if not pa.types.is_struct(dtype):
        return None
    return _record(name, {one.name: scalar_of(BOOLEAN, ANY_NUMBER, one.type) for one in dtype})


def _fact(name: str, fact: Fact, dtype: pa.DataType) -> Reader | None:
    match fact.type:
        case ListOf(item=RecordOf() as record) if _is_list(dtype) and pa.types.is_struct(dtype.value_type):
            return _list(name, _fields(record, fact, dtype.value_type))
        case ListOf(item=item) if _is_list(dtype) and not isinstance(item, ListOf | RecordOf):
            return _list(name, scalar_of(item, fact.bounds, dtype.value_type))
        case RecordOf() as record if pa.types.is_struct(dtype):
            return _record(name, _fields(record, fact, dtype), name)
        case ListOf() | RecordOf():
            return None
        case type_:
            return _single(name, scalar_of(type_, fact.bounds, dtype))


def _fields(record: RecordOf, fact: Fact, dtype: pa.StructType) -> dict[str, Scalar | None]:
    """How the fields of records are read; last days of periods would have to be compared with other fields."""
    bounds = {one.id: one.bounds for one in fact.fields}
    found: dict[str, Scalar | None] = {}
    for one in dtype:
        type_ = record.field(one.name)
        ends = fact.period is not None and one.name == fact.period[1]
        nested = isinstance(type_, ListOf | RecordOf)
        if type_ is None or nested or ends:
            found[one.name] = None
        else:
            found[one.name] = scalar_of(type_, bounds.get(one.name, ANY_NUMBER), one.type)
    return found


def _is_list(dtype: pa.DataType) -> bool:
    is_list: bool = pa.types.is_large_list(dtype)
    return is_list


# Columns


def _single(path: str, scalar: Scalar | None) -> Reader | None:
    if scalar is None:
        return None

    def read(chunks: Chunks) -> Inputs:
        return {Read(None, path): scalar.column(chunks)}

    return Reader(read, (path,), {path: scalar.form}, () if scalar.is_array else (path,))


def _record(path: str, fields: Mapping[str, Scalar | None], *supplied: str) -> Reader | None:
    known = _known(fields)
    if known is None:
        return None

    def read(chunks: Chunks) -> Inputs:
        parts = list(zip(*(whole(chunk).flatten() for chunk in chunks), strict=True))
        return {
            Read(None, f"{path}.{name}"): scalar.column(part)
            for (name, scalar), part in zip(known.items(), parts, strict=True)
        }

    forms = {f"{path}.{name}": scalar.form for name, scalar in known.items()}
    not_arrays = tuple(f"{path}.{name}" for name, scalar in known.items() if not scalar.is_array)
    return Reader(read, (*supplied, *forms), forms, not_arrays)


def _list(path: str, of: Mapping[str, Scalar | None] | Scalar | None) -> Reader | None:
    """A list of records with these fields, or of values."""
    records = isinstance(of, Mapping)
    known = _known(of if isinstance(of, Mapping) else {VALUE: of})
    if known is None:
        return None

    def read(chunks: Chunks) -> Inputs:
        chunks = [one for one in chunks if len(one)]
        offsets = [offsets_of(whole(one)) for one in chunks]
        members = [_members(chunk, of_each) for chunk, of_each in zip(chunks, offsets, strict=True)]
        starts = starts_of(chunks)
        inputs: dict[Read, Input] = {Read(path, None): Belonging(offsets, starts)}
        fields = zip(*(one.flatten() for one in members), strict=True) if records else [members]
        for (name, scalar), parts in zip(known.items(), fields, strict=True):
            inputs[Read(path, name)] = scalar.of_members(parts, offsets, starts)
        return inputs

    forms = {f"{path}.{name}" if records else path: scalar.form for name, scalar in known.items()}
    not_arrays = tuple(f"{path}.{name}" for name, scalar in known.items() if not scalar.is_array)
    return Reader(read, (path,), forms, not_arrays)


def _nothing(chunks: Chunks) -> Inputs:
    """What may be said beside the facts, and is not."""
    for chunk in chunks:
        said = len(chunk.flatten()) if _is_list(chunk.type) else len(chunk) - chunk.null_count
        if said:
            raise Amiss
    return {}


def _known(fields: Mapping[str, Scalar | None]) -> dict[str, Scalar] | None:
    known = {name: scalar for name, scalar in fields.items() if scalar is not None}
    return known if len(known) == len(fields) else None


def _members(chunk: pa.Array, offsets: Array) -> pa.Array:
    start, stop = int(offsets[0]), int(offsets[-1])
    return whole(chunk.values.slice(start, stop - start))
