"""Rosters whose records lack fields: what is decided a second, by how many fields in a hundred are missing."""

from __future__ import annotations

import datetime as dt
import random
import time
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import columns
import polars as pl

import workshop_rules as wr
from workshop_rules.evaluate._polars import RowAnswer
from workshop_rules.language.types import BOOLEAN, DATE, NUMBER, Enumeration, ListOf, RecordOf, Type
from workshop_rules.rosters import RowDecider

SHARES = (0.0, 0.01, 0.1)
ROWS = 30_000
DIFFERENT = 3_000
"""Rows of real packs repeat so many different ones."""
REPEATS = 3
_FIRST_DAY, _DAYS = dt.date(2009, 1, 1), 1_700
_AS_OF = dt.date(2013, 10, 1)


class Decided(NamedTuple):
    """Rows a second, where a share of the fields of records is missing; and how many rows were decided one by one."""

    what: str
    share: float
    rate: float
    alone: int


def works() -> Iterator[tuple[str, wr.Pack, str, pl.DataFrame]]:
    """Work B, and decisions of two real packs on made-up facts."""
    b = columns.facts_b(columns.plain_b(ROWS))
    yield "B", wr.load_pack(columns.PACKS / "bench_b"), "mentor", b
    for name, decision in (("ordos_2013", "mentor"), ("taiyuan_ranks", "rank")):
        pack = wr.load_pack(name)
        yield f"{name} {decision}", pack, decision, pl.concat([made_up(pack, decision)] * (ROWS // DIFFERENT))


def made_up(pack: wr.Pack, decision: str) -> pl.DataFrame:
    """Rows with all facts that a decision reads, from a fixed seed."""
    draw = random.Random(3)
    read = sorted(pack.plan.decisions[decision].facts)
    kinds = {name: pack.plan.facts[name] for name in read if name in pack.plan.facts}
    made: dict[str, pl.Series] = {}
    for name, fact in kinds.items():
        values = [_value(fact.type, draw) for _ in range(DIFFERENT)]
        made[name] = pl.Series(name, values, _dtype(fact.type))
    findings = {name: [draw.random() < 0.9 for _ in range(DIFFERENT)] for name in read if name.startswith("findings.")}
    return pl.DataFrame({**made, **findings})


def _value(type_: Type, draw: random.Random) -> Any:  # noqa: ANN401 (a cell)
    match type_:
        case Enumeration(members=members):
            return draw.choice(members)
        case ListOf(item=item):
            return [_value(item, draw) for _ in range(draw.randrange(4))]
        case RecordOf(fields=fields):
            record = {name: _value(field, draw) for name, field in fields}
            days = [name for name, field in fields if field == DATE]
            record |= dict(zip(days, sorted(record[name] for name in days), strict=True))
            return record | ({"ongoing": False} if "ongoing" in record else {})
        case _ if type_ == NUMBER:
            return draw.randrange(16)
        case _ if type_ == BOOLEAN:
            return draw.random() < 0.8
        case _ if type_ == DATE:
            return _FIRST_DAY + dt.timedelta(days=draw.randrange(_DAYS))
        case _:
            return draw.choice(("甲校", "乙校"))


def _dtype(type_: Type) -> pl.DataType:
    match type_:
        case Enumeration(members=members):
            return pl.Enum(members)
        case ListOf(item=item):
            return pl.List(_dtype(item))
        case RecordOf(fields=fields):
            return pl.Struct({name: _dtype(field) for name, field in fields})
        case _ if type_ == NUMBER:
            return pl.Int64()
        case _:
            return pl.Boolean() if type_ == BOOLEAN else pl.Date() if type_ == DATE else pl.String()


def with_gaps(frame: pl.DataFrame, share: float) -> pl.DataFrame:
    """The rows, a share of the fields of their records not supplied."""
    draw = random.Random(7)
    for name, dtype in frame.schema.items():
        if not isinstance(dtype, pl.List) or not isinstance(dtype.inner, pl.Struct):
            continue
        flat = frame.select(name).with_row_index("row").filter(pl.col(name).list.len() > 0).explode(name)
        fields = flat[name].struct.unnest()
        kept = fields.with_columns(
            pl.when(pl.Series([draw.random() >= share for _ in range(fields.height)])).then(field).alias(field)
            for field in fields.columns
        )
        lists = flat.select("row", kept.to_struct(name)).group_by("row").agg(name)
        joined = frame.with_row_index("row").join(lists, on="row", how="left", maintain_order="left")
        frame = joined.with_columns(pl.coalesce(f"{name}_right", name).alias(name)).drop("row", f"{name}_right")
    return frame.rechunk()


def run() -> list[Decided]:
    """The best of some rounds, by the processor's time."""
    alone = [0]
    decide = RowDecider.__call__

    def counted(self: RowDecider, facts: Mapping[str, Any], as_of: dt.date | None) -> RowAnswer:
        alone[0] += 1
        return decide(self, facts, as_of)

    found = []
    for what, pack, decision, whole in works():
        for share in SHARES:
            frame = with_gaps(whole, share)
            RowDecider.__call__ = counted  # type: ignore[method-assign]  # to count
            alone[0] = 0
            pack.decide_frame(decision, frame, as_of=_AS_OF)
            RowDecider.__call__ = decide  # type: ignore[method-assign]
            times = []
            for _ in range(REPEATS):
                start = time.process_time()
                pack.decide_frame(decision, frame, as_of=_AS_OF)
                times.append(time.process_time() - start)
            found.append(Decided(what, share, frame.height / min(times), alone[0]))
    return found


def main() -> None:
    """Print the table."""
    print("\n| work | fields missing | rows a second | rows decided one by one |\n|---|---:|---:|---:|")
    for row in run():
        print(f"| {row.what} | {row.share:.0%} | {row.rate:,.0f} | {row.alone / ROWS:.0%} |")


if __name__ == "__main__":
    main()
