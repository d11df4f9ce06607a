"""A new pack: a folder with one decision and its cases, in order from the start, to be rewritten piece by piece."""

from __future__ import annotations

import re
from pathlib import Path
from string import Template

from workshop_rules.diagnostics import Diagnostic, Found
from workshop_rules.pack.models.written import is_id
from workshop_rules.pack.reading import shown_path
from workshop_rules.pack.schemas import SCHEMAS, schema_text
from workshop_rules.pack.versions import engine_version

_SKELETON = Path(__file__).parent / "skeleton"


def new_pack(folder: Path) -> Found[tuple[Path, ...]]:
    """Write a working pack, and the schemas that its files name beside its folder where there are none yet.

    Args:
        folder: where; its name becomes the pack's id. It does not exist yet, or is empty.

    Returns:
        The files that were written, in order, or a complaint about the folder.
    """
    complaint = _no_place(folder)
    if complaint is not None:
        return Found(None, (complaint,))
    engine = ".".join(engine_version().split(".")[:2])
    written = []
    for template in sorted(
        _SKELETON.rglob("*.yaml"), key=lambda path: (len(path.parts), path.name != "pack.yaml", path)
    ):
        text = Template(template.read_text("utf-8")).substitute(pack=folder.name, engine=engine)
        written.append(_write(folder / template.relative_to(_SKELETON), text))
    for name in SCHEMAS:
        schema = folder.parent / "schemas" / f"{name}.schema.json"
        if not schema.exists():
            written.append(_write(schema, schema_text(name)))
    return Found(tuple(written))


def _no_place(folder: Path) -> Diagnostic | None:
    name = folder.name
    if not is_id(name):
        suggestion = re.sub(r"\W+", "_", name.lower(), flags=re.ASCII).strip("_")
        remedy = f"such as `{suggestion}`" if is_id(suggestion) else "a letter, then letters, digits and `_`"
        message = f"`{name}` cannot be the id of a pack"
        return Diagnostic("WR610", message, None, "", f"give the folder a name that can: {remedy}")
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        message = f"`{shown_path(folder)}` is there already"
        return Diagnostic("WR610", message, None, "", "choose a folder that does not exist or is empty")
    return None


def _write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path
