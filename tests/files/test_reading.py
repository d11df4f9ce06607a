"""Rosters in Parquet whose columns frames do not have: refused by name, or read as what they are stored as."""

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import workshop_rules as wr
from workshop_rules.files import read_roster
from workshop_rules.roster_files import decide_file
from workshop_rules.rosters import row_decider

WIDE = pa.decimal256(60, 2)


@pytest.mark.parametrize(
    "type_",
    [WIDE, pa.list_(pa.struct([("score", WIDE)])), pa.timestamp("us", "Mars/Phobos"), pa.list_view(pa.int8())],
    ids=str,
)
def test_a_column_of_a_type_that_frames_do_not_have_is_refused_by_name(tmp_path, type_):
    source = tmp_path / "r.parquet"
    pq.write_table(pa.table({"in_service": [True, False], "number": pa.nulls(2, type_)}), source)
    decider = row_decider(wr.load_pack("ordos_2013"), "mentor", None, {}, {})
    with pytest.raises(wr.FactsError, match=r"WR904.*the column `number` is of a type that cannot be read"):
        decide_file(decider, source, tmp_path / "out.csv")


def test_two_columns_of_one_name_are_refused(tmp_path):
    twice = pa.table([pa.array([9]), pa.array([3])], names=["homeroom_years", "homeroom_years"])
    pq.write_table(twice, tmp_path / "r.parquet")
    with pytest.raises(ValueError, match="two columns are called `homeroom_years`"):
        next(read_roster(tmp_path / "r.parquet"))


def test_types_that_extend_others_are_what_they_are_stored_as(tmp_path):
    storage = pa.array(["{}", None])
    table = pa.table({"note": pa.ExtensionArray.from_storage(pa.json_(), storage), "in_service": [True, None]})
    pq.write_table(table, tmp_path / "r.parquet")
    (batch,) = read_roster(tmp_path / "r.parquet")
    assert batch.frame.to_dict(as_series=False) == {"note": ["{}", None], "in_service": [True, None]}
    pq.write_table(table.slice(0, 0), tmp_path / "r.parquet")
    (batch,) = read_roster(tmp_path / "r.parquet")
    assert (batch.frame.columns, batch.frame.height) == (["note", "in_service"], 0)
