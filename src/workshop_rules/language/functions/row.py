"""What a built-in function is: one row, read by the parsers, the checker, the evaluators and the docs."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from workshop_rules.language.dialect import Dialect
from workshop_rules.language.types import Type, Variable

PACK = frozenset({Dialect.PACK})
DMN = frozenset({Dialect.DMN})
BOTH = PACK | DMN

T = Variable("T")
"""Any type, the same wherever it stands in one signature."""
ORDERED = Variable("Ordered")
"""A type whose values compare by `<`: number, string, date, time, date and time, a duration, an ordered enumeration."""
COMPARABLE = Variable("Comparable")
"""A type whose values compare by `=` in packs: all but lists, records and ranges, of which parts may be unknown."""
DURATION = Variable("Duration")
"""Either kind of duration."""


class Category(StrEnum):
    """The chapters of the function reference, after clause 10.3.4 of DMN 1.5."""

    CONVERSION = "conversion"
    BOOLEAN = "boolean"
    STRING = "string"
    LIST = "list"
    NUMBER = "number"
    TEMPORAL = "temporal"
    RANGE = "range"
    CONTEXT = "context"
    SORT = "sort"
    POLICY = "policy"
    """Not in the standard: what packs need besides."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter, by the name under which an argument may be passed.

    Attributes:
        optional: may be left out; only the last parameters of a signature are.
        variadic: takes any number of arguments from here on, at least one; it is the last, and never passed by name.
    """

    name: str
    type: Type
    optional: bool = False
    variadic: bool = False

    def __str__(self) -> str:
        suffix = "…" if self.variadic else "?" if self.optional else ""
        return f"{self.name}{suffix}: {self.type}"


@dataclass(frozen=True, slots=True)
class Signature:
    """One way to call a function.

    Attributes:
        dialects: those in which it may be called so.
    """

    parameters: tuple[Parameter, ...]
    result: Type
    dialects: frozenset[Dialect] = BOTH

    @property
    def required(self) -> int:
        """How many arguments there must be."""
        return sum(not p.optional for p in self.parameters)

    @property
    def most(self) -> int | None:
        """How many arguments there may be; None where there is no limit."""
        return None if self.parameters and self.parameters[-1].variadic else len(self.parameters)

    def parameter(self, name: str) -> Parameter | None:
        """The parameter of that name that can be passed by name."""
        return next((p for p in self.parameters if p.name == name and not p.variadic), None)

    def __str__(self) -> str:
        return f"({', '.join(map(str, self.parameters))}) -> {self.result}"


@dataclass(frozen=True, slots=True)
class Example:
    """An expression and what it gives, both in FEEL; tests and docs run it in its dialects that the function has."""

    expression: str
    result: str
    dialects: frozenset[Dialect] = BOTH


@dataclass(frozen=True, slots=True)
class Function:
    """A built-in function.

    Attributes:
        name: as FEEL writes it; several words may have spaces between them.
        signatures: the ways to call it; the first that fits the arguments is taken.
        doc: what it gives, one line.
        examples: at least one, unless its result changes with the clock.
        refused: why packs do not have it; empty where they do.
    """

    name: str
    category: Category
    doc: str
    signatures: tuple[Signature, ...]
    examples: tuple[Example, ...] = field(default=())
    refused: str = ""

    @property
    def dialects(self) -> frozenset[Dialect]:
        """The dialects that have it at all."""
        return frozenset().union(*(s.dialects for s in self.signatures))

    def of(self, dialect: Dialect) -> tuple[Signature, ...]:
        """The signatures that a dialect has; none where it refuses the function."""
        return tuple(s for s in self.signatures if dialect in s.dialects)


def takes(*parameters: tuple[str, Type] | Parameter, gives: Type, dialects: frozenset[Dialect] = BOTH) -> Signature:
    """A signature; a plain parameter is written as a pair of name and type."""
    return Signature(tuple(p if isinstance(p, Parameter) else Parameter(*p) for p in parameters), gives, dialects)


def maybe(name: str, type_: Type) -> Parameter:
    """A parameter that may be left out."""
    return Parameter(name, type_, optional=True)


def many(name: str, type_: Type) -> Parameter:
    """A last parameter that takes one argument or more."""
    return Parameter(name, type_, variadic=True)


def example(expression: str, result: str, dialects: frozenset[Dialect] = BOTH) -> Example:
    """An example, short to write."""
    return Example(expression, result, dialects)
