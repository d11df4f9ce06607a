"""A pack's folder, read as a whole: every file, every complaint at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import TypeVar, cast

from workshop_rules.diagnostics import Diagnostic, Found
from workshop_rules.pack.consistency import (
    check_decision,
    check_manifest,
    check_outline,
    duplicates,
    refers_to_nothing,
)
from workshop_rules.pack.digest import pack_digest
from workshop_rules.pack.discovery import MANIFEST, shared_vocabulary
from workshop_rules.pack.document import Document
from workshop_rules.pack.models import CasesFile, DecisionFile, FactsFile, Manifest, Outline
from workshop_rules.pack.models.written import Written
from workshop_rules.pack.parameters import Parameter, parameter_values
from workshop_rules.pack.reading import read_text, read_yaml, shown_path
from workshop_rules.pack.validation import decision_held_against, held_against
from workshop_rules.pack.vocabulary import EMPTY, Vocabulary, extend

Model = TypeVar("Model", bound=Written)

OUTLINE = "clauses.yaml"
FACTS = "facts.yaml"
VOCABULARY = "vocabulary.yaml"

_PARTS = frozenset({MANIFEST, OUTLINE, FACTS, "decisions", "cases"})
_BESIDE = frozenset({"README.md", "LICENSE", "CHANGELOG.md", "__init__.py", "__pycache__"})


@dataclass(frozen=True, eq=False)
class ParsedPack:
    """A pack as its files state it, before its expressions are parsed.

    Attributes:
        folder: where it was read from.
        manifest: `pack.yaml`.
        outline: `clauses.yaml`.
        vocabulary: the shared vocabulary with the pack's own facts and findings.
        decisions: by id, in the order of their file names.
        cases: by the path of their file.
        documents: every file read, with positions, by its path in the folder.
        parameters: type and value of each.
        digest: SHA-256 of the canonical content (`pack.digest`).
    """

    folder: Path
    manifest: Manifest
    outline: Outline
    vocabulary: Vocabulary
    parameters: Mapping[str, Parameter]
    decisions: Mapping[str, DecisionFile]
    cases: Mapping[str, CasesFile]
    documents: Mapping[str, Document] = field(repr=False)
    digest: str

    @property
    def id(self) -> str:
        """The pack's id."""
        return self.manifest.id


@lru_cache(maxsize=8)
def read_vocabulary(path: Path) -> Found[tuple[Vocabulary, Document]]:
    """The vocabulary that all packs share, and the document that it was read from."""
    reader = _Reader(path.parent)
    file = reader.read(path.name, FactsFile)
    document = reader.documents.get(path.name)
    if file is None or document is None:
        return Found(None, tuple(reader.diagnostics))
    shared = extend(EMPTY, file)
    diagnostics = (*reader.diagnostics, *shared.diagnostics)
    return Found(None if shared.value is None else (shared.value, document), diagnostics)


def read_pack(folder: Path, vocabulary: Path | None = None, *, with_cases: bool = True) -> Found[ParsedPack]:
    """A pack, with the complaints about all of its files.

    Args:
        folder: the pack's folder.
        vocabulary: the file of the vocabulary that all packs share, the bundled one if left out.
        with_cases: whether to read its worked cases, which no decision needs.
    """
    if not folder.is_dir():
        return Found(None, (Diagnostic("WR101", f"`{shown_path(folder)}` is not a folder"),))
    shared = read_vocabulary(vocabulary or shared_vocabulary())
    if shared.value is None or shared.errors:
        return Found(None, shared.diagnostics)
    reader = _Reader(folder, f"{folder.resolve().name}/")
    reader.diagnostics.extend(_unknown_files(folder))
    manifest = reader.required(MANIFEST, Manifest, check_manifest)
    outline = reader.required(OUTLINE, Outline, check_outline)
    facts = reader.read(FACTS, FactsFile) if (folder / FACTS).exists() else FactsFile()
    decisions = dict(reader.decisions())
    cases = dict(reader.cases()) if with_cases else {}

    common, common_document = shared.value
    own = extend(common, facts or FactsFile(), manifest.findings if manifest else {}, manifest.id if manifest else "")
    reader.diagnostics.extend(own.diagnostics)
    known = {path.stem for path in reader.files("decisions")}
    reader.diagnostics.extend(_cases_of_nothing(cases.values(), known))
    reader.diagnostics.extend(_cases_of_one_id(cases.values()))
    parameters: Found[Mapping[str, Parameter]] = Found({})
    if manifest is not None:
        reader.diagnostics.extend(_other_name(manifest, folder))
        parameters = parameter_values(manifest, own.value or common)
        reader.diagnostics.extend(parameters.diagnostics)

    diagnostics = tuple(reader.diagnostics)
    if manifest is None or outline is None or own.value is None or Found(None, diagnostics).errors:
        return Found(None, diagnostics)
    return Found(
        ParsedPack(
            folder=folder,
            manifest=manifest,
            outline=outline,
            vocabulary=own.value,
            parameters=parameters.value or {},
            decisions=decisions,
            cases=cases,
            documents=reader.documents,
            digest=pack_digest(reader.documents, common_document),
        ),
        diagnostics,
    )


class _Reader:
    """Reads the files of one folder and collects what is wrong with them."""

    def __init__(self, folder: Path, called: str = "") -> None:
        self.folder = folder
        self.called = called
        self.documents: dict[str, Document] = {}
        self.diagnostics: list[Diagnostic] = []

    def files(self, part: str) -> list[Path]:
        """The YAML files in a folder of the pack, by name."""
        return sorted((self.folder / part).glob("*.yaml"))

    def required(self, name: str, model: type[Model], check: Callable[[Model], Iterable[Diagnostic]]) -> Model | None:
        """A file that every pack has."""
        if not (self.folder / name).exists():
            self.diagnostics.append(_missing_file(self.folder, name))
            return None
        return self.read(name, model, check)

    def read(
        self, name: str, model: type[Model], check: Callable[[Model], Iterable[Diagnostic]] = lambda _: ()
    ) -> Model | None:
        """A file, if it can be read and has the form of its model."""
        return self._read(name, lambda document, known: held_against(model, document, known), check)

    def decisions(self) -> Iterator[tuple[str, DecisionFile]]:
        """The decisions, by id."""
        files = self.files("decisions")
        if not files:
            self.diagnostics.append(_missing_file(self.folder, "decisions/<id>.yaml"))
        for path in files:
            decision = self._read(
                f"decisions/{path.name}",
                lambda document, known: cast("Found[DecisionFile]", decision_held_against(document, known)),
                check_decision,
            )
            if decision is None:
                continue
            if decision.id != path.stem:
                message = f"the decision is called `{decision.id}`, its file `{path.name}`"
                remedy = f"write `{path.stem}`, or rename the file"
                self.diagnostics.append(Diagnostic("WR131", message, decision.place("id"), "", remedy))
            yield path.stem, decision

    def cases(self) -> Iterator[tuple[str, CasesFile]]:
        """The files of worked cases, by path."""
        for path in self.files("cases"):
            name = f"cases/{path.name}"
            cases = self.read(name, CasesFile)
            if cases is not None:
                yield name, cases

    def _read(
        self,
        name: str,
        hold: Callable[[Document, tuple[Diagnostic, ...]], Found[Model]],
        check: Callable[[Model], Iterable[Diagnostic]],
    ) -> Model | None:
        source = read_text(self.folder / name)
        self.diagnostics.extend(source.diagnostics)
        if source.value is None:
            return None
        document = read_yaml(replace(source.value, file=f"{self.called}{name}"))
        self.diagnostics.extend(document.diagnostics)
        if document.value is None:
            return None
        self.documents[name] = document.value
        model = hold(document.value, document.diagnostics)
        self.diagnostics.extend(model.diagnostics)
        if model.value is not None:
            self.diagnostics.extend(check(model.value))
        return model.value


def _missing_file(folder: Path, name: str) -> Diagnostic:
    return Diagnostic("WR130", f"`{shown_path(folder)}` has no `{name}`", None, "", f"add `{name}`")


def _unknown_files(folder: Path) -> Iterator[Diagnostic]:
    yamls = {path for part in ("decisions", "cases") for path in (folder / part).glob("*.yaml")}
    beside = [path for part in ("decisions", "cases") for path in (folder / part).glob("*")]
    for path in sorted([*folder.iterdir(), *beside]):
        known = path.name in _PARTS if path.parent == folder else path in yamls
        if known or path.name in _BESIDE or path.name.startswith("."):
            continue
        remedy = "rename it to end in `.yaml`" if path.suffix == ".yml" else "move it away"
        yield Diagnostic("WR133", f"`{shown_path(path)}` is not part of a pack", None, "", remedy)


def _other_name(manifest: Manifest, folder: Path) -> Iterator[Diagnostic]:
    """`ordos_2013` may stand in `ordos_2013`, or, beside another version, in `ordos_2013@2.0.0`."""
    name = folder.resolve().name
    allowed = {manifest.id, f"{manifest.id}@{manifest.version}"}
    if name not in allowed:
        message = f"the pack is called `{manifest.id}`, its folder `{name}`"
        yield Diagnostic("WR131", message, manifest.place("id"), "", f"rename the folder to `{manifest.id}`")


def _cases_of_nothing(files: Iterable[CasesFile], decisions: Iterable[str]) -> Iterator[Diagnostic]:
    known = sorted(decisions)
    for file in files:
        if file.decision not in known:
            yield refers_to_nothing(file.decision, "decision", known, file.place("decision"))


def _cases_of_one_id(files: Iterable[CasesFile]) -> Iterator[Diagnostic]:
    """Cases of one decision have ids of their own, whatever their file."""
    by_decision: dict[str, list[CasesFile]] = {}
    for file in files:
        by_decision.setdefault(file.decision, []).append(file)
    for several in by_decision.values():
        yield from duplicates([(case.id, case) for file in several for case in file.cases], "case")
