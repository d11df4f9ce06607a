"""A pack whose every expression has been resolved and typed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from workshop_rules.language.tree import Expr
from workshop_rules.pack.document import PathPart
from workshop_rules.pack.models import DecisionFile
from workshop_rules.pack.models.written import Written
from workshop_rules.pack.parsed import ParsedPack

_CONDITION: tuple[PathPart, ...] = ("<condition>",)


@dataclass(eq=False, slots=True)
class Typed:
    """Checked expressions, by the entry of a pack file that states them and the path of keys to them in it.

    An entry is known by its identity: two entries may say the same and be checked where different names are in scope.
    """

    _found: dict[tuple[int, tuple[PathPart, ...]], Expr] = field(default_factory=dict)
    _entries: list[Written] = field(default_factory=list)  # kept, so that no other entry takes over their identity

    def put(self, expr: Expr, entry: Written, *path: PathPart) -> None:
        """Keep the expression that stands at a path of an entry."""
        self._found[id(entry), path] = expr
        self._entries.append(entry)

    def put_condition(self, expr: Expr, entry: Written) -> None:
        """Keep the condition that an entry states, whatever its form."""
        self.put(expr, entry, *_CONDITION)

    def expression(self, entry: Written, *path: PathPart) -> Expr:
        """The expression that stands at a path of an entry.

        Raises:
            KeyError: there is none, or it could not be parsed.
        """
        return self._found[id(entry), path]

    def condition(self, entry: Written) -> Expr:
        """The condition that an entry states.

        Raises:
            KeyError: it states none, or it could not be parsed.
        """
        return self.expression(entry, *_CONDITION)

    def __iter__(self) -> Iterator[Expr]:
        """Every expression, in the order in which they were checked."""
        return iter(self._found.values())


@dataclass(frozen=True, eq=False)
class CheckedDecision:
    """A decision as stated, with its expressions checked.

    Attributes:
        definitions: its `let` names, in order.
    """

    entry: DecisionFile
    definitions: Mapping[str, Expr]
    typed: Typed = field(repr=False)


@dataclass(frozen=True, eq=False)
class CheckedPack:
    """A pack in which nothing contradicts anything else.

    Attributes:
        decisions: by id, as in the pack.
        derivations: of the facts that can be worked out from others.
    """

    parsed: ParsedPack
    decisions: Mapping[str, CheckedDecision]
    derivations: Mapping[str, Expr]
