"""A model's file, and the models it imports, which stand in the same folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from workshop_rules.diagnostics import Diagnostic, Found, Span
from workshop_rules.dmn.definitions import Definitions
from workshop_rules.dmn.reader import imports_of, read_definitions
from workshop_rules.dmn.xml import read_xml

SUFFIXES = (".dmn", ".xml")
MOST_FILES = 200
"""How many files of a folder are looked at for imported models."""


def read_model(path: Path) -> Found[Definitions]:
    """A model and all that it imports.

    Imported models are found by their namespace among the `.dmn` and `.xml` files of the same folder. Nothing is
    fetched.

    Args:
        path: the model's file.

    Returns:
        The model; with errors, as far as it could be read (see `reader.read_definitions`).
    """
    return _Folder(path.parent).read(path, ())


class _Folder:
    """The models of a folder, each read once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[Path, Found[Definitions]] = {}

    def read(self, path: Path, importers: tuple[Path, ...]) -> Found[Definitions]:
        if path not in self._read:
            self._read[path] = self._fresh(path, importers)
        return self._read[path]

    def _fresh(self, path: Path, importers: tuple[Path, ...]) -> Found[Definitions]:
        try:
            data = path.read_bytes()
        except OSError as error:
            return Found(None, (Diagnostic("WR705", f"{path} cannot be read: {error.strerror}"),))
        document = read_xml(str(path), data)
        if document.value is None:
            return Found(None, document.diagnostics)
        imports: dict[str, Definitions] = {}
        diagnostics: list[Diagnostic] = []
        for name, namespace, span in imports_of(document.value):
            found = self._imported(namespace, span, path, importers)
            diagnostics.extend(found.diagnostics)
            if name in imports:
                diagnostics.append(Diagnostic("WR706", f"there are two imports named {name!r}", span))
            elif found.value is not None:
                imports[name] = found.value
        model = read_definitions(document.value, imports, data)
        return Found(model.value, (*diagnostics, *model.diagnostics))

    def _imported(self, namespace: str, span: Span, path: Path, importers: tuple[Path, ...]) -> Found[Definitions]:
        for candidate in self._candidates():
            if candidate == path or not _has_namespace(candidate, namespace):
                continue
            if candidate in importers:
                return Found(None, (Diagnostic("WR712", f"models import one another: {candidate.name}", span),))
            return self.read(candidate, (*importers, path))
        where = f"no model in {self._folder} has the namespace {namespace!r}"
        return Found(None, (Diagnostic("WR713", where, span, "", "put the imported model beside this one"),))

    def _candidates(self) -> Iterator[Path]:
        files = sorted(file for file in self._folder.iterdir() if file.suffix in SUFFIXES)
        yield from files[:MOST_FILES]


def _has_namespace(path: Path, namespace: str) -> bool:
    """Whether a file is a model of that namespace; files that are no XML are passed over."""
    try:
        document = read_xml(str(path), path.read_bytes()).value
    except OSError:
        return False
    return document is not None and document.root.get("namespace") == namespace
