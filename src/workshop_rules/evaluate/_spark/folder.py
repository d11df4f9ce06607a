"""Folders that have their files once all are whole, and none if that fails; here or wherever pyarrow can write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from pyarrow.fs import FileSelector, FileSystem, FileType, LocalFileSystem

DONE = "_SUCCESS"
"""The file that says that a folder has all of its files; Spark writes it too."""


def place(name: str) -> tuple[FileSystem, str]:
    """Where a path or address lies: `verdicts`, `file:///…`, `hdfs://…`, `s3://…`, `gs://…`, `abfss://…`.

    Raises:
        ValueError: there is no such kind of address.
    """
    if "://" in name:
        filesystem, path = FileSystem.from_uri(name)
        return filesystem, path.rstrip("/")
    return LocalFileSystem(), Path(name).absolute().as_posix()


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder whose files are being written, by other processes too.

    Attributes:
        filesystem: what it lies on.
        path: its own.
        unfinished: that of the folder in it which has the files until all are whole; readers such as
            Spark pass it over for the underscore that its name begins with.
        names: the files that are to stay.
    """

    filesystem: FileSystem
    path: str
    unfinished: str
    names: list[str] = field(default_factory=list)

    def keep(self, names: Iterable[str]) -> None:
        """Note files that are whole; others, of attempts that failed, are not kept."""
        self.names.extend(names)


@contextmanager
def appearing(name: str) -> Iterator[Folder]:
    """A folder to write files for, which get their places at the end.

    Raises:
        FileExistsError: there is something in it.
        OSError: it cannot be written.
        ValueError: there is no such kind of address.
    """
    filesystem, path = place(name)
    there = filesystem.get_file_info(path).type
    if there == FileType.File or (there == FileType.Directory and filesystem.get_file_info(FileSelector(path))):
        raise FileExistsError(f"`{name}` is there and not empty: name another folder, or take it away")
    folder = Folder(filesystem, path, f"{path}/_unfinished-{uuid4().hex}")
    try:
        filesystem.create_dir(folder.unfinished, recursive=True)
        yield folder
        for file in folder.names:
            filesystem.move(f"{folder.unfinished}/{file}", f"{path}/{file}")
        filesystem.delete_dir(folder.unfinished)
        with filesystem.open_output_stream(f"{path}/{DONE}"):
            pass
    except BaseException:
        if there == FileType.Directory:
            filesystem.delete_dir_contents(path)
        else:
            filesystem.delete_dir(path)
        raise
