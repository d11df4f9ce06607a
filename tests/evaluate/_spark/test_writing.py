"""What a worker writes, and what it refuses to."""

from functools import partial
from typing import cast

import polars as pl
import pyarrow as pa
from pyspark.sql import DataFrame

import workshop_rules as wr
from benchmarks.workloads import TITLES, cases_of_b, facts_of_b
from workshop_rules.evaluate._spark import Writer, appearing, files_in
from workshop_rules.evaluate._spark.writing import unwritable
from workshop_rules.rosters import make_roster, row_decider


def test_files_with_words_in_another_order_are_written_as_one(tmp_path):
    """Each file has a dictionary of its own for its enumerations."""
    pack = wr.load_pack("benchmarks/packs/bench_b")
    roster = pl.DataFrame([facts_of_b(case) for case in cases_of_b(60)], infer_schema_length=None)
    roster = roster.with_columns(pl.col("title").cast(pl.Enum(TITLES)), row=pl.int_range(60))
    (tmp_path / "roster").mkdir()
    for part in range(3):
        mine = roster.slice(part * 20, 20).sort("title", descending=part == 1)
        mine.write_parquet(tmp_path / "roster" / f"{part}.parquet", row_group_size=7)
    files = files_in(str(tmp_path / "roster")).unwrap()
    make = partial(make_roster, row_decider(pack, "mentor", None, {}, {}))
    with appearing(str(tmp_path / "verdicts")) as folder:
        numbers = [pa.record_batch({"id": [0, 2]}), pa.record_batch({"id": [1]})]
        done = list(Writer(folder, make, None).written_files(numbers, files))
        folder.keep(name for batch in done for name in batch["file"].to_pylist())
    assert [batch["rows"].to_pylist() for batch in done] == [[60]]
    written = pl.read_parquet(tmp_path / "verdicts" / "*.parquet").sort("row")
    assert written.equals(pack.decide_frame("mentor", roster).data.lazy().collect())


def test_types_that_would_be_others_are_refused_by_name():
    staying = pa.list_(pa.struct([("on", pa.date32()), ("level", pa.dictionary(pa.uint8(), pa.string()))]))
    schema = pa.schema([("honors", staying), ("sum", pa.decimal128(20, 2)), ("at", pa.timestamp("us", "UTC"))])
    assert not unwritable(schema)
    variant = pa.struct(
        [pa.field("value", pa.binary()), pa.field("metadata", pa.binary(), metadata={"variant": "true"})]
    )
    others = [
        ("v", variant),
        ("a", pa.map_(pa.string(), pa.string())),
        ("b", pa.list_(pa.duration("us"))),
        ("c", pa.int8()),
    ]
    assert [one.message[:14] for one in unwritable(pa.schema(others))] == [
        "the column `v`",
        "the column `a`",
        "the column `b`",
    ]


class NoRows:
    """A frame of Spark in which there is nothing."""

    columns = ("in_service", "row")

    def limit(self, _):
        return self

    def toDF(self, *_):  # noqa: N802 (Spark's name)
        return self

    def toArrow(self):  # noqa: N802 (Spark's name)
        return pa.table({"in_service": pa.array([], pa.bool_()), "row": pa.array([], pa.int64())})

    def mapInArrow(self, work, _):  # noqa: N802 (Spark's name)
        self.done = list(work(iter([])))
        return self

    def collect(self):
        return self.done


def test_a_frame_without_rows_is_written_with_its_columns(tmp_path):
    pack = wr.load_pack("benchmarks/packs/bench_b")
    make = partial(make_roster, row_decider(pack, "mentor", None, {}, {}))
    with appearing(str(tmp_path / "none")) as folder:
        assert Writer(folder, make, None).write_frame(cast("DataFrame", NoRows())) == 0
    roster = pl.DataFrame(schema={"in_service": pl.Boolean, "row": pl.Int64})
    assert pl.read_parquet(tmp_path / "none" / "*.parquet").equals(
        pack.decide_frame("mentor", roster).data.lazy().collect()
    )
