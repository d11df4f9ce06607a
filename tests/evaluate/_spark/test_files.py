"""Rosters as Parquet files: which are read, and which are refused."""

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from workshop_rules.evaluate._spark.files import files_in


def _write(path, **columns):
    path.parent.mkdir(parents=True, exist_ok=True)
    pl.DataFrame(columns).write_parquet(path)


def test_files_of_a_folder_and_below_but_none_that_a_program_has_put_aside(tmp_path):
    for name in ("b.parquet", "a/1.parquet", "_temporary/2.parquet", ".b.parquet"):
        _write(tmp_path / name, name=[name], honors=[[{"level": "city"}]])
    (tmp_path / "_SUCCESS").touch()
    (tmp_path / "notes.txt").write_text("no roster")
    files = files_in(str(tmp_path)).unwrap()
    assert files.columns == {"name": (), "honors": ("level",)}
    assert [batch["name"].to_pylist() for number in range(2) for batch in files.batches(number)] == [
        ["a/1.parquet"],
        ["b.parquet"],
    ]


def test_one_file(tmp_path):
    _write(tmp_path / "roster.parquet", name=["Wang"])
    files = files_in(str(tmp_path / "roster.parquet")).unwrap()
    assert pa.Table.from_batches(files.batches(0)).to_pylist() == [{"name": "Wang"}]


@pytest.mark.parametrize("name", ["nowhere", "."])
def test_no_files(tmp_path, name):
    found = files_in(str(tmp_path / name))
    assert found.value is None
    assert [one.code for one in found.diagnostics] == ["WR904"]


def test_a_column_in_the_names_of_folders_is_not_lost(tmp_path):
    _write(tmp_path / "county=7" / "roster.parquet", name=["Wang"])
    found = files_in(str(tmp_path))
    assert found.value is None
    assert "county=7/roster.parquet" in found.diagnostics[0].message
    assert "write_parquet" in found.diagnostics[0].help


def test_a_file_with_other_columns_is_refused(tmp_path):
    _write(tmp_path / "1.parquet", name=["Wang"])
    _write(tmp_path / "2.parquet", name=[1])
    files = files_in(str(tmp_path)).unwrap()
    with pytest.raises(ValueError, match=r"2\.parquet` has other columns, or of other types"):
        list(files.batches(1))


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (pa.table({"score": pa.nulls(1, pa.decimal256(60, 2))}), "the column `score` of"),
        (pa.table({"at": pa.nulls(1, pa.timestamp("us", "Mars/Phobos"))}), "the column `at` of"),
        (pa.table([pa.array([9]), pa.array([3])], names=["years", "years"]), "two columns of"),
    ],
    ids=str,
)
def test_columns_that_no_frame_has_are_refused(tmp_path, table, message):
    pq.write_table(table, tmp_path / "roster.parquet")
    found = files_in(str(tmp_path))
    assert found.value is None
    assert [(one.code, one.message.startswith(message)) for one in found.diagnostics] == [("WR904", True)]


def test_a_file_that_is_broken_is_named(tmp_path):
    _write(tmp_path / "1.parquet", name=["Wang"] * 1_000)
    _write(tmp_path / "2.parquet", name=[f"Wang {number}" for number in range(1_000)])
    whole = (tmp_path / "2.parquet").read_bytes()
    (tmp_path / "2.parquet").write_bytes(whole[:10] + b"\xff" * 50 + whole[60:])
    files = files_in(str(tmp_path)).unwrap()
    with pytest.raises(OSError, match=r"2\.parquet` cannot be read to its end"):
        list(files.batches(1))
    (tmp_path / "1.parquet").write_bytes(whole[:-10])
    found = files_in(str(tmp_path))
    assert "1.parquet` is no Parquet file, or not a whole one" in found.diagnostics[0].message
