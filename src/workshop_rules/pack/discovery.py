"""Where packs are: on a search path, announced by installed packages, bundled with the library, or at a path.

Where two places hold the same version of a pack, the first in that order counts. Two versions of a pack stand in
folders of their own: `ordos_2013`, and beside it `ordos_2013@2.0.0`.
"""

from __future__ import annotations

import datetime as dt
import importlib.util
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import metadata
from pathlib import Path

from workshop_rules.diagnostics import Diagnostic, Found, nearest
from workshop_rules.language.iso8601 import read_date
from workshop_rules.pack.document import Document, Mapping, Node, Scalar, find
from workshop_rules.pack.reading import read_text, read_yaml, shown_path
from workshop_rules.pack.versions import read_version

ENTRY_POINTS = "workshop_rules.packs"
"""The group of entry points by which packages announce packs.

The value is a package or module whose folder is a pack or holds packs, or `module:attribute` with a path to such a
folder.
"""

SEARCH_PATH = "WORKSHOP_RULES_PATH"
"""The environment variable that adds folders to the search path, written as `PATH` is."""

MANIFEST = "pack.yaml"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pack that was found, not yet read.

    Attributes:
        id: its id.
        version: as its manifest states it; `0` where that cannot be read, which reading the pack will report.
        folder: where it is.
        origin: how it was found: `bundled`, `search path`, `path`, or the name of the package that announces it.
        applies_from, applies_until: the dates of facts that it judges, both included; None is open.
    """

    id: str
    version: str
    folder: Path
    origin: str
    applies_from: dt.date | None = None
    applies_until: dt.date | None = None

    def applies_on(self, as_of: dt.date) -> bool:
        """Whether the pack judges facts of that date."""
        return (self.applies_from is None or self.applies_from <= as_of) and (
            self.applies_until is None or as_of <= self.applies_until
        )


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What the packs that can be found know between them: names of facts and findings, and ids of packs."""

    facts: frozenset[str] = frozenset()
    findings: frozenset[str] = frozenset()
    packs: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Root:
    """A folder that is a pack or holds packs, and how it was found."""

    folder: Path
    origin: str


def policies_folder() -> Path:
    """The folder with the bundled packs: in the installed package, or the checkout's where it is installed editable."""
    package = Path(__file__).resolve().parents[1]
    shipped = package / "policies"
    return shipped if shipped.is_dir() else package.parents[1] / "policies"


def shared_vocabulary() -> Path:
    """The file of the vocabulary that all packs share."""
    return policies_folder() / "vocabulary.yaml"


def available_packs(search_path: Sequence[str | os.PathLike[str]] = ()) -> Found[tuple[Candidate, ...]]:
    """Every pack that can be found by its id: by id, newest version first."""
    roots, diagnostics = _roots(search_path)
    return Found(_candidates(roots), tuple(diagnostics))


def places_of_packs(search_path: Sequence[str | os.PathLike[str]] = ()) -> tuple[Path, ...]:
    """The folders that packs are looked for in, each a pack or with packs in it."""
    return tuple(root.folder for root in _roots(search_path)[0])


def is_place(name: str | os.PathLike[str]) -> bool:
    """Whether a pack is asked for by a path, and not by its id."""
    return not isinstance(name, str) or os.sep in name or "/" in name or name.startswith(".")


def find_pack(
    name: str | os.PathLike[str], search_path: Sequence[str | os.PathLike[str]] = ()
) -> Found[tuple[Candidate, ...]]:
    """The versions of a pack, newest first; never empty where it has a value.

    Args:
        name: an id, an id with a version (`ordos_2013@1.0.0`), or the path of a pack's folder.
        search_path: folders to look in before all others; those of `WORKSHOP_RULES_PATH` come after them.
    """
    if is_place(name):
        return _at_path(Path(name))
    name = str(name)
    id_, _, version = name.partition("@")
    roots, diagnostics = _roots(search_path)
    found = tuple(c for c in _candidates(roots, id_) if c.id == id_ and version in {"", c.version})
    if found:
        return Found(found, tuple(diagnostics))
    if (Path(name) / MANIFEST).is_file():
        return _at_path(Path(name))
    return Found(None, (*diagnostics, _unknown(name, id_, roots)))


def newest_applicable(candidates: Sequence[Candidate], as_of: dt.date | None) -> Candidate | None:
    """The newest version that judges facts of the date; of any date where it is None. None where none does."""
    fitting = [c for c in candidates if as_of is None or c.applies_on(as_of)]
    return max(fitting, key=lambda c: _order(c.version), default=None)


def known_elsewhere(search_path: Sequence[str | os.PathLike[str]] = ()) -> Elsewhere:
    """What all packs that can be found know, so that a dossier made for one city can be put to another."""
    return _known_elsewhere(tuple(os.fspath(folder) for folder in search_path), os.environ.get(SEARCH_PATH, ""))


@lru_cache(maxsize=16)
def _known_elsewhere(search_path: tuple[str, ...], _environment: str) -> Elsewhere:
    facts: set[str] = set()
    findings: set[str] = set()
    packs: set[str] = set()
    for candidate in available_packs(search_path).value or ():
        packs.add(candidate.id)
        facts |= _keys(candidate.folder / "facts.yaml", "facts")
        findings |= _keys(candidate.folder / MANIFEST, "findings")
    return Elsewhere(frozenset(facts), frozenset(findings), frozenset(packs))


def _candidates(roots: Sequence[_Root], id_: str = "") -> tuple[Candidate, ...]:
    """The packs in the folders, by id, newest first; with an id, those whose folder's name allows that they have it."""
    found: dict[tuple[str, str], Candidate] = {}
    for root in roots:
        for folder in _packs_in(root.folder):
            if id_ in {"", folder.name.partition("@")[0]} or folder == root.folder:
                candidate = _candidate(folder, root.origin)
                found.setdefault((candidate.id, candidate.version), candidate)
    newest_first = sorted(found.values(), key=lambda c: _order(c.version), reverse=True)
    return tuple(sorted(newest_first, key=lambda c: c.id))


def _at_path(folder: Path) -> Found[tuple[Candidate, ...]]:
    if not folder.is_dir():
        shown = shown_path(folder)
        remedy = f"write the folder, `{shown_path(folder.parent)}`" if folder.is_file() else ""
        zh = f"没有文件夹`{shown}`；请更正规则包的路径"
        return Found(None, (Diagnostic("WR140", f"there is no folder `{shown}`", help=remedy, zh=zh),))
    inner = _packs_in(folder)
    if inner and folder not in inner:
        shown, first = shown_path(folder), shown_path(inner[0])
        message = f"`{shown}` is no pack, but a folder of packs"
        zh = f"`{shown}`不是规则包，规则包在其下；例如`{first}`"
        return Found(None, (Diagnostic("WR140", message, help=f"name one of them, such as `{first}`", zh=zh),))
    return Found((_candidate(folder, "path"),))


def _roots(search_path: Sequence[str | os.PathLike[str]]) -> tuple[list[_Root], list[Diagnostic]]:
    diagnostics = []
    roots = []
    listed = [
        *(os.fspath(folder) for folder in search_path),
        *filter(None, os.environ.get(SEARCH_PATH, "").split(os.pathsep)),
    ]
    for folder in map(Path, listed):
        if folder.is_dir():
            roots.append(_Root(folder, "search path"))
        else:
            shown = shown_path(folder)
            zh = f"规则包的查找路径中没有文件夹`{shown}`"
            diagnostics.append(Diagnostic("WR142", f"there is no folder `{shown}` on the search path", zh=zh))
    for entry in sorted(metadata.entry_points(group=ENTRY_POINTS), key=lambda e: (e.name, e.value)):
        announced = _announced(entry)
        diagnostics.extend(announced.diagnostics)
        if announced.value is not None:
            roots.append(announced.value)
    roots.append(_Root(policies_folder(), "bundled"))
    return roots, diagnostics


def _announced(entry: metadata.EntryPoint) -> Found[_Root]:
    """The folder that an entry point leads to. What another package does wrong is a warning, whatever it is."""
    package = entry.dist.name if entry.dist is not None else entry.name
    try:
        folder = Path(os.fspath(entry.load())) if entry.attr else _folder_of(entry.module)
    except (Exception, SystemExit) as error:  # noqa: BLE001 (another package's code runs here)
        reason = f"{type(error).__name__}: {error}"
    else:
        if folder.is_dir() and _packs_in(folder):
            return Found(_Root(folder, package))
        reason = f"there is no pack in `{folder}`"
    message = f"package `{package}` announces packs at `{entry.value}`, but {reason}"
    return Found(None, (Diagnostic("WR141", message),))


def _folder_of(module: str) -> Path:
    spec = importlib.util.find_spec(module)
    if spec is None:
        raise ModuleNotFoundError(f"no module named {module}")
    if spec.submodule_search_locations:
        return Path(next(iter(spec.submodule_search_locations)))
    return Path(spec.origin or "").parent


def _packs_in(folder: Path) -> list[Path]:
    """The folder itself where it is a pack, else the packs directly below it."""
    if (folder / MANIFEST).is_file():
        return [folder]
    try:
        return sorted(inner.parent for inner in folder.glob(f"*/{MANIFEST}"))
    except OSError:
        return []


def _candidate(folder: Path, origin: str) -> Candidate:
    """What a manifest says about its pack. A manifest that is in disorder gets the benefit of its folder's name."""
    root = _root_node(folder / MANIFEST)
    named, _, version = folder.resolve().name.partition("@")
    return Candidate(
        id=_written(root, "id") or named,
        version=_written(root, "version") or version or "0",
        folder=folder,
        origin=origin,
        applies_from=_date(root, "from"),
        applies_until=_date(root, "until"),
    )


def _root_node(path: Path) -> Node | None:
    source = read_text(path).value
    document: Document | None = read_yaml(source).value if source is not None else None
    return None if document is None else document.root


def _written(root: Node | None, *path: str) -> str:
    node = None if root is None else find(root, *path)
    return node.written if isinstance(node, Scalar) and node.value is not None else ""


def _date(root: Node | None, end: str) -> dt.date | None:
    try:
        return read_date(_written(root, "applies", end))
    except ValueError:
        return None


def _keys(path: Path, key: str) -> set[str]:
    if not path.is_file():
        return set()
    root = _root_node(path)
    node = None if root is None else find(root, key)
    return set(node.by_key) if isinstance(node, Mapping) else set()


def _order(version: str) -> tuple[int, ...]:
    try:
        return read_version(version)
    except ValueError:
        return (0,)


def _unknown(name: str, id_: str, roots: Sequence[_Root]) -> Diagnostic:
    available = _candidates(roots)
    versions = [c.version for c in available if c.id == id_]
    if versions:
        version = name.partition("@")[2]
        message = f"there is no version `{version}` of the pack `{id_}`"
        zh = f"规则包`{id_}`没有版本`{version}`；现有：{'、'.join(versions)}"
        return Diagnostic("WR140", message, None, "", f"there is {', '.join(versions)}", zh)
    meant = nearest(id_, [c.id for c in available])
    places = "\n".join(_looked_in(roots))
    remedy = f"write `{meant}`" if meant else "say where it is, with a path or on the search path"
    in_zh = f"是否应为`{meant}`" if meant else "请给出它的路径，或用--search-path指明所在的文件夹"
    zh = f"没有规则包`{name}`；{in_zh}（查找过：{'、'.join(shown_path(root.folder) for root in roots)}）"
    return Diagnostic("WR140", f"there is no pack `{name}`", None, "", f"{remedy}; looked in\n{places}", zh)


def _looked_in(roots: Sequence[_Root]) -> Iterator[str]:
    for root in roots:
        yield f"{shown_path(root.folder)} ({root.origin})"
