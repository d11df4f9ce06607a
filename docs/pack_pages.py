"""Writes a page for every bundled pack, as `workshop-rules docs` gives it: `python docs/pack_pages.py`.

They follow from `policies/` alone and are not kept beside it: Sphinx has them written whenever the site is built.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import workshop_rules as wr
from workshop_rules.pack.discovery import policies_folder

FOLDER = Path(__file__).parent / "reference" / "packs"


def pages() -> Iterator[tuple[str, str]]:
    """The name of each page, and its text."""
    for manifest in sorted(policies_folder().glob("*/pack.yaml")):
        yield f"{manifest.parent.name}.md", wr.load_pack(manifest.parent, with_cases=True).page()


def write_pages() -> None:
    """Write every page that has changed, and take away those that there are no more."""
    FOLDER.mkdir(exist_ok=True)
    made = dict(pages())
    for name, text in made.items():
        file = FOLDER / name
        if not file.exists() or file.read_text("utf-8") != text:
            file.write_text(text, "utf-8")
    for file in FOLDER.glob("*.md"):
        if file.name not in made:
            file.unlink()


if __name__ == "__main__":
    write_pages()
