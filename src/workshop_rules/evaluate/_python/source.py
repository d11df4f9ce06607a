"""Python source as it is being written: blocks of lines, names for what is worked out once, and constants."""

from __future__ import annotations

import builtins
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeAlias

Line: TypeAlias = "str | Block"
STEP = "    "


class Refused(Exception):  # noqa: N818 (the interpreter takes over)
    """Something has no translation; the message says what and why."""


@dataclass(slots=True)
class Block:
    """Lines of one depth, with deeper blocks between them.

    Attributes:
        known: names of what the block, or one around it, has worked out already.
    """

    known: dict[object, str] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)

    def inner(self) -> Block:
        """A deeper block, which knows what this one knows by now."""
        return Block(dict(self.known))

    def written(self, depth: int) -> Iterator[str]:
        """The lines, indented."""
        for line in self.lines:
            if isinstance(line, Block):
                yield from line.written(depth + 1)
            else:
                yield STEP * depth + line


@dataclass(slots=True)
class Writer:
    """The source of one function.

    Attributes:
        constants: what its names from outside stand for.
        before: what depends on nothing but the date: run once for each date.
        reads: the facts that are read, at the beginning of the function.
        block: where lines are added.
    """

    constants: dict[str, Any] = field(default_factory=dict)
    before: Block = field(default_factory=Block)
    reads: Block = field(default_factory=Block)
    block: Block = field(default_factory=Block)
    _names: int = 0
    _constant_names: dict[object, str] = field(default_factory=dict)

    def line(self, text: str) -> None:
        """Add a line."""
        self.block.lines.append(text)

    def nested(self, head: str, block: Block) -> None:
        """Add a compound statement."""
        self.block.lines += [head, block if block.lines else _nothing()]

    def fresh(self, letter: str = "t") -> str:
        """A name that nothing else has."""
        self._names += 1
        return f"{letter}{self._names}"

    def named(self, text: str, letter: str = "t") -> str:
        """A name for what an expression gives, so that it is worked out once; names and literals stay."""
        if text.isidentifier() or text.isdigit():
            return text
        name = self.fresh(letter)
        self.line(f"{name} = {text}")
        return name

    def constant(self, value: object, key: object = None) -> str:
        """A name for a value; the same one for the same key."""
        found = None if key is None else self._constant_names.get(key)
        if found is not None:
            return found
        name = self.fresh("k")
        self.constants[name] = value
        if key is not None:
            self._constant_names[key] = name
        return name

    @contextmanager
    def writing(self, block: Block) -> Iterator[Block]:
        """Add lines to another block for a while."""
        around, self.block = self.block, block
        try:
            yield block
        finally:
            self.block = around


def _nothing() -> Block:
    return Block(lines=["pass"])


def function(name: str, writer: Writer, result: str) -> tuple[str, str]:
    """The source of a maker: of a date, it makes a function of facts and findings."""
    lines = [
        "def make(asked, as_of):",
        *writer.before.written(1),
        f"{STEP}def {name}(facts, findings):",
        *writer.reads.written(2),
        *writer.block.written(2),
        f"{STEP * 2}return {result}",
        f"{STEP}return {name}",
        "",
    ]
    return name, "\n".join(lines)


def made(source: str, constants: dict[str, Any], title: str) -> Any:  # noqa: ANN401 (a maker of functions)
    """The maker that a source defines."""
    namespace = {"__builtins__": builtins, **constants}
    exec(compile(source, f"<{title}>", "exec"), namespace)  # noqa: S102 (the source is written here, from a checked tree)
    return namespace["make"]
