"""The values that the pack dialect computes with, and the two that are no value: unknown and error.

| type | Python |
|---|---|
| number | `int`, or `fractions.Fraction` where not whole: always exact |
| string, enumeration, choice | `str` |
| boolean | `bool` |
| date, date and time, time | `datetime.date`, `datetime.datetime`, `datetime.time` |
| durations | `YearsMonths`, `DaysTime` |
| list | `ListValue` |
| record, context | `Record` |
| range | `Range` |

`null` is not among them: it exists in the dmn dialect only.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from fractions import Fraction
from typing import TypeAlias

from workshop_rules.diagnostics import Span
from workshop_rules.frozen import dataclass, field


@dataclass(frozen=True, slots=True)
class YearsMonths:
    """A duration of whole months (ISO 8601 `PnYnM`); may be negative."""

    months: int


@dataclass(frozen=True, slots=True)
class DaysTime:
    """A duration of exact length (ISO 8601 `PnDTnHnMnS`), in nanoseconds; may be negative."""

    nanoseconds: int


@dataclass(frozen=True, slots=True)
class Unknown:
    """What nobody has said yet.

    Attributes:
        paths: the facts it stands for: `homeroom_years`, `honors[2].awarded_on` (counted from 1), `findings.conduct`,
            `parameter.excellent`, `as_of`. Never empty.
        low, high: bounds (both included) that are certain all the same, for a count over a list that is partly known;
            None where there is no bound.
    """

    paths: frozenset[str]
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Error:
    """A computation that has no result, such as a division by zero."""

    code: str
    message: str
    span: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Record:
    """A record: the fields somebody supplied (or computed), and its place in the dossier.

    Attributes:
        fields: name to value; a field that is absent here is unknown, at the path `path.name`. In a record that an
            expression made, a field may be `Unknown` itself.
        path: `honors[2]`, or empty for a record that an expression made.
    """

    fields: Mapping[str, Outcome]
    path: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class ListValue:
    """A list, perhaps only partly known.

    Attributes:
        items: the members that are certain, in order. A member may itself be `Unknown`.
        doubtful: members of which it is not known whether they belong, each with the reason (an unknown predicate).
        open: paths of supplied lists that may lack entries; empty where the list is complete.
    """

    items: tuple[Outcome, ...]
    doubtful: tuple[tuple[Outcome, Unknown], ...] = ()
    open: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Range:
    """A range; an endpoint of None is unbounded on that side, and one may be `Unknown` or an `Error`."""

    low: Outcome | None
    high: Outcome | None
    low_closed: bool
    high_closed: bool


Number: TypeAlias = int | Fraction
Temporal: TypeAlias = dt.date | dt.datetime | dt.time | YearsMonths | DaysTime
"""A value of one of the temporal types."""
Value: TypeAlias = "bool | int | Fraction | str | Temporal | Record | ListValue | Range"
Outcome: TypeAlias = "Value | Unknown | Error"
"""What evaluating an expression gives."""
