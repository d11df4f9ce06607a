"""Boxed expressions: how a DMN model arranges FEEL in boxes (DMN 1.5, clauses 7.3 and 10.2)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from workshop_rules.diagnostics import Span
from workshop_rules.language.tree import DecisionTable, Expr, FormalParameter, TypeName


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """What every box has: its declared type, where there is one, and its place in the model's file."""

    type_name: TypeName | None = None
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class BoxedLiteral(Box):
    """A FEEL expression."""

    expression: Expr


@dataclass(frozen=True, slots=True)
class Unreadable(Box):
    """An expression that could not be read: it is null, for the reason given."""

    reason: str


@dataclass(frozen=True, slots=True)
class BoxedTable(Box):
    """A decision table; `output_types` are its columns' declared types."""

    table: DecisionTable
    output_types: tuple[TypeName | None, ...]


@dataclass(frozen=True, slots=True)
class BoxedEntry:
    """An entry of a boxed context."""

    name: str
    value: Boxed
    type_name: TypeName | None = None


@dataclass(frozen=True, slots=True)
class BoxedContext(Box):
    """Named values, of which each sees those above it; with a result, only that is its value."""

    entries: tuple[BoxedEntry, ...]
    result: Boxed | None


@dataclass(frozen=True, slots=True)
class BoxedInvocation(Box):
    """A call by named arguments."""

    function: Boxed
    bindings: tuple[tuple[str, Boxed], ...]


@dataclass(frozen=True, slots=True)
class BoxedFunction(Box):
    """A function definition; `kind` is `FEEL`, `Java` or `PMML`; the box's type is that of its result."""

    parameters: tuple[FormalParameter, ...]
    body: Boxed
    kind: str = "FEEL"


@dataclass(frozen=True, slots=True)
class BoxedRelation(Box):
    """A list of contexts with the same keys."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Boxed, ...], ...]


@dataclass(frozen=True, slots=True)
class BoxedList(Box):
    """A list."""

    items: tuple[Boxed, ...]


@dataclass(frozen=True, slots=True)
class BoxedConditional(Box):
    """If, then, else."""

    condition: Boxed
    then: Boxed
    otherwise: Boxed


@dataclass(frozen=True, slots=True)
class BoxedFilter(Box):
    """The items of a list for which a condition holds."""

    source: Boxed
    match: Boxed


@dataclass(frozen=True, slots=True)
class BoxedFor(Box):
    """A value for each item of a list."""

    variable: str
    source: Boxed
    body: Boxed


@dataclass(frozen=True, slots=True)
class BoxedQuantified(Box):
    """Whether some, or every, item of a list satisfies a condition."""

    every: bool
    variable: str
    source: Boxed
    satisfies: Boxed


Boxed: TypeAlias = (
    BoxedLiteral
    | Unreadable
    | BoxedTable
    | BoxedContext
    | BoxedInvocation
    | BoxedFunction
    | BoxedRelation
    | BoxedList
    | BoxedConditional
    | BoxedFilter
    | BoxedFor
    | BoxedQuantified
)
