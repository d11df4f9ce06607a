"""Terms: what is worked out of a dossier when its facts are asserted, so that patterns have only to compare.

A term is a fact, a field of a record, or a computation with them: a window's edge (`as_of - @"P5Y"`), a ratio
multiplied crosswise (`absent * 10 - held`), an age. Its arithmetic is the reference's own tables of operations.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from workshop_rules.evaluate._durable.refused import Beyond
from workshop_rules.evaluate.interpreter.access import COMPONENTS
from workshop_rules.evaluate.interpreter.arithmetic import OPERATIONS
from workshop_rules.evaluate.interpreter.functions import MEANINGS
from workshop_rules.evaluate.interpreter.names import computable
from workshop_rules.language.types import Type
from workshop_rules.language.values import Error, Unknown, Value
from workshop_rules.pack.dossier import Dossier

AS_OF = "as_of"
FINDINGS = "findings."


@dataclass(frozen=True, slots=True)
class FactTerm:
    """A fact, or a field of a record fact, by its path: `homeroom_years`, `scores.A1`, `findings.conduct`, `as_of`."""

    path: str


@dataclass(frozen=True, slots=True)
class FieldTerm:
    """A field of the record in question; with an empty name the member itself, where the list has no records.

    Attributes:
        source: the list. depth: how many lists deep it is; a term is the same wherever the list stands.
    """

    name: str
    source: str
    depth: int = field(compare=False)


@dataclass(frozen=True, slots=True)
class ValueTerm:
    """A value that is the same for every dossier; None where nobody gave the parameter one."""

    value: Value | None


@dataclass(frozen=True, slots=True)
class Computed:
    """`left op right`."""

    op: str
    left: Term
    right: Term


@dataclass(frozen=True, slots=True)
class Called:
    """A built-in function of terms; `type` is that of its first argument."""

    function: str
    type: Type
    arguments: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A component of a value: `held_on.year`."""

    source: Term
    name: str


@dataclass(frozen=True, slots=True)
class Derived:
    """A fact that is worked out of others where it is not supplied and all that it `reads` is."""

    path: str
    derivation: Term
    reads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WaivedTerm:
    """Whether a waiver is granted for a criterion of another decision; always known."""

    decision: str
    criterion: str


Term: TypeAlias = WaivedTerm | FactTerm | FieldTerm | ValueTerm | Computed | Called | Part | Derived


def parts_of(term: Term) -> Iterator[Term]:
    """A term and all in it."""
    yield term
    match term:
        case Computed(left=left, right=right):
            yield from parts_of(left)
            yield from parts_of(right)
        case Called(arguments=arguments):
            for argument in arguments:
                yield from parts_of(argument)
        case Part(source=source):
            yield from parts_of(source)
        case Derived(derivation=derivation):
            yield from parts_of(derivation)
        case _:
            return


@dataclass(frozen=True, slots=True)
class Supplied:
    """What terms are worked out of: a dossier as of a date."""

    dossier: Dossier
    as_of: dt.date | None

    def value(self, path: str) -> object:
        """What is supplied at a path, as the dossier has it; None where nothing is."""
        if path == AS_OF:
            return self.as_of
        if path.startswith(FINDINGS):
            return self.dossier.findings.get(path.removeprefix(FINDINGS))
        head, *fields = path.split(".")
        value = self.dossier.facts.get(head)
        for name in fields:
            value = value.get(name) if isinstance(value, dict) else None
        return value


_NO_RECORD: Mapping[str, object] = {}


def worked_out(term: Term, supplied: Supplied, record: object = _NO_RECORD) -> object:
    """The value of a term, or None where it is unknown.

    Args:
        term: the term.
        supplied: the dossier.
        record: the record in question, or the member of a list without records.

    Raises:
        Beyond: the computation has no result.
    """
    match term:
        case FactTerm(path=path):
            return supplied.value(path)
        case FieldTerm(name=name):
            if not name:
                return record
            return record.get(name) if isinstance(record, dict) else None
        case ValueTerm(value=value):
            return value
        case WaivedTerm(decision=decision, criterion=criterion):
            return any((one.decision, one.criterion) == (decision, criterion) for one in supplied.dossier.waivers)
        case Computed(op=op, left=left, right=right):
            first, second = worked_out(left, supplied, record), worked_out(right, supplied, record)
            if first is None or second is None:
                return None
            return _certain(OPERATIONS[op, type(first), type(second)](first, second))
        case Called(function=function, type=type_, arguments=arguments):
            values = [_argument(argument, supplied, record) for argument in arguments]
            if any(value is None for value in values):
                return None
            return _certain(MEANINGS[function](type_, *values))
        case Part(source=source, name=name):
            whole = worked_out(source, supplied, record)
            return None if whole is None else _certain(COMPONENTS[type(whole), name](whole))
        case Derived(path=path, derivation=derivation, reads=reads):
            found = supplied.value(path)
            if found is None and all(supplied.value(one) is not None for one in reads):
                return worked_out(derivation, supplied)
            return found


def _argument(term: Term, supplied: Supplied, record: object) -> object:
    """A value in the form that functions take; a list knows whether it may lack entries."""
    value = worked_out(term, supplied, record)
    if not isinstance(value, tuple | dict):
        return value
    path = term.path if isinstance(term, FactTerm) else ""
    return computable(value, path, supplied.dossier.incomplete)


def _certain(outcome: object) -> object:
    if isinstance(outcome, Error):
        raise Beyond(outcome.message)
    return None if isinstance(outcome, Unknown) else outcome
