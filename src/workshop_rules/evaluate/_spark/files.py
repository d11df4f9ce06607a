"""Rosters as Parquet files that workers read themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow.fs import FileInfo, FileSelector, FileSystem, FileType

from workshop_rules.diagnostics import Diagnostic, Found
from workshop_rules.evaluate._polars import frame_columns
from workshop_rules.evaluate._polars.arrow_types import foreign, twice
from workshop_rules.evaluate._spark.folder import place

_ROWS_READ = 250_000


@dataclass(frozen=True, slots=True)
class Files:
    """Parquet files with the same columns.

    Attributes:
        filesystem: what they lie on.
        paths: where.
        schema: their columns.
    """

    filesystem: FileSystem
    paths: tuple[str, ...]
    schema: pa.Schema

    @property
    def columns(self) -> dict[str, tuple[str, ...]]:
        """The columns, each with the fields of the records in it, if there are any."""
        return frame_columns(pl.DataFrame(pl.from_arrow(self.schema.empty_table())))

    def batches(self, number: int) -> Iterator[pa.RecordBatch]:
        """The rows of one of the files.

        Raises:
            OSError: it cannot be read to its end.
            ValueError: it has other columns than the first one.
        """
        path = self.paths[number]
        try:
            with self.filesystem.open_input_file(path) as opened:
                file = pq.ParquetFile(opened)
                if not file.schema_arrow.equals(self.schema):
                    raise ValueError(f"`{path}` has other columns, or of other types, than the first file")
                yield from file.iter_batches(_ROWS_READ, use_threads=False)
        except (pa.ArrowException, OSError) as error:
            raise OSError(f"`{path}` cannot be read to its end: {error}") from error


def files_in(source: str) -> Found[Files]:
    """The Parquet files of a folder and the folders in it, or one file.

    None where there are none, some of what they say is in the names of folders, or they have columns that no frame has.

    Raises:
        ValueError: there is no such kind of address.
    """
    filesystem, path = place(source)
    there = filesystem.get_file_info(path)
    if there.type == FileType.File:
        found = [there]
    else:
        inside = filesystem.get_file_info(FileSelector(path, allow_not_found=True, recursive=True))
        found = [one for one in inside if _is_part(one, path)]
    paths = tuple(sorted(one.path for one in found))
    if not paths:
        return _unreadable(f"there are no Parquet files in `{source}`", "name a folder that has some")
    by_name = next((one for one in paths if "=" in one.removeprefix(path)), None)
    if by_name is not None:
        return _unreadable(
            f"a column of `{source}` is in the names of folders: `{by_name}`",
            "let Spark read it, and give the frame to `write_parquet`",
        )
    try:
        with filesystem.open_input_file(paths[0]) as opened:
            schema = pq.read_schema(opened)
    except pa.ArrowException:
        return _unreadable(f"`{paths[0]}` is no Parquet file, or not a whole one", "write it anew")
    if (name := twice(schema.names)) is not None:
        return _unreadable(f"two columns of `{paths[0]}` are called `{name}`", "rename one of them, or take it out")
    if (column := foreign(schema)) is not None:
        return _unreadable(
            f"the column `{column.name}` of `{paths[0]}` is of a type that cannot be read: {column.type}",
            "write it as plain numbers, text or dates, or take it out",
        )
    return Found(Files(filesystem, paths, schema))


def _is_part(file: FileInfo, folder: str) -> bool:
    """Whether it is one of the files, and none that a program has put beside them for itself."""
    steps = file.path.removeprefix(folder).strip("/").split("/")
    return file.type == FileType.File and file.extension == "parquet" and not any(one[0] in "._" for one in steps)


def _unreadable(message: str, remedy: str) -> Found[Files]:
    return Found(None, (Diagnostic("WR904", message, None, "", remedy),))
