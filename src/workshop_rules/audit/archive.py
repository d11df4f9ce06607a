"""Packs by their digest: those in an archive folder, and those that can be found anyway.

An archive holds, for each digest, a folder of that name with the pack and the shared vocabulary that it was read with:
`<digest>/vocabulary.yaml` and `<digest>/ordos_2013/pack.yaml`. Its content is held against the digest whenever it is
read.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from workshop_rules.audit.errors import refused
from workshop_rules.audit.form import PackForm
from workshop_rules.check.packs import check_pack
from workshop_rules.compile.packs import compile_pack
from workshop_rules.compile.plan import Plan
from workshop_rules.diagnostics import Diagnostic, Found
from workshop_rules.pack.discovery import MANIFEST, available_packs, shared_vocabulary
from workshop_rules.pack.parsed import VOCABULARY, ParsedPack, read_pack
from workshop_rules.pack.reading import shown_path

ARCHIVE = "WORKSHOP_RULES_ARCHIVE"
"""The environment variable with the archive's folder."""

Place = str | os.PathLike[str]


@dataclass(frozen=True, eq=False)
class ArchivedPack:
    """A pack that is ready to decide again.

    Attributes:
        plan: what evaluators read.
        parsed: the same pack as its files state it.
    """

    plan: Plan
    parsed: ParsedPack


def archive_folder(folder: Place | None = None) -> Path | None:
    """The archive's folder: the one given, else that of `WORKSHOP_RULES_ARCHIVE`, else None."""
    chosen = folder or os.environ.get(ARCHIVE)
    return Path(chosen) if chosen else None


def archive_pack(pack: ParsedPack, archive: Place) -> Path:
    """Put a pack into an archive, without its worked cases; one that is there already stays as it is.

    The folder appears whole or not at all, whatever happens meanwhile.

    Returns:
        The folder named by the digest.

    Raises:
        AuditError: what is there already was changed (WR816).
        OSError: the folder cannot be written.
    """
    into = Path(archive)
    target = into / pack.digest
    if not target.is_dir():
        into.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=into))
        try:
            _write(pack, draft)
            _publish(draft, target)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    if _read(target, pack.digest) is None:
        zh = f"`{shown_path(target)}`被改动过；请删去该文件夹并重新归档"
        remedy = "remove the folder and archive the pack again"
        raise refused("WR816", f"`{shown_path(target)}` was changed", remedy, zh)
    return target


def pack_with_digest(
    wanted: PackForm, *, archive: Place | None = None, search_path: Sequence[Place] = ()
) -> Found[ArchivedPack]:
    """The pack that a record names, from the archive or, where it is there unchanged, from wherever packs are found.

    Args:
        wanted: its id, version and digest.
        archive: the archive's folder; that of `WORKSHOP_RULES_ARCHIVE` if left out.
        search_path: folders to look in for packs, beside the usual ones.
    """
    diagnostics: list[Diagnostic] = []
    folder = archive_folder(archive)
    target = None if folder is None else folder / wanted.digest
    if target is not None and target.is_dir():
        parsed = _read(target, wanted.digest)
        if parsed is not None:
            return _ready(parsed)
        message = f"the archived pack in `{shown_path(target)}` does not have the digest that its folder is named by"
        zh = f"归档中`{shown_path(target)}`的规则包与文件夹名所示的摘要不符：已被改动"
        diagnostics.append(Diagnostic("WR816", message, zh=zh))
    others = []
    for candidate in available_packs(search_path).value or ():
        if candidate.id != wanted.id:
            continue
        found = read_pack(candidate.folder, with_cases=False).value
        if found is not None and found.digest == wanted.digest:
            return _ready(found)
        others.append(f"`{candidate.id}` {candidate.version}" + (f" ({found.digest[:12]}…)" if found else ""))
    message = f"no pack `{wanted.id}` {wanted.version} with the digest {wanted.digest} can be found"
    there = f"there is {', '.join(others)}; " if others else ""
    remedy = f"{there}put the pack into the archive, or its folder on the search path"
    zh = f"找不到摘要为{wanted.digest}的规则包`{wanted.id}` {wanted.version}；"
    zh += (f"现有{'、'.join(others)}；" if others else "") + "请将该规则包放入归档，或将其文件夹加入查找路径"
    return Found(None, (*diagnostics, Diagnostic("WR810", message, None, "", remedy, zh)))


def _ready(parsed: ParsedPack) -> Found[ArchivedPack]:
    checked = check_pack(parsed)
    if checked.value is None or checked.errors:
        return Found(None, checked.diagnostics)
    return Found(ArchivedPack(compile_pack(checked.value), parsed))


def _read(folder: Path, digest: str) -> ParsedPack | None:
    """The pack in a folder of the archive; None where it is not the one with that digest."""
    for pack in _packs_in(folder):
        parsed = read_pack(pack, folder / VOCABULARY, with_cases=False).value
        if parsed is not None and parsed.digest == digest:
            return parsed
    return None


def _packs_in(folder: Path) -> Iterator[Path]:
    yield from sorted(manifest.parent for manifest in folder.glob(f"*/{MANIFEST}"))


def _write(pack: ParsedPack, folder: Path) -> None:
    shutil.copyfile(shared_vocabulary(), folder / VOCABULARY)
    for name, document in pack.documents.items():
        if not name.startswith("cases/"):
            file = folder / pack.id / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(document.source.text, "utf-8")


def _publish(draft: Path, target: Path) -> None:
    """Give the folder its name, unless another process was quicker with the same pack."""
    draft.chmod(0o755)
    try:
        draft.rename(target)
    except OSError:
        if not target.is_dir():
            raise
