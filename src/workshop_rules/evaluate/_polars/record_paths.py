"""Bits that stand for something within lists, told apart: the paths of the facts that rows lack."""

from __future__ import annotations

import operator
from functools import reduce

import polars as pl

from workshop_rules.evaluate._polars.paths import Paths, RecordField, Within

_BITS, _ROW = "?bits", "?row"


def missing_lists(facts: pl.DataFrame, missing: pl.Series, paths: Paths) -> tuple[list[tuple[str, ...]], pl.Series]:
    """The different lists of paths that rows lack, each sorted, and which of them each row has.

    Args:
        facts: the rows, with the columns that tell what is within lists.
        missing: the bits of what each lacks.
        paths: what those stand for.
    """
    different = missing.unique(maintain_order=True)
    every = reduce(operator.or_, different, 0)
    inner = paths.inner(every)
    if not inner:
        which = missing.replace_strict(different, _places(different), return_dtype=pl.UInt32)
        return [paths.of(bits) for bits in different], which
    rows = missing.to_frame(_BITS).with_columns(pl.int_range(pl.len(), dtype=pl.UInt32).alias(_ROW))
    found = [_of_facts(rows, different, paths)]
    for bit, one in inner:
        if isinstance(one, Within):
            concerned = rows.filter(pl.col(_BITS) & bit != 0)[_ROW]
            told = facts.select(_columns(one))[concerned].with_columns(concerned)
            found += _within(told, one)
    return _lists(pl.concat(found), len(missing))


def _places(series: pl.Series) -> pl.Series:
    return pl.int_range(len(series), dtype=pl.UInt32, eager=True)


def _of_facts(rows: pl.DataFrame, different: pl.Series, paths: Paths) -> pl.DataFrame:
    """Rows and the paths of the facts by themselves that they lack."""
    named = pl.DataFrame(
        {_BITS: different, "path": [list(paths.of(bits)) for bits in different]},
        schema={_BITS: pl.UInt64, "path": pl.List(pl.String)},
    )
    return rows.join(named, on=_BITS).select(_ROW, "path").explode("path").drop_nulls()


def _columns(within: Within) -> list[str]:
    return list(dict.fromkeys(within.columns()))


def _within(rows: pl.DataFrame, within: Within) -> list[pl.DataFrame]:
    """Rows and the paths of the fields that the members of their lists lack."""
    members = rows.explode(_columns(within))
    found = []
    for bit, part in within.parts:
        lacking = members.filter(pl.col(within.bits) & bit != 0)
        if not lacking.height:
            continue
        if isinstance(part, RecordField):
            places = lacking[part.place].unique()
            named = pl.DataFrame({part.place: places, "path": [part.path(place) for place in places]})
            found.append(lacking.select(_ROW, part.place).join(named, on=part.place).select(_ROW, "path"))
        else:
            found += _within(lacking.select(_ROW, *_columns(part)), part)
    return found


def _lists(found: pl.DataFrame, height: int) -> tuple[list[tuple[str, ...]], pl.Series]:
    """The different lists of paths, and which each row has; the last one is of nothing."""
    every = found["path"].unique().sort()
    ranked = found.select(
        _ROW, rank=pl.col("path").replace_strict(every, _places(every), return_dtype=pl.UInt32)
    ).unique()
    lists = ranked.sort(_ROW, "rank").group_by(_ROW, maintain_order=True).agg("rank")
    different = lists.group_by("rank", maintain_order=True).agg(_ROW)
    which = pl.repeat(different.height, height, dtype=pl.UInt32(), eager=True)
    owners = different.select(_ROW, which=_places(different[_ROW])).explode(_ROW)
    which = which.scatter(owners[_ROW], owners["which"])
    names = every.to_list()
    return [*(tuple(names[rank] for rank in ranks) for ranks in different["rank"].to_list()), ()], which
