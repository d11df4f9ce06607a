"""Writes a page for every diagnostic code, from the table of codes: `python docs/diagnostics.py`.

The examples are the files in `tests/diagnostics`, which the tests hold against what is really said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from workshop_rules.diagnostics import CODES, Code

FOLDER = Path(__file__).parent / "reference" / "diagnostics"
EXAMPLES = Path(__file__).parent.parent / "tests" / "diagnostics"

STAGES: Mapping[str, str] = {
    "read": "Reading a pack's files",
    "parse": "Parsing expressions",
    "check": "Checking names and types",
    "facts": "Facts",
    "evaluate": "Evaluation",
    "decide": "Asking for a decision",
    "dmn": "DMN models",
    "audit": "Records and audit",
    "files": "Rosters and files",
}
"""The stages that report diagnostics, in the order of the pipeline."""

_LONGEST = 60
"""Lines of an example that a page shows."""

_BLOCK = re.compile(r"^```(\w.*)\n((?:.*\n)*?)```$", re.MULTILINE)
_LANGUAGES = {"csv": "text", "yaml": "yaml", "json": "json", "xml": "xml", "python": "python", "console": "sh"}
_NOT_SHOWN = frozenset({"repeated", "bytes", "deep", "absent", "file"})


def pages() -> dict[str, str]:
    """Every page of the folder, by its name."""
    return {"index.md": _index(), **{f"{code}.md": _page(code, row) for code, row in CODES.items()}}


def _index() -> str:
    lines = [
        "# Diagnostics",
        "",
        "What can be wrong with a pack, with facts or with a request has a stable code; none is ever reused.",
        "",
    ]
    for stage, title in STAGES.items():
        codes = {code: row for code, row in CODES.items() if row.stage == stage}
        if codes:
            lines += [f"## {title}", "", "| code | name | |", "|---|---|---|"]
            lines += [f"| [{code}]({code}.md) | {row.slug} | {_severity(row)} |" for code, row in codes.items()]
            lines.append("")
    lines += ["```{toctree}", ":hidden:", ":glob:", "", "WR*", "```"]
    return "\n".join(lines) + "\n"


def _page(code: str, row: Code) -> str:
    lines = [
        f"# {code}: {row.slug}",
        "",
        f"*{STAGES[row.stage]}, {_severity(row)}.* {row.meaning}",
        "",
        f"**What to do.** {row.remedy}",
        "",
    ]
    for file in sorted(EXAMPLES.glob(f"{code}*.md"), key=lambda file: (len(file.stem), file.stem)):
        if file.stem.partition("-")[0] == code:
            lines += _example(file.read_text("utf-8"))
    return "\n".join(lines).rstrip() + "\n"


def _example(text: str) -> Iterable[str]:
    """An example, unless it is too long to be read, or its input cannot be shown."""
    blocks = [(info.split(), content) for info, content in _BLOCK.findall(text)]
    if text.count("\n") > _LONGEST or any(_NOT_SHOWN & set(words) for words, _ in blocks):
        return
    title = re.match(r"# (.+)", text)
    yield f"## {title[1] if title else 'Example'}"
    yield ""
    for words, content in blocks:
        if words[0] in _LANGUAGES and len(words) > 1:
            yield f"`{' '.join(words[1:])}`:"
            yield ""
        yield f"```{_LANGUAGES.get(words[0], 'text')}"
        yield content.rstrip("\n")
        yield "```"
        yield ""


def _severity(row: Code) -> str:
    return "warning" if row.warning else "error"


def main() -> None:
    """Write every page, and take away those that there are no more."""
    FOLDER.mkdir(exist_ok=True)
    made = pages()
    for name, text in made.items():
        (FOLDER / name).write_text(text, "utf-8")
    for file in FOLDER.glob("*.md"):
        if file.name not in made:
            file.unlink()


if __name__ == "__main__":
    main()
