"""One step away from a case: a fact set, a record added or taken away, a finding, a waiver, or time that passes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction
from typing import Any

from workshop_rules.evaluate.evaluation import Case, Waiver

FINDINGS = "findings."
WAIVERS = "waivers."
AS_OF = "as_of"


class Kind(StrEnum):
    """What an edit does."""

    SET = "set"
    """A fact, or a field of a record, gets another value."""
    ADD = "add"
    """Records are added to a list."""
    REMOVE = "remove"
    """A record is taken from a list."""
    FIND = "find"
    """A finding is made."""
    WAIVE = "waive"
    """A criterion is waived."""
    WAIT = "wait"
    """The case is decided at a later date."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One change to a case.

    Attributes:
        path: `homeroom_years`, `leader.school`, `projects[1].result_published`, `honors` (to which a record is added),
            `nominees[2]` (one taken away, counted from 1), `findings.conduct`, `waivers.title` (a criterion), `as_of`.
        after: the value it gets; the record that is added; None for one taken away.
        before: the value it has now; None where it is not known.
        size: how large a change it is, to compare it with others of the same fact.
        count: how many such records are added.
    """

    kind: Kind
    path: str
    after: Any
    before: Any = None
    size: Fraction = Fraction(1)
    count: int = 1
    name: str = field(init=False, repr=False, compare=False)
    """Path and value in one text, to sort by."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", f"{self.path} {self.after!r}")

    @property
    def facts(self) -> int:
        """How many facts it changes: one, or as many as records are added."""
        return self.count

    @property
    def slot(self) -> tuple[str, str]:
        """Two edits of one slot cannot be made together."""
        return self.kind, self.name if self.kind is Kind.ADD else self.path

    def __hash__(self) -> int:
        return hash((self.kind, self.name, self.count))


Edits = frozenset[Edit]
"""Edits made together, no two of one slot."""

NO_EDITS: Edits = frozenset()


def facts_changed(edits: Edits) -> int:
    """How many facts edits change together."""
    return sum(edit.facts for edit in edits)


def order(edits: Edits) -> tuple[int, Fraction, tuple[str, ...]]:
    """Sets of edits sort by this: fewest facts, then least changed, then by name."""
    total = sum((edit.size for edit in edits), Fraction(0))
    return facts_changed(edits), total, tuple(sorted(edit.name for edit in edits))


def joined(one: Edits, other: Edits) -> Edits:
    """Both made together; of two in one slot the larger."""
    if not one or not other:
        return one or other
    slots: dict[tuple[str, str], Edit] = {}
    for edit in (*one, *other):
        there = slots.get(edit.slot)
        if there is None or (there.count, there.size) < (edit.count, edit.size):
            slots[edit.slot] = edit
    return frozenset(slots.values())


def edited(case: Case, decision: str, pack: str, edits: Iterable[Edit]) -> Case:
    """The case with the edits made; itself unchanged."""
    facts: dict[str, Any] = dict(case.dossier.facts)
    findings = dict(case.dossier.findings)
    waivers = list(case.dossier.waivers)
    as_of = case.as_of
    removed: list[str] = []
    added: list[Edit] = []
    for edit in edits:
        match edit.kind:
            case Kind.SET:
                head, inner = _parts(edit.path)
                facts[head] = _with(facts.get(head), inner, edit.after)
            case Kind.FIND:
                findings[edit.path.removeprefix(FINDINGS)] = edit.after
            case Kind.WAIVE:
                waivers.append(Waiver(pack, decision, edit.path.removeprefix(WAIVERS)))
            case Kind.WAIT:
                as_of = edit.after
            case Kind.REMOVE:
                removed.append(edit.path)
            case Kind.ADD:
                added.append(edit)
    for path in sorted(removed, key=_place, reverse=True):
        name, place = path.partition("[")[0], _place(path)
        facts[name] = (*facts[name][: place - 1], *facts[name][place:])
    for edit in sorted(added, key=lambda one: one.name):
        facts[edit.path] = (*facts.get(edit.path, ()), *(edit.after for _ in range(edit.count)))
    return replace(
        case, dossier=replace(case.dossier, facts=facts, findings=findings, waivers=tuple(waivers)), as_of=as_of
    )


def _place(path: str) -> int:
    return int(path.partition("[")[2].removesuffix("]"))


def _parts(path: str) -> tuple[str, tuple[int | str, ...]]:
    """`projects[1].level` as `projects` and (1, `level`)."""
    head, *fields = path.split(".")
    name, _, place = head.partition("[")
    inner: tuple[int | str, ...] = (int(place.removesuffix("]")),) if place else ()
    return name, (*inner, *fields)


def _with(whole: Any, inner: tuple[int | str, ...], value: Any) -> Any:  # noqa: ANN401 (facts of any type)
    if not inner:
        return value
    part, *rest = inner
    if isinstance(part, int):
        return (*whole[: part - 1], _with(whole[part - 1], tuple(rest), value), *whole[part:])
    fields = dict(whole or {})
    fields[part] = _with(fields.get(part), tuple(rest), value)
    return fields


def days(start: dt.date, end: dt.date) -> Fraction:
    """How far apart two days are, in years."""
    return Fraction(abs((end - start).days), 365)
