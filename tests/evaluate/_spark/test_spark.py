"""Spark in local mode says what the columnar evaluator says, to the last cell."""

from functools import partial

import polars as pl
import pytest

import workshop_rules as wr
import workshop_rules.spark
from benchmarks.workloads import cases_of_b, facts_of_b
from workshop_rules.spark import _roster

pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::UserWarning"),
]
FOLDER = "benchmarks/packs/bench_b"


@pytest.fixture(scope="session")
def session():
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false")
    session = builder.config("spark.sql.shuffle.partitions", "1").getOrCreate()
    yield session
    session.stop()


def test_the_same_to_the_last_cell(session, tmp_path):
    pack = wr.load_pack(FOLDER)
    rows = [facts_of_b(case) | {"row": number} for number, case in enumerate(cases_of_b(300))]
    rows[5]["homeroom_years"] = -1
    del rows[7]["honors"]
    rows[9]["honors"] = (
        [{"level": None, "awarded_on": rows[11]["honors"][0]["awarded_on"]}] if rows[11]["honors"] else []
    )
    frame = pl.DataFrame(rows, infer_schema_length=None)
    frame.write_parquet(tmp_path / "roster.parquet")
    decided = workshop_rules.spark.decide(session.read.parquet(str(tmp_path / "roster.parquet")), pack, "mentor")
    found = pl.DataFrame(pl.from_arrow(decided.toArrow())).sort("row")
    expected = pack.decide_frame("mentor", frame).data.lazy().with_columns(pl.col(pl.Enum).cast(pl.String)).collect()
    results = [name for name in expected.columns if name not in frame.columns]
    assert found.select(results).equals(expected.select(results))
    assert expected["error"].drop_nulls().len() == 1
    assert expected["outcome"].n_unique() >= 3


def test_another_pack_on_a_worker_is_refused():
    make = partial(_roster, str(wr.load_pack(FOLDER).folder), "0" * 64, "mentor", None, (), ())
    with pytest.raises(wr.PackError, match="WR905"):
        make()
