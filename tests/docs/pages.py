"""Runs what pages of documentation show: code, commands and files, in order, in an empty folder.

- a `python` block is executed, and a `text` block right after it is what it prints;
- in a `console` block, lines that begin with `$` are commands of `workshop-rules`, the others what they print;
- a `code-block` with a caption is a file of that name;
- a line with nothing but `…` stands for any number of lines.

`python -m tests.docs.pages PAGE…` writes what is really printed into the pages.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from workshop_rules.cli import commands

_FENCE = re.compile(
    r"^(?P<fence>```+)(?P<info>[^\n`]*)\n(?P<options>(?::\w+:[^\n]*\n)*)(?P<body>.*?)^(?P=fence)[ ]*$",
    re.MULTILINE | re.DOTALL,
)
_CAPTION = re.compile(r":caption: (.+)")


@dataclass(frozen=True)
class Printed:
    """What a page says is printed, where it says so, and what really is."""

    start: int
    end: int
    expected: str
    actual: str

    @property
    def as_expected(self) -> bool:
        """Whether both are the same, empty lines at the end apart; `…` stands for any number of lines."""
        expected, actual = self.expected.rstrip() + "\n", self.actual.rstrip() + "\n"
        parts = [re.escape(part) for part in re.split(r"^…\n", expected, flags=re.MULTILINE)]
        return re.fullmatch(r"(?:.*\n)*?".join(parts), actual) is not None


@dataclass
class _Page:
    """A page while it is run."""

    text: str
    names: dict[str, Any] = field(default_factory=lambda: {"__name__": "__page__"})
    printed: str | None = None

    def run(self) -> Iterator[Printed]:
        for block in _FENCE.finditer(self.text):
            language = block["info"].replace("{code-block}", "").strip()
            caption = _CAPTION.search(block["options"])
            body = block["body"].lstrip("\n") if block["options"] else block["body"]
            if caption is not None:
                file = Path(caption[1].strip())
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(body, "utf-8")
            elif language == "python":
                self.printed = self._execute(body)
                continue
            elif language == "text" and self.printed is not None:
                yield Printed(block.start("body"), block.end("body"), body, self.printed)
            elif language == "console":
                yield Printed(block.start("body"), block.end("body"), body, "".join(_replayed(body)))
            self.printed = None

    def _execute(self, code: str) -> str:
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            exec(compile(code, "page", "exec"), self.names)
        return out.getvalue()


def run_page(page: Path) -> list[Printed]:
    """Run a page in the current folder."""
    return list(_Page(page.read_text("utf-8")).run())


def _replayed(session: str) -> Iterator[str]:
    for line in session.splitlines():
        if not line.startswith("$ "):
            continue
        yield line + "\n"
        program, *arguments = shlex.split(line[2:], comments=True)
        if program != "workshop-rules":
            raise ValueError(f"pages run workshop-rules only, not {program}")
        done = CliRunner().invoke(commands, arguments)
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        yield done.output


def main() -> None:
    """Write into pages what they really print."""
    for name in sys.argv[1:]:
        page = Path(name).resolve()
        text = page.read_text("utf-8")
        here = Path.cwd()
        with tempfile.TemporaryDirectory() as folder:
            os.chdir(folder)
            found = run_page(page)
            os.chdir(here)
        for printed in reversed(found):
            if not printed.as_expected:
                text = text[: printed.start] + printed.actual.rstrip() + "\n" + text[printed.end :]
        page.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
