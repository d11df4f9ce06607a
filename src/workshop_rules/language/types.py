"""The types of the language. In packs every expression has one before anything is decided."""

from __future__ import annotations

from typing import TypeAlias

from workshop_rules.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Scalar:
    """A built-in type without parts, by its FEEL name."""

    name: str

    def __str__(self) -> str:
        return self.name


NUMBER = Scalar("number")
STRING = Scalar("string")
BOOLEAN = Scalar("boolean")
DATE = Scalar("date")
TIME = Scalar("time")
DATE_TIME = Scalar("date and time")
YEARS_MONTHS = Scalar("years and months duration")
DAYS_TIME = Scalar("days and time duration")
NULL = Scalar("Null")
ANY = Scalar("Any")
"""Not known before evaluation: the whole dmn dialect, and a tree that has not been checked."""


@dataclass(frozen=True, slots=True)
class Enumeration:
    """A closed set of names; `ordered` ones compare by their place in `members`. Constants: `level.city`."""

    name: str
    members: tuple[str, ...]
    ordered: bool = False

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Choice:
    """A closed set of texts, written as text: the alternatives of an interpretation, the outcomes of a decision."""

    name: str
    options: tuple[str, ...]

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list whose items have one type."""

    item: Type

    def __str__(self) -> str:
        return f"list<{self.item}>"


@dataclass(frozen=True, slots=True)
class RecordOf:
    """A record with named fields, each of which a dossier may leave out."""

    name: str
    fields: tuple[tuple[str, Type], ...]

    def field(self, name: str) -> Type | None:
        """The type of a field, or None where there is none of that name."""
        return next((t for n, t in self.fields if n == name), None)

    def __str__(self) -> str:
        return self.name or "context<" + ", ".join(f"{n}: {t}" for n, t in self.fields) + ">"


@dataclass(frozen=True, slots=True)
class RangeOf:
    """A range between two values of one type."""

    item: Type

    def __str__(self) -> str:
        return f"range<{self.item}>"


@dataclass(frozen=True, slots=True)
class FunctionOf:
    """A function value (dmn dialect only)."""

    parameters: tuple[Type, ...]
    result: Type

    def __str__(self) -> str:
        return f"function<{', '.join(map(str, self.parameters))}> -> {self.result}"


@dataclass(frozen=True, slots=True)
class Variable:
    """A type variable in the signature of a built-in function."""

    name: str

    def __str__(self) -> str:
        return self.name


Type: TypeAlias = Scalar | Enumeration | Choice | ListOf | RecordOf | RangeOf | FunctionOf | Variable
