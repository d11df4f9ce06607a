"""What a worker is given: batches of any size, with columns of any kind."""

import pyarrow as pa
import pytest

import workshop_rules as wr
from workshop_rules.evaluate._spark.batches import gathered, named, results_of
from workshop_rules.rosters import make_roster, row_decider


@pytest.mark.parametrize(
    ("sizes", "parts"),
    [([], []), ([0], []), ([3, 3, 3, 3, 1], [6, 6, 1]), ([9], [9]), ([2, 0, 4], [6]), ([2, 0], [2])],
)
def test_batches_are_gathered_in_their_order(sizes, parts):
    numbers = iter(range(100))
    batches = [pa.record_batch({"row": pa.array([next(numbers) for _ in range(size)], pa.int64())}) for size in sizes]
    found = list(gathered(batches, 5))
    assert [table.num_rows for table in found] == parts
    assert [row for table in found for row in table["row"].to_pylist()] == list(range(sum(sizes)))


def test_columns_get_back_their_names():
    (batch,) = named([pa.record_batch({"c0": [1], "c1": [2]})], ["findings.conduct", "row"])
    assert batch.to_pylist() == [{"findings.conduct": 1, "row": 2}]


def test_columns_that_are_no_facts_are_not_looked_at():
    """Some, like these, Polars does not know."""
    pack = wr.load_pack("benchmarks/packs/bench_b")
    intervals = pa.array([pa.scalar((1, 2, 3), pa.month_day_nano_interval())] * 2)
    found = results_of(pa.table({"notice": intervals}), make_roster(row_decider(pack, "mentor", None, {}, {})), None)
    assert found["outcome"].to_list() == ["undetermined"] * 2
